//! What the files of a manual say, in parts that are kept: a part is parsed again only if one of its files
//! is another. A manual that was brought up to date is the one that its files give when they are parsed anew.

use super::layout::{ChapterSource, Layout};
use super::{
    allowances, amendment, chapter, duplicate_slug, layout, partnership, registers, settings,
};
use crate::finding::policy::Allowance;
use crate::finding::{Findings, Level};
use crate::manual::Manual;
use crate::manual::amendment::Amendment;
use crate::manual::chapter::Chapter;
use crate::manual::chapters::Chapters;
use crate::manual::id::{AmendmentId, PartnershipId, SectionId, Slug};
use crate::manual::partnership::Partnership;
use crate::manual::register::Registers;
use crate::manual::settings::Settings;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The parts of a manual.
#[derive(Debug)]
pub struct Parsed {
    layout: Part<Layout>,
    settings: Part<Settings>,
    partnerships: Part<BTreeMap<PartnershipId, Partnership>>,
    amendments: Part<BTreeMap<AmendmentId, Amendment>>,
    registers: Part<Registers>,
    chapters: BTreeMap<(SectionId, Slug), ParsedChapter>,
    /// The allowances of YAML files, by file.
    in_yaml: BTreeMap<VPath, Vec<Allowance>>,
}

/// What was made of some files, and what is wrong in them.
#[derive(Debug)]
struct Part<T> {
    value: Arc<T>,
    findings: Findings,
}

#[derive(Debug)]
struct ParsedChapter {
    part: Part<Chapter>,
    allowances: Vec<Allowance>,
}

impl Parsed {
    /// Parses all files.
    pub fn of(files: &FileTree) -> Self {
        let layout = Part::of(|findings| {
            let (layout, faults) = layout::of(files);
            findings.append(faults);
            layout
        });
        let (chapters, rest) = rayon::join(
            || chapters(files, layout.value.chapters.par_iter()),
            || (Rest::of(files, &layout.value), in_yaml(files)),
        );
        let (Rest { settings, partnerships, amendments, registers }, in_yaml) = rest;
        Self { layout, settings, partnerships, amendments, registers, chapters, in_yaml }
    }

    /// Brings it up to date: `before` are the files from which it was made, `after` those from now on, and
    /// `changed` the paths at which the two are not the same.
    pub fn update(&mut self, before: &FileTree, after: &FileTree, changed: &BTreeSet<VPath>) {
        let is_there = |files: &FileTree, file: &VPath| files.get(file).is_some();
        if changed.iter().any(|file| is_there(before, file) != is_there(after, file)) {
            let (layout, findings) = layout::of(after);
            self.layout = Part { value: Arc::new(layout), findings };
        }
        let layout = Arc::clone(&self.layout.value);
        let mut folders = BTreeSet::new();
        for file in changed {
            let parts: Vec<&str> = file.parts().take(3).collect();
            match parts.as_slice() {
                ["manual.yaml", ..] => self.settings = Rest::settings(after),
                [top @ ("partnerships" | "amendments" | "registers"), ..] => {
                    folders.insert((*top).to_owned());
                }
                ["chapters", section, slug] => {
                    let key = SectionId::new(section).zip(Slug::new(slug));
                    key.and_then(|key| self.chapters.remove(&key));
                }
                _ => {}
            }
            self.in_yaml.remove(file);
            self.in_yaml.extend(yaml_allowances(after, file));
        }
        if folders.contains("partnerships") {
            self.partnerships = Rest::partnerships(after, &layout);
        }
        if folders.contains("amendments") {
            self.amendments = Rest::amendments(after, &layout);
        }
        if folders.contains("registers") {
            self.registers = Rest::registers(after, &layout);
        }
        let is_new = |source: &&ChapterSource| !self.chapters.contains_key(&key(source));
        let new: Vec<&ChapterSource> = layout.chapters.iter().filter(is_new).collect();
        if !new.is_empty() {
            self.chapters.extend(chapters(after, new.into_par_iter()));
        }
    }

    /// The manual, and everything that is wrong in its files. What has an error stands in it as it stands
    /// in `last`, if that has it: the last state in which it could be read.
    pub fn manual(&self, last: Option<&Manual>) -> (Manual, Findings) {
        let mut findings = self.layout.findings.clone();
        let of_rest = [&self.settings.findings, &self.partnerships.findings]
            .into_iter()
            .chain([&self.amendments.findings, &self.registers.findings]);
        of_rest.for_each(|part| findings.append(part.clone()));
        let mut allowances = Vec::new();
        let unreadable = self.unreadable_folders();
        let mut chapters: Vec<&Part<Chapter>> = Vec::with_capacity(self.chapters.len());
        for ParsedChapter { part, allowances: own } in self.chapters.values() {
            findings.append(part.findings.clone());
            allowances.extend_from_slice(own);
            chapters.push(part);
        }
        // Of two with one slug the first stays the first.
        chapters.sort_by(|one, other| one.value.slug.cmp(&other.value.slug));
        chapters.dedup_by(|next, first| {
            let is_double = next.value.slug == first.value.slug;
            if is_double {
                findings.push(duplicate_slug(&next.value, &first.value));
            }
            is_double
        });
        let shown = chapters.into_iter().map(|part| {
            let is_good = part.is_good() && !unreadable.contains(&part.value.folder);
            let last = last.filter(|_| !is_good);
            let kept = last.and_then(|last| last.chapters.shared(&part.value.slug));
            Arc::clone(kept.unwrap_or(&part.value))
        });
        let shown: Chapters = shown.collect();
        allowances.extend(self.in_yaml.values().flatten().cloned());
        let manual = Manual {
            settings: self.settings.or(last.map(|last| &last.settings)),
            chapters: shown,
            partnerships: self.partnerships.or(last.map(|last| &last.partnerships)),
            amendments: self.amendments.or(last.map(|last| &last.amendments)),
            registers: self.registers.or(last.map(|last| &last.registers)),
            allowances,
        };
        (manual, findings.sorted())
    }

    /// The chapters that cannot be read as they are.
    pub fn unreadable(&self) -> BTreeSet<Slug> {
        let folders = self.unreadable_folders();
        let chapters = self.chapters.values().filter(|chapter| {
            !chapter.part.is_good() || folders.contains(&chapter.part.value.folder)
        });
        chapters.map(|chapter| chapter.part.value.slug.clone()).collect()
    }

    /// The folders of chapters in which something is wrong that their files do not say themselves.
    fn unreadable_folders(&self) -> BTreeSet<VPath> {
        let errors = self.layout.findings.iter().filter(|finding| finding.level == Level::Error);
        let folders = errors.filter_map(|finding| {
            let parts: Vec<&str> = finding.place.file.parts().take(3).collect();
            VPath::new(&parts.join("/"))
        });
        folders.collect()
    }
}

impl<T> Part<T> {
    fn of(parse: impl FnOnce(&mut Findings) -> T) -> Self {
        let mut findings = Findings::default();
        let value = Arc::new(parse(&mut findings));
        Self { value, findings }
    }

    fn is_good(&self) -> bool {
        self.findings.count(Level::Error) == 0
    }

    fn or(&self, last: Option<&Arc<T>>) -> Arc<T> {
        Arc::clone(last.filter(|_| !self.is_good()).unwrap_or(&self.value))
    }
}

/// All but the chapters.
struct Rest {
    settings: Part<Settings>,
    partnerships: Part<BTreeMap<PartnershipId, Partnership>>,
    amendments: Part<BTreeMap<AmendmentId, Amendment>>,
    registers: Part<Registers>,
}

impl Rest {
    fn of(files: &FileTree, layout: &Layout) -> Self {
        Self {
            settings: Self::settings(files),
            partnerships: Self::partnerships(files, layout),
            amendments: Self::amendments(files, layout),
            registers: Self::registers(files, layout),
        }
    }

    fn settings(files: &FileTree) -> Part<Settings> {
        Part::of(|findings| settings::parse(files, findings))
    }

    fn partnerships(
        files: &FileTree,
        layout: &Layout,
    ) -> Part<BTreeMap<PartnershipId, Partnership>> {
        Part::of(|findings| {
            let partnerships = gather(&layout.partnerships, findings, |file, findings| {
                let partnership = partnership::parse(files, layout, file, findings)?;
                Some((partnership.id.clone(), partnership))
            });
            partnership::unused_logos(layout, &partnerships, findings);
            partnerships
        })
    }

    fn amendments(files: &FileTree, layout: &Layout) -> Part<BTreeMap<AmendmentId, Amendment>> {
        Part::of(|findings| {
            gather(&layout.amendments, findings, |file, findings| {
                let amendment = amendment::parse(files, file, findings)?;
                Some((amendment.id.clone(), amendment))
            })
        })
    }

    fn registers(files: &FileTree, layout: &Layout) -> Part<Registers> {
        Part::of(|findings| {
            let (terms, avoided) = registers::terms(files, layout, findings);
            Registers {
                legislation: registers::legislation(files, layout, findings),
                terms,
                avoided,
                contacts: registers::contacts(files, layout, findings),
            }
        })
    }
}

/// Parses files in parallel and collects what came of them in order.
fn gather<S: Sync, K: Ord + Send, V: Send>(
    sources: &[S],
    findings: &mut Findings,
    parse: impl Fn(&S, &mut Findings) -> Option<(K, V)> + Sync,
) -> BTreeMap<K, V> {
    let parsed: Vec<(Option<(K, V)>, Findings)> = sources
        .par_iter()
        .map(|source| {
            let mut own = Findings::default();
            (parse(source, &mut own), own)
        })
        .collect();
    let mut all = BTreeMap::new();
    for (entry, own) in parsed {
        findings.append(own);
        all.extend(entry);
    }
    all
}

fn key(source: &ChapterSource) -> (SectionId, Slug) {
    (source.section.clone(), source.slug.clone())
}

fn chapters<'s>(
    files: &FileTree,
    sources: impl IntoParallelIterator<Item = &'s ChapterSource>,
) -> BTreeMap<(SectionId, Slug), ParsedChapter> {
    let parsed = sources.into_par_iter().map(|source| {
        let part = Part::of(|findings| chapter::parse(files, source, findings));
        let allowances = allowances::of_chapter(files, source);
        (key(source), ParsedChapter { part, allowances })
    });
    let parsed: Vec<_> = parsed.collect();
    parsed.into_iter().collect()
}

fn in_yaml(files: &FileTree) -> BTreeMap<VPath, Vec<Allowance>> {
    let all: Vec<&VPath> = files.iter().map(|(file, _)| file).collect();
    all.into_par_iter().filter_map(|file| yaml_allowances(files, file)).collect()
}

fn yaml_allowances(files: &FileTree, file: &VPath) -> Option<(VPath, Vec<Allowance>)> {
    let is_yaml = file.name().rsplit_once('.').is_some_and(|(_, end)| end == "yaml");
    let allowances = if is_yaml { allowances::of_yaml_file(files, file) } else { Vec::new() };
    (!allowances.is_empty()).then(|| (file.clone(), allowances))
}

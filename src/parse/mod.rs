//! Parsing: from the files of a manual to the manual. It never fails and never reads a disk.
//!
//! 1. [`layout`] says what each file is, by its path.
//! 2. Each file is parsed on its own, in parallel: [`chapter`] (with [`front_matter`] and [`markdown`]),
//!    [`amendment`], [`partnership`], [`registers`], [`settings`].
//! 3. The parts are put together; what has two places at once is a finding.
//! 4. [`allowances`] reads the comments by which editors allow findings.
//!
//! What could not be read is left out or stood in for, and is always a finding.

mod accessibility;
pub mod allowances;
pub mod amendment;
pub mod chapter;
pub mod fields;
pub mod front_matter;
pub mod language;
pub mod layout;
pub mod markdown;
pub mod partnership;
pub mod registers;
pub mod settings;
pub mod source_text;
pub mod yaml;

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::id::Slug;
use crate::manual::register::Registers;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use layout::Layout;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Two chapters of one name.
pub static DUPLICATE_SLUG: Rule = Rule {
    code: "duplicate-slug",
    level: Level::Error,
    what: "Two chapters have the same slug.",
    why: "A chapter's slug is its address, and two chapters cannot stand at one address.",
    mend: "Give one of the two folders another name.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&DUPLICATE_SLUG];

/// The manual that the files hold, and everything that is wrong in them.
pub fn manual(files: &FileTree) -> (Manual, Findings) {
    let (layout, mut findings) = layout::of(files);
    let ((chapters, in_chapters), (rest, in_rest)) =
        rayon::join(|| chapters(files, &layout), || without_chapters(files, &layout));
    findings.append(in_rest);
    findings.append(in_chapters);
    let allowances = allowances::all(files, &layout);
    (Manual { chapters, allowances, ..rest }, findings.sorted())
}

fn without_chapters(files: &FileTree, layout: &Layout) -> (Manual, Findings) {
    let mut findings = Findings::default();
    let settings = settings::parse(files, &mut findings);
    let partnerships = gather(&layout.partnerships, &mut findings, |file, findings| {
        let partnership = partnership::parse(files, layout, file, findings)?;
        Some((partnership.id.clone(), partnership))
    });
    partnership::unused_logos(layout, &partnerships, &mut findings);
    let amendments = gather(&layout.amendments, &mut findings, |file, findings| {
        let amendment = amendment::parse(files, file, findings)?;
        Some((amendment.id.clone(), amendment))
    });
    let (terms, avoided) = registers::terms(files, layout, &mut findings);
    let registers = Registers {
        legislation: registers::legislation(files, layout, &mut findings),
        terms,
        avoided,
        contacts: registers::contacts(files, layout, &mut findings),
    };
    let chapters = BTreeMap::new();
    let allowances = Vec::new();
    (Manual { settings, chapters, partnerships, amendments, registers, allowances }, findings)
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

fn chapters(files: &FileTree, layout: &Layout) -> (BTreeMap<Slug, Chapter>, Findings) {
    let mut findings = Findings::default();
    let parsed: Vec<(Chapter, Findings)> = layout
        .chapters
        .par_iter()
        .map(|source| {
            let mut own = Findings::default();
            (chapter::parse(files, source, &mut own), own)
        })
        .collect();
    let mut chapters: BTreeMap<Slug, Chapter> = BTreeMap::new();
    for (chapter, own) in parsed {
        findings.append(own);
        if let Some(first) = chapters.get(&chapter.slug) {
            findings.push(duplicate_slug(&chapter, first));
        } else {
            chapters.insert(chapter.slug.clone(), chapter);
        }
    }
    (chapters, findings)
}

fn duplicate_slug(chapter: &Chapter, first: &Chapter) -> Finding {
    Finding::new(
        &DUPLICATE_SLUG,
        title(chapter),
        format!("two chapters have the slug `{}`", chapter.slug),
        "give one of the two folders another name",
    )
    .with_note(title(first), "the other is here")
}

/// Where a chapter's title stands, which tells it from others better than its path.
fn title(chapter: &Chapter) -> Place {
    Place::new(&chapter.regional.file, chapter.regional.working.title.span)
}

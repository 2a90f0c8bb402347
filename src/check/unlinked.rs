//! Chapters that stand alone: nothing leads to them but lists and search.

use super::words::maintained;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::prose::{Destination, InlineKind, Target, walk};
use crate::record::Record;
use crate::resolve::Edition;
use crate::resolve::bind::Bound;
use crate::source::place::Place;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A chapter to which nothing leads.
pub static UNLINKED_CHAPTER: Rule = Rule {
    code: "unlinked-chapter",
    level: Level::Advice,
    what: "No other chapter or local addition refers to a chapter, nor names it in `related`, in a manual of five chapters or more.",
    why: "Who reads about a neighbouring harm will not learn that there is a procedure for this one.",
    mend: "Refer to it with `[[its-slug]]` where a reader would need it, or name it in `related` of a neighbouring chapter.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&UNLINKED_CHAPTER];

/// Fewer are seen at a glance in the list of contents, and nobody misses one.
const FEWEST_CHAPTERS: usize = 5;

/// Checks the chapters of a manual that has more than a few.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    let edition = Edition::working(manual, &record, date);
    let mut linked: BTreeSet<String> = BTreeSet::new();
    let mut chapters = Vec::new();
    for (chapter, document) in maintained(manual, &record, date) {
        let mut add = |slug: &str| {
            if slug != chapter.slug.as_str() {
                linked.insert(slug.to_owned());
            }
        };
        if document.id.partnership.is_none() {
            chapters.push(chapter);
            chapter.administration.related.iter().for_each(|slug| add(&slug.value));
        }
        let Some(folder) = document.file.folder() else { continue };
        for inline in walk::inlines(&document.working.prose) {
            match &inline.kind {
                InlineKind::Reference(reference) => {
                    if let Target::Chapter { slug, .. } = &reference.target {
                        add(slug);
                    }
                }
                InlineKind::Link(link) => {
                    if let Destination::Path(path) = &link.destination
                        && let Ok(Bound::Chapter { chapter: to, .. }) =
                            edition.bind_path(Some(&chapter.slug), &folder, path)
                    {
                        add(to.chapter.slug.as_str());
                    }
                }
                _ => {}
            }
        }
    }
    if chapters.len() < FEWEST_CHAPTERS {
        return;
    }
    for chapter in chapters.into_iter().filter(|chapter| !linked.contains(chapter.slug.as_str())) {
        let document = &chapter.regional;
        findings.push(Finding::new(
            &UNLINKED_CHAPTER,
            Place::new(&document.file, document.working.title.span),
            format!("no other chapter refers to `{}`", chapter.slug),
            format!(
                "write `[[{0}]]` where a reader would need it, or add `{0}` to `related` of a neighbouring chapter",
                chapter.slug
            ),
        ));
    }
}

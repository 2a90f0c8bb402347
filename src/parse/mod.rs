//! Parsing: from the files of a manual to the manual. It never fails and never reads a disk.
//!
//! 1. [`layout`] says what each file is, by its path.
//! 2. Each file is parsed on its own, in parallel: [`chapter`] (with [`front_matter`] and [`markdown`]),
//!    [`amendment`], [`partnership`], [`registers`], [`settings`].
//! 3. The parts are put together; what has two places at once is a finding.
//! 4. [`allowances`] reads the comments by which editors allow findings.
//!
//! [`parsed::Parsed`] keeps the parts, so that only those are parsed again whose files have changed.
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
pub mod parsed;
pub mod partnership;
pub mod registers;
pub mod settings;
pub mod source_text;
pub mod yaml;

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::prose::Prose;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use parsed::Parsed;
use rayon::prelude::*;

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
    Parsed::of(files).manual(None)
}

/// Parses the texts of all versions in parallel: for who will read them all.
pub fn all_versions(manual: &Manual) {
    let documents: Vec<&Document> = manual.documents().collect();
    documents.par_iter().for_each(|document| {
        for version in document.versions.values() {
            let Prose { blocks: _ } = &*version.text.prose;
        }
    });
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

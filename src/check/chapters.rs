//! Where chapters stand: their sections and their positions.

use crate::finding::nearest::nearest;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::source::place::Place;
use std::collections::BTreeMap;

/// A chapter in a section that is not listed.
pub static UNKNOWN_SECTION: Rule = Rule {
    code: "unknown-section",
    level: Level::Error,
    what: "A chapter stands in a section that manual.yaml does not list.",
    why: "The chapter has no number, and is left out of the site.",
    mend: "List the section under `sections` of manual.yaml, or move the chapter's folder.",
};

/// Two chapters at one position.
pub static CLASHING_POSITION: Rule = Rule {
    code: "clashing-position",
    level: Level::Error,
    what: "Two chapters of a section have the same position.",
    why: "Both would have the same number.",
    mend: "Give one of the two another `position`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&UNKNOWN_SECTION, &CLASHING_POSITION];

/// Checks where the chapters stand.
pub fn check(manual: &Manual, findings: &mut Findings) {
    let mut taken = BTreeMap::new();
    for chapter in manual.chapters.values() {
        let file = &chapter.regional.file;
        // Where sections could not be read, that is what is to be mended.
        let is_known = manual.settings.section(&chapter.section).is_some();
        if !is_known && manual.settings.has_all_sections {
            let known = manual.settings.sections.iter().map(|section| section.id.as_str());
            let mend = nearest(chapter.section.as_str(), known).map_or_else(
                || "list the section in `manual.yaml`, or move the chapter's folder".to_owned(),
                |near| format!("move the chapter's folder to `{near}`"),
            );
            let message = format!("there is no section `{}`", chapter.section);
            findings.push(Finding::new(&UNKNOWN_SECTION, Place::file(file), message, mend));
        }
        let position = &chapter.administration.position;
        let place = Place::new(file, position.span);
        if position.value == u32::MAX {
            continue;
        }
        if let Some(first) = taken.insert((&chapter.section, position.value), place.clone()) {
            let message =
                format!("two chapters of `{}` have position `{}`", chapter.section, position.value);
            findings.push(
                Finding::new(
                    &CLASHING_POSITION,
                    place,
                    message,
                    "give one of the two another position",
                )
                .with_note(first, "the other is here"),
            );
        }
    }
}

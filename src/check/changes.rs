//! What amendments changed: the declared change and the real one must agree.

use crate::diff;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::amendment::Action;
use crate::manual::document::{Document, Text, Version};
use crate::prose::headings;
use crate::record::{Change, Event, Record};
use crate::source::place::{Place, Spanned};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A version that says what the one before it says.
pub static UNCHANGED_VERSION: Rule = Rule {
    code: "unchanged-version",
    level: Level::Warning,
    what: "An amendment records a version that says exactly what the version before it says.",
    why: "Readers are told of a change, and look for it in vain.",
    mend: "Write `reviewed: true` in place of the version if the text was only read again.",
};

/// Declared headings that are not those that changed.
pub static OTHER_HEADINGS: Rule = Rule {
    code: "other-headings",
    level: Level::Warning,
    what: "The headings that an amendment declares are not those under which the text changed.",
    why: "A reader who trusts the list misses a change, or looks for one that is not there.",
    mend: "Write the list of headings that the message gives.",
};

/// A heading that others may refer to, and that the draft no longer has.
pub static VANISHED_HEADING: Rule = Rule {
    code: "vanished-heading",
    level: Level::Warning,
    what: "A draft no longer has a heading id that the newest version has.",
    why: "Links from elsewhere, in minutes, policies and other sites, would lead to the top of the page.",
    mend: "Write `{#the-id}` after the heading that takes its place.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&UNCHANGED_VERSION, &OTHER_HEADINGS, &VANISHED_HEADING];

/// Checks what the amendments changed, document by document, in parallel.
pub fn check(manual: &Manual, findings: &mut Findings) {
    let record = Record::of(manual);
    let documents: Vec<&Document> = manual.documents().collect();
    let found: Vec<Findings> = documents
        .par_iter()
        .map(|document| {
            let mut own = Findings::default();
            amended(document, record.events(&document.id), &mut own);
            vanished(document, &mut own);
            own
        })
        .collect();
    for own in found {
        findings.append(own);
    }
}

fn amended(document: &Document, events: &[Event<'_>], findings: &mut Findings) {
    let mut before: Option<&Version> = None;
    let mut is_back = false;
    for event in events {
        let version = match event.change {
            Change::Version(version) => version,
            Change::Withdrawn(_) => {
                is_back = true;
                continue;
            }
            Change::Reviewed => continue,
        };
        let entry = event.entry;
        // A version that is named twice is a fault of its own.
        if let Some(before) = before.filter(|before| before.number != version.number) {
            let place = Place::new(&event.amendment.file, entry.span);
            if before.text.digest == version.text.digest {
                // What was withdrawn may come back as it was.
                if !is_back {
                    findings.push(unchanged(document, before, version, place));
                }
            } else if let Action::Version { headings, .. } = &entry.value.action
                && !headings.is_empty()
            {
                let real = real_headings(before, version);
                findings.append(other_headings(document, version, headings, &real, place));
            }
        }
        before = Some(version);
        is_back = false;
    }
}

fn unchanged(document: &Document, before: &Version, version: &Version, place: Place) -> Finding {
    Finding::new(
        &UNCHANGED_VERSION,
        place,
        format!(
            "version `{}` of `{}` says what version `{}` says",
            version.number, document.id, before.number
        ),
        "record it as `reviewed: true` if it was only read again",
    )
}

/// The ids of the headings under which the text really changed.
fn real_headings(before: &Version, version: &Version) -> Vec<String> {
    diff::texts(&before.text.words(), &version.text.words()).changed_headings()
}

fn other_headings(
    document: &Document,
    version: &Version,
    declared: &[Spanned<String>],
    real: &[String],
    place: Place,
) -> Findings {
    let declared: BTreeSet<&str> = declared.iter().map(|id| id.value.as_str()).collect();
    if real.iter().map(String::as_str).collect::<BTreeSet<_>>() == declared {
        return Findings::default();
    }
    let message = format!(
        "version `{}` of `{}` changed other headings than those declared",
        version.number, document.id
    );
    let mend = format!("write `headings: [{}]`", real.join(", "));
    Findings::from_iter([Finding::new(&OTHER_HEADINGS, place, message, mend)])
}

fn vanished(document: &Document, findings: &mut Findings) {
    let Some(newest) = document.newest().filter(|_| document.is_draft()) else { return };
    let ids = |text: &Text| -> BTreeSet<String> {
        headings::outline(&text.prose).into_iter().map(|entry| entry.id.to_owned()).collect()
    };
    let now = ids(&document.working);
    for id in ids(&newest.text).difference(&now) {
        findings.push(Finding::new(
            &VANISHED_HEADING,
            Place::file(&document.file),
            format!("the heading id `{id}` of `{}` would vanish", document.id),
            format!("write `{{#{id}}}` after the heading that takes its place, if there is one"),
        ));
    }
}

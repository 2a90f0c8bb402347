//! Whether the record is whole: every version is named by one amendment, and none was altered.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment};
use crate::manual::document::{Document, DocumentId};
use crate::manual::version_number::VersionNumber;
use crate::source::place::Place;
use std::collections::BTreeMap;

macro_rules! rules {
    ($($name:ident, $code:literal, $level:ident, $what:literal, $why:literal;)*) => {
        $(#[doc = $what] pub static $name: Rule =
            Rule { code: $code, level: Level::$level, what: $what, why: $why };)*
        /// The rules of this module.
        pub const RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    MISSING_VERSION, "missing-version", Error, "An amendment names a version that is not in the history.",
        "Nobody can read what was in force.";
    UNKNOWN_DOCUMENT, "unknown-document", Error, "An amendment names a document that is not there.",
        "The record says that something was changed, and nobody can see what.";
    UNRECORDED_VERSION, "unrecorded-version", Error, "No amendment names a version of the history.",
        "Nobody can say when it was in force, or why.";
    ALTERED_VERSION, "altered-version", Error, "A version is not what the amendment recorded.",
        "The record must show what practitioners could read on that day.";
    UNDIGESTED_VERSION, "undigested-version", Advice, "An amendment gives no digest of a version.",
        "Without it nobody can prove that the version was not altered.";
    DRAFT, "draft", Advice, "A working text differs from the newest version.",
        "The public sees recorded versions only.";
    PUBLISHED_AFTER_IN_FORCE, "published-after-in-force", Error, "An amendment was published after it came into force.",
        "People were bound by a text that they could not read.";
    REPEATED_VERSION, "repeated-version", Error, "Two amendments name the same version.",
        "A version is put in force by one decision.";
}

type Named<'m> = BTreeMap<(&'m DocumentId, VersionNumber), Place>;

/// Checks the record.
pub fn check(manual: &Manual, findings: &mut Findings) {
    let mut named = Named::new();
    for amendment in manual.amendments.values() {
        if amendment.published.value > amendment.in_force.value {
            findings.push(Finding::new(
                &PUBLISHED_AFTER_IN_FORCE,
                Place::new(&amendment.file, amendment.published.span),
                format!(
                    "published on `{}`, after it came into force on `{}`",
                    amendment.published.value, amendment.in_force.value
                ),
                "put the earlier date in `published`, or the later in `in_force`",
            ));
        }
        entries(manual, amendment, &mut named, findings);
    }
    for document in manual.documents() {
        versions(document, &named, findings);
    }
}

fn entries<'m>(
    manual: &'m Manual,
    amendment: &'m Amendment,
    named: &mut Named<'m>,
    findings: &mut Findings,
) {
    for entry in &amendment.entries {
        let (id, place) = (&entry.value.document, Place::new(&amendment.file, entry.span));
        let Some(document) = manual.document(id) else {
            findings.push(Finding::new(
                &UNKNOWN_DOCUMENT,
                place,
                format!("there is no document `{id}`"),
                "write the name of a chapter, or `chapter/partnership`",
            ));
            continue;
        };
        let Action::Version { number, sha256, .. } = &entry.value.action else { continue };
        if let Some(first) = named.get(&(id, *number)) {
            findings.push(
                Finding::new(
                    &REPEATED_VERSION,
                    place.clone(),
                    format!("version `{number}` of `{id}` is named twice"),
                    "name it in one amendment only",
                )
                .with_note(first.clone(), "it is first named here"),
            );
        } else {
            named.insert((id, *number), place.clone());
        }
        let Some(version) = document.versions.get(number) else {
            findings.push(Finding::new(
                &MISSING_VERSION,
                place,
                format!("`{id}` has no version `{number}`"),
                format!("put `history/{number}.md` back, or correct the number"),
            ));
            continue;
        };
        match sha256 {
            None => findings.push(Finding::new(
                &UNDIGESTED_VERSION,
                place,
                format!("version `{number}` of `{id}` has no digest"),
                format!("add `sha256: {}`", version.sha256),
            )),
            Some(declared) if declared.value != version.sha256 => findings.push(
                Finding::new(
                    &ALTERED_VERSION,
                    Place::new(&amendment.file, declared.span),
                    format!("version `{number}` of `{id}` was altered after it was recorded"),
                    "put the recorded file back, and make a new version of what changed",
                )
                .with_note(Place::file(&version.file), "this is the file"),
            ),
            Some(_) => {}
        }
    }
}

fn versions(document: &Document, named: &Named<'_>, findings: &mut Findings) {
    for version in document.versions.values() {
        if !named.contains_key(&(&document.id, version.number)) {
            findings.push(Finding::new(
                &UNRECORDED_VERSION,
                Place::file(&version.file),
                format!("no amendment names version `{}` of `{}`", version.number, document.id),
                "name it in an amendment, or remove the file if it was never in force",
            ));
        }
    }
    if document.is_draft() {
        findings.push(Finding::new(
            &DRAFT,
            Place::file(&document.file),
            format!("`{}` is a draft: the public build keeps the recorded text", document.id),
            "run `chapterhouse amend` when the change is agreed",
        ));
    }
}

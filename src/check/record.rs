//! Whether the record is whole: every version is named by one amendment, and none was altered.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment};
use crate::manual::document::{Document, DocumentId, Version};
use crate::manual::version_number::VersionNumber;
use crate::source::digest::Digest;
use crate::source::place::{Place, Spanned};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A version without its file.
pub static MISSING_VERSION: Rule = Rule {
    code: "missing-version",
    level: Level::Error,
    what: "An amendment names a version that is not in the history.",
    why: "Nobody can read what was in force.",
    mend: "Put the file back into `history/`, from a copy or from version control.",
};

/// A document that is not there.
pub static UNKNOWN_DOCUMENT: Rule = Rule {
    code: "unknown-document",
    level: Level::Error,
    what: "An amendment names a document that is not there.",
    why: "The record says that something was changed, and nobody can see what.",
    mend: "Write the name of a chapter, or `chapter/partnership`.",
};

/// A version that no amendment put in force.
pub static UNRECORDED_VERSION: Rule = Rule {
    code: "unrecorded-version",
    level: Level::Error,
    what: "No amendment names a version of the history.",
    why: "Nobody can say when it was in force, or why.",
    mend: "Name the version in an amendment. Let `chapterhouse amend` write versions, and it is named from the start.",
};

/// A version that was changed after it was recorded.
pub static ALTERED_VERSION: Rule = Rule {
    code: "altered-version",
    level: Level::Error,
    what: "A version is not what the amendment recorded.",
    why: "The record must show what practitioners could read on that day.",
    mend: "Put the recorded file back; make the change in the working text, and record it with `chapterhouse amend`. If only the ends of lines differ, git converted them: the message says how to prevent it.",
};

/// A version whose digest was not written down.
pub static UNDIGESTED_VERSION: Rule = Rule {
    code: "undigested-version",
    level: Level::Advice,
    what: "An amendment gives no digest of a version.",
    why: "Without it nobody can prove that the version was not altered.",
    mend: "Add the digest to the amendment, as the message gives it.",
};

/// A text that is not recorded yet.
pub static DRAFT: Rule = Rule {
    code: "draft",
    level: Level::Advice,
    what: "A working text differs from the newest version.",
    why: "The public sees recorded versions only.",
    mend: "Run `chapterhouse amend` when the change is agreed.",
};

/// An amendment that came too late.
pub static PUBLISHED_AFTER_IN_FORCE: Rule = Rule {
    code: "published-after-in-force",
    level: Level::Error,
    what: "An amendment was published after it came into force.",
    why: "People were bound by a text that they could not read.",
    mend: "Put the earlier date in `published`, or the later in `in_force`.",
};

/// An amendment that amends nothing.
pub static EMPTY_AMENDMENT: Rule = Rule {
    code: "empty-amendment",
    level: Level::Warning,
    what: "An amendment names no document.",
    why: "Readers are told of a change, and look for it in vain.",
    mend: "List the documents that it changed under `documents`, or remove the file if it was never published.",
};

/// A version that is recorded twice.
pub static REPEATED_VERSION: Rule = Rule {
    code: "repeated-version",
    level: Level::Error,
    what: "Two amendments name the same version.",
    why: "A version is put in force by one decision.",
    mend: "Take the version out of one of the two amendments.",
};

/// A later version in force before an earlier one.
pub static DATES_OUT_OF_ORDER: Rule = Rule {
    code: "dates-out-of-order",
    level: Level::Error,
    what: "A version is in force from an earlier day than a version with a lower number.",
    why: "The older text would take the place of the newer one.",
    mend: "Put the later version in force on a later day, or give it a lower number.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[
    &MISSING_VERSION,
    &UNKNOWN_DOCUMENT,
    &UNRECORDED_VERSION,
    &ALTERED_VERSION,
    &UNDIGESTED_VERSION,
    &DRAFT,
    &PUBLISHED_AFTER_IN_FORCE,
    &EMPTY_AMENDMENT,
    &REPEATED_VERSION,
    &DATES_OUT_OF_ORDER,
];

/// Where each version is named first, and from which day it is in force.
type Named<'m> = BTreeMap<(&'m DocumentId, VersionNumber), (Place, Date)>;

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
        if amendment.entries.is_empty() {
            findings.push(Finding::new(
                &EMPTY_AMENDMENT,
                Place::file(&amendment.file),
                format!("`{}` changes no document", amendment.id),
                "list what it changed under `documents`, or remove the file if it was never published",
            ));
        }
        entries(manual, amendment, &mut named, findings);
    }
    for document in manual.documents() {
        versions(document, &named, findings);
    }
    in_order(&named, findings);
}

/// Numbers and days must rise together. Of the versions of one document, the map has them by number.
fn in_order(named: &Named<'_>, findings: &mut Findings) {
    for (((id, number), (place, from)), ((next_id, next), (next_place, next_from))) in
        named.iter().zip(named.iter().skip(1))
    {
        if id == next_id && next_from < from {
            findings.push(
                Finding::new(
                    &DATES_OUT_OF_ORDER,
                    next_place.clone(),
                    format!("version `{next}` of `{id}` is in force from {next_from}, before version `{number}`"),
                    format!("put it in force on {from} or later, or number it below `{number}`"),
                )
                .with_note(place.clone(), format!("version `{number}` is in force from {from}")),
            );
        }
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
        if let Some((first, _)) = named.get(&(id, *number)) {
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
            named.insert((id, *number), (place.clone(), amendment.in_force.value));
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
            Some(declared) => findings.extend(altered(id, version, (amendment, declared))),
        }
    }
}

/// The finding that a version is not what an amendment recorded, if so.
fn altered(
    id: &DocumentId,
    version: &Version,
    (amendment, declared): (&Amendment, &Spanned<Digest>),
) -> Option<Finding> {
    let finding = || {
        let (how, mend) = if version.has_other_line_ends(declared.value) {
            (
                ", but in the ends of its lines only",
                "git converts them (`core.autocrlf`): write `procedures/** -text`, with the name of the manual's folder, into `.gitattributes` beside it, commit that, and clone again",
            )
        } else {
            ("", "put the recorded file back, and make a new version of what changed")
        };
        let number = version.number;
        Finding::new(
            &ALTERED_VERSION,
            Place::new(&amendment.file, declared.span),
            format!("version `{number}` of `{id}` was altered after it was recorded{how}"),
            mend,
        )
        .with_note(Place::file(&version.file), "this is the file")
    };
    (declared.value != version.sha256).then(finding)
}

/// The same of a document's version, whichever amendment recorded it.
pub fn alteration(manual: &Manual, document: &Document, version: &Version) -> Option<Finding> {
    let amendments = manual.amendments.values();
    let entries =
        amendments.flat_map(|amendment| amendment.entries.iter().map(move |e| (amendment, e)));
    entries.filter(|(_, entry)| entry.value.document == document.id).find_map(
        |(amendment, entry)| match &entry.value.action {
            Action::Version { number, sha256: Some(declared), .. } if *number == version.number => {
                altered(&document.id, version, (amendment, declared))
            }
            _ => None,
        },
    )
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

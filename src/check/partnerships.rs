//! Whether partnerships are whole: their additions, their days in the manual and their contacts.

use crate::finding::nearest::nearest;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::Document;
use crate::manual::id::PartnershipId;
use crate::manual::partnership::Partnership;
use crate::manual::register::{Contact, Scope};
use crate::source::place::Place;
use jiff::civil::Date;

/// A local addition of nobody.
pub static UNKNOWN_PARTNERSHIP: Rule = Rule {
    code: "unknown-partnership",
    level: Level::Error,
    what: "A local addition belongs to a partnership that has no file.",
    why: "Nobody can say whose text it is, and no reader is shown it.",
    mend: "Add a file for the partnership, or move the addition's folder to the one that is meant.",
};

/// A partnership that left before it came.
pub static LEFT_BEFORE_JOINED: Rule = Rule {
    code: "left-before-joined",
    level: Level::Error,
    what: "A partnership left the manual before it joined.",
    why: "It would be a member on no day, and its additions and contacts would never be shown.",
    mend: "Correct one of the two dates.",
};

/// A contact that the register does not declare.
pub static UNKNOWN_CONTACT: Rule = Rule {
    code: "unknown-contact",
    level: Level::Error,
    what: "A partnership gives a contact that the contacts register does not declare.",
    why: "Chapters cite contacts by the ids of the register, so no chapter would show it.",
    mend: "Declare it in `registers/contacts.yaml` with `scope: partnership`, or remove it.",
};

/// A contact that a partnership does not give.
pub static MISSING_CONTACT: Rule = Rule {
    code: "missing-contact",
    level: Level::Warning,
    what: "A current partnership does not give a contact that every partnership is to give.",
    why: "A practitioner there who needs it is not told whom to call.",
    mend: "Add an entry with that id under `contacts` of the partnership's file.",
};

/// The rules of this module.
pub const RULES: &[&Rule] =
    &[&UNKNOWN_PARTNERSHIP, &LEFT_BEFORE_JOINED, &UNKNOWN_CONTACT, &MISSING_CONTACT];

/// Checks the partnerships as they are on a day.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    for chapter in manual.chapters.values() {
        for (id, addition) in &chapter.additions {
            if !manual.partnerships.contains_key(id) {
                findings.push(unknown_partnership(manual, id, addition));
            }
        }
    }
    let declared = &manual.registers.contacts;
    for partnership in manual.partnerships.values() {
        if let Some(finding) = left_before_joined(partnership) {
            findings.push(finding);
        }
        for contact in &partnership.contacts {
            if !declared.iter().any(|known| known.id == contact.id) {
                findings.push(unknown_contact(contact, declared));
            }
        }
        if !partnership.is_member_on(date) {
            continue;
        }
        for wanted in declared {
            let is_wanted = wanted.scope == Scope::Partnership && wanted.dates.include(date);
            if is_wanted && !partnership.gives(&wanted.id, date) {
                findings.push(missing_contact(partnership, wanted, date));
            }
        }
    }
}

fn unknown_partnership(manual: &Manual, id: &PartnershipId, addition: &Document) -> Finding {
    let known = manual.partnerships.keys().map(PartnershipId::as_str);
    let mend = nearest(id.as_str(), known).map_or_else(
        || format!("write `partnerships/{id}.yaml`, or mend it if it cannot be read"),
        |near| format!("name the folder `{near}`, or write `partnerships/{id}.yaml`"),
    );
    let message = format!("there is no partnership `{id}`");
    Finding::new(&UNKNOWN_PARTNERSHIP, Place::file(&addition.file), message, mend)
}

fn left_before_joined(partnership: &Partnership) -> Option<Finding> {
    let (joined, left) = (&partnership.joined, partnership.left.as_ref()?);
    (left.value < joined.value).then(|| {
        Finding::new(
            &LEFT_BEFORE_JOINED,
            Place::new(&partnership.file, left.span),
            format!("`{}` left on `{}`, before it joined", partnership.id, left.value),
            "correct one of the two dates",
        )
        .with_note(
            Place::new(&partnership.file, joined.span),
            format!("it joined on `{}`", joined.value),
        )
    })
}

fn unknown_contact(contact: &Contact, declared: &[Contact]) -> Finding {
    let known = declared.iter().map(|known| known.id.as_str());
    let mend = nearest(&contact.id, known).map_or_else(
        || {
            "declare it in `registers/contacts.yaml` with `scope: partnership`, or remove it here"
                .to_owned()
        },
        |near| format!("write `{near}`"),
    );
    let message = format!("the contacts register does not declare `{}`", contact.id);
    Finding::new(&UNKNOWN_CONTACT, contact.place.clone(), message, mend)
}

fn missing_contact(partnership: &Partnership, wanted: &Contact, date: Date) -> Finding {
    Finding::new(
        &MISSING_CONTACT,
        Place::file(&partnership.file),
        format!("`{}` gives no contact `{}` for `{date}`", partnership.id, wanted.id),
        format!("add an entry with `id: {}` under `contacts`", wanted.id),
    )
    .with_note(wanted.place.clone(), "every partnership is to give it")
}

//! Whether each contact that a text cites is answered by somebody on the day, for every reader.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::document::{Document, Text};
use crate::manual::id::PartnershipId;
use crate::manual::partnership::Partnership;
use crate::manual::register::{Contact, Scope};
use crate::prose::{InlineKind, Target, walk};
use crate::record::Standing;
use crate::resolve::Edition;
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use jiff::civil::Date;

/// A cited contact that nobody answers.
pub(super) static UNANSWERED_CONTACT: Rule = Rule {
    code: "unanswered-contact",
    level: Level::Warning,
    what: "A text cites a contact that the register declares, and on the day it has an entry neither for everyone nor for the reader's partnership.",
    why: "A practitioner who needs it is told of a contact, and not whom to call.",
    mend: "Add an entry with that id to the partnership's file or to the register, for that day, or cite another contact.",
};

/// Reports the contacts that a document cites and that somebody is not given, in its working text and,
/// where that says something else, in its text in force.
pub(super) fn check(edition: &Edition<'_>, document: &Document, findings: &mut Findings) {
    check_text(edition, document, (&document.working, &document.file), findings);
    if let Standing::InForce(now) = edition.record.standing(&document.id, edition.date)
        && now.version.text.digest != document.working.digest
    {
        check_text(edition, document, (&now.version.text, &now.version.file), findings);
    }
}

fn check_text(
    edition: &Edition<'_>,
    document: &Document,
    (text, file): (&Text, &VPath),
    findings: &mut Findings,
) {
    for (id, span) in cited(text) {
        if let Some(whom) = lacking(edition, id, document.id.partnership.as_ref()) {
            findings.push(unanswered(Place::new(file, span), id, &whom, edition.date));
        }
    }
}

fn cited(text: &Text) -> impl Iterator<Item = (&str, Span)> {
    walk::inlines(&text.prose).filter_map(|inline| match &inline.kind {
        InlineKind::Reference(reference) => match &reference.target {
            Target::Contact(id) => Some((id.as_str(), inline.span)),
            _ => None,
        },
        _ => None,
    })
}

/// For whom a declared contact has no entry on the day, in words. What each partnership is to give on
/// that day is passed over: its file is the place to report that it does not, and before any has joined
/// there is nobody to tell.
fn lacking(edition: &Edition<'_>, id: &str, only: Option<&PartnershipId>) -> Option<String> {
    let (manual, date) = (edition.manual, edition.date);
    let members: Vec<&Partnership> = manual
        .partnerships
        .values()
        .filter(|member| member.is_member_on(date) && only.is_none_or(|id| *id == member.id))
        .collect();
    if members.is_empty() && only.is_some() {
        return None;
    }
    let declared: Vec<&Contact> =
        manual.registers.contacts.iter().filter(|contact| contact.id == id).collect();
    let is_given = declared.iter().any(|contact| {
        contact.dates.include(date)
            && (contact.scope != Scope::Partnership || !manual.partnerships.is_empty())
    });
    if is_given || declared.is_empty() {
        return None;
    }
    if members.is_empty() {
        return Some("anyone".to_owned());
    }
    let lacking = members.iter().filter(|member| !member.gives(id, date));
    let names: Vec<String> = lacking.map(|member| format!("`{}`", member.id)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn unanswered(place: Place, id: &str, whom: &str, date: Date) -> Finding {
    Finding::new(
        &UNANSWERED_CONTACT,
        place,
        format!("the contact `{id}` has no entry on `{date}` for {whom}"),
        format!(
            "give `{id}` an entry for that day in `registers/contacts.yaml` or in the partnership's file, or cite another contact"
        ),
    )
}

//! Local additions beside the chapters to which they belong: whether what is in force fits together.

use crate::finding::nearest::nearest;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::{Document, DocumentId, Version};
use crate::prose::headings;
use crate::record::{InForce, Record, Standing};
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use jiff::civil::Date;

/// An addition whose chapter is not in force.
pub static ORPHANED_ADDITION: Rule = Rule {
    code: "orphaned-addition",
    level: Level::Warning,
    what: "A local addition stands, and the chapter to which it belongs is withdrawn or not yet in force.",
    why: "There is no page on which it could be shown, and its partnership may rely on it.",
    mend: "Withdraw the addition too, or put the chapter in force.",
};

/// A heading of the text in force to which the addition in force belongs, and that is not there.
pub static UNKNOWN_RECORDED_HEADING: Rule = Rule {
    code: "unknown-recorded-heading",
    level: Level::Warning,
    what: "A local addition that is in force belongs to a heading that the chapter's text in force does not have.",
    why: "The public site cannot show it where it was meant to be read, until one of the two is recorded anew.",
    mend: "Name a heading of the chapter in `after`, and record the addition again with `chapterhouse amend`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&ORPHANED_ADDITION, &UNKNOWN_RECORDED_HEADING];

/// Checks the additions as they stand on a day.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    for chapter in manual.chapters.values() {
        let regional = record.standing(&chapter.regional.id, date);
        for addition in chapter.additions.values() {
            let own = record.standing(&addition.id, date);
            let found = match (&regional, &own) {
                (_, Standing::Withdrawn { .. })
                | (Standing::NotYet | Standing::InForce(_), Standing::NotYet) => None,
                (Standing::Withdrawn { .. } | Standing::NotYet, _) => {
                    let place = Place::new(&addition.file, addition.working.title.span);
                    Some(orphaned(&addition.id, place, &regional, &own))
                }
                (Standing::InForce(shown), Standing::InForce(now)) => {
                    misplaced(&chapter.regional, shown, addition, now)
                }
            };
            if let Some(finding) = found {
                findings.push(finding);
            }
        }
    }
}

/// What would be wrong with an addition that is not there yet, on a day.
pub fn of_new(manual: &Manual, id: &DocumentId, file: &VPath, date: Date) -> Option<Finding> {
    let record = Record::of(manual);
    let regional = record.standing(&DocumentId::regional(&id.chapter), date);
    let is_withdrawn = matches!(regional, Standing::Withdrawn { .. });
    is_withdrawn.then(|| orphaned(id, Place::file(file), &regional, &Standing::NotYet))
}

fn orphaned(id: &DocumentId, place: Place, regional: &Standing<'_>, own: &Standing<'_>) -> Finding {
    let chapter = &id.chapter;
    let (message, mend) = match (regional, own) {
        (Standing::Withdrawn { .. }, Standing::InForce(_)) => (
            format!("`{id}` is in force, and `{chapter}` was withdrawn"),
            format!("withdraw it too: `chapterhouse amend {id} --significance withdrawal`"),
        ),
        (Standing::Withdrawn { .. }, _) => (
            format!("`{id}` is a draft, and `{chapter}` was withdrawn"),
            "remove its folder, or move the text to the chapter that applies now".to_owned(),
        ),
        _ => (
            format!("`{id}` is in force, and `{chapter}` is not"),
            format!("record `{chapter}` with `chapterhouse amend`"),
        ),
    };
    let finding = Finding::new(&ORPHANED_ADDITION, place, message, mend);
    match regional {
        Standing::Withdrawn { by, .. } => {
            let entry = by.entries.iter().find(|entry| {
                entry.value.document.chapter == *chapter
                    && entry.value.document.partnership.is_none()
            });
            let span = entry.map_or(Span::default(), |entry| entry.span);
            finding.with_note(Place::new(&by.file, span), "it was withdrawn here")
        }
        Standing::InForce(_) | Standing::NotYet => finding,
    }
}

/// The addition in force, if its heading is not in the chapter's text in force. Where the working
/// texts say the same of both, the heading was reported there.
fn misplaced(
    regional: &Document,
    shown: &InForce<'_>,
    addition: &Document,
    now: &InForce<'_>,
) -> Option<Finding> {
    let after = now.version.text.after.as_ref()?;
    let is_in = |text| headings::outline(text).iter().any(|entry| entry.id == after.value);
    if is_in(&shown.version.text.prose) {
        return None;
    }
    let is_in_working = is_in(&regional.working.prose);
    let working_after = addition.working.after.as_ref().map(|after| &after.value);
    let is_reported = !is_in_working && working_after == Some(&after.value);
    (!is_reported)
        .then(|| unknown_recorded_heading(shown, addition, now.version, after, is_in_working))
}

fn unknown_recorded_heading(
    shown: &InForce<'_>,
    addition: &Document,
    version: &Version,
    after: &Spanned<String>,
    is_in_working: bool,
) -> Finding {
    let chapter = &addition.id.chapter;
    let outline = headings::outline(&shown.version.text.prose);
    let file = &addition.file;
    let mend = match nearest(&after.value, outline.iter().map(|entry| entry.id)) {
        _ if is_in_working => {
            format!("record `{chapter}` with `chapterhouse amend`: its draft has it")
        }
        Some(near) => {
            format!("write `{near}` in `{file}`, and record it with `chapterhouse amend`")
        }
        None => format!(
            "write the id of a heading of `{chapter}` in `{file}`, and record it with `chapterhouse amend`"
        ),
    };
    Finding::new(
        &UNKNOWN_RECORDED_HEADING,
        Place::new(&version.file, after.span),
        format!(
            "version `{}` of `{chapter}`, which is in force, has no heading `{}`",
            shown.version.number, after.value
        ),
        mend,
    )
}

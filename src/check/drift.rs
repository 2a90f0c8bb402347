//! Local additions: whether the regional text changed where they belong, after they were last looked at.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::record::Record;
use crate::record::drift::{self, Drift};
use crate::source::place::Place;
use jiff::civil::Date;

/// An addition that was overtaken by the regional text.
pub static ADDITION_TO_CONFIRM: Rule = Rule {
    code: "addition-to-confirm",
    level: Level::Advice,
    what: "The regional text changed under the heading to which a local addition belongs, and the addition was not looked at since.",
    why: "Practitioners read the two as one, and the addition may contradict the text above it.",
    mend: "Read the two together; if the addition still holds, run `chapterhouse amend CHAPTER/PARTNERSHIP --significance review`, else record a new version of it.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&ADDITION_TO_CONFIRM];

/// Checks the additions that are in force on a day. What is not published by then is left out.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let known = Record::known_on(manual, date);
    for drift in drift::all(manual, &known, date) {
        findings.push(to_confirm(&drift, date));
    }
}

fn to_confirm(drift: &Drift<'_>, date: Date) -> Finding {
    let file = &drift.addition.file;
    let after = drift.addition.working.after.as_ref();
    let place = after.map_or_else(|| Place::file(file), |after| Place::new(file, after.span));
    let finding =
        Finding::new(&ADDITION_TO_CONFIRM, place, message(drift, date), mend(drift, date));
    drift.changes.iter().fold(finding, |finding, change| {
        let amendment = change.amendment;
        let day = amendment.in_force.value;
        let verb = if day <= date { "changed" } else { "changes" };
        let place = Place::new(&amendment.file, change.entry.span);
        finding.with_note(place, format!("it {verb} here, from {day}"))
    })
}

fn message(drift: &Drift<'_>, date: Date) -> String {
    let Drift { chapter, addition, from, .. } = drift;
    let is_due = drift.is_due_on(date);
    let what = match (drift.heading, drift.is_heading_gone, is_due) {
        (Some(id), false, true) => format!("what `{}` says under `{id}` changed", chapter.slug),
        (Some(id), false, false) => format!("what `{}` says under `{id}` changes", chapter.slug),
        (Some(id), true, true) => format!("the heading `{id}` of `{}` went", chapter.slug),
        (Some(id), true, false) => format!("the heading `{id}` of `{}` goes", chapter.slug),
        (None, _, true) => format!("the last section of `{}` changed", chapter.slug),
        (None, _, false) => format!("the last section of `{}` changes", chapter.slug),
    };
    let id = &addition.id;
    if is_due {
        let read = drift.in_force.reviewed_by.in_force.value;
        format!("`{id}` is to be confirmed: {what} on {from}, and it was last looked at for {read}")
    } else {
        format!("`{id}` will need confirming on {from}: {what} then")
    }
}

fn mend(drift: &Drift<'_>, date: Date) -> String {
    let id = &drift.addition.id;
    if drift.is_heading_gone {
        return "name another heading in `after`, and record a new version with `chapterhouse amend`".to_owned();
    }
    let day =
        if drift.is_due_on(date) { String::new() } else { format!(" --in-force {}", drift.from) };
    format!(
        "read the two together; if the addition still holds, run `chapterhouse amend {id} --significance review{day}`, \
         else record a new version of it"
    )
}

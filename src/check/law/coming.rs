//! What is known to change in the law that chapters cite.

use super::Citations;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::register::Provision;
use crate::resolve::Edition;
use jiff::civil::Date;

/// Something that chapters cite will change.
pub(super) static LAW_WILL_CHANGE: Rule = Rule {
    code: "law-will-change",
    level: Level::Advice,
    what: "Law or guidance that chapters cite comes into force, is amended, repealed or superseded on a day that is known.",
    why: "The chapters must be ready on that day, and whoever looks after them needs time.",
    mend: "Make ready the amendment that the change asks for, to be in force from that day.",
};

/// How many of the citing places a finding shows.
const MOST_PLACES: usize = 5;

/// Checks every entry that some chapter cites.
pub(super) fn check(working: &Edition<'_>, citations: &Citations<'_>, findings: &mut Findings) {
    for provision in working.manual.registers.legislation.values() {
        let citing = citations.by_chapter(&provision.id);
        if citing.is_empty() {
            continue;
        }
        for (on, what) in coming(provision, working.date) {
            let (id, count) = (&provision.id, citing.len());
            let who = if count == 1 {
                "1 chapter cites".to_owned()
            } else {
                format!("{count} chapters cite")
            };
            let mut finding = Finding::new(
                &LAW_WILL_CHANGE,
                provision.place.clone(),
                format!("on {on} `{id}` {what}: {who} it"),
                "make the chapters ready, and record them to be in force on that day",
            );
            for citation in citing.iter().take(MOST_PLACES) {
                let message = format!("`{}` cites it here", citation.document.id);
                finding = finding.with_note(citation.place.clone(), message);
            }
            findings.push(finding);
        }
    }
}

/// What will happen to a provision, and when.
fn coming(provision: &Provision, date: Date) -> Vec<(Date, String)> {
    let by = |change: &crate::manual::register::Change| {
        change.by.as_ref().map(|by| format!(" by `{}`", by.value)).unwrap_or_default()
    };
    let mut coming: Vec<(Date, String)> =
        provision.in_force.map(|on| (on, "comes into force".to_owned())).into_iter().collect();
    let amended = provision.amended.iter();
    coming.extend(amended.map(|change| (change.on, format!("is amended{}", by(change)))));
    let repealed = provision.repealed.iter();
    coming.extend(repealed.map(|change| (change.on, format!("is repealed{}", by(change)))));
    let superseded = provision.superseded.iter();
    coming.extend(superseded.map(|change| (change.on, format!("is superseded{}", by(change)))));
    coming.retain(|(on, _)| *on > date);
    coming.sort();
    coming
}

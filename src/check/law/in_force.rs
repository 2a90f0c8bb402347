//! Citations of what does not apply on the day.

use super::{Citations, cited, recorded};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::register::{Provision, Status};
use crate::resolve::Edition;
use crate::source::place::Place;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What is cited does not apply.
pub(super) static LAW_NOT_IN_FORCE: Rule = Rule {
    code: "law-not-in-force",
    level: Level::Warning,
    what: "A text cites law or guidance that is repealed, superseded or not yet in force, or a chapter was checked against it.",
    why: "Readers act on a rule that does not apply, and what applies instead is not on the page.",
    mend: "Cite what stands in its place, as the message names it, or say in the text that it no longer applies.",
};

/// Checks what editors have before them, and the texts in force that differ from it.
pub(super) fn check(working: &Edition<'_>, citations: &Citations<'_>, findings: &mut Findings) {
    let legislation = &working.manual.registers.legislation;
    for (id, places) in &citations.0 {
        let Some(provision) = legislation.get(*id) else { continue };
        let Some(message) = message(provision, working.date) else { continue };
        for citation in places {
            let mend = mend(working, provision, citation.is_alignment);
            let place = citation.place.clone();
            findings.push(Finding::new(&LAW_NOT_IN_FORCE, place, message.clone(), mend));
        }
    }
    for (document, text, file) in recorded(working) {
        let own: BTreeSet<&str> = cited(&document.working).map(|(id, _)| id).collect();
        let mut first: BTreeMap<&str, _> = BTreeMap::new();
        for (id, span) in cited(text).filter(|(id, _)| !own.contains(id)) {
            first.entry(id).or_insert(span);
        }
        for (id, span) in first {
            let found = legislation.get(id).and_then(|provision| message(provision, working.date));
            findings.extend(found.map(|message| {
                let mend = format!(
                    "record `{}`, which does not cite it, with `chapterhouse amend`",
                    document.file
                );
                Finding::new(&LAW_NOT_IN_FORCE, Place::new(file, span), message, mend)
            }));
        }
    }
}

/// How a provision stands, if it does not apply. What the register leaves open is no finding.
fn message(provision: &Provision, date: Date) -> Option<String> {
    standing(provision, date).map(|how| format!("`{}` {how}", provision.id))
}

/// The same without its id.
pub(super) fn standing(provision: &Provision, date: Date) -> Option<String> {
    let since = provision.ended_by(date).map(|end| end.on);
    match (provision.status_on(date), since, provision.in_force) {
        (Status::Repealed, Some(on), _) => Some(format!("is repealed since {on}")),
        (Status::Superseded, Some(on), _) => Some(format!("is superseded since {on}")),
        (Status::NotYetInForce, _, Some(from)) => Some(format!("is not in force before {from}")),
        (Status::NotYetInForce, _, None) => {
            Some("is not in force yet, and no day is known".to_owned())
        }
        _ => None,
    }
}

fn mend<'m>(working: &Edition<'m>, provision: &'m Provision, is_alignment: bool) -> String {
    let successor = successor(working, provision);
    match (successor, provision.ended_by(working.date).is_some()) {
        (Some(id), _) if is_alignment => {
            format!("check the chapter against `{id}`, and name that here")
        }
        (Some(id), _) => format!("cite `{id}`, which took its place"),
        (None, true) => "cite what applies now".to_owned(),
        (None, false) => "cite what applies now, until it is in force".to_owned(),
    }
}

/// What stands in a provision's place on the day, through all that was itself replaced since.
fn successor<'m>(working: &Edition<'m>, provision: &'m Provision) -> Option<&'m str> {
    let legislation = &working.manual.registers.legislation;
    let next = |provision: &'m Provision| {
        let by = provision.ended_by(working.date)?.by.as_ref()?;
        legislation.get(&by.value)
    };
    let mut seen = BTreeSet::from([provision.id.as_str()]);
    let mut last = None;
    let mut at = provision;
    while let Some(after) = next(at).filter(|after| seen.insert(&after.id)) {
        last = Some(after.id.as_str());
        at = after;
    }
    last
}

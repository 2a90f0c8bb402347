//! Chapters that do not say which edition of the guidance they were checked against.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::register::{ProvisionKind, Status};
use crate::resolve::Edition;
use crate::source::place::Place;

/// A chapter that was checked against nothing, for all that a reader can tell.
pub(super) static UNALIGNED_CHAPTER: Rule = Rule {
    code: "unaligned-chapter",
    level: Level::Advice,
    what: "A chapter does not say in `aligned_to` what it was checked against, in a manual whose register has statutory guidance.",
    why: "When an edition is superseded nobody can tell which chapters still follow the old one.",
    mend: "Check the chapter against the guidance in force, and name it: `aligned_to: [law:working-together-2026]`, with the day in `checked`.",
};

/// Checks the chapters of a manual that has statutory guidance to be aligned to.
pub(super) fn check(working: &Edition<'_>, findings: &mut Findings) {
    let provisions = working.manual.registers.legislation.values();
    let mut guidance = provisions.filter(|provision| {
        provision.kind == ProvisionKind::StatutoryGuidance
            && provision.status_on(working.date) == Status::InForce
    });
    let Some(example) = guidance.next() else { return };
    for shown in working.chapters() {
        if shown.chapter.administration.aligned_to.is_empty() {
            let document = &shown.chapter.regional;
            findings.push(Finding::new(
                &UNALIGNED_CHAPTER,
                Place::new(&document.file, document.working.title.span),
                format!("`{}` does not say what it was checked against", document.id),
                format!(
                    "check it, and add `aligned_to: [law:{}]` or what else applies, and the day as `checked`",
                    example.id
                ),
            ));
        }
    }
}

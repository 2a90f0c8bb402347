//! Checks: the rules that need the whole manual. Each rule sees the manual and the day, and no other rule's findings.

pub mod additions;
pub mod changes;
pub mod chapters;
pub mod contacts;
pub mod drift;
pub mod external;
pub mod images;
pub mod language;
pub mod law;
pub mod names;
pub mod partnerships;
pub mod record;
pub mod references;
pub mod terms;

use crate::finding::{Findings, Rule};
use crate::manual::Manual;
use jiff::civil::Date;

/// The rules of the checks, by subject.
pub const RULES: &[&[&Rule]] = &[
    additions::RULES,
    changes::RULES,
    chapters::RULES,
    contacts::RULES,
    drift::RULES,
    external::RULES,
    images::RULES,
    language::RULES,
    law::RULES,
    names::RULES,
    partnerships::RULES,
    record::RULES,
    references::RULES,
    terms::RULES,
];

/// Everything that is wrong with a manual as a whole on a day.
pub fn all(manual: &Manual, date: Date) -> Findings {
    let mut findings = Findings::default();
    additions::check(manual, date, &mut findings);
    changes::check(manual, &mut findings);
    chapters::check(manual, &mut findings);
    contacts::check(manual, date, &mut findings);
    drift::check(manual, date, &mut findings);
    images::check(manual, &mut findings);
    language::check(manual, date, &mut findings);
    law::check(manual, date, &mut findings);
    names::check(manual, &mut findings);
    partnerships::check(manual, date, &mut findings);
    record::check(manual, &mut findings);
    references::check(manual, date, &mut findings);
    terms::check(manual, date, &mut findings);
    findings.sorted()
}

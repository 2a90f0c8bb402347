//! Checks: the rules that need the whole manual. Each rule sees the manual and the day, and no other rule's findings.

pub mod accessibility;
pub mod additions;
pub mod changes;
pub mod chapters;
pub mod contacts;
pub mod dates;
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
pub mod titles;
pub mod unlinked;
pub mod words;
pub mod writing;

use crate::finding::{Findings, Rule};
use crate::manual::Manual;
use jiff::civil::Date;

/// The rules of the checks, each list with its subject.
pub const RULES: &[(&str, &[&Rule])] = &[
    ("Settings, switches and allowances", accessibility::RULES),
    ("Partnerships and local additions", additions::RULES),
    ("The record", changes::RULES),
    ("Names and places of chapters", chapters::RULES),
    ("Contacts", contacts::RULES),
    ("The record", dates::RULES),
    ("Partnerships and local additions", drift::RULES),
    ("References and links", external::RULES),
    ("The record", images::RULES),
    ("House language", language::RULES),
    ("Law, guidance and terms", law::RULES),
    ("Names and places of chapters", names::RULES),
    ("Partnerships and local additions", partnerships::RULES),
    ("The record", record::RULES),
    ("References and links", references::RULES),
    ("Law, guidance and terms", terms::RULES),
    ("References and links", titles::RULES),
    ("References and links", unlinked::RULES),
    ("Writing", writing::RULES),
];

/// Everything that is wrong with a manual as a whole on a day.
pub fn all(manual: &Manual, date: Date) -> Findings {
    let (mut findings, of_words) = rayon::join(
        || without_words(manual, date),
        || {
            let mut findings = Findings::default();
            words::check(manual, date, &mut findings);
            findings
        },
    );
    findings.append(of_words);
    findings.sorted()
}

/// What is found without looking at words.
fn without_words(manual: &Manual, date: Date) -> Findings {
    let mut findings = Findings::default();
    accessibility::check(manual, &mut findings);
    additions::check(manual, date, &mut findings);
    changes::check(manual, &mut findings);
    chapters::check(manual, &mut findings);
    dates::check(manual, date, &mut findings);
    drift::check(manual, date, &mut findings);
    images::check(manual, &mut findings);
    law::check(manual, date, &mut findings);
    names::check(manual, &mut findings);
    partnerships::check(manual, date, &mut findings);
    record::check(manual, &mut findings);
    references::check(manual, date, &mut findings);
    terms::check(manual, &mut findings);
    unlinked::check(manual, date, &mut findings);
    findings
}

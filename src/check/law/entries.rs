//! The entries of the register: whether somebody has looked at them, and how long ago.

use super::Citations;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::register::Provision;
use crate::manual::settings::Policies;
use crate::resolve::Edition;
use crate::source::place::Place;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Nobody has compared an entry with its source for too long.
pub(super) static LAW_CHECK_OVERDUE: Rule = Rule {
    code: "law-check-overdue",
    level: Level::Warning,
    what: "An entry of the register of legislation was not compared with its source for longer than the policy `law_checked_days` allows, or its day is missing.",
    why: "Law changes without telling the manual, and every chapter that cites the entry would be wrong at once.",
    mend: "Compare the entry with its source, mend what changed, and put the day into `checked`.",
};

/// Something that is cited was not confirmed.
pub(super) static UNVERIFIED_LAW: Rule = Rule {
    code: "unverified-law",
    level: Level::Advice,
    what: "A chapter cites an entry of the register of legislation that is marked as unverified.",
    why: "The entry holds a fact that nobody has yet seen in a primary source, and readers rely on it.",
    mend: "Compare the entry with its primary source, and take `unverified` out.",
};

/// Checks every entry.
pub(super) fn check(working: &Edition<'_>, citations: &Citations<'_>, findings: &mut Findings) {
    let days = working.manual.settings.policies.law_checked_days;
    let days = days.unwrap_or(Policies::LAW_CHECKED_DAYS);
    for provision in working.manual.registers.legislation.values() {
        findings.extend(overdue(provision, days, working.date));
        let citing = citations.by_chapter(&provision.id);
        if provision.unverified && !citing.is_empty() {
            findings.push(unverified(provision, citing.len()));
        }
    }
}

/// An entry that was never checked and says so by `unverified` is no fault of this rule.
fn overdue(provision: &Provision, days: u32, date: Date) -> Option<Finding> {
    let id = &provision.id;
    let Some(checked) = &provision.checked else {
        let finding = Finding::new(
            &LAW_CHECK_OVERDUE,
            provision.place.clone(),
            format!("`{id}` does not say when it was last compared with its source"),
            "compare it, and give the day as `checked`; until then write `unverified: true`",
        );
        return (!provision.unverified).then_some(finding);
    };
    let due = checked.value.saturating_add(i64::from(days).days());
    (due < date).then(|| {
        Finding::new(
            &LAW_CHECK_OVERDUE,
            Place::new(&provision.place.file, checked.span),
            format!(
                "`{id}` was last compared with its source on {}, more than {days} days ago",
                checked.value
            ),
            "compare it with its source, mend what has changed, and give the new day as `checked`",
        )
    })
}

fn unverified(provision: &Provision, count: usize) -> Finding {
    let id = &provision.id;
    let who =
        if count == 1 { "1 chapter cites".to_owned() } else { format!("{count} chapters cite") };
    Finding::new(
        &UNVERIFIED_LAW,
        provision.place.clone(),
        format!("{who} `{id}`, which is marked as unverified"),
        "confirm it in a primary source, give that as `source`, and take `unverified` away",
    )
}

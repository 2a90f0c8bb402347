//! Checks: the rules that need the whole manual. Each rule sees the manual and the day, and no other rule's findings.

use crate::finding::Findings;
use crate::manual::Manual;
use jiff::civil::Date;

/// Everything that is wrong with a manual as a whole on a day.
pub fn all(_manual: &Manual, _date: Date) -> Findings {
    Findings::default()
}

//! The report as JSON: a stable border for other programs.

use super::Report;
use crate::finding::format::pretty;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// What `report --format json` writes, as a JSON Schema. Keys may be added; none is renamed or removed while
/// `format` is 1.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// The report as one JSON object: `format` and the fields of [`Report`], with days as `2026-11-22`.
pub fn json(report: &Report<'_>) -> String {
    pretty(&Framed { format: 1, report })
}

#[derive(Serialize)]
struct Framed<'a> {
    format: u32,
    #[serde(flatten)]
    report: &'a Report<'a>,
}

/// A day as `2026-11-22`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference to the field")]
pub(super) fn day<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(day)
}

/// A day, or null.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a reference to the field"
)]
pub(super) fn day_if<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => to.collect_str(day),
        None => to.serialize_none(),
    }
}

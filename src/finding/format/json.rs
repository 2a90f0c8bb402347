//! Findings as JSON: a stable border for other programs.

use super::Files;
use crate::finding::{Finding, Findings, Level};
use crate::source::place::Place;
use serde::Serialize;

/// What `check --format json` writes, as a JSON Schema. Keys may be added; none is renamed, removed
/// or given another meaning while `format` is 1.
pub const SCHEMA: &str = include_str!("check.schema.json");

/// Findings as one JSON object: see [`SCHEMA`].
pub fn json(findings: &Findings, files: Files<'_>) -> String {
    let report = Report {
        format: 1,
        findings: findings.iter().map(|finding| Item::new(finding, files)).collect(),
        allowed: findings
            .allowed()
            .iter()
            .map(|allowed| AllowedItem {
                item: Item::new(&allowed.finding, files),
                reason: &allowed.reason,
            })
            .collect(),
        counts: Counts {
            error: findings.count(Level::Error),
            warning: findings.count(Level::Warning),
            advice: findings.count(Level::Advice),
        },
    };
    super::pretty(&report)
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    findings: Vec<Item<'a>>,
    allowed: Vec<AllowedItem<'a>>,
    counts: Counts,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'static str,
    level: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    mend: &'a str,
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct AllowedItem<'a> {
    #[serde(flatten)]
    item: Item<'a>,
    reason: &'a str,
}

#[derive(Serialize)]
struct Note<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    advice: usize,
}

impl<'a> Item<'a> {
    fn new(finding: &'a Finding, files: Files<'a>) -> Self {
        let notes = finding.notes.iter();
        Self {
            code: finding.rule.code,
            level: finding.level.as_str(),
            message: &finding.message,
            at: At::new(&finding.place, files),
            mend: &finding.mend,
            notes: notes
                .map(|note| Note { message: &note.message, at: At::new(&note.place, files) })
                .collect(),
        }
    }
}

impl<'a> At<'a> {
    fn new(place: &Place, files: Files<'a>) -> Self {
        let located = files.locate(place);
        Self {
            file: located.path,
            line: located.start.line,
            column: located.start.column,
            end_line: located.end.line,
            end_column: located.end.column,
            text: located.text,
        }
    }
}

//! Findings as JSON: a stable border for other programs.

use super::Files;
use crate::finding::{Findings, Level};
use crate::source::place::Place;
use serde::Serialize;

/// Findings as one JSON object. Keys may be added; none is renamed or removed while `format` is 1.
///
/// ```json
/// {
///   "format": 1,
///   "findings": [
///     {
///       "code": "broken-reference",
///       "level": "error",
///       "message": "no chapter is called `bulying`",
///       "file": "procedures/chapters/guidance/online-safety/chapter.md",
///       "line": 1, "column": 7, "end_line": 1, "end_column": 14,
///       "text": "bulying",
///       "mend": "write `bullying`",
///       "notes": [
///         { "message": "…", "file": "…", "line": 1, "column": 1, "end_line": 1, "end_column": 2, "text": "…" }
///       ]
///     }
///   ],
///   "counts": { "error": 1, "warning": 0, "advice": 0 }
/// }
/// ```
///
/// - `level` is `error`, `warning` or `advice`.
/// - Lines and columns count from 1, columns in Unicode scalar values. The end is the character
///   after the last; an empty range is a point. A finding about a file as a whole, or about one
///   that is not there, stands at 1:1 to 1:1.
/// - `text` is what stands at the place.
pub fn json(findings: &Findings, files: Files<'_>) -> String {
    let report = Report {
        format: 1,
        findings: findings
            .iter()
            .map(|finding| Item {
                code: finding.rule.code,
                level: finding.level.as_str(),
                message: &finding.message,
                at: At::new(&finding.place, files),
                mend: &finding.mend,
                notes: finding
                    .notes
                    .iter()
                    .map(|note| Note { message: &note.message, at: At::new(&note.place, files) })
                    .collect(),
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

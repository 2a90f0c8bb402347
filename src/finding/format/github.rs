//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use super::Files;
use crate::finding::{Finding, Findings, Level};
use std::fmt::Write as _;

/// One `::error file=…::…` command for each finding; advice becomes a `notice`.
pub fn github(findings: &Findings, files: Files<'_>) -> String {
    let mut out = String::new();
    for finding in findings {
        command(&mut out, finding, files);
    }
    out
}

fn command(out: &mut String, finding: &Finding, files: Files<'_>) {
    let located = files.locate(&finding.place);
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "notice",
    };
    let (start, end) = (located.start, located.end);
    out.push_str("::");
    out.push_str(kind);
    out.push_str(" file=");
    escape(out, &located.path, true);
    _ = write!(out, ",line={}", start.line);
    // GitHub takes columns only where both ends are on one line.
    if start.line == end.line {
        _ = write!(out, ",col={},endLine={},endColumn={}", start.column, end.line, end.column);
    } else {
        _ = write!(out, ",endLine={}", end.line);
    }
    out.push_str(",title=");
    escape(out, finding.rule.code, true);
    out.push_str("::");
    escape(out, &finding.message, false);
    escape(out, "\nmend: ", false);
    escape(out, &finding.mend, false);
    out.push('\n');
}

/// GitHub's own escapes: a property may not hold the colon and comma that part it from the next.
fn escape(out: &mut String, text: &str, property: bool) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if property => out.push_str("%3A"),
            ',' if property => out.push_str("%2C"),
            _ => out.push(c),
        }
    }
}

//! Tables: each column has a header.

use crate::check::words::Written;
use crate::finding::{Findings, Level, Rule};
use crate::prose::{BlockKind, text, walk};

/// A table with a column that has no header.
pub static TABLE_WITHOUT_HEADERS: Rule = Rule {
    code: "table-without-headers",
    level: Level::Warning,
    what: "A column of a table has no header.",
    why: "Who hears a table hears the header with each cell; without it the cell may mean anything.",
    mend: "Say in the first row what stands in each column, as in `| When | Ring |`.",
};

/// Checks the tables, however deep they stand.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    for block in walk::blocks(&written.document.working.prose) {
        let BlockKind::Table(table) = &block.kind else { continue };
        let is_empty = |index: &usize| {
            let cell = table.head.cells.get(*index);
            cell.is_none_or(|cell| text::inlines(cell).trim().is_empty())
        };
        let empty: Vec<usize> = (0..table.columns.len()).filter(is_empty).collect();
        let message = match empty.as_slice() {
            [] => continue,
            all if all.len() == table.columns.len() => "this table has no headers".to_owned(),
            [one] => format!("column {} of this table has no header", one + 1),
            [first, ..] => format!("column {} of this table, and more, have no header", first + 1),
        };
        findings.push(written.finding(
            &TABLE_WITHOUT_HEADERS,
            table.head.span,
            message,
            "say in this row what stands in each column",
        ));
    }
}

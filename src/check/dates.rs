//! What is overdue on the day: reviews of chapters and additions, and checks against the law.

use super::words::maintained;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::parse::fields;
use crate::prose::{BlockKind, Inline, Table, text, walk};
use crate::record::Record;
use crate::source::place::{Place, Span, Spanned};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A review that should have been done.
pub static REVIEW_OVERDUE: Rule = Rule {
    code: "review-overdue",
    level: Level::Warning,
    what: "The day by which a chapter or an addition must have been reviewed has passed.",
    why: "Nobody can say that it still holds, and an inspector will ask why it was not read again.",
    mend: "Review it and record that with `chapterhouse amend CHAPTER --significance review`; then set `review_due` to the next day.",
};

/// A check against the law that is too old.
pub static CHECK_OVERDUE: Rule = Rule {
    code: "check-overdue",
    level: Level::Warning,
    what: "A chapter, or a row of a table with a column `Checked`, was checked longer ago than `checked_days` under `policies` in manual.yaml allows (730 days, if it says nothing).",
    why: "Law, guidance and the terms of services change; what was right then may put a child at risk now.",
    mend: "Compare it with its sources, mend what changed, and put the day into `checked`. A board that allows more time says so in `policies: { checked_days: … }`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&REVIEW_OVERDUE, &CHECK_OVERDUE];

/// The header of a column of days on which the rows were checked, in lower case.
const CHECKED: [&str; 3] = ["checked", "date checked", "last checked"];

/// Checks the days that working texts and their front matter give.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    let days = manual.settings.policies.checked_days();
    let oldest = date.checked_sub(i64::from(days).days()).unwrap_or(Date::MIN);
    for (chapter, document) in maintained(manual, &record, date) {
        let due = match &document.id.partnership {
            None => &chapter.administration.review_due,
            Some(_) => &document.upkeep.review_due,
        };
        if let Some(due) = due.as_ref().filter(|due| due.value < date) {
            findings.push(review_overdue(document, due));
        }
        if let Some(checked) = checked(chapter, document).filter(|day| day.value < oldest) {
            let whose = format!("`{}`", document.id);
            findings.push(check_overdue(document, checked.span, &whose, checked.value, days));
        }
        for block in walk::blocks(&document.working.prose) {
            if let BlockKind::Table(table) = &block.kind {
                for (row, day) in old_rows(table, oldest) {
                    findings.push(check_overdue(document, day.span, &row, day.value, days));
                }
            }
        }
    }
}

fn checked<'m>(chapter: &'m Chapter, document: &Document) -> Option<&'m Spanned<Date>> {
    let is_regional = document.id.partnership.is_none();
    chapter.administration.checked.as_ref().filter(|_| is_regional)
}

/// The rows that were checked before a day: what each is about, and the day that it gives.
fn old_rows(table: &Table, oldest: Date) -> Vec<(String, Spanned<Date>)> {
    let is_it =
        |cell: &Vec<Inline>| CHECKED.contains(&text::inlines(cell).trim().to_lowercase().as_str());
    let Some(column) = table.head.cells.iter().position(is_it) else { return Vec::new() };
    let rows = table.rows.iter().filter_map(|row| {
        let cell = row.cells.get(column)?;
        let day = fields::date(text::inlines(cell).trim()).ok()?;
        let span = cell.first()?.span.to(cell.last()?.span);
        let about = row.cells.first().map(|cell| text::inlines(cell)).unwrap_or_default();
        (day < oldest).then(|| (format!("the row `{}`", about.trim()), Spanned::new(day, span)))
    });
    rows.collect()
}

fn review_overdue(document: &Document, due: &Spanned<Date>) -> Finding {
    Finding::new(
        &REVIEW_OVERDUE,
        Place::new(&document.file, due.span),
        format!("the review of `{}` was due on `{}`", document.id, due.value),
        format!(
            "review it, record that with `chapterhouse amend {} --significance review`, and set the next day",
            document.id
        ),
    )
}

fn check_overdue(
    document: &Document,
    span: Span,
    whose: &str,
    checked: Date,
    days: u32,
) -> Finding {
    Finding::new(
        &CHECK_OVERDUE,
        Place::new(&document.file, span),
        format!("{whose} was last checked on `{checked}`, more than {days} days ago"),
        "compare it with its sources, mend what changed, and put the day here",
    )
}

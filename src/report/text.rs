//! The report as text for people: a heading for each matter, a line for each thing, "none" where there is nothing.

use super::{Citation, Governance, LawChange, Report, ToConfirm, Upcoming};
use jiff::civil::Date;

/// The cells of a line.
type Row = Vec<String>;

/// The report, laid out in columns.
pub fn text(report: &Report<'_>) -> String {
    let whose = report.partnership.map_or_else(String::new, |id| format!(" for {id}"));
    let mut out =
        format!("Report on {}{whose}, as at {}\n", on_one_line(report.manual), report.as_at);
    let mut part = |title: &str, head: &[&str], rows: Vec<Row>| {
        let lines = table(head, &rows, "  ");
        out.extend(["\n", title, "\n", &lines]);
    };
    part(
        &format!("Reviews overdue or due within {} days", report.days),
        &["due", "", "document", "title", "owner"],
        reviews(report),
    );
    part("Chapters under review", &["since", "document", "title", "note"], under_review(report));
    let with_git = ["document", "title", "newest version", "last commit"];
    let is_known = report.drafts.iter().any(|draft| draft.git.is_some());
    let head = if is_known { &with_git[..] } else { &with_git[..3] };
    part("Drafts that are not recorded", head, drafts(report));
    part(
        "Amendments that are to come into force",
        &["in force", "published", "amendment", "kind", "title", "documents"],
        rows(&report.upcoming, upcoming),
    );
    part(
        "Citations of law and guidance that does not apply",
        &["document", "cites", "which is", "see"],
        rows(&report.citations, citation),
    );
    part(
        "Law and guidance that will change",
        &["on", "law", "what happens", "cited by"],
        rows(&report.law_changes, law_change),
    );
    part(
        "Local additions to confirm",
        &["when", "addition", "text changed under", "last looked at", "by amendment"],
        rows(&report.to_confirm, to_confirm),
    );
    let nobody = rows(&report.without_owner, |text| row([&text.document, text.title]));
    part("Chapters and additions without an owner", &["document", "title"], nobody);
    for partnership in &report.partnerships {
        out.push_str(&governance(partnership));
    }
    out
}

fn rows<T>(items: &[T], row: impl Fn(&T) -> Row) -> Vec<Row> {
    items.iter().map(row).collect()
}

fn reviews(report: &Report<'_>) -> Vec<Row> {
    rows(&report.reviews, |review| {
        let overdue = if review.overdue { "overdue" } else { "" };
        let owner = review.owner.unwrap_or("no owner");
        row([&review.due.to_string(), overdue, &review.document, review.title, owner])
    })
}

fn under_review(report: &Report<'_>) -> Vec<Row> {
    rows(&report.under_review, |status| {
        let note = status.note.unwrap_or_default();
        row([&status.since.to_string(), &status.document, status.title, note])
    })
}

fn drafts(report: &Report<'_>) -> Vec<Row> {
    rows(&report.drafts, |draft| {
        let git = draft.git.as_ref().map(|git| git.in_words(report.as_at)).unwrap_or_default();
        row([&draft.document, draft.title, draft.newest.as_deref().unwrap_or("new"), &git])
    })
}

fn upcoming(upcoming: &Upcoming<'_>) -> Row {
    let documents = upcoming.documents.join(", ");
    let (in_force, published) = (upcoming.in_force.to_string(), upcoming.published.to_string());
    row([
        &in_force,
        &published,
        upcoming.amendment,
        upcoming.significance,
        upcoming.title,
        &documents,
    ])
}

fn citation(citation: &Citation<'_>) -> Row {
    let where_from = if citation.in_text { "" } else { " (in `aligned_to` only)" };
    let cites = format!("{}{where_from}", citation.provision);
    let on = |words: &str| citation.on.map_or_else(String::new, |on| format!("{words}{on}"));
    let status = match citation.status {
        "not-yet-in-force" => format!("not in force{}", on(" until ")),
        status => format!("{status}{}", on(" since ")),
    };
    let see = citation.by.or(citation.note).unwrap_or_default();
    row([&citation.document, &cites, &status, see])
}

fn law_change(change: &LawChange<'_>) -> Row {
    let happens = match change.change {
        "comes-into-force" => "comes into force".to_owned(),
        word => change.by.map_or_else(|| word.to_owned(), |by| format!("{word} by {by}")),
    };
    let documents = change.documents.join(", ");
    row([&change.on.to_string(), change.provision, &happens, &documents])
}

fn to_confirm(addition: &ToConfirm<'_>) -> Row {
    let heading = match (addition.heading, addition.heading_gone) {
        (None, _) => "the last section".to_owned(),
        (Some(id), false) => id.to_owned(),
        (Some(id), true) => format!("{id} (gone)"),
    };
    let from = if addition.due { "since" } else { "from" };
    let from = format!("{from} {}", addition.from);
    let by = addition.amendments.join(", ");
    row([&from, &addition.document, &heading, &addition.reviewed.to_string(), &by])
}

/// What one partnership has, under its name.
fn governance(partnership: &Governance<'_>) -> String {
    let additions = rows(&partnership.additions, |addition| {
        let due =
            addition.review_due.as_ref().map_or_else(|| "no date".to_owned(), Date::to_string);
        let (in_force, reviewed) = (addition.in_force.to_string(), addition.reviewed.to_string());
        let confirm = if addition.to_confirm { "to confirm" } else { "" };
        row([addition.chapter, &addition.version, &in_force, &reviewed, &due, confirm])
    });
    let without = rows(&partnership.without, |without| {
        row([without.chapter, without.title, &without.others.join(", ")])
    });
    let head = ["chapter", "version", "in force", "last looked at", "review due", ""];
    format!(
        "\n{} ({})\n  Local additions\n{}  Chapters without one, where most other partnerships have one\n{}",
        on_one_line(partnership.name),
        partnership.partnership,
        table(&head, &additions, "    "),
        table(&["chapter", "title", "who has one"], &without, "    "),
    )
}

fn row<const N: usize>(cells: [&str; N]) -> Row {
    cells.map(on_one_line).to_vec()
}

/// Words on one line, without signs that a terminal would obey.
pub(super) fn on_one_line(words: &str) -> String {
    let shown = words.replace(|c: char| c.is_control() && !c.is_whitespace(), "\u{fffd}");
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines in columns below their heads; "none" where there is no line.
fn table(head: &[&str], rows: &[Row], indent: &str) -> String {
    if rows.is_empty() {
        return format!("{indent}none\n");
    }
    let head: Row = head.iter().map(|cell| (*cell).to_owned()).collect();
    let lines = || std::iter::once(&head).chain(rows);
    let width = |column: usize| {
        let cells = lines().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |line: &Row| {
        let cells = line.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let padded = cells.map(|(cell, width)| format!("{cell:<width$}"));
        let padded = padded.collect::<Vec<_>>().join("  ");
        format!("{indent}{}\n", padded.trim_end())
    };
    lines().map(line).collect()
}

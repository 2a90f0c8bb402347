//! The report as one table for a spreadsheet: RFC 4180, with the byte order mark by which Excel knows UTF-8.
//!
//! A row is one thing to attend to, and `kind` says of what kind. What a spreadsheet would take for
//! a formula begins with an apostrophe, because titles and names are anybody's words.

use super::text::on_one_line;
use super::{Citation, Governance, LawChange, Report, ToConfirm};
use jiff::civil::Date;

/// The heads of the columns: a border.
pub const COLUMNS: [&str; 7] = ["kind", "document", "title", "owner", "date", "status", "details"];

/// One thing to attend to.
#[derive(Default)]
struct Row<'r> {
    kind: &'static str,
    document: String,
    title: &'r str,
    owner: &'r str,
    date: Option<Date>,
    status: String,
    details: String,
}

/// The report as one table.
pub fn csv(report: &Report<'_>) -> String {
    let mut rows = attention(report);
    rows.extend(report.citations.iter().map(citation));
    rows.extend(report.law_changes.iter().flat_map(law_change));
    rows.extend(report.to_confirm.iter().map(to_confirm));
    rows.extend(report.partnerships.iter().flat_map(governance));
    let mut out = format!("\u{feff}{}\r\n", COLUMNS.join(","));
    for row in rows {
        let Row { kind, document, title, owner, date, status, details } = row;
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        let cells = [kind, &document, title, owner, &date, &status, &details].map(written);
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// Reviews, drafts, amendments, and what nobody looks after.
fn attention<'r>(report: &'r Report<'_>) -> Vec<Row<'r>> {
    let mut rows = Vec::new();
    rows.extend(report.reviews.iter().map(|review| Row {
        kind: "review",
        document: review.document.clone(),
        title: review.title,
        owner: review.owner.unwrap_or_default(),
        date: Some(review.due),
        status: if review.overdue { "overdue" } else { "due" }.to_owned(),
        ..Row::default()
    }));
    rows.extend(report.under_review.iter().map(|status| Row {
        kind: "under-review",
        document: status.document.clone(),
        title: status.title,
        date: Some(status.since),
        details: status.note.unwrap_or_default().to_owned(),
        ..Row::default()
    }));
    rows.extend(report.drafts.iter().map(|draft| Row {
        kind: "draft",
        document: draft.document.clone(),
        title: draft.title,
        owner: draft.owner.unwrap_or_default(),
        date: draft.git.as_ref().and_then(|git| git.last_commit.as_ref()).map(|it| it.on),
        status: draft.newest.as_ref().map_or_else(|| "new".to_owned(), |it| format!("after {it}")),
        details: draft.git.as_ref().map(|git| git.in_words(report.as_at)).unwrap_or_default(),
    }));
    rows.extend(report.upcoming.iter().flat_map(|coming| {
        coming.documents.iter().map(|document| Row {
            kind: "amendment",
            document: document.clone(),
            title: coming.title,
            date: Some(coming.in_force),
            status: coming.significance.to_owned(),
            details: format!("{}, published {}", coming.amendment, coming.published),
            ..Row::default()
        })
    }));
    rows.extend(report.without_owner.iter().map(|text| Row {
        kind: "no-owner",
        document: text.document.clone(),
        title: text.title,
        ..Row::default()
    }));
    rows
}

fn citation<'r>(citation: &'r Citation<'_>) -> Row<'r> {
    let only = if citation.in_text { "" } else { " (in aligned_to only)" };
    let by = citation.by.map(|by| format!("; see {by}")).unwrap_or_default();
    let note = citation.note.map(|note| format!("; {note}")).unwrap_or_default();
    Row {
        kind: "law",
        document: citation.document.clone(),
        title: citation.citation,
        date: citation.on,
        status: citation.status.to_owned(),
        details: format!("{}{only}{by}{note}", citation.provision),
        ..Row::default()
    }
}

fn law_change<'r>(change: &'r LawChange<'_>) -> impl Iterator<Item = Row<'r>> {
    let by = change.by.map(|by| format!("; by {by}")).unwrap_or_default();
    let note = change.note.map(|note| format!("; {note}")).unwrap_or_default();
    let details = format!("{}{by}{note}", change.provision);
    change.documents.iter().map(move |document| Row {
        kind: "law-change",
        document: document.clone(),
        title: change.citation,
        date: Some(change.on),
        status: change.change.to_owned(),
        details: details.clone(),
        ..Row::default()
    })
}

fn to_confirm<'r>(addition: &'r ToConfirm<'_>) -> Row<'r> {
    let heading = addition.heading.unwrap_or("the last section");
    let gone = if addition.heading_gone { " (gone)" } else { "" };
    let by = addition.amendments.join(", ");
    Row {
        kind: "confirm",
        document: addition.document.clone(),
        title: addition.title,
        date: Some(addition.from),
        status: if addition.due { "to-confirm" } else { "will-be" }.to_owned(),
        details: format!(
            "text changed under {heading}{gone}; {by}; last looked at {}",
            addition.reviewed
        ),
        ..Row::default()
    }
}

/// What a partnership has, and where it has nothing and most others have something.
fn governance<'r>(partnership: &'r Governance<'_>) -> impl Iterator<Item = Row<'r>> {
    let id = |chapter: &str| format!("{chapter}/{}", partnership.partnership);
    let additions = partnership.additions.iter().map(move |addition| Row {
        kind: "addition",
        document: id(addition.chapter),
        title: addition.title,
        date: addition.review_due,
        status: format!("version {}", addition.version),
        details: format!("in force {}, last looked at {}", addition.in_force, addition.reviewed),
        ..Row::default()
    });
    let without = partnership.without.iter().map(move |without| Row {
        kind: "no-addition",
        document: id(without.chapter),
        title: without.title,
        details: format!("others have one: {}", without.others.join(", ")),
        ..Row::default()
    });
    additions.chain(without)
}

/// A cell as it is written.
fn written(cell: &str) -> String {
    let line = on_one_line(cell);
    let is_formula = line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let line = if is_formula { format!("'{line}") } else { line };
    if line.contains(['"', ',']) { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}

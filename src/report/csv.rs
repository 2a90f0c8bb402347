//! The report as one table for a spreadsheet: RFC 4180, with the byte order mark by which Excel knows UTF-8.
//!
//! A row is one thing to attend to, and `kind` says of what kind. What a spreadsheet would take for
//! a formula begins with an apostrophe, because titles and names are anybody's words.

use super::text::on_one_line;
use super::{Citation, Governance, LawChange, Report, ToConfirm};
use jiff::civil::Date;

/// The heads of the columns: a border.
pub const COLUMNS: [&str; 7] = ["kind", "document", "title", "owner", "date", "status", "details"];

type Row = [String; 7];

/// The report as one table.
pub fn csv(report: &Report<'_>) -> String {
    let mut rows: Vec<Row> = vec![COLUMNS.map(str::to_owned)];
    rows.extend(attention(report));
    rows.extend(report.citations.iter().map(citation));
    rows.extend(report.law_changes.iter().flat_map(law_change));
    rows.extend(report.to_confirm.iter().map(to_confirm));
    rows.extend(report.partnerships.iter().flat_map(governance));
    let lines = rows.iter().map(|row| row.each_ref().map(|cell| written(cell)).join(",") + "\r\n");
    std::iter::once("\u{feff}".to_owned()).chain(lines).collect()
}

fn row(kind: &str, document: &str, title: &str) -> Row {
    let mut row: Row = Row::default();
    let [in_kind, in_document, in_title, ..] = &mut row;
    (*in_kind, *in_document, *in_title) = (kind.to_owned(), document.to_owned(), title.to_owned());
    row
}

fn more(mut row: Row, owner: &str, date: Option<Date>, status: &str, details: &str) -> Row {
    let [_, _, _, in_owner, in_date, in_status, in_details] = &mut row;
    *in_owner = owner.to_owned();
    *in_date = date.map(|date| date.to_string()).unwrap_or_default();
    *in_status = status.to_owned();
    *in_details = details.to_owned();
    row
}

/// Reviews, drafts, amendments, and what nobody looks after.
fn attention(report: &Report<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for review in &report.reviews {
        let status = if review.overdue { "overdue" } else { "due" };
        let base = row("review", &review.document, review.title);
        rows.push(more(base, review.owner.unwrap_or_default(), Some(review.due), status, ""));
    }
    for status in &report.under_review {
        let base = row("under-review", &status.document, status.title);
        rows.push(more(base, "", Some(status.since), "", status.note.unwrap_or_default()));
    }
    for draft in &report.drafts {
        let status =
            draft.newest.as_ref().map_or_else(|| "new".to_owned(), |it| format!("after {it}"));
        let on = draft.git.as_ref().and_then(|git| git.last_commit.as_ref()).map(|it| it.on);
        let git = draft.git.as_ref().map(|git| git.in_words(report.as_at)).unwrap_or_default();
        let base = row("draft", &draft.document, draft.title);
        rows.push(more(base, draft.owner.unwrap_or_default(), on, &status, &git));
    }
    for coming in &report.upcoming {
        let details = format!("{}, published {}", coming.amendment, coming.published);
        for document in &coming.documents {
            let base = row("amendment", document, coming.title);
            rows.push(more(base, "", Some(coming.in_force), coming.significance, &details));
        }
    }
    let nobody = report.without_owner.iter();
    rows.extend(nobody.map(|text| row("no-owner", &text.document, text.title)));
    rows
}

fn citation(citation: &Citation<'_>) -> Row {
    let by = citation.by.map(|by| format!("; see {by}")).unwrap_or_default();
    let note = citation.note.map(|note| format!("; {note}")).unwrap_or_default();
    let only = if citation.in_text { "" } else { " (in aligned_to only)" };
    let details = format!("{}{only}{by}{note}", citation.provision);
    more(
        row("law", &citation.document, citation.citation),
        "",
        citation.on,
        citation.status,
        &details,
    )
}

fn law_change<'a>(change: &'a LawChange<'_>) -> impl Iterator<Item = Row> {
    let by = change.by.map(|by| format!("; by {by}")).unwrap_or_default();
    let note = change.note.map(|note| format!("; {note}")).unwrap_or_default();
    let details = format!("{}{by}{note}", change.provision);
    let base = |document: &String| row("law-change", document, change.citation);
    let each = change.documents.iter();
    each.map(move |document| more(base(document), "", Some(change.on), change.change, &details))
}

fn to_confirm(addition: &ToConfirm<'_>) -> Row {
    let status = if addition.due { "to-confirm" } else { "will-be" };
    let heading = addition.heading.unwrap_or("the last section");
    let details = format!("text changed under {heading}; {}", addition.amendments.join(", "));
    let base = row("confirm", &addition.document, addition.title);
    more(base, "", Some(addition.from), status, &details)
}

fn governance<'a>(partnership: &'a Governance<'_>) -> impl Iterator<Item = Row> {
    let id = |chapter: &str| format!("{chapter}/{}", partnership.partnership);
    let additions = partnership.additions.iter().map(move |addition| {
        let status = format!("version {}", addition.version);
        let details =
            format!("in force {}, last looked at {}", addition.in_force, addition.reviewed);
        let base = row("addition", &id(addition.chapter), addition.title);
        more(base, "", addition.review_due, &status, &details)
    });
    let without = partnership.without.iter().map(move |without| {
        let details = format!("others have one: {}", without.others.join(", "));
        more(row("no-addition", &id(without.chapter), without.title), "", None, "", &details)
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

//! The desk's own pages: all drafts, all findings, the report, and what is shown where no page can be.

use super::notes::{self, FindingView};
use super::reply::Reply;
use super::server::{DESK, Preview, decoded};
use super::snapshot::Snapshot;
use super::view::View;
use crate::edge::{history, terminal};
use crate::finding::format::Files;
use crate::finding::{Finding, Findings, Level};
use crate::manual::Manual;
use crate::manual::document::DocumentId;
use crate::parse::fields;
use crate::render::theme::ASSETS;
use crate::report;
use crate::source::path::VPath;
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Value};

/// No more findings are shown on one page.
const MOST_FINDINGS: usize = 500;
/// What the desk's own pages may load and do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What every page of the desk has around its own matter.
#[derive(Serialize)]
struct Frame<'a> {
    name: &'a str,
    language: &'a str,
    state: String,
    styles: u64,
    scripts: u64,
    /// Whether it follows the state of the files. A form does not, so that nothing changes in it unseen.
    is_live: bool,
    may_record: bool,
}

/// A page or file of the desk, or the way to a view.
pub(super) fn desk(preview: &Preview, snapshot: &Snapshot, query: &str, name: &str) -> Reply {
    match name {
        "drafts/" => drafts(preview, snapshot),
        "findings/" => findings(preview, snapshot),
        "on/" => on(preview, snapshot, query),
        "desk.css" | "desk.js" => {
            let path = VPath::new(&format!("{ASSETS}{name}"));
            let file = path.and_then(|path| Some((snapshot.look.desk.files.get(&path)?, path)));
            match file.map(|(bytes, path)| Reply::file(&path, bytes.to_vec())) {
                Some(reply) => reply,
                None => nothing(preview, snapshot),
            }
        }
        "drafts" | "findings" | "record" => Reply::elsewhere(format!("{DESK}{name}/")),
        _ => nothing(preview, snapshot),
    }
}

/// A page of the desk with the template of its name.
pub(super) fn page(
    preview: &Preview,
    snapshot: &Snapshot,
    name: &str,
    view: &impl Serialize,
) -> Reply {
    let desk = &snapshot.look.desk;
    let frame = Frame {
        name,
        language: &snapshot.look.language,
        state: preview.state(snapshot),
        styles: snapshot.look.styles,
        scripts: snapshot.look.scripts,
        is_live: name != "record",
        may_record: preview.token.is_some(),
    };
    let mut context = Context::new();
    context.insert_value("frame", Value::from_serializable(&frame));
    context.insert_value("page", Value::from_serializable(view));
    match desk.render(&format!("{name}.html"), &context) {
        Ok(html) => Reply { policy: POLICY.to_owned(), ..Reply::html(html.into_bytes()) },
        Err(fault) => Reply::plain(StatusCode::INTERNAL_SERVER_ERROR, &fault.message),
    }
}

#[derive(Serialize)]
struct Fault {
    text: String,
}

/// Where there is no page.
pub(super) fn nothing(preview: &Preview, snapshot: &Snapshot) -> Reply {
    let text = snapshot.look.desk.words.say("desk_title_nothing");
    let reply = page(preview, snapshot, "fault", &Fault { text });
    Reply { status: StatusCode::NOT_FOUND, ..reply }
}

/// Where a page cannot be made.
pub(super) fn fault(preview: &Preview, snapshot: &Snapshot, fault: &Finding) -> Reply {
    let themed = Files { tree: &snapshot.look.theme.files, prefix: "theme: " };
    let own = Files { tree: &snapshot.files, prefix: &preview.prefix };
    let files = if themed.tree.get(&fault.place.file).is_some() { themed } else { own };
    let text = terminal::findings_for_page(&Findings::from_iter([fault.clone()]), files);
    let reply = page(preview, snapshot, "fault", &Fault { text });
    Reply { status: StatusCode::INTERNAL_SERVER_ERROR, ..reply }
}

/// The way to the page as the public site had it on the day that was asked for.
fn on(preview: &Preview, snapshot: &Snapshot, query: &str) -> Reply {
    let form = super::recording::Form::read(query.as_bytes());
    let day: Option<Date> = fields::date(form.one("day")).ok();
    let path = Some(form.one("path")).filter(|path| path.starts_with('/') && !path.contains('@'));
    match day {
        Some(day) => {
            let view = View::On(day);
            let path = path.filter(|path| decoded(path).is_some()).unwrap_or("/");
            let is_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._%".contains(&b));
            Reply::elsewhere(format!("{view}{}", if is_plain { path } else { "/" }))
        }
        None => nothing(preview, snapshot),
    }
}

#[derive(Serialize)]
struct Drafts {
    drafts: Vec<Draft>,
}

#[derive(Serialize)]
struct Draft {
    id: String,
    title: String,
    version: Option<String>,
    address: String,
    changes: String,
    file: String,
}

fn drafts(preview: &Preview, snapshot: &Snapshot) -> Reply {
    let documents = snapshot.manual.documents().filter(|document| document.is_draft());
    let drafts = documents.map(|document| {
        let at = address(&document.id);
        Draft {
            id: document.id.to_string(),
            title: document.working.title.value.clone(),
            version: document.newest().map(|newest| newest.number.to_string()),
            address: format!("{}{at}", View::Draft),
            changes: format!("{}{at}", View::Changes),
            file: format!("{}{}", preview.prefix, document.file),
        }
    });
    page(preview, snapshot, "drafts", &Drafts { drafts: drafts.collect() })
}

/// Where a document is read, within a view.
fn address(id: &DocumentId) -> String {
    match &id.partnership {
        None => format!("/{}/", id.chapter),
        Some(own) => format!("/{own}/{}/", id.chapter),
    }
}

#[derive(Serialize)]
struct AllFindings {
    files: Vec<FileFindings>,
    n_errors: usize,
    n_warnings: usize,
    n_advice: usize,
    is_checked: bool,
    more: bool,
    shown: usize,
    all: usize,
}

#[derive(Serialize)]
struct FileFindings {
    file: String,
    address: Option<String>,
    findings: Vec<FindingView>,
}

fn findings(preview: &Preview, snapshot: &Snapshot) -> Reply {
    let told = &snapshot.told;
    let files = Files { tree: &snapshot.files, prefix: &preview.prefix };
    let mut left = MOST_FINDINGS;
    let mut shown = Vec::new();
    for (file, found) in told.all() {
        let some = found.iter().take(left);
        let views = notes::views_of(some, files);
        left -= views.len();
        if !views.is_empty() {
            shown.push(FileFindings {
                file: format!("{}{file}", preview.prefix),
                address: shown_at(&snapshot.manual, file),
                findings: views,
            });
        }
    }
    let of = |level| told.count(level);
    let (n_errors, n_warnings, n_advice) =
        (of(Level::Error), of(Level::Warning), of(Level::Advice));
    let all = n_errors + n_warnings + n_advice;
    let view = AllFindings {
        files: shown,
        n_errors,
        n_warnings,
        n_advice,
        is_checked: told.is_checked(),
        more: left == 0 && all > MOST_FINDINGS,
        shown: MOST_FINDINGS - left,
        all,
    };
    page(preview, snapshot, "findings", &view)
}

/// The page that shows a file.
fn shown_at(manual: &Manual, file: &VPath) -> Option<String> {
    let parts: Vec<&str> = file.parts().collect();
    match parts.as_slice() {
        ["chapters", _, slug, rest @ ..] => {
            let chapter = manual.chapters.get(*slug)?;
            let partnership = match rest {
                ["local", own, ..] => chapter.additions.keys().find(|id| id.as_str() == *own),
                _ => None,
            };
            let id =
                DocumentId { chapter: chapter.slug.clone(), partnership: partnership.cloned() };
            Some(address(&id))
        }
        ["amendments", name] => Some(format!("/amendments/{}/", name.strip_suffix(".yaml")?)),
        ["partnerships", name] => Some(format!("/{}/", name.strip_suffix(".yaml")?)),
        ["registers", "legislation.yaml"] => Some("/legislation/".to_owned()),
        ["registers", "terms.yaml"] => Some("/glossary/".to_owned()),
        ["registers", "contacts.yaml"] => Some("/contacts/".to_owned()),
        ["manual.yaml"] => Some("/".to_owned()),
        _ => None,
    }
}

#[derive(Serialize)]
struct ReportView<'m> {
    report: report::Report<'m>,
    /// Where each document is read, by its id.
    addresses: BTreeMap<String, String>,
}

/// The report.
pub(super) fn report(preview: &Preview, snapshot: &Snapshot) -> Reply {
    let mut report = report::report(&snapshot.manual, snapshot.date, None);
    let drafts: Vec<VPath> =
        report.drafts.iter().filter_map(|draft| VPath::new(draft.file)).collect();
    report.add_history(history::of(&preview.folder, &drafts));
    let documents = snapshot.manual.documents().map(|document| &document.id);
    let addresses = documents.map(|id| (id.to_string(), address(id))).collect();
    page(preview, snapshot, "report", &ReportView { report, addresses })
}

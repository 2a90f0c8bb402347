//! Recording from the browser: a form, a second look at what it would record, and the amendment. Nothing
//! is kept between the three: each page brings what was typed, and the digests of the drafts as they were shown,
//! so that a draft that somebody changes meanwhile is not recorded unseen.

pub(super) use super::form::Form;

use super::bar;
use super::desk::Message;
use super::folder::Hints;
use super::form::Missing;
use super::notes::FindingView;
use super::pages;
use super::reply::Reply;
use super::server::Preview;
use super::snapshot::Snapshot;
use super::told::Told;
use super::view::View;
use crate::amend::{Plan, PlannedAction, PlannedChange};
use crate::edge::amending::{self, Amending};
use crate::edge::load::{self, Loaded};
use crate::finding::format::Files;
use crate::finding::{Finding, Findings, Level};
use crate::manual::Manual;
use crate::manual::amendment::Significance;
use crate::manual::document::{Document, DocumentId};
use crate::manual::id::AmendmentId;
use crate::render;
use crate::source::digest::Digest;
use crate::source::tree::FileTree;
use axum::http::StatusCode;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the template sees.
#[derive(Default, Serialize)]
struct RecordView {
    token: String,
    is_confirming: bool,
    may_record: bool,
    problems: Vec<Problem>,
    documents: Vec<DocumentView>,
    findings: Vec<FindingView>,
    values: BTreeMap<&'static str, String>,
    significances: Vec<SignificanceView>,
    significance_name: String,
    reasons: Vec<Reason>,
    has_reasons: bool,
    hidden: Vec<Hidden>,
}

#[derive(Serialize)]
struct Problem {
    field: Option<&'static str>,
    text: String,
}

#[derive(Serialize)]
struct DocumentView {
    id: String,
    title: String,
    digest: String,
    version: Option<String>,
    is_draft: bool,
    is_chosen: bool,
    /// What an amendment would do to it.
    becomes: String,
    /// What it changes, as HTML.
    marks: Option<String>,
}

#[derive(Serialize)]
struct SignificanceView {
    word: &'static str,
    is_chosen: bool,
}

#[derive(Serialize)]
struct Reason {
    id: String,
    citation: String,
    is_chosen: bool,
}

#[derive(Serialize)]
struct Hidden {
    name: String,
    value: String,
}

/// The answer to a form that was sent, or the form as it is shown first.
pub(super) fn reply(preview: &Preview, snapshot: &Snapshot, form: &Form, is_sent: bool) -> Reply {
    let Some(token) = &preview.token else {
        let text = "this preview records nothing: it was started with `--read-only`";
        return Reply::plain(StatusCode::FORBIDDEN, text);
    };
    let desk = Recorder { preview, snapshot, form, token };
    if !is_sent {
        let recorded = AmendmentId::new(form.one("recorded"));
        if let Some(amendment) = recorded.and_then(|id| snapshot.manual.amendments.get(&id)) {
            return desk.recorded(amendment);
        }
        return desk.form(Vec::new());
    }
    if form.one("token") != token {
        let problems = vec![desk.problem(None, "desk_problem_token", &[])];
        return Reply { status: StatusCode::FORBIDDEN, ..desk.form(problems) };
    }
    let made = match form.one("step") {
        "look" => desk.look(),
        "record" => desk.record(),
        _ => return desk.form(Vec::new()),
    };
    made.unwrap_or_else(|error| {
        let why = format!("{error:#}");
        desk.form(vec![desk.problem(None, "desk_problem_failed", &[("why", &why)])])
    })
}

struct Recorder<'a> {
    preview: &'a Preview,
    snapshot: &'a Snapshot,
    form: &'a Form,
    token: &'a str,
}

impl Recorder<'_> {
    fn problem(&self, field: Option<&'static str>, key: &str, values: &[(&str, &str)]) -> Problem {
        Problem { field, text: self.snapshot.look.desk.words.fill(key, values) }
    }

    fn missing(&self, missing: &[Missing]) -> Vec<Problem> {
        let problem = |missing: &Missing| self.problem(Some(missing.field), missing.words, &[]);
        missing.iter().map(problem).collect()
    }

    /// The form, with what was typed.
    fn form(&self, problems: Vec<Problem>) -> Reply {
        let view = RecordView { problems, ..self.view(self.snapshot) };
        pages::page(self.preview, self.snapshot, "record", &view)
    }

    /// A second look: what would be recorded from what is on the disk.
    fn look(&self) -> anyhow::Result<Reply> {
        let request = match self.form.request(self.snapshot.date) {
            Ok(request) => request,
            Err(missing) => return Ok(self.form(self.missing(&missing))),
        };
        let loaded = load::from(self.preview.folder.clone(), self.snapshot.date)?;
        Ok(match amending::plan(&loaded, &request) {
            Ok(plan) => self.confirm(&loaded, &plan, Vec::new()),
            Err(faults) => self.form(problems_of(&loaded, &faults)),
        })
    }

    /// Records, if the drafts are those that were shown.
    fn record(&self) -> anyhow::Result<Reply> {
        let request = match self.form.request(self.snapshot.date) {
            Ok(request) => request,
            Err(missing) => return Ok(self.form(self.missing(&missing))),
        };
        let amending = Amending::open(&self.preview.folder, self.snapshot.date)?;
        let loaded = &amending.loaded;
        let plan = match amending.plan(&request) {
            Ok(plan) => plan,
            Err(faults) => return Ok(self.form(problems_of(loaded, &faults))),
        };
        let changed = plan.changes.iter().filter(|change| {
            let now = digest(&loaded.files, change.document);
            self.form.digest(&change.document.id.to_string()) != Some(now.as_str())
        });
        let problems: Vec<Problem> = changed
            .map(|change| {
                let title = change.document.working.title.value.as_str();
                self.problem(None, "desk_problem_changed", &[("document", title)])
            })
            .collect();
        if !problems.is_empty() || has_errors(&amending::found(loaded, &plan)) {
            return Ok(self.confirm(loaded, &plan, problems));
        }
        amending.record(&plan)?;
        let id = plan.files.last().map_or("", |(file, _)| file.name());
        let id = id.trim_end_matches(".yaml").to_owned();
        let written = plan.files.iter().map(|(file, _)| self.preview.folder.join(file.as_str()));
        self.wait_for(Hints { paths: written.collect(), everywhere: false });
        let location = Some(format!("/@desk/record/?recorded={id}"));
        let status = StatusCode::SEE_OTHER;
        Ok(Reply { status, location, ..Reply::plain(status, "recorded") })
    }

    /// Waits until the newest state has what was written.
    fn wait_for(&self, hints: Hints) {
        let (done, is_done) = tokio::sync::oneshot::channel();
        if self.preview.desk.send(Message::Changed(hints, Some(done))).is_ok() {
            let _ = is_done.blocking_recv();
        }
    }

    /// What a plan would record, to be looked at once more.
    fn confirm(&self, loaded: &Loaded, plan: &Plan<'_>, problems: Vec<Problem>) -> Reply {
        let found = amending::found(loaded, plan);
        let fresh = Snapshot::first(
            loaded.date,
            &Arc::new(loaded.files.clone()),
            (loaded.manual.clone(), BTreeSet::new()),
            Told::default(),
            Arc::clone(&self.snapshot.look),
        );
        let mut view = RecordView { problems, ..self.view(&fresh) };
        view.documents.retain(|document| document.is_chosen);
        for document in &mut view.documents {
            let change = plan.changes.iter().find(|c| c.document.id.to_string() == document.id);
            document.becomes = change.map(|change| self.becomes(change)).unwrap_or_default();
        }
        let kept = self.form.kept();
        view.hidden = kept
            .map(|(name, value)| Hidden { name: name.to_owned(), value: value.to_owned() })
            .collect();
        view.may_record = !has_errors(&found);
        if !view.may_record {
            view.problems.push(self.problem(None, "desk_problem_found", &[]));
        }
        view.findings = bar::views_of(
            found.iter(),
            Files { tree: &loaded.files, prefix: &self.preview.prefix },
        );
        let key = format!("significance_{}", self.form.one("significance"));
        view.significance_name = self.snapshot.look.desk.words.say(&key);
        view.is_confirming = true;
        pages::page(self.preview, self.snapshot, "record", &view)
    }

    fn becomes(&self, change: &PlannedChange<'_>) -> String {
        let words = &self.snapshot.look.desk.words;
        let newest = change.document.newest().map(|newest| newest.number.to_string());
        match &change.action {
            PlannedAction::Version { number, .. } => {
                let to = number.to_string();
                match newest {
                    Some(from) => words.fill("desk_becomes", &[("from", &from), ("to", &to)]),
                    None => words.fill("desk_becomes_first", &[("to", &to)]),
                }
            }
            PlannedAction::Reviewed => words.say("desk_becomes_reviewed"),
            PlannedAction::Withdrawn => words.say("desk_becomes_withdrawn"),
        }
    }

    /// The form over a state of the manual.
    fn view(&self, shown: &Snapshot) -> RecordView {
        let form = self.form;
        let text = |name| (name, form.one(name).to_owned());
        let values = ["title", "summary", "in_force", "published", "approved_by", "replaced_by"];
        let chosen = form.one("significance");
        let significances =
            Significance::ALL.map(|(word, _)| SignificanceView { word, is_chosen: word == chosen });
        RecordView {
            token: self.token.to_owned(),
            documents: self.documents(shown),
            values: values.map(text).into(),
            significances: significances.into(),
            reasons: self.reasons(&shown.manual),
            has_reasons: !form.all("because").is_empty(),
            ..RecordView::default()
        }
    }

    /// All drafts, and what else was asked for by name.
    fn documents(&self, shown: &Snapshot) -> Vec<DocumentView> {
        let named: Vec<DocumentId> =
            self.form.all("document").iter().filter_map(|id| DocumentId::new(id)).collect();
        let is_listed = |document: &&Document| document.is_draft() || named.contains(&document.id);
        let documents: Vec<&Document> = shown.manual.documents().filter(is_listed).collect();
        let theme = &shown.look.theme;
        let views = shown.with(&View::Draft, theme, |renderer| {
            let view = |document: &&Document| DocumentView {
                id: document.id.to_string(),
                title: document.working.title.value.clone(),
                digest: digest(&shown.files, document),
                version: document.newest().map(|newest| newest.number.to_string()),
                is_draft: document.is_draft(),
                is_chosen: named.contains(&document.id),
                becomes: String::new(),
                marks: render::draft_changes(renderer, &document.id),
            };
            documents.iter().map(view).collect()
        });
        views.unwrap_or_default()
    }

    fn reasons(&self, manual: &Manual) -> Vec<Reason> {
        let legislation = manual.registers.legislation.iter();
        let reason = |(id, provision): (&String, &crate::manual::register::Provision)| Reason {
            id: id.clone(),
            citation: provision.citation.clone(),
            is_chosen: self.form.has("because", id),
        };
        legislation.map(reason).collect()
    }

    /// What is said once an amendment is recorded.
    fn recorded(&self, amendment: &crate::manual::amendment::Amendment) -> Reply {
        let versions = amendment.entries.iter().filter_map(|entry| {
            let document = self.snapshot.manual.document(&entry.value.document)?;
            let amended = document.versions.values().filter(|version| {
                matches!(&entry.value.action, crate::manual::amendment::Action::Version { number, .. }
                    if *number == version.number)
            });
            Some(amended.map(|version| version.file.to_string()).collect::<Vec<_>>())
        });
        let mut files: Vec<String> = versions.flatten().collect();
        files.push(amendment.file.to_string());
        let prefix = &self.preview.prefix;
        let view = Recorded {
            title: amendment.title.value.clone(),
            in_force: amendment.in_force.value.to_string(),
            address: format!("/amendments/{}/", amendment.id),
            after: View::After(amendment.id.clone()).root(),
            files: files.into_iter().map(|file| format!("{prefix}{file}")).collect(),
        };
        pages::page(self.preview, self.snapshot, "recorded", &view)
    }
}

/// Faults as problems of the form, each with the file in which it is.
fn problems_of(loaded: &Loaded, faults: &Findings) -> Vec<Problem> {
    let problem = |fault: &Finding| {
        let is_of_file = loaded.files.get(&fault.place.file).is_some();
        let at = if is_of_file { format!("{}: ", fault.place.file) } else { String::new() };
        Problem { field: None, text: format!("{at}{} ({})", fault.message, fault.mend) }
    };
    faults.iter().map(problem).collect()
}

#[derive(Serialize)]
struct Recorded {
    title: String,
    in_force: String,
    address: String,
    after: String,
    files: Vec<String>,
}

/// The digest of a document's file.
fn digest(files: &FileTree, document: &Document) -> String {
    Digest::of(files.get(&document.file).unwrap_or_default()).to_string()
}

fn has_errors(findings: &Findings) -> bool {
    findings.count(Level::Error) > 0
}

//! Recording from the browser: a form, a second look at what it would record, and the amendment. Nothing
//! is kept between the three: each page brings what was typed, and the digests of the drafts as they were shown,
//! so that a draft that somebody changes meanwhile is not recorded unseen.

pub(super) use super::form::Form;

use super::folder::Hints;
use super::form::Missing;
use super::notes::coded;
use super::problems::{self, Problem};
use super::reply::Reply;
use super::server::Preview;
use super::snapshot::Snapshot;
use crate::edge::amending::{self, Amending};
use crate::edge::load::{self, Loaded};
use crate::finding::{Findings, Level};
use crate::manual::document::Document;
use crate::manual::id::AmendmentId;
use crate::source::digest::Digest;
use crate::source::tree::FileTree;
use axum::http::StatusCode;

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

/// Who records, and what was sent.
pub(super) struct Recorder<'a> {
    pub(super) preview: &'a Preview,
    pub(super) snapshot: &'a Snapshot,
    pub(super) form: &'a Form,
    pub(super) token: &'a str,
}

impl Recorder<'_> {
    pub(super) fn problem(
        &self,
        field: Option<&'static str>,
        key: &str,
        values: &[(&str, &str)],
    ) -> Problem {
        Problem { field, html: coded(&self.snapshot.look.desk.words.fill(key, values)) }
    }

    fn faults(&self, loaded: &Loaded, faults: &Findings) -> Vec<Problem> {
        let words = &self.snapshot.look.desk.words;
        problems::of_plan(loaded, faults, (&self.preview.prefix, words))
    }

    fn missing(&self, missing: &[Missing]) -> Vec<Problem> {
        let problem = |missing: &Missing| self.problem(Some(missing.field), missing.words, &[]);
        missing.iter().map(problem).collect()
    }

    /// A second look: what would be recorded from what is on the disk.
    fn look(&self) -> anyhow::Result<Reply> {
        let request = match self.form.request(self.snapshot.date) {
            Ok(request) => request,
            Err(missing) => return Ok(self.form(self.missing(&missing))),
        };
        let loaded = load::from(self.preview.folder.clone(), self.snapshot.date)?;
        Ok(match amending::plan(&loaded, &request) {
            Ok(plan) => self.confirm(&loaded, (&request, &plan), Vec::new()),
            Err(faults) => self.form(self.faults(&loaded, &faults)),
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
            Err(faults) => return Ok(self.form(self.faults(loaded, &faults))),
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
            return Ok(self.confirm(loaded, (&request, &plan), problems));
        }
        amending.record(&plan)?;
        let id = plan.files.last().map_or("", |(file, _)| file.name());
        let id = id.trim_end_matches(".yaml").to_owned();
        let written = plan.files.iter().map(|(file, _)| self.preview.folder.join(file.as_str()));
        self.preview.wait_for(Hints { paths: written.collect(), everywhere: false });
        let location = Some(format!("/@desk/record/?recorded={id}"));
        let status = StatusCode::SEE_OTHER;
        Ok(Reply { status, location, ..Reply::plain(status, "recorded") })
    }
}

/// The digest of a document's file.
pub(super) fn digest(files: &FileTree, document: &Document) -> String {
    Digest::of(files.get(&document.file).unwrap_or_default()).to_string()
}

pub(super) fn has_errors(findings: &Findings) -> bool {
    findings.count(Level::Error) > 0
}

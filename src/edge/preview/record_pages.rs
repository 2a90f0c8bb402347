//! The pages of recording: the form, what it would record, and what it has recorded.

use super::notes::{self, FindingView};
use super::pages;
use super::problems::Problem;
use super::recording::{Recorder, digest, has_errors};
use super::reply::Reply;
use super::snapshot::{Read, Snapshot};
use super::told::Told;
use super::view::View;
use crate::amend::{Plan, PlannedAction, PlannedChange, Request};
use crate::edge::amending;
use crate::edge::load::Loaded;
use crate::finding::format::Files;
use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment, Significance};
use crate::manual::document::{Document, DocumentId};
use crate::manual::register::Provision;
use crate::render;
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
    fields: BTreeMap<&'static str, Field>,
    /// What is wrong in the other fields, as HTML.
    whys: BTreeMap<&'static str, String>,
    significances: Vec<SignificanceView>,
    significance_name: String,
    /// The day on which it is published, where it is confirmed.
    published: String,
    reasons: Vec<Reason>,
    has_reasons: bool,
    hidden: Vec<Hidden>,
}

/// A field in which something is typed.
#[derive(Serialize)]
struct Field {
    name: &'static str,
    /// `line`, `lines` or `date`.
    kind: &'static str,
    is_required: bool,
    value: String,
    /// What is wrong in it, as HTML.
    why: Option<String>,
}

/// The fields with their kinds, and whether they must be filled.
const FIELDS: [(&str, &str, bool); 6] = [
    ("title", "line", true),
    ("summary", "lines", true),
    ("in_force", "date", true),
    ("published", "date", false),
    ("approved_by", "line", false),
    ("replaced_by", "line", false),
];

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

#[derive(Serialize)]
struct Recorded {
    title: String,
    in_force: String,
    address: String,
    after: String,
    files: Vec<String>,
}

impl Recorder<'_> {
    /// The form, with what was typed.
    pub(super) fn form(&self, problems: Vec<Problem>) -> Reply {
        let view = self.view(self.snapshot, problems);
        pages::page(self.preview, self.snapshot, "record", &view)
    }

    /// What a plan would record, to be looked at once more.
    pub(super) fn confirm(
        &self,
        loaded: &Loaded,
        (request, plan): (&Request, &Plan<'_>),
        problems: Vec<Problem>,
    ) -> Reply {
        let found = amending::found(loaded, plan);
        let read = Read {
            files: Arc::new(loaded.files.clone()),
            manual: Arc::new(loaded.manual.clone()),
            unreadable: BTreeSet::new(),
            told: Told::default(),
            look: Arc::clone(&self.snapshot.look),
        };
        let fresh = Snapshot::first(loaded.date, read);
        let mut view = self.view(&fresh, problems);
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
        view.findings = notes::views_of(
            found.iter(),
            Files { tree: &loaded.files, prefix: &self.preview.prefix },
        );
        let key = format!("significance_{}", self.form.one("significance"));
        view.significance_name = self.snapshot.look.desk.words.say(&key);
        view.published = request.published.to_string();
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
    fn view(&self, shown: &Snapshot, problems: Vec<Problem>) -> RecordView {
        let form = self.form;
        let mut whys: BTreeMap<&'static str, String> = BTreeMap::new();
        for problem in &problems {
            if let Some(field) = problem.field {
                whys.entry(field).or_insert_with(|| problem.html.clone());
            }
        }
        let fields = FIELDS.map(|(name, kind, is_required)| {
            let (value, why) = (form.one(name).to_owned(), whys.remove(name));
            (name, Field { name, kind, is_required, value, why })
        });
        let chosen = form.one("significance");
        let significances =
            Significance::ALL.map(|(word, _)| SignificanceView { word, is_chosen: word == chosen });
        RecordView {
            token: self.token.to_owned(),
            documents: self.documents(shown),
            problems,
            fields: fields.into(),
            whys,
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
        let reason = |(id, provision): (&String, &Provision)| Reason {
            id: id.clone(),
            citation: provision.citation.clone(),
            is_chosen: self.form.has("because", id),
        };
        legislation.map(reason).collect()
    }

    /// What is said once an amendment is recorded.
    pub(super) fn recorded(&self, amendment: &Amendment) -> Reply {
        let versions = amendment.entries.iter().filter_map(|entry| {
            let document = self.snapshot.manual.document(&entry.value.document)?;
            let amended = document.versions.values().filter(|version| {
                matches!(&entry.value.action, Action::Version { number, .. }
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

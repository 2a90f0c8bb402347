//! The editor's bar: what a page shows, in which state it is, and what was found in it. Where it leads is in
//! `ways`.

use super::dress::At;
use super::notes::{FindingView, views_of};
use super::server::{DESK, Preview};
use super::snapshot::Snapshot;
use super::view::View;
use super::ways::Link;
use crate::finding::format::Files;
use crate::finding::{Finding, Level};
use crate::manual::document::Document;
use crate::record::Change;
use crate::site::Site;
use jiff::civil::Date;
use serde::Serialize;
use tera::Context;

/// What the template of the bar sees.
#[derive(Serialize)]
struct Bar {
    state: String,
    styles: u64,
    scripts: u64,
    /// What is shown, in a word or two.
    label: String,
    /// Whether there is no page at this address in what is shown.
    is_missing: bool,
    /// Whether the files of this page cannot be read.
    has_error: bool,
    trouble: Option<String>,
    theme_faults: Vec<FindingView>,
    documents: Vec<DocumentView>,
    findings: Vec<FindingView>,
    n_errors_here: usize,
    views: Vec<Link>,
    coming: Vec<Link>,
    day: String,
    path: String,
    places: Vec<Link>,
    touched: Vec<Link>,
    n_drafts: usize,
    n_errors: usize,
    n_warnings: usize,
    n_advice: usize,
    is_checked: bool,
    /// Where amendments are recorded, if they may be.
    record: Option<String>,
}

/// A document whose text the page shows.
#[derive(Serialize)]
struct DocumentView {
    id: String,
    title: String,
    file: String,
    is_draft: bool,
    version: Option<String>,
    /// The day on which that version comes into force, where it is not in force yet.
    comes: Option<String>,
    review_due: Option<String>,
    is_overdue: bool,
}

/// What is shown, and what the bar is made of.
pub(super) struct Shown<'a, 'm> {
    pub(super) preview: &'a Preview,
    pub(super) snapshot: &'a Snapshot,
    pub(super) at: &'a At<'a>,
    pub(super) site: &'a Site<'m>,
    /// The documents whose text the page shows.
    pub(super) documents: Vec<&'m Document>,
    /// What was found in the files of which it is made.
    pub(super) findings: Vec<&'a Finding>,
}

/// The bar of a page.
pub(super) fn html(shown: &Shown<'_, '_>) -> String {
    let mut context = Context::new();
    context.insert_value("page", tera::Value::from_serializable(&shown.bar()));
    shown.snapshot.look.desk.render("bar.html", &context).unwrap_or_default()
}

impl Shown<'_, '_> {
    fn bar(&self) -> Bar {
        let (snapshot, at) = (self.snapshot, self.at);
        let files = Files { tree: &snapshot.files, prefix: &self.preview.prefix };
        let themed = Files { tree: &snapshot.look.theme.files, prefix: "theme: " };
        let told = &snapshot.told;
        let drafts = snapshot.manual.documents().filter(|document| document.is_draft());
        Bar {
            state: self.preview.state(snapshot),
            styles: snapshot.look.styles,
            scripts: snapshot.look.scripts,
            label: self.label(),
            is_missing: at.page.is_none(),
            has_error: self.is_unreadable(),
            trouble: snapshot.trouble.clone(),
            theme_faults: views_of(snapshot.theme_faults().iter(), themed),
            documents: self.documents.iter().map(|document| self.document(document)).collect(),
            findings: views_of(self.findings.iter().copied(), files),
            n_errors_here: self.findings.iter().filter(|found| found.level == Level::Error).count(),
            views: self.views(),
            coming: self.coming(),
            day: snapshot.day_of(at.view).unwrap_or(snapshot.date).to_string(),
            path: at.path.to_owned(),
            places: self.places(),
            touched: self.touched(),
            n_drafts: drafts.count(),
            n_errors: told.count(Level::Error),
            n_warnings: told.count(Level::Warning),
            n_advice: told.count(Level::Advice),
            is_checked: told.is_checked(),
            record: self.preview.token.as_ref().map(|_| format!("{DESK}record/")),
        }
    }

    pub(super) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.snapshot.look.desk.words.fill(key, values)
    }

    fn label(&self) -> String {
        let is_recorded = !self.documents.is_empty()
            && !self.documents.iter().any(|document| document.is_draft());
        match self.at.view {
            View::Draft | View::Changes if is_recorded => self.say("desk_state_recorded", &[]),
            View::Draft => self.say("desk_view_draft", &[]),
            View::Changes => self.say("desk_view_changes", &[]),
            View::Public => self.say("desk_view_public", &[]),
            View::On(date) => {
                let date = self.snapshot.look.desk.words.day(*date);
                self.say("desk_view_on", &[("date", &date)])
            }
            View::After(id) => {
                let amendment = self.snapshot.manual.amendments.get(id);
                let title = amendment.map(|amendment| amendment.title.value.as_str());
                self.say("desk_view_after", &[("title", title.unwrap_or_default())])
            }
        }
    }

    /// Whether the newest text of the page cannot be read, so that an older one is shown.
    fn is_unreadable(&self) -> bool {
        let unreadable = &self.snapshot.unreadable;
        self.documents.iter().any(|document| unreadable.contains(&document.id.chapter))
    }

    /// The day to come on which the newest version of a document comes into force.
    fn comes(&self, document: &Document) -> Option<Date> {
        let newest = document.newest()?;
        let mut events = self.site.edition.record.events(&document.id).iter();
        let made = events.find(|event| match event.change {
            Change::Version(version) => version.number == newest.number,
            _ => false,
        });
        let day = made?.amendment.in_force.value;
        (day > self.snapshot.date).then_some(day)
    }

    fn document(&self, document: &Document) -> DocumentView {
        let chapter = self.snapshot.manual.chapters.get(&document.id.chapter);
        let review_due = match &document.id.partnership {
            None => chapter.and_then(|chapter| chapter.administration.review_due.as_ref()),
            Some(_) => document.upkeep.review_due.as_ref(),
        };
        DocumentView {
            id: document.id.to_string(),
            title: document.working.title.value.clone(),
            file: format!("{}{}", self.preview.prefix, document.file),
            is_draft: document.is_draft(),
            version: document.newest().map(|newest| newest.number.to_string()),
            comes: self.comes(document).map(|day| day.to_string()),
            review_due: review_due.map(|due| due.value.to_string()),
            is_overdue: review_due.is_some_and(|due| due.value < self.snapshot.date),
        }
    }
}

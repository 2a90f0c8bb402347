//! The report: what those who look after a manual have to attend to on a day. Nothing in it is wrong;
//! what is wrong is a finding of `check`.
//!
//! A [`Report`] is a value of plain words and days. [`text::text`] lays it out for people, [`json::json`]
//! for other programs, [`csv::csv`] for a spreadsheet. `attention` finds what is to be done, `citations`
//! the law that no longer applies or will change, `governance` what each partnership has, and
//! [`history`] says what version control knows of a draft.

mod attention;
mod citations;
pub mod csv;
mod governance;
pub mod history;
pub mod json;
pub mod text;
mod view;

use crate::manual::Manual;
use crate::manual::id::PartnershipId;
use crate::record::Record;
use crate::record::drift;
use crate::source::path::VPath;
use history::History;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use view::View;

/// A review is told of so many days before it is due, if nobody says otherwise.
pub const DAYS_AHEAD: u32 = 90;

/// What is to be attended to. Its fields, and those of what it holds, are the JSON: a border.
#[derive(Debug, Serialize)]
pub struct Report<'m> {
    /// The manual's title.
    pub manual: &'m str,
    /// The day.
    #[serde(serialize_with = "json::day")]
    pub as_at: Date,
    /// The partnership for which it is; none if it is for all.
    pub partnership: Option<&'m str>,
    /// For how many days ahead reviews are told of.
    pub days: u32,
    /// Reviews that are overdue, then those that are due soon.
    pub reviews: Vec<Review<'m>>,
    /// Chapters that say that they are being reviewed.
    pub under_review: Vec<UnderReview<'m>>,
    /// Working texts that are not recorded.
    pub drafts: Vec<Draft<'m>>,
    /// Amendments that are not in force yet, those included that are not published yet.
    pub upcoming: Vec<Upcoming<'m>>,
    /// Citations of law and guidance that does not apply on the day.
    pub citations: Vec<Citation<'m>>,
    /// What is known to change in the law and guidance that documents cite, the next first.
    pub law_changes: Vec<LawChange<'m>>,
    /// Additions that are to be confirmed, then those that will be.
    pub to_confirm: Vec<ToConfirm<'m>>,
    /// Documents that nobody looks after.
    pub without_owner: Vec<WithoutOwner<'m>>,
    /// What each partnership has.
    pub partnerships: Vec<Governance<'m>>,
}

/// A review that is overdue or due soon.
#[derive(Debug, Serialize)]
pub struct Review<'m> {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: &'m str,
    /// Who is responsible for it.
    pub owner: Option<&'m str>,
    /// When it is due.
    #[serde(serialize_with = "json::day")]
    pub due: Date,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// A chapter that says that it is being reviewed.
#[derive(Debug, Serialize)]
pub struct UnderReview<'m> {
    /// The chapter.
    pub document: String,
    /// Its title.
    pub title: &'m str,
    /// Since when.
    #[serde(serialize_with = "json::day")]
    pub since: Date,
    /// What readers are told.
    pub note: Option<&'m str>,
}

/// A working text that is not recorded.
#[derive(Debug, Serialize)]
pub struct Draft<'m> {
    /// The document.
    pub document: String,
    /// The title that it will have.
    pub title: &'m str,
    /// Who is responsible for it.
    pub owner: Option<&'m str>,
    /// The newest version; none if nothing of it was recorded.
    pub newest: Option<String>,
    /// Its file, from the manual's folder.
    pub file: &'m str,
    /// What version control knows of it; none where it was not asked, or knows nothing.
    pub git: Option<History>,
}

/// A document that nobody looks after.
#[derive(Debug, Serialize)]
pub struct WithoutOwner<'m> {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: &'m str,
}

/// An amendment that is not in force yet.
#[derive(Debug, Serialize)]
pub struct Upcoming<'m> {
    /// Its id.
    pub amendment: &'m str,
    /// Its title.
    pub title: &'m str,
    /// What kind of change it is.
    pub significance: &'static str,
    /// When it comes into force.
    #[serde(serialize_with = "json::day")]
    pub in_force: Date,
    /// When it is published.
    #[serde(serialize_with = "json::day")]
    pub published: Date,
    /// What it changes.
    pub documents: Vec<String>,
}

/// A citation of law or guidance that does not apply.
#[derive(Debug, Serialize)]
pub struct Citation<'m> {
    /// The document in force that cites it.
    pub document: String,
    /// The provision's id.
    pub provision: &'m str,
    /// How it is cited.
    pub citation: &'m str,
    /// `repealed`, `superseded` or `not-yet-in-force`.
    pub status: &'static str,
    /// Since when, or for what is not in force yet, from when.
    #[serde(serialize_with = "json::day_if")]
    pub on: Option<Date>,
    /// What stands in its place: an id of the register.
    pub by: Option<&'m str>,
    /// What the register says of it.
    pub note: Option<&'m str>,
    /// Whether the text cites it; otherwise only `aligned_to` does.
    pub in_text: bool,
}

/// What is known to change in law or guidance that is cited.
#[derive(Debug, Serialize)]
pub struct LawChange<'m> {
    /// The day.
    #[serde(serialize_with = "json::day")]
    pub on: Date,
    /// The provision's id.
    pub provision: &'m str,
    /// How it is cited.
    pub citation: &'m str,
    /// `comes-into-force`, `amended`, `repealed` or `superseded`.
    pub change: &'static str,
    /// What changes it: an id of the register.
    pub by: Option<&'m str>,
    /// What the register says of the change.
    pub note: Option<&'m str>,
    /// The documents in force that cite it.
    pub documents: Vec<String>,
}

/// A local addition that is to be confirmed.
#[derive(Debug, Serialize)]
pub struct ToConfirm<'m> {
    /// The addition.
    pub document: String,
    /// Its title.
    pub title: &'m str,
    /// The heading to which it belongs; the end of the chapter, if none.
    pub heading: Option<&'m str>,
    /// Whether the chapter no longer has that heading.
    pub heading_gone: bool,
    /// The day from which it is to be confirmed.
    #[serde(serialize_with = "json::day")]
    pub from: Date,
    /// Whether that day has come.
    pub due: bool,
    /// The day for which it was last changed or reviewed.
    #[serde(serialize_with = "json::day")]
    pub reviewed: Date,
    /// The amendments that changed the regional text there.
    pub amendments: Vec<&'m str>,
}

/// What a partnership has.
#[derive(Debug, Serialize)]
pub struct Governance<'m> {
    /// Its id.
    pub partnership: &'m str,
    /// Its name.
    pub name: &'m str,
    /// Its additions that are in force.
    pub additions: Vec<Addition<'m>>,
    /// Chapters to which most of the other members have an addition, and it has none.
    pub without: Vec<Without<'m>>,
}

/// An addition of a partnership.
#[derive(Debug, Serialize)]
pub struct Addition<'m> {
    /// The chapter.
    pub chapter: &'m str,
    /// The addition's title.
    pub title: &'m str,
    /// The version in force.
    pub version: String,
    /// Since when that version is in force.
    #[serde(serialize_with = "json::day")]
    pub in_force: Date,
    /// The day for which it was last changed or reviewed.
    #[serde(serialize_with = "json::day")]
    pub reviewed: Date,
    /// When it must have been reviewed.
    #[serde(serialize_with = "json::day_if")]
    pub review_due: Option<Date>,
    /// Whether it is to be confirmed.
    pub to_confirm: bool,
}

/// A chapter to which a partnership has no addition.
#[derive(Debug, Serialize)]
pub struct Without<'m> {
    /// The chapter.
    pub chapter: &'m str,
    /// Its title.
    pub title: &'m str,
    /// Who has an addition.
    pub others: Vec<&'m str>,
}

/// The report on a manual for a day. With a partnership it leaves out what concerns others alone: what
/// is left is about the regional texts, which apply to it too, and about its own additions.
pub fn report<'m>(
    manual: &'m Manual,
    date: Date,
    partnership: Option<&'m PartnershipId>,
) -> Report<'m> {
    within(manual, date, partnership, DAYS_AHEAD)
}

/// The same, with the reviews of so many days ahead.
pub fn within<'m>(
    manual: &'m Manual,
    date: Date,
    partnership: Option<&'m PartnershipId>,
    days: u32,
) -> Report<'m> {
    let record = Record::of(manual);
    let known = Record::known_on(manual, date);
    let drifts = drift::all(manual, &known, date);
    let view = View { manual, record: &record, drifts: &drifts, date, partnership };
    Report {
        manual: &manual.settings.title,
        as_at: date,
        partnership: partnership.map(PartnershipId::as_str),
        days,
        reviews: attention::reviews(view, days),
        under_review: attention::under_review(view),
        drafts: attention::drafts(view),
        upcoming: attention::upcoming(view),
        citations: citations::citations(view),
        law_changes: citations::changes(view),
        to_confirm: attention::to_confirm(view),
        without_owner: attention::without_owner(view),
        partnerships: governance::governance(view),
    }
}

impl Report<'_> {
    /// The report with what version control knows of the drafts.
    pub fn add_history(&mut self, mut known: BTreeMap<VPath, History>) {
        for draft in &mut self.drafts {
            draft.git = VPath::new(draft.file).and_then(|file| known.remove(&file));
        }
    }
}

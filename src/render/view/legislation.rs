//! Legislation and guidance.

use super::ChapterLink;
use serde::Serialize;

/// A link to a provision in the page of legislation.
#[derive(Debug, Serialize)]
pub struct ProvisionLink {
    /// Its short citation.
    pub citation: String,
    /// Its plain name.
    pub title: String,
    /// `in-force`, `not-yet-in-force`, `repealed`, `superseded` or `unknown`, on the as-at date.
    pub status: &'static str,
    /// Its anchor in the page of legislation.
    pub anchor: String,
}

/// An Act, with those of its provisions that the register has.
#[derive(Debug, Serialize)]
pub struct ActView {
    /// The anchor of the Act: its own entry's, if it has one.
    pub anchor: String,
    /// Its name, with its year.
    pub title: String,
    /// Its own entry.
    pub entry: Option<ProvisionView>,
    /// Its provisions, in order.
    pub provisions: Vec<ProvisionView>,
}

/// A provision, Act or guidance.
#[derive(Debug, Serialize)]
pub struct ProvisionView {
    /// Its id, as cited.
    pub id: String,
    /// Its anchor.
    pub anchor: String,
    /// `act`, `provision`, `statutory-guidance` or `guidance`.
    pub kind: &'static str,
    /// Its plain name.
    pub title: String,
    /// What it is called where its Act is named above it, as in `section 47`.
    pub label: String,
    /// Its full citation.
    pub citation: String,
    /// Its short citation.
    pub short: Option<String>,
    /// Other names under which people write it.
    pub names: Vec<String>,
    /// Its official address.
    pub address: Option<String>,
    /// `in-force`, `not-yet-in-force`, `repealed`, `superseded` or `unknown`, on the as-at date.
    pub status: &'static str,
    /// Where it applies, as words of the theme.
    pub extent: Vec<&'static str>,
    /// What happened to it, and what is known to come, in order.
    pub events: Vec<EventView>,
    /// What it says in plain words on the as-at date, as HTML.
    pub statement: Option<String>,
    /// The first day for which those words are true.
    pub stated_since: Option<String>,
    /// When the entry was last checked.
    pub checked: Option<String>,
    /// What it was checked against.
    pub source: Option<String>,
    /// Whether something in it is still to be confirmed in a primary source.
    pub is_unverified: bool,
    /// The chapters that cite it.
    pub cited_by: Vec<ChapterLink>,
    /// The chapters that were checked against it.
    pub checked_against: Vec<ChapterLink>,
}

/// Something that happened to a provision, or will.
#[derive(Debug, Serialize)]
pub struct EventView {
    /// `enacted`, `in_force`, `amended`, `repealed` or `superseded`.
    pub kind: &'static str,
    /// The first day on which it has effect.
    pub on: String,
    /// Whether that is after the as-at date.
    pub is_to_come: bool,
    /// What made it.
    pub by: Option<ProvisionLink>,
    /// What it did.
    pub note: Option<String>,
}

/// What is known to come.
#[derive(Debug, Serialize)]
pub struct ComingView {
    /// What will change.
    pub provision: ProvisionLink,
    /// The change; none for what was passed and has no day yet.
    pub event: Option<EventView>,
}

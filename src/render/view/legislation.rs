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

/// A provision, Act or guidance.
#[derive(Debug, Serialize)]
pub struct ProvisionView {
    /// Its id, as cited.
    pub id: String,
    /// Its anchor.
    pub anchor: String,
    /// `act`, `provision` or `guidance`.
    pub kind: &'static str,
    /// Its plain name.
    pub title: String,
    /// Its full citation.
    pub citation: String,
    /// Its short citation.
    pub short: Option<String>,
    /// Its official address.
    pub address: Option<String>,
    /// `in-force`, `not-yet-in-force`, `repealed`, `superseded` or `unknown`, on the as-at date.
    pub status: &'static str,
    /// Where it applies, as words of the theme.
    pub extent: Vec<&'static str>,
    /// The first day on which it applies.
    pub in_force: Option<String>,
    /// The day on which it was passed.
    pub enacted: Option<String>,
    /// The changes made to it until the as-at date.
    pub amended: Vec<ChangeView>,
    /// Its repeal, past or known for the future.
    pub repealed: Option<ChangeView>,
    /// What stands in its place, or will.
    pub superseded: Option<ChangeView>,
    /// What it says in plain words on the as-at date, as HTML.
    pub statement: Option<String>,
    /// When the entry was last checked.
    pub checked: Option<String>,
    /// Whether something in it is still to be confirmed in a primary source.
    pub is_unverified: bool,
    /// The chapters that cite it.
    pub cited_by: Vec<ChapterLink>,
}

/// A change to a provision.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// The first day on which it has effect.
    pub on: String,
    /// What made it.
    pub by: Option<ProvisionLink>,
    /// What it did.
    pub note: Option<String>,
}

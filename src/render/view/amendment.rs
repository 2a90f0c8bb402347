//! Amendments.

use super::legislation::ProvisionLink;
use serde::Serialize;

/// A link to an amendment.
#[derive(Debug, Serialize)]
pub struct AmendmentLink {
    /// Its title.
    pub title: String,
    /// The day from which it is in force.
    pub in_force: String,
    /// The word for its significance.
    pub significance: &'static str,
    /// What it means for practitioners.
    pub summary: String,
    /// What led to it.
    pub because: Vec<ProvisionLink>,
    /// Who decided it, and when.
    pub approved_by: Option<String>,
    /// Its address.
    pub address: String,
}

/// An amendment in the list.
#[derive(Debug, Serialize)]
pub struct AmendmentView {
    /// Its id and anchor.
    pub id: String,
    /// Its address.
    pub address: String,
    /// The sections and the partnerships that it concerns, by their ids.
    pub sections: Vec<String>,
    /// The partnerships whose additions it concerns, by their ids.
    pub partnerships: Vec<String>,
    /// Its title.
    pub title: String,
    /// The day from which it is in force.
    pub in_force: String,
    /// The day on which it was published.
    pub published: String,
    /// Whether that day is still to come.
    pub is_upcoming: bool,
    /// The word for its significance.
    pub significance: &'static str,
    /// What it means for practitioners.
    pub summary: String,
    /// What led to it.
    pub because: Vec<ProvisionLink>,
    /// Who decided it, and when.
    pub approved_by: Option<String>,
    /// What it did, document by document.
    pub documents: Vec<AmendedDocument>,
}

/// What an amendment did to a document.
#[derive(Debug, Serialize)]
pub struct AmendedDocument {
    /// The chapter's number.
    pub number: Option<String>,
    /// The chapter's title.
    pub title: String,
    /// For a local addition, the partnership's name.
    pub partnership: Option<String>,
    /// Where the chapter is read as the amendment left it; none where there is no such page.
    pub address: Option<String>,
    /// Where the words are that changed.
    pub changes: Option<String>,
    /// The words that changed, as HTML; only in the amendment's own page and in feeds.
    pub marked: Option<String>,
    /// `version`, `reviewed` or `withdrawn`.
    pub action: &'static str,
    /// The number of the new version.
    pub version: Option<String>,
}

/// A list of amendments.
#[derive(Debug, Serialize)]
pub struct AmendmentsView {
    /// What they have in common, in words; none for the list of all.
    pub filter: Option<String>,
    /// Those that are still to come, next first.
    pub upcoming: Vec<AmendmentView>,
    /// The years, newest first.
    pub years: Vec<AmendmentYear>,
    /// By what the amendments can be listed.
    pub filters: Vec<FilterGroup>,
}

/// The amendments of a year.
#[derive(Debug, Serialize)]
pub struct AmendmentYear {
    /// The year.
    pub year: String,
    /// Its months, newest first.
    pub months: Vec<AmendmentMonth>,
}

/// The amendments of a month.
#[derive(Debug, Serialize)]
pub struct AmendmentMonth {
    /// The month, as `2026-06`: its anchor.
    pub id: String,
    /// The month in words.
    pub name: String,
    /// Its amendments, newest first.
    pub amendments: Vec<AmendmentView>,
}

/// The lists of one kind.
#[derive(Debug, Serialize)]
pub struct FilterGroup {
    /// `significance`, `section` or `partnership`.
    pub kind: &'static str,
    /// The lists.
    pub filters: Vec<FilterLink>,
}

/// A list of amendments that have something in common.
#[derive(Debug, Serialize)]
pub struct FilterLink {
    /// What they have in common, as data.
    pub value: String,
    /// The same in words.
    pub name: String,
    /// The list's address.
    pub address: String,
    /// How many they are.
    pub count: usize,
    /// Whether it is the list of this page.
    pub is_current: bool,
}

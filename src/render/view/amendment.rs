//! Amendments.

use super::legislation::ProvisionLink;
use serde::Serialize;

/// An amendment in the list.
#[derive(Debug, Serialize)]
pub struct AmendmentView {
    /// Its id and anchor.
    pub id: String,
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
    /// The chapter's address; none while it is not in force.
    pub address: Option<String>,
    /// `version`, `reviewed` or `withdrawn`.
    pub action: &'static str,
    /// The number of the new version.
    pub version: Option<String>,
}

/// The amendments of a year.
#[derive(Debug, Serialize)]
pub struct AmendmentYear {
    /// The year.
    pub year: String,
    /// Its amendments, newest first.
    pub amendments: Vec<AmendmentView>,
}

//! Contacts.

use super::ChapterLink;
use serde::Serialize;

/// A contact by its purpose, with the details of whoever answers.
#[derive(Debug, Serialize)]
pub struct ContactView {
    /// Its id, and its anchor in the page of contacts.
    pub id: String,
    /// `national`, `region` or `partnership`.
    pub scope: &'static str,
    /// When to turn to it.
    pub purpose: Option<String>,
    /// What it is called in general.
    pub name: String,
    /// Who answers: one entry for the nation or the region, or one for each partnership.
    pub details: Vec<ContactDetails>,
    /// The chapters that cite it; only in the page of contacts.
    pub cited_by: Vec<ChapterLink>,
}

/// How to reach someone.
#[derive(Debug, Serialize)]
pub struct ContactDetails {
    /// The partnership's id.
    pub partnership: Option<String>,
    /// The partnership's name.
    pub partnership_name: Option<String>,
    /// Who answers.
    pub name: String,
    /// A telephone number as people write it.
    pub telephone: Option<String>,
    /// The same as the address of a link: `tel:01632960101`.
    pub telephone_link: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A web address.
    pub web: Option<String>,
    /// When someone answers.
    pub hours: Option<String>,
    /// What to do at other times.
    pub out_of_hours: Option<String>,
    /// What else to know.
    pub notes: Option<String>,
    /// On the page of a past day, whether this is no longer right.
    pub is_past: bool,
    /// Who answers now, where this is no longer right.
    pub now: Option<Box<Self>>,
}

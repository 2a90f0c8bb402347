//! Views: exactly what a template may see. Serialisable twins of what the site knows, and nothing more.
//!
//! Addresses in views are from the site's root; templates put `root` before them.

pub mod amendment;
pub mod changes;
pub mod chapter;
pub mod contact;
pub mod dated;
pub mod feed;
pub mod frame;
pub mod legislation;
pub mod links;
pub mod partnership;
pub mod print;
pub mod search;
pub mod term;

use serde::Serialize;

/// A link to a chapter.
#[derive(Debug, Serialize)]
pub struct ChapterLink {
    /// The chapter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its one-sentence summary.
    pub summary: Option<String>,
    /// Its address.
    pub address: String,
}

/// The id of a register's entry in its page: `soa-2003/15A` is `soa-2003-15A`.
pub fn anchor(id: &str) -> String {
    id.replace('/', "-")
}

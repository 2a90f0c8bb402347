//! Terms of the glossary.

use super::ChapterLink;
use serde::Serialize;

/// A term of the glossary.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// Its id and anchor.
    pub id: String,
    /// Its first letter, in capitals, by which the glossary is parted.
    pub letter: String,
    /// The term.
    pub term: String,
    /// Its acronym.
    pub short: Option<String>,
    /// Other names that people use.
    pub aliases: Vec<String>,
    /// What it means, as HTML.
    pub definition: String,
    /// Where the definition comes from.
    pub source: Option<String>,
    /// The chapters that use it.
    pub cited_by: Vec<ChapterLink>,
}

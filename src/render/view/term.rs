//! Terms of the glossary.

use super::ChapterLink;
use serde::Serialize;

/// The terms that begin with one letter.
#[derive(Debug, Serialize)]
pub struct LetterView {
    /// The letter, in capitals.
    pub letter: String,
    /// The terms, in order.
    pub terms: Vec<TermView>,
}

/// A term of the glossary.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// Its id and anchor.
    pub id: String,
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

//! Terms of the glossary, and the words that the manual avoids.

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

/// Words that the manual avoids.
#[derive(Debug, Serialize)]
pub struct AvoidedView {
    /// The entry's id; with `avoid_` before it, its anchor.
    pub id: String,
    /// The words, each phrase in one form.
    pub phrases: Vec<String>,
    /// What to write instead.
    pub prefer: Vec<String>,
    /// The term of the glossary for what is meant: its id and its words.
    pub term: Option<(String, String)>,
    /// Why, as a sentence.
    pub why: String,
    /// What must stay explicit, as a sentence.
    pub keep_risk: Option<String>,
    /// Longer phrases of the law, which stay.
    pub statutory: Vec<String>,
    /// Whose advice it is; none if it is the manual's own.
    pub source: Option<String>,
}

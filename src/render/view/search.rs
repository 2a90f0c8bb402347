//! The page of the search.

use serde::Serialize;

/// The page of the search, or of one letter.
#[derive(Debug, Serialize)]
pub struct SearchView {
    /// The letter, if it is the page of one.
    pub letter: Option<String>,
    /// All letters.
    pub letters: Vec<LetterView>,
}

/// A letter.
#[derive(Debug, Serialize)]
pub struct LetterView {
    /// In capitals; `0-9` for all digits.
    pub letter: String,
    /// Its page, if each letter has one.
    pub address: Option<String>,
    /// What begins with it, if this page shows it.
    pub entries: Vec<EntryView>,
}

/// A name.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// As it is written.
    pub name: String,
    /// Where it leads.
    pub links: Vec<PlaceView>,
}

/// A place to which a name leads.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    /// Its address.
    pub address: String,
    /// What is said of it beside the name; empty if nothing.
    pub words: String,
}

//! House language: phrases that the register of terms advises against, and what to write instead.

use super::register::Dates;
use crate::finding::Level;
use crate::source::place::{Place, Spanned};

/// An entry of the language to avoid.
#[derive(Clone, Debug)]
pub struct Avoided {
    /// Its id.
    pub id: String,
    /// Where it stands in the register.
    pub place: Place,
    /// The phrases. There is at least one.
    pub phrases: Vec<Phrase>,
    /// What to write instead. It may be empty if there is [`Avoided::keep_risk`].
    pub prefer: Vec<String>,
    /// The id of the glossary's term for what is meant.
    pub term: Option<Spanned<String>>,
    /// Why, as a clause that can follow a colon.
    pub why: String,
    /// Whose advice it is; none if it is the manual's own.
    pub source: Option<String>,
    /// How grave it is.
    pub level: Level,
    /// The days on which the entry applies.
    pub dates: Dates,
    /// Where the phrases do no harm.
    pub except: Exceptions,
    /// What must stay explicit, as an imperative clause, so that a softer word hides no danger.
    pub keep_risk: Option<String>,
}

/// A phrase with its inflections.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Where it stands in the register.
    pub place: Place,
    /// It in each of its forms, the one to show first. There is at least one; each begins and ends with a letter
    /// or digit, with single spaces between its words.
    pub forms: Vec<String>,
}

impl Phrase {
    /// The form in which it is shown.
    pub fn shown(&self) -> &str {
        self.forms.first().map_or("", String::as_str)
    }
}

/// Where a phrase to avoid does no harm.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// Longer phrases in which it means something else, such as `contact form`.
    pub phrases: Vec<Phrase>,
    /// Longer phrases of the law, such as `placement order`, which readers are told of.
    pub statutory: Vec<Phrase>,
    /// The slugs of chapters that are about the words themselves.
    pub chapters: Vec<Spanned<String>>,
}

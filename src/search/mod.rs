//! Search: what a reader's browser needs to find a section of a chapter by its words.
//!
//! 1. [`mod@unit`] cuts an edition into what can be found: sections of chapters, local additions, and entries
//!    of the registers. Only the texts that the edition shows are in it.
//! 2. [`words`] says what a word is, `language` which words are forms of one, `vocabulary` what each stands for;
//!    [`index`] writes down where each stands.
//! 3. [`files`] writes all that in small scripts, of which a browser loads those that a question needs.
//!
//! What is the same in every site is written once, for all; a partnership's own texts and contacts, and the
//! region's contacts, are an index of their own beside it.

pub mod files;
pub mod index;
mod language;
pub mod unit;
mod vocabulary;
pub mod words;

use crate::manual::language::Phrase;
use crate::resolve::Edition;
use index::{Index, Names};
use unit::Book;

/// What is found, and its index.
#[derive(Debug)]
pub struct Search {
    /// What is found, in order.
    pub books: Vec<Book>,
    /// Its words.
    pub index: Index,
}

impl Search {
    /// What is the same in every site: the chapters and two of the registers.
    pub fn shared(edition: &Edition<'_>) -> Self {
        Self::of(edition, unit::shared(edition))
    }

    /// What is found in the site of the edition's partnership only, or in the region's only.
    pub fn own(edition: &Edition<'_>) -> Self {
        Self::of(edition, unit::own(edition))
    }

    fn of(edition: &Edition<'_>, books: Vec<Book>) -> Self {
        let registered = edition.manual.registers.terms.values();
        let terms = registered.filter(|term| term.dates.include(edition.date));
        let names: Vec<Names<'_>> = terms
            .map(|term| Names {
                id: &term.id,
                proper: std::iter::once(&term.term)
                    .chain(&term.short)
                    .map(String::as_str)
                    .collect(),
                other: term
                    .aliases
                    .iter()
                    .map(String::as_str)
                    .chain(avoided(edition, &term.id))
                    .collect(),
            })
            .collect();
        let index = Index::of(&books, &names, &edition.manual.settings.language.value);
        Self { books, index }
    }
}

/// The words to avoid for a term: people type them, and find the better ones.
fn avoided<'m>(edition: &Edition<'m>, term: &str) -> impl Iterator<Item = &'m str> {
    let date = edition.date;
    let applying = edition.manual.registers.avoided.iter().filter(move |avoided| {
        avoided.dates.include(date) && avoided.term.as_ref().is_some_and(|own| own.value == term)
    });
    applying.flat_map(|avoided| &avoided.phrases).map(Phrase::shown)
}

//! From A to Z: the chapters, their headings and keywords, and the terms of the glossary, with every name by
//! which they are asked for.

use super::address::{LOCAL, LOCAL_ADDITION};
use super::page::Kind;
use crate::manual::id::Slug;
use crate::prose::{Prose, headings, text};
use crate::resolve::Edition;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// More places than this are not listed on one page, but on one for each letter.
const MOST_ON_A_PAGE: usize = 1500;

/// Names by their letters, each with the places to which it leads.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Letters(pub BTreeMap<String, BTreeMap<String, Entry>>);

/// A name, and the places to which it leads.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// As it is written.
    pub name: String,
    /// Where it leads.
    pub places: Vec<Place>,
}

/// A place to which a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page.
    pub page: Kind,
    /// The id on the page; empty for its top.
    pub anchor: String,
    /// What it is called there, if that is another name, or of which chapter it is a part.
    pub within: Within,
}

/// What is said of a place beside the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// The name says it all: the number of a chapter.
    Chapter(String),
    /// It is a part of a chapter, by its number and title.
    Part(String),
    /// The better name.
    See(String),
    /// Nothing.
    Alone,
}

impl Letters {
    /// What is asked for in an edition, by letters.
    pub fn of(edition: &Edition<'_>) -> Self {
        let mut letters = Self::default();
        for chapter in edition.in_reading_order() {
            let (slug, number) = (&chapter.chapter.slug, chapter.number.to_string());
            let title = &chapter.text.title.value;
            let label = format!("{number} {title}");
            let place = |anchor: &str, within| Place {
                page: Kind::Chapter(Slug::clone(slug)),
                anchor: anchor.to_owned(),
                within,
            };
            letters.add(title, place("", Within::Chapter(number)));
            let administration = &chapter.chapter.administration;
            let aliases = administration.aliases.iter().map(|a| a.value.as_str().replace('-', " "));
            for name in aliases.chain(administration.keywords.iter().cloned()) {
                letters.add(&name, place("", Within::See(label.clone())));
            }
            letters.add_headings(&chapter.text.prose, &mut |id| {
                place(id, Within::Part(label.clone()))
            });
            if let Some(addition) = edition.own_addition(chapter.chapter) {
                letters.add(
                    &addition.text.title.value,
                    place(LOCAL_ADDITION, Within::Part(label.clone())),
                );
                letters.add_headings(&addition.text.prose, &mut |id| {
                    place(&format!("{LOCAL}{id}"), Within::Part(label.clone()))
                });
            }
        }
        for term in edition.manual.registers.terms.values() {
            if !term.dates.include(edition.date) {
                continue;
            }
            let place = |within| Place { page: Kind::Glossary, anchor: term.id.clone(), within };
            letters.add(&term.term, place(Within::Alone));
            for name in term.short.iter().chain(&term.aliases) {
                letters.add(name, place(Within::See(term.term.clone())));
            }
        }
        letters
    }

    fn add_headings(&mut self, prose: &Prose, place: &mut dyn FnMut(&str) -> Place) {
        for heading in headings::outline(prose) {
            self.add(&text::inlines(heading.content), place(heading.id));
        }
    }

    fn add(&mut self, name: &str, place: Place) {
        let key: String = name.nfd().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let key = key.trim().to_lowercase();
        let letter = match key.chars().next() {
            Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
            Some(_) => "0-9".to_owned(),
            None => return,
        };
        let entry = self.0.entry(letter).or_default().entry(key).or_default();
        if entry.name.is_empty() || entry.name.chars().next().is_some_and(char::is_lowercase) {
            name.clone_into(&mut entry.name);
        }
        // What is on one page is added in one go.
        let mut on_page = entry.places.iter().rev().take_while(|known| known.page == place.page);
        if !on_page.any(|known| known.anchor == place.anchor) {
            entry.places.push(place);
        }
    }

    /// Whether each letter has a page of its own.
    pub fn are_apart(&self) -> bool {
        let entries = self.0.values().flat_map(BTreeMap::values);
        entries.map(|entry| entry.places.len()).sum::<usize>() > MOST_ON_A_PAGE
    }

    /// The page of a letter, where each has its own.
    pub fn page(letter: &str) -> Kind {
        Kind::SearchLetter(letter.to_lowercase())
    }
}

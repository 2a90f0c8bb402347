//! The page of the search: the form, and everything from A to Z for those who cannot use it.

use super::PageMaker;
use super::head::Head;
use crate::finding::Finding;
use crate::render::view::search::PlaceView;
use crate::render::view::search::{EntryView, LetterView, SearchView};
use crate::site::letters::{Entry, Letters, Place, Within};
use std::collections::BTreeMap;

impl PageMaker<'_, '_> {
    /// The page of the search, or of one letter.
    pub(super) fn search(&self, letter: Option<&str>) -> Result<String, Finding> {
        let none = Letters::default();
        let letters = self.renderer.site.letters(self.edition.partnership).unwrap_or(&none);
        let are_apart = letters.are_apart();
        let view = |(name, entries): (&String, &BTreeMap<String, Entry>)| {
            let is_shown = !are_apart || letter == Some(name.to_lowercase().as_str());
            LetterView {
                letter: name.clone(),
                address: are_apart.then(|| self.page_address(&Letters::page(name))),
                entries: if is_shown {
                    entries.values().map(|entry| self.entry(entry)).collect()
                } else {
                    Vec::new()
                },
            }
        };
        let words = &self.renderer.theme.words;
        let shown = letters.0.keys().find(|name| letter == Some(name.to_lowercase().as_str()));
        let title = match shown {
            Some(letter) => words.fill("title_search_letter", &[("letter", letter)]),
            None => words.say("title_search"),
        };
        let view =
            SearchView { letter: shown.cloned(), letters: letters.0.iter().map(view).collect() };
        self.html("search", Head::titled(title), &view)
    }

    fn entry(&self, entry: &Entry) -> EntryView {
        let is_one = entry.places.len() == 1;
        let link = |place: &Place| {
            let address = self.page_address(&place.page);
            let see = |name: &str| self.renderer.theme.words.fill("find_see", &[("name", name)]);
            PlaceView {
                address: if place.anchor.is_empty() {
                    address
                } else {
                    format!("{address}#{}", place.anchor)
                },
                words: match &place.within {
                    Within::Chapter(number) if is_one => number.clone(),
                    Within::Chapter(number) => format!("{number} {}", entry.name),
                    Within::Part(label) => label.clone(),
                    Within::See(name) if is_one => see(name),
                    Within::See(name) => name.clone(),
                    Within::Alone if is_one => String::new(),
                    Within::Alone => self.renderer.theme.words.say("title_glossary"),
                },
            }
        };
        EntryView { name: entry.name.clone(), links: entry.places.iter().map(link).collect() }
    }
}

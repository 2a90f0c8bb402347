//! The pages of the registers of terms and contacts.

use super::PageMaker;
use crate::manual::id::Slug;
use crate::manual::register::Term;
use crate::prose::Target;
use crate::render::view::ChapterLink;
use crate::render::view::contact::ContactView;
use crate::render::view::term::{LetterView, TermView};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
pub(super) struct Glossary {
    letters: Vec<LetterView>,
}

#[derive(Serialize)]
pub(super) struct Contacts {
    contacts: Vec<ContactView>,
}

impl PageMaker<'_, '_> {
    pub(super) fn cited_by(&self, entry: &Target) -> Vec<ChapterLink> {
        self.chapter_links(self.renderer.site.links.to_entry(entry).map(Slug::as_str))
    }

    pub(super) fn glossary(&self) -> Glossary {
        let edition = &self.edition;
        let mut terms: Vec<&Term> = edition.manual.registers.terms.values().collect();
        terms.retain(|term| term.dates.include(edition.date));
        terms.sort_by_key(|term| (term.term.to_lowercase(), &term.id));
        let view = |term: &Term| TermView {
            id: term.id.clone(),
            term: term.term.clone(),
            short: term.short.clone(),
            aliases: term.aliases.clone(),
            definition: self.passage(&term.definition.prose),
            source: term.source.clone(),
            cited_by: self.cited_by(&Target::Term(term.id.clone())),
        };
        let mut letters: Vec<LetterView> = Vec::new();
        for term in terms {
            let letter: String = term.term.chars().take(1).flat_map(char::to_uppercase).collect();
            match letters.last_mut().filter(|last| last.letter == letter) {
                Some(last) => last.terms.push(view(term)),
                None => letters.push(LetterView { letter, terms: vec![view(term)] }),
            }
        }
        Glossary { letters }
    }

    pub(super) fn contacts(&self) -> Contacts {
        let register = &self.edition.manual.registers.contacts;
        let mut seen = BTreeSet::new();
        let mut contacts: Vec<_> =
            register.iter().filter(|contact| seen.insert(contact.id.as_str())).collect();
        contacts.sort_by_key(|contact| contact.scope);
        let view = |id: &str| self.contact(id, self.cited_by(&Target::Contact(id.to_owned())));
        Contacts { contacts: contacts.iter().filter_map(|contact| view(&contact.id)).collect() }
    }
}

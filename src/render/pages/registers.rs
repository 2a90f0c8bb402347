//! The pages of the registers of terms and contacts.

use super::PageMaker;
use crate::manual::id::Slug;
use crate::manual::language::{Avoided, Phrase};
use crate::manual::register::Term;
use crate::prose::Target;
use crate::render::view::ChapterLink;
use crate::render::view::contact::ContactView;
use crate::render::view::term::{AvoidedView, LetterView, TermView};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
pub(super) struct Glossary {
    letters: Vec<LetterView>,
    avoided: Vec<AvoidedView>,
}

#[derive(Serialize)]
pub(super) struct Contacts {
    contacts: Vec<ContactView>,
}

impl PageMaker<'_, '_> {
    pub(super) fn cited_by(&self, entry: &Target) -> Vec<ChapterLink> {
        self.chapter_links(self.renderer.site.links().to_entry(entry).map(Slug::as_str))
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
        Glossary { letters, avoided: self.avoided() }
    }

    fn avoided(&self) -> Vec<AvoidedView> {
        let (registers, date) = (&self.edition.manual.registers, self.edition.date);
        let mut entries: Vec<&Avoided> =
            registers.avoided.iter().filter(|entry| entry.dates.include(date)).collect();
        entries.sort_by_key(|entry| {
            (entry.phrases.first().map(|phrase| phrase.shown().to_lowercase()), &entry.id)
        });
        let shown = |phrases: &[Phrase]| {
            phrases.iter().map(|phrase| phrase.shown().to_owned()).collect::<Vec<_>>()
        };
        let view = |entry: &Avoided| {
            let term = entry.term.as_ref().and_then(|id| registers.terms.get(&id.value));
            let term = term.filter(|term| term.dates.include(date));
            AvoidedView {
                id: entry.id.clone(),
                phrases: shown(&entry.phrases),
                prefer: entry.prefer.clone(),
                term: term.map(|term| (term.id.clone(), term.term.clone())),
                why: sentence(&entry.why),
                keep_risk: entry.keep_risk.as_deref().map(sentence),
                statutory: shown(&entry.except.statutory),
                source: entry.source.clone(),
            }
        };
        entries.into_iter().map(view).collect()
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

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

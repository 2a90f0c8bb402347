//! The pages of the registers: legislation, glossary, contacts.

use super::PageMaker;
use crate::manual::id::Slug;
use crate::manual::register::{Change, Provision, Term};
use crate::prose::Target;
use crate::render::view;
use crate::render::view::ChapterLink;
use crate::render::view::contact::ContactView;
use crate::render::view::legislation::{ChangeView, ProvisionView};
use crate::render::view::term::{LetterView, TermView};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
pub(super) struct Legislation {
    entries: Vec<ProvisionView>,
}

#[derive(Serialize)]
pub(super) struct Glossary {
    letters: Vec<LetterView>,
}

#[derive(Serialize)]
pub(super) struct Contacts {
    contacts: Vec<ContactView>,
}

impl PageMaker<'_, '_> {
    fn cited_by(&self, entry: &Target) -> Vec<ChapterLink> {
        self.chapter_links(self.renderer.site.links.to_entry(entry).map(Slug::as_str))
    }

    pub(super) fn legislation(&self) -> Legislation {
        let register = &self.edition.manual.registers.legislation;
        let mut entries: Vec<&Provision> = register.values().collect();
        entries.sort_by(|a, b| {
            (a.kind, citation_order(&a.citation)).cmp(&(b.kind, citation_order(&b.citation)))
        });
        Legislation { entries: entries.into_iter().map(|entry| self.provision(entry)).collect() }
    }

    fn provision(&self, entry: &Provision) -> ProvisionView {
        let date = self.edition.date;
        let statement = entry.statement_on(date);
        let past = entry.amended.iter().filter(|change| change.on <= date);
        ProvisionView {
            id: entry.id.clone(),
            anchor: view::anchor(&entry.id),
            kind: entry.kind.as_str(),
            title: entry.title.clone(),
            citation: entry.citation.clone(),
            short: entry.short.clone(),
            address: entry.address.clone(),
            status: entry.status_on(date).as_str(),
            extent: entry.extent.iter().map(|nation| nation.as_str()).collect(),
            in_force: entry.in_force.map(|date| date.to_string()),
            enacted: entry.enacted.map(|date| date.to_string()),
            amended: past.map(|change| self.change(change)).collect(),
            repealed: entry.repealed.as_ref().map(|change| self.change(change)),
            superseded: entry.superseded.as_ref().map(|change| self.change(change)),
            statement: statement.map(|statement| self.passage(&statement.text.prose)),
            checked: entry.checked.as_ref().map(|date| date.value.to_string()),
            is_unverified: entry.unverified,
            cited_by: self.cited_by(&Target::Law(entry.id.clone())),
        }
    }

    fn change(&self, change: &Change) -> ChangeView {
        let by = change.by.iter().map(|by| by.value.as_str());
        ChangeView {
            on: change.on.to_string(),
            by: self.provision_links(by).pop(),
            note: change.note.clone(),
        }
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

/// Citations in the order of people: runs of digits count as numbers, so that section 5 is before section 15.
fn citation_order(citation: &str) -> Vec<(u64, String)> {
    let mut order: Vec<(u64, String)> = Vec::new();
    let mut words = String::new();
    let mut number: Option<u64> = None;
    for c in citation.chars() {
        if let Some(digit) = c.to_digit(10) {
            if number.is_none() {
                order.push((0, std::mem::take(&mut words)));
            }
            let before = number.unwrap_or_default();
            number = Some(before.saturating_mul(10).saturating_add(u64::from(digit)));
        } else {
            order.extend(number.take().map(|number| (number, String::new())));
            words.extend(c.to_lowercase());
        }
    }
    order.extend(number.map(|number| (number, String::new())));
    order.push((0, words));
    order
}

#[cfg(test)]
mod tests {
    use super::citation_order;

    #[test]
    fn section_5_comes_before_section_15() {
        let mut citations =
            ["Act 2003, section 15A", "Act 2003, section 5", "Act 2003, section 15"];
        citations.sort_by_key(|citation| citation_order(citation));
        assert_eq!(
            citations,
            ["Act 2003, section 5", "Act 2003, section 15", "Act 2003, section 15A"]
        );
    }
}

//! What stands at the end of a print: whom its texts name, and what they cite.

use super::Printer;
use super::node::{Answering, Card, CardFact, Citation};
use super::setter::{contact_anchor, law_anchor, web_address};
use crate::manual::register::Contact;
use crate::render::filler::telephone_link;
use crate::resolve::worded::Phrases as _;
use crate::resolve::{Edition, EditionContact};

impl<'m> Printer<'_, 'm> {
    /// Cards of contacts, in the order in which they are named.
    pub(super) fn cards(&self, edition: Edition<'m>, ids: &[String]) -> Vec<Card> {
        ids.iter().filter_map(|id| self.card(edition, id)).collect()
    }

    fn card(&self, edition: Edition<'m>, id: &str) -> Option<Card> {
        let register = &edition.manual.registers.contacts;
        let general = register.iter().find(|contact| contact.id == id)?;
        let found = edition.contacts(id);
        let name = match found.as_slice() {
            [] => return None,
            [only] => only.contact.name.clone(),
            _ => general.name.clone(),
        };
        let who = found.iter().map(|contact| {
            let own = Some(who(edition, contact)).filter(|own| *own != name);
            Answering { name: own, facts: self.ways(contact.contact) }
        });
        let purpose = found.first().and_then(|contact| contact.purpose).map(str::to_owned);
        let purpose = purpose.or_else(|| general.purpose.clone());
        Some(Card { anchor: contact_anchor(id), who: who.collect(), purpose, name })
    }

    fn ways(&self, contact: &Contact) -> Vec<CardFact> {
        let words = &self.theme.words;
        let fact = |label: &str, value: &Option<String>, to: &dyn Fn(&str) -> Option<String>| {
            value.as_ref().map(|value| CardFact {
                label: words.say(label),
                value: value.clone(),
                to: to(value).map(|to| web_address(&to)),
            })
        };
        let nowhere = |_: &str| None;
        let facts = [
            fact("print_telephone", &contact.telephone, &|number| Some(telephone_link(number))),
            fact("print_email", &contact.email, &|address| Some(format!("mailto:{address}"))),
            fact("print_web", &contact.web, &|address| Some(address.to_owned())),
            fact("print_hours", &contact.hours, &nowhere),
            fact("out_of_hours", &contact.out_of_hours, &nowhere),
            fact("print_notes", &contact.notes, &nowhere),
        ];
        facts.into_iter().flatten().collect()
    }

    /// What is cited, in the order in which it is.
    pub(super) fn citations(&self, edition: Edition<'m>, ids: &[String]) -> Vec<Citation> {
        let words = &self.theme.words;
        let legislation = &edition.manual.registers.legislation;
        let found = ids.iter().filter_map(|id| legislation.get(id));
        found
            .map(|provision| Citation {
                anchor: law_anchor(&provision.id),
                citation: provision.citation.clone(),
                status: words.within(edition.manual).status(provision, edition.date),
                address: provision.address.as_deref().map(web_address),
            })
            .collect()
    }
}

/// Who answers: the partnership, where there are several, and the name.
fn who(edition: Edition<'_>, contact: &EditionContact<'_>) -> String {
    let name = &contact.contact.name;
    let own = contact.partnership.filter(|_| edition.partnership.is_none());
    match own.and_then(|id| edition.manual.partnerships.get(id)) {
        Some(own) => format!("{}: {name}", own.name.value),
        None => name.clone(),
    }
}

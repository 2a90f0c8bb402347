//! The page of links to other hosts: for whoever looks after the manual.

use super::PageMaker;
use crate::render::view::anchor;
use crate::render::view::links::{EntryLink, HostView, LinkView, Links};
use crate::site::external::{self, User, host};
use crate::site::page::Kind;
use std::collections::{BTreeMap, BTreeSet};

impl PageMaker<'_, '_> {
    pub(super) fn links(&self) -> Links {
        let uses = external::shown(&self.edition);
        let mut hosts: BTreeMap<String, BTreeMap<&str, BTreeSet<User<'_>>>> = BTreeMap::new();
        for used in &uses {
            let links = hosts.entry(host(used.address)).or_default();
            links.entry(used.address).or_default().insert(used.user);
        }
        let host = |(host, links): (String, BTreeMap<&str, BTreeSet<User<'_>>>)| HostView {
            host,
            links: links.into_iter().map(|(address, users)| self.link(address, &users)).collect(),
        };
        Links {
            count: hosts.values().map(BTreeMap::len).sum(),
            hosts: hosts.into_iter().map(host).collect(),
        }
    }

    fn link(&self, address: &str, users: &BTreeSet<User<'_>>) -> LinkView {
        let chapters = users.iter().filter_map(|user| match user {
            User::Chapter(slug) => Some(slug.as_str()),
            _ => None,
        });
        LinkView {
            address: address.to_owned(),
            chapters: self.chapter_links(chapters),
            entries: users.iter().filter_map(|user| self.entry_link(*user)).collect(),
            is_on_every_page: users.contains(&User::Manual),
        }
    }

    /// The entry of a register that leads to an address, if it stands in the register's page today.
    fn entry_link(&self, user: User<'_>) -> Option<EntryLink> {
        let registers = &self.edition.manual.registers;
        let (kind, title, id) = match user {
            User::Law(id) => (Kind::Legislation, &registers.legislation.get(id)?.title, anchor(id)),
            User::Term(id) => {
                let term = registers.terms.get(id)?;
                if !term.dates.include(self.edition.date) {
                    return None;
                }
                (Kind::Glossary, &term.term, id.to_owned())
            }
            User::Contact(id) => {
                let contact = registers.contacts.iter().find(|contact| contact.id == id)?;
                (Kind::Contacts, &contact.name, id.to_owned())
            }
            User::Chapter(_) | User::Manual => return None,
        };
        Some(EntryLink {
            title: title.clone(),
            address: format!("{}#{id}", self.page_address(&kind)),
        })
    }
}

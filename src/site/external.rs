//! The addresses on other hosts to which a manual leads: each, and where it is used.

use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::manual::register::Contact;
use crate::prose::{Destination, InlineKind, Passage, Prose, walk};
use crate::resolve::Edition;
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use std::collections::BTreeSet;

/// One use of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use<'m> {
    /// The address, as written.
    pub address: &'m str,
    /// What uses it.
    pub user: User<'m>,
    /// Where it is written.
    pub place: Place,
}

/// What uses an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum User<'m> {
    /// The text of a chapter, an addition to it, or one of its notices.
    Chapter(&'m Slug),
    /// An entry of the legislation register.
    Law(&'m str),
    /// An entry of the glossary.
    Term(&'m str),
    /// A contact.
    Contact(&'m str),
    /// A notice on every page.
    Manual,
}

/// Whether an address can be asked for: `mailto:` and `tel:` cannot.
pub fn is_on_the_web(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|s| s.eq_ignore_ascii_case("https") || s.eq_ignore_ascii_case("http"))
}

/// The host of an address, with its port, in lower case.
pub fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}

/// What the readers of an edition are led to: by the texts that it shows, in order.
pub fn shown<'m>(edition: &Edition<'m>) -> BTreeSet<Use<'m>> {
    let mut uses = Uses(BTreeSet::new());
    for chapter in edition.chapters() {
        let user = User::Chapter(&chapter.chapter.slug);
        uses.prose(&chapter.text.prose, chapter.file, user);
        let own = edition.own_addition(chapter.chapter);
        let all = edition.additions(chapter.chapter).filter(|_| edition.partnership.is_none());
        for addition in own.into_iter().chain(all) {
            uses.prose(&addition.text.prose, addition.file, user);
        }
        uses.notices(chapter.chapter);
    }
    uses.registers(edition.manual);
    uses.0
}

/// Every address that can still be mended: those of working texts and registers, and of texts in force
/// whose working text leads there no more.
pub fn used<'m>(public: &Edition<'m>) -> BTreeSet<Use<'m>> {
    let manual = public.manual;
    let mut uses = Uses(BTreeSet::new());
    let mut working = BTreeSet::new();
    for chapter in manual.chapters.values() {
        let user = User::Chapter(&chapter.slug);
        for document in std::iter::once(&chapter.regional).chain(chapter.additions.values()) {
            uses.prose(&document.working.prose, &document.file, user);
            working.extend(addresses(document).map(|address| (&document.id, address)));
        }
        uses.notices(chapter);
    }
    for chapter in public.chapters() {
        let mut in_force = Uses(BTreeSet::new());
        let user = User::Chapter(&chapter.chapter.slug);
        in_force.prose(&chapter.text.prose, chapter.file, user);
        let id = &chapter.chapter.regional.id;
        in_force.0.retain(|use_| !working.contains(&(id, use_.address)));
        uses.0.append(&mut in_force.0);
        for addition in public.additions(chapter.chapter) {
            in_force.prose(&addition.text.prose, addition.file, user);
            let id = &addition.document.id;
            in_force.0.retain(|use_| !working.contains(&(id, use_.address)));
            uses.0.append(&mut in_force.0);
        }
    }
    uses.registers(manual);
    uses.0
}

fn addresses(document: &Document) -> impl Iterator<Item = &str> {
    in_prose(&document.working.prose).map(|(address, _)| address)
}

/// The addresses on the web in a text, with where they stand in it.
fn in_prose(prose: &Prose) -> impl Iterator<Item = (&str, Span)> {
    walk::inlines(prose).filter_map(|inline| {
        let destination = match &inline.kind {
            InlineKind::Link(link) => &link.destination,
            InlineKind::Image(image) => &image.destination,
            _ => return None,
        };
        match destination {
            Destination::Web(address) if is_on_the_web(address) => Some((&**address, inline.span)),
            _ => None,
        }
    })
}

struct Uses<'m>(BTreeSet<Use<'m>>);

impl<'m> Uses<'m> {
    fn prose(&mut self, prose: &'m Prose, file: &VPath, user: User<'m>) {
        self.0.extend(in_prose(prose).map(|(address, span)| Use {
            address,
            user,
            place: Place::new(file, span),
        }));
    }

    /// A text in a YAML value is reported as a whole.
    fn passage(&mut self, passage: &'m Passage, user: User<'m>) {
        let place = &passage.place;
        let found = in_prose(&passage.prose);
        self.0.extend(found.map(|(address, _)| Use { address, user, place: place.clone() }));
    }

    fn entry(&mut self, address: Option<&'m String>, place: &Place, user: User<'m>) {
        if let Some(address) = address.filter(|address| is_on_the_web(address)) {
            self.0.insert(Use { address, user, place: place.clone() });
        }
    }

    fn notices(&mut self, chapter: &'m Chapter) {
        for notice in &chapter.administration.notices {
            self.passage(&notice.text, User::Chapter(&chapter.slug));
        }
    }

    fn registers(&mut self, manual: &'m Manual) {
        for provision in manual.registers.legislation.values() {
            let user = User::Law(&provision.id);
            self.entry(provision.address.as_ref(), &provision.place, user);
            provision.statements.iter().for_each(|statement| self.passage(&statement.text, user));
        }
        for term in manual.registers.terms.values() {
            self.passage(&term.definition, User::Term(&term.id));
        }
        let partnerships = manual.partnerships.values().flat_map(|own| &own.contacts);
        let contacts: Vec<&'m Contact> =
            manual.registers.contacts.iter().chain(partnerships).collect();
        for contact in contacts {
            self.entry(contact.web.as_ref(), &contact.place, User::Contact(&contact.id));
        }
        for notice in &manual.settings.notices {
            self.passage(&notice.text, User::Manual);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{host, is_on_the_web};

    #[test]
    fn hosts_are_told_from_addresses() {
        for (address, expected) in [
            ("https://A.example.org/x?y", "a.example.org"),
            ("http://a.example.org:8080#x", "a.example.org:8080"),
            ("https://me:secret@a.example.org", "a.example.org"),
            ("https://[::1]:80/", "[::1]:80"),
        ] {
            assert_eq!(host(address), expected);
        }
    }

    #[test]
    fn mail_and_telephones_are_not_on_the_web() {
        assert!(is_on_the_web("HTTPS://a.b"));
        assert!(!is_on_the_web("mailto:a@b.c") && !is_on_the_web("tel:+44") && !is_on_the_web("x"));
    }
}

//! Where links lead: to an anchor of this print, else to the address at which the site is published, else nowhere.

use super::{Setter, Standing, add};
use crate::manual::id::Slug;
use crate::manual::register::Provision;
use crate::pdf::node::text::{Block, Piece, Run};
use crate::prose::{Prose, Reference, Target, headings, text};
use crate::render::filler::telephone_link;
use crate::render::view::anchor;
use crate::resolve::EditionContact;
use crate::resolve::bind::Bound;
use crate::site::address::{Address, LOCAL};
use crate::site::page::Kind;
use crate::source::path::VPath;

/// An address longer than this is not made a link: Typst refuses it at some length.
const MAX_ADDRESS: usize = 2000;

impl<'m, 'p> Setter<'_, 'm, 'p> {
    /// Words as a link, if it leads anywhere. On paper an address on the web is found by its number at the
    /// end of the print.
    pub(super) fn linked(&mut self, to: Option<String>, body: Vec<Run>) -> Vec<Run> {
        let to = to.map(|to| web_address(&to)).filter(|to| is_usable(to));
        match to {
            Some(to) if has_words(&body) => {
                let number = self.number_of(&to, &body);
                let mut set = self.wrapped(body, |body| Piece::Link { to, body });
                set.extend(number.map(|number| {
                    let body = vec![Run::text(format!("[{number}]"))];
                    Run::Piece(Piece::Styled { style: "super", body })
                }));
                set
            }
            _ => body,
        }
    }

    /// The number of an address in the list at the end; none where the words are the address. A heading
    /// stands in the list of contents too, and has none.
    fn number_of(&mut self, to: &str, body: &[Run]) -> Option<usize> {
        let is_web = to.starts_with("https://") || to.starts_with("http://");
        let is_said = matches!(body, [Run::Text(words)] if is_same_address(words, to));
        if !is_web || is_said || self.is_heading {
            return None;
        }
        add(&mut self.shelf.links, to);
        self.shelf.links.iter().position(|known| known == to).map(|at| at + 1)
    }

    pub(super) fn reference(&mut self, reference: &'p Reference, is_first: bool) -> Vec<Run> {
        let own = match &reference.target {
            Target::Here(heading) => self.own_heading(heading),
            _ => None,
        };
        let words = self.deeper_inlines(&reference.words);
        if own.is_some() {
            let name = text::target_name(&reference.target);
            return self.linked(own, if words.is_empty() { vec![Run::text(name)] } else { words });
        }
        let Ok(bound) = self.edition.bind(self.slug(), &reference.target) else {
            let name = text::target_name(&reference.target);
            return if words.is_empty() { vec![Run::text(name)] } else { words };
        };
        let words =
            if words.is_empty() { vec![Run::text(bound.words_in_text(is_first))] } else { words };
        match &bound {
            Bound::Contact { general, answering } => self.contact(&general.id, answering, words),
            Bound::Provision(provision) => self.provision_link(provision, words),
            _ => {
                let mut set = self.linked(self.bound_address(&bound), words);
                if matches!(bound, Bound::Withdrawn(_)) && !self.standing.is_worded {
                    set.push(Run::text(format!(" ({})", self.say("not_in_force"))));
                }
                set
            }
        }
    }

    /// A provision leads to its citation at the end of the print.
    pub(super) fn provision_link(&mut self, provision: &Provision, words: Vec<Run>) -> Vec<Run> {
        add(&mut self.shelf.provisions, &provision.id);
        self.linked(Some(format!("#{}", law_anchor(&provision.id))), words)
    }

    /// A contact leads to its card at the end of the print; its number follows where all have the same.
    fn contact(&mut self, id: &str, answering: &[EditionContact<'m>], words: Vec<Run>) -> Vec<Run> {
        if answering.is_empty() {
            return words;
        }
        add(&mut self.shelf.contacts, id);
        let mut set = self.linked(Some(format!("#{}", contact_anchor(id))), words);
        let wide = EditionContact::for_all(answering, &self.edition);
        let telephone = wide.and_then(|found| found.contact.telephone.as_deref());
        if let Some(telephone) = telephone.filter(|_| !self.standing.is_worded) {
            set.push(Run::text(" ("));
            let to = Some(telephone_link(telephone));
            // A number that is cut at the end of a line is misread.
            let number = telephone.replace(' ', "\u{a0}");
            set.extend(self.linked(to, vec![Run::text(number)]));
            set.push(Run::text(")"));
        }
        set
    }

    /// Where a path in a Markdown link leads.
    pub(super) fn path(&self, path: &str) -> Option<String> {
        let own = path.strip_prefix('#').and_then(|heading| self.own_heading(heading));
        own.or_else(|| self.bound_address(&self.bound_path(path)?))
    }

    /// The picture that a path means.
    pub(super) fn attachment(&self, path: &str) -> Option<&'m VPath> {
        match self.bound_path(path)? {
            Bound::Attachment(file) => Some(file),
            _ => None,
        }
    }

    fn bound_path(&self, path: &str) -> Option<Bound<'m>> {
        let document = self.document?;
        self.edition.bind_path(self.slug(), &document.file.folder()?, path).ok()
    }

    /// The anchor of a heading of a local addition's own text.
    fn own_heading(&self, heading: &str) -> Option<String> {
        let document = self.document.filter(|_| self.standing.is_local)?;
        let texts = document.versions.values().map(|version| &version.text);
        let mut outlines =
            texts.chain([&document.working]).map(|text| headings::outline(&text.prose));
        let is_own = outlines.any(|outline| outline.iter().any(|entry| entry.id == heading));
        let label = || self.shelf.anchor(&document.id.chapter, Some(&format!("{LOCAL}{heading}")));
        is_own.then(|| format!("#{}", label()))
    }

    fn bound_address(&self, bound: &Bound<'m>) -> Option<String> {
        match bound {
            Bound::Chapter { chapter, heading } => {
                let (slug, id) = (&chapter.chapter.slug, heading.as_ref().map(|entry| entry.id));
                if self.shelf.chapters.contains(slug) {
                    return Some(self.anchor_in_print(slug, id));
                }
                let page = self.printer.site.page_of(&self.edition, chapter.chapter);
                self.printer.address(&page.address(), id)
            }
            Bound::Withdrawn(withdrawn) => {
                let page = self.printer.site.page_of(&self.edition, withdrawn.chapter);
                self.printer.address(&page.address(), None)
            }
            Bound::Provision(provision) => {
                self.located(Kind::Legislation, Some(&anchor(&provision.id)))
            }
            Bound::Term(term) => self.located(Kind::Glossary, Some(&term.id)),
            Bound::Contact { .. } => None,
            Bound::Attachment(file) => self.printer.address(&Address::attachment(file), None),
        }
    }

    fn anchor_in_print(&self, slug: &Slug, heading: Option<&str>) -> String {
        format!("#{}", self.shelf.anchor(slug, heading))
    }

    fn located(&self, kind: Kind, fragment: Option<&str>) -> Option<String> {
        let page = self.printer.site.located(self.edition.partnership, kind);
        self.printer.address(&page.address(), fragment)
    }

    /// The register's statement of a provision, which stands in no document.
    pub(super) fn register_words(&mut self, prose: &'m Prose) -> Vec<Block> {
        let standing = Standing { is_statement: true, n_notes: self.notes.last(), ..self.standing };
        let setter = Setter::new(self.printer, self.edition, None, standing, &mut *self.shelf);
        setter.text(prose).0
    }
}

/// The anchor of a contact's card.
pub(in crate::pdf) fn contact_anchor(id: &str) -> String {
    format!("contact--{id}")
}

/// The anchor of a citation.
pub(in crate::pdf) fn law_anchor(id: &str) -> String {
    format!("law--{}", anchor(id))
}

/// Whether there is anything to touch in a link: screen readers read out an empty one.
fn has_words(body: &[Run]) -> bool {
    body.iter().any(|run| match run {
        Run::Text(words) => !words.trim().is_empty(),
        Run::Piece(
            Piece::Styled { body, .. }
            | Piece::Lang { body, .. }
            | Piece::Link { body, .. }
            | Piece::MarkedWords { body, .. },
        ) => has_words(body),
        Run::Piece(Piece::Image(picture)) => !picture.alt.is_empty(),
        Run::Piece(Piece::Note { .. } | Piece::NoteAgain { .. } | Piece::LineEnd) => false,
    })
}

/// Whether words are an address, as people write it.
fn is_same_address(words: &str, to: &str) -> bool {
    let bare = |address: &str| {
        let address = address.trim().replace('\u{200b}', "");
        let address = address.trim_end_matches('/');
        let at = address.find("://").map_or(0, |at| at + 3);
        address.get(at..).unwrap_or_default().to_owned()
    };
    bare(words) == bare(to)
}

fn is_usable(to: &str) -> bool {
    to.len() > 1 && to.len() <= MAX_ADDRESS
}

/// An address in the letters that a PDF allows: all others are percent-encoded. An anchor stays as it is.
pub(in crate::pdf) fn web_address(to: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if to.starts_with('#') {
        return to.to_owned();
    }
    let hex = |half: u8| HEX.get(usize::from(half)).map_or('0', |digit| char::from(*digit));
    let mut address = String::with_capacity(to.len());
    for byte in to.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' => {
                address.push(char::from(byte));
            }
            _ => address.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    address
}

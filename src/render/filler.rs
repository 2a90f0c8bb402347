//! Fills the holes of a text for one page: what each reference, path and statement in it becomes there.

use super::Renderer;
use super::html::{self, Filler, escape};
use super::view::anchor;
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::manual::register::Provision;
use crate::prose::mentions::Acronym;
use crate::prose::{Reference, Target, headings, text};
use crate::resolve::bind::Bound;
use crate::resolve::worded::Phrases as _;
use crate::resolve::{Edition, EditionContact};
use crate::site::address::{Address, LOCAL};
use crate::site::page::{Kind, Page};
use crate::source::place::Spanned;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Fills the holes of a text that stands on a page.
pub struct PageFiller<'r, 'm> {
    renderer: &'r Renderer<'r, 'm>,
    /// The edition in which the text is read.
    edition: Edition<'m>,
    root: &'r str,
    /// The document whose text it is, if it is one's.
    document: Option<&'m Document>,
    /// Whether the words of the edition are written out in the text.
    is_worded: bool,
    /// Whether a statement of the register is being written.
    is_stating: bool,
    /// Whether only passages of the text stand on the page, so that its other headings are elsewhere.
    is_in_passages: bool,
    /// What partnerships add where the part of a heading ends, as HTML by the heading's id.
    local: BTreeMap<String, String>,
}

impl<'r, 'm> PageFiller<'r, 'm> {
    /// A filler for a text of `document`, or for a passage of none, read in `edition` on a page whose
    /// way to the root is `root`.
    pub fn new(
        renderer: &'r Renderer<'r, 'm>,
        edition: Edition<'m>,
        root: &'r str,
        document: Option<&'m Document>,
    ) -> Self {
        Self {
            renderer,
            edition,
            root,
            document,
            is_worded: false,
            is_stating: false,
            is_in_passages: false,
            local: BTreeMap::new(),
        }
    }

    /// The same for a text in which the words of the edition are written out: see [`crate::resolve::worded`].
    #[must_use]
    pub fn worded(self) -> Self {
        Self { is_worded: true, ..self }
    }

    /// The same for passages: a link to a heading of the same text leads to the whole of it.
    #[must_use]
    pub fn in_passages(self) -> Self {
        Self { is_in_passages: true, ..self }
    }

    /// The same with what is added where the parts of headings end.
    #[must_use]
    pub fn with_local(self, local: BTreeMap<String, String>) -> Self {
        Self { local, ..self }
    }

    /// The id on the page of a heading of a local addition's own text.
    fn own_heading(&self, heading: &str) -> Option<String> {
        let document = self.document.filter(|document| document.id.partnership.is_some())?;
        let texts = document.versions.values().map(|version| &version.text);
        let mut outlines =
            texts.chain([&document.working]).map(|text| headings::outline(&text.prose));
        let is_own = outlines.any(|outline| outline.iter().any(|entry| entry.id == heading));
        is_own.then(|| format!("#{LOCAL}{heading}"))
    }

    fn slug(&self) -> Option<&'m Slug> {
        self.document.map(|document| &document.id.chapter)
    }

    /// Where an entry of a page is, for a reader in this edition.
    fn located(&self, kind: Kind, fragment: &str) -> String {
        let page = self.renderer.site.located(self.edition.partnership, kind);
        self.address(&page, Some(fragment))
    }

    fn address(&self, page: &Page, fragment: Option<&str>) -> String {
        let mut address =
            format!("{}{}", self.root, page.address().from_root(self.renderer.options.link_style));
        if let Some(fragment) = fragment {
            address.push('#');
            address.push_str(fragment);
        }
        address
    }

    fn link(out: &mut String, address: &str, class: &str, words: &str) {
        Self::titled_link(out, (address, ""), class, words);
    }

    fn titled_link(out: &mut String, (address, title): (&str, &str), class: &str, words: &str) {
        out.push_str("<a");
        if !class.is_empty() {
            let _ = write!(out, " class=\"{class}\"");
        }
        out.push_str(" href=\"");
        escape::address(out, address);
        if !title.is_empty() {
            let _ = write!(out, "\" title=\"{title}");
        }
        out.push_str("\">");
        out.push_str(words);
        out.push_str("</a>");
    }

    /// Where something that was bound is, from this page.
    fn bound_address(&self, bound: &Bound<'m>) -> Option<String> {
        match bound {
            Bound::Chapter { chapter, heading } => {
                let page = self.renderer.site.page_of(&self.edition, chapter.chapter);
                let id = heading.as_ref().map(|heading| heading.id);
                if self.slug() == Some(&chapter.chapter.slug)
                    && !self.is_in_passages
                    && let Some(id) = id
                {
                    return Some(format!("#{id}"));
                }
                Some(self.address(&page, id))
            }
            Bound::Withdrawn(withdrawn) => {
                let page = self.renderer.site.page_of(&self.edition, withdrawn.chapter);
                Some(self.address(&page, None))
            }
            Bound::Provision(provision) => {
                Some(self.located(Kind::Legislation, &anchor(&provision.id)))
            }
            Bound::Term(term) => Some(self.located(Kind::Glossary, &term.id)),
            Bound::Contact { .. } => None,
            Bound::Attachment(file) => {
                let address = Address::attachment(file);
                Some(format!(
                    "{}{}",
                    self.root,
                    address.from_root(self.renderer.options.link_style)
                ))
            }
        }
    }

    /// A contact in running text, and its number where everyone has the same. Where words are given for all that is
    /// referred to, they end with the number already.
    fn contact(&self, out: &mut String, id: &str, answering: &[EditionContact<'m>], words: &str) {
        let address = self.located(Kind::Contacts, id);
        let wide = EditionContact::for_all(answering, &self.edition);
        let number = wide.and_then(|wide| Some((wide, wide.contact.telephone.as_ref()?)));
        let Some((wide, telephone)) = number else {
            Self::link(out, &address, "", words);
            return;
        };
        let shown = escaped(telephone);
        let name = if self.is_worded {
            words
                .strip_suffix(')')
                .and_then(|words| words.strip_suffix(&*shown)?.strip_suffix(" ("))
        } else {
            Some(words)
        };
        Self::link(out, &address, "", name.unwrap_or(words));
        if name.is_none() {
            return;
        }
        out.push_str(" (");
        if self.answers_now(wide) {
            Self::link(out, &telephone_link(telephone), "", &shown);
        } else {
            out.push_str(&shown);
        }
        out.push(')');
    }

    /// Whether a contact of a past day still answers: nobody should ring an old number by a touch.
    fn answers_now(&self, found: &EditionContact<'_>) -> bool {
        let now = self.renderer.site.edition.contacts(&found.contact.id);
        now.iter().any(|now| std::ptr::eq(now.contact, found.contact))
    }
}

/// The address of a link that calls a number: `tel:` and its digits.
pub fn telephone_link(telephone: &str) -> String {
    let digits = telephone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    escape::text(&mut out, words);
    out
}

impl Filler for PageFiller<'_, '_> {
    fn reference(&mut self, out: &mut String, reference: &Reference, words: &str, is_first: bool) {
        if let Target::Here(heading) = &reference.target
            && let Some(address) = self.own_heading(heading)
        {
            let words = if words.is_empty() { escaped(heading) } else { words.to_owned() };
            return Self::link(out, &address, "", &words);
        }
        let Ok(bound) = self.edition.bind(self.slug(), &reference.target) else {
            if words.is_empty() {
                escape::text(out, text::target_name(&reference.target));
            } else {
                out.push_str(words);
            }
            return;
        };
        let words = match words {
            "" => escaped(&bound.words_in_text(is_first)),
            words => words.to_owned(),
        };
        if let Bound::Contact { general, answering } = &bound {
            self.contact(out, &general.id, answering, &words);
            return;
        }
        let (class, citation) = match &bound {
            Bound::Provision(provision) => ("", escaped(&provision.citation)),
            Bound::Term(_) => ("term", String::new()),
            _ => ("", String::new()),
        };
        let title = if citation == words { "" } else { &citation };
        if let Some(address) = self.bound_address(&bound) {
            Self::titled_link(out, (&address, title), class, &words);
        }
        if matches!(bound, Bound::Withdrawn(_)) && !self.is_worded {
            out.push_str(" (");
            escape::text(out, &self.renderer.theme.words.say("not_in_force"));
            out.push(')');
        }
    }

    fn path<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        if let Some(own) = path.strip_prefix('#').and_then(|heading| self.own_heading(heading)) {
            return Cow::Owned(own);
        }
        let bound = self.document.and_then(|document| {
            self.edition.bind_path(self.slug(), &document.file.folder()?, path).ok()
        });
        match bound.and_then(|bound| self.bound_address(&bound)) {
            Some(address) => Cow::Owned(address),
            None => Cow::Borrowed("#"),
        }
    }

    fn picture<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        self.path(path)
    }

    fn acronym(&mut self, out: &mut String, acronym: &Acronym) {
        let words = self.edition.acronym(&acronym.word);
        match words.filter(|words| !acronym.is_written_out(words)) {
            Some(words) => {
                let (words, acronym) = (escaped(words), escaped(&acronym.word));
                let _ = write!(out, "<abbr title=\"{words}\">{acronym}</abbr>");
            }
            None => escape::text(out, &acronym.word),
        }
    }

    /// A statement within a statement is not written out: it could hold itself.
    fn statement(&mut self, out: &mut String, provision: &Spanned<String>) {
        if self.is_stating {
            return;
        }
        let legislation = &self.edition.manual.registers.legislation;
        let Some(provision) = legislation.get(&provision.value) else { return };
        self.state(out, provision);
    }

    fn section_end(&mut self, out: &mut String, heading: &str) {
        if let Some(html) = self.local.get(heading) {
            out.push_str(html);
        }
    }
}

impl PageFiller<'_, '_> {
    /// The register's own statement of a provision, with its citation, a link to its entry, and how it
    /// stands if it is not in force.
    fn state(&mut self, out: &mut String, provision: &Provision) {
        out.push_str("<p class=\"callout-label\">");
        escape::text(out, &self.renderer.theme.words.say("law_statement"));
        out.push_str("</p>\n<p class=\"statement-citation\">");
        let address = self.located(Kind::Legislation, &anchor(&provision.id));
        Self::link(out, &address, "", &escaped(&provision.citation));
        out.push_str("</p>\n");
        if self.is_worded {
            return;
        }
        let (words, date) = (&self.renderer.theme.words, self.edition.date);
        if let Some(status) = words.within(self.edition.manual).status(provision, date) {
            out.push_str("<p class=\"statement-status\">");
            escape::text(out, &status);
            out.push_str("</p>\n");
        }
        if let Some(statement) = provision.statement_on(date) {
            let labels = &self.renderer.theme.labels;
            self.is_stating = true;
            html::fragment(&statement.text.prose, labels).fill(out, self);
            self.is_stating = false;
        }
    }
}

//! Sets a text: from its tree to what the template sees, with what each reference means in the edition,
//! where each link leads in this print or outside it, and each footnote at its first mark.

mod blocks;
mod inlines;
mod links;
mod notes;
mod tables;

pub(super) use inlines::language;
pub(super) use links::{contact_anchor, law_anchor, web_address};

use super::Printer;
use super::node::text::{Block, Run};
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::prose::mark::Side;
use crate::prose::mentions::{Acronym, first_acronyms, first_citations};
use crate::prose::{Inline, Prose};
use crate::resolve::Edition;
use crate::source::path::VPath;
use crate::source::place::Span;
use notes::Notes;
use std::collections::{BTreeMap, BTreeSet};

/// How deep lists, quotations and callouts are set in each other; what is deeper is set at this depth.
/// The template calls itself for each level, and Typst allows no more than some 80 calls.
const MAX_DEPTH: usize = 7;

/// How deep styles and links are set in each other; deeper ones keep their words only.
const MAX_INLINE_DEPTH: usize = 7;

/// What the texts of one print share.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// The chapters whose texts are in the print.
    pub(super) chapters: BTreeSet<Slug>,
    /// Whether it is a print of one chapter, whose anchors are the ids of its headings.
    pub(super) is_of_one: bool,
    /// The pictures, in the order in which they are first shown.
    pub(super) pictures: Vec<VPath>,
    /// The contacts that are named, in order.
    pub(super) contacts: Vec<String>,
    /// The provisions that are cited, in order.
    pub(super) provisions: Vec<String>,
    /// The addresses on the web to which links lead, in the order of their numbers.
    pub(super) links: Vec<String>,
    /// The characters that fit into a line.
    pub(super) line: usize,
}

impl Shelf {
    /// The anchor of a chapter, or of a heading of it.
    pub(super) fn anchor(&self, chapter: &Slug, heading: Option<&str>) -> String {
        match heading {
            None => chapter.to_string(),
            Some(heading) if self.is_of_one => heading.to_owned(),
            Some(heading) => format!("{chapter}--{heading}"),
        }
    }

    /// The path in the print of a picture of the manual.
    fn picture(&mut self, file: &VPath) -> String {
        let at = self.pictures.iter().position(|known| known == file).unwrap_or_else(|| {
            self.pictures.push(file.clone());
            self.pictures.len() - 1
        });
        picture_file(at, file)
    }
}

/// The path in a print of the picture with this index. Paths are few, whatever the number of prints,
/// because Typst never forgets one.
pub(super) fn picture_file(index: usize, file: &VPath) -> String {
    let kind = file.name().rsplit_once('.').map_or("", |(_, kind)| kind).to_ascii_lowercase();
    format!("/pictures/{index}.{kind}")
}

/// Adds an entry to a list that does not have it yet.
fn add(list: &mut Vec<String>, entry: &str) {
    if !list.iter().any(|known| known == entry) {
        list.push(entry.to_owned());
    }
}

/// What is to be set at the end of a heading's part of the text, or at the end of the text.
pub(super) struct Insert {
    /// The heading; the end of the text if none.
    pub(super) after: Option<String>,
    /// What is set there: its headings take their level from those around it.
    pub(super) blocks: Vec<Block>,
}

/// Where a text stands in a print.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// The level of the heading above the text's own.
    pub(super) base: u8,
    /// Whether it is a local addition.
    pub(super) is_local: bool,
    /// Whether the words of the edition are written out in it.
    pub(super) is_worded: bool,
    /// Whether it is the register's statement of a provision.
    pub(super) is_statement: bool,
    /// The footnotes of the chapter that were numbered before it.
    pub(super) n_notes: usize,
}

/// Sets one text.
pub(super) struct Setter<'s, 'm, 'p> {
    printer: &'s Printer<'s, 'm>,
    /// The edition in which the text is read.
    edition: Edition<'m>,
    /// The document whose text it is, if it is one's.
    document: Option<&'m Document>,
    standing: Standing,
    shelf: &'s mut Shelf,
    notes: Notes<'p>,
    inserts: Vec<Insert>,
    /// The headings whose parts have not ended, outermost first.
    sections: Vec<(u8, &'p str)>,
    last_level: u8,
    depth: usize,
    inline_depth: usize,
    side: Side,
    /// Whether a heading is being set.
    is_heading: bool,
    /// The references that name their provision first, by where they stand.
    citations: BTreeSet<Span>,
    /// The first use of each acronym, by the byte of the file at which it stands.
    acronyms: BTreeMap<u32, Acronym>,
}

impl<'s, 'm, 'p> Setter<'s, 'm, 'p> {
    pub(super) fn new(
        printer: &'s Printer<'s, 'm>,
        edition: Edition<'m>,
        document: Option<&'m Document>,
        standing: Standing,
        shelf: &'s mut Shelf,
    ) -> Self {
        Self {
            printer,
            edition,
            document,
            standing,
            shelf,
            notes: Notes::default(),
            inserts: Vec::new(),
            sections: Vec::new(),
            last_level: standing.base,
            depth: 0,
            inline_depth: 0,
            side: Side::Both,
            is_heading: false,
            citations: BTreeSet::new(),
            acronyms: BTreeMap::new(),
        }
    }

    /// The same with what partnerships add at its place.
    #[must_use]
    pub(super) fn with_inserts(self, inserts: Vec<Insert>) -> Self {
        Self { inserts, ..self }
    }

    /// A whole text, and the number of its last footnote.
    pub(super) fn text(mut self, prose: &'p Prose) -> (Vec<Block>, usize) {
        self.notes = Notes::of(prose, self.standing.n_notes);
        self.citations = first_citations(prose);
        if self.document.is_some() && !self.standing.is_worded {
            let acronyms = first_acronyms(prose).into_iter();
            self.acronyms = acronyms.map(|acronym| (acronym.span.start, acronym)).collect();
        }
        let mut set = Vec::new();
        for block in &prose.blocks {
            self.dividing(&mut set, block);
        }
        self.end_sections(&mut set, 0);
        let rest = std::mem::take(&mut self.inserts);
        for insert in rest {
            self.insert(&mut set, insert.blocks);
        }
        (set, self.notes.last())
    }

    /// A run of inlines that stands for itself, such as a title with marks.
    pub(super) fn line(mut self, run: &'p [Inline]) -> Vec<Run> {
        self.inlines(run)
    }

    fn slug(&self) -> Option<&'m Slug> {
        self.document.map(|document| &document.id.chapter)
    }

    fn say(&self, key: &str) -> String {
        self.printer.theme.words.say(key)
    }
}

//! The writer: the HTML so far, its holes, and what must be known of the text around a node.

use super::footnotes::Notes;
use super::{Fragment, Hole, Labels};
use crate::prose::mark::{MarkKind, Side};
use crate::prose::mentions::Acronym;
use crate::prose::{Block, BlockKind, Heading, Prose};
use crate::source::path::VPath;
use crate::source::place::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Writes one fragment.
pub(super) struct Writer<'p, 'l> {
    pub(super) html: String,
    pub(super) holes: Vec<(usize, Hole<'p>)>,
    pub(super) labels: &'l Labels,
    /// What every id starts with.
    pub(super) prefix: &'l str,
    pub(super) notes: Notes<'p>,
    /// The id of the nearest heading above.
    pub(super) heading: &'p str,
    /// The references that are the first to mention what they refer to.
    pub(super) citations: BTreeSet<Span>,
    /// The first use of each acronym, by the byte of the file at which it stands.
    pub(super) acronyms: BTreeMap<u32, Acronym>,
    /// In which of two texts stands what is being written.
    pub(super) side: Side,
    /// The file whose blocks say where they stand.
    pub(super) places: Option<VPath>,
    /// The headings whose parts of the text have not ended, outermost first.
    sections: Vec<(u8, &'p str)>,
}

impl<'p, 'l> Writer<'p, 'l> {
    pub(super) fn new(labels: &'l Labels, prefix: &'l str, notes: Notes<'p>) -> Self {
        Self {
            html: String::new(),
            holes: Vec::new(),
            labels,
            prefix,
            notes,
            heading: "",
            citations: BTreeSet::new(),
            acronyms: BTreeMap::new(),
            side: Side::Both,
            places: None,
            sections: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Fragment<'p> {
        Fragment { html: self.html, holes: self.holes }
    }

    /// A whole text: its blocks, with the end of each heading's part marked, then its footnotes.
    pub(super) fn text(&mut self, prose: &'p Prose) {
        prose.blocks.iter().for_each(|block| self.dividing(block));
        while let Some((_, id)) = self.sections.pop() {
            self.hole(Hole::SectionEnd(id));
        }
        self.footnotes();
    }

    /// A block outside lists and quotations, where headings divide the text.
    fn dividing(&mut self, block: &'p Block) {
        if let BlockKind::Unchanged(blocks) = &block.kind {
            return self.unchanged(blocks, Self::dividing);
        }
        let heading = dividing_heading(block);
        if let Some(heading) = heading {
            self.end_sections_before(heading);
        }
        let (start, n_holes) = (self.html.len(), self.holes.len());
        self.block(block, false);
        self.say_place(block, start, n_holes);
        if let Some(heading) = heading {
            self.sections.push((heading.level, &heading.id));
        }
    }

    /// Says in the first tag since `start`, before which there were `n_holes` holes, where the block stands.
    /// One that was deleted stands in the file no longer.
    fn say_place(&mut self, block: &Block, start: usize, n_holes: usize) {
        let is_deleted =
            matches!(&block.kind, BlockKind::Marked(mark, _) if mark.kind == MarkKind::Deleted);
        let Some(file) = self.places.as_ref().filter(|_| !is_deleted) else { return };
        let written = self.html.get(start..).unwrap_or_default();
        let Some(tag) = written.find('<') else { return };
        let name = written.get(tag + 1..).unwrap_or_default();
        let Some(end) = name.find(|c: char| !c.is_ascii_alphanumeric()) else { return };
        let at = start + tag + 1 + end;
        let place = format!(" data-at=\"{file} {}\"", block.span.start);
        self.html.insert_str(at, &place);
        for (hole, _) in self.holes.iter_mut().skip(n_holes) {
            *hole += place.len();
        }
    }

    fn end_sections_before(&mut self, heading: &Heading) {
        while let Some((_, id)) = self.sections.pop_if(|(level, _)| *level >= heading.level) {
            self.hole(Hole::SectionEnd(id));
        }
    }

    pub(super) fn hole(&mut self, hole: Hole<'p>) {
        self.holes.push((self.html.len(), hole));
    }

    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(super) fn escaped(&mut self, text: &str) {
        super::escape::text(&mut self.html, text);
    }

    /// Starts a new line of HTML, unless the last has just ended.
    pub(super) fn line(&mut self, html: &str) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        self.html.push_str(html);
    }

    /// ` name="value"`, the value escaped.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.push(" ");
        self.push(name);
        self.push("=\"");
        self.escaped(value);
        self.push("\"");
    }

    /// ` href="#..."` with an id of this text.
    pub(super) fn anchor(&mut self, id: &str) {
        self.push(" href=\"#");
        self.escaped(self.prefix);
        self.escaped(id);
        self.push("\"");
    }

    /// ` name="..."` with an id of this text.
    pub(super) fn id_attribute(&mut self, name: &str, id: &str) {
        self.push(" ");
        self.push(name);
        self.push("=\"");
        self.escaped(self.prefix);
        self.escaped(id);
        self.push("\"");
    }
}

/// The heading that a block is. One that was deleted divides nothing.
fn dividing_heading(block: &Block) -> Option<&Heading> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading),
        BlockKind::Marked(mark, blocks) if mark.kind == MarkKind::Inserted => {
            blocks.first().and_then(dividing_heading)
        }
        _ => None,
    }
}

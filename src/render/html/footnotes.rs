//! Footnotes: numbered in the order in which they are first marked, shown at the end of the text,
//! each with a link back to every mark.

use super::writer::Writer;
use crate::prose::{Block, BlockKind, Footnote, Inline, InlineKind, Prose, walk};
use std::collections::BTreeMap;

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes<'p> {
    numbers: BTreeMap<&'p str, usize>,
    /// In order of their numbers.
    in_order: Vec<Note<'p>>,
}

#[derive(Debug)]
struct Note<'p> {
    footnote: &'p Footnote,
    n_marks: usize,
    n_marks_written: usize,
}

impl<'p> Notes<'p> {
    /// Numbers the footnotes. Marks inside a footnote count where the footnote is shown.
    pub(super) fn of(prose: &'p Prose) -> Self {
        let mut footnotes: BTreeMap<&str, &Footnote> = BTreeMap::new();
        for block in walk::blocks(prose) {
            if let BlockKind::Footnote(footnote) = &block.kind {
                footnotes.entry(&footnote.label).or_insert(footnote);
            }
        }
        let mut notes = Self::default();
        if footnotes.is_empty() {
            return notes;
        }
        notes.count(&prose.blocks, &footnotes);
        let mut number = 0;
        while let Some(note) = notes.in_order.get(number) {
            let footnote = note.footnote;
            notes.count(&footnote.blocks, &footnotes);
            number += 1;
        }
        notes
    }

    fn count(&mut self, blocks: &'p [Block], footnotes: &BTreeMap<&'p str, &'p Footnote>) {
        let mut nodes = walk::nodes_of(blocks);
        while let Some(node) = nodes.next() {
            match node {
                walk::Node::Block(Block { kind: BlockKind::Footnote(_), .. }) => nodes.skip_held(),
                walk::Node::Inline(Inline { kind: InlineKind::FootnoteMark(label), .. }) => {
                    self.count_mark(label, footnotes);
                }
                _ => {}
            }
        }
    }

    fn count_mark(&mut self, label: &'p str, footnotes: &BTreeMap<&'p str, &'p Footnote>) {
        let Some(footnote) = footnotes.get(label) else { return };
        let index = *self.numbers.entry(label).or_insert(self.in_order.len());
        match self.in_order.get_mut(index) {
            Some(note) => note.n_marks += 1,
            None => self.in_order.push(Note { footnote, n_marks: 1, n_marks_written: 0 }),
        }
    }
}

/// `fnref-1`, and `fnref-1-2` for the second mark of the same footnote.
fn mark_id(number: usize, mark: usize) -> String {
    if mark == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mark}") }
}

impl<'p> Writer<'p, '_> {
    /// A mark in the text. A mark whose footnote is missing writes nothing.
    pub(super) fn footnote_mark(&mut self, label: &str) {
        let Some(index) = self.notes.numbers.get(label).copied() else { return };
        let Some(note) = self.notes.in_order.get_mut(index) else { return };
        note.n_marks_written += 1;
        let number = index + 1;
        let id = mark_id(number, note.n_marks_written);
        self.push("<sup class=\"footnote-mark\"><a");
        self.anchor(&format!("fn-{number}"));
        self.id_attribute("id", &id);
        self.push(&format!(" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// All footnotes that are marked.
    pub(super) fn footnotes(&mut self) {
        if self.notes.in_order.is_empty() {
            return;
        }
        self.line("<section class=\"footnotes\"");
        self.attribute("aria-label", &self.labels.footnotes);
        self.push(">\n<ol>\n");
        for index in 0..self.notes.in_order.len() {
            let Some(note) = self.notes.in_order.get(index) else { break };
            let (footnote, n_marks) = (note.footnote, note.n_marks);
            self.line("<li");
            self.id_attribute("id", &format!("fn-{}", index + 1));
            self.push(">");
            self.footnote_text(&footnote.blocks, index + 1, n_marks);
            self.push("</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    /// The links back stand at the end of the last paragraph, where the reader has arrived.
    fn footnote_text(&mut self, blocks: &'p [Block], number: usize, n_marks: usize) {
        let (before, last) = match blocks.split_last() {
            Some((Block { kind: BlockKind::Paragraph(last), .. }, before)) => (before, &**last),
            _ => (blocks, &[] as &[Inline]),
        };
        self.blocks(before, false);
        self.line("<p>");
        self.inlines(last);
        for mark in 1..=n_marks {
            if mark > 1 || !last.is_empty() {
                self.push(" ");
            }
            self.push("<a class=\"footnote-back\"");
            self.anchor(&mark_id(number, mark));
            let label = &self.labels.back_to_text;
            if n_marks > 1 {
                self.attribute("aria-label", &format!("{label} ({mark})"));
            } else {
                self.attribute("aria-label", label);
            }
            self.push(" role=\"doc-backlink\">↩</a>");
        }
        self.push("</p>\n");
    }
}

//! Footnotes: numbered in the order in which they are first marked, shown at the end of the text,
//! each with a link back to every mark. In a text with marks each has the number that it has in
//! the old text and the one that it has in the new.

use super::writer::Writer;
use crate::prose::mark::{Mark, MarkKind, MarkReason, Side};
use crate::prose::walk::Node;
use crate::prose::{Block, BlockKind, Footnote, Inline, InlineKind, Prose, walk};
use std::collections::{BTreeMap, BTreeSet};

/// A footnote's label, and whether its text is marked as deleted: both of two texts may have a
/// footnote of one label.
type Key<'p> = (&'p str, bool);

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes<'p> {
    texts: BTreeMap<Key<'p>, (&'p Footnote, Option<&'p Mark>)>,
    indexes: BTreeMap<Key<'p>, usize>,
    /// In the order in which they are shown.
    in_order: Vec<Note<'p>>,
}

#[derive(Debug)]
struct Note<'p> {
    footnote: &'p Footnote,
    /// The mark around its text.
    mark: Option<&'p Mark>,
    /// Its number in the old text.
    old: Option<usize>,
    /// Its number in the new text.
    new: Option<usize>,
    /// Its marks in the text, by the texts in which they stand.
    marks: Vec<Side>,
    n_marks_written: usize,
}

impl Note<'_> {
    /// What the ids of the footnote and of its marks have in common.
    fn stem(&self) -> String {
        match (self.new, self.old) {
            (Some(number), _) => number.to_string(),
            (None, number) => format!("0-{}", number.unwrap_or_default()),
        }
    }

    /// The mark around the whole footnote: its own, or one for a footnote that is shown in one
    /// text only because only there it is marked.
    fn whole_mark(&self) -> Option<Mark> {
        let kind = match (self.old, self.new) {
            (Some(_), None) => MarkKind::Deleted,
            (None, Some(_)) => MarkKind::Inserted,
            _ => return self.mark.cloned(),
        };
        Some(self.mark.cloned().unwrap_or_else(|| Mark::new(kind, MarkReason::Words)))
    }
}

impl<'p> Notes<'p> {
    /// Numbers the footnotes. Marks inside a footnote count where the footnote is shown.
    pub(super) fn of(prose: &'p Prose) -> Self {
        let mut notes = Self::default();
        notes.collect(prose);
        if notes.texts.is_empty() {
            return notes;
        }
        let new = notes.order(prose, Side::is_in_new);
        let old = notes.order(prose, Side::is_in_old);
        let (new_numbers, old_numbers) = (numbers(&new), numbers(&old));
        for key in merged(&new, &old) {
            let Some((footnote, mark)) = notes.texts.get(&key).copied() else { continue };
            notes.indexes.insert(key, notes.in_order.len());
            notes.in_order.push(Note {
                footnote,
                mark,
                old: old_numbers.get(&key).copied(),
                new: new_numbers.get(&key).copied(),
                marks: Vec::new(),
                n_marks_written: 0,
            });
        }
        notes.count(prose);
        notes
    }

    /// The first footnote of each label counts.
    fn collect(&mut self, prose: &'p Prose) {
        let mut nodes = walk::nodes(prose);
        let mut around = None;
        while let Some(node) = nodes.next() {
            let Node::Block(block) = node else { continue };
            match &block.kind {
                BlockKind::Footnote(footnote) => {
                    let side = nodes.side();
                    let key = (&*footnote.label, !side.is_in_new());
                    let mark = around.filter(|_| side != Side::Both);
                    self.texts.entry(key).or_insert((footnote, mark));
                }
                BlockKind::Marked(mark, _) => around = Some(mark),
                _ => {}
            }
        }
    }

    /// The footnote that a mark means.
    fn key(&self, label: &'p str, side: Side) -> Option<Key<'p>> {
        let is_deleted = !side.is_in_new();
        [(label, is_deleted), (label, !is_deleted)]
            .into_iter()
            .find(|key| self.texts.contains_key(key))
    }

    /// The marks of some blocks with their sides, without those inside footnotes.
    fn marks(&self, blocks: &'p [Block]) -> Vec<(Key<'p>, Side)> {
        let mut nodes = walk::nodes_of(blocks);
        let mut marks = Vec::new();
        while let Some(node) = nodes.next() {
            match node {
                Node::Block(Block { kind: BlockKind::Footnote(_), .. }) => nodes.skip_held(),
                Node::Inline(Inline { kind: InlineKind::FootnoteMark(label), .. }) => {
                    let side = nodes.side();
                    if side == Side::Neither {
                        continue;
                    }
                    marks.extend(self.key(label, side).map(|key| (key, side)));
                }
                _ => {}
            }
        }
        marks
    }

    /// The footnotes in the order of their numbers in one of two texts.
    fn order(&self, prose: &'p Prose, is_in: fn(Side) -> bool) -> Vec<Key<'p>> {
        let mut order: Vec<Key<'p>> = Vec::new();
        let mut met = BTreeSet::new();
        let mut number = 0;
        let mut marks = self.marks(&prose.blocks);
        loop {
            for (key, side) in marks {
                if is_in(side) && met.insert(key) {
                    order.push(key);
                }
            }
            let Some((footnote, _)) = order.get(number).and_then(|key| self.texts.get(key)) else {
                return order;
            };
            marks = self.marks(&footnote.blocks);
            number += 1;
        }
    }

    fn count(&mut self, prose: &'p Prose) {
        let mut marks = self.marks(&prose.blocks);
        for note in &self.in_order {
            let whole = note.whole_mark().map(|mark| mark.kind);
            let inside = self.marks(&note.footnote.blocks);
            let side = |side: Side| match whole {
                Some(kind) => Side::Both.inside(kind),
                None => side,
            };
            marks.extend(inside.into_iter().map(|(key, inner)| (key, side(inner))));
        }
        for (key, side) in marks {
            if let Some(note) =
                self.indexes.get(&key).and_then(|index| self.in_order.get_mut(*index))
            {
                note.marks.push(side);
            }
        }
    }
}

/// The new order, with those that only the old one has each after the one that it followed there.
fn merged<'p>(new: &[Key<'p>], old: &[Key<'p>]) -> Vec<Key<'p>> {
    let is_new: BTreeSet<Key<'p>> = new.iter().copied().collect();
    let mut followers: BTreeMap<Option<Key<'p>>, Vec<Key<'p>>> = BTreeMap::new();
    let mut last = None;
    for key in old {
        if is_new.contains(key) {
            last = Some(*key);
        } else {
            followers.entry(last).or_default().push(*key);
        }
    }
    let mut merged = followers.remove(&None).unwrap_or_default();
    for key in new {
        merged.push(*key);
        merged.extend(followers.remove(&Some(*key)).unwrap_or_default());
    }
    merged
}

fn numbers<'p>(order: &[Key<'p>]) -> BTreeMap<Key<'p>, usize> {
    order.iter().enumerate().map(|(index, key)| (*key, index + 1)).collect()
}

/// `fnref-1`, and `fnref-1-2` for the second mark of the same footnote.
fn mark_id(stem: &str, mark: usize) -> String {
    if mark == 1 { format!("fnref-{stem}") } else { format!("fnref-{stem}-{mark}") }
}

impl<'p> Writer<'p, '_> {
    /// A mark in the text. A mark whose footnote is missing writes nothing.
    pub(super) fn footnote_mark(&mut self, label: &'p str) {
        let Some(key) = self.notes.key(label, self.side) else { return };
        let Some(index) = self.notes.indexes.get(&key).copied() else { return };
        let Some(note) = self.notes.in_order.get_mut(index) else { return };
        let (old, new, stem) = (note.old, note.new, note.stem());
        // No link leads back to what is in neither text.
        let has_link_back = self.side != Side::Neither;
        note.n_marks_written += usize::from(has_link_back);
        let id = mark_id(&stem, note.n_marks_written);
        self.push("<sup class=\"footnote-mark\"><a");
        self.anchor(&format!("fn-{stem}"));
        if has_link_back {
            self.id_attribute("id", &id);
        }
        self.push(" role=\"doc-noteref\">");
        self.footnote_number(old, new);
        self.push("</a></sup>");
    }

    /// A mark that stands in both texts may have another number in each.
    fn footnote_number(&mut self, old: Option<usize>, new: Option<usize>) {
        let number = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
        match self.side {
            Side::Old | Side::Neither => self.push(&number(old.or(new))),
            Side::New => self.push(&number(new.or(old))),
            Side::Both if old == new => self.push(&number(new)),
            Side::Both => {
                for (kind, digits) in [(MarkKind::Deleted, old), (MarkKind::Inserted, new)] {
                    if digits.is_some() {
                        let mark = Mark::new(kind, MarkReason::Words);
                        self.marked(&mark, |writer| writer.push(&number(digits)));
                    }
                }
            }
        }
    }

    /// All footnotes that are marked.
    pub(super) fn footnotes(&mut self) {
        if self.notes.in_order.is_empty() {
            return;
        }
        self.line("<section class=\"footnotes\"");
        self.attribute("aria-label", &self.labels.footnotes);
        self.push(">\n<ol>\n");
        let is_renumbered = self.notes.in_order.iter().any(|note| note.old != note.new);
        for index in 0..self.notes.in_order.len() {
            self.footnote(index, is_renumbered);
        }
        self.push("</ol>\n</section>\n");
    }

    fn footnote(&mut self, index: usize, is_renumbered: bool) {
        let Some(note) = self.notes.in_order.get(index) else { return };
        let (blocks, stem, mark) = (&note.footnote.blocks, note.stem(), note.whole_mark());
        let (number, marks) = (note.new.or(note.old), note.marks.clone());
        self.line("<li");
        self.id_attribute("id", &format!("fn-{stem}"));
        if let (true, Some(number)) = (is_renumbered, number) {
            self.attribute("value", &number.to_string());
        }
        if let Some(mark) = &mark {
            self.attribute("class", super::marks::class(mark));
        }
        self.push(">");
        match &mark {
            Some(mark) => self.marked(mark, |writer| writer.footnote_text(blocks, &stem, &marks)),
            None => self.footnote_text(blocks, &stem, &marks),
        }
        self.push("</li>\n");
    }

    /// The links back stand at the end of the last paragraph, where the reader has arrived.
    fn footnote_text(&mut self, blocks: &'p [Block], stem: &str, marks: &[Side]) {
        let (before, last) = match blocks.split_last() {
            Some((Block { kind: BlockKind::Paragraph(last), .. }, before)) => (before, &**last),
            _ => (blocks, &[] as &[Inline]),
        };
        self.blocks(before, false);
        self.line("<p>");
        self.inlines(last);
        for (index, side) in marks.iter().enumerate() {
            if index > 0 || !last.is_empty() {
                self.push(" ");
            }
            let mark = match (self.side, side) {
                (Side::Both, Side::New) => Some(Mark::new(MarkKind::Inserted, MarkReason::Words)),
                (Side::Both, Side::Old) => Some(Mark::new(MarkKind::Deleted, MarkReason::Words)),
                _ => None,
            };
            let number = index + 1;
            self.marked_inside(mark.as_ref(), |writer| {
                writer.link_back(stem, number, marks.len());
            });
        }
        self.push("</p>\n");
    }

    fn link_back(&mut self, stem: &str, number: usize, n_marks: usize) {
        self.push("<a class=\"footnote-back\"");
        self.anchor(&mark_id(stem, number));
        let label = &self.labels.back_to_text;
        if n_marks > 1 {
            self.attribute("aria-label", &format!("{label} ({number})"));
        } else {
            self.attribute("aria-label", label);
        }
        self.push(" role=\"doc-backlink\">↩</a>");
    }
}

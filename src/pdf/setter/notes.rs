//! Footnotes: each is set at its first mark, so that it stands at the foot of that sheet. Numbers run
//! through a chapter; in a text with marks they are those of the new text, and what was deleted has
//! the number that it had.

use super::Setter;
use crate::pdf::node::text::{Piece, Run};
use crate::prose::mark::Side;
use crate::prose::walk::Node;
use crate::prose::{Block, BlockKind, Footnote, Inline, InlineKind, Prose, text, walk};
use std::collections::BTreeMap;

/// A footnote's label, and whether it stands in the old text only.
type Key<'p> = (&'p str, bool);

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Notes<'p> {
    texts: BTreeMap<Key<'p>, &'p Footnote>,
    /// The numbers of those that were met.
    numbers: BTreeMap<Key<'p>, usize>,
    before: usize,
    n_new: usize,
    n_old: usize,
    /// Whether a footnote is being set.
    is_inside: bool,
}

impl<'p> Notes<'p> {
    /// The footnotes of a text, after `before` others. The first of each label counts.
    pub(super) fn of(prose: &'p Prose, before: usize) -> Self {
        let mut notes = Self { before, ..Self::default() };
        let mut nodes = walk::nodes(prose);
        while let Some(node) = nodes.next() {
            if let Node::Block(Block { kind: BlockKind::Footnote(footnote), .. }) = node {
                let key = (&*footnote.label, !nodes.side().is_in_new());
                notes.texts.entry(key).or_insert(footnote);
            }
        }
        notes
    }

    /// The number of the last footnote so far.
    pub(super) fn last(&self) -> usize {
        self.before + self.n_new
    }

    fn key(&self, label: &'p str, side: Side) -> Option<Key<'p>> {
        let is_deleted = !side.is_in_new();
        let keys = [(label, is_deleted), (label, !is_deleted)];
        keys.into_iter().find(|key| self.texts.contains_key(key))
    }
}

impl<'p> Setter<'_, '_, 'p> {
    /// A mark in the text. One whose footnote is missing sets nothing.
    pub(super) fn footnote_mark(&mut self, label: &'p str) -> Option<Run> {
        let key = self.notes.key(label, self.side)?;
        let footnote = self.notes.texts.get(&key).copied()?;
        let is_old = !self.side.is_in_new();
        if let Some(number) = self.notes.numbers.get(&key) {
            if self.notes.is_inside {
                let body = vec![Run::text(number.to_string())];
                return Some(Run::Piece(Piece::Styled { style: "super", body }));
            }
            let (to, number) = (format!("#{}", self.note(*number, is_old)), number.to_string());
            return Some(Run::Piece(Piece::NoteAgain { to, number }));
        }
        // Typst loses its way in footnotes to footnotes: such a one is set where it is marked.
        if self.notes.is_inside {
            let words = footnote.blocks.iter().map(plain).collect::<Vec<_>>().join(" ");
            return Some(Run::text(format!(" ({words})")));
        }
        let number = if is_old {
            self.notes.n_old += 1;
            self.notes.n_old
        } else {
            self.notes.n_new += 1;
            self.notes.last()
        };
        self.notes.numbers.insert(key, number);
        self.notes.is_inside = true;
        let depth = std::mem::replace(&mut self.depth, super::MAX_DEPTH.saturating_sub(2));
        let inline_depth = std::mem::take(&mut self.inline_depth);
        let blocks = self.blocks(&footnote.blocks);
        self.inline_depth = inline_depth;
        self.depth = depth;
        self.notes.is_inside = false;
        // A heading is shown in the list of contents too, where nothing may have an anchor again.
        let anchor = if self.is_heading { String::new() } else { self.note(number, is_old) };
        let number = number.to_string();
        Some(Run::Piece(Piece::Note { anchor, number, blocks }))
    }

    /// The anchor of a footnote.
    fn note(&self, number: usize, is_old: bool) -> String {
        let chapter = self.slug().map_or("", |slug| slug.as_str());
        let old = if is_old { "old-" } else { "" };
        format!("note--{chapter}--{old}{number}")
    }
}

fn plain(block: &Block) -> String {
    let held = Prose { blocks: vec![block.clone()] };
    let runs = walk::inlines(&held).filter(|inline| !matches!(inline.kind, InlineKind::Marked(..)));
    let words = runs.map(|inline: &Inline| match &inline.kind {
        InlineKind::Text(words) | InlineKind::Code(words) => words.clone(),
        InlineKind::Reference(reference) if reference.words.is_empty() => {
            text::target_name(&reference.target).to_owned()
        }
        InlineKind::SoftBreak | InlineKind::HardBreak => " ".to_owned(),
        _ => String::new(),
    });
    words.collect()
}

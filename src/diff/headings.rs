//! The headings above a change, in a text that holds two: the one that a reader has above it.

use super::places::{self, PlaceHeading};
use crate::prose::mark::MarkKind;
use crate::prose::{Block, BlockKind, Prose, text};

/// The ids of the headings under which a text changed.
pub(super) fn changed(prose: &Prose) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut headings = Headings::default();
    for block in &prose.blocks {
        let (belongs, _) = headings.pass(block);
        if let Some(heading) = belongs.filter(|_| places::is_marked(block))
            && !ids.contains(&heading.id)
        {
            ids.push(heading.id);
        }
    }
    ids
}

/// The headings above, in both texts.
#[derive(Default)]
pub(super) struct Headings {
    /// The last one that the new text has.
    standing: Option<PlaceHeading>,
    /// The last one since then that is gone.
    gone: Option<PlaceHeading>,
    follows_gone: bool,
}

impl Headings {
    /// Goes past a block: the heading that it belongs to, and whether a place starts with it.
    pub(super) fn pass(&mut self, block: &Block) -> (Option<PlaceHeading>, bool) {
        if is_footnote(block) {
            *self = Self::default();
            return (None, true);
        }
        let Some(heading) = heading_of(block) else {
            self.follows_gone = false;
            let gone = self.gone.as_ref().filter(|_| is_gone(block));
            return (gone.or(self.standing.as_ref()).cloned(), false);
        };
        // A heading in the place of one that is gone is the same place.
        let starts = !(self.follows_gone && !heading.is_deleted && places::is_marked(block));
        self.follows_gone = heading.is_deleted;
        if heading.is_deleted {
            self.gone = Some(heading.clone());
        } else {
            self.gone = None;
            self.standing = Some(heading.clone());
        }
        (Some(heading), starts)
    }
}

fn is_gone(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Marked(mark, _) if mark.kind == MarkKind::Deleted)
}

fn heading_of(block: &Block) -> Option<PlaceHeading> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(PlaceHeading {
            id: heading.id.clone(),
            is_deleted: false,
            words: text::inlines(&heading.content),
        }),
        BlockKind::Marked(mark, blocks) => {
            let is_deleted = mark.kind == MarkKind::Deleted;
            let last = blocks.iter().filter_map(heading_of).next_back()?;
            Some(PlaceHeading { is_deleted, ..last })
        }
        _ => None,
    }
}

/// Whether a block is the text of a footnote, in one of the two texts or in both.
pub(super) fn is_footnote(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Footnote(_) => true,
        BlockKind::Marked(_, blocks) => blocks.first().is_some_and(is_footnote),
        _ => false,
    }
}

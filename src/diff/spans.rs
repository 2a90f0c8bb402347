//! Where the blocks of a text with marks stand in the new text, so that what is known of a place in its file can
//! be shown beside it. With the deletions dropped they are the blocks of the new text, in its order.

use crate::prose::mark::MarkKind;
use crate::prose::{Block, BlockKind, Prose};
use crate::source::place::Span;

/// Gives each block that stands in the new text the span that it has there. Footnotes stand elsewhere.
pub(super) fn set(marked: &mut [Block], new: &Prose) {
    let stand = new.blocks.iter().filter(|block| !is_footnote(block)).map(|block| block.span);
    set_each(marked, &mut stand.into_iter());
}

fn set_each(marked: &mut [Block], stand: &mut impl Iterator<Item = Span>) {
    for block in marked {
        match &mut block.kind {
            BlockKind::Footnote(_) => {}
            BlockKind::Marked(mark, _) if mark.kind == MarkKind::Deleted => {}
            BlockKind::Marked(_, held) => {
                set_each(held, stand);
                let first =
                    held.iter().map(|block| block.span).find(|span| *span != Span::default());
                block.span = first.unwrap_or_default();
            }
            _ => block.span = stand.next().unwrap_or_default(),
        }
    }
}

fn is_footnote(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Footnote(_))
}

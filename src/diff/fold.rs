//! Folding: long stretches without a change are put away, so that a reader finds the changes.

use super::places;
use crate::prose::{Block, BlockKind, Prose};
use crate::source::place::Span;

/// A stretch of fewer blocks than this is shown.
const LEAST_FOLDED: usize = 3;

/// A text with marks in which long unchanged stretches are folded. Each change keeps the block
/// before it, the block after it, and the headings under which it stands.
pub fn fold(prose: Prose) -> Prose {
    let is_shown = shown(&prose.blocks);
    let mut blocks = Vec::new();
    let mut hidden = Vec::new();
    for (block, is_shown) in prose.blocks.into_iter().zip(is_shown) {
        if is_shown {
            put_away(&mut blocks, &mut hidden);
            blocks.push(block);
        } else {
            hidden.push(block);
        }
    }
    put_away(&mut blocks, &mut hidden);
    Prose { blocks }
}

fn put_away(blocks: &mut Vec<Block>, hidden: &mut Vec<Block>) {
    if hidden.len() < LEAST_FOLDED {
        blocks.append(hidden);
    } else {
        let kind = BlockKind::Unchanged(std::mem::take(hidden));
        blocks.push(Block { span: Span::default(), kind });
    }
}

/// Which blocks are not folded. Footnotes are shown elsewhere, so they never are.
fn shown(blocks: &[Block]) -> Vec<bool> {
    let is_footnote = |block: &Block| matches!(block.kind, BlockKind::Footnote(_));
    let mut is_shown: Vec<bool> = blocks.iter().map(is_footnote).collect();
    // The headings above, outermost first.
    let mut above: Vec<(u8, usize)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Heading(heading) = &block.kind {
            while above.pop_if(|(level, _)| *level >= heading.level).is_some() {}
            above.push((heading.level, at));
        }
        if places::is_marked(block) && !is_footnote(block) {
            let headings = above.iter().map(|(_, heading)| *heading);
            for kept in headings.chain(at.saturating_sub(1)..=at + 1) {
                is_shown.get_mut(kept).into_iter().for_each(|is_shown| *is_shown = true);
            }
        }
    }
    is_shown
}

#[cfg(test)]
mod tests {
    use super::fold;
    use crate::prose::mark::{Mark, MarkKind, MarkReason};
    use crate::prose::{Block, BlockKind, Heading, Inline, InlineKind, Prose};
    use crate::source::place::Span;

    /// A text by its blocks: a digit is a heading of that level, `+` an insertion.
    fn text(blocks: &str) -> Prose {
        let block = |kind| Block { span: Span::default(), kind };
        let words =
            |c: char| vec![Inline { span: Span::default(), kind: InlineKind::Text(c.to_string()) }];
        let of = |c: char| match c.to_digit(10) {
            Some(level) => block(BlockKind::Heading(Heading {
                level: u8::try_from(level).unwrap(),
                id: String::new(),
                explicit: false,
                content: words(c),
            })),
            None if c == '+' => {
                let mark = Mark::new(MarkKind::Inserted, MarkReason::Words);
                block(BlockKind::Marked(mark, vec![block(BlockKind::Paragraph(words(c)))]))
            }
            None => block(BlockKind::Paragraph(words(c))),
        };
        Prose { blocks: blocks.chars().map(of).collect() }
    }

    fn folded(blocks: &str) -> String {
        let shown = |block: &Block| match &block.kind {
            BlockKind::Unchanged(held) => format!("({})", held.len()),
            BlockKind::Marked(..) => "+".to_owned(),
            BlockKind::Heading(heading) => heading.level.to_string(),
            _ => ".".to_owned(),
        };
        fold(text(blocks)).blocks.iter().map(shown).collect()
    }

    #[test]
    fn a_change_keeps_its_neighbours_and_the_headings_above_it() {
        assert_eq!(folded(".....2..3....+....2..."), "(5)2..3(3).+.(7)");
    }

    #[test]
    fn a_short_stretch_is_shown() {
        assert_eq!(folded("+...."), "+.(3)");
        assert_eq!(folded("+...+"), "+...+");
        assert_eq!(folded("+..."), "+...");
    }

    #[test]
    fn a_heading_of_the_same_level_ends_what_stands_under_the_one_before() {
        assert_eq!(folded("2....2....+"), "(5)2(3).+");
    }
}

//! Walking over a text: every block and every inline, in reading order, however deep it stands.
//!
//! The walk keeps its own stack, so that no text, however deeply nested, can exhaust the thread's.

use super::{Block, BlockKind, Image, Inline, InlineKind, Prose};

/// A block or an inline of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node<'p> {
    /// A block.
    Block(&'p Block),
    /// An inline.
    Inline(&'p Inline),
}

/// An iterator over nodes: each before what it holds.
#[derive(Clone, Debug)]
pub struct Nodes<'p> {
    /// What is still to be visited, the next one last.
    stack: Vec<Node<'p>>,
    /// How many were waiting when the last node was visited, without those that it holds.
    n_waiting: usize,
}

/// All blocks and inlines of a text.
pub fn nodes(prose: &Prose) -> Nodes<'_> {
    nodes_of(&prose.blocks)
}

/// All blocks and inlines of some blocks.
pub fn nodes_of(blocks: &[Block]) -> Nodes<'_> {
    Nodes { stack: blocks.iter().rev().map(Node::Block).collect(), n_waiting: 0 }
}

/// All blocks of a text, those in lists, quotes and footnotes included.
pub fn blocks(prose: &Prose) -> impl Iterator<Item = &Block> {
    nodes(prose).filter_map(|node| match node {
        Node::Block(block) => Some(block),
        Node::Inline(_) => None,
    })
}

/// All inlines of a text, those in tables, footnotes and the words of references included.
pub fn inlines(prose: &Prose) -> impl Iterator<Item = &Inline> {
    only_inlines(nodes(prose))
}

/// All inlines of a run of inlines.
pub fn inlines_of(run: &[Inline]) -> impl Iterator<Item = &Inline> {
    only_inlines(Nodes { stack: run.iter().rev().map(Node::Inline).collect(), n_waiting: 0 })
}

fn only_inlines(nodes: Nodes<'_>) -> impl Iterator<Item = &Inline> {
    nodes.filter_map(|node| match node {
        Node::Inline(inline) => Some(inline),
        Node::Block(_) => None,
    })
}

impl<'p> Iterator for Nodes<'p> {
    type Item = Node<'p>;

    fn next(&mut self) -> Option<Node<'p>> {
        let node = self.stack.pop()?;
        self.n_waiting = self.stack.len();
        match node {
            Node::Block(block) => self.push_held_by_block(block),
            Node::Inline(inline) => self.push_inlines(held_by_inline(inline)),
        }
        if let Some(held) = self.stack.get_mut(self.n_waiting..) {
            held.reverse();
        }
        Some(node)
    }
}

impl<'p> Nodes<'p> {
    /// Leaves out what the node that was visited last holds.
    pub fn skip_held(&mut self) {
        self.stack.truncate(self.n_waiting);
    }

    fn push_blocks(&mut self, blocks: &'p [Block]) {
        self.stack.extend(blocks.iter().map(Node::Block));
    }

    fn push_inlines(&mut self, inlines: &'p [Inline]) {
        self.stack.extend(inlines.iter().map(Node::Inline));
    }

    fn push_held_by_block(&mut self, block: &'p Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.push_inlines(&heading.content),
            BlockKind::Paragraph(inlines) => self.push_inlines(inlines),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| self.push_blocks(&item.blocks));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Callout(_, blocks)
            | BlockKind::Statement(_, blocks) => self.push_blocks(blocks),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    row.cells.iter().for_each(|cell| self.push_inlines(cell));
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.push_inlines(&definition.term);
                    definition.details.iter().for_each(|blocks| self.push_blocks(blocks));
                }
            }
            BlockKind::Footnote(footnote) => self.push_blocks(&footnote.blocks),
            BlockKind::Code(_) | BlockKind::Break => {}
        }
    }
}

fn held_by_inline(inline: &Inline) -> &[Inline] {
    match &inline.kind {
        InlineKind::Styled(_, inlines) => inlines,
        InlineKind::Element(element) => &element.content,
        InlineKind::Link(link) => &link.content,
        InlineKind::Reference(reference) => &reference.words,
        InlineKind::Text(_)
        | InlineKind::Code(_)
        | InlineKind::Image(Image { .. })
        | InlineKind::FootnoteMark(_)
        | InlineKind::SoftBreak
        | InlineKind::HardBreak => &[],
    }
}

/// Calls `visit` for every block of a text, in reading order, each before what it holds.
pub fn for_each_block_mut(prose: &mut Prose, visit: &mut impl FnMut(&mut Block)) {
    visit_blocks_mut(&mut prose.blocks, visit);
}

/// The recursion is as deep as the text is nested, which the parser limits.
fn visit_blocks_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match &mut block.kind {
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| visit_blocks_mut(&mut item.blocks, visit));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Callout(_, blocks)
            | BlockKind::Statement(_, blocks) => visit_blocks_mut(blocks, visit),
            BlockKind::Definitions(definitions) => {
                let details = definitions.iter_mut().flat_map(|definition| &mut definition.details);
                details.for_each(|blocks| visit_blocks_mut(blocks, visit));
            }
            BlockKind::Footnote(footnote) => visit_blocks_mut(&mut footnote.blocks, visit),
            BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, inlines, nodes};
    use crate::prose::{
        Block, BlockKind, Footnote, Inline, InlineKind, List, ListItem, Prose, Reference, Table,
        TableRow, Target,
    };
    use crate::source::place::Span;

    fn inline(kind: InlineKind) -> Inline {
        Inline { span: Span::default(), kind }
    }

    fn words(text: &str) -> Vec<Inline> {
        vec![inline(InlineKind::Text(text.to_owned()))]
    }

    fn block(kind: BlockKind) -> Block {
        Block { span: Span::default(), kind }
    }

    fn sample() -> Prose {
        let row = |text: &str| TableRow { span: Span::default(), cells: vec![words(text)] };
        let reference = Reference { target: Target::Here("x".to_owned()), words: words("b") };
        let item = ListItem {
            span: Span::default(),
            task: None,
            blocks: vec![block(BlockKind::Paragraph(vec![inline(InlineKind::Reference(
                reference,
            ))]))],
        };
        Prose {
            blocks: vec![
                block(BlockKind::Paragraph(words("a"))),
                block(BlockKind::List(List { start: None, tight: true, items: vec![item] })),
                block(BlockKind::Table(Table {
                    columns: Vec::new(),
                    head: row("c"),
                    rows: vec![row("d"), row("e")],
                })),
                block(BlockKind::Footnote(Footnote {
                    label: "1".to_owned(),
                    blocks: vec![block(BlockKind::Paragraph(words("f")))],
                })),
            ],
        }
    }

    #[test]
    fn every_inline_is_visited_in_reading_order() {
        let prose = sample();
        let texts: String = inlines(&prose)
            .filter_map(|inline| match &inline.kind {
                InlineKind::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, "abcdef");
    }

    #[test]
    fn a_block_comes_before_what_it_holds() {
        let prose = sample();
        let kinds: String = nodes(&prose)
            .map(|node| if matches!(node, Node::Block(_)) { 'B' } else { 'i' })
            .collect();
        assert_eq!(kinds, "BiBBiiBiiiBBi");
    }
}

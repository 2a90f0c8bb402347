//! Walking over a text: every block and every inline, in reading order, however deep it stands.
//!
//! The walk keeps its own stack, so that no text, however deeply nested, can exhaust the thread's.

use super::mark::{Mark, Side};
use super::{Block, BlockKind, Image, Inline, InlineKind, Prose, Table};

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
    /// What is still to be visited, the next one last, each with its side.
    stack: Vec<(Node<'p>, Side)>,
    /// How many were waiting when the last node was visited, without those that it holds.
    n_waiting: usize,
    side: Side,
}

/// All blocks and inlines of a text.
pub fn nodes(prose: &Prose) -> Nodes<'_> {
    nodes_of(&prose.blocks)
}

/// All blocks and inlines of some blocks.
pub fn nodes_of(blocks: &[Block]) -> Nodes<'_> {
    let stack = blocks.iter().rev().map(|block| (Node::Block(block), Side::Both)).collect();
    Nodes { stack, n_waiting: 0, side: Side::Both }
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
    let stack = run.iter().rev().map(|inline| (Node::Inline(inline), Side::Both)).collect();
    only_inlines(Nodes { stack, n_waiting: 0, side: Side::Both })
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
        let (node, side) = self.stack.pop()?;
        self.n_waiting = self.stack.len();
        self.side = side;
        match node {
            Node::Block(block) => self.push_held_by_block(block),
            Node::Inline(inline) => {
                let mark = match &inline.kind {
                    InlineKind::Marked(mark, _) => Some(mark),
                    _ => None,
                };
                self.push_inlines(held_by_inline(inline), mark);
            }
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

    /// In which of two texts the node stands that was visited last.
    pub fn side(&self) -> Side {
        self.side
    }

    fn push_blocks(&mut self, blocks: &'p [Block], mark: Option<&Mark>) {
        let side = mark.map_or(self.side, |mark| self.side.inside(mark.kind));
        self.stack.extend(blocks.iter().map(|block| (Node::Block(block), side)));
    }

    fn push_inlines(&mut self, inlines: &'p [Inline], mark: Option<&Mark>) {
        let side = mark.map_or(self.side, |mark| self.side.inside(mark.kind));
        self.stack.extend(inlines.iter().map(|inline| (Node::Inline(inline), side)));
    }

    fn push_held_by_block(&mut self, block: &'p Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.push_inlines(&heading.content, None),
            BlockKind::Paragraph(inlines) => self.push_inlines(inlines, None),
            BlockKind::List(list) => {
                let items = list.items.iter();
                items.for_each(|item| self.push_blocks(&item.blocks, item.mark.as_ref()));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Callout(_, blocks)
            | BlockKind::Statement(_, blocks)
            | BlockKind::Unchanged(blocks) => self.push_blocks(blocks, None),
            BlockKind::Marked(mark, blocks) => self.push_blocks(blocks, Some(mark)),
            BlockKind::Table(table) => self.push_table(table),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let mark = definition.mark.as_ref();
                    self.push_inlines(&definition.term, mark);
                    definition.details.iter().for_each(|blocks| self.push_blocks(blocks, mark));
                }
            }
            BlockKind::Footnote(footnote) => self.push_blocks(&footnote.blocks, None),
            BlockKind::Code(_) | BlockKind::Break => {}
        }
    }

    fn push_table(&mut self, table: &'p Table) {
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let columns = table.columns.iter().map(|column| column.mark.as_ref());
            for (cell, column) in row.cells.iter().zip(columns.chain(std::iter::repeat(None))) {
                self.push_inlines(cell, row.mark.as_ref().or(column));
            }
        }
    }
}

fn held_by_inline(inline: &Inline) -> &[Inline] {
    match &inline.kind {
        InlineKind::Styled(_, inlines) | InlineKind::Marked(_, inlines) => inlines,
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
            | BlockKind::Statement(_, blocks)
            | BlockKind::Marked(_, blocks)
            | BlockKind::Unchanged(blocks) => visit_blocks_mut(blocks, visit),
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

/// Calls `visit` for every inline of a text, in reading order, each before what it holds.
pub fn for_each_inline_mut(prose: &mut Prose, visit: &mut impl FnMut(&mut Inline)) {
    visit_blocks_mut(&mut prose.blocks, &mut |block| match &mut block.kind {
        BlockKind::Heading(heading) => visit_inlines_mut(&mut heading.content, visit),
        BlockKind::Paragraph(run) => visit_inlines_mut(run, visit),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
            let cells = rows.flat_map(|row| &mut row.cells);
            cells.for_each(|cell| visit_inlines_mut(cell, visit));
        }
        BlockKind::Definitions(definitions) => {
            for held in definitions {
                visit_inlines_mut(&mut held.term, visit);
            }
        }
        _ => {}
    });
}

fn visit_inlines_mut(run: &mut [Inline], visit: &mut impl FnMut(&mut Inline)) {
    for inline in run {
        visit(inline);
        match &mut inline.kind {
            InlineKind::Styled(_, held) | InlineKind::Marked(_, held) => {
                visit_inlines_mut(held, visit);
            }
            InlineKind::Element(element) => visit_inlines_mut(&mut element.content, visit),
            InlineKind::Link(link) => visit_inlines_mut(&mut link.content, visit),
            InlineKind::Reference(reference) => visit_inlines_mut(&mut reference.words, visit),
            _ => {}
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
        let row =
            |text: &str| TableRow { span: Span::default(), mark: None, cells: vec![words(text)] };
        let reference = Reference { target: Target::Here("x".to_owned()), words: words("b") };
        let item = ListItem {
            span: Span::default(),
            task: None,
            mark: None,
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

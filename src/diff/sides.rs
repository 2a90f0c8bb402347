//! The two texts that a marked one holds: with its deletions dropped it is the new one, with its
//! insertions dropped the old. Both come in normal form: without spans, ids of headings, and all
//! else that is not compared.

use super::normal::{self, Form};
use crate::prose::mark::{Mark, MarkKind};
use crate::prose::{
    Block, BlockKind, Definition, Element, Footnote, Heading, Inline, InlineKind, Link, List,
    ListItem, Prose, Reference, Table, TableRow,
};
use crate::source::place::Span;

/// The new text: all deletions dropped. Of a text without marks, its normal form.
pub fn accept(prose: &Prose) -> Prose {
    Side(MarkKind::Inserted).prose(prose)
}

/// The old text: all insertions dropped. Of a text without marks, its normal form.
pub fn reject(prose: &Prose) -> Prose {
    Side(MarkKind::Deleted).prose(prose)
}

/// The side to keep.
#[derive(Clone, Copy)]
struct Side(MarkKind);

impl Side {
    fn prose(self, prose: &Prose) -> Prose {
        normal::prose(&Prose { blocks: self.blocks(&prose.blocks) }, Form::Compared)
    }

    fn keeps(self, mark: Option<&Mark>) -> bool {
        mark.is_none_or(|mark| mark.kind == self.0)
    }

    fn blocks(self, blocks: &[Block]) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match &block.kind {
                BlockKind::Marked(mark, held) if self.keeps(Some(mark)) => {
                    out.extend(self.blocks(held));
                }
                BlockKind::Marked(..) => {}
                BlockKind::Unchanged(held) => out.extend(self.blocks(held)),
                kind => out.push(Block { span: Span::default(), kind: self.block(kind) }),
            }
        }
        out
    }

    fn block(self, kind: &BlockKind) -> BlockKind {
        match kind {
            BlockKind::Heading(heading) => BlockKind::Heading(Heading {
                content: self.run(&heading.content),
                ..heading.clone()
            }),
            BlockKind::Paragraph(run) => BlockKind::Paragraph(self.run(run)),
            BlockKind::List(list) => BlockKind::List(self.list(list)),
            BlockKind::Quote(blocks) => BlockKind::Quote(self.blocks(blocks)),
            BlockKind::Callout(callout, blocks) => {
                BlockKind::Callout(*callout, self.blocks(blocks))
            }
            BlockKind::Statement(provision, blocks) => {
                BlockKind::Statement(provision.clone(), self.blocks(blocks))
            }
            BlockKind::Table(table) => BlockKind::Table(self.table(table)),
            BlockKind::Definitions(definitions) => {
                let kept = definitions.iter().filter(|held| self.keeps(held.mark.as_ref()));
                BlockKind::Definitions(kept.map(|held| self.definition(held)).collect())
            }
            BlockKind::Footnote(footnote) => BlockKind::Footnote(Footnote {
                label: footnote.label.clone(),
                blocks: self.blocks(&footnote.blocks),
            }),
            BlockKind::Code(_)
            | BlockKind::Break
            | BlockKind::Marked(..)
            | BlockKind::Unchanged(_) => kind.clone(),
        }
    }

    fn list(self, list: &List) -> List {
        let kept = list.items.iter().filter(|item| self.keeps(item.mark.as_ref()));
        let item = |item: &ListItem| ListItem {
            span: Span::default(),
            task: item.task,
            mark: None,
            blocks: self.blocks(&item.blocks),
        };
        List { items: kept.map(item).collect(), ..list.clone() }
    }

    /// A definition of which nothing is kept came or went as a whole.
    fn definition(self, definition: &Definition) -> Definition {
        let detail = |blocks: &Vec<Block>| {
            let kept = self.blocks(blocks);
            (!kept.is_empty() || blocks.is_empty()).then_some(kept)
        };
        Definition {
            mark: None,
            term: self.run(&definition.term),
            details: definition.details.iter().filter_map(detail).collect(),
        }
    }

    fn table(self, table: &Table) -> Table {
        let columns = table.columns.iter().filter(|column| self.keeps(column.mark.as_ref()));
        let mut columns: Vec<_> = columns.cloned().collect();
        for column in &mut columns {
            column.mark = None;
        }
        let rows = table.rows.iter().filter(|row| self.keeps(row.mark.as_ref()));
        Table {
            columns,
            head: self.row(&table.head, table),
            rows: rows.map(|row| self.row(row, table)).collect(),
        }
    }

    fn row(self, row: &TableRow, table: &Table) -> TableRow {
        let marks = table.columns.iter().map(|column| column.mark.as_ref());
        let cells = row.cells.iter().zip(marks.chain(std::iter::repeat(None)));
        let kept = cells.filter(|(_, mark)| self.keeps(*mark));
        let cells = kept.map(|(cell, _)| self.run(cell)).collect();
        TableRow { span: Span::default(), mark: None, cells }
    }

    fn run(self, run: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(run.len());
        for inline in run {
            let kind = match &inline.kind {
                InlineKind::Marked(mark, held) => {
                    if self.keeps(Some(mark)) {
                        out.extend(self.run(held));
                    }
                    continue;
                }
                InlineKind::Styled(style, held) => InlineKind::Styled(*style, self.run(held)),
                InlineKind::Element(element) => InlineKind::Element(Element {
                    content: self.run(&element.content),
                    ..element.clone()
                }),
                InlineKind::Link(link) => {
                    InlineKind::Link(Link { content: self.run(&link.content), ..link.clone() })
                }
                InlineKind::Reference(reference) => InlineKind::Reference(Reference {
                    words: self.run(&reference.words),
                    ..reference.clone()
                }),
                kind => kind.clone(),
            };
            out.push(Inline { span: Span::default(), kind });
        }
        out
    }
}

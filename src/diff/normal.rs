//! The normal form: a text without what readers cannot see. Two texts with the same normal form
//! have no difference, and what a difference gives back is in normal form.

use crate::prose::{
    Alignment, Block, BlockKind, Column, Definition, Destination, Element, Footnote, Inline,
    InlineKind, Link, List, ListItem, Prose, Reference, Table, TableRow, walk,
};
use crate::source::place::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// What else is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Line ends, doubled spaces and spans: what the tree with marks does without.
    Kept,
    /// Also the ids of headings, alignment, and the space between items: what is not compared.
    Compared,
}

/// A text in a form, its footnotes at the end in the order of their labels if it is to be compared.
pub(super) fn prose(prose: &Prose, form: Form) -> Prose {
    let (footnotes, others): (Vec<&Block>, Vec<&Block>) =
        prose.blocks.iter().partition(|block| matches!(block.kind, BlockKind::Footnote(_)));
    let footnotes = shown(&others, footnotes);
    let mut blocks: Vec<Block> = others.into_iter().map(|item| block(item, form)).collect();
    let mut footnotes: Vec<Block> = footnotes.into_iter().map(|item| block(item, form)).collect();
    if form == Form::Compared {
        footnotes.sort_by(|one, other| label(one).cmp(label(other)));
    }
    blocks.append(&mut footnotes);
    Prose { blocks }
}

/// The footnotes that readers see: those that are marked, the first of each label.
fn shown<'p>(others: &[&'p Block], mut footnotes: Vec<&'p Block>) -> Vec<&'p Block> {
    let mut by_label: BTreeMap<&str, &Block> = BTreeMap::new();
    for footnote in &footnotes {
        by_label.entry(label(footnote)).or_insert(footnote);
    }
    let mut marked = BTreeSet::new();
    let mut next: Vec<&Block> = others.to_vec();
    while let Some(block) = next.pop() {
        for node in walk::nodes_of(std::slice::from_ref(block)) {
            if let walk::Node::Inline(Inline { kind: InlineKind::FootnoteMark(label), .. }) = node
                && marked.insert(label.as_str())
            {
                next.extend(by_label.get(label.as_str()));
            }
        }
    }
    let mut met = BTreeSet::new();
    footnotes.retain(|block| marked.contains(label(block)) && met.insert(label(block)));
    footnotes
}

/// The label of a footnote; of anything else, nothing.
pub(super) fn label(block: &Block) -> &str {
    match &block.kind {
        BlockKind::Footnote(footnote) => &footnote.label,
        _ => "",
    }
}

fn blocks(blocks: &[Block], form: Form) -> Vec<Block> {
    blocks.iter().map(|item| block(item, form)).collect()
}

/// A block in a form.
pub(super) fn block(block: &Block, form: Form) -> Block {
    let kind = match &block.kind {
        BlockKind::Heading(heading) => {
            let mut heading = heading.clone();
            heading.content = run(&heading.content);
            if form == Form::Compared {
                heading.id.clear();
                heading.explicit = false;
            }
            BlockKind::Heading(heading)
        }
        BlockKind::Paragraph(content) => BlockKind::Paragraph(run(content)),
        BlockKind::List(list) => BlockKind::List(List {
            start: list.start,
            tight: list.tight || form == Form::Compared,
            items: list.items.iter().map(|held| item(held, form)).collect(),
        }),
        BlockKind::Quote(held) => BlockKind::Quote(blocks(held, form)),
        BlockKind::Callout(kind, held) => BlockKind::Callout(*kind, blocks(held, form)),
        BlockKind::Statement(provision, held) => BlockKind::Statement(
            Spanned::new(provision.value.clone(), Span::default()),
            blocks(held, form),
        ),
        BlockKind::Table(held) => BlockKind::Table(table(held, form)),
        BlockKind::Definitions(held) => {
            BlockKind::Definitions(held.iter().map(|held| definition(held, form)).collect())
        }
        BlockKind::Footnote(footnote) => BlockKind::Footnote(Footnote {
            label: footnote.label.clone(),
            blocks: blocks(&footnote.blocks, form),
        }),
        BlockKind::Marked(mark, held) => BlockKind::Marked(mark.clone(), blocks(held, form)),
        BlockKind::Unchanged(held) => BlockKind::Unchanged(blocks(held, form)),
        BlockKind::Code(_) | BlockKind::Break => block.kind.clone(),
    };
    Block { span: Span::default(), kind }
}

/// An item of a list in a form.
pub(super) fn item(item: &ListItem, form: Form) -> ListItem {
    ListItem {
        span: Span::default(),
        task: item.task,
        mark: item.mark.clone(),
        blocks: blocks(&item.blocks, form),
    }
}

/// A definition in a form.
pub(super) fn definition(definition: &Definition, form: Form) -> Definition {
    Definition {
        mark: definition.mark.clone(),
        term: run(&definition.term),
        details: definition.details.iter().map(|held| blocks(held, form)).collect(),
    }
}

fn table(table: &Table, form: Form) -> Table {
    let column = |column: &Column| match form {
        Form::Kept => column.clone(),
        Form::Compared => Column { alignment: Alignment::Default, mark: column.mark.clone() },
    };
    Table {
        columns: table.columns.iter().map(column).collect(),
        head: row(&table.head),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// A row of a table without spans.
pub(super) fn row(row: &TableRow) -> TableRow {
    TableRow {
        span: Span::default(),
        mark: row.mark.clone(),
        cells: row.cells.iter().map(|cell| run(cell)).collect(),
    }
}

/// A run of inlines in which a line end is a space, spaces are single, and words that stand
/// together are one node.
pub(super) fn run(run: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    push_run(&mut out, run);
    out
}

fn push_run(out: &mut Vec<Inline>, content: &[Inline]) {
    for inline in content {
        let kind = match &inline.kind {
            InlineKind::Text(text) => {
                push_text(out, text);
                continue;
            }
            InlineKind::SoftBreak => {
                push_text(out, " ");
                continue;
            }
            InlineKind::Styled(style, content) => InlineKind::Styled(*style, run(content)),
            InlineKind::Marked(mark, content) => InlineKind::Marked(mark.clone(), run(content)),
            InlineKind::Element(element) => {
                InlineKind::Element(Element { content: run(&element.content), ..element.clone() })
            }
            InlineKind::Link(link) => {
                InlineKind::Link(Link { content: run(&link.content), ..link.clone() })
            }
            InlineKind::Reference(reference) => InlineKind::Reference(Reference {
                words: run(&reference.words),
                ..reference.clone()
            }),
            InlineKind::Code(_)
            | InlineKind::Image(_)
            | InlineKind::FootnoteMark(_)
            | InlineKind::HardBreak => inline.kind.clone(),
        };
        out.push(Inline { span: Span::default(), kind });
    }
}

/// Adds words, to those before them if there are any. Spaces that do not break lines stay.
pub(super) fn push_text(out: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if !matches!(out.last(), Some(Inline { kind: InlineKind::Text(_), .. })) {
        out.push(Inline { span: Span::default(), kind: InlineKind::Text(String::new()) });
    }
    let Some(Inline { kind: InlineKind::Text(last), .. }) = out.last_mut() else { return };
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            last.push(c);
        } else if !last.ends_with(' ') {
            last.push(' ');
        }
    }
}

/// Where a link leads, as it was written.
pub(super) fn address(destination: &Destination) -> &str {
    match destination {
        Destination::Web(text) | Destination::Path(text) | Destination::Refused(text) => text,
    }
}

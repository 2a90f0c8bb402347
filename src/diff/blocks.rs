//! Blocks: two rows of blocks to one row with marks.

use super::normal::{self, Form};
use super::siblings::{self, Sibling, Step};
use super::{lists, tables, words};
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{Block, BlockKind, CalloutKind, Footnote, Heading, Inline, Prose, walk};
use crate::source::place::Span;
use std::collections::BTreeMap;

/// Two texts to one with marks.
pub(super) fn prose(old: &Prose, new: &Prose) -> Prose {
    let (old, new) = (normal::prose(old, Form::Kept), normal::prose(new, Form::Kept));
    let (old, old_notes) = without_footnotes(old);
    let (new, new_notes) = without_footnotes(new);
    let mut blocks = rows(&old, &new);
    blocks.extend(footnotes(old_notes, new_notes));
    Prose { blocks }
}

/// In normal form footnotes stand at the end.
fn without_footnotes(prose: Prose) -> (Vec<Block>, Vec<Block>) {
    prose.blocks.into_iter().partition(|block| !matches!(block.kind, BlockKind::Footnote(_)))
}

/// Footnotes are paired by their labels, wherever they stand: nobody but the editor sees where.
fn footnotes(old: Vec<Block>, new: Vec<Block>) -> Vec<Block> {
    let mut olds: BTreeMap<String, Vec<Block>> = BTreeMap::new();
    for block in old.into_iter().rev() {
        olds.entry(normal::label(&block).to_owned()).or_default().push(block);
    }
    let mut out = Vec::new();
    for block in new {
        match olds.get_mut(normal::label(&block)).and_then(Vec::pop) {
            Some(before) => out.extend(pair(&before, &block)),
            None => out.push(whole(MarkKind::Inserted, MarkReason::Words, block)),
        }
    }
    let gone = olds.into_values().flat_map(|blocks| blocks.into_iter().rev());
    out.extend(gone.map(|block| whole(MarkKind::Deleted, MarkReason::Words, block)));
    out
}

/// Two rows of blocks to one.
pub(super) fn rows(old: &[Block], new: &[Block]) -> Vec<Block> {
    if old == new {
        return new.to_vec();
    }
    let siblings = |blocks| <[Block]>::iter(blocks).map(sibling).collect::<Vec<_>>();
    let (old_siblings, new_siblings) = (siblings(old), siblings(new));
    let mut out = Vec::with_capacity(new.len());
    for step in siblings::steps(&old_siblings, &new_siblings) {
        match step {
            Step::Pair(i, j) => {
                if let (Some(before), Some(after)) = (old.get(i), new.get(j)) {
                    out.extend(pair(before, after));
                }
            }
            Step::Deleted { old: i, is_moved } => {
                let reason = if is_moved { MarkReason::Moved } else { MarkReason::Words };
                out.extend(old.get(i).map(|b| whole(MarkKind::Deleted, reason, b.clone())));
            }
            Step::Inserted { new: j, moved_from: None } => out.extend(
                new.get(j).map(|b| whole(MarkKind::Inserted, MarkReason::Words, b.clone())),
            ),
            Step::Inserted { new: j, moved_from: Some(i) } => {
                if let (Some(before), Some(after)) = (old.get(i), new.get(j)) {
                    out.push(marked(MarkKind::Inserted, MarkReason::Moved, pair(before, after)));
                }
            }
        }
    }
    relabelled(out)
}

/// What must be the same for two blocks to be compared in detail.
#[derive(Hash)]
enum Class<'a> {
    Heading(u8),
    Paragraph,
    List(Option<u64>),
    Quote,
    Callout(CalloutKind),
    Statement(&'a str),
    Table,
    Definitions,
    Footnote(&'a str),
}

fn class(block: &Block) -> Option<Class<'_>> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(Class::Heading(heading.level)),
        BlockKind::Paragraph(_) => Some(Class::Paragraph),
        BlockKind::List(list) => Some(Class::List(list.start)),
        BlockKind::Quote(_) => Some(Class::Quote),
        BlockKind::Callout(kind, _) => Some(Class::Callout(*kind)),
        BlockKind::Statement(provision, _) => Some(Class::Statement(&provision.value)),
        BlockKind::Table(_) => Some(Class::Table),
        BlockKind::Definitions(_) => Some(Class::Definitions),
        BlockKind::Footnote(footnote) => Some(Class::Footnote(&footnote.label)),
        BlockKind::Code(_) | BlockKind::Break | BlockKind::Marked(..) | BlockKind::Unchanged(_) => {
            None
        }
    }
}

fn sibling(block: &Block) -> Sibling<'_> {
    let compared = normal::block(block, Form::Compared);
    let nodes = walk::nodes_of(std::slice::from_ref(block));
    Sibling::new(&compared.kind, class(block).as_ref(), nodes)
}

/// Two texts of one block to one with marks inside; if they have too little in common, to the
/// old one and the new one, each marked as a whole.
fn pair(old: &Block, new: &Block) -> Vec<Block> {
    if normal::block(old, Form::Compared) == normal::block(new, Form::Compared) {
        return vec![new.clone()];
    }
    match inside(&old.kind, &new.kind) {
        Some(kind) => vec![Block { span: Span::default(), kind }],
        None => vec![
            whole(MarkKind::Deleted, MarkReason::Words, old.clone()),
            whole(MarkKind::Inserted, MarkReason::Words, new.clone()),
        ],
    }
}

fn inside(old: &BlockKind, new: &BlockKind) -> Option<BlockKind> {
    match (old, new) {
        (BlockKind::Heading(old), BlockKind::Heading(new)) if old.level == new.level => {
            let content = words::of_runs_alike(&old.content, &new.content)?;
            Some(BlockKind::Heading(Heading { content, ..new.clone() }))
        }
        (BlockKind::Paragraph(old), BlockKind::Paragraph(new)) => {
            words::of_runs_alike(old, new).map(BlockKind::Paragraph)
        }
        (BlockKind::List(old), BlockKind::List(new)) if old.start == new.start => {
            lists::list(old, new).map(BlockKind::List)
        }
        (BlockKind::Quote(old), BlockKind::Quote(new)) => held(old, new).map(BlockKind::Quote),
        (BlockKind::Callout(kind, old), BlockKind::Callout(other, new)) if kind == other => {
            held(old, new).map(|blocks| BlockKind::Callout(*kind, blocks))
        }
        (BlockKind::Statement(provision, old), BlockKind::Statement(other, new))
            if provision.value == other.value =>
        {
            Some(BlockKind::Statement(other.clone(), rows(old, new)))
        }
        (BlockKind::Table(old), BlockKind::Table(new)) => {
            tables::table(old, new).map(BlockKind::Table)
        }
        (BlockKind::Definitions(old), BlockKind::Definitions(new)) => {
            lists::definitions(old, new).map(BlockKind::Definitions)
        }
        (BlockKind::Footnote(old), BlockKind::Footnote(new)) if old.label == new.label => {
            Some(BlockKind::Footnote(Footnote {
                label: new.label.clone(),
                blocks: rows(&old.blocks, &new.blocks),
            }))
        }
        _ => None,
    }
}

/// The blocks of a quotation or callout, if any of them stays.
fn held(old: &[Block], new: &[Block]) -> Option<Vec<Block>> {
    let blocks = rows(old, new);
    let stays = |block: &Block| !matches!(block.kind, BlockKind::Marked(..));
    blocks.iter().any(stays).then_some(blocks)
}

/// A block that is marked as a whole.
pub(super) fn whole(kind: MarkKind, reason: MarkReason, block: Block) -> Block {
    marked(kind, reason, vec![block])
}

fn marked(kind: MarkKind, reason: MarkReason, blocks: Vec<Block>) -> Block {
    Block { span: Span::default(), kind: BlockKind::Marked(Mark::new(kind, reason), blocks) }
}

/// A heading of the same words at another level, and a paragraph whose links alone changed, are
/// told apart from changed words.
fn relabelled(mut blocks: Vec<Block>) -> Vec<Block> {
    for at in 1..blocks.len() {
        let Some([before, after]) = blocks.get_mut(at - 1..=at) else { continue };
        let (BlockKind::Marked(one, old), BlockKind::Marked(other, new)) =
            (&mut before.kind, &mut after.kind)
        else {
            continue;
        };
        if (one.kind, other.kind) == (MarkKind::Deleted, MarkKind::Inserted)
            && one.reason == MarkReason::Words
            && other.reason == MarkReason::Words
            && let (Some(old), Some(new)) = (only_heading(old), only_heading(new))
            && old == new
        {
            (one.reason, other.reason) = (MarkReason::Style, MarkReason::Style);
        }
    }
    blocks
}

fn only_heading(blocks: &[Block]) -> Option<&[Inline]> {
    match blocks {
        [Block { kind: BlockKind::Heading(heading), .. }] => Some(&heading.content),
        _ => None,
    }
}

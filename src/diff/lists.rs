//! Lists and lists of definitions: what was added, what was removed, what changed inside.

use super::blocks;
use super::normal::{self, Form};
use super::siblings::{self, Sibling, Step};
use super::words;
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{Block, BlockKind, Definition, List, ListItem, walk};
use crate::source::place::Span;

/// Two lists to one; nothing if no item stays.
pub(super) fn list(old: &List, new: &List) -> Option<List> {
    let siblings = |items| <[ListItem]>::iter(items).map(item_sibling).collect::<Vec<_>>();
    let steps = siblings::steps(&siblings(&old.items), &siblings(&new.items));
    let items = entries(&steps, &old.items, &new.items)?;
    Some(List { start: new.start, tight: new.tight, items })
}

/// Two lists of definitions to one; nothing if no term stays.
pub(super) fn definitions(old: &[Definition], new: &[Definition]) -> Option<Vec<Definition>> {
    let siblings = |held| <[Definition]>::iter(held).map(definition_sibling).collect::<Vec<_>>();
    let steps = siblings::steps(&siblings(old), &siblings(new));
    entries(&steps, old, new)
}

fn item_sibling(item: &ListItem) -> Sibling<'_> {
    let nodes = walk::nodes_of(&item.blocks);
    Sibling::new(&normal::item(item, Form::Compared), Some(&item.task), nodes)
}

fn definition_sibling(definition: &Definition) -> Sibling<'_> {
    let term = walk::inlines_of(&definition.term).map(walk::Node::Inline);
    let nodes = term.chain(definition.details.iter().flat_map(|blocks| walk::nodes_of(blocks)));
    let compared = normal::definition(definition, Form::Compared);
    Sibling::new(&compared, Some(&()), nodes)
}

/// What a list holds: it can be marked as a whole, and two of it can be made one.
pub(super) trait Entry: Clone {
    /// The same, marked.
    fn marked(self, mark: Mark) -> Self;
    /// The old and the new one in one, if that can be.
    fn inside(old: &Self, new: &Self) -> Option<Self>;
}

/// The entries of both lists in one; nothing if none stays.
pub(super) fn entries<E: Entry>(steps: &[Step], old: &[E], new: &[E]) -> Option<Vec<E>> {
    let mut out = Vec::with_capacity(new.len());
    let mut n_kept = 0;
    let deleted = |i: usize, reason: MarkReason| {
        old.get(i).map(|entry| entry.clone().marked(Mark::new(MarkKind::Deleted, reason)))
    };
    let inserted = |j: usize, reason: MarkReason| {
        new.get(j).map(|entry| entry.clone().marked(Mark::new(MarkKind::Inserted, reason)))
    };
    for step in steps {
        match *step {
            Step::Pair(i, j) => match inside(old, new, i, j) {
                Some(entry) => {
                    n_kept += 1;
                    out.push(entry);
                }
                None => out.extend(
                    [deleted(i, MarkReason::Words), inserted(j, MarkReason::Words)]
                        .into_iter()
                        .flatten(),
                ),
            },
            Step::Deleted { old: i, is_moved } => {
                let reason = if is_moved { MarkReason::Moved } else { MarkReason::Words };
                out.extend(deleted(i, reason));
            }
            Step::Inserted { new: j, moved_from: None } => {
                out.extend(inserted(j, MarkReason::Words));
            }
            Step::Inserted { new: j, moved_from: Some(i) } => {
                let mark = Mark::new(MarkKind::Inserted, MarkReason::Moved);
                let entry = inside(old, new, i, j).or_else(|| new.get(j).cloned());
                n_kept += 1;
                out.extend(entry.map(|entry| entry.marked(mark)));
            }
        }
    }
    (n_kept > 0).then_some(out)
}

fn inside<E: Entry>(old: &[E], new: &[E], i: usize, j: usize) -> Option<E> {
    E::inside(old.get(i)?, new.get(j)?)
}

impl Entry for ListItem {
    fn marked(self, mark: Mark) -> Self {
        Self { mark: Some(mark), ..self }
    }

    fn inside(old: &Self, new: &Self) -> Option<Self> {
        if old.task != new.task {
            return None;
        }
        let blocks = blocks::rows(&old.blocks, &new.blocks);
        let stays = |block: &Block| !matches!(block.kind, BlockKind::Marked(..));
        (blocks.is_empty() || blocks.iter().any(stays)).then(|| Self { blocks, ..new.clone() })
    }
}

impl Entry for Definition {
    fn marked(self, mark: Mark) -> Self {
        Self { mark: Some(mark), ..self }
    }

    /// A definition that came or went is a definition of marked blocks only.
    fn inside(old: &Self, new: &Self) -> Option<Self> {
        let term = words::of_runs_alike(&old.term, &new.term)?;
        let mut details = Vec::new();
        for at in 0..old.details.len().max(new.details.len()) {
            details.push(match (old.details.get(at), new.details.get(at)) {
                (Some(old), Some(new)) if old.is_empty() == new.is_empty() => {
                    blocks::rows(old, new)
                }
                (Some(old), None) if !old.is_empty() => all(MarkKind::Deleted, old),
                (None, Some(new)) if !new.is_empty() => all(MarkKind::Inserted, new),
                _ => return None,
            });
        }
        Some(Self { mark: None, term, details })
    }
}

fn all(kind: MarkKind, blocks: &[Block]) -> Vec<Block> {
    let mark = Mark::new(kind, MarkReason::Words);
    vec![Block { span: Span::default(), kind: BlockKind::Marked(mark, blocks.to_vec()) }]
}

//! Changed places: a list of them for the head of a page, each with a number that its first mark
//! bears too.
//!
//! A changed place is a run of changed blocks with no unchanged block and no heading between them;
//! so is the title, the subtitle, the summary and each footnote that changed.

use super::Difference;
use super::headings::{Headings, is_footnote};
use crate::prose::mark::{Mark, MarkKind, MarkReason, place_id};
use crate::prose::{Block, BlockKind, Definition, Inline, InlineKind, ListItem, Table, text};
use std::borrow::Cow;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// So many words of a changed place are quoted in the list.
const MOST_WORDS: usize = 14;

/// A place that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The id of its first mark: `change-3`.
    pub id: String,
    /// The nearest heading above, or the heading that changed. None above the first heading, in a
    /// footnote, and outside the text.
    pub heading: Option<PlaceHeading>,
    /// Whether it is a footnote.
    pub is_footnote: bool,
    /// The first words of the longest passage that was inserted there, or deleted if none was
    /// inserted; may be empty.
    pub excerpt: String,
    /// What kinds of change there are.
    pub changes: BTreeSet<Change>,
}

/// A heading above a changed place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceHeading {
    /// Its id in the new text; its id in the old text if it is gone.
    pub id: String,
    /// Whether it is gone, so that nothing on the page has its id.
    pub is_deleted: bool,
    /// Its words.
    pub words: String,
}

/// A kind of change, as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Words were inserted.
    Inserted,
    /// Words were deleted.
    Deleted,
    /// A passage stands at another place.
    Moved,
    /// A link leads elsewhere.
    Link,
    /// Words are set in another style.
    Style,
}

impl Change {
    /// The word for it in views.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Moved => "moved",
            Self::Link => "link",
            Self::Style => "style",
        }
    }

    fn of(mark: &Mark) -> Self {
        match (&mark.reason, mark.kind) {
            (MarkReason::Words, MarkKind::Inserted) => Self::Inserted,
            (MarkReason::Words, MarkKind::Deleted) => Self::Deleted,
            (MarkReason::Moved, _) => Self::Moved,
            (MarkReason::Link(_), _) => Self::Link,
            (MarkReason::Style, _) => Self::Style,
        }
    }
}

/// Numbers the changed places of a difference and lists them.
pub(super) fn number(difference: &mut Difference) {
    let mut places = Vec::new();
    for run in [&mut difference.title, &mut difference.subtitle, &mut difference.summary] {
        let mut finder = Finder::default();
        finder.run(run, places.len() + 1);
        places.extend(finder.place(places.len() + 1, None, false));
    }
    let mut headings = Headings::default();
    let mut open: Option<Open> = None;
    for block in &mut difference.prose.blocks {
        let (belongs, starts) = headings.pass(block);
        let number = places.len() + 1;
        if starts || !is_marked(block) {
            places.extend(open.take().and_then(|open| open.place(number)));
        }
        if is_marked(block) {
            let open = open.get_or_insert_default();
            open.is_footnote = is_footnote(block);
            open.finder.block(block, places.len() + 1);
            if open.heading.as_ref().is_none_or(|heading| heading.is_deleted) {
                open.heading = belongs.or(open.heading.take());
            }
        }
    }
    let number = places.len() + 1;
    places.extend(open.and_then(|open| open.place(number)));
    difference.places = places;
}

/// A place that may go on.
#[derive(Default)]
struct Open {
    finder: Finder,
    heading: Option<PlaceHeading>,
    is_footnote: bool,
}

impl Open {
    fn place(self, number: usize) -> Option<Place> {
        self.finder.place(number, self.heading, self.is_footnote)
    }
}

/// Whether there is any mark in a block.
pub(super) fn is_marked(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Marked(..) => true,
        BlockKind::Heading(heading) => is_run_marked(&heading.content),
        BlockKind::Paragraph(run) => is_run_marked(run),
        BlockKind::List(list) => {
            list.items.iter().any(|item| item.mark.is_some() || item.blocks.iter().any(is_marked))
        }
        BlockKind::Quote(blocks)
        | BlockKind::Callout(_, blocks)
        | BlockKind::Statement(_, blocks)
        | BlockKind::Unchanged(blocks) => blocks.iter().any(is_marked),
        BlockKind::Table(table) => {
            table.columns.iter().any(|column| column.mark.is_some())
                || std::iter::once(&table.head).chain(&table.rows).any(|row| {
                    row.mark.is_some() || row.cells.iter().any(|cell| is_run_marked(cell))
                })
        }
        BlockKind::Definitions(definitions) => definitions.iter().any(|held| {
            held.mark.is_some()
                || is_run_marked(&held.term)
                || held.details.iter().flatten().any(is_marked)
        }),
        BlockKind::Footnote(footnote) => footnote.blocks.iter().any(is_marked),
        BlockKind::Code(_) | BlockKind::Break => false,
    }
}

fn is_run_marked(run: &[Inline]) -> bool {
    run.iter().any(|inline| match &inline.kind {
        InlineKind::Marked(..) => true,
        InlineKind::Styled(_, content) => is_run_marked(content),
        InlineKind::Element(element) => is_run_marked(&element.content),
        InlineKind::Link(link) => is_run_marked(&link.content),
        InlineKind::Reference(reference) => is_run_marked(&reference.words),
        _ => false,
    })
}

/// Gathers the marks of one place, and gives its number to the first of them.
#[derive(Debug, Default)]
struct Finder {
    changes: BTreeSet<Change>,
    inserted: String,
    deleted: String,
}

impl Finder {
    fn place(
        self,
        number: usize,
        heading: Option<PlaceHeading>,
        is_footnote: bool,
    ) -> Option<Place> {
        let is_place = !self.changes.is_empty();
        let has_words = self.inserted.contains(char::is_alphanumeric);
        let words = if has_words { &self.inserted } else { &self.deleted };
        is_place.then(|| Place {
            id: place_id(number),
            heading,
            is_footnote,
            excerpt: first_words(words),
            changes: self.changes,
        })
    }

    fn mark(&mut self, mark: &mut Mark, number: usize, words: &dyn Fn() -> String) {
        if self.changes.is_empty() {
            mark.place = Some(number);
        }
        self.changes.insert(Change::of(mark));
        let side = match mark.kind {
            MarkKind::Inserted => &mut self.inserted,
            MarkKind::Deleted => &mut self.deleted,
        };
        // The list quotes the longest passage, which says most of what the place is about.
        let passage = words();
        if passage.len() > side.len() {
            *side = passage;
        }
    }

    fn block(&mut self, block: &mut Block, number: usize) {
        match &mut block.kind {
            BlockKind::Marked(mark, blocks) => self.mark(mark, number, &|| text::blocks(blocks)),
            BlockKind::Heading(heading) => self.run(&mut heading.content, number),
            BlockKind::Paragraph(run) => self.run(run, number),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    self.item(item, number);
                }
            }
            BlockKind::Quote(blocks)
            | BlockKind::Callout(_, blocks)
            | BlockKind::Statement(_, blocks)
            | BlockKind::Unchanged(blocks) => self.blocks(blocks, number),
            BlockKind::Table(table) => self.table(table, number),
            BlockKind::Definitions(definitions) => {
                for held in definitions {
                    self.definition(held, number);
                }
            }
            BlockKind::Footnote(footnote) => self.blocks(&mut footnote.blocks, number),
            BlockKind::Code(_) | BlockKind::Break => {}
        }
    }

    fn blocks(&mut self, blocks: &mut [Block], number: usize) {
        for block in blocks {
            self.block(block, number);
        }
    }

    fn item(&mut self, item: &mut ListItem, number: usize) {
        match &mut item.mark {
            Some(mark) => self.mark(mark, number, &|| text::blocks(&item.blocks)),
            None => self.blocks(&mut item.blocks, number),
        }
    }

    fn definition(&mut self, definition: &mut Definition, number: usize) {
        let Definition { mark, term, details } = definition;
        if let Some(mark) = mark {
            return self.mark(mark, number, &|| text::inlines(term));
        }
        self.run(term, number);
        for blocks in details {
            self.blocks(blocks, number);
        }
    }

    fn table(&mut self, table: &mut Table, number: usize) {
        let Table { columns, head, rows } = table;
        for (at, column) in columns.iter_mut().enumerate() {
            let words = || head.cells.get(at).map(|cell| text::inlines(cell)).unwrap_or_default();
            if let Some(mark) = &mut column.mark {
                self.mark(mark, number, &words);
            }
        }
        for row in std::iter::once(head).chain(rows) {
            let cells = &mut row.cells;
            match &mut row.mark {
                Some(mark) => self.mark(mark, number, &|| {
                    cells.iter().map(|cell| text::inlines(cell)).collect::<Vec<_>>().join(" ")
                }),
                None => cells.iter_mut().for_each(|cell| self.run(cell, number)),
            }
        }
    }

    fn run(&mut self, run: &mut [Inline], number: usize) {
        for inline in run {
            match &mut inline.kind {
                InlineKind::Marked(mark, content) => {
                    self.mark(mark, number, &|| text::inlines(content));
                }
                InlineKind::Styled(_, content) => self.run(content, number),
                InlineKind::Element(element) => self.run(&mut element.content, number),
                InlineKind::Link(link) => self.run(&mut link.content, number),
                InlineKind::Reference(reference) => self.run(&mut reference.words, number),
                _ => {}
            }
        }
    }
}

/// The first words of a passage on one line, with an ellipsis if there are more. A passage can begin
/// with the comma or the full stop after the words before it, which is left out.
fn first_words(passage: &str) -> String {
    let passage = passage.trim_start_matches([',', ';', ':', '.', ')', ' ', '\n']);
    let line: Cow<'_, str> = passage.split_whitespace().collect::<Vec<_>>().join(" ").into();
    match line.unicode_word_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line.into_owned(),
    }
}

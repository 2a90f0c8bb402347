//! The words of a text: blocks, and the pieces of a line.

use serde::Serialize;

/// A block.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Block {
    /// A heading of the text.
    Heading {
        /// 2 to 6; each at most one deeper than the one before.
        level: u8,
        /// What links lead to; none for one that they cannot lead to.
        anchor: Option<String>,
        /// Its words.
        body: Vec<Run>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        body: Vec<Run>,
    },
    /// A heading that divides nothing, as within a quotation.
    Strong {
        /// Its words.
        body: Vec<Run>,
    },
    /// A list.
    List {
        /// The number of the first item; none for bullets.
        start: Option<u64>,
        /// Whether the items stand close.
        tight: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Self>,
    },
    /// What stands in a box with a label: a callout, a notice, a statement of law, a local addition.
    Labelled {
        /// `note`, `warning`, `law`, `emergency`, `local` and others.
        kind: &'static str,
        /// The label.
        label: String,
        /// What stands in it.
        blocks: Vec<Self>,
    },
    /// Where a local addition begins or ends.
    LocalEdge {
        /// What says so.
        label: String,
        /// Whether it ends.
        is_end: bool,
    },
    /// Code.
    Code {
        /// Its lines.
        text: String,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// The header cells.
        head: Vec<Cell>,
        /// The rows.
        rows: Vec<Vec<Cell>>,
    },
    /// A table that is too wide for the sheet, or whose rows are too high: each row as a list of headers
    /// and cells.
    Records {
        /// The rows.
        rows: Vec<Vec<Record>>,
    },
    /// Terms with what they mean.
    Terms {
        /// The terms.
        items: Vec<Term>,
    },
    /// A thematic break.
    Rule,
    /// A picture.
    Picture(Picture),
    /// Blocks that stand in one of two texts only.
    Marked {
        /// What is marked.
        mark: Mark,
        /// The blocks.
        blocks: Vec<Self>,
    },
}

/// An item of a list.
#[derive(Debug, Serialize)]
pub struct Item {
    /// In a list of tasks, whether it is done.
    pub task: Option<bool>,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its share of the width.
    pub share: usize,
    /// `left`, `center` or `right`.
    pub align: &'static str,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// Its words.
    pub body: Vec<Run>,
}

/// A cell with its header.
#[derive(Debug, Serialize)]
pub struct Record {
    /// The header.
    pub label: String,
    /// The cell.
    pub body: Vec<Run>,
}

/// A term with what it means.
#[derive(Debug, Serialize)]
pub struct Term {
    /// The term.
    pub term: Vec<Run>,
    /// What it means.
    pub blocks: Vec<Block>,
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// Its file in the print; none where it cannot be shown.
    pub file: Option<String>,
    /// The words that stand for it.
    pub alt: String,
}

/// What says that words stand in one of two texts only.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// Whether they were inserted, and not deleted.
    pub is_inserted: bool,
    /// What is written before them.
    pub before: String,
    /// What is written after them.
    pub after: String,
}

/// Words, or a piece of a text within a line.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Run {
    /// Words.
    Text(String),
    /// Anything else.
    Piece(Piece),
}

/// A piece of a text within a line.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Piece {
    /// Words in a style: `emph`, `strong`, `strike`, `sub`, `super`, `small`, `code`, `cite`.
    Styled {
        /// The style.
        style: &'static str,
        /// The words.
        body: Vec<Run>,
    },
    /// Words in another language.
    Lang {
        /// The language.
        language: String,
        /// Its region.
        region: Option<String>,
        /// The words.
        body: Vec<Run>,
    },
    /// A link.
    Link {
        /// An address, or `#` and an anchor of this print.
        to: String,
        /// The words.
        body: Vec<Run>,
    },
    /// A picture in a line.
    Image(Picture),
    /// The first mark of a footnote, with its text.
    Note {
        /// What its other marks lead to.
        anchor: String,
        /// Its number.
        number: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// Another mark of a footnote.
    NoteAgain {
        /// `#` and the footnote's anchor.
        to: String,
        /// Its number.
        number: String,
    },
    /// A forced line end.
    LineEnd,
    /// Words that stand in one of two texts only.
    MarkedWords {
        /// What is marked.
        mark: Mark,
        /// The words.
        body: Vec<Run>,
    },
}

impl Run {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }
}

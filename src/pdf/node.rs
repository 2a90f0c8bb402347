//! What the template of a print sees: plain values, which become its `/data.json`. Strings in it are
//! words and are never read as mark-up.

use serde::Serialize;

/// A whole print.
#[derive(Debug, Serialize)]
pub struct Print {
    /// The document's title.
    pub title: String,
    /// One sentence about it, for its metadata.
    pub description: Option<String>,
    /// Who publishes it.
    pub author: String,
    /// For its metadata: version, day and digest.
    pub keywords: Vec<String>,
    /// The language without its region: `en`.
    pub language: String,
    /// The region of the language: `GB`.
    pub region: Option<String>,
    /// The day of its newest text, for its metadata: year, month and day.
    pub date: Option<(i16, i8, i8)>,
    /// Whether it is in large print.
    pub is_large: bool,
    /// The words of the interface that stand in every print.
    pub words: PrintWords,
    /// The first page of a section or a manual.
    pub cover: Option<Cover>,
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// Whom its chapters name.
    pub contacts: Vec<Card>,
    /// What its chapters cite.
    pub legislation: Vec<Citation>,
    /// What stands at the head and the foot of the sheets with contacts and citations.
    pub running: Running,
}

/// The words of the interface that stand in every print.
#[derive(Debug, Serialize)]
pub struct PrintWords {
    /// Above the list of contents.
    pub contents: String,
    /// Above the contacts.
    pub contacts: String,
    /// Above the citations.
    pub legislation: String,
    /// `Page {page} of {pages}`.
    pub page_of: String,
    /// Above a picture's words where the picture is not shown.
    pub picture: String,
}

/// The first page of a section or a manual.
#[derive(Debug, Serialize)]
pub struct Cover {
    /// Whose site it is from: the manual's title, over a section's.
    pub above: Option<String>,
    /// Its title.
    pub title: String,
    /// A line below it.
    pub subtitle: Option<String>,
    /// What stands in every copy.
    pub stamp: Stamp,
    /// Notices.
    pub notices: Vec<Block>,
}

/// What every copy says of itself.
#[derive(Debug, Serialize)]
pub struct Stamp {
    /// Labels and what they are for: version, day in force, digest.
    pub facts: Vec<Fact>,
    /// For how long it may be relied on.
    pub reliance: Option<String>,
    /// Where to look for a newer text: words before the address, and the address.
    pub address: Option<(String, String)>,
}

/// A label and what it says.
#[derive(Debug, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A part of a print, each from a new sheet on.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Part {
    /// The heading above the chapters of a section, in a print of the whole manual.
    Section {
        /// Its number and title.
        title: String,
        /// One sentence about it.
        summary: Option<String>,
        /// What links lead to.
        anchor: String,
        /// What stands at the head and the foot of its sheet.
        running: Running,
    },
    /// A chapter.
    Chapter(Box<ChapterPart>),
}

/// A chapter in a print.
#[derive(Debug, Serialize)]
pub struct ChapterPart {
    /// The level of its title: 1, or 2 below a section's.
    pub level: u8,
    /// Its number.
    pub number: String,
    /// Its title; with marks in a print of changes.
    pub title: Vec<Run>,
    /// A line below the title.
    pub subtitle: Vec<Run>,
    /// One sentence about it.
    pub summary: Vec<Run>,
    /// What links lead to.
    pub anchor: String,
    /// What every copy says of itself.
    pub stamp: Stamp,
    /// Notices above the text.
    pub notices: Vec<Block>,
    /// The text.
    pub blocks: Vec<Block>,
    /// What stands at the head and the foot of its sheets.
    pub running: Running,
}

/// What stands at the head and the foot of every sheet of a part.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Running {
    /// At the head: what it is.
    pub title: String,
    /// At the head: whose site it is from.
    pub place: String,
    /// At the foot: version, day, digest.
    pub version: String,
    /// At the foot: how long it may be relied on, and where to look for a newer text.
    pub reliance: String,
}

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

/// A contact.
#[derive(Debug, Serialize)]
pub struct Card {
    /// What links lead to.
    pub anchor: String,
    /// What it is called.
    pub name: String,
    /// When to turn to it.
    pub purpose: Option<String>,
    /// Who answers.
    pub who: Vec<Answering>,
}

/// Who answers, and how to reach them.
#[derive(Debug, Serialize)]
pub struct Answering {
    /// Who answers, where the card's name does not say it.
    pub name: Option<String>,
    /// How to reach them: a label and words, which may be a link.
    pub facts: Vec<CardFact>,
}

/// How to reach someone.
#[derive(Debug, Serialize)]
pub struct CardFact {
    /// `Telephone`.
    pub label: String,
    /// The number.
    pub value: String,
    /// The address of a link.
    pub to: Option<String>,
}

/// A provision or a guide that is cited.
#[derive(Debug, Serialize)]
pub struct Citation {
    /// What links lead to.
    pub anchor: String,
    /// What it is cited as.
    pub citation: String,
    /// Whether it applies.
    pub status: Option<String>,
    /// Its official address.
    pub address: Option<String>,
}

impl Run {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }
}

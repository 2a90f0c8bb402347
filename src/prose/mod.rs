//! Prose: the tree of blocks and inlines that a Markdown text becomes.
//!
//! Pages, print, search, PDF and differences all read this one tree. Every node keeps the span of
//! its source. There is no opaque HTML in it: the few inline elements that editors may write are
//! nodes of their own ([`Tag`]), so that every reader of the tree understands all of it.

pub mod headings;
pub mod mark;
pub mod mentions;
pub mod run;
pub mod shared;
pub mod text;
pub mod walk;

use crate::source::place::{Place, Span, Spanned};
use mark::Mark;

/// A text: blocks in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prose {
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// A short text that is written in a YAML value: a notice, a definition, a statement of law.
///
/// The spans in its prose are relative to the value; what is wrong in it is reported at `place`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The text.
    pub prose: Prose,
    /// Where the value stands.
    pub place: Place,
}

/// A block and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// Where it stands in its file.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A bulleted, numbered or task list.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// A callout: a GFM alert.
    Callout(CalloutKind, Vec<Block>),
    /// `> [!LAW] soa-2003/15`: the register's own statement of a provision, and the editor's words below it.
    Statement(Spanned<String>, Vec<Block>),
    /// A block of code.
    Code(CodeBlock),
    /// A table.
    Table(Table),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// The text of a footnote, wherever it was written.
    Footnote(Footnote),
    /// A thematic break.
    Break,
    /// Blocks that stand in one of two texts only. The parser never makes one.
    Marked(Mark, Vec<Block>),
    /// A long stretch that is the same in two texts, to be folded away. The parser never makes one.
    Unchanged(Vec<Block>),
}

/// A heading, level 1 to 6.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id: as written in `{#id}`, else given by [`headings::assign_ids`]; empty before that.
    pub id: String,
    /// Whether the editor wrote the id.
    pub explicit: bool,
    /// The words.
    pub content: Vec<Inline>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// The number of the first item of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// Whether the items' paragraphs stand without space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListItem {
    /// Where it stands.
    pub span: Span,
    /// In a task list, whether it is ticked.
    pub task: Option<bool>,
    /// Whether the whole item stands in one of two texts only.
    pub mark: Option<Mark>,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// The kinds of callout, by the words of GFM alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalloutKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

impl CalloutKind {
    /// The lower-case word, as used in class names and in the words of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A block of code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodeBlock {
    /// The first word of the info string; empty if none.
    pub language: String,
    /// The code, with its line ends.
    pub text: String,
}

/// A table: one row of headers, then rows of as many cells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// The header row.
    pub head: TableRow,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// How its cells are aligned.
    pub alignment: Alignment,
    /// Whether the whole column stands in one of two texts only.
    pub mark: Option<Mark>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableRow {
    /// Where it stands.
    pub span: Span,
    /// Whether the whole row stands in one of two texts only. Such a row has an empty cell in a
    /// column that stands in the other text only.
    pub mark: Option<Mark>,
    /// The cells.
    pub cells: Vec<Vec<Inline>>,
}

/// How a table's column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the page has it.
    Default,
    /// Left.
    Left,
    /// Centre.
    Centre,
    /// Right.
    Right,
}

/// A term of a definition list, with its definitions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Definition {
    /// Whether the term and all its definitions stand in one of two texts only.
    pub mark: Option<Mark>,
    /// The term.
    pub term: Vec<Inline>,
    /// The definitions, each a list of blocks.
    pub details: Vec<Vec<Block>>,
}

/// The text of a footnote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Footnote {
    /// The label, as the marks in the text give it.
    pub label: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// An inline and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inline {
    /// Where it stands in its file.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of inline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Words in a style.
    Styled(Style, Vec<Inline>),
    /// An element of the allow-list, written as HTML.
    Element(Element),
    /// A link written the Markdown way.
    Link(Link),
    /// A picture.
    Image(Image),
    /// A mark that points to a footnote by its label.
    FootnoteMark(String),
    /// A `[[reference]]`.
    Reference(Reference),
    /// A line end inside a paragraph.
    SoftBreak,
    /// A forced line end.
    HardBreak,
    /// Words that stand in one of two texts only. The parser never makes one.
    Marked(Mark, Vec<Inline>),
}

/// The styles of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck through.
    Strikethrough,
}

/// An inline element that an editor may write as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    /// Which.
    pub tag: Tag,
    /// The only attribute that the tag may have: see [`Tag::attribute`].
    pub attribute: Option<String>,
    /// What it holds.
    pub content: Vec<Inline>,
}

/// The inline HTML elements that are allowed, and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// `<abbr title="...">`
    Abbr,
    /// `<cite>`
    Cite,
    /// `<kbd>`
    Kbd,
    /// `<q>`: a child's own words, among others.
    Q,
    /// `<small>`
    Small,
    /// `<span lang="...">`: words in another language.
    Span,
    /// `<sub>`
    Sub,
    /// `<sup>`
    Sup,
}

impl Tag {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Abbr, Self::Cite, Self::Kbd, Self::Q, Self::Small, Self::Span, Self::Sub, Self::Sup];

    /// The element's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Abbr => "abbr",
            Self::Cite => "cite",
            Self::Kbd => "kbd",
            Self::Q => "q",
            Self::Small => "small",
            Self::Span => "span",
            Self::Sub => "sub",
            Self::Sup => "sup",
        }
    }

    /// The one attribute that this element may have.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Abbr => Some("title"),
            Self::Span => Some("lang"),
            _ => None,
        }
    }
}

/// A link written the Markdown way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// Where it leads.
    pub destination: Destination,
    /// Its title; empty if none.
    pub title: String,
    /// Its words.
    pub content: Vec<Inline>,
}

/// Where a Markdown link leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// `https:`, `http:`, `mailto:` or `tel:`.
    Web(String),
    /// A path from the file that holds the link, or `#heading`: to another chapter's file, or to a file beside it.
    Path(String),
    /// Any other scheme. It is a finding, and only the words are shown.
    Refused(String),
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    /// Where the picture is.
    pub destination: Destination,
    /// Its title; empty if none.
    pub title: String,
    /// The text alternative.
    pub alt: String,
}

/// A reference to something that is kept elsewhere: `[[bullying#responding|how to respond]]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// What is meant.
    pub target: Target,
    /// The words to show instead of the target's own; empty if none were written.
    pub words: Vec<Inline>,
}

/// What a reference names. The names are as written: only `resolve` knows whether they exist.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// `[[slug]]` or `[[slug#heading]]`: a chapter, or a heading of it.
    Chapter {
        /// The chapter's slug.
        slug: String,
        /// A heading's id.
        heading: Option<String>,
    },
    /// `[[#heading]]`: a heading of the same text.
    Here(String),
    /// `[[law:soa-2003/15]]`: a provision, Act or guidance.
    Law(String),
    /// `[[term:grooming]]`: a term of the glossary.
    Term(String),
    /// `[[contact:mash]]`: a contact.
    Contact(String),
}

//! What the template of a print sees: plain values, which become its `/data.json`. Strings in it are
//! words and are never read as mark-up.

pub mod text;

use serde::Serialize;
use text::{Block, Run};

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
    /// Where its numbered links lead, from 1.
    pub links: Vec<String>,
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
    /// Above the addresses of links.
    pub links: String,
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
    /// For the day of printing: words before the line on which it is to be written, and behind that.
    pub printed: Option<[String; 2]>,
    /// For how long it may be relied on.
    pub reliance: Option<String>,
    /// Where to look for a newer text: words before the address, and the address.
    pub address: Option<(String, String)>,
    /// Where its digests are looked up, in the same form.
    pub checks: Vec<(String, String)>,
}

/// A label and what it says.
#[derive(Debug, Serialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A part of a print. Each chapter begins on a new sheet.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Part {
    /// The heading above the first chapter of a section, in a print of the whole manual.
    Section {
        /// Its number and title.
        title: String,
        /// One sentence about it.
        summary: Option<String>,
        /// What links lead to.
        anchor: String,
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
    /// At the foot: how long it may be relied on.
    pub reliance: Option<String>,
    /// At the foot: where to look for a newer text.
    pub address: Option<String>,
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

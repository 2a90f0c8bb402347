//! Amendments: the minute book. One dated decision to change one or more documents each.

use super::document::DocumentId;
use super::id::{AmendmentId, Slug};
use super::version_number::VersionNumber;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::place::Spanned;
use jiff::civil::Date;

/// One dated decision to change documents, with a reason, a significance and a summary.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// Its id: the name of its file.
    pub id: AmendmentId,
    /// Its file.
    pub file: VPath,
    /// Its title.
    pub title: Spanned<String>,
    /// The day from which it is in force; may lie in the future.
    pub in_force: Spanned<Date>,
    /// The day on which it was published; never after `in_force`.
    pub published: Spanned<Date>,
    /// What kind of change it is.
    pub significance: Significance,
    /// One or two plain sentences for practitioners.
    pub summary: String,
    /// What led to it: ids of the legislation register.
    pub because: Vec<Spanned<String>>,
    /// Who decided it, and when.
    pub approved_by: Option<String>,
    /// What it does, document by document.
    pub entries: Vec<Spanned<Entry>>,
}

/// What an amendment does to one document.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The document.
    pub document: DocumentId,
    /// What is done to it.
    pub action: Action,
}

/// The things that an amendment can do to a document.
#[derive(Clone, Debug)]
pub enum Action {
    /// It has a new text.
    Version {
        /// The version's number.
        number: VersionNumber,
        /// The ids of the headings whose text changed, as declared; empty where none were declared.
        headings: Vec<Spanned<String>>,
        /// The digest of the version's file, as recorded.
        sha256: Option<Spanned<Digest>>,
        /// The pictures that the version shows, as recorded.
        images: Vec<RecordedImage>,
    },
    /// It was read again, and nothing changed.
    Reviewed,
    /// It no longer applies; its address stays.
    Withdrawn {
        /// The chapter to read instead.
        replaced_by: Option<Spanned<Slug>>,
    },
}

/// A picture that a version shows. It never changes: a new picture gets a new name.
#[derive(Clone, Debug)]
pub struct RecordedImage {
    /// Its path from the chapter's folder, as in `images/signs.svg`.
    pub file: Spanned<String>,
    /// The digest of its bytes.
    pub sha256: Spanned<Digest>,
}

/// What kind of change an amendment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Significance {
    /// Changes what people must do.
    Major,
    /// Makes the text clearer or fuller.
    Minor,
    /// Puts an error right.
    Correction,
    /// The text was read again, and nothing changed.
    Review,
    /// A new document.
    New,
    /// The document no longer applies.
    Withdrawal,
}

impl Significance {
    /// All of them with the words for them in files and commands.
    pub const ALL: [(&'static str, Self); 6] = [
        ("major", Self::Major),
        ("minor", Self::Minor),
        ("correction", Self::Correction),
        ("review", Self::Review),
        ("new", Self::New),
        ("withdrawal", Self::Withdrawal),
    ];

    /// The word for it in files and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Correction => "correction",
            Self::Review => "review",
            Self::New => "new",
            Self::Withdrawal => "withdrawal",
        }
    }

    /// When it is the right one, in a sentence for whoever has to choose.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Major => "What people must do changes: 1.2 becomes 2.0.",
            Self::Minor => "The text becomes clearer or fuller: 1.2 becomes 1.3.",
            Self::Correction => "An error is put right: 1.2 becomes 1.2.1.",
            Self::Review => "The text was read again and still holds: no new version.",
            Self::New => "The document is recorded for the first time: 1.0.",
            Self::Withdrawal => "The document no longer applies; its address stays.",
        }
    }
}

//! The words that changed between two texts of a chapter.

use super::dated::{ChapterHead, StateView};
use super::print::StampView;
use serde::Serialize;

/// The words that changed between two texts of a chapter.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    /// The chapter.
    pub chapter: ChapterHead,
    /// What a print of the page says of itself.
    pub stamp: StampView,
    /// Whether all that has changed since the state is shown, and not only what changed when it began.
    pub is_since: bool,
    /// The state: the one that began with the change, or the one since which things have changed.
    pub state: StateView,
    /// The older text.
    pub before: ComparedView,
    /// The newer text.
    pub after: ComparedView,
    /// Those of title, subtitle and summary that changed, with marks, as HTML.
    pub phrases: Vec<String>,
    /// The changed places.
    pub places: Vec<PlaceView>,
    /// The text with marks, as HTML.
    pub article: String,
}

/// One of two texts that are compared.
#[derive(Debug, Serialize)]
pub struct ComparedView {
    /// The number of the version.
    pub version: String,
    /// In the site of a partnership, the number of the version of its addition.
    pub addition: Option<String>,
    /// The first digits of the digests of the two.
    pub digests: Vec<String>,
    /// The day from which it is in force.
    pub from: String,
    /// Where it is read.
    pub address: String,
}

/// A changed place.
#[derive(Debug, Serialize)]
pub struct PlaceView {
    /// Its anchor.
    pub id: String,
    /// The heading above it.
    pub heading: Option<String>,
    /// Whether it is a footnote.
    pub is_footnote: bool,
    /// The first words that were inserted or deleted there; may be empty.
    pub excerpt: String,
    /// What kinds of change there are: `inserted`, `deleted`, `moved`, `link`, `style`.
    pub changes: Vec<&'static str>,
}

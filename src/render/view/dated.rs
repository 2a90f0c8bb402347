//! The pages of a chapter's record: its history, and its text as it stood from one day on.

use super::ChapterLink;
use super::amendment::AmendmentLink;
use super::chapter::ContentsEntry;
use super::contact::ContactView;
use super::frame::SectionLink;
use super::legislation::ProvisionLink;
use super::print::StampView;
use serde::Serialize;

/// What every page of a chapter's record says of the chapter.
#[derive(Debug, Serialize)]
pub struct ChapterHead {
    /// The document's id.
    pub document: String,
    /// The chapter's number.
    pub number: String,
    /// Its title now; the last one where it was withdrawn, the first one where it is not in force yet.
    pub title: String,
    /// The section that it stands in.
    pub section: SectionLink,
    /// The chapter's own address.
    pub address: String,
    /// Where its history is.
    pub history: String,
    /// Where its feed is.
    pub feed: String,
}

/// A chapter's history.
#[derive(Debug, Serialize)]
pub struct HistoryView {
    /// The chapter.
    pub chapter: ChapterHead,
    /// Its states, newest first.
    pub states: Vec<StateView>,
}

/// A state of a chapter.
#[derive(Debug, Serialize)]
pub struct StateView {
    /// The first day.
    pub from: String,
    /// The first day of the state after it.
    pub until: Option<String>,
    /// `past`, `present` or `future`.
    pub tense: &'static str,
    /// The number of the version in force; none while it is withdrawn.
    pub version: Option<String>,
    /// The first twelve digits of that version's SHA-256 digest.
    pub digest: Option<String>,
    /// In the site of a partnership, the number of the version of its addition.
    pub addition: Option<String>,
    /// What made the state.
    pub made_by: Vec<AmendmentLink>,
    /// By what it was read again without a change, oldest first.
    pub reviewed_by: Vec<AmendmentLink>,
    /// Where the text of the state is.
    pub address: String,
    /// Where the words are that changed when it began.
    pub changes: Option<String>,
    /// Where the words are that have changed since.
    pub since: Option<String>,
}

/// A chapter as it stood, stands or will stand from one day on.
#[derive(Debug, Serialize)]
pub struct AsAtView {
    /// The chapter.
    pub chapter: ChapterHead,
    /// The state.
    pub state: StateView,
    /// What a print of the page says of itself.
    pub stamp: StampView,
    /// The title of the text.
    pub title: String,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Its one-sentence summary.
    pub summary: Option<String>,
    /// The contents.
    pub contents: Vec<ContentsEntry>,
    /// The text, as HTML; none while the chapter is withdrawn.
    pub article: Option<String>,
    /// The contacts that the text cites, as at the day.
    pub contacts: Vec<ContactView>,
    /// The law and guidance that the text cites, as at the day.
    pub legislation: Vec<ProvisionLink>,
    /// For a chapter that is withdrawn, what to read instead.
    pub replaced_by: Option<ChapterLink>,
}

/// A state of a chapter that is still to come.
#[derive(Debug, Serialize)]
pub struct ComingView {
    /// The first day.
    pub from: String,
    /// The first day of the state after it.
    pub until: Option<String>,
    /// The amendment's title.
    pub title: String,
    /// What it means for practitioners.
    pub summary: String,
    /// Where the amendment is.
    pub amendment: String,
    /// Whether the chapter is withdrawn then.
    pub is_withdrawal: bool,
    /// Where the text is.
    pub address: String,
    /// Where the words are that change.
    pub changes: Option<String>,
}

/// The page at the address of a chapter whose first version is not in force yet.
#[derive(Debug, Serialize)]
pub struct ForthcomingView {
    /// The chapter's first title.
    pub title: String,
    /// The day from which it is in force.
    pub from: String,
    /// Where its text is.
    pub address: String,
    /// What makes it.
    pub made_by: Vec<AmendmentLink>,
}

/// The days on which the manual changed.
#[derive(Debug, Serialize)]
pub struct DaysView {
    /// The days, newest first.
    pub days: Vec<DayLink>,
}

/// A day on which the manual changed.
#[derive(Debug, Serialize)]
pub struct DayLink {
    /// The day.
    pub date: String,
    /// Whether it is still to come.
    pub is_future: bool,
    /// Where the manual is as it stood from that day.
    pub address: String,
    /// The amendments in force from that day.
    pub amendments: Vec<AmendmentLink>,
}

/// The manual as it stood from one day on.
#[derive(Debug, Serialize)]
pub struct DayView {
    /// The day.
    pub link: DayLink,
    /// The day before on which the manual changed.
    pub previous: Option<DayLink>,
    /// The day after.
    pub next: Option<DayLink>,
    /// The sections that had chapters.
    pub sections: Vec<DaySection>,
}

/// A section as it stood.
#[derive(Debug, Serialize)]
pub struct DaySection {
    /// Its number.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its chapters.
    pub chapters: Vec<DayChapter>,
}

/// A chapter as it stood.
#[derive(Debug, Serialize)]
pub struct DayChapter {
    /// The chapter; its address is that of the text as it stood.
    #[serde(flatten)]
    pub link: ChapterLink,
    /// The number of the version that was in force.
    pub version: String,
    /// The day from which it was.
    pub from: String,
    /// Whether that is the day of the page.
    pub has_changed: bool,
    /// Where the words are that changed on that day.
    pub changes: Option<String>,
}

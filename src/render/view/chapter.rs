//! A chapter's page.

use super::ChapterLink;
use super::contact::ContactView;
use super::dated::ComingView;
use super::frame::SectionLink;
use super::legislation::ProvisionLink;
use super::partnership::AdditionView;
use super::print::StampView;
use serde::Serialize;

/// A chapter's page.
#[derive(Debug, Serialize)]
pub struct ChapterView {
    /// The document's id.
    pub document: String,
    /// The chapter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Its one-sentence summary.
    pub summary: Option<String>,
    /// The section that it stands in.
    pub section: SectionLink,
    /// What a print of the page says of itself.
    pub stamp: StampView,
    /// The version in force; none while the chapter was never recorded (in the preview only).
    pub version: Option<VersionView>,
    /// In the site of a partnership, what it adds to the chapter.
    pub addition: Option<AdditionView>,
    /// Whether the text differs from the version in force (in the preview only).
    pub is_draft: bool,
    /// Whether that text is the newest version all the same, which is not in force yet.
    pub is_to_come: bool,
    /// The known changes that are still to come, next first.
    pub coming: Vec<ComingView>,
    /// Where the words are that the last amendment changed.
    pub changes: Option<String>,
    /// Where its history is.
    pub history: String,
    /// Where its feed is.
    pub feed: String,
    /// Set while the chapter is being reviewed.
    pub under_review: Option<UnderReviewView>,
    /// Temporary changes that apply now.
    pub notices: Vec<ChapterNoticeView>,
    /// Who is responsible for it.
    pub owner: Option<String>,
    /// When it must have been reviewed.
    pub review_due: Option<String>,
    /// When it was last checked against the law and guidance.
    pub checked: Option<String>,
    /// What it was checked against.
    pub aligned_to: Vec<ProvisionLink>,
    /// For whom it is, as words of the theme: `schools`, `health` and so on.
    pub audience: Vec<&'static str>,
    /// The contents: headings of level 2, each with those of level 3 below it.
    pub contents: Vec<ContentsEntry>,
    /// The text, as HTML.
    pub article: String,
    /// The contacts that the text cites.
    pub contacts: Vec<ContactView>,
    /// The law and guidance that the text cites.
    pub legislation: Vec<ProvisionLink>,
    /// Chapters that the reader may want next.
    pub related: Vec<ChapterLink>,
    /// Other chapters whose text refers to this one.
    pub referring: Vec<ChapterLink>,
    /// The chapter before.
    pub previous: Option<ChapterLink>,
    /// The chapter after.
    pub next: Option<ChapterLink>,
}

/// The version that a page shows.
#[derive(Debug, Serialize)]
pub struct VersionView {
    /// Its number.
    pub number: String,
    /// The day from which it is in force.
    pub in_force: String,
    /// The first twelve digits of its SHA-256 digest.
    pub digest: String,
    /// The word for the significance of the amendment that made it.
    pub significance: &'static str,
    /// The title of that amendment.
    pub amendment_title: String,
    /// Where that amendment is.
    pub amendment_address: String,
    /// The day on which the chapter was last changed or read again.
    pub reviewed: String,
}

/// A review in progress.
#[derive(Debug, Serialize)]
pub struct UnderReviewView {
    /// Since when.
    pub since: String,
    /// What readers should know.
    pub note: Option<String>,
}

/// A temporary change.
#[derive(Debug, Serialize)]
pub struct ChapterNoticeView {
    /// The last day on which it applies.
    pub until: String,
    /// The title of the heading that it is about.
    pub heading: Option<String>,
    /// The id of that heading.
    pub heading_id: Option<String>,
    /// What it says, as HTML.
    pub html: String,
}

/// A heading in the contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    /// The headings below it.
    pub children: Vec<Self>,
}

/// The page at the address of a chapter that was withdrawn.
#[derive(Debug, Serialize)]
pub struct WithdrawnView {
    /// Its last title.
    pub title: String,
    /// The day from which it no longer applies.
    pub on: String,
    /// Why, in the amendment's words.
    pub summary: String,
    /// Where the amendment is.
    pub amendment_address: String,
    /// Where its history is.
    pub history: String,
    /// The chapter to read instead.
    pub replaced_by: Option<ChapterLink>,
}

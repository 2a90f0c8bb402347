//! What is for paper: the stamp, the print views, and the pages on which a print is checked.

use super::changes::ChangesView;
use super::chapter::ChapterView;
use super::dated::AsAtView;
use super::frame::SectionLink;
use serde::Serialize;

/// What a print says of itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StampView {
    /// What it is: number and title.
    pub what: String,
    /// Whose text it is: of a partnership or of the manual.
    pub whose: String,
    /// Which versions it shows, since when, with their digests: a sentence for each document.
    pub versions: Vec<String>,
    /// For how long the print may be relied on, in a sentence; none of a text that nobody should act on.
    pub days: Option<String>,
    /// The chapter's own address, where a newer text would be; none where the site's is not known.
    pub address: Option<String>,
    /// Where the print is checked: one address for each digest.
    pub checks: Vec<String>,
    /// The same in short, for the foot of each sheet.
    pub foot: String,
}

/// A print view.
#[derive(Debug, Serialize)]
pub struct PrintView {
    /// What it shows: `chapter`, `as-at`, `changes`, `since`, `section` or `manual`.
    pub shows: &'static str,
    /// Its title.
    pub title: String,
    /// A sentence below the title.
    pub lead: Option<String>,
    /// What it says of itself.
    pub stamp: StampView,
    /// Where the style sheet of its running heads is; only where it joins chapters.
    pub heads: Option<String>,
    /// The words around the numbers of `page 2 of 9`: before, between and after.
    pub sheet: [String; 3],
    /// The chapters: by sections where it shows the manual, else as if in one.
    pub sections: Vec<PrintSection>,
    /// A text of another day.
    pub as_at: Option<AsAtView>,
    /// A text with marks.
    pub changes: Option<ChangesView>,
    /// Where its links lead.
    pub addresses: Vec<String>,
}

/// A section in a print view.
#[derive(Debug, Serialize)]
pub struct PrintSection {
    /// Its id on the page.
    pub id: String,
    /// The section; none where the view shows a single chapter or a single section.
    pub link: Option<SectionLink>,
    /// Its chapters.
    pub chapters: Vec<PrintChapter>,
}

/// A chapter in a print view.
#[derive(Debug, Serialize)]
pub struct PrintChapter {
    /// Its id on the page.
    pub id: String,
    /// Its slug.
    pub slug: String,
    /// The chapter, its text made ready for paper.
    #[serde(flatten)]
    pub chapter: ChapterView,
}

/// The page on which a print is checked.
#[derive(Debug, Serialize)]
pub struct CheckView {
    /// The digit with which the digests of a page of texts begin; none on the first page.
    pub digit: Option<char>,
    /// The pages of texts.
    pub digits: Vec<DigitLink>,
    /// The texts on this page, by their digests.
    pub texts: Vec<CheckedText>,
}

/// A page of recorded texts.
#[derive(Debug, Serialize)]
pub struct DigitLink {
    /// The digit with which their digests begin.
    pub digit: char,
    /// Its address.
    pub address: String,
    /// Whether it is this page.
    pub is_current: bool,
}

/// A recorded text, found by its digest.
#[derive(Debug, Serialize)]
pub struct CheckedText {
    /// The first digits of its digest: its id on the page.
    pub short: String,
    /// Its whole digest.
    pub digest: String,
    /// The chapter's number, if it has one.
    pub number: Option<String>,
    /// The title of the text.
    pub title: String,
    /// Of a local addition, the partnership that adds it.
    pub partnership: Option<String>,
    /// The title of the chapter to which a local addition belongs.
    pub chapter: Option<String>,
    /// The number of the version.
    pub version: String,
    /// The first day on which readers found it.
    pub from: String,
    /// The first day on which they no longer did.
    pub until: Option<String>,
    /// `past`, `present` or `future`.
    pub tense: &'static str,
    /// What came after it: `version`, `withdrawn` or `left`.
    pub next: Option<&'static str>,
    /// The number of the version that came after it.
    pub next_version: Option<String>,
    /// The chapter to read instead of one that was withdrawn.
    pub replaced_by: Option<super::ChapterLink>,
    /// Where it is read.
    pub address: String,
    /// Where the chapter is read now.
    pub now: String,
    /// Where the words are that have changed since its first day.
    pub since: Option<String>,
}

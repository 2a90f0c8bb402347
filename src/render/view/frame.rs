//! The frame: what every page has around its own matter.

use super::ChapterLink;
use serde::Serialize;

/// What every page has around its own matter.
#[derive(Debug, Serialize)]
pub struct Frame {
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The manual's title.
    pub manual_title: String,
    /// The manual's subtitle.
    pub manual_subtitle: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// The way from this page to the site's root, with a slash at its end.
    pub root: String,
    /// In the site of a partnership, its folder with a slash at its end; else, and when it has left the
    /// manual, nothing.
    pub within: String,
    /// In the site of a partnership, its name.
    pub partnership: Option<String>,
    /// In the site of a partnership, its id.
    pub partnership_id: Option<String>,
    /// In the site of a partnership, where its logo is.
    pub logo: Option<String>,
    /// The region and the partnerships, each with this page or its home.
    pub places: Vec<PlaceLink>,
    /// Where the feed of amendments is.
    pub feed: String,
    /// What follows the name of a folder in a link: nothing, or `index.html` in a portable site.
    pub index: &'static str,
    /// What the page may load and do, as a Content-Security-Policy.
    pub policy: String,
    /// The kind of page: the name of its template.
    pub kind: &'static str,
    /// The page's own title.
    pub title: String,
    /// A sentence about the page.
    pub description: Option<String>,
    /// The number to ring in an emergency: the first that a notice of an emergency links to.
    pub emergency: Option<CallLink>,
    /// Where "Leave this site" leads, if the manual has it.
    pub leave_site: Option<String>,
    /// What others are told about the page.
    #[serde(flatten)]
    pub outside: Outside,
    /// The notices, as HTML.
    pub notices: Vec<NoticeView>,
    /// The sections.
    pub sections: Vec<SectionLink>,
    /// Where the PDF of what the page shows is; none if there is none.
    pub pdf: Option<String>,
    /// Where the same is in large print.
    pub pdf_large: Option<String>,
    /// Where the print view of the page is, if it has one.
    pub print: Option<String>,
    /// The day for which the site was built: `2026-06-01`.
    pub as_at: String,
    /// The day for which the site was built.
    pub built: String,
    /// For how many days a printed copy may be relied on.
    pub print_days: Option<u32>,
    /// In a site that is opened from a folder, the first day on which it is too old to be relied on.
    pub stale_from: Option<String>,
    /// Whether browsers keep a copy of the site for use without a network.
    pub keeps_copies: bool,
    /// Whether the site has a page that says how to have it without a network.
    pub offers_copies: bool,
    /// How the page is shown to an editor; none in the public site.
    pub preview: Option<PreviewView>,
}

/// How a page is shown to an editor.
#[derive(Debug, Serialize)]
pub struct PreviewView {
    /// Whether what drafts change is marked in their texts.
    pub is_marked: bool,
}

/// What search engines and link previews are told about a page.
#[derive(Debug, Serialize)]
pub struct Outside {
    /// The address under which the page is published, if the manual has one.
    pub address: Option<String>,
    /// The address that search engines should list; none for a page that they leave out.
    pub canonical: Option<String>,
    /// Whether search engines may list the page.
    pub is_listed: bool,
    /// What the page is, as JSON-LD, with every `<` written `\u003c`.
    pub data: Option<String>,
}

/// A page in the site of the region or of a partnership.
#[derive(Debug, Serialize)]
pub struct PlaceLink {
    /// The partnership's id; none for the region.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// The page's address.
    pub address: String,
    /// Whether the page shown is in this site.
    pub is_current: bool,
}

/// A number that a touch rings.
#[derive(Debug, Serialize)]
pub struct CallLink {
    /// The number, as people write it.
    pub number: String,
    /// The same as the address of a link: `tel:999`.
    pub address: String,
}

/// A notice.
#[derive(Debug, Serialize)]
pub struct NoticeView {
    /// `emergency` or `information`.
    pub kind: &'static str,
    /// What it says first, as HTML.
    pub html: String,
    /// What else it says, on the home page only.
    pub more: Option<String>,
}

/// A link to a section.
#[derive(Debug, Serialize)]
pub struct SectionLink {
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Its address.
    pub address: String,
    /// Whether the page is in it.
    pub is_current: bool,
}

/// A section with its chapters.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// The section.
    #[serde(flatten)]
    pub link: SectionLink,
    /// Its chapters that are in force, in order.
    pub chapters: Vec<ChapterLink>,
}

//! What `manual.yaml` says: the manual's name, publisher, address, notices, sections and policies.

use super::accessibility::Accessibility;
use super::id::SectionId;
use crate::finding::policy::Switch;
use crate::prose::Passage;
use crate::source::path::VPath;
use crate::source::place::Spanned;
use jiff::civil::Date;

/// What `manual.yaml` says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file itself.
    pub file: VPath,
    /// The manual's title.
    pub title: String,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// The address at which the site is published, with a slash at its end:
    /// for feeds, the sitemap and printed copies only, as all links are relative.
    pub base_url: Option<String>,
    /// The language, as a BCP 47 tag such as `en-GB`: it chooses the words of the interface.
    pub language: Spanned<String>,
    /// Where "Leave this site" leads; without it, pages have no such control.
    pub leave_site: Option<String>,
    /// Notices on every page.
    pub notices: Vec<SiteNotice>,
    /// What the board has decided about the use of the manual.
    pub policies: Policies,
    /// What the board has decided about the rules of `check`.
    pub checks: Vec<Switch>,
    /// Whether browsers keep a copy of the manual for use without a network.
    pub offline: bool,
    /// What the publisher says about accessibility.
    pub accessibility: Accessibility,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// Whether these are all sections: not where some could not be read.
    pub has_all_sections: bool,
}

impl Settings {
    /// A section's number, from 1.
    pub fn section_number(&self, id: &SectionId) -> Option<usize> {
        self.sections.iter().position(|section| section.id == *id).map(|index| index + 1)
    }

    /// A section by its id.
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }
}

/// A notice on every page.
#[derive(Clone, Debug)]
pub struct SiteNotice {
    /// What kind it is.
    pub kind: NoticeKind,
    /// What it says.
    pub text: Passage,
    /// The first day on which it is shown.
    pub from: Option<Date>,
    /// The last day on which it is shown.
    pub until: Option<Date>,
}

/// The kinds of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// What to do when a child is in danger now.
    Emergency,
    /// Something that readers should know.
    Information,
}

impl NoticeKind {
    /// Both with the words for them in `manual.yaml`.
    pub const ALL: [(&'static str, Self); 2] =
        [("emergency", Self::Emergency), ("information", Self::Information)];
}

/// What the board has decided about the use of the manual.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    /// For how many days a printed copy may be relied on.
    pub print_days: Option<u32>,
    /// After how many days an entry of the register of legislation is to be compared with its source again.
    pub law_checked_days: Option<u32>,
    /// After how many days what was checked must be checked again: see [`Policies::checked_days`].
    pub checked_days: Option<u32>,
}

impl Policies {
    /// What [`Policies::law_checked_days`] is where the manual does not say.
    pub const LAW_CHECKED_DAYS: u32 = 365;

    /// Two years: the guidance that most chapters rest on has had a new edition in less.
    const CHECKED_DAYS: u32 = 730;

    /// After how many days what was checked must be checked again.
    pub fn checked_days(&self) -> u32 {
        self.checked_days.unwrap_or(Self::CHECKED_DAYS)
    }
}

/// A numbered group of chapters. Its number is its place in the list, from 1.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id: the name of its folder and its address.
    pub id: SectionId,
    /// Where the id stands.
    pub id_span: crate::source::place::Span,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub summary: Option<String>,
}

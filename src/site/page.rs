//! The pages that a site can have.

use super::address::Address;
use crate::manual::amendment::Significance;
use crate::manual::id::{AmendmentId, PartnershipId, SectionId, Slug};
use crate::source::path::VPath;
use jiff::civil::Date;

/// Names a page of the site: what it is, and in whose site. Each partnership's site is the same tree of
/// addresses below the partnership's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// The partnership in whose site it is; none in the region's.
    pub within: Option<PartnershipId>,
    /// What it is.
    pub kind: Kind,
}

impl Page {
    /// A page of the region's site.
    pub fn regional(kind: Kind) -> Self {
        Self { within: None, kind }
    }

    /// Where the page is.
    pub fn address(&self) -> Address {
        match &self.within {
            None => self.kind.address(),
            Some(partnership) => self.kind.address().within(partnership.as_str()),
        }
    }
}

/// The kinds of page, each with its address in the region's site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `/`
    Home,
    /// `/guidance/`
    Section(SectionId),
    /// `/online-safety/`
    Chapter(Slug),
    /// `/e-safety-at-home/`, once the chapter was withdrawn
    Withdrawn(Slug),
    /// `/e-safety/`: a former slug, which leads on to the chapter.
    Alias {
        /// The former slug.
        alias: Slug,
        /// The chapter.
        chapter: Slug,
    },
    /// `/live-now/`, before the chapter's first version is in force
    Forthcoming(Slug),
    /// `/online-safety/history/`
    History(Slug),
    /// `/online-safety/as-at/2025-01-15/`: the text that is in force from that day
    AsAt(Dated),
    /// `/online-safety/as-at/2025-01-15/changes/`: the words that changed on that day
    Changes(Dated),
    /// `/online-safety/as-at/2025-01-15/since/`: the words that have changed since
    Since(Dated),
    /// `/as-at/`
    Days,
    /// `/as-at/2025-01-15/`: every chapter as it then stood
    Day(Date),
    /// `/amendments/`
    Amendments,
    /// `/amendments/2026-06-01-intimate-images/`
    Amendment(AmendmentId),
    /// `/amendments/significance/major/` and others: those that have something in common
    AmendmentsBy(AmendmentFilter),
    /// `/amendments/feed.xml` and others
    Feed(Feed),
    /// `/legislation/`
    Legislation,
    /// `/glossary/`
    Glossary,
    /// `/contacts/`
    Contacts,
    /// `/links/`: every address on another host, with what leads to it
    Links,
    /// `/search/`
    Search,
    /// `/search/a/`: what begins with a letter, where there is too much for one page
    SearchLetter(String),
    /// `/online-safety/print/`: what another page shows, for paper: see [`Kind::print_view`]
    Print(Box<Kind>),
    /// `/guidance/print/heads.css`: what stands at the head and foot of each sheet of a print view that joins
    /// chapters
    RunningHeads(Box<Kind>),
    /// `/check/`: what a printed text was, by its digest
    Check,
    /// `/check/0/`: the recorded texts whose digests begin with a digit
    CheckDigit(char),
    /// `/404.html`
    NotFound,
    /// `/accessibility/`
    Accessibility,
    /// `/offline/`: how to have the manual without a network, and what is shown for a page that is not there
    Offline,
    /// `/offline.json`: what a copy of the site for use without a network holds
    CopyList,
    /// `/sw.js`: keeps that copy
    Worker,
    /// `/manifest.webmanifest`
    Manifest,
    /// `/icon.svg`
    Icon,
    /// `/sitemap.xml`
    Sitemap,
    /// `/_redirects` and others: where former slugs lead, for hosts that read such files
    Redirects(RedirectFile),
    /// `/robots.txt`
    Robots,
    /// `/_headers`: what hosts are to send with every file
    Headers,
    /// `/manual.json`
    Data,
    /// `/assets/partnerships.css`: the partnerships' colours
    Colours,
    /// `/online-safety.pdf` and others
    Pdf(Pdf),
    /// `/birmingham/logo.svg`, by its path in the manual
    Logo(PartnershipId, VPath),
    /// A file that a chapter shows, by its path in the manual.
    Attachment(VPath),
}

/// A chapter from one day on: the first day of one of its states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The chapter.
    pub chapter: Slug,
    /// The day.
    pub from: Date,
}

/// A chapter, a section, the manual or the changes of a day as PDF.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pdf {
    /// `/online-safety.pdf`, `/online-safety.large-print.pdf`
    Chapter(Slug, Paper),
    /// `/guidance.pdf`
    Section(SectionId, Paper),
    /// `/manual.pdf`
    Manual(Paper),
    /// `/online-safety/as-at/2025-01-15/changes.pdf`
    Changes(Dated),
}

/// Which PDFs a site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pdfs {
    /// None.
    None,
    /// Of the texts: each chapter, each section, the manual.
    Texts,
    /// Of the texts, and of what changed on each day.
    TextsAndChanges,
}

/// How a text is set on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// On A4, in the ordinary size.
    Plain,
    /// On A4, in 18 point.
    Large,
}

/// What the amendments of a list have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmendmentFilter {
    /// Their significance.
    Significance(Significance),
    /// They concern a chapter of this section.
    Section(SectionId),
    /// They concern an addition of this partnership.
    Partnership(PartnershipId),
}

/// A file of redirects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RedirectFile {
    /// `_redirects`, which Netlify, Cloudflare Pages and GitLab Pages read.
    Pages,
    /// `redirects.map`, for a `map` of nginx.
    Nginx,
}

/// What a feed follows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feed {
    /// All amendments.
    All,
    /// Those of a chapter's regional text.
    Chapter(Slug),
    /// Those that matter to a partnership: of the regional texts, and of its own additions.
    Partnership(PartnershipId),
}

impl Dated {
    fn folder(&self) -> String {
        format!("{}/as-at/{}", self.chapter, self.from)
    }
}

impl AmendmentFilter {
    fn folder(&self) -> String {
        match self {
            Self::Significance(kind) => format!("amendments/significance/{}", kind.as_str()),
            Self::Section(id) => format!("amendments/section/{id}"),
            Self::Partnership(id) => format!("amendments/partnership/{id}"),
        }
    }
}

impl Pdf {
    fn file(&self) -> String {
        let (name, paper) = match self {
            Self::Chapter(slug, paper) => (slug.as_str(), *paper),
            Self::Section(id, paper) => (id.as_str(), *paper),
            Self::Manual(paper) => ("manual", *paper),
            Self::Changes(dated) => return format!("{}/changes.pdf", dated.folder()),
        };
        // No name has a full stop, so that none can be what another's large print is called.
        match paper {
            Paper::Plain => format!("{name}.pdf"),
            Paper::Large => format!("{name}.large-print.pdf"),
        }
    }
}

impl Feed {
    fn file(&self) -> String {
        match self {
            Self::All => "amendments/feed.xml".to_owned(),
            Self::Chapter(slug) => format!("{slug}/feed.xml"),
            Self::Partnership(id) => format!("{id}/feed.xml"),
        }
    }
}

impl Kind {
    /// Whether it is a page that people read, and not data for a program or a picture.
    pub fn is_html(&self) -> bool {
        !matches!(
            self,
            Self::Feed(_)
                | Self::RunningHeads(_)
                | Self::CopyList
                | Self::Worker
                | Self::Manifest
                | Self::Icon
                | Self::Sitemap
                | Self::Redirects(_)
                | Self::Robots
                | Self::Headers
                | Self::Data
                | Self::Colours
                | Self::Pdf(_)
                | Self::Logo(..)
                | Self::Attachment(_)
        )
    }

    /// Whether it is for a host, or for a browser that reads from one, and so no part of a site that is
    /// opened from a folder.
    pub fn is_for_host(&self) -> bool {
        matches!(
            self,
            Self::Offline
                | Self::CopyList
                | Self::Worker
                | Self::Manifest
                | Self::Sitemap
                | Self::Redirects(_)
                | Self::Robots
                | Self::Headers
        )
    }

    /// The chapter that the page is about.
    pub fn chapter(&self) -> Option<&Slug> {
        match self {
            Self::Chapter(slug)
            | Self::Withdrawn(slug)
            | Self::Forthcoming(slug)
            | Self::History(slug)
            | Self::AsAt(Dated { chapter: slug, .. })
            | Self::Changes(Dated { chapter: slug, .. })
            | Self::Since(Dated { chapter: slug, .. }) => Some(slug),
            Self::Print(shown) => shown.chapter(),
            _ => None,
        }
    }

    /// The print view of a page that has one: of a text, with or without marks, and of what joins texts.
    pub fn print_view(&self) -> Option<Self> {
        let has_one = self.is_joined()
            || matches!(self, Self::Chapter(_) | Self::AsAt(_) | Self::Changes(_) | Self::Since(_));
        has_one.then(|| Self::Print(Box::new(self.clone())))
    }

    /// Whether the print view of the page joins chapters.
    pub fn is_joined(&self) -> bool {
        matches!(self, Self::Home | Self::Section(_))
    }

    /// Where the page is in the region's site.
    pub fn address(&self) -> Address {
        match self {
            Self::Home => Address::home(),
            Self::Section(id) => Address::folder(id.as_str()),
            Self::Chapter(slug)
            | Self::Withdrawn(slug)
            | Self::Forthcoming(slug)
            | Self::Alias { alias: slug, .. } => Address::folder(slug.as_str()),
            Self::History(slug) => Address::folder(&format!("{slug}/history")),
            Self::AsAt(dated) => Address::folder(&dated.folder()),
            Self::Changes(dated) => Address::folder(&format!("{}/changes", dated.folder())),
            Self::Since(dated) => Address::folder(&format!("{}/since", dated.folder())),
            Self::Days => Address::folder("as-at"),
            Self::Day(date) => Address::folder(&format!("as-at/{date}")),
            Self::Amendment(id) => Address::folder(&format!("amendments/{id}")),
            Self::AmendmentsBy(filter) => Address::folder(&filter.folder()),
            Self::Feed(feed) => Address::file(&feed.file()),
            Self::Amendments => Address::folder("amendments"),
            Self::Legislation => Address::folder("legislation"),
            Self::Glossary => Address::folder("glossary"),
            Self::Contacts => Address::folder("contacts"),
            Self::Links => Address::folder("links"),
            Self::Search => Address::folder("search"),
            Self::SearchLetter(letter) => Address::folder(&format!("search/{letter}")),
            Self::Print(shown) => shown.address().below("print/"),
            Self::RunningHeads(shown) => shown.address().below("print/heads.css"),
            Self::Check => Address::folder("check"),
            Self::CheckDigit(digit) => Address::folder(&format!("check/{digit}")),
            Self::NotFound => Address::file("404.html"),
            Self::Accessibility => Address::folder("accessibility"),
            Self::Offline => Address::folder("offline"),
            Self::CopyList => Address::file("offline.json"),
            Self::Worker => Address::file("sw.js"),
            Self::Manifest => Address::file("manifest.webmanifest"),
            Self::Icon => Address::file("icon.svg"),
            Self::Sitemap => Address::file("sitemap.xml"),
            Self::Redirects(RedirectFile::Pages) => Address::file("_redirects"),
            Self::Redirects(RedirectFile::Nginx) => Address::file("redirects.map"),
            Self::Robots => Address::file("robots.txt"),
            Self::Headers => Address::file("_headers"),
            Self::Data => Address::file("manual.json"),
            Self::Colours => Address::asset("partnerships.css"),
            Self::Pdf(pdf) => Address::file(&pdf.file()),
            Self::Logo(id, file) => {
                let kind = file.name().rsplit_once('.').map_or("", |(_, kind)| kind);
                Address::file(&format!("{id}/logo.{kind}"))
            }
            Self::Attachment(path) => Address::attachment(path),
        }
    }
}

/// The addresses at the top of the site that belong to the program: no chapter, section or partnership
/// may have one of these names. Those of later kinds of page are kept free from the first day.
pub const RESERVED: [&str; 18] = [
    "404",
    "accessibility",
    "amendments",
    "as-at",
    "assets",
    "check",
    "contacts",
    "download",
    "feed",
    "glossary",
    "history",
    "legislation",
    "links",
    "manual",
    "offline",
    "print",
    "report",
    "search",
];

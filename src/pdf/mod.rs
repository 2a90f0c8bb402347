//! Prints: chapters, sections and the manual as PDF, without a browser.
//!
//! 1. [`Printer::print`] makes plain values ([`node`]) of a subject: its words in order, each link with
//!    where it leads, each footnote at its mark, and what every copy says of itself.
//! 2. [`letters`] replaces what no font can show, and tells of it.
//! 3. With the feature `pdf`, `press` hands the values to Typst as data of a template of the theme, and
//!    `seal` lets a later build know that a print is still what it would be.
//!
//! The first two need no Typst, so that every build of the program checks them.

mod back;
mod bundle;
mod changes;
mod chapter;
pub mod data;
pub mod faults;
mod joined;
pub mod letters;
pub mod node;
#[cfg(feature = "pdf")]
pub mod press;
#[cfg(feature = "pdf")]
pub mod seal;
mod setter;

use crate::manual::document::Text;
use crate::manual::id::{PartnershipId, SectionId, Slug};
use crate::record::InForce;
use crate::render::evidence::Sheet;
use crate::render::theme::Theme;
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::address::{Address, LinkStyle};
use crate::site::page::{Dated, Kind, Page, Paper, Pdf};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use jiff::civil::Date;
use node::{Fact, Part, Print, PrintWords, Running, Stamp};
use setter::{Shelf, Standing};

/// Everything that a print depends on, besides which print it is.
#[derive(Clone, Copy, Debug)]
pub struct Printer<'r, 'm> {
    /// What is shown.
    pub site: &'r Site<'m>,
    /// Its words.
    pub theme: &'r Theme,
    /// The address at which the site is published, with a slash at its end.
    pub base_url: Option<&'r str>,
}

/// Which print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The partnership in whose site it is read; none in the region's.
    pub within: Option<PartnershipId>,
    /// What of.
    pub subject: Subject,
    /// On what.
    pub paper: Paper,
}

/// What a print is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A chapter; in the site of a partnership, with what it adds in its place.
    Chapter(Slug),
    /// The words of a chapter that changed on a day, marked.
    Changes(Dated),
    /// The chapters of a section.
    Section(SectionId),
    /// All chapters.
    Manual,
    /// What was in force on the day of the site, as evidence.
    Bundle(Bundle),
}

/// A bundle to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Its cover sheet.
    pub sheet: Sheet,
    /// Its chapters, in order.
    pub chapters: Vec<Slug>,
}

/// What a print is for, which decides what each copy says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To act on.
    Practice,
    /// To prove what was in force on a day.
    Evidence,
}

impl Order {
    /// The print that is at a page's address; none if the page is no PDF.
    pub fn of(page: &Page) -> Option<Self> {
        let Kind::Pdf(pdf) = &page.kind else { return None };
        let (subject, paper) = match pdf {
            Pdf::Chapter(slug, paper) => (Subject::Chapter(slug.clone()), *paper),
            Pdf::Section(id, paper) => (Subject::Section(id.clone()), *paper),
            Pdf::Manual(paper) => (Subject::Manual, *paper),
            Pdf::Changes(dated) => (Subject::Changes(dated.clone()), Paper::Plain),
        };
        Some(Self { within: page.within.clone(), subject, paper })
    }
}

/// A print, ready for the press.
#[derive(Debug)]
pub struct Printed {
    /// What the template sees.
    pub print: Print,
    /// For each part of it, the file that holds the text.
    pub files: Vec<VPath>,
    /// The pictures that it shows, in the order of their numbers.
    pub pictures: Vec<VPath>,
}

/// The parts of a print, as they are made.
struct Draft {
    shelf: Shelf,
    purpose: Purpose,
    /// The level of the titles of chapters.
    level: u8,
    parts: Vec<Part>,
    files: Vec<VPath>,
    /// What its texts are recorded as: names, numbers and digests.
    versions: Vec<Recorded>,
}

/// What a text is recorded as.
struct Recorded {
    document: String,
    number: String,
    from: Date,
    digest: Digest,
}

impl Recorded {
    fn of(document: String, now: &InForce<'_>) -> Self {
        let (number, digest) = (now.version.number.to_string(), now.version.sha256);
        Self { document, number, from: now.by.in_force.value, digest }
    }

    /// The line for it that `sha256sum` would check, were the file called so.
    fn line(&self) -> String {
        format!("{}  {} {}\n", self.digest, self.document, self.number)
    }
}

impl<'m> Printer<'_, 'm> {
    /// A print of a subject; none where the edition has no such text.
    pub fn print(&self, order: &Order) -> Option<Printed> {
        let partnerships = &self.site.edition.manual.partnerships;
        let within = order.within.as_ref().and_then(|id| partnerships.get(id));
        let edition = self.site.edition.within(within);
        let line = match order.paper {
            Paper::Plain => 92,
            Paper::Large => 52,
        };
        let shelf = Shelf { line, ..Shelf::default() };
        let (parts, files, versions) = (Vec::new(), Vec::new(), Vec::new());
        let purpose = Purpose::Practice;
        let mut draft = Draft { shelf, purpose, level: 1, parts, files, versions };
        match &order.subject {
            Subject::Chapter(slug) => self.one(edition, slug, &mut draft)?,
            Subject::Changes(dated) => self.changes(edition, dated, &mut draft)?,
            Subject::Section(id) => self.joined(edition, Some(id), &mut draft)?,
            Subject::Manual => self.joined(edition, None, &mut draft)?,
            Subject::Bundle(bundle) => self.bundled(edition, bundle, &mut draft)?,
        }
        Some(self.finished(edition, order, draft))
    }

    fn finished(&self, edition: Edition<'m>, order: &Order, mut draft: Draft) -> Printed {
        let settings = &edition.manual.settings;
        let tag = settings.language.value.as_str();
        let (language, region) = setter::language(tag).unwrap_or_else(|| ("en".to_owned(), None));
        let contacts = self.cards(edition, &draft.shelf.contacts);
        let legislation = self.citations(edition, &draft.shelf.provisions);
        let newest = draft.versions.iter().map(|recorded| recorded.from).max();
        let keywords = draft.versions.iter().map(|recorded| recorded.keyword(self)).collect();
        let (title, description) = joined::title(edition, &order.subject, &draft);
        let cover = self.cover(edition, &order.subject, &draft);
        let running = match (draft.parts.first(), &cover) {
            (Some(Part::Chapter(chapter)), None) => chapter.running.clone(),
            _ => self.running_of_cover(edition, &order.subject, &draft),
        };
        let print = Print {
            title,
            description,
            author: settings.publisher.clone(),
            keywords,
            language,
            region,
            date: newest.map(|date| (date.year(), date.month(), date.day())),
            is_large: order.paper == Paper::Large,
            words: self.words(),
            cover,
            parts: std::mem::take(&mut draft.parts),
            contacts,
            legislation,
            links: std::mem::take(&mut draft.shelf.links),
            running,
        };
        Printed { print, files: draft.files, pictures: draft.shelf.pictures }
    }

    fn words(&self) -> PrintWords {
        let words = &self.theme.words;
        PrintWords {
            contents: words.say("contents"),
            contacts: words.say("nav_contacts"),
            legislation: words.say("title_legislation"),
            links: words.say("pdf_links"),
            page_of: words.say("print_page"),
            picture: words.say("print_picture"),
        }
    }

    /// The address at which a page is published; none if nobody has said where the site will be.
    fn address(&self, address: &Address, fragment: Option<&str>) -> Option<String> {
        let base = self.base_url?;
        let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
        Some(format!("{base}{}{fragment}", address.from_root(LinkStyle::Served)))
    }

    fn page_address(&self, edition: Edition<'m>, kind: Kind) -> Option<String> {
        let page = self.site.located(edition.partnership, kind);
        self.address(&page.address(), None)
    }

    /// Whose site a print is read in.
    fn place(&self, edition: Edition<'m>) -> String {
        let own = edition.partnership.map(|own| own.name.value.clone());
        own.unwrap_or_else(|| self.theme.words.say("region"))
    }

    fn stamp(
        &self,
        purpose: Purpose,
        (facts, digests): (Vec<Fact>, &[Digest]),
        address: Option<String>,
    ) -> Stamp {
        let words = &self.theme.words;
        let key = match purpose {
            Purpose::Practice => "stamp_address",
            Purpose::Evidence => "bundle_published_at",
        };
        let said = |key: &str, at| (words.fill(key, &[("address", "")]).trim_end().to_owned(), at);
        let address = address.map(|at| said(key, at));
        let checks = digests.iter().filter_map(|digest| self.check_address(digest));
        let checks = checks.map(|at| said("stamp_check", at)).collect();
        let is_to_act_on = purpose == Purpose::Practice;
        let by_hand = || ["pdf_printed", "pdf_by_hand"].map(|key| words.say(key));
        let days = self.site.edition.manual.settings.policies.print_days.map(|n| n.to_string());
        let days = days.map(|days| words.fill("pdf_days", &[("days", &days)]));
        let reliance = if is_to_act_on { days } else { self.reliance(purpose) };
        Stamp { facts, printed: is_to_act_on.then(by_hand), reliance, address, checks }
    }

    /// Where the text with this digest is looked up.
    fn check_address(&self, digest: &Digest) -> Option<String> {
        let short = digest.short();
        let page = Kind::CheckDigit(short.chars().next()?).address();
        self.address(&page, Some(&short))
    }

    fn reliance(&self, purpose: Purpose) -> Option<String> {
        if purpose == Purpose::Evidence {
            return Some(self.theme.words.say("bundle_past"));
        }
        let days = self.site.edition.manual.settings.policies.print_days?;
        Some(self.theme.words.fill("stamp_days", &[("days", &days.to_string())]))
    }

    fn running(
        &self,
        purpose: Purpose,
        (title, place): (&str, &str),
        version: &str,
        address: Option<&str>,
    ) -> Running {
        let words = &self.theme.words;
        let day = words.day(self.site.edition.date);
        let (subject, at) = match purpose {
            Purpose::Practice => (None, "stamp_address"),
            Purpose::Evidence => {
                (Some(words.fill("bundle_on", &[("date", &day)])), "bundle_published_at")
            }
        };
        let version: Vec<String> = std::iter::once(version.to_owned()).chain(subject).collect();
        Running {
            title: title.to_owned(),
            place: place.to_owned(),
            version: version.join(" "),
            reliance: self.reliance(purpose),
            address: address.map(|address| words.fill(at, &[("address", address)])),
        }
    }

    fn fact(&self, label: &str, value: String) -> Fact {
        Fact { label: self.theme.words.say(label), value }
    }
}

impl Recorded {
    fn keyword(&self, printer: &Printer<'_, '_>) -> String {
        let day = printer.theme.words.day(self.from);
        let since = printer.theme.words.fill("in_force_since", &[("date", &day)]);
        let version = printer.theme.words.fill("version", &[("number", &self.number)]);
        format!("{}: {version}; {since}; sha256 {}", self.document, self.digest)
    }
}

/// Where a text stands that begins a print or a part of one.
fn standing(base: u8) -> Standing {
    Standing { base, is_local: false, is_worded: false, is_statement: false, n_notes: 0 }
}

/// A chapter's number and title.
fn numbered(number: &str, text: &Text) -> String {
    format!("{number} {}", text.title.value)
}

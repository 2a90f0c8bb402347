//! The pages that a site can have.

use super::address::Address;
use crate::manual::id::{SectionId, Slug};
use crate::source::path::VPath;

/// Names a page of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
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
    /// `/amendments/`
    Amendments,
    /// `/legislation/`
    Legislation,
    /// `/glossary/`
    Glossary,
    /// `/contacts/`
    Contacts,
    /// `/404.html`
    NotFound,
    /// `/sitemap.xml`
    Sitemap,
    /// `/manual.json`
    Data,
    /// A file that a chapter shows, by its path in the manual.
    Attachment(VPath),
}

impl Page {
    /// Where the page is.
    pub fn address(&self) -> Address {
        match self {
            Self::Home => Address::home(),
            Self::Section(id) => Address::folder(id.as_str()),
            Self::Chapter(slug) | Self::Withdrawn(slug) | Self::Alias { alias: slug, .. } => {
                Address::folder(slug.as_str())
            }
            Self::Amendments => Address::folder("amendments"),
            Self::Legislation => Address::folder("legislation"),
            Self::Glossary => Address::folder("glossary"),
            Self::Contacts => Address::folder("contacts"),
            Self::NotFound => Address::file("404.html"),
            Self::Sitemap => Address::file("sitemap.xml"),
            Self::Data => Address::file("manual.json"),
            Self::Attachment(path) => Address::attachment(path),
        }
    }
}

/// The addresses at the top of the site that belong to the program: no chapter, section or partnership
/// may have one of these names. Those of later kinds of page are kept free from the first day.
pub const RESERVED: [&str; 16] = [
    "404",
    "accessibility",
    "amendments",
    "as-at",
    "assets",
    "check",
    "contacts",
    "feed",
    "glossary",
    "history",
    "legislation",
    "links",
    "manual",
    "print",
    "report",
    "search",
];

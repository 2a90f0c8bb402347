//! What a page tells those who come from outside: its title and address, what it is for search engines and
//! link previews, the map of the site for them, and `robots.txt`.

use super::PageMaker;
use crate::render::view::frame::Outside;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page};
use jiff::civil::Date;
use serde::Serialize;

/// What the head of a page says about it.
pub(super) struct Head {
    /// Its title; empty for the home page.
    pub(super) title: String,
    /// One sentence about it.
    pub(super) description: Option<String>,
}

impl Head {
    pub(super) fn titled(title: String) -> Self {
        Self { title, description: None }
    }
}

/// The map of the site.
#[derive(Serialize)]
pub(super) struct Sitemap {
    entries: Vec<SitemapEntry>,
}

#[derive(Serialize)]
struct SitemapEntry {
    address: String,
    lastmod: Option<String>,
}

/// What a chapter or the manual is, in the words of schema.org.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    publisher: Publisher<'a>,
}

#[derive(Serialize)]
struct Publisher<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

impl PageMaker<'_, '_> {
    /// What others are told about this page.
    pub(super) fn outside(&self, head: &Head) -> Outside {
        let site = self.renderer.site;
        let has_address = !matches!(self.page.kind, Kind::NotFound | Kind::Alias { .. });
        let is_public = !self.renderer.options.is_preview();
        let canonical = site.canonical(self.page).filter(|_| is_public);
        let canonical = canonical.as_ref().and_then(|page| self.published_at(page));
        Outside {
            address: self.published_at(self.page).filter(|_| has_address),
            data: canonical.as_deref().and_then(|address| self.data(head, address)),
            is_listed: is_public && site.listed(self.page).is_some(),
            canonical,
        }
    }

    /// The address under which a page is published, if the manual has one.
    pub(super) fn published_at(&self, page: &Page) -> Option<String> {
        let base = self.renderer.options.base_url?;
        Some(format!("{base}{}", page.address().from_root(LinkStyle::Served)))
    }

    /// What the page is, as JSON-LD that can stand in HTML: the manual, or a chapter of it.
    fn data(&self, head: &Head, address: &str) -> Option<String> {
        let site = self.renderer.site;
        let settings = &self.edition.manual.settings;
        let written = |date: Option<Date>| date.map(|date| date.to_string());
        let (slug, kind) = match &self.page.kind {
            Kind::Home if self.page.within.is_none() => (None, "WebSite"),
            Kind::Chapter(slug) => (Some(slug), "Article"),
            _ => return None,
        };
        let now = slug.and_then(|slug| self.edition.chapter(slug.as_str())?.in_force);
        let data = Data {
            context: "https://schema.org",
            kind,
            headline: slug.map(|_| head.title.as_str()),
            name: slug.is_none().then_some(settings.title.as_str()),
            url: address,
            version: now.map(|now| now.version.number.to_string()),
            date_published: written(slug.and_then(|slug| site.first_in_force(slug))),
            date_modified: written(site.changed_on(self.page)),
            publisher: Publisher { kind: "Organization", name: &settings.publisher },
        };
        serde_json::to_string(&data).ok().map(|text| text.replace('<', "\\u003c"))
    }

    pub(super) fn home_head(&self) -> Head {
        let description = self.edition.manual.settings.subtitle.clone();
        Head { description, ..Head::titled(String::new()) }
    }

    /// Every page that search engines should list, with the day on which it changed.
    pub(super) fn sitemap(&self) -> Sitemap {
        let site = self.renderer.site;
        let entries = site.listed_pages().into_iter().filter_map(|page| {
            let lastmod = site.changed_on(&page).map(|date| date.to_string());
            Some(SitemapEntry { address: self.published_at(&page)?, lastmod })
        });
        Sitemap { entries: entries.collect() }
    }

    /// `robots.txt`: everything may be read, and where the map is. What must not be listed says so itself.
    pub(super) fn robots(&self) -> String {
        let map = self.published_at(&Page::regional(Kind::Sitemap));
        let map = map.map(|address| format!("\nSitemap: {address}\n")).unwrap_or_default();
        format!("User-agent: *\nDisallow:\n{map}")
    }
}

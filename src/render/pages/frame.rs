//! The frame of every page, and the pages that are little more: home, section, sitemap.

use super::PageMaker;
use crate::manual::partnership::Partnership;
use crate::manual::settings::{NoticeKind, Section};
use crate::render::view::amendment::AmendmentView;
use crate::render::view::frame::{Frame, NoticeView, PlaceLink, SectionLink, SectionView};
use crate::site::address::{Address, LinkStyle};
use crate::site::logo;
use crate::site::page::{Feed, Kind, Paper, Pdf};
use serde::Serialize;

/// How many of the newest amendments the home page shows.
pub(super) const LATEST: usize = 3;

/// What the head of a page says about it.
pub(super) struct Head {
    /// Its title; empty for the home page.
    pub(super) title: String,
    /// One sentence about it.
    pub(super) description: Option<String>,
    /// Whether search engines may list it.
    pub(super) is_listed: bool,
    /// The page that they should list in its place.
    pub(super) canonical: Option<Kind>,
}

impl Head {
    pub(super) fn titled(title: String) -> Self {
        Self { title, description: None, is_listed: true, canonical: None }
    }

    /// A page that search engines leave out.
    pub(super) fn unlisted(title: String) -> Self {
        Self { is_listed: false, ..Self::titled(title) }
    }
}

#[derive(Serialize)]
pub(super) struct Home {
    sections: Vec<SectionView>,
    amendments: Vec<AmendmentView>,
    upcoming: Vec<AmendmentView>,
}

#[derive(Serialize)]
pub(super) struct Sitemap {
    entries: Vec<SitemapEntry>,
}

#[derive(Serialize)]
struct SitemapEntry {
    address: String,
    lastmod: Option<String>,
}

/// The address under which a page is published.
fn canonical(base: &str, address: &Address) -> String {
    format!("{base}{}", address.from_root(LinkStyle::Served))
}

impl PageMaker<'_, '_> {
    pub(super) fn frame(&self, kind: &'static str, head: Head) -> Frame {
        let settings = &self.edition.manual.settings;
        let date = self.renderer.site.edition.date;
        let applies = |from: Option<jiff::civil::Date>, until: Option<jiff::civil::Date>| {
            from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
        };
        let notices = settings.notices.iter().filter(|notice| applies(notice.from, notice.until));
        let is_public_page = !matches!(self.page.kind, Kind::NotFound | Kind::Alias { .. });
        let base = self.renderer.options.base_url.filter(|_| is_public_page);
        Frame {
            language: settings.language.value.clone(),
            manual_title: settings.title.clone(),
            manual_subtitle: settings.subtitle.clone(),
            publisher: settings.publisher.clone(),
            root: self.root.clone(),
            within: self.within(),
            partnership: self.edition.partnership.map(|own| own.name.value.clone()),
            partnership_id: self.edition.partnership.map(|own| own.id.to_string()),
            logo: self.edition.partnership.and_then(logo).map(|kind| self.address(&kind.address())),
            places: self.places(),
            feed: self.page_address(&Kind::Feed(Feed::All)),
            index: match self.renderer.options.link_style {
                LinkStyle::Served => "",
                LinkStyle::Portable => "index.html",
            },
            kind,
            title: head.title,
            description: head.description,
            canonical: base.map(|base| {
                let kind = head.canonical.as_ref().unwrap_or(&self.page.kind);
                let page = self.renderer.site.located(self.edition.partnership, kind.clone());
                canonical(base, &page.address())
            }),
            is_listed: head.is_listed && !self.renderer.options.is_preview,
            notices: notices
                .map(|notice| NoticeView {
                    kind: match notice.kind {
                        NoticeKind::Emergency => "emergency",
                        NoticeKind::Information => "information",
                    },
                    html: self.passage(&notice.text.prose),
                })
                .collect(),
            sections: settings.sections.iter().map(|section| self.section_link(section)).collect(),
            pdf: self.pdf(Paper::Plain),
            pdf_large: self.pdf(Paper::Large),
            as_at: self.edition.date.to_string(),
            print_days: settings.policies.print_days,
            is_preview: self.renderer.options.is_preview,
        }
    }

    /// The PDF of the chapter, section or manual that this page shows.
    fn pdf(&self, paper: Paper) -> Option<String> {
        let pdf = match (&self.page.kind, paper) {
            (Kind::Chapter(slug), paper) => Pdf::Chapter(slug.clone(), paper),
            (Kind::Section(id), Paper::Plain) => Pdf::Section(id.clone()),
            (Kind::Home, Paper::Plain) => Pdf::Manual,
            _ => return None,
        };
        self.renderer.site.has_pdfs.then(|| self.page_address(&Kind::Pdf(pdf)))
    }

    /// The folder of the partnership in whose site the reader is. Who reads the record of one that has
    /// left is led on in the region's.
    fn within(&self) -> String {
        let today = self.renderer.site.edition.date;
        let own = self.edition.partnership.filter(|own| own.is_member_on(today));
        own.map(|own| format!("{}/", own.id)).unwrap_or_default()
    }

    /// The region and the partnerships, each with this page, or its home, in its site.
    fn places(&self) -> Vec<PlaceLink> {
        let site = self.renderer.site;
        let today = site.edition.date;
        let members = site.partnerships().filter(|own| own.is_member_on(today));
        let own = members.map(|own| (Some(own), own.name.value.clone()));
        let region = (None, self.renderer.theme.words.say("region"));
        let twin = match &self.page.kind {
            Kind::NotFound | Kind::Alias { .. } => Kind::Home,
            kind => kind.chapter().map_or_else(|| kind.clone(), |slug| Kind::Chapter(slug.clone())),
        };
        let link = |(partnership, name): (Option<&Partnership>, String)| {
            let page = site.located(partnership, twin.clone());
            let is_there = page.within.as_ref() == partnership.map(|own| &own.id);
            let page = if is_there { page } else { site.located(partnership, Kind::Home) };
            PlaceLink {
                id: partnership.map(|own| own.id.to_string()),
                name,
                address: self.address(&page.address()),
                is_current: self.edition.partnership.map(|own| &own.id)
                    == partnership.map(|own| &own.id),
            }
        };
        std::iter::once(region).chain(own).map(link).collect()
    }

    pub(super) fn section_link(&self, section: &Section) -> SectionLink {
        let settings = &self.edition.manual.settings;
        let is_current = match &self.page.kind {
            Kind::Section(id) => *id == section.id,
            page => page.chapter().is_some_and(|slug| {
                let chapter = self.edition.manual.chapters.get(slug);
                chapter.is_some_and(|chapter| chapter.section == section.id)
            }),
        };
        SectionLink {
            number: settings.section_number(&section.id).unwrap_or_default(),
            title: section.title.clone(),
            summary: section.summary.clone(),
            address: self.page_address(&Kind::Section(section.id.clone())),
            is_current,
        }
    }

    pub(super) fn section(&self, section: &Section) -> SectionView {
        let chapters = self.renderer.site.chapters_of(section);
        SectionView {
            link: self.section_link(section),
            chapters: chapters.iter().map(|chapter| self.chapter_link(chapter)).collect(),
        }
    }

    pub(super) fn home(&self) -> Home {
        let settings = &self.edition.manual.settings;
        let (upcoming, past) = self.amendment_views(None);
        Home {
            sections: settings.sections.iter().map(|section| self.section(section)).collect(),
            amendments: past.into_iter().take(LATEST).collect(),
            upcoming,
        }
    }

    /// Every page that search engines should know. A chapter's date is the day of its newest change.
    pub(super) fn sitemap(&self) -> Sitemap {
        let Some(base) = self.renderer.options.base_url else {
            return Sitemap { entries: Vec::new() };
        };
        let site = self.renderer.site;
        let registers =
            [Kind::Home, Kind::Amendments, Kind::Legislation, Kind::Glossary, Kind::Contacts];
        let sections = site.edition.manual.settings.sections.iter();
        let sections = sections.map(|section| Kind::Section(section.id.clone()));
        let chapters = site.order.iter().cloned().map(Kind::Chapter);
        let pages = registers.into_iter().chain(sections).chain(chapters);
        let entries = pages.map(|page| SitemapEntry {
            address: canonical(base, &page.address()),
            lastmod: match &page {
                Kind::Chapter(slug) => {
                    let now = self.edition.chapter(slug.as_str()).and_then(|c| c.in_force);
                    now.map(|now| now.by.in_force.value.to_string())
                }
                _ => None,
            },
        });
        Sitemap { entries: entries.collect() }
    }
}

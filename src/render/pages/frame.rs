//! The frame of every page, and the pages that are little more: home and section.

use super::PageMaker;
use super::head::Head;
use crate::manual::partnership::Partnership;
use crate::manual::settings::{NoticeKind, Section, SiteNotice};
use crate::prose::{Destination, InlineKind, Prose, text, walk};
use crate::render::policy;
use crate::render::view::amendment::AmendmentView;
use crate::render::view::frame::{
    CallLink, Frame, NoticeView, PlaceLink, PreviewView, SectionLink, SectionView,
};
use crate::site::address::LinkStyle;
use crate::site::logo;
use crate::site::page::{Feed, Kind, Page, Paper};
use jiff::Span;
use serde::Serialize;
use std::ops::RangeBounds;

/// How many of the newest amendments the home page shows.
pub(super) const LATEST: usize = 3;

#[derive(Serialize)]
pub(super) struct Home {
    sections: Vec<SectionView>,
    amendments: Vec<AmendmentView>,
    upcoming: Vec<AmendmentView>,
}

/// Some of the blocks of a text.
fn part(prose: &Prose, which: impl RangeBounds<usize>) -> Prose {
    let blocks = prose.blocks.iter().enumerate().filter(|(index, _)| which.contains(index));
    Prose { blocks: blocks.map(|(_, block)| block.clone()).collect() }
}

/// The first number that a text links to.
fn telephone(prose: &Prose) -> Option<CallLink> {
    walk::inlines(prose).find_map(|inline| {
        let InlineKind::Link(link) = &inline.kind else { return None };
        let Destination::Web(address) = &link.destination else { return None };
        let number = text::inlines(&link.content);
        address.starts_with("tel:").then(|| CallLink { number, address: address.clone() })
    })
}

impl PageMaker<'_, '_> {
    pub(super) fn frame(&self, kind: &'static str, head: Head) -> Frame {
        let settings = &self.edition.manual.settings;
        let date = self.renderer.site.edition.date;
        let applies = |from: Option<jiff::civil::Date>, until: Option<jiff::civil::Date>| {
            from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
        };
        let notices = settings.notices.iter().filter(|notice| applies(notice.from, notice.until));
        let emergency = notices
            .clone()
            .filter(|notice| notice.kind == NoticeKind::Emergency)
            .find_map(|notice| telephone(&notice.text.prose));
        let outside = self.outside(&head);
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
            policy: policy::content(self.renderer.theme),
            kind,
            title: head.title,
            description: head.description,
            outside,
            emergency,
            leave_site: settings.leave_site.clone(),
            notices: notices.map(|notice| self.notice(notice)).collect(),
            sections: settings.sections.iter().map(|section| self.section_link(section)).collect(),
            pdf: self.pdf(Paper::Plain),
            pdf_large: self.pdf(Paper::Large),
            print: self.print_address(),
            as_at: self.edition.date.to_string(),
            built: date.to_string(),
            print_days: settings.policies.print_days,
            stale_from: self.stale_from(),
            keeps_copies: self.renderer.keeps_copies(),
            offers_copies: self.renderer.offers_copies(),
            preview: self
                .renderer
                .options
                .preview
                .map(|preview| PreviewView { is_marked: preview.is_marked }),
        }
    }

    fn notice(&self, notice: &SiteNotice) -> NoticeView {
        let is_home = self.page.kind == Kind::Home;
        NoticeView {
            kind: match notice.kind {
                NoticeKind::Emergency => "emergency",
                NoticeKind::Information => "information",
            },
            html: self.passage(&part(&notice.text.prose, ..1)),
            more: is_home.then(|| self.passage(&part(&notice.text.prose, 1..))),
        }
    }

    /// The PDF of the chapter, section or manual that this page shows.
    fn pdf(&self, paper: Paper) -> Option<String> {
        let renderer = self.renderer;
        let wanted = (paper, renderer.options.pdfs);
        let page = renderer.site.pdf_of(self.edition.partnership, &self.page.kind, wanted)?;
        Some(self.address(&page.address()))
    }

    /// Where the print view of this page is, if it has one.
    fn print_address(&self) -> Option<String> {
        let kind = self.page.kind.print_view()?;
        let has_one = self.renderer.has_print_view(&self.page.kind);
        let page = Page { within: self.page.within.clone(), kind };
        has_one.then(|| self.address(&page.address()))
    }

    /// The first day on which a site that was opened from a folder is too old to be relied on.
    fn stale_from(&self) -> Option<String> {
        if self.renderer.options.link_style != LinkStyle::Portable {
            return None;
        }
        let days = self.edition.manual.settings.policies.print_days?;
        let last = self.renderer.site.edition.date.checked_add(Span::new().days(days)).ok()?;
        Some(last.tomorrow().ok()?.to_string())
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
        let own = members.map(|own| (Some(own), own.short_name().to_owned()));
        let region = (None, self.renderer.theme.words.say("region"));
        let twin = match &self.page.kind {
            Kind::NotFound | Kind::Alias { .. } => Kind::Home,
            // The other site may have no name that begins with the letter.
            Kind::SearchLetter(_) => Kind::Search,
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
}

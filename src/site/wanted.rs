//! Which page stands at a path: for who serves one page at a time, and would not look for it among all.

use super::page::{Feed, Kind, Page};
use super::{CHECK_DIGITS, ONCE, ONCE_WITHIN, Site, logo};
use crate::manual::id::AmendmentId;
use crate::manual::partnership::Partnership;
use crate::parse::fields;
use crate::resolve::Edition;
use crate::source::path::VPath;

impl<'m> Site<'m> {
    /// The page whose file is at this path.
    pub fn page_at(&self, path: &VPath) -> Option<Page> {
        let first = path.parts().next().unwrap_or_default();
        let mut partnerships = self.partnerships();
        if let Some(own) = partnerships.find(|own| own.id.as_str() == first) {
            let rest = VPath::new(path.as_str().strip_prefix(first)?.trim_start_matches('/'))?;
            let kinds = self.kinds_within(own, &rest);
            let page = |kind| Page { within: Some(own.id.clone()), kind };
            if let Some(page) = self.one_at(path, kinds.into_iter().map(page)) {
                return Some(page);
            }
        }
        self.one_at(path, self.kinds(path).into_iter().map(Page::regional))
    }

    /// Which of some pages, or of their print views, is at a path.
    fn one_at(&self, path: &VPath, pages: impl Iterator<Item = Page>) -> Option<Page> {
        let pages: Vec<Page> = pages.collect();
        let is_wanted = |page: &Page| page.address().path().as_ref() == Some(path);
        let prints = pages.iter().flat_map(|page| self.prints_of(page));
        pages.iter().find(|page| is_wanted(page)).cloned().or_else(|| {
            let mut prints = prints;
            prints.find(is_wanted)
        })
    }

    /// The region's pages that can stand at a path.
    fn kinds(&self, path: &VPath) -> Vec<Kind> {
        let parts: Vec<&str> = path.parts().collect();
        let first = parts.first().copied().unwrap_or_default();
        let mut kinds = ONCE.to_vec();
        match parts.as_slice() {
            ["as-at", day, ..] => {
                let day = fields::date(day).ok().filter(|day| self.days().contains(day));
                kinds.extend(day.map(Kind::Day));
            }
            ["amendments", id, ..] => {
                let known = |id: &AmendmentId| {
                    self.edition.record.amendments().iter().any(|known| known.id == *id)
                };
                kinds.extend(AmendmentId::new(id).filter(known).map(Kind::Amendment));
                kinds.extend(self.filters().into_keys().cloned().map(Kind::AmendmentsBy));
            }
            ["check", ..] => kinds.extend(CHECK_DIGITS.chars().map(Kind::CheckDigit)),
            ["search", ..] => kinds.extend(self.letter_pages(None)),
            _ => {}
        }
        let own = self.partnerships().find(|own| own.id.as_str() == first);
        kinds.extend(own.map(|own| Kind::Feed(Feed::Partnership(own.id.clone()))));
        kinds.extend(own.and_then(logo));
        let mut sections = self.edition.manual.settings.sections.iter();
        let section = sections.find(|section| section.id.as_str() == first);
        kinds.extend(section.map(|section| Kind::Section(section.id.clone())));
        self.kinds_of_chapter(&self.edition, first, &mut kinds);
        if let Some(chapter) = self.edition.manual.chapters.get(first) {
            kinds.extend(self.attachments_of(chapter).into_iter().map(Kind::Attachment));
        }
        kinds
    }

    /// The pages in a partnership's site that can stand at a path.
    fn kinds_within(&self, partnership: &'m Partnership, path: &VPath) -> Vec<Kind> {
        let edition = self.edition.within(Some(partnership));
        let first = path.parts().next().unwrap_or_default();
        let mut kinds = ONCE_WITHIN.to_vec();
        if first == "search" {
            kinds.extend(self.letter_pages(Some(partnership)));
        }
        if first == "amendments" {
            kinds.extend(self.amendments_within(partnership));
        }
        let mut sections = self.edition.manual.settings.sections.iter();
        let section = sections.find(|section| section.id.as_str() == first);
        kinds.extend(section.map(|section| Kind::Section(section.id.clone())));
        self.kinds_of_chapter(&edition, first, &mut kinds);
        kinds
    }

    /// The pages of the chapter that has, or once had, this slug.
    fn kinds_of_chapter(&self, edition: &Edition<'m>, slug: &str, kinds: &mut Vec<Kind>) {
        let chapters = &edition.manual.chapters;
        let renamed = || {
            chapters.values().find(|chapter| {
                let mut aliases = chapter.administration.aliases.iter();
                aliases.any(|alias| alias.value.as_str() == slug)
            })
        };
        if let Some(chapter) = chapters.get(slug).or_else(renamed) {
            self.chapter_pages(edition, chapter, kinds);
        }
    }
}

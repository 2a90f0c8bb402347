//! The site: which pages exist, at which addresses, and what binds them together.
//!
//! A [`Site`] is an edition planned as pages. Every page is named by a [`Page`], a small value;
//! `render` makes its bytes from the site and that value alone.

pub mod address;
pub mod links;
pub mod page;

use crate::manual::Manual;
use crate::manual::amendment::Amendment;
use crate::manual::chapter::Chapter;
use crate::manual::id::{AmendmentId, Slug};
use crate::manual::settings::Section;
use crate::prose::{BlockKind, Destination, InlineKind, Prose, walk};
use crate::resolve::bind::Bound;
use crate::resolve::timeline::{Moment, Tense};
use crate::resolve::{ChapterState, Edition, EditionChapter};
use crate::source::path::VPath;
use jiff::civil::Date;
use links::Links;
use page::{AmendmentFilter, Dated, Feed, Page};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An edition planned as pages.
#[derive(Debug)]
pub struct Site<'m> {
    /// What is shown.
    pub edition: Edition<'m>,
    /// Who refers to what.
    pub links: Links,
    /// The slugs in the order in which the chapters are read.
    pub order: Vec<Slug>,
    /// The days on which the manual changed: the first days of the states of all chapters.
    pub days: BTreeSet<Date>,
    /// The lists in which each amendment stands.
    filters: BTreeMap<AmendmentId, BTreeSet<AmendmentFilter>>,
    /// Where each slug stands in that order.
    places: BTreeMap<Slug, usize>,
}

impl<'m> Site<'m> {
    /// Plans the site of an edition.
    pub fn plan(edition: Edition<'m>) -> Self {
        let links = Links::of(&edition);
        let order: Vec<Slug> =
            edition.in_reading_order().iter().map(|c| c.chapter.slug.clone()).collect();
        let places = order.iter().cloned().zip(0..).collect();
        let amendments = edition.record.amendments().iter();
        let filters = amendments.map(|a| (a.id.clone(), filters_of(edition.manual, a))).collect();
        Self { days: days(&edition), edition, links, order, filters, places }
    }

    /// Every page of the site.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![
            Page::Home,
            Page::Days,
            Page::Amendments,
            Page::Feed(Feed::All),
            Page::Legislation,
            Page::Glossary,
            Page::Contacts,
            Page::NotFound,
            Page::Sitemap,
            Page::Data,
        ];
        let manual = self.edition.manual;
        let sections = manual.settings.sections.iter();
        pages.extend(sections.map(|section| Page::Section(section.id.clone())));
        for chapter in manual.chapters.values() {
            self.chapter_pages(chapter, &mut pages);
        }
        pages.extend(self.days.iter().map(|date| Page::Day(*date)));
        let amendments = self.edition.record.amendments().iter();
        pages.extend(amendments.map(|amendment| Page::Amendment(amendment.id.clone())));
        pages.extend(self.filters().into_keys().cloned().map(Page::AmendmentsBy));
        let partnerships = manual.partnerships.keys().cloned();
        pages.extend(partnerships.map(|id| Page::Feed(Feed::Partnership(id))));
        pages.extend(self.attachments().into_iter().map(Page::Attachment));
        pages
    }

    /// The pages of a chapter: none while it stands in no section, or nothing of it is known to the public.
    fn chapter_pages(&self, chapter: &Chapter, pages: &mut Vec<Page>) {
        if self.edition.manual.settings.section(&chapter.section).is_none() {
            return;
        }
        let slug = &chapter.slug;
        let timeline = self.edition.timeline(&chapter.regional);
        match self.edition.state(chapter) {
            Some(ChapterState::Shown(_)) => {
                pages.push(Page::Chapter(slug.clone()));
                pages.extend(aliases(chapter));
            }
            Some(ChapterState::Withdrawn(_)) => pages.push(Page::Withdrawn(slug.clone())),
            None if timeline.is_empty() => {}
            None => pages.push(Page::Forthcoming(slug.clone())),
        }
        if timeline.is_empty() {
            return;
        }
        pages.extend([Page::History(slug.clone()), Page::Feed(Feed::Chapter(slug.clone()))]);
        for moment in &timeline {
            let dated = || Dated { chapter: slug.clone(), from: moment.from };
            pages.push(Page::AsAt(dated()));
            if moment.changed().is_some() {
                pages.push(Page::Changes(dated()));
            }
            if self.has_since(&timeline, moment) {
                pages.push(Page::Since(dated()));
            }
        }
    }

    /// Whether there is something to compare a past text with: the text in force now.
    pub fn has_since(&self, timeline: &[Moment<'_>], moment: &Moment<'_>) -> bool {
        let is_now = |m: &Moment<'_>| m.tense == Tense::Present && m.version().is_some();
        moment.tense == Tense::Past && moment.version().is_some() && timeline.iter().any(is_now)
    }

    /// What the amendments can be listed by, each with their number.
    pub fn filters(&self) -> BTreeMap<&AmendmentFilter, usize> {
        let mut filters = BTreeMap::new();
        for filter in self.filters.values().flatten() {
            *filters.entry(filter).or_default() += 1;
        }
        filters
    }

    /// The lists in which an amendment stands.
    pub fn filters_of(&self, amendment: &Amendment) -> impl Iterator<Item = &AmendmentFilter> {
        self.filters.get(&amendment.id).into_iter().flatten()
    }

    /// The files beside chapters that a public text of any day shows or links to; no others are public.
    fn attachments(&self) -> BTreeSet<VPath> {
        let chapters: Vec<&Chapter> = self.edition.manual.chapters.values().collect();
        let found: Vec<BTreeSet<VPath>> =
            chapters.par_iter().map(|chapter| self.attachments_of(chapter)).collect();
        found.into_iter().flatten().collect()
    }

    fn attachments_of(&self, chapter: &Chapter) -> BTreeSet<VPath> {
        let mut files = BTreeSet::new();
        if chapter.attachments.is_empty() {
            return files;
        }
        let past = self.edition.timeline(&chapter.regional);
        let past = past.iter().filter_map(|moment| moment.version().map(|v| &*v.text.prose));
        let shown = self.edition.chapter(chapter.slug.as_str()).map(|shown| &*shown.text.prose);
        for inline in past.chain(shown).flat_map(walk::inlines) {
            let destination = match &inline.kind {
                InlineKind::Link(link) => &link.destination,
                InlineKind::Image(image) => &image.destination,
                _ => continue,
            };
            let Destination::Path(path) = destination else { continue };
            let bound = self.edition.bind_path(Some(&chapter.slug), &chapter.folder, path);
            if let Ok(Bound::Attachment(file)) = bound {
                files.insert(file.clone());
            }
        }
        files
    }

    /// The chapters of a section that are in force, in order.
    pub fn chapters_of(&self, section: &Section) -> Vec<EditionChapter<'m>> {
        let chapters = self.order.iter().filter_map(|slug| self.edition.chapter(slug.as_str()));
        chapters.filter(|chapter| chapter.chapter.section == section.id).collect()
    }

    /// Where a chapter is read as it stands in an edition: at its own address if that shows the same
    /// state, else at the address of the state.
    pub fn page_of(&self, edition: &Edition<'_>, chapter: &Chapter) -> Page {
        let (slug, id) = (&chapter.slug, &chapter.regional.id);
        if edition.date != self.edition.date {
            let first_day = |date| self.edition.record.state_on(id, date).map(|state| state.from);
            if let Some(from) = first_day(edition.date)
                && first_day(self.edition.date) != Some(from)
            {
                return Page::AsAt(Dated { chapter: slug.clone(), from });
            }
        }
        Page::Chapter(slug.clone())
    }

    /// The chapters before and after one in reading order.
    pub fn neighbours(
        &self,
        slug: &Slug,
    ) -> (Option<EditionChapter<'m>>, Option<EditionChapter<'m>>) {
        let at = self.places.get(slug).copied();
        let chapter = |index: Option<usize>| {
            index
                .and_then(|i| self.order.get(i))
                .and_then(|slug| self.edition.chapter(slug.as_str()))
        };
        (chapter(at.and_then(|i| i.checked_sub(1))), chapter(at.map(|i| i + 1)))
    }
}

fn filters_of(manual: &Manual, amendment: &Amendment) -> BTreeSet<AmendmentFilter> {
    let mut filters = BTreeSet::from([AmendmentFilter::Significance(amendment.significance)]);
    for entry in &amendment.entries {
        let document = &entry.value.document;
        if let Some(chapter) = manual.chapters.get(&document.chapter) {
            filters.insert(AmendmentFilter::Section(chapter.section.clone()));
        }
        filters.extend(document.partnership.clone().map(AmendmentFilter::Partnership));
    }
    filters
}

fn days(edition: &Edition<'_>) -> BTreeSet<Date> {
    let chapters = edition.manual.chapters.values();
    let states = chapters.flat_map(|chapter| edition.record.states(&chapter.regional.id));
    states.map(|state| state.from).collect()
}

fn aliases(chapter: &Chapter) -> impl Iterator<Item = Page> {
    let aliases = chapter.administration.aliases.iter();
    aliases.map(|alias| Page::Alias { alias: alias.value.clone(), chapter: chapter.slug.clone() })
}

/// The ids of the provisions that a text cites or states, in order, each once.
pub fn cited_provisions(prose: &Prose) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut cited = Vec::new();
    for node in walk::nodes(prose) {
        let id = match node {
            walk::Node::Block(block) => match &block.kind {
                BlockKind::Statement(id, _) => Some(&id.value),
                _ => None,
            },
            walk::Node::Inline(inline) => match &inline.kind {
                InlineKind::Reference(reference) => match &reference.target {
                    crate::prose::Target::Law(id) => Some(id),
                    _ => None,
                },
                _ => None,
            },
        };
        if let Some(id) = id
            && seen.insert(id.clone())
        {
            cited.push(id.clone());
        }
    }
    cited
}

//! The site: which pages exist, at which addresses, and what binds them together.
//!
//! A [`Site`] is an edition planned as pages. Every page is named by a [`Page`], a small value;
//! `render` makes its bytes from the site and that value alone.

pub mod address;
mod copy;
pub mod external;
pub mod letters;
pub mod links;
pub mod listing;
pub mod page;
mod pdfs;
pub mod plan;
pub mod recorded;
mod wanted;

use crate::manual::amendment::Amendment;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::manual::id::{PartnershipId, Slug};
use crate::manual::partnership::Partnership;
use crate::manual::settings::Section;
use crate::prose::{BlockKind, Destination, InlineKind, Prose, walk};
use crate::resolve::bind::Bound;
use crate::resolve::timeline::{Moment, Tense};
use crate::resolve::{ChapterState, Edition, EditionChapter};
use crate::source::path::VPath;
use jiff::civil::Date;
use letters::Letters;
use links::Links;
use page::{AmendmentFilter, Dated, Feed, Kind, Page, Paper, Pdf, RedirectFile};
use plan::Plan;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// An edition planned as pages.
#[derive(Debug)]
pub struct Site<'m> {
    /// What is shown.
    pub edition: Edition<'m>,
    plan: Arc<Plan>,
    /// What is asked for by letters in the region's site and in each partnership's, found when a page asks first.
    letters: BTreeMap<Option<PartnershipId>, OnceLock<Letters>>,
}

/// The pages that the region's site has once.
const ONCE: [Kind; 24] = [
    Kind::Home,
    Kind::Days,
    Kind::Amendments,
    Kind::Feed(Feed::All),
    Kind::Legislation,
    Kind::Glossary,
    Kind::Contacts,
    Kind::Links,
    Kind::Search,
    Kind::Check,
    Kind::NotFound,
    Kind::Accessibility,
    Kind::Offline,
    Kind::CopyList,
    Kind::Worker,
    Kind::Manifest,
    Kind::Icon,
    Kind::Sitemap,
    Kind::Redirects(RedirectFile::Pages),
    Kind::Redirects(RedirectFile::Nginx),
    Kind::Robots,
    Kind::Headers,
    Kind::Data,
    Kind::Colours,
];

/// How a digest may begin: each has a page of the texts whose digests do.
const CHECK_DIGITS: &str = "0123456789abcdef";

/// The pages that the site of a partnership has once.
const ONCE_WITHIN: [Kind; 11] = [
    Kind::Home,
    Kind::Amendments,
    Kind::Legislation,
    Kind::Glossary,
    Kind::Contacts,
    Kind::Accessibility,
    Kind::Offline,
    Kind::CopyList,
    Kind::Manifest,
    Kind::Icon,
    Kind::Search,
];

impl<'m> Site<'m> {
    /// Plans the site of an edition.
    pub fn plan(edition: Edition<'m>) -> Self {
        Self::with(edition, Arc::new(Plan::of(&edition)))
    }

    /// The site of an edition of which this is the plan.
    pub fn with(edition: Edition<'m>, plan: Arc<Plan>) -> Self {
        let partnerships = edition.manual.partnerships.keys().cloned().map(Some);
        let sites = std::iter::once(None).chain(partnerships);
        Self { edition, plan, letters: sites.map(|site| (site, OnceLock::new())).collect() }
    }

    /// What is asked for from A to Z by a reader in a partnership's site, or in the region's.
    pub fn letters(&self, partnership: Option<&'m Partnership>) -> Option<&Letters> {
        let held = self.letters.get(&partnership.map(|own| own.id.clone()))?;
        Some(held.get_or_init(|| Letters::of(&self.edition.within(partnership))))
    }

    /// Who refers to what.
    pub fn links(&self) -> &Links {
        &self.plan.links
    }

    /// The days on which the manual changed: the first days of the states of all chapters.
    pub fn days(&self) -> &BTreeSet<Date> {
        &self.plan.days
    }

    /// Every page of the site: the region's, then each partnership's.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages: Vec<Page> = self.regional_pages().into_iter().map(Page::regional).collect();
        for partnership in self.partnerships() {
            let within = Some(partnership.id.clone());
            let kinds = self.pages_within(partnership);
            pages.extend(kinds.into_iter().map(|kind| Page { within: within.clone(), kind }));
        }
        let prints: Vec<Page> = pages.iter().flat_map(|page| self.prints_of(page)).collect();
        pages.extend(prints);
        pages
    }

    /// The print view of a page, and what belongs to it. A page that says that there is no text has none.
    fn prints_of(&self, page: &Page) -> Vec<Page> {
        let Some(print) = page.kind.print_view() else { return Vec::new() };
        let partnerships = &self.edition.manual.partnerships;
        let within = page.within.as_ref().and_then(|id| partnerships.get(id));
        let edition = self.edition.within(within);
        let has_text = match &page.kind {
            Kind::AsAt(dated) => edition.at(dated.from).chapter(dated.chapter.as_str()).is_some(),
            _ => true,
        };
        let heads = page.kind.is_joined().then(|| Kind::RunningHeads(Box::new(page.kind.clone())));
        let kinds = has_text.then_some(print).into_iter().chain(heads);
        kinds.map(|kind| Page { within: page.within.clone(), kind }).collect()
    }

    /// The partnerships with sites of their own: those that have joined. An address that was public stays
    /// when a partnership leaves.
    pub fn partnerships(&self) -> impl Iterator<Item = &'m Partnership> {
        let date = self.edition.date;
        let all = self.edition.manual.partnerships.values();
        all.filter(move |partnership| partnership.joined.value <= date)
    }

    /// The pages of the letters, where there is too much for one page.
    fn letter_pages(&self, partnership: Option<&'m Partnership>) -> impl Iterator<Item = Kind> {
        let apart = self.letters(partnership).filter(|letters| letters.are_apart());
        apart.into_iter().flat_map(|letters| letters.0.keys().map(|letter| Letters::page(letter)))
    }

    fn regional_pages(&self) -> Vec<Kind> {
        let mut pages = ONCE.to_vec();
        let manual = self.edition.manual;
        let sections = manual.settings.sections.iter();
        pages.extend(sections.map(|section| Kind::Section(section.id.clone())));
        for chapter in manual.chapters.values() {
            self.chapter_pages(&self.edition, chapter, &mut pages);
        }
        pages.extend(self.letter_pages(None));
        pages.extend(CHECK_DIGITS.chars().map(Kind::CheckDigit));
        pages.extend(self.plan.days.iter().map(|date| Kind::Day(*date)));
        let amendments = self.edition.record.amendments().iter();
        pages.extend(amendments.map(|amendment| Kind::Amendment(amendment.id.clone())));
        pages.extend(self.filters().into_keys().cloned().map(Kind::AmendmentsBy));
        pages.extend(self.partnerships().map(|p| Kind::Feed(Feed::Partnership(p.id.clone()))));
        pages.extend(self.partnerships().filter_map(logo));
        pages.extend(self.attachments().into_iter().map(Kind::Attachment));
        pages
    }

    /// The pages of a partnership's site. Every chapter has its page there, because nearly every one
    /// names contacts; a chapter has a record there if the partnership ever added to it.
    fn pages_within(&self, partnership: &'m Partnership) -> Vec<Kind> {
        let edition = self.edition.within(Some(partnership));
        let mut pages = ONCE_WITHIN.to_vec();
        pages.extend(self.letter_pages(Some(partnership)));
        let sections = edition.manual.settings.sections.iter();
        pages.extend(sections.map(|section| Kind::Section(section.id.clone())));
        for chapter in edition.manual.chapters.values() {
            self.chapter_pages(&edition, chapter, &mut pages);
        }
        pages.extend(self.amendments_within(partnership));
        pages
    }

    /// The pages of the amendments that concern readers in a partnership.
    fn amendments_within(&self, partnership: &'m Partnership) -> impl Iterator<Item = Kind> {
        let amendments = self.edition.record.amendments().iter();
        let own = amendments.filter(|amendment| matters(amendment, &partnership.id));
        own.map(|amendment| Kind::Amendment(amendment.id.clone()))
    }

    /// Where a page is for a reader in the site of a partnership: there, if it has such a page, else in
    /// the region's. Of one that has left, only its record is still read there.
    pub fn located(&self, partnership: Option<&Partnership>, kind: Kind) -> Page {
        let Some(partnership) = partnership else { return Page::regional(kind) };
        let is_member = partnership.is_member_on(self.edition.date);
        if let Kind::Print(shown) = &kind {
            let Page { within, .. } = self.located(Some(partnership), (**shown).clone());
            return Page { within, kind };
        }
        let has = match &kind {
            Kind::Home => true,
            Kind::Section(_)
            | Kind::Chapter(_)
            | Kind::Withdrawn(_)
            | Kind::Forthcoming(_)
            | Kind::Amendments
            | Kind::Legislation
            | Kind::Glossary
            | Kind::Contacts
            | Kind::Accessibility
            | Kind::Offline
            | Kind::Manifest
            | Kind::Icon
            | Kind::Search
            | Kind::SearchLetter(_)
            | Kind::Pdf(Pdf::Manual(Paper::Plain)) => is_member,
            Kind::History(slug)
            | Kind::AsAt(Dated { chapter: slug, .. })
            | Kind::Changes(Dated { chapter: slug, .. })
            | Kind::Since(Dated { chapter: slug, .. })
            | Kind::Pdf(Pdf::Changes(Dated { chapter: slug, .. })) => {
                self.has_record(partnership, slug)
            }
            Kind::Amendment(id) => {
                let amendment = self.edition.manual.amendments.get(id);
                is_member && amendment.is_some_and(|amendment| matters(amendment, &partnership.id))
            }
            Kind::Pdf(Pdf::Chapter(slug, _)) => is_member && self.has_own_pdf(partnership, slug),
            Kind::Feed(_) => {
                return Page::regional(Kind::Feed(Feed::Partnership(partnership.id.clone())));
            }
            _ => false,
        };
        Page { within: has.then(|| partnership.id.clone()), kind }
    }

    /// Whether a partnership ever added to a chapter, so that the chapter has a record in its site.
    fn has_record(&self, partnership: &Partnership, slug: &Slug) -> bool {
        let chapter = self.edition.manual.chapters.get(slug);
        let addition = chapter.and_then(|chapter| chapter.additions.get(&partnership.id));
        addition.is_some_and(|addition| !self.edition.record.events(&addition.id).is_empty())
    }

    /// The pages of a chapter: none while it stands in no section, or nothing of it is known to the public.
    fn chapter_pages(&self, edition: &Edition<'m>, chapter: &'m Chapter, pages: &mut Vec<Kind>) {
        if edition.manual.settings.section(&chapter.section).is_none() {
            return;
        }
        let slug = &chapter.slug;
        let timeline = edition.timeline_of(chapter);
        match edition.state(chapter) {
            Some(ChapterState::Shown(_)) => {
                pages.push(Kind::Chapter(slug.clone()));
                pages.extend(aliases(chapter));
            }
            Some(ChapterState::Withdrawn(_)) => pages.push(Kind::Withdrawn(slug.clone())),
            None if timeline.is_empty() => {}
            None => pages.push(Kind::Forthcoming(slug.clone())),
        }
        let has_record = edition.partnership.is_none_or(|own| self.has_record(own, slug));
        if timeline.is_empty() || !has_record {
            return;
        }
        pages.push(Kind::History(slug.clone()));
        if edition.partnership.is_none() {
            pages.push(Kind::Feed(Feed::Chapter(slug.clone())));
        }
        for moment in &timeline {
            let dated = || Dated { chapter: slug.clone(), from: moment.from };
            pages.push(Kind::AsAt(dated()));
            if moment.changed().is_some() {
                pages.push(Kind::Changes(dated()));
            }
            if self.has_since(&timeline, moment) {
                pages.push(Kind::Since(dated()));
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
        for filter in self.plan.filters.values().flatten() {
            *filters.entry(filter).or_default() += 1;
        }
        filters
    }

    /// The lists in which an amendment stands.
    pub fn filters_of(&self, amendment: &Amendment) -> impl Iterator<Item = &AmendmentFilter> {
        self.plan.filters.get(&amendment.id).into_iter().flatten()
    }

    /// The files beside chapters that a public text of any day shows or links to; no others are public.
    fn attachments(&self) -> BTreeSet<VPath> {
        let chapters: Vec<&'m Chapter> = self.edition.manual.chapters.values().collect();
        let found: Vec<BTreeSet<VPath>> =
            chapters.par_iter().map(|chapter| self.attachments_of(chapter)).collect();
        found.into_iter().flatten().collect()
    }

    fn attachments_of(&self, chapter: &'m Chapter) -> BTreeSet<VPath> {
        let mut files = BTreeSet::new();
        if chapter.attachments.is_empty() {
            return files;
        }
        let documents = std::iter::once(&chapter.regional).chain(chapter.additions.values());
        for document in documents {
            self.attachments_in(document, chapter, &mut files);
        }
        files
    }

    fn attachments_in(
        &self,
        document: &'m Document,
        chapter: &'m Chapter,
        files: &mut BTreeSet<VPath>,
    ) {
        let past = self.edition.timeline(document);
        let past = past.iter().filter_map(|moment| moment.version().map(|v| &*v.text.prose));
        let shown = match &document.id.partnership {
            None => self.edition.chapter(chapter.slug.as_str()).map(|shown| shown.text),
            Some(own) => self.edition.manual.partnerships.get(own).and_then(|partnership| {
                self.edition.addition(chapter, partnership).map(|shown| shown.text)
            }),
        };
        for prose in past.chain(shown.map(|text| &*text.prose)) {
            self.attachments_of_text(prose, document, chapter, files);
        }
    }

    /// The files that one text of a document shows or links to.
    fn attachments_of_text(
        &self,
        prose: &Prose,
        document: &Document,
        chapter: &Chapter,
        files: &mut BTreeSet<VPath>,
    ) {
        let Some(folder) = document.file.folder() else { return };
        for inline in walk::inlines(prose) {
            let destination = match &inline.kind {
                InlineKind::Link(link) => &link.destination,
                InlineKind::Image(image) => &image.destination,
                _ => continue,
            };
            let Destination::Path(path) = destination else { continue };
            let bound = self.edition.bind_path(Some(&chapter.slug), &folder, path);
            if let Ok(Bound::Attachment(file)) = bound {
                files.insert(file.clone());
            }
        }
    }

    /// The chapters of a section that are in force, in order.
    pub fn chapters_of(&self, section: &Section) -> Vec<EditionChapter<'m>> {
        let chapters =
            self.plan.order.iter().filter_map(|slug| self.edition.chapter(slug.as_str()));
        chapters.filter(|chapter| chapter.chapter.section == section.id).collect()
    }

    /// Where a chapter is read as it stands in an edition: at its own address if that shows the same
    /// state, else at the address of the state.
    pub fn page_of(&self, edition: &Edition<'m>, chapter: &'m Chapter) -> Page {
        let slug = &chapter.slug;
        if edition.date != self.edition.date {
            let read_in = edition.partnership.filter(|own| self.has_record(own, slug));
            let edition_there = edition.within(read_in);
            let timeline = edition_there.timeline_of(chapter);
            let first_day = |date| {
                timeline.iter().map(|moment| moment.from).take_while(|from| *from <= date).last()
            };
            if let Some(from) = first_day(edition.date)
                && first_day(self.edition.date) != Some(from)
            {
                let dated = Dated { chapter: slug.clone(), from };
                return self.located(edition.partnership, Kind::AsAt(dated));
            }
        }
        self.located(edition.partnership, Kind::Chapter(slug.clone()))
    }

    /// The chapters before and after one in reading order.
    pub fn neighbours(
        &self,
        slug: &Slug,
    ) -> (Option<EditionChapter<'m>>, Option<EditionChapter<'m>>) {
        let at = self.plan.places.get(slug).copied();
        let chapter = |index: Option<usize>| {
            index
                .and_then(|i| self.plan.order.get(i))
                .and_then(|slug| self.edition.chapter(slug.as_str()))
        };
        (chapter(at.and_then(|i| i.checked_sub(1))), chapter(at.map(|i| i + 1)))
    }
}

/// Where a partnership's logo is, if it has one.
pub fn logo(partnership: &Partnership) -> Option<Kind> {
    Some(Kind::Logo(partnership.id.clone(), partnership.logo.clone()?))
}

/// Whether an amendment concerns readers in a partnership: by a regional text, or its own addition.
pub fn matters(amendment: &Amendment, partnership: &PartnershipId) -> bool {
    let mut documents = amendment.entries.iter().map(|entry| &entry.value.document);
    documents.any(|id| id.partnership.as_ref().is_none_or(|own| own == partnership))
}

fn aliases(chapter: &Chapter) -> impl Iterator<Item = Kind> {
    let aliases = chapter.administration.aliases.iter();
    aliases.map(|alias| Kind::Alias { alias: alias.value.clone(), chapter: chapter.slug.clone() })
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

//! Amendments: the list of all, the lists of those that have something in common, and a page for each.

use super::head::Head;
use super::{Made, PageMaker};
use crate::manual::amendment::{Action, Amendment, Entry, Significance};
use crate::manual::chapter::Chapter;
use crate::manual::id::{AmendmentId, PartnershipId};
use crate::manual::partnership::Partnership;
use crate::render::view::amendment::{
    AmendedDocument, AmendmentLink, AmendmentMonth, AmendmentView, AmendmentYear, AmendmentsView,
    FilterGroup, FilterLink,
};
use crate::site::matters;
use crate::site::page::{AmendmentFilter, Dated, Kind};
use jiff::civil::Date;
use serde::Serialize;

/// In so many documents of an amendment the words that changed are shown where it is shown itself; those
/// of the others are a link away. A phone cannot open the changes of a thousand chapters in one page.
const MOST_MARKED: usize = 25;

#[derive(Serialize)]
struct AmendmentPage {
    amendment: AmendmentView,
}

impl<'m> PageMaker<'_, 'm> {
    /// The upcoming amendments, next first, and the past ones, newest first.
    pub(super) fn amendment_views(
        &self,
        filter: Option<&AmendmentFilter>,
    ) -> (Vec<AmendmentView>, Vec<AmendmentView>) {
        let site = self.renderer.site;
        let listed = |amendment: &&&Amendment| {
            filter.is_none_or(|filter| site.filters_of(amendment).any(|own| own == filter))
        };
        let concerns = |amendment: &&&Amendment| {
            self.edition.partnership.is_none_or(|own| matters(amendment, &own.id))
        };
        let amendments = self.edition.record.amendments().iter().filter(listed).filter(concerns);
        let (past, upcoming): (Vec<_>, Vec<_>) = amendments
            .map(|amendment| self.amendment(amendment, |entry| self.is_read_here(entry)))
            .partition(|view| !view.is_upcoming);
        (upcoming, past.into_iter().rev().collect())
    }

    /// The list of all amendments, or of those that have something in common.
    pub(super) fn amendments(&self, filter: Option<&AmendmentFilter>) -> Made {
        let (upcoming, past) = self.amendment_views(filter);
        let mut years: Vec<AmendmentYear> = Vec::new();
        for amendment in past {
            self.file_under_month(&mut years, amendment);
        }
        let words = &self.renderer.theme.words;
        let name = filter.map(|filter| self.filter_name(filter));
        let head = match &name {
            Some(name) => Head::titled(words.fill("title_amendments_by", &[("filter", name)])),
            None => Head {
                description: Some(words.say("about_amendments")),
                ..Head::titled(words.say("title_amendments"))
            },
        };
        let is_regional = self.edition.partnership.is_none();
        let filters = if is_regional { self.filter_groups(filter) } else { Vec::new() };
        let view = AmendmentsView { filter: name, upcoming, years, filters };
        self.html("amendments", head, &view).map(Some)
    }

    fn file_under_month(&self, years: &mut Vec<AmendmentYear>, amendment: AmendmentView) {
        let month = amendment.in_force.get(..7).unwrap_or_default().to_owned();
        let year = month.get(..4).unwrap_or_default().to_owned();
        if years.last().is_none_or(|last| last.year != year) {
            years.push(AmendmentYear { year, months: Vec::new() });
        }
        let Some(year) = years.last_mut() else { return };
        if year.months.last().is_none_or(|last| last.id != month) {
            let name = amendment.in_force.parse().map(|day| self.renderer.theme.words.month(day));
            let name = name.unwrap_or_default();
            year.months.push(AmendmentMonth { id: month, name, amendments: Vec::new() });
        }
        if let Some(month) = year.months.last_mut() {
            month.amendments.push(amendment);
        }
    }

    fn filter_groups(&self, current: Option<&AmendmentFilter>) -> Vec<FilterGroup> {
        let mut groups: Vec<FilterGroup> = Vec::new();
        for (filter, count) in self.renderer.site.filters() {
            let (kind, value) = match filter {
                AmendmentFilter::Significance(kind) => ("significance", kind.as_str().to_owned()),
                AmendmentFilter::Section(id) => ("section", id.to_string()),
                AmendmentFilter::Partnership(id) => ("partnership", id.to_string()),
            };
            let link = FilterLink {
                value,
                name: self.filter_name(filter),
                address: self.page_address(&Kind::AmendmentsBy(filter.clone())),
                count,
                is_current: current == Some(filter),
            };
            match groups.last_mut().filter(|last| last.kind == kind) {
                Some(last) => last.filters.push(link),
                None => groups.push(FilterGroup { kind, filters: vec![link] }),
            }
        }
        groups
    }

    /// What amendments have in common, in words.
    fn filter_name(&self, filter: &AmendmentFilter) -> String {
        let manual = self.edition.manual;
        match filter {
            AmendmentFilter::Significance(kind) => self.significance(*kind),
            AmendmentFilter::Section(id) => {
                let section = manual.settings.section(id);
                section.map_or_else(|| id.to_string(), |section| section.title.clone())
            }
            AmendmentFilter::Partnership(id) => self.partnership_name(id),
        }
    }

    fn significance(&self, kind: Significance) -> String {
        self.renderer.theme.words.say(&format!("significance_{}", kind.as_str()))
    }

    pub(super) fn partnership_name(&self, id: &PartnershipId) -> String {
        let found = self.edition.manual.partnerships.get(id);
        found.map_or_else(|| id.to_string(), |partnership| partnership.name.value.clone())
    }

    /// The page of one amendment, with the words that it changed.
    pub(super) fn amendment_page(&self, id: &AmendmentId) -> Made {
        let amendments = self.edition.record.amendments().iter();
        let Some(amendment) = amendments.copied().find(|amendment| amendment.id == *id) else {
            return Ok(None);
        };
        let view = self.marked_amendment(amendment, |entry| self.is_read_here(entry));
        let head =
            Head { description: Some(view.summary.clone()), ..Head::titled(view.title.clone()) };
        self.html("amendment", head, &AmendmentPage { amendment: view }).map(Some)
    }

    pub(super) fn amendment_link(&self, amendment: &Amendment) -> AmendmentLink {
        let because = amendment.because.iter().map(|id| id.value.as_str());
        AmendmentLink {
            title: amendment.title.value.clone(),
            in_force: amendment.in_force.value.to_string(),
            significance: amendment.significance.as_str(),
            summary: amendment.summary.clone(),
            because: self.provision_links(because),
            approved_by: amendment.approved_by.clone(),
            address: self.page_address(&Kind::Amendment(amendment.id.clone())),
        }
    }

    /// An amendment with those of its documents that are `shown`, and the words that changed in them.
    pub(super) fn marked_amendment(
        &self,
        amendment: &'m Amendment,
        shown: impl Fn(&Entry) -> bool,
    ) -> AmendmentView {
        let mut view = self.amendment(amendment, &shown);
        let entries = amendment.entries.iter().filter(|entry| shown(&entry.value));
        for (document, entry) in view.documents.iter_mut().zip(entries).take(MOST_MARKED) {
            document.marked = self.marked_passages(amendment, &entry.value);
        }
        view
    }

    /// An amendment with those of its documents that are `shown`.
    pub(super) fn amendment(
        &self,
        amendment: &'m Amendment,
        shown: impl Fn(&Entry) -> bool,
    ) -> AmendmentView {
        let because = amendment.because.iter().map(|id| id.value.as_str());
        let (mut sections, mut partnerships) = (Vec::new(), Vec::new());
        for filter in self.renderer.site.filters_of(amendment) {
            match filter {
                AmendmentFilter::Significance(_) => {}
                AmendmentFilter::Section(id) => sections.push(id.to_string()),
                AmendmentFilter::Partnership(id) => partnerships.push(id.to_string()),
            }
        }
        let entries = amendment.entries.iter().filter(|entry| shown(&entry.value));
        AmendmentView {
            id: amendment.id.to_string(),
            address: self.page_address(&Kind::Amendment(amendment.id.clone())),
            sections,
            partnerships,
            title: amendment.title.value.clone(),
            in_force: amendment.in_force.value.to_string(),
            published: amendment.published.value.to_string(),
            is_upcoming: amendment.in_force.value > self.edition.date,
            significance: amendment.significance.as_str(),
            summary: amendment.summary.clone(),
            because: self.provision_links(because),
            approved_by: amendment.approved_by.clone(),
            documents: entries.map(|entry| self.amended(amendment, &entry.value)).collect(),
        }
    }

    fn amended(&self, amendment: &Amendment, entry: &Entry) -> AmendedDocument {
        let (action, version) = match &entry.action {
            Action::Version { number, .. } => ("version", Some(number.to_string())),
            Action::Reviewed => ("reviewed", None),
            Action::Withdrawn { .. } => ("withdrawn", None),
        };
        let slug = &entry.document.chapter;
        let mut amended = AmendedDocument {
            number: None,
            title: slug.to_string(),
            partnership: entry.document.partnership.as_ref().map(|id| self.partnership_name(id)),
            address: None,
            changes: None,
            marked: None,
            action,
            version,
        };
        if let Some(chapter) = self.edition.manual.chapters.get(slug) {
            self.describe(&mut amended, chapter, amendment, entry);
        }
        amended
    }

    /// Whether a document is read in the site of this page: in a partnership's, not the others' additions.
    fn is_read_here(&self, entry: &Entry) -> bool {
        let Some(own) = self.edition.partnership else { return true };
        entry.document.partnership.as_ref().is_none_or(|id| *id == own.id)
    }

    /// A document is linked as the amendment left it, where the site has such a page: a regional text in
    /// the site of this page or in the region's, an addition in its partnership's.
    fn describe(
        &self,
        amended: &mut AmendedDocument,
        chapter: &'m Chapter,
        amendment: &Amendment,
        entry: &Entry,
    ) {
        let timeline = self.edition.timeline_of(chapter);
        let head = self.chapter_head(chapter, &timeline);
        (amended.number, amended.title) = (Some(head.number), head.title);
        let partnerships = &self.edition.manual.partnerships;
        let of_entry = entry.document.partnership.as_ref().map(|id| partnerships.get(id));
        let sites = match of_entry {
            Some(own) => vec![own],
            None => vec![self.edition.partnership, None],
        };
        let is_review = matches!(entry.action, Action::Reviewed);
        let dated = sites
            .into_iter()
            .filter(|_| !is_review)
            .find_map(|site| self.dated_pages(site, chapter, amendment.in_force.value));
        if let Some((text, changes)) = dated {
            (amended.address, amended.changes) = (Some(text), changes);
        } else if !timeline.is_empty() {
            amended.address = Some(head.address);
        }
    }

    /// The addresses of a chapter's text from one day on, and of what changed on that day, in a site that
    /// has such pages.
    fn dated_pages(
        &self,
        partnership: Option<&'m Partnership>,
        chapter: &'m Chapter,
        from: Date,
    ) -> Option<(String, Option<String>)> {
        let site = self.renderer.site;
        let dated = || Dated { chapter: chapter.slug.clone(), from };
        let page = site.located(partnership, Kind::AsAt(dated()));
        if page.within.as_ref() != partnership.map(|own| &own.id) {
            return None;
        }
        let timeline = site.edition.within(partnership).timeline_of(chapter);
        let moment = timeline.iter().find(|moment| moment.from == from)?;
        let changes = moment.changed().map(|_| site.located(partnership, Kind::Changes(dated())));
        let changes = changes.map(|page| self.address(&page.address()));
        Some((self.address(&page.address()), changes))
    }
}

//! What pages need to know of all chapters together: a value that borrows nothing, so that it can be kept
//! while texts change.

use super::links::Links;
use super::page::AmendmentFilter;
use crate::manual::Manual;
use crate::manual::amendment::Amendment;
use crate::manual::id::{AmendmentId, Slug};
use crate::resolve::Edition;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The order of the chapters, who refers to what, and the days and lists of the amendments.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who refers to what.
    pub(super) links: Arc<Links>,
    /// The slugs in the order in which the chapters are read.
    pub(super) order: Arc<Vec<Slug>>,
    /// Where each slug stands in that order.
    pub(super) places: Arc<BTreeMap<Slug, usize>>,
    /// The days on which the manual changed.
    pub(super) days: Arc<BTreeSet<Date>>,
    /// The lists in which each amendment stands.
    pub(super) filters: Arc<BTreeMap<AmendmentId, BTreeSet<AmendmentFilter>>>,
}

impl Plan {
    /// The plan of an edition.
    pub fn of(edition: &Edition<'_>) -> Self {
        let order: Vec<Slug> =
            edition.in_reading_order().iter().map(|c| c.chapter.slug.clone()).collect();
        let amendments = edition.record.amendments().iter();
        let filters = amendments.map(|a| (a.id.clone(), filters_of(edition.manual, a))).collect();
        Self {
            links: Arc::new(Links::of(edition)),
            places: Arc::new(order.iter().cloned().zip(0..).collect()),
            order: Arc::new(order),
            days: Arc::new(days(edition)),
            filters: Arc::new(filters),
        }
    }

    /// The plan of `after`, if this is the plan of `before`, and `after` is the same edition of a manual in
    /// which nothing else is other than what these chapters say.
    #[must_use]
    pub fn with_texts_of(
        &self,
        before: &Edition<'_>,
        after: &Edition<'_>,
        chapters: &[Slug],
    ) -> Self {
        let mut plan = self.clone();
        for slug in chapters {
            let (was, is) = (Links::from(before, slug), Links::from(after, slug));
            if was != is {
                Arc::make_mut(&mut plan.links).replace(slug, &was, is);
            }
        }
        plan
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

//! Where in the minutes each document is spoken of. An index depends on the amendments alone and borrows
//! nothing, so that it can be kept while texts change.

use super::{order, order_within_day};
use crate::manual::amendment::Amendment;
use crate::manual::document::DocumentId;
use crate::manual::id::AmendmentId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The order of the amendments in time, and the entries about each document.
#[derive(Debug, Default)]
pub struct Index {
    /// For each amendment in the order of time, where it stands in the order of ids.
    order: Vec<usize>,
    entries: BTreeMap<DocumentId, (usize, Vec<Place>)>,
}

/// An entry of an amendment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where the amendment stands in the order of time.
    pub(super) amendment: usize,
    /// Where the entry stands in the amendment.
    pub(super) entry: usize,
}

impl Index {
    /// The index of amendments.
    pub fn of(amendments: &BTreeMap<AmendmentId, Amendment>) -> Self {
        Self::of_some(amendments.values().enumerate().collect())
    }

    /// The index of those amendments that were published by a day.
    pub fn known_on(amendments: &BTreeMap<AmendmentId, Amendment>, date: Date) -> Self {
        let all = amendments.values().enumerate();
        Self::of_some(all.filter(|(_, amendment)| amendment.published.value <= date).collect())
    }

    fn of_some(mut amendments: Vec<(usize, &Amendment)>) -> Self {
        amendments.sort_by_key(|(_, amendment)| order(amendment));
        let mut entries: BTreeMap<DocumentId, (usize, Vec<Place>)> = BTreeMap::new();
        for (at, (_, amendment)) in amendments.iter().enumerate() {
            for (entry, of) in amendment.entries.iter().enumerate() {
                let (place, next) = (Place { amendment: at, entry }, entries.len());
                match entries.get_mut(&of.value.document) {
                    Some((_, places)) => places.push(place),
                    None => {
                        entries.insert(of.value.document.clone(), (next, vec![place]));
                    }
                }
            }
        }
        let key = |place: &Place| {
            let (_, amendment) = amendments.get(place.amendment)?;
            let action = &amendment.entries.get(place.entry)?.value.action;
            Some((amendment.in_force.value, order_within_day(action)))
        };
        for (_, places) in entries.values_mut().filter(|(_, places)| places.len() > 1) {
            places.sort_by_key(key);
        }
        Self { order: amendments.into_iter().map(|(at, _)| at).collect(), entries }
    }

    /// The amendments in the order of time.
    pub(super) fn in_order<'m>(
        &self,
        amendments: &'m BTreeMap<AmendmentId, Amendment>,
    ) -> Vec<&'m Amendment> {
        let by_id: Vec<&Amendment> = amendments.values().collect();
        self.order.iter().filter_map(|at| by_id.get(*at).copied()).collect()
    }

    /// The number of documents that are spoken of.
    pub(super) fn documents(&self) -> usize {
        self.entries.len()
    }

    /// The entries about a document in the order of time, and which document of the index it is.
    pub(super) fn places(&self, document: &DocumentId) -> Option<(usize, &[Place])> {
        self.entries.get(document).map(|(at, places)| (*at, places.as_slice()))
    }
}

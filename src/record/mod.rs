//! The record: what was in force on which day. The only place that decides it.
//!
//! A [`Record`] is made once from the amendments of a manual. For every document it holds the
//! [`Event`]s that amendments made, oldest first, and answers for any day with exactly one version or none.

use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment};
use crate::manual::document::{Document, DocumentId, Version};
use crate::manual::id::Slug;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What one amendment did to one document.
#[derive(Clone, Debug)]
pub struct Event<'m> {
    /// The amendment; its `in_force` is the day of the event.
    pub amendment: &'m Amendment,
    /// What it did.
    pub change: Change<'m>,
}

/// What an amendment did to a document.
#[derive(Clone, Debug)]
pub enum Change<'m> {
    /// Put a version in force.
    Version(&'m Version),
    /// Read it again without a change.
    Reviewed,
    /// Took it out of force.
    Withdrawn(Option<&'m Slug>),
}

/// How a document stands on a day.
#[derive(Clone, Debug)]
pub enum Standing<'m> {
    /// No version of it has been in force yet.
    NotYet,
    /// A version is in force.
    InForce(InForce<'m>),
    /// It was withdrawn.
    Withdrawn {
        /// The amendment that did it.
        by: &'m Amendment,
        /// The chapter to read instead.
        replaced_by: Option<&'m Slug>,
        /// The version that was in force before.
        last: Option<&'m Version>,
    },
}

/// The version that is in force on a day.
#[derive(Clone, Debug)]
pub struct InForce<'m> {
    /// The version.
    pub version: &'m Version,
    /// The amendment that put it in force.
    pub by: &'m Amendment,
    /// The newest amendment by which the document was changed or read again: when it was last reviewed.
    pub reviewed_by: &'m Amendment,
}

/// The events of every document, oldest first.
#[derive(Debug, Default)]
pub struct Record<'m> {
    events: BTreeMap<&'m DocumentId, Vec<Event<'m>>>,
}

impl<'m> Record<'m> {
    /// The record of a manual. Amendments that name what is not there are passed over: `check` reports them.
    pub fn of(manual: &'m Manual) -> Self {
        let mut amendments: Vec<&Amendment> = manual.amendments.values().collect();
        amendments.sort_by_key(|amendment| order(amendment));
        let mut record = Self::default();
        for amendment in amendments {
            for entry in &amendment.entries {
                let Some(document) = manual.document(&entry.value.document) else { continue };
                if let Some(change) = change(document, &entry.value.action) {
                    let events = record.events.entry(&document.id).or_default();
                    events.push(Event { amendment, change });
                }
            }
        }
        record
    }

    /// What happened to a document, oldest first, the future included.
    pub fn events(&self, document: &DocumentId) -> &[Event<'m>] {
        self.events.get(document).map_or(&[], Vec::as_slice)
    }

    /// How a document stands on a day.
    pub fn standing(&self, document: &DocumentId, date: Date) -> Standing<'m> {
        let mut standing = Standing::NotYet;
        let past = self.events(document).iter();
        for event in past.take_while(|event| event.amendment.in_force.value <= date) {
            standing = match (&event.change, standing) {
                (Change::Version(version), _) => Standing::InForce(InForce {
                    version,
                    by: event.amendment,
                    reviewed_by: event.amendment,
                }),
                (Change::Reviewed, Standing::InForce(now)) => {
                    Standing::InForce(InForce { reviewed_by: event.amendment, ..now })
                }
                (Change::Reviewed, unchanged) => unchanged,
                (Change::Withdrawn(replaced_by), before) => Standing::Withdrawn {
                    by: event.amendment,
                    replaced_by: *replaced_by,
                    last: before.version(),
                },
            };
        }
        standing
    }

    /// The first event of a document after a day: its next known change.
    pub fn next_change(&self, document: &DocumentId, date: Date) -> Option<&Event<'m>> {
        self.events(document).iter().find(|event| {
            event.amendment.in_force.value > date && !matches!(event.change, Change::Reviewed)
        })
    }
}

impl<'m> Standing<'m> {
    /// The version in force, or the last that was.
    pub fn version(&self) -> Option<&'m Version> {
        match self {
            Self::NotYet => None,
            Self::InForce(now) => Some(now.version),
            Self::Withdrawn { last, .. } => *last,
        }
    }
}

/// The order of amendments in time: the day in force, then the day of publication, then the id.
pub fn order(amendment: &Amendment) -> (Date, Date, &crate::manual::id::AmendmentId) {
    (amendment.in_force.value, amendment.published.value, &amendment.id)
}

fn change<'m>(document: &'m Document, action: &'m Action) -> Option<Change<'m>> {
    match action {
        Action::Version { number, .. } => document.versions.get(number).map(Change::Version),
        Action::Reviewed => Some(Change::Reviewed),
        Action::Withdrawn { replaced_by } => {
            Some(Change::Withdrawn(replaced_by.as_ref().map(|slug| &slug.value)))
        }
    }
}

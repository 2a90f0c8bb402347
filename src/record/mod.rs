//! The record: what was in force on which day. The only place that decides it.
//!
//! A [`Record`] is made once from the amendments of a manual. For every document it holds the
//! [`Event`]s that amendments made, oldest first, those of one day as [`order_within_day`] says, and answers
//! for any day with exactly one version or none. The days on which the answer changes are its [`State`]s.
//! [`drift`] says which local additions were overtaken by a change to the regional text that they belong to.

pub mod drift;
pub mod index;

use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment, Entry};
use crate::manual::document::{Document, DocumentId, Version};
use crate::manual::id::{AmendmentId, Slug};
use crate::manual::version_number::VersionNumber;
use crate::source::place::Spanned;
use index::{Index, Place};
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

/// What one amendment did to one document.
#[derive(Clone, Copy, Debug)]
pub struct Event<'m> {
    /// The amendment; its `in_force` is the day of the event.
    pub amendment: &'m Amendment,
    /// Its entry for the document.
    pub entry: &'m Spanned<Entry>,
    /// What it did.
    pub change: Change<'m>,
}

/// What an amendment did to a document.
#[derive(Clone, Copy, Debug)]
pub enum Change<'m> {
    /// Put a version in force.
    Version(&'m Version),
    /// Read it again without a change.
    Reviewed,
    /// Took it out of force.
    Withdrawn(Option<&'m Slug>),
}

/// How a document stands on a day.
#[derive(Clone, Copy, Debug)]
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
#[derive(Clone, Copy, Debug)]
pub struct InForce<'m> {
    /// The version.
    pub version: &'m Version,
    /// The amendment that put it in force.
    pub by: &'m Amendment,
    /// The newest amendment by which the document was changed or read again: when it was last reviewed.
    pub reviewed_by: &'m Amendment,
}

/// How a document stands from one day until its next state.
#[derive(Clone, Copy, Debug)]
pub struct State<'m> {
    /// The first day.
    pub from: Date,
    /// How it stands.
    pub standing: Standing<'m>,
}

/// The amendments in order, and the events of every document, oldest first, each document's made when they
/// are first asked for.
#[derive(Debug)]
pub struct Record<'m> {
    manual: &'m Manual,
    index: Arc<Index>,
    amendments: Vec<&'m Amendment>,
    events: Vec<OnceLock<Vec<Event<'m>>>>,
}

impl<'m> Record<'m> {
    /// The record of a manual. Amendments that name what is not there are passed over: `check` reports them.
    pub fn of(manual: &'m Manual) -> Self {
        Self::with(manual, Arc::new(Index::of(&manual.amendments)))
    }

    /// The record as it was known on a day: without the amendments that were not published yet.
    pub fn known_on(manual: &'m Manual, date: Date) -> Self {
        Self::with(manual, Arc::new(Index::known_on(&manual.amendments, date)))
    }

    /// The record of a manual whose amendments have this index.
    pub fn with(manual: &'m Manual, index: Arc<Index>) -> Self {
        let amendments = index.in_order(&manual.amendments);
        let events = (0..index.documents()).map(|_| OnceLock::new()).collect();
        Self { manual, index, amendments, events }
    }

    /// The amendments, oldest first, the future ones included.
    pub fn amendments(&self) -> &[&'m Amendment] {
        &self.amendments
    }

    /// What happened to a document, oldest first, the future included.
    pub fn events(&self, document: &DocumentId) -> &[Event<'m>] {
        let Some((at, places)) = self.index.places(document) else { return &[] };
        let Some(events) = self.events.get(at) else { return &[] };
        events.get_or_init(|| match self.manual.document(document) {
            Some(document) => {
                places.iter().filter_map(|place| self.event(document, *place)).collect()
            }
            None => Vec::new(),
        })
    }

    fn event(&self, document: &'m Document, place: Place) -> Option<Event<'m>> {
        let amendment = *self.amendments.get(place.amendment)?;
        let entry = amendment.entries.get(place.entry)?;
        Some(Event { amendment, entry, change: change(document, &entry.value.action)? })
    }

    /// How a document stands on a day.
    pub fn standing(&self, document: &DocumentId, date: Date) -> Standing<'m> {
        let events = self.events(document).iter();
        events
            .take_while(|event| event.amendment.in_force.value <= date)
            .fold(Standing::NotYet, Standing::after)
    }

    /// The text that an amendment put in force, and what was in force before it, if it was one in the place of
    /// another. Of several on one day each is held against the one before it.
    pub fn replacement(
        &self,
        document: &DocumentId,
        amendment: &AmendmentId,
    ) -> Option<(InForce<'m>, &'m Version)> {
        let mut before = Standing::NotYet;
        for event in self.events(document) {
            match (event.change, before) {
                (Change::Version(version), Standing::InForce(old))
                    if event.amendment.id == *amendment =>
                {
                    return Some((old, version));
                }
                _ => before = before.after(event),
            }
        }
        None
    }

    /// The states of a document, oldest first, the future included: one for each day on which its text
    /// changed or it was withdrawn. To be read again without a change makes none.
    pub fn states(&self, document: &DocumentId) -> Vec<State<'m>> {
        let mut states: Vec<State<'m>> = Vec::new();
        let mut standing = Standing::NotYet;
        for event in self.events(document) {
            standing = standing.after(event);
            let from = event.amendment.in_force.value;
            match states.last_mut() {
                Some(last) if last.from == from => last.standing = standing,
                _ if matches!(event.change, Change::Reviewed) => {}
                _ => states.push(State { from, standing }),
            }
        }
        states
    }

    /// The day from which the text that is in force on `date` is in force.
    pub fn state_on(&self, document: &DocumentId, date: Date) -> Option<State<'m>> {
        self.states(document).into_iter().take_while(|state| state.from <= date).last()
    }

    /// The first event of a document after a day: its next known change.
    pub fn next_change(&self, document: &DocumentId, date: Date) -> Option<&Event<'m>> {
        self.events(document).iter().find(|event| {
            event.amendment.in_force.value > date && !matches!(event.change, Change::Reviewed)
        })
    }
}

impl<'m> Standing<'m> {
    /// How the document stands after an event.
    fn after(self, event: &Event<'m>) -> Self {
        let by = event.amendment;
        match (event.change, self) {
            (Change::Version(version), _) => {
                Self::InForce(InForce { version, by, reviewed_by: by })
            }
            (Change::Reviewed, Self::InForce(now)) => {
                Self::InForce(InForce { reviewed_by: by, ..now })
            }
            (Change::Reviewed, unchanged) => unchanged,
            (Change::Withdrawn(replaced_by), before) => {
                Self::Withdrawn { by, replaced_by, last: before.version() }
            }
        }
    }

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
pub fn order(amendment: &Amendment) -> (Date, Date, &AmendmentId) {
    (amendment.in_force.value, amendment.published.value, &amendment.id)
}

/// The order of what happens to one document on one day. Of versions the later number applies, whichever amendment
/// was written down first; a review speaks of the text that applies then; and what is withdrawn on a day does not
/// apply on it.
pub fn order_within_day(action: &Action) -> (u8, Option<VersionNumber>) {
    match action {
        Action::Version { number, .. } => (0, Some(*number)),
        Action::Reviewed => (1, None),
        Action::Withdrawn { .. } => (2, None),
    }
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

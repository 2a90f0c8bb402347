//! The timeline of a document: its states in order, and how each stands to the day of an edition.

use super::Edition;
use crate::manual::document::{Document, Version};
use crate::record::{Change, Event, Standing, State};
use jiff::civil::Date;

/// A state of a document, seen from the day of an edition.
#[derive(Clone, Debug)]
pub struct Moment<'m> {
    /// The first day of the state.
    pub from: Date,
    /// The first day of the state after it.
    pub until: Option<Date>,
    /// How the document stands.
    pub standing: Standing<'m>,
    /// Where it lies in time.
    pub tense: Tense,
    /// The version in force before; none for the first.
    pub before: Option<&'m Version>,
    /// What happened on the first day and until the next state, oldest first: the reviews, too.
    pub events: Vec<Event<'m>>,
}

/// Where a state lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tense {
    /// Another state has taken its place.
    Past,
    /// It is the one of the day.
    Present,
    /// Its day is still to come.
    Future,
}

impl Tense {
    /// The word for it in views.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Present => "present",
            Self::Future => "future",
        }
    }
}

impl<'m> Moment<'m> {
    /// The version that is in force in this state.
    pub fn version(&self) -> Option<&'m Version> {
        match self.standing {
            Standing::InForce(now) => Some(now.version),
            Standing::NotYet | Standing::Withdrawn { .. } => None,
        }
    }

    /// The versions before and after, where words can have changed between the two.
    pub fn changed(&self) -> Option<(&'m Version, &'m Version)> {
        Some((self.before?, self.version()?))
    }

    /// The events that made the state: without the reviews.
    pub fn made_by(&self) -> impl Iterator<Item = &Event<'m>> {
        self.events.iter().filter(|event| !matches!(event.change, Change::Reviewed))
    }
}

impl<'m> Edition<'m> {
    /// The states of a document, oldest first, the known future ones included.
    pub fn timeline(&self, document: &Document) -> Vec<Moment<'m>> {
        let states = self.record.states(&document.id);
        let mut moments = Vec::with_capacity(states.len());
        let mut before = None;
        for (index, State { from, standing }) in states.iter().copied().enumerate() {
            let until = states.get(index + 1).map(|next| next.from);
            let moment = Moment {
                from,
                until,
                standing,
                tense: tense(self.date, from, until),
                before,
                events: self.events_between(document, from, until),
            };
            before = standing.version();
            moments.push(moment);
        }
        moments
    }

    /// The state of a document that began on a day.
    pub fn moment(&self, document: &Document, from: Date) -> Option<Moment<'m>> {
        self.timeline(document).into_iter().find(|moment| moment.from == from)
    }

    fn events_between(
        &self,
        document: &Document,
        from: Date,
        until: Option<Date>,
    ) -> Vec<Event<'m>> {
        let events = self.record.events(&document.id).iter();
        let within = events.filter(|event| {
            let day = event.amendment.in_force.value;
            from <= day && until.is_none_or(|until| day < until)
        });
        within.copied().collect()
    }
}

fn tense(today: Date, from: Date, until: Option<Date>) -> Tense {
    if from > today {
        Tense::Future
    } else if until.is_some_and(|until| until <= today) {
        Tense::Past
    } else {
        Tense::Present
    }
}

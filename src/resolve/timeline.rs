//! The timeline of a page: the states of a chapter in order, in the region's site or with what a
//! partnership adds, and how each stands to the day of an edition.

use super::Edition;
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, DocumentId, Version};
use crate::record::{Change, Event, Standing};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A state of a page, seen from the day of an edition.
#[derive(Clone, Debug)]
pub struct Moment<'m> {
    /// The first day of the state.
    pub from: Date,
    /// The first day after it.
    pub until: Option<Date>,
    /// How the document stands: of a chapter, its regional text.
    pub standing: Standing<'m>,
    /// In the site of a partnership, the version of its addition that is in force.
    pub addition: Option<&'m Version>,
    /// Where it lies in time.
    pub tense: Tense,
    /// What was in force before; none for the first.
    pub before: Option<Texts<'m>>,
    /// What happened on the first day and until the next state, oldest first: the reviews, too.
    pub events: Vec<Event<'m>>,
}

/// How a state ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The first day on which it is no longer so.
    pub on: Date,
    /// Whether another text takes its place; else there is none from then on.
    pub is_replaced: bool,
    /// Whether that is past.
    pub is_past: bool,
}

/// The texts of a page that are in force together.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'m> {
    /// The version of the chapter, or of the document whose timeline it is.
    pub version: &'m Version,
    /// In the site of a partnership, the version of its addition.
    pub addition: Option<&'m Version>,
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

    /// The texts that are in force in this state.
    pub fn texts(&self) -> Option<Texts<'m>> {
        Some(Texts { version: self.version()?, addition: self.addition })
    }

    /// The texts before and after, where words can have changed between the two.
    pub fn changed(&self) -> Option<(Texts<'m>, Texts<'m>)> {
        Some((self.before?, self.texts()?))
    }

    /// How the state ends, as far as is known, in the timeline of which it is.
    pub fn end(&self, timeline: &[Self]) -> Option<End> {
        let on = self.until?;
        let next = timeline.iter().find(|next| next.from == on);
        let is_replaced = next.is_some_and(|next| next.version().is_some());
        Some(End { on, is_replaced, is_past: self.tense == Tense::Past })
    }

    /// The events that made the state: without the reviews.
    pub fn made_by(&self) -> impl Iterator<Item = &Event<'m>> {
        self.events.iter().filter(|event| !matches!(event.change, Change::Reviewed))
    }
}

impl<'m> Edition<'m> {
    /// The states of a chapter's page, oldest first, the known future ones included. In the site of a
    /// partnership: those of the regional text and of its addition, from the day on which it joined
    /// until it left.
    pub fn timeline_of(&self, chapter: &'m Chapter) -> Vec<Moment<'m>> {
        let Some(partnership) = self.partnership else { return self.timeline(&chapter.regional) };
        let addition = chapter.additions.get(&partnership.id);
        let (joined, left) = (partnership.joined.value, partnership.left.as_ref());
        let end = left.and_then(|left| left.value.tomorrow().ok());
        let documents: Vec<&Document> =
            [Some(&chapter.regional), addition].into_iter().flatten().collect();
        let is_begun =
            !matches!(self.record.standing(&chapter.regional.id, joined), Standing::NotYet);
        let mut days = self.days(&documents);
        days.retain(|day| *day > joined && end.is_none_or(|end| *day < end));
        days.extend(is_begun.then_some(joined));
        self.moments(&documents, &days, end)
    }

    /// How the text of a chapter that is in force ends, as far as is known.
    pub fn end_of(&self, chapter: &'m Chapter) -> Option<End> {
        let timeline = self.timeline_of(chapter);
        let now = timeline.iter().find(|moment| moment.tense == Tense::Present)?;
        now.end(&timeline)
    }

    /// The states of a document, oldest first, the known future ones included.
    pub fn timeline(&self, document: &'m Document) -> Vec<Moment<'m>> {
        let days = self.days(&[document]);
        self.moments(&[document], &days, None)
    }

    /// The state of a document that began on a day.
    pub fn moment(&self, document: &'m Document, from: Date) -> Option<Moment<'m>> {
        self.timeline(document).into_iter().find(|moment| moment.from == from)
    }

    fn days(&self, documents: &[&Document]) -> BTreeSet<Date> {
        let states = documents.iter().flat_map(|document| self.record.states(&document.id));
        states.map(|state| state.from).collect()
    }

    /// The states that begin on these days; the last ends on the day `end`.
    fn moments(
        &self,
        documents: &[&'m Document],
        days: &BTreeSet<Date>,
        end: Option<Date>,
    ) -> Vec<Moment<'m>> {
        let mut moments: Vec<Moment<'m>> = Vec::with_capacity(days.len());
        let mut before = None;
        let mut rest = days.iter().copied().peekable();
        while let Some(from) = rest.next() {
            let until = rest.peek().copied().or(end);
            let standing = |id: &DocumentId| self.record.standing(id, from);
            let mut each = documents.iter().map(|document| standing(&document.id));
            let Some(first) = each.next() else { break };
            let addition = each.next().and_then(|standing| match standing {
                Standing::InForce(now) => Some(now.version),
                Standing::NotYet | Standing::Withdrawn { .. } => None,
            });
            let tense = tense(self.date, from, until);
            let events = self.events_between(documents, from, until);
            moments.push(Moment { from, until, standing: first, addition, tense, before, events });
            before = first.version().map(|version| Texts { version, addition });
        }
        moments
    }

    fn events_between(
        &self,
        documents: &[&Document],
        from: Date,
        until: Option<Date>,
    ) -> Vec<Event<'m>> {
        let events = documents.iter().flat_map(|document| self.record.events(&document.id));
        let mut within: Vec<Event<'m>> = events
            .filter(|event| {
                let day = event.amendment.in_force.value;
                from <= day && until.is_none_or(|until| day < until)
            })
            .copied()
            .collect();
        within.sort_by_key(|event| crate::record::order(event.amendment));
        within
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

//! What the parts of a report are made from: the documents of interest, and those that readers have before them.

use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::manual::id::PartnershipId;
use crate::record::drift::Drift;
use crate::record::{InForce, Record, Standing};
use jiff::civil::Date;

/// What the parts of a report are made from.
#[derive(Clone, Copy)]
pub(super) struct View<'r, 'm> {
    pub(super) manual: &'m Manual,
    /// What is recorded, what is not published yet included.
    pub(super) record: &'r Record<'m>,
    pub(super) drifts: &'r [Drift<'m>],
    pub(super) date: Date,
    pub(super) partnership: Option<&'m PartnershipId>,
}

/// A document that readers have before them on the day.
pub(super) struct Current<'m> {
    pub(super) chapter: &'m Chapter,
    pub(super) document: &'m Document,
    pub(super) in_force: InForce<'m>,
}

impl<'m> View<'_, 'm> {
    /// Whether a document is of interest: a regional text, or the addition of a member, and of the
    /// partnership that was asked for, if one was.
    pub(super) fn concerns(&self, document: &Document) -> bool {
        document.id.partnership.as_ref().is_none_or(|owner| {
            let member = self.manual.partnerships.get(owner);
            member.is_some_and(|member| member.is_member_on(self.date))
                && self.partnership.is_none_or(|wanted| wanted == owner)
        })
    }

    /// The documents of interest, each with its chapter.
    pub(super) fn documents(self) -> impl Iterator<Item = (&'m Chapter, &'m Document)> {
        let chapters = self.manual.chapters.values();
        let all = chapters.flat_map(|chapter| {
            let additions = chapter.additions.values();
            std::iter::once(&chapter.regional).chain(additions).map(move |text| (chapter, text))
        });
        all.filter(move |(_, document)| self.concerns(document))
    }

    /// Those that are in force, and whose chapter is.
    pub(super) fn current(self) -> impl Iterator<Item = Current<'m>> {
        self.documents().filter_map(move |(chapter, document)| {
            self.in_force(&chapter.regional)?;
            let in_force = self.in_force(document)?;
            Some(Current { chapter, document, in_force })
        })
    }

    pub(super) fn in_force(&self, document: &Document) -> Option<InForce<'m>> {
        match self.record.standing(&document.id, self.date) {
            Standing::InForce(now) => Some(now),
            Standing::NotYet | Standing::Withdrawn { .. } => None,
        }
    }
}

impl<'m> Current<'m> {
    pub(super) fn title(&self) -> &'m str {
        &self.in_force.version.text.title.value
    }

    pub(super) fn owner(&self) -> Option<&'m str> {
        owner(self.chapter, self.document)
    }

    pub(super) fn review_due(&self) -> Option<Date> {
        let administration = &self.chapter.administration;
        let due = match self.document.id.partnership {
            None => &administration.review_due,
            Some(_) => &self.document.upkeep.review_due,
        };
        due.as_ref().map(|due| due.value)
    }
}

/// Who is responsible for a document of a chapter.
pub(super) fn owner<'m>(chapter: &'m Chapter, document: &'m Document) -> Option<&'m str> {
    let owner = match document.id.partnership {
        None => &chapter.administration.owner,
        Some(_) => &document.upkeep.owner,
    };
    owner.as_ref().map(|owner| owner.value.as_str())
}

//! What is to be done: reviews, drafts, amendments to come, additions to confirm.

use super::view::{View, owner};
use super::{Draft, Review, ToConfirm, UnderReview, Upcoming, WithoutOwner};
use crate::manual::amendment::Amendment;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::record::Standing;
use crate::record::drift::Drift;
use jiff::Span;
use jiff::civil::Date;

/// Reviews that are overdue or due soon, the oldest first.
pub(super) fn reviews<'m>(view: View<'_, 'm>, days: u32) -> Vec<Review<'m>> {
    let ahead = Span::new().try_days(i64::from(days));
    let horizon = ahead.map_or(Date::MAX, |ahead| view.date.saturating_add(ahead));
    let mut reviews: Vec<Review<'m>> = view
        .current()
        .filter_map(|current| {
            let due = current.review_due().filter(|due| *due <= horizon)?;
            let document = current.document.id.to_string();
            let (title, owner) = (current.title(), current.owner());
            Some(Review { document, title, owner, due, overdue: due < view.date })
        })
        .collect();
    reviews.sort_by_key(|review| review.due);
    reviews
}

/// Chapters that say that they are being reviewed.
pub(super) fn under_review<'m>(view: View<'_, 'm>) -> Vec<UnderReview<'m>> {
    let regional = view.current().filter(|current| current.document.id.partnership.is_none());
    let found = regional.filter_map(|current| {
        let status = current.chapter.administration.under_review.as_ref()?;
        (status.since <= view.date).then(|| UnderReview {
            document: current.document.id.to_string(),
            title: current.title(),
            since: status.since,
            note: status.note.as_deref(),
        })
    });
    found.collect()
}

/// Working texts that are not recorded, but for those of what was withdrawn.
pub(super) fn drafts<'m>(view: View<'_, 'm>) -> Vec<Draft<'m>> {
    let drafts = kept(view).filter(|(_, document)| document.is_draft());
    let each = drafts.map(|(chapter, document)| Draft {
        document: document.id.to_string(),
        title: &document.working.title.value,
        owner: owner(chapter, document),
        newest: document.newest().map(|newest| newest.number.to_string()),
        file: document.file.as_str(),
        git: None,
    });
    each.collect()
}

/// Documents that nobody looks after.
pub(super) fn without_owner<'m>(view: View<'_, 'm>) -> Vec<WithoutOwner<'m>> {
    let nobody = kept(view).filter(|(chapter, document)| owner(chapter, document).is_none());
    let each = nobody.map(|(_, document)| WithoutOwner {
        document: document.id.to_string(),
        title: &document.working.title.value,
    });
    each.collect()
}

/// The documents of interest that were not withdrawn, nor their chapters.
fn kept<'m>(view: View<'_, 'm>) -> impl Iterator<Item = (&'m Chapter, &'m Document)> {
    let is_withdrawn = move |document: &Document| {
        matches!(view.record.standing(&document.id, view.date), Standing::Withdrawn { .. })
    };
    view.documents().filter(move |(chapter, document)| {
        !is_withdrawn(document) && !is_withdrawn(&chapter.regional)
    })
}

/// Amendments that are not in force yet, the next one first.
pub(super) fn upcoming<'m>(view: View<'_, 'm>) -> Vec<Upcoming<'m>> {
    let all = view.record.amendments().iter();
    let to_come = all.filter(|amendment| amendment.in_force.value > view.date);
    let each = to_come.map(|amendment| Upcoming {
        amendment: amendment.id.as_str(),
        title: &amendment.title.value,
        significance: amendment.significance.as_str(),
        in_force: amendment.in_force.value,
        published: amendment.published.value,
        documents: changed(view, amendment),
    });
    each.filter(|upcoming| !upcoming.documents.is_empty()).collect()
}

/// The documents of interest that an amendment changes.
fn changed(view: View<'_, '_>, amendment: &Amendment) -> Vec<String> {
    let documents = amendment.entries.iter().map(|entry| &entry.value.document);
    let of_interest = documents
        .filter(|id| view.manual.document(id).is_some_and(|document| view.concerns(document)));
    of_interest.map(ToString::to_string).collect()
}

/// Additions that are to be confirmed, then those that will be.
pub(super) fn to_confirm<'m>(view: View<'_, 'm>) -> Vec<ToConfirm<'m>> {
    let of_interest = view.drifts.iter().filter(|drift| view.concerns(drift.addition));
    let mut found: Vec<ToConfirm<'m>> =
        of_interest.map(|drift| confirmation(view, drift)).collect();
    found.sort_by_key(|found| !found.due);
    found
}

fn confirmation<'m>(view: View<'_, 'm>, drift: &Drift<'m>) -> ToConfirm<'m> {
    let amendments = drift.changes.iter().map(|change| change.amendment.id.as_str());
    ToConfirm {
        document: drift.addition.id.to_string(),
        title: &drift.in_force.version.text.title.value,
        heading: drift.heading,
        heading_gone: drift.is_heading_gone,
        from: drift.from,
        due: drift.is_due_on(view.date),
        reviewed: drift.in_force.reviewed_by.in_force.value,
        amendments: amendments.collect(),
    }
}

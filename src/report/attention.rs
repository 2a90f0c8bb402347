//! What is to be done: reviews, drafts, amendments to come, additions to confirm.

use super::{DAYS_AHEAD, Draft, Review, ToConfirm, UnderReview, Upcoming, View};
use crate::manual::amendment::Amendment;
use crate::record::Standing;
use crate::record::drift::Drift;
use jiff::Span;

/// Reviews that are overdue or due soon, the oldest first.
pub(super) fn reviews<'m>(view: View<'_, 'm>) -> Vec<Review<'m>> {
    let horizon = view.date.saturating_add(Span::new().days(DAYS_AHEAD));
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
    let is_withdrawn =
        |id| matches!(view.record.standing(id, view.date), Standing::Withdrawn { .. });
    let drafts = view
        .documents()
        .map(|(_, document)| document)
        .filter(|document| document.is_draft() && !is_withdrawn(&document.id));
    let each = drafts.map(|document| Draft {
        document: document.id.to_string(),
        title: &document.working.title.value,
        newest: document.newest().map(|newest| newest.number.to_string()),
    });
    each.collect()
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

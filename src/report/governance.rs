//! What each partnership has: its additions, and the chapters where it has none and most others have one.

use super::view::{Current, View};
use super::{Addition, Governance, Without};
use crate::manual::chapter::Chapter;
use crate::manual::document::DocumentId;
use crate::manual::id::PartnershipId;
use crate::manual::partnership::Partnership;
use std::collections::BTreeSet;

/// The members on the day, in order of id; or the one that was asked for.
pub(super) fn governance<'m>(view: View<'_, 'm>) -> Vec<Governance<'m>> {
    let members: Vec<&Partnership> = view
        .manual
        .partnerships
        .values()
        .filter(|partnership| partnership.is_member_on(view.date))
        .collect();
    let wanted =
        members.iter().filter(|member| view.partnership.is_none_or(|wanted| *wanted == member.id));
    wanted.map(|member| of_partnership(view, member, &members)).collect()
}

fn of_partnership<'m>(
    view: View<'_, 'm>,
    member: &'m Partnership,
    members: &[&'m Partnership],
) -> Governance<'m> {
    let own = view
        .current()
        .filter(|current| current.document.id.partnership.as_ref() == Some(&member.id));
    let drifts = view.drifts.iter().filter(|drift| drift.is_due_on(view.date));
    let to_confirm: BTreeSet<&DocumentId> = drifts.map(|drift| &drift.addition.id).collect();
    let additions = own.map(|current| addition(&current, &to_confirm)).collect();
    let chapters = view.current().filter(|current| current.document.id.partnership.is_none());
    let without = chapters.filter_map(|current| without(view, &current, member, members));
    Governance {
        partnership: member.id.as_str(),
        name: &member.name.value,
        additions,
        without: without.collect(),
    }
}

fn addition<'m>(current: &Current<'m>, to_confirm: &BTreeSet<&DocumentId>) -> Addition<'m> {
    Addition {
        chapter: current.chapter.slug.as_str(),
        title: current.title(),
        version: current.in_force.version.number.to_string(),
        in_force: current.in_force.by.in_force.value,
        reviewed: current.in_force.reviewed_by.in_force.value,
        review_due: current.review_due(),
        to_confirm: to_confirm.contains(&current.document.id),
    }
}

/// A chapter to which more than half of the other members have an addition, and this one has none.
fn without<'m>(
    view: View<'_, 'm>,
    current: &Current<'m>,
    member: &Partnership,
    members: &[&'m Partnership],
) -> Option<Without<'m>> {
    let has = |id: &PartnershipId| has_addition(view, current.chapter, id);
    if has(&member.id) {
        return None;
    }
    let others = members.iter().filter(|other| other.id != member.id);
    let with: Vec<&str> = others
        .clone()
        .map(|other| &other.id)
        .filter(|id| has(id))
        .map(PartnershipId::as_str)
        .collect();
    (with.len() * 2 > others.count()).then(|| Without {
        chapter: current.chapter.slug.as_str(),
        title: current.title(),
        others: with,
    })
}

fn has_addition(view: View<'_, '_>, chapter: &Chapter, id: &PartnershipId) -> bool {
    chapter.additions.get(id).is_some_and(|addition| view.in_force(addition).is_some())
}

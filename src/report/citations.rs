//! Citations of law and guidance that does not apply on the day, or is known to change, in what readers
//! have before them.

use super::view::{Current, View};
use super::{Citation, LawChange};
use crate::manual::register::{Change, Provision, Status};
use crate::prose::{BlockKind, InlineKind, Prose, Target, walk};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The citations, by document and provision.
pub(super) fn citations<'m>(view: View<'_, 'm>) -> Vec<Citation<'m>> {
    view.current().flat_map(|current| of_document(view, &current)).collect()
}

fn of_document<'m>(view: View<'_, 'm>, current: &Current<'m>) -> Vec<Citation<'m>> {
    let legislation = &view.manual.registers.legislation;
    let cited = cited(current).into_iter();
    let known = cited.filter_map(|(id, in_text)| Some((legislation.get(id)?, in_text)));
    let found = known.filter_map(|(provision, in_text)| {
        citation(provision, view.date, current.document.id.to_string(), in_text)
    });
    found.collect()
}

/// The ids that a document cites or is aligned to, and whether its text does.
fn cited<'m>(current: &Current<'m>) -> BTreeMap<&'m str, bool> {
    let mut cited: BTreeMap<&str, bool> = BTreeMap::new();
    if current.document.id.partnership.is_none() {
        let aligned_to = &current.chapter.administration.aligned_to;
        cited.extend(aligned_to.iter().map(|id| (id.value.as_str(), false)));
    }
    cited.extend(in_text(&current.in_force.version.text.prose).map(|id| (id, true)));
    cited
}

/// What is known to change in what documents cite, the next first.
pub(super) fn changes<'m>(view: View<'_, 'm>) -> Vec<LawChange<'m>> {
    let mut citing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for current in view.current() {
        for id in cited(&current).into_keys() {
            citing.entry(id).or_default().push(current.document.id.to_string());
        }
    }
    let legislation = &view.manual.registers.legislation;
    let known =
        citing.iter().filter_map(|(id, documents)| Some((legislation.get(*id)?, documents)));
    let mut changes: Vec<LawChange<'m>> = known
        .flat_map(|(provision, documents)| of_provision(provision, view.date, documents))
        .collect();
    changes.sort_by_key(|change| (change.on, change.provision));
    changes
}

fn of_provision<'m>(
    provision: &'m Provision,
    date: Date,
    documents: &[String],
) -> Vec<LawChange<'m>> {
    let change = |on, change, made: Option<&'m Change>| LawChange {
        on,
        provision: &provision.id,
        citation: provision.short_citation(),
        change,
        by: made.and_then(|made| made.by.as_ref()).map(|by| by.value.as_str()),
        note: made.and_then(|made| made.note.as_deref()),
        documents: documents.to_vec(),
    };
    let made = |word, changes: std::slice::Iter<'m, Change>| {
        changes.map(move |made| change(made.on, word, Some(made))).collect::<Vec<_>>()
    };
    let mut coming: Vec<LawChange<'m>> =
        provision.in_force.map(|on| change(on, "comes-into-force", None)).into_iter().collect();
    coming.extend(made("amended", provision.amended.iter()));
    coming.extend(made("repealed", provision.repealed.as_slice().iter()));
    coming.extend(made("superseded", provision.superseded.as_slice().iter()));
    coming.retain(|change| change.on > date);
    coming
}

/// The ids of the provisions that a text cites or states.
fn in_text(prose: &Prose) -> impl Iterator<Item = &str> {
    walk::nodes(prose).filter_map(|node| match node {
        walk::Node::Block(block) => match &block.kind {
            BlockKind::Statement(id, _) => Some(id.value.as_str()),
            _ => None,
        },
        walk::Node::Inline(inline) => match &inline.kind {
            InlineKind::Reference(reference) => match &reference.target {
                Target::Law(id) => Some(id.as_str()),
                _ => None,
            },
            _ => None,
        },
    })
}

/// The citation of a provision that does not apply on the day. What the register leaves open is none.
fn citation(
    provision: &Provision,
    date: Date,
    document: String,
    in_text: bool,
) -> Option<Citation<'_>> {
    let status = provision.status_on(date);
    let end = match status {
        Status::Repealed => provision.repealed.as_ref(),
        Status::Superseded => provision.superseded.as_ref(),
        Status::NotYetInForce => None,
        Status::InForce | Status::Unknown => return None,
    };
    let on = |change: &Change| change.on;
    Some(Citation {
        document,
        provision: &provision.id,
        citation: provision.short_citation(),
        status: status.as_str(),
        on: if status == Status::NotYetInForce { provision.in_force } else { end.map(on) },
        by: end.and_then(|end| end.by.as_ref()).map(|by| by.value.as_str()),
        note: end.and_then(|end| end.note.as_deref()),
        in_text,
    })
}

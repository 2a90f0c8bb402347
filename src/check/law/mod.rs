//! Law and guidance: what texts cite and name, against the register on the day.
//!
//! `in_force` holds citations against their provisions' status, `coming` says what is known to change,
//! `prose` finds what is named without a reference, and `entries` looks at the register itself.

mod alignment;
mod coming;
mod entries;
mod in_force;
mod names;
pub(super) mod prose;

pub(super) use names::Names;

use crate::finding::{Findings, Rule};
use crate::manual::Manual;
use crate::manual::document::{Document, Text};
use crate::prose::{BlockKind, InlineKind, Target, walk};
use crate::record::{Record, Standing};
use crate::resolve::{Edition, EditionChapter};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The rules of this module.
pub const RULES: &[&Rule] = &[
    &alignment::UNALIGNED_CHAPTER,
    &in_force::LAW_NOT_IN_FORCE,
    &coming::LAW_WILL_CHANGE,
    &prose::LAW_IN_PROSE,
    &prose::UNREGISTERED_LAW,
    &entries::LAW_CHECK_OVERDUE,
    &entries::UNVERIFIED_LAW,
];

/// Checks what the manual says of law and guidance.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    let working = Edition::working(manual, &record, date);
    let citations = Citations::of(&working);
    alignment::check(&working, findings);
    in_force::check(&working, &citations, findings);
    coming::check(&working, &citations, findings);
    entries::check(&working, &citations, findings);
}

/// Where a provision is cited.
#[derive(Clone, Debug)]
struct Citation<'m> {
    document: &'m Document,
    place: Place,
    /// Whether it is in the front matter, as what the chapter was checked against.
    is_alignment: bool,
}

/// The citations of the texts that editors have before them, by the id of what is cited, in order.
struct Citations<'m>(BTreeMap<&'m str, Vec<Citation<'m>>>);

impl<'m> Citations<'m> {
    fn of(working: &Edition<'m>) -> Self {
        let mut all: BTreeMap<&str, Vec<Citation<'m>>> = BTreeMap::new();
        for shown in working.chapters() {
            for id in &shown.chapter.administration.aligned_to {
                let document = &shown.chapter.regional;
                let place = Place::new(&document.file, id.span);
                let citation = Citation { document, place, is_alignment: true };
                all.entry(&id.value).or_default().push(citation);
            }
            for document in documents(working, &shown) {
                for (id, span) in cited(&document.working) {
                    let place = Place::new(&document.file, span);
                    let citation = Citation { document, place, is_alignment: false };
                    all.entry(id).or_default().push(citation);
                }
            }
        }
        Self(all)
    }

    fn of_provision(&self, id: &str) -> &[Citation<'m>] {
        self.0.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first citation in each chapter.
    fn by_chapter(&self, id: &str) -> Vec<&Citation<'m>> {
        let mut first: BTreeMap<&str, &Citation<'m>> = BTreeMap::new();
        for citation in self.of_provision(id) {
            first.entry(citation.document.id.chapter.as_str()).or_insert(citation);
        }
        first.into_values().collect()
    }
}

/// A chapter's regional text and its additions that were not withdrawn.
fn documents<'m>(
    working: &Edition<'m>,
    shown: &EditionChapter<'m>,
) -> impl Iterator<Item = &'m Document> {
    let (record, date) = (working.record, working.date);
    let additions = shown.chapter.additions.values().filter(move |addition| {
        !matches!(record.standing(&addition.id, date), Standing::Withdrawn { .. })
    });
    std::iter::once(&shown.chapter.regional).chain(additions)
}

/// The ids of the provisions that a text cites or states, and where.
fn cited(text: &Text) -> impl Iterator<Item = (&str, Span)> {
    walk::nodes(&text.prose).filter_map(|node| match node {
        walk::Node::Block(block) => match &block.kind {
            BlockKind::Statement(id, _) => Some((id.value.as_str(), id.span)),
            _ => None,
        },
        walk::Node::Inline(inline) => match &inline.kind {
            InlineKind::Reference(reference) => match &reference.target {
                Target::Law(id) => Some((id.as_str(), inline.span)),
                _ => None,
            },
            _ => None,
        },
    })
}

/// The recorded texts that the public sees, where they differ from those that editors have before them.
fn recorded<'m>(
    working: &Edition<'m>,
) -> impl Iterator<Item = (&'m Document, &'m Text, &'m VPath)> {
    let (record, date) = (working.record, working.date);
    let all =
        working.manual.chapters.values().flat_map(|chapter| {
            std::iter::once(&chapter.regional).chain(chapter.additions.values())
        });
    all.filter_map(move |document| match record.standing(&document.id, date) {
        Standing::InForce(now) if now.version.text.digest != document.working.digest => {
            Some((document, &now.version.text, &now.version.file))
        }
        _ => None,
    })
}

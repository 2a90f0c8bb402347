//! How the working texts are written: what makes them hard to read, to find one's way in, or to hear.
//! Recorded texts are left alone, for they cannot be changed, and so are chapters and additions
//! that were withdrawn.

pub mod capitals;
pub mod headings;
pub mod length;
pub mod links;
pub mod modality;
pub mod pictures;
mod sentences;
pub mod tables;

use crate::finding::{Finding, Findings, Rule};
use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::prose::run::{self, Run};
use crate::record::{Record, Standing};
use crate::source::place::{Place, Span};
use jiff::civil::Date;
use rayon::prelude::*;

/// The rules of this subject.
pub const RULES: &[&Rule] = &[
    &capitals::ALL_CAPITALS,
    &headings::SKIPPED_HEADING_LEVEL,
    &headings::REPEATED_HEADING,
    &links::VAGUE_LINK_TEXT,
    &modality::MUST_OR_SHOULD,
    &pictures::PICTURE_WITHOUT_WORDS,
    &length::LONG_SENTENCE,
    &length::LONG_PARAGRAPH,
    &tables::TABLE_WITHOUT_HEADERS,
];

/// A working text that is checked.
struct Written<'m> {
    manual: &'m Manual,
    document: &'m Document,
    runs: Vec<Run>,
}

impl Written<'_> {
    /// A finding in it.
    fn finding(
        &self,
        rule: &'static Rule,
        span: Span,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) -> Finding {
        Finding::new(rule, Place::new(&self.document.file, span), message, mend)
    }
}

/// Checks the working texts, in parallel.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    let documents: Vec<&Document> =
        maintained(manual, &record, date).map(|(_, document)| document).collect();
    let found: Vec<Findings> = documents
        .par_iter()
        .map(|document| {
            let runs = run::runs(&document.working.prose);
            let written = Written { manual, document, runs };
            let mut own = Findings::default();
            capitals::check(&written, &mut own);
            headings::check(&written, &mut own);
            links::check(&written, &mut own);
            modality::check(&written, &mut own);
            pictures::check(&written, &mut own);
            length::check(&written, &mut own);
            tables::check(&written, &mut own);
            own
        })
        .collect();
    for own in found {
        findings.append(own);
    }
}

/// The documents that are looked after on a day, each with its chapter: none that was withdrawn, and
/// no addition of a partnership that has left.
pub fn maintained<'m>(
    manual: &'m Manual,
    record: &'m Record<'m>,
    date: Date,
) -> impl Iterator<Item = (&'m Chapter, &'m Document)> {
    let stands = move |document: &Document| {
        !matches!(record.standing(&document.id, date), Standing::Withdrawn { .. })
    };
    let has_left = move |document: &Document| {
        let whose = document.id.partnership.as_ref().and_then(|id| manual.partnerships.get(id));
        whose
            .and_then(|partnership| partnership.left.as_ref())
            .is_some_and(|left| left.value < date)
    };
    manual.chapters.values().filter(move |chapter| stands(&chapter.regional)).flat_map(
        move |chapter| {
            let additions = chapter.additions.values();
            let own = additions.filter(move |addition| stands(addition) && !has_left(addition));
            std::iter::once(&chapter.regional).chain(own).map(move |document| (chapter, document))
        },
    )
}

//! The words of the working texts, for all rules that look at words: each text is taken apart into
//! [runs](crate::prose::run) once, and every rule looks at it before the next one.

use super::{contacts, language, law, terms, titles, writing};
use crate::finding::{Finding, Findings, Rule};
use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::prose::run::{Run, runs};
use crate::record::{Record, Standing};
use crate::resolve::Edition;
use crate::source::place::{Place, Span};
use jiff::civil::Date;
use rayon::prelude::*;
use std::ops::Range;

/// A working text that is checked.
pub struct Written<'m> {
    /// The manual.
    pub manual: &'m Manual,
    /// Whose text it is.
    pub document: &'m Document,
    /// Its words.
    pub runs: Vec<Run>,
}

impl Written<'_> {
    /// A finding in it.
    pub fn finding(
        &self,
        rule: &'static Rule,
        span: Span,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) -> Finding {
        Finding::new(rule, Place::new(&self.document.file, span), message, mend)
    }
}

/// Whether a match is whole words: no letter, no digit and no `joint`, which makes one word of two, touches it.
pub(super) fn is_whole(text: &str, range: &Range<usize>, joint: char) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let touches = |letter: char| letter.is_alphanumeric() || letter == joint;
    !before.is_some_and(touches) && !after.is_some_and(touches)
}

/// Checks the words of the documents that are looked after, in parallel.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    let edition = Edition::working(manual, &record, date);
    let contacts = contacts::Known::of(manual, date);
    let phrases = language::phrases::Phrases::of(&manual.registers, date);
    let names = law::Names::of(manual, date);
    let acronyms = terms::known(manual, date);
    let titles = titles::Titles::of(&edition);
    let documents: Vec<&Document> =
        maintained(manual, &record, date).map(|(_, document)| document).collect();
    let found: Vec<Findings> = documents
        .par_iter()
        .map(|document| {
            let runs = runs(&document.working.prose);
            let written = Written { manual, document, runs };
            let mut own = Findings::default();
            contacts::check(&edition, &written, &contacts, &mut own);
            language::check(&written, &phrases, &mut own);
            law::prose::check(&written, &names, &mut own);
            terms::acronyms(&written, &acronyms, &mut own);
            titles::check(&written, &titles, &mut own);
            writing::check(&written, &mut own);
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

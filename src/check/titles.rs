//! Chapters that a text points to by their title, without a reference.

use super::words::{Written, is_whole};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::id::Slug;
use crate::prose::run::{Apart, Run};
use crate::resolve::Edition;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;

/// A chapter that is named, and not referred to.
pub static CHAPTER_IN_PROSE: Rule = Rule {
    code: "chapter-in-prose",
    level: Level::Advice,
    what: "A text points to another chapter by its title, as in “see Bullying”, without a reference to it.",
    why: "A reader cannot follow it, and nobody is told when the chapter is renamed or withdrawn.",
    mend: "Write `[[its-slug]]`, which shows the chapter's title and leads to it.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&CHAPTER_IN_PROSE];

/// Words that point to what follows them.
const POINTING: [&str; 8] =
    ["see", "also", "read", "chapter", "chapters", "procedure", "procedures", "under"];

/// The titles of the chapters that a reader can be sent to.
pub(super) struct Titles<'m> {
    slugs: Vec<&'m Slug>,
    automaton: Option<AhoCorasick>,
}

impl<'m> Titles<'m> {
    /// Those of an edition.
    pub(super) fn of(edition: &Edition<'m>) -> Self {
        let (slugs, titles): (Vec<_>, Vec<_>) = edition
            .chapters()
            .map(|shown| (&shown.chapter.slug, shown.text.title.value.as_str()))
            .unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(titles);
        Self { slugs, automaton: automaton.ok() }
    }

    fn find<'t>(&'t self, run: &'t Run) -> impl Iterator<Item = (Range<usize>, &'m Slug)> + 't {
        let automaton = self.automaton.iter().filter(|_| !self.slugs.is_empty());
        let found = automaton.flat_map(|automaton| automaton.find_iter(run.text()));
        found.filter_map(|found| {
            let (text, range) = (run.text(), found.range());
            let before = text.get(..range.start)?.trim_end_matches([' ', '“', '‘', '"', '\'', ':']);
            let last = before.rsplit(' ').next()?.trim_start_matches('(');
            let points = POINTING.iter().any(|word| word.eq_ignore_ascii_case(last));
            let is_meant = points && is_whole(text, &range, '-') && !run.is_apart(&range, OTHERS);
            is_meant.then_some((range, *self.slugs.get(found.pattern().as_usize())?))
        })
    }
}

/// A title in quotation marks is still a title without a reference.
const OTHERS: &[Apart] = &[Apart::Cited, Apart::Law, Apart::Linked, Apart::Foreign];

/// Checks a text.
pub(super) fn check(written: &Written<'_>, titles: &Titles<'_>, findings: &mut Findings) {
    let document = &written.document.id;
    for run in written.runs.iter().filter(|run| !run.is_quoted) {
        for (range, slug) in titles.find(run).filter(|(_, slug)| **slug != document.chapter) {
            let words = run.text().get(range.clone()).unwrap_or_default();
            findings.push(chapter_in_prose(written, run, range.clone(), words, slug));
        }
    }
}

fn chapter_in_prose(
    written: &Written<'_>,
    run: &Run,
    range: Range<usize>,
    words: &str,
    slug: &Slug,
) -> Finding {
    written.finding(
        &CHAPTER_IN_PROSE,
        run.span(range),
        format!(
            "the chapter `{words}` is named in the text of `{}` without a reference",
            written.document.id
        ),
        format!("write `[[{slug}]]`"),
    )
}

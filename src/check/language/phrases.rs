//! The phrases of a day in one automaton, and where a text uses them against the register's advice.

use crate::check::words::is_whole;
use crate::manual::language::{Avoided, Phrase};
use crate::manual::register::Registers;
use crate::prose::run::{Apart, Run, plain};
use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// All phrases that are looked for on a day. Capitals and hyphens make no difference.
pub struct Phrases<'m> {
    entries: Vec<&'m Avoided>,
    automaton: AhoCorasick,
    /// What each pattern of the automaton is for.
    uses: Vec<Vec<Use>>,
    longest_pattern: usize,
}

/// What a pattern is for. Numbers are those of entries.
#[derive(Clone, Copy)]
enum Use {
    Avoid(usize),
    /// The entry's phrase does no harm in it.
    Harmless(usize),
    /// No phrase does harm in the title of an Act or of guidance.
    Title,
}

/// A phrase that was found.
pub struct Found<'m> {
    /// Whose phrase it is.
    pub entry: &'m Avoided,
    /// The bytes of the run's text.
    pub range: Range<usize>,
}

impl<'m> Phrases<'m> {
    /// Those of a manual's registers on a day.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "phrases are limited in number and length, and so are the files that hold titles"
    )]
    pub fn of(registers: &'m Registers, date: Date) -> Self {
        let applies = |entry: &&Avoided| entry.dates.include(date);
        let entries: Vec<&Avoided> = registers.avoided.iter().filter(applies).collect();
        let mut patterns: BTreeMap<Vec<u8>, Vec<Use>> = BTreeMap::new();
        let mut put = |text: &str, meant: Use| {
            let mut pattern = Vec::new();
            fold(text, &mut pattern);
            patterns.entry(pattern).or_default().push(meant);
        };
        for (index, entry) in entries.iter().enumerate() {
            let except = entry.except.phrases.iter().chain(&entry.except.statutory);
            let forms = |phrase: &'m Phrase| phrase.forms.iter();
            entry.phrases.iter().flat_map(forms).for_each(|form| put(form, Use::Avoid(index)));
            except.flat_map(forms).for_each(|form| put(form, Use::Harmless(index)));
        }
        if !entries.is_empty() {
            for law in registers.legislation.values() {
                let names = [Some(&law.title), Some(&law.citation), law.short.as_ref()];
                let names = names.into_iter().flatten().map(|name| plain(name));
                names
                    .filter(|name| !name.trim().is_empty())
                    .for_each(|name| put(name.trim(), Use::Title));
            }
        }
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns.keys());
        Self {
            entries,
            automaton: automaton.expect("the automaton has fewer states than it can number"),
            longest_pattern: patterns.keys().map(Vec::len).max().unwrap_or_default(),
            uses: patterns.into_values().collect(),
        }
    }

    /// The memory that the automaton takes, in bytes.
    pub fn size(&self) -> usize {
        self.automaton.memory_usage()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where a run of a chapter uses a phrase against the register's advice: the longest at each place.
    /// `folded` is room to work in.
    pub fn find(&self, run: &Run, chapter: &str, folded: &mut Vec<u8>) -> Vec<Found<'m>> {
        if run.is_quoted {
            return Vec::new();
        }
        folded.clear();
        fold(run.text(), folded);
        let mut avoided: Vec<(Range<usize>, usize)> = Vec::new();
        let mut harmless: Vec<(Range<usize>, Option<usize>)> = Vec::new();
        for found in self.automaton.find_overlapping_iter(folded.as_slice()) {
            let range = found.range();
            if !is_whole(run.text(), &range, '_') {
                continue;
            }
            for meant in self.uses.get(found.pattern().as_usize()).into_iter().flatten() {
                match meant {
                    Use::Avoid(entry) => avoided.push((range.clone(), *entry)),
                    Use::Harmless(entry) => harmless.push((range.clone(), Some(*entry))),
                    Use::Title => harmless.push((range.clone(), None)),
                }
            }
        }
        avoided.retain(|(range, entry)| {
            // The automaton finds in order of ends, and nothing is longer than the longest pattern.
            let first = harmless.partition_point(|(whole, _)| whole.end < range.end);
            let near = harmless.iter().skip(first);
            let near =
                near.take_while(|(whole, _)| whole.end <= range.start + self.longest_pattern);
            let mut near = near.filter(|(_, whose)| whose.is_none_or(|whose| whose == *entry));
            !near.any(|(whole, _)| whole.start <= range.start)
                && !self.is_exempt(run, chapter, range, *entry)
        });
        self.longest(avoided)
    }

    fn is_exempt(&self, run: &Run, chapter: &str, range: &Range<usize>, entry: usize) -> bool {
        let entry = self.entries.get(entry);
        let is_about = |slug: &&str| *slug == chapter;
        let mut slugs = entry.into_iter().flat_map(|entry| &entry.except.chapters);
        slugs.any(|slug| is_about(&slug.value.as_str()))
            || run.is_apart(range, &[Apart::Quoted, Apart::Cited, Apart::Law, Apart::Foreign])
            || run.is_address(range)
    }

    /// Of those that share a letter, the longest, and of two as long the first, in order of place.
    fn longest(&self, mut found: Vec<(Range<usize>, usize)>) -> Vec<Found<'m>> {
        found.sort_by_key(|(range, entry)| (range.start, std::cmp::Reverse(range.end), *entry));
        let mut kept: Vec<(Range<usize>, usize)> = Vec::new();
        for (range, entry) in found {
            match kept.last_mut() {
                Some((last, _)) if range.start < last.end && range.len() <= last.len() => {}
                Some(last) if range.start < last.0.end => *last = (range, entry),
                _ => kept.push((range, entry)),
            }
        }
        let entry = |index: usize| self.entries.get(index).copied();
        kept.into_iter()
            .filter_map(|(range, index)| Some(Found { entry: entry(index)?, range }))
            .collect()
    }
}

/// Small letters, and a space for each hyphen: as many bytes as the text has.
fn fold(text: &str, out: &mut Vec<u8>) {
    out.extend(
        text.bytes().map(|byte| if byte == b'-' { b' ' } else { byte.to_ascii_lowercase() }),
    );
}

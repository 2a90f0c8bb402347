//! All words of some books: what each stands for, and how often that stands in each unit.

use super::index::{
    CONTEXT, Count, Cut, CutBook, FIRST_KEYWORD, Heard, KEYWORDS, Link, NAMES, Names, SUMMARY,
    TEXT, TITLE, Word,
};
use super::language::Language;
use super::unit::Unit;
use super::words::words;
use std::collections::{BTreeMap, BTreeSet};

/// What a form stands for.
#[derive(Default)]
struct Meaning<'m> {
    /// Its stem, if texts have it.
    stem: Option<String>,
    /// The terms of which it is a name.
    terms: Vec<&'m str>,
    /// The stems of words that procedures say for it.
    everyday: Vec<String>,
}

/// All words, and what they stand for.
pub(super) struct Vocabulary<'m> {
    pub(super) words: Vec<Word>,
    pub(super) n_stems: usize,
    /// The stem of each form.
    stems: BTreeMap<String, u32>,
    /// The common words, by their stems' numbers.
    common: BTreeSet<u32>,
    /// The number of each term's stem, by the term's id.
    terms: BTreeMap<&'m str, u32>,
    /// The proper names of terms in stems, by the first of them.
    phrases: BTreeMap<u32, Vec<(Vec<u32>, u32)>>,
}

impl<'m> Vocabulary<'m> {
    pub(super) fn of(books: &[CutBook<'_>], terms: &[Names<'m>], language: &Language) -> Self {
        let forms: BTreeSet<&str> =
            books.iter().flat_map(|book| &book.forms).map(String::as_str).collect();
        let mut meanings: BTreeMap<String, Meaning<'m>> = BTreeMap::new();
        for form in &forms {
            meanings.entry((*form).to_owned()).or_default().stem = Some(language.stem(form));
        }
        let known: BTreeSet<String> = meanings.values().filter_map(|m| m.stem.clone()).collect();
        let mut everyday: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (word, meant) in language.everyday() {
            let stems = meant.iter().map(|meant| language.stem(meant));
            let stems: Vec<String> = stems.filter(|stem| known.contains(stem)).collect();
            if !stems.is_empty() {
                for form in [(*word).to_owned(), format!("{word}s")] {
                    meanings.entry(form).or_default().everyday.clone_from(&stems);
                }
                everyday.insert(language.stem(word), stems);
            }
        }
        for meaning in meanings.values_mut() {
            if let Some(stems) = meaning.stem.as_ref().and_then(|stem| everyday.get(stem)) {
                meaning.everyday.clone_from(stems);
            }
        }
        let units = books.iter().flat_map(|book| &book.units);
        let cited: BTreeSet<&str> =
            units.flat_map(|(unit, _)| &unit.terms).map(String::as_str).collect();
        let stands = |name: &str| words(name).iter().all(|w| forms.contains(w.as_str()));
        let stands = |term: &&Names<'_>| {
            cited.contains(term.id) || term.proper.iter().any(|name| stands(name))
        };
        for term in terms.iter().filter(stands) {
            for name in term.proper.iter().chain(&term.other) {
                let words = words(name);
                let about = &mut meanings.entry(words.join("_")).or_default().terms;
                if !words.is_empty() && !about.contains(&term.id) {
                    about.push(term.id);
                }
            }
        }
        meanings.remove("");
        Self::numbered(meanings, terms, language)
    }

    /// Stems are numbered as they are first met, so that those of neighbouring words are neighbours.
    fn numbered(
        meanings: BTreeMap<String, Meaning<'m>>,
        terms: &[Names<'m>],
        language: &Language,
    ) -> Self {
        let mut by_stem: BTreeMap<String, u32> = BTreeMap::new();
        let mut vocabulary = Self {
            words: Vec::new(),
            n_stems: 0,
            stems: BTreeMap::new(),
            common: BTreeSet::new(),
            terms: BTreeMap::new(),
            phrases: BTreeMap::new(),
        };
        let mut next = 0;
        for (form, meaning) in meanings {
            let mut stems = Vec::new();
            if let Some(stem) = meaning.stem {
                let number = *by_stem.entry(stem).or_insert(next);
                next = next.max(number + 1);
                vocabulary.stems.insert(form.clone(), number);
                stems.push((Link::Form, number));
            }
            for term in meaning.terms {
                let number = *vocabulary.terms.entry(term).or_insert(next);
                next = next.max(number + 1);
                stems.push((Link::Term, number));
            }
            for stem in meaning.everyday {
                let number = *by_stem.entry(stem).or_insert(next);
                next = next.max(number + 1);
                stems.push((Link::Everyday, number));
            }
            vocabulary.words.push(Word { form, stems });
        }
        vocabulary.n_stems = next as usize;
        let common = language.common().iter().filter_map(|word| vocabulary.stems.get(*word));
        vocabulary.common = common.copied().collect();
        for term in terms {
            for name in &term.proper {
                let words = words(name);
                let stems: Option<Vec<u32>> =
                    words.iter().map(|word| by_stem.get(&language.stem(word)).copied()).collect();
                if let Some(stems) = stems
                    && let (Some(first), Some(term)) =
                        (stems.first(), vocabulary.terms.get(term.id))
                {
                    vocabulary.phrases.entry(*first).or_default().push((stems, *term));
                }
            }
        }
        vocabulary
    }

    /// How often each stem stands in each unit of a book.
    pub(super) fn count(&self, book: &CutBook<'_>) -> Vec<BTreeMap<u32, Count>> {
        let stems: Vec<u32> =
            book.forms.iter().map(|form| self.stems.get(form).copied().unwrap_or(0)).collect();
        book.units.iter().map(|(unit, cut)| self.count_unit(&stems, unit, cut)).collect()
    }

    fn count_unit(&self, stems: &[u32], unit: &Unit, cut: &Cut) -> BTreeMap<u32, Count> {
        let mut counting = Counting { vocabulary: self, stems, counts: BTreeMap::new() };
        counting.field(TITLE, &cut.title);
        counting.parts(0, &cut.title);
        for (number, name) in (1..FIRST_KEYWORD).zip(&cut.names) {
            counting.field(NAMES, name);
            counting.parts(number, name);
        }
        for (number, name) in (FIRST_KEYWORD..=u8::MAX).zip(&cut.keywords) {
            counting.field(KEYWORDS, name);
            counting.parts(number, name);
        }
        counting.field(CONTEXT, &cut.context);
        counting.field(SUMMARY, &cut.summary);
        counting.field(TEXT, &cut.text);
        let start = counting.positions(&cut.title, 0);
        counting.positions(&cut.text, start + 2);
        let cited = unit.terms.iter().filter_map(|id| self.terms.get(id.as_str()));
        for term in cited {
            if let Some(n) = counting.counts.entry(*term).or_default().fields.get_mut(TEXT) {
                *n += 1;
            }
        }
        counting.counts
    }
}

struct Counting<'c, 'm> {
    vocabulary: &'c Vocabulary<'m>,
    /// The stems of the book's forms.
    stems: &'c [u32],
    counts: BTreeMap<u32, Count>,
}

impl Counting<'_, '_> {
    fn stem(&self, heard: Heard) -> u32 {
        self.stems.get(heard.0 as usize).copied().unwrap_or(0)
    }

    /// Common words count in titles and names alone.
    fn counts_in(&self, field: usize, stem: u32) -> bool {
        field <= KEYWORDS || !self.vocabulary.common.contains(&stem)
    }

    fn field(&mut self, field: usize, words: &[Heard]) {
        let stems: Vec<u32> = words.iter().map(|heard| self.stem(*heard)).collect();
        for (at, stem) in stems.iter().enumerate() {
            if self.counts_in(field, *stem) {
                self.add(field, *stem);
            }
            for (phrase, term) in self.vocabulary.phrases.get(stem).into_iter().flatten() {
                if stems.get(at..at + phrase.len()) == Some(phrase) {
                    self.add(field, *term);
                }
            }
        }
    }

    fn add(&mut self, field: usize, stem: u32) {
        if let Some(n) = self.counts.entry(stem).or_default().fields.get_mut(field) {
            *n = n.saturating_add(1);
        }
    }

    /// Says of each word of a name which name it is, and how long that is.
    fn parts(&mut self, number: u8, name: &[Heard]) {
        let whole = name.iter().filter(|(_, is_part)| !is_part);
        let once: BTreeSet<u32> = whole.map(|heard| self.stem(*heard)).collect();
        let length = u8::try_from(once.len()).unwrap_or(u8::MAX);
        for stem in once {
            self.counts.entry(stem).or_default().parts.push((number, length));
        }
    }

    fn positions(&mut self, words: &[Heard], start: u32) -> u32 {
        let mut position = start;
        for heard in words {
            let stem = self.stem(*heard);
            position += u32::from(!heard.1);
            if let Some(count) = self.counts.get_mut(&stem) {
                count.positions.push(position);
            }
        }
        position
    }
}

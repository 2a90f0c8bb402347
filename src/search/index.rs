//! The index: for every word the places where it stands, and how much it says there.

use super::unit::{Book, Unit};
use super::words::{Language, each_word};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words, and where they stand.
#[derive(Debug, Default)]
pub struct Index {
    /// Every form of a word that stands somewhere, and every name of a term, in order.
    pub words: Vec<Word>,
    /// For each stem, by its number, where it stands.
    pub postings: Vec<Postings>,
    /// The number of units.
    pub n_units: u32,
}

/// A form of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is typed, in lower case and without accents. In the name of a term of several words there is `_`
    /// between them.
    pub form: String,
    /// What it stands for, by the numbers of stems: first its own, if texts have it.
    pub stems: Vec<(Link, u32)>,
}

/// How a word stands for a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It is a form of it.
    Form,
    /// It is a name of a term.
    Term,
    /// People say it for that every day.
    Everyday,
}

/// The places of a stem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// In how many units it stands.
    pub n_units: u32,
    /// The units, the weights and the names, as [`push`] writes them.
    pub places: String,
    /// The positions in the text, for phrases.
    pub positions: String,
}

/// A name or a title of a unit of which a word is a part, and how many words that has.
type Part = (u8, u8);

/// How often a stem stands in the fields of a unit.
#[derive(Clone, Debug, Default)]
struct Count {
    fields: [u16; N_FIELDS],
    parts: Vec<Part>,
    positions: Vec<u32>,
}

const N_FIELDS: usize = 6;
const TITLE: usize = 0;
const NAMES: usize = 1;
const KEYWORDS: usize = 2;
const CONTEXT: usize = 3;
const SUMMARY: usize = 4;
const TEXT: usize = 5;

/// How much a word says by where it stands (BM25F).
const WEIGHTS: [f64; N_FIELDS] = [9.0, 5.0, 3.0, 4.0, 2.0, 1.0];
/// Keywords are numbered from here on, after the names of a unit.
const FIRST_KEYWORD: u8 = 128;
/// How soon more of the same word says no more.
const SATURATION: f64 = 4.0;
/// How much longer texts count less.
const LENGTH: f64 = 0.45;
/// The greatest weight of a word in a unit.
pub const MOST: f64 = 63.0;

/// A term: its names, and whether texts that have them are about it.
#[derive(Debug)]
pub struct Names<'m> {
    /// The id.
    pub id: &'m str,
    /// The term and its acronym.
    pub proper: Vec<&'m str>,
    /// Other names that people type.
    pub other: Vec<&'m str>,
}

/// A unit in numbers: its words by the numbers of their forms in the vocabulary of its book.
#[derive(Debug, Default)]
struct Cut {
    title: Vec<Heard>,
    names: Vec<Vec<Heard>>,
    keywords: Vec<Vec<Heard>>,
    context: Vec<Heard>,
    summary: Vec<Heard>,
    text: Vec<Heard>,
}

/// A word, and whether it is the number within the word before it.
type Heard = (u32, bool);

#[derive(Debug)]
struct CutBook<'b> {
    forms: Vec<String>,
    units: Vec<(&'b Unit, Cut)>,
}

impl Index {
    /// The index of some books. Units are numbered as they stand.
    pub fn of(books: &[Book], terms: &[Names<'_>], language_tag: &str) -> Self {
        let cut: Vec<CutBook<'_>> = books.par_iter().map(cut_book).collect();
        let language = Language::of(language_tag);
        let vocabulary = Vocabulary::of(&cut, terms, &language);
        let lengths = cut.iter().flat_map(|book| &book.units).map(|(_, cut)| cut.text.len());
        let (sum, n_units) = lengths.fold((0, 0_u32), |(sum, n), length| (sum + length, n + 1));
        let mean = to_float(sum) / f64::from(n_units.max(1));
        let mut index = Self {
            words: Vec::new(),
            postings: vec![Postings::default(); vocabulary.n_stems],
            n_units,
        };
        let mut lasts = vec![0; vocabulary.n_stems];
        let mut unit = 0;
        // In batches, so that what is counted is written down before there is too much of it.
        for batch in cut.chunks(BATCH) {
            let counted: Vec<Vec<BTreeMap<u32, Count>>> =
                batch.par_iter().map(|book| vocabulary.count(book)).collect();
            let cuts = batch.iter().flat_map(|book| &book.units);
            for (counts, (_, cut)) in counted.into_iter().flatten().zip(cuts) {
                for (stem, count) in counts {
                    let at = stem as usize;
                    if let (Some(postings), Some(last)) =
                        (index.postings.get_mut(at), lasts.get_mut(at))
                    {
                        let weight = weight(&count, to_float(cut.text.len()) / mean.max(1.0));
                        postings.push(unit - *last, weight, &count);
                        *last = unit;
                    }
                }
                unit += 1;
            }
        }
        index.words = vocabulary.words;
        index
    }
}

const BATCH: usize = 64;

fn to_float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

fn weight(count: &Count, length: f64) -> u8 {
    let of_field = |(field, (n, weight)): (usize, (&u16, &f64))| {
        let norm = if field == TEXT { 1.0 - LENGTH + LENGTH * length } else { 1.0 };
        f64::from(*n) * weight / norm
    };
    let sum: f64 = count.fields.iter().zip(&WEIGHTS).enumerate().map(of_field).sum();
    let share = (sum / (SATURATION + sum) * MOST).round();
    (1..=63).take_while(|step| f64::from(*step) <= share).last().unwrap_or(1)
}

impl Postings {
    /// Writes where a stem stands next: how far on, with a bit that says whether it is part of a name; its
    /// weight; and, if so, the names. Numbers are written in base 32, lowest digits first, as in source maps.
    fn push(&mut self, step: u32, weight: u8, count: &Count) {
        self.n_units += 1;
        let is_named = u32::from(!count.parts.is_empty());
        push(&mut self.places, step * 2 + is_named);
        self.places.push(char::from(DIGITS.get(usize::from(weight)).copied().unwrap_or(b'A')));
        if is_named == 1 {
            push(&mut self.places, u32::try_from(count.parts.len()).unwrap_or(0));
            for (name, length) in &count.parts {
                push(&mut self.places, u32::from(*name) * 8 + u32::from((*length).min(7)));
            }
        }
        push(&mut self.positions, u32::try_from(count.positions.len()).unwrap_or(0));
        let mut last = 0;
        for position in &count.positions {
            push(&mut self.positions, position - last);
            last = *position;
        }
    }
}

/// The digits of numbers: those of base 64.
pub const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes a number, five bits in each character, lowest first; the sixth bit says that it goes on.
pub fn push(out: &mut String, mut number: u32) {
    loop {
        let digit = number & 31;
        number >>= 5;
        let more = if number > 0 { 32 } else { 0 };
        out.push(char::from(DIGITS.get((digit | more) as usize).copied().unwrap_or(b'A')));
        if number == 0 {
            return;
        }
    }
}

fn cut_book(book: &Book) -> CutBook<'_> {
    let mut forms = Vec::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut cut = |text: &str| -> Vec<Heard> {
        let mut heard = Vec::new();
        each_word(text, &mut |word, is_part| {
            let number = numbers.get(word).copied().unwrap_or_else(|| {
                let number = u32::try_from(forms.len()).unwrap_or(u32::MAX);
                forms.push(word.to_owned());
                numbers.insert(word.to_owned(), number);
                number
            });
            heard.push((number, is_part));
        });
        heard
    };
    let units = book.units.iter().map(|unit| {
        let cut = Cut {
            title: cut(&unit.title),
            names: unit.names.iter().map(|name| cut(name)).collect(),
            keywords: unit.keywords.iter().map(|name| cut(name)).collect(),
            context: cut(&unit.context),
            summary: cut(&unit.summary),
            text: cut(&unit.text),
        };
        (unit, cut)
    });
    let units = units.collect();
    CutBook { forms, units }
}

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
struct Vocabulary<'m> {
    words: Vec<Word>,
    n_stems: usize,
    /// The stem of each form.
    stems: HashMap<String, u32>,
    /// The common words, by their stems' numbers.
    common: BTreeSet<u32>,
    /// The number of each term's stem, by the term's id.
    terms: HashMap<&'m str, u32>,
    /// The proper names of terms in stems, by the first of them.
    phrases: HashMap<u32, Vec<(Vec<u32>, u32)>>,
}

impl<'m> Vocabulary<'m> {
    fn of(books: &[CutBook<'_>], terms: &[Names<'m>], language: &Language) -> Self {
        let forms: BTreeSet<&str> =
            books.iter().flat_map(|book| &book.forms).map(String::as_str).collect();
        let mut meanings: BTreeMap<String, Meaning<'m>> = BTreeMap::new();
        for form in &forms {
            meanings.entry((*form).to_owned()).or_default().stem = Some(language.stem(form));
        }
        let known: BTreeSet<&String> = meanings.values().filter_map(|m| m.stem.as_ref()).collect();
        let everyday: Vec<(&str, Vec<String>)> = language
            .everyday()
            .iter()
            .map(|(word, meant)| {
                let stems = meant.iter().map(|meant| language.stem(meant));
                (*word, stems.filter(|stem| known.contains(stem)).collect())
            })
            .collect();
        for (word, stems) in everyday {
            let same = forms.iter().filter(|form| language.stem(form) == language.stem(word));
            let both = [word.to_owned(), format!("{word}s")];
            for form in both.into_iter().chain(same.map(|form| (*form).to_owned())) {
                if !stems.is_empty() {
                    meanings.entry(form).or_default().everyday = stems.clone();
                }
            }
        }
        let units = books.iter().flat_map(|book| &book.units);
        let cited: BTreeSet<&str> =
            units.flat_map(|(unit, _)| &unit.terms).map(String::as_str).collect();
        let stands =
            |name: &str| super::words::words(name).iter().all(|w| forms.contains(w.as_str()));
        let stands = |term: &&Names<'_>| {
            cited.contains(term.id) || term.proper.iter().any(|name| stands(name))
        };
        for term in terms.iter().filter(stands) {
            for name in term.proper.iter().chain(&term.other) {
                let words = super::words::words(name);
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
        let mut by_stem: HashMap<String, u32> = HashMap::new();
        let mut vocabulary = Self {
            words: Vec::new(),
            n_stems: 0,
            stems: HashMap::new(),
            common: BTreeSet::new(),
            terms: HashMap::new(),
            phrases: HashMap::new(),
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
                let words = super::words::words(name);
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
    fn count(&self, book: &CutBook<'_>) -> Vec<BTreeMap<u32, Count>> {
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

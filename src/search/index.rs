//! The index: for every word the places where it stands, and how much it says there.

use super::language::Language;
use super::unit::{Book, Unit};
use super::vocabulary::Vocabulary;
use super::words::each_word;
use ahash::AHashMap;
use rayon::prelude::*;

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
pub(super) type Part = (u8, u8);

/// How often a stem stands in the fields of a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Count {
    pub(super) fields: [u16; N_FIELDS],
    pub(super) parts: Vec<Part>,
    pub(super) positions: Vec<u32>,
}

const N_FIELDS: usize = 6;
pub(super) const TITLE: usize = 0;
pub(super) const NAMES: usize = 1;
pub(super) const KEYWORDS: usize = 2;
pub(super) const CONTEXT: usize = 3;
pub(super) const SUMMARY: usize = 4;
pub(super) const TEXT: usize = 5;

/// How much a word says by where it stands (BM25F).
const WEIGHTS: [f64; N_FIELDS] = [9.0, 5.0, 3.0, 4.0, 2.0, 1.0];
/// Keywords are numbered from here on, after the names of a unit.
pub(super) const FIRST_KEYWORD: u8 = 128;
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
pub(super) struct Cut {
    pub(super) title: Vec<Heard>,
    pub(super) names: Vec<Vec<Heard>>,
    pub(super) keywords: Vec<Vec<Heard>>,
    pub(super) context: Vec<Heard>,
    pub(super) summary: Vec<Heard>,
    pub(super) text: Vec<Heard>,
}

/// A word, and whether it is the number within the word before it.
pub(super) type Heard = (u32, bool);

#[derive(Debug)]
pub(super) struct CutBook<'b> {
    pub(super) forms: Vec<String>,
    pub(super) units: Vec<(&'b Unit, Cut)>,
}

impl Index {
    /// The index of some books. Units are numbered as they stand.
    pub fn of(books: &[Book], terms: &[Names<'_>], language_tag: &str) -> Self {
        let cut: Vec<CutBook<'_>> = books.par_iter().map(cut_book).collect();
        let language = Language::of(language_tag);
        let vocabulary = Vocabulary::of(&cut, terms, &language);
        let lengths = cut.iter().flat_map(|book| &book.units).map(|(_, cut)| cut.text.len());
        let (sum, n_units) = lengths.fold((0, 0_u32), |(sum, n), length| (sum + length, n + 1));
        let mean = (to_float(sum) / f64::from(n_units.max(1))).max(1.0);
        let counted: Vec<(AHashMap<u32, Run>, u32)> =
            cut.par_chunks(BATCH).map(|books| runs(&vocabulary, books, mean)).collect();
        let mut postings = vec![Postings::default(); vocabulary.n_stems];
        let mut lasts = vec![0; vocabulary.n_stems];
        let mut before = 0;
        for (runs, n_units) in counted {
            for (stem, run) in runs {
                let at = stem as usize;
                if let (Some(postings), Some(last)) = (postings.get_mut(at), lasts.get_mut(at)) {
                    postings.append(&run, before - *last);
                    *last = before + run.last;
                }
            }
            before += n_units;
        }
        Self { words: vocabulary.words, postings, n_units }
    }
}

/// How many books are counted by one thread at a time.
const BATCH: usize = 16;

/// Where each stem stands in the units of a few books, numbered from 0, and how many units those are.
fn runs(
    vocabulary: &Vocabulary<'_>,
    books: &[CutBook<'_>],
    mean: f64,
) -> (AHashMap<u32, Run>, u32) {
    let mut runs: AHashMap<u32, Run> = AHashMap::new();
    let mut unit = 0;
    for book in books {
        for (counts, (_, cut)) in vocabulary.count(book).into_iter().zip(&book.units) {
            let length = to_float(cut.text.len()) / mean;
            for (stem, count) in counts {
                runs.entry(stem).or_default().push(unit, weight(&count, length), &count);
            }
            unit += 1;
        }
    }
    (runs, unit)
}

/// The places of a stem in a row of units, all but the step to the first, which is not known yet.
#[derive(Default)]
struct Run {
    /// The first unit, and whether the stem is part of a name there.
    first: (u32, bool),
    last: u32,
    after: Postings,
}

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

impl Run {
    /// Writes where a stem stands next: how far on, with a bit that says whether it is part of a name; its
    /// weight; and, if so, the names. Numbers are written in base 32, lowest digits first, as in source maps.
    fn push(&mut self, unit: u32, weight: u8, count: &Count) {
        let is_named = !count.parts.is_empty();
        let Postings { n_units, places, positions } = &mut self.after;
        if *n_units == 0 {
            self.first = (unit, is_named);
        } else {
            push_step(places, unit - self.last, is_named);
        }
        *n_units += 1;
        self.last = unit;
        places.push(char::from(DIGITS.get(usize::from(weight)).copied().unwrap_or(b'A')));
        if is_named {
            push(places, u32::try_from(count.parts.len()).unwrap_or(0));
            for (name, length) in &count.parts {
                push(places, u32::from(*name) * 8 + u32::from((*length).min(7)));
            }
        }
        push(positions, u32::try_from(count.positions.len()).unwrap_or(0));
        let mut last = 0;
        for position in &count.positions {
            push(positions, position - last);
            last = *position;
        }
    }
}

impl Postings {
    /// Writes the places of a run, whose units are numbered from `step` units after the last place on.
    fn append(&mut self, run: &Run, step: u32) {
        let (first, is_named) = run.first;
        push_step(&mut self.places, step + first, is_named);
        self.n_units += run.after.n_units;
        self.places.push_str(&run.after.places);
        self.positions.push_str(&run.after.positions);
    }
}

fn push_step(out: &mut String, step: u32, is_named: bool) {
    push(out, step * 2 + u32::from(is_named));
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
    let mut numbers: AHashMap<String, u32> = AHashMap::new();
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

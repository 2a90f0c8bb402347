//! The index: for every word the places where it stands, and how much it says there.

use super::language::Language;
use super::unit::{Book, Unit};
use super::vocabulary::Vocabulary;
use super::words::each_word;
use ahash::AHashMap;
use rayon::prelude::*;
use std::collections::BTreeMap;

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

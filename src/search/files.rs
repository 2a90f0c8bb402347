//! The files of an index: small scripts, because only scripts can be loaded from `file://`.
//!
//! `words.js` has all words and the numbers that lead to the rest; `p0.js` and so on the places of stems,
//! `w0.js` and so on their positions for phrases; `t0.js` and so on the texts for the results. Each calls
//! `chapterhouseSearch.take` with its name, the index's id and its matter. The id is a digest of the whole, so
//! that a browser never puts parts of two indexes together.

use super::Search;
use super::index::{DIGITS, Index, Link, Postings, push};
use super::language::Language;
use super::unit::{Book, BookKind, Unit};
use crate::manual::id::Slug;
use crate::site::address::{Address, LinkStyle};
use crate::site::page::Kind;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many characters of places go into a file, unless a single stem has more.
const SHARD: usize = 12_000;
/// How many characters of text go into a file, unless a single unit has more: a chapter or two, because the
/// results of a question are few chapters, of which several sections are shown.
const TEXTS: usize = 10_000;

/// The files of an index in `folder`, by their paths. `name` is what the browser calls the index.
pub fn files(
    search: &Search,
    (folder, name): (&str, &str),
    language: &str,
    style: LinkStyle,
) -> BTreeMap<VPath, Vec<u8>> {
    let (shards, texts) = (shards(&search.index), texts(&search.books));
    let words = json!({
        "units": search.index.n_units,
        "words": dictionary(&search.index),
        "books": books(&search.books),
        "shards": shards.iter().map(|(first, _)| *first).collect::<Vec<usize>>(),
        "texts": texts.iter().map(|(first, _)| *first).collect::<Vec<usize>>(),
        "common": Language::of(language).common().join(" "),
    });
    let column = |shard: &[&Postings], of: fn(&Postings) -> &str| {
        let columns: Vec<&str> = shard.iter().map(|postings| of(postings)).collect();
        Value::from(columns.join(";")).to_string()
    };
    let of_shards = shards.par_iter().enumerate().flat_map_iter(|(number, (_, shard))| {
        [
            (format!("p{number}"), column(shard, |postings| &postings.places)),
            (format!("w{number}"), column(shard, |postings| &postings.positions)),
        ]
    });
    let of_texts = texts
        .par_iter()
        .enumerate()
        .map(|(number, (_, parts))| (format!("t{number}"), written(parts, style)));
    let mut all = vec![("words".to_owned(), words.to_string())];
    all.par_extend(of_shards);
    all.par_extend(of_texts);
    let id = id(&all);
    let script = |(part, value): (String, String)| {
        let path = VPath::new(&format!("{folder}{part}.js"))?;
        let call = format!("chapterhouseSearch.take(\"{name}/{part}\",\"{id}\",{value})\n");
        Some((path, call.into_bytes()))
    };
    all.into_par_iter().filter_map(script).collect()
}

fn id(parts: &[(String, String)]) -> String {
    let digest =
        |(part, value): &(String, String)| format!("{part} {}\n", Digest::of(value.as_bytes()));
    let digests: String = parts.par_iter().map(digest).collect();
    Digest::of(digests.as_bytes()).to_string().chars().take(8).collect()
}

/// The stems of each file, with the number of the first.
fn shards(index: &Index) -> Vec<(usize, Vec<&Postings>)> {
    let mut shards: Vec<(usize, Vec<&Postings>)> = Vec::new();
    let mut size = 0;
    for (number, postings) in index.postings.iter().enumerate() {
        let own = postings.places.len() + 1;
        if let Some((_, shard)) = shards.last_mut().filter(|_| size + own <= SHARD) {
            shard.push(postings);
            size += own;
        } else {
            shards.push((number, vec![postings]));
            size = own;
        }
    }
    shards
}

/// All words in order, each as: how many letters it begins with of the word before (a capital letter), its
/// other letters, and what it stands for: `:` and a digit for a stem that was not met yet, with the
/// logarithm of the number of its places; `-` for the stem of the word before; `~` and a number for another
/// that was met. `+` stands before a term, `=` before a stem that people mean by it every day.
fn dictionary(index: &Index) -> String {
    let mut out = String::new();
    let (mut before, mut last, mut next) = ("", None, 0);
    for word in &index.words {
        let shared = shared(before, &word.form);
        out.push(char::from(b'A' + u8::try_from(shared).unwrap_or(0)));
        out.extend(word.form.chars().skip(shared));
        for (link, stem) in &word.stems {
            let is_same = last == Some(*stem) && *link == Link::Form;
            out.push_str(match link {
                Link::Form if *stem == next => "",
                Link::Form => {
                    if is_same {
                        "-"
                    } else {
                        "~"
                    }
                }
                Link::Term => "+",
                Link::Everyday => "=",
            });
            if *stem == next {
                out.push(':');
                out.push(rarity(index, *stem));
                next += 1;
            } else if !is_same {
                push(&mut out, *stem);
            }
        }
        last = word.stems.first().filter(|(link, _)| *link == Link::Form).map(|(_, stem)| *stem);
        before = &word.form;
    }
    out
}

/// How many letters two words begin with alike, 25 at most.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take(25).take_while(|(a, b)| a == b).count()
}

/// The number of units that a stem stands in, as a digit: 6 times its natural logarithm.
fn rarity(index: &Index, stem: u32) -> char {
    let n_units = index.postings.get(stem as usize).map_or(0, |postings| postings.n_units);
    let level = (f64::from(n_units.max(1)).ln() * 6.0).round();
    let digit = (0..63).take_while(|step| f64::from(*step) < level).count();
    char::from(DIGITS.get(digit).copied().unwrap_or(b'/'))
}

/// Of each book the number of units, and where it belongs: 0 for legislation, 1 for the glossary, 2 for the
/// contacts, from 3 the sections of the manual.
fn books(books: &[Book]) -> String {
    let mut out = String::new();
    for book in books {
        push(&mut out, u32::try_from(book.units.len()).unwrap_or(0));
        let place = match book.kind {
            BookKind::Legislation => 0,
            BookKind::Glossary => 1,
            BookKind::Contacts => 2,
            BookKind::Chapter(_) | BookKind::Addition(..) => book.section.unwrap_or(0) + 3,
        };
        push(&mut out, u32::try_from(place).unwrap_or(0));
    }
    out
}

/// The books of a file, each with those of its units that the file has.
type Texts<'b> = Vec<(&'b Book, Vec<Written<'b>>)>;

/// The texts of each file, with the number of its first unit.
fn texts(books: &[Book]) -> Vec<(usize, Texts<'_>)> {
    let mut files: Vec<(usize, Texts<'_>)> = Vec::new();
    let mut size = 0;
    let mut number = 0;
    for book in books {
        let mut is_open = false;
        // A book that is no longer than a file is not cut in two.
        let whole: usize = book.units.iter().map(length).sum();
        if whole <= TEXTS && size + whole > TEXTS {
            size = TEXTS;
        }
        for unit in &book.units {
            let own = length(unit);
            if files.is_empty() || size + own > TEXTS {
                files.push((number, Vec::new()));
                size = 0;
                is_open = false;
            }
            size += own;
            number += 1;
            let Some((_, file)) = files.last_mut() else { continue };
            match file.last_mut() {
                Some((_, units)) if is_open => units.push(Written(unit)),
                _ => file.push((book, vec![Written(unit)])),
            }
            is_open = true;
        }
    }
    files
}

/// How much room a unit takes in a file, in characters.
fn length(unit: &Unit) -> usize {
    unit.text.len() + unit.summary.len() + 60
}

/// The texts of a file: of each book what it is, its address, number and title, and its units.
fn written(texts: &Texts<'_>, style: LinkStyle) -> String {
    let books = texts.iter().map(|(book, units)| {
        (book_kind(book), address(book).from_root(style), &book.number, &book.title, units)
    });
    serde_json::to_string(&books.collect::<Vec<_>>()).unwrap_or_default()
}

/// A unit as it is shown among results.
struct Written<'u>(&'u Unit);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Unit { anchor, title, path, summary, text, answering, .. } = self.0;
        if answering.is_empty() {
            (anchor, title, path, summary, text).serialize(serializer)
        } else {
            (anchor, title, path, summary, text, answering).serialize(serializer)
        }
    }
}

fn book_kind(book: &Book) -> &'static str {
    match book.kind {
        BookKind::Chapter(_) => "chapter",
        BookKind::Addition(..) => "local",
        BookKind::Legislation => "legislation",
        BookKind::Glossary => "glossary",
        BookKind::Contacts => "contacts",
    }
}

/// Where a book is, from the root of the site in which it is found.
fn address(book: &Book) -> Address {
    let page = match &book.kind {
        BookKind::Chapter(slug) | BookKind::Addition(slug, _) => {
            Slug::new(slug).map_or(Kind::Home, Kind::Chapter)
        }
        BookKind::Legislation => Kind::Legislation,
        BookKind::Glossary => Kind::Glossary,
        BookKind::Contacts => Kind::Contacts,
    };
    page.address()
}

#[cfg(test)]
mod tests {
    use super::dictionary;
    use crate::search::index::{Index, Link, Postings, Word};

    #[test]
    fn a_dictionary_writes_each_word_as_what_differs_from_the_one_before() {
        let word = |form: &str, stems: &[(Link, u32)]| Word {
            form: form.to_owned(),
            stems: stems.to_vec(),
        };
        let index = Index {
            words: vec![
                word("refer", &[(Link::Form, 0)]),
                word("referral", &[(Link::Form, 0)]),
                word("refuge", &[(Link::Form, 1), (Link::Everyday, 0)]),
                word("sexting", &[(Link::Form, 2), (Link::Term, 3)]),
                word("nude_image", &[(Link::Term, 3)]),
                word("referrer", &[(Link::Form, 0)]),
            ],
            postings: vec![Postings { n_units: 3, ..Postings::default() }; 4],
            n_units: 3,
        };
        assert_eq!(
            dictionary(&index),
            "Arefer:HFral-Duge:H=AAsexting:H+:HAnude_image+DAreferrer~A"
        );
    }
}

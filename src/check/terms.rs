//! Terms: whether a name means one thing, and whether readers are told what an acronym means.

use super::words::Written;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::Document;
use crate::manual::register::Term;
use crate::prose::mentions::{Acronym, first_acronyms_of};
use crate::prose::run::{Run, RunKind};
use crate::source::place::Place;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Two terms of one name.
pub static AMBIGUOUS_TERM: Rule = Rule {
    code: "ambiguous-term",
    level: Level::Warning,
    what: "Two terms of the glossary have a name, acronym or alias in common, on the same days.",
    why: "Whoever looks the name up finds two meanings, and an acronym of both is explained by neither.",
    mend: "Keep the name with one of the two terms, or give them dates that do not overlap.",
};

/// An acronym that nothing explains.
pub static UNEXPANDED_ACRONYM: Rule = Rule {
    code: "unexpanded-acronym",
    level: Level::Advice,
    what: "A text uses an acronym that neither the glossary nor the text itself explains.",
    why: "Readers from another service do not know it, and nobody asks in a hurry.",
    mend: "Write the words out with the acronym in brackets at the first use, or add it to `registers/terms.yaml`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&AMBIGUOUS_TERM, &UNEXPANDED_ACRONYM];

/// Acronyms that are words of everyday speech.
const EVERYDAY: [&str; 24] = [
    "AI", "CCTV", "CD", "DNA", "DVD", "EU", "FAQ", "GB", "GP", "HIV", "HR", "ID", "IT", "NHS",
    "OK", "PDF", "PIN", "SIM", "SMS", "TV", "UK", "URL", "USB", "VPN",
];

/// No acronym has more letters.
const MOST_LETTERS: usize = 6;

/// The names of a term, each once.
fn names(term: &Term) -> BTreeSet<String> {
    let names = std::iter::once(&term.term).chain(&term.short).chain(&term.aliases);
    names.map(|name| name.to_lowercase()).collect()
}

/// Checks the glossary.
pub(super) fn check(manual: &Manual, findings: &mut Findings) {
    let mut taken: BTreeMap<String, Vec<&Term>> = BTreeMap::new();
    for term in manual.registers.terms.values() {
        for name in names(term) {
            let others = taken.entry(name.clone()).or_default();
            if let Some(other) = others.iter().find(|other| other.dates.overlap(term.dates)) {
                findings.push(ambiguous_term(&name, term, other));
            }
            others.push(term);
        }
    }
}

/// The acronyms that the registers explain: those of terms, and those within the names of law, guidance
/// and contacts.
pub(super) fn known(manual: &Manual, date: Date) -> BTreeSet<&str> {
    let registers = &manual.registers;
    let terms = registers.terms.values().filter(|term| term.dates.include(date));
    let terms = terms.flat_map(|term| term.short.iter().chain(&term.aliases));
    let laws = registers.legislation.values();
    let laws = laws.flat_map(|law| law.short.iter().chain(&law.names).chain([&law.title]));
    let local = manual.partnerships.values().flat_map(|partnership| &partnership.contacts);
    let contacts = registers.contacts.iter().chain(local).map(|contact| &contact.name);
    let words = terms.chain(laws).chain(contacts);
    words.flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric())).collect()
}

/// Checks the acronyms of a text.
pub(super) fn acronyms(written: &Written<'_>, known: &BTreeSet<&str>, findings: &mut Findings) {
    let document = written.document;
    let unknown: Vec<Acronym> = first_acronyms_of(&written.runs)
        .into_iter()
        .filter(|acronym| {
            let word = acronym.word.as_str();
            let is_acronym = word.len() <= MOST_LETTERS
                && word.bytes().all(|letter| letter.is_ascii_uppercase());
            is_acronym && !is_code(acronym) && !known.contains(word) && !EVERYDAY.contains(&word)
        })
        .collect();
    if unknown.is_empty() {
        return;
    }
    let shown = written.runs.iter().filter(|run| run.kind != RunKind::Alternative).map(Run::text);
    let whole = shown.collect::<Vec<_>>().join("\n");
    for acronym in unknown {
        if !is_explained(&whole, &acronym.word) && !is_shouted(&acronym) {
            findings.push(unexpanded_acronym(document, &acronym));
        }
    }
}

/// Whether it is part of the name of something, such as a form: "TH-D", "WOR-2".
fn is_code(acronym: &Acronym) -> bool {
    let after = acronym.after.strip_prefix('-').and_then(|after| after.chars().next());
    let is_name = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit();
    acronym.before.ends_with('-') || after.is_some_and(is_name)
}

/// Whether a text says what an acronym means: "multi-agency safeguarding hub (MASH)" or "MASH (the hub)".
fn is_explained(text: &str, word: &str) -> bool {
    text.contains(&format!("({word})")) || text.contains(&format!("{word} ("))
}

/// Whether the words beside it are in capitals too, as in "DO NOT DELETE".
fn is_shouted(acronym: &Acronym) -> bool {
    // "A" and "I" are capitals wherever a sentence begins.
    let is_word = |word: &&str| word.len() > 1;
    let is_capital = |word: &str| word.bytes().all(|letter| letter.is_ascii_uppercase());
    let before = acronym.before.split_whitespace().rev().find(is_word);
    let after = acronym.after.split_whitespace().find(is_word);
    before.into_iter().chain(after).any(is_capital)
}

fn ambiguous_term(name: &str, term: &Term, other: &Term) -> Finding {
    Finding::new(
        &AMBIGUOUS_TERM,
        term.place.clone(),
        format!("`{name}` is a name of `{}` and of `{}`", other.id, term.id),
        "make the two one term with aliases, or give each names of its own",
    )
    .with_note(other.place.clone(), "the other is here")
}

fn unexpanded_acronym(document: &Document, acronym: &Acronym) -> Finding {
    let word = &acronym.word;
    Finding::new(
        &UNEXPANDED_ACRONYM,
        Place::new(&document.file, acronym.span),
        format!("nothing says what `{word}` means in `{}`", document.id),
        format!(
            "write it out at its first use, as in `words in full ({word})`, or give it as `short` to a term of `registers/terms.yaml`"
        ),
    )
}

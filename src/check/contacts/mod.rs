//! Telephone numbers and e-mail addresses in the words of chapters: they belong in the register of
//! contacts, but for national lines, which may be written wherever they are needed. And the contacts
//! that texts cite: somebody must answer.

mod answered;
mod numbers;

use super::words::Written;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::Document;
use crate::manual::register::{Contact, Scope};
use crate::prose::run::Run;
use crate::resolve::Edition;
use crate::source::place::{Place, Span};
use jiff::civil::Date;
use numbers::{Found, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// A contact that is written out.
pub static CONTACT_IN_PROSE: Rule = Rule {
    code: "contact-in-prose",
    level: Level::Warning,
    what: "A text gives a telephone number or e-mail address that is not a national line of the contacts register.",
    why: "When it changes, the text goes on giving the old one, and a reader in another partnership is sent to the wrong place.",
    mend: "Put it into the contacts register or the partnership's file, and write `[[contact:ID]]`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&CONTACT_IN_PROSE, &answered::UNANSWERED_CONTACT];

/// Checks a text by what the registers know.
pub(super) fn check(
    edition: &Edition<'_>,
    written: &Written<'_>,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let document = written.document;
    let may_hold = |run: &&Run| run.text().bytes().any(|b| b.is_ascii_digit() || b == b'@');
    for run in written.runs.iter().filter(may_hold) {
        let letters = Letters::of(run);
        for found in numbers::all(&letters.text, &|plain| known.ids.contains_key(plain)) {
            if !known.allowed.contains(&found.plain) {
                findings.push(contact_in_prose(document, known, &found, letters.at(run, &found)));
            }
        }
    }
    answered::check(edition, document, findings);
}

/// What the registers know of numbers and addresses.
pub(super) struct Known<'m> {
    /// The id of a contact that has it.
    ids: BTreeMap<String, &'m str>,
    /// Those of the national lines of the day: the list of what may be written.
    allowed: BTreeSet<String>,
}

impl<'m> Known<'m> {
    /// That of a day.
    pub(super) fn of(manual: &'m Manual, date: Date) -> Self {
        let mut known = Self { ids: BTreeMap::new(), allowed: BTreeSet::new() };
        let local = manual.partnerships.values().flat_map(|partnership| &partnership.contacts);
        for contact in manual.registers.contacts.iter().chain(local) {
            let is_allowed = contact.scope == Scope::National && contact.dates.include(date);
            for plain in written_in(contact) {
                if is_allowed {
                    known.allowed.insert(plain.clone());
                }
                known.ids.entry(plain).or_insert(&contact.id);
            }
        }
        known
    }
}

/// The numbers and the address of a contact. What is nothing but digits is a number there, however short.
fn written_in(contact: &Contact) -> impl Iterator<Item = String> {
    let given = [&contact.telephone, &contact.email].into_iter().flatten();
    given.flat_map(|text| {
        let letters: Vec<char> =
            text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let digits: String = letters.iter().filter(|letter| letter.is_ascii_digit()).collect();
        let is_bare = letters.iter().all(|letter| letter.is_ascii_digit() || *letter == ' ');
        let found = numbers::all(&letters, &|_| false).into_iter().map(|found| found.plain);
        found.chain((is_bare && !digits.is_empty()).then_some(digits)).collect::<Vec<_>>()
    })
}

/// The letters of a run, each with the byte at which it begins.
struct Letters {
    text: Vec<char>,
    starts: Vec<usize>,
}

impl Letters {
    fn of(run: &Run) -> Self {
        let (starts, text) = run.text().char_indices().unzip();
        Self { text, starts }
    }

    /// The place of some letters, and the words there.
    fn at(&self, run: &Run, found: &Found) -> (Span, String) {
        let byte = |letter: usize| self.starts.get(letter).copied().unwrap_or(run.text().len());
        let words = self.text.get(found.range.clone()).unwrap_or_default().iter().collect();
        (run.span(byte(found.range.start)..byte(found.range.end)), words)
    }
}

fn contact_in_prose(
    document: &Document,
    known: &Known<'_>,
    found: &Found,
    (span, words): (Span, String),
) -> Finding {
    let what = match found.kind {
        Kind::Telephone => "telephone number",
        Kind::Email => "e-mail address",
    };
    let mend = match (known.ids.get(&found.plain), &document.id.partnership) {
        (Some(id), _) => format!("write `[[contact:{id}]]`"),
        (None, Some(partnership)) => format!(
            "put it into `partnerships/{partnership}.yaml` under `contacts`, and write `[[contact:ID]]` with its id"
        ),
        (None, None) => {
            "put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id"
                .to_owned()
        }
    };
    let message = format!("the {what} `{words}` is written in the text of `{}`", document.id);
    Finding::new(&CONTACT_IN_PROSE, Place::new(&document.file, span), message, mend)
}

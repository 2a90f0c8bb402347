//! House language: phrases of working texts that the register of terms advises against, with what to
//! write instead. It suggests and never rewrites.
//!
//! What an amendment says of itself is not checked: it is a minute, and often names the words that it replaced.

pub mod phrases;

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::Document;
use crate::manual::language::Avoided;
use crate::prose::run::{Run, RunKind, runs};
use crate::record::{Record, Standing};
use crate::resolve::{Edition, EditionChapter};
use crate::source::place::Place;
use jiff::civil::Date;
use phrases::Phrases;
use rayon::prelude::*;

/// A phrase that the register advises against.
pub static HOUSE_LANGUAGE: Rule = Rule {
    code: "house-language",
    level: Level::Advice,
    what: "A text uses words that the register of terms advises against; the level is that of the entry.",
    why: "Such words blame a child for what was done to them, hide who did it, or are out of date. Those who read them act on them.",
    mend: "Write what the entry prefers; where it says what must stay explicit, rewrite the sentence so that it does. Somebody's own words go between quotation marks or in `<q>`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&HOUSE_LANGUAGE];

/// Checks the working texts of the chapters that are not withdrawn, and of their additions, by the entries
/// that apply on the day.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let phrases = Phrases::of(&manual.registers, date);
    if phrases.is_empty() {
        return;
    }
    let record = Record::of(manual);
    let edition = Edition::working(manual, &record, date);
    let chapters: Vec<EditionChapter<'_>> = edition.chapters().collect();
    let found: Vec<Findings> = chapters
        .par_iter()
        .map(|shown| {
            let mut own = Findings::default();
            let additions = shown.chapter.additions.values().filter(|addition| {
                !matches!(record.standing(&addition.id, date), Standing::Withdrawn { .. })
            });
            for document in std::iter::once(&shown.chapter.regional).chain(additions) {
                check_document(document, &phrases, &mut own);
            }
            own
        })
        .collect();
    for own in found {
        findings.append(own);
    }
}

fn check_document(document: &Document, phrases: &Phrases<'_>, findings: &mut Findings) {
    let text = &document.working;
    let front = [Some(&text.title), text.subtitle.as_ref(), text.summary.as_ref()];
    let front = front.into_iter().flatten();
    let front = front.map(|part| Run::of_text(RunKind::Paragraph, &part.value, part.span));
    let mut folded = Vec::new();
    for run in front.chain(runs(&text.prose)) {
        for found in phrases.find(&run, document.id.chapter.as_str(), &mut folded) {
            let place = Place::new(&document.file, run.span(found.range.clone()));
            let written = run.text().get(found.range).unwrap_or_default();
            findings.push(house_language(place, written, found.entry));
        }
    }
}

fn house_language(place: Place, written: &str, entry: &Avoided) -> Finding {
    let Avoided { id, why, .. } = entry;
    let message = format!("`{written}` is language to avoid: {why}");
    let note = match &entry.source {
        Some(source) => format!("the entry `{id}` is here; source: {source}"),
        None => format!("the entry `{id}` is here; it is a preference of this manual"),
    };
    Finding::new(&HOUSE_LANGUAGE, place, message, mend(entry))
        .at_level(entry.level)
        .with_note(entry.place.clone(), note)
}

/// Where a softer word could hide a danger, it is never offered by itself.
fn mend(entry: &Avoided) -> String {
    let words = any_of(&entry.prefer);
    match &entry.keep_risk {
        None => format!("write {words}"),
        Some(risk) if words.is_empty() => {
            format!("leave these words out and keep the danger explicit: {risk}")
        }
        Some(risk) => format!(
            "rewrite the sentence, with {words} if that fits, and keep the danger explicit: {risk}"
        ),
    }
}

fn any_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

//! House language: phrases of working texts that the register of terms advises against, with what to
//! write instead. It suggests and never rewrites.
//!
//! What an amendment says of itself is not checked: it is a minute, and often names the words that it replaced.

pub mod phrases;

use super::words::Written;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::language::Avoided;
use crate::prose::run::{Run, RunKind};
use crate::source::place::Place;
use phrases::Phrases;

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

/// Checks a text, with its title, subtitle and summary, by the entries of a day.
pub(super) fn check(written: &Written<'_>, phrases: &Phrases<'_>, findings: &mut Findings) {
    if phrases.is_empty() {
        return;
    }
    let document = written.document;
    let text = &document.working;
    let front = [Some(&text.title), text.subtitle.as_ref(), text.summary.as_ref()];
    let front = front.into_iter().flatten();
    let front: Vec<Run> =
        front.map(|part| Run::of_text(RunKind::Paragraph, &part.value, part.span)).collect();
    let mut folded = Vec::new();
    for run in front.iter().chain(&written.runs) {
        for found in phrases.find(run, document.id.chapter.as_str(), &mut folded) {
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

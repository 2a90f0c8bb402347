//! Law and guidance that is named in words, without a reference.

use super::names::{Named, Names, is_year};
use crate::check::words::{Written, is_whole};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::document::Document;
use crate::prose::run::{Apart, Run, RunKind};
use crate::source::place::Place;
use std::ops::Range;

/// The register has it, and the text does not refer to it.
pub(super) static LAW_IN_PROSE: Rule = Rule {
    code: "law-in-prose",
    level: Level::Warning,
    what: "A text names an Act or guidance of the register of legislation, or nearly, without a reference to it.",
    why: "Without a reference nobody is told when it is amended, repealed or superseded, and a slip in its name stands uncorrected.",
    mend: "Write the reference that the message gives, with words of your own if the citation does not fit.",
};

/// The register does not have it.
pub(super) static UNREGISTERED_LAW: Rule = Rule {
    code: "unregistered-law",
    level: Level::Warning,
    what: "A text names an Act or other legislation that the register of legislation does not have.",
    why: "Whether it is in force, and whether there is such an Act at all, is kept and checked nowhere.",
    mend: "Add it to `registers/legislation.yaml`, and write `[[law:ID]]`.",
};

/// Words after which a year makes the title of a piece of legislation.
const KINDS: [&str; 5] = ["Act", "Regulations", "Order", "Measure", "Rules"];

/// Words in small letters that stand within a title.
const WITHIN: [&str; 14] =
    ["of", "and", "the", "for", "to", "in", "on", "with", "by", "at", "from", "or", "under", "as"];

/// Words with a capital that stand before a title at the beginning of a sentence.
const BEFORE: [&str; 18] = [
    "The", "A", "An", "Under", "See", "In", "By", "Both", "When", "If", "Since", "Although", "And",
    "For", "Of", "To", "Neither", "Part",
];

/// No title has more words.
const MOST_WORDS: usize = 20;

/// Checks the words of a text.
pub(in crate::check) fn check(written: &Written<'_>, names: &Names<'_>, findings: &mut Findings) {
    for run in &written.runs {
        check_run(written.document, names, run, findings);
    }
}

/// Quotations, titles of works and text alternatives hold no references.
fn check_run(document: &Document, names: &Names<'_>, run: &Run, findings: &mut Findings) {
    if run.is_quoted || run.kind == RunKind::Alternative {
        return;
    }
    let is_exempt =
        |range: &Range<usize>| run.is_apart(range, &[Apart::Quoted, Apart::Cited, Apart::Law]);
    let text = run.text();
    let titles = titles(text, names);
    let is_in_title = |range: &Range<usize>| {
        let next = titles.partition_point(|title| title.range.end <= range.start);
        titles.get(next).is_some_and(|title| title.range.start < range.end)
    };
    for (range, named) in names.find(text) {
        if is_in_title(&range) || is_exempt(&range) || is_part_of_heading(run, &range) {
            continue;
        }
        let edition = edition_after(text, &range).unwrap_or(range.end);
        let place = Place::new(&document.file, run.span(range.start..edition));
        let Some(words) = text.get(range.start..edition) else { continue };
        findings.push(if edition > range.end {
            unregistered_law(place, document, words)
        } else {
            let mend = mend(names, named, None, words);
            law_in_prose(place, document, &names.standing(named, None, words), &mend)
        });
    }
    for title in titles.iter().filter(|title| !is_exempt(&title.range)) {
        let place = Place::new(&document.file, run.span(title.whole.clone()));
        findings.push(title.finding(place, document, names, text));
    }
}

/// Whether a name without a year is a part of words that all have capitals, as in the heading
/// "Working Together With Families".
fn is_part_of_heading(run: &Run, range: &Range<usize>) -> bool {
    let text = run.text();
    let is_capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()));
    let words = text.get(range.clone()).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    run.kind == RunKind::Heading
        && words.contains(' ')
        && !words.split(' ').any(is_year)
        && after.starts_with(' ')
        && is_capital(after.split(' ').nth(1))
}

/// Where the year of an edition ends that follows a name without one: "Working Together 2018". Editions
/// that the register has are names of their own.
fn edition_after(text: &str, name: &Range<usize>) -> Option<usize> {
    let is_dated = text.get(name.clone())?.split(' ').any(is_year);
    let rest = text.get(name.end..)?;
    let opened = rest.strip_prefix(' ')?;
    let bare = opened.strip_prefix('(').unwrap_or(opened);
    let is_edition = !is_dated && bare.get(..4).is_some_and(is_year);
    let end = name.end + (rest.len() - bare.len()) + 4;
    (is_edition && is_whole(text, &(end - 4..end), '-')).then_some(end)
}

/// The title of a piece of legislation in a text.
struct Title<'t> {
    /// The title itself, with its year.
    range: Range<usize>,
    /// The same with "section 12 of the" before it, or ", section 12" after it.
    whole: Range<usize>,
    section: Option<&'t str>,
}

/// Every title with a year: "Children Act 1989", "Education (Student Support) Regulations 2019".
fn titles<'t>(text: &'t str, names: &Names<'_>) -> Vec<Title<'t>> {
    let mut titles = Vec::new();
    // Each has a year.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return titles;
    }
    for kind in KINDS {
        for (at, _) in text.match_indices(kind) {
            let year = at + kind.len() + 1..at + kind.len() + 5;
            let is_dated = text.get(at + kind.len()..year.start) == Some(" ")
                && text.get(year.clone()).is_some_and(is_year);
            if !is_dated || !is_whole(text, &(at..year.end), '-') {
                continue;
            }
            let Some(start) = beginning(text, at, year.end, names) else { continue };
            let (before, after) = (section_before(text, start), section_after(text, year.end));
            titles.push(Title {
                range: start..year.end,
                whole: match (before, after) {
                    (Some((_, from)), _) => from..year.end,
                    (None, Some((_, to))) => start..to,
                    (None, None) => start..year.end,
                },
                section: before.or(after).map(|(number, _)| number),
            });
        }
    }
    titles.sort_by_key(|title| title.range.start);
    titles
}

/// Where the title begins that has its kind, such as "Act", at `kind`; none if that has no name.
fn beginning(text: &str, kind: usize, end: usize, names: &Names<'_>) -> Option<usize> {
    let mut starts = Vec::new();
    let mut at = kind;
    while starts.len() < MOST_WORDS {
        let before = text.get(..at)?.strip_suffix(' ')?;
        let start = before.rfind(' ').map_or(0, |space| space + 1);
        let word = before.get(start..)?;
        let bare = word.trim_start_matches('(').trim_end_matches([',', ')']);
        let belongs = bare.starts_with(|c: char| c.is_uppercase()) || WITHIN.contains(&bare);
        if !belongs || bare.ends_with(['.', ':', ';', '?', '!']) {
            break;
        }
        starts.push((start, bare));
        at = start;
        if start == 0 {
            break;
        }
    }
    starts.reverse();
    let known = starts
        .iter()
        .find(|(start, _)| text.get(*start..end).is_some_and(|title| names.get(title).is_some()));
    let is_named = |(_, word): &&(usize, &str)| !WITHIN.contains(word) && !BEFORE.contains(word);
    known.or_else(|| starts.iter().find(is_named)).map(|(start, _)| *start)
}

/// The section that is named before a title, as in "section 12 of the Children Act 1989" or
/// "s.12 Children Act 1989", and where that begins.
fn section_before(text: &str, start: usize) -> Option<(&str, usize)> {
    let before = text.get(..start)?.strip_suffix(' ')?;
    let before = before.strip_suffix(" of the").or(before.strip_suffix(" of")).unwrap_or(before);
    let (rest, last) = before.rsplit_once(' ').unwrap_or(("", before));
    if let Some(number) = glued_section(last) {
        return Some((number, before.len() - last.len()));
    }
    let word = rest.rsplit(' ').next().filter(|word| is_section(word))?;
    is_number(last).then(|| (last, rest.len() - word.len()))
}

/// The section that is named after a title, as in "Children Act 1989, section 12", and where that ends.
fn section_after(text: &str, end: usize) -> Option<(&str, usize)> {
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix(", ").or(rest.strip_prefix(" (")).or(rest.strip_prefix(' '))?;
    let within = |letter: char| !letter.is_alphanumeric() && letter != '.';
    let first = rest.split(within).next()?.trim_end_matches('.');
    let number = match glued_section(first) {
        Some(number) => number,
        None if is_section(first) => {
            let after = rest.get(first.len()..)?.trim_start_matches('.').strip_prefix(' ')?;
            after.split(|letter: char| !letter.is_alphanumeric()).next()?
        }
        None => return None,
    };
    let at = text.len() - rest.len() + rest.find(number)? + number.len();
    let beyond = text.get(at..)?;
    let at = if beyond.starts_with(')') { at + 1 } else { at };
    (is_number(number) && !beyond.starts_with(" of ")).then_some((number, at))
}

fn is_section(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "section" | "s." | "s")
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(char::is_alphanumeric)
}

/// The number in "s.12" or "s12".
fn glued_section(word: &str) -> Option<&str> {
    let number = word.strip_prefix('s')?;
    Some(number.strip_prefix('.').unwrap_or(number)).filter(|number| is_number(number))
}

impl Title<'_> {
    fn finding(&self, place: Place, document: &Document, names: &Names<'_>, text: &str) -> Finding {
        let title = text.get(self.range.clone()).unwrap_or_default();
        let words = text.get(self.whole.clone()).unwrap_or(title);
        if let Some(named) = names.get(title) {
            let mend = mend(names, named, self.section, words);
            let words = names.standing(named, self.section, words);
            return law_in_prose(place, document, &words, &mend);
        }
        let meant = title.rsplit_once(' ').and_then(|(title, year)| names.nearest_act(title, year));
        let Some((meant, named)) = meant.and_then(|meant| Some((meant, names.get(meant)?))) else {
            return unregistered_law(place, document, title);
        };
        let mend = format!(
            "if `{meant}` is meant, {}; else add it to `registers/legislation.yaml`",
            mend(names, named, self.section, meant)
        );
        law_in_prose(place, document, &format!("`{words}`"), &mend)
    }
}

/// `named` is the words as they are written, and how what they name stands if it does not apply.
fn law_in_prose(place: Place, document: &Document, named: &str, mend: &str) -> Finding {
    let message = format!("{named} is named in the text of `{}` without a reference", document.id);
    Finding::new(&LAW_IN_PROSE, place, message, mend)
}

fn mend(names: &Names<'_>, named: Named<'_>, section: Option<&str>, words: &str) -> String {
    let id = &named.provision.id;
    let act = named.provision.act_id().unwrap_or(id);
    let of_section = section.map(|section| format!("{act}/{section}"));
    match of_section {
        Some(section) if names.has_entry(&section) => format!("write `[[law:{section}|{words}]]`"),
        Some(section) if !named.provision.kind.is_guidance() => format!(
            "add `{section}` to `registers/legislation.yaml`, and write `[[law:{section}|{words}]]`"
        ),
        _ if named.is_by_section => format!(
            "write `[[law:{id}|…]]` or cite another section, or add `{act}` to `registers/legislation.yaml`"
        ),
        _ => format!("write `[[law:{id}|{words}]]`"),
    }
}

fn unregistered_law(place: Place, document: &Document, title: &str) -> Finding {
    Finding::new(
        &UNREGISTERED_LAW,
        place,
        format!(
            "`{title}` is named in the text of `{}`, and the register does not have it",
            document.id
        ),
        "add it to `registers/legislation.yaml`, and write `[[law:ID]]` with its id",
    )
}

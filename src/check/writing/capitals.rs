//! Words in capitals, where they are not acronyms.

use crate::check::words::Written;
use crate::finding::{Findings, Level, Rule};
use crate::prose::run::{Run, RunKind};
use std::ops::Range;

/// A heading, or several words on end, in capitals.
pub static ALL_CAPITALS: Rule = Rule {
    code: "all-capitals",
    level: Level::Advice,
    what: "A heading, or four words or more on end, are in capitals.",
    why: "Capitals are slower to read, and some programs that read aloud spell them letter by letter.",
    mend: "Write small letters, and strong ones where it matters: `**Do not confront the parents.**` Acronyms are not meant.",
};

/// So many on end, in running text, are no list of acronyms.
const FEWEST_WORDS: usize = 4;
/// An acronym of more letters is rare.
const LONGEST_ACRONYM: usize = 7;

/// Short words that are no acronyms, one of which stands in nearly every phrase.
const COMMON: [&str; 44] = [
    "A", "ALL", "ALWAYS", "AN", "AND", "ANY", "ARE", "AS", "AT", "BE", "BY", "CALL", "CAN",
    "CHILD", "DO", "FOR", "FROM", "HOW", "IF", "IN", "IS", "IT", "MUST", "NEVER", "NO", "NOT",
    "NOW", "OF", "ON", "ONLY", "OR", "POLICE", "SHOULD", "THE", "THEY", "THIS", "TO", "WHAT",
    "WHEN", "WHERE", "WHO", "WITH", "YOU", "YOUR",
];

/// Checks the title, the headings and the running text.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    let title = &written.document.working.title;
    let title = Run::of_text(RunKind::Heading, &title.value, title.span);
    for run in std::iter::once(&title).chain(&written.runs) {
        for range in shouted(run.text(), run.kind == RunKind::Heading) {
            let words = run.text().get(range.clone()).unwrap_or_default().to_owned();
            findings.push(written.finding(
                &ALL_CAPITALS,
                run.span(range),
                format!("`{words}` is in capitals"),
                "write it in small letters, and `**strong**` where it matters",
            ));
        }
    }
}

/// Where words on end are in capitals: four or more, or all of a heading.
fn shouted(text: &str, is_heading: bool) -> Vec<Range<usize>> {
    // Most texts have not enough capitals for it. Those of other alphabets are not ASCII.
    let may_be_capital = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    if text.bytes().filter(may_be_capital).count() < if is_heading { 2 } else { FEWEST_WORDS } {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut current: Option<(Range<usize>, usize, bool)> = None;
    let (mut at, mut n_others) = (0, 0);
    for word in text.split(' ') {
        let range = at..at + word.len();
        at += word.len() + 1;
        // Most words have a small letter, and need no second look.
        if word.contains(|c: char| c.is_alphabetic() && !c.is_uppercase()) {
            n_others += 1;
            found.extend(current.take());
            continue;
        }
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        if !letters.is_empty() {
            let is_plain = COMMON.contains(&letters.as_str()) || letters.len() > LONGEST_ACRONYM;
            // “A” and “I” begin sentences too.
            let counts = is_plain && letters.len() > 1;
            let (whole, n, plain) = current.take().unwrap_or((range.clone(), 0, false));
            current = Some((whole.start..range.end, n + 1, plain || counts));
            if word.ends_with(['.', '!', '?']) {
                found.extend(current.take());
            }
        }
    }
    found.extend(current);
    let is_enough = |n: usize| n >= FEWEST_WORDS || (is_heading && n_others == 0);
    let shouted = found.into_iter().filter(|(_, n, is_plain)| *is_plain && is_enough(*n));
    shouted.map(|(range, ..)| trimmed(text, range)).collect()
}

/// Without the punctuation at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let is_mark = |c: char| !c.is_alphanumeric();
    let start = range.start + words.len() - words.trim_start_matches(is_mark).len();
    start..range.end - (words.len() - words.trim_end_matches(is_mark).len())
}

#[cfg(test)]
mod tests {
    use super::shouted;

    fn found(text: &str, is_heading: bool) -> Vec<&str> {
        shouted(text, is_heading).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn four_words_on_end_are_shouted_and_acronyms_are_not() {
        assert_eq!(found("Stop. DO NOT WAIT 5 MINUTES, ring.", false), ["DO NOT WAIT 5 MINUTES"]);
        for text in [
            "Tell the DSL, SENCO, LADO, MASH and CAMHS.",
            "DO NOT wait",
            "Use the LW. DO NOT WAIT.",
            "Ask CEOP, IWF and NSPCC. A DSL may.",
            "KCSIE, WT, MAPPA, MARAC, PVP, CAFCASS",
        ] {
            assert!(found(text, false).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_heading_is_shouted_if_all_of_it_is_and_it_is_no_acronym() {
        assert_eq!(found("WHAT TO DO", true), ["WHAT TO DO"]);
        assert_eq!(found("RESPONDING", true), ["RESPONDING"]);
        for text in ["FGM", "MASH", "What to do NOW", "CSE, CCE", "999"] {
            assert!(found(text, true).is_empty(), "{text}");
        }
    }
}

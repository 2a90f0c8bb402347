//! Sentences and paragraphs that are too long to be read at once.

use super::{Written, sentences};
use crate::finding::{Findings, Level, Rule};
use crate::prose::run::{Apart, RunKind};

/// A very long sentence.
pub static LONG_SENTENCE: Rule = Rule {
    code: "long-sentence",
    level: Level::Advice,
    what: "A sentence has more than 40 words.",
    why: "People read these texts in a hurry and under stress; beyond 25 words they begin to lose the thread, and beyond 40 most read the sentence twice.",
    mend: "Make two sentences of it, or a list.",
};

/// A very long paragraph.
pub static LONG_PARAGRAPH: Rule = Rule {
    code: "long-paragraph",
    level: Level::Advice,
    what: "A paragraph has more than 150 words.",
    why: "On a telephone it fills the screen, and nobody finds in it what is to be done.",
    mend: "Give each thought a paragraph of its own, or make a list of steps.",
};

const MOST_WORDS_OF_SENTENCE: usize = 40;
const MOST_WORDS_OF_PARAGRAPH: usize = 150;

/// Checks what is the writer's own: the sentences of a quotation are as they are.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    for run in written.runs.iter().filter(|run| !run.is_quoted) {
        if !matches!(run.kind, RunKind::Paragraph | RunKind::Cell) {
            continue;
        }
        for range in sentences::of(run.text()) {
            let n =
                count(run.text().get(range.clone()).unwrap_or_default(), MOST_WORDS_OF_SENTENCE);
            if n > MOST_WORDS_OF_SENTENCE && !run.is_apart(&range, &[Apart::Quoted]) {
                findings.push(written.finding(
                    &LONG_SENTENCE,
                    run.span(range),
                    format!("this sentence has {n} words"),
                    "make two sentences of it, or a list",
                ));
            }
        }
        let n = count(run.text(), MOST_WORDS_OF_PARAGRAPH);
        if n > MOST_WORDS_OF_PARAGRAPH {
            findings.push(written.finding(
                &LONG_PARAGRAPH,
                run.span(0..run.text().trim_end().len()),
                format!("this paragraph has {n} words"),
                "give each thought a paragraph of its own, or make a list of steps",
            ));
        }
    }
}

/// The number of words, where there may be more than `most`: there is no more than one after each space.
fn count(text: &str, most: usize) -> usize {
    let n_spaces = text.bytes().filter(|byte| *byte == b' ').count();
    if n_spaces < most { 0 } else { sentences::count_words(text) }
}

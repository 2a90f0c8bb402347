//! Sentences: where each begins and ends in a run of plain words.

use crate::prose::run::GAP;
use std::ops::Range;

/// Shortened words whose full stop ends no sentence, in lower case.
const SHORTENED: [&str; 38] = [
    "anon", "app", "approx", "arg", "art", "arts", "cf", "ch", "cl", "cllr", "dr", "e.g", "ed",
    "eds", "eg", "fig", "hon", "i.e", "ie", "mr", "mrs", "ms", "no", "nos", "para", "paras", "pp",
    "prof", "reg", "regs", "rev", "s", "sch", "sgt", "ss", "st", "viz", "vol",
];

/// How far behind an end the next word is looked for, in letters.
const NEAR: usize = 20;

/// The sentences of a text. One ends with `.`, `?`, `!` or `…`, and whatever closes behind it, where a
/// space follows and then no small letter.
pub(super) fn of(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        // Before most spaces there is a letter.
        let last = at.checked_sub(1).and_then(|last| text.as_bytes().get(last));
        if last.is_none_or(u8::is_ascii_alphanumeric)
            || !ends(text.get(start..at).unwrap_or_default(), text.get(at + 1..))
        {
            continue;
        }
        sentences.extend(trimmed(text, start..at));
        start = at + 1;
    }
    sentences.extend(trimmed(text, start..text.len()));
    sentences
}

/// The number of words in a text; what is no word, such as a reference without words, counts as one.
pub(super) fn count_words(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == GAP;
    text.split(' ').filter(|word| word.contains(is_word)).count()
}

fn ends(before: &str, after: Option<&str>) -> bool {
    let closed = before.trim_end_matches(['"', '\'', '”', '’', ')', ']', '*']);
    let Some(end) = closed.chars().next_back() else { return false };
    let next =
        after.and_then(|after| after.chars().take(NEAR).find(|c| c.is_alphanumeric() || *c == GAP));
    if !matches!(end, '.' | '?' | '!' | '…') || next.is_some_and(char::is_lowercase) {
        return false;
    }
    if end != '.' || closed.len() < before.len() {
        return true;
    }
    let stem = closed.trim_end_matches('.');
    let word = stem.rsplit(' ').next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !is_initial && !SHORTENED.contains(&word.to_lowercase().as_str())
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let sentence = text.get(range.clone())?;
    let start = range.start + sentence.len() - sentence.trim_start().len();
    let length = sentence.trim().len();
    (length > 0).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::{count_words, of};

    fn sentences(text: &str) -> Vec<&str> {
        of(text).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn a_sentence_ends_where_the_next_one_begins() {
        assert_eq!(
            sentences("Stop. Do not wait! “Is it safe?” Yes (it is). Ring"),
            ["Stop.", "Do not wait!", "“Is it safe?”", "Yes (it is).", "Ring"]
        );
        assert_eq!(
            sentences("It closes at 5.30pm. 999 never closes."),
            ["It closes at 5.30pm.", "999 never closes."]
        );
        assert_eq!(sentences("Open until 5 p.m. Then ring."), ["Open until 5 p.m.", "Then ring."]);
    }

    #[test]
    fn shortened_words_end_no_sentence() {
        for text in [
            "Under s. 47 and s.15, i.e. the Act, Dr. Jones (no. 3 St. Mary's) acts, e.g. at once.",
            "See paras. 3 to 5 and reg. 2 of the Regulations.",
            "J. A. Smith v. the Crown",
            "He asked “why?” and left at 5.30 p.m. on Monday",
            "Wait … and see",
        ] {
            assert_eq!(sentences(text), [text]);
        }
        assert!(sentences("").is_empty());
    }

    #[test]
    fn words_are_what_has_letters_or_stands_for_some() {
        assert_eq!(count_words("Ring \u{fffc} – at 5.30pm, don't wait."), 6);
    }
}

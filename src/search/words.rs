//! Words as search knows them: what a text is cut into.
//!
//! The browser cuts questions and excerpts in the same way (`words` in `assets/search.js`), and
//! `tests/search/words.json` holds both to it. Unicode's own boundaries are not used, because no browser
//! has them in a form that can be relied on.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text in lower case and without accents: `Gwŷdd` is `gwydd`.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    Cow::Owned(text.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect())
}

/// Calls `visit` for every word of a text, in order. A section of an Act is one word, however it is
/// written: `section 47`, `s.47` and `S47` are all `s47`; its number is given as well, as `true`.
pub fn each_word(text: &str, visit: &mut impl FnMut(&str, bool)) {
    let text = folded(text);
    let mut before: Option<String> = None;
    each_plain(&text, &mut |word| {
        if let Some(section) = before.take() {
            if is_number(word) {
                visit(&format!("s{word}"), false);
                visit(word, true);
                return;
            }
            visit(&section, false);
        }
        if SECTION.contains(&word) {
            before = Some(word.to_owned());
        } else {
            visit(word, false);
        }
    });
    if let Some(section) = before {
        visit(&section, false);
    }
}

/// The words of a text, in order, without the numbers that stand in a word already.
pub fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, &mut |word, is_part| {
        if !is_part {
            all.push(word.to_owned());
        }
    });
    all
}

/// What a section of an Act is called before its number.
const SECTION: [&str; 7] = ["s", "ss", "sec", "sect", "section", "sections", "adran"];

/// Whether a word is the number of a section: `47`, `66b`, `16ea`.
fn is_number(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    letters.len() < word.len()
        && letters.len() <= 2
        && letters.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Runs of letters and digits. A full stop between digits belongs to the word (`2.5`); an apostrophe
/// within a word is dropped, with the `s` of a genitive.
fn each_plain(text: &str, visit: &mut impl FnMut(&str)) {
    let mut word = String::new();
    let mut genitive = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next_is = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>, f: fn(char) -> bool| {
            rest.peek().is_some_and(|next| f(*next))
        };
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        let after_digit = word.ends_with(|last: char| last.is_ascii_digit());
        if c == '.' && after_digit && next_is(&mut rest, |next| next.is_ascii_digit()) {
            word.push(c);
        } else if matches!(c, '\'' | '’' | 'ʼ')
            && !word.is_empty()
            && next_is(&mut rest, char::is_alphanumeric)
        {
            genitive = Some(word.len());
        } else {
            end_word(&mut word, &mut genitive, visit);
        }
    }
    end_word(&mut word, &mut genitive, visit);
}

fn end_word(word: &mut String, genitive: &mut Option<usize>, visit: &mut impl FnMut(&str)) {
    if let Some(at) = genitive.take()
        && word.get(at..) == Some("s")
    {
        word.truncate(at);
    }
    if !word.is_empty() {
        visit(word);
        word.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, words};

    #[test]
    fn words_are_cut_as_the_browser_cuts_them() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/search/words.json")).unwrap();
        for case in cases.as_array().unwrap() {
            let text = case["text"].as_str().unwrap();
            let expected: Vec<&str> =
                case["words"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(folded("Gŵyl CAFÉ"), "gwyl cafe");
    }
}

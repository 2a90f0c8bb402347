//! Letters: what no font of the theme can show is replaced, visibly, and told of. A print with a
//! letter that is not there would tell nobody that something is missing.

use serde_json::Value;
use std::collections::BTreeSet;

/// Replaces the letters for which `has` is false in every string of a value, and gives them.
pub fn replace(value: &mut Value, has: &impl Fn(char) -> bool) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    visit(value, &mut |words| {
        if words.chars().all(|letter| is_shown(letter, has)) {
            return;
        }
        *words = replaced(words, has, &mut missing);
    });
    missing
}

/// The recursion is as deep as the value, which is as deep as a print can be.
fn visit(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(words) => change(words),
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, change)),
        Value::Object(fields) => fields.values_mut().for_each(|value| visit(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Letters that every font has, and the line end in code.
fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\n')
}

/// Whether a letter is printed as it is. No font has a shape for a control character, whatever it says.
fn is_shown(letter: char, has: &impl Fn(char) -> bool) -> bool {
    is_plain(letter) || (has(letter) && !letter.is_control())
}

fn replaced(words: &str, has: &impl Fn(char) -> bool, missing: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter == '\t' {
            out.push_str("    ");
        } else if is_shown(letter, has) {
            out.push(letter);
        } else if !is_invisible(letter) {
            missing.insert(letter);
            out.push_str(&shown(letter));
        }
    }
    out
}

/// Words in which every very long one can be parted at a line's end: what leaves the sheet is lost.
pub fn parted(words: &str) -> String {
    if words.split([' ', '\n']).all(|word| word.len() <= LONGEST) {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len() + words.len() / LONGEST * PART.len_utf8());
    let mut n_joined = 0;
    for letter in words.chars() {
        n_joined = if letter.is_whitespace() { 0 } else { n_joined + 1 };
        if n_joined > LONGEST {
            out.push(PART);
            n_joined = 1;
        }
        out.push(letter);
    }
    out
}

/// A word of more letters may not fit into a line.
const LONGEST: usize = 36;

/// Not seen; a line may end here.
const PART: char = '\u{200b}';

/// What stands in the place of a letter.
pub fn shown(letter: char) -> String {
    format!("[U+{:04X}]", u32::from(letter))
}

/// What joins, parts or varies other letters, and is itself not seen.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\r' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{parted, replace};
    use serde_json::json;

    #[test]
    fn what_no_font_has_is_shown_by_its_number() {
        let mut value = json!({ "a": ["A family 👩‍👧: é", { "b": "plain\ttab" }], "n": 1 });
        let missing = replace(&mut value, &|letter| letter == 'é');
        let expected =
            json!({ "a": ["A family [U+1F469][U+1F467]: é", { "b": "plain    tab" }], "n": 1 });
        assert_eq!(value, expected);
        assert_eq!(missing.into_iter().collect::<String>(), "👧👩");
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_can_be_parted() {
        let parts: Vec<usize> = parted(&"x".repeat(80)).split('\u{200b}').map(str::len).collect();
        assert_eq!(parts, [36, 36, 8]);
        let words = "the-multi-agency-safeguarding-hub and others ".repeat(9);
        assert_eq!(parted(&words), words);
    }

    #[test]
    fn control_characters_are_never_printed() {
        let mut value = json!("a\u{7}b\u{85}c");
        replace(&mut value, &|_| true);
        assert_eq!(value, json!("a[U+0007]b[U+0085]c"));
    }
}

//! What in a run of words is a telephone number or an e-mail address.
//!
//! The shapes of numbers are those of Ofcom's National Telephone Numbering Plan. A short code such as
//! 101 is a number only where the words around it say to call it: elsewhere it is a count or a section.

use crate::prose::run::GAP;
use std::ops::Range;

/// A number or an address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands, in letters.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
    /// It, whatever way it was written: digits with the 0 of the United Kingdom, or small letters.
    pub(super) plain: String,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
}

/// Words after which a short code is called.
const CALLING: &[&str] = &[
    "call",
    "called",
    "calling",
    "calls",
    "dial",
    "dialling",
    "nhs",
    "phone",
    "phoning",
    "ring",
    "ringing",
    "tel",
    "telephone",
    "telephoning",
    "text",
    "texting",
];

/// Words that make "the police: 101" and "the police (101)" a number to call, beside those of calling.
const ANSWERING: &[&str] =
    &["ambulance", "emergencies", "emergency", "helpline", "hotline", "line", "police"];

/// Words that make "on 101" a number to call.
const REACHING: &[&str] =
    &["contact", "contacting", "reach", "report", "reporting", "speak", "tell"];

/// Words between a word of calling and a number: "call the police on 101 or 999".
const JOINING: &[&str] = &["and", "either", "number", "on", "or", "to"];

/// Words that may follow a number. Any other word is probably what is counted: "phone 101 parents".
const FOLLOWING: &[&str] = &[
    "and",
    "as",
    "at",
    "because",
    "before",
    "first",
    "for",
    "from",
    "if",
    "immediately",
    "in",
    "instead",
    "now",
    "only",
    "or",
    "so",
    "straight",
    "then",
    "to",
    "unless",
    "until",
    "when",
    "where",
    "while",
    "without",
];

/// How far back a word of calling is looked for, in letters.
const FAR: usize = 120;

/// The numbers and addresses of a text, in order. Where two readings are possible, `is_known` decides.
pub(super) fn all(text: &[char], is_known: &impl Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at) {
        let next = match letter {
            '0'..='9' | '+' | '(' => {
                number_at(text, at, is_known).or_else(|| short_code_at(text, at))
            }
            '@' => email_around(text, at),
            _ => None,
        };
        at = next.as_ref().map_or(at + 1, |next| next.range.end);
        found.extend(next);
    }
    found
}

/// The number that begins here: the longest, or one that is known.
fn number_at(text: &[char], start: usize, is_known: &impl Fn(&str) -> bool) -> Option<Found> {
    if !may_begin(text, start) {
        return None;
    }
    let mut best: Option<Found> = None;
    let (mut digits, mut n_groups, mut gap, mut is_whole) = (String::new(), 0, 0, false);
    for (at, letter) in text.iter().enumerate().skip(start) {
        match letter {
            '0'..='9' => {
                digits.push(*letter);
                gap = 0;
            }
            '+' if digits.is_empty() && gap <= 1 => {
                is_whole = true;
                continue;
            }
            ' ' | '-' | '(' | ')' | '.' if gap < 2 && !ends_sentence(text, at) => {
                if gap == 0 && !is_whole && !is_area_code(&digits, n_groups) {
                    break;
                }
                n_groups += usize::from(gap == 0 && !digits.is_empty());
                gap += 1;
                continue;
            }
            _ => break,
        }
        if digits.len() > 15 {
            break;
        }
        let Some(plain) = may_end(text, at + 1).then(|| national(&digits, is_whole)).flatten()
        else {
            continue;
        };
        // Ten figures in one are seldom a number: those areas write the area's code apart.
        if n_groups == 0 && plain.len() == 10 && plain.starts_with("01") {
            continue;
        }
        let is_sure = is_known(&plain) || plain.len() == 8;
        best = Some(Found { range: start..at + 1, kind: Kind::Telephone, plain });
        if is_sure {
            break;
        }
    }
    // A bracket that is not closed within the number is none of its own.
    let is_open = |found: &Found| {
        text.get(start) == Some(&'(')
            && !text.get(found.range.clone()).is_some_and(|t| t.contains(&')'))
    };
    best.filter(|found| !is_open(found) && !is_isbn(text, start))
}

/// Whether what begins here is said to be the number of a book.
fn is_isbn(text: &[char], start: usize) -> bool {
    words_before(text, start).iter().rev().take(2).any(|word| word == "isbn")
}

/// Whether there is a full stop here, and not one within a number.
fn ends_sentence(text: &[char], at: usize) -> bool {
    text.get(at) == Some(&'.') && !text.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// Whether the first figures of a number may stand apart: a date begins with two figures, an area's
/// code has three at least, and four if it begins with 01.
fn is_area_code(digits: &str, n_groups: usize) -> bool {
    n_groups > 0
        || digits.is_empty()
        || digits.len() >= if digits.starts_with("01") { 4 } else { 3 }
}

/// The number as it is dialled within the United Kingdom, if the plan has such a number.
fn national(digits: &str, is_international: bool) -> Option<String> {
    let abroad =
        if is_international { digits.strip_prefix("44") } else { digits.strip_prefix("0044") };
    let plain = match abroad {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None if is_international => return None,
        None => digits.to_owned(),
    };
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| plain.starts_with(prefix));
    let is_number = match plain.len() {
        8 => plain == "08001111" || begins(&["0845464"]),
        10 => begins(&["01", "0500", "0800"]),
        11 => begins(&["01", "02", "03", "05", "07", "08", "09"]),
        _ => false,
    };
    is_number.then_some(plain)
}

/// The short code that begins here, if the words around it say that it is to be called. Those for
/// text messages begin with 6, 7 or 8.
fn short_code_at(text: &[char], start: usize) -> Option<Found> {
    if !may_begin(text, start) {
        return None;
    }
    let end = end_of_digits(text, start);
    let mut range = start..end;
    let mut plain: String = text.get(range.clone())?.iter().collect();
    if plain == "116" && matches!(text.get(end), Some(' ')) {
        range.end = end_of_digits(text, end + 1);
        plain.extend(text.get(end + 1..range.end)?);
    }
    let is_for_texts = plain.len() == 5 && plain.starts_with(['6', '7', '8']);
    let is_code = match plain.len() {
        3 => matches!(plain.as_str(), "101" | "105" | "111" | "112" | "119" | "999"),
        5 => plain.starts_with("1800") || is_for_texts,
        6 => plain.starts_with("116"),
        _ => false,
    };
    if !is_code || !may_end(text, range.end) || !ends_a_call(text, range.end) {
        return None;
    }
    let words = words_before(text, start);
    let has_text = words.iter().any(|word| matches!(word.as_str(), "text" | "texting"));
    let is_called = says_to_call(&words) || names_who_answers(text, start, &words);
    (is_called && (has_text || !is_for_texts)).then_some(Found {
        range,
        kind: Kind::Telephone,
        plain,
    })
}

fn end_of_digits(text: &[char], start: usize) -> usize {
    let n_digits = text.iter().skip(start).take_while(|letter| letter.is_ascii_digit()).count();
    start + n_digits
}

fn says_to_call(words: &[String]) -> bool {
    let is_in = |list: &[&str], word: &String| list.contains(&word.as_str());
    let Some((last, before)) = words.split_last() else { return false };
    let is_code = last.bytes().all(|b| b.is_ascii_digit());
    is_in(CALLING, last)
        || ((is_in(JOINING, last) || is_code) && before.iter().any(|word| is_in(CALLING, word)))
        || (last == "on" && before.iter().any(|word| is_in(REACHING, word)))
}

/// Whether a number stands after a colon or in brackets behind the words for who answers it.
fn names_who_answers(text: &[char], start: usize, words: &[String]) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let last = before.iter().rev().find(|letter| **letter != ' ');
    let is_in =
        |word: &String| [CALLING, ANSWERING].iter().any(|list| list.contains(&word.as_str()));
    matches!(last, Some(':' | '(')) && words.iter().any(is_in)
}

fn ends_a_call(text: &[char], end: usize) -> bool {
    match text.get(end) {
        None => true,
        Some(' ') => {
            let rest = text.iter().skip(end + 1);
            let word: String = rest.take_while(|letter| letter.is_alphabetic()).collect();
            match text.get(end + 1) {
                Some(letter) if letter.is_alphanumeric() => {
                    FOLLOWING.contains(&word.to_lowercase().as_str())
                }
                _ => true,
            }
        }
        Some(letter) => {
            *letter == GAP || "/.,;:!?)]\"'\u{2019}\u{201d}\u{2013}\u{2014}".contains(*letter)
        }
    }
}

/// The words of the same sentence before a place, in small letters.
fn words_before(text: &[char], end: usize) -> Vec<String> {
    let before = text.get(end.saturating_sub(FAR)..end).unwrap_or_default();
    let sentence = before.rsplit(|letter| matches!(*letter, '.' | '!' | '?' | GAP)).next();
    let words = sentence.unwrap_or_default().split(|letter| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(|word| word.iter().flat_map(|letter| letter.to_lowercase()).collect())
        .collect()
}

/// Whether a number may begin here, and not within another number, an amount or an address.
fn may_begin(text: &[char], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    before.is_none_or(|b| !b.is_alphanumeric() && !"./-_=@#£$€%,+".contains(*b))
}

/// Whether a number may end here: no word and no decimal goes on.
fn may_end(text: &[char], end: usize) -> bool {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    match text.get(end) {
        None => true,
        Some('.' | ',' | ':') => !is_digit(end + 1),
        Some(letter) => !letter.is_alphanumeric() && !"%@_".contains(*letter),
    }
}

/// The e-mail address around an `@`: a name, and a host with a dot in it.
fn email_around(text: &[char], at: usize) -> Option<Found> {
    let before = text.get(..at)?.iter().rev();
    let is_in_name = |letter: &&char| letter.is_alphanumeric() || "._%+-'".contains(**letter);
    let start = at - before.take_while(is_in_name).count();
    let start = start + text.get(start..at)?.iter().take_while(|c| "'.".contains(**c)).count();
    let rest = text.get(at + 1..)?;
    let is_in_host = |letter: &&char| letter.is_alphanumeric() || ".-".contains(**letter);
    let host: String = rest.iter().take_while(is_in_host).collect();
    let host = host.trim_end_matches(['.', '-']);
    let (_, last) = host.rsplit_once('.')?;
    let is_address = start < at
        && !host.starts_with('.')
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic)
        && !is_in_web_address(text, start);
    let range = start..at + 1 + host.chars().count();
    let plain: String = text.get(range.clone())?.iter().flat_map(|c| c.to_lowercase()).collect();
    is_address.then_some(Found { range, kind: Kind::Email, plain })
}

/// Whether the word in which a place stands began as the address of a page.
fn is_in_web_address(text: &[char], start: usize) -> bool {
    let before = text.get(start.saturating_sub(FAR)..start).unwrap_or_default();
    let word = before.rsplit(|letter| letter.is_whitespace()).next().unwrap_or_default();
    word.windows(3).any(|three| three == [':', '/', '/'])
}

#[cfg(test)]
mod tests {
    use super::all;

    fn found(text: &str) -> Vec<(String, String)> {
        let letters: Vec<char> = text.chars().collect();
        let found = all(&letters, &|plain| plain == "0800789321").into_iter();
        found.map(|found| (letters[found.range].iter().collect(), found.plain)).collect()
    }

    #[track_caller]
    fn expect(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for (written, plain) in [
            ("01632 960101", "01632960101"),
            ("01632-960-101", "01632960101"),
            ("(01632) 960101", "01632960101"),
            ("01632960101", "01632960101"),
            ("020 7946 0958", "02079460958"),
            ("(020) 7946 0958", "02079460958"),
            ("+44 1632 960101", "01632960101"),
            ("+44 (0)1632 960101", "01632960101"),
            ("(+44) 1632 960101", "01632960101"),
            ("0044 1632 960101", "01632960101"),
            ("07700 900123", "07700900123"),
            ("0800 1111", "08001111"),
            ("0845 46 47", "08454647"),
            ("016977 2345", "0169772345"),
            ("0121.496.0000", "01214960000"),
        ] {
            expect(&format!("The hub: {written}."), &[(written, plain)]);
            expect(written, &[(written, plain)]);
        }
    }

    #[test]
    fn what_follows_a_number_is_not_of_it() {
        expect("0800 1111 24 hours a day", &[("0800 1111", "08001111")]);
        expect("0800 789 321 9 to 5", &[("0800 789 321", "0800789321")]);
        expect("020 7946 0001/2", &[("020 7946 0001", "02079460001")]);
        expect("The hub (01632 960101)", &[("01632 960101", "01632960101")]);
        expect("01632 960101. 2 of them", &[("01632 960101", "01632960101")]);
        expect("01632 960101, 9am", &[("01632 960101", "01632960101")]);
        expect(
            "01632 960101 01632 960102",
            &[("01632 960101", "01632960101"), ("01632 960102", "01632960102")],
        );
    }

    #[test]
    fn other_figures_are_no_numbers() {
        for text in [
            "In 2025 2026 and 1989 2004",
            "01-02-2026 01-03-2026",
            "on 2026-06-01 10 11 12",
            "01/02/2026 10:30",
            "ages 0 to 18, 10-17 and 13 16 18",
            "£01632960101 and 1,016,329,601",
            "version 1.01632960101",
            "ISBN 0198526636 and ISBN-10: 0198526636",
            "978-0198526636",
            "0800-1700",
            "NHS number 943 476 5919",
            "https://example.org/01632960101",
            "A01632960101 01632960101a",
            "+353 1 234 5678",
            "0-19-852663-6",
            "At 0800. 1111 people came",
            "012 345 678 90",
            "0123456789",
            "0.1632960101 and 0.1.2.3.4.5.6.7.8.9",
        ] {
            expect(text, &[]);
        }
    }

    #[test]
    fn a_short_code_is_a_number_where_it_is_called() {
        expect("Call 999.", &[("999", "999")]);
        expect("Dial 999 now", &[("999", "999")]);
        expect("Contact the police on 101 or go there", &[("101", "101")]);
        expect("Call 999, 101 or NHS 111!", &[("999", "999"), ("101", "101"), ("111", "111")]);
        expect("phone the hotline on 116 000", &[("116 000", "116000")]);
        expect("Ring the police: 999. Police (101)", &[("999", "999"), ("101", "101")]);
        expect("Call 999/112 now", &[("999", "999")]);
        expect("text SHOUT to 85258", &[("85258", "85258")]);
        for text in [
            "section 101 and paragraph 999",
            "We called 101 families.",
            "Phone 111 parents",
            "101 children were seen",
            "In all, 999.",
            "calls on 101 occasions",
            "a score of 111",
            "a 999 call",
            "Police: 101 arrests",
            "see the note (101)",
            "ring 101.5",
            "Call them. 101 of them",
            "text of 85258 words",
            "call 116 times",
        ] {
            expect(text, &[]);
        }
    }

    #[test]
    fn an_address_has_a_name_and_a_host() {
        expect(
            "Write to Hub.Team@Example.org.",
            &[("Hub.Team@Example.org", "hub.team@example.org")],
        );
        expect("(a+b@c-d.gov.uk)", &[("a+b@c-d.gov.uk", "a+b@c-d.gov.uk")]);
        for text in ["@name", "a@b", "me @ home.org", "a@b.1", "https://a@b.org/", "a@.org", "@"] {
            expect(text, &[]);
        }
    }
}

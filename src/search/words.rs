//! Words as search knows them: what a text is cut into, and which words are forms of one.
//!
//! The browser cuts questions and excerpts in the same way (`words` in `assets/search.js`), and
//! `tests/search/words.json` holds both to it. Unicode's own boundaries are not used, because no browser
//! has them in a form that can be relied on.

use rust_stemmers::{Algorithm, Stemmer};
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

/// What is particular to a language.
pub struct Language {
    stemmer: Option<Stemmer>,
}

impl Language {
    /// By a BCP 47 tag. Of English the forms of words are known; of others each word is itself alone.
    pub fn of(tag: &str) -> Self {
        let is_english = tag.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("en"));
        Self { stemmer: is_english.then(|| Stemmer::create(Algorithm::English)) }
    }

    /// What all forms of a word have in common.
    pub fn stem(&self, word: &str) -> String {
        let Some(stemmer) = &self.stemmer else { return word.to_owned() };
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return word.to_owned();
        }
        let base = IRREGULAR.iter().find(|(form, _)| *form == word).map_or(word, |(_, base)| base);
        let stem = stemmer.stem(base);
        match IRREGULAR.iter().find(|(form, _)| *form == stem) {
            Some((_, base)) => stemmer.stem(base).into_owned(),
            None => stem.into_owned(),
        }
    }

    /// The words for which a word that people type stands, too: `siblings` for brothers and sisters.
    pub fn everyday(&self) -> &'static [(&'static str, &'static [&'static str])] {
        if self.stemmer.is_some() { EVERYDAY } else { &[] }
    }

    /// What people type when they want to ring someone.
    pub fn ringing(&self) -> &'static [&'static str] {
        if self.stemmer.is_some() {
            &["phone number", "telephone number", "contact details"]
        } else {
            &[]
        }
    }

    /// Words that say little: they are looked for in titles and names alone.
    pub fn common(&self) -> &'static [&'static str] {
        if self.stemmer.is_some() { &COMMON } else { &[] }
    }
}

/// Forms, and what is left of them by the stemmer, that no rule brings to the base.
const IRREGULAR: [(&str, &str); 46] = [
    ("accus", "accuse"),
    ("babies", "baby"),
    ("behavior", "behaviour"),
    ("behaviors", "behaviour"),
    ("bought", "buy"),
    ("bullied", "bully"),
    ("chosen", "choose"),
    ("children", "child"),
    ("childrens", "child"),
    ("chose", "choose"),
    ("counsellor", "counsel"),
    ("disclosur", "disclose"),
    ("disclosure", "disclose"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("fallen", "fall"),
    ("feet", "foot"),
    ("forgot", "forget"),
    ("found", "find"),
    ("gave", "give"),
    ("given", "give"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("men", "man"),
    ("met", "meet"),
    ("paid", "pay"),
    ("ran", "run"),
    ("referral", "refer"),
    ("referrals", "refer"),
    ("sent", "send"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("suspens", "suspend"),
    ("suspension", "suspend"),
    ("taken", "take"),
    ("threaten", "threat"),
    ("told", "tell"),
    ("took", "take"),
    ("women", "woman"),
    ("written", "write"),
    ("wrote", "write"),
];

/// What practitioners say every day, and what procedures say for it.
const EVERYDAY: &[(&str, &[&str])] = &[
    ("accused", &["allegation"]),
    ("boy", &["child"]),
    ("colleague", &["staff"]),
    ("crime", &["offence"]),
    ("dad", &["parent"]),
    ("email", &["mail"]),
    ("father", &["parent"]),
    ("girl", &["child"]),
    ("hurt", &["harm"]),
    ("illegal", &["law", "offence"]),
    ("indicator", &["recognise"]),
    ("kid", &["child"]),
    ("legal", &["law"]),
    ("legislation", &["law"]),
    ("mobile", &["phone", "device"]),
    ("mother", &["parent"]),
    ("mum", &["parent"]),
    ("phone", &["device"]),
    ("photo", &["image"]),
    ("photograph", &["image"]),
    ("pic", &["image"]),
    ("picture", &["image"]),
    ("pupil", &["child"]),
    ("report", &["refer"]),
    ("sibling", &["brother", "sister"]),
    ("sign", &["recognise"]),
    ("student", &["child"]),
    ("symptom", &["recognise"]),
    ("teacher", &["staff"]),
    ("teen", &["child"]),
    ("teenager", &["child"]),
    ("violence", &["abuse"]),
];

/// The commonest words of English, and those in which questions are put.
const COMMON: [&str; 118] = [
    "a",
    "about",
    "after",
    "all",
    "also",
    "am",
    "an",
    "and",
    "another",
    "any",
    "anyone",
    "are",
    "as",
    "at",
    "be",
    "been",
    "before",
    "being",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "dont",
    "each",
    "else",
    "every",
    "for",
    "from",
    "get",
    "getting",
    "going",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "hes",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "im",
    "in",
    "into",
    "is",
    "it",
    "its",
    "ive",
    "may",
    "me",
    "might",
    "more",
    "most",
    "must",
    "my",
    "need",
    "no",
    "not",
    "now",
    "of",
    "on",
    "or",
    "other",
    "others",
    "our",
    "own",
    "shall",
    "she",
    "shes",
    "should",
    "so",
    "some",
    "someone",
    "something",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "theres",
    "these",
    "they",
    "this",
    "those",
    "to",
    "too",
    "up",
    "us",
    "very",
    "want",
    "was",
    "we",
    "were",
    "what",
    "whats",
    "when",
    "where",
    "which",
    "while",
    "who",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    use super::{Language, folded, words};

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

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let english = Language::of("en-GB");
        for forms in [
            ["record", "recording", "records"],
            ["refer", "referral", "referred"],
            ["child", "children", "childrens"],
            ["disclose", "disclosure", "disclosed"],
            ["bully", "bullying", "bullied"],
            ["threat", "threats", "threatening"],
        ] {
            let stems = forms.map(|form| english.stem(form));
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?}: {stems:?}");
        }
        assert_ne!(english.stem("police"), english.stem("policy"));
        assert_eq!(Language::of("cy").stem("plant"), "plant");
    }
}

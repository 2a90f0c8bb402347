//! What is particular to a language: which words are forms of one, which say little, and what people say for
//! the words of procedures.

use rust_stemmers::{Algorithm, Stemmer};

/// What is particular to a language.
pub(super) struct Language {
    stemmer: Option<Stemmer>,
}

impl Language {
    /// By a BCP 47 tag. Of English the forms of words are known; of others each word is itself alone.
    pub(super) fn of(tag: &str) -> Self {
        let is_english = tag.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("en"));
        Self { stemmer: is_english.then(|| Stemmer::create(Algorithm::English)) }
    }

    /// What all forms of a word have in common.
    pub(super) fn stem(&self, word: &str) -> String {
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
    pub(super) fn everyday(&self) -> &'static [(&'static str, &'static [&'static str])] {
        if self.stemmer.is_some() { EVERYDAY } else { &[] }
    }

    /// What people type when they want to ring someone.
    pub(super) fn ringing(&self) -> &'static [&'static str] {
        if self.stemmer.is_some() {
            &["phone number", "telephone number", "contact details"]
        } else {
            &[]
        }
    }

    /// Words that say little: they are looked for in titles and names alone.
    pub(super) fn common(&self) -> &'static [&'static str] {
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
    use super::Language;

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
        assert_eq!(Language::of("cy").stem("recording"), "recording");
    }
}

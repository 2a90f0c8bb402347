//! The words of the interface: one file per language in the theme, nothing in the code.

use super::html::Labels;
use super::html::marks::MarkLabels;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::register::{Provision, Status};
use crate::parse::fields::Fields;
use crate::parse::yaml::{Node, Value};
use crate::parse::{source_text, yaml};
use crate::resolve::timeline::End;
use crate::resolve::worded::Phrases;
use crate::source::path::VPath;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// No words for the manual's language.
pub static MISSING_WORDS: Rule = Rule {
    code: "missing-words",
    level: Level::Error,
    what: "The theme has no words for the language of the manual, or lacks one of them.",
    why: "A page half in another language misleads its readers.",
    mend: "Add the words to the theme's file for that language.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&MISSING_WORDS];

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The file that says them; none if there is none that can be read.
    file: Option<VPath>,
    phrases: BTreeMap<String, String>,
    months: Vec<String>,
}

impl Words {
    /// Reads the words for `language` (a BCP 47 tag) from `words/<tag>.yaml`, or from the file of the
    /// language without its region.
    pub fn read(theme: &FileTree, language: &str, findings: &mut Findings) -> Self {
        let primary = language.split('-').next().unwrap_or(language);
        let named = |tag: &str| {
            VPath::new(&format!("words/{tag}.yaml")).filter(|file| theme.get(file).is_some())
        };
        let Some(file) = named(language).or_else(|| named(primary)) else {
            findings.push(missing_words(language));
            return Self::default();
        };
        let mut words = Self::default();
        let node = source_text::of(theme, &file, findings)
            .and_then(|(text, span)| yaml::read(&file, text, span, findings));
        if let Some(node) = node {
            words.read_phrases(&file, &node, findings);
            words.file = Some(file);
        }
        words
    }

    fn read_phrases(&mut self, file: &VPath, node: &Node, findings: &mut Findings) {
        let mut fields = Fields::of(file, node, findings);
        self.months = fields.texts("months").into_iter().map(|month| month.value).collect();
        let Value::Mapping(entries) = &node.value else { return };
        for (key, value) in entries.iter().filter(|(key, _)| key.value != "months") {
            if let Some(phrase) = fields.scalar(value, "text") {
                self.phrases.insert(key.value.clone(), phrase.value);
            }
        }
    }

    /// A finding for each phrase of `whole` that these words lack.
    pub fn lacking(&self, whole: &Self) -> Findings {
        let Some(file) = &self.file else { return Findings::default() };
        let phrases = whole.phrases.iter().filter(|(key, _)| !self.phrases.contains_key(*key));
        let mut lacking: Findings =
            phrases.map(|(key, default)| missing_phrase(file, key, default)).collect();
        if self.months.len() != whole.months.len() {
            lacking.push(missing_phrase(file, "months", &whole.months.join(", ")));
        }
        lacking
    }

    /// A phrase, as it is written in the file, with `{name}` for what is filled in.
    pub fn phrase(&self, key: &str) -> Option<&str> {
        self.phrases.get(key).map(String::as_str)
    }

    /// The phrases whose keys begin with `prefix`, by the rest of their keys.
    pub fn beginning_with<'w>(
        &'w self,
        prefix: &'w str,
    ) -> impl Iterator<Item = (&'w str, &'w str)> {
        self.phrases
            .iter()
            .filter_map(move |(key, phrase)| Some((key.strip_prefix(prefix)?, phrase.as_str())))
    }

    /// A phrase, or its key where the theme lacks it.
    pub fn say(&self, key: &str) -> String {
        self.phrase(key).unwrap_or(key).to_owned()
    }

    /// A phrase with its `{name}`s filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.say(key), |phrase, (name, value)| {
            phrase.replace(&format!("{{{name}}}"), value)
        })
    }

    /// A day in words, as in `1 June 2026`.
    pub fn day(&self, date: Date) -> String {
        self.dated("date", date)
    }

    /// How a text ends, as a print says it.
    fn end(&self, end: End) -> String {
        let key = match (end.is_replaced, end.is_past) {
            (true, true) => "stamp_until",
            (true, false) => "stamp_next",
            (false, _) => "stamp_ends",
        };
        self.fill(key, &[("until", &self.day(end.on))])
    }

    /// What is said of a text, and how it ends: whoever has the paper on that day must see it there.
    pub fn with_end(&self, said: String, end: Option<End>) -> String {
        match end {
            Some(end) => format!("{said} {}", self.end(end)),
            None => said,
        }
    }

    /// A month in words, as in `June 2026`.
    pub fn month(&self, date: Date) -> String {
        self.dated("month", date)
    }

    /// The names of the months.
    pub fn months(&self) -> &[String] {
        &self.months
    }

    fn dated(&self, key: &str, date: Date) -> String {
        let month = usize::try_from(date.month()).ok().and_then(|n| self.months.get(n - 1));
        let month = month.map_or_else(|| date.month().to_string(), Clone::clone);
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill(key, &[("day", &day), ("month", &month), ("year", &year)])
    }

    /// The words that depend on what is spoken of.
    pub fn within<'w>(&'w self, manual: &'w Manual) -> TextPhrases<'w> {
        TextPhrases { words: self, manual }
    }

    /// The words that stand inside a text.
    pub fn labels(&self) -> Labels {
        Labels {
            note: self.say("callout_note"),
            tip: self.say("callout_tip"),
            important: self.say("callout_important"),
            warning: self.say("callout_warning"),
            caution: self.say("callout_caution"),
            footnotes: self.say("footnotes"),
            back_to_text: self.say("back_to_text"),
            table: self.say("table"),
            done: self.say("task_done"),
            to_do: self.say("task_to_do"),
            marks: self.mark_labels(),
        }
    }

    fn mark_labels(&self) -> MarkLabels {
        MarkLabels {
            inserted: self.say("mark_inserted"),
            deleted: self.say("mark_deleted"),
            moved_here: self.say("mark_moved_here"),
            moved_away: self.say("mark_moved_away"),
            link_inserted: self.say("mark_link_inserted"),
            link_deleted: self.say("mark_link_deleted"),
            style_inserted: self.say("mark_style_inserted"),
            style_deleted: self.say("mark_style_deleted"),
            end: self.say("mark_end"),
            unchanged_one: self.say("unchanged_one"),
            unchanged: self.say("unchanged"),
        }
    }
}

/// The words of the interface that readers find within a text of a manual.
#[derive(Clone, Copy, Debug)]
pub struct TextPhrases<'w> {
    words: &'w Words,
    manual: &'w Manual,
}

impl Phrases for TextPhrases<'_> {
    fn gone(&self) -> String {
        self.words.say("not_in_force")
    }

    fn status(&self, provision: &Provision, date: Date) -> Option<String> {
        let status = provision.status_on(date);
        let end = provision.ended_by(date);
        let on = end.map(|end| end.on).or(provision.in_force).map(|on| self.words.day(on));
        let by = end.and_then(|end| end.by.as_ref());
        let by = by.and_then(|by| self.manual.registers.legislation.get(&by.value));
        let key = match (status, by.is_some(), on.is_some()) {
            (Status::InForce, _, _) => return None,
            (Status::Repealed, true, _) => "law_repealed_by",
            (Status::Repealed, false, _) => "law_repealed",
            (Status::Superseded, true, _) => "law_superseded_by",
            (Status::Superseded, false, _) => "law_superseded",
            (Status::NotYetInForce, _, true) => "law_in_force_from",
            (Status::NotYetInForce, _, false) => "law_not_in_force",
            (Status::Unknown, _, _) => "law_unknown",
        };
        let by = by.map(|by| by.citation.as_str()).unwrap_or_default();
        Some(self.words.fill(key, &[("date", &on.unwrap_or_default()), ("by", by)]))
    }
}

fn missing_words(language: &str) -> Finding {
    Finding::new(
        &MISSING_WORDS,
        Place::file(&VPath::manual_file()),
        format!("the theme has no words for the language `{language}`"),
        "set `language: en-GB`, or give the theme a file `words/LANGUAGE.yaml`",
    )
}

fn missing_phrase(file: &VPath, key: &str, default: &str) -> Finding {
    Finding::new(
        &MISSING_WORDS,
        Place::file(file),
        format!("the theme's words lack `{key}`"),
        format!("add `{key}`, which in the default theme says `{default}`"),
    )
}

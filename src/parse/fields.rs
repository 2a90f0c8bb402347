//! Reading the keys of a mapping, each as its own type. Everything wrong is a finding, and reading goes on.

use super::markdown;
use super::yaml::{Node, Value};
use crate::finding::nearest::nearest;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::prose::Passage;
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use jiff::civil::Date;
use std::fmt::Write as _;

/// A key that is not known.
pub static UNKNOWN_KEY: Rule = Rule {
    code: "unknown-key",
    level: Level::Error,
    what: "A file has a key that is not part of the format.",
    why: "A misspelt key would silently do nothing, and what the editor meant would not happen.",
    mend: "Write the key that is meant; the message gives the nearest, or all that are known there.",
};

/// A key that must be there and is not.
pub static MISSING_KEY: Rule = Rule {
    code: "missing-key",
    level: Level::Error,
    what: "A key that must be given is missing or has no value.",
    why: "Without it the page cannot say what it is.",
    mend: "Add the key, as the message shows it.",
};

/// A key that is given twice.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    level: Level::Error,
    what: "A key is given twice.",
    why: "Only one of the two can hold, and nobody can see which.",
    mend: "Keep one of the two.",
};

/// A value of another type than its key needs.
pub static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    level: Level::Error,
    what: "A value is not of the kind that its key needs.",
    why: "What was meant cannot be known.",
    mend: "Write what the message says is needed there.",
};

/// A value that is no date.
pub static INVALID_DATE: Rule = Rule {
    code: "invalid-date",
    level: Level::Error,
    what: "A date is not written as year-month-day, or there is no such day.",
    why: "Which text applies on which day depends on dates.",
    mend: "Write year-month-day, as in `2026-06-01`.",
};

/// No board plans for longer: a hundred years.
pub const MOST_DAYS: u32 = 36_500;

/// The rules of this module.
pub const RULES: &[&Rule] =
    &[&UNKNOWN_KEY, &MISSING_KEY, &DUPLICATE_KEY, &WRONG_TYPE, &INVALID_DATE];

/// The keys of one mapping. Take each key that the format knows, then call [`Fields::finish`].
pub struct Fields<'n, 'f> {
    file: VPath,
    span: Span,
    is_mapping: bool,
    entries: &'n [(Spanned<String>, Node)],
    known: Vec<&'static str>,
    findings: &'f mut Findings,
}

impl<'n, 'f> Fields<'n, 'f> {
    /// The keys of `node`. If it is no mapping, that is a finding, and there are none.
    pub fn of(file: &VPath, node: &'n Node, findings: &'f mut Findings) -> Self {
        let entries = match &node.value {
            Value::Mapping(entries) => entries.as_slice(),
            Value::Empty => &[],
            Value::Scalar(_) | Value::List(_) => {
                findings.push(wrong_type(file, node, "keys with values (`key: value`)"));
                &[]
            }
        };
        for (index, (key, _)) in entries.iter().enumerate() {
            if let Some((first, _)) = entries.iter().take(index).find(|(k, _)| k.value == key.value)
            {
                findings.push(
                    Finding::new(
                        &DUPLICATE_KEY,
                        Place::new(file, key.span),
                        format!("the key `{}` is given twice", key.value),
                        "keep one of the two",
                    )
                    .with_note(Place::new(file, first.span), "it is first given here"),
                );
            }
        }
        let is_mapping = matches!(node.value, Value::Mapping(_) | Value::Empty);
        Self {
            file: file.clone(),
            span: node.span,
            is_mapping,
            entries,
            known: Vec::new(),
            findings,
        }
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The findings, for what the caller itself finds wrong.
    pub fn findings(&mut self) -> &mut Findings {
        self.findings
    }

    /// The file that is read.
    pub fn file(&self) -> VPath {
        self.file.clone()
    }

    /// The node of a key, if it is given and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        let (_, node) = self.entries.iter().find(|(k, _)| k.value == key)?;
        (!node.is_blank()).then_some(node)
    }

    /// Reports that a key which must be given is not. Where there are no keys at all but something else,
    /// that was reported, and says enough.
    pub fn missing(&mut self, key: &'static str, example: &str) {
        if !self.is_mapping {
            return;
        }
        let written = self.entries.iter().find(|(k, _)| k.value == key);
        let place = match (written, self.entries.first()) {
            (Some((k, _)), _) | (None, Some((k, _))) => k.span,
            (None, None) => self.span,
        };
        let how = if written.is_some() { "has no value" } else { "is missing" };
        self.findings.push(Finding::new(
            &MISSING_KEY,
            Place::new(&self.file, place),
            format!("the key `{key}` {how}"),
            format!("add `{key}: {example}`"),
        ));
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        self.scalar(node, "text")
    }

    /// A text that must be given.
    pub fn required_text(&mut self, key: &'static str, example: &str) -> Option<Spanned<String>> {
        let given = self.node(key);
        if given.is_none() {
            self.missing(key, example);
        }
        self.scalar(given?, "text")
    }

    /// A short Markdown text that must be given.
    pub fn required_passage(&mut self, key: &'static str, example: &str) -> Option<Passage> {
        let text = self.required_text(key, example)?;
        Some(self.passage(&text))
    }

    /// A short Markdown text.
    pub fn optional_passage(&mut self, key: &'static str) -> Option<Passage> {
        let text = self.text(key)?;
        Some(self.passage(&text))
    }

    /// A list of short Markdown texts.
    pub fn passages(&mut self, key: &'static str) -> Vec<Passage> {
        let texts = self.texts(key);
        texts.iter().map(|text| self.passage(text)).collect()
    }

    fn passage(&mut self, text: &Spanned<String>) -> Passage {
        let place = Place::new(&self.file, text.span);
        let mut inside = Findings::default();
        let whole = Span::new(0, text.value.len());
        let prose = markdown::prose(&self.file, &text.value, whole, &mut inside);
        for finding in inside {
            self.findings.push(Finding { place: place.clone(), notes: Vec::new(), ..finding });
        }
        Passage { prose, place }
    }

    /// A date.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.node(key)?;
        let text = self.scalar(node, "a date such as `2026-06-01`")?;
        match date(&text.value) {
            Ok(date) => Some(Spanned::new(date, text.span)),
            Err(reason) => {
                self.findings.push(Finding::new(
                    &INVALID_DATE,
                    Place::new(&self.file, text.span),
                    format!("`{}` is not a date: {reason}", text.value),
                    "write year-month-day, as in `2026-06-01`",
                ));
                None
            }
        }
    }

    /// A date that must be given.
    pub fn required_date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        if self.node(key).is_none() {
            self.missing(key, "2026-06-01");
        }
        self.date(key)
    }

    /// A whole number of 1 or more.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<u32>> {
        let node = self.node(key)?;
        let text = self.scalar(node, "a whole number")?;
        match text.value.parse::<u32>() {
            Ok(number) if number > 0 => Some(Spanned::new(number, text.span)),
            _ => {
                self.findings.push(wrong_type(&self.file, node, "a whole number from 1"));
                None
            }
        }
    }

    /// A number of days that can be counted from any day.
    pub fn days(&mut self, key: &'static str) -> Option<Spanned<u32>> {
        let days = self.number(key)?;
        if days.value > MOST_DAYS {
            let expected = format!("a number of days from 1 to {MOST_DAYS}");
            let node = self.node(key)?;
            self.findings.push(wrong_type(&self.file, node, &expected));
            return None;
        }
        Some(days)
    }

    /// Yes or no, written `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.choice(key, &[("true", true), ("false", false)]).unwrap_or_default()
    }

    /// One of several words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.node(key)?;
        self.one_of(node, words)
    }

    /// A list, each item one of several words.
    pub fn choices<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Vec<T> {
        let items = self.list(key);
        items.iter().filter_map(|item| self.one_of(item, words)).collect()
    }

    /// For a mapping whose keys are names: each with one of several words. A name that is given
    /// twice counts once.
    pub fn choice_of_each<T: Copy>(&mut self, words: &[(&str, T)]) -> Vec<(Spanned<String>, T)> {
        let mut all: Vec<(Spanned<String>, T)> = Vec::new();
        for (name, node) in self.entries {
            if let Some(chosen) = self.one_of(node, words)
                && !all.iter().any(|(other, _)| other.value == name.value)
            {
                all.push((name.clone(), chosen));
            }
        }
        all
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let items = self.list(key);
        items.iter().filter_map(|item| self.scalar(item, "text")).collect()
    }

    /// A list.
    pub fn list(&mut self, key: &'static str) -> &'n [Node] {
        match self.node(key) {
            None => &[],
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => {
                self.findings.push(wrong_type(&self.file, node, "a list, as in `[a, b]`"));
                &[]
            }
        }
    }

    /// A value that the caller makes from a text; `expected` says what it should have been.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let node = self.node(key)?;
        let text = self.scalar(node, expected)?;
        let value = parse(&text.value);
        if value.is_none() {
            self.findings.push(wrong_type(&self.file, node, expected));
        }
        value.map(|value| Spanned::new(value, text.span))
    }

    /// A scalar node's text.
    pub fn scalar(&mut self, node: &Node, expected: &str) -> Option<Spanned<String>> {
        if let Value::Scalar(text) = &node.value {
            Some(Spanned::new(text.trim().to_owned(), node.span))
        } else {
            self.findings.push(wrong_type(&self.file, node, expected));
            None
        }
    }

    fn one_of<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let mut known = String::new();
        for (index, (word, _)) in words.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            let _ = write!(known, "{comma}`{word}`");
        }
        let text = self.scalar(node, &format!("one of {known}"))?;
        let found = words.iter().find(|(word, _)| *word == text.value).map(|(_, value)| *value);
        if found.is_none() {
            self.findings.push(wrong_type(&self.file, node, &format!("one of {known}")));
        }
        found
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        for (key, _) in self.entries {
            if self.known.contains(&key.value.as_str()) {
                continue;
            }
            let mend = match nearest(&key.value, self.known.iter().copied()) {
                Some(near) => format!("write `{near}`"),
                None => format!("remove it; the keys here are: {}", self.known.join(", ")),
            };
            self.findings.push(Finding::new(
                &UNKNOWN_KEY,
                Place::new(&self.file, key.span),
                format!("there is no key called `{}` here", key.value),
                mend,
            ));
        }
    }
}

/// A finding that a value is not what its key needs.
pub fn wrong_type(file: &VPath, node: &Node, expected: &str) -> Finding {
    let found = match &node.value {
        Value::Empty => "there is nothing".to_owned(),
        Value::Scalar(text) => format!("`{}` is something else", excerpt(text)),
        Value::List(_) => "there is a list".to_owned(),
        Value::Mapping(_) => "there are keys with values".to_owned(),
    };
    Finding::new(
        &WRONG_TYPE,
        Place::new(file, node.span),
        format!("{expected} is needed here, and {found}"),
        format!("write {expected}"),
    )
}

fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// Reads a date, written `2026-06-01` and in no other way.
pub fn date(text: &str) -> Result<Date, &'static str> {
    let digits =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?;
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("it is not written as year-month-day");
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return Err("it is not written as year-month-day");
    }
    let (Some(y), Some(m), Some(d)) = (
        digits(year),
        digits(month).and_then(|n| i8::try_from(n).ok()),
        digits(day).and_then(|n| i8::try_from(n).ok()),
    ) else {
        return Err("it is not written as year-month-day");
    };
    Date::new(y, m, d).map_err(|_| "there is no such day")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_date_has_one_spelling_and_must_exist() {
        assert_eq!(date("2024-02-29").unwrap().to_string(), "2024-02-29");
        for bad in ["2026-02-29", "2026-13-01", "2026-00-01"] {
            assert_eq!(date(bad), Err("there is no such day"), "{bad}");
        }
        for bad in ["", "2026", "2026-6-1", "26-06-01", "2026-06-01T00", "+026-06-01", "2026/06/01"]
        {
            assert_eq!(date(bad), Err("it is not written as year-month-day"), "{bad}");
        }
    }
}

//! YAML: text in, a tree of nodes with spans out. The only file that knows the YAML library.
//!
//! Scalars keep their spelling, so that `1.10` stays `1.10` and `NO` stays `NO`: what a scalar means is
//! for the reader of the key to say. Aliases, merge keys, tags and deep nesting are refused here.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{DuplicateKeyPolicy, MergeKeyPolicy};
use std::fmt::{self, Write as _};

/// A YAML text that cannot be read at all.
pub static INVALID_YAML: Rule = Rule {
    code: "invalid-yaml",
    level: Level::Error,
    what: "The YAML of a file cannot be read.",
    why: "Nothing that the file says is known, so nothing of it can be published.",
    mend: "Look for a missing quotation mark, bracket or space near the place; put text that holds `: ` or `#` into double quotes.",
};

/// A YAML text that could exhaust the machine.
pub static YAML_TOO_COMPLEX: Rule = Rule {
    code: "yaml-too-complex",
    level: Level::Error,
    what: "A file uses anchors or aliases, nests too deeply, or has too many values.",
    why: "Such files can make a small text grow without limit; no manual needs them.",
    mend: "Write each value out, in the plain form that the sample manual shows.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&INVALID_YAML, &YAML_TOO_COMPLEX];

/// A node of the tree and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands; for lists and mappings from the first to the last value in them.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

impl Node {
    /// Whether nothing is said: no value, or a text without a letter (`""`).
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Empty => true,
            Value::Scalar(text) => text.trim().is_empty(),
            Value::List(_) | Value::Mapping(_) => false,
        }
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written.
    Empty,
    /// A scalar: its text if it was quoted or a block, else as spelt.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written, repeated keys included.
    Mapping(Vec<(Spanned<String>, Node)>),
}

const MOST_DEPTH: usize = 16;
const MOST_NODES: usize = 200_000;

/// A text as YAML in double quotes, on one line. What YAML does not allow as it is, or takes for the end of
/// a line, is written by its number.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        let code = u32::from(character);
        let _ = match character {
            '"' | '\\' => write!(out, "\\{character}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            _ if character.is_control() => write!(out, "\\x{code:02x}"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                write!(out, "\\u{code:04x}")
            }
            _ => write!(out, "{character}"),
        };
    }
    out.push('"');
    out
}

/// Reads the YAML in `source[part]`. A fault is a finding, and gives `None`.
pub fn read(file: &VPath, source: &str, part: Span, findings: &mut Findings) -> Option<Node> {
    let text = source.get(part.range())?;
    let options = serde_yaml::options! {
        with_snippet: false,
        strict_booleans: true,
        no_schema: false,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        budget: serde_yaml::budget! {
            max_depth: MOST_DEPTH,
            max_nodes: MOST_NODES,
            max_anchors: 0,
            max_aliases: 0,
        },
    };
    match serde_yaml::from_str_with_options::<serde_yaml::Spanned<Raw>>(text, options) {
        Ok(raw) => Some(node(text, part.start as usize, raw)),
        Err(error) => {
            findings.push(unreadable(file, text, part, &error));
            None
        }
    }
}

fn unreadable(file: &VPath, text: &str, part: Span, error: &serde_yaml::Error) -> Finding {
    let offset = error.location().map_or(0, |location| {
        let characters = usize::try_from(location.span().offset()).unwrap_or(usize::MAX);
        text.char_indices().nth(characters).map_or(text.len(), |(offset, _)| offset)
    });
    let rest = text.get(offset..).unwrap_or_default();
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len()).min(80);
    let place = Place::new(
        file,
        Span::new(offset, offset + rest.floor_char_boundary(length)).shifted(part.start as usize),
    );
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    if let Some(too_much) = too_much(error, reason) {
        return Finding::new(
            &YAML_TOO_COMPLEX,
            place,
            format!("this YAML is too complex: {too_much}"),
            "write each value out, in the plain form that the documentation shows",
        );
    }
    if reason.starts_with("multiple YAML documents") {
        return Finding::new(
            &INVALID_YAML,
            place,
            "this YAML cannot be read: a line `---` begins a second document",
            "remove that line, and what follows it if it belongs to another file",
        );
    }
    Finding::new(
        &INVALID_YAML,
        place,
        format!("this YAML cannot be read: {reason}"),
        "look for a missing quotation mark, bracket or space near here; \
         put text that holds `: ` or `#` into double quotes",
    )
}

/// What there is too much of, if that is why the text was refused. The library's scanner has
/// a limit of its own to depth, which is reached before ours is counted.
fn too_much(error: &serde_yaml::Error, reason: &str) -> Option<&'static str> {
    let too_deep = "values are nested more than 16 deep";
    match error {
        serde_yaml::Error::Budget { breach, .. } => Some(match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => {
                "anchors (`&name`) and aliases (`*name`) are not allowed"
            }
            BudgetBreach::Depth { .. } => too_deep,
            _ => "there are too many values in one file",
        }),
        _ => reason.starts_with("recursion limit exceeded").then_some(too_deep),
    }
}

/// What the library gives us, before spans are completed and spellings restored.
enum Raw {
    Empty,
    Text(String),
    Other,
    List(Vec<serde_yaml::Spanned<Self>>),
    Mapping(Vec<(serde_yaml::Spanned<String>, serde_yaml::Spanned<Self>)>),
}

fn span_of<T>(spanned: &serde_yaml::Spanned<T>, offset: usize) -> Span {
    let span = spanned.referenced.span();
    let narrow = |n: Option<_>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
    let start = narrow(span.byte_offset());
    Span::new(start, start + narrow(span.byte_len())).shifted(offset)
}

fn node(text: &str, offset: usize, raw: serde_yaml::Spanned<Raw>) -> Node {
    let span = span_of(&raw, offset);
    match raw.value {
        Raw::Empty => Node { span, value: Value::Empty },
        Raw::Text(value) => Node { span, value: Value::Scalar(value) },
        Raw::Other => {
            let start = (span.start as usize).saturating_sub(offset);
            let end = (span.end as usize).saturating_sub(offset);
            let spelling = text.get(start..end).unwrap_or_default().trim().to_owned();
            Node { span, value: Value::Scalar(spelling) }
        }
        Raw::List(items) => {
            let items: Vec<Node> = items.into_iter().map(|item| node(text, offset, item)).collect();
            let whole = items.iter().map(|item| item.span).reduce(Span::to);
            Node { span: whole.unwrap_or(span), value: Value::List(items) }
        }
        Raw::Mapping(entries) => {
            let entries: Vec<(Spanned<String>, Node)> = entries
                .into_iter()
                .map(|(key, value)| {
                    let key_span = span_of(&key, offset);
                    (Spanned::new(key.value, key_span), node(text, offset, value))
                })
                .collect();
            let whole = entries
                .iter()
                .map(
                    |(key, value)| {
                        if value.span.end == 0 { key.span } else { key.span.to(value.span) }
                    },
                )
                .reduce(Span::to);
            Node { span: whole.unwrap_or(span), value: Value::Mapping(entries) }
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut mapping = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            mapping.push(entry);
        }
        Ok(Raw::Mapping(mapping))
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, quoted, read};
    use crate::finding::Findings;
    use crate::source::path::VPath;
    use crate::source::place::Span;

    #[test]
    fn every_character_can_be_quoted() {
        let file = VPath::new("a.yaml").unwrap();
        let all: Vec<char> = (0..=0x0010_ffff).filter_map(char::from_u32).collect();
        for some in all.chunks(1 << 12) {
            let text: String = some.iter().collect();
            let mut findings = Findings::default();
            let written = format!("title: {}\n", quoted(&text));
            let node = read(&file, &written, Span::new(0, written.len()), &mut findings);
            let at = || format!("from U+{:04X}: {findings:?}", u32::from(some[0]));
            let Some(Value::Mapping(entries)) = node.map(|node| node.value) else {
                panic!("{}", at())
            };
            assert_eq!(entries[0].1.value, Value::Scalar(text), "{}", at());
        }
    }
}

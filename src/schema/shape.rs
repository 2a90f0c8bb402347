//! The shapes of values, as JSON Schema says them: a text, a day, one of several words, a list, a mapping.
//!
//! YAML makes numbers and yes-or-no of some words, and the parser takes them as they are spelt, so a text
//! may be those too. An optional text, day, list or mapping may be left empty, which is not giving it.

use crate::manual::id;
use crate::parse::fields::MOST_DAYS;
use serde_json::{Map, Value, json};

/// A key of a mapping: its name, what it is, and its value.
pub(super) struct Key {
    name: &'static str,
    about: &'static str,
    value: Value,
    is_required: bool,
}

/// A key that may be left out.
pub(super) fn key(name: &'static str, value: Value, about: &'static str) -> Key {
    Key { name, about, value, is_required: false }
}

/// A key that must be given.
pub(super) fn required(name: &'static str, value: Value, about: &'static str) -> Key {
    Key { name, about, value, is_required: true }
}

/// A text, with an example of it.
pub(super) fn text(example: &str) -> Value {
    json!({ "type": ["string", "number", "boolean"], "examples": [example] })
}

/// A text of a certain form, with an example and what the editor is told of another form.
pub(super) fn form(pattern: &str, expected: &str, example: &str) -> Value {
    json!({
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": format!("Write {expected}."),
        "examples": [example],
    })
}

/// The name of something that has an address.
pub(super) fn name(example: &str) -> Value {
    debug_assert!(id::is_kebab_case(example));
    let expected = "small letters a to z, digits, and single hyphens between words";
    names("^[a-z0-9]+(-[a-z0-9]+)*$", expected, example)
}

/// Something made of names; one that has digits alone is a number to YAML.
pub(super) fn names(pattern: &str, expected: &str, example: &str) -> Value {
    let mut value = form(pattern, expected, example);
    set(&mut value, "type", json!(["string", "integer"]));
    set(&mut value, "minimum", json!(0));
    value
}

/// An address on the web.
pub(super) fn web(example: &str) -> Value {
    form("^https?://[!-~]*$", "an address that begins with https://", example)
}

/// A day.
pub(super) fn day() -> Value {
    let pattern = "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$";
    let mut value = form(pattern, "year-month-day, as in 2026-06-01", "2026-06-01");
    set(&mut value, "format", json!("date"));
    value
}

/// A number of days.
pub(super) fn days(example: u32) -> Value {
    with(number(example), "maximum", json!(MOST_DAYS))
}

/// A whole number from 1.
pub(super) fn number(example: u32) -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX, "examples": [example] })
}

/// Yes or no.
pub(super) fn flag(example: bool) -> Value {
    json!({ "type": "boolean", "examples": [example] })
}

/// One of several words, each with what it means; the first is the example.
pub(super) fn words(words: impl IntoIterator<Item = (&'static str, String)>) -> Value {
    let (words, meanings): (Vec<&str>, Vec<String>) = words.into_iter().unzip();
    let mut value = json!({ "enum": words, "examples": words.get(..1) });
    if meanings.iter().any(|meaning| !meaning.is_empty()) {
        set(&mut value, "enumDescriptions", json!(meanings));
    }
    value
}

/// One of the words that the parser knows. `meaning` says what each means.
pub(super) fn one_of<T: Copy, const N: usize>(
    all: [(&'static str, T); N],
    meaning: impl Fn(T) -> &'static str,
) -> Value {
    words(all.map(|(word, value)| (word, meaning(value).to_owned())))
}

/// A list.
pub(super) fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A mapping with these keys and no others.
pub(super) fn mapping(keys: impl IntoIterator<Item = Key>) -> Value {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for Key { name, about, mut value, is_required } in keys {
        set(&mut value, "description", json!(about));
        if is_required {
            needed.push(name);
            if is_text(&value) {
                set(&mut value, "pattern", json!("\\S"));
                set(&mut value, "patternErrorMessage", json!("Write something here."));
            }
        } else {
            or_empty(&mut value);
        }
        properties.insert(name.to_owned(), value);
    }
    json!({
        "type": "object",
        "required": needed,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// The same value with one more key.
pub(super) fn with(mut value: Value, key: &str, more: Value) -> Value {
    set(&mut value, key, more);
    value
}

fn is_text(value: &Value) -> bool {
    value.get("pattern").is_none() && value.get("type").is_some_and(Value::is_array)
}

/// An optional value may be there without saying anything. Where there are few words to choose from,
/// none is not one of them.
fn or_empty(value: &mut Value) {
    let Some(kind) = value.get("type") else { return };
    let mut kinds = kind.as_array().cloned().unwrap_or_else(|| vec![kind.clone()]);
    kinds.push(json!("null"));
    set(value, "type", Value::Array(kinds));
}

fn set(value: &mut Value, key: &str, to: Value) {
    if let Value::Object(map) = value {
        map.insert(key.to_owned(), to);
    }
}

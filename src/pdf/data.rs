//! The data of a print as the press takes it: letters replaced that no font has, and no link that leads
//! to nothing.

use super::letters;
use crate::source::path::VPath;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Replaces the letters that no font has, and gives each with the file that holds the text; no file
/// where it stands in what is taken from registers and settings.
pub fn replace_letters(
    print: &mut Value,
    files: &[VPath],
    has: &impl Fn(char) -> bool,
) -> Vec<(Option<VPath>, char)> {
    let mut missing = Vec::new();
    if let Some(Value::Array(parts)) = print.get_mut("parts") {
        for (part, file) in parts.iter_mut().zip(files) {
            let found = letters::replace(part, has);
            missing.extend(found.into_iter().map(|letter| (Some(file.clone()), letter)));
        }
    }
    let elsewhere = letters::replace(print, has);
    missing.extend(elsewhere.into_iter().map(|letter| (None, letter)));
    missing
}

/// Keeps the first of each anchor, and takes from links what leads to none: Typst refuses both.
pub fn settle_links(print: &mut Value) {
    let mut anchors = BTreeSet::new();
    for_each_object(print, &mut |fields| {
        let Some(Value::String(name)) = fields.get("anchor") else { return };
        if name.is_empty() || !anchors.insert(name.clone()) {
            fields.insert("anchor".to_owned(), Value::Null);
        }
    });
    for_each_object(print, &mut |fields| {
        let anchor = fields.get("to").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
        if anchor.is_some_and(|anchor| !anchors.contains(anchor)) {
            fields.insert("to".to_owned(), Value::Null);
        }
    });
}

/// Takes a picture out of a print: its words stand in its place.
pub fn drop_picture(print: &mut Value, picture: &str) {
    for_each_object(print, &mut |fields| {
        if fields.get("file").and_then(Value::as_str) == Some(picture) {
            fields.insert("file".to_owned(), Value::Null);
        }
    });
}

/// The recursion is as deep as the value, which is as deep as a print can be.
fn for_each_object(value: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|held| for_each_object(held, visit)),
        Value::Object(fields) => {
            visit(fields);
            fields.values_mut().for_each(|held| for_each_object(held, visit));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::settle_links;
    use serde_json::json;

    #[test]
    fn a_link_leads_to_the_first_of_its_anchors_or_nowhere() {
        let mut print = json!([
            { "anchor": "a", "held": { "anchor": "a" } },
            { "to": "#a" }, { "to": "#b" }, { "to": "https://example.org/#b" }, { "anchor": "" },
        ]);
        settle_links(&mut print);
        let expected = json!([
            { "anchor": "a", "held": { "anchor": null } },
            { "to": "#a" }, { "to": null }, { "to": "https://example.org/#b" }, { "anchor": null },
        ]);
        assert_eq!(print, expected);
    }
}

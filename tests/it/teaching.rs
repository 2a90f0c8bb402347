//! What teaches the format names all of it: each key stands in the comments or the text of the manual that
//! `init` makes, and in the reference of the program's own manual.

use super::tidy::tidy;
use chapterhouse::edge::rules;
use chapterhouse::parse;
use chapterhouse::scaffold;
use chapterhouse::schema;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each kind of file with the chapter of the reference that is about it.
const REFERENCE: [(&str, &[&str]); 8] = [
    ("manual", &["settings"]),
    ("chapter", &["front-matter"]),
    ("addition", &["front-matter"]),
    ("amendment", &["amendment-files"]),
    ("partnership", &["partnership-files", "register-files"]),
    ("legislation", &["register-files"]),
    ("terms", &["register-files"]),
    ("contacts", &["register-files"]),
];

/// The names of all keys of a kind of file, but for the codes of rules.
fn keys(schema: &Value, into: &mut BTreeSet<String>) {
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        into.insert(key.clone());
        if key != "checks" {
            keys(value, into);
        }
    }
    if let Some(items) = schema.get("items") {
        keys(items, into);
    }
}

fn keys_by_kind() -> Vec<(&'static str, BTreeSet<String>)> {
    let all = schema::all(rules::all()).into_iter();
    let of = |schema: &Value| {
        let mut found = BTreeSet::new();
        keys(schema, &mut found);
        found
    };
    all.map(|each| (each.name, of(&each.schema))).collect()
}

/// Whether a text has a key as a word.
fn has_word(text: &str, key: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == key)
}

#[test]
fn the_manual_that_init_makes_shows_every_key() {
    let files = scaffold::manual(super::sites::TODAY);
    let text_of = |kind: &str| -> String {
        let is_of_kind = |path: &str| match kind {
            "manual" => path == "manual.yaml",
            "chapter" => path.ends_with("chapter.md"),
            "amendment" => path.starts_with("amendments/"),
            "partnership" => path.starts_with("partnerships/"),
            register => path == format!("registers/{register}.yaml"),
        };
        let kept = files.iter().filter(|(path, _)| is_of_kind(path.as_str()));
        kept.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
    };
    let mut faults = Vec::new();
    for (kind, keys) in keys_by_kind() {
        let kind = if kind == "addition" { "chapter" } else { kind };
        let text = text_of(kind);
        let missing = keys.iter().filter(|key| !has_word(&text, key));
        faults.extend(missing.map(|key| format!("`init` shows no `{key}` of {kind}")));
    }
    tidy(&faults);
}

#[test]
fn the_reference_names_every_key() {
    let chapters = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/chapters/reference");
    let mut faults = Vec::new();
    for (kind, keys) in keys_by_kind() {
        let (_, names) = REFERENCE.iter().find(|(known, _)| *known == kind).unwrap();
        let texts = names.iter().map(|name| chapters.join(name).join("chapter.md"));
        let text: String = texts.map(|file| fs::read_to_string(file).unwrap()).collect();
        let missing = keys.iter().filter(|key| !has_word(&text, key));
        faults.extend(missing.map(|key| format!("the reference names no `{key}` of {kind}")));
    }
    tidy(&faults);
}

/// A line with the key or the item that a comment shows, without the sign of a comment; none if it is words.
fn uncommented(line: &str) -> Option<String> {
    let (indent, rest) = line.split_once("# ").filter(|(before, _)| before.trim().is_empty())?;
    let shown = rest.trim_start();
    let is_item = shown.starts_with("- {");
    let is_key = shown.split_once(':').is_some_and(|(key, rest)| {
        let is_name = |c: char| c.is_ascii_lowercase() || c == '_' || c == '-';
        key.chars().all(is_name) && (rest.is_empty() || rest.starts_with(' '))
    });
    (is_item || is_key).then(|| format!("{indent}{rest}"))
}

/// An editor takes the `#` away and expects it to work.
#[test]
fn what_comments_show_is_right_once_the_sign_is_taken_away() {
    let mut files = scaffold::manual(super::sites::TODAY);
    let mut n_shown = 0;
    let written: Vec<_> =
        files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect();
    for (path, bytes) in written.into_iter().filter(|(path, _)| !path.as_str().contains("history"))
    {
        let text = String::from_utf8(bytes).unwrap();
        let line = |line: &str| {
            let shown = uncommented(line);
            n_shown += usize::from(shown.is_some());
            shown.unwrap_or_else(|| line.to_owned()) + "\n"
        };
        files.insert(path, text.lines().map(line).collect::<String>().into_bytes());
    }
    assert!(n_shown > 25, "{n_shown}");
    let (_, findings) = parse::manual(&files);
    // No logo is drawn for the town.
    let findings =
        findings.into_iter().filter(|finding| finding.rule.code != "unknown-logo").collect();
    assert_eq!(super::written::rendered(&files, &findings), "");
}

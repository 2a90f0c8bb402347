//! The rules of the program: each has a code of its own, says what and why, and is shown by a test.

use chapterhouse::edge::rules;
use chapterhouse::finding::Rule;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files below a folder whose path from there passes, with their texts, in order.
fn texts(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().strip_prefix(&folder).unwrap().display().to_string(), entry))
        .filter(|(name, _)| wanted(name))
        .map(|(name, entry)| (name, fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

fn is_rust(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "rs")
}

/// Fails with every fault, one on each line.
fn sound(faults: impl IntoIterator<Item = String>) {
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn is_kebab_case(code: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    code.starts_with(|c: char| c.is_ascii_lowercase()) && code.split('-').all(is_word)
}

#[test]
fn every_rule_has_a_code_of_its_own_and_says_what_and_why() {
    let mut codes = BTreeSet::new();
    let faults = rules::all().flat_map(|rule| {
        let Rule { code, what, why, .. } = rule;
        let is_sentence = |text: &str| {
            text.ends_with('.') && text.starts_with(char::is_uppercase) && !text.contains("  ")
        };
        [
            (!codes.insert(*code), "is the code of two rules"),
            (!is_kebab_case(code), "is not kebab-case"),
            (!is_sentence(what), "does not say what it finds in a sentence"),
            (!is_sentence(why), "does not say why it matters in sentences"),
        ]
        .into_iter()
        .filter(|(is_fault, _)| *is_fault)
        .map(move |(_, fault)| format!("`{code}` {fault}"))
    });
    sound(faults);
}

/// The codes of the rules that a source file declares, before its tests.
fn declared(source: &str) -> impl Iterator<Item = &str> {
    let (program, _) = source.split_once("#[cfg(test)]\nmod tests {").unwrap_or((source, ""));
    let codes = program.split(": Rule = Rule {").skip(1);
    codes.filter_map(|rest| rest.split_once("code: \"")?.1.split('"').next())
}

#[test]
fn every_rule_that_is_declared_is_in_the_list() {
    let listed: BTreeSet<&str> = rules::all().map(|rule| rule.code).collect();
    let mut n_declared = 0;
    let mut faults = Vec::new();
    for (file, source) in texts("src", |name| is_rust(name) && !name.ends_with("tests.rs")) {
        for code in declared(&source) {
            n_declared += 1;
            if !listed.contains(code) {
                faults.push(format!("src/{file}: `{code}` is not in the list of `edge::rules`"));
            }
        }
    }
    sound(faults);
    assert_eq!(n_declared, listed.len(), "rules that are declared, and rules in the list");
}

/// The code that a line shows as a finding whole: `file:line:column code: message | mend`.
fn shown(line: &str) -> Option<&str> {
    let (before, _) = line.split_once(": ").filter(|(_, rest)| rest.contains(" | "))?;
    let (place, code) = before.rsplit_once(' ')?;
    let mut place = place.rsplit(':');
    let is_number = |text: &str| text.parse::<u32>().is_ok();
    (is_number(place.next()?) && is_number(place.next()?)).then_some(code)
}

#[test]
fn the_code_of_a_finding_is_found_in_a_line() {
    assert_eq!(shown("a/b c.md:1:20 draft: `a` is: a draft | mend it"), Some("draft"));
    for line in ["a.md:1:20 draft: no mend", "a.md draft: x | y", "See `draft`: x | y"] {
        assert_eq!(shown(line), None, "{line}");
    }
}

#[test]
fn every_rule_is_shown_by_a_test() {
    let mut tests = texts("tests/it", is_rust);
    tests.extend(texts("src", |name| name.ends_with("tests.rs")));
    let shown: BTreeSet<&str> =
        tests.iter().flat_map(|(_, text)| text.lines()).filter_map(shown).collect();
    sound(rules::all().filter(|rule| !shown.contains(rule.code)).map(|rule| {
        format!("no test expects `{}` with its place, its message and its mend", rule.code)
    }));
}

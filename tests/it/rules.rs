//! The rules of the program: each has a code of its own, says what and why, and is shown by a test.

use super::tidy::{rust_files, tidy};
use chapterhouse::edge::rules;
use chapterhouse::finding::Rule;
use std::collections::BTreeSet;

fn is_kebab_case(code: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    code.starts_with(|c: char| c.is_ascii_lowercase()) && code.split('-').all(is_word)
}

#[test]
fn every_rule_has_a_code_of_its_own_and_says_what_and_why_and_how_to_mend_it() {
    let mut codes = BTreeSet::new();
    let faults = rules::all().flat_map(|rule| {
        let Rule { code, what, why, mend, .. } = rule;
        let is_sentence = |text: &str| {
            text.ends_with('.') && text.starts_with(char::is_uppercase) && !text.contains("  ")
        };
        [
            (!codes.insert(*code), "is the code of two rules"),
            (!is_kebab_case(code), "is not kebab-case"),
            (!is_sentence(what), "does not say what it finds in a sentence"),
            (!is_sentence(why), "does not say why it matters in sentences"),
            (
                !mend.starts_with(char::is_uppercase) || mend.contains("  "),
                "does not say how to mend it",
            ),
        ]
        .into_iter()
        .filter(|(is_fault, _)| *is_fault)
        .map(move |(_, fault)| format!("`{code}` {fault}"))
    });
    tidy(&faults.collect::<Vec<_>>());
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
    for (file, source) in rust_files("src") {
        if file.ends_with("tests.rs") {
            continue;
        }
        for code in declared(&source) {
            n_declared += 1;
            if !listed.contains(code) {
                faults.push(format!("src/{file}: `{code}` is not in the list of `edge::rules`"));
            }
        }
    }
    tidy(&faults);
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
    assert_eq!(shown("a/b c.md:1:20 a-fault: `a` is: a fault | mend it"), Some("a-fault"));
    for line in ["a.md:1:20 a-fault: no mend", "a.md a-fault: x | y", "See `a-fault`: x | y"] {
        assert_eq!(shown(line), None, "{line}");
    }
}

#[test]
fn every_rule_is_shown_by_a_test() {
    let mut tests = rust_files("tests/it");
    tests.extend(rust_files("src").into_iter().filter(|(file, _)| file.ends_with("tests.rs")));
    let shown: BTreeSet<&str> =
        tests.iter().flat_map(|(_, text)| text.lines()).filter_map(shown).collect();
    let faults = rules::all().filter(|rule| !shown.contains(rule.code)).map(|rule| {
        format!("no test expects `{}` with its place, its message and its mend", rule.code)
    });
    tidy(&faults.collect::<Vec<_>>());
}

//! A real chapter of procedures, printed in December 2024, misled its readers in many ways. `printed_page/chapter.md`
//! makes the same mistakes in other words, and each that a machine can see is found here.

use super::language::SAMPLE;
use super::written::path;
use chapterhouse::source::place::line_column;
use chapterhouse::{check, parse};
use jiff::civil::date;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const CHAPTER: &str = include_str!("printed_page/chapter.md");

/// What is found: the number of the mistake, or `words` for what breaks the chapter's own advice on blame;
/// the offending text; the code; line and column. Each code in this list is listed with all that it finds.
///
/// No check can see E2 (which Act amended an offence), E5 (what one of two descriptions leaves out), E9 (what an
/// offence needs), E16 and E17 (what the page does not say), and E19 (an address that is no longer of use).
const FOUND: &[(&str, &str, &str, &str)] = &[
    ("E21", "Children and the internet", "unaligned-chapter", "2:8"),
    ("words", "Children and the internet", "unlinked-chapter", "2:8"),
    ("E15", "Sexting", "house-language", "3:11"),
    ("words", "e-safety", "house-language", "3:23"),
    ("words", "children should be discouraged from", "house-language", "4:14"),
    ("words", "paedophile ring", "house-language", "10:52"),
    ("E1", "communicated with the child at least\ntwice", "house-language", "14:37"),
    ("E2", "Serious Crime Act 2015", "law-in-prose", "15:32"),
    ("E3", "Sex Offences Act 2003", "law-in-prose", "16:14"),
    ("E4", "reasonably believes the child to be under 16", "house-language", "18:32"),
    ("E13", "would criminalise", "house-language", "19:5"),
    ("E6", "Criminal Justice and Courts Act 2015", "law-in-prose", "21:5"),
    ("E6", "revenge*\nporn", "house-language", "21:88"),
    ("E7", "section 43 of the Telecommunications Act 1984", "law-in-prose", "22:77"),
    ("E8", "Malicious Communications Act", "law-in-prose", "23:1"),
    ("E9", "Protection of Children Act 1978", "law-in-prose", "25:5"),
    ("words", "child\nporn\u{ad}ography", "house-language", "25:82"),
    ("E10", "adult over 18", "house-language", "26:28"),
    ("E11", "Any sexual intercourse with a child under 13", "house-language", "26:62"),
    ("E12", "Connexions\nstaff", "house-language", "28:60"),
    ("E14", "recorded (not reported", "house-language", "33:15"),
    ("E15", "youth-produced sexual imagery", "house-language", "35:7"),
    ("E15", "national guidance should be followed", "house-language", "35:48"),
    ("E20", "Bullying", "chapter-in-prose", "35:90"),
    ("E18", "gateway@police.example.org", "contact-in-prose", "37:10"),
    ("words", "Young people should be discouraged from", "house-language", "43:3"),
    ("words", "negative lifestyle\n  choices", "house-language", "44:52"),
    ("words", "puts *themselves* at risk", "house-language", "50:21"),
    ("words", "contacting adults online", "house-language", "50:52"),
];

#[test]
fn the_mistakes_of_a_real_chapter_are_found() {
    let file = path("chapters/guidance/printed-page/chapter.md");
    let mut files = SAMPLE.0.clone();
    files.insert(file.clone(), CHAPTER.as_bytes());
    let (manual, mut findings) = parse::manual(&files);
    findings.append(check::all(&manual, date(2026, 11, 22)));
    let codes: BTreeSet<&str> = FOUND.iter().map(|(_, _, code, _)| *code).collect();
    let mut found = String::new();
    for finding in &findings.sorted() {
        if finding.place.file == file && codes.contains(finding.rule.code) {
            let at = line_column(CHAPTER, finding.place.span.start);
            let text = CHAPTER.get(finding.place.span.range()).unwrap_or_default();
            writeln!(found, "{text:?} {} {}:{}", finding.rule.code, at.line, at.column).unwrap();
        }
    }
    let mut expected = String::new();
    for (_, text, code, place) in FOUND {
        writeln!(expected, "{text:?} {code} {place}").unwrap();
    }
    assert!(found == expected, "found:\n{found}\nexpected:\n{expected}");
}

//! What is to be attended to is told alike to whoever asks: as text, as JSON, as a table, and on the preview's page.
//! The manual here has one of each thing.

use super::formats::validate;
use super::reports::git;
use super::written::{tree, write_into};
use chapterhouse::report::json;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Our Procedures
publisher: Partnership
sections:
  - { id: core, title: Core }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
-- partnerships/thornhaven.yaml --
name: Thornhaven
joined: 2025-01-01
-- partnerships/westmark.yaml --
name: Westmark
joined: 2025-01-01
-- registers/legislation.yaml --
- { id: old-act, kind: act, title: A, citation: A 1990, in_force: 1990-01-01, repealed: { on: 2026-01-01, by: new-act, note: It was replaced. } }
- { id: new-act, kind: act, title: B, citation: B 2025, in_force: 2026-01-01, amended: [ { on: 2027-04-01, by: next-act, note: It will be shorter. } ] }
- { id: next-act, kind: act, title: C, citation: C 2026, in_force: 2027-03-01 }
- { id: passed-act, kind: act, title: D, citation: D 2026, enacted: 2026-06-01 }
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2025-01-01
significance: new
summary: The first edition.
documents:
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
  - { document: referrals/thornhaven, version: "1.0" }
-- amendments/2026-06-01-at-once.yaml --
title: Respond at once
in_force: 2026-06-01
published: 2026-06-01
significance: major
summary: Respond at once.
documents:
  - { document: referrals, version: "2.0" }
-- amendments/2027-01-11-shorter.yaml --
title: Shorter
in_force: 2027-01-11
published: 2026-11-16
significance: minor
summary: No more advice.
documents:
  - { document: referrals, version: "2.1" }
-- chapters/core/recording/chapter.md --
---
title: Recording
position: 2
---

Write it down.
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

See [[law:old-act]].

## Responding {#responding}

Ring.

## Advice {#advice}

Ask.
-- chapters/core/referrals/history/2.0.md --
---
title: Referrals
---

See [[law:old-act]] and [[law:new-act]].

## Responding {#responding}

Ring at once.

## Advice {#advice}

Ask.
-- chapters/core/referrals/history/2.1.md --
---
title: Referrals
---

See [[law:new-act]].

## Responding {#responding}

Ring at once.
-- chapters/core/referrals/chapter.md --
---
title: Referrals, again
position: 1
owner: The group
review_due: 2026-09-01
aligned_to: [passed-act]
under_review: { since: 2026-11-02, note: New guidance is out. }
---

A draft.
-- chapters/core/referrals/local/aldermere/history/1.0.md --
---
title: In Aldermere
after: responding
---

Ring the hub.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: responding
owner: The hub
review_due: 2027-01-31
---

Ring the hub.
-- chapters/core/referrals/local/thornhaven/history/1.0.md --
---
title: In Thornhaven
after: advice
---

Ask the hub.
-- chapters/core/referrals/local/thornhaven/chapter.md --
---
title: In Thornhaven
after: advice
owner: Thornhaven hub
---

Ask the hub.
"#;

/// The page of the preview, a line for each heading, item and row.
const PAGE: &[&str] = &[
    "# Report",
    "## Reviews overdue or due within 90 days",
    "1 September 2026 overdue | Referrals referrals | The group",
    "31 January 2027 | In Aldermere referrals/aldermere | The hub",
    "## Under review",
    "Referrals referrals: since 2 November 2026. New guidance is out.",
    "## Drafts",
    "Recording recording: a draft that was never recorded. It was never committed.",
    "Referrals, again referrals: a draft, which differs from version 2.1. Last committed on 3 October 2026 by Ann Example. It has changed since.",
    "## Amendments to come",
    "11 January 2027: Shorter (Minor change), published on 16 November 2026: referrals",
    "## Law and guidance that does not apply",
    "referrals: A 1990, repealed since 1 January 2026. See: new-act. It was replaced.",
    "referrals: D 2026, not yet in force. Only “aligned_to” names it.",
    "## Law and guidance that will change",
    "1 April 2027: B 2025, will be amended. See: next-act. It will be shorter. Cited by: referrals",
    "## Additions to confirm",
    "In Aldermere referrals/aldermere: since 1 June 2026. The text under “responding” has changed (2026-06-01-at-once). Last looked at on 1 January 2025.",
    "In Thornhaven referrals/thornhaven: from 11 January 2027. The heading “advice” is gone (2027-01-11-shorter). Last looked at on 1 January 2025.",
    "## Texts without an owner",
    "Recording recording",
    "## Aldermere",
    "### Additions",
    "In Aldermere referrals: version 1.0, in force since 1 January 2025. Last looked at on 1 January 2025. Review due 31 January 2027. To confirm.",
    "## Thornhaven",
    "### Additions",
    "In Thornhaven referrals: version 1.0, in force since 1 January 2025. Last looked at on 1 January 2025.",
    "## Westmark",
    "### Most others add to these chapters",
    "Referrals referrals: aldermere, thornhaven",
];

/// What is told of each thing, in any form: the list of the JSON in which it is, and its words.
const FACTS: &[(&str, &[&str])] = &[
    ("reviews", &["referrals", "Referrals", "The group", "2026-09-01", "overdue"]),
    ("reviews", &["referrals/aldermere", "In Aldermere", "The hub", "2027-01-31"]),
    ("under_review", &["referrals", "Referrals", "2026-11-02", "New guidance is out."]),
    ("drafts", &["recording", "Recording", "new"]),
    ("drafts", &["referrals", "Referrals, again", "2.1", "Ann Example", "changed"]),
    (
        "upcoming",
        &["referrals", "2027-01-11-shorter", "Shorter", "minor", "2027-01-11", "2026-11-16"],
    ),
    ("citations", &["referrals", "old-act", "repealed", "2026-01-01", "new-act"]),
    ("citations", &["referrals", "passed-act"]),
    ("law_changes", &["referrals", "2027-04-01", "new-act", "amended", "next-act"]),
    (
        "to_confirm",
        &["referrals/aldermere", "responding", "2026-06-01", "2025-01-01", "2026-06-01-at-once"],
    ),
    (
        "to_confirm",
        &[
            "referrals/thornhaven",
            "advice",
            "gone",
            "2027-01-11",
            "2025-01-01",
            "2027-01-11-shorter",
        ],
    ),
    ("without_owner", &["recording", "Recording"]),
    ("partnerships", &["referrals", "1.0", "2025-01-01", "2027-01-31"]),
    ("partnerships", &["referrals", "aldermere", "thornhaven"]),
];

/// The manual on a disk, in a repository where a draft was committed, and changed since.
fn manual() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let manual = folder.path().join("procedures");
    write_into(&manual, &tree(MANUAL));
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "procedures/chapters/core/referrals"]);
    git(folder.path(), &["commit", "-qm", "Referrals"]);
    let draft = manual.join("chapters/core/referrals/chapter.md");
    let text = std::fs::read_to_string(&draft).unwrap();
    std::fs::write(draft, text + "\nLonger.\n").unwrap();
    (folder, manual)
}

fn reported(manual: &Path, format: &str) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_chapterhouse"))
        .args(["report", "--as-at", "2026-11-22", "--format", format, "--manual"])
        .arg(manual)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// A preview that ends with the test.
struct Served(Child, String);

impl Served {
    fn start(manual: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chapterhouse"))
            .args(["serve", "--port", "0", "--as-at", "2026-11-22", "--manual"])
            .arg(manual)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let host = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or_else(|| panic!("{line}")).to_owned();
        Self(child, host)
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.1).unwrap();
        let asked = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.1);
        stream.write_all(asked.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The words of HTML, cells parted by strokes.
fn words(html: &str) -> String {
    let parted = html.replace("</td><td>", " | ");
    let parts = parted.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a page: its headings, items and rows.
fn lines(html: &str) -> Vec<String> {
    let (_, main) = html.split_once("<main>").unwrap();
    let starts =
        [("<h1>", "# "), ("<h2>", "## "), ("<h3>", "### "), ("<li>", ""), ("<tr><td>", "")];
    let mut found: Vec<(usize, String)> = Vec::new();
    for (start, sign) in starts {
        for (at, _) in main.match_indices(start) {
            let ends = ["</h1>", "</h2>", "</h3>", "</li>", "</tr>"];
            let (_, rest) = main.split_at(at);
            let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap();
            found.push((at, format!("{sign}{}", words(rest.split_at(end).0))));
        }
    }
    found.sort();
    found.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn the_report_of_the_preview_has_a_line_for_each_thing_in_words() {
    let (_folder, manual) = manual();
    let page = Served::start(&manual).get("/report/");
    let lines = lines(&page);
    assert_eq!(lines.join("\n"), PAGE.join("\n"));
    for address in [
        "/referrals/",
        "/aldermere/referrals/",
        "/westmark/referrals/",
        "/@after/2027-01-11-shorter/",
    ] {
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}");
    }
}

/// Whether one of the things has all these words, each as a whole.
fn is_told(things: &[String], facts: &[&str]) -> bool {
    let has = |thing: &String, fact: &str| {
        let is_apart =
            |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '.');
        thing.match_indices(fact).any(|(at, _)| {
            let (before, from) = thing.split_at(at);
            let after = from.trim_start_matches(fact).trim_start_matches('.');
            is_apart(before.chars().next_back()) && is_apart(after.chars().next())
        })
    };
    things.iter().any(|thing| facts.iter().all(|fact| has(thing, fact)))
}

#[test]
fn the_same_is_told_as_text_as_a_table_and_to_programs() {
    let (_folder, manual) = manual();
    let text: Vec<String> = reported(&manual, "text").lines().map(str::to_owned).collect();
    let table: Vec<String> = reported(&manual, "csv").lines().map(str::to_owned).collect();
    let report = validate(&reported(&manual, "json"), json::SCHEMA);
    for (list, facts) in FACTS {
        assert!(is_told(&text, facts), "text: {facts:?} in {text:#?}");
        assert!(is_told(&table, facts), "table: {facts:?} in {table:#?}");
        let things: Vec<String> =
            report[list].as_array().unwrap().iter().map(Value::to_string).collect();
        let said = |thing: &String| {
            thing.replace("\"overdue\":true", "overdue").replace("\"heading_gone\":true", "gone")
        };
        let things: Vec<String> = things.iter().map(said).collect();
        assert!(is_told(&things, facts), "JSON: {facts:?} in {things:#?}");
    }
}

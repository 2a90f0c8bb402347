//! The report: what is in it, and what is left out. How it looks is in `tests/cli/report.md`.

use super::sites::{SAMPLE, TODAY};
use super::written::{over, rendered, tree, write_into};
use chapterhouse::manual::Manual;
use chapterhouse::manual::id::PartnershipId;
use chapterhouse::report::history::{Commit, History, State};
use chapterhouse::report::{self, Report, csv, json};
use chapterhouse::source::path::VPath;
use jiff::civil::{Date, date};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Two chapters, of which one was withdrawn; three members and one that has left; law of every status.
const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
base_url: https://example.org/
sections:
  - { id: core, title: Core }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
-- partnerships/kestrelby.yaml --
name: Kestrelby
joined: 2025-01-01
left: 2026-03-31
-- partnerships/thornhaven.yaml --
name: Thornhaven
joined: 2025-01-01
-- partnerships/westmark.yaml --
name: Westmark
joined: 2025-01-01
-- registers/legislation.yaml --
- { id: gone, kind: act, title: A, citation: A 1990, in_force: 1990-01-01, repealed: { on: 2026-01-01, note: Not replaced } }
- { id: old, kind: guidance, title: B, citation: B 2020, in_force: 2020-01-01, superseded: { on: 2026-01-01, by: new } }
- { id: new, kind: guidance, title: B, citation: B 2026, in_force: 2026-01-01 }
- { id: passed, kind: act, title: C, citation: C 2026, enacted: 2026-01-01 }
- { id: soon, kind: act, title: D, citation: D 2026, in_force: 2027-01-01 }
- { id: unknown, kind: act, title: E, citation: E 1980 }
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2024-12-01
significance: new
summary: The first edition.
documents:
  - { document: old, version: "1.0" }
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
  - { document: referrals/kestrelby, version: "1.0" }
  - { document: referrals/thornhaven, version: "1.0" }
-- amendments/2026-01-01-old.yaml --
title: Withdrawn
in_force: 2026-01-01
published: 2026-01-01
significance: withdrawal
summary: Gone.
documents:
  - { document: old, withdrawn: true }
-- amendments/2027-01-01-local.yaml --
title: Read again
in_force: 2027-01-01
published: 2026-12-01
significance: review
summary: Nothing changed.
documents:
  - { document: referrals/thornhaven, reviewed: true }
-- chapters/core/old/history/1.0.md --
---
title: Old
---

[[law:gone]]
-- chapters/core/old/chapter.md --
---
title: Old, in a draft
position: 2
review_due: 2025-01-01
under_review: { since: 2025-06-01 }
---

[[law:gone]]
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

See [[law:old]], [[law:old|again]], [[law:new]], [[law:soon]] and [[law:unknown]].

> [!LAW] gone
-- chapters/core/referrals/chapter.md --
---
title: Referrals, in a draft
position: 1
owner: The group
review_due: 2027-02-20
aligned_to: [old, passed, new]
under_review: { since: 2026-12-01 }
---

See the text.
-- chapters/core/referrals/local/aldermere/history/1.0.md --
---
title: In Aldermere
---

See [[law:gone]].
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
owner: The hub
review_due: 2026-11-21
---

See [[law:gone]].
-- chapters/core/referrals/local/kestrelby/history/1.0.md --
---
title: In Kestrelby
---

See [[law:gone]].
-- chapters/core/referrals/local/kestrelby/chapter.md --
---
title: In Kestrelby, in a draft
review_due: 2026-01-01
---
-- chapters/core/referrals/local/thornhaven/history/1.0.md --
---
title: In Thornhaven
---

Ring.
-- chapters/core/referrals/local/thornhaven/chapter.md --
---
title: In Thornhaven
review_due: 2027-02-21
---

Ring.
"#;

fn manual() -> Manual {
    let files = tree(MANUAL);
    let (manual, faults) = chapterhouse::parse::manual(&files);
    assert!(faults.is_empty(), "{}", rendered(&files, &faults));
    manual
}

fn reviews(report: &Report<'_>) -> Vec<String> {
    let say = |overdue| if overdue { "overdue" } else { "due" };
    let each = report.reviews.iter();
    each.map(|review| format!("{} {} {:?}", review.document, say(review.overdue), review.owner))
        .collect()
}

#[test]
fn reviews_are_due_for_what_is_in_force_and_for_members() {
    let manual = manual();
    let due =
        ["referrals/aldermere overdue Some(\"The hub\")", "referrals due Some(\"The group\")"];
    assert_eq!(reviews(&report::report(&manual, TODAY, None)), due);
    let on_the_day = report::report(&manual, date(2026, 11, 21), None);
    assert_eq!(reviews(&on_the_day), ["referrals/aldermere due Some(\"The hub\")"]);
}

#[test]
fn a_chapter_is_under_review_from_its_day_on_while_it_is_in_force() {
    let manual = manual();
    let under_review = |day| report::report(&manual, day, None).under_review.len();
    assert_eq!((under_review(TODAY), under_review(date(2026, 12, 1))), (0, 1));
}

#[test]
fn drafts_are_those_of_what_was_not_withdrawn_and_of_members() {
    let manual = manual();
    let drafts = report::report(&manual, TODAY, None).drafts;
    let drafts: Vec<_> = drafts.iter().map(|draft| (&*draft.document, draft.title)).collect();
    assert_eq!(drafts, [("referrals", "Referrals, in a draft")]);
}

#[test]
fn law_is_reported_that_does_not_apply_where_readers_meet_it() {
    let manual = manual();
    let report = report::report(&manual, TODAY, None);
    let citations = report.citations.iter().map(|cited| {
        let on = cited.on.map(|on| on.to_string()).unwrap_or_default();
        let see = cited.by.or(cited.note).unwrap_or_default();
        let where_from = if cited.in_text { "text" } else { "aligned_to" };
        format!(
            "{}: {} {} {on} {see} ({where_from})",
            cited.document, cited.provision, cited.status
        )
    });
    assert_eq!(
        citations.collect::<Vec<_>>(),
        [
            "referrals: gone repealed 2026-01-01 Not replaced (text)",
            "referrals: old superseded 2026-01-01 new (text)",
            "referrals: passed not-yet-in-force   (aligned_to)",
            "referrals: soon not-yet-in-force 2027-01-01  (text)",
            "referrals/aldermere: gone repealed 2026-01-01 Not replaced (text)",
        ]
    );
}

#[test]
fn a_partnership_is_told_of_the_chapters_where_most_others_have_an_addition() {
    let manual = manual();
    let report = report::report(&manual, TODAY, None);
    let each = report.partnerships.iter().map(|partnership| {
        let without = partnership.without.iter().map(|without| without.others.join(" "));
        let without = without.collect::<Vec<_>>().join(", ");
        format!("{} {} [{without}]", partnership.partnership, partnership.additions.len())
    });
    assert_eq!(
        each.collect::<Vec<_>>(),
        ["aldermere 1 []", "thornhaven 1 []", "westmark 0 [aldermere thornhaven]"]
    );
}

#[test]
fn a_partnership_can_have_a_report_of_its_own() {
    let manual = manual();
    let aldermere = PartnershipId::new("aldermere").unwrap();
    let own = report::report(&manual, TODAY, Some(&aldermere));
    assert_eq!(own.partnerships.len(), 1);
    assert!(own.upcoming.is_empty());
    assert_eq!(report::report(&manual, TODAY, None).upcoming.len(), 1);
    let westmark = PartnershipId::new("westmark").unwrap();
    let other = report::report(&manual, TODAY, Some(&westmark));
    assert!(other.citations.iter().all(|citation| citation.document == "referrals"));
}

#[test]
fn what_a_terminal_would_obey_is_not_written() {
    let named =
        "-- partnerships/aldermere.yaml --\nname: \"Al\\e[31mder\\nmere\"\njoined: 2025-01-01\n";
    let (manual, _) = chapterhouse::parse::manual(&over(tree(MANUAL), named));
    let text = report::text::text(&report::report(&manual, TODAY, None));
    assert!(text.contains("\nAl\u{fffd}[31mder mere (aldermere)\n"), "{text}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
}

#[test]
fn the_sample_has_an_addition_to_confirm() {
    let report = report::report(&SAMPLE.manual, TODAY, None);
    let to_confirm: Vec<&str> =
        report.to_confirm.iter().map(|addition| addition.document.as_str()).collect();
    assert_eq!(to_confirm, ["sharing-nudes/aldermere"]);
}

/// A manual in which all that a report can tell of is there to be told.
fn everything() -> Manual {
    let more = r"
-- registers/legislation.yaml --
- { id: gone, kind: act, title: A, citation: A 1990, in_force: 1990-01-01, repealed: { on: 2026-01-01, note: Not replaced } }
- { id: old, kind: guidance, title: B, citation: B 2020, in_force: 2020-01-01, superseded: { on: 2026-01-01, by: new } }
- { id: new, kind: guidance, title: B, citation: B 2026, in_force: 2026-01-01, amended: [ { on: 2026-02-01 }, { on: 2027-04-01, by: soon, note: Shorter } ] }
- { id: passed, kind: act, title: C, citation: C 2026, enacted: 2026-01-01 }
- { id: soon, kind: act, title: D, citation: D 2026, in_force: 2027-01-01, repealed: { on: 2028-01-01 } }
- { id: unknown, kind: act, title: E, citation: E 1980 }
- { id: uncited, kind: act, title: F, citation: F 2026, in_force: 2027-01-01 }
";
    chapterhouse::parse::manual(&over(tree(MANUAL), more)).0
}

#[test]
fn law_that_will_change_is_told_with_those_who_cite_it() {
    let manual = everything();
    let report = report::report(&manual, TODAY, None);
    let changes = report.law_changes.iter().map(|law| {
        let by = law.by.map(|by| format!(" by {by}")).unwrap_or_default();
        format!("{} {} {}{by}: {}", law.on, law.provision, law.change, law.documents.join(" "))
    });
    assert_eq!(
        changes.collect::<Vec<_>>(),
        [
            "2027-01-01 soon comes-into-force: referrals",
            "2027-04-01 new amended by soon: referrals",
            "2028-01-01 soon repealed: referrals",
        ]
    );
}

#[test]
fn texts_that_nobody_looks_after_are_told_but_for_what_was_withdrawn() {
    let manual = manual();
    let report = report::report(&manual, TODAY, None);
    let nobody: Vec<&str> = report.without_owner.iter().map(|text| &*text.document).collect();
    assert_eq!(nobody, ["referrals/thornhaven"]);
}

#[test]
fn reviews_are_told_of_for_as_many_days_as_are_asked() {
    let manual = manual();
    let due = |days| {
        let report = report::within(&manual, TODAY, None, days);
        report.reviews.iter().map(|review| review.document.clone()).collect::<Vec<_>>()
    };
    assert_eq!(due(0), ["referrals/aldermere"]);
    assert_eq!(due(89), ["referrals/aldermere"]);
    assert_eq!(due(90), ["referrals/aldermere", "referrals"]);
    assert_eq!(due(91), ["referrals/aldermere", "referrals", "referrals/thornhaven"]);
    assert_eq!(due(u32::MAX).len(), 3);
}

#[test]
fn the_json_of_a_report_is_what_its_schema_says() {
    for manual in [&everything(), &SAMPLE.manual] {
        let mut report = report::report(manual, TODAY, None);
        let files: Vec<VPath> =
            report.drafts.iter().filter_map(|draft| VPath::new(draft.file)).collect();
        for last_commit in [None, Some(Commit { on: TODAY, by: "Ann Example".to_owned() })] {
            let history = History { state: State::Changed, last_commit };
            report.add_history(files.iter().map(|file| (file.clone(), history.clone())).collect());
            super::formats::validate(&json::json(&report), json::SCHEMA);
        }
    }
    let report = report::report(&SAMPLE.manual, TODAY, None);
    super::formats::validate(&json::json(&report), json::SCHEMA);
}

/// The rows of a table as RFC 4180 has them: cells parted by commas, some in quotation marks.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("a mark by which Excel knows UTF-8");
    let lines = csv.strip_suffix("\r\n").expect("a line end").split("\r\n");
    let cells = |line: &str| {
        let (mut cells, mut is_quoted) = (vec![String::new()], false);
        for letter in line.chars() {
            match letter {
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(String::new()),
                letter => cells.last_mut().unwrap().push(letter),
            }
        }
        cells
    };
    lines.map(cells).collect()
}

#[test]
fn a_table_has_a_row_for_each_thing_and_as_many_cells_in_each() {
    let manual = everything();
    let report = report::report(&manual, TODAY, None);
    let rows = rows(&csv::csv(&report));
    assert_eq!(rows[0], csv::COLUMNS);
    assert!(rows.iter().all(|row| row.len() == csv::COLUMNS.len()), "{rows:#?}");
    let count = |kind: &str| rows.iter().filter(|row| row[0] == kind).count();
    let counts = ["review", "draft", "amendment", "law", "law-change", "no-owner", "addition"];
    assert_eq!(counts.map(count), [2, 1, 1, 5, 3, 1, 2]);
    assert_eq!(count("no-addition"), 1);
}

#[test]
fn a_table_holds_no_formula_and_no_broken_line() {
    let named = "-- chapters/core/referrals/chapter.md --\n---\ntitle: \"=HYPERLINK(\\\"https://a.org\\\",\\\"Ring\\\")\"\nposition: 1\nowner: \" @us\\n+one\"\nreview_due: 2026-11-22\n---\n\nA draft.\n";
    let (manual, _) = chapterhouse::parse::manual(&over(tree(MANUAL), named));
    let text = csv::csv(&report::report(&manual, TODAY, None));
    let draft =
        "draft,referrals,\"'=HYPERLINK(\"\"https://a.org\"\",\"\"Ring\"\")\",'@us +one,,after 1.0,";
    assert!(text.lines().any(|line| line == draft), "{text}");
    let cells = rows(&text).concat();
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{cells:#?}");
}

fn history(state: State, last_commit: Option<(Date, &str)>) -> String {
    let last_commit = last_commit.map(|(on, by)| Commit { on, by: by.to_owned() });
    History { state, last_commit }.in_words(TODAY)
}

#[test]
fn the_age_of_a_draft_is_said_in_words() {
    let ann = |day| Some((day, "Ann"));
    assert_eq!(history(State::Committed, ann(date(2026, 10, 3))), "50 days ago by Ann");
    assert_eq!(
        history(State::Changed, ann(date(2026, 11, 21))),
        "yesterday by Ann, and changed since"
    );
    assert_eq!(history(State::Committed, ann(TODAY)), "today by Ann");
    assert_eq!(history(State::Committed, ann(date(2026, 12, 1))), "on 2026-12-01 by Ann");
    assert_eq!(history(State::New, None), "not committed");
    assert_eq!(history(State::Changed, None), "changed since its last commit");
}

/// Runs git in a folder, as somebody whose settings are none of ours.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let ran = Command::new("git")
        .args(["-c", "user.name=Ann Example", "-c", "user.email=ann@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .envs([("GIT_AUTHOR_DATE", "2026-10-03T12:00:00"), ("GIT_CONFIG_GLOBAL", "/dev/null")])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn drafts(manual: &Path) -> serde_json::Value {
    let ran = Command::new(env!("CARGO_BIN_EXE_chapterhouse"))
        .args(["report", "--format", "json", "--as-at", "2026-11-22", "--manual"])
        .arg(manual)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    report["drafts"].clone()
}

#[test]
fn git_is_asked_for_the_age_of_drafts_and_nothing_is_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let manual = folder.path().join("whole/procedures");
    write_into(&manual, &tree(MANUAL));
    assert!(drafts(&manual)[0]["git"].is_null(), "there is no repository");
    let project = manual.parent().unwrap();
    git(project, &["init", "-q"]);
    assert_eq!(drafts(&manual)[0]["git"]["state"], "new");
    git(project, &["add", "."]);
    assert_eq!(drafts(&manual)[0]["git"]["state"], "new", "nothing is committed");
    git(project, &["commit", "-qm", "All"]);
    git(project, &["commit", "-qm", "Another", "--allow-empty"]);
    let commit = serde_json::json!({ "on": "2026-10-03", "by": "Ann Example" });
    let known = drafts(&manual)[0]["git"].clone();
    assert_eq!(known, serde_json::json!({ "state": "committed", "last_commit": commit }));
    fs::write(manual.join("chapters/core/referrals/chapter.md"), "---\ntitle: X\n---\n").unwrap();
    let known = drafts(&manual)[0]["git"].clone();
    assert_eq!(known, serde_json::json!({ "state": "changed", "last_commit": commit }));

    let url = format!("file://{}", project.display());
    git(folder.path(), &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let known = drafts(&folder.path().join("shallow/procedures"))[0]["git"].clone();
    let nothing = serde_json::json!({ "state": "committed", "last_commit": null });
    assert_eq!(known, nothing, "a copy that is not whole knows no last commit");
}

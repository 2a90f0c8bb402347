//! Local additions that are to be confirmed, because the regional text changed where they belong.

use super::written::{expect_findings, over, path, rendered, tree};
use chapterhouse::record::Record;
use chapterhouse::record::drift::{self, Drift};
use chapterhouse::source::tree::FileTree;
use jiff::civil::{Date, date};

/// A chapter with an addition under its second heading, both recorded on one day.
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
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2024-12-01
significance: new
summary: The first edition.
documents:
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

Opening.

## Signs {#signs}

Bruises.[^b]

## What to do {#responding}

Ring the hub.[^a]

### At night {#night}

Ring the night team.

## Afterwards {#afterwards}

Write it down.

[^a]: The number is below.
[^b]: Of any size.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: responding
---

Ring the front door.
"#;

const ADDITION: &str = "chapters/core/referrals/local/aldermere/chapter.md";

/// The manual with amendments put over it, each the day and what it does, and the regional text
/// changed in versions 1.1, 1.2 and so on: each replaces one passage of the text before.
fn with(changes: &[(&str, &str, &str)], more: &str) -> FileTree {
    let mut files = tree(MANUAL);
    let history = |n: usize| path(&format!("chapters/core/referrals/history/1.{n}.md"));
    let mut text = files.text(&history(0)).unwrap().to_owned();
    for (index, (day, old, new)) in changes.iter().enumerate() {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
        let n = index + 1;
        files.insert(history(n), text.clone().into_bytes());
        let entry = format!("document: referrals, version: \"1.{n}\"");
        files = over(files, &amendment(&format!("{day}-change-{n}"), day, "minor", &entry));
    }
    let working = text.replace("title: Referrals\n", "title: Referrals\nposition: 1\n");
    files.insert(path("chapters/core/referrals/chapter.md"), working.into_bytes());
    let addition = files.text(&path(ADDITION)).unwrap().to_owned();
    let recorded = path("chapters/core/referrals/local/aldermere/history/1.0.md");
    files.insert(recorded, addition.into_bytes());
    if more.is_empty() { files } else { over(files, more) }
}

fn amendment(id: &str, day: &str, significance: &str, entry: &str) -> String {
    format!(
        "-- amendments/{id}.yaml --\ntitle: More\nin_force: {day}\npublished: 2025-02-01\n\
         significance: {significance}\nsummary: More.\ndocuments:\n  - {{ {entry} }}\n"
    )
}

/// A review of the addition.
fn review(day: &str) -> String {
    amendment(
        &format!("{day}-read"),
        day,
        "review",
        "document: referrals/aldermere, reviewed: true",
    )
}

/// What the findings say of the addition on a day.
#[track_caller]
fn expect(files: &FileTree, day: Date, expected: &str) {
    let (manual, faults) = chapterhouse::parse::manual(files);
    assert!(faults.is_empty(), "{}", rendered(files, &faults));
    let found = chapterhouse::check::all(&manual, day);
    let is_it = |code: &str| code == "addition-to-confirm";
    let found = found.into_iter().filter(|finding| is_it(finding.rule.code)).collect();
    expect_findings(files, &found, expected);
}

/// Whether the addition is to be confirmed on a day, and from which: `now` or `later`.
fn drifts(files: &FileTree, day: Date) -> Vec<String> {
    let (manual, _) = chapterhouse::parse::manual(files);
    let known = Record::known_on(&manual, day);
    let say = |drift: &Drift<'_>| {
        let when = if drift.is_due_on(day) { "now" } else { "later" };
        format!("{when} {} {}..{}", drift.from, drift.then.number, drift.now.number)
    };
    drift::all(&manual, &known, day).iter().map(say).collect()
}

const TODAY: Date = date(2026, 11, 22);

const HUB: (&str, &str, &str) = ("2026-01-01", "Ring the hub.", "Ring the hub at once.");

#[test]
fn nothing_is_to_be_confirmed_at_first() {
    assert!(drifts(&with(&[], ""), TODAY).is_empty());
}

#[test]
fn a_change_under_the_heading_is_to_be_confirmed() {
    let files = with(&[HUB], "");
    expect(
        &files,
        TODAY,
        r"
chapters/core/referrals/local/aldermere/chapter.md:3:8 addition-to-confirm: `referrals/aldermere` is to be confirmed: what `referrals` says under `responding` changed on 2026-01-01, and it was last looked at for 2025-01-01 | read the two together; if the addition still holds, run `chapterhouse amend referrals/aldermere --significance review`, else record a new version of it
  amendments/2026-01-01-change-1.yaml:7:17 it changed here, from 2026-01-01
",
    );
}

#[test]
fn a_change_that_is_to_come_is_told_of_once_it_is_published() {
    let files = with(&[HUB], "");
    expect(
        &files,
        date(2025, 12, 31),
        r"
chapters/core/referrals/local/aldermere/chapter.md:3:8 addition-to-confirm: `referrals/aldermere` will need confirming on 2026-01-01: what `referrals` says under `responding` changes then | read the two together; if the addition still holds, run `chapterhouse amend referrals/aldermere --significance review --in-force 2026-01-01`, else record a new version of it
  amendments/2026-01-01-change-1.yaml:7:17 it changes here, from 2026-01-01
",
    );
    assert!(drifts(&files, date(2025, 1, 31)).is_empty());
}

#[test]
fn the_subsections_and_footnotes_of_the_heading_belong_to_it() {
    for (old, new) in [
        ("night team.", "night and weekend team."),
        ("## What to do {#", "## What to do now {#"),
        ("### At night {#night}", "### In the night {#night}"),
        ("The number is below.", "The number is in the register."),
    ] {
        let files = with(&[("2026-01-01", old, new)], "");
        assert_eq!(drifts(&files, TODAY), ["now 2026-01-01 1.0..1.1"], "{old}");
    }
}

#[test]
fn a_change_elsewhere_is_nothing_to_the_addition() {
    for (old, new) in [
        ("Opening.", "An opening."),
        ("title: Referrals", "title: Referring"),
        ("Bruises.[^b]", "Bruises and burns."),
        ("Write it down.", "Write it down today."),
        ("Of any size.", "However small."),
        ("## Afterwards {#afterwards}", "## Then {#afterwards}"),
        ("Ring the hub.[^a]", "Ring\nthe hub.[^a]"),
        (
            "## Signs {#signs}",
            "## More\n\nMore.[^c]\n\n[^c]: Before the others.\n\n## Signs {#signs}",
        ),
    ] {
        let files = with(&[("2026-01-01", old, new)], "");
        assert!(drifts(&files, TODAY).is_empty(), "{old}");
    }
}

#[test]
fn a_review_confirms_until_the_text_changes_again() {
    let again = ("2026-06-01", "Ring the hub at once.", "Ring the hub or the police at once.");
    let files = with(&[HUB, again], &review("2026-01-01"));
    assert!(drifts(&files, date(2026, 1, 1)).iter().all(|drift| drift.starts_with("later")));
    assert_eq!(drifts(&files, date(2026, 5, 31)), ["later 2026-06-01 1.1..1.2"]);
    assert_eq!(drifts(&files, TODAY), ["now 2026-06-01 1.1..1.2"]);
    let files = with(&[HUB, again], &review("2026-07-01"));
    assert_eq!(
        drifts(&files, date(2026, 2, 1)),
        ["now 2026-01-01 1.0..1.1", "later 2026-06-01 1.1..1.2"]
    );
    assert!(drifts(&files, TODAY).is_empty());
}

#[test]
fn a_new_version_of_the_addition_confirms() {
    let text = "---\ntitle: In Aldermere\nafter: responding\n---\n\nRing the front door at once.\n";
    let entry = "document: referrals/aldermere, version: \"1.1\"";
    let more = format!(
        "-- {ADDITION} --\n{text}-- chapters/core/referrals/local/aldermere/history/1.1.md --\n{text}{}",
        amendment("2026-02-01-local", "2026-02-01", "minor", entry)
    );
    let files = with(&[HUB], &more);
    assert_eq!(drifts(&files, date(2026, 1, 31)), ["now 2026-01-01 1.0..1.1"]);
    assert!(drifts(&files, TODAY).is_empty());
}

#[test]
fn a_change_that_was_taken_back_is_none() {
    let back = ("2026-06-01", HUB.2, HUB.1);
    let files = with(&[HUB, back], "");
    assert_eq!(
        drifts(&files, date(2026, 5, 31)),
        ["now 2026-01-01 1.0..1.1", "later 2026-06-01 1.1..1.2"]
    );
    assert!(drifts(&files, TODAY).is_empty());
}

#[test]
fn an_addition_whose_heading_is_gone_is_to_be_confirmed() {
    let files = with(&[("2026-01-01", "{#responding}", "{#acting}")], "");
    expect(
        &files,
        TODAY,
        r"
chapters/core/referrals/local/aldermere/chapter.md:3:8 addition-to-confirm: `referrals/aldermere` is to be confirmed: the heading `responding` of `referrals` went on 2026-01-01, and it was last looked at for 2025-01-01 | name another heading in `after`, and record a new version with `chapterhouse amend`
  amendments/2026-01-01-change-1.yaml:7:17 it changed here, from 2026-01-01
",
    );
}

#[test]
fn without_a_heading_the_last_main_section_counts() {
    let with_last = |old, new| {
        let mut files = with(&[("2026-01-01", old, new)], "");
        for file in [ADDITION, "chapters/core/referrals/local/aldermere/history/1.0.md"] {
            let text = files.text(&path(file)).unwrap().replace("after: responding\n", "");
            files.insert(path(file), text.into_bytes());
        }
        files
    };
    assert!(drifts(&with_last(HUB.1, HUB.2), TODAY).is_empty());
    expect(
        &with_last("Write it down.", "Write it down today."),
        TODAY,
        r"
chapters/core/referrals/local/aldermere/chapter.md:1:1 addition-to-confirm: `referrals/aldermere` is to be confirmed: the last section of `referrals` changed on 2026-01-01, and it was last looked at for 2025-01-01 | read the two together; if the addition still holds, run `chapterhouse amend referrals/aldermere --significance review`, else record a new version of it
  amendments/2026-01-01-change-1.yaml:7:17 it changed here, from 2026-01-01
",
    );
}

#[test]
fn who_has_left_and_what_was_withdrawn_needs_no_confirming() {
    let left = "-- partnerships/aldermere.yaml --\nname: Aldermere\njoined: 2025-01-01\nleft: 2026-03-31\n";
    let files = with(&[HUB], left);
    assert_eq!(drifts(&files, date(2026, 3, 31)), ["now 2026-01-01 1.0..1.1"]);
    assert!(drifts(&files, date(2026, 4, 1)).is_empty());
    for document in ["referrals", "referrals/aldermere"] {
        let entry = format!("document: {document}, withdrawn: true");
        let more = amendment("2026-04-01-gone", "2026-04-01", "withdrawal", &entry);
        let files = with(&[HUB], &more);
        assert_eq!(drifts(&files, date(2026, 3, 31)), ["now 2026-01-01 1.0..1.1"]);
        assert!(drifts(&files, date(2026, 4, 1)).is_empty(), "{document}");
    }
}

#[test]
fn an_addition_that_came_first_was_written_for_the_first_text() {
    let early = |files: FileTree| {
        let first = path("amendments/2025-01-01-first.yaml");
        let text = files.text(&first).unwrap().replace("2025-01-01", "2025-06-01");
        let text = text.replace("  - { document: referrals/aldermere, version: \"1.0\" }\n", "");
        let entry = "document: referrals/aldermere, version: \"1.0\"";
        let mut files = over(files, &amendment("2025-03-01-local", "2025-03-01", "new", entry));
        files.insert(first, text.into_bytes());
        files
    };
    assert!(drifts(&early(with(&[], "")), TODAY).is_empty());
    assert_eq!(drifts(&early(with(&[HUB], "")), TODAY), ["now 2026-01-01 1.0..1.1"]);
}

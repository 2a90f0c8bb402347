//! What `amend` records: for each thing that can be asked for, the files that it makes, and what they say.

use super::written::{expect_findings, over, path, rendered, tree};
use chapterhouse::amend::{self, Request};
use chapterhouse::finding::Findings;
use chapterhouse::manual::amendment::Significance;
use chapterhouse::source::digest::Digest;
use chapterhouse::source::tree::FileTree;
use chapterhouse::{check, parse};
use jiff::civil::{Date, date};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};

/// The day on which the editor sits before the manual.
const TODAY: Date = date(2026, 11, 22);

const BULLYING: &str = "chapters/core/bullying/chapter.md";
const REFERRALS: &str = "chapters/core/referrals/chapter.md";
const LOCALLY: &str = "chapters/core/referrals/local/aldermere/chapter.md";
const MAP: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";

/// Three documents that nobody has recorded yet, with comments and with formatting of the editor's own.
const WRITTEN: &str = r#"
-- manual.yaml --
format: 1
title: Procedures   # the whole of them
publisher: Partnership
base_url: https://example.org/
sections:
  - { id: core, title: Core }
accessibility: { compliance: full, contact: Write to us., tested_on: 2026-11-01, tested_by: us, prepared_on: 2026-11-02 }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
-- registers/legislation.yaml --
- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2026-11-01 }
-- chapters/core/bullying/chapter.md --
---
# Ask Ann before you change this.
title:    'Bullying'
position: 1
---
<!-- still to be confirmed -->

What to do.

## Signs {#signs}

*  Quiet.
*  Afraid.

## Afterwards {#afterwards}

Write it down.
-- chapters/core/referrals/chapter.md --
---
title: Referrals
position: 2
---

## What to do {#responding}

Ring the hub.

![Where the hub is](images/map.svg)
-- chapters/core/referrals/images/map.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: responding
---

![Our hub](../../images/map.svg)
"#;

fn asked(documents: &[&str], significance: Significance, in_force: Date) -> Request {
    Request {
        documents: documents.iter().map(|&name| name.to_owned()).collect(),
        title: format!("{} of {in_force}", significance.as_str()),
        summary: "What practitioners must know.".to_owned(),
        significance,
        in_force,
        published: in_force.min(TODAY),
        approved_by: None,
        replaced_by: None,
        because: Vec::new(),
    }
}

fn plan(files: &FileTree, request: &Request) -> Result<Vec<amend::NewFile>, Findings> {
    let (manual, findings) = parse::manual(files);
    assert!(findings.is_empty(), "{}", rendered(files, &findings));
    let known = check::all(&manual, TODAY);
    amend::plan(&manual, files, &known, request).map(|plan| plan.files)
}

/// The files that an amendment makes; none of them may be there already.
#[track_caller]
fn made(files: &FileTree, request: &Request) -> Vec<(String, String)> {
    let new = plan(files, request).unwrap_or_else(|faults| panic!("{}", rendered(files, &faults)));
    let text = |bytes| String::from_utf8(bytes).unwrap();
    for (path, _) in &new {
        assert!(files.get(path).is_none(), "{path} is there already");
    }
    new.into_iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect()
}

/// The manual with the files that an amendment makes.
#[track_caller]
fn after(files: &FileTree, request: &Request) -> FileTree {
    let mut after = files.clone();
    for (name, text) in made(files, request) {
        after.insert(path(&name), text.into_bytes());
    }
    after
}

/// The manual with its first edition recorded.
fn recorded() -> FileTree {
    after(&tree(WRITTEN), &asked(&[], Significance::New, date(2025, 1, 1)))
}

/// The manual with words of a file replaced.
fn edited(files: &FileTree, file: &str, from: &str, to: &str) -> FileTree {
    let text = files.text(&path(file)).unwrap();
    assert!(text.contains(from), "{text}");
    let mut files = files.clone();
    files.insert(path(file), text.replace(from, to).into_bytes());
    files
}

/// All that parsing and the checks find.
fn found(files: &FileTree) -> String {
    let (manual, mut findings) = parse::manual(files);
    findings.append(check::all(&manual, TODAY));
    rendered(files, &findings)
}

#[track_caller]
fn expect_refusal(files: &FileTree, request: &Request, expected: &str) {
    expect_findings(files, &plan(files, request).unwrap_err(), expected);
}

fn names(made: &[(String, String)]) -> Vec<&str> {
    made.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn one_amendment_records_regional_and_local_documents_together() {
    let files = tree(WRITTEN);
    let first = asked(&[], Significance::New, date(2025, 1, 1));
    let made = made(&files, &first);
    assert_eq!(
        names(&made),
        [
            "chapters/core/bullying/history/1.0.md",
            "chapters/core/referrals/history/1.0.md",
            "chapters/core/referrals/local/aldermere/history/1.0.md",
            "amendments/2025-01-01-new-of-2025-01-01.yaml",
        ]
    );
    for ((_, version), working) in made.iter().zip([BULLYING, REFERRALS, LOCALLY]) {
        assert_eq!(version.as_bytes(), files.get(&path(working)).unwrap(), "{working}");
    }
    let digest = |file: &str| Digest::of(files.get(&path(file)).unwrap());
    let map = Digest::of(MAP);
    assert_eq!(
        made[3].1,
        format!(
            r#"title: "new of 2025-01-01"
in_force: 2025-01-01
published: 2025-01-01
significance: new
summary: "What practitioners must know."
documents:
  - document: bullying
    version: "1.0"
    sha256: "{}"
  - document: referrals
    version: "1.0"
    sha256: "{}"
    images:
      - {{ file: "images/map.svg", sha256: "{map}" }}
  - document: referrals/aldermere
    version: "1.0"
    sha256: "{}"
    images:
      - {{ file: "images/map.svg", sha256: "{map}" }}
"#,
            digest(BULLYING),
            digest(REFERRALS),
            digest(LOCALLY)
        )
    );
}

#[test]
fn what_is_recorded_reads_back_without_a_finding() {
    assert_eq!(found(&recorded()), "");
}

#[test]
fn the_files_of_the_editor_stay_byte_for_byte() {
    let (before, after) = (tree(WRITTEN), recorded());
    for (file, bytes) in before.iter() {
        assert_eq!(after.get(file), Some(bytes), "{file}");
    }
}

#[test]
fn each_significance_gives_its_number() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    for (significance, number) in [
        (Significance::Major, "2.0"),
        (Significance::Minor, "1.1"),
        (Significance::Correction, "1.0.1"),
    ] {
        let request = asked(&["bullying"], significance, date(2026, 12, 1));
        let made = made(&draft, &request);
        assert_eq!(made[0].0, format!("chapters/core/bullying/history/{number}.md"));
        assert_eq!(found(&after(&draft, &request)), "", "{number}");
    }
}

#[test]
fn only_the_documents_that_are_named_are_recorded() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    let draft = edited(&draft, LOCALLY, "Our hub", "The hub");
    let request = asked(&["referrals/aldermere"], Significance::Minor, date(2026, 12, 1));
    assert_eq!(
        names(&made(&draft, &request)),
        [
            "chapters/core/referrals/local/aldermere/history/1.1.md",
            "amendments/2026-12-01-minor-of-2026-12-01.yaml"
        ]
    );
}

#[test]
fn headings_are_those_under_which_the_text_changed() {
    let at_end = ("Write it down.", "Write it down at once.\n\n## Later {#later}\n\nAsk again.");
    for (from, to, headings) in [
        ("Quiet", "Silent", "headings: [\"signs\"]\n"),
        (at_end.0, at_end.1, "headings: [\"afterwards\", \"later\"]\n"),
        ("What to do.", "What you must do.", ""),
        ("title:    'Bullying'", "title: Bullies", ""),
    ] {
        let draft = edited(&recorded(), BULLYING, from, to);
        let request = asked(&[], Significance::Minor, date(2026, 12, 1));
        let minute = made(&draft, &request).pop().unwrap().1;
        let found_headings = minute.lines().find(|line| line.contains("headings:"));
        let found_headings = found_headings.unwrap_or_default().trim();
        assert_eq!(found_headings, headings.trim(), "{to}");
        assert_eq!(found(&after(&draft, &request)), "", "{to}");
    }
}

#[test]
fn a_review_makes_no_version() {
    let files = recorded();
    let request = asked(&[], Significance::Review, date(2026, 12, 1));
    let made = made(&files, &request);
    assert_eq!(names(&made), ["amendments/2026-12-01-review-of-2026-12-01.yaml"]);
    let (_, documents) = made[0].1.split_once("documents:\n").unwrap();
    assert_eq!(
        documents,
        "  - document: bullying\n    reviewed: true\n  - document: referrals\n    reviewed: true\n  - document: referrals/aldermere\n    reviewed: true\n"
    );
    assert_eq!(found(&after(&files, &request)), "");
}

#[test]
fn a_review_of_all_passes_over_drafts_and_what_is_not_in_force() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    let withdrawal = asked(&["referrals/aldermere"], Significance::Withdrawal, date(2026, 11, 1));
    let files = after(&draft, &withdrawal);
    let made = made(&files, &asked(&[], Significance::Review, date(2026, 12, 1)));
    let (_, documents) = made[0].1.split_once("documents:\n").unwrap();
    assert_eq!(documents, "  - document: referrals\n    reviewed: true\n");
}

/// The manual, in which `bullying` is withdrawn from a day on.
fn withdrawn(day: Date) -> FileTree {
    let request = Request {
        replaced_by: Some("referrals".to_owned()),
        ..asked(&["bullying"], Significance::Withdrawal, day)
    };
    let files = recorded();
    let made = made(&files, &request);
    assert_eq!(names(&made), [format!("amendments/{day}-withdrawal-of-{day}.yaml")]);
    let (_, documents) = made[0].1.split_once("documents:\n").unwrap();
    assert_eq!(
        documents,
        "  - document: bullying\n    withdrawn: true\n    replaced_by: referrals\n"
    );
    after(&files, &request)
}

#[test]
fn a_withdrawal_names_the_chapter_to_read_instead() {
    assert_eq!(found(&withdrawn(date(2026, 11, 1))), "");
}

#[test]
fn a_withdrawn_document_is_not_taken_by_all() {
    let draft = edited(&withdrawn(date(2026, 11, 1)), BULLYING, "Quiet", "Silent");
    let all = asked(&[], Significance::Minor, date(2026, 12, 1));
    expect_refusal(
        &draft,
        &all,
        r"
manual.yaml:1:1 nothing-to-record: the only draft is `bullying`, which was withdrawn | name it to put it in force again; or give the draft up with `chapterhouse restore`
",
    );
    expect_refusal(
        &recorded(),
        &all,
        r"
manual.yaml:1:1 nothing-to-record: no document is a draft | edit a chapter first; `chapterhouse check` names the drafts
",
    );
    let draft = edited(&draft, REFERRALS, "Ring", "Telephone");
    assert_eq!(made(&draft, &all)[0].0, "chapters/core/referrals/history/1.1.md");
}

#[test]
fn a_withdrawn_document_comes_back_where_it_is_named() {
    let draft = edited(&withdrawn(date(2026, 11, 1)), BULLYING, "Quiet", "Silent");
    let request = asked(&["bullying"], Significance::Major, date(2026, 12, 1));
    assert_eq!(made(&draft, &request)[0].0, "chapters/core/bullying/history/2.0.md");
    assert_eq!(found(&after(&draft, &request)), "");
}

#[test]
fn a_withdrawn_document_cannot_be_withdrawn_or_read_again() {
    let files = withdrawn(date(2026, 11, 1));
    for significance in [Significance::Withdrawal, Significance::Review] {
        expect_refusal(
            &files,
            &asked(&["bullying"], significance, date(2026, 12, 1)),
            r"
chapters/core/bullying/chapter.md:1:1 unfit-amendment: `bullying` was withdrawn on 2026-11-01 | leave it out; to put it in force again, record a version with `--significance major`
",
        );
    }
    let before = asked(&["bullying"], Significance::Review, date(2026, 10, 1));
    assert_eq!(made(&files, &before).len(), 1);
}

#[test]
fn what_is_not_in_force_yet_cannot_be_read_again() {
    expect_refusal(
        &recorded(),
        &asked(&["bullying"], Significance::Review, date(2024, 12, 1)),
        r"
chapters/core/bullying/chapter.md:1:1 unfit-amendment: `bullying` is not in force yet on 2024-12-01 | leave it out, or give another day with `--in-force`
",
    );
}

#[test]
fn a_withdrawal_of_all_is_refused() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    expect_refusal(
        &draft,
        &asked(&[], Significance::Withdrawal, date(2026, 12, 1)),
        r"
manual.yaml:1:1 unfit-amendment: a withdrawal of all drafts cannot be meant | name the documents to withdraw in place of `--all`
",
    );
}

#[test]
fn an_amendment_may_be_in_force_from_a_day_to_come() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    let request = asked(&["bullying"], Significance::Major, date(2027, 3, 1));
    let minute = made(&draft, &request).pop().unwrap().1;
    assert!(minute.contains("in_force: 2027-03-01\npublished: 2026-11-22\n"), "{minute}");
    assert_eq!(found(&after(&draft, &request)), "");
}

#[test]
fn nothing_is_decided_for_a_day_before_a_known_later_decision() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    let request = asked(&["bullying"], Significance::Major, date(2027, 3, 1));
    let draft = edited(&after(&draft, &request), BULLYING, "Silent", "Mute");
    for significance in [Significance::Minor, Significance::Withdrawal] {
        expect_refusal(
            &draft,
            &asked(&["bullying"], significance, date(2027, 2, 28)),
            r"
chapters/core/bullying/chapter.md:1:1 unfit-amendment: `bullying` changes on 2027-03-01 already, by “major of 2027-03-01” | give that day or a later one with `--in-force`
",
        );
    }
    let later = asked(&["bullying"], Significance::Minor, date(2027, 3, 1));
    assert_eq!(found(&after(&draft, &later)), "");
}

#[test]
fn a_version_that_is_there_and_cannot_be_read_is_not_written_again() {
    let mut files = edited(&recorded(), BULLYING, "Quiet", "Silent");
    files.insert(path("chapters/core/bullying/history/1.1.md"), b"\xff".to_vec());
    let (manual, _) = parse::manual(&files);
    let request = asked(&["bullying"], Significance::Minor, date(2026, 12, 1));
    let faults = amend::plan(&manual, &files, &Findings::default(), &request).unwrap_err();
    expect_findings(
        &files,
        &faults,
        r"
chapters/core/bullying/history/1.1.md:1:1 already-recorded: `chapters/core/bullying/history/1.1.md` is there already | choose another title or day, or see with `chapterhouse check` whether an amendment was interrupted
",
    );
}

#[test]
fn all_that_was_asked_for_stands_in_the_minute() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    let request = Request {
        approved_by: Some("The group: 12 May".to_owned()),
        because: vec!["act-2003".to_owned()],
        ..asked(&["bullying"], Significance::Minor, date(2026, 12, 1))
    };
    let files = after(&draft, &request);
    assert_eq!(found(&files), "");
    let (manual, _) = parse::manual(&files);
    let amendment = manual.amendments.values().next_back().unwrap();
    assert_eq!(amendment.approved_by.as_deref(), Some("The group: 12 May"));
    assert_eq!(amendment.because[0].value, "act-2003");
    assert_eq!(amendment.significance, Significance::Minor);
    assert_eq!(amendment.published.value, TODAY);
}

#[test]
fn a_draft_with_an_error_is_not_recorded() {
    let draft = over(
        recorded(),
        "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n[[referals]]\n",
    );
    expect_refusal(
        &draft,
        &asked(&[], Significance::Minor, date(2026, 12, 1)),
        r"
chapters/core/bullying/chapter.md:6:1 broken-reference: there is no chapter `referals` | write `referrals`
",
    );
}

#[test]
fn words_with_signs_that_yaml_does_not_allow_as_they_are_read_back() {
    let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
    let odd = "a \u{7f} \u{80} \u{85} \u{9f} \u{2028} \u{feff} \u{fffe} \u{ffff} \u{0} \" \\ b";
    let request = Request {
        title: odd.to_owned(),
        approved_by: Some(odd.to_owned()),
        ..asked(&[], Significance::Minor, date(2026, 12, 1))
    };
    let files = after(&draft, &request);
    assert_eq!(found(&files), "");
    let (manual, _) = parse::manual(&files);
    let amendment = manual.amendments.values().next_back().unwrap();
    assert_eq!(amendment.title.value, odd);
    assert_eq!(amendment.approved_by.as_deref(), Some(odd));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_words_they_read_back(
        title in any::<String>().prop_filter("no title", |text| !text.trim().is_empty()),
        summary in any::<String>().prop_filter("no summary", |text| !text.trim().is_empty()),
    ) {
        let draft = edited(&recorded(), BULLYING, "Quiet", "Silent");
        let request = Request {
            title: title.clone(),
            summary: summary.clone(),
            ..asked(&[], Significance::Minor, date(2026, 12, 1))
        };
        let files = after(&draft, &request);
        prop_assert_eq!(found(&files), "");
        let (manual, _) = parse::manual(&files);
        let amendment = manual.amendments.values().next_back().unwrap();
        prop_assert_eq!(&*amendment.title.value, title.trim());
        prop_assert_eq!(&*amendment.summary, summary.trim());
    }
}

//! Decisions that meet: several on one day, on a record that is not whole, and the return of what was withdrawn.

use super::sites::rendered as rendered_pages;
use super::written::{expect_findings, over, path, rendered};
use chapterhouse::amend::{self, Request, restore};
use chapterhouse::finding::Findings;
use chapterhouse::manual::amendment::Significance;
use chapterhouse::manual::document::DocumentId;
use chapterhouse::record::{Record, Standing};
use chapterhouse::resolve::Edition;
use chapterhouse::source::tree::FileTree;
use chapterhouse::{check, parse, scaffold};
use jiff::civil::{Date, date};

/// The day on which the first edition comes into force.
const FIRST: Date = date(2026, 6, 1);
const THEN: Date = date(2026, 12, 1);
const CHAPTER: &str = "chapters/core/referrals/chapter.md";
const FIRST_VERSION: &str = "chapters/core/referrals/history/1.0.md";
const MINUTES: &str = "amendments/2026-06-01-first-edition.yaml";

fn asked(title: &str, significance: Significance, in_force: Date) -> Request {
    Request {
        documents: vec!["referrals".to_owned()],
        title: title.to_owned(),
        summary: "What practitioners must know.".to_owned(),
        significance,
        in_force,
        published: FIRST,
        approved_by: None,
        replaced_by: None,
        because: Vec::new(),
    }
}

fn plan(files: &FileTree, request: &Request) -> Result<Vec<amend::NewFile>, Findings> {
    let (manual, mut known) = parse::manual(files);
    known.append(check::all(&manual, FIRST));
    amend::plan(&manual, files, &known, request).map(|plan| plan.files)
}

#[track_caller]
fn expect_refusal(files: &FileTree, request: &Request, expected: &str) {
    expect_findings(files, &plan(files, request).unwrap_err(), expected);
}

/// The manual with another paragraph in the chapter.
fn with(files: FileTree, words: &str) -> FileTree {
    let text = files.text(&path(CHAPTER)).unwrap().to_owned();
    over(files, &format!("-- {CHAPTER} --\n{text}\n{words}\n"))
}

#[track_caller]
fn recorded(mut files: FileTree, title: &str, significance: Significance, day: Date) -> FileTree {
    let new = plan(&files, &asked(title, significance, day));
    for (path, bytes) in new.unwrap_or_else(|faults| panic!("{}", rendered(&files, &faults))) {
        files.insert(path, bytes);
    }
    files
}

/// How the chapter stands on a day: the number of its version, or a word.
fn standing(files: &FileTree, day: Date) -> String {
    let (manual, findings) = parse::manual(files);
    assert!(findings.is_empty());
    let record = Record::of(&manual);
    match record.standing(&DocumentId::new("referrals").unwrap(), day) {
        Standing::InForce(now) => now.version.number.to_string(),
        Standing::NotYet => "not yet".to_owned(),
        Standing::Withdrawn { .. } => "withdrawn".to_owned(),
    }
}

#[test]
fn of_two_versions_with_one_day_the_later_number_applies_whatever_their_titles() {
    for (first, second) in [("Alpha", "Zebra"), ("Zebra", "Alpha")] {
        let files = with(scaffold::manual(FIRST), "More.");
        let files = recorded(files, first, Significance::Minor, THEN);
        let files = recorded(with(files, "Even more."), second, Significance::Minor, THEN);
        assert_eq!(standing(&files, THEN), "1.2", "{first}, {second}");
    }
}

#[test]
fn each_of_two_amendments_with_one_day_shows_its_own_words() {
    let files = with(scaffold::manual(FIRST), "First words.");
    let files = recorded(files, "Zebra", Significance::Minor, THEN);
    let files = recorded(with(files, "Second words."), "Alpha", Significance::Minor, THEN);
    let (manual, findings) = parse::manual(&files);
    assert!(findings.is_empty());
    let record = Record::of(&manual);
    let pages = rendered_pages(&files, Edition::public(&manual, &record, THEN), false);
    let page = |name: &str| pages[name].clone();
    for (name, own, other) in
        [("zebra", "First words.", "Second words."), ("alpha", "Second words.", "First words.")]
    {
        let page = page(&format!("amendments/2026-12-01-{name}/index.html"));
        let inserted: String =
            page.split("<ins").skip(1).filter_map(|from| from.split("</ins>").next()).collect();
        assert!(inserted.contains(own) && !inserted.contains(other), "{name}: {inserted}");
    }
    let data: serde_json::Value = serde_json::from_str(&page("manual.json")).unwrap();
    let of_chapter = data["chapters"].as_array().unwrap().iter().find(|c| c["slug"] == "referrals");
    let addresses: Vec<_> =
        of_chapter.unwrap()["versions"].as_array().unwrap().iter().map(|v| &v["address"]).collect();
    assert_eq!(addresses[1], &serde_json::Value::Null, "1.1 was never read");
    assert_eq!(addresses[2], "referrals/as-at/2026-12-01/");
}

#[test]
fn a_later_number_applies_whenever_it_was_published() {
    let files = with(scaffold::manual(FIRST), "More.");
    let files = recorded(files, "A", Significance::Minor, THEN);
    let request = Request { published: date(2026, 5, 1), ..asked("B", Significance::Minor, THEN) };
    let mut files = with(files, "Even more.");
    for (path, bytes) in plan(&files, &request).unwrap() {
        files.insert(path, bytes);
    }
    assert_eq!(standing(&files, THEN), "1.2");
}

#[test]
fn what_is_withdrawn_on_a_day_does_not_apply_on_it() {
    for (first, second) in [("Alpha", "Zebra"), ("Zebra", "Alpha")] {
        let files = with(scaffold::manual(FIRST), "More.");
        let files = recorded(files, first, Significance::Minor, THEN);
        let files = recorded(files, second, Significance::Withdrawal, THEN);
        assert_eq!(standing(&files, THEN), "withdrawn", "{first}, {second}");
        let back = with(files, "Back again.");
        expect_refusal(
            &back,
            &asked("Back", Significance::Minor, THEN),
            &format!(
                "\n{CHAPTER}:1:1 unfit-amendment: `referrals` is withdrawn on 2026-12-01, by “{second}” | give a later day with `--in-force`\n"
            ),
        );
        let back = recorded(back, "Back", Significance::Minor, date(2026, 12, 2));
        assert_eq!(standing(&back, date(2026, 12, 2)), "1.2");
    }
}

#[test]
fn what_was_withdrawn_can_come_back_as_it_was() {
    let files = recorded(scaffold::manual(FIRST), "Withdrawn", Significance::Withdrawal, THEN);
    expect_refusal(
        &files,
        &asked("Read again", Significance::Review, date(2027, 1, 1)),
        &format!(
            "\n{CHAPTER}:1:1 unfit-amendment: `referrals` was withdrawn on 2026-12-01 | leave it out; to put it in force again, record a version with `--significance major`\n"
        ),
    );
    let back = recorded(files, "Back", Significance::Major, date(2027, 1, 1));
    assert_eq!(standing(&back, date(2027, 1, 1)), "2.0");
    let (manual, findings) = parse::manual(&back);
    assert!(findings.is_empty());
    let found = rendered(&back, &check::all(&manual, FIRST));
    assert!(!found.contains("unchanged-version"), "{found}");
}

#[test]
fn nothing_is_recorded_on_a_record_that_lacks_a_version() {
    let mut files = with(scaffold::manual(FIRST), "More.");
    files.remove(&path(FIRST_VERSION));
    let minutes = files.text(&path(MINUTES)).unwrap();
    let line = minutes.lines().position(|line| line.contains("document: referrals")).unwrap() + 1;
    expect_refusal(
        &files,
        &asked("Lost", Significance::Minor, THEN),
        &format!(
            "\n{MINUTES}:{line}:17 missing-version: `referrals` has no version `1.0` | put `history/1.0.md` back, or correct the number\n"
        ),
    );
}

#[test]
fn nothing_is_recorded_on_a_version_that_was_altered_and_it_does_not_come_back() {
    let files = with(scaffold::manual(FIRST), "More.");
    let version = files.text(&path(FIRST_VERSION)).unwrap();
    let altered = format!("-- {FIRST_VERSION} --\n{version}\nTampered.\n");
    let files = over(files, &altered);
    let expected = plan(&files, &asked("More", Significance::Minor, THEN)).unwrap_err();
    assert!(rendered(&files, &expected).contains("altered-version"));
    let (manual, _) = parse::manual(&files);
    let refused = restore::restoration(&manual, &files, "referrals").unwrap_err();
    expect_findings(&files, &Findings::from_iter([*refused]), &rendered(&files, &expected));
}

#[test]
fn a_fault_in_the_record_of_another_document_stops_nothing() {
    let mut files = with(scaffold::manual(FIRST), "More.");
    let (manual, _) = parse::manual(&files);
    let other = manual.documents().find(|document| document.id.to_string() != "referrals").unwrap();
    files.remove(&other.newest().unwrap().file);
    let files = recorded(files, "More", Significance::Minor, THEN);
    let text = files.text(&path("chapters/core/referrals/history/1.1.md")).unwrap();
    assert!(text.ends_with("\nMore.\n"));
}

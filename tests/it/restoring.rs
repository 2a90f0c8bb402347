//! What `restore` puts back, what stays, and what is kept.

use super::written::{expect_findings, on_disk, over, tree};
use chapterhouse::amend::restore::{self, Now};
use chapterhouse::finding::Findings;
use chapterhouse::parse;
use chapterhouse::source::tree::FileTree;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
sections:
  - { id: core, title: Core }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
significance: new
summary: The first edition.
documents:
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
-- chapters/core/referrals/history/1.0.md --
---
title: "Referrals"
summary: >-
  When and how
  to refer.
position: 1
owner: The old group
---

Ring on the same day.
-- chapters/core/referrals/chapter.md --
---
# Ask Ann before you change this.
title: Referring, better
subtitle: A new line
position: 2   # moved in June
owner: The new group
# Still to be agreed.
review_due: 2027-01-01
---

Ring at once.
-- chapters/core/referrals/local/aldermere/history/1.0.md --
---
title: In Aldermere
after: responding
---

Ring Aldermere.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
owner: The hub
---

Ring Aldermere.
-- chapters/core/recording/chapter.md --
---
title: Recording
position: 3
---

Write it down.
"#;

const REFERRALS: &str = "chapters/core/referrals/chapter.md";
const LOCALLY: &str = "chapters/core/referrals/local/aldermere/chapter.md";

/// What a document says once it is restored, and whether its own keys stayed; none if nothing is to be done.
fn restored(files: &FileTree, name: &str) -> Option<(String, bool)> {
    let (manual, _) = parse::manual(files);
    let restoration = restore::restoration(&manual, files, name).unwrap()?;
    let keeps = matches!(restoration.now, Now::Draft { keeps_keys: true, .. });
    Some((String::from_utf8(restoration.text).unwrap(), keeps))
}

#[test]
fn what_is_recorded_goes_back_and_what_is_not_stays_with_its_comments() {
    let expected = "---
# Ask Ann before you change this.
title: \"Referrals\"
summary: >-
  When and how
  to refer.
position: 2   # moved in June
owner: The new group
# Still to be agreed.
review_due: 2027-01-01
---

Ring on the same day.
";
    assert_eq!(restored(&tree(MANUAL), "referrals"), Some((expected.to_owned(), true)));
}

#[test]
fn the_place_of_an_addition_is_recorded_too() {
    let (text, keeps) = restored(&tree(MANUAL), "referrals/aldermere").unwrap();
    let head = "---\ntitle: In Aldermere\nafter: responding\nowner: The hub\n---\n";
    assert!(text.starts_with(head) && keeps, "{text}");
}

#[test]
fn a_text_without_its_recorded_keys_gets_them_at_the_top() {
    let files =
        over(tree(MANUAL), &format!("-- {REFERRALS} --\n---\n# Ann's\nposition: 2\n---\nNo.\n"));
    let (text, keeps) = restored(&files, "referrals").unwrap();
    let head = "---\ntitle: \"Referrals\"\nsummary: >-\n  When and how\n  to refer.\n# Ann's\nposition: 2\n---\n";
    assert!(text.starts_with(head) && keeps, "{text}");
}

#[test]
fn where_keys_cannot_be_told_apart_line_by_line_the_file_goes_back_whole() {
    let recorded = "chapters/core/referrals/history/1.0.md";
    let files = tree(MANUAL);
    let whole = files.iter().find(|(path, _)| path.as_str() == recorded).unwrap().1;
    let whole = std::str::from_utf8(whole).unwrap();
    for text in [
        "---\n{ title: Other, position: 2, owner: Ann }\n---\n\nRing at once.\n",
        "---\ntitle: [\n---\n\nRing at once.\n",
        "No front matter.\n",
        "---\n---\nNothing.\n",
    ] {
        let files = over(tree(MANUAL), &format!("-- {REFERRALS} --\n{text}"));
        assert_eq!(restored(&files, "referrals"), Some((whole.to_owned(), false)), "{text}");
    }
}

#[test]
fn what_is_as_recorded_is_left_alone_whatever_its_own_keys_and_comments() {
    let same = "---\nposition: 7\ntitle: 'Referrals'\nsummary: When and how to refer.\n---\n<!-- Ann -->\n\nRing on the same day.\n";
    let files = over(tree(MANUAL), &format!("-- {REFERRALS} --\n{same}"));
    assert_eq!(restored(&files, "referrals"), None);
}

#[test]
fn what_was_never_recorded_or_is_not_there_is_said() {
    let files = tree(MANUAL);
    let (manual, _) = parse::manual(&files);
    let said = |name: &str| {
        let fault = restore::restoration(&manual, &files, name).err().unwrap();
        Findings::from_iter([*fault])
    };
    expect_findings(
        &files,
        &said("recording"),
        "
chapters/core/recording/chapter.md:1:1 never-recorded: `recording` was never recorded, so there is no text to put back | keep working on it, or remove its folder if it is not wanted
",
    );
    expect_findings(
        &files,
        &said("referals"),
        "
manual.yaml:1:1 unknown-document: there is no document `referals` | write `referrals` if that is meant
",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Whatever the working text says, it says what was recorded once it is restored, and its own keys,
    /// where they could be read, are as they were.
    #[test]
    fn a_restored_text_is_no_draft(
        keys in proptest::collection::vec(
            proptest::sample::select(vec![
                "title: Other", "title: \"a: b\"", "title: |\n  A\n  # no comment\n", "subtitle: 'x'", "summary: >\n  long\n\n  text",
                "position: 2", "owner: \"Ann # 1\" # two", "# a comment", "", "  # indented", "audience:\n- all", "keywords: [a,\n  b]",
                "after: x", "{a: b}", "? a\n: b", "review_due: 2027-01-01", "notices:\n  - { from: 2027-01-01,\n      until: 2027-01-02, text: t }",
            ]),
            0..7,
        ),
        body in "[ a-z#\n-]{0,40}",
        end in proptest::sample::select(vec!["\n", "\r\n"]),
    ) {
        let text = format!("---\n{}\n---\n{body}", keys.join("\n")).replace('\n', end);
        let mut files = tree(MANUAL);
        files.insert(super::written::path(REFERRALS), text.into_bytes());
        let (before, _) = parse::manual(&files);
        if let Some((text, keeps)) = restored(&files, "referrals") {
            files.insert(super::written::path(REFERRALS), text.clone().into_bytes());
            let (after, _) = parse::manual(&files);
            let chapter = after.chapters.get("referrals").unwrap();
            prop_assert!(!chapter.regional.is_draft(), "{}", text);
            if keeps {
                let own = |manual: &chapterhouse::manual::Manual| {
                    let chapter = manual.chapters.values().find(|c| c.slug.as_str() == "referrals").unwrap();
                    let own = &chapter.administration;
                    let owner = own.owner.as_ref().map(|owner| owner.value.clone());
                    (own.position.value, owner, own.audience.clone(), own.keywords.clone(), own.notices.len())
                };
                prop_assert_eq!(own(&after), own(&before));
            }
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapterhouse"));
    let Output { status, stdout, stderr } =
        command.args(arguments).current_dir(folder).output().unwrap();
    (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

#[test]
fn each_copy_is_kept_under_a_name_of_its_own_and_check_says_nothing_of_them() {
    let folder = on_disk(&tree(MANUAL));
    let file = folder.path().join(REFERRALS);
    let kept = |number: u32| file.with_file_name(format!("chapter.kept-{number}.md"));
    let mut drafts = Vec::new();
    for number in 1..=3 {
        let draft = format!("---\ntitle: Draft {number}\nposition: 1\n---\n\nRing.\n");
        fs::write(&file, &draft).unwrap();
        drafts.push(draft);
        let (code, said) = run(folder.path(), &["restore", "referrals", "--yes"]);
        assert_eq!(code, Some(0), "{said}");
    }
    for (number, draft) in (1..).zip(&drafts) {
        assert_eq!(fs::read_to_string(kept(number)).unwrap(), *draft);
    }
    let (_, said) = run(folder.path(), &["check"]);
    assert!(!said.contains("kept"), "{said}");
    let (code, said) = run(folder.path(), &["restore", "referrals", "--yes"]);
    assert_eq!((code, kept(4).exists()), (Some(0), false), "{said}");
}

#[test]
fn other_files_beside_a_working_text_are_still_told_of() {
    for name in ["chapter.kept-01.md", "chapter.kept-.md", "chapter.kept-1.txt", "chapter.old.md"] {
        let stray = format!("-- chapters/core/referrals/{name} --\nx\n");
        let (_, findings) = parse::manual(&over(tree(MANUAL), &stray));
        let told: Vec<&str> = findings.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(told, ["stray-file"], "{name}");
    }
}

#[test]
fn a_working_text_that_is_gone_comes_back_without_a_question() {
    let folder = on_disk(&tree(MANUAL));
    let file = folder.path().join(LOCALLY);
    fs::remove_file(&file).unwrap();
    let (code, said) = run(folder.path(), &["restore", "referrals/aldermere"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(fs::read(&file).unwrap(), fs::read(file.with_file_name("history/1.0.md")).unwrap());
    assert!(!said.contains("kept"), "{said}");
}

#[test]
fn who_could_write_the_file_still_can_and_nothing_else_is_left() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = on_disk(&tree(MANUAL));
    let file = folder.path().join(REFERRALS);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
    let (code, said) = run(folder.path(), &["restore", "referrals", "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o664);
    let mut names: Vec<_> = fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["chapter.kept-1.md", "chapter.md", "history", "local"]);
}

#[test]
fn a_link_in_the_place_of_the_text_is_not_followed_nor_replaced() {
    let folder = on_disk(&tree(MANUAL));
    let file = folder.path().join(REFERRALS);
    let elsewhere = folder.path().join("elsewhere.txt");
    fs::rename(&file, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
    let before = fs::read(&elsewhere).unwrap();
    let (code, said) = run(folder.path(), &["restore", "referrals", "--yes"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("is there, and was not read"), "{said}");
    assert_eq!(fs::read(&elsewhere).unwrap(), before);
    assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
}

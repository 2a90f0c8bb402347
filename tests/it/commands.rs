//! The program as it is typed: what no transcript in `tests/cli` can show.

use chapterhouse::edge::rules;
use chapterhouse::finding::{Level, Rule};
use chapterhouse::source::digest::Digest;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder, on 22 November 2026.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chapterhouse"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .output()
        .unwrap()
}

/// Runs the program, and holds its exit code against the one that is expected.
/// What it wrote to both streams is returned.
fn exits(code: i32, folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}:\n{text}");
    text
}

/// A folder that holds a new manual.
fn with_manual() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    exits(0, folder.path(), &["init", "."]);
    folder
}

#[test]
fn a_manual_goes_from_its_first_file_to_a_record_that_is_proved() {
    let parent = tempfile::tempdir().unwrap();
    let told = exits(0, parent.path(), &["init", "ours"]);
    assert!(told.contains("Next:"), "{told}");
    let folder = &parent.path().join("ours");
    exits(0, folder, &["check", "--deny", "warning"]);
    exits(0, folder, &["build"]);
    assert!(folder.join("public/referrals/index.html").is_file());

    let chapter = folder.join("procedures/chapters/core/referrals/chapter.md");
    let text = fs::read_to_string(&chapter).unwrap();
    fs::write(&chapter, format!("{text}\nKeep a copy.\n")).unwrap();
    let told = exits(0, folder, &["check"]);
    assert!(told.contains("draft"), "{told}");
    let amend = ["amend", "referrals", "--title", "Copies", "--summary", "Keep a copy."];
    let when = ["--significance", "minor", "--in-force", "2026-12-01"];
    let amend = [&amend[..], &when[..]].concat();
    let history = folder.join("procedures/chapters/core/referrals/history/1.1.md");
    // Nobody is at a terminal, so that nobody agrees.
    let told = exits(2, folder, &amend);
    assert!(told.contains("{++Keep a copy.++}") && told.contains("`--yes`"), "{told}");
    assert!(!history.exists());
    exits(0, folder, &[&amend[..], &["--yes"]].concat());
    assert_eq!(fs::read(&history).unwrap(), fs::read(&chapter).unwrap());
    exits(0, folder, &["verify"]);

    // The second is no text at all, and still no file that is missing.
    for altered in [format!("{text}\nKeep no copy.\n").as_bytes(), b"caf\xe9"] {
        fs::write(&history, altered).unwrap();
        let told = exits(1, folder, &["verify"]);
        assert!(told.contains("referrals: 2 versions, 1.1: the digest is"), "{told}");
        exits(1, folder, &["check"]);
    }

    // An amendment that names the altered version anew does not make it the recorded one.
    let sha256 = Digest::of(b"caf\xe9");
    let entry = format!("  - {{ document: referrals, version: \"1.1\", sha256: {sha256} }}\n");
    let amendments = folder.join("procedures/amendments");
    let first = fs::read_to_string(amendments.join("2026-12-01-copies.yaml")).unwrap();
    let (head, _) = first.split_once("documents:\n").unwrap();
    fs::write(amendments.join("2026-12-02-again.yaml"), format!("{head}documents:\n{entry}"))
        .unwrap();
    let told = exits(1, folder, &["verify"]);
    assert!(told.contains("referrals: 2 versions, 1.1: the digest is"), "{told}");
}

#[test]
fn a_picture_that_is_not_what_was_recorded_is_told_of() {
    let folder = with_manual();
    let folder = folder.path();
    let chapter = folder.join("procedures/chapters/core/referrals");
    let map = chapter.join("images/map.svg");
    fs::create_dir(chapter.join("images")).unwrap();
    fs::write(&map, "<svg/>").unwrap();
    let text = fs::read_to_string(chapter.join("chapter.md")).unwrap();
    fs::write(chapter.join("chapter.md"), format!("{text}\n![The way](images/map.svg)\n")).unwrap();
    let amend = ["amend", "referrals", "--title", "Map", "--summary", "A map.", "--yes"];
    let when = ["--significance", "minor", "--in-force", "2026-12-01"];
    exits(0, folder, &[&amend[..], &when[..]].concat());
    exits(0, folder, &["verify"]);

    fs::write(&map, "<svg> </svg>").unwrap();
    let told = exits(1, folder, &["verify"]);
    assert!(told.contains("2 versions, 1.1: the picture `images/map.svg` was changed"), "{told}");
    fs::remove_file(&map).unwrap();
    let told = exits(1, folder, &["verify"]);
    assert!(told.contains("2 versions, 1.1: the picture `images/map.svg` is gone"), "{told}");
    fs::write(&map, "<svg/>").unwrap();
    exits(0, folder, &["verify"]);
}

/// What `core.autocrlf` does to a copy: git writes every line with a carriage return that is not forbidden to.
#[test]
fn git_leaves_the_record_of_a_new_manual_as_it_is() {
    let folder = with_manual();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder.path()).args(["-c", "core.autocrlf=true"]);
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
        let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    fs::write(folder.path().join("letter.txt"), "one\ntwo\n").unwrap();
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "All"]);
    fs::remove_dir_all(folder.path().join("procedures")).unwrap();
    fs::remove_file(folder.path().join("letter.txt")).unwrap();
    git(&["checkout", "-q", "--", "."]);
    // So it is git that converts, and the record is left out.
    assert_eq!(fs::read_to_string(folder.path().join("letter.txt")).unwrap(), "one\r\ntwo\r\n");
    exits(0, folder.path(), &["verify"]);
    exits(0, folder.path(), &["check", "--deny", "warning"]);
}

#[test]
fn init_leaves_a_folder_alone_that_is_not_empty() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let told = exits(3, folder.path(), &["init", "."]);
    assert!(told.contains("not empty"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_build_leaves_a_folder_alone_that_it_did_not_make() {
    let folder = with_manual();
    let out = folder.path().join("mine");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("letter.txt"), "Dear").unwrap();
    exits(3, folder.path(), &["build", "--out", "mine"]);
    assert_eq!(fs::read_to_string(out.join("letter.txt")).unwrap(), "Dear");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
}

#[test]
fn every_rule_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let explained = exits(0, folder.path(), &["check", "--explain"]);
    assert_eq!(explained, exits(0, folder.path(), &["check", "--explain", "all"]));
    let each: Vec<&str> = explained.split("\n\n").map(str::trim_end).collect();
    assert_eq!(each.len(), rules::all().count());
    let handbook = exits(0, folder.path(), &["check", "--rules"]);
    for Rule { code, level: rule_level, what, why, mend } in rules::all() {
        let level = rule_level.as_str();
        let expected = format!("{code} ({level})\n  What: {what}\n  Why:  {why}\n  Mend: {mend}");
        assert!(each.contains(&expected.as_str()), "{expected}");
        let level = match rule_level {
            Level::Error => "Error",
            Level::Warning => "Warning",
            Level::Advice => "Advice",
        };
        let expected = format!(
            "\n### `{code}` {{#{code}}}\n\n**{level}.** {what} {why}\n\n**Mend:** {mend}\n"
        );
        assert!(handbook.contains(&expected), "{expected}");
    }
    let subjects: Vec<&str> = handbook.lines().filter(|line| line.starts_with("## ")).collect();
    let different: BTreeSet<&str> = subjects.iter().copied().collect();
    assert_eq!(subjects.len(), different.len(), "{subjects:?}");
}

#[test]
fn the_help_of_every_command_holds_an_example() {
    let folder = tempfile::tempdir().unwrap();
    let help = exits(0, folder.path(), &["--help"]);
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let mut commands: Vec<Vec<&str>> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| vec![line.split_whitespace().next().unwrap()])
        .filter(|command| *command != ["help"])
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    commands.extend([vec![], vec!["new", "chapter"], vec!["new", "addition"]]);
    for mut command in commands {
        command.push("--help");
        let help = exits(0, folder.path(), &command);
        assert!(help.contains("Example"), "{command:?}:\n{help}");
    }
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_program_without_the_press_says_in_one_line_how_to_get_it() {
    let folder = with_manual();
    let told = exits(2, folder.path(), &["build", "--pdf"]);
    assert_eq!(
        told,
        "--pdf: this program was built without PDF; install it with \
         `cargo install --path . --locked --features external,pdf`\n"
    );
    assert!(!folder.path().join("public").exists());
}

#[cfg(feature = "pdf")]
#[test]
fn pdfs_are_linked_where_they_were_made_and_made_again_only_when_they_must() {
    let folder = with_manual();
    let folder = folder.path();
    let page = || fs::read_to_string(folder.join("public/referrals/index.html")).unwrap();
    exits(0, folder, &["build"]);
    assert!(!page().contains(".pdf"), "{}", page());

    let told = exits(0, folder, &["build", "--pdf"]);
    assert!(!told.contains("print-"), "{told}");
    assert!(page().contains("href=\"../referrals.pdf\""), "{}", page());
    assert!(page().contains("href=\"../referrals.large-print.pdf\""), "{}", page());
    let chapter = folder.join("public/referrals.pdf");
    let first = fs::read(&chapter).unwrap();
    assert!(folder.join("public/manual.pdf").is_file());

    let told = exits(0, folder, &["build", "--pdf"]);
    assert!(told.contains(" PDFs: 0 made and "), "{told}");
    assert!(fs::read(&chapter).unwrap() == first);
    fs::write(&chapter, [&first[..], b"\n% saved over"].concat()).unwrap();
    let told = exits(0, folder, &["build", "--pdf"]);
    assert!(told.contains(" PDFs: 1 made and "), "{told}");
    assert!(fs::read(&chapter).unwrap() == first);
}

/// A PDF bears no day of building.
#[cfg(feature = "pdf")]
#[test]
fn a_build_of_another_day_keeps_the_pdfs_and_a_new_one_makes_the_same() {
    let folder = with_manual();
    let folder = folder.path();
    exits(0, folder, &["build", "--pdf", "--as-at", "2026-11-22"]);
    let told = exits(0, folder, &["build", "--pdf", "--as-at", "2026-11-23"]);
    assert!(told.contains(" PDFs: 0 made and "), "{told}");
    exits(0, folder, &["build", "--pdf", "--as-at", "2026-11-24", "--out", "new"]);
    let pdfs: Vec<_> = fs::read_dir(folder.join("new"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().ends_with(".pdf"))
        .collect();
    assert!(pdfs.len() > 4, "{pdfs:?}");
    for name in pdfs {
        let read = |site: &str| fs::read(folder.join(site).join(&name)).unwrap();
        assert!(read("public") == read("new"), "{}", name.display());
    }
}

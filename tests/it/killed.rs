//! `amend` killed at any moment: whoever reads the manual then sees the whole amendment, or nothing of it.

use super::written::{path, write_into};
use chapterhouse::amend::{self, Request};
use chapterhouse::edge::read;
use chapterhouse::finding::Findings;
use chapterhouse::manual::amendment::Significance;
use chapterhouse::parse;
use chapterhouse::source::tree::FileTree;
use jiff::civil::date;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CHAPTERS: usize = 30;

/// The least number of kills.
const LEAST_TRIES: u32 = 40;
/// How many kills there are about, where a run takes long.
const MOST_TRIES: u32 = 80;
/// By how much the delay grows, where a run takes no longer than it should.
const LEAST_STEP: Duration = Duration::from_micros(200);

/// What becomes of an amendment that was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Nothing,
    Whole,
}

fn file(chapter: usize) -> String {
    format!("chapters/core/topic-{chapter}/chapter.md")
}

/// A manual of chapters that are recorded, and that are drafts again.
fn drafts() -> FileTree {
    let settings = "format: 1\ntitle: P\npublisher: P\nsections: [{ id: core, title: C }]\n";
    let mut files = FileTree::from_iter([(path("manual.yaml"), settings.as_bytes())]);
    for n in 1..=CHAPTERS {
        let text = format!("---\ntitle: Topic {n}\nposition: {n}\n---\n\nTell someone.\n");
        files.insert(path(&file(n)), text.into_bytes());
    }
    let first = Request {
        documents: Vec::new(),
        title: "First edition".to_owned(),
        summary: "All.".to_owned(),
        significance: Significance::New,
        in_force: date(2025, 1, 1),
        published: date(2025, 1, 1),
        approved_by: None,
        because: Vec::new(),
        replaced_by: None,
    };
    let (manual, _) = parse::manual(&files);
    let plan = amend::plan(&manual, &files, &Findings::default(), &first).unwrap();
    let versions = plan.files.clone();
    for (file, bytes) in versions {
        files.insert(file, bytes);
    }
    for n in 1..=CHAPTERS {
        let file = path(&file(n));
        let text = format!("{}\nWrite it down.\n", files.text(&file).unwrap());
        files.insert(file, text.into_bytes());
    }
    files
}

/// A folder with these files: in memory, if it can be. A kill loses nothing that was written, wherever
/// that is, and a disk that others use too would make the test slow.
fn folder_with(files: &FileTree) -> TempDir {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    write_into(folder.path(), files);
    folder
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapterhouse"));
    command.args(arguments).arg("--manual").arg(folder).env("SOURCE_DATE_EPOCH", "1795305600");
    command
}

fn amendment(folder: &Path) -> Command {
    let mut command = program(
        folder,
        &["amend", "--all", "--title", "More", "--summary", "More.", "--significance", "minor"],
    );
    command.args(["--in-force", "2026-12-01", "--yes"]).stdout(Stdio::null());
    command
}

/// Kills an amendment after a delay; says whether it had ended by itself.
fn killed_after(folder: &Path, delay: Duration) -> bool {
    let mut running = amendment(folder).spawn().unwrap();
    sleep(delay);
    let ended = running.try_wait().unwrap();
    if ended.is_none() {
        // On Unix this is SIGKILL.
        running.kill().unwrap();
    }
    running.wait().unwrap().success()
}

/// What `verify` sees of the amendment. It must find nothing wrong.
fn seen(folder: &Path) -> Fate {
    let output = program(folder, &["verify"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let count = |versions: &str| told.lines().filter(|line| line.ends_with(versions)).count();
    match (count(": 1 version, ok"), count(": 2 versions, ok")) {
        (CHAPTERS, 0) => Fate::Nothing,
        (0, CHAPTERS) => Fate::Whole,
        _ => panic!("neither all nor nothing:\n{told}"),
    }
}

/// What `amend --finish` leaves of it: all files in their places, none altered, nothing pending.
fn finished(folder: &Path, drafts: &FileTree) -> Fate {
    let output = program(folder, &["amend", "--finish"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (files, findings) = read::manual(folder).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    for (file, bytes) in drafts.iter() {
        assert_eq!(files.get(file), Some(bytes), "{file}");
    }
    seen(folder)
}

/// How long an amendment takes where nobody kills it.
fn undisturbed(drafts: &FileTree) -> Duration {
    let folder = folder_with(drafts);
    let began = Instant::now();
    assert!(amendment(folder.path()).status().unwrap().success());
    let took = began.elapsed();
    assert_eq!(finished(folder.path(), drafts), Fate::Whole);
    took
}

#[test]
fn a_killed_amendment_is_whole_or_nothing() {
    let drafts = drafts();
    let step = LEAST_STEP.max(undisturbed(&drafts) / MOST_TRIES);
    let mut folder = folder_with(&drafts);
    for n in 0.. {
        let ended = killed_after(folder.path(), step * n);
        let fate = seen(folder.path());
        assert_eq!(finished(folder.path(), &drafts), fate, "after {:?}", step * n);
        assert!(!ended || fate == Fate::Whole);
        if ended && n >= LEAST_TRIES {
            break;
        }
        // What was left of an amendment that was not decided is in nobody's way.
        if fate == Fate::Whole {
            folder = folder_with(&drafts);
        }
    }
}

//! What git knows of files that were not recorded yet: the last commit of each, and whether it has changed
//! since. It is told in the report and nowhere else; no date of the record is ever taken from it.
//!
//! Without git, outside of a repository, or where a copy of one is not whole, less is said, and nothing
//! is guessed. Nothing is fetched, and no program is run that the repository names.

use crate::parse::fields;
use crate::report::history::{Commit, History, State};
use crate::source::path::VPath;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is known of each of these files of a manual.
pub(super) fn of(folder: &Path, files: &[VPath]) -> BTreeMap<VPath, History> {
    known(folder, files).unwrap_or_default()
}

fn known(folder: &Path, files: &[VPath]) -> Option<BTreeMap<VPath, History>> {
    if files.is_empty() {
        return None;
    }
    let is_shallow =
        asked(folder, &["rev-parse", "--is-shallow-repository"], &[])?.trim() == "true";
    let listed = |what: &[&str]| -> Option<BTreeSet<VPath>> {
        Some(asked(folder, what, files)?.lines().filter_map(VPath::new).collect())
    };
    let untracked = listed(&["ls-files", "--others"])?;
    let diff = ["diff", "--name-only", "--relative", "--no-ext-diff", "--no-textconv", "HEAD"];
    // Where nothing was committed yet there is no `HEAD`, and all is new.
    let changed = listed(&diff).unwrap_or_default();
    // The oldest commit of a copy that is not whole seems to have made every file.
    let commits = if is_shallow { BTreeMap::new() } else { commits(folder, files)? };
    let history = |file: &VPath| {
        let last_commit = commits.get(file).cloned();
        let is_new = untracked.contains(file) || (!is_shallow && last_commit.is_none());
        let state = match (is_new, changed.contains(file)) {
            (true, _) => State::New,
            (false, true) => State::Changed,
            (false, false) => State::Committed,
        };
        (file.clone(), History { state, last_commit })
    };
    Some(files.iter().map(history).collect())
}

/// The last commit of each file, the search ending when all are found.
fn commits(folder: &Path, files: &[VPath]) -> Option<BTreeMap<VPath, Commit>> {
    let log = ["log", "--relative", "--no-renames", "--name-only", "--no-show-signature"];
    let mut command = git(folder, &log, &["--format=%x01%as %aN"], files);
    let mut child = command.stdout(Stdio::piped()).spawn().ok()?;
    let (mut found, mut last) = (BTreeMap::new(), None);
    for line in BufReader::new(child.stdout.take()?).lines() {
        let Ok(line) = line else { break };
        if let Some(commit) = line.strip_prefix('\u{1}') {
            let commit = commit.split_once(' ');
            last = commit.and_then(|(on, by)| {
                Some(Commit { on: fields::date(on).ok()?, by: by.to_owned() })
            });
        } else if let (Some(file), Some(commit)) = (VPath::new(&line), &last) {
            found.entry(file).or_insert_with(|| commit.clone());
            if found.len() == files.len() {
                break;
            }
        }
    }
    // It may be in the middle of what nobody needs any more.
    let _ = child.kill();
    let _ = child.wait();
    Some(found)
}

/// What git answers; none where it cannot.
fn asked(folder: &Path, what: &[&str], files: &[VPath]) -> Option<String> {
    let output = git(folder, what, &[], files).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

fn git(folder: &Path, what: &[&str], more: &[&str], files: &[VPath]) -> Command {
    let mut command = Command::new("git");
    command
        .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-pager"])
        .args(what)
        .args(more)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    if !files.is_empty() {
        command.arg("--").args(files.iter().map(VPath::as_str));
    }
    command
}

//! What is read from a folder, what is left, and what is said about it.

use super::{LIMITS, Limits, find_manual, manual, manual_within};
use crate::finding::{Finding, Findings};
use crate::source::place::Span;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::{TempDir, tempdir};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Each finding as `path:line:column code: message | mend`. What is not read has no text to point into.
fn shown(findings: &Findings) -> Vec<String> {
    let line = |Finding { place, rule, message, mend, .. }: &Finding| {
        assert_eq!(place.span, Span::default());
        format!("{}:1:1 {}: {message} | {mend}", place.file, rule.code)
    };
    findings.iter().map(line).collect()
}

fn paths(folder: &Path) -> Vec<String> {
    manual(folder).unwrap().0.iter().map(|(path, _)| path.to_string()).collect()
}

#[test]
fn a_manual_is_found_by_its_project_by_itself_and_from_inside() {
    let project =
        folder(&[("procedures/manual.yaml", ""), ("procedures/chapters/a/chapter.md", "")]);
    let expected = project.path().join("procedures");
    let elsewhere = Path::new("/");
    assert_eq!(find_manual(Some(project.path()), elsewhere).unwrap(), expected);
    assert_eq!(find_manual(Some(&expected), elsewhere).unwrap(), expected);
    assert_eq!(find_manual(None, project.path()).unwrap(), expected);
    assert_eq!(find_manual(None, &expected.join("chapters/a")).unwrap(), expected);
}

#[test]
fn where_there_is_no_manual_the_error_says_what_was_looked_for_and_how_to_make_one() {
    let empty = tempdir().unwrap();
    let at = empty.path().display();
    assert_eq!(
        find_manual(Some(empty.path()), empty.path()).unwrap_err().to_string(),
        format!(
            "there is no manual in `{at}`: neither `manual.yaml` nor `procedures/manual.yaml` is \
             in it; to make one there: `chapterhouse init {at}`"
        )
    );
    assert_eq!(
        find_manual(None, empty.path()).unwrap_err().to_string(),
        format!(
            "there is no manual in `{at}` or in any folder above it: looked for \
             `procedures/manual.yaml` and `manual.yaml`; to make one: `chapterhouse init DIR`; to \
             name one that is elsewhere: `--manual DIR`"
        )
    );
}

#[test]
fn files_are_read_whole_and_what_editors_leave_is_not() {
    let folder = folder(&[
        ("manual.yaml", "title: É"),
        ("chapters/a/chapter.md", "text"),
        ("chapters/a/images/a.swp.png", "x"),
        ("chapters/a/.chapter.md.swp", ""),
        ("chapters/a/chapter.md~", ""),
        ("chapters/a/#chapter.md#", ""),
        ("chapters/a/chapter.md.tmp", ""),
        ("chapters/a/x.swp", ""),
        ("chapters/a/4913", ""),
        ("chapters/Thumbs.db", ""),
        ("chapters/desktop.ini", ""),
        (".git/HEAD", ""),
    ]);
    assert_eq!(
        paths(folder.path()),
        ["chapters/a/chapter.md", "chapters/a/images/a.swp.png", "manual.yaml"]
    );
    let (tree, findings) = manual(folder.path()).unwrap();
    assert_eq!(tree.text(&super::VPath::new("manual.yaml").unwrap()), Some("title: É"));
    assert!(findings.is_empty());
}

#[test]
fn a_manual_in_a_hidden_folder_or_behind_a_link_is_read_if_it_is_named() {
    let folder = folder(&[(".hidden/manual.yaml", "")]);
    let link = folder.path().join("link");
    symlink(folder.path().join(".hidden"), &link).unwrap();
    assert_eq!(paths(&folder.path().join(".hidden")), ["manual.yaml"]);
    assert_eq!(paths(&link), ["manual.yaml"]);
}

#[test]
fn no_link_is_followed() {
    let outside = folder(&[("secret.md", "secret"), ("more/secret.md", "secret")]);
    let folder = folder(&[("manual.yaml", "")]);
    symlink(outside.path().join("secret.md"), folder.path().join("a.md")).unwrap();
    symlink(outside.path().join("more"), folder.path().join("b")).unwrap();
    symlink("nowhere", folder.path().join("c.md")).unwrap();
    assert_eq!(paths(folder.path()), ["manual.yaml"]);
    assert_eq!(
        shown(&manual(folder.path()).unwrap().1),
        [
            "a.md:1:1 link-not-followed: `a.md` is a symbolic link | put the file itself there",
            "b:1:1 link-not-followed: `b` is a symbolic link | put the file itself there",
            "c.md:1:1 link-not-followed: `c.md` is a symbolic link | put the file itself there",
        ]
    );
}

#[test]
fn a_file_past_its_limit_is_not_read() {
    let limits = Limits { text_bytes: 4, other_bytes: 6, ..LIMITS };
    let folder =
        folder(&[("a.md", "1234"), ("b.md", "12345"), ("c.png", "123456"), ("d.png", "1234567")]);
    let (tree, findings) = manual_within(folder.path(), &limits).unwrap();
    assert_eq!(tree.len(), 2);
    assert_eq!(
        shown(&findings),
        [
            "b.md:1:1 file-too-large: `b.md` has 5 bytes; at most 4 are read | make it smaller, or divide it",
            "d.png:1:1 file-too-large: `d.png` has 7 bytes; at most 6 are read | make it smaller, or divide it",
        ]
    );
}

#[test]
fn files_past_the_greatest_number_are_not_read() {
    let limits = Limits { files: 2, ..LIMITS };
    let folder = folder(&[("a.md", ""), ("b.md", ""), ("c.md", ""), ("d.md", "")]);
    let (tree, findings) = manual_within(folder.path(), &limits).unwrap();
    assert_eq!(tree.len(), 2);
    let message = "c.md:1:1 too-many-files: the manual has more than 2 files; `c.md` is the first one past | move what is not part of the manual out of its folder";
    assert_eq!(shown(&findings), [message]);
}

#[test]
fn a_name_that_cannot_be_an_address_is_a_finding() {
    let folder = folder(&[("a\\b.md", ""), ("c\nd/e.md", "")]);
    fs::write(folder.path().join(OsStr::from_bytes(b"\xff.md")), "").unwrap();
    let (tree, findings) = manual(folder.path()).unwrap();
    assert!(tree.is_empty());
    assert_eq!(
        shown(&findings),
        [
            "a\u{fffd}b.md:1:1 unusable-name: the name `a\\\\b.md` cannot be used | rename it with letters, digits and hyphens",
            "c\u{fffd}d:1:1 unusable-name: the name `c\\nd` cannot be used | rename it with letters, digits and hyphens",
            "\u{fffd}.md:1:1 unusable-name: the name `\\xff.md` cannot be used | rename it with letters, digits and hyphens",
        ]
    );
}

#[test]
fn a_pipe_is_not_waited_for() {
    let folder = folder(&[]);
    let pipe = folder.path().join("a.md");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o644.into(), 0)
        .unwrap();
    let expected =
        "a.md:1:1 not-a-file: `a.md` is neither a file nor a folder | take it out of the manual";
    assert_eq!(shown(&manual(folder.path()).unwrap().1), [expected]);
}

#[test]
fn a_folder_that_cannot_be_read_is_an_error_with_its_path() {
    let folder = tempdir().unwrap();
    let missing = folder.path().join("missing");
    let error = manual(&missing).unwrap_err().to_string();
    assert_eq!(error, format!("cannot read `{}`", missing.display()));
}

#[test]
fn what_an_interrupted_amendment_has_decided_is_read_where_it_is_and_told_of() {
    let folder = folder(&[
        ("manual.yaml", ""),
        ("chapters/a/b/history/1.0.md", "put"),
        (".amendment/chapters/a/b/history/1.0.md", "put"),
        (".amendment/amendments/x.yaml", "decided"),
        (".amendment-undecided-1/amendments/y.yaml", "undecided"),
    ]);
    let (_, findings) = manual(folder.path()).unwrap();
    assert_eq!(
        paths(folder.path()),
        ["amendments/x.yaml", "chapters/a/b/history/1.0.md", "manual.yaml"]
    );
    assert_eq!(
        shown(&findings),
        [
            "manual.yaml:1:1 interrupted-amendment: an amendment was interrupted: its files are in `.amendment` | put them in their places with `chapterhouse amend --finish`"
        ]
    );
}

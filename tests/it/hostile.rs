//! What an editor's folder can do wrong, each drawn as an editor sees it: file, line, column, the
//! text itself and the mend. The cases stand together, so that none can be forgotten.

use super::parsing::with;
use super::written::{on_disk, path};
use chapterhouse::edge::read;
use chapterhouse::finding::format::Files;
use chapterhouse::finding::format::text::{self, Layout};
use chapterhouse::finding::{Finding, Findings};
use chapterhouse::source::tree::FileTree;
use chapterhouse::{check, parse};
use jiff::civil::date;
use std::fmt::Write as _;
use std::fs;

const CHAPTER: &str = "chapters/guidance/safety/chapter.md";
const NORTH: &str = "partnerships/north.yaml";

/// The whole manual with other front matter in its chapter.
fn front_matter(yaml: &str) -> FileTree {
    with(&format!("-- {CHAPTER} --\n---\n{yaml}\n---\nText.\n"))
}

/// The whole manual with a partnership's file of these bytes.
fn north(bytes: &[u8]) -> FileTree {
    let mut files = with("");
    files.insert(path(NORTH), bytes);
    files
}

/// Aliases of aliases of aliases, which would grow to nine thousand million values.
fn bomb() -> String {
    let mut yaml = String::from("title: Safety\nposition: 1\na: &a [x, x, x, x, x, x, x, x, x]");
    for (before, name) in ('a'..='i').zip('b'..='j') {
        let times = vec![format!("*{before}"); 9].join(", ");
        write!(yaml, "\n{name}: &{name} [{times}]").unwrap();
    }
    yaml
}

/// The manual on a disk, with a link in its chapter's folder that leads out of it.
fn with_link() -> (FileTree, Findings) {
    let folder = on_disk(&with(""));
    let images = folder.path().join("chapters/guidance/safety/images");
    fs::create_dir(&images).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", images.join("map.svg")).unwrap();
    read::manual(folder.path()).unwrap()
}

fn drawn(files: &FileTree) -> String {
    let (manual, mut findings) = parse::manual(files);
    findings.append(check::all(&manual, date(2026, 11, 22)));
    let not_draft = |finding: &Finding| finding.rule.code != "draft";
    let findings = findings.sorted().into_iter().filter(not_draft).collect();
    text::text(&findings, Files { tree: files, prefix: "" }, Layout { colour: false, width: 80 })
}

fn cases() -> Vec<(&'static str, String)> {
    let deep = |open: &str, close: &str| {
        format!(
            "title: Safety\nposition: 1\nkeywords: {}{}",
            open.repeat(10_000),
            close.repeat(10_000)
        )
    };
    let text = |text: &str| {
        drawn(&with(&format!("-- {CHAPTER} --\n---\ntitle: Safety\nposition: 1\n---\n{text}\n")))
    };
    let chapter = |folder: &str, yaml: &str| {
        drawn(&with(&format!("-- chapters/{folder}/chapter.md --\n---\n{yaml}\n---\nText.\n")))
    };
    let (linked, unread) = with_link();
    let layout = Layout { colour: false, width: 80 };
    vec![
        ("an unknown key", drawn(&front_matter("title: Safety\npostion: 1\nposition: 1"))),
        ("a wrong type", drawn(&front_matter("title: Safety\nposition: first"))),
        ("a missing key", drawn(&front_matter("position: 1"))),
        ("a key given twice", drawn(&front_matter("title: A\ntitle: B\nposition: 1"))),
        ("a slug given twice", chapter("guidance2/safety", "title: Safety\nposition: 2")),
        ("a reserved name", chapter("guidance/search", "title: Search\nposition: 2")),
        ("a reserved alias", drawn(&front_matter("title: S\nposition: 1\naliases: [feed]"))),
        ("clashing positions", chapter("guidance/home", "title: Home\nposition: 1")),
        ("a date that is none", drawn(&front_matter("title: S\nposition: 1\nchecked: 2026-02-30"))),
        ("a bomb of aliases", drawn(&front_matter(&bomb()))),
        ("10,000 lists in lists", drawn(&front_matter(&deep("[", "]")))),
        ("10,000 mappings in mappings", drawn(&front_matter(&deep("{a: ", "}")))),
        ("10,000 lists of Markdown", text(&format!("{}x", "- ".repeat(10_000)))),
        ("10,000 quotations", text(&format!("{}x", "> ".repeat(10_000)))),
        ("no UTF-8", drawn(&north(b"name: North\njoined: 2024-01-01\narea: caf\xe9\n"))),
        ("no UTF-8 from the first byte", drawn(&north(b"\xff\xfen\0a\0m\0e\0"))),
        ("a byte order mark", drawn(&north(b"\xef\xbb\xbfname: North\njoined: 2024-01-01\n"))),
        ("lines that end with CR LF", drawn(&north(b"name: North\r\njoined: 2024-01-01\r\n"))),
        ("an empty file", drawn(&north(b""))),
        ("an empty chapter", drawn(&with(&format!("-- {CHAPTER} --\n")))),
        ("a symbolic link", text::text(&unread, Files { tree: &linked, prefix: "" }, layout)),
        ("a link out of the folder", text("[x](../../../../etc/passwd)")),
        ("a picture out of the folder", text("![x](../../../manual.yaml)")),
        (
            "names that differ only in case",
            drawn(&with("-- chapters/README.md --\nx\n-- chapters/readme.md --\nx\n")),
        ),
    ]
}

#[test]
fn each_thing_that_a_folder_can_do_wrong_is_drawn_with_its_place_and_its_mend() {
    let mut all = String::new();
    for (name, drawn) in cases() {
        write!(all, "# {name}\n\n{drawn}\n").unwrap();
    }
    insta::assert_snapshot!("each_fault", all);
}

//! What an editor sees: the pages as they are sent, with the bar and the notes.

use super::{TODAY, manual, wait, write};
use crate::edge::preview::desk::Desk;
use crate::edge::preview::server::{Preview, reply};
use std::path::Path;
use tempfile::TempDir;

const CHAPTER: &str = "chapters/part-1/topic-2/chapter.md";
const ADDITION: &str = "chapters/part-1/topic-2/local/area-1/chapter.md";

/// A preview of a folder, once the whole manual is checked.
fn preview(folder: &Path) -> Preview {
    let opened = Desk::open(folder, None, TODAY).unwrap();
    let newest = opened.newest();
    let desk = opened.follow().unwrap();
    wait(&newest, "the checks", |snapshot| snapshot.told.is_checked());
    Preview {
        newest,
        desk,
        folder: folder.to_owned(),
        prefix: "procedures/".to_owned(),
        port: 4000,
        token: Some("token".to_owned()),
        run: "run".to_owned(),
    }
}

/// What is sent for an address.
fn sent(preview: &Preview, address: &str) -> String {
    String::from_utf8(reply(preview, address, "", None).body).unwrap()
}

/// The text of a file of the manual, changed.
fn change(folder: &TempDir, file: &str, change: impl Fn(&str) -> String) {
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    write(&path, change(&text).as_bytes());
}

/// The words of an HTML text without its tags.
fn words(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without the parts that begin and end so.
fn without(html: &str, begin: &str, end: &str) -> String {
    let mut parts = html.split(begin);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(end).map_or("", |(_, after)| after))
}

/// Each note of a page, in a word of its finding, with the first words of what stands below it.
fn notes(html: &str) -> Vec<(String, String)> {
    let notes = html.split("<div class=\"desk-note ").skip(1).map(|note| {
        let (note, below) = note.split_once("</div>").unwrap();
        let named = note.split('`').nth(1).unwrap_or_default();
        let new =
            without(&without(below, "<span class=\"mark-note\">", "</span>"), "<del", "</del>");
        (named.to_owned(), words(&new).chars().take(20).collect())
    });
    notes.collect()
}

#[test]
fn a_chapter_has_the_style_sheet_of_marks_where_changes_are_marked_and_nowhere_else() {
    let folder = manual();
    change(&folder, CHAPTER, |text| format!("{text}\nKingfisher.\n"));
    let preview = preview(folder.path());
    for (address, is_there) in [
        ("/topic-2/", false),
        ("/@public/topic-2/", false),
        ("/@changes/topic-2/", true),
        ("/@changes/area-1/topic-2/", true),
    ] {
        let html = sent(&preview, address);
        let head = html.split_once("</head>").unwrap().0;
        let sheets = head.matches("assets/pages.css\"").count();
        assert_eq!(sheets, usize::from(is_there), "{address}: {head}");
        assert!(head.find("pages.css") < head.find("print.css"), "{address}: {head}");
    }
}

#[test]
fn a_finding_stands_beside_its_paragraph_where_changes_are_marked_too() {
    let folder = manual();
    let worse = |text: &str| {
        let (front, body) = text.split_once("\n---\n").unwrap();
        let last = body.trim_end().rfind("\n\n").unwrap();
        let (kept, gone) = body.split_at(last);
        assert!(!gone.is_empty());
        let (first, rest) = kept.trim_start().split_once("\n\n").unwrap();
        format!(
            "{front}\n---\n\nNew [[nowhere-1]].\n\n{first} And [[nowhere-2]].\n\n{rest}\n\nLast [[nowhere-3]].\n"
        )
    };
    change(&folder, CHAPTER, worse);
    change(&folder, ADDITION, |text| format!("{}\n\nHere [[nowhere-4]].\n", text.trim_end()));
    let preview = preview(folder.path());
    let plain = notes(&sent(&preview, "/area-1/topic-2/"));
    let named: Vec<&str> = plain.iter().map(|(named, _)| named.as_str()).collect();
    assert_eq!(named, ["step-1", "nowhere-1", "nowhere-2", "nowhere-4", "nowhere-3"]);
    let marked = sent(&preview, "/@changes/area-1/topic-2/");
    assert!(!marked.contains("data-at="));
    assert!(marked.contains("<del"), "{marked}");
    assert_eq!(notes(&marked), plain);
}

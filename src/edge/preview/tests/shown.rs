//! What an editor sees: the pages as they are sent, with the bar and the notes.

use super::{TODAY, manual, wait, write};
use crate::edge::preview::desk::{Desk, Today};
use crate::edge::preview::server::{Preview, reply};
use crate::edge::preview::snapshot::Snapshot;
use jiff::civil::{Date, date};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

const CHAPTER: &str = "chapters/part-1/topic-2/chapter.md";
const ADDITION: &str = "chapters/part-1/topic-2/local/area-1/chapter.md";

/// A preview of a folder, once the whole manual is checked.
fn preview(folder: &Path) -> Preview {
    preview_on(folder, Arc::new(|| TODAY))
}

fn preview_on(folder: &Path, today: Today) -> Preview {
    let opened = Desk::open(folder, None, Arc::clone(&today)).unwrap();
    let newest = opened.newest();
    let desk = opened.follow().unwrap();
    wait(&newest, "the checks", |snapshot| snapshot.told.is_checked());
    Preview {
        newest,
        desk,
        today,
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

/// What the form answers, its words alone.
fn asked(preview: &Preview, step: &str, fields: &str) -> String {
    let form = format!("token=token&step={step}&{fields}");
    String::from_utf8(reply(preview, "/@desk/record/", "", Some(form.as_bytes())).body).unwrap()
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
        let named = note.split("<code>").nth(1).and_then(|code| code.split_once("</code>"));
        let named = named.map_or("", |(named, _)| named);
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

const WHOLE: &str = "document=topic-2&title=Kingfishers&summary=They+are+told+of.&significance=minor\
                     &in_force=2026-12-01&published=&approved_by=The+group&because=example-act%2F1";

#[test]
fn the_form_says_what_is_missing_above_all_fields_and_at_each() {
    let folder = manual();
    change(&folder, CHAPTER, |text| format!("{text}\nKingfisher.\n"));
    let preview = preview(folder.path());
    let html = asked(&preview, "look", "title=&in_force=soon");
    for (field, why) in [
        ("document", "Choose at least one text."),
        ("title", "Give the amendment a title."),
        ("summary", "Say in a sentence or two what has changed."),
        ("significance", "Choose what kind of change it is."),
        ("in_force", "Give the day from which it is in force, as in 2026-06-01."),
    ] {
        assert!(html.contains(&format!("<li><a href=\"#field_{field}\">{why}</a></li>")), "{html}");
        assert!(html.contains(&format!("id=\"why_{field}\">{why}</p>")), "{html}");
    }
    assert!(html.contains("id=\"problems\" tabindex=\"-1\" autofocus"), "{html}");
    assert_eq!(html.matches("aria-invalid").count(), 3, "{html}");
}

#[test]
fn the_form_calls_its_fields_by_their_own_names() {
    let folder = manual();
    change(&folder, CHAPTER, |text| format!("{text}\nKingfisher.\n"));
    let preview = preview(folder.path());
    let early = asked(&preview, "look", &WHOLE.replace("2026-12-01", "2001-01-01"));
    let told = early.split_once("id=\"why_in_force\">").unwrap().1.split_once("</p>").unwrap().0;
    assert!(
        words(told).ends_with("Mend: give that day or a later one with “In force from”."),
        "{told}"
    );
    let review = asked(&preview, "look", &WHOLE.replace("minor", "review"));
    let told =
        review.split_once("id=\"why_significance\">").unwrap().1.split_once("</p>").unwrap().0;
    assert_eq!(
        words(told),
        "topic-2 is a draft, and a review changes nothing. Mend: record the change with “Minor change” or another \
         kind, or undo it."
    );
    assert!(!early.contains("--in-force") && !review.contains("--significance"));
}

#[test]
fn the_second_look_shows_all_that_would_be_recorded() {
    let folder = manual();
    change(&folder, CHAPTER, |text| format!("{text}\nKingfisher.\n"));
    let preview = preview(folder.path());
    let html = asked(&preview, "look", WHOLE);
    let shown = words(html.split_once("<h1>").unwrap().1);
    for part in [
        "Record this?",
        "“Kingfishers”. Minor change, in force from 1 December 2026, published on 22 November 2026.",
        "They are told of.",
        "Because of which law or guidance?Example Act 2000, section 1",
        "Approved byThe group",
        "Kingfisher.",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn a_chapter_of_which_nothing_is_in_force_says_so() {
    let folder = manual();
    let new = folder.path().join("chapters/part-1/kingfishers/chapter.md");
    write(&new, b"---\ntitle: Kingfishers\nposition: 99\n---\n\nNew.\n");
    change(&folder, CHAPTER, |text| format!("{text}\nKingfisher.\n"));
    let preview = preview(folder.path());
    let new = "No version of this text is in force. Do not act on it.";
    let other = "This text differs from the version in force. Do not act on it.";
    assert!(sent(&preview, "/kingfishers/").contains(new));
    assert!(sent(&preview, "/topic-2/").contains(other));
}

/// What the bar says before it is opened.
fn summary(html: &str) -> String {
    let summary = html.split_once("<summary><strong class=\"desk-tag\">").unwrap().1;
    words(summary.split_once("</summary>").unwrap().0)
}

#[test]
fn a_recorded_text_that_is_to_come_is_no_draft() {
    let folder = manual();
    change(&folder, CHAPTER, |text| format!("{text}\nKingfisher.\n"));
    let preview = preview(folder.path());
    let sent_on = reply(
        &preview,
        "/@desk/record/",
        "",
        Some(format!("token=token&step=look&{WHOLE}").as_bytes()),
    );
    let shown = String::from_utf8(sent_on.body).unwrap();
    let digest = shown.split_once("name=\"digest\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let made = asked(&preview, "record", &format!("{WHOLE}&digest={}", digest.replace(' ', "+")));
    assert_eq!(made, "recorded\n");
    let html = sent(&preview, "/topic-2/");
    assert_eq!(summary(&html), "Recorded as it is");
    assert!(words(&html).contains("Topic 2: recorded, version 1.2, in force from 1 December 2026"));
    let callout = html.split_once("callout-caution").unwrap().1;
    assert!(callout.contains("<p class=\"callout-label\">Not in force yet</p>"), "{callout}");
}

#[test]
fn the_bar_counts_what_was_found_and_the_errors_in_it() {
    let folder = manual();
    change(&folder, CHAPTER, |text| format!("{text}\nSee [[nowhere]].\n"));
    let preview = preview(folder.path());
    assert_eq!(summary(&sent(&preview, "/topic-2/")), "Draft 1 found here, errors: 1");
}

#[test]
fn the_bar_says_where_a_view_has_no_such_page() {
    let folder = manual();
    let preview = preview(folder.path());
    for (address, said) in [
        ("/@on/1999-01-01/topic-2/", "Public on 1 January 1999 There is no such page"),
        ("/nothing/", "Draft There is no such page"),
        ("/@public/topic-2/", "Public now"),
    ] {
        assert_eq!(summary(&sent(&preview, address)), said, "{address}");
    }
}

#[test]
fn a_preview_that_is_left_open_knows_the_new_day() {
    let folder = manual();
    change(&folder, CHAPTER, |text| text.replace("2099-09-01", "2026-11-22"));
    let clock: Arc<Mutex<Date>> = Arc::new(Mutex::new(TODAY));
    let shown = Arc::clone(&clock);
    let preview = preview_on(folder.path(), Arc::new(move || *shown.lock().unwrap()));
    let is_overdue = |snapshot: &Snapshot| {
        let mut told = snapshot.told.all().flat_map(|(_, found)| found);
        told.any(|finding| finding.rule.code == "review-overdue")
    };
    assert!(!is_overdue(&preview.newest.get()));
    *clock.lock().unwrap() = date(2026, 11, 23);
    assert!(sent(&preview, "/@public/").contains("2026-11-23"));
    wait(&preview.newest, "the review that is overdue", is_overdue);
}

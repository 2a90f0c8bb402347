//! The manual as at any day: which version is shown, and what is not known yet, held against a small
//! reader of the amendments that has nothing in common with the program's own.

use super::sites::{Pages, Read, SAMPLE, SMALL, pages};
use chapterhouse::record::{Record, Standing};
use chapterhouse::site::address::LinkStyle;
use chapterhouse::source::digest::Digest;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

/// An amendment as its file says it, line by line.
struct Minute {
    id: String,
    in_force: Date,
    published: Date,
    /// The documents, each with its new version; `None` where it is withdrawn. Reviews are left out.
    changes: Vec<(String, Option<String>)>,
}

/// What stands after a key, up to the next comma, bracket or space.
fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("{key}: "))?;
    Some(rest.split([',', '}', ' ', '\n']).next().unwrap().trim_matches('"'))
}

fn minute(id: &str, text: &str) -> Minute {
    let (head, entries) = text.split_once("\ndocuments:\n").unwrap();
    let day = |key| value(&format!("\n{head}"), &format!("\n{key}")).unwrap().parse().unwrap();
    let entries = format!("\n{entries}");
    let entries = entries.split("\n  - ").skip(1).map(|entry| (entry, value(entry, "document")));
    let changes = entries.filter(|(entry, _)| value(entry, "reviewed").is_none());
    let changes = changes.map(|(entry, document)| {
        (document.unwrap().to_owned(), value(entry, "version").map(str::to_owned))
    });
    let id = id.to_owned();
    Minute {
        id,
        in_force: day("in_force"),
        published: day("published"),
        changes: changes.collect(),
    }
}

/// The minute book, in the order of the days in force.
fn minutes(read: &Read) -> Vec<Minute> {
    let mut minutes = Vec::new();
    for (file, bytes) in read.files.iter() {
        let name = file.as_str().strip_prefix("amendments/");
        let Some(id) = name.and_then(|name| name.strip_suffix(".yaml")) else { continue };
        minutes.push(minute(id, std::str::from_utf8(bytes).unwrap()));
    }
    minutes.sort_by_key(|minute| minute.in_force);
    minutes
}

/// The version of each document that is in force on a day. A withdrawn document has none.
fn in_force(minutes: &[Minute], day: Date) -> BTreeMap<&str, &str> {
    let mut versions = BTreeMap::new();
    for minute in minutes.iter().filter(|minute| minute.in_force <= day) {
        for (document, version) in &minute.changes {
            match version {
                Some(version) => versions.insert(document.as_str(), version.as_str()),
                None => versions.remove(document.as_str()),
            };
        }
    }
    versions
}

fn is_regional(document: &str) -> bool {
    !document.contains('/')
}

/// What is said between two marks, for the first time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.split_once(before)?.1.split(after).next()
}

/// The document and the version that each chapter's own page shows.
fn shown(pages: &Pages) -> BTreeMap<&str, &str> {
    let chapters = pages.iter().filter_map(|(path, html)| {
        let slug = path.strip_suffix("/index.html")?;
        let is_chapter = is_regional(slug) && slug != "print";
        if !is_chapter {
            return None;
        }
        let article = between(html, "<article class=\"prose\"", ">")?;
        assert_eq!(between(article, "data-document=\"", "\""), Some(slug));
        Some((slug, between(article, "data-version=\"", "\"").unwrap()))
    });
    chapters.collect()
}

/// The names of the pages of one kind: what stands in their paths between these two.
fn named<'p>(pages: &'p Pages, before: &str, after: &str) -> BTreeSet<&'p str> {
    let inside = pages.keys().filter_map(|path| path.strip_prefix(before)?.strip_suffix(after));
    inside.filter(|name| !name.contains('/')).collect()
}

/// The short digest of a version's file.
fn digest(read: &Read, slug: &str, version: &str) -> String {
    let end = format!("/{slug}/history/{version}.md");
    let (_, bytes) = read.files.iter().find(|(file, _)| file.as_str().ends_with(&end)).unwrap();
    Digest::of(bytes).short()
}

/// Holds the site of a day against the minute book, and gives its pages back.
#[track_caller]
fn expect_site(read: &Read, day: Date) -> Pages {
    let minutes = minutes(read);
    let (known, unknown): (Vec<_>, Vec<_>) =
        minutes.into_iter().partition(|minute| minute.published <= day);
    let pages = pages(read, day, LinkStyle::Served);

    let expected = in_force(&known, day).into_iter().filter(|(document, _)| is_regional(document));
    let expected: BTreeMap<&str, &str> = expected.collect();
    assert_eq!(shown(&pages), expected, "the versions on {day}");
    for (slug, version) in &expected {
        let digest = digest(read, slug, version);
        assert!(pages[&format!("{slug}/index.html")].contains(&digest), "{slug} on {day}");
    }

    let mut states: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for minute in &known {
        for (document, _) in minute.changes.iter().filter(|(document, _)| is_regional(document)) {
            states.entry(document).or_default().insert(minute.in_force.to_string());
        }
    }
    for chapter in read.manual.chapters.keys() {
        let days = named(&pages, &format!("{chapter}/as-at/"), "/index.html");
        let expected = states.get(chapter.as_str()).cloned().unwrap_or_default();
        assert_eq!(days, expected.iter().map(String::as_str).collect(), "{chapter} on {day}");
        let is_public = pages.keys().any(|path| path.starts_with(&format!("{chapter}/")));
        assert_eq!(is_public, !expected.is_empty(), "{chapter} on {day}");
    }
    let all: BTreeSet<&str> = states.values().flatten().map(String::as_str).collect();
    assert_eq!(named(&pages, "as-at/", "/index.html"), all, "the days on {day}");

    let listed = named(&pages, "amendments/", "/index.html");
    assert_eq!(listed, known.iter().map(|minute| minute.id.as_str()).collect(), "on {day}");
    for (path, text) in &pages {
        for Minute { id, .. } in &unknown {
            assert!(!text.contains(id.as_str()), "{path} names {id} on {day}");
        }
    }
    pages
}

#[test]
fn before_the_first_amendment_is_published_there_are_no_chapters() {
    let pages = expect_site(&SAMPLE, date(2023, 8, 1));
    assert_eq!(shown(&pages), BTreeMap::new());
}

#[test]
fn between_its_publication_and_its_first_day_a_chapter_is_forthcoming() {
    let pages = expect_site(&SAMPLE, date(2023, 8, 20));
    assert_eq!(shown(&pages), BTreeMap::new());
    assert!(pages["bullying/index.html"].contains("bullying/as-at/2023-09-01/"));
}

#[test]
fn the_sample_manual_is_as_it_was_and_as_it_will_be() {
    for day in [date(2024, 2, 15), date(2025, 6, 1), date(2027, 2, 1)] {
        expect_site(&SAMPLE, day);
    }
}

#[test]
fn the_small_manual_is_as_it_was_and_as_it_will_be() {
    for day in [
        date(2024, 11, 30),
        date(2024, 12, 1),
        date(2025, 6, 1),
        date(2026, 11, 22),
        date(2027, 6, 1),
    ] {
        expect_site(&SMALL, day);
    }
}

#[test]
fn a_state_to_come_has_its_page_from_the_day_on_which_it_is_published() {
    let coming = "live-streaming/as-at/2027-01-11/index.html";
    for (day, is_there) in [(date(2026, 11, 15), false), (date(2026, 11, 16), true)] {
        let pages = expect_site(&SAMPLE, day);
        assert_eq!(pages.contains_key(coming), is_there, "{day}");
    }
}

#[test]
fn a_withdrawal_to_come_does_not_say_that_the_chapter_has_gone_already() {
    let pages = pages(&SMALL, date(2025, 12, 25), LinkStyle::Served);
    let page = &pages["old-advice/as-at/2026-01-01/index.html"];
    let shown = between(page, "<main", "hidden>").unwrap();
    assert!(shown.contains("This chapter is withdrawn from 1 January 2026"), "{shown}");
    assert!(!shown.contains("has not applied"), "{shown}");
    assert!(pages["old-advice/index.html"].contains("data-version=\"1.0\""));
}

/// Every day of the years 2023 to 2027.
fn days() -> impl Iterator<Item = Date> {
    date(2023, 1, 1).series(1.day()).take_while(|day| *day <= date(2027, 12, 31))
}

/// The version in force; none before the first, and none once it is withdrawn.
fn number(standing: Standing<'_>) -> Option<String> {
    match standing {
        Standing::InForce(now) => Some(now.version.number.to_string()),
        Standing::NotYet | Standing::Withdrawn { .. } => None,
    }
}

#[test]
fn on_every_day_every_document_has_the_version_of_the_minute_book_or_none() {
    for read in [&*SAMPLE, &*SMALL] {
        let (record, minutes) = (Record::of(&read.manual), minutes(read));
        for day in days() {
            let expected = in_force(&minutes, day);
            for document in read.manual.documents() {
                let id = document.id.to_string();
                let found = number(record.standing(&document.id, day));
                assert_eq!(found.as_deref(), expected.get(&*id).copied(), "{id} on {day}");
            }
        }
    }
}

#[test]
fn on_every_day_a_document_stands_as_its_state_says() {
    for read in [&*SAMPLE, &*SMALL] {
        let record = Record::of(&read.manual);
        for document in read.manual.documents() {
            let id = &document.id;
            for day in days() {
                let standing = record.standing(id, day);
                let Some(state) = record.state_on(id, day) else {
                    assert!(matches!(standing, Standing::NotYet), "{id} on {day}");
                    continue;
                };
                assert!(state.from <= day, "{id} on {day}");
                assert_eq!(number(state.standing), number(standing), "{id} on {day}");
                let before = record.standing(id, state.from.yesterday().unwrap());
                assert_ne!(number(before), number(standing), "{id} before {}", state.from);
            }
        }
    }
}

#[test]
fn the_next_change_is_the_first_day_of_the_next_state() {
    for read in [&*SAMPLE, &*SMALL] {
        let record = Record::of(&read.manual);
        for document in read.manual.documents() {
            let states = record.states(&document.id);
            for day in days() {
                let next = record.next_change(&document.id, day);
                let next = next.map(|event| event.amendment.in_force.value);
                let expected = states.iter().map(|state| state.from).find(|from| *from > day);
                assert_eq!(next, expected, "{} on {day}", document.id);
            }
        }
    }
}

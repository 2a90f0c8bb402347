//! The border of the pages that show changes: with the words that announce the marks and all deletions
//! taken away, their article has the text of the newer page, and without insertions, of the older one.

use super::sites::{Pages, SAMPLE, SAMPLE_PAGES, SMALL, SMALL_PAGES, TODAY, article_of, pages};
use chapterhouse::site::address::LinkStyle;
use jiff::civil::date;
use std::sync::LazyLock;

/// The text of HTML without some of its elements: without tags, and with one space for each run of them.
fn text_without(html: &str, is_left_out: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag_on)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag_on.split_once('>').expect("a tag ends");
        rest = if is_left_out(tag) { after_element(tag, after) } else { after };
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What follows an element whose first tag was read.
fn after_element<'a>(tag: &str, mut rest: &'a str) -> &'a str {
    let name = tag.split(' ').next().unwrap();
    let mut depth = 1;
    while depth > 0 {
        let (_, tag_on) = rest.split_once('<').expect("an element ends");
        let (tag, after) = tag_on.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(end) if end == name => depth -= 1,
            None if tag.split(' ').next() == Some(name) => depth += 1,
            _ => {}
        }
        rest = after;
    }
    rest
}

fn is_note(tag: &str) -> bool {
    tag.starts_with("span ") && tag.contains("class=\"mark-note")
}

fn is(name: &str, tag: &str) -> bool {
    tag.split(' ').next() == Some(name)
}

/// A page that shows changes: its article, and those of the older and the newer text.
struct Compared<'p> {
    path: &'p str,
    article: &'p str,
    older: &'p str,
    newer: &'p str,
}

/// The text of a chapter from one day on; none where it was withdrawn.
fn dated<'p>(pages: &'p Pages, slug: &str, day: &str) -> Option<&'p str> {
    article_of(&pages[&format!("{slug}/as-at/{day}/index.html")])
}

/// The first days of the states of a chapter that have a text, oldest first.
fn days<'p>(pages: &'p Pages, slug: &str) -> Vec<&'p str> {
    let prefix = format!("{slug}/as-at/");
    let states = pages.keys().filter_map(|path| path.strip_prefix(&prefix));
    let states = states.filter_map(|path| path.strip_suffix("/index.html"));
    states.filter(|day| !day.contains('/') && dated(pages, slug, day).is_some()).collect()
}

/// Both manuals once all that is known is in force, so that more lies between then and now.
static LATER: LazyLock<[Pages; 2]> = LazyLock::new(|| {
    [&SAMPLE, &SMALL].map(|read| pages(read, date(2027, 6, 1), LinkStyle::Served))
});

/// The pages of both manuals that show changes.
fn all() -> Vec<Compared<'static>> {
    let sites = [&*SAMPLE_PAGES, &*SMALL_PAGES].into_iter().chain(LATER.iter());
    sites.flat_map(compared).collect()
}

fn compared(pages: &Pages) -> Vec<Compared<'_>> {
    let mut found = Vec::new();
    for (path, html) in pages {
        let Some((slug, rest)) = path.split_once("/as-at/") else { continue };
        let Some((day, kind)) = rest.split_once('/') else { continue };
        let days = days(pages, slug);
        let text = |day: &str| dated(pages, slug, day).unwrap();
        let (older, newer) = match kind {
            "changes/index.html" => {
                let before = days.iter().rfind(|earlier| **earlier < day).expect("a state before");
                (text(before), text(day))
            }
            // What has changed since ends with the text as it is read now, in the words of today.
            "since/index.html" => {
                (text(day), article_of(&pages[&format!("{slug}/index.html")]).unwrap())
            }
            _ => continue,
        };
        let article = article_of(html).unwrap();
        found.push(Compared { path, article, older, newer });
    }
    found
}

/// Where two texts part, for the message of a failure.
fn parting(found: &str, expected: &str) -> Option<String> {
    if found == expected {
        return None;
    }
    let alike = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(alike.saturating_sub(60)).take(160).collect();
    let (found, expected): (String, String) = (around(found), around(expected));
    Some(format!("\n  found:    …{found}…\n  expected: …{expected}…"))
}

#[track_caller]
fn expect_alike(texts: impl Iterator<Item = (String, String, String)>) {
    let faults = texts.filter_map(|(path, found, expected)| {
        parting(&found, &expected).map(|fault| format!("{path}{fault}"))
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{} pages\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn there_are_pages_of_both_kinds() {
    let compared = all();
    for kind in ["/changes/", "/since/"] {
        assert!(compared.iter().filter(|page| page.path.contains(kind)).count() > 5, "{kind}");
    }
    assert!(
        compared.iter().all(|page| page.article.contains("<ins") || page.article.contains("<del"))
    );
}

#[test]
fn every_number_of_the_newer_text_can_be_rung_where_changes_are_marked_too() {
    let numbers = |html: &str| html.matches("href=\"tel:").count();
    for Compared { path, article, newer, .. } in all() {
        // Where a number has changed, it is among the words that are marked.
        let has_other_numbers =
            ["</ins></a>", "</ins>)</a>"].iter().any(|end| article.contains(end));
        if path.ends_with("/changes/index.html") && !has_other_numbers {
            assert!(numbers(article) >= numbers(newer), "{path}");
        }
    }
}

#[test]
fn without_deletions_the_changes_have_the_newer_text() {
    expect_alike(all().into_iter().map(|page| {
        let found = text_without(page.article, |tag| is_note(tag) || is("del", tag));
        (page.path.to_owned(), found, text_without(page.newer, |_| false))
    }));
}

#[test]
fn without_insertions_the_changes_have_the_older_text() {
    expect_alike(all().into_iter().map(|page| {
        let found = text_without(page.article, |tag| is_note(tag) || is("ins", tag));
        (page.path.to_owned(), found, text_without(page.older, |_| false))
    }));
}

/// Where nothing that it refers to has changed since its first day, the text as it is read now is also
/// the text at the address of its state.
#[test]
fn the_present_state_of_the_sample_has_the_text_of_today() {
    let today = TODAY.to_string();
    for (path, html) in SAMPLE_PAGES.iter() {
        let Some(slug) = path.strip_suffix("/index.html").filter(|slug| !slug.contains('/')) else {
            continue;
        };
        let Some(now) = article_of(html) else { continue };
        let day = days(&SAMPLE_PAGES, slug).into_iter().rfind(|day| **day <= *today).unwrap();
        let then = dated(&SAMPLE_PAGES, slug, day).unwrap();
        assert_eq!(text_without(now, |_| false), text_without(then, |_| false), "{path}");
    }
}

#[test]
fn nothing_but_the_words_of_the_marks_announces_them() {
    for (path, html) in SAMPLE_PAGES.iter().chain(SMALL_PAGES.iter()) {
        let Some(article) = article_of(html) else { continue };
        let is_compared = path.contains("/changes/") || path.contains("/since/");
        let has_marks = ["<ins", "<del", "mark-note"].iter().any(|mark| article.contains(mark));
        assert!(is_compared || !has_marks, "{path}");
    }
}

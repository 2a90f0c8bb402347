//! A manual in Welsh: every word of the interface is that of its language's file, and none stands in a
//! template, a script or the code.

use super::outside::html;
use super::sites::{Pages, SMALL, SMALL_PAGES, TODAY, rendered};
use super::tidy::rust_files;
use super::written::{over, path};
use chapterhouse::edge::read;
use chapterhouse::finding::Findings;
use chapterhouse::record::Record;
use chapterhouse::render::words::Words;
use chapterhouse::resolve::Edition;
use chapterhouse::source::tree::FileTree;
use jiff::civil::date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

static THEME: LazyLock<FileTree> = LazyLock::new(|| {
    read::manual(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default")).unwrap().0
});

/// The words of a language, without a finding.
fn words(language: &str) -> Words {
    let mut findings = Findings::default();
    let words = Words::read(&THEME, language, &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
    words
}

fn phrases(words: &Words) -> BTreeMap<&str, &str> {
    words.beginning_with("").collect()
}

/// The pages of the small manual as if it were in Welsh: its own texts stay English.
static WELSH_PAGES: LazyLock<Pages> = LazyLock::new(|| {
    let settings = SMALL.files.text(&path("manual.yaml")).unwrap();
    let files = over(SMALL.files.clone(), &format!("-- manual.yaml --\n{settings}language: cy\n"));
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    let record = Record::known_on(&manual, TODAY);
    rendered(&files, Edition::public(&manual, &record, TODAY), false)
});

/// What is filled in.
fn slots(phrase: &str) -> BTreeSet<&str> {
    phrase.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// What stands between what is filled in.
fn fixed(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split('{').enumerate().map(|(at, part)| match part.split_once('}') {
        Some((_, after)) if at > 0 => after.trim(),
        _ => part.trim(),
    })
}

#[test]
fn the_welsh_words_say_all_that_the_english_say_with_the_same_things_filled_in() {
    let (english, welsh) = (words("en"), words("cy"));
    assert!(welsh.lacking(&english).is_empty() && english.lacking(&welsh).is_empty());
    let welsh = phrases(&welsh);
    for (key, phrase) in phrases(&english) {
        assert_eq!(slots(phrase), slots(welsh[key]), "{key}");
    }
}

/// Where the theme lacks a phrase its key is shown, so a key that the code asks for must be there.
#[test]
fn every_phrase_that_the_code_asks_for_is_in_the_words() {
    let english = words("en");
    let english = phrases(&english);
    // The preview has words of its own beside those of the theme.
    let desk = include_str!("../../themes/desk/words/en.yaml");
    let mut asked = 0;
    // The preview has words of its own.
    for (file, source) in rust_files("src").iter().filter(|(file, _)| !file.starts_with("edge/")) {
        for call in [".say(\"", ".fill(\"", "fact(\""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                let is_there = english.contains_key(key) || desk.contains(&format!("\n{key}:"));
                assert!(is_there, "src/{file}: the words have no `{key}`");
                asked += 1;
            }
        }
    }
    assert!(asked > 50, "{asked}");
}

#[test]
fn the_welsh_words_say_that_nobody_who_speaks_welsh_has_reviewed_them() {
    let file = THEME.text(&path("words/cy.yaml")).unwrap();
    assert!(file.contains("NEED REVIEW BY A WELSH SPEAKER"));
}

#[test]
fn the_language_and_the_days_of_every_page_are_welsh() {
    let welsh = words("cy");
    assert_eq!(welsh.day(date(2026, 3, 1)), "1 Mawrth 2026");
    assert_eq!(welsh.month(date(2026, 9, 1)), "Medi 2026");
    for (path, page) in html(&WELSH_PAGES) {
        assert!(page.contains("<html lang=\"cy\""), "{path}");
        let (_, built) = page.split_once("<span class=\"built\">").unwrap();
        let said = ["Dangosir yr hyn sydd mewn grym ar ", "Lluniwyd ar gyfer "];
        let day = said.iter().find_map(|said| built.strip_prefix(said)).unwrap();
        let month = day.split(' ').nth(1).unwrap();
        assert!(["Ionawr", "Chwefror", "Medi", "Tachwedd"].contains(&month), "{path}: {month}");
    }
    assert!(WELSH_PAGES["referrals/feed.xml"].contains("xml:lang=\"cy\""));
    let data = |path: &str| -> Value { serde_json::from_str(&WELSH_PAGES[path]).unwrap() };
    assert_eq!(data("manifest.webmanifest")["lang"], "cy");
    assert_eq!(data("offline.json")["months"][10], "Tachwedd");
}

#[test]
fn no_english_phrase_of_the_interface_stands_in_a_welsh_page() {
    let (english, welsh) = (words("en"), words("cy"));
    let welsh = phrases(&welsh);
    let mut found = BTreeSet::new();
    for (key, phrase) in phrases(&english) {
        let parts = fixed(phrase).filter(|part| part.split_whitespace().count() > 2);
        for part in parts.filter(|part| !welsh[key].contains(part)) {
            let on = WELSH_PAGES.iter().filter(|(_, page)| page.contains(part));
            found.extend(on.map(|(path, _)| format!("{path}: `{part}` ({key})")));
        }
    }
    assert_eq!(found, BTreeSet::new());
}

/// The words of three letters or more in a text.
fn lone_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.chars().count() > 2).map(str::to_lowercase)
}

/// The words of the manual's files, those with forms (`gang{s,}`) whole, too.
fn own_words() -> BTreeSet<String> {
    let mut own = BTreeSet::new();
    for (file, bytes) in SMALL.files.iter() {
        let text = String::from_utf8_lossy(bytes);
        own.extend(lone_words(file.as_str()).chain(lone_words(&text)));
        own.extend(lone_words(&text.replace('{', "")));
    }
    own
}

/// What readers see or hear of a page, each piece apart: its texts, and the attributes that speak.
fn pieces(page: &str) -> BTreeSet<&str> {
    const SPEAK: [&str; 4] = ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\""];
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let texts = body.split('>').skip(1).filter_map(|rest| rest.split('<').next());
    let spoken = SPEAK
        .iter()
        .flat_map(|name| body.split(*name).skip(1).filter_map(|rest| rest.split('"').next()));
    texts.chain(spoken).map(str::trim).collect()
}

#[test]
fn what_the_english_and_the_welsh_page_have_in_common_is_of_the_manual() {
    let (welsh, mut own) = (words("cy"), own_words());
    own.extend(phrases(&welsh).into_values().flat_map(lone_words));
    let mut found = BTreeSet::new();
    for (path, page) in html(&WELSH_PAGES) {
        let english = pieces(&SMALL_PAGES[path]);
        let common = pieces(page);
        let common = common.intersection(&english).filter(|piece| !piece.starts_with("https://"));
        for piece in common {
            let strange = lone_words(&piece.replace("&amp;", "&")).find(|word| !own.contains(word));
            found.extend(strange.map(|word| format!("{path}: `{word}` in `{piece}`")));
        }
    }
    assert_eq!(found, BTreeSet::new());
}

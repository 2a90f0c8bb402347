//! Search: which words are in the files that a browser loads, and that these are always the same.

use super::sites::{Read, SAMPLE, TODAY};
use super::written::tree;
use chapterhouse::edge::theme;
use chapterhouse::record::Record;
use chapterhouse::render::{Options, Renderer};
use chapterhouse::resolve::Edition;
use chapterhouse::site::Site;
use chapterhouse::site::address::LinkStyle;
use chapterhouse::site::page::Pdfs;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// A chapter with a past text, one in force, one to come and a draft; a withdrawn chapter; and two
/// partnerships, one of which adds a text.
const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Board
base_url: https://example.org/
sections: [{ id: core, title: Core }]
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2023-01-01
-- partnerships/westmark.yaml --
name: Westmark
joined: 2023-01-01
-- registers/terms.yaml --
terms:
  - { id: nudes, term: nude image, aliases: [sexting], definition: An image. }
-- chapters/core/referrals/chapter.md --
---
title: Referrals
position: 1
keywords: [worrying]
---

## What to do

The drafted sentence.
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

## What to do

The superseded sentence.
-- chapters/core/referrals/history/1.1.md --
---
title: Referrals
---

## What to do

The prevailing sentence of a [[term:nudes]].[^note]

[^note]: The annotated sentence.
-- chapters/core/referrals/history/1.2.md --
---
title: Referrals
---

## What to do

The forthcoming sentence.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
---

The municipal sentence.
-- chapters/core/referrals/local/aldermere/history/1.0.md --
---
title: In Aldermere
---

The municipal sentence.
-- chapters/core/gone/chapter.md --
---
title: Gone
position: 2
---

The withdrawn sentence.
-- chapters/core/gone/history/1.0.md --
---
title: Gone
---

The withdrawn sentence.
-- amendments/2024-01-01-first.yaml --
title: First
in_force: 2024-01-01
published: 2024-01-01
significance: new
summary: First.
documents:
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
  - { document: gone, version: "1.0" }
-- amendments/2025-01-01-second.yaml --
title: Second
in_force: 2025-01-01
published: 2025-01-01
significance: minor
summary: Second.
documents:
  - { document: referrals, version: "1.1" }
  - { document: gone, withdrawn: true }
-- amendments/2026-01-01-third.yaml --
title: Third
in_force: 2027-01-01
published: 2026-01-01
significance: minor
summary: Third.
documents: [{ document: referrals, version: "1.2" }]
"#;

fn read() -> Read {
    let files = tree(MANUAL);
    let (manual, _) = chapterhouse::parse::manual(&files);
    Read { files, manual }
}

/// The files of the search of a manual's public site, as text.
fn files(read: &Read, day: Date) -> BTreeMap<String, String> {
    let record = Record::known_on(&read.manual, day);
    let site = Site::plan(Edition::public(&read.manual, &record, day));
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    let options = Options {
        link_style: LinkStyle::Served,
        base_url: None,
        preview: None,
        download: None,
        pdfs: Pdfs::None,
    };
    let renderer = Renderer::new(&site, &theme, &read.files, options);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let files = renderer.search_files().clone().into_iter();
    files.map(|(path, bytes)| (path.to_string(), text(bytes))).collect()
}

/// The words of a dictionary: see `search::files` for how they are written.
fn dictionary(text: &str) -> Vec<String> {
    let written = text.split_once("\"words\":\"").unwrap().1.split_once('"').unwrap().0;
    let mut words: Vec<String> = Vec::new();
    let mut rest = written.chars().peekable();
    while let Some(shared) = rest.next() {
        let before = words.last().cloned().unwrap_or_default();
        let mut word: String = before.chars().take((shared as usize) - ('A' as usize)).collect();
        while let Some(c) = rest.next_if(|c| !":~+=-".contains(*c) && !c.is_ascii_uppercase()) {
            word.push(c);
        }
        words.push(word);
        while let Some(link) = rest.next_if(|c| ":~+=-".contains(*c)) {
            let is_new = link == ':' || (link != '-' && rest.next_if_eq(&':').is_some());
            if is_new {
                rest.next();
            } else if link != '-' {
                // The sixth bit of a digit says that the number goes on.
                while rest.next().is_some_and(|digit| {
                    !digit.is_ascii_uppercase() && !('a'..='f').contains(&digit)
                }) {}
            }
        }
    }
    words
}

/// In which folders a word is found.
fn holders<'f>(files: &'f BTreeMap<String, String>, word: &str) -> Vec<&'f str> {
    let dictionaries = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_suffix("/words.js")?, dictionary(text))));
    let with = dictionaries.filter(|(_, words)| words.iter().any(|own| own == word));
    let with: Vec<&str> = with.map(|(folder, _)| folder).collect();
    let texts = files.iter().filter(|(_, text)| text.contains(&format!("{word} sentence")));
    for (path, _) in texts {
        assert!(with.contains(&path.rsplit_once('/').unwrap().0), "{path} shows {word}");
    }
    with
}

#[test]
fn only_texts_in_force_are_found() {
    let files = files(&read(), TODAY);
    assert_eq!(holders(&files, "prevailing"), ["search/data"]);
    assert_eq!(holders(&files, "annotated"), ["search/data"]);
    assert_eq!(holders(&files, "worrying"), ["search/data"]);
    for word in ["drafted", "superseded", "forthcoming", "withdrawn"] {
        assert!(holders(&files, word).is_empty(), "{word}");
    }
}

#[test]
fn a_text_is_found_from_its_first_day_to_its_last() {
    let files = files(&read(), date(2024, 6, 1));
    assert_eq!(holders(&files, "superseded"), ["search/data"]);
    assert_eq!(holders(&files, "withdrawn"), ["search/data"]);
    assert!(holders(&files, "prevailing").is_empty());
}

#[test]
fn what_a_partnership_adds_is_found_in_its_site_alone() {
    let files = files(&read(), TODAY);
    assert_eq!(holders(&files, "municipal"), ["aldermere/search/own"]);
    let own = |path: &str| files.keys().filter(|key| key.starts_with(path)).count();
    assert!(own("westmark/search/own/") > 0 && own("search/own/") > 0);
    assert_eq!(own("aldermere/search/data"), 0, "what is shared is written once");
}

#[test]
fn the_same_manual_gives_the_same_files() {
    let (one, other) = (files(&SAMPLE, TODAY), files(&SAMPLE, TODAY));
    assert_eq!(one, other);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one, alone.install(|| files(&SAMPLE, TODAY)));
}

#[test]
fn every_file_calls_take_with_its_own_name() {
    for (path, text) in files(&SAMPLE, TODAY) {
        let name: Vec<&str> = path.trim_end_matches(".js").rsplit('/').take(2).collect();
        let call = format!("chapterhouseSearch.take(\"{}/{}\",", name[1], name[0]);
        assert!(text.starts_with(&call) && text.ends_with(")\n"), "{path}");
    }
}

//! What a print holds, before anything is set: words in order, links, footnotes, what the copy says of itself.

use super::sites::{Read, SAMPLE, SMALL, TODAY};
use super::written::{path, tree};
use chapterhouse::edge::theme;
use chapterhouse::manual::id::{PartnershipId, SectionId, Slug};
use chapterhouse::pdf::{Order, Printed, Printer, Subject, data};
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::site::Site;
use chapterhouse::site::page::{Dated, Kind, Paper, Pdfs};
use chapterhouse::source::tree::FileTree;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A manual of two chapters, one with a local addition, and everything that a print treats in its own way.
pub(crate) const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Board
base_url: https://example.org/
policies: { print_days: 7 }
notices: [{ kind: emergency, text: "Call 999." }]
sections: [{ id: core, title: Core }]
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2023-01-01
contacts:
  - { id: hub, name: Aldermere hub, telephone: 01632 960101 }
-- registers/contacts.yaml --
contacts:
  - { id: hub, scope: national, purpose: To ask, name: National hub, telephone: 01632 960999 }
-- registers/legislation.yaml --
- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, address: "https://example.org/act", in_force: 2003-01-01, statements: [{ from: 2003-01-01, text: "It is so." }] }
-- registers/terms.yaml --
terms: []
-- chapters/core/referrals/chapter.md --
---
title: Referrals
position: 1
---

# The whole

#### What to do {#act}

Ring [[contact:hub]] under [[law:act-2003]], see [[other#more]], [[#law]] and [here](https://example.org/ü).
Say[^say] it, and again[^say].

[^say]: As <abbr title="the hub">TH</abbr> says[^deep].
[^deep]: Deep down.

> [!LAW] act-2003

## The law {#law}

There is a duty.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: act
---

### Where {#where}

Here[^own], see [[#where]].

[^own]: Own.
-- chapters/core/other/chapter.md --
---
title: Other
position: 2
---

## More {#more}

- [ ] a task

| Who | When | Much |
| --- | --- | --- |
| all | now | yes |
"#;

pub(crate) fn chapter(slug: &str, within: Option<&str>, paper: Paper) -> Order {
    let within = within.map(|id| PartnershipId::new(id).unwrap());
    Order { within, subject: Subject::Chapter(Slug::new(slug).unwrap()), paper }
}

/// What a print of the working texts holds.
pub(crate) fn printed(files: &FileTree, order: &Order) -> Printed {
    let (manual, _) = chapterhouse::parse::manual(files);
    let record = Record::of(&manual);
    let site = Site::plan(Edition::working(&manual, &record, TODAY));
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    let base_url = manual.settings.base_url.as_deref();
    Printer { site: &site, theme: &theme, base_url }.print(order).expect("there is such a text")
}

fn value(files: &FileTree, order: &Order) -> Value {
    serde_json::to_value(printed(files, order).print).unwrap()
}

/// Every object of a value with this `is`.
fn each<'v>(value: &'v Value, is: &str) -> Vec<&'v Value> {
    let own = value.get("is").and_then(Value::as_str) == Some(is);
    let held: Vec<&Value> = match value {
        Value::Array(values) => values.iter().flat_map(|value| each(value, is)).collect(),
        Value::Object(fields) => fields.values().flat_map(|value| each(value, is)).collect(),
        _ => Vec::new(),
    };
    own.then_some(value).into_iter().chain(held).collect()
}

/// All words of a value in order, as far as they are words of a line.
fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(values) => values.iter().map(words).collect(),
        Value::Object(fields) => {
            let held = ["body", "blocks", "items"].into_iter().filter_map(|key| fields.get(key));
            held.map(words).collect()
        }
        _ => String::new(),
    }
}

#[test]
fn a_link_leads_to_a_place_in_the_print_or_to_the_site() {
    let files = tree(MANUAL);
    let links = |order| {
        let print = value(&files, &order);
        let links = each(&print, "link");
        links.into_iter().map(|link| link["to"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (hub, call) = ("#contact--hub", "tel:01632960999");
    let (law, web) = ("#law--act-2003", "https://example.org/%C3%BC");
    let alone = links(chapter("referrals", None, Paper::Plain));
    assert_eq!(alone, [hub, call, law, "https://example.org/other/#more", "#law", web, law]);
    let section = Subject::Section(SectionId::new("core").unwrap());
    let joined = links(Order { within: None, subject: section, paper: Paper::Plain });
    assert_eq!(joined, [hub, call, law, "#other--more", "#referrals--law", web, law]);
    let local = links(chapter("referrals", Some("aldermere"), Paper::Plain));
    let (call, there) = ("tel:01632960101", "https://example.org/aldermere/other/#more");
    assert_eq!(local, [hub, call, law, there, "#law", web, law, "#local_where"]);
}

#[test]
fn a_link_to_the_web_has_a_number_under_which_its_address_stands_at_the_end() {
    let own = MANUAL.replace(
        "There is a duty.",
        "See <https://example.org/x> and [it](https://example.org/other/#more).",
    );
    let print = value(&tree(&own), &chapter("referrals", None, Paper::Plain));
    assert_eq!(
        print["links"],
        json!(["https://example.org/other/#more", "https://example.org/%C3%BC"])
    );
    let numbers: Vec<String> = each(&print, "styled")
        .into_iter()
        .filter(|piece| piece["style"] == "super")
        .map(words)
        .collect();
    assert_eq!(numbers, ["[1]", "[2]", "[1]"]);
}

#[test]
fn every_pdf_of_the_sample_can_be_set_and_says_what_it_is() {
    let record = Record::known_on(&SAMPLE.manual, TODAY);
    let site = Site::plan(Edition::public(&SAMPLE.manual, &record, TODAY));
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    let printer = Printer { site: &site, theme: &theme, base_url: None };
    let mut addresses = BTreeSet::new();
    for page in site.pdfs(Pdfs::TextsAndChanges) {
        let address = page.address().path().unwrap().to_string();
        let printed = printer.print(&Order::of(&page).unwrap());
        let print = printed.unwrap_or_else(|| panic!("{address} holds nothing")).print;
        assert!(!print.title.is_empty() && !print.parts.is_empty(), "{address}");
        assert!(addresses.insert(address.clone()), "{address} is there twice");
    }
    for expected in [
        "guidance.large-print.pdf",
        "aldermere/manual.pdf",
        "online-safety/as-at/2026-05-11/changes.pdf",
        "aldermere/online-safety/as-at/2026-05-11/changes.pdf",
    ] {
        assert!(addresses.contains(expected), "{expected}");
    }
}

#[test]
fn headings_skip_no_level_and_an_addition_stands_in_its_place() {
    let print = value(&tree(MANUAL), &chapter("referrals", Some("aldermere"), Paper::Plain));
    let headings: Vec<(u64, String)> = each(&print, "heading")
        .into_iter()
        .map(|heading| (heading["level"].as_u64().unwrap(), words(heading)))
        .collect();
    let expected = [
        (2, "The whole"),
        (3, "What to do"),
        (2, "In Aldermere (added by Aldermere)"),
        (3, "Where"),
        (2, "The law"),
    ];
    assert_eq!(headings, expected.map(|(level, words)| (level, words.to_owned())));
    let edges: Vec<&Value> =
        each(&print, "local-edge").into_iter().map(|edge| &edge["label"]).collect();
    assert_eq!(edges, ["Local addition", "End of what Aldermere adds"]);
}

#[test]
fn footnotes_stand_at_their_first_mark_and_are_numbered_through_the_chapter() {
    let print = value(&tree(MANUAL), &chapter("referrals", Some("aldermere"), Paper::Plain));
    let notes = each(&print, "note");
    let numbers: Vec<&str> = notes.iter().map(|note| note["number"].as_str().unwrap()).collect();
    // The addition stands in the middle of the text, after all footnotes of the text itself.
    assert_eq!(numbers, ["1", "3"]);
    assert_eq!(words(notes[0]), "As TH (the hub) says (Deep down.).");
    let again = each(&print, "note-again");
    assert_eq!(again[0]["to"], json!("#note--referrals--1"));
}

#[test]
fn a_copy_says_what_it_is_and_how_long_it_may_be_relied_on() {
    let record = Record::of(&SAMPLE.manual);
    let site = Site::plan(Edition::public(&SAMPLE.manual, &record, TODAY));
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    let base_url = SAMPLE.manual.settings.base_url.as_deref();
    let printer = Printer { site: &site, theme: &theme, base_url };
    let print = |order: &Order| printer.print(order).unwrap().print;
    let own = print(&chapter("online-safety", Some("aldermere"), Paper::Plain));
    assert_eq!(own.running.title, "2.5 Online safety");
    assert_eq!(own.running.place, "Aldermere Safeguarding Children Partnership");
    assert!(
        own.running.version.starts_with("Version 2.3, in force since 20 November 2026. Digest ")
    );
    assert!(
        own.running.version.ends_with(
            "Local addition: version 1.0, in force since 3 June 2024, digest 413569ed621f."
        ),
        "{}",
        own.running.version
    );
    assert_eq!(
        own.running.reliance.unwrap(),
        "Do not rely on a printed copy for longer than 7 days."
    );
    assert_eq!(
        own.running.address.unwrap(),
        "Check for a newer text at https://procedures.example.org/aldermere/online-safety/"
    );
    assert_eq!(own.date, Some((2026, 11, 20)));
    let stamp = serde_json::to_value(&own.parts).unwrap()[0]["stamp"].clone();
    let checks: Vec<&str> =
        stamp["checks"].as_array().unwrap().iter().map(|it| it[1].as_str().unwrap()).collect();
    assert_eq!(stamp["printed"], json!(["Printed on", "(day to be written by hand)"]));
    assert_eq!(
        stamp["reliance"],
        "Do not rely on a printed copy for longer than 7 days after that."
    );
    assert_eq!(checks[1], "https://procedures.example.org/check/4/#413569ed621f");
    assert!(own.keywords.iter().all(|keyword| keyword.contains("sha256 ")), "{:?}", own.keywords);
    let slug = Slug::new("online-safety").unwrap();
    let subject = Subject::Changes(Dated { chapter: slug, from: date(2026, 5, 11) });
    let changes = print(&Order { within: None, subject, paper: Paper::Plain });
    assert_eq!(changes.title, "2.5 Online safety: changes on 11 May 2026");
    let changes = serde_json::to_value(changes).unwrap();
    assert!(each(&changes, "marked-words").iter().any(|mark| words(mark).contains("Family Help")));
}

/// The print of each PDF of a manual's public site on a day, by its address.
fn prints_on(read: &Read, day: Date) -> BTreeMap<String, Value> {
    let record = Record::known_on(&read.manual, day);
    let site = Site::plan(Edition::public(&read.manual, &record, day));
    let (theme, _) = theme::load(None, "en-GB").unwrap();
    let printer = Printer { site: &site, theme: &theme, base_url: None };
    let pdfs = site.pdfs(Pdfs::TextsAndChanges).into_iter();
    let prints = pdfs.map(|page| {
        let print = printer.print(&Order::of(&page).unwrap()).unwrap().print;
        (page.address().path().unwrap().to_string(), serde_json::to_value(print).unwrap())
    });
    prints.collect()
}

/// Else each day would make every PDF anew, though no word of it changed.
#[test]
fn no_print_knows_the_day_on_which_it_is_made() {
    for read in [&SAMPLE, &SMALL] {
        let (today, tomorrow) =
            (prints_on(read, TODAY), prints_on(read, TODAY.tomorrow().unwrap()));
        assert!(today.len() > 10);
        assert_eq!(today.keys().collect::<Vec<_>>(), tomorrow.keys().collect::<Vec<_>>());
        for (address, print) in &today {
            assert!(*print == tomorrow[address], "{address}");
        }
    }
}

/// The foot of each chapter of a print, by the chapter's anchor.
fn feet(print: &Value) -> BTreeMap<&str, &str> {
    let parts = print["parts"].as_array().unwrap().iter();
    let chapters = parts.filter(|part| part["is"] == "chapter");
    chapters
        .map(|part| {
            let foot = part["running"]["version"].as_str().unwrap();
            (part["anchor"].as_str().unwrap(), foot)
        })
        .collect()
}

/// Whoever holds the sheet on that day must not take the text for the one in force.
#[test]
fn the_foot_of_every_chapter_says_when_its_text_ends() {
    let next = "Another text takes its place on 1 January 2027.";
    let ends = "Not in force from 1 January 2026 on.";
    let today = prints_on(&SMALL, TODAY);
    for address in ["grooming.pdf", "guidance.pdf", "manual.pdf", "aldermere/manual.pdf"] {
        let feet = feet(&today[address]);
        assert!(feet["grooming"].ends_with(next), "{address}: {}", feet["grooming"]);
        assert!(feet.iter().all(|(slug, foot)| *slug == "grooming" || !foot.contains(next)));
    }
    let then = prints_on(&SMALL, date(2025, 12, 31));
    for address in ["old-advice.pdf", "guidance.pdf", "manual.pdf"] {
        let feet = feet(&then[address]);
        assert!(feet["old-advice"].ends_with(ends), "{address}: {}", feet["old-advice"]);
    }
    let changes = &today["grooming/as-at/2025-09-01/changes.pdf"];
    assert!(feet(changes)["grooming"].ends_with(next));
}

#[test]
fn a_table_that_does_not_fit_becomes_a_list() {
    let files = tree(MANUAL);
    let (plain, large) = (Paper::Plain, Paper::Large);
    for paper in [plain, large] {
        assert_eq!(each(&value(&files, &chapter("other", None, paper)), "table").len(), 1);
    }
    let wide = MANUAL.replace("| all |", "| incomprehensibilities, unquestionably |");
    let wide = wide
        .replace("| now |", "| disproportionately | ")
        .replace("| yes |", "| characteristically |");
    let files = tree(&wide);
    assert_eq!(each(&value(&files, &chapter("other", None, plain)), "table").len(), 1);
    let large = value(&files, &chapter("other", None, large));
    let records = each(&large, "records");
    assert_eq!(
        records[0]["rows"][0][1],
        json!({ "label": "When", "body": ["disproportionately"] })
    );
}

#[test]
fn a_text_that_is_nested_deeply_keeps_its_words_and_is_not_deep() {
    let items: Vec<String> = (0..20).map(|n| format!("{}- item {n}\n", "  ".repeat(n))).collect();
    let items = items.concat();
    let deep = format!("{MANUAL}\n{items}\n{} quoted\n", ">".repeat(20));
    let print = value(&tree(&deep), &chapter("other", None, Paper::Plain));
    let words = words(&print["parts"]);
    assert!((0..20).all(|n| words.contains(&format!("item {n}"))) && words.contains("quoted"));
    assert!(depth(&print) < 60, "{}", depth(&print));
}

fn depth(value: &Value) -> usize {
    let held: Vec<&Value> = match value {
        Value::Array(values) => values.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => return 0,
    };
    1 + held.into_iter().map(depth).max().unwrap_or(0)
}

#[test]
fn a_statement_of_law_that_cites_itself_is_written_out_once() {
    let own = MANUAL.replace("text: \"It is so.\"", "text: \"It is so.\\n\\n> [!LAW] act-2003\"");
    let print = value(&tree(&own), &chapter("referrals", None, Paper::Plain));
    let laws = each(&print, "labelled").into_iter().filter(|block| block["kind"] == "law");
    assert_eq!(laws.count(), 2);
    assert_eq!(print.to_string().matches("It is so.").count(), 1);
}

#[test]
fn letters_that_no_font_has_are_told_of_with_the_file() {
    let strange =
        MANUAL.replace("There is a duty.", "There is a 日.").replace("Call 999.", "Call 語.");
    let printed = printed(&tree(&strange), &chapter("referrals", None, Paper::Plain));
    let mut print = serde_json::to_value(&printed.print).unwrap();
    let missing = data::replace_letters(&mut print, &printed.files, &|letter| letter < '\u{2100}');
    let file = path("chapters/core/referrals/chapter.md");
    assert_eq!(missing, [(Some(file.clone()), '日'), (Some(file), '語')]);
    assert!(print.to_string().contains("There is a [U+65E5]."));
}

#[test]
fn there_is_a_pdf_of_every_chapter_section_and_the_manual() {
    let (manual, _) = chapterhouse::parse::manual(&tree(MANUAL));
    let record = Record::of(&manual);
    let site = Site::plan(Edition::working(&manual, &record, TODAY));
    assert!(!site.pages().iter().any(|page| matches!(page.kind, Kind::Pdf(_))));
    let pdfs = site.pdfs(Pdfs::Texts).into_iter();
    let pdfs: Vec<String> = pdfs.map(|page| page.address().path().unwrap().to_string()).collect();
    let expected = [
        "core.pdf",
        "core.large-print.pdf",
        "manual.pdf",
        "manual.large-print.pdf",
        "referrals.pdf",
        "referrals.large-print.pdf",
        "other.pdf",
        "other.large-print.pdf",
        "aldermere/manual.pdf",
        "aldermere/referrals.pdf",
        "aldermere/referrals.large-print.pdf",
    ];
    assert_eq!(pdfs, expected);
    let section = |id| Kind::Section(SectionId::new(id).unwrap());
    let wanted = (Paper::Plain, Pdfs::Texts);
    assert!(site.pdf_of(None, &section("core"), wanted).is_some());
    let aldermere = manual.partnerships.values().next();
    assert!(site.pdf_of(aldermere, &section("core"), wanted).is_none(), "it lacks the addition");
    assert!(site.pdf_of(aldermere, &Kind::Home, wanted).is_some());
    let empty = Edition::public(&manual, &record, TODAY);
    let empty = Site::plan(empty);
    assert!(empty.pdfs(Pdfs::TextsAndChanges).is_empty());
    for kind in [Kind::Home, section("core")] {
        assert_eq!(empty.pdf_of(None, &kind, wanted), None, "nothing is in force");
    }
}

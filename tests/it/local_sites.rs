//! The sites of partnerships: what is composed, from when until when, and who answers.

use super::sites::{Read, SAMPLE, SAMPLE_PAGES, TODAY, article_of, pages, rendered};
use super::written::tree;
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::resolve::timeline::Tense;
use chapterhouse::site::address::LinkStyle;
use jiff::civil::{Date, date};

/// A chapter that changed in 2024, and a partnership that joined in 2023, added to it in 2025, amended
/// that in 2026, and left at the end of 2027.
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
left: 2027-12-31
contacts:
  - { id: hub, name: Aldermere hub, telephone: 01632 960101 }
-- registers/contacts.yaml --
contacts:
  - { id: hub, scope: national, purpose: To ask, name: National hub, telephone: 01632 960999 }
  - { id: hub, scope: region, purpose: To ask, name: Regional hub, telephone: 01632 960555 }
  - { id: line, scope: national, purpose: To talk, name: Line, telephone: 01632 960777 }
-- chapters/core/referrals/chapter.md --
---
title: Referrals
position: 1
---

## What to do {#act}

Ring [[contact:hub]] today, or [[contact:line]].

### In detail {#detail}

Write it down.

## The law {#law}

There is a duty.
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

## What to do {#act}

Ring [[contact:hub]].

## The law {#law}

There is a duty.
-- chapters/core/referrals/history/1.1.md --
---
title: Referrals
---

## What to do {#act}

Ring [[contact:hub]] today, or [[contact:line]].

### In detail {#detail}

Write it down.

## The law {#law}

There is a duty.
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: law
---

## Who {#who}

The hub decides. See [[#who]].
-- chapters/core/referrals/local/aldermere/history/1.0.md --
---
title: In Aldermere
after: act
---

The hub listens.
-- chapters/core/referrals/local/aldermere/history/1.1.md --
---
title: In Aldermere
after: law
---

## Who {#who}

The hub decides. See [[#who]].
-- amendments/2022-01-01-first.yaml --
title: First
in_force: 2022-01-01
published: 2022-01-01
significance: new
summary: First.
documents: [{ document: referrals, version: "1.0" }]
-- amendments/2024-01-01-more.yaml --
title: More
in_force: 2024-01-01
published: 2024-01-01
significance: minor
summary: More.
documents: [{ document: referrals, version: "1.1" }]
-- amendments/2025-01-01-local.yaml --
title: Local
in_force: 2025-01-01
published: 2025-01-01
significance: new
summary: Local.
documents: [{ document: referrals/aldermere, version: "1.0" }]
-- amendments/2026-01-01-local-again.yaml --
title: Local again
in_force: 2026-01-01
published: 2026-01-01
significance: minor
summary: Local again.
documents: [{ document: referrals/aldermere, version: "1.1" }]
"#;

fn read() -> Read {
    let files = tree(MANUAL);
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    Read { files, manual }
}

/// The words of a page's article, each run of white space as one space.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in article_of(html).expect("an article").chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn on(day: Date, path: &str) -> String {
    let pages = pages(&read(), day, LinkStyle::Served);
    pages.get(path).unwrap_or_else(|| panic!("no {path}")).clone()
}

#[test]
fn an_addition_stands_after_the_part_of_its_heading_with_all_that_is_below_it() {
    let text = words(&on(date(2025, 6, 1), "aldermere/referrals/index.html"));
    assert!(text.contains("Write it down. The hub listens. The law"), "{text}");
    let text = words(&on(date(2026, 6, 1), "aldermere/referrals/index.html"));
    assert!(text.ends_with("There is a duty. Who The hub decides. See who."), "{text}");
}

#[test]
fn a_link_to_a_heading_of_the_addition_leads_to_where_it_stands_on_the_page() {
    let page = on(date(2026, 6, 1), "aldermere/referrals/index.html");
    assert!(page.contains("<h2 id=\"local_who\"><a href=\"#local_who\">Who</a></h2>"), "{page}");
    assert!(page.contains("href=\"#local_who\""), "{page}");
}

#[test]
fn a_partnership_goes_before_the_region_and_the_region_before_the_nation() {
    let day = date(2026, 6, 1);
    let own = words(&on(day, "aldermere/referrals/index.html"));
    assert!(
        own.contains("Ring Aldermere hub (01632 960101) today, or Line (01632 960777)."),
        "{own}"
    );
    let regional = words(&on(day, "referrals/index.html"));
    assert!(regional.contains("(01632 960555) today, or Line (01632 960777)."), "{regional}");
    assert!(!regional.contains("960999"), "{regional}");
}

#[test]
fn the_states_of_a_composed_page_are_those_of_both_texts_from_joining_until_leaving() {
    let read = read();
    let states = |day: Date| {
        let record = Record::known_on(&read.manual, day);
        let own = read.manual.partnerships.values().next();
        let edition = Edition::public(&read.manual, &record, day).within(own);
        let timeline = edition.timeline_of(read.manual.chapters.get("referrals").unwrap());
        let state = timeline.iter().map(|moment| {
            let texts = moment.texts().unwrap();
            let local = texts.addition.map(|version| format!("+{}", version.number));
            let tense = match moment.tense {
                Tense::Past => "past",
                Tense::Present => "present",
                Tense::Future => "future",
            };
            format!("{} {}{} {tense}", moment.from, texts.version.number, local.unwrap_or_default())
        });
        state.collect::<Vec<_>>()
    };
    let expected = [
        "2023-01-01 1.0 past",
        "2024-01-01 1.1 past",
        "2025-01-01 1.1+1.0 past",
        "2026-01-01 1.1+1.1 present",
    ];
    assert_eq!(states(date(2027, 12, 31)), expected);
    let left = states(date(2028, 1, 1));
    assert_eq!(left.last().unwrap(), "2026-01-01 1.1+1.1 past");
}

#[test]
fn an_addition_that_moves_is_deleted_at_the_one_place_and_inserted_at_the_other() {
    let page = on(date(2026, 6, 1), "aldermere/referrals/as-at/2026-01-01/changes/index.html");
    let article = article_of(&page).unwrap();
    let deleted = article.find("The hub listens.").expect("the old words");
    let law = article.find(">The law</a></h2>").expect("the heading between");
    let inserted = article.find("The hub decides.").expect("the new words");
    assert!(deleted < law && law < inserted);
}

#[test]
fn before_it_joins_a_partnership_has_no_site_and_after_it_leaves_its_addresses_stay() {
    let paths = |day| pages(&read(), day, LinkStyle::Served).into_keys().collect::<Vec<_>>();
    assert!(!paths(date(2022, 12, 31)).iter().any(|path| path.starts_with("aldermere/")));
    let of = |paths: Vec<String>| -> Vec<String> {
        let own = paths.into_iter().filter(|path| path.starts_with("aldermere/"));
        own.filter(|path| !path.contains("/since/")).collect()
    };
    assert_eq!(of(paths(date(2027, 12, 31))), of(paths(date(2028, 1, 1))));
    let page = on(date(2028, 1, 1), "aldermere/referrals/index.html");
    assert!(article_of(&page).is_none(), "nobody acts on it");
    assert!(page.contains("stopped using this manual after 31 December 2027"), "{page}");
}

#[test]
fn a_page_shows_the_additions_of_its_own_partnership_and_no_others() {
    let mut count = 0;
    for (path, page) in SAMPLE_PAGES.iter() {
        let Some(article) = article_of(page) else { continue };
        let owner = path.split('/').next().unwrap();
        for section in article.split("<section class=\"local\"").skip(1) {
            let (_, document) = section.split_once("data-document=\"").unwrap();
            let (document, _) = document.split_once('"').unwrap();
            assert!(document.ends_with(&format!("/{owner}")), "{path}: {document}");
            count += 1;
        }
    }
    assert!(count > 12, "{count}");
}

#[test]
fn a_draft_of_an_addition_is_shown_to_editors_and_leaves_its_versions_alone() {
    let draft = MANUAL.replacen("The hub decides.", "The hub may decide.", 1);
    let files = tree(&draft);
    let (manual, _) = chapterhouse::parse::manual(&files);
    let record = Record::of(&manual);
    let day = date(2026, 6, 1);
    let pages = rendered(&files, Edition::working(&manual, &record, day), true);
    let shown = words(&pages["aldermere/referrals/index.html"]);
    assert!(shown.contains("The hub may decide."), "{shown}");
    let recorded = words(&pages["aldermere/referrals/as-at/2026-01-01/index.html"]);
    assert!(recorded.contains("The hub decides."), "{recorded}");
    let public = words(&on(day, "aldermere/referrals/index.html"));
    assert!(public.contains("The hub decides."), "{public}");
}

#[test]
fn editors_are_told_in_the_preview_alone_that_an_addition_needs_confirming() {
    let record = Record::of(&SAMPLE.manual);
    let working = Edition::working(&SAMPLE.manual, &record, TODAY);
    let preview = rendered(&SAMPLE.files, working, true);
    let told: Vec<&str> = preview
        .iter()
        .filter(|(_, page)| page.contains("class=\"to-confirm\""))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(told, ["aldermere/sharing-nudes/index.html"]);
    assert!(SAMPLE_PAGES.values().all(|page| !page.contains("to-confirm")));
}

#[test]
fn a_partnership_shows_its_colour_and_its_logo_in_its_own_site() {
    let page = &SAMPLE_PAGES["aldermere/online-safety/index.html"];
    assert!(page.contains("<body class=\"page-chapter in-aldermere\">"));
    assert!(page.contains("href=\"../../assets/partnerships.css\""));
    assert!(page.contains("<img src=\"../../aldermere/logo.svg\" alt=\"\""));
    assert!(SAMPLE_PAGES["aldermere/logo.svg"].starts_with("<svg"));
    let colours = &SAMPLE_PAGES["assets/partnerships.css"];
    assert!(colours.contains(".in-aldermere { --brand: #1f5f8b; --on-brand: #fff; }"), "{colours}");
    assert!(!SAMPLE_PAGES["online-safety/index.html"].contains("partnerships.css"));
}

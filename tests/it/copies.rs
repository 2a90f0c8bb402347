//! What readers can have without a network: the lists of what copies hold, and what stands in a site that
//! keeps none.

use super::outside::html;
use super::sites::{Pages, SAMPLE, SMALL, SMALL_PAGES, TODAY, pages, rendered};
use super::written::{over, tree};
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::site::address::LinkStyle;
use chapterhouse::source::digest::Digest;
use jiff::civil::date;
use serde_json::{Map, Value};

/// The files that a copy holds, each with its digest.
fn files(pages: &Pages, list: &str) -> Map<String, Value> {
    let list: Value = serde_json::from_str(&pages[list]).unwrap();
    list["files"].as_object().unwrap().clone()
}

#[test]
fn a_copy_holds_the_current_manual_of_one_site_and_nothing_of_the_past() {
    for (name, list) in [("region", "offline.json"), ("aldermere", "aldermere/offline.json")] {
        let addresses: Vec<String> = files(&SMALL_PAGES, list).keys().cloned().collect();
        insta::assert_snapshot!(format!("copy_{name}"), addresses.join("\n"));
    }
}

/// The bytes of a page but for the words that say for which day the site was built.
fn without_day(html: &str) -> String {
    let (head, rest) = html.split_once("<span class=\"built\">").expect("a page says its day");
    let (day, tail) = rest.split_once("</span>").unwrap();
    assert_eq!(day, "Shown as in force on 22 November 2026.");
    format!("{head}{tail}")
}

#[test]
fn the_list_gives_the_digest_of_each_page_without_the_day_of_the_build() {
    for list in ["offline.json", "aldermere/offline.json"] {
        for (address, digest) in files(&SMALL_PAGES, list) {
            let is_page = address.is_empty() || address.ends_with('/');
            let path = if is_page { format!("{address}index.html") } else { address.clone() };
            let Some(bytes) = SMALL_PAGES.get(&path) else {
                let is_search = address.contains("search/data/") || address.contains("search/own/");
                assert!(is_search || address.starts_with("assets/"), "{address}");
                continue;
            };
            let bytes = if is_page { without_day(bytes) } else { bytes.clone() };
            assert_eq!(digest, Digest::of(bytes.as_bytes()).short(), "{address}");
        }
    }
}

#[test]
fn a_day_on_which_nothing_changes_changes_no_digest() {
    for read in [&*SMALL, &*SAMPLE] {
        let today = pages(read, TODAY, LinkStyle::Served);
        let tomorrow = pages(read, TODAY.tomorrow().unwrap(), LinkStyle::Served);
        assert_ne!(today["index.html"], tomorrow["index.html"]);
        for list in today.keys().filter(|path| path.ends_with("offline.json")) {
            assert_eq!(files(&today, list), files(&tomorrow, list), "{list}");
        }
    }
}

#[test]
fn a_change_changes_the_digests_of_the_pages_that_show_it() {
    let before = files(&SMALL_PAGES, "offline.json");
    let after = files(&pages(&SMALL, date(2027, 1, 1), LinkStyle::Served), "offline.json");
    assert_ne!(before["grooming/"], after["grooming/"]);
    assert_eq!(before["glossary/"], after["glossary/"]);
}

/// The files of a site that have to do with copies, and the pages that name them.
fn traces(pages: &Pages) -> Vec<&str> {
    let names = ["copy-saved", "manifest.webmanifest", "offline/"];
    let named = html(pages).filter(|(_, html)| names.iter().any(|name| html.contains(name)));
    let own = ["offline.json", "offline/index.html"];
    let files = pages.keys().map(String::as_str);
    let files = files.filter(|path| own.iter().any(|name| path.ends_with(name)));
    files.chain(named.map(|(path, _)| path)).collect()
}

#[test]
fn a_site_for_a_folder_has_nothing_of_copies_and_says_when_it_is_too_old() {
    let portable = pages(&SMALL, TODAY, LinkStyle::Portable);
    assert_eq!(traces(&portable), [""; 0]);
    for name in ["sw.js", "sitemap.xml", "robots.txt", "_headers", "_redirects"] {
        assert!(!portable.contains_key(name), "{name}");
    }
    for (path, html) in html(&portable) {
        assert!(html.contains("role=\"note\" data-from=\"2026-11-30\" hidden>"), "{path}");
    }
}

#[test]
fn a_manual_that_wants_no_copies_has_none_and_removes_those_that_are_there() {
    let settings = SMALL.files.text(&super::written::path("manual.yaml")).unwrap();
    let files =
        over(SMALL.files.clone(), &format!("-- manual.yaml --\n{settings}offline: false\n"));
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    let record = Record::known_on(&manual, TODAY);
    let pages = rendered(&files, Edition::public(&manual, &record, TODAY), false);
    assert_eq!(traces(&pages), [""; 0]);
    assert!(pages["sw.js"].contains("unregister()"));
    assert!(!SMALL_PAGES["sw.js"].contains("unregister()"));
}

#[test]
fn a_preview_keeps_no_copies() {
    let record = Record::of(&SMALL.manual);
    let edition = Edition::working(&SMALL.manual, &record, TODAY);
    assert_eq!(traces(&rendered(&SMALL.files, edition, true)), [""; 0]);
}

#[test]
fn each_site_can_be_put_on_the_screen_under_its_own_name_and_colour() {
    let manifest = |path: &str| -> Value { serde_json::from_str(&SMALL_PAGES[path]).unwrap() };
    let own = manifest("aldermere/manifest.webmanifest");
    assert_eq!(own["name"], "Aldermere Partnership – Small Procedures");
    assert_eq!(own["scope"], "../");
    assert_eq!(manifest("manifest.webmanifest")["scope"], "./");
    let files = tree(
        "-- manual.yaml --\nformat: 1\ntitle: 'A \"b\" \\ c'\npublisher: B\n\
         sections: [{ id: core, title: C }]\n",
    );
    let (parsed, _) = chapterhouse::parse::manual(&files);
    let record = Record::of(&parsed);
    let pages = rendered(&files, Edition::public(&parsed, &record, TODAY), false);
    let manifest: Value = serde_json::from_str(&pages["manifest.webmanifest"]).unwrap();
    assert_eq!(manifest["name"], "A \"b\" \\ c");
}

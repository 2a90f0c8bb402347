//! What others are told about the pages: search engines, link previews, and hosts.

use super::sites::{Pages, SAMPLE_PAGES, SMALL, SMALL_PAGES, pages};
use super::written::tree;
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::site::address::LinkStyle;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The HTML pages of a site.
pub(crate) fn html(pages: &Pages) -> impl Iterator<Item = (&str, &str)> {
    let html = pages.iter().filter(|(path, _)| path.rsplit('.').next() == Some("html"));
    html.map(|(path, text)| (path.as_str(), text.as_str()))
}

/// What stands between two texts, where both are there.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

fn canonical(html: &str) -> Option<&str> {
    between(html, "<link rel=\"canonical\" href=\"", "\"")
}

fn is_unlisted(html: &str) -> bool {
    html.contains("<meta name=\"robots\" content=\"noindex\">")
}

#[test]
fn each_kind_of_page_is_listed_or_left_out_as_it_should_be() {
    let mut told = String::new();
    for (path, html) in html(&SMALL_PAGES) {
        let listed = match canonical(html) {
            Some(address) => address.trim_start_matches("https://small.example.org/procedures/"),
            None => "-",
        };
        let listed = if listed.is_empty() { "(home)" } else { listed };
        let left_out = if is_unlisted(html) { " (left out)" } else { "" };
        writeln!(told, "{path} -> {listed}{left_out}").unwrap();
    }
    insta::assert_snapshot!("listed", told);
}

#[test]
fn no_text_of_the_past_is_listed() {
    for (path, html) in html(&SAMPLE_PAGES).chain(html(&SMALL_PAGES)) {
        let is_record = path.contains("as-at/") || path.contains("/history/");
        assert!(!is_record || is_unlisted(html), "{path}");
    }
}

#[test]
fn the_map_of_the_site_has_exactly_the_pages_that_are_listed_as_themselves() {
    for pages in [&*SAMPLE_PAGES, &*SMALL_PAGES] {
        let map = pages["sitemap.xml"].split("<loc>").skip(1);
        let map: Vec<&str> = map.map(|rest| rest.split_once("</loc>").unwrap().0).collect();
        let base = map[0];
        let own = html(pages).filter_map(|(path, html)| {
            let address = format!("{base}{}", path.trim_end_matches("index.html"));
            (!is_unlisted(html) && canonical(html) == Some(&address)).then_some(address)
        });
        let own: BTreeSet<String> = own.collect();
        assert_eq!(map.iter().map(|address| (*address).to_owned()).collect::<BTreeSet<_>>(), own);
        assert_eq!(map.len(), own.len(), "an address is there twice");
    }
}

#[test]
fn the_map_says_when_each_page_changed_and_robots_txt_where_the_map_is() {
    insta::assert_snapshot!("robots", SMALL_PAGES["robots.txt"]);
    let later = pages(&SMALL, date(2027, 3, 1), LinkStyle::Served);
    let grooming = between(&later["sitemap.xml"], "/procedures/grooming/</loc>", "</url>");
    assert_eq!(grooming, Some("<lastmod>2027-01-01</lastmod>"));
}

#[test]
fn what_a_page_may_load_is_the_same_in_its_head_and_in_the_file_for_hosts() {
    let hosts = between(&SMALL_PAGES["_headers"], "Content-Security-Policy: ", "\n").unwrap();
    let inside = hosts.strip_suffix("; frame-ancestors 'none'").unwrap();
    assert!(inside.starts_with("default-src 'none'; "));
    for (path, html) in html(&SMALL_PAGES) {
        let own = between(html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        assert_eq!(own, Some(inside), "{path}");
    }
    insta::assert_snapshot!("headers", SMALL_PAGES["_headers"]);
}

/// The data of a page for search engines.
fn data(html: &str) -> Option<serde_json::Value> {
    let text = between(html, "<script type=\"application/ld+json\">", "</script>")?;
    Some(serde_json::from_str(text).unwrap())
}

#[test]
fn a_chapter_says_its_version_and_its_days_as_data() {
    let data = data(&SMALL_PAGES["grooming/index.html"]).unwrap();
    assert_eq!(data["version"], "1.1");
    assert_eq!(data["datePublished"], "2025-01-01");
    assert_eq!(data["dateModified"], "2025-09-01");
    assert_eq!(data["url"], "https://small.example.org/procedures/grooming/");
}

#[test]
fn a_title_cannot_end_the_data_that_it_stands_in() {
    let files = tree(
        "-- manual.yaml --\nformat: 1\ntitle: \"</script><b>P\"\npublisher: \"</SCRIPT>\"\n\
         base_url: https://example.org/\nsections: [{ id: core, title: C }]\n",
    );
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    let record = Record::of(&manual);
    let edition = Edition::public(&manual, &record, super::sites::TODAY);
    let home = &super::sites::rendered(&files, edition, false)["index.html"];
    assert_eq!(data(home).unwrap()["name"], "</script><b>P");
    assert!(!home.contains("<b>P"));
}

#[test]
fn a_page_without_an_address_tells_nobody_one() {
    let files = tree(
        "-- manual.yaml --\nformat: 1\ntitle: P\npublisher: B\nsections: [{ id: core, title: C }]\n",
    );
    let (manual, _) = chapterhouse::parse::manual(&files);
    let record = Record::of(&manual);
    let edition = Edition::public(&manual, &record, super::sites::TODAY);
    let pages = super::sites::rendered(&files, edition, false);
    let home = &pages["index.html"];
    assert!(!home.contains("og:") && !home.contains("canonical") && data(home).is_none());
    assert_eq!(pages["robots.txt"], "User-agent: *\nDisallow:\n");
}

#[test]
fn pages_of_a_partnership_that_say_the_same_are_listed_as_the_regions() {
    let own = |path: &str| canonical(&SAMPLE_PAGES[path]).map(str::to_owned);
    let at = |path: &str| Some(format!("https://procedures.example.org/{path}"));
    assert_eq!(own("aldermere/online-safety/index.html"), at("aldermere/online-safety/"));
    assert_eq!(own("aldermere/legislation/index.html"), at("legislation/"));
    assert_eq!(own("aldermere/contacts/index.html"), at("aldermere/contacts/"));
    assert_eq!(own("kestrelby/index.html"), None);
    let printed = between(
        &SAMPLE_PAGES["aldermere/bullying/index.html"],
        "<p>Check for a newer text at ",
        "<",
    );
    assert_eq!(printed.map(str::to_owned), at("aldermere/bullying/"));
}

#[test]
fn the_statement_of_accessibility_says_what_the_publisher_said_and_no_more() {
    let main = super::sites::main_of(&SAMPLE_PAGES["accessibility/index.html"]);
    insta::assert_snapshot!("statement", main);
    let unsaid = super::sites::main_of(&SMALL_PAGES["accessibility/index.html"]);
    assert_eq!(
        unsaid.matches("The publisher, Small Partnership, has not said this yet.").count(),
        5
    );
    assert!(!unsaid.contains("compliant with") && !unsaid.contains("was last tested"));
}

//! The pages of a small manual, each by a snapshot of its `<main>`, so that the frame may change without
//! changing them all; and the frame itself once.

use super::sites::{Pages, SAMPLE_PAGES, SMALL, SMALL_PAGES, TODAY, main_of};
use chapterhouse::site::address::LinkStyle;
use std::collections::BTreeSet;
use std::path::Path;

/// Every page of the small manual's public site of today, by its path.
fn pages(link_style: LinkStyle) -> Pages {
    super::sites::pages(&SMALL, TODAY, link_style)
}

fn is_html(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

#[test]
fn each_kind_of_page_shows_what_it_should() {
    let has_own_tests = ["offline.json", "sw.js", "_headers", "robots.txt"];
    let shown = |path: &str| !has_own_tests.iter().any(|name| path.ends_with(name));
    for (path, text) in SMALL_PAGES.iter().filter(|(path, _)| shown(path)) {
        let name = path.trim_end_matches("/index.html").replace('/', "_");
        let shown = if is_html(path) { main_of(text) } else { text.as_str() };
        insta::assert_snapshot!(name, shown);
    }
}

#[test]
fn the_frame_holds_the_whole_page() {
    let html = &SMALL_PAGES["grooming/index.html"];
    insta::assert_snapshot!("frame", html.replace(main_of(html), "<main>…</main>"));
}

#[test]
fn a_portable_site_names_the_file_in_every_link() {
    for (path, html) in pages(LinkStyle::Portable).iter().filter(|(path, _)| is_html(path)) {
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let is_outside = link.contains(':');
            let target = link.split('#').next().unwrap_or_default();
            assert!(
                is_outside || !target.trim_end_matches("?print").ends_with('/'),
                "{path}: {link}"
            );
        }
    }
}

/// What stands in the attributes of this name, in order.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let before = format!(" {name}=\"");
    html.split(before.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_id_of_a_page_is_there_once_and_every_link_within_it_leads_to_one() {
    let mut faults = Vec::new();
    for (path, html) in
        SMALL_PAGES.iter().chain(SAMPLE_PAGES.iter()).filter(|(path, _)| is_html(path))
    {
        let mut ids = BTreeSet::new();
        let twice = attributes(html, "id").into_iter().filter(|id| !ids.insert(*id));
        faults.extend(twice.map(|id| format!("{path}: the id `{id}` is there twice")));
        let within = attributes(html, "href").into_iter().filter_map(|link| link.strip_prefix('#'));
        let nowhere = within.filter(|id| !ids.contains(id));
        faults.extend(nowhere.map(|id| format!("{path}: `#{id}` leads nowhere")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_level_of_headings_is_left_out() {
    let mut faults = Vec::new();
    for (path, html) in
        SMALL_PAGES.iter().chain(SAMPLE_PAGES.iter()).filter(|(path, _)| is_html(path))
    {
        let mut last = 0;
        for heading in main_of(html).split("<h").skip(1) {
            let level = heading.split([' ', '>']).next().unwrap().parse::<u8>();
            let Ok(level) = level else { continue };
            if level > last + 1 {
                faults.push(format!("{path}: level {level} after {last}"));
            }
            last = level;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_link_to_the_site_leads_to_a_page_and_a_heading_of_it() {
    let faults = [&SMALL_PAGES, &SAMPLE_PAGES].into_iter().flat_map(|pages| dead_links(pages));
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The links between the pages of a site that lead nowhere.
fn dead_links(pages: &Pages) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, html) in pages.iter().filter(|(path, _)| is_html(path) && *path != "404.html") {
        for link in attributes(html, "href") {
            if link.contains(':') || link.starts_with('#') || link.contains("assets/") {
                continue;
            }
            let (target, id) = link.split_once('#').unwrap_or((link, ""));
            let target = target.trim_end_matches("?print");
            let target = resolved(path, target);
            let is_there = pages
                .get(&target)
                .is_some_and(|html| id.is_empty() || html.contains(&format!(" id=\"{id}\"")));
            if !is_there {
                faults.push(format!("{path}: `{link}` leads nowhere"));
            }
        }
    }
    faults
}

/// The path of the file to which a relative link of a page leads.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop().expect("no link leads out of the site")),
            name => parts.push(name),
        }
    }
    if link.ends_with('/') || link.is_empty() {
        parts.push("index.html");
    }
    parts.join("/")
}

#[test]
fn the_same_manual_gives_the_same_bytes() {
    assert_eq!(pages(LinkStyle::Served), pages(LinkStyle::Served));
}

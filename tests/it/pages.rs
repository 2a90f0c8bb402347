//! The pages of a small manual, each by a snapshot of its `<main>`, so that the frame may change without
//! changing them all; and the frame itself once.

use chapterhouse::edge::{read, theme};
use chapterhouse::record::Record;
use chapterhouse::render::{self, Options, Renderer};
use chapterhouse::resolve::Edition;
use chapterhouse::site::Site;
use chapterhouse::site::address::LinkStyle;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::Path;

/// Every page of the small manual's public site on 22 November 2026, by its path.
fn pages(link_style: LinkStyle) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manuals/small");
    let (files, unread) = read::manual(&folder).unwrap();
    assert_eq!(unread.len(), 0);
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    let record = Record::of(&manual);
    let site = Site::plan(Edition::public(&manual, &record, date(2026, 11, 22)));
    let (theme, faults) = theme::load(None, "en-GB").unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
    let base_url = manual.settings.base_url.as_deref();
    let options = Options { link_style, base_url, is_preview: false };
    let renderer = Renderer { site: &site, theme: &theme, files: &files, options };
    let bytes = |page| render::page(&renderer, page).unwrap_or_else(|fault| panic!("{fault:#?}"));
    site.pages()
        .iter()
        .map(|page| {
            let path = page.address().path().unwrap().to_string();
            (path, String::from_utf8(bytes(page)).unwrap())
        })
        .collect()
}

fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a page has a main");
    let end = html.find("</main>").expect("the main ends");
    html.get(start..end + "</main>".len()).unwrap()
}

fn is_html(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

#[test]
fn each_kind_of_page_shows_what_it_should() {
    for (path, text) in pages(LinkStyle::Served) {
        let name = path.trim_end_matches("/index.html").replace('/', "_");
        let shown = if is_html(&path) { main_of(&text) } else { text.as_str() };
        insta::assert_snapshot!(name, shown);
    }
}

#[test]
fn the_frame_holds_the_whole_page() {
    let pages = pages(LinkStyle::Served);
    let html = &pages["grooming/index.html"];
    insta::assert_snapshot!("frame", html.replace(main_of(html), "<main>…</main>"));
}

#[test]
fn a_portable_site_names_the_file_in_every_link() {
    for (path, html) in pages(LinkStyle::Portable).iter().filter(|(path, _)| is_html(path)) {
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let is_outside = link.contains(':');
            let target = link.split('#').next().unwrap_or_default();
            assert!(is_outside || !target.ends_with('/'), "{path}: {link}");
        }
    }
}

#[test]
fn the_same_manual_gives_the_same_bytes() {
    assert_eq!(pages(LinkStyle::Served), pages(LinkStyle::Served));
}

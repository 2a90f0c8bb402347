//! The pages of a small manual, each by a snapshot of its `<main>`, so that the frame may change without
//! changing them all; and the frame itself once.

use super::sites::{SMALL, TODAY, main_of};
use chapterhouse::site::address::LinkStyle;
use std::path::Path;

/// Every page of the small manual's public site of today, by its path.
fn pages(link_style: LinkStyle) -> super::sites::Pages {
    super::sites::pages(&SMALL, TODAY, link_style)
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

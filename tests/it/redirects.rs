//! Former slugs: a page that leads on, and lines for hosts that read a file of redirects. And the page of
//! links to other hosts.

use super::sites::{SAMPLE_PAGES, SMALL, SMALL_PAGES, TODAY, pages};
use chapterhouse::site::address::LinkStyle;

#[test]
fn a_former_slug_leads_on_by_itself_and_by_a_link_and_is_listed_by_nobody() {
    let page = &SMALL_PAGES["online-grooming/index.html"];
    let base = SMALL.manual.settings.base_url.as_deref().unwrap();
    for part in [
        "<meta http-equiv=\"refresh\" content=\"0; url=../grooming/\">".to_owned(),
        "<a href=\"../grooming/\">".to_owned(),
        "<meta name=\"robots\" content=\"noindex\">".to_owned(),
        format!("<link rel=\"canonical\" href=\"{base}grooming/\">"),
    ] {
        assert!(page.contains(&part), "{part}: {page}");
    }
    let portable = &pages(&SMALL, TODAY, LinkStyle::Portable)["online-grooming/index.html"];
    assert!(portable.contains("content=\"0; url=../grooming/index.html\""), "{portable}");
}

#[test]
fn a_former_slug_leads_on_in_the_sites_of_partnerships_too() {
    let page = &SMALL_PAGES["aldermere/online-grooming/index.html"];
    assert!(page.contains("url=../../aldermere/grooming/\""), "{page}");
}

#[test]
fn files_of_redirects_stand_below_the_path_of_the_site() {
    let lines = &SMALL_PAGES["_redirects"];
    let base = SMALL.manual.settings.base_url.as_deref().unwrap();
    let (_, rest) = base.split_once("://").unwrap();
    let path = rest.get(rest.find('/').unwrap()..).unwrap();
    let expected = [
        format!("{path}online-grooming/ {path}grooming/ 301"),
        format!("{path}online-grooming {path}grooming/ 301"),
        format!("{path}aldermere/online-grooming/ {path}aldermere/grooming/ 301"),
    ];
    for line in expected {
        assert!(lines.lines().any(|own| own == line), "{line}: {lines}");
    }
    let map = &SMALL_PAGES["redirects.map"];
    assert!(map.contains(&format!("{path}online-grooming/ {path}grooming/;\n")), "{map}");
    assert_eq!(map.lines().count(), lines.lines().count());
    assert!(!lines.contains("old-advice"), "a withdrawn chapter keeps its address: {lines}");
}

#[test]
fn the_page_of_links_has_every_address_with_the_chapters_that_lead_there_and_is_not_indexed() {
    let page = &SAMPLE_PAGES["links/index.html"];
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    let hosts: Vec<&str> = page
        .split("<h2 id=\"host_")
        .skip(1)
        .filter_map(|rest| rest.split_once("\">")?.1.split('<').next())
        .collect();
    assert!(hosts.is_sorted() && hosts.contains(&"www.legislation.gov.uk"), "{hosts:?}");
    for (path, html) in SAMPLE_PAGES.iter() {
        // The statement's own links are the program's, and no address of the manual.
        let is_own = path == "accessibility/index.html";
        if is_own || path.matches('/').count() != 1 || !path.ends_with("/index.html") {
            continue;
        }
        for link in html.split("<a href=\"http").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("<a href=\"http{link}\">")), "{path}: {link}");
        }
    }
    assert!(!SAMPLE_PAGES["sitemap.xml"].contains("/links/"));
}

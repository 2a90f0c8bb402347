//! Print views and stamps: what paper says of itself, and that texts that are joined stay what they are.

use super::sites::{
    Pages, SAMPLE_PAGES, SMALL, SMALL_PAGES, TODAY, article_of, is_joined, rendered,
};
use super::written::over;
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use std::collections::BTreeSet;

const CHAPTER: &str = "guidance/bullying";

/// The articles of a page, each with the document whose text it is.
fn articles(html: &str) -> Vec<(&str, &str)> {
    let parts = html.split("<article class=\"prose\" data-document=\"").skip(1);
    let both = parts.filter_map(|part| {
        let (document, rest) = part.split_once('"')?;
        let (_, rest) = rest.split_once('>')?;
        Some((document, rest.split_once("</article>")?.0))
    });
    both.collect()
}

/// The words of HTML, with one space between them.
fn words(html: &str) -> String {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paths of print views.
fn prints(pages: &Pages) -> impl Iterator<Item = (&str, &str)> {
    let prints = pages.iter().filter(|(path, html)| {
        path.ends_with("print/index.html") && !html.contains("class=\"page-left")
    });
    prints.map(|(path, html)| (path.as_str(), html.as_str()))
}

#[test]
fn every_text_and_all_that_joins_texts_has_a_print_view_and_leads_to_it() {
    for pages in [&SMALL_PAGES, &SAMPLE_PAGES] {
        let mut count = 0;
        for (path, html) in pages.iter() {
            if path.contains("print/") || html.contains("class=\"page-left") {
                continue;
            }
            let folder = path.trim_end_matches("index.html");
            let print = pages.get(&format!("{folder}print/index.html"));
            let is_text = article_of(html).is_some();
            assert!(print.is_some() || !is_text, "{path}");
            assert_eq!(html.contains("print/?print\""), print.is_some(), "{path}");
            count += usize::from(print.is_some());
        }
        assert_eq!(count, prints(pages).count());
        assert!(pages.contains_key("print/index.html"));
        assert!(pages.contains_key("aldermere/print/index.html"));
        assert!(pages.contains_key("guidance/print/index.html"));
    }
}

#[test]
fn a_print_view_has_the_words_of_the_text_and_no_others_in_its_article() {
    for (path, html) in prints(&SAMPLE_PAGES).filter(|(_, html)| !is_joined(html)) {
        let ordinary = &SAMPLE_PAGES[&path.replace("print/index.html", "index.html")];
        let (own, shown) = (article_of(html), article_of(ordinary));
        if let (Some(own), Some(shown)) = (own, shown) {
            assert_eq!(words(own), words(shown), "{path}");
        }
    }
}

#[test]
fn joined_chapters_are_each_an_article_in_reading_order_with_one_first_heading() {
    for (path, html) in prints(&SAMPLE_PAGES).filter(|(_, html)| is_joined(html)) {
        let folder = path.split("print/").next().unwrap();
        let within = folder.trim_end_matches('/').split('/').next().unwrap();
        let is_section = ["core", "guidance", "practice"].iter().any(|id| folder.contains(id));
        let site = if within.is_empty() || (is_section && folder.matches('/').count() == 1) {
            String::new()
        } else {
            format!("{within}/")
        };
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let joined = articles(html);
        assert!(joined.len() > 1 || is_section, "{path}");
        for (document, article) in &joined {
            let alone = &SAMPLE_PAGES[&format!("{site}{document}/index.html")];
            assert_eq!(words(article), words(article_of(alone).unwrap()), "{path}: {document}");
            assert!(html.contains(&format!("<a href=\"#chapter_{document}\">")), "{path}");
        }
    }
}

#[test]
fn a_link_between_joined_chapters_stays_on_the_page_and_says_its_number() {
    let page = &SAMPLE_PAGES["print/index.html"];
    let article = articles(page).into_iter().find(|(document, _)| *document == "online-safety");
    let (_, article) = article.unwrap();
    assert!(
        article.contains("href=\"#grooming\"") || article.contains("href=\"#chapter_grooming\"")
    );
    assert!(article.contains("href=\"#chapter_grooming\" data-at=\"2.7\""));
    assert!(!article.contains("href=\"../bullying/"));
    let alone = &SAMPLE_PAGES["online-safety/print/index.html"];
    assert!(alone.contains("href=\"../../grooming/\" data-link=\""));
    assert!(alone.contains("<li>https://procedures.example.org/grooming/</li>"));
}

#[test]
fn nothing_that_is_for_a_screen_stands_in_a_print_view() {
    for (path, html) in prints(&SAMPLE_PAGES).chain(prints(&SMALL_PAGES)) {
        let body = html.split_once("<body").unwrap().1;
        for control in ["<button", "<form", "<input", "<nav", "<header", "class=\"tools"] {
            assert!(!body.contains(control), "{path}: {control}");
        }
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        assert!(!html.contains("style=\"") && !html.contains("<style"), "{path}");
    }
}

#[test]
fn the_stamp_says_what_is_recorded_and_where_to_look() {
    let stamp = |path: &str| {
        let page = &SAMPLE_PAGES[path];
        let stamp = page.split_once("<div class=\"stamp\">").unwrap().1;
        let lines = stamp.split_once("</div>").unwrap().0.lines().map(words);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let paths = [
        "aldermere/referrals/print/index.html",
        "online-safety/as-at/2024-01-31/print/index.html",
        "live-streaming/as-at/2027-01-11/print/index.html",
        "online-safety/as-at/2024-01-31/changes/print/index.html",
        "guidance/print/index.html",
        "online-safety/index.html",
    ];
    let stamps = paths.map(|path| format!("{path}\n{}\n", stamp(path)));
    insta::assert_snapshot!("stamps", stamps.join("\n"));
}

#[test]
fn no_title_gets_out_of_the_style_sheet_of_running_heads() {
    let file = format!("chapters/{CHAPTER}/chapter.md");
    let hostile = "'\"; } @import url(https://evil.example/); \\ /* </style> \u{202e}'";
    let files = over(
        SMALL.files.clone(),
        &format!("-- {file} --\n---\ntitle: {hostile}\nposition: 1\n---\nText.\n"),
    );
    let (manual, _) = chapterhouse::parse::manual(&files);
    let record = Record::of(&manual);
    let pages = rendered(&files, Edition::working(&manual, &record, TODAY), true);
    let css = &pages["guidance/print/heads.css"];
    assert!(css.contains("@page c-bullying {"), "{css}");
    for sign in ["@import", "url(", "/*", "<", "\\\\", "evil."] {
        assert!(!css.contains(sign), "{sign}: {css}");
    }
    assert_eq!(css.matches('{').count(), css.matches('}').count());
    assert_eq!(css.matches('"').count() % 4, 0, "{css}");
}

#[test]
fn every_recorded_text_that_is_public_is_found_once_by_its_digest() {
    let mut found = BTreeSet::new();
    for digit in "0123456789abcdef".chars() {
        let page = &SAMPLE_PAGES[&format!("check/{digit}/index.html")];
        for part in page.split("data-digest=\"").skip(1) {
            let digest = part.split('"').next().unwrap();
            assert!(digest.starts_with(digit));
            assert!(found.insert(digest.to_owned()), "{digest} is there twice");
        }
    }
    let data: serde_json::Value = serde_json::from_str(&SAMPLE_PAGES["manual.json"]).unwrap();
    for chapter in data["chapters"].as_array().unwrap() {
        for version in chapter["versions"].as_array().unwrap() {
            let digest = version["sha256"].as_str().unwrap();
            assert!(found.contains(digest), "{} {}", chapter["slug"], version["number"]);
        }
    }
    // And what each stamp leads to is there.
    for (path, html) in SAMPLE_PAGES.iter().filter(|(path, _)| path.ends_with("index.html")) {
        for check in html.split("Check this print at https://procedures.example.org/").skip(1) {
            let address = check.split('<').next().unwrap();
            let (page, short) = address.split_once('#').unwrap();
            let page = &SAMPLE_PAGES[&format!("{page}index.html")];
            assert!(page.contains(&format!(" id=\"{short}\"")), "{path}: {address}");
        }
    }
}

#[test]
fn what_is_not_published_yet_is_not_found_by_its_digest() {
    let day = jiff::civil::date(2026, 11, 15);
    let pages = super::sites::pages(
        &super::sites::SAMPLE,
        day,
        chapterhouse::site::address::LinkStyle::Served,
    );
    let coming = "ad4699aec1afa2037be8c0ef616b7ac604146b62f6448761f4b22f78d5073f6f";
    assert!(SAMPLE_PAGES["check/a/index.html"].contains(coming));
    assert!(!pages["check/a/index.html"].contains(coming));
}

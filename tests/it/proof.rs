//! The proof over the pages that were written: every link leads somewhere, and no id stands twice.

use super::sites::{Read, SAMPLE, SAMPLE_PAGES, SMALL, SMALL_PAGES, TODAY, article_of, pages};
use super::written::{path, rendered, tree};
use chapterhouse::edge::theme;
use chapterhouse::finding::Findings;
use chapterhouse::render::proof::{Addresses, Form, Seen, prove};
use chapterhouse::site::address::LinkStyle;
use chapterhouse::source::path::VPath;
use chapterhouse::source::tree::FileTree;
use jiff::civil::date;
use std::collections::BTreeSet;

const BASE: &str = "https://procedures.example.org/manual/";

/// What is wrong with the files of a site. The chapter `a` is in `chapters/core/a/chapter.md`.
fn proved(site: &FileTree, style: LinkStyle, base_url: Option<&str>) -> Findings {
    let paths: Vec<VPath> = site.iter().map(|(path, _)| path.clone()).collect();
    let addresses = Addresses::of(&paths, style, base_url);
    let seen: Vec<Option<Seen>> = site
        .iter()
        .enumerate()
        .map(|(index, (path, bytes))| {
            let form = match path.as_str().rsplit_once('.')?.1 {
                "html" => Form::Html,
                "xml" => Form::Xml,
                _ => return None,
            };
            Some(addresses.read(index, form, bytes))
        })
        .collect();
    let seen: Vec<Option<&Seen>> = seen.iter().map(Option::as_ref).collect();
    prove(&addresses, &seen, |index| {
        paths[index].as_str().starts_with("a/").then(|| path("chapters/core/a/chapter.md"))
    })
}

#[track_caller]
fn expect(style: LinkStyle, site: &str, expected: &str) {
    let findings = proved(&tree(site), style, Some(BASE));
    let found = rendered(&FileTree::default(), &findings);
    let expected = expected.trim_start_matches('\n');
    assert!(found == expected, "found:\n{found}\nexpected:\n{expected}");
}

#[test]
fn a_link_that_leads_somewhere_is_silent_however_it_is_written() {
    let site = r##"
-- index.html --
<a href="./">home</a> <a href="a/">a</a> <a href="./a/index.html#x">x</a> <a href="">here</a> <a href="#">top</a>
<img src="a/b%20c.png" srcset="a/b%20c.png 1x, ./a/b%20c.png 2x"> <form action="a/?q=1"></form>
<a href="https://elsewhere.example.org/x">x</a> <a href="mailto:a@b.c">x</a> <a href="//cdn.example.org/">x</a>
<a href="/manual/a/">from the host's root</a> <a href="https://procedures.example.org/manual/forms/">beside the manual</a>
<link rel="canonical" href="https://procedures.example.org/manual/"> <script>'<a href="nothing/">'</script>
-- a/index.html --
<meta http-equiv="refresh" content="0; url=../a/"> <h2 id="x">x</h2> <h2 id="gŵyl">y</h2> <label for="x">x</label>
<a href="#g%C5%B5yl">x</a> <a href='#x'>x</a> <a href=../>up</a> <a href="../a/../index.html">x</a> <a href="index.html?a=b&amp;c#x">x</a>
-- a/b c.png --
-- feed.xml --
<feed><link rel="self" href="https://procedures.example.org/manual/feed.xml"/><link href="https://procedures.example.org/manual/a/#x"/></feed>
-- sitemap.xml --
<urlset><url><loc>https://procedures.example.org/manual/a/</loc></url></urlset>
"##;
    expect(LinkStyle::Served, site, "");
}

#[test]
fn a_link_that_leads_nowhere_names_page_link_and_words() {
    let site = r##"
-- index.html --
<a href="b/">Chapter b</a> <a href="a">no slash</a> <a href="a/#y"> how to respond</a> <a href="#z">z</a>
-- a/index.html --
<h2 id="x">x</h2> <a href="../../other/">other</a> <a href="/other/">other</a> <img src="x.png"> <label for="y">y</label>
<meta http-equiv="refresh" content="0; url=../gone/"> <img srcset="../a/index.html, two.png 2x">
<link rel="canonical" href="https://procedures.example.org/manual/old/">
-- sitemap.xml --
<urlset><url><loc>https://procedures.example.org/manual/c/</loc></url></urlset>
"##;
    expect(
        LinkStyle::Served,
        site,
        "
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` leads to `../../other/` (`other`), which is outside the site | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` leads to `../gone/`, where the site has no page or file | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` leads to `/other/` (`other`), which is outside the site | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` leads to `https://procedures.example.org/manual/old/`, where the site has no page or file | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` leads to `two.png`, where the site has no page or file | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` leads to `x.png`, where the site has no page or file | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 broken-link: `a/index.html` refers to `#y` (`y`), but nothing on the page has that id | mend what writes the link: a template of the theme, or the text
manual.yaml:1:1 broken-link: `index.html` leads to `a/#y` (`how to respond`), but nothing on that page has the id `y` | mend what writes the link: a template of the theme, or the text
manual.yaml:1:1 broken-link: `index.html` leads to `a` (`no slash`), where the site has no page or file | mend what writes the link: a template of the theme, or the text
manual.yaml:1:1 broken-link: `index.html` leads to `b/` (`Chapter b`), where the site has no page or file | mend what writes the link: a template of the theme, or the text
manual.yaml:1:1 broken-link: `index.html` refers to `#z` (`z`), but nothing on the page has that id | mend what writes the link: a template of the theme, or the text
manual.yaml:1:1 broken-link: `sitemap.xml` leads to `https://procedures.example.org/manual/c/` (`https://procedures.example.org/manual/c/`), where the site has no page or file | mend what writes the link: a template of the theme, or the text
",
    );
}

#[test]
fn in_a_portable_site_every_link_names_a_file() {
    expect(
        LinkStyle::Portable,
        "
-- index.html --
<a href=\"a/\">a</a> <a href=\"a/index.html\">a</a>
-- a/index.html --
<a href=\"../index.html\">home</a>
",
        "
manual.yaml:1:1 broken-link: `index.html` leads to `a/` (`a`), where the site has no page or file | mend what writes the link: a template of the theme, or the text
",
    );
}

#[test]
fn a_fault_of_a_template_is_told_once_with_the_number_of_pages() {
    expect(
        LinkStyle::Served,
        "
-- a/index.html --
<p id=\"x\"><p id=\"x\"><p id=\"x\"><a href=\"b/\">b</a>
-- a/history/index.html --
<a href=\"b/\">b</a><a href=\"b/\">b</a>
-- index.html --
<a href=\"c/\">c</a>
-- c.html --
<a href=\"c/\">c</a>
-- d.html --
<a href=\"c/\">c</a>
",
        "
chapters/core/a/chapter.md:1:1 broken-link: `a/history/index.html` (and one more page) leads to `b/` (`b`), where the site has no page or file | mend what writes the link: a template of the theme, or the text
chapters/core/a/chapter.md:1:1 duplicate-id: `a/index.html` has the id `x` more than once | give one of the elements another id, in the template of the theme that writes it
manual.yaml:1:1 broken-link: `c.html` (and 2 more pages) leads to `c/` (`c`), where the site has no page or file | mend what writes the link: a template of the theme, or the text
",
    );
}

/// The files of a site that has these pages and the theme's assets.
fn with_assets(pages: &super::sites::Pages) -> FileTree {
    let theme = theme::load(None, "en-GB").unwrap().0;
    let names = theme.files.iter().map(|(name, _)| name.clone());
    let assets: Vec<_> = names
        .filter(|name| name.as_str().starts_with("assets/"))
        .map(|name| (name, Vec::new()))
        .collect();
    let pages = pages.iter().map(|(name, text)| (path(name), text.clone().into_bytes()));
    pages.chain(assets).collect()
}

#[test]
fn every_page_of_the_manuals_here_leads_somewhere_on_any_day_and_in_both_styles() {
    for read in [&*SAMPLE, &*SMALL] {
        for day in [TODAY, date(2024, 6, 3), date(2028, 1, 1)] {
            for style in [LinkStyle::Served, LinkStyle::Portable] {
                let site = with_assets(&pages(read, day, style));
                let base_url = read.manual.settings.base_url.as_deref();
                let findings = proved(&site, style, base_url);
                assert!(findings.is_empty(), "{}", rendered(&FileTree::default(), &findings));
            }
        }
    }
}

/// A manual whose editors chose, for their headings, ids that a page might want for itself.
const HEADINGS: &str = r#"
-- manual.yaml --
format: 1
title: T
publisher: P
sections: [{ id: core, title: Core }]
-- registers/contacts.yaml --
contacts:
  - { id: hub, scope: region, purpose: To ask, name: Hub, telephone: 01632 960555 }
-- registers/legislation.yaml --
- { id: act, kind: act, title: An Act, citation: An Act 2020, in_force: 2020-01-01, checked: 2022-01-01 }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2022-01-01
-- chapters/core/referrals/chapter.md --
TEXT
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

## First {#local}

Was else. [[law:act]] [[contact:hub]]
-- chapters/core/referrals/history/1.1.md --
TEXT
-- chapters/core/referrals/local/aldermere/chapter.md --
LOCAL
-- chapters/core/referrals/local/aldermere/history/1.0.md --
LOCAL
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
documents: [{ document: referrals, version: "1.1" }, { document: referrals/aldermere, version: "1.0" }]
"#;

#[test]
fn no_heading_can_have_an_id_that_the_page_has_for_itself() {
    let ids = [
        "local",
        "local-addition",
        "local-act",
        "local-fn-1",
        "chapter-contacts",
        "show-notes",
        "chapter-legislation",
        "chapter-related",
        "chapter-referring",
        "act",
        "contents",
        "footnotes",
    ];
    let headings =
        ids.map(|id| format!("## {id}\n\nIt is so.[^{id}]\n\n[^{id}]: Note.\n\n")).concat();
    let text =
        format!("---\ntitle: Referrals\nposition: 1\n---\n\n{headings}[[law:act]] [[contact:hub]]");
    let local = "---\ntitle: In Aldermere\nafter: act\n---\n\n## Act {#act}\n\nSee [[#act]] and [b](#local).[^a]\n\n[^a]: Note.\n\n## Local {#local}\n\nWords.\n\n## Addition {#addition}\n\nWords.";
    let files = tree(&HEADINGS.replace("TEXT", &text).replace("LOCAL", local));
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{}", rendered(&files, &findings));
    let read = Read { files, manual };
    let pages = pages(&read, TODAY, LinkStyle::Served);
    let page = &pages["aldermere/referrals/index.html"];
    for id in ids {
        assert!(article_of(page).unwrap().contains(&format!(" id=\"{id}\"")), "{id}: {page}");
    }
    let findings = proved(&with_assets(&pages), LinkStyle::Served, None);
    assert!(findings.is_empty(), "{}", rendered(&FileTree::default(), &findings));
}

/// The ids of a page.
fn ids_in(html: &str) -> impl Iterator<Item = &str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

#[test]
fn what_a_page_with_a_text_has_besides_it_has_ids_with_an_underscore() {
    let mut found = BTreeSet::new();
    for page in SAMPLE_PAGES.values().chain(SMALL_PAGES.values()) {
        let Some(article) = article_of(page) else { continue };
        found.extend(ids_in(&page.replace(article, "")).map(str::to_owned));
    }
    assert!(found.len() > 4, "{found:?}");
    // No heading can have these two either: see `prose::headings::is_reserved`.
    found.retain(|id| id != "main" && !id.starts_with("change-") && !id.contains('_'));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_letter_that_only_one_partnership_needs_leads_to_the_search_of_the_others() {
    let headings: Vec<String> = (0..1600).map(|n| format!("## Area {n}\n\nWords.\n")).collect();
    let headings = headings.join("\n");
    let text = format!("---\ntitle: Referrals\n---\n\n{headings}");
    let addition = "---\ntitle: In Aldermere\n---\n\n## Zeal\n\nWords.\n";
    let files = tree(&format!(
        "-- manual.yaml --
format: 1
title: Procedures
publisher: Board
sections: [{{ id: core, title: Core }}]
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2023-01-01
-- partnerships/westmark.yaml --
name: Westmark
joined: 2023-01-01
-- chapters/core/referrals/chapter.md --
{text}
-- chapters/core/referrals/history/1.0.md --
{text}
-- chapters/core/referrals/local/aldermere/chapter.md --
{addition}
-- chapters/core/referrals/local/aldermere/history/1.0.md --
{addition}
-- amendments/2024-01-01-first.yaml --
title: First
in_force: 2024-01-01
published: 2024-01-01
significance: new
summary: First.
documents:
  - {{ document: referrals, version: \"1.0\" }}
  - {{ document: referrals/aldermere, version: \"1.0\" }}
"
    ));
    let (manual, _) = chapterhouse::parse::manual(&files);
    let site = pages(&Read { files, manual }, TODAY, LinkStyle::Served);
    let letter = &site["aldermere/search/z/index.html"];
    assert!(!site.contains_key("westmark/search/z/index.html"));
    assert!(letter.contains(r#"href="../../../westmark/search/""#), "{letter}");
    assert!(letter.contains(r#"href="../../../search/""#), "{letter}");
}

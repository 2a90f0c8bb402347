//! How law and acronyms read on the pages: the full citation first, the status beside a statement, and
//! what a term stands for; and that the pages of changes have the very words of the dated pages.

use super::sites::{Pages, TODAY, article_of, rendered};
use super::written::tree;
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use jiff::civil::{Date, date};

const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
sections: [{ id: core, title: Core }]
-- registers/legislation.yaml --
- id: soa-2003/15A
  title: Communication
  citation: Sexual Offences Act 2003, section 15A
  short: s.15A SOA 2003
  in_force: 2017-04-03
  statements:
    - { from: 2017-04-03, text: "An adult must not write. See [[law:cjca-2015/33]] and [[law:cjca-2015/33]]." }
- id: cjca-2015/33
  title: Disclosing
  citation: Criminal Justice and Courts Act 2015, section 33
  short: s.33 CJCA 2015
  in_force: 2015-04-13
  repealed: { on: 2025-06-01, by: soa-2003/15A }
  statements:
    - { from: 2015-04-13, text: "Nobody must disclose.\n\n> [!LAW] cjca-2015/33\n> In short." }
- id: cwsa-2026/3
  title: Teams
  citation: Children's Wellbeing and Schools Act 2026, section 3
  short: s.3 CWSA 2026
  enacted: 2024-04-29
  in_force: 2027-09-01
- id: open-1
  kind: guidance
  title: Open
  citation: Open guidance
-- registers/terms.yaml --
terms:
  - { id: cse, term: child sexual exploitation, short: CSE, definition: Abuse. }
  - { id: mash, term: multi-agency safeguarding hub, short: MASH, from: 2025-06-01, definition: A team. }
  - { id: dsl, term: designated safeguarding lead, short: DSL, definition: A person. }
  - { id: abc, term: one thing, short: ABC, definition: One. }
  - { id: abd, term: another thing, short: ABC, definition: Two. }
-- amendments/2025-01-01-first.yaml --
title: First
in_force: 2025-01-01
published: 2025-01-01
significance: new
summary: First.
documents: [{ document: grooming, version: "1.0" }]
-- amendments/2026-01-01-second.yaml --
title: Second
in_force: 2026-01-01
published: 2026-01-01
significance: major
summary: Second.
documents: [{ document: grooming, version: "1.1" }]
-- chapters/core/grooming/chapter.md --
---
title: Grooming
position: 1
---

## CSE and [[law:soa-2003/15A]] {#heading}

See [[law:soa-2003/15A|these words]], then [[law:soa-2003/15A]] and [[law:soa-2003/15A]].

> [!LAW] cjca-2015/33
> Our own words.

Then [[law:cjca-2015/33]], with **CSE**, CSE-related harm and [CSE](https://example.org/).

> [!LAW] cwsa-2026/3

> [!LAW] soa-2003/15A

Tell the designated safeguarding lead (DSL), then the DSL, the MASH and the <abbr title="our own">ABC</abbr>.

> [!LAW] open-1
"#;

fn pages(day: Date) -> Pages {
    let mut files = tree(MANUAL);
    let path = |path: &str| super::written::path(path);
    let chapter = files.text(&path("chapters/core/grooming/chapter.md")).unwrap().to_owned();
    let old = chapter
        .replacen("See [[law:soa-2003/15A|these words]], then [[law:soa-2003/15A]] and", "See", 1)
        .replacen(
            "\n> [!LAW] cjca-2015/33",
            "\nIt was [[law:cjca-2015/33]].\n\n> [!LAW] cjca-2015/33",
            1,
        );
    files.insert(path("chapters/core/grooming/history/1.0.md"), old.into_bytes());
    files.insert(path("chapters/core/grooming/history/1.1.md"), chapter.into_bytes());
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    let record = Record::known_on(&manual, day);
    rendered(&files, Edition::public(&manual, &record, day), false)
}

fn article<'p>(pages: &'p Pages, path: &str) -> &'p str {
    article_of(&pages[path]).unwrap()
}

#[test]
fn a_text_cites_a_provision_in_full_first_and_then_in_short() {
    let pages = pages(TODAY);
    let article = article(&pages, "grooming/index.html");
    let full =
        r#"<a href="../legislation/#soa-2003-15A">Sexual Offences Act 2003, section 15A</a>"#;
    let short = r#"<a href="../legislation/#soa-2003-15A" title="Sexual Offences Act 2003, section 15A">s.15A SOA 2003</a>"#;
    let own = r#"<a href="../legislation/#soa-2003-15A" title="Sexual Offences Act 2003, section 15A">these words</a>"#;
    assert!(article.contains(&format!("<p>See {own}, then {full} and {short}.</p>")), "{article}");
    assert!(article.contains(&format!(">CSE and {short}</h2>")), "{article}");
}

#[test]
fn the_statement_of_a_provision_mentions_it_and_says_how_it_stands() {
    let pages = pages(TODAY);
    let article = article(&pages, "grooming/index.html");
    for words in [
        ">Criminal Justice and Courts Act 2015, section 33</a></p>\n<p class=\"statement-status\">Repealed on 1 June 2025: this is no longer the law. See Sexual Offences Act 2003, section 15A.</p>\n<p>Nobody must disclose.</p>\n",
        "<p>Then <a href=\"../legislation/#cjca-2015-33\" title=\"Criminal Justice and Courts Act 2015, section 33\">s.33 CJCA 2015</a>, with",
        ">Children's Wellbeing and Schools Act 2026, section 3</a></p>\n<p class=\"statement-status\">Not yet in force: it applies from 1 September 2027.</p>\n",
        ">Open guidance</a></p>\n<p class=\"statement-status\">Not confirmed to be in force.</p>\n",
        ">Sexual Offences Act 2003, section 15A</a></p>\n<p>An adult must not write. See <a href=\"../legislation/#cjca-2015-33\">Criminal Justice and Courts Act 2015, section 33</a> and <a",
    ] {
        assert!(article.contains(words), "{words}\n{article}");
    }
}

#[test]
fn the_statement_of_a_past_day_is_that_of_the_day() {
    let pages = pages(TODAY);
    let then = article(&pages, "grooming/as-at/2025-01-01/index.html");
    assert!(then.contains("section 33</a></p>\n<p>Nobody must disclose.</p>"), "{then}");
    assert!(!then.contains("Repealed"), "{then}");
}

#[test]
fn a_statement_within_a_statement_is_not_written_out() {
    let pages = pages(TODAY);
    let article = article(&pages, "grooming/index.html");
    assert_eq!(article.matches("Nobody must disclose.").count(), 1, "{article}");
    assert!(article.contains("In short."), "{article}");
}

#[test]
fn an_acronym_is_explained_where_a_text_uses_it_first() {
    let pages = pages(TODAY);
    let article = article(&pages, "grooming/index.html");
    for words in [
        ">CSE and <a",
        "with <strong><abbr title=\"child sexual exploitation\">CSE</abbr></strong>, CSE-related harm and <a href=\"https://example.org/\">CSE</a>.",
        "<p>Tell the designated safeguarding lead (DSL), then the DSL, the <abbr title=\"multi-agency safeguarding hub\">MASH</abbr> and the <abbr title=\"our own\">ABC</abbr>.</p>",
    ] {
        assert!(article.contains(words), "{words}\n{article}");
    }
    let then = self::article(&pages, "grooming/as-at/2025-01-01/index.html");
    assert!(then.contains("the MASH and the"), "the term is younger than this day: {then}");
}

/// The words of an article without tags, one space wherever there is any.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An article without what stands in these elements.
fn without(html: &str, open: &str, close: &str) -> String {
    let mut parts = html.split(open);
    let mut kept = parts.next().unwrap().to_owned();
    for part in parts {
        kept.push_str(part.split_once(close).unwrap().1);
    }
    kept
}

#[test]
fn the_words_of_a_difference_are_those_of_the_two_days() {
    let pages = pages(date(2026, 11, 22));
    let marked = article(&pages, "grooming/as-at/2026-01-01/changes/index.html");
    let marked = without(marked, "<span class=\"mark-note\">", "</span>");
    let new = without(&marked, "<del", "</del>");
    let old = without(&marked, "<ins", "</ins>");
    assert_eq!(words(&new), words(article(&pages, "grooming/index.html")));
    assert_eq!(words(&old), words(article(&pages, "grooming/as-at/2025-01-01/index.html")));
}

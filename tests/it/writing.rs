//! How texts are written: headings, links, tables, pictures, sentences, and what is overdue.

use super::findings::{all, expect, expect_in_bullying, with};
use super::written::expect_findings;
use chapterhouse::finding::Finding;

#[test]
fn a_heading_level_that_is_skipped_is_told_of() {
    expect_in_bullying(
        "## Signs {#signs}\n\n#### In school\n\n## Acting\n\n### At once\n\n#### Who\n\n## After\n",
        r"
chapters/core/bullying/chapter.md:8:1 skipped-heading-level: a heading of level 4 follows one of level 2 | begin it with `###`
",
    );
    expect_in_bullying(
        "### Signs {#signs}",
        r"
chapters/core/bullying/chapter.md:6:1 skipped-heading-level: a heading of level 3 follows one of level 1 | begin it with `##`
",
    );
}

#[test]
fn an_addition_begins_on_whatever_level_its_place_asks_for() {
    let addition = |body: &str| {
        format!(
            "-- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: responding\n---\n\n{body}\n"
        )
    };
    expect(&addition("#### Locally {#locally}\n\n### Then"), "");
    expect(
        &addition("## Locally {#locally}\n\n#### Then"),
        r"
chapters/core/referrals/local/aldermere/chapter.md:8:1 skipped-heading-level: a heading of level 4 follows one of level 2 | begin it with `###`
",
    );
}

#[test]
fn a_heading_that_repeats_is_told_of_with_the_first() {
    expect_in_bullying(
        "## Signs {#signs}\n\n### What to *do*\n\n## More\n\n### What to do\n\n> ## Signs\n",
        r"
chapters/core/bullying/chapter.md:12:1 repeated-heading: the heading `What to do` is there twice | say in each what is special to its part, and keep its id
  chapters/core/bullying/chapter.md:8:1 the other is here
",
    );
}

#[test]
fn the_words_of_a_link_say_where_it_leads() {
    expect_in_bullying(
        "[Click **here**](https://a.org) [[referrals|this page]] [Read more…](https://a.org) <https://a.org/b> [](https://a.org)\n",
        r"
chapters/core/bullying/chapter.md:6:2 vague-link-text: the words `Click here` do not say where the link leads | write the name of the page, or what can be done there
chapters/core/bullying/chapter.md:6:45 vague-link-text: the words `this page` do not say where the link leads | write the name of the page, or what can be done there
chapters/core/bullying/chapter.md:6:58 vague-link-text: the words `Read more…` do not say where the link leads | write the name of the page, or what can be done there
chapters/core/bullying/chapter.md:6:86 vague-link-text: the words of a link are the address `https://a.org/b` | write the name of the page instead, as in `[name of the page](address)`
chapters/core/bullying/chapter.md:6:103 vague-link-text: a link has no words | write between its brackets where it leads
",
    );
    expect_in_bullying(
        "[Childline](https://a.org) [more about referrals](../referrals/chapter.md) [[referrals]] [999](tel:999)",
        "",
    );
}

#[test]
fn each_column_of_a_table_has_a_header() {
    expect_in_bullying(
        "|  | Ring |\n| --- | --- |\n| Night | 999 |\n\n- a\n\n  |  |  |\n  | --- | --- |\n  | b | c |\n\n| When | Ring |\n| --- | --- |\n|  | 999 |\n",
        r"
chapters/core/bullying/chapter.md:6:1 table-without-headers: column 1 of this table has no header | say in this row what stands in each column
chapters/core/bullying/chapter.md:12:3 table-without-headers: this table has no headers | say in this row what stands in each column
",
    );
}

#[test]
fn a_picture_has_words_that_stand_for_it() {
    let map = "-- chapters/core/bullying/images/map.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
    let body = |text: &str| {
        format!(
            "{map}-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n{text}\n"
        )
    };
    expect(
        &body("![](images/map.svg) ![Map.svg](images/map.svg) ![Picture 1](images/map.svg)"),
        r"
chapters/core/bullying/chapter.md:6:1 picture-without-words: this picture has no text alternative | write between the brackets what the picture shows that matters to the reader
chapters/core/bullying/chapter.md:6:21 picture-without-words: the text alternative `Map.svg` does not say what the picture shows | write between the brackets what the picture shows that matters to the reader
chapters/core/bullying/chapter.md:6:48 picture-without-words: the text alternative `Picture 1` does not say what the picture shows | write between the brackets what the picture shows that matters to the reader
",
    );
    expect(&body("![Where the three offices are](images/map.svg)"), "");
}

/// So many words.
fn words(n: usize) -> String {
    vec!["word"; n].join(" ")
}

#[test]
fn a_sentence_may_have_forty_words() {
    let sentence = |n: usize| format!("Under [[law:act-2003]], s. 4, {}.", words(n - 4));
    expect_in_bullying(&format!("Stop. {} Go on, e.g. now.", sentence(40)), "");
    expect_in_bullying(
        &format!("Stop. {} Go on.\n\n> {}\n\n- {}", sentence(41), sentence(60), sentence(42)),
        r"
chapters/core/bullying/chapter.md:6:7 long-sentence: this sentence has 41 words | make two sentences of it, or a list
chapters/core/bullying/chapter.md:10:3 long-sentence: this sentence has 42 words | make two sentences of it, or a list
",
    );
}

#[test]
fn a_paragraph_may_have_a_hundred_and_fifty_words() {
    let sentence = format!("{}. ", words(10)).replacen('w', "W", 1);
    expect_in_bullying(sentence.repeat(15).trim(), "");
    expect_in_bullying(
        &format!("{}Stop.", sentence.repeat(15)),
        r"
chapters/core/bullying/chapter.md:6:1 long-paragraph: this paragraph has 151 words | give each thought a paragraph of its own, or make a list of steps
",
    );
}

const GUIDANCE: &str = "-- registers/legislation.yaml --\n- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2026-11-01 }\n- { id: advice, kind: guidance, title: Advice, citation: Advice for all, in_force: 2003-01-01, checked: 2026-11-01 }\n- { id: schools, kind: statutory-guidance, title: School Guidance, citation: School Guidance 2003, in_force: 2003-01-01, checked: 2026-11-01 }\n";

#[track_caller]
fn expect_of_guidance(body: &str, expected: &str) {
    expect(
        &format!(
            "{GUIDANCE}-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n{body}\n"
        ),
        expected,
    );
}

#[test]
fn guidance_does_not_say_must() {
    expect_of_guidance(
        "[[law:advice]] says that schools **must** act. Under [[law:advice|the advice]], you\nmust wait. [[law:advice|Advice]] requires that you must; then you must.",
        r"
chapters/core/bullying/chapter.md:6:36 must-or-should: guidance is said to demand this with `must` | write `should`, or cite the law that makes it a duty
chapters/core/bullying/chapter.md:7:1 must-or-should: guidance is said to demand this with `must` | write `should`, or cite the law that makes it a duty
chapters/core/bullying/chapter.md:7:52 must-or-should: guidance is said to demand this with `must` | write `should`, or cite the law that makes it a duty
chapters/core/bullying/chapter.md:7:67 must-or-should: guidance is said to demand this with `must` | write `should`, or cite the law that makes it a duty
",
    );
}

#[test]
fn nor_does_statutory_guidance_unless_a_law_is_cited() {
    expect_of_guidance(
        "[[law:schools]] says that schools must act.",
        r"
chapters/core/bullying/chapter.md:6:35 must-or-should: guidance is said to demand this with `must` | write `should`, or cite the law that makes it a duty
",
    );
    expect_of_guidance(
        "[[law:schools]] says that schools must act, because [[law:act-2003]] demands it.",
        "",
    );
}

#[test]
fn what_the_law_demands_or_the_chapter_itself_is_no_matter() {
    for text in [
        "[[law:advice]] says that under [[law:act-2003]] schools must act.",
        "[[law:advice]] says that schools should act. You must act.",
        "You must read [[law:advice]], which says how.",
        "Schools must have regard to [[law:advice]].",
        "Under [[law:advice]], schools must have regard to it.",
        "[[law:act-2003]] says that schools must act.",
        "[[law:advice]] says: “You must act.”",
        "> [[law:advice]] says that you must act.",
        "[[law:advice]] says that fields are mustard.",
        "Follow [[law:advice]]; the referral must be made today.",
    ] {
        expect_of_guidance(text, "");
    }
}

#[test]
fn words_in_capitals_are_told_of_and_acronyms_are_not() {
    expect_in_bullying(
        "## WHAT TO DO {#signs}\n\nStop: DO *NOT* WAIT\nLONGER, but ring. Ask the NHS, UK, GP and PDF.\n",
        r"
chapters/core/bullying/chapter.md:6:4 all-capitals: `WHAT TO DO` is in capitals | write it in small letters, and `**strong**` where it matters
chapters/core/bullying/chapter.md:8:7 all-capitals: `DO NOT WAIT LONGER` is in capitals | write it in small letters, and `**strong**` where it matters
",
    );
    expect_in_bullying("## MASH {#signs}\n\n`DO NOT WAIT HERE`", "");
}

#[test]
fn a_review_that_is_overdue_is_warned_of() {
    let text = |due: &str| {
        format!(
            "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\nreview_due: {due}\n---\n\
             -- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: responding\nreview_due: {due}\n---\n\nText.\n"
        )
    };
    expect(&text("2026-11-22"), "");
    expect(
        &text("2026-11-21"),
        r"
chapters/core/bullying/chapter.md:4:13 review-overdue: the review of `bullying` was due on `2026-11-21` | review it, record that with `chapterhouse amend bullying --significance review`, and set the next day
chapters/core/referrals/local/aldermere/chapter.md:4:13 review-overdue: the review of `referrals/aldermere` was due on `2026-11-21` | review it, record that with `chapterhouse amend referrals/aldermere --significance review`, and set the next day
",
    );
    let left = "-- partnerships/aldermere.yaml --\nname: Aldermere\njoined: 2025-01-01\nleft: 2026-01-01\n";
    expect(
        &format!("{left}{}", text("2026-11-21")),
        r"
chapters/core/bullying/chapter.md:4:13 review-overdue: the review of `bullying` was due on `2026-11-21` | review it, record that with `chapterhouse amend bullying --significance review`, and set the next day
",
    );
}

#[test]
fn what_was_checked_too_long_ago_is_warned_of() {
    let text = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\nchecked: 2024-11-21\n---\n\n| App | Checked |\n| --- | --- |\n| One | 2024-11-22 |\n| Two | 2024-11-21 |\n| Three | unknown |\n";
    expect(
        text,
        r"
chapters/core/bullying/chapter.md:4:10 check-overdue: `bullying` was last checked on `2024-11-21`, more than 730 days ago | compare it with its sources, mend what changed, and put the day here
chapters/core/bullying/chapter.md:10:9 check-overdue: the row `Two` was last checked on `2024-11-21`, more than 730 days ago | compare it with its sources, mend what changed, and put the day here
",
    );
    let policy = "-- manual.yaml --\nformat: 1\ntitle: P\npublisher: P\nlanguage: en-GB\nsections: [{ id: core, title: Core }]\npolicies: { checked_days: 800 }\n";
    expect(&format!("{policy}{text}"), "");
}

const ALONE: &str =
    "-- chapters/core/alone/chapter.md --\n---\ntitle: Alone\nposition: 3\n---\n\nSee [[alone]].\n";

/// What is said of `alone` as a chapter to which nothing leads.
#[track_caller]
fn expect_of_alone(changes: &str, expected: &str) {
    let more = |n: usize| {
        format!("-- chapters/core/more-{n}/chapter.md --\n---\ntitle: More\nposition: 1{n}\n---\n")
    };
    let files = with(&format!("{ALONE}{}{}{changes}", more(1), more(2)));
    let is_it = |finding: &Finding| {
        finding.rule.code == "unlinked-chapter" && finding.message.contains("`alone`")
    };
    expect_findings(&files, &all(&files).into_iter().filter(is_it).collect(), expected);
}

#[test]
fn a_chapter_to_which_nothing_leads_is_advised_of() {
    expect_of_alone(
        "",
        r"
chapters/core/alone/chapter.md:2:8 unlinked-chapter: no other chapter refers to `alone` | write `[[alone]]` where a reader would need it, or add `alone` to `related` of a neighbouring chapter
",
    );
    let by = |text: &str| {
        format!(
            "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n{text}"
        )
    };
    expect_of_alone(&by("---\n\n[[alone|there]]\n"), "");
    expect_of_alone(&by("---\n\n[there](../alone/chapter.md)\n"), "");
    expect_of_alone(&by("related: [alone]\n---\n"), "");
    let addition = "-- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: responding\n---\n\n[[alone]]\n";
    expect_of_alone(addition, "");
}

#[test]
fn a_text_that_was_withdrawn_is_left_alone() {
    let shouted = super::findings::WITHDRAWN
        .replace("[[nowhere]]", "## SHOUT AT THEM\n\n[here](https://a.org)");
    expect(&shouted, "");
}

#[test]
fn a_chapter_that_is_pointed_to_by_its_title_is_told_of() {
    expect_in_bullying(
        "## Signs {#signs}\n\nSee also “Referrals”, and see *Refer\u{ad}rals*. Make referrals. Referrals help. See Referrals2.\nSee [[referrals]] and [see Referrals](../referrals/chapter.md). See Bullying.\n",
        r"
chapters/core/bullying/chapter.md:8:11 chapter-in-prose: the chapter `Referrals` is named in the text of `bullying` without a reference | write `[[referrals]]`
chapters/core/bullying/chapter.md:8:32 chapter-in-prose: the chapter `Referrals` is named in the text of `bullying` without a reference | write `[[referrals]]`
",
    );
}

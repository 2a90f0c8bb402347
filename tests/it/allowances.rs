//! What a manual decides about findings: switches in `manual.yaml`, and comments that allow and say why.

use super::findings::{judged, with};
use super::written::{expect_findings, path, rendered, tree};
use chapterhouse::finding::Level;

const HEAD: &str =
    "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n";

/// What is found in the valid manual with one new working text of `bullying`, whose body begins on
/// line 6, and with some more of `manual.yaml`.
#[track_caller]
fn expect(settings: &str, body: &str, expected: &str) {
    let manual = "-- manual.yaml --\nformat: 1\ntitle: Procedures\npublisher: Partnership\nlanguage: en-GB\nsections:\n  - { id: core, title: Core }\n";
    let files = with(&format!("{manual}{settings}{HEAD}{body}\n"));
    let found = judged(&files);
    expect_findings(&files, &found, expected);
}

/// The codes that are found and those that are allowed, each with its reason.
fn codes(body: &str) -> (Vec<&'static str>, Vec<(&'static str, String)>) {
    let found = judged(&with(&format!("{HEAD}{body}\n")));
    let allowed = found.allowed().iter();
    (
        found.iter().map(|finding| finding.rule.code).collect(),
        allowed.map(|one| (one.finding.rule.code, one.reason.clone())).collect(),
    )
}

const NUMBER: &str = "Ring 0121 496 0000.";

#[test]
fn a_rule_can_be_switched_off_lowered_and_raised() {
    for (level, expected) in
        [("off", None), ("advice", Some(Level::Advice)), ("error", Some(Level::Error))]
    {
        let manual = tree(&format!(
            "-- manual.yaml --\nformat: 1\ntitle: P\npublisher: P\nlanguage: en-GB\nsections: [{{ id: core, title: Core }}]\nchecks:\n  contact-in-prose: {level}\n"
        ));
        let mut files = with(&format!("{HEAD}{NUMBER}\n"));
        files.insert(path("manual.yaml"), manual.get(&path("manual.yaml")).unwrap());
        let found = judged(&files);
        let levels: Vec<Level> = found.iter().map(|finding| finding.level).collect();
        assert_eq!(levels, expected.into_iter().collect::<Vec<_>>(), "{level}");
    }
}

#[test]
fn a_switch_needs_a_known_code_and_errors_are_fixed() {
    expect(
        "checks:\n  contact-in-pros: off\n  nonsense-of-mine: off\n  broken-reference: warning\n  altered-version: error\n  raw-html: sometimes\n",
        "[[nowhere]]",
        r"
chapters/core/bullying/chapter.md:6:1 broken-reference: there is no chapter `nowhere` | write the slug of a chapter, which is the name of its folder
manual.yaml:8:3 unknown-check: no rule has the code `contact-in-pros` | write `contact-in-prose`
manual.yaml:9:3 unknown-check: no rule has the code `nonsense-of-mine` | write a code that `chapterhouse check --explain` lists
manual.yaml:10:3 fixed-check: `broken-reference` is an error, and stays one | take the line out, and mend what the rule finds
manual.yaml:12:13 wrong-type: one of `off`, `advice`, `warning`, `error` is needed here, and `sometimes` is something else | write one of `off`, `advice`, `warning`, `error`
",
    );
}

#[test]
fn a_comment_allows_what_is_found_in_the_block_that_follows() {
    let comment =
        "<!-- allow contact-in-prose: the number of the\n     inquiry, as it was printed -->";
    let reason = "the number of the inquiry, as it was printed".to_owned();
    let (found, allowed) = codes(&format!("{comment}\n\n- {NUMBER}\n- Or so.\n"));
    assert_eq!((found, allowed), (vec![], vec![("contact-in-prose", reason.clone())]));
    let (found, allowed) = codes(&format!("{comment}\n{NUMBER}\n\n{NUMBER}\n"));
    assert_eq!((found, allowed), (vec!["contact-in-prose"], vec![("contact-in-prose", reason)]));
}

#[test]
fn a_comment_before_a_heading_is_about_the_heading_alone() {
    let (found, allowed) = codes(&format!(
        "<!-- allow contact-in-prose: x -->\n## The 0121 496 0000 line\n\n{NUMBER}"
    ));
    assert_eq!((found.len(), allowed.len()), (1, 1));
}

#[test]
fn a_comment_can_be_about_the_whole_file_and_about_several_codes() {
    let body = format!(
        "{NUMBER}\n\n<!-- allow-file contact-in-prose, raw-html: a copy of the leaflet -->\n\n<u>{NUMBER}</u>"
    );
    let (found, allowed) = codes(&body);
    assert_eq!((found, allowed.len()), (vec![], 3), "{allowed:?}");
}

#[test]
fn many_allowances_in_one_file_cost_no_more_than_their_number() {
    let one = format!("<!-- allow contact-in-prose: because -->\n{NUMBER}\n\n");
    let (found, allowed) = codes(&one.repeat(3_000));
    assert_eq!((found.len(), allowed.len()), (0, 3_000));
    let comments = "<!-- allow contact-in-prose: because -->\n".repeat(3_000);
    let (found, _) = codes(&format!("{comments}{NUMBER}\n"));
    assert!(found.iter().all(|code| *code == "unused-allowance"), "{found:?}");
    let sentence = "! Must [[law:act-2003|under]] ".repeat(20_000);
    assert!(codes(&sentence).0.len() < 10);
}

#[test]
fn an_allowance_gives_a_reason_and_a_known_code_that_is_no_error() {
    expect(
        "",
        "<!-- allow contact-in-prose -->\n0121 496 0000\n\n<!-- allow: because -->\n<!-- allow contact-in-pros, broken-reference: because -->\n[[nowhere]]\n\n- <!-- allow raw-html: because --> a\n",
        r"
chapters/core/bullying/chapter.md:6:1 malformed-allowance: this comment gives no reason | write `allow CODE: the reason`
chapters/core/bullying/chapter.md:7:1 contact-in-prose: the telephone number `0121 496 0000` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:9:1 malformed-allowance: this comment names no code | write `allow CODE: the reason`
chapters/core/bullying/chapter.md:10:12 malformed-allowance: no rule has the code `contact-in-pros` | write `contact-in-prose`
chapters/core/bullying/chapter.md:10:29 malformed-allowance: `broken-reference` is an error, and cannot be allowed | take the comment out, and mend what the rule finds
chapters/core/bullying/chapter.md:11:1 broken-reference: there is no chapter `nowhere` | write the slug of a chapter, which is the name of its folder
chapters/core/bullying/chapter.md:13:3 malformed-allowance: it cannot be told what this comment allows | write it on a line of its own before the block, outside of lists and quotations
",
    );
}

#[test]
fn an_allowance_that_allows_nothing_is_advised_of() {
    expect(
        "",
        "<!-- allow contact-in-prose: because -->\n\nNothing.\n\n<!-- allow-file raw-html: because -->\n",
        r"
chapters/core/bullying/chapter.md:6:12 unused-allowance: there is no `contact-in-prose` in what follows to be allowed | take it out of the comment
chapters/core/bullying/chapter.md:10:17 unused-allowance: there is no `raw-html` in this file to be allowed | take it out of the comment
",
    );
    expect(
        "checks: { raw-html: off, unused-allowance: off }\n",
        "<!-- allow-file raw-html: x -->\n\n<u>a</u>",
        "",
    );
}

#[test]
fn other_comments_are_none_of_ours() {
    for comment in [
        "<!-- allow time for this -->",
        "<!-- allow -->",
        "<!-- allowed: x -->",
        "`<!-- allow x-y -->`",
    ] {
        expect("", comment, "");
    }
}

/// A notice with HTML in it, and a comment before the list, before the notice or behind it.
fn notice(place: usize, comment: &str) -> String {
    let at = |n: usize, text: String| if n == place { text } else { String::new() };
    format!(
        "{}notices:\n{}  - {{ kind: information, text: \"a <u>b</u> # allow x-y: z\" }}{}\n",
        at(0, format!("{comment}\n")),
        at(1, format!("  # More of it.\n  {comment}\n\n")),
        at(2, format!(" {comment}")),
    )
}

#[test]
fn yaml_allows_on_the_line_before_or_at_the_end() {
    for place in 0..3 {
        expect(&notice(place, "# allow raw-html: as the printers want it"), "", "");
    }
    let html = "`<u>` is left out; only the text inside it is shown | use Markdown; of HTML only `<abbr title=\"...\">`, `<cite>`, `<kbd>`, `<q>`, `<small>`, `<span lang=\"...\">`, `<sub>`, `<sup>` and `<br>` are known, each closed in the same paragraph";
    expect(
        &format!("subtitle: x # allow raw-html: y\n{}", notice(3, "")),
        "",
        &format!("\
manual.yaml:7:21 unused-allowance: there is no `raw-html` in what follows to be allowed | take it out of the comment
manual.yaml:9:32 raw-html: {html}
"),
    );
}

#[test]
fn front_matter_allows_too() {
    let notice = "{ from: 2026-11-01, until: 2026-11-30, text: \"<u>b</u>\" }";
    let files = with(&format!(
        "-- chapters/core/bullying/chapter.md --\n---\n\
         title: Bullying\nposition: 1\nnotices:\n  # allow raw-html: as it was sent\n  - {notice}\n---\n"
    ));
    assert_eq!(rendered(&files, &judged(&files)), "");
}

#[test]
fn a_comment_makes_no_draft() {
    let body = "## Signs {#signs}\n\nSee [[referrals]].\n";
    let is_draft = |body: &str| {
        let files = with(&format!("{HEAD}{body}"));
        let (manual, _) = chapterhouse::parse::manual(&files);
        manual.chapters.get("bullying").unwrap().regional.is_draft()
    };
    assert!(!is_draft(body));
    assert!(!is_draft(&body.replace("See", "<!-- allow long-sentence: x -->\nSee")));
    assert!(!is_draft(&format!("<!-- a note to editors -->\n\n{body}\n<!-- more -->\n")));
    assert!(is_draft(&body.replace("See", "`<!-- shown -->` See")));
    assert!(is_draft(&body.replace("See", "Read")));
}

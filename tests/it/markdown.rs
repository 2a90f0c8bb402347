//! What is wrong within a chapter's text, each with its place and its mend.

use super::parsing::with;
use super::written::expect_findings;
use chapterhouse::parse;

/// The findings in a chapter's text, which begins on line 5.
#[track_caller]
fn expect(text: &str, expected: &str) {
    let files = with(&format!(
        "-- chapters/guidance/safety/chapter.md --\n---\ntitle: Safety\nposition: 1\n---\n{text}\n"
    ));
    expect_findings(&files, &parse::manual(&files).1, expected);
}

#[test]
fn references_that_cannot_be_read() {
    expect(
        "See [[laws:x]], [[A b]], [[law:]] and [[]].\n\n| a | b |\n| - | - |\n| [[x|y]] | z |\n",
        r"
chapters/guidance/safety/chapter.md:5:5 malformed-reference: `[[laws:x]]` is not a reference; the nearest known prefix is `law:` | write `[[law:x]]`
chapters/guidance/safety/chapter.md:5:17 malformed-reference: `[[A b]]` is not a reference | name a chapter by its slug and a heading by its id: lower-case letters, digits and hyphens
chapters/guidance/safety/chapter.md:5:26 malformed-reference: `[[law:]]` does not name a provision | write the id from the register behind `law:`
chapters/guidance/safety/chapter.md:5:39 malformed-reference: `[[` and `]]` hold no reference | write `[[slug]]`, `[[slug#heading]]`, `[[#heading]]`, `[[law:...]]`, `[[term:...]]` or `[[contact:...]]`, with `|` before words of your own
chapters/guidance/safety/chapter.md:9:3 malformed-reference: `[[` does not open a reference | close it with `]]` in the same cell; in a table write the bar before the words as `\|`
",
    );
}

#[test]
fn statements_of_law_without_their_provision() {
    expect(
        "> [!LAW]\n> Words.\n\n> [!LAW] the Act\n",
        r"
chapters/guidance/safety/chapter.md:5:3 statement-without-provision: `[!LAW]` does not say which provision is meant | write the id and nothing else on the first line, as in `> [!LAW] soa-2003/15`, and your own words on the next
chapters/guidance/safety/chapter.md:8:10 statement-without-provision: `the Act` is not the id of a provision | write the id and nothing else on the first line, as in `> [!LAW] soa-2003/15`, and your own words on the next
",
    );
}

#[test]
fn callouts_that_are_none() {
    expect(
        "> [!DANGER]\n> x\n\n> [!NOTE] x\n",
        r"
chapters/guidance/safety/chapter.md:5:3 unknown-callout: `[!DANGER]` is not a kind of callout | use `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]` or `[!LAW]`
chapters/guidance/safety/chapter.md:8:3 unknown-callout: `[!NOTE]` does not make a callout, because it is not alone on its line | put the words on the next line of the quotation
",
    );
}

#[test]
fn html_of_an_editor() {
    expect(
        "a <b>c</b>\n\n<div>\nd\n</div>\n",
        r#"
chapters/guidance/safety/chapter.md:5:3 raw-html: `<b>` is left out; only the text inside it is shown | use Markdown; of HTML only `<abbr title="...">`, `<cite>`, `<kbd>`, `<q>`, `<small>`, `<span lang="...">`, `<sub>`, `<sup>` and `<br>` are known, each closed in the same paragraph
chapters/guidance/safety/chapter.md:7:1 raw-html: the HTML block with `<div>` is left out; only the text inside it is shown | use Markdown; of HTML only `<abbr title="...">`, `<cite>`, `<kbd>`, `<q>`, `<small>`, `<span lang="...">`, `<sub>`, `<sup>` and `<br>` are known, each closed in the same paragraph
"#,
    );
}

#[test]
fn a_comment_that_would_swallow_the_rest() {
    expect(
        "a\n\n  <!-- b\n\n## C {#c}\n\nd\n",
        r"
chapters/guidance/safety/chapter.md:7:3 unclosed-comment: nothing closes this comment, so that what follows it is not shown | write `-->` where the comment ends, or take `<!--` out
",
    );
}

#[test]
fn what_stands_in_braces_behind_a_heading() {
    expect(
        "## A {#a}\n\n## B {#a}\n\n## C {#The-Law}\n\n## D {#fn-1}\n\n## E {#e .wide}\n",
        r"
chapters/guidance/safety/chapter.md:7:7 duplicate-heading-id: another heading of this text already has the id `#a` | give this heading an id of its own
  chapters/guidance/safety/chapter.md:5:7 the id was first used here
chapters/guidance/safety/chapter.md:9:7 malformed-heading-id: `#The-Law` cannot be the id of a heading | use lower-case letters, digits and single hyphens only, as in `{#who-to-tell}`
chapters/guidance/safety/chapter.md:11:7 malformed-heading-id: `#fn-1` cannot be the id of a heading | choose another id: `main`, and those that start with `fn-`, `fnref-` or `change-` and a digit, belong to the page
chapters/guidance/safety/chapter.md:13:10 heading-attribute: `.wide` behind a heading has no effect | remove it: only an id such as `{#who-to-tell}` can stand in the braces
",
    );
}

#[test]
fn addresses_that_run_programs() {
    expect(
        "[a](javascript:alert(1)) ![b](data:image/png;base64,x) [c](//elsewhere)\n",
        r"
chapters/guidance/safety/chapter.md:5:1 unsafe-link: the address `javascript:alert(1)` is not allowed | use an address that starts with `https:`, `mailto:` or `tel:`, or a path to a file of the manual
chapters/guidance/safety/chapter.md:5:26 unsafe-link: the address `data:image/png;base64,x` is not allowed | use an address that starts with `https:`, `mailto:` or `tel:`, or a path to a file of the manual
chapters/guidance/safety/chapter.md:5:56 unsafe-link: the address `//elsewhere` is not allowed | use an address that starts with `https:`, `mailto:` or `tel:`, or a path to a file of the manual
",
    );
}

#[test]
fn footnotes_and_marks_that_do_not_meet() {
    expect(
        "A[^1] b[^2].\n\n[^1]: One.\n\n[^1]: Again.\n\n[^3]: Three.\n",
        r"
chapters/guidance/safety/chapter.md:5:8 missing-footnote: no footnote of this text is called `2` | write the footnote on a line of its own, as in `[^2]: Its words.`
chapters/guidance/safety/chapter.md:9:1 duplicate-footnote: another footnote of this text is already called `1` | give this footnote a label of its own, and use it in its mark
  chapters/guidance/safety/chapter.md:7:1 the label was first used here
chapters/guidance/safety/chapter.md:11:1 unused-footnote: nothing in this text marks the footnote `3` | put `[^3]` where it belongs, or remove the footnote
",
    );
}

#[test]
fn ten_thousand_levels_of_lists_and_styles() {
    expect(
        &format!("{}x", "- ".repeat(10_000)),
        r"
chapters/guidance/safety/chapter.md:5:49 too-deep: this is nested more than 24 levels deep | bring it to a higher level, or remove the marks if they are not meant
",
    );
    expect(
        &format!("{}x{}", "*a ".repeat(10_000), "*".repeat(10_000)),
        r"
chapters/guidance/safety/chapter.md:5:73 too-deep: the mark-up of these words is left out: it is nested more than 24 levels deep | bring it to a higher level, or remove the marks if they are not meant
",
    );
}

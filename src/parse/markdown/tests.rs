//! Tests of the whole parser: each rule with its message and place, and hostile texts.

use super::{RULES, prose};
use crate::finding::Findings;
use crate::prose::{
    Block, BlockKind, Destination, Inline, InlineKind, Prose, Reference, Target, text, walk,
};
use crate::source::path::VPath;
use crate::source::place::Span;
use std::fmt::Write;

fn parse(source: &str) -> (Prose, Findings) {
    let mut findings = Findings::default();
    let file = VPath::new("chapter.md").unwrap();
    let prose = prose(&file, source, Span::new(0, source.len()), &mut findings);
    (prose, findings.sorted())
}

/// The findings, each as `code at "text of its place": message`.
fn told(source: &str) -> String {
    let mut out = String::new();
    for finding in parse(source).1 {
        let place = source.get(finding.place.span.range()).unwrap();
        writeln!(out, "{} at {place:?}: {}", finding.rule.code, finding.message).unwrap();
    }
    out
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let told = told(source);
    assert_eq!(told.lines().collect::<Vec<_>>(), expected, "in {source:?}");
}

fn words(source: &str) -> String {
    text::blocks(&parse(source).0.blocks)
}

fn references(source: &str) -> Vec<(Target, String)> {
    walk::inlines(&parse(source).0)
        .filter_map(|inline| match &inline.kind {
            InlineKind::Reference(Reference { target, words }) => {
                Some((target.clone(), text::inlines(words)))
            }
            _ => None,
        })
        .collect()
}

fn chapter(slug: &str, words: &str) -> (Target, String) {
    (Target::Chapter { slug: slug.to_owned(), heading: None }, words.to_owned())
}

#[test]
fn every_rule_has_a_code_of_its_own() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let n_rules = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), n_rules);
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let source = "---\ntitle: é\n---\nSee **[[bullying|*how*]]**.\n";
    let start = source.find("See").unwrap();
    let file = VPath::new("chapter.md").unwrap();
    let mut findings = Findings::default();
    let prose = prose(&file, source, Span::new(start, source.len()), &mut findings);
    let shown: Vec<&str> =
        walk::inlines(&prose).map(|inline| source.get(inline.span.range()).unwrap()).collect();
    assert_eq!(
        shown,
        ["See ", "**[[bullying|*how*]]**", "[[bullying|*how*]]", "*how*", "how", "."]
    );
    assert_eq!(prose.blocks[0].span, Span::new(start, source.len()));
    assert!(findings.is_empty());
}

#[test]
fn adjacent_text_is_one_node_and_its_span_holds_the_escapes() {
    let source = "a \\* b &amp; [c] <!-- d --> e";
    let (prose, _) = parse(source);
    let BlockKind::Paragraph(run) = &prose.blocks[0].kind else { panic!() };
    let [Inline { kind: InlineKind::Text(text), span }] = &**run else { panic!("{run:?}") };
    assert_eq!(text, "a * b & [c]  e");
    assert_eq!(span.range(), 0..source.len());
}

#[test]
fn references_work_in_headings_emphasis_lists_and_tables() {
    assert_eq!(references("## To [[a]]\n"), [chapter("a", "")]);
    assert_eq!(references("*see **[[a|b *c*]]***\n"), [chapter("a", "b c")]);
    assert_eq!(references("- [[a]]\n- x [[b]]\n"), [chapter("a", ""), chapter("b", "")]);
    let table = "| [[a\\|b]] | [[c]] |\n| - | - |\n| *[[d\\|e f]]* | x |\n";
    assert_eq!(references(table), [chapter("a", "b"), chapter("c", ""), chapter("d", "e f")]);
    check(table, &[]);
    assert_eq!(references("`[[a]]`\n\n    [[a]]\n\n```\n[[a]]\n```\n"), []);
    assert_eq!(references("\\[[a]] \\[\\[a]]"), []);
    assert_eq!(references("[[ a | ]]"), [chapter("a", "")]);
}

#[test]
fn a_malformed_reference_is_told_and_its_words_are_kept() {
    check(
        "See [[laws:x]].",
        &[
            "malformed-reference at \"[[laws:x]]\": `[[laws:x]]` is not a reference; the nearest known prefix is `law:`",
        ],
    );
    check("[[A b]]", &["malformed-reference at \"[[A b]]\": `[[A b]]` is not a reference"]);
    check(
        "[[law:]] [[statute:x]]",
        &[
            "malformed-reference at \"[[law:]]\": `[[law:]]` does not name a provision",
            "malformed-reference at \"[[statute:x]]\": `[[statute:x]]` is not a reference",
        ],
    );
    assert_eq!(words("See [[laws:x|the *law*]] and [[A b]]."), "See the law and A b.");
    check("[[]]", &["malformed-reference at \"[[]]\": `[[` and `]]` hold no reference"]);
    check(
        "x [[|words]]",
        &["malformed-reference at \"[[|words]]\": `[[` and `]]` hold no reference"],
    );
    check("see [[bullying", &["malformed-reference at \"[[\": `[[` does not open a reference"]);
    check("`[[A b]]` \\[[A b]] \\[\\[A b\\]\\]", &[]);
}

#[test]
fn a_bar_that_splits_a_cell_is_told() {
    let source = "| a | b |\n| - | - |\n| [[x|y]] | z |\n";
    check(source, &["malformed-reference at \"[[\": `[[` does not open a reference"]);
    assert!(parse(source).1.iter().next().unwrap().mend.contains("`\\|`"));
}

#[test]
fn a_picture_in_double_brackets_is_a_reference_behind_an_exclamation_mark() {
    assert_eq!(references("![[a]]"), [chapter("a", "")]);
    assert_eq!(words("![[a]]"), "!a");
}

#[test]
fn a_footnote_mark_inside_a_link_goes_behind_it() {
    let (prose, findings) = parse("[[a|b[^1] c]]\n\n[^1]: d\n");
    let BlockKind::Paragraph(run) = &prose.blocks[0].kind else { panic!() };
    assert!(matches!(run[0].kind, InlineKind::Reference(_)), "{run:?}");
    assert!(matches!(run[1].kind, InlineKind::FootnoteMark(_)));
    assert!(findings.is_empty());
}

#[test]
fn a_statement_has_the_id_of_its_provision_and_the_words_of_the_editor() {
    for source in [
        "> [!LAW] soa-2003/15\n> In *short*.\n>\n> More.\n",
        "> [!law]  soa-2003/15  \n> In *short*.\n>\n> More.\n",
    ] {
        let (prose, findings) = parse(source);
        let BlockKind::Statement(provision, blocks) = &prose.blocks[0].kind else {
            panic!("{prose:?}")
        };
        assert_eq!(provision.value, "soa-2003/15");
        assert_eq!(source.get(provision.span.range()), Some("soa-2003/15"));
        assert_eq!(text::blocks(blocks), "In short.\nMore.");
        assert!(findings.is_empty(), "{findings:?}");
    }
    let (prose, _) = parse("- > [!LAW] pca-1978/1\n");
    let kinds: Vec<_> = walk::blocks(&prose).map(|block| &block.kind).collect();
    assert!(matches!(kinds[1], BlockKind::Statement(_, blocks) if blocks.is_empty()));
}

#[test]
fn a_statement_without_a_provision_is_told() {
    check(
        "> [!LAW]\n> Words.\n",
        &[
            "statement-without-provision at \"[!LAW]\": `[!LAW]` does not say which provision is meant",
        ],
    );
    check(
        "> [!LAW] the Act\n",
        &["statement-without-provision at \"the Act\": `the Act` is not the id of a provision"],
    );
    check(
        "> [!LAW] [[law:soa-2003/15]]\n> x\n",
        &[
            "statement-without-provision at \"[[law:soa-2003/15]]\": `[[law:soa-2003/15]]` is not the id of a provision",
        ],
    );
    assert_eq!(words("> [!LAW]\n> Words.\n"), "Words.");
}

#[test]
fn a_quotation_that_looks_like_a_callout_is_told() {
    check(
        "> [!DANGER]\n> x\n",
        &["unknown-callout at \"[!DANGER]\": `[!DANGER]` is not a kind of callout"],
    );
    check(
        "> [!NOTE] x\n",
        &[
            "unknown-callout at \"[!NOTE]\": `[!NOTE]` does not make a callout, because it is not alone on its line",
        ],
    );
    check("> \\[!NOTE] x\n\n> [!x y] z\n\n> [!NOTE]\n> x\n", &[]);
}

#[test]
fn allowed_elements_become_nodes_and_breaks_break() {
    let (prose, findings) = parse("<ABBR title='a &amp; b'>*x*</abbr><br/>y<q>z <kbd>Q</kbd></q>");
    assert!(findings.is_empty(), "{findings:?}");
    let shown: Vec<String> = walk::inlines(&prose)
        .map(|inline| match &inline.kind {
            InlineKind::Element(element) => {
                format!("{}={:?}", element.tag.name(), element.attribute)
            }
            InlineKind::HardBreak => "break".to_owned(),
            InlineKind::Text(text) => text.clone(),
            _ => "*".to_owned(),
        })
        .collect();
    assert_eq!(
        shown,
        ["abbr=Some(\"a & b\")", "*", "x", "break", "y", "q=None", "z ", "kbd=None", "Q"]
    );
}

#[test]
fn other_html_is_told_and_only_its_text_is_kept() {
    let left_out = |tag: &str, place: &str| {
        format!("raw-html at {place:?}: {tag} is left out; only the text inside it is shown")
    };
    check("a <b>c</b> d", &[&left_out("`<b>`", "<b>")]);
    check("<q class=\"x\">c</q>", &[&left_out("`<q>` with such an attribute", "<q class=\"x\">")]);
    check("a <q>c", &[&left_out("`<q>` that nothing closes", "<q>")]);
    check(
        "*a <q>c* d</q>",
        &[
            &left_out("`<q>` that nothing closes", "<q>"),
            &left_out("`</q>` that nothing opens", "</q>"),
        ],
    );
    check(
        "<br class=x> <img src=x onerror=y>",
        &[&left_out("`<br>`", "<br class=x>"), &left_out("`<img>`", "<img src=x onerror=y>")],
    );
    check("a <?php x ?>", &[&left_out("this piece of HTML", "<?php x ?>")]);
    let block = "<div>\n*a*\n</div>\n";
    check(block, &[&left_out("the HTML block with `<div>`", block)]);
    check("a <!-- b --> c\n\n<!-- d -->\n", &[]);
    assert_eq!(words("a <b>c</b> <q>d"), "a c d");
    assert_eq!(words("<div>\n*a*   <i>b</i>\n</div>\n"), "*a* b");
    assert_eq!(words("x <script>alert(1)</script> y"), "x  y");
    assert_eq!(words("<script>\nalert(1)\n</script>\n\n<style>p{}</style>\n\ny"), "y");
    assert_eq!(words("- <div>a\n  </div>\n- b\n"), "a\nb");
}

#[test]
fn a_comment_that_nothing_closes_is_told_where_it_begins() {
    let unclosed = "unclosed-comment at \"<!--\": nothing closes this comment, so that what follows it is not shown";
    for text in [
        "a\n\n<!-- b\n\nc\n",
        "<!-- a -->\n\n<!-- b <!-- c",
        "> <!-- a\n> b\n\nc\n",
        "<!--",
        "<!--- ",
    ] {
        check(text, &[unclosed]);
    }
    let place = |source: &str| parse(source).1.iter().next().map(|found| found.place.span.start);
    assert_eq!(place("<!-- a --> <!-- b <!-- c\n\nd\n"), Some(11));
    assert_eq!(place("- <!-- a -->\n  b\n\n  <!-- c\n"), Some(20));
    assert_eq!(words("<!-- a\n\nb"), "");
    check("<!-->\n\na <!---> b\n\n<!---->\n\n<!-- a -- b --->\n", &[]);
    check("`<!--` and a <!-- b\n\n```\n<!--\n```\n", &[]);
    assert_eq!(words("a <!-- b"), "a <!-- b");
    assert_eq!(words("<!-->a\n\nb"), "a\nb");
}

#[test]
fn crossing_elements_are_closed_in_order() {
    let (prose, findings) = parse("<q>a <sub>b</q> c</sub>");
    assert_eq!(findings.len(), 2);
    assert_eq!(text::blocks(&prose.blocks), "a b c");
}

#[test]
fn only_the_id_of_a_heading_is_kept() {
    let (prose, findings) = parse("# A {#the-law}\n\n## B\n");
    let headings: Vec<(&str, bool)> = walk::blocks(&prose)
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some((&*heading.id, heading.explicit)),
            _ => None,
        })
        .collect();
    assert_eq!(headings, [("the-law", true), ("", false)]);
    assert!(findings.is_empty());
    check(
        "# A {#x .wide onclick=alert(1)}",
        &[
            "heading-attribute at \".wide\": `.wide` behind a heading has no effect",
            "heading-attribute at \"onclick=alert(1)\": `onclick=alert(1)` behind a heading has no effect",
        ],
    );
    for id in ["A", "a--b", "a\"b", "-a", "fn-1"] {
        let message = format!(
            "malformed-heading-id at \"#{}\": `#{id}` cannot be the id of a heading",
            id.escape_debug()
        );
        check(&format!("# x {{#{id}}}"), &[&message]);
    }
    check(
        "# x {#a}\n\n# y {#a}\n",
        &["duplicate-heading-id at \"#a\": another heading of this text already has the id `#a`"],
    );
}

#[test]
fn an_unsafe_address_is_refused_and_told() {
    for address in [
        "javascript:x",
        "JAVASCRIPT:x",
        "javascript&colon;x",
        "java&Tab;script:x",
        "&#106;avascript:x",
        "data:x",
        "//host/x",
    ] {
        let source = format!("[a]({address})");
        let (prose, findings) = parse(&source);
        let inlines: Vec<_> = walk::inlines(&prose).collect();
        assert!(
            matches!(&inlines[0].kind, InlineKind::Link(link) if matches!(link.destination, Destination::Refused(_))),
            "{inlines:?}"
        );
        assert_eq!(findings.iter().next().unwrap().rule.code, "unsafe-link");
    }
    check(
        "![a](vbscript:x)",
        &["unsafe-link at \"![a](vbscript:x)\": the address `vbscript:x` is not allowed"],
    );
    check("<https://a.b> <a@b.cd> [a](../b/chapter.md#c)", &[]);
}

#[test]
fn marks_and_footnotes_must_meet() {
    check("a[^1]\n\n[^1]: b\n", &[]);
    check("a[^N]\n\n[^n]: b\n", &[]);
    check(
        "a[^x] `[^y]` \\[^z]",
        &["missing-footnote at \"[^x]\": no footnote of this text is called `x`"],
    );
    check(
        "a\n\n[^1]: b\n",
        &["unused-footnote at \"[^1]\": nothing in this text marks the footnote `1`"],
    );
    check(
        "a[^1]\n\n[^1]: b\n\n[^1]: c\n",
        &["duplicate-footnote at \"[^1]\": another footnote of this text is already called `1`"],
    );
}

#[test]
fn task_lists_and_tightness_are_known() {
    let (prose, _) = parse("- [ ] a\n- [x] b\n  - c\n\n1. d\n\n2. e\n");
    let lists: Vec<_> = walk::blocks(&prose)
        .filter_map(|block| match &block.kind {
            BlockKind::List(list) => Some((
                list.tight,
                list.start,
                list.items.iter().map(|item| item.task).collect::<Vec<_>>(),
            )),
            _ => None,
        })
        .collect();
    assert_eq!(
        lists,
        [
            (true, None, vec![Some(false), Some(true)]),
            (true, None, vec![None]),
            (false, Some(1), vec![None, None])
        ]
    );
}

#[test]
fn definition_lists_keep_their_terms() {
    let (prose, _) = parse("Term\n: What it *means*\n\nOther\n: First\n: Second\n");
    let BlockKind::Definitions(definitions) = &prose.blocks[0].kind else { panic!("{prose:?}") };
    let n_details: Vec<usize> =
        definitions.iter().map(|definition| definition.details.len()).collect();
    assert_eq!(n_details, [1, 2]);
    assert_eq!(text::blocks(&prose.blocks), "Term\nWhat it means\nOther\nFirst\nSecond");
}

#[test]
fn nesting_has_a_limit_that_is_told() {
    let quotes = |n: usize| format!("{}x\n", ">".repeat(n));
    check(&quotes(24), &[]);
    let (prose, findings) = parse(&quotes(25));
    assert_eq!(text::blocks(&prose.blocks), "");
    let finding = findings.iter().next().unwrap();
    assert_eq!(
        (finding.rule.code, &*finding.message),
        ("too-deep", "this is nested more than 24 levels deep")
    );
    let styles = |n: usize| format!("{}x{}\n", "*a ".repeat(n), "*".repeat(n));
    check(&styles(24), &[]);
    let (prose, findings) = parse(&styles(30));
    assert_eq!(findings.iter().next().unwrap().rule.code, "too-deep");
    assert_eq!(text::blocks(&prose.blocks), format!("{}x", "a ".repeat(30)));
}

fn depth(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Quote(blocks) => 1 + depth(blocks),
            BlockKind::List(list) => {
                1 + list.items.iter().map(|item| depth(&item.blocks)).max().unwrap_or(0)
            }
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "only a clock can tell that a text takes too long")]
fn hostile_texts_end_soon_and_shallow() {
    let hostile = [
        ">".repeat(10_000),
        "> ".repeat(10_000),
        "- ".repeat(10_000),
        (0..1_000).flat_map(|n| [" ".repeat(2 * n), "- x\n".to_owned()]).collect(),
        "1. ".repeat(10_000),
        "*".repeat(1_000_000),
        "*a ".repeat(10_000) + &"*".repeat(10_000),
        "**a ".repeat(10_000) + &"**".repeat(10_000),
        "[".repeat(100_000),
        "]".repeat(100_000),
        "[[".repeat(50_000) + &"]]".repeat(50_000),
        "[^".repeat(100_000),
        "![[".repeat(30_000),
        "[a](".repeat(30_000),
        "<q>".repeat(30_000) + &"</sub>".repeat(30_000),
        "<b>".repeat(30_000) + &"</i>".repeat(30_000),
        "<!--".repeat(30_000),
        "<div ".repeat(30_000),
        "| a ".repeat(10_000),
        "\0".repeat(100_000),
        "a\r\n".repeat(30_000),
        "> [!LAW]\n\n".repeat(3_000),
        "[^1]: ".repeat(10_000),
        "a\n: ".repeat(10_000),
        "`".repeat(100_000),
        "&".repeat(100_000),
        "\\".repeat(100_000),
    ];
    for source in hostile {
        let start = std::time::Instant::now();
        let (prose, _) = parse(&source);
        assert!(depth(&prose.blocks) <= 24);
        let taken = start.elapsed();
        let shown: String = source.chars().take(12).collect();
        assert!(taken.as_secs() < 5, "{shown:?} took {taken:?}");
    }
}

#[test]
fn nul_becomes_the_replacement_character_and_crlf_a_line_end() {
    assert_eq!(words("a\0b"), "a\u{fffd}b");
    assert_eq!(words("a\r\nb\r\n\r\nc\r\n"), "a b\nc");
    let (prose, _) = parse("```\r\na\r\nb\r\n```\r\n");
    let BlockKind::Code(code) = &prose.blocks[0].kind else { panic!() };
    assert_eq!(code.text, "a\nb\n");
}

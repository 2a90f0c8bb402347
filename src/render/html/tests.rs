//! Tests of the whole renderer: what each node becomes, how holes are filled, and that no text of
//! an editor gets out of its place.

use super::{Filler, Labels, escape, fragment, fragment_with_prefix, inlines};
use crate::finding::Findings;
use crate::parse::markdown;
use crate::prose::mentions::Acronym;
use crate::prose::{Prose, Reference, headings, text};
use crate::source::path::VPath;
use crate::source::place::{Span, Spanned};
use proptest::prelude::{Strategy, prop, proptest};
use std::borrow::Cow;

/// Writes holes so that they can be seen.
pub(super) struct Visible;

impl Filler for Visible {
    fn reference(&mut self, out: &mut String, reference: &Reference, words: &str, _: bool) {
        out.push_str("<a class=\"reference\" href=\"r:");
        escape::address(out, text::target_name(&reference.target));
        out.push_str("\">");
        out.push_str(if words.is_empty() { "its title" } else { words });
        out.push_str("</a>");
    }

    fn acronym(&mut self, out: &mut String, acronym: &Acronym) {
        out.push_str(&acronym.word);
    }

    fn path<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        Cow::Owned(format!("/p/{path}"))
    }

    fn picture<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        Cow::Owned(format!("/i/{path}"))
    }

    fn statement(&mut self, out: &mut String, provision: &Spanned<String>) {
        out.push_str("<p>The law: ");
        escape::text(out, &provision.value);
        out.push_str("</p>\n");
    }

    fn section_end(&mut self, out: &mut String, heading: &str) {
        out.push_str("<p>end of ");
        escape::text(out, heading);
        out.push_str("</p>\n");
    }
}

pub(super) fn labels() -> Labels {
    Labels {
        note: "Note".to_owned(),
        tip: "Tip".to_owned(),
        important: "Important".to_owned(),
        warning: "Warning".to_owned(),
        caution: "Caution".to_owned(),
        footnotes: "Footnotes".to_owned(),
        back_to_text: "Back to the text".to_owned(),
        table: "Table".to_owned(),
        done: "Done".to_owned(),
        to_do: "To do".to_owned(),
        ..Labels::default()
    }
}

pub(super) fn parse(source: &str) -> Prose {
    let file = VPath::new("chapter.md").unwrap();
    let span = Span::new(0, source.len());
    let mut prose = markdown::prose(&file, source, span, &mut Findings::default());
    headings::assign_ids(&mut prose);
    prose
}

fn html(source: &str) -> String {
    let mut out = String::new();
    fragment(&parse(source), &labels()).fill(&mut out, &mut Visible);
    out
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(html(source), expected, "from {source:?}");
}

#[test]
fn a_callout_is_a_note_with_its_word() {
    check(
        "> [!WARNING]\n> Act *now*.\n",
        "<div class=\"callout callout-warning\" role=\"note\">\n<p class=\"callout-label\">Warning</p>\n<p>Act <em>now</em>.</p>\n</div>\n",
    );
}

#[test]
fn a_statement_stands_above_the_words_of_the_editor() {
    check(
        "> [!LAW] soa-2003/15\n> In short.\n",
        "<div class=\"statement\">\n<p>The law: soa-2003/15</p>\n<div class=\"statement-words\">\n<p>In short.</p>\n</div>\n</div>\n",
    );
    check(
        "> [!LAW] soa-2003/15\n",
        "<div class=\"statement\">\n<p>The law: soa-2003/15</p>\n</div>\n",
    );
}

#[test]
fn two_columns_are_a_table_three_are_cards_too_and_more_a_region_named_by_the_heading_above() {
    check(
        "## Ages\n\n| App | Age |\n| :-- | --: |\n| *A* | 13 |\n",
        "<h2 id=\"ages\"><a href=\"#ages\">Ages</a></h2>\n<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"align-left\">App</th>\n<th scope=\"col\" class=\"align-right\">Age</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"align-left\"><em>A</em></td>\n<td class=\"align-right\">13</td>\n</tr>\n</tbody>\n</table>\n</div>\n<p>end of ages</p>\n",
    );
    let cards = html("| App | *Age* | |\n| - | - | - |\n| A | 13 | b |\n");
    assert!(cards.starts_with("<div class=\"table stack\">\n<table>"), "{cards}");
    assert!(cards.contains("<td>A</td>\n<td data-label=\"Age\">13</td>\n<td>b</td>"), "{cards}");
    let wide = html("## Ages\n\n| a | b | c | d | e |\n| - | - | - | - | - |\n");
    let region = "<div class=\"table\" role=\"region\" tabindex=\"0\"";
    assert!(wide.contains(&format!("{region} aria-labelledby=\"ages\">")), "{wide}");
    let bare = html("| | b | c | d | Age |\n| - | - | - | - | :-: |\n");
    assert!(bare.starts_with(&format!("{region} aria-label=\"Table\">")), "{bare}");
    assert!(bare.contains("<td></td>\n<th scope=\"col\">b</th>"), "{bare}");
}

#[test]
fn a_heading_with_a_link_in_it_is_none_itself() {
    let heading = html("## See [here](https://example.org/)\n");
    assert!(heading.starts_with("<h2 id=\"see-here\">See <a href=\"https:"), "{heading}");
}

#[test]
fn a_task_says_its_state_in_words() {
    check(
        "- [x] a\n- [ ] b\n",
        "<ul>\n<li class=\"task task-done\"><span class=\"visually-hidden\">Done: </span>a</li>\n<li class=\"task task-to-do\"><span class=\"visually-hidden\">To do: </span>b</li>\n</ul>\n",
    );
}

#[test]
fn footnotes_are_numbered_by_their_first_marks_and_lead_back_to_each() {
    check(
        "a[^z] b[^y] c[^z]\n\n[^y]: Why[^x].\n[^z]: Zed.\n[^x]: Deep.\n\n    - end\n",
        "<p>a<sup class=\"footnote-mark\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> b<sup class=\"footnote-mark\"><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup> c<sup class=\"footnote-mark\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup></p>\n<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n<li id=\"fn-1\">\n<p>Zed. <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"Back to the text (1)\" role=\"doc-backlink\">↩</a> <a class=\"footnote-back\" href=\"#fnref-1-2\" aria-label=\"Back to the text (2)\" role=\"doc-backlink\">↩</a></p>\n</li>\n<li id=\"fn-2\">\n<p>Why<sup class=\"footnote-mark\"><a href=\"#fn-3\" id=\"fnref-3\" role=\"doc-noteref\">3</a></sup>. <a class=\"footnote-back\" href=\"#fnref-2\" aria-label=\"Back to the text\" role=\"doc-backlink\">↩</a></p>\n</li>\n<li id=\"fn-3\">\n<p>Deep.</p>\n<ul>\n<li>end</li>\n</ul>\n<p><a class=\"footnote-back\" href=\"#fnref-3\" aria-label=\"Back to the text\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n</section>\n",
    );
}

#[test]
fn each_heading_has_an_end_before_the_next_of_its_level_or_higher() {
    check(
        "# A\n\n### B\n\n## C\n\nx\n\n## D\n",
        "<h1 id=\"a\"><a href=\"#a\">A</a></h1>\n<h3 id=\"b\"><a href=\"#b\">B</a></h3>\n<p>end of b</p>\n<h2 id=\"c\"><a href=\"#c\">C</a></h2>\n<p>x</p>\n<p>end of c</p>\n<h2 id=\"d\"><a href=\"#d\">D</a></h2>\n<p>end of d</p>\n<p>end of a</p>\n",
    );
}

#[test]
fn the_last_section_ends_before_the_footnotes() {
    let page = html("# A\n\nb[^1]\n\n[^1]: c\n");
    assert!(page.find("end of a") < page.find("class=\"footnotes\""), "{page}");
}

#[test]
fn holes_are_filled_by_the_page() {
    check(
        "[[a|*b* ![c](d.png \"t\")]] [e](../f.md#g) [[term:h]]\n",
        "<p><a class=\"reference\" href=\"r:a\"><em>b</em> <img src=\"/i/d.png\" alt=\"c\" title=\"t\" loading=\"lazy\"></a> <a href=\"/p/../f.md#g\">e</a> <a class=\"reference\" href=\"r:h\">its title</a></p>\n",
    );
}

#[test]
fn a_refused_link_shows_its_words_only() {
    check("[a *b*](javascript:x) ![c](data:x)\n", "<p>a <em>b</em> c</p>\n");
}

#[test]
fn lists_keep_their_start_and_code_its_language() {
    check("7. a\n8. b\n", "<ol start=\"7\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    check(
        "```rust x\na < b\n```\n",
        "<pre><code class=\"language-rust\">a &lt; b\n</code></pre>\n",
    );
}

#[test]
fn definitions_of_one_paragraph_are_tight() {
    check(
        "A\n: b\n\nC\n: d\n\n  e\n",
        "<dl>\n<dt>A</dt>\n<dd>b</dd>\n<dt>C</dt>\n<dd>\n<p>d</p>\n<p>e</p>\n</dd>\n</dl>\n",
    );
}

#[test]
fn allowed_elements_keep_their_attribute() {
    check(
        "<abbr title='\"<x>'>M</abbr> <span lang=cy>Cymru</span> H<sub>2</sub>O<br>x\n",
        "<p><abbr title=\"&quot;&lt;x&gt;\">M</abbr> <span lang=\"cy\">Cymru</span> H<sub>2</sub>O<br>\nx</p>\n",
    );
}

#[test]
fn a_prefix_stands_before_every_id() {
    let prose = parse("## A\n\nb[^1]\n\n| c | d | e | f | g |\n| - | - | - | - | - |\n\n[^1]: d\n");
    let mut out = String::new();
    fragment_with_prefix(&prose, &labels(), "local-").fill(&mut out, &mut Visible);
    let ids: Vec<&str> = out
        .split(['<', '>', ' '])
        .filter(|part| {
            ["id=", "href=", "aria-labelledby="].iter().any(|name| part.starts_with(name))
        })
        .collect();
    assert_eq!(
        ids,
        [
            "id=\"local-a\"",
            "href=\"#local-a\"",
            "href=\"#local-fn-1\"",
            "id=\"local-fnref-1\"",
            "aria-labelledby=\"local-a\"",
            "id=\"local-fn-1\"",
            "href=\"#local-fnref-1\""
        ]
    );
    assert!(out.contains("<p>end of a</p>"));
}

#[test]
fn a_title_is_a_run_of_inlines_without_footnote_marks() {
    let prose = parse("# *A*[^1] & [[b]]\n\n[^1]: c\n");
    let outline = headings::outline(&prose);
    let mut out = String::new();
    inlines(outline[0].content, &Labels::default()).fill(&mut out, &mut Visible);
    assert_eq!(out, "<em>A</em> &amp; <a class=\"reference\" href=\"r:b\">its title</a>");
}

#[test]
fn hostile_nesting_is_rendered_too() {
    for source in
        [">".repeat(10_000), "- ".repeat(10_000), "*a ".repeat(10_000) + &"*".repeat(10_000)]
    {
        assert_well_formed(&html(&source));
    }
}

/// The elements that the renderer may write, and the attributes that they may have.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "aria-labelledby",
    "class",
    "href",
    "id",
    "lang",
    "loading",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
];

/// Every tag is known, has known attributes in double quotes, and closes what it opened.
#[track_caller]
fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or_else(|| panic!("no `>` in {html}"));
        assert!(!words.contains('>'), "a bare `>` in {html}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "`{name}` in {html}");
        assert!(name != "a" || !open.contains(&"a"), "a link in a link in {html}");
        check_attributes(attributes, html);
        if !["br", "hr", "img"].contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open in {html}");
}

#[track_caller]
fn check_attributes(attributes: &str, html: &str) {
    let mut rest = attributes;
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("{rest:?} in {html}"));
        let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{rest:?} in {html}"));
        assert!(ATTRIBUTES.contains(&name.trim()), "`{name}` in {html}");
        let value = value.trim().to_lowercase();
        if ["href", "src"].contains(&name.trim()) {
            let is_known = ["https:", "http:", "mailto:", "tel:", "#", "/p/", "/i/", "r:"]
                .iter()
                .any(|start| value.starts_with(start));
            assert!(is_known, "`{value}` in {html}");
        }
        rest = after;
    }
}

#[rustfmt::skip]
const NASTY: &[&str] = &[
    "<script>", "</script>", "<ScRiPt x>", "alert(1)", "<img src=x onerror=alert(1)>",
    " onclick=x ", "javascript:", "[a](javascript:x)", "[a](JAVASCRIPT&colon;x)",
    "![a](data:text/html,x)", "<a href='javascript:x'>", "</a>", "<svg/onload=x>",
    "<abbr title='", "\"><script>", "<abbr title=\"&quot; onx=1\">", "</abbr>", "<q>", "</q>",
    "<span lang='x' onclick=y>", "</span>", "<sub>", "</sup>", "<br>", "<!--", "-->", "<![CDATA[",
    "]]>", "<style>", "</style>", "<div ", "<div>", "</div>", "[[", "]]", "|", "[[a|", "[[#x]]",
    "[[law:a/1]]", "#", "{#a}", "{onclick=x}", "{#\" onx=\"}", "*", "**", "~~", "_", "`", "```",
    "```\"onx", "[^1]", "[^1]: ", "[", "](", ")", "!", "<https://a.b>", "<javascript:x>",
    "[x]: javascript:y\n", "[x]", "> ", "> [!NOTE]\n", "> [!LAW] ", "- ", "- [x] ", "1. ", "    ",
    "\t", "\n", "\n\n", "\r\n", "\0", "\u{1}", "&lt;", "&#x6a;", "&Tab;", "\\", "|-|-|\n",
    "| a | b |\n", ": ", "a", "é", "---\n", "===\n", "# ", "<", ">", "&", "\"", "'", "=",
];

fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(NASTY);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_of_an_editor_gets_out_of_its_place(source in nasty()) {
        assert_well_formed(&html(&source));
    }

    #[test]
    fn no_text_at_all_breaks_the_parser(source in "\\PC{0,200}") {
        assert_well_formed(&html(&source));
    }
}

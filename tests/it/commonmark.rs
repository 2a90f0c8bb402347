//! The specification suite: every example of CommonMark 0.31.2, and those of GFM for tables,
//! strikethrough and task lists, through our tree to HTML.
//!
//! CommonMark's examples come from the npm package `commonmark-spec`, pinned by
//! `tests/package-lock.json`. No registry carries GFM's own `spec.txt`, so its examples come from
//! the tests that the crate pulldown-cmark publishes, pinned by `Cargo.lock`. That crate writes
//! some of the expected HTML in its own way: see [`normalised`] and [`as_gfm`].
//!
//! Apart from what these two document, the HTML is compared byte for byte. Examples that one of
//! our rules changes are listed with that rule.

use chapterhouse::finding::Findings;
use chapterhouse::parse::markdown;
use chapterhouse::prose::mentions::Acronym;
use chapterhouse::prose::{Reference, Target};
use chapterhouse::render::html::{self, Filler, Labels, escape};
use chapterhouse::source::path::VPath;
use chapterhouse::source::place::{Span, Spanned};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

const HOW_TO_INSTALL: &str = "install it with `npm ci --prefix tests`";

struct Example {
    name: String,
    markdown: String,
    html: String,
}

#[test]
fn every_example_of_commonmark_gives_its_html() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node_modules/commonmark-spec/spec.txt");
    let specification = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("cannot read `{}`: {error}; {HOW_TO_INSTALL}", path.display())
    });
    let examples = commonmark_examples(&specification);
    assert_eq!(examples.len(), 652, "CommonMark 0.31.2 has 652 examples");
    compare(&examples, COMMONMARK_EXCEPTIONS);
}

#[test]
fn every_example_of_gfm_for_what_we_support_gives_its_html() {
    let examples: Vec<Example> = ["gfm_table", "gfm_strikethrough", "gfm_tasklist"]
        .iter()
        .flat_map(|name| gfm_examples(name))
        .collect();
    assert_eq!(examples.len(), 14);
    compare(&examples, &[]);
}

/// Fails on an example that differs and is not listed, and on a listed one that does not differ.
#[track_caller]
fn compare(examples: &[Example], exceptions: &[(&str, &[u16])]) {
    let mut reasons: BTreeMap<String, &str> = BTreeMap::new();
    for (reason, numbers) in exceptions {
        for number in *numbers {
            let before = reasons.insert(number.to_string(), reason);
            assert_eq!(before, None, "example {number} is listed twice");
        }
    }
    let known: BTreeSet<&str> = examples.iter().map(|example| &*example.name).collect();
    let mut faults: Vec<String> = Vec::new();
    for name in reasons.keys().filter(|name| !known.contains(name.as_str())) {
        faults.push(format!("\nexample {name} is listed, but there is none\n"));
    }
    for Example { name, markdown, html } in examples {
        let (expected, found) = (normalised(html), as_gfm(&render(markdown)));
        match (expected == found, reasons.get(name)) {
            (true, Some(reason)) => faults.push(format!(
                "\nexample {name} is listed ({reason}), but gives the HTML of the specification\n"
            )),
            (false, None) => faults.push(format!(
                "\nexample {name} differs\n--- Markdown\n{markdown}\n--- specification\n{expected}\n--- ours\n{found}\n"
            )),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.concat());
}

/// The examples stand between fences of 32 backticks; `→` stands for a tab.
fn commonmark_examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let specification = specification.split("<!-- END TESTS -->").next().unwrap_or_default();
    let opening = format!("\n{fence} example\n");
    let closing = format!("\n{fence}\n");
    let texts = specification.split(&opening).skip(1);
    texts
        .enumerate()
        .map(|(index, text)| {
            let text = format!("\n{}\n", text.split(&closing).next().unwrap_or_default());
            let (markdown, html) = text.split_once("\n.\n").expect("a line with a full stop");
            let markdown = markdown.strip_prefix('\n').unwrap_or_default();
            Example {
                name: (index + 1).to_string(),
                markdown: format!("{}\n", markdown.replace('→', "\t")),
                html: html.replace('→', "\t"),
            }
        })
        .collect()
}

/// The examples stand in raw strings: `let original = r##"..."##; let expected = r##"..."##;`.
fn gfm_examples(name: &str) -> Vec<Example> {
    let path = pulldown_cmark().join("tests/suite").join(name).with_extension("rs");
    let file = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("cannot read `{}`: {error}", path.display()));
    let raw = |text: &str| text.split("\"##").next().unwrap_or_default().to_owned();
    file.split("let original = r##\"")
        .skip(1)
        .enumerate()
        .map(|(index, text)| {
            let (_, html) = text.split_once("let expected = r##\"").expect("an expected text");
            Example { name: format!("{name} {}", index + 1), markdown: raw(text), html: raw(html) }
        })
        .collect()
}

/// Where cargo keeps the source of the locked pulldown-cmark.
fn pulldown_cmark() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .args(["--filter-platform", "host-tuple"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "pulldown-cmark");
    let manifest = package.expect("pulldown-cmark is a dependency")["manifest_path"].as_str();
    Path::new(manifest.expect("a path")).parent().expect("a folder").to_owned()
}

fn render(markdown: &str) -> String {
    let file = VPath::new("chapter.md").unwrap();
    let mut findings = Findings::default();
    let prose = markdown::prose(&file, markdown, Span::new(0, markdown.len()), &mut findings);
    let mut out = String::new();
    html::fragment(&prose, &Labels::default()).fill(&mut out, &mut AsWritten);
    out
}

/// Fills every hole with what was written, so that `[[foo]]`, which is text in the specification
/// and a reference here, compares equal.
struct AsWritten;

impl Filler for AsWritten {
    fn reference(&mut self, out: &mut String, reference: &Reference, words: &str, _: bool) {
        let Target::Chapter { slug, .. } = &reference.target else { return };
        out.push_str("[[");
        escape::text(out, slug);
        out.push_str(words);
        out.push_str("]]");
    }

    fn acronym(&mut self, out: &mut String, acronym: &Acronym) {
        out.push_str(&acronym.word);
    }

    fn path<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(path)
    }

    fn picture<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(path)
    }

    fn statement(&mut self, _: &mut String, _: &Spanned<String>) {}

    fn section_end(&mut self, _: &mut String, _: &str) {}
}

/// The specification writes XHTML's slash in empty elements; we write HTML. Of a table without
/// rows GFM says that it has no `<tbody>`, and so do we; the crate's copy has an empty one.
fn normalised(html: &str) -> String {
    html.replace(" />", ">").replace("<tbody></tbody>\n", "")
}

/// What we add for readers, and the specification does not have: what holds a table, the
/// scope of its headers, the words for the state of a task; and pictures that load when needed.
/// What is struck through is `s`, because `del` says that words are gone from a text.
/// The crate's copy of GFM has alignment as a style, which our content security policy forbids,
/// and a checkbox for a task. What an editor strikes through is `<s>`, no longer right, because the
/// only `<del>` of a page are the marks of amendments: whoever removes them must get the new text.
fn as_gfm(html: &str) -> String {
    html.replace("<div class=\"table\">\n", "")
        .replace("</table>\n</div>\n", "</table>\n")
        .replace(" scope=\"col\"", "")
        .replace(" class=\"align-left\"", " style=\"text-align: left\"")
        .replace(" class=\"align-centre\"", " style=\"text-align: center\"")
        .replace(" class=\"align-right\"", " style=\"text-align: right\"")
        .replace(
            "<li class=\"task task-to-do\"><span class=\"visually-hidden\">: </span>",
            "<li><input disabled=\"\" type=\"checkbox\"/>\n",
        )
        .replace(
            "<li class=\"task task-done\"><span class=\"visually-hidden\">: </span>",
            "<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\n",
        )
        .replace(" loading=\"lazy\">", ">")
        .replace("<s>", "<del>")
        .replace("</s>", "</del>")
}

/// Examples that our rules change: the rule, and the numbers.
#[rustfmt::skip]
const COMMONMARK_EXCEPTIONS: &[(&str, &[u16])] = &[
    ("raw-html: no HTML of an editor gets into the page but a few inline elements", &[
        21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163,
        164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 178, 180, 181, 182, 184,
        185, 186, 187, 188, 189, 190, 191, 201, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614,
        615, 616, 617, 623, 627, 628, 629, 630, 631, 642, 643,
    ]),
    ("comments are for editors, and do not get into the page", &[177, 179, 183, 308, 309, 625, 626]),
    ("unsafe-link: only addresses of the web, of mail and of telephones are links", &[596, 598, 599, 601]),
    ("malformed-reference: double brackets are ours", &[559]),
];

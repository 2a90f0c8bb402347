//! Findings as they are shown, and beside the paragraph to which they belong.

use crate::finding::Finding;
use crate::finding::format::Files;
use crate::render::html::escape;
use crate::render::theme::Theme;
use crate::source::place::line_column;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::Context;

/// By what a block says where in its file it stands: see `render::html::document`.
const PLACE: &str = " data-at=\"";

/// A finding in the words of a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FindingView {
    pub(super) level: &'static str,
    pub(super) code: &'static str,
    /// What is wrong, and how to mend it, as HTML.
    message: String,
    mend: String,
    /// The file, the line and the column.
    pub(super) at: String,
}

impl FindingView {
    pub(super) fn new(finding: &Finding, files: Files<'_>) -> Self {
        let place = &finding.place;
        let text = files.tree.text(&place.file).unwrap_or_default();
        let at = line_column(text, place.span.start);
        Self {
            level: finding.level.as_str(),
            code: finding.rule.code,
            message: coded(&finding.message),
            mend: coded(&finding.mend),
            at: format!("{}{}:{}:{}", files.prefix, place.file, at.line, at.column),
        }
    }
}

/// Words as HTML, in which what stands between backticks is code.
pub(super) fn coded(words: &str) -> String {
    let mut html = String::new();
    let mut parts = words.split('`').enumerate().peekable();
    while let Some((n, part)) = parts.next() {
        // A backtick without another is one.
        let is_code = n % 2 == 1 && parts.peek().is_some();
        html.push_str(match (is_code, n % 2) {
            (true, _) => "<code>",
            (false, 1) => "`",
            _ => "",
        });
        escape::text(&mut html, part);
        html.push_str(if is_code { "</code>" } else { "" });
    }
    html
}

/// Findings as a page shows them.
pub(super) fn views_of<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    files: Files<'_>,
) -> Vec<FindingView> {
    findings.map(|finding| FindingView::new(finding, files)).collect()
}

/// Puts a note before each block to which findings belong, and takes out where blocks stand.
pub(super) fn place(html: &str, findings: &[&Finding], files: Files<'_>, desk: &Theme) -> String {
    let mut at_block: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    let blocks = blocks(html);
    for finding in findings {
        let start = finding.place.span.start;
        let own = blocks.iter().filter(|block| block.file == finding.place.file.as_str());
        let above = own.clone().filter(|block| block.at <= start).max_by_key(|block| block.at);
        if let Some(block) = above.or_else(|| own.min_by_key(|block| block.at)) {
            at_block.entry(block.tag).or_default().push(finding);
        }
    }
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for block in &blocks {
        out.push_str(html.get(from..block.tag).unwrap_or_default());
        for finding in at_block.get(&block.tag).into_iter().flatten() {
            out.push_str(&note(finding, files, desk));
        }
        out.push_str(html.get(block.tag..block.place).unwrap_or_default());
        from = block.end;
    }
    out.push_str(html.get(from..).unwrap_or_default());
    out
}

fn note(finding: &Finding, files: Files<'_>, desk: &Theme) -> String {
    let mut context = Context::new();
    let view = tera::Value::from_serializable(&FindingView::new(finding, files));
    context.insert_value("page", view);
    desk.render("note.html", &context).unwrap_or_default()
}

/// A block of a text in a page.
struct Block<'h> {
    /// Where its tag begins.
    tag: usize,
    /// Where it says where it stands, from the first byte of that to the first after it.
    place: usize,
    end: usize,
    /// Where it stands.
    file: &'h str,
    at: u32,
}

fn blocks(html: &str) -> Vec<Block<'_>> {
    let found = html.match_indices(PLACE).filter_map(|(place, _)| {
        let start = place + PLACE.len();
        let length = html.get(start..)?.find('"')?;
        let (file, at) = html.get(start..start + length)?.rsplit_once(' ')?;
        let tag = html.get(..place)?.rfind('<')?;
        Some(Block { tag, place, end: start + length + 1, file, at: at.parse().ok()? })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::{coded, place};
    use crate::edge::theme;
    use crate::finding::format::Files;
    use crate::finding::{Finding, Level, Rule};
    use crate::source::path::VPath;
    use crate::source::place::{Place, Span};
    use crate::source::tree::FileTree;

    static RULE: Rule = Rule { code: "a-rule", level: Level::Error, what: "", why: "", mend: "" };

    const PAGE: &str = "<main><article>\
        <p data-at=\"a.md 10\">One</p><h2 data-at=\"a.md 20\" id=\"x\">Two</h2>\
        <p data-at=\"b.md 5\">Three</p></article></main>";

    /// The page with findings at these bytes of `a.md`, each note as `[message]`.
    fn noted(at: &[usize]) -> String {
        let file = VPath::new("a.md").unwrap();
        let found = at.iter().map(|at| {
            let place = Place::new(&file, Span::new(*at, at + 1));
            Finding::new(&RULE, place, format!("at <{at}>"), "mend it")
        });
        let found: Vec<Finding> = found.collect();
        let found: Vec<&Finding> = found.iter().collect();
        let tree: FileTree =
            [(file.clone(), b"0123456789\nabc\n".as_slice())].into_iter().collect();
        let html = place(PAGE, &found, Files { tree: &tree, prefix: "m/" }, &theme::desk("en"));
        let mut out = String::new();
        let mut rest = html.as_str();
        while let Some((before, note)) = rest.split_once("<div class=\"desk-note") {
            let (note, after) = note.split_once("</div>").unwrap();
            let words = note.split_once("</strong> ").unwrap().1.split_once(".</p>").unwrap().0;
            out.extend([before, "[", words, "]"]);
            rest = after.trim_start();
        }
        out + rest
    }

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(coded("a `<b>` c"), "a <code>&lt;b&gt;</code> c");
        assert_eq!(coded("`a``b` ` c"), "<code>a</code><code>b</code> ` c");
        assert_eq!(coded("none"), "none");
    }

    #[test]
    fn where_blocks_stand_is_taken_out() {
        let plain = "<main><article><p>One</p><h2 id=\"x\">Two</h2><p>Three</p></article></main>";
        assert_eq!(noted(&[]), plain);
    }

    #[test]
    fn a_note_stands_before_the_block_in_which_its_finding_is() {
        let is = |html: &str| format!("<main><article>{html}<p>Three</p></article></main>");
        let (one, two) = ("<p>One</p>", "<h2 id=\"x\">Two</h2>");
        assert_eq!(noted(&[15]), is(&format!("[at &lt;15&gt;]{one}{two}")));
        assert_eq!(noted(&[20, 99]), is(&format!("{one}[at &lt;20&gt;][at &lt;99&gt;]{two}")));
        // What is wrong above all blocks, in front matter, is told at the first.
        assert_eq!(noted(&[0]), is(&format!("[at &lt;0&gt;]{one}{two}")));
    }
}

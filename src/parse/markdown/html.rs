//! HTML that an editor writes between Markdown: a few inline elements are understood, the rest is
//! reported and left out. What stands between the tags is kept as text, except for programs and styles.

use super::comments;
use super::tree::{Builder, Kind};
use crate::finding::{Finding, Level, Rule};
use crate::prose::{Block, BlockKind, Element, Inline, InlineKind, Tag};
use crate::source::place::{Place, Span};

/// HTML that is not on the short list.
pub static RAW_HTML: Rule = Rule {
    code: "raw-html",
    level: Level::Warning,
    what: "The text holds HTML other than the few inline elements that are allowed.",
    why: "Print, PDF, search and screen readers get the same text as the page only if all of it is Markdown.",
    mend: "Use Markdown; of HTML only a few inline elements are known, which the message lists.",
};

/// Makes the finding for HTML that is left out.
pub fn raw_html(place: Place, what: &str) -> Finding {
    Finding::new(
        &RAW_HTML,
        place,
        format!("{what} is left out; only the text inside it is shown"),
        "use Markdown; of HTML only `<abbr title=\"...\">`, `<cite>`, `<kbd>`, `<q>`, `<small>`, `<span lang=\"...\">`, `<sub>`, `<sup>` and `<br>` are known, each closed in the same paragraph",
    )
}

/// A piece of markup, from `<` to `>`.
#[derive(Debug, PartialEq, Eq)]
enum Markup<'t> {
    Open {
        name: &'t str,
        attributes: &'t str,
    },
    Close {
        name: &'t str,
    },
    Comment,
    /// A processing instruction, a declaration or CDATA.
    Other,
}

impl<'t> Markup<'t> {
    fn read(markup: &'t str) -> Self {
        if markup.starts_with("<!--") {
            return Self::Comment;
        }
        let inside = markup.strip_prefix('<').unwrap_or(markup);
        let inside = inside.strip_suffix('>').unwrap_or(inside);
        let (is_close, inside) =
            inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
        let name_end =
            inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inside.len());
        match inside.split_at_checked(name_end) {
            Some(("", _)) | None => Self::Other,
            Some((name, _)) if is_close => Self::Close { name },
            Some((name, attributes)) => Self::Open { name, attributes },
        }
    }
}

fn allowed_tag(name: &str) -> Option<Tag> {
    Tag::ALL.into_iter().find(|tag| tag.name().eq_ignore_ascii_case(name))
}

/// Elements that have no content and no closing tag.
fn is_void(name: &str) -> bool {
    const VOID: [&str; 13] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    ];
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

/// Elements whose content is not for readers.
fn hides_content(name: &str) -> bool {
    name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style")
}

/// The value of the one attribute that the tag may have; `Err` if there is any other.
fn attribute(tag: Tag, attributes: &str) -> Result<Option<String>, ()> {
    let attributes = attributes.trim();
    if attributes.is_empty() {
        return Ok(None);
    }
    let name_end =
        attributes.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(attributes.len());
    let (name, rest) = attributes.split_at_checked(name_end).ok_or(())?;
    if !tag.attribute().is_some_and(|known| known.eq_ignore_ascii_case(name)) {
        return Err(());
    }
    let value = rest.trim_start().strip_prefix('=').ok_or(())?.trim_start();
    let quoted = |quote| {
        value
            .strip_prefix(quote)
            .and_then(|value| value.strip_suffix(quote))
            .filter(|value| !value.contains(quote))
    };
    match quoted('"').or_else(|| quoted('\'')) {
        Some(value) => Ok(Some(decoded(value))),
        None if value.contains(['"', '\'', '/']) || value.contains(char::is_whitespace) => Err(()),
        None => Ok(Some(decoded(value))),
    }
}

/// A text of HTML with its character references replaced. A name that is not known stays as it is.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let known = part.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest)));
        if let Some((character, rest)) = known {
            out.push(character);
            out.push_str(rest);
        } else {
            out.push('&');
            out.push_str(part);
        }
    }
    out
}

fn entity(name: &str) -> Option<char> {
    let number = |text: &str, radix| {
        let code = u32::from_str_radix(text, radix).ok()?;
        char::from_u32(code).filter(|c| !c.is_control())
    };
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(hex.get(1..)?, 16),
            decimal => number(decimal, 10),
        },
    }
}

impl Builder<'_> {
    /// An inline tag, comment or other piece of markup.
    pub(super) fn inline_html(&mut self, markup: &str, span: Span) {
        match Markup::read(markup) {
            Markup::Comment => {}
            Markup::Other => self.report_html(span, "this piece of HTML"),
            Markup::Close { name } => self.close_element(name, span),
            Markup::Open { name, attributes } => self.open_element(name, attributes, span),
        }
    }

    fn open_element(&mut self, name: &str, attributes: &str, span: Span) {
        if name.eq_ignore_ascii_case("br") && attributes.trim().trim_start_matches('/').is_empty() {
            return self.leaf(InlineKind::HardBreak, span);
        }
        if let Some(tag) = allowed_tag(name)
            && let Ok(attribute) = attribute(tag, attributes)
        {
            return self.open_markup(Kind::Element { tag, attribute }, span);
        }
        let what = match allowed_tag(name) {
            Some(tag) => format!("`<{}>` with such an attribute", tag.name()),
            None => format!("`<{}>`", name.to_lowercase()),
        };
        self.report_html(span, &what);
        if !is_void(name) && !attributes.ends_with('/') {
            self.open_markup(Kind::Unknown { name: name.to_lowercase() }, span);
        }
    }

    fn close_element(&mut self, name: &str, span: Span) {
        let is_it = |kind: &Kind| match kind {
            Kind::Element { tag, .. } => tag.name().eq_ignore_ascii_case(name),
            Kind::Unknown { name: open } => open.eq_ignore_ascii_case(name),
            _ => false,
        };
        let Some(n_inner) = self.open_markups().position(is_it) else {
            return self
                .report_html(span, &format!("`</{}>` that nothing opens", name.to_lowercase()));
        };
        for _ in 0..n_inner {
            self.close_unclosed();
        }
        let frame = self.close();
        let span = frame.span.to(span);
        match frame.kind {
            Kind::Element { tag, attribute } => {
                let element = Element { tag, attribute, content: frame.inlines };
                self.push_inline(Inline { span, kind: InlineKind::Element(element) });
            }
            Kind::Unknown { name } if hides_content(&name) => {}
            _ => self.splice(frame.inlines),
        }
    }

    /// Ends an element that was opened in this run of inlines and never closed.
    pub(super) fn close_unclosed(&mut self) {
        let frame = self.close();
        if let Kind::Element { tag, .. } = &frame.kind {
            self.report_html(frame.span, &format!("`<{}>` that nothing closes", tag.name()));
        }
        self.splice(frame.inlines);
    }

    /// A block of HTML: reported once, and its text kept as a paragraph.
    pub(super) fn html_block(&mut self, html: &str, span: Span) {
        let block = HtmlBlock::read(html);
        if let Some(what) = block.what {
            self.report_html(span, &what);
        }
        if let Some(n_before) = block.unclosed {
            let source = self.origin.source.get(span.range()).unwrap_or_default();
            let at = source.match_indices("<!--").nth(n_before).map_or(0, |(at, _)| at);
            let open = Span::new(at, at + "<!--".len()).shifted(span.start as usize);
            self.report(comments::unclosed_comment(self.place(open)));
        }
        let text = decoded(&block.text);
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        if !words.is_empty() {
            let inline = Inline {
                span,
                kind: InlineKind::Text(super::tree::clean(&words.join(" ")).into_owned()),
            };
            self.push_block(Block { span, kind: BlockKind::Paragraph(vec![inline]) });
        }
    }

    fn report_html(&mut self, span: Span, what: &str) {
        let finding = raw_html(self.place(span), what);
        self.report(finding);
    }
}

/// What a block of HTML comes to.
#[derive(Debug, Default, PartialEq, Eq)]
struct HtmlBlock {
    /// What is reported: nothing if the block is only comments.
    what: Option<String>,
    /// The text between the tags.
    text: String,
    /// How many `<!--` stand before the one that nothing closes, if there is one.
    unclosed: Option<usize>,
}

impl HtmlBlock {
    fn read(html: &str) -> Self {
        let mut block = Self::default();
        let mut rest = html;
        while let Some((text, markup)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
            block.text.push_str(text);
            if markup.starts_with("<!--") && comments::length(markup).is_none() {
                let before = html.get(..html.len() - markup.len()).unwrap_or_default();
                block.unclosed = Some(before.matches("<!--").count());
            }
            rest = block.skip(markup);
        }
        block.text.push_str(rest);
        block
    }

    /// Skips one piece of markup and returns what follows it.
    fn skip<'t>(&mut self, markup: &'t str) -> &'t str {
        let after = |end: &str| markup.split_once(end).map_or("", |(_, rest)| rest);
        if markup.starts_with("<!--") {
            return comments::length(markup).and_then(|end| markup.get(end..)).unwrap_or("");
        }
        if markup.starts_with("<![CDATA[") {
            self.found("this piece of HTML");
            return after("]]>");
        }
        let is_markup = markup
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !is_markup {
            self.text.push('<');
            return markup.get(1..).unwrap_or_default();
        }
        let end = tag_end(markup);
        let Some((tag, rest)) = markup.split_at_checked(end) else { return "" };
        match Markup::read(tag) {
            Markup::Open { name, .. } => {
                self.found(&format!("`<{}>`", name.to_lowercase()));
                self.text.push(' ');
                if hides_content(name) { after_closing_tag(rest, name) } else { rest }
            }
            Markup::Close { name } => {
                self.found(&format!("`</{}>`", name.to_lowercase()));
                self.text.push(' ');
                rest
            }
            Markup::Comment | Markup::Other => {
                self.found("this piece of HTML");
                rest
            }
        }
    }

    fn found(&mut self, what: &str) {
        self.what.get_or_insert_with(|| format!("the HTML block with {what}"));
    }
}

/// The byte after the `>` that ends a tag; one inside quotes does not.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn after_closing_tag<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::{HtmlBlock, attribute, decoded};
    use crate::prose::Tag;

    #[test]
    fn a_tag_has_its_own_attribute_and_no_other() {
        assert_eq!(attribute(Tag::Abbr, " title=\"a &amp; b\""), Ok(Some("a & b".to_owned())));
        assert_eq!(attribute(Tag::Span, " LANG = 'cy' "), Ok(Some("cy".to_owned())));
        assert_eq!(attribute(Tag::Span, " lang=cy"), Ok(Some("cy".to_owned())));
        assert_eq!(attribute(Tag::Q, " "), Ok(None));
        for text in
            [" onclick=\"x\"", " title=\"a\" onclick=\"b\"", " title", " title=a onclick=b", "/"]
        {
            assert_eq!(attribute(Tag::Abbr, text), Err(()), "{text}");
        }
        assert_eq!(attribute(Tag::Kbd, " title=\"a\""), Err(()));
    }

    #[test]
    fn character_references_are_read_and_unknown_ones_kept() {
        assert_eq!(
            decoded("&lt;b&gt; &#233;&#xe9; &nosuch; & &#0; &#x110000;"),
            "<b> éé &nosuch; & &#0; &#x110000;"
        );
    }

    #[test]
    fn a_block_gives_its_text_and_names_its_first_tag() {
        let read = |html: &str| {
            let block = HtmlBlock::read(html);
            (block.what, block.text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let what = |tag: &str| Some(format!("the HTML block with {tag}"));
        assert_eq!(
            read("<div class='>'>a<b>c</b>\n1 < 2</div>"),
            (what("`<div>`"), "a c 1 < 2".to_owned())
        );
        assert_eq!(read("<!-- <b> -->\n"), (None, String::new()));
        assert_eq!(read("<SCRIPT>alert('</b>')</script >x"), (what("`<script>`"), "x".to_owned()));
        assert_eq!(read("<style>p{}"), (what("`<style>`"), String::new()));
        assert_eq!(read("<?php echo ?>x"), (what("this piece of HTML"), "x".to_owned()));
    }
}

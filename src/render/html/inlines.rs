//! Inlines to HTML.

use super::writer::Writer;
use super::{Hole, escape};
use crate::prose::mentions::cut_at;
use crate::prose::{Destination, Element, Image, Inline, InlineKind, Link, Reference, Style};
use crate::source::place::Span;

impl<'p> Writer<'p, '_> {
    /// A run of inlines.
    pub(super) fn inlines(&mut self, run: &'p [Inline]) {
        for inline in run {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'p Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.words(text, inline.span),
            InlineKind::Code(code) => {
                self.push("<code>");
                self.escaped(code);
                self.push("</code>");
            }
            InlineKind::Styled(style, content) => self.element(style_name(*style), content),
            InlineKind::Element(element) => self.allowed_element(element),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => self.image(image),
            InlineKind::FootnoteMark(label) => self.footnote_mark(label),
            InlineKind::Reference(reference) => self.reference(reference, inline.span),
            InlineKind::SoftBreak => self.push("\n"),
            InlineKind::HardBreak => self.push("<br>\n"),
            InlineKind::Marked(mark, content) => {
                self.marked(mark, |writer| writer.inlines(content));
            }
        }
    }

    /// Words, cut where an acronym is to be explained.
    fn words(&mut self, text: &str, span: Span) {
        let (parts, rest) = cut_at(text, span, &self.acronyms);
        for (before, acronym) in parts {
            self.escaped(before);
            self.hole(Hole::Acronym(acronym));
        }
        self.escaped(rest);
    }

    fn element(&mut self, name: &str, content: &'p [Inline]) {
        self.push("<");
        self.push(name);
        self.push(">");
        self.inlines(content);
        self.close(name);
    }

    fn close(&mut self, name: &str) {
        self.push("</");
        self.push(name);
        self.push(">");
    }

    fn allowed_element(&mut self, element: &'p Element) {
        let name = element.tag.name();
        self.push("<");
        self.push(name);
        if let (Some(attribute), Some(value)) = (element.tag.attribute(), &element.attribute) {
            self.attribute(attribute, value);
        }
        self.push(">");
        self.inlines(&element.content);
        self.close(name);
    }

    fn link(&mut self, link: &'p Link) {
        self.push_opened_link(link);
        self.inlines(&link.content);
        if !matches!(link.destination, Destination::Refused(_)) {
            self.push("</a>");
        }
    }

    fn push_opened_link(&mut self, link: &'p Link) {
        match &link.destination {
            Destination::Web(address) => {
                self.push("<a href=\"");
                escape::address(&mut self.html, address);
            }
            Destination::Path(path) => {
                self.push("<a href=\"");
                self.hole(Hole::Path(path));
            }
            Destination::Refused(_) => return,
        }
        self.push("\"");
        self.title(&link.title);
        self.push(">");
    }

    fn image(&mut self, image: &'p Image) {
        match &image.destination {
            Destination::Web(address) => {
                self.push("<img src=\"");
                escape::address(&mut self.html, address);
            }
            Destination::Path(path) => {
                self.push("<img src=\"");
                self.hole(Hole::Picture(path));
            }
            Destination::Refused(_) => return self.escaped(&image.alt),
        }
        self.push("\"");
        self.attribute("alt", &image.alt);
        self.title(&image.title);
        self.push(" loading=\"lazy\">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }

    /// The words are rendered into a fragment of their own, for the page to put into its link.
    fn reference(&mut self, reference: &'p Reference, span: Span) {
        let outer = (std::mem::take(&mut self.html), std::mem::take(&mut self.holes));
        self.inlines(&reference.words);
        let html = std::mem::replace(&mut self.html, outer.0);
        let holes = std::mem::replace(&mut self.holes, outer.1);
        let is_first = self.citations.contains(&span);
        self.hole(Hole::Reference(reference, super::Fragment { html, holes }, is_first));
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        // Not `del`, which says that words stand in the old text only.
        Style::Strikethrough => "s",
    }
}

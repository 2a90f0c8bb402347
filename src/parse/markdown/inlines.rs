//! Inlines: what opens each, and what it becomes when it closes.

use super::references::{malformed_reference, target};
use super::tree::{Builder, Frame, Kind, MAX_DEPTH, clean};
use crate::prose::{Image, Inline, InlineKind, Link, Reference, Style, text};
use crate::source::place::Span;
use pulldown_cmark::{LinkType, Tag as Start};
use std::borrow::Cow;

impl Builder<'_> {
    pub(super) fn start(&mut self, tag: Start<'_>, span: Span) {
        match tag {
            Start::Emphasis => self.open_inline(Kind::Styled(Style::Emphasis), span),
            Start::Strong => self.open_inline(Kind::Styled(Style::Strong), span),
            Start::Strikethrough => self.open_inline(Kind::Styled(Style::Strikethrough), span),
            // Neither option is on; should it ever be, the words stay.
            Start::Superscript | Start::Subscript => self.flattened += 1,
            Start::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                self.open_reference(&dest_url, has_pothole, span);
            }
            Start::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                let bang = Span { end: span.start + 1, ..span };
                self.text("!", bang);
                self.open_reference(&dest_url, has_pothole, Span { start: bang.end, ..span });
            }
            Start::Link { link_type, dest_url, title, .. } => {
                let address = if link_type == LinkType::Email {
                    Cow::Owned(format!("mailto:{dest_url}"))
                } else {
                    Cow::Borrowed(&*dest_url)
                };
                self.open_link(&address, &title, span);
            }
            Start::Image { dest_url, title, .. } => {
                let destination = self.destination(&dest_url, span);
                self.open_inline(Kind::Image(destination, clean(&title).into_owned()), span);
            }
            block => self.start_block(block, span),
        }
    }

    /// Opens an inline, unless that would be nested too deeply.
    pub(super) fn open_inline(&mut self, kind: Kind, span: Span) {
        if self.flattened > 0 || self.n_open_inlines >= MAX_DEPTH {
            self.report_depth("the mark-up of these words is left out: it is", span);
            self.flattened += 1;
            return;
        }
        self.open_words(span);
        self.n_open_inlines += 1;
        self.open(kind, span);
    }

    /// Opens an HTML element, which may or may not be closed.
    pub(super) fn open_markup(&mut self, kind: Kind, span: Span) {
        if self.flattened > 0 || self.n_open_inlines >= MAX_DEPTH {
            return self.report_depth("the mark-up of these words is left out: it is", span);
        }
        self.open_words(span);
        self.n_open_inlines += 1;
        self.open(kind, span);
    }

    pub(super) fn open_link(&mut self, address: &str, title: &str, span: Span) {
        let destination = self.destination(address, span);
        if self.is_in_link() {
            // An address in angle brackets inside the words of a link: its words say where it leads.
            self.flattened += 1;
            return;
        }
        self.open_inline(Kind::Link(destination, clean(title).into_owned()), span);
    }

    pub(super) fn open_reference(&mut self, written: &str, has_words: bool, span: Span) {
        let written = if self.in_cell && has_words {
            written.strip_suffix('\\').unwrap_or(written)
        } else {
            written
        };
        self.open_inline(Kind::Reference { written: written.trim().to_owned(), has_words }, span);
    }

    pub(super) fn is_in_link(&self) -> bool {
        self.current.kind.is_link()
            || self.around.iter().rev().take(self.n_open_inlines).any(|frame| frame.kind.is_link())
    }

    /// The HTML elements that are open in this run of inlines, innermost first.
    pub(super) fn open_markups(&self) -> impl Iterator<Item = &Kind> {
        std::iter::once(&self.current)
            .chain(self.around.iter().rev())
            .map(|frame| &frame.kind)
            .take_while(|kind| kind.is_markup())
    }

    pub(super) fn finish_inline(&mut self, frame: Frame) {
        let Frame { span, kind, inlines, .. } = frame;
        let kind = match kind {
            Kind::Styled(style) => InlineKind::Styled(style, inlines),
            Kind::Link(destination, title) => {
                InlineKind::Link(Link { destination, title, content: inlines })
            }
            Kind::Image(destination, title) => {
                InlineKind::Image(Image { destination, title, alt: text::inlines(&inlines) })
            }
            Kind::Reference { written, has_words } => {
                return self.finish_reference(&written, has_words.then_some(inlines), span);
            }
            _ => return self.splice(inlines),
        };
        self.push_inline(Inline { span, kind });
    }

    pub(super) fn finish_reference(
        &mut self,
        written: &str,
        words: Option<Vec<Inline>>,
        span: Span,
    ) {
        if let Some(target) = target(written) {
            let words = words.filter(|words| !is_blank(words)).unwrap_or_default();
            let reference = Reference { target, words };
            return self.push_inline(Inline { span, kind: InlineKind::Reference(reference) });
        }
        let finding = malformed_reference(self.place(span), written);
        self.report(finding);
        if let Some(words) = words {
            self.splice(words);
        } else {
            self.text(written, Span { start: span.start + 2, end: span.end.saturating_sub(2) });
        }
    }

    pub(super) fn text(&mut self, text: &str, span: Span) {
        if let Kind::Code(code) = &mut self.current.kind {
            code.text.push_str(&clean(text));
            return;
        }
        self.open_words(span);
        let last = self.current.inlines.last_mut();
        if let Some(Inline { span: before, kind: InlineKind::Text(written) }) = last {
            written.push_str(&clean(text));
            *before = before.to(span);
        } else {
            let kind = InlineKind::Text(clean(text).into_owned());
            self.current.inlines.push(Inline { span, kind });
        }
    }

    /// Adds an inline that holds no others.
    pub(super) fn leaf(&mut self, kind: InlineKind, span: Span) {
        self.open_words(span);
        self.current.inlines.push(Inline { span, kind });
    }

    pub(super) fn footnote_mark(&mut self, label: &str, span: Span) {
        let kind = InlineKind::FootnoteMark(self.mark_footnote(label));
        if self.is_in_link() {
            self.marks_after_link.push(Inline { span, kind });
        } else {
            self.leaf(kind, span);
        }
    }

    /// Adds an inline; text joins the text before it.
    pub(super) fn push_inline(&mut self, inline: Inline) {
        match inline.kind {
            InlineKind::Text(text) => self.text(&text, inline.span),
            kind => self.leaf(kind, inline.span),
        }
    }

    /// Adds inlines whose mark-up is left out.
    pub(super) fn splice(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            self.push_inline(inline);
        }
    }
}

/// Whether a bar has nothing but space behind it.
fn is_blank(words: &[Inline]) -> bool {
    words
        .iter()
        .all(|inline| matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()))
}

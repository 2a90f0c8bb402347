//! Events to tree: a stack of what is open, and what is done when each of it closes.
//!
//! The stack is bounded: blocks nested too deeply are left out and reported, and inlines nested
//! too deeply lose their mark-up but keep their words. So no later stage can exhaust its stack.

use super::footnotes::Seen;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::prose::{
    Block, BlockKind, CalloutKind, CodeBlock, Definition, Destination, Inline, InlineKind, List,
    Prose, Style, Table, Tag,
};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use pulldown_cmark::Event;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Blocks inside blocks inside blocks.
pub static TOO_DEEP: Rule = Rule {
    code: "too-deep",
    level: Level::Error,
    what: "Lists, quotations or styles are nested in each other more than 24 levels deep.",
    why: "No reader can follow it, and what is nested deeper is not shown.",
    mend: "Bring it to a higher level, or remove the marks if they are not meant.",
};

pub(super) const MAX_DEPTH: usize = 24;

/// Makes the finding for content that is nested too deeply.
pub fn too_deep(place: Place, what: &str) -> Finding {
    Finding::new(
        &TOO_DEEP,
        place,
        format!("{what} nested more than {MAX_DEPTH} levels deep"),
        "bring it to a higher level, or remove the marks if they are not meant",
    )
}

/// Where the text comes from.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) file: &'a VPath,
    /// The whole file.
    pub(super) source: &'a str,
    /// Where the text starts in it.
    pub(super) offset: usize,
}

/// What is open, and what of it is already known.
#[derive(Debug, Default)]
pub(super) enum Kind {
    #[default]
    Root,
    Quote(Option<CalloutKind>),
    List(List),
    Item(Option<bool>),
    Footnote(String),
    Definitions(Vec<Definition>),
    Term,
    Detail,
    /// Implicit if Markdown opened none: the words of a tight list's item.
    Paragraph {
        implicit: bool,
    },
    Heading {
        level: u8,
        id: Option<String>,
    },
    Code(CodeBlock),
    Html(String),
    Table(Table),
    Row {
        is_head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Styled(Style),
    Link(Destination, String),
    Image(Destination, String),
    Reference {
        written: String,
        has_words: bool,
    },
    Element {
        tag: Tag,
        attribute: Option<String>,
    },
    /// An HTML element that is left out when it closes.
    Unknown {
        name: String,
    },
}

impl Kind {
    pub(super) fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Self::Root | Self::Quote(_) | Self::Item(_) | Self::Footnote(_) | Self::Detail
        )
    }

    pub(super) fn is_markup(&self) -> bool {
        matches!(self, Self::Element { .. } | Self::Unknown { .. })
    }

    pub(super) fn is_link(&self) -> bool {
        matches!(self, Self::Link(..) | Self::Reference { .. })
    }
}

/// Something open, with what it holds so far.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

/// Builds the tree from events.
pub(super) struct Builder<'a> {
    pub(super) origin: Origin<'a>,
    findings: &'a mut Findings,
    /// The innermost open thing; those around it are in `around`, outermost first.
    pub(super) current: Frame,
    pub(super) around: Vec<Frame>,
    n_open_blocks: usize,
    pub(super) n_open_inlines: usize,
    /// Open events below a block that is left out; 0 if none is.
    pub(super) skipping: usize,
    /// Open inline events whose mark-up is left out.
    pub(super) flattened: usize,
    is_depth_reported: bool,
    pub(super) in_cell: bool,
    /// Footnote marks inside a link: they are links themselves, and go behind it.
    pub(super) marks_after_link: Vec<Inline>,
    pub(super) heading_ids: BTreeMap<String, Span>,
    pub(super) footnotes: Seen,
}

impl<'a> Builder<'a> {
    pub(super) fn new(origin: Origin<'a>, findings: &'a mut Findings) -> Self {
        Self {
            origin,
            findings,
            current: Frame::default(),
            around: Vec::new(),
            n_open_blocks: 0,
            n_open_inlines: 0,
            skipping: 0,
            flattened: 0,
            is_depth_reported: false,
            in_cell: false,
            marks_after_link: Vec::new(),
            heading_ids: BTreeMap::new(),
            footnotes: Seen::default(),
        }
    }

    pub(super) fn finish(mut self) -> Prose {
        self.end_words();
        self.check_footnotes();
        Prose { blocks: self.current.blocks }
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end).shifted(self.origin.offset);
        if self.skipping > 0 {
            match event {
                Event::Start(_) => self.skipping += 1,
                Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) if self.flattened > 0 => self.flattened -= 1,
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.leaf(InlineKind::Code(clean(&code).into_owned()), span);
            }
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::Html(html) => self.html_line(&html, span),
            Event::FootnoteReference(label) => self.footnote_mark(&label, span),
            Event::SoftBreak => self.leaf(InlineKind::SoftBreak, span),
            Event::HardBreak => self.leaf(InlineKind::HardBreak, span),
            Event::Rule => {
                self.end_words();
                self.push_block(Block { span, kind: BlockKind::Break });
            }
            Event::TaskListMarker(is_done) => self.task(is_done),
        }
    }

    pub(super) fn is_too_deep(&self, kind: &Kind) -> bool {
        is_container(kind) && self.n_open_blocks >= MAX_DEPTH
    }

    pub(super) fn open(&mut self, kind: Kind, span: Span) {
        self.n_open_blocks += usize::from(is_container(&kind));
        let frame = Frame { span, kind, ..Frame::default() };
        self.around.push(std::mem::replace(&mut self.current, frame));
    }

    pub(super) fn close(&mut self) -> Frame {
        let frame = std::mem::replace(&mut self.current, self.around.pop().unwrap_or_default());
        self.n_open_blocks -= usize::from(is_container(&frame.kind));
        self.n_open_inlines -= usize::from(is_inline(&frame.kind));
        frame
    }

    /// Opens the paragraph that Markdown leaves out in tight lists.
    pub(super) fn open_words(&mut self, span: Span) {
        if self.current.kind.holds_blocks() {
            self.open(Kind::Paragraph { implicit: true }, span);
        }
    }

    /// Closes what Markdown has no end for: HTML elements, and the words of a tight item.
    pub(super) fn end_words(&mut self) {
        while self.current.kind.is_markup() {
            self.close_unclosed();
        }
        if matches!(self.current.kind, Kind::Paragraph { implicit: true }) {
            let frame = self.close();
            self.finish_frame(frame);
        }
    }

    fn end(&mut self) {
        self.end_words();
        let frame = self.close();
        self.finish_frame(frame);
    }

    pub(super) fn finish_frame(&mut self, mut frame: Frame) {
        // Most hold one or two: room for more would be half of the memory of a manual.
        frame.blocks.shrink_to_fit();
        frame.inlines.shrink_to_fit();
        if is_inline(&frame.kind) {
            self.finish_inline(frame);
        } else {
            self.is_depth_reported = false;
            self.finish_block(frame);
        }
        if !self.marks_after_link.is_empty() && !self.is_in_link() {
            let marks = std::mem::take(&mut self.marks_after_link);
            self.splice(marks);
        }
    }

    /// Once for each run of inlines, or block, is enough.
    pub(super) fn report_depth(&mut self, what: &str, span: Span) {
        if !self.is_depth_reported {
            self.is_depth_reported = true;
            let finding = too_deep(self.place(span), what);
            self.report(finding);
        }
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.origin.file, span)
    }

    /// The first place of `text` inside a span; the whole span if it is not there as such.
    pub(super) fn first_in(&self, span: Span, text: &str) -> Span {
        self.find_in(span, text, |source| source.find(text))
    }

    /// The last place of `text` inside a span; the whole span if it is not there as such.
    pub(super) fn last_in(&self, span: Span, text: &str) -> Span {
        self.find_in(span, text, |source| source.rfind(text))
    }

    fn find_in(&self, span: Span, text: &str, find: impl Fn(&str) -> Option<usize>) -> Span {
        let at = self.origin.source.get(span.range()).and_then(find);
        at.map_or(span, |at| Span::new(at, at + text.len()).shifted(span.start as usize))
    }
}

fn is_container(kind: &Kind) -> bool {
    matches!(kind, Kind::Quote(_) | Kind::List(_) | Kind::Footnote(_) | Kind::Definitions(_))
}

fn is_inline(kind: &Kind) -> bool {
    matches!(kind, Kind::Styled(_) | Kind::Image(..)) || kind.is_link() || kind.is_markup()
}

/// CommonMark has NUL replaced; nothing else is changed.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

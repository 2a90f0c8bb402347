//! Inlines.

use super::{MAX_INLINE_DEPTH, Setter};
use crate::pdf::letters::parted;
use crate::pdf::node::text::{self as set, Picture, Piece, Run};
use crate::prose::mark::{Mark, MarkKind};
use crate::prose::mentions::cut_at;
use crate::prose::{Destination, Element, Image, Inline, InlineKind, Link, Style, Tag};
use crate::source::place::Span;
use std::fmt::Write as _;

impl<'p> Setter<'_, '_, 'p> {
    /// A run of inlines.
    pub(super) fn inlines(&mut self, run: &'p [Inline]) -> Vec<Run> {
        let mut set: Vec<Run> = Vec::with_capacity(run.len());
        for inline in run {
            for piece in self.inline(inline) {
                match (set.last_mut(), piece) {
                    (Some(Run::Text(before)), Run::Text(words)) => before.push_str(&words),
                    (_, piece) => set.push(piece),
                }
            }
        }
        set
    }

    fn inline(&mut self, inline: &'p Inline) -> Vec<Run> {
        let one = |run| vec![run];
        match &inline.kind {
            InlineKind::Text(words) => one(self.words(words, inline.span)),
            InlineKind::Code(code) => one(Run::Piece(Piece::Styled {
                style: "code",
                body: vec![Run::text(parted(code))],
            })),
            InlineKind::Styled(style, content) => self.styled(style_name(*style), content),
            InlineKind::Element(element) => self.element(element),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => one(Run::Piece(Piece::Image(self.picture(image)))),
            InlineKind::FootnoteMark(label) => self.footnote_mark(label).into_iter().collect(),
            InlineKind::Reference(reference) => {
                let is_first = self.citations.contains(&inline.span);
                self.reference(reference, is_first)
            }
            InlineKind::SoftBreak => one(Run::text(" ")),
            InlineKind::HardBreak => one(Run::Piece(Piece::LineEnd)),
            InlineKind::Marked(mark, content) => {
                self.marked_inside(Some(mark), |setter| setter.deeper_inlines(content))
            }
        }
    }

    /// Words. Where an acronym is used first it is written out behind it: paper shows no titles.
    fn words(&self, text: &str, span: Span) -> Run {
        let (parts, rest) = cut_at(text, span, &self.acronyms);
        let mut words = String::with_capacity(text.len());
        for (before, acronym) in parts {
            words.push_str(before);
            words.push_str(&acronym.word);
            let full = self.edition.acronym(&acronym.word);
            if let Some(full) = full.filter(|full| !acronym.is_written_out(full)) {
                let _ = write!(words, " ({full})");
            }
        }
        words.push_str(rest);
        Run::text(parted(&words))
    }

    pub(super) fn deeper_inlines(&mut self, run: &'p [Inline]) -> Vec<Run> {
        self.inline_depth += 1;
        let set = self.inlines(run);
        self.inline_depth -= 1;
        set
    }

    /// Wraps words, unless that would be too deep.
    pub(super) fn wrapped(&self, body: Vec<Run>, wrap: impl FnOnce(Vec<Run>) -> Piece) -> Vec<Run> {
        if self.inline_depth >= MAX_INLINE_DEPTH { body } else { vec![Run::Piece(wrap(body))] }
    }

    fn styled(&mut self, style: &'static str, content: &'p [Inline]) -> Vec<Run> {
        let body = self.deeper_inlines(content);
        self.wrapped(body, |body| Piece::Styled { style, body })
    }

    fn element(&mut self, element: &'p Element) -> Vec<Run> {
        let mut body = self.deeper_inlines(&element.content);
        let attribute = element.attribute.as_deref().filter(|value| !value.is_empty());
        match element.tag {
            // On paper nothing can be pointed at, so what is short is written out beside it.
            Tag::Abbr => {
                body.extend(attribute.map(|title| Run::text(format!(" ({title})"))));
                body
            }
            Tag::Q => {
                body.insert(0, Run::text("“"));
                body.push(Run::text("”"));
                body
            }
            Tag::Span => match attribute.and_then(language) {
                Some((language, region)) => {
                    self.wrapped(body, |body| Piece::Lang { language, region, body })
                }
                None => body,
            },
            Tag::Cite => self.wrapped(body, |body| Piece::Styled { style: "emph", body }),
            Tag::Kbd => self.wrapped(body, |body| Piece::Styled { style: "strong", body }),
            Tag::Small => self.wrapped(body, |body| Piece::Styled { style: "small", body }),
            Tag::Sub => self.wrapped(body, |body| Piece::Styled { style: "sub", body }),
            Tag::Sup => self.wrapped(body, |body| Piece::Styled { style: "super", body }),
        }
    }

    fn link(&mut self, link: &'p Link) -> Vec<Run> {
        let body = self.deeper_inlines(&link.content);
        let to = match &link.destination {
            Destination::Web(address) => Some(address.clone()),
            Destination::Path(path) => self.path(path),
            Destination::Refused(_) => None,
        };
        self.linked(to, body)
    }

    /// A picture: a file beside the chapter that Typst can read, else the words that stand for it.
    pub(super) fn picture(&mut self, image: &Image) -> Picture {
        const KINDS: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];
        let file = match &image.destination {
            Destination::Path(path) => self.attachment(path),
            Destination::Web(_) | Destination::Refused(_) => None,
        };
        let is_known = |file: &&crate::source::path::VPath| {
            let kind = file.name().rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase());
            kind.is_some_and(|kind| KINDS.contains(&kind.as_str()))
        };
        let file = file.filter(is_known).map(|file| self.shelf.picture(file));
        Picture { file, alt: image.alt.clone() }
    }

    /// What `set` sets, marked if there is a mark.
    pub(super) fn marked_inside(
        &mut self,
        mark: Option<&'p Mark>,
        set: impl FnOnce(&mut Self) -> Vec<Run>,
    ) -> Vec<Run> {
        let Some(mark) = mark else { return set(self) };
        let side = self.side;
        self.side = side.inside(mark.kind);
        let body = set(self);
        self.side = side;
        if body.is_empty() { body } else { vec![self.marked_run(mark, body)] }
    }

    pub(super) fn marked_run(&self, mark: &Mark, body: Vec<Run>) -> Run {
        Run::Piece(Piece::MarkedWords { mark: self.mark(mark), body })
    }

    pub(super) fn mark(&self, mark: &Mark) -> set::Mark {
        let labels = &self.printer.theme.labels.marks;
        set::Mark {
            is_inserted: mark.kind == MarkKind::Inserted,
            before: labels.before(mark),
            after: labels.end.clone(),
        }
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "emph",
        Style::Strong => "strong",
        Style::Strikethrough => "strike",
    }
}

/// A language and its region, as Typst writes them: two or three letters, and two.
pub(in crate::pdf) fn language(tag: &str) -> Option<(String, Option<String>)> {
    let mut parts = tag.split('-');
    let is_letters = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = parts.next().filter(is_letters).filter(|part| matches!(part.len(), 2 | 3))?;
    let region = parts.filter(is_letters).find(|part| part.len() == 2);
    Some((language.to_ascii_lowercase(), region.map(str::to_ascii_uppercase)))
}

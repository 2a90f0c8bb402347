//! Prose to HTML. A text comes in and a [`Fragment`] goes out: HTML that is cut where pages that
//! show the same text differ. It is rendered once, and filled for each page by a [`Filler`].
//! Nothing in it is HTML that an editor wrote, and all text is escaped here.

mod blocks;
pub mod escape;
mod footnotes;
mod inlines;
pub mod marks;
mod writer;

#[cfg(test)]
mod tests;

use crate::prose::mentions::{Acronym, first_acronyms, first_citations};
use crate::prose::{Inline, Prose, Reference};
use crate::source::path::VPath;
use crate::source::place::Spanned;
use std::borrow::Cow;

/// The words of the interface that stand inside a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The label of a note.
    pub note: String,
    /// The label of a tip.
    pub tip: String,
    /// The label of something important.
    pub important: String,
    /// The label of a warning.
    pub warning: String,
    /// The label of a caution.
    pub caution: String,
    /// The name of the part that holds the footnotes.
    pub footnotes: String,
    /// The name of the link from a footnote to its mark.
    pub back_to_text: String,
    /// The name of a table that stands below no heading.
    pub table: String,
    /// The state of a task that is ticked.
    pub done: String,
    /// The state of a task that is not.
    pub to_do: String,
    /// The words that announce marks.
    pub marks: marks::MarkLabels,
}

/// HTML with holes, which differ from page to page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment<'p> {
    html: String,
    /// In order of the byte of `html` at which they stand.
    holes: Vec<(usize, Hole<'p>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Hole<'p> {
    Reference(&'p Reference, Fragment<'p>, IsFirst),
    Acronym(Acronym),
    Path(&'p str),
    Picture(&'p str),
    Statement(&'p Spanned<String>),
    SectionEnd(&'p str),
}

/// Whether a reference is the first in its text to mention what it refers to.
type IsFirst = bool;

/// What fills the holes of a [`Fragment`] for one page. What these methods write must be
/// well-formed HTML with its text escaped: see [`escape`].
pub trait Filler {
    /// Writes a reference. `words` is the HTML of the words that the editor wrote for it, or empty.
    /// `is_first` says whether it is the first mention of a provision in its text.
    fn reference(&mut self, out: &mut String, reference: &Reference, words: &str, is_first: bool);

    /// Writes an acronym where a document uses it first.
    fn acronym(&mut self, out: &mut String, acronym: &Acronym);

    /// Where a link to a path leads. The answer is escaped by the caller.
    fn path<'a>(&mut self, path: &'a str) -> Cow<'a, str>;

    /// Where a picture is. The answer is escaped by the caller.
    fn picture<'a>(&mut self, path: &'a str) -> Cow<'a, str>;

    /// Writes the register's statement of a provision, which stands above the editor's own words.
    fn statement(&mut self, out: &mut String, provision: &Spanned<String>);

    /// Called where the part of the text that belongs to a heading ends.
    fn section_end(&mut self, out: &mut String, heading: &str);
}

/// The HTML of a text.
pub fn fragment<'p>(prose: &'p Prose, labels: &Labels) -> Fragment<'p> {
    fragment_with_prefix(prose, labels, "")
}

/// The HTML of a text whose ids (of headings and footnotes) all start with `prefix`: for a text
/// that stands on one page with another. The filler is told headings' ids without it.
pub fn fragment_with_prefix<'p>(prose: &'p Prose, labels: &Labels, prefix: &str) -> Fragment<'p> {
    placed(prose, labels, prefix, None)
}

/// The same, in which for an editor each block says in `data-at` in which file it stands, and at which byte.
pub fn placed<'p>(
    prose: &'p Prose,
    labels: &Labels,
    prefix: &str,
    places: Option<&VPath>,
) -> Fragment<'p> {
    let mut writer = writer_of(prose, labels, prefix, places);
    writer.text(prose);
    writer.finish()
}

/// The same for the text of a document, in which acronyms are explained where they are used first.
pub fn document<'p>(
    prose: &'p Prose,
    labels: &Labels,
    prefix: &str,
    places: Option<&VPath>,
) -> Fragment<'p> {
    let mut writer = writer_of(prose, labels, prefix, places);
    let acronyms = first_acronyms(prose);
    writer.acronyms = acronyms.into_iter().map(|acronym| (acronym.span.start, acronym)).collect();
    writer.text(prose);
    writer.finish()
}

fn writer_of<'p, 'l>(
    prose: &'p Prose,
    labels: &'l Labels,
    prefix: &'l str,
    places: Option<&VPath>,
) -> writer::Writer<'p, 'l> {
    let mut writer = writer::Writer::new(labels, prefix, footnotes::Notes::of(prose));
    writer.places = places.cloned();
    writer.citations = first_citations(prose);
    writer
}

/// The HTML of one run of inlines, such as a title with marks. Footnote marks are left out.
pub fn inlines<'p>(run: &'p [Inline], labels: &Labels) -> Fragment<'p> {
    inlines_with_prefix(run, labels, "")
}

/// The same where all ids start with `prefix`.
pub fn inlines_with_prefix<'p>(run: &'p [Inline], labels: &Labels, prefix: &str) -> Fragment<'p> {
    let mut writer = writer::Writer::new(labels, prefix, footnotes::Notes::default());
    writer.inlines(run);
    writer.finish()
}

impl Fragment<'_> {
    /// Writes the HTML, its holes filled.
    pub fn fill(&self, out: &mut String, filler: &mut impl Filler) {
        out.reserve(self.html.len() + self.holes.len() * 64);
        let mut from = 0;
        for (at, hole) in &self.holes {
            out.push_str(self.html.get(from..*at).unwrap_or_default());
            from = *at;
            hole.fill(out, filler);
        }
        out.push_str(self.html.get(from..).unwrap_or_default());
    }
}

impl Hole<'_> {
    fn fill(&self, out: &mut String, filler: &mut impl Filler) {
        match self {
            Self::Reference(reference, words, is_first) => {
                let mut html = String::new();
                words.fill(&mut html, filler);
                filler.reference(out, reference, &html, *is_first);
            }
            Self::Acronym(acronym) => filler.acronym(out, acronym),
            Self::Path(path) => escape::address(out, &filler.path(path)),
            Self::Picture(path) => escape::address(out, &filler.picture(path)),
            Self::Statement(provision) => filler.statement(out, provision),
            Self::SectionEnd(heading) => filler.section_end(out, heading),
        }
    }
}

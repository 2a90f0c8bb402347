//! How findings are shown: each format is a function from findings, and the files that they point
//! into, to a string. Nothing is printed here, and the order is the caller's
//! ([`Findings::sorted`](super::Findings::sorted)).

pub mod github;
pub mod json;
pub mod sarif;
pub mod text;

#[cfg(test)]
mod tests;

use crate::source::place::{LineColumn, Place, line_column};
use crate::source::tree::FileTree;
use std::ops::Range;

/// The files that findings point into, and how their paths are shown.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The files of the manual.
    pub tree: &'a FileTree,
    /// What stands before each path, so that it can be opened from where the reader is: `procedures/`.
    pub prefix: &'a str,
}

/// A place as people and other programs want it: in lines and columns.
struct Located<'a> {
    /// The path with its prefix.
    path: String,
    /// The first character.
    start: LineColumn,
    /// The character after the last.
    end: LineColumn,
    /// The text at the place; empty if the file is not there, or is not text there.
    text: &'a str,
    /// Whether the place is the file as a whole, rather than a point or a passage in it.
    whole: bool,
}

impl<'a> Files<'a> {
    fn path(&self, place: &Place) -> String {
        format!("{}{}", self.prefix, place.file)
    }

    /// The text of a file; of one that is not UTF-8, what stands before the first wrong byte.
    fn source(&self, place: &Place) -> &'a str {
        let bytes = self.tree.get(&place.file).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_else(|error| {
            let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(readable).unwrap_or_default()
        })
    }

    fn locate(&self, place: &Place) -> Located<'a> {
        let source = self.source(place);
        let range = within(source, place.span.range());
        Located {
            path: self.path(place),
            start: line_column(source, place.span.start),
            end: line_column(source, place.span.end),
            text: source.get(range).unwrap_or_default(),
            whole: source.is_empty() || place.span == crate::source::place::Span::default(),
        }
    }
}

/// The same range drawn back to what can be sliced: inside the text, and never inside a character.
fn within(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.min(text.len()));
    start..end.max(start)
}

/// A report as indented JSON with a newline at the end.
#[expect(clippy::expect_used, reason = "the reports have text keys only and cannot fail")]
pub(crate) fn pretty(report: &impl serde::Serialize) -> String {
    let mut out = serde_json::to_string_pretty(report).expect("a report has text keys only");
    out.push('\n');
    out
}

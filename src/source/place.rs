//! Places in files: byte spans, values that know their span, and lines and columns for people.

use super::path::VPath;

/// A range of bytes in a file: `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Files are limited to far less than 4 GiB; a larger offset saturates.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(end.max(start)) }
    }

    /// The same span, `offset` bytes further on.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its span.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A span in a file of the manual.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, from the manual's folder.
    pub file: VPath,
    /// The bytes in it; empty at 0 when the whole file (or its absence) is meant.
    pub span: Span,
}

impl Place {
    /// A place in a file.
    pub fn new(file: &VPath, span: Span) -> Self {
        Self { file: file.clone(), span }
    }

    /// The file as a whole.
    pub fn file(file: &VPath) -> Self {
        Self::new(file, Span::default())
    }
}

/// A line and a column, both from 1; the column counts Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// The line and column of byte `offset` in `text`. An offset past the end, or inside
/// a character, gives the nearest place before it.
pub fn line_column(text: &str, offset: u32) -> LineColumn {
    let mut end = (offset as usize).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, line_column};

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "é\n– ü!";
        assert_eq!(line_column(text, 0), LineColumn { line: 1, column: 1 });
        let bang = u32::try_from(text.find('!').unwrap()).unwrap();
        assert_eq!(line_column(text, bang), LineColumn { line: 2, column: 4 });
        assert_eq!(line_column(text, 999), LineColumn { line: 2, column: 5 });
    }
}

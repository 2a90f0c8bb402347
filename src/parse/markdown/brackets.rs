//! Brackets that Markdown left as text although an editor meant something by them:
//! `[^x]` without a footnote, and `[[` that opens no reference.

use super::footnotes::missing_footnote;
use super::references::{malformed_reference, unclosed_reference};
use super::tree::Builder;
use crate::prose::{Inline, InlineKind, walk};
use crate::source::place::Span;

impl Builder<'_> {
    /// Reports the brackets left in the text nodes of a run of inlines.
    pub(super) fn check_brackets(&mut self, run: &[Inline]) {
        for inline in walk::inlines_of(run) {
            if let InlineKind::Text(text) = &inline.kind
                && text.contains('[')
            {
                self.check_text(text, inline.span);
            }
        }
    }

    /// Looks at the source, where an escaped bracket can be told from a bare one.
    ///
    /// One finding for each kind of stray bracket and text is enough where nothing closes it.
    fn check_text(&mut self, text: &str, span: Span) {
        let source = self.origin.source;
        let Some(written) = source.get(span.range()) else { return };
        let mut from = 0;
        while let Some(at) = written.get(from..).and_then(|rest| rest.find('[')) {
            let at = from + at;
            let start = span.start as usize + at;
            from = at + 1;
            if is_escaped(source, start) {
                continue;
            }
            let inside = written.get(from..).unwrap_or_default();
            if inside.starts_with('[') && text.contains("[[") {
                from += 1;
                if !self.report_reference(ahead(inside), start) {
                    return;
                }
            } else if inside.starts_with('^') && text.contains("[^") {
                self.report_mark(ahead(inside), start);
            }
        }
    }

    /// Whether the brackets were closed.
    fn report_reference(&mut self, inside: &str, start: usize) -> bool {
        let closed = inside.split_once("]]").map(|(written, _)| written);
        let finding = match closed {
            Some(written) if !written.contains(['[', ']', '\n']) => {
                let words = written.split_once('|').map_or(written, |(target, _)| target);
                let place = self.place(Span::new(start, start + written.len() + 4));
                malformed_reference(place, words.trim())
            }
            _ => unclosed_reference(self.place(Span::new(start, start + 2)), self.in_cell),
        };
        self.report(finding);
        closed.is_some()
    }

    fn report_mark(&mut self, inside: &str, start: usize) {
        let Some((label, _)) = inside.split_once(']') else { return };
        if !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[') {
            let place = self.place(Span::new(start, start + label.len() + 3));
            self.report(missing_footnote(place, label));
        }
    }
}

/// What follows the second bracket, as far as a reference can reach: a text that is all brackets
/// must not be searched to its end from each of them.
fn ahead(inside: &str) -> &str {
    let inside = inside.get(1..).unwrap_or_default();
    let end = inside.char_indices().nth(300).map_or(inside.len(), |(at, _)| at);
    inside.get(..end).unwrap_or_default()
}

/// Whether an odd number of backslashes stands before this byte.
pub(super) fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

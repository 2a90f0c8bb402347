//! Runs: what is read in one go, such as a paragraph, a heading or a cell of a table, as one string of
//! plain words that knows where each of them was written.
//!
//! Checks of words look here, and not into Markdown or HTML, so that emphasis, a line end, a soft
//! hyphen or a curly apostrophe hides no word, and an address or a piece of code is never taken for one.

use super::{Block, BlockKind, Image, Inline, InlineKind, Prose, Reference, Tag, Target, walk};
use crate::source::place::Span;
use std::ops::Range;

/// Stands in a run for what is no word, such as a piece of code or a forced line end. Nothing is found across it.
pub const GAP: char = '\u{fffc}';

/// How far around a word an address is looked for, in bytes.
const LONGEST_ADDRESS: usize = 400;

/// What is read in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What kind of text it is.
    pub kind: RunKind,
    /// Whether it stands in a block quotation.
    pub is_quoted: bool,
    text: String,
    pieces: Vec<Piece>,
    set_apart: Vec<(Range<usize>, Apart)>,
    /// For each of these, the furthest end of it and of those before it.
    furthest: Vec<usize>,
}

/// The kinds of run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// A heading.
    Heading,
    /// A paragraph, in whatever block it stands.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// The term of a definition list.
    Term,
    /// The text alternative of a picture.
    Alternative,
}

/// Words of a run that are not the writer's own prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Somebody's own words: `<q>`, or between quotation marks.
    Quoted,
    /// The title of a work: `<cite>`.
    Cited,
    /// Words of a reference to law or guidance.
    Law,
    /// Words in another language.
    Foreign,
    /// Words of a link, or of a reference to anything.
    Linked,
    /// An abbreviation that the editor explained: `<abbr>`.
    Abbreviated,
}

impl Apart {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Quoted, Self::Cited, Self::Law, Self::Foreign, Self::Linked, Self::Abbreviated];
}

/// A stretch of a run that stands in the file as it reads: byte for byte, if `is_as_written`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// The first byte in the run.
    start: usize,
    /// Where it was written.
    span: Span,
    is_as_written: bool,
}

/// All runs of a text, in reading order.
pub fn runs(prose: &Prose) -> Vec<Run> {
    let mut runs = Vec::new();
    of_blocks(&prose.blocks, false, &mut runs);
    runs
}

/// The recursion is as deep as the text is nested, which the parser limits.
fn of_blocks(blocks: &[Block], is_quoted: bool, runs: &mut Vec<Run>) {
    for block in blocks {
        let mut push = |kind, inlines: &[Inline]| of_inlines(kind, is_quoted, inlines, runs);
        match &block.kind {
            BlockKind::Heading(heading) => push(RunKind::Heading, &heading.content),
            BlockKind::Paragraph(inlines) => push(RunKind::Paragraph, inlines),
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flat_map(|row| &row.cells).for_each(|cell| push(RunKind::Cell, cell));
            }
            BlockKind::Quote(blocks) => of_blocks(blocks, true, runs),
            BlockKind::Callout(_, blocks)
            | BlockKind::Statement(_, blocks)
            | BlockKind::Unchanged(blocks)
            | BlockKind::Marked(_, blocks) => of_blocks(blocks, is_quoted, runs),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| of_blocks(&item.blocks, is_quoted, runs));
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    of_inlines(RunKind::Term, is_quoted, &definition.term, runs);
                    definition.details.iter().for_each(|held| of_blocks(held, is_quoted, runs));
                }
            }
            BlockKind::Footnote(footnote) => of_blocks(&footnote.blocks, is_quoted, runs),
            BlockKind::Code(_) | BlockKind::Break => {}
        }
    }
}

/// One run, and those of the pictures in it.
fn of_inlines(kind: RunKind, is_quoted: bool, inlines: &[Inline], runs: &mut Vec<Run>) {
    let mut run = Run::new(kind, is_quoted);
    run.push_inlines(inlines);
    run.set_quotations_apart();
    if !run.text.trim().is_empty() {
        runs.push(run);
    }
    for inline in walk::inlines_of(inlines) {
        if let InlineKind::Image(Image { alt, .. }) = &inline.kind {
            let mut run = Run::new(RunKind::Alternative, is_quoted);
            run.push_text(alt, inline.span);
            run.set_quotations_apart();
            runs.push(run);
        }
    }
}

impl Run {
    fn new(kind: RunKind, is_quoted: bool) -> Self {
        Self {
            kind,
            is_quoted,
            text: String::new(),
            pieces: Vec::new(),
            set_apart: Vec::new(),
            furthest: Vec::new(),
        }
    }

    /// The words of a text that stands by itself, such as a title. `span` is where it was written.
    pub fn of_text(kind: RunKind, text: &str, span: Span) -> Self {
        let mut run = Self::new(kind, false);
        run.push_text(text, span);
        run.set_quotations_apart();
        run
    }

    /// The words: one space wherever there is any, plain hyphens and apostrophes, and no character
    /// that cannot be seen. [`GAP`] stands for what is no word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where some bytes of [`Run::text`] were written.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.piece_at(range.start).map(|piece| {
            if piece.is_as_written {
                piece.span.start as usize + (range.start - piece.start)
            } else {
                piece.span.start as usize
            }
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece_at(last).map(|piece| {
            if piece.is_as_written {
                piece.span.start as usize + (range.end - piece.start)
            } else {
                piece.span.end as usize
            }
        });
        Span::new(start.unwrap_or_default(), end.unwrap_or_default())
    }

    /// Whether all of these bytes are of one kind of words that are not the writer's own.
    pub fn is_apart(&self, range: &Range<usize>, kinds: &[Apart]) -> bool {
        let n_begun = self.set_apart.partition_point(|(apart, _)| apart.start <= range.start);
        let begun = self.set_apart.iter().zip(&self.furthest).take(n_begun).rev();
        let mut near = begun.take_while(|(_, furthest)| range.end <= **furthest);
        near.any(|((apart, kind), _)| kinds.contains(kind) && range.end <= apart.end)
    }

    /// Whether any of its words are of a kind that is not the writer's own.
    pub fn has_apart(&self, kind: Apart) -> bool {
        self.set_apart.iter().any(|(_, own)| *own == kind)
    }

    /// Whether a word among these bytes is of an address, or is the name of a file.
    pub fn is_address(&self, range: &Range<usize>) -> bool {
        let is_space = |letter: char| letter == ' ' || letter == GAP;
        let text = self.text.as_str();
        let far = text.floor_char_boundary(range.start.saturating_sub(LONGEST_ADDRESS));
        let start = text.get(far..range.start).and_then(|before| before.rfind(is_space));
        let far_end = text.ceil_char_boundary(range.end.saturating_add(LONGEST_ADDRESS));
        let length = text.get(range.end..far_end).and_then(|behind| behind.find(is_space));
        let start = start.map_or(far, |at| far + at);
        let end = length.map_or(far_end, |length| range.end + length);
        let words = text.get(start..end).unwrap_or_default();
        words.split(is_space).any(|word| {
            let has_inner_dot = word.as_bytes().windows(3).any(|three| {
                matches!(three, [before, b'.', after]
                    if before.is_ascii_alphanumeric() && after.is_ascii_lowercase())
            });
            has_inner_dot || word.contains("://") || word.contains('@')
        })
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(next.checked_sub(1)?)
    }

    fn push_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.push_text(text, inline.span),
                InlineKind::SoftBreak => self.push_text(" ", inline.span),
                InlineKind::Styled(_, inlines) | InlineKind::Marked(_, inlines) => {
                    self.push_inlines(inlines);
                }
                InlineKind::Link(link) => self.push_apart(Some(Apart::Linked), &link.content),
                InlineKind::Element(element) => {
                    let apart = match element.tag {
                        Tag::Q => Some(Apart::Quoted),
                        Tag::Cite => Some(Apart::Cited),
                        Tag::Span => Some(Apart::Foreign),
                        Tag::Abbr => Some(Apart::Abbreviated),
                        _ => None,
                    };
                    self.push_apart(apart, &element.content);
                }
                InlineKind::Reference(Reference { target, words }) if !words.is_empty() => {
                    let is_law = matches!(target, Target::Law(_));
                    self.push_apart(Some(if is_law { Apart::Law } else { Apart::Linked }), words);
                }
                InlineKind::Reference(_)
                | InlineKind::Code(_)
                | InlineKind::Image(_)
                | InlineKind::FootnoteMark(_)
                | InlineKind::HardBreak => self.push(GAP, inline.span, false),
            }
        }
    }

    fn push_apart(&mut self, apart: Option<Apart>, inlines: &[Inline]) {
        let start = self.text.len();
        self.push_inlines(inlines);
        self.set_apart.extend(apart.map(|apart| (start..self.text.len(), apart)));
    }

    /// Where a text was written otherwise than it reads (as with `&amp;`), each letter has the place of the whole.
    fn push_text(&mut self, text: &str, span: Span) {
        let is_as_written = text.len() == span.range().len();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let own = |length: usize| {
                let exact = Span::new(at, at + length).shifted(span.start as usize);
                if is_as_written { exact } else { span }
            };
            let plain = rest.get(..plain_beginning(rest)).unwrap_or_default();
            let is_second_space = plain.starts_with(' ') && self.text.ends_with(' ');
            if !plain.is_empty() && !is_second_space {
                self.put(plain, own(plain.len()), is_as_written);
                at += plain.len();
            } else if let Some(letter) = rest.chars().next() {
                self.push(letter, own(letter.len_utf8()), is_as_written);
                at += letter.len_utf8();
            }
        }
    }

    fn push(&mut self, letter: char, span: Span, is_as_written: bool) {
        let Some(plain) = plain_letter(letter) else { return };
        if plain == ' ' && self.text.ends_with(' ') {
            return;
        }
        let is_as_written = is_as_written && plain.len_utf8() == letter.len_utf8();
        self.put(plain.encode_utf8(&mut [0; 4]), span, is_as_written);
    }

    fn put(&mut self, text: &str, span: Span, is_as_written: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut() {
            let goes_on = last.is_as_written
                && is_as_written
                && last.span.end == span.start
                && last.span.range().len() == start - last.start;
            let is_same_place = !last.is_as_written && !is_as_written && last.span == span;
            if goes_on || is_same_place {
                last.span.end = span.end;
                return;
            }
        }
        self.pieces.push(Piece { start, span, is_as_written });
    }

    /// Quotation marks that open and close within the run: “…”, "…", and ‘…’ where it opens a word.
    fn set_quotations_apart(&mut self) {
        // The first byte of curly marks is 0xE2. To count is quicker than to look for the first.
        let is_mark = |byte: &u8| matches!(byte, b'"' | b'\'' | 0xE2);
        if self.text.bytes().filter(is_mark).count() > 1 {
            self.find_quotations();
        }
        self.set_apart.sort_by_key(|(apart, _)| apart.start);
        let ends = self.set_apart.iter().scan(0, |furthest: &mut usize, (apart, _)| {
            *furthest = apart.end.max(*furthest);
            Some(*furthest)
        });
        self.furthest = ends.collect();
    }

    fn find_quotations(&mut self) {
        let mut open: Option<(usize, char)> = None;
        let mut found = Vec::new();
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        for (at, mark) in self.text.match_indices(['“', '”', '"', '\'']) {
            let end = at + mark.len();
            let before = self.text.get(..at).and_then(|before| before.chars().next_back());
            let after = self.text.get(end..).and_then(|after| after.chars().next());
            match open {
                Some((start, close)) if mark.starts_with(close) && !is_word(after) => {
                    found.push((start..end, Apart::Quoted));
                    open = None;
                }
                None if !is_word(before) && is_word(after) => {
                    open = match mark {
                        "“" => Some((at, '”')),
                        "\"" => Some((at, '"')),
                        "'" => Some((at, '\'')),
                        _ => None,
                    };
                }
                _ => {}
            }
        }
        self.set_apart.extend(found);
    }
}

/// How many bytes at the beginning of a text are ASCII that can be seen, with single spaces: what runs have as it is.
fn plain_beginning(text: &str) -> usize {
    let mut before = 0;
    let plain = text.bytes().take_while(|byte| {
        let is_plain = matches!(byte, b' '..=b'~') && !(*byte == b' ' && before == b' ');
        before = *byte;
        is_plain
    });
    plain.count()
}

/// A text as runs have it: see [`Run::text`].
pub fn plain(text: &str) -> String {
    Run::of_text(RunKind::Paragraph, text, Span::default()).text
}

/// A letter as it is compared; none for what cannot be seen.
fn plain_letter(letter: char) -> Option<char> {
    match letter {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{2018}' | '\u{2019}' => Some('\''),
        letter if letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::{Apart, Run, RunKind, runs};
    use crate::prose::{Block, BlockKind, Inline, InlineKind, Prose, Style};
    use crate::source::place::Span;

    fn inline(kind: InlineKind, start: usize, end: usize) -> Inline {
        Inline { span: Span::new(start, end), kind }
    }

    fn text(text: &str, start: usize) -> Inline {
        inline(InlineKind::Text(text.to_owned()), start, start + text.len())
    }

    fn paragraph(inlines: Vec<Inline>) -> Run {
        let block = Block { span: Span::default(), kind: BlockKind::Paragraph(inlines) };
        runs(&Prose { blocks: vec![block] }).remove(0)
    }

    #[test]
    fn styles_line_ends_and_soft_hyphens_hide_no_word() {
        // **child** porn\u{ad}o
        // graphy
        let run = paragraph(vec![
            inline(InlineKind::Styled(Style::Strong, vec![text("child", 2)]), 0, 9),
            text(" porn\u{ad}o", 9),
            inline(InlineKind::SoftBreak, 17, 18),
            text("graphy", 18),
        ]);
        assert_eq!(run.text(), "child porno graphy");
        assert_eq!(run.span(0..5), Span::new(2, 7));
        assert_eq!(run.span(0..11), Span::new(2, 17));
        assert_eq!(run.span(12..18), Span::new(18, 24));
    }

    #[test]
    fn what_reads_otherwise_than_it_is_written_has_the_place_of_the_whole() {
        let run = paragraph(vec![
            text("it", 0),
            inline(InlineKind::Text("’".to_owned()), 2, 9),
            text("s", 9),
        ]);
        assert_eq!(run.text(), "it's");
        assert_eq!(run.span(0..4), Span::new(0, 10));
        assert_eq!(run.span(2..3), Span::new(2, 9));
        assert_eq!(run.span(3..4), Span::new(9, 10));
    }

    #[test]
    fn a_word_of_an_address_or_a_file_is_known() {
        let is_address = |words: &str, part: &str| {
            let run = Run::of_text(RunKind::Paragraph, words, Span::default());
            let start = run.text().find(part).unwrap();
            run.is_address(&(start..start + part.len()))
        };
        for words in
            ["https://example.org/child-porn", "(child-porn@example.org)", "see child-porn.pdf now"]
        {
            assert!(is_address(words, "child-porn"), "{words}");
        }
        assert!(is_address("at www.example.org/child porn", "child porn"));
        for words in [
            "child porn",
            "Of child porn. And so on",
            "and/or child porn/abuse",
            "e.g. child porn.",
        ] {
            assert!(!is_address(words, "child porn"), "{words}");
        }
    }

    #[test]
    fn quotation_marks_set_words_apart_and_apostrophes_do_not() {
        let quoted = |words: &str, part: &str| {
            let run = Run::of_text(RunKind::Paragraph, words, Span::new(0, words.len()));
            let start = run.text().find(part).unwrap();
            run.is_apart(&(start..start + part.len()), &[Apart::Quoted])
        };
        assert!(quoted("He said “my fault” twice", "my fault"));
        assert!(quoted("He said \"my fault\" twice", "my fault"));
        assert!(quoted("He said ‘it’s my fault’.", "my fault"));
        assert!(!quoted("The child's fault and the parents' fault", "fault and"));
        assert!(!quoted("He said “my fault” twice", "twice"));
    }
}

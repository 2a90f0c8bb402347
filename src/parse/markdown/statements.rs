//! Quotations that are more: `> [!LAW] soa-2003/15` shows the register's statement of a provision.
//! The five alerts of GitHub are known to pulldown-cmark; any other is told of here.

use super::brackets::is_escaped;
use super::references::is_provision;
use super::tree::Builder;
use crate::finding::{Finding, Level, Rule};
use crate::prose::{Block, BlockKind, Inline, InlineKind};
use crate::source::place::{Place, Span, Spanned};

/// `[!LAW]` without the id of a provision.
pub static STATEMENT_WITHOUT_PROVISION: Rule = Rule {
    code: "statement-without-provision",
    level: Level::Error,
    what: "A statement of law does not say which provision it states.",
    why: "The words of the law come from the register, and without an id nothing can be shown.",
    mend: "Write the provision behind it, as in `> [!LAW] soa-2003/15`.",
};

/// A quotation that starts with `[!WORD]` but is no callout.
pub static UNKNOWN_CALLOUT: Rule = Rule {
    code: "unknown-callout",
    level: Level::Warning,
    what: "A quotation starts like a callout, but is not one.",
    why: "What should stand out as a warning is shown as an ordinary quotation.",
    mend: "Write one of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]` and `[!LAW]`.",
};

/// Makes the finding for a statement without an id, or with something that is not one.
pub fn statement_without_provision(place: Place, written: &str) -> Finding {
    let message = if written.is_empty() {
        "`[!LAW]` does not say which provision is meant".to_owned()
    } else {
        format!("`{written}` is not the id of a provision")
    };
    Finding::new(
        &STATEMENT_WITHOUT_PROVISION,
        place,
        message,
        "write the id and nothing else on the first line, as in `> [!LAW] soa-2003/15`, and your own words on the next",
    )
}

/// Makes the finding for a callout of an unknown kind, or with words on its first line.
pub fn unknown_callout(place: Place, written: &str) -> Finding {
    let known = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(written));
    let (message, mend) = if known {
        (
            format!("`[!{written}]` does not make a callout, because it is not alone on its line"),
            "put the words on the next line of the quotation",
        )
    } else {
        (
            format!("`[!{written}]` is not a kind of callout"),
            "use `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]` or `[!LAW]`",
        )
    };
    Finding::new(&UNKNOWN_CALLOUT, place, message, mend)
}

/// The first line of a quotation that starts with `[!WORD]`.
struct FirstLine {
    word: String,
    rest: Spanned<String>,
    /// Whether the line has only plain text on it.
    is_plain: bool,
}

impl Builder<'_> {
    /// What a quotation without a known alert is: a statement if it starts with `[!LAW]`.
    pub(super) fn quote(&mut self, mut blocks: Vec<Block>, span: Span) -> BlockKind {
        let Some(line) = self.first_line(&blocks) else { return BlockKind::Quote(blocks) };
        let tag_length = line.word.len() + 3;
        let line_start = blocks.first().map_or(span.start, |block| block.span.start) as usize;
        let place = self.place(Span::new(line_start, line_start + tag_length));
        if !line.word.eq_ignore_ascii_case("law") {
            self.report(unknown_callout(place, &line.word));
            return BlockKind::Quote(blocks);
        }
        drop_first_line(&mut blocks);
        if line.is_plain && is_provision(&line.rest.value) {
            return BlockKind::Statement(line.rest, blocks);
        }
        let place = if line.rest.value.is_empty() { place } else { self.place(line.rest.span) };
        self.report(statement_without_provision(place, &line.rest.value));
        BlockKind::Quote(blocks)
    }

    /// The first line of the first paragraph, if it starts with a bare `[!WORD]`.
    fn first_line(&self, blocks: &[Block]) -> Option<FirstLine> {
        let BlockKind::Paragraph(run) = &blocks.first()?.kind else { return None };
        let first = run.first()?;
        let InlineKind::Text(text) = &first.kind else { return None };
        let (word, rest) = text.strip_prefix("[!")?.split_once(']')?;
        if word.is_empty() || !word.chars().all(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        if is_escaped(self.origin.source, first.span.start as usize) {
            return None;
        }
        let is_plain = run.get(1).is_none_or(is_line_end);
        let end = run.iter().take_while(|inline| !is_line_end(inline)).last()?.span.end as usize;
        let start = first.span.start as usize + word.len() + 3;
        let start = start + (rest.len() - rest.trim_start().len());
        let written = if is_plain {
            rest.trim().to_owned()
        } else {
            self.origin.source.get(start..end).unwrap_or(rest).trim().to_owned()
        };
        let span = Span::new(start, start + written.len());
        Some(FirstLine { word: word.to_owned(), rest: Spanned::new(written, span), is_plain })
    }
}

fn is_line_end(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}

/// Takes the first line out of the first paragraph, and the paragraph too if nothing is left of it.
fn drop_first_line(blocks: &mut Vec<Block>) {
    let Some(Block { kind: BlockKind::Paragraph(run), span }) = blocks.first_mut() else { return };
    match run.iter().position(is_line_end) {
        Some(end) => {
            run.drain(..=end);
            span.start = run.first().map_or(span.start, |inline| inline.span.start);
        }
        None => run.clear(),
    }
    if run.is_empty() {
        blocks.remove(0);
    }
}

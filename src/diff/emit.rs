//! Marks on words: what two runs share is written once, and each change as one deletion and one
//! insertion. A space that stands before or after both is part of neither, unless the deleted and
//! the inserted words would touch; then both take it.

use super::normal;
use super::words::{self, Tokens, What};
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{Inline, InlineKind, walk};
use crate::source::place::Span;

/// What stands between two tokens that stay: the places of the first token of the change and of
/// the first behind it, in both runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub(super) old: (usize, usize),
    pub(super) new: (usize, usize),
}

/// Two runs as one, by the pairs of tokens that stay.
pub(super) fn runs(old: &Tokens<'_>, new: &Tokens<'_>, pairs: &[(usize, usize)]) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut from = (0, 0);
    for (i, j) in pairs.iter().copied().chain([(old.list.len(), new.list.len())]) {
        push_gap(&mut out, old, new, Gap { old: (from.0, i), new: (from.1, j) });
        push_pair(&mut out, old, new, (i, j));
        from = (i + 1, j + 1);
    }
    out
}

fn push_pair(out: &mut Vec<Inline>, old: &Tokens<'_>, new: &Tokens<'_>, pair: (usize, usize)) {
    let (Some(before), Some(after)) = (old.list.get(pair.0), new.list.get(pair.1)) else { return };
    match (before.what, after.what) {
        (What::Inline(before), What::Inline(after)) if before == after => out.push(after.clone()),
        (What::Inline(before), What::Inline(after))
            if words::class(after).is_some() && words::class(before) == words::class(after) =>
        {
            let content = words::of_runs(words::held(before), words::held(after));
            out.push(words::with_held(after, content));
        }
        (What::Text(before), What::Text(after)) if before == after => {
            normal::push_text(out, after);
        }
        _ => {
            let [deleted, inserted] = [(old, pair.0), (new, pair.1)].map(|(tokens, at)| {
                let mut run = Vec::new();
                push_tokens(&mut run, tokens, (at, at + 1), false);
                run
            });
            push_change(out, deleted, inserted);
        }
    }
}

fn push_gap(out: &mut Vec<Inline>, old: &Tokens<'_>, new: &Tokens<'_>, gap: Gap) {
    let starts_spaced = old.spaced(gap.old.0) && new.spaced(gap.new.0);
    let ends_spaced = old.spaced(gap.old.1) && new.spaced(gap.new.1);
    let is_empty = |(from, to): (usize, usize)| from == to;
    // Where one side has no token, its one space stands before the change and after it.
    let ends_spaced = ends_spaced && !(starts_spaced && (is_empty(gap.old) || is_empty(gap.new)));
    let touches = touches(old, new, gap);
    let mut run = Run { spaced_before: starts_spaced, spaced_after: ends_spaced };
    if touches && run.spaced_after {
        run.spaced_after = false;
    } else if touches {
        run.spaced_before = false;
    }
    if run.spaced_before {
        normal::push_text(out, " ");
    }
    let deleted = run.tokens(old, gap.old);
    let inserted = run.tokens(new, gap.new);
    push_change(out, deleted, inserted);
    if run.spaced_after {
        normal::push_text(out, " ");
    }
}

/// Which spaces around a change stay, and are part of neither side.
struct Run {
    spaced_before: bool,
    spaced_after: bool,
}

impl Run {
    /// The tokens of one side, with the spaces around them that do not stay.
    fn tokens(&self, tokens: &Tokens<'_>, range: (usize, usize)) -> Vec<Inline> {
        let mut run = Vec::new();
        push_tokens(&mut run, tokens, range, !self.spaced_before);
        // The one space of a side without tokens is the one before.
        let is_written = range.0 == range.1 && self.spaced_before;
        if tokens.spaced(range.1) && !self.spaced_after && !is_written {
            normal::push_text(&mut run, " ");
        }
        run
    }
}

fn push_tokens(
    run: &mut Vec<Inline>,
    tokens: &Tokens<'_>,
    range: (usize, usize),
    with_first_space: bool,
) {
    let list = tokens.list.get(range.0..range.1).unwrap_or_default();
    for (index, token) in list.iter().enumerate() {
        if token.spaced && (with_first_space || index > 0) {
            normal::push_text(run, " ");
        }
        match token.what {
            What::Text(word) => normal::push_text(run, word),
            What::Inline(inline) => run.push(inline.clone()),
        }
    }
}

/// Whether the last deleted word and the first inserted one would stand together as one.
pub(super) fn touches(old: &Tokens<'_>, new: &Tokens<'_>, gap: Gap) -> bool {
    let is_word = |what: What<'_>| match what {
        What::Text(text) => text.chars().any(char::is_alphanumeric),
        What::Inline(inline) => !matches!(inline.kind, InlineKind::HardBreak),
    };
    let last = old.list.get(gap.old.0..gap.old.1).and_then(<[_]>::last);
    let first = new.list.get(gap.new.0..gap.new.1).and_then(<[_]>::first);
    match (last, first) {
        (Some(last), Some(first)) => is_word(last.what) && is_word(first.what),
        _ => false,
    }
}

fn push_change(out: &mut Vec<Inline>, deleted: Vec<Inline>, inserted: Vec<Inline>) {
    let reasons = reasons(&deleted, &inserted);
    push_marked(out, MarkKind::Deleted, reasons.0, deleted);
    push_marked(out, MarkKind::Inserted, reasons.1, inserted);
}

/// Adds a marked run, unless it is empty.
pub(super) fn push_marked(
    out: &mut Vec<Inline>,
    kind: MarkKind,
    reason: MarkReason,
    content: Vec<Inline>,
) {
    if !content.is_empty() {
        let kind = InlineKind::Marked(Mark::new(kind, reason), content);
        out.push(Inline { span: Span::default(), kind });
    }
}

/// Why words were deleted and others inserted: if they are the same words, because of where they
/// lead or how they are set.
fn reasons(deleted: &[Inline], inserted: &[Inline]) -> (MarkReason, MarkReason) {
    if bare(deleted) != bare(inserted) {
        return (MarkReason::Words, MarkReason::Words);
    }
    let (old, new) = (target(deleted), target(inserted));
    if old == new {
        return (MarkReason::Style, MarkReason::Style);
    }
    let reason = |target: Option<String>| target.map_or(MarkReason::Style, MarkReason::Link);
    (reason(old), reason(new))
}

/// What is shown of a run, without style and links.
fn bare(run: &[Inline]) -> String {
    let mut out = String::new();
    for inline in walk::inlines_of(run) {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Image(image) => {
                out.push_str(normal::address(&image.destination));
                out.push_str(&image.alt);
            }
            InlineKind::FootnoteMark(label) => out.push_str(label),
            InlineKind::Reference(reference) if reference.words.is_empty() => {
                out.push_str(&words::target(&reference.target));
            }
            InlineKind::HardBreak => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Where the first link of a run leads.
fn target(run: &[Inline]) -> Option<String> {
    walk::inlines_of(run).find_map(|inline| match &inline.kind {
        InlineKind::Link(link) => Some(normal::address(&link.destination).to_owned()),
        InlineKind::Reference(reference) if !reference.words.is_empty() => {
            Some(words::target(&reference.target))
        }
        _ => None,
    })
}

//! Where a change best begins and ends: at the edge of a sentence, of a clause, of a word.

use super::words::{Tokens, What};

/// The best place for the tokens from one place to another, up to `most` tokens away: what it is
/// worth there, and how far away it is.
pub(super) fn shift(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    most: usize,
    is_left: bool,
) -> (usize, usize) {
    let worth = |from: usize, to: usize| edge_worth(tokens, from) + edge_worth(tokens, to);
    let mut best = (worth(from, to), 0);
    for n in 1..=most {
        let (one, other, from, to) = if is_left {
            (from - n, to - n, from - n, to - n)
        } else {
            (from + n - 1, to + n - 1, from + n, to + n)
        };
        if !is_same(tokens, one, other) {
            break;
        }
        let worth = worth(from, to);
        if worth > best.0 {
            best = (worth, n);
        }
    }
    best
}

fn is_same(tokens: &Tokens<'_>, one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (tokens.list.get(one), tokens.list.get(other)) else {
        return false;
    };
    match (one.what, other.what) {
        (What::Text(a), What::Text(b)) => a == b,
        (What::Inline(a), What::Inline(b)) => a == b,
        _ => false,
    }
}

/// How good a place for the edge of a change is.
fn edge_worth(tokens: &Tokens<'_>, at: usize) -> usize {
    let before = at.checked_sub(1).and_then(|at| tokens.list.get(at));
    let Some(before) = before else { return 5 };
    if at >= tokens.list.len() {
        return 5;
    }
    if is_sentence_end(tokens, at) {
        return 5;
    }
    match before.what {
        What::Text("," | ";" | ":") => 3,
        _ if tokens.spaced(at) => 2,
        _ => 0,
    }
}

/// Whether a sentence ends before a token.
pub(super) fn is_sentence_end(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = |back: usize| at.checked_sub(back).and_then(|at| tokens.list.get(at));
    let ends =
        |back: usize| matches!(token(back).map(|t| t.what), Some(What::Text("." | "!" | "?")));
    let closes = matches!(token(1).map(|t| t.what), Some(What::Text("”" | "’" | "\"" | "'" | ")")));
    tokens.spaced(at) && (ends(1) || closes && ends(2))
}

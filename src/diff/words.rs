//! Words: two runs of inlines to one with marks. Words are those of Unicode (UAX #29), so that
//! no letter or sign of any script is cut. What holds words (a link, a style) is compared inside
//! if it is the same thing in both runs; what holds none (a picture, code, a footnote's mark) is
//! the same or not.

use super::emit::{self, push_marked};
use super::sequence::{self, Rows};
use super::siblings::print;
use super::tidy;
use crate::prose::mark::{MarkKind, MarkReason};
use crate::prose::{
    Destination, Element, Inline, InlineKind, Link, Reference, Style, Tag, Target, text,
};
use crate::source::place::Span;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// A word, a sign, or an inline that is more than text. Spaces belong to what follows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) what: What<'a>,
    /// Whether a space stands before it.
    pub(super) spaced: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'a> {
    /// A word or a sign.
    Text(&'a str),
    /// Any other inline.
    Inline(&'a Inline),
}

/// The tokens of a run, and whether a space stands after the last.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    pub(super) list: Vec<Token<'a>>,
    pub(super) ends_in_space: bool,
}

/// Two runs in normal form to one, however little they share.
pub(super) fn of_runs(old: &[Inline], new: &[Inline]) -> Vec<Inline> {
    of_runs_alike(old, new).unwrap_or_else(|| {
        let mut out = Vec::new();
        push_marked(&mut out, MarkKind::Deleted, MarkReason::Words, old.to_vec());
        push_marked(&mut out, MarkKind::Inserted, MarkReason::Words, new.to_vec());
        out
    })
}

/// Two runs in normal form to one; nothing if they share so little that a reader is better served
/// by the one as a whole and the other as a whole.
pub(super) fn of_runs_alike(old: &[Inline], new: &[Inline]) -> Option<Vec<Inline>> {
    if old == new {
        return Some(new.to_vec());
    }
    let (olds, news) = (Tokens::of(old), Tokens::of(new));
    let pairs = tidy::tidied(&olds, &news, &pairs(&olds, &news))?;
    Some(emit::runs(&olds, &news, &pairs))
}

impl<'a> Tokens<'a> {
    fn of(run: &'a [Inline]) -> Self {
        let mut tokens = Self { list: Vec::new(), ends_in_space: false };
        for inline in run {
            match &inline.kind {
                InlineKind::Text(text) => {
                    text.split_word_bounds().for_each(|word| tokens.push_word(word));
                }
                _ => tokens.push(What::Inline(inline)),
            }
        }
        tokens
    }

    fn push_word(&mut self, word: &'a str) {
        // Unicode makes one word of several spaces, but in normal form there is only one.
        if word == " " {
            self.ends_in_space = true;
        } else {
            self.push(What::Text(word));
        }
    }

    fn push(&mut self, what: What<'a>) {
        let spaced = std::mem::take(&mut self.ends_in_space);
        self.list.push(Token { what, spaced });
    }

    /// Whether a space stands before the token at a place, or at the end.
    pub(super) fn spaced(&self, at: usize) -> bool {
        self.list.get(at).map_or(self.ends_in_space, |token| token.spaced)
    }
}

impl What<'_> {
    /// How many letters and digits it shows, or what it is worth if it shows none.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).count(),
            Self::Inline(inline) => {
                let letters = text::inlines(std::slice::from_ref(*inline));
                letters.chars().filter(|c| c.is_alphanumeric()).count().max(1)
            }
        }
    }

    fn weight(&self) -> u32 {
        match self.size() {
            0 => 1,
            1..=3 => 3,
            size => u32::try_from(size.min(14)).unwrap_or(14),
        }
    }
}

/// What must be the same for two tokens to be one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Word(&'a str),
    /// The very same inline in both runs.
    Whole(u64),
    /// The same kind of thing, whose words may differ.
    Class(u64),
}

/// The pairs of tokens that both runs share.
fn pairs(old: &Tokens<'_>, new: &Tokens<'_>) -> Vec<(usize, usize)> {
    let prints = |tokens: &Tokens<'_>| -> BTreeSet<u64> {
        tokens.list.iter().filter_map(inline_of).map(|inline| print(&inline.kind)).collect()
    };
    let shared: BTreeSet<u64> = prints(old).intersection(&prints(new)).copied().collect();
    let mut numbers: BTreeMap<Key<'_>, u32> = BTreeMap::new();
    let mut weights = Vec::new();
    let mut row = Vec::with_capacity(old.list.len() + new.list.len());
    for token in old.list.iter().chain(&new.list) {
        let number = *numbers.entry(key(token, &shared)).or_insert_with(|| {
            weights.push(token.what.weight());
            u32::try_from(weights.len() - 1).unwrap_or(u32::MAX)
        });
        row.push(number);
    }
    let (old, new) = row.split_at(old.list.len());
    sequence::common(Rows { old, new, weights: &weights })
}

fn inline_of<'a>(token: &Token<'a>) -> Option<&'a Inline> {
    match token.what {
        What::Inline(inline) => Some(inline),
        What::Text(_) => None,
    }
}

fn key<'a>(token: &Token<'a>, shared: &BTreeSet<u64>) -> Key<'a> {
    let inline = match token.what {
        What::Text(word) => return Key::Word(word),
        What::Inline(inline) => inline,
    };
    let whole = print(&inline.kind);
    match class(inline) {
        Some(class) if !shared.contains(&whole) => Key::Class(print(&class)),
        _ => Key::Whole(whole),
    }
}

/// What must be the same for two inlines to be compared inside.
#[derive(Hash, PartialEq)]
pub(super) enum Class<'a> {
    Styled(Style),
    Element(Tag, Option<&'a str>),
    Link(&'a Destination, &'a str),
    Reference(&'a Target),
}

/// What must be the same for an inline to be compared inside; nothing if it holds no words.
pub(super) fn class(inline: &Inline) -> Option<Class<'_>> {
    match &inline.kind {
        InlineKind::Styled(style, _) => Some(Class::Styled(*style)),
        InlineKind::Element(element) => {
            Some(Class::Element(element.tag, element.attribute.as_deref()))
        }
        InlineKind::Link(link) => Some(Class::Link(&link.destination, &link.title)),
        InlineKind::Reference(reference) if !reference.words.is_empty() => {
            Some(Class::Reference(&reference.target))
        }
        _ => None,
    }
}

/// The words that an inline holds.
pub(super) fn held(inline: &Inline) -> &[Inline] {
    match &inline.kind {
        InlineKind::Styled(_, content) => content,
        InlineKind::Element(element) => &element.content,
        InlineKind::Link(link) => &link.content,
        InlineKind::Reference(reference) => &reference.words,
        _ => &[],
    }
}

/// The same inline with other words in it.
pub(super) fn with_held(inline: &Inline, content: Vec<Inline>) -> Inline {
    let kind = match &inline.kind {
        InlineKind::Styled(style, _) => InlineKind::Styled(*style, content),
        InlineKind::Element(element) => InlineKind::Element(Element { content, ..element.clone() }),
        InlineKind::Link(link) => InlineKind::Link(Link { content, ..link.clone() }),
        InlineKind::Reference(reference) => {
            InlineKind::Reference(Reference { words: content, ..reference.clone() })
        }
        kind => kind.clone(),
    };
    Inline { span: Span::default(), kind }
}

/// What a reference names, as it was written: `law:soa-2003/15`.
pub(super) fn target(target: &Target) -> String {
    match target {
        Target::Chapter { slug, heading: Some(heading) } => format!("{slug}#{heading}"),
        Target::Chapter { slug, heading: None } => slug.clone(),
        Target::Here(heading) => format!("#{heading}"),
        Target::Law(id) => format!("law:{id}"),
        Target::Term(id) => format!("term:{id}"),
        Target::Contact(id) => format!("contact:{id}"),
    }
}

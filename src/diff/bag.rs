//! Bags of words: how much two pieces of prose have in common, whatever the order.

use crate::prose::walk::Node;
use crate::prose::{Block, Inline, InlineKind, text};
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// Numbers for words, the same for both texts.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: BTreeMap<String, u32>,
}

/// The words of a piece of prose, sorted, each as often as it stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    words: Vec<Word>,
    weight: u32,
}

/// A word's number and weight.
type Word = (u32, u32);

impl Vocabulary {
    /// The bag of some texts.
    pub(super) fn bag(&mut self, texts: &[&str]) -> Bag {
        let mut words = Vec::new();
        for text in texts {
            self.add(&mut words, text);
        }
        words.sort_unstable();
        let weight = words.iter().map(|(_, weight)| weight).sum();
        Bag { words, weight }
    }

    fn add(&mut self, words: &mut Vec<Word>, text: &str) {
        for word in text.unicode_words() {
            let lower = word.to_lowercase();
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            // Short words say little: any two texts share "the", "of" and "to".
            let weight = if word.chars().nth(3).is_none() { 1 } else { 3 };
            words.push((*self.numbers.entry(lower).or_insert(next), weight));
        }
    }
}

/// The texts of some nodes.
pub(super) fn texts<'p>(nodes: impl Iterator<Item = Node<'p>>) -> impl Iterator<Item = &'p str> {
    nodes.map(|node| match node {
        Node::Block(block) => code(block),
        Node::Inline(inline) => own_text(inline),
    })
}

/// Code is the only text that a block holds by itself.
fn code(block: &Block) -> &str {
    match &block.kind {
        crate::prose::BlockKind::Code(code) => &code.text,
        crate::prose::BlockKind::Statement(provision, _) => &provision.value,
        _ => "",
    }
}

fn own_text(inline: &Inline) -> &str {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text,
        InlineKind::Image(image) => &image.alt,
        InlineKind::Reference(reference) if reference.words.is_empty() => {
            text::target_name(&reference.target)
        }
        _ => "",
    }
}

impl Bag {
    /// How much there is: long words count for more than short ones.
    pub(super) fn weight(&self) -> u32 {
        self.weight
    }

    /// The different words.
    pub(super) fn distinct(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        self.words
            .iter()
            .map(|(word, _)| *word)
            .filter(move |word| last.replace(*word) != Some(*word))
    }

    /// The weight of what two bags share.
    pub(super) fn common(&self, other: &Self) -> u32 {
        let mut rest = other.words.iter().peekable();
        let mut common = 0;
        for (word, weight) in &self.words {
            while rest.next_if(|(next, _)| next < word).is_some() {}
            if rest.next_if(|(next, _)| next == word).is_some() {
                common += weight;
            }
        }
        common
    }

    /// Of 100: how much of both is shared (the coefficient of Dice). Bags without words share nothing.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let both = u64::from(self.weight + other.weight);
        let shared = 200 * u64::from(self.common(other));
        shared.checked_div(both).and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
    }
}

//! A text with the words of an edition written out: what a reference is called, who answers, what the
//! register says of a provision. Two texts are compared in this form, so that the difference has
//! exactly the words that readers had before them on the one day and on the other.

use super::bind::Bound;
use super::{Edition, EditionContact};
use crate::manual::document::{Document, Text};
use crate::manual::register::Provision;
use crate::prose::mentions::first_citations;
use crate::prose::{Block, BlockKind, Inline, InlineKind, Prose, Reference, text, walk};
use crate::source::place::Span;
use jiff::civil::Date;

/// Words of the interface that readers find within a text.
pub trait Phrases {
    /// What is said of a chapter that was withdrawn.
    fn gone(&self) -> String;

    /// What is said beside the statement of a provision on a day; nothing if it is in force.
    fn status(&self, provision: &Provision, date: Date) -> Option<String>;
}

impl Edition<'_> {
    /// The text of a document as it is read in this edition.
    pub fn worded(&self, document: &Document, written: &Text, phrases: &impl Phrases) -> Prose {
        let mut prose = (*written.prose).clone();
        self.word_references(document, &mut prose, phrases);
        walk::for_each_block_mut(&mut prose, &mut |block| {
            self.state_law(document, block, phrases);
        });
        prose
    }

    fn word_references(&self, document: &Document, prose: &mut Prose, phrases: &impl Phrases) {
        let first = first_citations(prose);
        walk::for_each_inline_mut(prose, &mut |inline| {
            if let InlineKind::Reference(reference) = &mut inline.kind {
                self.word(document, reference, first.contains(&inline.span), phrases);
            }
        });
    }

    /// Writes how the provision stands and the register's statement before the editor's own words. A
    /// statement within a statement is not written out: it could hold itself.
    fn state_law(&self, document: &Document, block: &mut Block, phrases: &impl Phrases) {
        let BlockKind::Statement(id, words) = &mut block.kind else { return };
        let Some(provision) = self.manual.registers.legislation.get(&id.value) else { return };
        let mut stated = Prose::default();
        if let Some(statement) = provision.statement_on(self.date) {
            stated = statement.text.prose.clone();
            self.word_references(document, &mut stated, phrases);
            walk::for_each_block_mut(&mut stated, &mut unstate);
        }
        let status = phrases.status(provision, self.date).map(paragraph);
        words.splice(0..0, status.into_iter().chain(stated.blocks));
    }

    /// Writes the words of a reference that has none of its own, who answers where it is a contact, and
    /// that it is gone where it is a chapter that was withdrawn.
    fn word(
        &self,
        document: &Document,
        reference: &mut Reference,
        is_first: bool,
        phrases: &impl Phrases,
    ) {
        let bound = self.bind(Some(&document.id.chapter), &reference.target);
        if reference.words.is_empty() {
            let name = match &bound {
                Ok(bound) => bound.words_in_text(is_first),
                Err(_) => text::target_name(&reference.target).to_owned(),
            };
            reference.words.push(words(name));
        }
        let note = match &bound {
            Ok(Bound::Withdrawn(_)) => Some(phrases.gone()),
            Ok(Bound::Contact { answering, .. }) => {
                let wide = EditionContact::for_all(answering, self);
                wide.and_then(|found| found.contact.telephone.clone())
            }
            _ => None,
        };
        reference.words.extend(note.map(|note| words(format!(" ({note})"))));
    }
}

/// Leaves of a statement within a statement the words that were written for it.
fn unstate(block: &mut Block) {
    if let BlockKind::Statement(_, held) = &mut block.kind {
        block.kind = BlockKind::Quote(std::mem::take(held));
    }
}

fn words(text: String) -> Inline {
    Inline { span: Span::default(), kind: InlineKind::Text(text) }
}

fn paragraph(text: String) -> Block {
    Block { span: Span::default(), kind: BlockKind::Paragraph(vec![words(text)]) }
}

//! A text with the words of an edition written out: what a reference is called, who answers, what the
//! register says of a provision. Two texts are compared in this form, so that the difference has
//! exactly the words that readers had before them on the one day and on the other.

use super::bind::Bound;
use super::{Edition, EditionContact};
use crate::manual::document::{Document, Text};
use crate::prose::{Block, BlockKind, Inline, InlineKind, Prose, Reference, text, walk};
use crate::source::place::Span;

impl Edition<'_> {
    /// The text of a document as it is read in this edition. `gone` is said of a chapter that was withdrawn.
    pub fn worded(&self, document: &Document, written: &Text, gone: &str) -> Prose {
        let mut prose = (*written.prose).clone();
        walk::for_each_block_mut(&mut prose, &mut |block| self.state_law(block));
        walk::for_each_inline_mut(&mut prose, &mut |inline| {
            if let InlineKind::Reference(reference) = &mut inline.kind {
                self.word(document, reference, gone);
            }
        });
        prose
    }

    /// Writes the register's statement before the editor's own words.
    fn state_law(&self, block: &mut Block) {
        let BlockKind::Statement(id, words) = &mut block.kind else { return };
        let provision = self.manual.registers.legislation.get(&id.value);
        let statement = provision.and_then(|provision| provision.statement_on(self.date));
        if let Some(statement) = statement {
            words.splice(0..0, statement.text.prose.blocks.iter().cloned());
        }
    }

    /// Writes the words of a reference that has none of its own, who answers where it is a contact, and
    /// that it is gone where it is a chapter that was withdrawn.
    fn word(&self, document: &Document, reference: &mut Reference, gone: &str) {
        let bound = self.bind(Some(&document.id.chapter), &reference.target);
        if reference.words.is_empty() {
            let name = match &bound {
                Ok(bound) => bound.words(),
                Err(_) => text::target_name(&reference.target).to_owned(),
            };
            reference.words.push(words(name));
        }
        let note = match &bound {
            Ok(Bound::Withdrawn(_)) => Some(gone),
            Ok(Bound::Contact { answering, .. }) => {
                let wide = EditionContact::for_all(answering, self);
                wide.and_then(|found| found.contact.telephone.as_deref())
            }
            _ => None,
        };
        reference.words.extend(note.map(|note| words(format!(" ({note})"))));
    }
}

fn words(text: String) -> Inline {
    Inline { span: Span::default(), kind: InlineKind::Text(text) }
}

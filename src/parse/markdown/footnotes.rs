//! Footnotes: whether each mark has its footnote, and each footnote its mark.

use super::tree::Builder;
use crate::finding::{Finding, Level, Rule};
use crate::source::place::{Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A mark that leads nowhere.
pub static MISSING_FOOTNOTE: Rule = Rule {
    code: "missing-footnote",
    level: Level::Error,
    what: "A footnote is marked in the text, but its words are missing.",
    why: "The reader sees brackets and a caret where a source or a condition should be.",
    mend: "Write the words of the footnote, as in `[^1]: The words.`, or take the mark out.",
};

/// A footnote that is not shown.
pub static UNUSED_FOOTNOTE: Rule = Rule {
    code: "unused-footnote",
    level: Level::Warning,
    what: "A footnote has words, but nothing in the text marks it.",
    why: "It is not shown, so that readers miss what it says.",
    mend: "Put its mark into the text, or remove the footnote.",
};

/// Two footnotes of one name.
pub static DUPLICATE_FOOTNOTE: Rule = Rule {
    code: "duplicate-footnote",
    level: Level::Error,
    what: "Two footnotes have the same label.",
    why: "Only the first is shown, so that readers miss what the second says.",
    mend: "Give one of the two another label.",
};

/// Makes the finding for a mark without its footnote.
pub fn missing_footnote(place: Place, label: &str) -> Finding {
    Finding::new(
        &MISSING_FOOTNOTE,
        place,
        format!("no footnote of this text is called `{label}`"),
        format!("write the footnote on a line of its own, as in `[^{label}]: Its words.`"),
    )
}

/// Makes the finding for a footnote without a mark.
pub fn unused_footnote(place: Place, label: &str) -> Finding {
    Finding::new(
        &UNUSED_FOOTNOTE,
        place,
        format!("nothing in this text marks the footnote `{label}`"),
        format!("put `[^{label}]` where it belongs, or remove the footnote"),
    )
}

/// Makes the finding for the second footnote of one label.
pub fn duplicate_footnote(place: Place, first: Place, label: &str) -> Finding {
    Finding::new(
        &DUPLICATE_FOOTNOTE,
        place,
        format!("another footnote of this text is already called `{label}`"),
        "give this footnote a label of its own, and use it in its mark",
    )
    .with_note(first, "the label was first used here")
}

/// The footnotes and marks that were met so far, by their folded labels.
#[derive(Debug, Default)]
pub(super) struct Seen {
    defined: BTreeMap<String, Span>,
    marked: BTreeSet<String>,
}

/// Labels are the same whatever their case.
fn folded(label: &str) -> String {
    label.to_lowercase()
}

impl Builder<'_> {
    /// The label to keep for a mark.
    pub(super) fn mark_footnote(&mut self, label: &str) -> String {
        let label = folded(label);
        if !self.footnotes.marked.contains(&label) {
            self.footnotes.marked.insert(label.clone());
        }
        label
    }

    /// The label to keep for a footnote.
    pub(super) fn define_footnote(&mut self, label: &str, span: Span) -> String {
        let folded = folded(label);
        let span = self.first_in(span, &format!("[^{label}]"));
        match self.footnotes.defined.get(&folded) {
            Some(first) => {
                let first = self.place(*first);
                self.report(duplicate_footnote(self.place(span), first, label));
            }
            None => {
                self.footnotes.defined.insert(folded.clone(), span);
            }
        }
        folded
    }

    /// Reports what nothing marks, when the whole text has been read.
    pub(super) fn check_footnotes(&mut self) {
        let Seen { defined, marked } = std::mem::take(&mut self.footnotes);
        for (label, span) in defined.into_iter().filter(|(label, _)| !marked.contains(label)) {
            let finding = unused_footnote(self.place(span), &label);
            self.report(finding);
        }
    }
}

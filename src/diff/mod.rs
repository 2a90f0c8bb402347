//! Differences: two texts come in, and one text with marks goes out, with a list of the places
//! that changed. Page, print and PDF show it without knowing how it was made.
//!
//! 1. `normal` takes away what readers cannot see: line ends in the source and spans.
//! 2. `siblings` pairs the blocks of both texts: those that are the same, then those that are
//!    alike, then those that moved. `bag` says how alike two blocks are, `sequence` what two
//!    rows of things have in common.
//! 3. `blocks`, `lists` and `tables` go into each pair; `words` compares words,
//!    `tidy` makes of that what a careful editor would mark, and `emit` writes the marks.
//! 4. `places` numbers and lists the changed places, `headings` says under which heading each stands. `fold` folds what did not change.
//! 5. `spans` says of each block where it stands in the new text.
//!
//! [`accept`] and [`reject`] give the two texts back: that is the law of this module.

mod bag;
mod blocks;
mod edges;
mod emit;
mod fold;
mod headings;
mod lists;
mod normal;
mod places;
mod sequence;
mod siblings;
mod sides;
mod spans;
mod tables;
mod tidy;
mod words;

pub use fold::fold;
pub use places::{Change, Place, PlaceHeading};
pub use sides::{accept, reject};

use crate::prose::{Inline, InlineKind, Prose};
use crate::source::place::Span;

/// What readers see of a text.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The title.
    pub title: &'a str,
    /// The subtitle.
    pub subtitle: Option<&'a str>,
    /// The summary.
    pub summary: Option<&'a str>,
    /// The text itself.
    pub prose: &'a Prose,
}

/// Two texts in one, with marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The title.
    pub title: Vec<Inline>,
    /// The subtitle; empty if neither text has one.
    pub subtitle: Vec<Inline>,
    /// The summary; empty if neither text has one.
    pub summary: Vec<Inline>,
    /// The text, whole and not folded: see [`fold`]. Its footnotes stand at the end. Each of its blocks has
    /// the span that it has in the new text; one that is deleted, or stands within another, has none.
    pub prose: Prose,
    /// The changed places, in reading order.
    pub places: Vec<Place>,
}

impl Difference {
    /// Whether readers would find no change.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The ids of the headings under which the text changed, each once, in reading order: the
    /// nearest heading above each change, or the heading itself. A heading that is gone has its
    /// old id. What changed above the first heading, or in a footnote, belongs to none.
    pub fn changed_headings(&self) -> Vec<String> {
        headings::changed(&self.prose)
    }
}

/// The difference of two texts.
///
/// What readers cannot see is no change: how the source is wrapped, where a footnote's text stands
/// in it, the id of a heading, the alignment of a column, the space between the items of a list.
pub fn texts(old: &Words<'_>, new: &Words<'_>) -> Difference {
    let mut difference = Difference {
        title: phrase(Some(old.title), Some(new.title)),
        subtitle: phrase(old.subtitle, new.subtitle),
        summary: phrase(old.summary, new.summary),
        prose: blocks::prose(old.prose, new.prose),
        places: Vec::new(),
    };
    places::number(&mut difference);
    spans::set(&mut difference.prose.blocks, new.prose);
    difference
}

/// The difference of two short texts without mark-up.
fn phrase(old: Option<&str>, new: Option<&str>) -> Vec<Inline> {
    let run = |text: Option<&str>| match text {
        None | Some("") => Vec::new(),
        Some(text) => {
            vec![Inline { span: Span::default(), kind: InlineKind::Text(text.to_owned()) }]
        }
    };
    words::of_runs(&normal::run(&run(old)), &normal::run(&run(new)))
}

#[cfg(test)]
mod tests {
    use super::{Words, texts};
    use crate::prose::mark::MarkKind;
    use crate::prose::{Inline, InlineKind, Prose};

    fn shown(run: &[Inline]) -> String {
        let show = |inline: &Inline| match &inline.kind {
            InlineKind::Text(text) => text.clone(),
            InlineKind::Marked(mark, held) if mark.kind == MarkKind::Inserted => {
                format!("{{+{}+}}", shown(held))
            }
            InlineKind::Marked(_, held) => format!("{{-{}-}}", shown(held)),
            _ => String::new(),
        };
        run.iter().map(show).collect()
    }

    /// The difference of two summaries.
    fn marked(old: &str, new: &str) -> String {
        let prose = Prose::default();
        let words = |text| Words { title: "", subtitle: None, summary: Some(text), prose: &prose };
        shown(&texts(&words(old), &words(new)).summary)
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(marked(old, new), expected);
    }

    #[test]
    fn a_word_is_replaced_with_the_space_beside_it() {
        check("Tell the police now.", "Tell the hub now.", "Tell the {-police -}{+hub +}now.");
        check("Tell the police.", "Tell the hub.", "Tell the{- police-}{+ hub+}.");
        check("police", "hub", "{-police-}{+hub+}");
    }

    #[test]
    fn a_deleted_and_an_inserted_word_never_touch() {
        check("Read (early) now.", "Read (late) now.", "Read {-(early-}{+(late+}) now.");
        check("In KCSIE-2024, see", "In KCSIE-2026, see", "In{- KCSIE-2024-}{+ KCSIE-2026+}, see");
    }

    #[test]
    fn what_is_only_inserted_deletes_nothing() {
        check("Tell them now", "Tell them all now", "Tell them {+all +}now");
        check("Tell them.", "Tell them, and wait.", "Tell them{+, and wait+}.");
        check("A. C.", "A. B. C.", "A. {+B. +}C.");
    }

    #[test]
    fn a_word_that_is_doubled_is_one_insertion() {
        check("very bad", "very very bad", "{+very +}very bad");
    }

    #[test]
    fn a_small_island_goes_under() {
        check(
            "Every member of staff in schools must write and keep short notes.",
            "Every member of staff in schools must read and share long letters.",
            "Every member of staff in schools must{- write and keep short notes-}{+ read and share long letters+}.",
        );
    }

    #[test]
    fn a_sentence_in_pieces_is_one_deletion_and_one_insertion() {
        check(
            "Stay calm. Old friends may often ask the child to come away. Write it down.",
            "Stay calm. New adults could then tell a child when to go away. Write it down.",
            "Stay calm. {-Old friends may often ask the child to come -}{+New adults could then tell a child when to go +}away. Write it down.",
        );
    }

    #[test]
    fn letters_and_signs_of_every_script_stay_whole() {
        check(
            "in the cafe\u{301} today",
            "in the cafe today",
            "in the {-cafe\u{301} -}{+cafe +}today",
        );
        check("children 👩‍👧 here", "children 👩 here", "children {-👩‍👧-}{+👩+} here");
    }

    #[test]
    fn spaces_and_line_ends_of_the_source_are_no_change() {
        check("one  two\nthree", "one two three", "one two three");
    }
}

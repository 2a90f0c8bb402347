//! Headings: their ids, and the outline of a text.

use super::{Block, BlockKind, Inline, Prose, text, walk};
use crate::source::place::Span;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// An entry in the outline of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'p> {
    /// The heading's level, 1 to 6.
    pub level: u8,
    /// The heading's id.
    pub id: &'p str,
    /// The heading's words.
    pub content: &'p [Inline],
    /// Where the heading stands.
    pub span: Span,
}

/// The outline: the headings that divide the text. Those inside quotations, lists and callouts do not.
pub fn outline(prose: &Prose) -> Vec<Entry<'_>> {
    prose.blocks.iter().filter_map(entry).collect()
}

fn entry(block: &Block) -> Option<Entry<'_>> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(Entry {
            level: heading.level,
            id: &heading.id,
            content: &heading.content,
            span: block.span,
        }),
        _ => None,
    }
}

/// Gives an id to every heading that has none: its words in lower case, joined by hyphens.
///
/// An id that is taken gets `-2`, `-3` and so on. An id that the editor wrote anywhere in the
/// text is taken from the start, so that no id changes when a heading above it is added or removed
/// as long as the editor has named it.
pub fn assign_ids(prose: &mut Prose) {
    let mut taken = explicit_ids(prose);
    let mut next_number: BTreeMap<String, usize> = BTreeMap::new();
    walk::for_each_block_mut(prose, &mut |block| {
        let BlockKind::Heading(heading) = &mut block.kind else { return };
        if heading.explicit {
            return;
        }
        let base = id_from(&text::inlines(&heading.content));
        let mut id = base.clone();
        while !taken.insert(id.clone()) {
            let number = next_number.entry(base.clone()).or_insert(2);
            id = format!("{base}-{number}");
            *number += 1;
        }
        heading.id = id;
    });
}

fn explicit_ids(prose: &Prose) -> BTreeSet<String> {
    walk::blocks(prose)
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) if heading.explicit => Some(heading.id.clone()),
            _ => None,
        })
        .collect()
}

/// The id that a heading's words give. Letters and digits of every script are kept with their
/// accents; apostrophes vanish, so that "children’s" is one word; all else separates words.
fn id_from(words: &str) -> String {
    let words = words.to_lowercase();
    let mut id = String::with_capacity(words.len());
    let mut at_gap = false;
    for grapheme in words.graphemes(true) {
        let Some(first) = grapheme.chars().next() else { continue };
        if first.is_alphanumeric() {
            if at_gap && !id.is_empty() {
                id.push('-');
            }
            at_gap = false;
            id.push_str(grapheme);
        } else if !matches!(first, '\'' | '’' | '‘' | 'ʼ' | '\u{ad}') {
            at_gap = true;
        }
    }
    if id.is_empty() {
        return "section".to_owned();
    }
    if is_reserved(&id) { format!("heading-{id}") } else { id }
}

/// Whether an id has the form of those that a page gives to footnotes and to changed places:
/// `fn-1`, `fnref-1-2`, `change-3`; or is that of its main part.
pub fn is_reserved(id: &str) -> bool {
    let number = ["fn-", "fnref-", "change-"].iter().find_map(|kind| id.strip_prefix(kind));
    id == "main" || number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{assign_ids, id_from, outline};
    use crate::prose::{Block, BlockKind, Heading, Inline, InlineKind, Prose};
    use crate::source::place::Span;

    fn heading(words: &str, explicit: &str) -> Block {
        let content =
            vec![Inline { span: Span::default(), kind: InlineKind::Text(words.to_owned()) }];
        let kind = BlockKind::Heading(Heading {
            level: 2,
            id: explicit.to_owned(),
            explicit: !explicit.is_empty(),
            content,
        });
        Block { span: Span::default(), kind }
    }

    fn ids(headings: &[(&str, &str)]) -> Vec<String> {
        let mut prose =
            Prose { blocks: headings.iter().map(|(words, id)| heading(words, id)).collect() };
        assign_ids(&mut prose);
        outline(&prose).into_iter().map(|entry| entry.id.to_owned()).collect()
    }

    #[test]
    fn an_id_is_the_words_in_lower_case_joined_by_hyphens() {
        assert_eq!(id_from("Who to tell, and when?"), "who-to-tell-and-when");
        assert_eq!(id_from("  The law – s. 15A "), "the-law-s-15a");
    }

    #[test]
    fn apostrophes_are_dropped_and_letters_of_every_script_kept() {
        assert_eq!(id_from("Children’s wishes, parents' views"), "childrens-wishes-parents-views");
        assert_eq!(id_from("Gŵyl Dewi: cafe\u{301}"), "gŵyl-dewi-cafe\u{301}");
        assert_eq!(id_from("हिन्दी में"), "हिन्दी-में");
    }

    #[test]
    fn a_heading_without_letters_is_a_section() {
        assert_eq!(ids(&[("!!!", ""), ("👩‍👧", "")]), ["section", "section-2"]);
    }

    #[test]
    fn ids_are_unique_and_never_equal_to_one_that_the_editor_wrote_further_down() {
        let headings = [("The law", ""), ("The law", ""), ("Law", "the-law"), ("The law", "")];
        assert_eq!(ids(&headings), ["the-law-2", "the-law-3", "the-law", "the-law-4"]);
        let headings = [("A", ""), ("A 2", ""), ("A", "")];
        assert_eq!(ids(&headings), ["a", "a-2", "a-3"]);
    }

    #[test]
    fn the_ids_of_footnotes_are_not_given_to_headings() {
        let words = [("Fn 1", ""), ("Fn key", ""), ("Change 2", ""), ("Change", ""), ("Main", "")];
        let expected = ["heading-fn-1", "fn-key", "heading-change-2", "change", "heading-main"];
        assert_eq!(ids(&words), expected);
    }
}

//! Laws that hold for the difference of any two texts.

use super::edits::{document, edited, edits};
use super::{Chapter, difference, html, root};
use chapterhouse::diff::{self, Difference};
use chapterhouse::prose::mark::MarkKind;
use chapterhouse::prose::mentions::Acronym;
use chapterhouse::prose::walk::{self, Node};
use chapterhouse::prose::{Block, BlockKind, InlineKind, Prose, Reference, text};
use chapterhouse::render::html::marks::MarkLabels;
use chapterhouse::render::html::{self as render, Filler, Labels, escape};
use chapterhouse::source::place::{Span, Spanned};
use proptest::prelude::proptest;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Fills holes with words that tell what they are.
struct Named;

impl Filler for Named {
    fn reference(&mut self, out: &mut String, reference: &Reference, words: &str, _: bool) {
        out.push_str("<a href=\"r:x\">");
        if words.is_empty() {
            escape::text(out, text::target_name(&reference.target));
        }
        out.push_str(words);
        out.push_str("</a>");
    }

    fn acronym(&mut self, out: &mut String, acronym: &Acronym) {
        out.push_str(&acronym.word);
    }

    fn path<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(path)
    }

    fn picture<'a>(&mut self, path: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(path)
    }

    fn statement(&mut self, out: &mut String, provision: &Spanned<String>) {
        escape::text(out, &provision.value);
    }

    fn section_end(&mut self, _: &mut String, _: &str) {}
}

fn labels() -> Labels {
    let marks = MarkLabels {
        inserted: "[inserted:".to_owned(),
        deleted: "[deleted:".to_owned(),
        end: "]".to_owned(),
        ..MarkLabels::default()
    };
    Labels { table: "Table".to_owned(), marks, ..Labels::default() }
}

fn page(prose: &Prose) -> String {
    let mut out = String::new();
    render::fragment(prose, &labels()).fill(&mut out, &mut Named);
    out
}

/// All laws at once, so that each pair of texts is compared once.
fn check(old: &Chapter, new: &Chapter) {
    let difference = difference(old, new);
    let given_back = (diff::accept(&difference.prose), diff::reject(&difference.prose));
    assert_eq!(given_back.0, diff::accept(&new.prose), "the new text is given back");
    assert_eq!(given_back.1, diff::accept(&old.prose), "the old text is given back");
    let is_same = diff::accept(&new.prose) == diff::accept(&old.prose);
    if old.words().title == new.words().title
        && old.words().subtitle == new.words().subtitle
        && old.words().summary == new.words().summary
    {
        assert_eq!(difference.is_empty(), is_same, "no place changed, or the texts differ");
    }
    check_marks(&difference);
    check_spans(&difference.prose.blocks, &new.prose);
    let folded = diff::fold(difference.prose.clone());
    assert_eq!(diff::accept(&folded), given_back.0, "folding changes no word");
    for prose in [&difference.prose, &folded] {
        check_page(&page(prose), old, new);
    }
    let page = page(&folded);
    for place in &difference.places {
        let is_in_text = page.contains(&format!("id=\"{}\"", place.id));
        let front = [&difference.title, &difference.subtitle, &difference.summary];
        let is_in_front = front.iter().any(|run| has_place(run, &place.id));
        assert!(is_in_text || is_in_front, "{place:?} in\n{page}");
    }
}

fn has_place(run: &[chapterhouse::prose::Inline], id: &str) -> bool {
    walk::inlines_of(run).any(|inline| match &inline.kind {
        InlineKind::Marked(mark, _) => mark.id().as_deref() == Some(id),
        _ => false,
    })
}

/// No mark is empty, and none is inside another but in what moved.
fn check_marks(difference: &Difference) {
    let mut nodes = walk::nodes(&difference.prose);
    while let Some(node) = nodes.next() {
        match node {
            Node::Block(Block { kind: BlockKind::Marked(_, held), .. }) => {
                assert!(!held.is_empty());
                assert!(nodes.side().is_in_new());
            }
            Node::Inline(inline) => {
                if let InlineKind::Marked(_, held) = &inline.kind {
                    assert!(!held.is_empty());
                    assert!(nodes.side().is_in_new());
                }
            }
            Node::Block(_) => {}
        }
    }
}

/// Each block that stays stands where the new text has the same words, and each block of that is met, in order.
fn check_spans(marked: &[Block], new: &Prose) {
    let alone = |block: &Block| diff::accept(&Prose { blocks: vec![block.clone()] });
    let mut met = Vec::new();
    let mut next: Vec<&Block> = marked.iter().rev().collect();
    while let Some(block) = next.pop() {
        match &block.kind {
            BlockKind::Footnote(_) => {}
            BlockKind::Marked(mark, _) if mark.kind == MarkKind::Deleted => {
                assert_eq!(block.span, Span::default(), "what is gone stands nowhere");
            }
            BlockKind::Marked(_, held) => next.extend(held.iter().rev()),
            _ => met.push((block.span, alone(block))),
        }
    }
    let is_footnote = |block: &&Block| matches!(block.kind, BlockKind::Footnote(_));
    let blocks = new.blocks.iter().filter(|block| !is_footnote(block));
    assert_eq!(met, blocks.map(|block| (block.span, alone(block))).collect::<Vec<_>>());
}

fn check_page(marked: &str, old: &Chapter, new: &Chapter) {
    html::check(marked);
    for (prose, dropped) in [(&new.prose, "del"), (&old.prose, "ins")] {
        let plain = page(prose);
        let expected = html::text_without(&plain, "nothing");
        // Of a footnote that is gone the words stand where it was, which may be among others.
        if marked.contains("class=\"footnotes\"") {
            let mut expected: Vec<&str> = expected.split(' ').collect();
            let found = html::text_without(marked, dropped);
            let mut found: Vec<&str> = found.split(' ').collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "without {dropped}:\n{marked}");
        } else {
            assert_eq!(
                html::text_without(marked, dropped),
                expected,
                "without {dropped}:\n{marked}"
            );
        }
    }
}

fn chapter(blocks: &[String]) -> Chapter {
    Chapter::of(blocks.join("\n\n"))
}

/// The versions of every document of the sample manual, in order.
fn histories() -> Vec<Vec<PathBuf>> {
    let mut histories: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root().join("procedures/chapters")) {
        let path = entry.unwrap().into_path();
        let folder = path.parent().unwrap().to_owned();
        if folder.ends_with("history") && path.is_file() {
            histories.entry(folder).or_default().push(path);
        }
    }
    let numbers = |path: &PathBuf| -> Vec<u32> {
        path.file_stem().unwrap().to_string_lossy().split('.').map(|n| n.parse().unwrap()).collect()
    };
    let mut histories: Vec<Vec<PathBuf>> = histories.into_values().collect();
    for history in &mut histories {
        history.sort_by_key(numbers);
    }
    histories
}

#[test]
fn the_laws_hold_for_all_versions_of_the_sample_manual() {
    let mut n_pairs = 0;
    let mut last: Option<Chapter> = None;
    for history in histories() {
        let chapters: Vec<Chapter> =
            history.iter().map(|path| Chapter::of(fs::read_to_string(path).unwrap())).collect();
        for pair in chapters.windows(2) {
            check(&pair[0], &pair[1]);
            n_pairs += 1;
        }
        if let (Some(one), Some(other)) = (&last, chapters.last()) {
            check(one, other);
        }
        for chapter in &chapters {
            assert!(difference(chapter, chapter).is_empty());
        }
        last = chapters.into_iter().next_back();
    }
    assert!(n_pairs > 10, "{n_pairs}");
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 600, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_laws_hold_for_any_edit(blocks in document(), edits in edits()) {
        check(&chapter(&blocks), &chapter(&edited(&blocks, &edits)));
    }

    #[test]
    fn the_laws_hold_for_any_two_texts(old in document(), new in document()) {
        check(&chapter(&old), &chapter(&new));
    }

    #[test]
    fn equal_texts_have_no_difference(blocks in document()) {
        let (old, new) = (chapter(&blocks), chapter(&blocks));
        let difference = difference(&old, &new);
        assert!(difference.is_empty());
        assert!(difference.changed_headings().is_empty());
        assert!(!page(&difference.prose).contains("mark-note"));
    }
}

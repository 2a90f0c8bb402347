//! First mentions: where a text names a provision, or uses an acronym, for the first time.
//!
//! A text is one document's: what stands beside it on a page, such as a local addition, has first mentions of its own.

use super::run::{Apart, Run, RunKind, runs};
use super::{BlockKind, InlineKind, Prose, Target, walk};
use crate::source::place::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The references without words of their own that are the first to name their provision, by where they
/// stand. The register's statement of a provision names it too. A heading never has a first mention,
/// because it is repeated in lists of contents.
pub fn first_citations(prose: &Prose) -> BTreeSet<Span> {
    let mut seen = BTreeSet::new();
    let mut first = BTreeSet::new();
    let mut nodes = walk::nodes(prose);
    while let Some(node) = nodes.next() {
        match node {
            walk::Node::Block(block) => match &block.kind {
                BlockKind::Heading(_) => nodes.skip_held(),
                BlockKind::Statement(id, _) => {
                    seen.insert(id.value.as_str());
                }
                _ => {}
            },
            walk::Node::Inline(inline) => {
                if let InlineKind::Reference(reference) = &inline.kind
                    && let Target::Law(id) = &reference.target
                    && reference.words.is_empty()
                    && seen.insert(id)
                {
                    first.insert(inline.span);
                }
            }
        }
    }
    first
}

/// The first use of an acronym in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acronym {
    /// The acronym.
    pub word: String,
    /// Where it stands.
    pub span: Span,
    /// What is read before it, and no more than may say what it means.
    pub before: String,
    /// What is read after it.
    pub after: String,
}

/// How much of the words beside an acronym is kept, in bytes.
const BESIDE: usize = 120;

/// The first use of each acronym in a text's own prose: not in headings, links, references or
/// quotations, and of none that the editor wrote as `<abbr>`.
pub fn first_acronyms(prose: &Prose) -> Vec<Acronym> {
    first_acronyms_of(&runs(prose))
}

/// The same for a text that was taken apart before.
pub fn first_acronyms_of(runs: &[Run]) -> Vec<Acronym> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for run in runs.iter().filter(|run| run.has_apart(Apart::Abbreviated)) {
        let is_explained = |range: &Range<usize>| run.is_apart(range, &[Apart::Abbreviated]);
        let explained = capitals(run.text()).filter(|(range, _)| is_explained(range));
        seen.extend(explained.map(|(_, word)| word));
    }
    let mut first = Vec::new();
    let is_prose =
        |run: &&Run| !run.is_quoted && !matches!(run.kind, RunKind::Heading | RunKind::Alternative);
    for run in runs.iter().filter(is_prose) {
        for (range, word) in capitals(run.text()) {
            if !run.is_apart(&range, &Apart::ALL) && seen.insert(word) {
                first.push(Acronym {
                    word: word.to_owned(),
                    span: run.span(range.clone()),
                    before: beside(run.text(), range.start.saturating_sub(BESIDE)..range.start),
                    after: beside(run.text(), range.end..range.end + BESIDE),
                });
            }
        }
    }
    first
}

/// A text cut at the acronyms in it: what is read before each, with it, and what follows the last. A text
/// that reads otherwise than it was written has no acronym of its own.
pub fn cut_at<'t>(
    text: &'t str,
    span: Span,
    acronyms: &BTreeMap<u32, Acronym>,
) -> (Vec<(&'t str, Acronym)>, &'t str) {
    let mut parts = Vec::new();
    let mut from = 0;
    if text.len() == span.range().len() {
        for (_, acronym) in acronyms.range(span.start..span.end) {
            let own = acronym.span.range();
            let (start, end) = (own.start - span.range().start, own.end - span.range().start);
            if text.get(start..end) == Some(&acronym.word) {
                parts.push((text.get(from..start).unwrap_or_default(), acronym.clone()));
                from = end;
            }
        }
    }
    (parts, text.get(from..).unwrap_or_default())
}

/// The part of a text that is nearest to a range of bytes.
fn beside(text: &str, range: Range<usize>) -> String {
    let letters = text.char_indices().skip_while(|(at, _)| *at < range.start);
    letters.take_while(|(at, _)| *at < range.end).map(|(_, letter)| letter).collect()
}

/// The words of a text that may be acronyms: they begin with a capital and have another.
pub fn capitals(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_capital = |letter: char| letter.is_ascii_uppercase();
    text.match_indices(is_capital).filter_map(move |(start, _)| {
        let before = text.get(..start)?.chars().next_back();
        let rest = text.get(start..)?;
        let is_several = rest.get(1..)?.starts_with(char::is_alphanumeric);
        if !is_several || before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest.get(..length)?;
        word.get(1..)?.contains(is_capital).then(|| (start..start + length, word))
    })
}

impl Acronym {
    /// Whether the text itself writes the words out beside the acronym: "child sexual exploitation (CSE)"
    /// or "CSE (child sexual exploitation)".
    pub fn is_written_out(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let before = self.before.to_lowercase();
        let before = before.trim_end().strip_suffix('(').map(str::trim_end);
        let is_before = |before: &str| {
            before.strip_suffix('s').unwrap_or(before).ends_with(words.trim_end_matches('s'))
        };
        let after = self.after.to_lowercase();
        let after = after.trim_start().strip_prefix('(');
        before.is_some_and(is_before) || after.is_some_and(|after| after.starts_with(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::{Acronym, capitals};
    use crate::source::place::Span;

    #[test]
    fn an_acronym_has_two_capitals_and_begins_with_one() {
        let found = |text| capitals(text).map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(found("The MASH, and CSE-related work (E2EE)."), ["MASH", "CSE", "E2EE"]);
        assert_eq!(found("A child. I said so. DSLs? iPhone, YouTube"), ["DSLs", "YouTube"]);
        assert_eq!(found("2FA é CSÉ"), ["CSÉ"]);
    }

    #[test]
    fn words_beside_an_acronym_may_say_what_it_means() {
        let acronym = |before: &str, after: &str| Acronym {
            word: "MASH".to_owned(),
            span: Span::default(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let words = "multi-agency safeguarding hub";
        assert!(acronym("Call the Multi-agency safeguarding hub (", ") now").is_written_out(words));
        assert!(acronym("Call the multi-agency safeguarding hubs (", ")").is_written_out(words));
        assert!(acronym("Call the ", " (multi-agency safeguarding hub)").is_written_out(words));
        assert!(!acronym("Call the ", ", the multi-agency safeguarding hub").is_written_out(words));
        assert!(!acronym("A hub (", ")").is_written_out(words));
    }
}

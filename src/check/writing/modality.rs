//! What guidance is said to demand: its word is “should”, and “must” is the word of law.

use super::{Written, sentences};
use crate::finding::{Findings, Level, Rule};
use crate::manual::register::ProvisionKind;
use crate::prose::run::{Apart, Run};
use crate::prose::{InlineKind, Target, walk};
use crate::source::place::Span;

/// A sentence in which guidance says that somebody must do something.
pub static MUST_OR_SHOULD: Rule = Rule {
    code: "must-or-should",
    level: Level::Advice,
    what: "A sentence says that guidance demands something with “must”.",
    why: "Guidance writes “must” where a law makes it a duty, and “should” for all else; who takes the one for the other misstates what people are bound to do, and courts notice.",
    mend: "Write “should”, or cite in the same sentence the law that makes it a duty. What the procedures themselves demand, demand in a sentence without the guidance.",
};

/// Between the guidance and “must”: what makes the guidance the speaker.
const SAYS: [&str; 14] = [
    "advises",
    "asks",
    "demands",
    "explains",
    "expects",
    "is clear",
    "make clear",
    "makes clear",
    "requires",
    "said",
    "say",
    "says",
    "sets out",
    "states",
];

/// Before the guidance: what makes its words the reason.
const UNDER: [&str; 6] = [
    "according to",
    "as set out in",
    "in accordance with",
    "in line with",
    "as required by",
    "under",
];

/// A longer sentence, in bytes, is no sentence that a person wrote.
const LONGEST: usize = 2_000;

/// A reference to an entry of the register of legislation.
struct Cited {
    span: Span,
    is_guidance: bool,
}

/// Checks sentences that refer to guidance and to no law.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    let legislation = &written.manual.registers.legislation;
    let inlines = walk::inlines(&written.document.working.prose);
    let mut cited: Vec<Cited> = inlines
        .filter_map(|inline| {
            let InlineKind::Reference(reference) = &inline.kind else { return None };
            let Target::Law(id) = &reference.target else { return None };
            let kind = legislation.get(id)?.kind;
            let is_guidance =
                matches!(kind, ProvisionKind::Guidance | ProvisionKind::StatutoryGuidance);
            Some(Cited { span: inline.span, is_guidance })
        })
        .collect();
    cited.sort_by_key(|cited| cited.span);
    if !cited.iter().any(|cited| cited.is_guidance) {
        return;
    }
    for run in written.runs.iter().filter(|run| !run.is_quoted) {
        for range in sentences::of(run.text()) {
            let sentence = run.span(range.clone());
            let first = cited.partition_point(|cited| cited.span.end < sentence.start);
            let inside: Vec<&Cited> = cited
                .iter()
                .skip(first)
                .take_while(|cited| cited.span.start < sentence.end)
                .collect();
            if range.len() > LONGEST
                || inside.is_empty()
                || inside.iter().any(|cited| !cited.is_guidance)
            {
                continue;
            }
            for at in demands(run, range.clone(), &inside) {
                findings.push(written.finding(
                    &MUST_OR_SHOULD,
                    run.span(at),
                    "guidance is said to demand this with `must`",
                    "write `should`, or cite the law that makes it a duty",
                ));
            }
        }
    }
}

/// The places of each “must” that the guidance before it is said to speak.
fn demands(
    run: &Run,
    sentence: std::ops::Range<usize>,
    cited: &[&Cited],
) -> Vec<std::ops::Range<usize>> {
    let words = run.text().get(sentence.clone()).unwrap_or_default();
    // As long in bytes as the words themselves.
    let words = words.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, must) in words.match_indices("must") {
        let after = words.get(at + must.len()..).unwrap_or_default();
        let before = words.get(..at).unwrap_or_default();
        let is_word = !before.ends_with(char::is_alphanumeric)
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-');
        let place = sentence.start + at..sentence.start + at + must.len();
        let is_own = !run.is_apart(&place, &[Apart::Quoted, Apart::Cited, Apart::Law]);
        // To have regard to guidance is what the law itself demands.
        if !is_word || !is_own || after.trim_start().starts_with("have regard") {
            continue;
        }
        let span = run.span(place.clone());
        let speaks = cited.iter().filter(|cited| cited.span.end <= span.start).any(|cited| {
            let begin = |at: usize| run.span(sentence.start + at..sentence.start + at + 1).start;
            let split = |end: u32| {
                let at = before.char_indices().map(|(at, _)| at);
                at.take_while(|at| begin(*at) < end).last().unwrap_or_default()
            };
            let (from, to) = (split(cited.span.start), split(cited.span.end));
            let lead = before.get(..from).unwrap_or_default();
            let between = before.get(to..).unwrap_or_default();
            has_any(between, &SAYS) || UNDER.iter().any(|words| lead.trim_end().ends_with(words))
        });
        if speaks {
            found.push(place);
        }
    }
    found
}

fn has_any(text: &str, phrases: &[&str]) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    phrases.iter().any(|phrase| {
        text.match_indices(phrase).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + phrase.len()..).unwrap_or_default();
            !before.ends_with(is_letter) && !after.starts_with(is_letter)
        })
    })
}

//! Headings: each level below the one above it, and each heading with words of its own.

use crate::check::words::Written;
use crate::finding::{Findings, Level, Rule};
use crate::prose::headings;
use crate::prose::text;
use crate::source::place::Place;
use std::collections::BTreeMap;

/// A heading that is more than one level below the one before it.
pub static SKIPPED_HEADING_LEVEL: Rule = Rule {
    code: "skipped-heading-level",
    level: Level::Warning,
    what: "A heading is more than one level below the heading before it.",
    why: "People who hear the page move by headings, and look for the level that is missing.",
    mend: "Give the heading the level that follows the one above it: below `## Signs` stands `### In school`, not `#### In school`.",
};

/// Two headings with the same words.
pub static REPEATED_HEADING: Rule = Rule {
    code: "repeated-heading",
    level: Level::Advice,
    what: "Two headings of a text have the same words.",
    why: "In the contents, in search results and in a list of headings they cannot be told apart.",
    mend: "Say in each heading what is special to its part: `What parents can do`, not `What to do` a second time.",
};

/// Checks the headings that divide the text.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    let prose = &written.document.working.prose;
    // An addition stands below a heading of its chapter, on whatever level that is.
    let mut above = written.document.id.partnership.is_none().then_some(1);
    let mut seen = BTreeMap::new();
    for heading in headings::outline(prose) {
        if let Some(above) = above.filter(|above| heading.level > above + 1) {
            findings.push(written.finding(
                &SKIPPED_HEADING_LEVEL,
                heading.span,
                format!("a heading of level {} follows one of level {above}", heading.level),
                format!("begin it with `{}`", "#".repeat(usize::from(above) + 1)),
            ));
        }
        above = Some(heading.level);
        let words = text::inlines(heading.content);
        let plain = words.to_lowercase();
        if plain.trim().is_empty() {
            continue;
        }
        let place = Place::new(&written.document.file, heading.span);
        if let Some(first) = seen.get(&plain) {
            let finding = written.finding(
                &REPEATED_HEADING,
                heading.span,
                format!("the heading `{words}` is there twice"),
                "say in each what is special to its part, and keep its id",
            );
            findings.push(finding.with_note(Place::clone(first), "the other is here"));
        } else {
            seen.insert(plain, place);
        }
    }
}

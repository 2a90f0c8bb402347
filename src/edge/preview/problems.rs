//! What keeps an amendment from being recorded, in the words of the form. The faults of a plan are written for
//! whoever types a command: where they name an option of it, the form says the name of its field.

use super::notes::{FindingView, coded};
use crate::edge::load::Loaded;
use crate::finding::format::Files;
use crate::finding::{Finding, Findings};
use crate::manual::amendment::Significance;
use crate::render::words::Words;
use crate::source::place::Span;
use serde::Serialize;
use std::fmt::Write as _;

/// The options of `amend` that are fields of the form, with the phrases by which the form calls them.
const FIELDS: [(&str, &str, &str); 6] = [
    ("--title", "title", "desk_title"),
    ("--summary", "summary", "desk_summary"),
    ("--in-force", "in_force", "desk_in_force"),
    ("--published", "published", "desk_published"),
    ("--approved-by", "approved_by", "desk_approved_by"),
    ("--replaced-by", "replaced_by", "desk_replaced_by"),
];
const SIGNIFICANCE: &str = "--significance ";

/// What the form tells of, above all fields and at the field itself.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    /// The field in which it can be mended, if it is one.
    pub(super) field: Option<&'static str>,
    /// What is wrong, as HTML.
    pub(super) html: String,
}

/// The faults of a plan.
pub(super) fn of_plan(
    loaded: &Loaded,
    faults: &Findings,
    (prefix, words): (&str, &Words),
) -> Vec<Problem> {
    let files = Files { tree: &loaded.files, prefix };
    faults.iter().map(|fault| of_fault(fault, files, words)).collect()
}

fn of_fault(fault: &Finding, files: Files<'_>, words: &Words) -> Problem {
    let (field, mend) = in_fields(&fault.mend, words);
    let mut said = format!("{}. {} {mend}.", sentence(&fault.message), words.say("desk_mend"));
    if fault.place.span != Span::default() {
        let _ = write!(said, " `{}`", FindingView::new(fault, files).at);
    }
    Problem { field, html: coded(&said) }
}

/// The message of a fault as it begins a line.
fn sentence(message: &str) -> String {
    let mut rest = message.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + rest.as_str()
}

/// A mend in which the names of fields stand for options of `amend`, and the first of those fields.
fn in_fields(mend: &str, words: &Words) -> (Option<&'static str>, String) {
    let mut field = None;
    let mut out = String::new();
    for (n, part) in mend.split('`').enumerate() {
        let named = (n % 2 == 1).then(|| in_field(part, words)).flatten();
        match named {
            Some((of, name)) => {
                field = field.or(of);
                out.extend(["\u{201c}", &name, "\u{201d}"]);
            }
            None if n % 2 == 1 => out.extend(["`", part, "`"]),
            None => out.push_str(part),
        }
    }
    (field, out)
}

/// The field and the words that stand for a part of a command. A kind of change can be named by itself.
fn in_field(part: &str, words: &Words) -> Option<(Option<&'static str>, String)> {
    if let Some((_, field, key)) = FIELDS.into_iter().find(|(option, ..)| *option == part) {
        return Some((Some(field), words.say(key)));
    }
    let kind = part.strip_prefix(SIGNIFICANCE);
    let (word, _) =
        Significance::ALL.into_iter().find(|(word, _)| *word == kind.unwrap_or(part))?;
    Some((kind.map(|_| "significance"), words.say(&format!("significance_{word}"))))
}

#[cfg(test)]
mod tests {
    use super::in_fields;
    use crate::edge::theme;

    #[test]
    fn mends_that_name_options_name_fields_in_the_form() {
        let desk = theme::desk("en");
        let said = |mend| in_fields(mend, &desk.words);
        let is = |field, mend: &str| (field, mend.to_owned());
        assert_eq!(
            said("give a later `--in-force`; or say from which day with `--published`"),
            is(
                Some("in_force"),
                "give a later “In force from”; or say from which day with “Published on”"
            )
        );
        assert_eq!(
            said("use `--significance major`, `minor` or `correction`"),
            is(Some("significance"), "use “Major change”, “Minor change” or “Correction”")
        );
        assert_eq!(
            said("write `law:a/1` if that is meant"),
            is(None, "write `law:a/1` if that is meant")
        );
    }
}

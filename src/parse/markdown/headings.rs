//! What an editor writes in braces behind a heading: an id, and nothing else.

use super::tree::Builder;
use crate::finding::{Finding, Level, Rule};
use crate::prose::headings::is_reserved;
use crate::source::place::{Place, Span};
use pulldown_cmark::CowStr;
use std::collections::btree_map::Entry;

/// An id that cannot stand in an address.
pub static MALFORMED_HEADING_ID: Rule = Rule {
    code: "malformed-heading-id",
    level: Level::Error,
    what: "An id behind a heading is not made of lower-case letters, digits and hyphens.",
    why: "The id is part of a public address that people print, quote and link to.",
    mend: "Write an id such as `{#what-to-do}`.",
};

/// One id behind two headings.
pub static DUPLICATE_HEADING_ID: Rule = Rule {
    code: "duplicate-heading-id",
    level: Level::Error,
    what: "Two headings of one text have the same id.",
    why: "A link to that id can lead to the wrong part of the procedure.",
    mend: "Give one of the two another id.",
};

/// Anything else in the braces.
pub static HEADING_ATTRIBUTE: Rule = Rule {
    code: "heading-attribute",
    level: Level::Warning,
    what: "The braces behind a heading hold something other than an id.",
    why: "It has no effect and is not shown, so the editor's intention is lost.",
    mend: "Write `{#id}` and nothing else in the braces.",
};

/// Makes the finding for an id of the wrong form.
pub fn malformed_heading_id(place: Place, id: &str) -> Finding {
    Finding::new(
        &MALFORMED_HEADING_ID,
        place,
        format!("`#{id}` cannot be the id of a heading"),
        if is_reserved(id) {
            "choose another id: `main`, and those that start with `fn-`, `fnref-` or `change-` and a digit, belong to the page"
        } else {
            "use lower-case letters, digits and single hyphens only, as in `{#who-to-tell}`"
        },
    )
}

/// Makes the finding for an id that another heading already has.
pub fn duplicate_heading_id(place: Place, first: Place, id: &str) -> Finding {
    Finding::new(
        &DUPLICATE_HEADING_ID,
        place,
        format!("another heading of this text already has the id `#{id}`"),
        "give this heading an id of its own",
    )
    .with_note(first, "the id was first used here")
}

/// Makes the finding for a class or another attribute.
pub fn heading_attribute(place: Place, attribute: &str) -> Finding {
    Finding::new(
        &HEADING_ATTRIBUTE,
        place,
        format!("`{attribute}` behind a heading has no effect"),
        "remove it: only an id such as `{#who-to-tell}` can stand in the braces",
    )
}

/// Whether a name is made of lower-case letters and digits, with single hyphens between them.
/// Letters of every script count; those without case are neither upper nor lower.
pub fn is_kebab_case(name: &str) -> bool {
    name.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase())
    })
}

/// The attributes that pulldown-cmark found behind a heading.
pub(super) struct Attributes<'e> {
    pub(super) id: Option<CowStr<'e>>,
    pub(super) classes: Vec<CowStr<'e>>,
    pub(super) others: Vec<(CowStr<'e>, Option<CowStr<'e>>)>,
}

impl Builder<'_> {
    /// The id to keep; all else is reported.
    pub(super) fn heading_id(&mut self, attributes: &Attributes<'_>, span: Span) -> Option<String> {
        for class in &attributes.classes {
            self.report_attribute(&format!(".{class}"), span);
        }
        for (name, value) in &attributes.others {
            match value {
                Some(value) => self.report_attribute(&format!("{name}={value}"), span),
                None => self.report_attribute(name, span),
            }
        }
        let id = attributes.id.as_deref()?;
        let place = self.place(self.last_in(span, &format!("#{id}")));
        if !is_kebab_case(id) || is_reserved(id) {
            self.report(malformed_heading_id(place, id));
            return None;
        }
        match self.heading_ids.entry(id.to_owned()) {
            Entry::Vacant(vacant) => {
                vacant.insert(place.span);
                Some(id.to_owned())
            }
            Entry::Occupied(first) => {
                let first = Place::new(&place.file, *first.get());
                self.report(duplicate_heading_id(place, first, id));
                None
            }
        }
    }

    fn report_attribute(&mut self, attribute: &str, span: Span) {
        let place = self.place(self.last_in(span, attribute));
        self.report(heading_attribute(place, attribute));
    }
}

//! References in double brackets: `[[slug]]`, `[[slug#heading|words]]`, `[[#heading]]`,
//! `[[law:ID]]`, `[[term:ID]]`, `[[contact:ID]]`. Only their form is judged here; whether
//! what they name exists is for a later stage to say.

use super::headings::is_kebab_case;
use crate::finding::nearest::nearest;
use crate::finding::{Finding, Level, Rule};
use crate::prose::Target;
use crate::source::place::Place;

/// A reference that cannot name anything.
pub static MALFORMED_REFERENCE: Rule = Rule {
    code: "malformed-reference",
    level: Level::Error,
    what: "Double brackets hold something that is not a reference.",
    why: "A reader who needs the other procedure, the law or the contact finds no link.",
    mend: "Write a reference such as `[[slug]]`, `[[slug#heading]]`, `[[law:id]]`, `[[term:id]]` or `[[contact:id]]`.",
};

const FORMS: &str = "write `[[slug]]`, `[[slug#heading]]`, `[[#heading]]`, `[[law:...]]`, `[[term:...]]` or `[[contact:...]]`, with `|` before words of your own";

/// Makes the finding for a reference of an unknown form.
pub fn malformed_reference(place: Place, written: &str) -> Finding {
    let (message, mend) = match written.split_once(':') {
        Some((prefix, id)) => match nearest_prefix(prefix.trim()) {
            Some(known) if known == prefix => (
                format!("`[[{written}]]` does not name a {}", thing(known)),
                format!("write the id from the register behind `{known}:`"),
            ),
            Some(known) => (
                format!(
                    "`[[{written}]]` is not a reference; the nearest known prefix is `{known}:`"
                ),
                format!("write `[[{known}:{}]]`", id.trim()),
            ),
            None => (format!("`[[{written}]]` is not a reference"), FORMS.to_owned()),
        },
        None if written.is_empty() => {
            ("`[[` and `]]` hold no reference".to_owned(), FORMS.to_owned())
        }
        None => (
            format!("`[[{written}]]` is not a reference"),
            "name a chapter by its slug and a heading by its id: lower-case letters, digits and hyphens".to_owned(),
        ),
    };
    Finding::new(&MALFORMED_REFERENCE, place, message, mend)
}

/// Makes the finding for `[[` that opens nothing.
pub fn unclosed_reference(place: Place, in_cell: bool) -> Finding {
    let mend = if in_cell {
        "close it with `]]` in the same cell; in a table write the bar before the words as `\\|`"
    } else {
        "close it with `]]` and let nothing but the reference and its words stand inside; for the brackets themselves write `\\[\\[`"
    };
    Finding::new(&MALFORMED_REFERENCE, place, "`[[` does not open a reference", mend)
}

/// What the text between the brackets (before `|`) names; `None` if it has no known form.
pub fn target(written: &str) -> Option<Target> {
    if let Some((prefix, id)) = written.split_once(':') {
        return match prefix {
            "law" if is_provision(id) => Some(Target::Law(id.to_owned())),
            "term" if is_kebab_case(id) => Some(Target::Term(id.to_owned())),
            "contact" if is_kebab_case(id) => Some(Target::Contact(id.to_owned())),
            _ => None,
        };
    }
    match written.split_once('#') {
        Some(("", heading)) => is_kebab_case(heading).then(|| Target::Here(heading.to_owned())),
        Some((slug, heading)) => (is_kebab_case(slug) && is_kebab_case(heading))
            .then(|| Target::Chapter { slug: slug.to_owned(), heading: Some(heading.to_owned()) }),
        None => is_kebab_case(written)
            .then(|| Target::Chapter { slug: written.to_owned(), heading: None }),
    }
}

/// Whether a text has the form of a provision's id: `soa-2003`, `soa-2003/66A`, `ca-1989/sch.2(1)`.
pub fn is_provision(id: &str) -> bool {
    let is_part = |part: &str| {
        part.chars().next().is_some_and(char::is_alphanumeric)
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '(' | ')'))
    };
    !id.is_empty() && id.split('/').all(is_part)
}

fn thing(prefix: &str) -> &'static str {
    match prefix {
        "law" => "provision",
        "term" => "term",
        _ => "contact",
    }
}

/// The known prefix that was meant by this one, if one is near.
fn nearest_prefix(prefix: &str) -> Option<&'static str> {
    nearest(prefix, ["law", "term", "contact"])
}

#[cfg(test)]
mod tests {
    use super::{nearest_prefix, target};
    use crate::prose::Target;

    #[test]
    fn each_form_names_its_kind() {
        let chapter = |slug: &str, heading: Option<&str>| Target::Chapter {
            slug: slug.to_owned(),
            heading: heading.map(str::to_owned),
        };
        assert_eq!(target("bullying"), Some(chapter("bullying", None)));
        assert_eq!(target("e-safety#the-law"), Some(chapter("e-safety", Some("the-law"))));
        assert_eq!(target("#gŵyl"), Some(Target::Here("gŵyl".to_owned())));
        assert_eq!(target("law:soa-2003/66A"), Some(Target::Law("soa-2003/66A".to_owned())));
        assert_eq!(target("term:hash"), Some(Target::Term("hash".to_owned())));
        assert_eq!(target("contact:mash"), Some(Target::Contact("mash".to_owned())));
    }

    #[test]
    fn no_other_form_is_a_reference() {
        for text in [
            "",
            "A b",
            "Bullying",
            "a--b",
            "-a",
            "a#",
            "#",
            "a#b#c",
            "a#B",
            "laws:x",
            "law:",
            "law: x",
            "law:a//b",
            "term:",
            "term:A",
            "contact:a b",
            "a/b",
            "Law:x",
            "law:<b>",
            "..",
            "a\nb",
        ] {
            assert_eq!(target(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_nearest_prefix_is_found_if_one_is_near() {
        assert_eq!(nearest_prefix("laws"), Some("law"));
        assert_eq!(nearest_prefix("legislation"), None);
        assert_eq!(nearest_prefix("trem"), Some("term"));
        assert_eq!(nearest_prefix("Contacts"), Some("contact"));
        assert_eq!(nearest_prefix("https"), None);
    }
}

//! What the proof finds. A fault of a template stands in every page that it makes, so that each is
//! told once, with the first page and the number of the others.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::Place;
use std::collections::BTreeMap;

/// A link in a page that leads to nothing.
pub static BROKEN_LINK: Rule = Rule {
    code: "broken-link",
    level: Level::Error,
    what: "A page that was made has a link, a picture or another address that leads to no page, file or id of the site.",
    why: "A reader who follows it finds nothing, perhaps when a child is in danger.",
    mend: "Mend what writes the link: a template of the theme, or the text of the chapter.",
};

/// One id on two elements of a page.
pub static DUPLICATE_ID: Rule = Rule {
    code: "duplicate-id",
    level: Level::Error,
    what: "A page that was made has the same id on two elements.",
    why: "A link to that id leads to the first of the two, which may be the wrong part of the procedure.",
    mend: "Give one of the two elements another id, in the template that writes it.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&BROKEN_LINK, &DUPLICATE_ID];

/// What is wrong in a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// A link to nothing.
    NoFile(Box<str>),
    /// A link out of the site.
    Outside(Box<str>),
    /// A link to an id that the other page does not have: the link and the id.
    NoId(Box<str>, Box<str>),
    /// An id of the same page that is not there.
    NoIdHere(Box<str>),
    /// An id that stands twice.
    SameId(Box<str>),
}

/// Faults by what they are, with the words of the link.
#[derive(Default)]
pub(super) struct Collected(BTreeMap<(Fault, Box<str>), Pages>);

/// The pages that have a fault.
struct Pages {
    first: VPath,
    /// The others: a page that has the same fault twice counts once.
    n_others: usize,
    last: VPath,
    /// The file of the chapter, where all the pages are about the same.
    chapter: Option<VPath>,
}

impl Collected {
    pub(super) fn add(
        &mut self,
        fault: (Fault, Box<str>),
        page: &VPath,
        chapter: impl FnOnce() -> Option<VPath>,
    ) {
        let chapter = chapter();
        let pages = self.0.entry(fault).or_insert_with(|| Pages {
            first: page.clone(),
            n_others: 0,
            last: page.clone(),
            chapter: chapter.clone(),
        });
        if pages.last != *page {
            pages.n_others += 1;
            pages.last = page.clone();
        }
        if pages.chapter != chapter {
            pages.chapter = None;
        }
    }

    pub(super) fn findings(self) -> Findings {
        let findings =
            self.0.into_iter().map(|((fault, words), pages)| pages.finding(&fault, &words));
        findings.collect::<Findings>().sorted()
    }
}

impl Pages {
    fn finding(self, fault: &Fault, words: &str) -> Finding {
        let place = Place::file(&self.chapter.unwrap_or_else(VPath::manual_file));
        let pages = match self.n_others {
            0 => format!("`{}`", self.first),
            1 => format!("`{}` (and one more page)", self.first),
            n => format!("`{}` (and {n} more pages)", self.first),
        };
        let words = if words.is_empty() { String::new() } else { format!(" (`{words}`)") };
        let broken = |message: String| {
            let mend = "mend what writes the link: a template of the theme, or the text";
            Finding::new(&BROKEN_LINK, place.clone(), message, mend)
        };
        match fault {
            Fault::NoFile(link) => broken(format!(
                "{pages} leads to `{link}`{words}, where the site has no page or file"
            )),
            Fault::Outside(link) => {
                broken(format!("{pages} leads to `{link}`{words}, which is outside the site"))
            }
            Fault::NoId(link, id) => broken(format!(
                "{pages} leads to `{link}`{words}, but nothing on that page has the id `{id}`"
            )),
            Fault::NoIdHere(id) => broken(format!(
                "{pages} refers to `#{id}`{words}, but nothing on the page has that id"
            )),
            Fault::SameId(id) => Finding::new(
                &DUPLICATE_ID,
                place.clone(),
                format!("{pages} has the id `{id}` more than once"),
                "give one of the elements another id, in the template of the theme that writes it",
            ),
        }
    }
}

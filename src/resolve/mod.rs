//! Resolving: from the manual and a day to an [`Edition`]: which text of each chapter applies, its number,
//! and what each reference in it means.
//!
//! 1. [`Edition::public`] takes the version in force of each chapter; [`Edition::working`] the working texts.
//! 2. [`bind`] says what a reference or a path means in an edition. Both the renderer and the checks ask it,
//!    so that what is checked is what is shown.
//! 3. [`timeline`] gives the states of a document, past, present and known.
//! 4. [`worded`] writes out the words of references, so that two editions of a text can be compared.

pub mod bind;
pub mod timeline;
pub mod worded;

use crate::manual::Manual;
use crate::manual::amendment::Amendment;
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, Text, Version};
use crate::manual::id::{PartnershipId, Slug};
use crate::manual::partnership::Partnership;
use crate::manual::register::{Contact, Scope};
use crate::prose::headings;
use crate::record::{InForce, Record, Standing};
use crate::source::path::VPath;
use jiff::civil::Date;
use std::fmt;

/// A manual as it is shown for one day: a small value that looks up what it is asked for, so that there
/// can be one for every day of the record.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'m> {
    /// The manual.
    pub manual: &'m Manual,
    /// Its record.
    pub record: &'m Record<'m>,
    /// The day.
    pub date: Date,
    /// The partnership in whose site the manual is read; none in the region's.
    pub partnership: Option<&'m Partnership>,
    texts: Texts,
}

/// Which texts an edition shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Texts {
    /// What was recorded.
    Recorded,
    /// What the editor has before them.
    Working,
}

/// How a chapter stands in an edition.
#[derive(Clone, Debug)]
pub enum ChapterState<'m> {
    /// It is shown.
    Shown(EditionChapter<'m>),
    /// It was withdrawn; its address stays.
    Withdrawn(Withdrawn<'m>),
}

/// A chapter in an edition.
#[derive(Clone, Copy, Debug)]
pub struct EditionChapter<'m> {
    /// The chapter.
    pub chapter: &'m Chapter,
    /// Its number.
    pub number: ChapterNumber,
    /// The text that applies.
    pub text: &'m Text,
    /// The file that holds this text.
    pub file: &'m VPath,
    /// The version in force; in a working edition the text may differ from it, or there may be none yet.
    pub in_force: Option<InForce<'m>>,
}

/// The text that a partnership adds to a chapter.
#[derive(Clone, Copy, Debug)]
pub struct EditionAddition<'m> {
    /// The partnership.
    pub partnership: &'m Partnership,
    /// The document.
    pub document: &'m Document,
    /// The text that applies.
    pub text: &'m Text,
    /// The file that holds this text.
    pub file: &'m VPath,
    /// The version in force; in a working edition there may be none yet.
    pub in_force: Option<InForce<'m>>,
}

impl<'m> EditionAddition<'m> {
    /// The heading after whose part of the chapter it stands: see [`Text::place_in`].
    pub fn place(&self, chapter: &Text) -> Option<&'m str> {
        self.text.place_in(chapter)
    }
}

/// A chapter that was withdrawn.
#[derive(Clone, Copy, Debug)]
pub struct Withdrawn<'m> {
    /// The chapter.
    pub chapter: &'m Chapter,
    /// The amendment that withdrew it.
    pub by: &'m Amendment,
    /// The chapter to read instead.
    pub replaced_by: Option<&'m Slug>,
    /// The version that was in force before.
    pub last: Option<&'m Version>,
}

impl<'m> EditionChapter<'m> {
    /// Whether the text is not what is in force: only in a working edition.
    pub fn is_draft(&self) -> bool {
        self.in_force.is_none_or(|now| now.version.text.digest != self.text.digest)
    }

    /// The headings of the text.
    pub fn outline(&self) -> Vec<headings::Entry<'m>> {
        headings::outline(&self.text.prose)
    }
}

impl<'m> Withdrawn<'m> {
    /// Its last title.
    pub fn title(&self) -> &'m str {
        self.last.map_or(self.chapter.slug.as_str(), |last| last.text.title.value.as_str())
    }
}

/// A chapter's number: a label such as "2.5", never an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChapterNumber {
    /// The section's number, from 1.
    pub section: usize,
    /// The chapter's position in it, from 1.
    pub position: u32,
}

impl fmt::Display for ChapterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.section, self.position)
    }
}

impl<'m> Edition<'m> {
    /// What the public sees on `date`: recorded versions, and nothing else.
    pub fn public(manual: &'m Manual, record: &'m Record<'m>, date: Date) -> Self {
        Self { manual, record, date, partnership: None, texts: Texts::Recorded }
    }

    /// What the editor has before them: the working text of every chapter that is not withdrawn.
    pub fn working(manual: &'m Manual, record: &'m Record<'m>, date: Date) -> Self {
        Self { manual, record, date, partnership: None, texts: Texts::Working }
    }

    /// Whether it shows working texts.
    pub fn shows_drafts(&self) -> bool {
        self.texts == Texts::Working
    }

    /// What was, is or will be recorded for another day.
    #[must_use]
    pub fn at(&self, date: Date) -> Self {
        Self { date, texts: Texts::Recorded, ..*self }
    }

    /// The same in the site of a partnership.
    #[must_use]
    pub fn within(&self, partnership: Option<&'m Partnership>) -> Self {
        Self { partnership, ..*self }
    }

    /// The text that a partnership adds to a chapter, while it is a member and the text is in force.
    pub fn addition(
        &self,
        chapter: &'m Chapter,
        partnership: &'m Partnership,
    ) -> Option<EditionAddition<'m>> {
        let document = chapter.additions.get(&partnership.id)?;
        if !partnership.is_member_on(self.date) {
            return None;
        }
        let in_force = match self.record.standing(&document.id, self.date) {
            Standing::Withdrawn { .. } => return None,
            Standing::InForce(now) => Some(now),
            Standing::NotYet => None,
        };
        let (text, file) = match self.texts {
            Texts::Working => (&document.working, &document.file),
            Texts::Recorded => in_force.map(|now| (&now.version.text, &now.version.file))?,
        };
        Some(EditionAddition { partnership, document, text, file, in_force })
    }

    /// The text that the partnership of this edition adds to a chapter.
    pub fn own_addition(&self, chapter: &'m Chapter) -> Option<EditionAddition<'m>> {
        self.partnership.and_then(|partnership| self.addition(chapter, partnership))
    }

    /// The texts that all partnerships add to a chapter.
    pub fn additions(&self, chapter: &'m Chapter) -> impl Iterator<Item = EditionAddition<'m>> {
        let partnerships = self.manual.partnerships.values();
        partnerships.filter_map(|partnership| self.addition(chapter, partnership))
    }

    /// How a chapter stands; `None` if it is not shown yet. One whose section the manual does not list
    /// has no number, and is left out: `check` reports it.
    pub fn state(&self, chapter: &'m Chapter) -> Option<ChapterState<'m>> {
        let document = &chapter.regional;
        let in_force = match self.record.standing(&document.id, self.date) {
            Standing::Withdrawn { by, replaced_by, last } => {
                return Some(ChapterState::Withdrawn(Withdrawn { chapter, by, replaced_by, last }));
            }
            Standing::InForce(now) => Some(now),
            Standing::NotYet => None,
        };
        let number = self.number(chapter)?;
        let (text, file) = match self.texts {
            Texts::Working => (&document.working, &document.file),
            Texts::Recorded => in_force.map(|now| (&now.version.text, &now.version.file))?,
        };
        Some(ChapterState::Shown(EditionChapter { chapter, number, text, file, in_force }))
    }

    /// A chapter's number; none if its section is not listed.
    pub fn number(&self, chapter: &Chapter) -> Option<ChapterNumber> {
        let section = self.manual.settings.section_number(&chapter.section)?;
        Some(ChapterNumber { section, position: chapter.administration.position.value })
    }

    /// A chapter that is shown.
    pub fn chapter(&self, slug: &str) -> Option<EditionChapter<'m>> {
        match self.state(self.manual.chapters.get(slug)?)? {
            ChapterState::Shown(shown) => Some(shown),
            ChapterState::Withdrawn(_) => None,
        }
    }

    /// A chapter that was withdrawn.
    pub fn withdrawn(&self, slug: &str) -> Option<Withdrawn<'m>> {
        match self.state(self.manual.chapters.get(slug)?)? {
            ChapterState::Shown(_) => None,
            ChapterState::Withdrawn(withdrawn) => Some(withdrawn),
        }
    }

    /// The chapters that are shown, in order of slug.
    pub fn chapters(&self) -> impl Iterator<Item = EditionChapter<'m>> {
        self.states().filter_map(|state| match state {
            ChapterState::Shown(shown) => Some(shown),
            ChapterState::Withdrawn(_) => None,
        })
    }

    /// The chapters that are shown or were withdrawn, in order of slug.
    pub fn states(&self) -> impl Iterator<Item = ChapterState<'m>> {
        self.manual.chapters.values().filter_map(|chapter| self.state(chapter))
    }

    /// The chapters in the order in which they are read.
    pub fn in_reading_order(&self) -> Vec<EditionChapter<'m>> {
        let mut chapters: Vec<_> = self.chapters().collect();
        chapters.sort_by_key(|chapter| (chapter.number, &chapter.chapter.slug));
        chapters
    }

    /// The contacts of this id that apply: the partnerships' own, and for all others the region's or,
    /// where the region has none, the nation's. In the site of a partnership its own alone, if it has one.
    pub fn contacts(&self, id: &str) -> Vec<EditionContact<'m>> {
        let register = self.manual.registers.contacts.iter();
        let purpose =
            register.clone().find(|contact| contact.id == id).and_then(|c| c.purpose.as_deref());
        let applies = |scope: Scope| {
            register.clone().filter(move |contact| {
                contact.scope == scope && contact.id == id && contact.dates.include(self.date)
            })
        };
        let has_region = applies(Scope::Region).next().is_some();
        let wide = applies(if has_region { Scope::Region } else { Scope::National });
        let wide = wide.map(|contact| EditionContact { partnership: None, purpose, contact });
        let members = self.manual.partnerships.values().filter(|partnership| {
            partnership.is_member_on(self.date)
                && self.partnership.is_none_or(|own| own.id == partnership.id)
        });
        let own: Vec<_> =
            members.flat_map(|partnership| self.own_contacts(partnership, id, purpose)).collect();
        if self.partnership.is_some() && !own.is_empty() {
            return own;
        }
        wide.chain(own).collect()
    }

    /// What an acronym stands for: the term of the day that has it, if there is only one.
    pub fn acronym(&self, word: &str) -> Option<&'m str> {
        let terms = self.manual.registers.terms.values();
        let mut found = terms
            .filter(|term| term.short.as_deref() == Some(word) && term.dates.include(self.date));
        let first = found.next()?;
        found.next().is_none().then_some(first.term.as_str())
    }

    fn own_contacts(
        &self,
        partnership: &'m Partnership,
        id: &str,
        purpose: Option<&'m str>,
    ) -> Vec<EditionContact<'m>> {
        let own = partnership.contacts.iter();
        let applies = own.filter(|own| own.id == id && own.dates.include(self.date));
        applies
            .map(|contact| EditionContact {
                partnership: Some(&partnership.id),
                purpose: contact.purpose.as_deref().or(purpose),
                contact,
            })
            .collect()
    }
}

impl EditionContact<'_> {
    /// The number to write in running text, of one of those who answer: the one that is right for every
    /// reader of the edition.
    pub fn for_all<'c, 'm>(
        answering: &'c [EditionContact<'m>],
        edition: &Edition<'m>,
    ) -> Option<&'c EditionContact<'m>> {
        let is_right = |found: &&EditionContact<'m>| {
            edition.partnership.is_some() || found.contact.scope != Scope::Partnership
        };
        answering.iter().find(is_right)
    }
}

/// A contact that applies in an edition.
#[derive(Clone, Copy, Debug)]
pub struct EditionContact<'m> {
    /// Whose it is; none if it is the region's or the nation's.
    pub partnership: Option<&'m PartnershipId>,
    /// When to turn to it.
    pub purpose: Option<&'m str>,
    /// The contact.
    pub contact: &'m Contact,
}

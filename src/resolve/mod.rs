//! Resolving: from the manual and a day to an [`Edition`]: which text of each chapter applies, its number,
//! and what each reference in it means.
//!
//! 1. [`Edition::public`] takes the version in force of each chapter; [`Edition::working`] the working texts.
//! 2. [`bind`] says what a reference or a path means in an edition. Both the renderer and the checks ask it,
//!    so that what is checked is what is shown.

pub mod bind;

use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::{DocumentId, Text};
use crate::manual::id::{PartnershipId, Slug};
use crate::manual::register::{Contact, Scope};
use crate::prose::headings;
use crate::record::{InForce, Record, Standing};
use crate::source::path::VPath;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// A manual as it is shown for one day.
#[derive(Debug)]
pub struct Edition<'m> {
    /// The manual.
    pub manual: &'m Manual,
    /// Its record.
    pub record: &'m Record<'m>,
    /// The day.
    pub date: Date,
    /// The chapters that apply, by slug.
    pub chapters: BTreeMap<Slug, EditionChapter<'m>>,
    /// The chapters that were withdrawn, by slug.
    pub withdrawn: BTreeMap<Slug, Standing<'m>>,
    files: BTreeMap<&'m VPath, &'m Slug>,
}

/// A chapter in an edition.
#[derive(Debug)]
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
    /// The headings of the text.
    pub outline: Vec<headings::Entry<'m>>,
}

impl EditionChapter<'_> {
    /// Whether the text is not what is in force: only in a working edition.
    pub fn is_draft(&self) -> bool {
        self.in_force.as_ref().is_none_or(|now| now.version.text.digest != self.text.digest)
    }

    /// The folder from which the paths in the text are meant. A recorded version lies one folder deeper
    /// than the working text of which it is a copy, and its paths mean the same.
    pub fn file_folder(&self) -> Option<VPath> {
        self.chapter.regional.file.folder()
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
        let mut edition = Self::empty(manual, record, date);
        for (slug, chapter) in &manual.chapters {
            let Some(section) = manual.settings.section_number(&chapter.section) else { continue };
            match record.standing(&DocumentId::regional(slug), date) {
                Standing::NotYet => {}
                standing @ Standing::Withdrawn { .. } => {
                    edition.withdrawn.insert(slug.clone(), standing);
                }
                Standing::InForce(now) => {
                    let version = now.version;
                    edition.insert(chapter, section, &version.text, &version.file, Some(now));
                }
            }
        }
        edition
    }

    /// What the editor has before them: the working text of every chapter that is not withdrawn.
    pub fn working(manual: &'m Manual, record: &'m Record<'m>, date: Date) -> Self {
        let mut edition = Self::empty(manual, record, date);
        for (slug, chapter) in &manual.chapters {
            let Some(section) = manual.settings.section_number(&chapter.section) else { continue };
            let standing = record.standing(&DocumentId::regional(slug), date);
            if matches!(standing, Standing::Withdrawn { .. }) {
                edition.withdrawn.insert(slug.clone(), standing);
            } else {
                let document = &chapter.regional;
                let now = match standing {
                    Standing::InForce(now) => Some(now),
                    _ => None,
                };
                edition.insert(chapter, section, &document.working, &document.file, now);
            }
        }
        edition
    }

    fn empty(manual: &'m Manual, record: &'m Record<'m>, date: Date) -> Self {
        let files = manual.chapters.values().map(|chapter| (&chapter.regional.file, &chapter.slug));
        Self {
            manual,
            record,
            date,
            chapters: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            files: files.collect(),
        }
    }

    fn insert(
        &mut self,
        chapter: &'m Chapter,
        section: usize,
        text: &'m Text,
        file: &'m VPath,
        in_force: Option<InForce<'m>>,
    ) {
        let position = chapter.administration.position.value;
        let number = ChapterNumber { section, position };
        let outline = headings::outline(&text.prose);
        self.chapters.insert(
            chapter.slug.clone(),
            EditionChapter { chapter, number, text, file, in_force, outline },
        );
    }

    /// The chapters in the order in which they are read.
    pub fn in_reading_order(&self) -> Vec<&EditionChapter<'m>> {
        let mut chapters: Vec<_> = self.chapters.values().collect();
        chapters.sort_by_key(|chapter| (chapter.number, &chapter.chapter.slug));
        chapters
    }

    /// The contacts of this id that apply: the partnerships' own where they have one, else the
    /// region's or the nation's.
    pub fn contacts(&self, id: &str) -> Vec<EditionContact<'m>> {
        let register = self.manual.registers.contacts.iter();
        let purpose =
            register.clone().find(|contact| contact.id == id).and_then(|c| c.purpose.as_deref());
        let mut found: Vec<EditionContact<'m>> = Vec::new();
        let wide = register.filter(|contact| contact.scope != Scope::Partnership);
        found.extend(
            wide.filter(|contact| contact.id == id && contact.dates.include(self.date))
                .map(|contact| EditionContact { partnership: None, purpose, contact }),
        );
        for partnership in self.manual.partnerships.values() {
            if !partnership.is_member_on(self.date) {
                continue;
            }
            let own = partnership.contacts.iter();
            found.extend(
                own.filter(|contact| contact.id == id && contact.dates.include(self.date)).map(
                    |contact| EditionContact {
                        partnership: Some(&partnership.id),
                        purpose: contact.purpose.as_deref().or(purpose),
                        contact,
                    },
                ),
            );
        }
        found
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

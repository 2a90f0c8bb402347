//! What a manual is: chapters, local additions, versions, amendments, partnerships and registers.
//!
//! Types and their laws. Nothing here reads, parses or serialises; only `parse` makes these values
//! from text, and whoever writes them out makes a twin of its own.

pub mod accessibility;
pub mod amendment;
pub mod changed;
pub mod chapter;
pub mod chapters;
pub mod document;
pub mod id;
pub mod language;
pub mod partnership;
pub mod register;
pub mod settings;
pub mod version_number;

use crate::finding::policy::Allowance;
use amendment::Amendment;
use chapter::Chapter;
use chapters::Chapters;
use document::{Document, DocumentId};
use id::{AmendmentId, PartnershipId};
use partnership::Partnership;
use register::Registers;
use settings::{Section, Settings};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is published together as one site. A clone is cheap: what is large is shared.
#[derive(Clone, Debug)]
pub struct Manual {
    /// What `manual.yaml` says.
    pub settings: Arc<Settings>,
    /// The chapters by slug.
    pub chapters: Chapters,
    /// The partnerships by id.
    pub partnerships: Arc<BTreeMap<PartnershipId, Partnership>>,
    /// The amendments by id; ids begin with a date, so this is roughly the order of time.
    pub amendments: Arc<BTreeMap<AmendmentId, Amendment>>,
    /// Legislation and guidance, terms, contacts.
    pub registers: Arc<Registers>,
    /// The comments in working texts and YAML files that allow findings.
    pub allowances: Vec<Allowance>,
}

impl Manual {
    /// A document by its id.
    pub fn document(&self, id: &DocumentId) -> Option<&Document> {
        let chapter = self.chapters.get(&id.chapter)?;
        match &id.partnership {
            None => Some(&chapter.regional),
            Some(partnership) => chapter.additions.get(partnership),
        }
    }

    /// All documents: each chapter's regional text, then its local additions.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.chapters.values().flat_map(|chapter| {
            std::iter::once(&chapter.regional).chain(chapter.additions.values())
        })
    }

    /// The chapters of a section in order of position, then of slug.
    pub fn chapters_of<'m>(&'m self, section: &Section) -> Vec<&'m Chapter> {
        let mut chapters: Vec<&Chapter> =
            self.chapters.values().filter(|chapter| chapter.section == section.id).collect();
        chapters.sort_by_key(|chapter| (chapter.administration.position.value, &chapter.slug));
        chapters
    }
}

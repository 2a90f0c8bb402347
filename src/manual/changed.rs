//! What is other in a manual than it was before, as far as those who keep something of it need to know.

use super::Manual;
use super::chapter::Chapter;
use super::document::Document;
use super::id::Slug;
use std::sync::Arc;

/// What is other in a manual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// What these chapters say, and nothing about which texts there are, where they stand and when they
    /// are in force. What the registers say may be other, too.
    Texts(Vec<Slug>),
    /// More than that.
    Arrangement,
}

impl Manual {
    /// What is other than in `before`, an earlier state of the same manual.
    pub fn changed_since(&self, before: &Self) -> Changed {
        let is_arranged_alike = Arc::ptr_eq(&self.settings, &before.settings)
            && Arc::ptr_eq(&self.partnerships, &before.partnerships)
            && Arc::ptr_eq(&self.amendments, &before.amendments)
            && self.chapters.len() == before.chapters.len();
        if !is_arranged_alike {
            return Changed::Arrangement;
        }
        let mut texts = Vec::new();
        for (now, was) in self.chapters.all_shared().zip(before.chapters.all_shared()) {
            if Arc::ptr_eq(now, was) {
                continue;
            }
            if !now.is_arranged_like(was) {
                return Changed::Arrangement;
            }
            texts.push(now.slug.clone());
        }
        Changed::Texts(texts)
    }
}

impl Chapter {
    /// Whether it stands at the same place, with the same addresses, additions and versions.
    fn is_arranged_like(&self, other: &Self) -> bool {
        let (own, others) = (&self.administration, &other.administration);
        let aliases = own.aliases.iter().map(|alias| &alias.value);
        self.slug == other.slug
            && self.folder == other.folder
            && own.position.value == others.position.value
            && aliases.eq(others.aliases.iter().map(|alias| &alias.value))
            && self.attachments == other.attachments
            && self.regional.has_versions_of(&other.regional)
            && self.additions.len() == other.additions.len()
            && self
                .additions
                .iter()
                .zip(&other.additions)
                .all(|(own, other)| own.0 == other.0 && own.1.has_versions_of(other.1))
    }
}

impl Document {
    fn has_versions_of(&self, other: &Self) -> bool {
        let own = self.versions.values().map(|version| (version.number, version.sha256));
        own.eq(other.versions.values().map(|version| (version.number, version.sha256)))
    }
}

//! The chapters of a manual by slug, each shared, so that a manual in which one chapter is another costs no
//! more than that chapter.

use super::chapter::Chapter;
use super::id::Slug;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Chapters in order of slug.
#[derive(Clone, Debug, Default)]
pub struct Chapters(BTreeMap<Slug, Arc<Chapter>>);

impl Chapters {
    /// The chapter with this slug.
    pub fn get<Q: Ord + ?Sized>(&self, slug: &Q) -> Option<&Chapter>
    where
        Slug: Borrow<Q>,
    {
        self.0.get(slug).map(|chapter| &**chapter)
    }

    /// The same with whoever else shares it.
    pub fn shared(&self, slug: &Slug) -> Option<&Arc<Chapter>> {
        self.0.get(slug)
    }

    /// Puts a chapter among them, in place of one with the same slug.
    pub fn insert(&mut self, chapter: Arc<Chapter>) {
        self.0.insert(chapter.slug.clone(), chapter);
    }

    /// Whether there is a chapter with this slug.
    pub fn contains_key<Q: Ord + ?Sized>(&self, slug: &Q) -> bool
    where
        Slug: Borrow<Q>,
    {
        self.0.contains_key(slug)
    }

    /// The slugs.
    pub fn keys(&self) -> impl Iterator<Item = &Slug> + Clone {
        self.0.keys()
    }

    /// The chapters.
    pub fn values(&self) -> impl Iterator<Item = &Chapter> + Clone {
        self.0.values().map(|chapter| &**chapter)
    }

    /// The chapters with whoever else shares them.
    pub fn all_shared(&self) -> impl Iterator<Item = &Arc<Chapter>> {
        self.0.values()
    }

    /// The number of chapters.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Arc<Chapter>> for Chapters {
    fn from_iter<I: IntoIterator<Item = Arc<Chapter>>>(chapters: I) -> Self {
        Self(chapters.into_iter().map(|chapter| (chapter.slug.clone(), chapter)).collect())
    }
}

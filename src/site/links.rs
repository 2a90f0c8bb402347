//! Who refers to what: for each chapter the chapters that refer to it, and for each entry of a register
//! the chapters that cite it.

use crate::manual::id::Slug;
use crate::prose::{BlockKind, Destination, InlineKind, Target, walk};
use crate::resolve::bind::Bound;
use crate::resolve::{Edition, EditionChapter};
use rayon::prelude::*;
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// References turned round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    chapters: BTreeMap<Slug, BTreeSet<Slug>>,
    entries: BTreeMap<Target, BTreeSet<Slug>>,
}

impl Links {
    /// The references of an edition, turned round.
    pub fn of(edition: &Edition<'_>) -> Self {
        let chapters: Vec<EditionChapter<'_>> = edition.chapters().collect();
        let found: Vec<(&Slug, BTreeSet<Target>)> = chapters
            .par_iter()
            .map(|chapter| (&chapter.chapter.slug, targets(edition, chapter)))
            .collect();
        let mut links = Self::default();
        for (from, targets) in found {
            links.replace(from, &BTreeSet::new(), targets);
        }
        links
    }

    /// What the text of a chapter refers to, each once and without headings.
    pub(super) fn from(edition: &Edition<'_>, slug: &Slug) -> BTreeSet<Target> {
        edition.chapter(slug.as_str()).map(|chapter| targets(edition, &chapter)).unwrap_or_default()
    }

    /// Takes what the chapter `from` referred to out, and puts in what it refers to.
    pub(super) fn replace(&mut self, from: &Slug, was: &BTreeSet<Target>, is: BTreeSet<Target>) {
        for target in was.difference(&is) {
            match target {
                Target::Chapter { slug, .. } => take_out(&mut self.chapters, slug.as_str(), from),
                entry => take_out(&mut self.entries, entry, from),
            }
        }
        for target in is {
            match target {
                Target::Chapter { slug, .. } => {
                    if let Some(slug) = Slug::new(&slug).filter(|slug| slug != from) {
                        self.chapters.entry(slug).or_default().insert(from.clone());
                    }
                }
                Target::Here(_) => {}
                entry => {
                    self.entries.entry(entry).or_default().insert(from.clone());
                }
            }
        }
    }

    /// The chapters whose text refers to this one.
    pub fn to_chapter(&self, slug: &Slug) -> impl Iterator<Item = &Slug> {
        self.chapters.get(slug).into_iter().flatten()
    }

    /// The chapters whose text cites this entry of a register.
    pub fn to_entry(&self, entry: &Target) -> impl Iterator<Item = &Slug> {
        self.entries.get(entry).into_iter().flatten()
    }
}

fn take_out<K: Ord + Borrow<Q>, Q: Ord + ?Sized>(
    links: &mut BTreeMap<K, BTreeSet<Slug>>,
    to: &Q,
    from: &Slug,
) {
    let Some(referring) = links.get_mut(to) else { return };
    referring.remove(from);
    if referring.is_empty() {
        links.remove(to);
    }
}

fn targets(edition: &Edition<'_>, chapter: &EditionChapter<'_>) -> BTreeSet<Target> {
    let mut targets = BTreeSet::new();
    let folder = &chapter.chapter.folder;
    for node in walk::nodes(&chapter.text.prose) {
        match node {
            walk::Node::Block(block) => {
                if let BlockKind::Statement(id, _) = &block.kind {
                    targets.insert(Target::Law(id.value.clone()));
                }
            }
            walk::Node::Inline(inline) => match &inline.kind {
                InlineKind::Reference(reference) => {
                    targets.insert(without_heading(&reference.target));
                }
                InlineKind::Link(link) => {
                    if let Destination::Path(path) = &link.destination
                        && let Ok(Bound::Chapter { chapter: to, .. }) =
                            edition.bind_path(Some(&chapter.chapter.slug), folder, path)
                    {
                        let slug = to.chapter.slug.to_string();
                        targets.insert(Target::Chapter { slug, heading: None });
                    }
                }
                _ => {}
            },
        }
    }
    targets
}

fn without_heading(target: &Target) -> Target {
    match target {
        Target::Chapter { slug, .. } => Target::Chapter { slug: slug.clone(), heading: None },
        other => other.clone(),
    }
}

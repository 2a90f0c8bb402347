//! The site: which pages exist, at which addresses, and what binds them together.
//!
//! A [`Site`] is an edition planned as pages. Every page is named by a [`Page`], a small value;
//! `render` makes its bytes from the site and that value alone.

pub mod address;
pub mod links;
pub mod page;

use crate::manual::chapter::Chapter;
use crate::manual::id::Slug;
use crate::manual::settings::Section;
use crate::prose::{BlockKind, Destination, InlineKind, walk};
use crate::resolve::bind::Bound;
use crate::resolve::{ChapterState, Edition, EditionChapter};
use crate::source::path::VPath;
use links::Links;
use page::Page;
use std::collections::{BTreeMap, BTreeSet};

/// An edition planned as pages.
#[derive(Debug)]
pub struct Site<'m> {
    /// What is shown.
    pub edition: Edition<'m>,
    /// Who refers to what.
    pub links: Links,
    /// The slugs in the order in which the chapters are read.
    pub order: Vec<Slug>,
    /// Where each slug stands in that order.
    places: BTreeMap<Slug, usize>,
}

impl<'m> Site<'m> {
    /// Plans the site of an edition.
    pub fn plan(edition: Edition<'m>) -> Self {
        let links = Links::of(&edition);
        let order: Vec<Slug> =
            edition.in_reading_order().iter().map(|c| c.chapter.slug.clone()).collect();
        let places = order.iter().cloned().zip(0..).collect();
        Self { edition, links, order, places }
    }

    /// Every page of the site.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![
            Page::Home,
            Page::Amendments,
            Page::Legislation,
            Page::Glossary,
            Page::Contacts,
            Page::NotFound,
            Page::Sitemap,
            Page::Data,
        ];
        let sections = &self.edition.manual.settings.sections;
        pages.extend(sections.iter().map(|section| Page::Section(section.id.clone())));
        pages.extend(self.order.iter().map(|slug| Page::Chapter(slug.clone())));
        for state in self.edition.states() {
            match state {
                ChapterState::Shown(chapter) => pages.extend(aliases(chapter.chapter)),
                ChapterState::Withdrawn(withdrawn) => {
                    pages.push(Page::Withdrawn(withdrawn.chapter.slug.clone()));
                }
            }
        }
        pages.extend(self.attachments().into_iter().map(Page::Attachment));
        pages
    }

    /// The files beside chapters that a text of the edition shows or links to; no others are public.
    fn attachments(&self) -> BTreeSet<VPath> {
        let mut files = BTreeSet::new();
        for chapter in self.edition.chapters() {
            let folder = &chapter.chapter.folder;
            for inline in walk::inlines(&chapter.text.prose) {
                let destination = match &inline.kind {
                    InlineKind::Link(link) => &link.destination,
                    InlineKind::Image(image) => &image.destination,
                    _ => continue,
                };
                let Destination::Path(path) = destination else { continue };
                let from = Some(&chapter.chapter.slug);
                if let Ok(Bound::Attachment(file)) = self.edition.bind_path(from, folder, path) {
                    files.insert(file.clone());
                }
            }
        }
        files
    }

    /// The chapters of a section that are in force, in order.
    pub fn chapters_of(&self, section: &Section) -> Vec<EditionChapter<'m>> {
        let chapters = self.order.iter().filter_map(|slug| self.edition.chapter(slug.as_str()));
        chapters.filter(|chapter| chapter.chapter.section == section.id).collect()
    }

    /// The chapters before and after one in reading order.
    pub fn neighbours(
        &self,
        slug: &Slug,
    ) -> (Option<EditionChapter<'m>>, Option<EditionChapter<'m>>) {
        let at = self.places.get(slug).copied();
        let chapter = |index: Option<usize>| {
            index
                .and_then(|i| self.order.get(i))
                .and_then(|slug| self.edition.chapter(slug.as_str()))
        };
        (chapter(at.and_then(|i| i.checked_sub(1))), chapter(at.map(|i| i + 1)))
    }
}

fn aliases(chapter: &Chapter) -> impl Iterator<Item = Page> {
    let aliases = chapter.administration.aliases.iter();
    aliases.map(|alias| Page::Alias { alias: alias.value.clone(), chapter: chapter.slug.clone() })
}

/// The ids of the provisions that a text cites or states, in order, each once.
pub fn cited_provisions(chapter: &EditionChapter<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut cited = Vec::new();
    for node in walk::nodes(&chapter.text.prose) {
        let id = match node {
            walk::Node::Block(block) => match &block.kind {
                BlockKind::Statement(id, _) => Some(&id.value),
                _ => None,
            },
            walk::Node::Inline(inline) => match &inline.kind {
                InlineKind::Reference(reference) => match &reference.target {
                    crate::prose::Target::Law(id) => Some(id),
                    _ => None,
                },
                _ => None,
            },
        };
        if let Some(id) = id
            && seen.insert(id.clone())
        {
            cited.push(id.clone());
        }
    }
    cited
}

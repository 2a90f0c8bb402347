//! Which PDFs there are: of every chapter, in two sizes, of every section, and of the manual.

use super::Site;
use super::page::{Kind, Page, Paper, Pdf};
use crate::manual::id::Slug;
use crate::manual::partnership::Partnership;
use crate::prose::{InlineKind, Prose, Target, walk};
use std::collections::BTreeSet;

impl<'m> Site<'m> {
    /// The PDFs of the region, then those of each partnership that differ from the region's.
    pub fn pdfs(&self) -> Vec<Page> {
        let papers = |slug: &Slug| {
            [Paper::Plain, Paper::Large].map(|paper| Pdf::Chapter(slug.clone(), paper))
        };
        let sections = self.edition.manual.settings.sections.iter();
        let sections = sections.filter(|section| !self.chapters_of(section).is_empty());
        let mut pdfs: Vec<Page> = sections
            .map(|section| Pdf::Section(section.id.clone()))
            .chain((!self.order.is_empty()).then_some(Pdf::Manual))
            .chain(self.order.iter().flat_map(papers))
            .map(|pdf| Page::regional(Kind::Pdf(pdf)))
            .collect();
        let date = self.edition.date;
        for partnership in self.partnerships().filter(|own| own.is_member_on(date)) {
            let own = self.order.iter().filter(|slug| self.has_own_pdf(partnership, slug));
            let kinds = own.flat_map(papers).map(Kind::Pdf);
            let within = Some(partnership.id.clone());
            pdfs.extend(kinds.map(|kind| Page { within: within.clone(), kind }));
        }
        // A chapter may be called what another's large print would be: its own PDF goes first.
        let is_large = |page: &Page| matches!(&page.kind, Kind::Pdf(Pdf::Chapter(_, Paper::Large)));
        let plain = pdfs.iter().filter(|page| !is_large(page)).map(Page::address);
        let taken: BTreeSet<_> = plain.collect();
        pdfs.retain(|page| !is_large(page) || !taken.contains(&page.address()));
        pdfs
    }

    /// Whether a chapter reads otherwise in a partnership's site: it adds something, or whom to turn to
    /// may be someone of its own.
    pub(super) fn has_own_pdf(&self, partnership: &'m Partnership, slug: &Slug) -> bool {
        let edition = self.edition.within(Some(partnership));
        let Some(chapter) = edition.chapter(slug.as_str()) else { return false };
        edition.own_addition(chapter.chapter).is_some() || names_contacts(&chapter.text.prose)
    }
}

fn names_contacts(prose: &Prose) -> bool {
    walk::inlines(prose).any(|inline| match &inline.kind {
        InlineKind::Reference(reference) => matches!(reference.target, Target::Contact(_)),
        _ => false,
    })
}

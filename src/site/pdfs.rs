//! Which PDFs there are: of every chapter, every section and the manual, in two sizes, and of what changed.

use super::Site;
use super::page::{Kind, Page, Paper, Pdf, Pdfs};
use crate::manual::id::Slug;
use crate::manual::partnership::Partnership;
use crate::prose::{InlineKind, Prose, Target, walk};

/// A whole manual of more chapters is not made in large print: it would be thousands of pages, and sections
/// have it.
const MOST_IN_LARGE_PRINT: usize = 200;

/// The sizes of print.
const PAPERS: [Paper; 2] = [Paper::Plain, Paper::Large];

impl<'m> Site<'m> {
    /// The PDFs of the region, then those of each partnership that differ from the region's.
    pub fn pdfs(&self, wanted: Pdfs) -> Vec<Page> {
        let mut pdfs = Vec::new();
        if wanted >= Pdfs::Texts {
            pdfs.extend(self.regional_pdfs().map(|pdf| Page::regional(Kind::Pdf(pdf))));
            let date = self.edition.date;
            for partnership in self.partnerships().filter(|own| own.is_member_on(date)) {
                let within = Some(partnership.id.clone());
                let own = self.own_pdfs(partnership).map(Kind::Pdf);
                pdfs.extend(own.map(|kind| Page { within: within.clone(), kind }));
            }
        }
        if wanted >= Pdfs::TextsAndChanges {
            let changes = self.pages().into_iter().filter_map(|page| match page.kind {
                Kind::Changes(dated) => Some(Page { kind: Kind::Pdf(Pdf::Changes(dated)), ..page }),
                _ => None,
            });
            pdfs.extend(changes);
        }
        pdfs
    }

    /// The PDF of what a page shows, for a reader in the site of a partnership; none if there is none.
    pub fn pdf_of(
        &self,
        partnership: Option<&'m Partnership>,
        kind: &Kind,
        (paper, wanted): (Paper, Pdfs),
    ) -> Option<Page> {
        let (pdf, least) = match (kind, paper) {
            (Kind::Chapter(slug), _) => (Pdf::Chapter(slug.clone(), paper), Pdfs::Texts),
            (Kind::Section(id), _) => (Pdf::Section(id.clone(), paper), Pdfs::Texts),
            (Kind::Home, _) => (Pdf::Manual(paper), Pdfs::Texts),
            (Kind::Changes(dated), Paper::Plain) => {
                (Pdf::Changes(dated.clone()), Pdfs::TextsAndChanges)
            }
            _ => return None,
        };
        let has = match (kind, paper) {
            (Kind::Section(id), _) => {
                let section = self.edition.manual.settings.section(id)?;
                !self.chapters_of(section).is_empty()
            }
            (Kind::Home, Paper::Plain) => !self.plan.order.is_empty(),
            (Kind::Home, Paper::Large) => self.has_large_manual(),
            _ => true,
        };
        let page = self.located(partnership, Kind::Pdf(pdf));
        let is_own = page.within.as_ref() == partnership.map(|own| &own.id);
        // The region's sections and its manual lack what a partnership adds.
        let is_meant = is_own || !matches!(kind, Kind::Home | Kind::Section(_));
        (has && is_meant && wanted >= least).then_some(page)
    }

    fn has_large_manual(&self) -> bool {
        (1..=MOST_IN_LARGE_PRINT).contains(&self.plan.order.len())
    }

    fn regional_pdfs(&self) -> impl Iterator<Item = Pdf> {
        let sections = self.edition.manual.settings.sections.iter();
        let sections = sections.filter(|section| !self.chapters_of(section).is_empty());
        let sections =
            sections.flat_map(|own| PAPERS.map(|paper| Pdf::Section(own.id.clone(), paper)));
        let plain = (!self.plan.order.is_empty()).then_some(Pdf::Manual(Paper::Plain));
        let large = self.has_large_manual().then_some(Pdf::Manual(Paper::Large));
        sections.chain(plain).chain(large).chain(self.plan.order.iter().flat_map(both))
    }

    /// A whole manual in large print is made for the region alone: partnerships have it by chapter.
    fn own_pdfs(&self, partnership: &'m Partnership) -> impl Iterator<Item = Pdf> {
        let manual = (!self.plan.order.is_empty()).then_some(Pdf::Manual(Paper::Plain));
        let own = self.plan.order.iter().filter(move |slug| self.has_own_pdf(partnership, slug));
        manual.into_iter().chain(own.flat_map(both))
    }

    /// Whether a chapter reads otherwise in a partnership's site: it adds something, or whom to turn to
    /// may be someone of its own.
    pub(super) fn has_own_pdf(&self, partnership: &Partnership, slug: &Slug) -> bool {
        let own = self.edition.manual.partnerships.get(&partnership.id);
        let edition = self.edition.within(own);
        let Some(chapter) = edition.chapter(slug.as_str()) else { return false };
        edition.own_addition(chapter.chapter).is_some() || names_contacts(&chapter.text.prose)
    }
}

/// A chapter in both sizes.
fn both(slug: &Slug) -> [Pdf; 2] {
    PAPERS.map(|paper| Pdf::Chapter(slug.clone(), paper))
}

fn names_contacts(prose: &Prose) -> bool {
    walk::inlines(prose).any(|inline| match &inline.kind {
        InlineKind::Reference(reference) => matches!(reference.target, Target::Contact(_)),
        _ => false,
    })
}

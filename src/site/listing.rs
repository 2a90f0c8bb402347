//! What search engines are told: which pages they should list, under which address, and when each changed.

use super::Site;
use super::page::{Kind, Page};
use crate::manual::amendment::Amendment;
use crate::manual::id::{PartnershipId, Slug};
use crate::resolve::{Edition, EditionChapter};
use jiff::civil::Date;

impl<'m> Site<'m> {
    /// The page that search engines should list for this one: itself, or the region's, where a partnership's
    /// says the same. None for a page that they leave out: a past or coming text, a list of days, a page
    /// for the reader's own use. A kind of page is left out unless it is named here.
    pub fn listed(&self, page: &Page) -> Option<Page> {
        if !matches!(
            page.kind,
            Kind::Home
                | Kind::Section(_)
                | Kind::Chapter(_)
                | Kind::Amendments
                | Kind::Amendment(_)
                | Kind::Legislation
                | Kind::Glossary
                | Kind::Contacts
                | Kind::Accessibility
        ) {
            return None;
        }
        let Some(id) = &page.within else { return Some(page.clone()) };
        let edition = self.edition_within(id);
        if !edition.partnership?.is_member_on(edition.date) {
            return None;
        }
        let is_own = match &page.kind {
            Kind::Home | Kind::Contacts => true,
            Kind::Chapter(slug) => {
                let chapter = edition.chapter(slug.as_str());
                chapter.is_some_and(|chapter| edition.own_addition(chapter.chapter).is_some())
            }
            _ => false,
        };
        Some(if is_own { page.clone() } else { Page::regional(page.kind.clone()) })
    }

    /// The page that a page names as the one to list: see [`Site::listed`]. A text of another day, a former slug
    /// and a print view name the page that they stand for, and are left out themselves.
    pub fn canonical(&self, page: &Page) -> Option<Page> {
        let slug = match &page.kind {
            Kind::AsAt(dated) | Kind::Changes(dated) | Kind::Since(dated) => &dated.chapter,
            Kind::Alias { chapter, .. } => chapter,
            Kind::Print(shown) => {
                return self
                    .canonical(&Page { within: page.within.clone(), kind: (**shown).clone() });
            }
            _ => return self.listed(page),
        };
        let partnerships = &self.edition.manual.partnerships;
        let within = page.within.as_ref().and_then(|id| partnerships.get(id));
        self.listed(&self.located(within, Kind::Chapter(slug.clone())))
    }

    /// The pages that search engines should list, each once.
    pub fn listed_pages(&self) -> Vec<Page> {
        self.pages().into_iter().filter(|page| self.listed(page).as_ref() == Some(page)).collect()
    }

    /// The day from which a page says what it says, as far as that is recorded: of a chapter, the first day
    /// of the text in force; of a list, the newest of what it lists.
    pub fn changed_on(&self, page: &Page) -> Option<Date> {
        let edition = match &page.within {
            Some(id) => self.edition_within(id),
            None => self.edition,
        };
        let chapters = || edition.chapters();
        let newest = |chapters: &mut dyn Iterator<Item = EditionChapter<'m>>| {
            chapters.filter_map(|chapter| text_changed_on(&edition, &chapter)).max()
        };
        match &page.kind {
            Kind::Chapter(slug) => text_changed_on(&edition, &edition.chapter(slug.as_str())?),
            Kind::Section(id) => newest(&mut chapters().filter(|c| c.chapter.section == *id)),
            Kind::Home | Kind::Amendments => {
                let amendments = edition.record.amendments().iter();
                amendments.map(|amendment| shown_since(amendment, edition.date)).max()
            }
            Kind::Amendment(id) => {
                Some(shown_since(edition.manual.amendments.get(id)?, edition.date))
            }
            _ => None,
        }
    }

    /// The first day on which a chapter was in force.
    pub fn first_in_force(&self, slug: &Slug) -> Option<Date> {
        let chapter = self.edition.manual.chapters.get(slug)?;
        self.edition.record.states(&chapter.regional.id).first().map(|state| state.from)
    }

    fn edition_within(&self, id: &PartnershipId) -> Edition<'m> {
        self.edition.within(self.edition.manual.partnerships.get(id))
    }
}

/// The day from which a chapter's text, with what the edition's partnership adds, is in force.
fn text_changed_on<'m>(edition: &Edition<'m>, chapter: &EditionChapter<'m>) -> Option<Date> {
    let regional = chapter.in_force.map(|now| now.by.in_force.value);
    let addition = edition.own_addition(chapter.chapter).and_then(|own| own.in_force);
    regional.max(addition.map(|now| now.by.in_force.value))
}

/// The day from which an amendment is shown as it is now: to come from its publication, then in force.
fn shown_since(amendment: &Amendment, today: Date) -> Date {
    let in_force = amendment.in_force.value;
    if in_force <= today {
        in_force.max(amendment.published.value)
    } else {
        amendment.published.value
    }
}

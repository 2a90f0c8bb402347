//! What a copy for use without a network holds: the current manual of the region or of a partnership.

use super::page::{Kind, Page};
use super::{Site, logo};
use crate::manual::id::PartnershipId;
use crate::source::path::VPath;
use std::collections::BTreeSet;

impl Site<'_> {
    /// The pages of the region's site, or of a partnership's, that a copy for use without a network holds:
    /// what is read now, with the pictures of it; no past text, and no list of changes but the newest.
    pub fn kept(&self, within: Option<&PartnershipId>) -> Vec<Page> {
        let partnership = within.and_then(|id| self.edition.manual.partnerships.get(id));
        let kinds = partnership.map_or_else(|| self.regional_pages(), |own| self.pages_within(own));
        let own = kinds.into_iter().filter(|kind| {
            matches!(
                kind,
                Kind::Home
                    | Kind::Section(_)
                    | Kind::Chapter(_)
                    | Kind::Withdrawn(_)
                    | Kind::Forthcoming(_)
                    | Kind::Alias { .. }
                    | Kind::Amendments
                    | Kind::Legislation
                    | Kind::Glossary
                    | Kind::Contacts
                    | Kind::Search
                    | Kind::SearchLetter(_)
                    | Kind::Accessibility
                    | Kind::Offline
                    | Kind::Manifest
                    | Kind::Icon
            )
        });
        let own = own.map(|kind| Page { within: within.cloned(), kind });
        let shared = [Kind::Colours, Kind::Icon].into_iter();
        let shared = shared.chain(partnership.and_then(logo));
        let shared = shared.chain(self.pictures_now(within).into_iter().map(Kind::Attachment));
        let mut pages: Vec<Page> = own.chain(shared.map(Page::regional)).collect();
        pages.sort();
        pages.dedup();
        pages
    }

    /// The files beside chapters that the texts of today show or link to.
    fn pictures_now(&self, within: Option<&PartnershipId>) -> BTreeSet<VPath> {
        let partnerships = &self.edition.manual.partnerships;
        let edition = self.edition.within(within.and_then(|id| partnerships.get(id)));
        let mut files = BTreeSet::new();
        for shown in edition.chapters().filter(|shown| !shown.chapter.attachments.is_empty()) {
            let chapter = shown.chapter;
            self.attachments_of_text(&shown.text.prose, &chapter.regional, chapter, &mut files);
            if let Some(own) = edition.own_addition(chapter) {
                self.attachments_of_text(&own.text.prose, own.document, chapter, &mut files);
            }
        }
        files
    }
}

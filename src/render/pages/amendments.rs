//! The list of amendments.

use super::PageMaker;
use crate::manual::amendment::{Action, Amendment, Entry};
use crate::manual::id::AmendmentId;
use crate::render::view::amendment::{AmendedDocument, AmendmentView, AmendmentYear};
use crate::site::page::Page;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Amendments {
    upcoming: Vec<AmendmentView>,
    years: Vec<AmendmentYear>,
}

impl PageMaker<'_, '_> {
    /// Where an amendment is listed.
    pub(super) fn amendment_address(&self, id: &AmendmentId) -> String {
        format!("{}#{id}", self.address(&Page::Amendments.address()))
    }

    /// The upcoming amendments, next first, and the past ones, newest first.
    pub(super) fn amendment_views(&self) -> (Vec<AmendmentView>, Vec<AmendmentView>) {
        let amendments = self.edition.record.amendments().iter();
        let (past, upcoming): (Vec<_>, Vec<_>) = amendments
            .map(|amendment| self.amendment(amendment))
            .partition(|view| !view.is_upcoming);
        (upcoming, past.into_iter().rev().collect())
    }

    pub(super) fn amendments(&self) -> Amendments {
        let (upcoming, past) = self.amendment_views();
        let mut years: Vec<AmendmentYear> = Vec::new();
        for amendment in past {
            let year = amendment.in_force.split('-').next().unwrap_or_default().to_owned();
            match years.last_mut().filter(|last| last.year == year) {
                Some(last) => last.amendments.push(amendment),
                None => years.push(AmendmentYear { year, amendments: vec![amendment] }),
            }
        }
        Amendments { upcoming, years }
    }

    fn amendment(&self, amendment: &Amendment) -> AmendmentView {
        let because = amendment.because.iter().map(|id| id.value.as_str());
        let entries = amendment.entries.iter();
        AmendmentView {
            id: amendment.id.to_string(),
            title: amendment.title.value.clone(),
            in_force: amendment.in_force.value.to_string(),
            published: amendment.published.value.to_string(),
            is_upcoming: amendment.in_force.value > self.edition.date,
            significance: amendment.significance.as_str(),
            summary: amendment.summary.clone(),
            because: self.provision_links(because),
            approved_by: amendment.approved_by.clone(),
            documents: entries.map(|entry| self.amended_document(&entry.value)).collect(),
        }
    }

    fn amended_document(&self, entry: &Entry) -> AmendedDocument {
        let edition = &self.edition;
        let manual = edition.manual;
        let slug = &entry.document.chapter;
        let chapter = edition.chapter(slug.as_str());
        let partnership = entry.document.partnership.as_ref();
        let known = manual.chapters.get(slug).map(|c| c.regional.working.title.value.clone());
        let (action, version) = match &entry.action {
            Action::Version { number, .. } => ("version", Some(number.to_string())),
            Action::Reviewed => ("reviewed", None),
            Action::Withdrawn { .. } => ("withdrawn", None),
        };
        AmendedDocument {
            number: chapter.map(|chapter| chapter.number.to_string()),
            title: chapter.map_or_else(
                || known.unwrap_or_else(|| slug.to_string()),
                |chapter| chapter.text.title.value.clone(),
            ),
            partnership: partnership.map(|id| {
                let found = manual.partnerships.get(id);
                found.map_or_else(|| id.to_string(), |partnership| partnership.name.value.clone())
            }),
            address: chapter
                .map(|chapter| Page::Chapter(chapter.chapter.slug.clone()))
                .map(|page| self.address(&page.address())),
            action,
            version,
        }
    }
}

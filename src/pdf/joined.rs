//! Sections and the whole manual: a cover with what the copy says of itself, a list of contents, and
//! chapters in order. Anchors bear the chapter's slug, so that none collides.

use super::node::{Cover, Part, Running};
use super::{Draft, Printer, Purpose, Subject, numbered};
use crate::manual::id::SectionId;
use crate::resolve::Edition;
use crate::site::page::Kind;
use crate::source::digest::Digest;

impl<'m> Printer<'_, 'm> {
    /// The chapters of a section, or of all.
    pub(super) fn joined(
        &self,
        edition: Edition<'m>,
        only: Option<&SectionId>,
        draft: &mut Draft,
    ) -> Option<()> {
        let sections: Vec<_> = edition
            .manual
            .settings
            .sections
            .iter()
            .filter(|section| only.is_none_or(|only| *only == section.id))
            .map(|section| (section, self.site.chapters_of(section)))
            .filter(|(_, chapters)| !chapters.is_empty())
            .collect();
        let chapters = sections.iter().flat_map(|(_, chapters)| chapters);
        draft.level = if only.is_none() { 2 } else { 1 };
        draft.shelf.chapters = chapters.map(|chapter| chapter.chapter.slug.clone()).collect();
        for (section, chapters) in &sections {
            if only.is_none() {
                let number = edition.manual.settings.section_number(&section.id);
                let title = format!("{}. {}", number.unwrap_or_default(), section.title);
                draft.files.push(edition.manual.settings.file.clone());
                draft.parts.push(Part::Section {
                    title,
                    summary: section.summary.clone(),
                    anchor: format!("section--{}", section.id),
                });
            }
            for chapter in chapters {
                self.chapter(edition, chapter, Vec::new(), draft);
            }
        }
        (!sections.is_empty()).then_some(())
    }

    /// The first page of a section or the manual.
    pub(super) fn cover(
        &self,
        edition: Edition<'m>,
        subject: &Subject,
        draft: &Draft,
    ) -> Option<Cover> {
        let is_section = match subject {
            Subject::Chapter(_) | Subject::Changes(_) => return None,
            Subject::Section(_) => true,
            Subject::Manual => false,
            Subject::Bundle(bundle) => return Some(self.cover_of_bundle(edition, &bundle.sheet)),
        };
        let words = &self.theme.words;
        let (title, subtitle) = title(edition, subject, draft);
        let newest = draft.versions.iter().map(|recorded| recorded.from).max();
        let n_chapters = draft.shelf.chapters.len().to_string();
        let mut facts =
            vec![self.fact("published_by_label", edition.manual.settings.publisher.clone())];
        facts.extend(
            edition.partnership.map(|own| self.fact("picker_label", own.name.value.clone())),
        );
        facts.push(self.fact("print_chapters", n_chapters));
        facts.extend(newest.map(|day| self.fact("print_newest", words.day(day))));
        facts.push(self.fact("label_digest", digest(draft).short()));
        let above = is_section.then(|| edition.manual.settings.title.clone());
        let stamp = self.stamp(Purpose::Practice, (facts, &[]), self.address_of(edition, subject));
        let notices = self.notices(edition, &mut super::Shelf::default());
        Some(Cover { above, title, subtitle, stamp, notices })
    }

    /// What stands on the sheets of a section or the manual that belong to no chapter.
    pub(super) fn running_of_cover(
        &self,
        edition: Edition<'m>,
        subject: &Subject,
        draft: &Draft,
    ) -> Running {
        let words = &self.theme.words;
        let (title, _) = title(edition, subject, draft);
        let newest = draft.versions.iter().map(|recorded| recorded.from).max();
        let digest = digest(draft).short();
        let version = newest.map(|day| {
            words.fill("print_joined", &[("date", &words.day(day)), ("digest", &digest)])
        });
        let address = self.address_of(edition, subject);
        let version = version.unwrap_or_default();
        self.running(draft.purpose, (&title, &self.place(edition)), &version, address.as_deref())
    }

    fn address_of(&self, edition: Edition<'m>, subject: &Subject) -> Option<String> {
        let kind = match subject {
            Subject::Chapter(slug) => Kind::Chapter(slug.clone()),
            Subject::Changes(dated) => Kind::Changes(dated.clone()),
            Subject::Section(id) => Kind::Section(id.clone()),
            Subject::Manual | Subject::Bundle(_) => Kind::Home,
        };
        self.page_address(edition, kind)
    }
}

/// The digest of several texts: of a list with the digest, name and number of each, in the order in
/// which they are read.
fn digest(draft: &Draft) -> Digest {
    let list: String = draft.versions.iter().map(super::Recorded::line).collect();
    Digest::of(list.as_bytes())
}

/// The title of a print and one sentence about it, for its metadata.
pub(super) fn title(
    edition: Edition<'_>,
    subject: &Subject,
    draft: &Draft,
) -> (String, Option<String>) {
    let settings = &edition.manual.settings;
    match subject {
        Subject::Chapter(slug) => {
            let chapter = edition.chapter(slug.as_str());
            let title = chapter.map(|chapter| numbered(&chapter.number.to_string(), chapter.text));
            let summary = chapter.and_then(|chapter| chapter.text.summary.as_ref());
            let summary = summary.map(|summary| summary.value.clone());
            let place = edition.partnership.map(|own| format!(" – {}", own.name.value));
            (title.unwrap_or_default() + &place.unwrap_or_default(), summary)
        }
        Subject::Changes(_) => match draft.parts.first() {
            Some(Part::Chapter(chapter)) => (chapter.running.title.clone(), None),
            _ => (settings.title.clone(), None),
        },
        Subject::Section(id) => {
            let section = settings.section(id);
            let title = section.map_or_else(|| id.to_string(), |own| own.title.clone());
            (title, section.and_then(|own| own.summary.clone()))
        }
        Subject::Manual => (settings.title.clone(), settings.subtitle.clone()),
        Subject::Bundle(bundle) => (bundle.sheet.title.clone(), Some(bundle.sheet.lead.clone())),
    }
}

//! `manual.json`: the manual as data, for other programs. A border: it changes only with a note in the changelog.

use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, DocumentId, Text};
use crate::record::Change;
use crate::render::Renderer;
use crate::resolve::{ChapterNumber, ChapterState};
use crate::site::address::LinkStyle;
use crate::site::page::{Dated, Kind};
use jiff::civil::Date;
use serde::Serialize;

#[derive(Serialize)]
struct Data<'a> {
    format: u32,
    title: &'a str,
    publisher: &'a str,
    base_url: Option<&'a str>,
    language: &'a str,
    as_at: String,
    sections: Vec<SectionData<'a>>,
    chapters: Vec<ChapterData<'a>>,
    amendments: Vec<AmendmentData<'a>>,
    partnerships: Vec<PartnershipData<'a>>,
    registers: RegisterData<'a>,
}

#[derive(Serialize)]
struct SectionData<'a> {
    id: &'a str,
    number: usize,
    title: &'a str,
    address: String,
}

#[derive(Serialize)]
struct ChapterData<'a> {
    slug: &'a str,
    number: String,
    title: &'a str,
    summary: Option<&'a str>,
    section: &'a str,
    status: &'static str,
    address: String,
    partnerships: Vec<&'a str>,
    versions: Vec<VersionData>,
}

#[derive(Serialize)]
struct VersionData {
    number: String,
    in_force: String,
    sha256: String,
    /// None for a version that never applied, because another of the same day took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    amendment: String,
}

#[derive(Serialize)]
struct AmendmentData<'a> {
    id: &'a str,
    title: &'a str,
    in_force: String,
    published: String,
    significance: &'static str,
    summary: &'a str,
    address: String,
    documents: Vec<String>,
}

#[derive(Serialize)]
struct PartnershipData<'a> {
    id: &'a str,
    name: &'a str,
    joined: String,
    left: Option<String>,
}

#[derive(Serialize)]
struct RegisterData<'a> {
    legislation: Vec<EntryData<'a>>,
    terms: Vec<EntryData<'a>>,
    contacts: Vec<&'a str>,
}

#[derive(Serialize)]
struct EntryData<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

/// The text of `manual.json`.
pub(super) fn manual_json(renderer: &Renderer<'_, '_>) -> String {
    let edition = &renderer.site.edition;
    let settings = &edition.manual.settings;
    let data = Data {
        format: 1,
        title: &settings.title,
        publisher: &settings.publisher,
        base_url: renderer.options.base_url,
        language: &settings.language.value,
        as_at: edition.date.to_string(),
        sections: sections(renderer),
        chapters: chapters(renderer),
        amendments: amendments(renderer),
        partnerships: partnerships(renderer),
        registers: registers(renderer),
    };
    let mut text = serde_json::to_string_pretty(&data).unwrap_or_default();
    text.push('\n');
    text
}

fn sections<'a>(renderer: &Renderer<'a, '_>) -> Vec<SectionData<'a>> {
    let sections = renderer.site.edition.manual.settings.sections.iter().zip(1..);
    sections
        .map(|(section, number)| SectionData {
            id: section.id.as_str(),
            number,
            title: &section.title,
            address: Kind::Section(section.id.clone()).address().from_root(LinkStyle::Served),
        })
        .collect()
}

/// The chapters with pages of their own, in reading order: those that are withdrawn or still to come, too.
fn chapters<'a>(renderer: &Renderer<'a, '_>) -> Vec<ChapterData<'a>> {
    let manual = renderer.site.edition.manual;
    let chapters = manual.chapters.values().filter_map(|chapter| {
        Some((renderer.site.edition.number(chapter)?, chapter, known_text(renderer, chapter)?))
    });
    let mut chapters: Vec<_> = chapters.collect();
    chapters.sort_by_key(|(number, chapter, _)| (*number, &chapter.slug));
    let data = |(number, chapter, (status, text)): (_, &'a Chapter, (_, &'a Text))| ChapterData {
        slug: chapter.slug.as_str(),
        number: ChapterNumber::to_string(&number),
        title: &text.title.value,
        summary: text.words().summary,
        section: chapter.section.as_str(),
        status,
        address: Kind::Chapter(chapter.slug.clone()).address().from_root(LinkStyle::Served),
        partnerships: chapter
            .additions
            .iter()
            .filter(|(_, addition)| is_in_force(renderer, &addition.id))
            .map(|(id, _)| id.as_str())
            .collect(),
        versions: versions(renderer, &chapter.regional),
    };
    chapters.into_iter().map(data).collect()
}

/// How a chapter stands, in a word, and the text by which it is known: the one in force, the last one,
/// or the first one that is to come.
fn known_text<'m>(
    renderer: &Renderer<'_, 'm>,
    chapter: &'m Chapter,
) -> Option<(&'static str, &'m Text)> {
    match renderer.site.edition.state(chapter) {
        Some(ChapterState::Shown(shown)) => Some(("in-force", shown.text)),
        Some(ChapterState::Withdrawn(withdrawn)) => Some(("withdrawn", &withdrawn.last?.text)),
        None => {
            let first = renderer.site.edition.timeline(&chapter.regional).into_iter().next()?;
            Some(("forthcoming", &first.standing.version()?.text))
        }
    }
}

fn is_in_force(renderer: &Renderer<'_, '_>, document: &DocumentId) -> bool {
    let edition = &renderer.site.edition;
    let standing = edition.record.standing(document, edition.date);
    matches!(standing, crate::record::Standing::InForce(_))
}

/// The versions published by the as-at date, oldest first.
fn versions(renderer: &Renderer<'_, '_>, document: &Document) -> Vec<VersionData> {
    let edition = &renderer.site.edition;
    let events = edition.record.events(&document.id).iter();
    let address = |from: Date| {
        let chapter = document.id.chapter.clone();
        Kind::AsAt(Dated { chapter, from }).address().from_root(LinkStyle::Served)
    };
    events
        .filter_map(|event| match event.change {
            Change::Version(version) => {
                let from = event.amendment.in_force.value;
                let then = edition.record.standing(&document.id, from);
                let applies = then.version().is_some_and(|then| then.number == version.number);
                Some(VersionData {
                    number: version.number.to_string(),
                    in_force: from.to_string(),
                    sha256: version.sha256.to_string(),
                    address: applies.then(|| address(from)),
                    amendment: event.amendment.id.to_string(),
                })
            }
            Change::Reviewed | Change::Withdrawn(_) => None,
        })
        .collect()
}

fn amendments<'a>(renderer: &Renderer<'a, '_>) -> Vec<AmendmentData<'a>> {
    let edition = &renderer.site.edition;
    let amendments = edition.record.amendments().iter();
    amendments
        .map(|amendment| AmendmentData {
            id: amendment.id.as_str(),
            title: &amendment.title.value,
            in_force: amendment.in_force.value.to_string(),
            published: amendment.published.value.to_string(),
            significance: amendment.significance.as_str(),
            summary: &amendment.summary,
            address: Kind::Amendment(amendment.id.clone()).address().from_root(LinkStyle::Served),
            documents: amendment.entries.iter().map(|e| e.value.document.to_string()).collect(),
        })
        .collect()
}

fn partnerships<'a>(renderer: &Renderer<'a, '_>) -> Vec<PartnershipData<'a>> {
    let partnerships = renderer.site.edition.manual.partnerships.values();
    partnerships
        .map(|partnership| PartnershipData {
            id: partnership.id.as_str(),
            name: &partnership.name.value,
            joined: partnership.joined.value.to_string(),
            left: partnership.left.as_ref().map(|left| left.value.to_string()),
        })
        .collect()
}

fn registers<'a>(renderer: &Renderer<'a, '_>) -> RegisterData<'a> {
    let edition = &renderer.site.edition;
    let registers = &edition.manual.registers;
    let mut contacts: Vec<&str> = registers.contacts.iter().map(|c| c.id.as_str()).collect();
    contacts.dedup();
    RegisterData {
        legislation: registers
            .legislation
            .values()
            .map(|entry| EntryData {
                id: &entry.id,
                title: &entry.citation,
                status: Some(entry.status_on(edition.date).as_str()),
            })
            .collect(),
        terms: registers
            .terms
            .values()
            .map(|term| EntryData { id: &term.id, title: &term.term, status: None })
            .collect(),
        contacts,
    }
}

//! The pages of chapters: those in force, and those that were withdrawn.

use super::PageMaker;
use crate::manual::chapter::Chapter;
use crate::manual::id::Slug;
use crate::manual::register::Scope;
use crate::prose::{InlineKind, Target, text, walk};
use crate::record::InForce;
use crate::render::filler::{PageFiller, telephone_link};
use crate::render::view::ChapterLink;
use crate::render::view::chapter::{
    ChapterNoticeView, ChapterView, ContentsEntry, UnderReviewView, VersionView, WithdrawnView,
};
use crate::render::view::contact::{ContactDetails, ContactView};
use crate::render::view::frame::SectionLink;
use crate::resolve::timeline::Tense;
use crate::resolve::{EditionChapter, EditionContact};
use crate::site::cited_provisions;
use crate::site::page::{Dated, Feed, Kind};
use std::collections::BTreeSet;

impl<'m> PageMaker<'_, 'm> {
    pub(super) fn chapter(&self, chapter: &EditionChapter<'m>) -> ChapterView {
        let site = self.renderer.site;
        let administration = &chapter.chapter.administration;
        let slug = &chapter.chapter.slug;
        let (previous, next) = site.neighbours(slug);
        let aligned_to = administration.aligned_to.iter().map(|id| id.value.as_str());
        let related: Vec<&str> =
            administration.related.iter().map(|slug| slug.value.as_str()).collect();
        let referring = site.links().to_chapter(slug).map(Slug::as_str);
        let referring = referring.filter(|slug| !related.contains(slug));
        let regional = cited_provisions(&chapter.text.prose);
        let mut cited = regional.clone();
        if let Some(addition) = self.edition.own_addition(chapter.chapter) {
            let own = cited_provisions(&addition.text.prose);
            cited.extend(own.into_iter().filter(|id| !regional.contains(id)));
        }
        let timeline = self.edition.timeline_of(chapter.chapter);
        let now = timeline.iter().find(|moment| moment.tense == Tense::Present);
        let changed = now.filter(|moment| moment.changed().is_some());
        let changes = changed.map(|moment| Dated { chapter: slug.clone(), from: moment.from });
        ChapterView {
            document: slug.to_string(),
            number: chapter.number.to_string(),
            title: chapter.text.title.value.clone(),
            subtitle: chapter.text.words().subtitle.map(str::to_owned),
            summary: chapter.text.words().summary.map(str::to_owned),
            section: self.section_of(chapter.chapter),
            stamp: self.chapter_stamp(chapter),
            version: chapter.in_force.map(|now| self.version(&now)),
            addition: self.addition_view(chapter),
            is_draft: chapter.is_draft(),
            is_to_come: chapter.is_draft() && !chapter.chapter.regional.is_draft(),
            coming: self.coming(chapter.chapter),
            changes: changes.map(|dated| self.page_address(&Kind::Changes(dated))),
            history: self.page_address(&Kind::History(slug.clone())),
            feed: self.page_address(&Kind::Feed(Feed::Chapter(slug.clone()))),
            under_review: administration.under_review.as_ref().map(|review| UnderReviewView {
                since: review.since.to_string(),
                note: review.note.clone(),
            }),
            notices: self.chapter_notices(chapter),
            owner: administration.owner.as_ref().map(|owner| owner.value.clone()),
            review_due: administration.review_due.as_ref().map(|date| date.value.to_string()),
            checked: administration.checked.as_ref().map(|date| date.value.to_string()),
            aligned_to: self.provision_links(aligned_to),
            audience: administration.audience.iter().map(|audience| audience.as_str()).collect(),
            contents: self.contents(chapter),
            article: self.article(chapter),
            contacts: self.cited_contacts(chapter),
            legislation: self.provision_links(cited.iter().map(String::as_str)),
            referring: self.chapter_links(referring),
            related: self.chapter_links(related.iter().copied()),
            previous: previous.map(|chapter| self.chapter_link(&chapter)),
            next: next.map(|chapter| self.chapter_link(&chapter)),
        }
    }

    pub(super) fn section_of(&self, chapter: &Chapter) -> SectionLink {
        let settings = &self.edition.manual.settings;
        match settings.section(&chapter.section) {
            Some(section) => self.section_link(section),
            None => SectionLink {
                number: 0,
                title: chapter.section.to_string(),
                summary: None,
                address: self.page_address(&Kind::Home),
                is_current: false,
            },
        }
    }

    pub(super) fn article(&self, chapter: &EditionChapter<'m>) -> String {
        if let Some(marked) = self.marked_draft(chapter) {
            return marked;
        }
        let (local, last) = self.local_parts(chapter);
        let mut out = String::new();
        let from = Some(&chapter.chapter.regional);
        let filler = PageFiller::new(self.renderer, self.edition, &self.root, from);
        let text = (chapter.file, &*chapter.text.prose);
        let labels = (&self.renderer.theme.labels, "");
        let fragments = &self.renderer.fragments;
        fragments.fill(text, labels, (&mut out, &mut filler.with_local(local)));
        out.push_str(&last);
        out
    }

    fn version(&self, now: &InForce<'_>) -> VersionView {
        VersionView {
            number: now.version.number.to_string(),
            in_force: now.by.in_force.value.to_string(),
            digest: now.version.sha256.short(),
            significance: now.by.significance.as_str(),
            amendment_title: now.by.title.value.clone(),
            amendment_address: self.page_address(&Kind::Amendment(now.by.id.clone())),
            reviewed: now.reviewed_by.in_force.value.to_string(),
        }
    }

    fn chapter_notices(&self, chapter: &EditionChapter<'_>) -> Vec<ChapterNoticeView> {
        let notices = chapter.chapter.administration.notices.iter();
        let outline = chapter.outline();
        let now = notices.filter(|notice| notice.applies_on(self.edition.date));
        now.map(|notice| {
            let heading = notice
                .heading
                .as_ref()
                .and_then(|heading| outline.iter().find(|entry| entry.id == heading.value));
            ChapterNoticeView {
                until: notice.until.to_string(),
                heading: heading.map(|entry| text::inlines(entry.content)),
                heading_id: heading.map(|entry| entry.id.to_owned()),
                html: self.passage(&notice.text.prose),
            }
        })
        .collect()
    }

    /// The contacts that a text cites, in order, each once.
    pub(super) fn cited_contacts(&self, chapter: &EditionChapter<'m>) -> Vec<ContactView> {
        let mut seen = BTreeSet::new();
        let mut contacts = Vec::new();
        let addition = self.edition.own_addition(chapter.chapter);
        let texts = [Some(chapter.text), addition.map(|addition| addition.text)];
        for inline in texts.into_iter().flatten().flat_map(|text| walk::inlines(&text.prose)) {
            let InlineKind::Reference(reference) = &inline.kind else { continue };
            let Target::Contact(id) = &reference.target else { continue };
            if seen.insert(id.as_str()) {
                contacts.extend(self.contact(id, Vec::new()));
            }
        }
        contacts
    }

    /// A contact with the details of whoever answers on the day.
    pub(super) fn contact(&self, id: &str, cited_by: Vec<ChapterLink>) -> Option<ContactView> {
        let edition = &self.edition;
        let general = edition.manual.registers.contacts.iter().find(|contact| contact.id == id)?;
        Some(ContactView {
            id: id.to_owned(),
            scope: match general.scope {
                Scope::National => "national",
                Scope::Region => "region",
                Scope::Partnership => "partnership",
            },
            purpose: general.purpose.clone(),
            name: general.name.clone(),
            details: edition.contacts(id).iter().map(|contact| self.details(contact)).collect(),
            cited_by,
        })
    }

    /// Who answers. On the page of a past day, a contact that is no longer right says so, and who is.
    fn details(&self, contact: &EditionContact<'_>) -> ContactDetails {
        let now = self.renderer.site.edition.contacts(&contact.contact.id);
        let is_past = !now.iter().any(|now| std::ptr::eq(now.contact, contact.contact));
        let successor = now.iter().find(|now| now.partnership == contact.partnership);
        ContactDetails {
            is_past,
            now: successor.filter(|_| is_past).map(|now| Box::new(self.who(now))),
            ..self.who(contact)
        }
    }

    fn who(&self, contact: &EditionContact<'_>) -> ContactDetails {
        let partnerships = &self.edition.manual.partnerships;
        let partnership = contact.partnership.and_then(|id| partnerships.get(id));
        let contact = contact.contact;
        ContactDetails {
            partnership: partnership.map(|partnership| partnership.id.to_string()),
            partnership_name: partnership.map(|partnership| partnership.short_name().to_owned()),
            name: contact.name.clone(),
            telephone: contact.telephone.clone(),
            telephone_link: contact.telephone.as_deref().map(telephone_link),
            email: contact.email.clone(),
            web: contact.web.clone(),
            hours: contact.hours.clone(),
            out_of_hours: contact.out_of_hours.clone(),
            notes: contact.notes.clone(),
            is_past: false,
            now: None,
        }
    }

    pub(super) fn withdrawn(&self, slug: &Slug) -> Option<WithdrawnView> {
        let withdrawn = self.edition.withdrawn(slug.as_str())?;
        let successor = withdrawn.replaced_by.and_then(|slug| self.edition.chapter(slug.as_str()));
        Some(WithdrawnView {
            title: withdrawn.title().to_owned(),
            on: withdrawn.by.in_force.value.to_string(),
            summary: withdrawn.by.summary.clone(),
            amendment_address: self.page_address(&Kind::Amendment(withdrawn.by.id.clone())),
            history: self.page_address(&Kind::History(slug.clone())),
            replaced_by: successor.map(|chapter| self.chapter_link(&chapter)),
        })
    }
}

/// The headings of level 2, each with those of level 3 below it.
pub(super) fn contents(chapter: &EditionChapter<'_>) -> Vec<ContentsEntry> {
    let mut contents: Vec<ContentsEntry> = Vec::new();
    for entry in &chapter.outline() {
        let view = ContentsEntry {
            id: entry.id.to_owned(),
            title: text::inlines(entry.content),
            children: Vec::new(),
        };
        match (entry.level, contents.last_mut()) {
            (3, Some(parent)) => parent.children.push(view),
            (1..=3, _) => contents.push(view),
            _ => {}
        }
    }
    contents
}

//! What partnerships add: their texts within a chapter, their homes, and the pages that stay when one leaves.

use super::chapter::contents;
use super::head::Head;
use super::{Made, PageMaker};
use crate::diff::Difference;
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::manual::partnership::{Colour, Partnership};
use crate::record::drift;
use crate::render::filler::PageFiller;
use crate::render::html::{self, escape};
use crate::render::view::chapter::ContentsEntry;
use crate::render::view::contact::ContactView;
use crate::render::view::partnership::{AdditionView, LeftView, PartnershipHome};
use crate::resolve::{EditionAddition, EditionChapter};
use crate::site::Site;
use crate::site::address::{LOCAL, LOCAL_ADDITION};
use crate::site::page::{Kind, Page};
use crate::source::path::VPath;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What stands where the parts of headings end, by heading, and at the end of the text.
pub(super) type LocalParts = (BTreeMap<String, String>, String);

impl<'m> PageMaker<'_, 'm> {
    /// What is local on the page of a chapter: in a partnership's site the text that it adds, at its
    /// place; on the chapter's page in the region's, links to those who add something.
    pub(super) fn local_parts(&self, chapter: &EditionChapter<'m>) -> LocalParts {
        let mut parts = LocalParts::default();
        if let Some(addition) = self.edition.own_addition(chapter.chapter) {
            let html = self.addition(&addition);
            put(&mut parts, addition.place(chapter.text), &html);
        } else if matches!(self.page.kind, Kind::Chapter(_)) && self.edition.partnership.is_none() {
            let mut links: BTreeMap<Option<&str>, Vec<EditionAddition<'m>>> = BTreeMap::new();
            let additions: Vec<_> = self.edition.additions(chapter.chapter).collect();
            for addition in &additions {
                links.entry(addition.place(chapter.text)).or_default().push(*addition);
            }
            for (heading, additions) in links {
                let html = self.local_links(&chapter.chapter.slug, &additions);
                put(&mut parts, heading, &html);
            }
        }
        parts
    }

    /// The text that a partnership adds, with whose it is before it.
    fn addition(&self, addition: &EditionAddition<'m>) -> String {
        let document = addition.document;
        if let Some(marked) = self.marked_draft_addition(addition) {
            return marked;
        }
        let mut filler = PageFiller::new(self.renderer, self.edition, &self.root, Some(document));
        let mut html = String::new();
        let text = (addition.file, &*addition.text.prose);
        let labels = (&self.renderer.theme.labels, LOCAL);
        self.renderer.fragments.fill(text, labels, (&mut html, &mut filler));
        let number = addition.in_force.map(|now| now.version.number.to_string());
        self.local_section(document, &addition.text.title.value, number.as_deref(), &html)
    }

    /// The text of a local addition that changed, with marks. With `places`, each block says where it stands in
    /// that file.
    pub(super) fn marked_addition(
        &self,
        document: &'m Document,
        difference: &Difference,
        places: Option<&VPath>,
    ) -> String {
        let filler = PageFiller::new(self.renderer, self.edition, &self.root, Some(document));
        let labels = &self.renderer.theme.labels;
        let mut html = String::new();
        let fragment = html::placed(&difference.prose, labels, LOCAL, places);
        fragment.fill(&mut html, &mut filler.worded());
        html
    }

    /// An article holds the words of documents and nothing else, so what says whose the addition is stands
    /// in the section's label, from which the style sheet shows it.
    pub(super) fn local_section(
        &self,
        document: &Document,
        title: &str,
        version: Option<&str>,
        html: &str,
    ) -> String {
        let partnership = document.id.partnership.as_ref();
        let name = partnership.map(|id| self.partnership_name(id)).unwrap_or_default();
        let words = &self.renderer.theme.words;
        let label = words.fill("local_label", &[("name", &name), ("title", title)]);
        let mut out = format!("<section class=\"local\" id=\"{LOCAL_ADDITION}\" data-document=\"");
        escape::text(&mut out, &document.id.to_string());
        if let Some(version) = version {
            let _ = write!(out, "\" data-version=\"{version}");
        }
        out.push_str("\" aria-label=\"");
        escape::text(&mut out, &label);
        let _ = write!(out, "\">\n{html}</section>\n");
        out
    }

    /// Links to the partnerships that add something here. Their words are labels for the same reason.
    fn local_links(&self, slug: &Slug, additions: &[EditionAddition<'m>]) -> String {
        let mut out = String::from("<div class=\"local-links\">");
        for addition in additions {
            let within = Some(addition.partnership.id.clone());
            let page = Page { within, kind: Kind::Chapter(slug.clone()) };
            let address =
                format!("{}{}#{LOCAL_ADDITION}", self.root, self.address(&page.address()));
            let name = [("name", addition.partnership.short_name())];
            out.push_str("<a href=\"");
            escape::address(&mut out, &address);
            out.push_str("\" aria-label=\"");
            escape::text(&mut out, &self.renderer.theme.words.fill("local_link", &name));
            out.push_str("\"></a>");
        }
        out.push_str("</div>\n");
        out
    }

    /// The contents of a chapter, with the local addition where it stands.
    pub(super) fn contents(&self, chapter: &EditionChapter<'m>) -> Vec<ContentsEntry> {
        let mut contents = contents(chapter);
        let Some(addition) = self.edition.own_addition(chapter.chapter) else { return contents };
        let entry = ContentsEntry {
            id: LOCAL_ADDITION.to_owned(),
            title: addition.text.title.value.clone(),
            children: Vec::new(),
        };
        let after = addition.place(chapter.text);
        let is_after = |entry: &ContentsEntry| Some(entry.id.as_str()) == after;
        let at = contents.iter().position(|top| is_after(top) || top.children.iter().any(is_after));
        match at.and_then(|at| contents.get_mut(at)) {
            Some(top) => top.children.push(entry),
            None => contents.push(entry),
        }
        contents
    }

    /// A partnership's home: whom to ring first, then what it adds, then the procedures.
    pub(super) fn partnership_home(&self, partnership: &'m Partnership) -> Made {
        let (upcoming, past) = self.amendment_views(None);
        let settings = &self.edition.manual.settings;
        let mut seen = BTreeSet::new();
        let own = partnership.contacts.iter().filter(|contact| seen.insert(contact.id.as_str()));
        let contacts: Vec<ContactView> =
            own.filter_map(|contact| self.contact(&contact.id, Vec::new())).collect();
        let chapters = self.edition.in_reading_order();
        let additions = chapters.iter().filter_map(|chapter| self.addition_view(chapter));
        let view = PartnershipHome {
            name: partnership.name.value.clone(),
            area: partnership.area.clone(),
            contacts: contacts.into_iter().filter(|contact| !contact.details.is_empty()).collect(),
            additions: additions.collect(),
            sections: settings.sections.iter().map(|section| self.section(section)).collect(),
            amendments: past.into_iter().take(super::frame::LATEST).collect(),
            upcoming,
        };
        let head = Head {
            description: partnership.area.clone(),
            ..Head::titled(partnership.name.value.clone())
        };
        self.html("partnership", head, &view).map(Some)
    }

    /// What the partnership of this page adds to a chapter.
    pub(super) fn addition_view(&self, chapter: &EditionChapter<'m>) -> Option<AdditionView> {
        let addition = self.edition.own_addition(chapter.chapter)?;
        Some(AdditionView {
            chapter: self.chapter_link(chapter),
            title: addition.text.title.value.clone(),
            version: addition.in_force.map(|now| now.version.number.to_string()),
            in_force: addition.in_force.map(|now| now.by.in_force.value.to_string()),
            is_to_confirm: self.is_to_confirm(chapter, &addition),
        })
    }

    /// Whether the regional text around an addition has changed since it was last looked at. Only editors
    /// are told, in the preview.
    fn is_to_confirm(&self, chapter: &EditionChapter<'m>, addition: &EditionAddition<'m>) -> bool {
        if !self.renderer.options.is_preview() || !self.edition.shows_drafts() {
            return false;
        }
        let (manual, record, date) = (self.edition.manual, self.edition.record, self.edition.date);
        let own = &addition.partnership.id;
        let drift = drift::of_addition(manual, record, chapter.chapter, own, date);
        drift.iter().any(|drift| drift.is_due_on(date))
    }

    /// The page that stays at an address when a partnership has left the manual.
    pub(super) fn left(&self, partnership: &Partnership) -> Made {
        let Some(left) = &partnership.left else { return Ok(None) };
        let regional = Page::regional(self.page.kind.clone());
        let own = self.edition.manual.chapters.values().filter(|chapter| {
            let addition = chapter.additions.get(&partnership.id);
            addition.is_some_and(|addition| !self.edition.record.events(&addition.id).is_empty())
        });
        let records = own.filter_map(|chapter| {
            let mut link = self.chapter_link(&self.edition.chapter(chapter.slug.as_str())?);
            link.address = self.page_address(&Kind::History(chapter.slug.clone()));
            Some(link)
        });
        let view = LeftView {
            name: partnership.name.value.clone(),
            on: left.value.to_string(),
            regional: self.address(&regional.address()),
            records: records.collect(),
        };
        self.html("left", Head::titled(partnership.name.value.clone()), &view).map(Some)
    }

    /// The partnership of this page, if it has left the manual and the page is none of its record.
    pub(super) fn partnership_left(&self) -> Option<&'m Partnership> {
        let kind = match &self.page.kind {
            Kind::Print(shown) => shown,
            kind => kind,
        };
        let is_record =
            matches!(kind, Kind::History(_) | Kind::AsAt(_) | Kind::Changes(_) | Kind::Since(_));
        let today = self.renderer.site.edition.date;
        self.edition.partnership.filter(|own| !is_record && !own.is_member_on(today))
    }
}

/// The style sheet of the partnerships' colours: a shade for light pages and one for dark, on which text
/// can be read: see [`Colour::in_light_mode`].
pub(super) fn colours(site: &Site<'_>) -> String {
    let colours = site.partnerships().filter_map(|own| Some((&own.id, own.colour.as_ref()?.value)));
    let mut css = String::from("@layer brand {\n");
    for (id, colour) in colours {
        let (light, dark): (Colour, Colour) = (colour.in_light_mode(), colour.in_dark_mode());
        let _ = writeln!(css, "  .in-{id} {{ --brand: {light}; --on-brand: #fff; }}");
        let _ = writeln!(
            css,
            "  @media (prefers-color-scheme: dark) {{ .in-{id} {{ --brand: {dark}; --on-brand: {}; }} }}",
            Colour::DARK
        );
    }
    css.push_str("}\n");
    css
}

/// Puts something local at the end of a heading's part, or of the text.
pub(super) fn put(parts: &mut LocalParts, heading: Option<&str>, html: &str) {
    match heading {
        Some(heading) => parts.0.entry(heading.to_owned()).or_default().push_str(html),
        None => parts.1.push_str(html),
    }
}

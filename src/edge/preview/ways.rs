//! Where the bar leads: to the same page in other views and in the sites of others, and to the other pages
//! that a draft touches.

use super::bar::Shown;
use super::view::View;
use crate::manual::amendment::Amendment;
use crate::manual::id::Slug;
use crate::manual::partnership::Partnership;
use crate::resolve::Edition;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page};
use serde::Serialize;

/// A link of the bar.
#[derive(Serialize)]
pub(super) struct Link {
    name: String,
    address: String,
    is_current: bool,
    day: Option<String>,
}

impl<'m> Shown<'_, 'm> {
    /// The views that are always there.
    pub(super) fn views(&self) -> Vec<Link> {
        let views = [
            ("desk_view_draft", View::Draft),
            ("desk_view_changes", View::Changes),
            ("desk_view_public", View::Public),
        ];
        let link = |(key, view): (&str, View)| self.link(self.say(key, &[]), &view, None);
        views.into_iter().map(link).collect()
    }

    /// The views of amendments to come.
    pub(super) fn coming(&self) -> Vec<Link> {
        let all = self.snapshot.manual.amendments.values();
        let coming = all.filter(|amendment| amendment.in_force.value > self.snapshot.date);
        let link = |amendment: &Amendment| {
            let day = Some(amendment.in_force.value.to_string());
            let view = View::After(amendment.id.clone());
            self.link(amendment.title.value.clone(), &view, day)
        };
        coming.map(link).collect()
    }

    /// The same page in a view.
    fn link(&self, name: String, view: &View, day: Option<String>) -> Link {
        let address = format!("{view}{}", self.at.path);
        Link { name, address, is_current: view == self.at.view, day }
    }

    fn address(&self, page: &Page) -> String {
        let style = LinkStyle::Served;
        format!("{}{}", self.at.view.root(), page.address().from_root(style))
    }

    /// The region and the partnerships, each with this page, or its home, in its site.
    pub(super) fn places(&self) -> Vec<Link> {
        let date = self.site.edition.date;
        let members = self.site.partnerships().filter(|own| own.is_member_on(date));
        let kind = self.at.page.map_or(Kind::Home, |page| page.kind.clone());
        let within = self.at.page.and_then(|page| page.within.as_ref());
        let region = (None, self.say("desk_region", &[]));
        let own = members.map(|own| (Some(own), own.short_name().to_owned()));
        let link = |(partnership, name): (Option<&'m Partnership>, _)| {
            let page = self.site.located(partnership, kind.clone());
            let id = partnership.map(|own| &own.id);
            let is_there = page.within.as_ref() == id;
            let page = if is_there { page } else { self.site.located(partnership, Kind::Home) };
            Link { name, address: self.address(&page), is_current: within == id, day: None }
        };
        std::iter::once(region).chain(own).map(link).collect()
    }

    /// The other pages that the drafts of this page touch: those that refer to its chapter, and those on
    /// which other readers have its text.
    pub(super) fn touched(&self) -> Vec<Link> {
        let Some(draft) = self.documents.iter().find(|document| document.is_draft()) else {
            return Vec::new();
        };
        let slug = &draft.id.chapter;
        let edition = self.site.edition;
        let link = |name, page: &Page| Link {
            name,
            address: self.address(page),
            is_current: false,
            day: None,
        };
        let referring = self.site.links().to_chapter(slug).filter_map(|from| {
            let title = &edition.chapter(from.as_str())?.text.title.value;
            let page = Page::regional(Kind::Chapter(from.clone()));
            Some(link(self.say("desk_touched_refers", &[("title", title)]), &page))
        });
        let mut touched: Vec<Link> = referring.collect();
        if draft.id.partnership.is_none() {
            touched.extend(self.read_by(edition, slug).map(|(name, page)| link(name, &page)));
        }
        touched
    }

    /// The pages of a chapter in the sites of partnerships.
    fn read_by<'a>(
        &'a self,
        edition: Edition<'m>,
        slug: &'a Slug,
    ) -> impl Iterator<Item = (String, Page)> + 'a {
        let chapter = edition.manual.chapters.get(slug);
        let members = self.site.partnerships().filter(move |own| own.is_member_on(edition.date));
        members.map(move |own| {
            let adds = chapter.is_some_and(|chapter| chapter.additions.contains_key(&own.id));
            let key = if adds { "desk_touched_addition" } else { "desk_touched_partnership" };
            let page = Page { within: Some(own.id.clone()), kind: Kind::Chapter(slug.clone()) };
            (self.say(key, &[("name", own.short_name())]), page)
        })
    }
}

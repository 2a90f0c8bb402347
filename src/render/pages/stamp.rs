//! The stamp of a print: what it is, in which version, since when, with which digest, and where to look for
//! a newer text. It says what is recorded and nothing else; when a print was made only the browser knows.

use super::PageMaker;
use crate::manual::document::Version;
use crate::render::view::changes::ChangesView;
use crate::render::view::dated::AsAtView;
use crate::render::view::print::StampView;
use crate::resolve::EditionChapter;
use crate::resolve::timeline::End;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page};

impl<'m> PageMaker<'_, 'm> {
    /// The stamp of a chapter as it is in force.
    pub(super) fn chapter_stamp(&self, chapter: &EditionChapter<'m>) -> StampView {
        let words = &self.renderer.theme.words;
        let mut versions = Vec::new();
        let mut digests: Vec<String> = Vec::new();
        match chapter.in_force.filter(|_| !chapter.is_draft()) {
            Some(now) => {
                let from = words.day(now.by.in_force.value);
                let said = self.version_said("stamp_version", now.version, &from);
                versions.push(
                    self.renderer.theme.words.with_end(said, self.edition.end_of(chapter.chapter)),
                );
                digests.push(now.version.sha256.short());
            }
            None => versions.push(words.say("stamp_draft")),
        }
        let addition = self.edition.own_addition(chapter.chapter);
        if let Some((addition, now)) = addition.and_then(|own| Some((own, own.in_force?))) {
            let from = words.day(now.by.in_force.value);
            versions.push(self.addition_said(now.version, &addition.text.title.value, &from));
            digests.push(now.version.sha256.short());
        }
        let kind = Kind::Chapter(chapter.chapter.slug.clone());
        self.stamp(super::numbered(chapter), (versions, &digests), (kind, true))
    }

    /// The stamp of a chapter's text of another day.
    pub(super) fn as_at_stamp(
        &self,
        view: &AsAtView,
        chapter: &EditionChapter<'m>,
        end: Option<End>,
    ) -> StampView {
        let words = &self.renderer.theme.words;
        let day = |date: &str| date.parse().map_or_else(|_| date.to_owned(), |d| words.day(d));
        let (mut versions, mut digests): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        if let Some(now) = chapter.in_force {
            let said = self.version_said("stamp_as_at", now.version, &day(&view.state.from));
            let mut said = self.renderer.theme.words.with_end(said, end);
            if view.state.tense == "future" {
                let from = day(&view.state.from);
                said = format!("{said} {}", words.fill("stamp_coming", &[("from", &from)]));
            }
            versions.push(said);
            digests.push(now.version.sha256.short());
        }
        if let Some((addition, now)) =
            self.edition.own_addition(chapter.chapter).and_then(|own| Some((own, own.in_force?)))
        {
            let from = words.day(now.by.in_force.value);
            versions.push(self.addition_said(now.version, &addition.text.title.value, &from));
            digests.push(now.version.sha256.short());
        }
        let what = format!("{} {}", view.chapter.number, view.title);
        let kind = Kind::Chapter(chapter.chapter.slug.clone());
        let is_of_use = view.state.tense != "past";
        self.stamp(what.trim().to_owned(), (versions, &digests), (kind, is_of_use))
    }

    /// The stamp of a comparison of two texts, the newer of which may end, too.
    pub(super) fn changes_stamp(&self, view: &ChangesView, end: Option<End>) -> StampView {
        let words = &self.renderer.theme.words;
        let day = |date: &str| date.parse().map_or_else(|_| date.to_owned(), |d| words.day(d));
        let key = if view.is_since { "stamp_since" } else { "stamp_changes" };
        let (old, new) = (view.before.digests.join(", "), view.after.digests.join(", "));
        let with = |number: &str, addition: &Option<String>| match addition {
            Some(own) => format!("{number} {}", words.fill("with_addition", &[("number", own)])),
            None => number.to_owned(),
        };
        let said = words.fill(
            key,
            &[
                ("date", &day(&view.state.from)),
                ("before", &with(&view.before.version, &view.before.addition)),
                ("after", &with(&view.after.version, &view.after.addition)),
                ("old", &old),
                ("new", &new),
            ],
        );
        let what = format!("{} {}", view.chapter.number, view.chapter.title);
        let slug = self.page.kind.chapter().cloned();
        let kind = slug.map_or(Kind::Home, Kind::Chapter);
        let mut digests = view.before.digests.clone();
        digests.extend(
            view.after.digests.iter().filter(|new| !view.before.digests.contains(new)).cloned(),
        );
        let said = self.renderer.theme.words.with_end(said, end);
        self.stamp(what.trim().to_owned(), (vec![said], &digests), (kind, true))
    }

    /// The stamp of what joins chapters, each of which has its own.
    pub(super) fn joined_stamp(&self, what: String, kind: Kind) -> StampView {
        let words = &self.renderer.theme.words;
        let day = words.day(self.renderer.site.edition.date);
        let said = words.fill("stamp_joined", &[("date", &day)]);
        self.stamp(what, (vec![said], &[]), (kind, true))
    }

    fn stamp(
        &self,
        what: String,
        (versions, digests): (Vec<String>, &[String]),
        (kind, is_of_use): (Kind, bool),
    ) -> StampView {
        let words = &self.renderer.theme.words;
        let manual = self.edition.manual.settings.title.clone();
        let whose = self.edition.partnership.map_or(manual, |own| own.name.value.clone());
        let page = Page { within: self.page.within.clone(), kind };
        let address = self.published_at(&page);
        let checks = digests.iter().filter_map(|digest| self.check_address(digest)).collect();
        let days = self.edition.manual.settings.policies.print_days.map(|days| days.to_string());
        let days = days.map(|days| words.fill("stamp_days", &[("days", &days)]));
        let days = days.filter(|_| is_of_use);
        let newer = address.as_deref();
        let newer = newer.map(|address| words.fill("stamp_address", &[("address", address)]));
        let foot = [Some(versions.join(" ")), newer, days.clone()];
        let foot = foot.into_iter().flatten().collect::<Vec<_>>().join("\n");
        StampView { what, whose, versions, days, address, checks, foot }
    }

    fn version_said(&self, key: &str, version: &Version, from: &str) -> String {
        let (number, digest) = (version.number.to_string(), version.sha256.short());
        self.renderer
            .theme
            .words
            .fill(key, &[("version", &number), ("date", from), ("from", from), ("digest", &digest)])
    }

    fn addition_said(&self, version: &Version, title: &str, from: &str) -> String {
        let (number, digest) = (version.number.to_string(), version.sha256.short());
        let name = self.edition.partnership.map_or("", |own| own.name.value.as_str());
        self.renderer.theme.words.fill(
            "stamp_addition",
            &[
                ("name", name),
                ("version", &number),
                ("date", from),
                ("digest", &digest),
                ("title", title),
            ],
        )
    }

    /// Where the text with this digest is looked up, as it is written on paper.
    fn check_address(&self, short: &str) -> Option<String> {
        let base = self.renderer.options.base_url?;
        let page = Kind::CheckDigit(short.chars().next()?).address();
        Some(format!("{base}{}#{short}", page.from_root(LinkStyle::Served)))
    }
}

//! The pages of a chapter's record: its history, and its text as it stood from one day on.

use super::head::Head;
use super::{Made, PageMaker};
use crate::manual::chapter::Chapter;
use crate::manual::document::Text;
use crate::manual::id::Slug;
use crate::record::{Change, Event, Standing};
use crate::render::view::amendment::AmendmentLink;
use crate::render::view::dated::{
    AsAtView, ChapterHead, ComingView, ForthcomingView, HistoryView, StateView,
};
use crate::render::view::print::StampView;
use crate::resolve::timeline::{Moment, Tense};
use crate::resolve::{Edition, EditionChapter};
use crate::site::cited_provisions;
use crate::site::page::{Dated, Feed, Kind};

impl<'m> PageMaker<'_, 'm> {
    pub(super) fn history(&self, slug: &Slug) -> Made {
        let Some(chapter) = self.edition.manual.chapters.get(slug) else { return Ok(None) };
        let timeline = self.edition.timeline_of(chapter);
        let head = self.chapter_head(chapter, &timeline);
        let title = self.renderer.theme.words.fill("title_history", &[("chapter", &head.title)]);
        let states = timeline.iter().rev().map(|moment| self.state(chapter, &timeline, moment));
        let view = HistoryView { chapter: head, states: states.collect() };
        self.html("history", Head::titled(title), &view).map(Some)
    }

    pub(super) fn as_at_of(&self, dated: &Dated) -> Option<AsAtView> {
        let chapter = self.edition.manual.chapters.get(&dated.chapter)?;
        let timeline = self.site_edition().timeline_of(chapter);
        let moment = timeline.iter().find(|moment| moment.from == dated.from)?;
        let shown = self.edition.chapter(dated.chapter.as_str());
        Some(self.as_at_view(chapter, &timeline, moment, shown))
    }

    pub(super) fn as_at(&self, dated: &Dated) -> Made {
        let Some(view) = self.as_at_of(dated) else { return Ok(None) };
        let title = self.as_at_title(&view, dated);
        self.html("as-at", Head::titled(title), &view).map(Some)
    }

    pub(super) fn as_at_title(&self, view: &AsAtView, dated: &Dated) -> String {
        let day = self.renderer.theme.words.day(dated.from);
        let title = format!("{} {}", view.chapter.number, view.title);
        let words = &self.renderer.theme.words;
        words.fill("title_as_at", &[("chapter", title.as_str()), ("date", &day)])
    }

    fn as_at_view(
        &self,
        chapter: &'m Chapter,
        timeline: &[Moment<'m>],
        moment: &Moment<'m>,
        shown: Option<EditionChapter<'m>>,
    ) -> AsAtView {
        let head = self.chapter_head(chapter, timeline);
        let text: Option<&Text> = moment.standing.version().map(|version| &version.text);
        let replaced_by = match moment.standing {
            Standing::Withdrawn { replaced_by, .. } => replaced_by,
            _ => None,
        };
        let cited = shown.map(|shown| cited_provisions(&shown.text.prose)).unwrap_or_default();
        let mut view = AsAtView {
            stamp: StampView::default(),
            title: text.map_or_else(|| head.title.clone(), |text| text.title.value.clone()),
            subtitle: text.and_then(|text| text.words().subtitle.map(str::to_owned)),
            summary: text.and_then(|text| text.words().summary.map(str::to_owned)),
            contents: shown.map(|shown| self.contents(&shown)).unwrap_or_default(),
            article: shown.map(|shown| self.article(&shown)),
            contacts: shown.map(|shown| self.cited_contacts(&shown)).unwrap_or_default(),
            legislation: self.provision_links(cited.iter().map(String::as_str)),
            replaced_by: replaced_by
                .and_then(|slug| self.edition.chapter(slug.as_str()))
                .map(|chapter| self.chapter_link(&chapter)),
            state: self.state(chapter, timeline, moment),
            chapter: head,
        };
        if let Some(shown) = shown {
            view.stamp = self.as_at_stamp(&view, &shown, moment.end(timeline));
        }
        view
    }

    /// What the pages of a chapter's record say of the chapter itself, as it is now.
    pub(super) fn chapter_head(
        &self,
        chapter: &'m Chapter,
        timeline: &[Moment<'m>],
    ) -> ChapterHead {
        let slug = &chapter.slug;
        let site = self.renderer.site;
        let now = site.edition.chapter(slug.as_str());
        let known = timeline.iter().rev().find(|moment| moment.tense != Tense::Future);
        let known = known.or(timeline.first()).and_then(|moment| moment.standing.version());
        let title = now.map(|now| now.text).or(known.map(|version| &version.text));
        ChapterHead {
            document: chapter.regional.id.to_string(),
            number: self
                .edition
                .number(chapter)
                .map(|number| number.to_string())
                .unwrap_or_default(),
            title: title.map_or_else(|| slug.to_string(), |text| text.title.value.clone()),
            section: self.section_of(chapter),
            address: self.page_address(&Kind::Chapter(slug.clone())),
            history: self.page_address(&Kind::History(slug.clone())),
            feed: self.page_address(&Kind::Feed(Feed::Chapter(slug.clone()))),
        }
    }

    /// A state of a chapter, with the ways to its text and its changes.
    pub(super) fn state(
        &self,
        chapter: &Chapter,
        timeline: &[Moment<'m>],
        moment: &Moment<'m>,
    ) -> StateView {
        let dated = || Dated { chapter: chapter.slug.clone(), from: moment.from };
        let version = moment.version();
        let has_since = self.renderer.site.has_since(timeline, moment);
        StateView {
            from: moment.from.to_string(),
            until: moment.until.map(|date| date.to_string()),
            tense: moment.tense.as_str(),
            version: version.map(|version| version.number.to_string()),
            digest: version.map(|version| version.sha256.short()),
            addition: moment.addition.map(|version| version.number.to_string()),
            made_by: self.event_links(moment.made_by()),
            reviewed_by: self.event_links(
                moment.events.iter().filter(|event| matches!(event.change, Change::Reviewed)),
            ),
            address: self.page_address(&Kind::AsAt(dated())),
            changes: moment.changed().map(|_| self.page_address(&Kind::Changes(dated()))),
            since: has_since.then(|| self.page_address(&Kind::Since(dated()))),
        }
    }

    fn event_links<'a>(&self, events: impl Iterator<Item = &'a Event<'m>>) -> Vec<AmendmentLink>
    where
        'm: 'a,
    {
        events.map(|event| self.amendment_link(event.amendment)).collect()
    }

    /// What the site shows on its own day, where this page is.
    pub(super) fn site_edition(&self) -> Edition<'m> {
        self.renderer.site.edition.within(self.edition.partnership)
    }

    /// The states of a chapter that are still to come, next first.
    pub(super) fn coming(&self, chapter: &'m Chapter) -> Vec<ComingView> {
        let timeline = self.edition.timeline_of(chapter);
        let future = timeline.iter().filter(|moment| moment.tense == Tense::Future);
        future.filter_map(|moment| self.coming_state(chapter, moment)).collect()
    }

    fn coming_state(&self, chapter: &Chapter, moment: &Moment<'m>) -> Option<ComingView> {
        let event = moment.made_by().last()?;
        let dated = || Dated { chapter: chapter.slug.clone(), from: moment.from };
        Some(ComingView {
            from: moment.from.to_string(),
            until: moment.until.map(|date| date.to_string()),
            title: event.amendment.title.value.clone(),
            summary: event.amendment.summary.clone(),
            amendment: self.page_address(&Kind::Amendment(event.amendment.id.clone())),
            is_withdrawal: moment.version().is_none(),
            address: self.page_address(&Kind::AsAt(dated())),
            changes: moment.changed().map(|_| self.page_address(&Kind::Changes(dated()))),
        })
    }

    /// The page at the address of a chapter that is not in force yet.
    pub(super) fn forthcoming(&self, slug: &Slug) -> Option<ForthcomingView> {
        let chapter = self.edition.manual.chapters.get(slug)?;
        let timeline = self.edition.timeline_of(chapter);
        let first = timeline.first()?;
        let dated = Dated { chapter: slug.clone(), from: first.from };
        Some(ForthcomingView {
            title: self.chapter_head(chapter, &timeline).title,
            from: first.from.to_string(),
            address: self.page_address(&Kind::AsAt(dated)),
            made_by: self.event_links(first.made_by()),
        })
    }
}

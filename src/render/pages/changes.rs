//! The words that changed: between two states of a chapter, and by an amendment.

use super::head::Head;
use super::local::{LocalParts, put};
use super::{Made, PageMaker};
use crate::diff::{self, Difference, Words};
use crate::manual::amendment::{Amendment, Entry};
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, DocumentId, Text, Version};
use crate::prose::{Block, BlockKind, Inline, InlineKind, Prose, walk};
use crate::render::filler::PageFiller;
use crate::render::html;
use crate::render::view::changes::{ChangesView, ComparedView, PlaceView};
use crate::render::view::print::StampView;
use crate::resolve::timeline::{Moment, Tense, Texts};
use crate::resolve::{Edition, EditionAddition, EditionChapter};
use crate::site::address::LOCAL;
use crate::site::page::{Dated, Kind};
use crate::source::path::VPath;
use jiff::civil::Date;
use std::fmt::Write as _;

/// The texts of a page that are compared with others, and the first day of the state in which they are read.
#[derive(Clone, Copy)]
struct Compared<'m> {
    texts: Texts<'m>,
    from: Date,
}

impl<'m> PageMaker<'_, 'm> {
    /// What changed on the first day of a state.
    pub(super) fn changes(&self, dated: &Dated) -> Option<ChangesView> {
        self.compared(dated, false, |timeline, moment| {
            let (before, texts) = moment.changed()?;
            let earlier = timeline.iter().rev().filter(|earlier| earlier.from < moment.from);
            let with_text = |earlier: &&Moment<'m>| earlier.version().is_some();
            let from = earlier.clone().find(with_text)?.from;
            Some((Compared { texts: before, from }, Compared { texts, from: moment.from }))
        })
    }

    /// What has changed since a past state.
    pub(super) fn since(&self, dated: &Dated) -> Option<ChangesView> {
        self.compared(dated, true, |timeline, moment| {
            let now = timeline.iter().find(|moment| moment.tense == Tense::Present)?;
            let before = Compared { texts: moment.texts()?, from: moment.from };
            Some((before, Compared { texts: now.texts()?, from: now.from }))
        })
    }

    /// The page of a comparison.
    pub(super) fn changes_page(&self, view: Option<ChangesView>) -> Made {
        let Some(view) = view else { return Ok(None) };
        let title = self.changes_title(&view);
        self.html("changes", Head::titled(title), &view).map(Some)
    }

    pub(super) fn changes_title(&self, view: &ChangesView) -> String {
        let words = &self.renderer.theme.words;
        let key = if view.is_since { "title_since" } else { "title_changes" };
        let from = view.state.from.as_str();
        let day = from.parse().map_or_else(|_| from.to_owned(), |date| words.day(date));
        words.fill(key, &[("chapter", &view.chapter.title), ("date", &day)])
    }

    fn compared(
        &self,
        dated: &Dated,
        is_since: bool,
        two: impl Fn(&[Moment<'m>], &Moment<'m>) -> Option<(Compared<'m>, Compared<'m>)>,
    ) -> Option<ChangesView> {
        let chapter = self.edition.manual.chapters.get(&dated.chapter)?;
        let timeline = self.site_edition().timeline_of(chapter);
        let moment = timeline.iter().find(|moment| moment.from == dated.from)?;
        let (before, after) = two(&timeline, moment)?;
        let (old, new) = (before.texts.version, after.texts.version);
        let difference = self.difference(&chapter.regional, &old.text, &new.text, before.from);
        let phrases = self.changed_phrases(&difference, "");
        let mut places: Vec<PlaceView> = difference.places.iter().map(place).collect();
        let local = self.local_changes(chapter, before, after, &mut places);
        let mut view = ChangesView {
            is_since,
            stamp: StampView::default(),
            state: self.state(chapter, &timeline, moment),
            chapter: self.chapter_head(chapter, &timeline),
            before: self.compared_view(chapter, before),
            after: self.compared_view(chapter, after),
            phrases,
            places,
            article: self.marked(&chapter.regional, difference.prose, local, None),
        };
        view.stamp = self.changes_stamp(&view, moment.end(&timeline).filter(|_| !is_since));
        Some(view)
    }

    /// What changed in the partnership's addition, each part at its place; none where it adds nothing to
    /// either text. An addition that moved is deleted at the one place and inserted at the other.
    fn local_changes(
        &self,
        chapter: &'m Chapter,
        before: Compared<'m>,
        after: Compared<'m>,
        places: &mut Vec<PlaceView>,
    ) -> Option<LocalParts> {
        let own = self.edition.partnership?;
        let document = chapter.additions.get(&own.id)?;
        let at = |compared: Compared<'m>| {
            let text = &compared.texts.addition?.text;
            Some(text.place_in(&compared.texts.version.text))
        };
        let (old, new) = (before.texts.addition, after.texts.addition);
        let parts = match (at(before), at(after)) {
            (None, None) => return None,
            (Some(was), Some(is)) if was != is => vec![(was, old, None), (is, None, new)],
            (was, is) => vec![(is.or(was).flatten(), old, new)],
        };
        let mut local = LocalParts::default();
        for (heading, old, new) in parts {
            let Some(version) = new.or(old) else { continue };
            let (was, is) = (old.map(|old| &old.text), new.map(|new| &new.text));
            let difference = self.local_difference(document, was, is, before.from);
            places.extend(difference.places.iter().map(|changed| PlaceView {
                id: format!("{LOCAL}{}", changed.id),
                heading: Some(version.text.title.value.clone()),
                ..place(changed)
            }));
            let number = version.number.to_string();
            let title = &version.text.title.value;
            let html = self.marked_addition(document, &difference, None);
            let html = self.local_section(document, title, Some(&number), &html);
            put(&mut local, heading, &html);
        }
        Some(local)
    }

    fn compared_view(&self, chapter: &Chapter, compared: Compared<'m>) -> ComparedView {
        let dated = Dated { chapter: chapter.slug.clone(), from: compared.from };
        ComparedView {
            version: compared.texts.version.number.to_string(),
            addition: compared.texts.addition.map(|version| version.number.to_string()),
            digests: [Some(compared.texts.version), compared.texts.addition]
                .into_iter()
                .flatten()
                .map(|version| version.sha256.short())
                .collect(),
            from: compared.from.to_string(),
            address: self.page_address(&Kind::AsAt(dated)),
        }
    }

    /// The difference of two versions, each in the words of its own day. What has changed since is in
    /// the words of the day of the site.
    fn difference(
        &self,
        document: &'m Document,
        old: &'m Text,
        new: &'m Text,
        before: Date,
    ) -> Difference {
        let old_prose = self.worded(self.edition.at(before), document, Some(old));
        let new_prose = self.worded(self.edition, document, Some(new));
        diff::texts(
            &Words { prose: &old_prose, ..old.words() },
            &Words { prose: &new_prose, ..new.words() },
        )
    }

    /// The same for the text of a local addition, which may be in one of the two states only. Its title is
    /// the label of its section, and bears no marks.
    fn local_difference(
        &self,
        document: &'m Document,
        old: Option<&'m Text>,
        new: Option<&'m Text>,
        before: Date,
    ) -> Difference {
        let old_prose = self.worded(self.edition.at(before), document, old);
        let new_prose = self.worded(self.edition, document, new);
        let words = |prose| Words { title: "", subtitle: None, summary: None, prose };
        diff::texts(&words(&old_prose), &words(&new_prose))
    }

    fn worded(&self, edition: Edition<'m>, document: &Document, text: Option<&Text>) -> Prose {
        let phrases = self.renderer.theme.words.within(edition.manual);
        text.map(|text| edition.worded(document, text, &phrases)).unwrap_or_default()
    }

    /// Those of title, subtitle and summary that changed, with marks.
    fn changed_phrases(&self, difference: &Difference, prefix: &str) -> Vec<String> {
        let is_marked = |inline: &Inline| matches!(inline.kind, InlineKind::Marked(..));
        let runs = [&difference.title, &difference.subtitle, &difference.summary];
        let changed = runs.into_iter().filter(|run| run.iter().any(is_marked));
        changed.map(|run| self.phrase(run, prefix)).collect()
    }

    fn phrase(&self, run: &[Inline], prefix: &str) -> String {
        let mut out = String::new();
        let mut filler = PageFiller::new(self.renderer, self.edition, &self.root, None);
        let labels = &self.renderer.theme.labels;
        html::inlines_with_prefix(run, labels, prefix).fill(&mut out, &mut filler);
        out
    }

    /// A text with marks, folded where nothing local stands within it. With `places`, each block says where
    /// it stands in that file.
    fn marked(
        &self,
        document: &'m Document,
        prose: Prose,
        local: Option<LocalParts>,
        places: Option<&VPath>,
    ) -> String {
        let mut out = String::new();
        let filler = PageFiller::new(self.renderer, self.edition, &self.root, Some(document));
        let labels = &self.renderer.theme.labels;
        let is_whole = local.is_some();
        let (local, last) = local.unwrap_or_default();
        let prose = if is_whole { prose } else { diff::fold(prose) };
        let fragment = html::placed(&prose, labels, "", places);
        fragment.fill(&mut out, &mut filler.worded().with_local(local));
        out.push_str(&last);
        out
    }

    /// Passages of a text with marks, beside those of others.
    fn passages(&self, document: &'m Document, prose: &Prose, prefix: &str) -> String {
        let mut out = String::new();
        let filler = PageFiller::new(self.renderer, self.edition, &self.root, Some(document));
        let labels = &self.renderer.theme.labels;
        let fragment = html::fragment_with_prefix(prose, labels, prefix);
        fragment.fill(&mut out, &mut filler.worded().in_passages());
        out
    }

    /// The passages of a document that an amendment changed, each with what stands around it.
    pub(super) fn marked_passages(&self, amendment: &Amendment, entry: &Entry) -> Option<String> {
        let document = self.edition.manual.document(&entry.document)?;
        let (old, new) = self.edition.record.replacement(&entry.document, &amendment.id)?;
        let edition = self.edition.at(amendment.in_force.value);
        let then = PageMaker { edition, root: self.root.clone(), ..*self };
        let (before, since) = (&old.version.text, old.by.in_force.value);
        let difference = then.difference(document, before, &new.text, since);
        Some(then.passages_of(document, difference))
    }

    /// The passages that differ, each with what stands around it.
    fn passages_of(&self, document: &'m Document, difference: Difference) -> String {
        let prefix = format!("{}--", document.id.to_string().replace('/', "-"));
        let mut out = String::new();
        for phrase in self.changed_phrases(&difference, &prefix) {
            let _ = writeln!(out, "<p>{phrase}</p>");
        }
        let mut prose = diff::fold(difference.prose);
        prose.blocks.retain(|block| !matches!(block.kind, BlockKind::Unchanged(_)));
        drop_bare_headings(&mut prose);
        out.push_str(&self.passages(document, &prose, &prefix));
        out
    }

    /// The passages that a draft changes in the newest version of its document.
    pub(super) fn draft_passages(&self, document: &DocumentId) -> Option<String> {
        let document = self.edition.manual.document(document)?;
        let newest = document.newest().filter(|_| document.is_draft())?;
        let today = self.edition.date;
        let difference = self.difference(document, &newest.text, &document.working, today);
        Some(self.passages_of(document, difference))
    }

    /// The text of a draft with what it changes in the newest version marked, if that is what is shown.
    pub(super) fn marked_draft(&self, chapter: &EditionChapter<'m>) -> Option<String> {
        let document = &chapter.chapter.regional;
        let newest = self.marked_against(document)?;
        let today = self.edition.date;
        let difference = self.difference(document, &newest.text, &document.working, today);
        let mut out = String::new();
        for phrase in self.changed_phrases(&difference, "") {
            let _ = writeln!(out, "<p class=\"lead\">{phrase}</p>");
        }
        let local = Some(self.local_parts(chapter));
        out.push_str(&self.marked(document, difference.prose, local, Some(&document.file)));
        Some(out)
    }

    /// The same of a local addition.
    pub(super) fn marked_draft_addition(&self, addition: &EditionAddition<'m>) -> Option<String> {
        let document = addition.document;
        let newest = self.marked_against(document)?;
        let (old, new) = (Some(&newest.text), Some(&document.working));
        let difference = self.local_difference(document, old, new, self.edition.date);
        let html = self.marked_addition(document, &difference, Some(&document.file));
        let title = &document.working.title.value;
        Some(self.local_section(document, title, Some(&newest.number.to_string()), &html))
    }

    /// The version against which a draft is marked, if an editor wants that.
    fn marked_against(&self, document: &'m Document) -> Option<&'m Version> {
        let is_wanted = self.renderer.options.is_marked();
        let is_marked = is_wanted && self.edition.shows_drafts() && document.is_draft();
        document.newest().filter(|_| is_marked)
    }
}

fn place(place: &diff::Place) -> PlaceView {
    PlaceView {
        id: place.id.clone(),
        heading: place.heading.as_ref().map(|heading| heading.words.clone()),
        is_footnote: place.is_footnote,
        excerpt: place.excerpt.clone(),
        changes: place.changes.iter().map(|change| change.as_str()).collect(),
    }
}

/// Drops the headings that say nothing new, and below which no passage is left.
fn drop_bare_headings(prose: &mut Prose) {
    let mut kept: Vec<Block> = Vec::with_capacity(prose.blocks.len());
    for block in std::mem::take(&mut prose.blocks).into_iter().rev() {
        let is_empty = level(&block).is_some_and(|own| ends(kept.last(), own));
        if !is_empty || is_marked(&block) {
            kept.push(block);
        }
    }
    kept.reverse();
    prose.blocks = kept;
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

/// Whether what stands below a heading of this level belongs to it no longer.
fn ends(below: Option<&Block>, own: u8) -> bool {
    below.is_none_or(|below| match &below.kind {
        BlockKind::Heading(heading) => heading.level <= own,
        BlockKind::Footnote(_) => true,
        _ => false,
    })
}

fn is_marked(block: &Block) -> bool {
    let alone = Prose { blocks: vec![block.clone()] };
    walk::inlines(&alone).any(|inline| matches!(inline.kind, InlineKind::Marked(..)))
}

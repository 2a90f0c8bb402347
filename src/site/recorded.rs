//! The recorded texts that the public knows of, each with its days: what a digest on paper stands for.

use super::Site;
use super::page::{Dated, Kind, Page};
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, Version};
use crate::manual::id::Slug;
use crate::manual::partnership::Partnership;
use crate::record::Standing;
use crate::resolve::Edition;
use crate::resolve::timeline::{Moment, Tense};
use jiff::civil::Date;

/// A recorded text: one version of one document.
#[derive(Clone, Debug)]
pub struct RecordedText<'m> {
    /// The chapter to which it belongs.
    pub chapter: &'m Chapter,
    /// The document.
    pub document: &'m Document,
    /// The version.
    pub version: &'m Version,
    /// Of a local addition, the partnership that adds it.
    pub partnership: Option<&'m Partnership>,
    /// The first day on which readers found it in the site where it stands.
    pub from: Date,
    /// The first day on which they no longer did.
    pub until: Option<Date>,
    /// Where it lies in time.
    pub tense: Tense,
    /// What came after it.
    pub next: Option<Next<'m>>,
    /// Where it is read.
    pub page: Page,
    /// Where the words are that have changed since its first day.
    pub since: Option<Page>,
}

/// What came after a text.
#[derive(Clone, Copy, Debug)]
pub enum Next<'m> {
    /// Another version.
    Version(&'m Version),
    /// Nothing: it was withdrawn, and perhaps there is a chapter to read instead.
    Withdrawn(Option<&'m Slug>),
    /// Nothing: the partnership left the manual.
    Left,
}

impl Next<'_> {
    /// The word for it in views and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Version(_) => "version",
            Self::Withdrawn(_) => "withdrawn",
            Self::Left => "left",
        }
    }
}

impl<'m> Site<'m> {
    /// Every recorded text that the public knows of, the coming ones included, by document and version.
    pub fn recorded_texts(&self) -> Vec<RecordedText<'m>> {
        let mut texts = Vec::new();
        for chapter in self.edition.manual.chapters.values() {
            if self.edition.manual.settings.section(&chapter.section).is_none() {
                continue;
            }
            self.texts_of(None, chapter, &chapter.regional, &mut texts);
            for partnership in self.partnerships() {
                if let Some(document) = chapter.additions.get(&partnership.id) {
                    self.texts_of(Some(partnership), chapter, document, &mut texts);
                }
            }
        }
        texts
    }

    fn texts_of(
        &self,
        partnership: Option<&'m Partnership>,
        chapter: &'m Chapter,
        document: &'m Document,
        texts: &mut Vec<RecordedText<'m>>,
    ) {
        let edition: Edition<'m> = self.edition.within(partnership);
        let timeline = edition.timeline_of(chapter);
        let shown = |moment: &Moment<'m>| match partnership {
            Some(_) => moment.version().and(moment.addition),
            None => moment.version(),
        };
        for version in document.versions.values() {
            let is_shown =
                |moment: &Moment<'m>| shown(moment).is_some_and(|own| std::ptr::eq(own, version));
            let first = timeline.iter().find(|moment| is_shown(moment));
            let last = timeline.iter().rposition(is_shown);
            let (Some(first), Some(last)) = (first, last) else { continue };
            let until = timeline.get(last).and_then(|moment| moment.until);
            let next = timeline.get(last + 1).map(|moment| next(shown(moment), moment));
            let dated = Dated { chapter: chapter.slug.clone(), from: first.from };
            let within = partnership.map(|own| own.id.clone());
            let page = |kind| Page { within: within.clone(), kind };
            let has_since = self.has_since(&timeline, first);
            texts.push(RecordedText {
                chapter,
                document,
                version,
                partnership,
                from: first.from,
                until,
                tense: tense(edition.date, first.from, until),
                next: next.or(until.map(|_| Next::Left)),
                page: page(Kind::AsAt(dated.clone())),
                since: has_since.then(|| page(Kind::Since(dated))),
            });
        }
    }
}

fn next<'m>(version: Option<&'m Version>, moment: &Moment<'m>) -> Next<'m> {
    match (version, moment.standing) {
        (Some(version), _) => Next::Version(version),
        (None, Standing::Withdrawn { replaced_by, .. }) => Next::Withdrawn(replaced_by),
        (None, _) => Next::Withdrawn(None),
    }
}

fn tense(today: Date, from: Date, until: Option<Date>) -> Tense {
    if from > today {
        Tense::Future
    } else if until.is_some_and(|until| until <= today) {
        Tense::Past
    } else {
        Tense::Present
    }
}

//! Feeds: amendments in the order of their publication, newest first, with the words that changed.
//! Atom, RFC 4287.

use super::{Made, PageMaker};
use crate::manual::amendment::{Amendment, Entry};
use crate::render::view::feed::{FeedEntry, FeedView};
use crate::site::page::{Feed, Kind};
use crate::source::digest::Digest;

/// How many of the newest amendments a feed holds: readers keep what they have seen.
const NEWEST: usize = 30;

impl<'m> PageMaker<'_, 'm> {
    pub(super) fn feed(&self, feed: &Feed) -> Made {
        let mut amendments = self.followed(feed);
        amendments.sort_by_key(|amendment| (amendment.published.value, &amendment.id));
        amendments.dedup_by_key(|amendment| &amendment.id);
        let newest = amendments.iter().rev().take(NEWEST);
        let entries: Vec<FeedEntry> =
            newest.map(|amendment| self.feed_entry(feed, amendment)).collect();
        let updated = entries.first().map(|entry| entry.updated.clone());
        let view = FeedView {
            id: self.urn(&format!("{feed:?}")),
            title: self.feed_title(feed),
            language: self.edition.manual.settings.language.value.clone(),
            publisher: self.edition.manual.settings.publisher.clone(),
            root: self.root.clone(),
            address: self.linked(&self.page.kind),
            alternate: self.linked(&match feed {
                Feed::All | Feed::Partnership(_) => Kind::Amendments,
                Feed::Chapter(slug) => Kind::History(slug.clone()),
            }),
            updated: updated.unwrap_or_else(|| midnight(self.edition.date)),
            entries,
        };
        self.template("feed.xml", &view).map(Some)
    }

    fn followed(&self, feed: &Feed) -> Vec<&'m Amendment> {
        let record = self.edition.record;
        if let Feed::Chapter(slug) = feed {
            let chapter = self.edition.manual.chapters.get(slug);
            let events = chapter.map(|chapter| record.events(&chapter.regional.id));
            return events.into_iter().flatten().map(|event| event.amendment).collect();
        }
        let is_followed =
            |amendment: &&Amendment| amendment.entries.iter().any(|e| follows(feed, &e.value));
        record.amendments().iter().copied().filter(is_followed).collect()
    }

    fn feed_title(&self, feed: &Feed) -> String {
        let words = &self.renderer.theme.words;
        let manual = &self.edition.manual.settings.title;
        match feed {
            Feed::All => words.fill("feed_title", &[("manual", manual)]),
            Feed::Partnership(id) => {
                let name = self.partnership_name(id);
                words.fill("feed_title_of", &[("manual", manual), ("name", &name)])
            }
            Feed::Chapter(slug) => {
                let chapter = self.edition.manual.chapters.get(slug);
                let title = chapter.map(|chapter| {
                    self.chapter_head(chapter, &self.edition.timeline_of(chapter)).title
                });
                let name = title.unwrap_or_else(|| slug.to_string());
                words.fill("feed_title_of", &[("manual", manual), ("name", &name)])
            }
        }
    }

    fn feed_entry(&self, feed: &Feed, amendment: &'m Amendment) -> FeedEntry {
        let view = self.marked_amendment(amendment, |entry| follows(feed, entry));
        FeedEntry {
            id: self.urn(&format!("{feed:?} {}", amendment.id)),
            address: self.linked(&Kind::Amendment(amendment.id.clone())),
            updated: midnight(amendment.published.value),
            amendment: view,
        }
    }

    /// The address of a page as a feed gives it: absolute where the manual has an address.
    fn linked(&self, page: &Kind) -> String {
        format!("{}{}", self.root, self.page_address(page))
    }

    /// An id that stays the same for ever, wherever the site is moved to.
    fn urn(&self, name: &str) -> String {
        let settings = &self.edition.manual.settings;
        let manual = settings.base_url.as_deref().unwrap_or(&settings.title);
        let digest = Digest::of(format!("{manual} {name}").as_bytes()).to_string();
        let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
        // The form of RFC 9562's version 8: a digest, with the digits that say so.
        let (a, b, c) = (part(0, 8), part(8, 12), part(13, 16));
        format!("urn:uuid:{a}-{b}-8{c}-a{}-{}", part(17, 20), part(20, 32))
    }
}

fn midnight(date: jiff::civil::Date) -> String {
    format!("{date}T00:00:00Z")
}

fn follows(feed: &Feed, entry: &Entry) -> bool {
    let document = &entry.document;
    match feed {
        Feed::All => true,
        Feed::Chapter(slug) => document.chapter == *slug && document.partnership.is_none(),
        Feed::Partnership(id) => document.partnership.as_ref().is_none_or(|own| own == id),
    }
}

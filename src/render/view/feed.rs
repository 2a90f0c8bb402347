//! Feeds.

use super::amendment::AmendmentView;
use serde::Serialize;

/// A feed of amendments: RFC 4287.
#[derive(Debug, Serialize)]
pub struct FeedView {
    /// Its id, which never changes.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
    /// The way from the feed to the site's root: the site's own address, where it has one.
    pub root: String,
    /// Its own address.
    pub address: String,
    /// The address of the page that shows the same.
    pub alternate: String,
    /// When it last changed: `2026-06-01T00:00:00Z`.
    pub updated: String,
    /// Its entries, newest first.
    pub entries: Vec<FeedEntry>,
}

/// An amendment in a feed.
#[derive(Debug, Serialize)]
pub struct FeedEntry {
    /// Its id, which never changes.
    pub id: String,
    /// Its address.
    pub address: String,
    /// When it was published.
    pub updated: String,
    /// The amendment.
    pub amendment: AmendmentView,
}

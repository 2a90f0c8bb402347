//! The copy for use without a network: a list of the files that it holds, each with its digest, for the
//! program in the reader's browser that keeps it (`sw.js`).
//!
//! The day for which a site was built stands on every page and changes with every build, so it is left out
//! of the digests; the list gives it, and the browser puts it into the pages that it kept.

use super::html::escape;
use super::theme::ASSETS;
use super::{Renderer, page, search};
use crate::finding::Finding;
use crate::manual::id::PartnershipId;
use crate::site::Site;
use crate::site::address::{Address, LinkStyle};
use crate::site::page::Page;
use crate::source::digest::Digest;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Around the words that say for which day the site was built. The browser knows them too.
const DAY: (&str, &str) = ("<span class=\"built\">", "</span>");

/// What the copies of all sites hold. A page that was made leaves its digest and its size here, so that the
/// lists, which are made last, need not make it again.
#[derive(Debug, Default)]
pub(super) struct Kept {
    sites: BTreeMap<Option<PartnershipId>, Vec<Page>>,
    pages: BTreeMap<Page, OnceLock<(Digest, usize)>>,
}

impl Kept {
    /// What the copies of the region and of each partnership hold.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let partnerships = site.partnerships().map(|own| Some(own.id.clone()));
        let all = std::iter::once(None).chain(partnerships);
        let sites: BTreeMap<_, _> =
            all.map(|within| (within.clone(), site.kept(within.as_ref()))).collect();
        let pages = sites.values().flatten().map(|page| (page.clone(), OnceLock::new())).collect();
        Self { sites, pages }
    }

    /// Remembers a page that was made.
    pub(super) fn note(&self, page: &Page, bytes: &[u8]) {
        if let Some(cell) = self.pages.get(page) {
            cell.get_or_init(|| (Digest::of(&without_day(bytes)), bytes.len()));
        }
    }

    fn get(&self, page: &Page) -> Option<(Digest, usize)> {
        self.pages.get(page)?.get().copied()
    }
}

/// What the browser is told. A border between this program and `sw.js` alone.
#[derive(Serialize)]
struct List<'l> {
    format: u32,
    /// The folder of the site whose copy it is; empty for the region's.
    site: &'l str,
    /// The words for the day for which the site was built, as HTML.
    day: String,
    /// What a page says that is read from the copy.
    said: Said,
    /// The months, and how a day is written: browsers do not know them in every language.
    months: &'l [String],
    date: &'l str,
    /// For how many days the copy may be relied on, if the board has said so.
    days: Option<u32>,
    /// The size of all files.
    size: usize,
    /// The digest of each file, by its address from the top of the site.
    files: BTreeMap<String, String>,
}

/// The words of the notice on pages that are read from the copy, as HTML.
#[derive(Serialize)]
struct Said {
    label: String,
    here: String,
    newer: String,
    old: String,
}

/// The list of what the copy of the region or of a partnership holds.
pub(super) fn list(
    renderer: &Renderer<'_, '_>,
    within: Option<&PartnershipId>,
) -> Result<Vec<u8>, Finding> {
    let mut files = BTreeMap::new();
    let mut size = 0;
    let mut add = |address: &Address, (digest, own): (Digest, usize)| {
        size += own;
        files.insert(address.from_root(LinkStyle::Served), digest.short());
    };
    for kept in renderer.kept.sites.get(&within.cloned()).into_iter().flatten() {
        if renderer.kept.get(kept).is_none() {
            page(renderer, kept)?;
        }
        if let Some(found) = renderer.kept.get(kept) {
            add(&kept.address(), found);
        }
    }
    for (path, bytes) in renderer.theme.files.iter() {
        if path.as_str().starts_with(ASSETS) {
            add(&Address::file(path.as_str()), (Digest::of(bytes), bytes.len()));
        }
    }
    for (path, bytes) in renderer.search_files() {
        if search::is_of_site(path, within) {
            add(&Address::file(path.as_str()), (Digest::of(bytes), bytes.len()));
        }
    }
    let words = &renderer.theme.words;
    let html = |text: &str| {
        let mut html = String::new();
        escape::text(&mut html, text);
        html
    };
    let built = words.day(renderer.site.edition.date);
    let day = html(&words.fill("as_at", &[("date", &built)]));
    let phrase = |key| html(&words.say(key));
    let said = Said {
        label: phrase("copy_label"),
        here: phrase("copy_here"),
        newer: phrase("copy_newer"),
        old: phrase("copy_old"),
    };
    let days = renderer.site.edition.manual.settings.policies.print_days;
    let (months, date) = (words.months(), words.phrase("date").unwrap_or_default());
    let site = within.map(|id| format!("{id}/")).unwrap_or_default();
    let list = List { format: 2, site: &site, day, said, months, date, days, size, files };
    let mut text = serde_json::to_vec(&list).unwrap_or_default();
    text.push(b'\n');
    Ok(text)
}

/// A page without the words that say for which day the site was built.
fn without_day(bytes: &[u8]) -> Vec<u8> {
    let (before, after) = DAY;
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let Some((head, rest)) = text.split_once(before) else { return bytes.to_vec() };
    let Some((_, tail)) = rest.split_once(after) else { return bytes.to_vec() };
    [head, tail].concat().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::without_day;

    #[test]
    fn the_day_of_the_build_is_left_out_and_nothing_else() {
        let page = b"<p><span class=\"built\">On 1 June.</span> <span>2</span></p>";
        assert_eq!(without_day(page), b"<p> <span>2</span></p>");
        assert_eq!(without_day(b"<p>no day</p>"), b"<p>no day</p>");
    }
}

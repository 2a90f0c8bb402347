//! Manuals of this repository as public sites: all pages of a day, made without a disk to write to.

use chapterhouse::edge::{read, theme};
use chapterhouse::manual::Manual;
use chapterhouse::record::Record;
use chapterhouse::render::{self, Options, Preview, Renderer};
use chapterhouse::resolve::Edition;
use chapterhouse::site::Site;
use chapterhouse::site::address::LinkStyle;
use chapterhouse::site::page::Pdfs;
use chapterhouse::source::tree::FileTree;
use jiff::civil::{Date, date};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The day for which the sites are made, where a test does not say another.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// The pages of a site by their paths.
pub(crate) type Pages = BTreeMap<String, String>;

/// A manual of this repository, without a fault.
pub(crate) struct Read {
    pub(crate) files: FileTree,
    pub(crate) manual: Manual,
}

pub(crate) fn manual_in(folder: &str) -> Read {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (files, unread) = read::manual(&folder).unwrap();
    assert_eq!(unread.len(), 0);
    let (manual, findings) = chapterhouse::parse::manual(&files);
    assert!(findings.is_empty(), "{findings:#?}");
    Read { files, manual }
}

/// The sample manual.
pub(crate) static SAMPLE: LazyLock<Read> = LazyLock::new(|| manual_in("procedures"));

/// The small manual, which has one of each thing.
pub(crate) static SMALL: LazyLock<Read> = LazyLock::new(|| manual_in("tests/manuals/small"));

/// The pages of the sample manual's site of today.
pub(crate) static SAMPLE_PAGES: LazyLock<Pages> =
    LazyLock::new(|| pages(&SAMPLE, TODAY, LinkStyle::Served));

/// The pages of the small manual's site of today.
pub(crate) static SMALL_PAGES: LazyLock<Pages> =
    LazyLock::new(|| pages(&SMALL, TODAY, LinkStyle::Served));

/// Every page of a manual's public site on a day.
pub(crate) fn pages(read: &Read, day: Date, link_style: LinkStyle) -> Pages {
    let record = Record::known_on(&read.manual, day);
    made(&read.files, Edition::public(&read.manual, &record, day), link_style, false)
}

/// Every page of an edition, served as to a reader or as to an editor.
pub(crate) fn rendered(files: &FileTree, edition: Edition<'_>, is_preview: bool) -> Pages {
    made(files, edition, LinkStyle::Served, is_preview)
}

fn made(files: &FileTree, edition: Edition<'_>, link_style: LinkStyle, is_preview: bool) -> Pages {
    let site = Site::plan(edition);
    let language = edition.manual.settings.language.value.as_str();
    let (theme, faults) = theme::load(None, language).unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
    let base_url = edition.manual.settings.base_url.as_deref();
    let preview = is_preview.then_some(Preview { root: "/", is_marked: false });
    let options = Options { link_style, base_url, preview, download: None, pdfs: Pdfs::None };
    let renderer = Renderer::new(&site, &theme, files, options);
    let bytes = |page| render::page(&renderer, page).unwrap_or_else(|fault| panic!("{fault:#?}"));
    renderer
        .pages()
        .par_iter()
        .map(|page| {
            let path = page.address().path().unwrap().to_string();
            (path, String::from_utf8(bytes(page)).unwrap())
        })
        .collect()
}

/// The only `<main>` of a page.
pub(crate) fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a page has a main");
    let end = html.find("</main>").expect("the main ends");
    html.get(start..end + "</main>".len()).unwrap()
}

/// Whether a page is a print view that joins chapters, each with an article of its own.
pub(crate) fn is_joined(html: &str) -> bool {
    ["section", "manual"].iter().any(|shown| html.contains(&format!(" print-of-{shown}\"")))
}

/// The text of a document in a page: the inside of its only article; none where it shows none, or joins some.
pub(crate) fn article_of(html: &str) -> Option<&str> {
    if is_joined(html) {
        return None;
    }
    let (_, rest) = html.split_once("<article class=\"prose\"")?;
    let (_, rest) = rest.split_once('>')?;
    let (article, after) = rest.split_once("</article>").expect("the article ends");
    assert!(!after.contains("<article class=\"prose\""), "two articles");
    Some(article)
}

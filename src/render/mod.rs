//! Rendering: from a page of the site to its bytes. A pure function of site, theme and page.
//!
//! 1. [`pages`] turns what the site knows about a page into a view: plain values for a template.
//! 2. The [`theme::Theme`] makes HTML of the view; `manual.json` is written without a template.
//! 3. [`policy`] says what the pages may load.

mod copy;
pub mod evidence;
pub mod filler;
pub mod html;
pub mod pages;
mod paper;
pub mod plain;
pub mod policy;
pub mod proof;
pub mod search;
pub mod shrink;
pub mod theme;
pub mod view;
pub mod words;

use crate::finding::Finding;
use crate::manual::Manual;
use crate::manual::document::DocumentId;
use crate::prose::Prose;
use crate::site::Site;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page, Pdfs};
use crate::site::recorded::RecordedText;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use filler::PageFiller;
use html::{Fragment, Labels};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use theme::Theme;

/// Everything that rendering a page depends on, besides which page it is.
#[derive(Debug)]
pub struct Renderer<'r, 'm> {
    /// What is shown.
    pub site: &'r Site<'m>,
    /// How it looks.
    pub theme: &'r Theme,
    /// The manual's files, for pictures.
    pub files: &'r FileTree,
    /// What was asked for.
    pub options: Options<'r>,
    fragments: Fragments<'m>,
    kept: copy::Kept,
    search: OnceLock<BTreeMap<VPath, Vec<u8>>>,
    recorded: OnceLock<Vec<RecordedText<'m>>>,
}

impl<'r, 'm> Renderer<'r, 'm> {
    /// A renderer of a site.
    pub fn new(
        site: &'r Site<'m>,
        theme: &'r Theme,
        files: &'r FileTree,
        options: Options<'r>,
    ) -> Self {
        let mut renderer = Self::of_few(site, theme, files, options);
        let by_file = Fragments::room_for(site.edition.manual);
        renderer.fragments = Fragments { by_file, has_places: false };
        if renderer.keeps_copies() {
            renderer.kept = copy::Kept::of(site);
        }
        renderer
    }

    /// A renderer for few pages, which does not get ready to make all.
    pub fn of_few(
        site: &'r Site<'m>,
        theme: &'r Theme,
        files: &'r FileTree,
        options: Options<'r>,
    ) -> Self {
        Self {
            site,
            theme,
            files,
            options,
            fragments: Fragments { by_file: BTreeMap::new(), has_places: options.is_preview() },
            kept: copy::Kept::default(),
            search: OnceLock::new(),
            recorded: OnceLock::new(),
        }
    }

    /// The files with which a browser searches the site, by their paths.
    pub fn search_files(&self) -> &BTreeMap<VPath, Vec<u8>> {
        self.search.get_or_init(|| search::site_files(self))
    }

    /// The recorded texts of which the site tells by their digests.
    fn recorded_texts(&self) -> &[RecordedText<'m>] {
        self.recorded.get_or_init(|| self.site.recorded_texts())
    }

    /// Whether browsers keep a copy of the site for use without a network.
    pub fn keeps_copies(&self) -> bool {
        let is_served = self.options.link_style == LinkStyle::Served && !self.options.is_preview();
        is_served && self.site.edition.manual.settings.offline
    }

    /// Whether the site has a page that says how to have it without a network.
    pub fn offers_copies(&self) -> bool {
        self.keeps_copies() || self.options.download.is_some()
    }

    /// Whether a page that can have a print view has one. A site in a folder is to be small, so there texts of
    /// other days print as they are.
    fn has_print_view(&self, shown: &Kind) -> bool {
        self.options.link_style == LinkStyle::Served || !shown.is_dated()
    }

    /// The name of the folder that holds the site when it was unpacked: the manual's title, and the day.
    pub fn folder_name(&self) -> String {
        let edition = &self.site.edition;
        let mut name = String::new();
        for c in edition.manual.settings.title.to_lowercase().chars() {
            if c.is_ascii_alphanumeric() {
                name.push(c);
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        format!("{}-{}", name.trim_end_matches('-'), edition.date)
    }

    /// Every page of the site, as far as what was asked for has use for it. Lists of what copies hold come
    /// last, because they are made from the other pages.
    pub fn pages(&self) -> Vec<Page> {
        let is_portable = self.options.link_style == LinkStyle::Portable;
        let is_wanted = |page: &Page| match &page.kind {
            Kind::CopyList => self.keeps_copies(),
            Kind::Offline => self.offers_copies(),
            Kind::Print(shown) => self.has_print_view(shown),
            kind => !(is_portable && kind.is_for_host()),
        };
        let mut pages = self.site.pages();
        pages.retain(is_wanted);
        pages.extend(self.site.pdfs(self.options.pdfs));
        pages.sort_by_key(|page| page.kind == Kind::CopyList);
        pages
    }
}

/// The texts of all documents as HTML with holes, each made when a page first needs it, and once.
#[derive(Debug)]
struct Fragments<'m> {
    by_file: BTreeMap<&'m VPath, OnceLock<Fragment<'m>>>,
    /// Whether each block says where in its file it stands.
    has_places: bool,
}

impl<'m> Fragments<'m> {
    /// Room for all texts of a manual.
    fn room_for(manual: &'m Manual) -> BTreeMap<&'m VPath, OnceLock<Fragment<'m>>> {
        let files = manual.documents().flat_map(|document| {
            let versions = document.versions.values().map(|version| &version.file);
            versions.chain([&document.file])
        });
        files.map(|file| (file, OnceLock::new())).collect()
    }

    /// Writes the text that a file holds, its holes filled. The ids of local additions are their own.
    fn fill(
        &self,
        (file, prose): (&VPath, &'m Prose),
        (labels, prefix): (&Labels, &str),
        (out, filler): (&mut String, &mut PageFiller<'_, '_>),
    ) {
        let places = self.has_places.then_some(file);
        let made = || html::document(prose, labels, prefix, places);
        match self.by_file.get(file) {
            Some(cell) => cell.get_or_init(made).fill(out, filler),
            None => made().fill(out, filler),
        }
    }
}

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Options<'r> {
    /// How addresses are written in links.
    pub link_style: LinkStyle,
    /// The address at which the site is published, with a slash at its end.
    pub base_url: Option<&'r str>,
    /// How the pages are shown to an editor; none for the public site.
    pub preview: Option<Preview<'r>>,
    /// The size in bytes of the whole site in one file, if the site offers that.
    pub download: Option<usize>,
    /// Which PDFs there are.
    pub pdfs: Pdfs,
}

/// How pages are shown to an editor.
#[derive(Clone, Copy, Debug)]
pub struct Preview<'r> {
    /// The path at which the site is shown, with a slash at both ends.
    pub root: &'r str,
    /// Whether what drafts change is marked.
    pub is_marked: bool,
}

impl Options<'_> {
    /// Whether the pages are shown to an editor and are not the public site.
    pub fn is_preview(&self) -> bool {
        self.preview.is_some()
    }

    /// Whether what drafts change is marked.
    pub fn is_marked(&self) -> bool {
        self.preview.is_some_and(|preview| preview.is_marked)
    }
}

/// What a draft changes in the newest version of its document, with marks, as passages with what stands
/// around them; nothing for a document that is no draft or has no version.
pub fn draft_changes(renderer: &Renderer<'_, '_>, document: &DocumentId) -> Option<String> {
    pages::draft_changes(renderer, document)
}

/// The bytes of a page.
pub fn page(renderer: &Renderer<'_, '_>, page: &Page) -> Result<Vec<u8>, Finding> {
    let bytes = pages::render(renderer, page)?;
    renderer.kept.note(page, &bytes);
    Ok(bytes)
}

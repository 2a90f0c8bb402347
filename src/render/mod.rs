//! Rendering: from a page of the site to its bytes. A pure function of site, theme and page.
//!
//! 1. [`pages`] turns what the site knows about a page into a view: plain values for a template.
//! 2. The [`theme::Theme`] makes HTML of the view; `manual.json` is written without a template.

pub mod filler;
pub mod html;
pub mod pages;
pub mod plain;
pub mod theme;
pub mod view;
pub mod words;

use crate::finding::Finding;
use crate::site::Site;
use crate::site::address::LinkStyle;
use crate::site::page::Page;
use crate::source::tree::FileTree;
use theme::Theme;

/// Everything that rendering a page depends on, besides which page it is.
#[derive(Clone, Copy, Debug)]
pub struct Renderer<'r, 'm> {
    /// What is shown.
    pub site: &'r Site<'m>,
    /// How it looks.
    pub theme: &'r Theme,
    /// The manual's files, for pictures.
    pub files: &'r FileTree,
    /// What was asked for.
    pub options: Options<'r>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Options<'r> {
    /// How addresses are written in links.
    pub link_style: LinkStyle,
    /// The address at which the site is published, with a slash at its end.
    pub base_url: Option<&'r str>,
    /// Whether the pages are shown to an editor and are not the public site.
    pub is_preview: bool,
}

/// The bytes of a page.
pub fn page(renderer: &Renderer<'_, '_>, page: &Page) -> Result<Vec<u8>, Finding> {
    pages::render(renderer, page)
}

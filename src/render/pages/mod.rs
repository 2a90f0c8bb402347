//! From what the site knows about a page to the view that its template sees.
use super::Renderer;
use crate::finding::Finding;
use crate::site::page::Page;

/// The bytes of a page.
pub fn render(_renderer: &Renderer<'_, '_>, _page: &Page) -> Result<Vec<u8>, Finding> {
    Ok(Vec::new())
}

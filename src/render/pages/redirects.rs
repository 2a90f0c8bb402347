//! Where former slugs lead, for hosts that read a file of redirects. Each former slug has a page of its own
//! too, which leads on wherever the site stands.

use super::base_path;
use crate::render::Renderer;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, RedirectFile};
use std::fmt::Write as _;

/// The file: each former slug, with and without the slash at its end, below the path of the site.
pub(super) fn redirects(renderer: &Renderer<'_, '_>, file: RedirectFile) -> String {
    let base = base_path(renderer);
    let mut lines = String::new();
    for page in renderer.site.pages() {
        let Kind::Alias { chapter, .. } = &page.kind else { continue };
        let partnerships = &renderer.site.edition.manual.partnerships;
        let partnership = page.within.as_ref().and_then(|id| partnerships.get(id));
        let to = renderer.site.located(partnership, Kind::Chapter(chapter.clone()));
        let from = page.address().from_root(LinkStyle::Served);
        let to = to.address().from_root(LinkStyle::Served);
        for from in [from.as_str(), from.trim_end_matches('/')] {
            let _ = match file {
                RedirectFile::Pages => writeln!(lines, "{base}{from} {base}{to} 301"),
                RedirectFile::Nginx => writeln!(lines, "{base}{from} {base}{to};"),
            };
        }
    }
    lines
}

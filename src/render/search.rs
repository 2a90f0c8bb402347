//! The files with which a browser searches a site: the indexes, and the words in which results are told.

use super::Renderer;
use crate::manual::id::PartnershipId;
use crate::search::{Search, files};
use crate::source::path::VPath;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Where the files are that are the same in every site.
const SHARED: &str = "search/data/";
/// Where each site has its own.
const OWN: &str = "search/own/";
/// The words of the interface that the browser needs are those whose keys begin so.
const SAID: &str = "search_";

/// Whether a path is that of a file of an index.
pub fn is_file(path: &VPath) -> bool {
    path.as_str().starts_with(SHARED) || format!("/{path}").contains(&format!("/{OWN}"))
}

/// Whether the site of the region, or of a partnership, needs a file of an index.
pub(super) fn is_of_site(path: &VPath, within: Option<&PartnershipId>) -> bool {
    let own = within.map_or_else(|| OWN.to_owned(), |id| format!("{id}/{OWN}"));
    path.as_str().starts_with(SHARED) || path.as_str().starts_with(&own)
}

/// The files, by their paths.
pub(super) fn site_files(renderer: &Renderer<'_, '_>) -> BTreeMap<VPath, Vec<u8>> {
    let edition = renderer.site.edition;
    let language = edition.manual.settings.language.value.as_str();
    let style = renderer.options.link_style;
    let today = edition.date;
    let members = renderer.site.partnerships().filter(|own| own.is_member_on(today));
    let sites: Vec<_> = std::iter::once(None).chain(members.map(Some)).collect();
    let shared = || {
        let search = Search::shared(&edition);
        files::files(&search, (SHARED, "data"), language, style)
    };
    let own = || {
        let of_site = |partnership: &Option<_>| {
            let edition = edition.within(*partnership);
            let folder = match partnership {
                Some(own) => format!("{}/{OWN}", own.id),
                None => OWN.to_owned(),
            };
            files::files(&Search::own(&edition), (&folder, "own"), language, style)
        };
        sites.par_iter().map(of_site).collect::<Vec<_>>()
    };
    let (mut all, own) = rayon::join(shared, own);
    all.extend(own.into_iter().flatten());
    all.extend(said(renderer));
    all
}

/// The words of the interface, as a script, which needs no index.
pub fn said(renderer: &Renderer<'_, '_>) -> Option<(VPath, Vec<u8>)> {
    let said: BTreeMap<&str, &str> = renderer.theme.words.beginning_with(SAID).collect();
    let value = serde_json::to_string(&said).ok()?;
    let script = format!("chapterhouseSearch.take(\"data/said\",\"\",{value})\n");
    Some((VPath::new(&format!("{SHARED}said.js"))?, script.into_bytes()))
}

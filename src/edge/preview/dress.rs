//! A page as an editor is sent it: with the bar, and with what was found in its texts beside them. It is made of
//! the bytes of the page as they are published, so that no theme needs to know of it.

use super::bar::{self, Shown};
use super::notes;
use super::server::{DESK, Preview};
use super::snapshot::Snapshot;
use super::view::View;
use crate::check::record::DRAFT;
use crate::finding::Finding;
use crate::finding::format::Files;
use crate::manual::document::Document;
use crate::render::Renderer;
use crate::site::page::{Kind, Page};
use crate::source::path::VPath;

/// Where the reader is.
pub(super) struct At<'a> {
    pub(super) view: &'a View,
    /// The address within the view.
    pub(super) path: &'a str,
    /// The page that is there; none, if there is none.
    pub(super) page: Option<&'a Page>,
}

/// The page with the bar, and with what was found in its texts beside them.
pub(super) fn dress(
    preview: &Preview,
    snapshot: &Snapshot,
    at: &At<'_>,
    bytes: Vec<u8>,
) -> Vec<u8> {
    let Ok(html) = String::from_utf8(bytes) else { return Vec::new() };
    let bar = snapshot.with(at.view, &snapshot.look.theme, |renderer| {
        let documents = documents(renderer, at.page);
        let findings = findings(snapshot, at, &documents);
        let files = Files { tree: &snapshot.files, prefix: &preview.prefix };
        let html = notes::place(&html, &findings, files, &snapshot.look.desk);
        let shown = Shown { preview, snapshot, at, site: renderer.site, documents, findings };
        into_page(&html, &bar::html(&shown))
    });
    bar.unwrap_or(html).into_bytes()
}

/// Puts the bar at the beginning of the body, and its style and script first in the head.
fn into_page(html: &str, bar: &str) -> String {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{DESK}desk.css\">\n\
         <script src=\"{DESK}desk.js\" defer></script>\n"
    );
    let in_head = html.find("<link ").or_else(|| html.find("</head>")).unwrap_or_default();
    let in_body = start_of_body(html).unwrap_or(html.len()).max(in_head);
    let part = |range: std::ops::Range<usize>| html.get(range).unwrap_or_default();
    [part(0..in_head), &head, part(in_head..in_body), "\n", bar, part(in_body..html.len())].concat()
}

/// Where the body begins, after the link that skips to the content, if that stands first.
fn start_of_body(html: &str) -> Option<usize> {
    let body = html.find("<body")?;
    let start = body + html.get(body..)?.find('>')? + 1;
    let rest = html.get(start..)?;
    let skip = rest.trim_start().starts_with("<a ").then(|| rest.find("</a>")).flatten();
    Some(start + skip.map_or(0, |end| end + "</a>".len()))
}

/// The documents whose text a page shows.
fn documents<'m>(renderer: &Renderer<'_, 'm>, page: Option<&Page>) -> Vec<&'m Document> {
    let Some(page) = page else { return Vec::new() };
    let manual = renderer.site.edition.manual;
    let chapter = page.kind.chapter().and_then(|slug| manual.chapters.get(slug));
    let addition = chapter.zip(page.within.as_ref()).and_then(|(c, own)| c.additions.get(own));
    chapter.map(|chapter| &chapter.regional).into_iter().chain(addition).collect()
}

/// What was found in the files of which a page is made.
fn findings<'s>(snapshot: &'s Snapshot, at: &At<'_>, documents: &[&Document]) -> Vec<&'s Finding> {
    let mut files: Vec<VPath> = documents.iter().map(|document| document.file.clone()).collect();
    let named = match at.page.map(|page| &page.kind) {
        Some(Kind::Home) => match at.page.and_then(|page| page.within.as_ref()) {
            Some(own) => Some(format!("partnerships/{own}.yaml")),
            None => Some("manual.yaml".to_owned()),
        },
        Some(Kind::Legislation) => Some("registers/legislation.yaml".to_owned()),
        Some(Kind::Glossary) => Some("registers/terms.yaml".to_owned()),
        Some(Kind::Contacts) => Some("registers/contacts.yaml".to_owned()),
        Some(Kind::Amendment(id)) => Some(format!("amendments/{id}.yaml")),
        _ => None,
    };
    files.extend(named.and_then(|name| VPath::new(&name)));
    // That a text is a draft is said above.
    let found = files.iter().flat_map(|file| snapshot.told.of(file));
    found.filter(|finding| finding.rule.code != DRAFT.code).collect()
}

#[cfg(test)]
mod tests {
    use super::into_page;

    #[test]
    fn the_bar_stands_after_the_link_that_skips_to_the_content() {
        let page = "<html><head><link rel=\"x\"></head><body class=\"a\">\n<a href=\"#main\">Skip</a><main></main></body></html>";
        let dressed = into_page(page, "BAR");
        assert!(
            dressed.contains("<body class=\"a\">\n<a href=\"#main\">Skip</a>\nBAR<main>"),
            "{dressed}"
        );
        let script = dressed.find("desk.js").unwrap();
        assert!(script < dressed.find("<link rel=\"x\">").unwrap());
    }

    #[test]
    fn pages_of_other_themes_have_it_too() {
        assert!(into_page("<head></head><body><p>A</p></body>", "BAR").contains("<body>\nBAR<p>A"));
        assert!(into_page("<p>A</p>", "BAR").ends_with("<p>A</p>\nBAR"));
    }
}

//! The default theme, which is part of the program, and the files of another theme laid over it.

use super::read;
use crate::finding::Findings;
use crate::render::shrink;
use crate::render::theme::Theme;
use crate::render::words::Words;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use anyhow::Context as _;
use std::path::Path;

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../themes/default/", $name)).as_slice())),*]
    };
}

/// The files of the default theme.
const DEFAULT: &[(&str, &[u8])] = embedded![
    "assets/amendments.js",
    "assets/check.js",
    "assets/contents.js",
    "assets/copy.js",
    "assets/icon-192.png",
    "assets/icon-512.png",
    "assets/pages.css",
    "assets/print-views.css",
    "assets/print-views.js",
    "assets/print.css",
    "assets/search-index.js",
    "assets/search.css",
    "assets/search.js",
    "assets/site.css",
    "assets/site.js",
    "templates/accessibility.html",
    "templates/alias.html",
    "templates/amendment.html",
    "templates/amendments.html",
    "templates/as-at.html",
    "templates/assets/changes.js",
    "templates/assets/copy-link.js",
    "templates/assets/partnership.js",
    "templates/base.html",
    "templates/changes.html",
    "templates/check.html",
    "templates/chapter.html",
    "templates/contacts.html",
    "templates/day.html",
    "templates/days.html",
    "templates/feed.xml",
    "templates/forthcoming.html",
    "templates/glossary.html",
    "templates/history.html",
    "templates/home.html",
    "templates/icon.svg",
    "templates/legislation.html",
    "templates/left.html",
    "templates/links.html",
    "templates/manifest.webmanifest",
    "templates/not-found.html",
    "templates/offline.html",
    "templates/parts/amendment.html",
    "templates/parts/because.html",
    "templates/parts/cited_by.html",
    "templates/parts/cited_law.html",
    "templates/parts/contacts.html",
    "templates/parts/contents.html",
    "templates/parts/copy.html",
    "templates/parts/crumbs.html",
    "templates/parts/documents.html",
    "templates/parts/law_entry.html",
    "templates/parts/foot.html",
    "templates/parts/made_by.html",
    "templates/parts/news.html",
    "templates/parts/outside.html",
    "templates/parts/overview.html",
    "templates/parts/passages.html",
    "templates/parts/pdf.html",
    "templates/parts/print_chapter.html",
    "templates/parts/print_cited.html",
    "templates/parts/print_contents.html",
    "templates/parts/provision.html",
    "templates/parts/reach.html",
    "templates/parts/rest.html",
    "templates/parts/search.html",
    "templates/parts/stamp.html",
    "templates/parts/tense.html",
    "templates/parts/told.html",
    "templates/parts/way.html",
    "templates/parts/who.html",
    "templates/partnership.html",
    "templates/print.html",
    "templates/search.html",
    "templates/section.html",
    "templates/sitemap.xml",
    "templates/sw.js",
    "templates/withdrawn.html",
    "words/cy.yaml",
    "words/en.yaml",
];

/// What PDFs are made with.
#[cfg(feature = "pdf")]
const PRESS: &[(&str, &[u8])] = embedded![
    "pdf/fonts/DejaVuSans.ttf",
    "pdf/fonts/DejaVuSansMono.ttf",
    "pdf/fonts/SourceSans3-Bold.otf",
    "pdf/fonts/SourceSans3-BoldIt.otf",
    "pdf/fonts/SourceSans3-It.otf",
    "pdf/fonts/SourceSans3-Regular.otf",
    "pdf/print.typ",
];
#[cfg(not(feature = "pdf"))]
const PRESS: &[(&str, &[u8])] = &[];

/// The files of the preview's own pages.
const DESK: &[(&str, &[u8])] = &[
    ("assets/desk.css", include_bytes!("../../themes/desk/assets/desk.css")),
    ("assets/desk.js", include_bytes!("../../themes/desk/assets/desk.js")),
    ("templates/bar.html", include_bytes!("../../themes/desk/templates/bar.html")),
    ("templates/page.html", include_bytes!("../../themes/desk/templates/page.html")),
    ("templates/drafts.html", include_bytes!("../../themes/desk/templates/drafts.html")),
    ("templates/fault.html", include_bytes!("../../themes/desk/templates/fault.html")),
    ("templates/field.html", include_bytes!("../../themes/desk/templates/field.html")),
    ("templates/finding.html", include_bytes!("../../themes/desk/templates/finding.html")),
    ("templates/findings.html", include_bytes!("../../themes/desk/templates/findings.html")),
    ("templates/note.html", include_bytes!("../../themes/desk/templates/note.html")),
    ("templates/record.html", include_bytes!("../../themes/desk/templates/record.html")),
    ("templates/recorded.html", include_bytes!("../../themes/desk/templates/recorded.html")),
    ("templates/reported.html", include_bytes!("../../themes/desk/templates/reported.html")),
    ("templates/report.html", include_bytes!("../../themes/desk/templates/report.html")),
    ("words/cy.yaml", include_bytes!("../../themes/desk/words/cy.yaml")),
    ("words/en.yaml", include_bytes!("../../themes/desk/words/en.yaml")),
];

/// The language in which the default theme has all words.
const DEFAULT_LANGUAGE: &str = "en";

/// The preview's own pages in a language, else in English. Their words are those of the default theme, for
/// days and marks, and their own.
pub fn desk(language: &str) -> Theme {
    let mut files = FileTree::default();
    for (name, bytes) in DESK {
        let shared =
            DEFAULT.iter().find(|(shared, _)| shared == name && name.starts_with("words/"));
        let mut text = shared.map_or_else(Vec::new, |(_, shared)| shared.to_vec());
        if let Some((path, bytes)) = own(&(name, bytes)) {
            text.extend_from_slice(&bytes);
            files.insert(path, text);
        }
    }
    let (theme, faults) = Theme::compile(&files, language);
    if faults.is_empty() { theme } else { Theme::compile(&files, DEFAULT_LANGUAGE).0 }
}

fn own((name, bytes): &(&str, &[u8])) -> Option<(VPath, Vec<u8>)> {
    let file = VPath::new(name)?;
    let bytes = shrink::own(&file, bytes);
    Some((file, bytes))
}

/// The theme: the default one, with the files of `folder` in place of its own.
pub fn load(folder: Option<&Path>, language: &str) -> anyhow::Result<(Theme, Findings)> {
    let mut files: FileTree = DEFAULT.iter().chain(PRESS).filter_map(own).collect();
    let mut findings = Findings::default();
    let whole = folder.map(|_| Words::read(&files, DEFAULT_LANGUAGE, &mut findings));
    if let Some(folder) = folder {
        let (own, unread) = read::manual(folder)
            .with_context(|| format!("cannot read the theme `{}`", folder.display()))?;
        for (path, bytes) in own.iter() {
            files.insert(path.clone(), bytes);
        }
        findings.append(unread);
    }
    let (theme, faults) = Theme::compile(&files, language);
    findings.append(faults);
    if let Some(whole) = whole {
        findings.append(theme.words.lacking(&whole));
    }
    Ok((theme, findings.sorted()))
}

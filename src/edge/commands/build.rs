//! `build`: writes the public site, whole or not at all.

use super::prints::{self, Prints};
use crate::edge::cli::Build;
use crate::edge::load::Loaded;
use crate::edge::{Outcome, archive, load, publish, rules, terminal, theme};
use crate::finding::format::Files;
use crate::finding::{Finding, Findings, Level};
use crate::record::Record;
use crate::render::proof::{self, Addresses, Form, Seen};
use crate::render::theme::ASSETS;
use crate::render::{self, Options, Renderer};
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::address::{Address, LinkStyle};
use crate::site::page::{Kind, Page, Pdf, Pdfs};
use crate::source::path::VPath;
use std::collections::BTreeMap;
use std::fmt;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What a file of the site is made from.
enum Source {
    Page(Page),
    Asset(VPath),
    Search(VPath),
    Made(Vec<u8>),
}

impl Source {
    /// When it is made: first what takes longest, so that at the end no thread waits for it, and last what
    /// is quicker made when the other files are.
    fn turn(&self) -> u8 {
        match self {
            Self::Page(Page { kind: Kind::Pdf(Pdf::Manual(_)), .. }) => 0,
            Self::Page(Page { kind: Kind::Pdf(Pdf::Section(..)), .. }) => 1,
            Self::Page(Page { kind: Kind::CopyList, .. }) => 3,
            _ => 2,
        }
    }
}

/// Builds the site and says in one line what was published.
pub(super) fn run(manual: Option<&Path>, options: &Build) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    if options.pdfs.pdf && !cfg!(feature = "pdf") {
        terminal::complain(prints::HOW);
        return Ok(Outcome::Usage);
    }
    // The program ends with the build: to free a large manual piece by piece would only cost time.
    let loaded = ManuallyDrop::new(load::load(manual, options.as_at)?);
    if loaded.has_errors() {
        terminal::complain_of(&errors(&loaded.findings), loaded.shown());
        terminal::complain("nothing was published: mend the errors above first\n");
        return Ok(Outcome::Findings);
    }
    let language = loaded.manual.settings.language.value.as_str();
    let (theme, faults) = theme::load(options.theme.as_deref(), language)?;
    let shown = Files { tree: &theme.files, prefix: "theme: " };
    if faults.count(Level::Error) > 0 {
        terminal::complain_of(&faults, shown);
        terminal::complain("nothing was published: mend the theme first\n");
        return Ok(Outcome::Findings);
    }
    let record = Record::known_on(&loaded.manual, loaded.date);
    let edition = Edition::public(&loaded.manual, &record, loaded.date);
    let site = ManuallyDrop::new(Site::plan(edition));
    let options_of_site = render_options(&loaded, options);
    let renderer =
        |options| ManuallyDrop::new(Renderer::new(&site, &theme, &loaded.files, options));
    let out = options.out.clone().unwrap_or_else(|| beside(&loaded.folder));
    let done = if options.zip {
        let portable =
            Options { link_style: LinkStyle::Portable, pdfs: Pdfs::None, ..options_of_site };
        zip(&renderer(portable)).and_then(|zip| {
            let with_zip = Options { download: Some(zip.len()), ..options_of_site };
            write(&renderer(with_zip), &out, Some(zip))
        })
    } else {
        write(&renderer(options_of_site), &out, None)
    };
    match done {
        Ok(written) => {
            let findings = rules::judged(&loaded.manual, written.findings);
            if !findings.is_empty() {
                terminal::complain_of(&findings, loaded.shown());
            }
            let mut all = loaded.findings.clone();
            all.append(findings);
            let (pages, pdfs) = (written.pages, written.pdfs);
            let said = summary(&out, (pages, pdfs), written.published, start.elapsed(), &all);
            terminal::say(&said)?;
            Ok(Outcome::Done)
        }
        Err(error) => {
            complain_of(error.downcast::<PageFaults>()?, &loaded, shown);
            Ok(Outcome::Findings)
        }
    }
}

fn complain_of(faults: PageFaults, loaded: &Loaded, theme: Files<'_>) {
    match faults {
        PageFaults::NotMade(fault) => {
            let is_theme = theme.tree.get(&fault.place.file).is_some();
            let files = if is_theme { theme } else { loaded.shown() };
            terminal::complain_of(&Findings::from_iter([*fault]), files);
            terminal::complain("nothing was published: a page could not be made\n");
        }
        PageFaults::Broken(faults) => {
            terminal::complain_of(&faults, loaded.shown());
            terminal::complain("nothing was published: mend the links above first\n");
        }
    }
}

fn render_options<'o>(loaded: &'o Loaded, options: &'o Build) -> Options<'o> {
    let own = loaded.manual.settings.base_url.as_deref();
    Options {
        link_style: if options.portable { LinkStyle::Portable } else { LinkStyle::Served },
        base_url: options.base_url.as_deref().or(own),
        preview: None,
        download: None,
        pdfs: match (options.pdfs.pdf, options.pdfs.pdf_changes) {
            (false, _) => Pdfs::None,
            (true, false) => Pdfs::Texts,
            (true, true) => Pdfs::TextsAndChanges,
        },
    }
}

/// `public` beside the manual's folder.
fn beside(folder: &Path) -> PathBuf {
    folder.parent().unwrap_or(folder).join("public")
}

fn errors(findings: &Findings) -> Findings {
    findings.iter().filter(|finding| finding.level == Level::Error).cloned().collect()
}

/// The files of a site, and what each is made from, in the order in which they are made.
fn sources(renderer: &Renderer<'_, '_>, zip: Option<Vec<u8>>) -> (Vec<VPath>, Vec<Source>) {
    let mut all: BTreeMap<VPath, Source> = BTreeMap::new();
    for (path, _) in renderer.theme.files.iter().filter(|(p, _)| p.as_str().starts_with(ASSETS)) {
        all.insert(path.clone(), Source::Asset(path.clone()));
    }
    for page in renderer.pages() {
        if let Some(path) = page.address().path() {
            all.insert(path, Source::Page(page));
        }
    }
    let search = renderer.search_files().keys();
    all.extend(search.map(|path| (path.clone(), Source::Search(path.clone()))));
    all.extend(Address::download().path().zip(zip.map(Source::Made)));
    let mut all: Vec<(VPath, Source)> = all.into_iter().collect();
    all.sort_by_key(|(_, source)| source.turn());
    all.into_iter().unzip()
}

fn make(
    renderer: &Renderer<'_, '_>,
    prints: Option<&Prints<'_, '_>>,
    source: Option<&Source>,
) -> Result<Vec<u8>, PageFaults> {
    match source {
        Some(Source::Page(page)) => match prints {
            Some(prints) if matches!(page.kind, Kind::Pdf(_)) => prints.bytes(page),
            _ => render::page(renderer, page),
        }
        .map_err(not_made),
        Some(Source::Asset(path)) => {
            Ok(renderer.theme.files.get(path).unwrap_or_default().to_vec())
        }
        Some(Source::Search(path)) => {
            Ok(renderer.search_files().get(path).cloned().unwrap_or_default())
        }
        Some(Source::Made(bytes)) => Ok(bytes.clone()),
        None => Ok(Vec::new()),
    }
}

/// A site for a folder in one file.
fn zip(renderer: &Renderer<'_, '_>) -> anyhow::Result<Vec<u8>> {
    let (paths, sources) = sources(renderer, None);
    let (folder, day) = (renderer.folder_name(), renderer.site.edition.date);
    archive::zip(&folder, day, &paths, &|index| make(renderer, None, sources.get(index)))
}

/// What became of a site.
struct Written {
    published: publish::Published,
    /// How many of its files are pages.
    pages: usize,
    /// How many of its PDFs were made, and how many were kept; none where none were wanted.
    pdfs: Option<(usize, usize)>,
    /// What is wrong with its PDFs, though they were made.
    findings: Findings,
}

/// Publishes a site.
fn write(renderer: &Renderer<'_, '_>, out: &Path, zip: Option<Vec<u8>>) -> anyhow::Result<Written> {
    let has_pdfs = renderer.options.pdfs > Pdfs::None;
    let prints = if has_pdfs { Prints::of(renderer, out).map_err(not_made)? } else { None };
    let (paths, sources) = sources(renderer, zip);
    let is_page = |source: &&Source| matches!(source, Source::Page(page) if page.kind.is_html());
    let pages = sources.iter().filter(is_page).count();
    let options = &renderer.options;
    let addresses = Addresses::of(&paths, options.link_style, options.base_url);
    let seen: Vec<OnceLock<Seen>> = paths.iter().map(|_| OnceLock::new()).collect();
    let make = |index: usize| {
        let source = sources.get(index);
        let bytes = make(renderer, prints.as_ref(), source)?;
        if let (Some(Source::Page(page)), Some(cell)) = (source, seen.get(index))
            && let Some(form) = form(page)
        {
            let _ = cell.set(addresses.read(index, form, &bytes));
        }
        Ok(bytes)
    };
    let chapters = &renderer.site.edition.manual.chapters;
    let chapter_file = |index: usize| match sources.get(index)? {
        Source::Page(page) => Some(chapters.get(page.kind.chapter()?)?.regional.file.clone()),
        Source::Asset(_) | Source::Search(_) | Source::Made(_) => None,
    };
    let approve = || {
        let seen: Vec<Option<&Seen>> = seen.iter().map(OnceLock::get).collect();
        let faults = proof::prove(&addresses, &seen, chapter_file);
        if faults.is_empty() { Ok(()) } else { Err(PageFaults::Broken(faults)) }
    };
    let (followed, total) = (terminal::is_followed(), paths.len());
    let progress = |done: usize| {
        if followed && (done.is_multiple_of(100) || done == total) {
            let end = if done == total { "\r\x1b[K" } else { "" };
            terminal::complain(&format!("\r{done} of {total} pages{end}"));
        }
    };
    let published = publish::publish(out, &paths, &make, &approve, &progress)?;
    let pdfs = prints.as_ref().map(Prints::counts);
    let findings = prints.map(|prints| prints.findings()).unwrap_or_default();
    Ok(Written { published, pages, pdfs, findings })
}

fn summary(
    out: &Path,
    (pages, pdfs): (usize, Option<(usize, usize)>),
    done: publish::Published,
    time: Duration,
    findings: &Findings,
) -> String {
    let (files, bytes, unchanged) = (done.files, done.bytes, done.unchanged);
    let (warnings, advice) = (findings.count(Level::Warning), findings.count(Level::Advice));
    let pdfs = pdfs.map(|(made, kept)| format!(" PDFs: {made} made and {kept} kept,"));
    let pdfs = pdfs.unwrap_or_default();
    format!(
        "{}: {pages} pages,{pdfs} {files} files, {bytes} bytes, {unchanged} unchanged, in {:.2} s; warnings: {warnings}, advice: {advice}\n",
        load::from_here(out).display(),
        time.as_secs_f64(),
    )
}

/// How the links of a page are read; none for what has no links of its own.
fn form(page: &Page) -> Option<Form> {
    match &page.kind {
        Kind::Feed(_) | Kind::Sitemap => Some(Form::Xml),
        kind => kind.is_html().then_some(Form::Html),
    }
}

/// What is wrong with pages, on its way through the publisher.
#[derive(Debug)]
enum PageFaults {
    /// A page could not be made.
    NotMade(Box<Finding>),
    /// Pages have links that lead to nothing.
    Broken(Findings),
}

fn not_made(fault: Finding) -> PageFaults {
    PageFaults::NotMade(Box::new(fault))
}

impl fmt::Display for PageFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotMade(fault) => write!(f, "{}", fault.message),
            Self::Broken(faults) => write!(f, "{} broken links", faults.len()),
        }
    }
}

impl std::error::Error for PageFaults {}

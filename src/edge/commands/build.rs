//! `build`: writes the public site, whole or not at all.

use super::prints::{self, Prints};
use crate::edge::cli::Build;
use crate::edge::load::Loaded;
use crate::edge::{Outcome, load, publish, terminal, theme};
use crate::finding::format::Files;
use crate::finding::{Finding, Findings, Level};
use crate::record::Record;
use crate::render::theme::ASSETS;
use crate::render::{self, Options, Renderer};
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page};
use crate::source::path::VPath;
use std::collections::BTreeMap;
use std::fmt;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a file of the site is made from.
enum Source {
    Page(Page),
    Asset(VPath),
}

/// Builds the site and says in one line what was published.
pub(super) fn run(manual: Option<&Path>, options: &Build) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    if options.pdf && !cfg!(feature = "pdf") {
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
    let mut site = ManuallyDrop::new(Site::plan(edition));
    site.has_pdfs = options.pdf;
    let options_of_site = render_options(&loaded, options);
    let renderer = ManuallyDrop::new(Renderer::new(&site, &theme, &loaded.files, options_of_site));
    let out = options.out.clone().unwrap_or_else(|| beside(&loaded.folder));
    match write(&renderer, &out) {
        Ok((published, faults)) => {
            if !faults.is_empty() {
                terminal::complain_of(&faults, loaded.shown());
            }
            let pages = site.pages().iter().filter(|page| page.kind.is_html()).count();
            let done = summary(&out, pages, published, start.elapsed(), &loaded.findings);
            terminal::say(&done)?;
            Ok(Outcome::Done)
        }
        Err(error) => match error.downcast::<PageFault>() {
            Ok(PageFault(fault)) => {
                let is_theme = theme.files.get(&fault.place.file).is_some();
                let files = if is_theme { shown } else { loaded.shown() };
                terminal::complain_of(&Findings::from_iter([*fault]), files);
                terminal::complain("nothing was published: a page could not be made\n");
                Ok(Outcome::Findings)
            }
            Err(error) => Err(error),
        },
    }
}

fn render_options<'o>(loaded: &'o Loaded, options: &'o Build) -> Options<'o> {
    let own = loaded.manual.settings.base_url.as_deref();
    Options {
        link_style: if options.portable { LinkStyle::Portable } else { LinkStyle::Served },
        base_url: options.base_url.as_deref().or(own),
        is_preview: false,
    }
}

/// `public` beside the manual's folder.
fn beside(folder: &Path) -> PathBuf {
    folder.parent().unwrap_or(folder).join("public")
}

fn errors(findings: &Findings) -> Findings {
    findings.iter().filter(|finding| finding.level == Level::Error).cloned().collect()
}

fn write(
    renderer: &Renderer<'_, '_>,
    out: &Path,
) -> anyhow::Result<(publish::Published, Findings)> {
    let fault = |fault: Finding| PageFault(Box::new(fault));
    let has_pdfs = renderer.site.has_pdfs;
    let prints = if has_pdfs { Prints::of(renderer, out).map_err(fault)? } else { None };
    let mut all: BTreeMap<VPath, Source> = BTreeMap::new();
    for (path, _) in renderer.theme.files.iter().filter(|(p, _)| p.as_str().starts_with(ASSETS)) {
        all.insert(path.clone(), Source::Asset(path.clone()));
    }
    for page in renderer.site.pages() {
        if let Some(path) = page.address().path() {
            all.insert(path, Source::Page(page));
        }
    }
    let (paths, sources): (Vec<VPath>, Vec<Source>) = all.into_iter().unzip();
    let make = |index: usize| match sources.get(index) {
        Some(Source::Page(page)) => match &prints {
            Some(prints) if matches!(page.kind, Kind::Pdf(_)) => prints.bytes(page).map_err(fault),
            _ => render::page(renderer, page).map_err(fault),
        },
        Some(Source::Asset(path)) => {
            Ok(renderer.theme.files.get(path).unwrap_or_default().to_vec())
        }
        None => Ok(Vec::new()),
    };
    let (followed, total) = (terminal::is_followed(), paths.len());
    let progress = |done: usize| {
        if followed && (done.is_multiple_of(100) || done == total) {
            let end = if done == total { "\r\x1b[K" } else { "" };
            terminal::complain(&format!("\r{done} of {total} pages{end}"));
        }
    };
    let published = publish::publish(out, &paths, &make, &progress)?;
    Ok((published, prints.map(|prints| prints.findings()).unwrap_or_default()))
}

fn summary(
    out: &Path,
    pages: usize,
    done: publish::Published,
    time: Duration,
    findings: &Findings,
) -> String {
    let (files, bytes, unchanged) = (done.files, done.bytes, done.unchanged);
    let (warnings, advice) = (findings.count(Level::Warning), findings.count(Level::Advice));
    format!(
        "{}: {pages} pages, {files} files, {bytes} bytes, {unchanged} unchanged, in {:.2} s; warnings: {warnings}, advice: {advice}\n",
        load::from_here(out).display(),
        time.as_secs_f64(),
    )
}

/// A page that could not be made, on its way through the publisher.
#[derive(Debug)]
struct PageFault(Box<Finding>);

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.message)
    }
}

impl std::error::Error for PageFault {}

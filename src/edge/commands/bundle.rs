//! `bundle`: what was in force on a day, as evidence: a zip that anyone can verify, and a PDF to read.

use super::{prints, write_new};
use crate::bundle::{self, Contents, Refusal, SUMS};
use crate::edge::cli::Bundle;
use crate::edge::load::Loaded;
use crate::edge::{Outcome, archive, load, terminal, theme};
use crate::finding::format::Files;
use crate::finding::{Findings, Level};
use crate::pdf::{self, Order, Printer, Subject};
use crate::record::Record;
use crate::render::evidence::SheetMaker;
use crate::render::theme::Theme;
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::page::Paper;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Writes the zip and, where the program has the press, the PDF; says what was written.
pub(super) fn run(manual: Option<&Path>, options: &Bundle) -> anyhow::Result<Outcome> {
    let loaded = load::load(manual, Some(options.as_at))?;
    let today = load::as_at_date(None)?;
    if options.as_at > today {
        return Ok(refused(&Refusal::Future { day: options.as_at, today }));
    }
    let language = loaded.manual.settings.language.value.as_str();
    let (theme, faults) = theme::load(options.theme.as_deref(), language)?;
    if faults.count(Level::Error) > 0 {
        terminal::complain_of(&faults, Files { tree: &theme.files, prefix: "theme: " });
        return Ok(Outcome::Findings);
    }
    let record = Record::known_on(&loaded.manual, loaded.date);
    let edition = Edition::public(&loaded.manual, &record, loaded.date);
    let site = Site::plan(edition);
    let found = options.partnership.as_ref().map(|id| bundle::partnership(&edition, id));
    let found = found.transpose().and_then(|own| {
        let contents = bundle::contents(edition.within(own), &options.chapters)?;
        let files = bundle::files(&contents, &loaded.files)?;
        Ok((contents, files))
    });
    let (contents, files) = match found {
        Ok(found) => found,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    let made = Making { loaded: &loaded, theme: &theme, site: &site, contents: &contents };
    let folder = options.out.clone().unwrap_or_else(|| PathBuf::from("."));
    made.write(&folder, files)
}

fn refused(refusal: &Refusal) -> Outcome {
    terminal::complain(&format!("error: {refusal}\n"));
    if refusal.is_of_manual() { Outcome::Findings } else { Outcome::Usage }
}

/// All that a bundle is made from.
struct Making<'l, 'm> {
    loaded: &'l Loaded,
    theme: &'l Theme,
    site: &'l Site<'m>,
    contents: &'l Contents<'m>,
}

impl Making<'_, '_> {
    fn write(&self, folder: &Path, mut files: BTreeMap<VPath, Vec<u8>>) -> anyhow::Result<Outcome> {
        let name = self.contents.name();
        let named = |ending: &str| {
            VPath::new(&format!("{name}{ending}")).context("the bundle can have no such name")
        };
        let (pdf_name, zip_name) = (named(".pdf")?, named(".zip")?);
        for path in [&pdf_name, &zip_name] {
            if folder.join(path.as_str()).exists() {
                bail!(
                    "`{path}` is there already: move it away, or name another folder with `--out`"
                );
            }
        }
        let base_url = self.loaded.manual.settings.base_url.as_deref();
        let maker = SheetMaker {
            words: &self.theme.words,
            site: self.site,
            base_url,
            contents: self.contents,
            files: &files,
        };
        let sheet = maker.sheet(prints::HAS_PRESS.then_some(pdf_name.as_str()));
        let readme = sheet.text();
        let chapters = self.contents.chapters.iter().map(|it| it.chapter.slug.clone()).collect();
        let order = Order {
            within: self.contents.edition.partnership.map(|own| own.id.clone()),
            subject: Subject::Bundle(pdf::Bundle { sheet, chapters }),
            paper: Paper::Plain,
        };
        let printer = Printer { site: self.site, theme: self.theme, base_url };
        let pdf = match prints::one(&printer, &order, &self.loaded.files) {
            Ok(pdf) => pdf,
            Err(fault) => {
                terminal::complain_of(&Findings::from_iter([fault]), self.loaded.shown());
                return Ok(Outcome::Findings);
            }
        };
        files.insert(VPath::new("README.txt").context("no such name")?, readme.into_bytes());
        files.extend(pdf.iter().map(|pdf| (pdf_name.clone(), pdf.clone())));
        let sums = bundle::sums(&files);
        files.insert(VPath::new(SUMS).context("no such name")?, sums.into_bytes());
        let zip = zipped(&name, self.loaded.date, &files)?;
        let mut said = String::new();
        if let Some(pdf) = &pdf {
            write_new(folder, &pdf_name, pdf)?;
            said.push_str(&line(folder, &pdf_name, pdf, None));
        } else {
            terminal::complain(prints::HOW_FOR_BUNDLE);
        }
        write_new(folder, &zip_name, &zip)?;
        said.push_str(&line(folder, &zip_name, &zip, Some(files.len())));
        terminal::say(&said)?;
        Ok(Outcome::Done)
    }
}

fn zipped(
    name: &str,
    day: jiff::civil::Date,
    files: &BTreeMap<VPath, Vec<u8>>,
) -> anyhow::Result<Vec<u8>> {
    let paths: Vec<VPath> = files.keys().cloned().collect();
    let bytes: Vec<&Vec<u8>> = files.values().collect();
    let make =
        |index: usize| anyhow::Ok(bytes.get(index).map(|it| (*it).clone()).unwrap_or_default());
    archive::zip(name, day, &paths, &make)
}

/// What was written, with the digest by which it can be told from another.
fn line(folder: &Path, path: &VPath, bytes: &[u8], n_files: Option<usize>) -> String {
    let target = folder.join(path.as_str());
    let shown = load::from_here(target.strip_prefix(".").unwrap_or(&target)).display().to_string();
    let mut line = format!("{shown}: ");
    if let Some(files) = n_files {
        let _ = write!(line, "{files} files, ");
    }
    let _ = writeln!(line, "{} bytes, SHA-256 {}", bytes.len(), Digest::of(bytes));
    line
}

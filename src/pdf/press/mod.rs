//! The press: hands a print to Typst, and takes a PDF from it. Typst sees the template and the fonts of
//! the theme, the print's data and its pictures, and nothing else: no disk, no network, no clock.

mod world;

use super::{Printed, data, faults, seal};
use crate::finding::Finding;
use crate::render::theme::Theme;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{PoisonError, RwLock};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{Job, Plant};

/// Files of a theme below it are what prints are made with.
pub const PRESS: &str = "pdf/";

/// Bytes of stack: Typst calls itself for every level of a text.
const STACK: usize = 16 * 1024 * 1024;

/// How many prints later what Typst remembers of one is dropped.
const REMEMBERED: usize = 8;

/// A print of more parts is made alone, for its memory.
const LONG: usize = 80;

/// What all prints have in common: the template, the fonts.
#[derive(Debug)]
pub struct Press {
    plant: Plant,
    /// Typst works in several threads. Were they the build's own, each that waits for a part of one print
    /// would begin another, and that one the next, until memory ends.
    threads: ThreadPool,
    /// Held alone by a print of many chapters, for its memory; by others together.
    turn: RwLock<()>,
    /// Of the template, the fonts and the program.
    digest: Digest,
}

/// A print that waits for the press.
#[derive(Debug)]
pub struct Plate {
    /// The print as JSON. Its values would take many times the memory while Typst works.
    data: Bytes,
    pictures: Vec<(VPath, Bytes)>,
    n_parts: usize,
    file: VPath,
    /// A digest of all that the PDF is made from.
    pub made_from: Digest,
    /// What is wrong with it, though it can be printed.
    pub findings: Vec<Finding>,
}

impl Press {
    /// Reads the template and the fonts of a theme.
    pub fn of(theme: &Theme) -> Result<Self, Finding> {
        let plant = Plant::of(&theme.files)?;
        let mut parts = format!("{}\n", env!("CARGO_PKG_VERSION"));
        for (path, bytes) in theme.files.iter().filter(|(path, _)| path.as_str().starts_with(PRESS))
        {
            let _ = writeln!(parts, "{}  {path}", Digest::of(bytes));
        }
        let threads = ThreadPoolBuilder::new().stack_size(STACK).build();
        let threads = threads.map_err(|error| {
            faults::print(&VPath::manual_file(), &format!("no threads can be started: {error}"))
        })?;
        let turn = RwLock::default();
        Ok(Self { plant, threads, turn, digest: Digest::of(parts.as_bytes()) })
    }

    /// Makes a print ready: letters that no font has are replaced, and told of.
    pub fn plate(&self, printed: Printed, files: &FileTree) -> Plate {
        let Printed { print, files: parts, pictures } = printed;
        let mut value = serde_json::to_value(&print).unwrap_or_default();
        drop(print);
        let missing = data::replace_letters(&mut value, &parts, &|it| self.plant.has(it));
        let missing = missing.into_iter().filter_map(|(file, letter)| {
            let file = file.or_else(|| holder(files, letter))?;
            Some(faults::letter(&file, letter, files))
        });
        let findings = missing.collect();
        data::settle_links(&mut value);
        let data = Bytes::from_string(value.to_string());
        drop(value);
        let pictures = pictures.into_iter().map(|file| {
            let bytes = files.get(&file).unwrap_or_default().to_vec();
            (file, Bytes::new(bytes))
        });
        let pictures: Vec<(VPath, Bytes)> = pictures.collect();
        let mut made_from = format!("{}\n{}\n", self.digest, Digest::of(&data));
        for (_, bytes) in &pictures {
            let _ = writeln!(made_from, "{}", Digest::of(bytes));
        }
        let file = parts.first().cloned().unwrap_or_else(VPath::manual_file);
        let made_from = Digest::of(made_from.as_bytes());
        Plate { data, pictures, n_parts: parts.len(), file, made_from, findings }
    }

    /// Prints a plate. Pictures that Typst cannot read are replaced by their words, and told of.
    pub fn pdf(&self, plate: &mut Plate) -> Result<Vec<u8>, Finding> {
        let is_long = plate.is_long();
        let alone = is_long.then(|| self.turn.write().unwrap_or_else(PoisonError::into_inner));
        let beside = (!is_long).then(|| self.turn.read().unwrap_or_else(PoisonError::into_inner));
        if is_long {
            typst::comemo::evict(0);
        }
        let made = match self.printed(plate) {
            Ok(pdf) => Ok(seal::sealed(pdf, &plate.made_from)),
            // Without a seal it is made again by the next build, and the picture told of again.
            Err(_) if self.drop_bad_pictures(plate) => self.printed(plate),
            Err(fault) => Err(fault),
        };
        // What is remembered of many chapters at once would be most of the memory of a build.
        typst::comemo::evict(if is_long { 0 } else { REMEMBERED });
        drop((alone, beside));
        made.map_err(|fault| faults::print(&plate.file, &fault))
    }

    fn printed(&self, plate: &Plate) -> Result<Vec<u8>, String> {
        let pictures = plate.pictures.iter().enumerate();
        let pictures = pictures.map(|(index, (file, bytes))| {
            (super::setter::picture_file(index, file), bytes.clone())
        });
        let job = Job::of(&self.plant, plate.data.clone(), pictures);
        self.guarded(&job, plate)
    }

    /// Tries each picture alone. Whether there was a bad one.
    fn drop_bad_pictures(&self, plate: &mut Plate) -> bool {
        let mut found = Vec::new();
        let mut print: Value = serde_json::from_slice(&plate.data).unwrap_or_default();
        for (index, (file, bytes)) in plate.pictures.iter().enumerate() {
            let name = super::setter::picture_file(index, file);
            let job = Job::of_picture(&self.plant, &name, bytes.clone());
            if let Err(fault) = self.guarded(&job, plate) {
                data::drop_picture(&mut print, &name);
                found.push(faults::picture(file, &fault));
            }
        }
        plate.data = Bytes::from_string(print.to_string());
        let is_any = !found.is_empty();
        plate.findings.append(&mut found);
        is_any
    }

    /// Compiles and exports. The caller waits and does nothing else: see [`Self::threads`]. A panic in
    /// Typst costs the one print, not the build.
    fn guarded(&self, job: &Job<'_>, plate: &Plate) -> Result<Vec<u8>, String> {
        let print = || {
            let made = catch_unwind(AssertUnwindSafe(|| compiled(job, plate)));
            made.unwrap_or_else(|_| Err("Typst stopped in the middle of it".to_owned()))
        };
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| self.threads.install(print));
            waiting.join().unwrap_or_else(|_| Err("its thread ended too early".to_owned()))
        })
    }
}

impl Plate {
    fn is_long(&self) -> bool {
        self.n_parts > LONG
    }
}

/// The file of a register, a partnership or the settings that holds a letter.
fn holder(files: &FileTree, letter: char) -> Option<VPath> {
    let is_yaml =
        |path: &VPath| path.name().rsplit_once('.').is_some_and(|(_, kind)| kind == "yaml");
    let mut held = files.iter().filter(|(path, _)| is_yaml(path)).map(|(path, _)| path);
    held.find(|path| files.text(path).is_some_and(|text| text.contains(letter))).cloned()
}

fn compiled(job: &Job<'_>, plate: &Plate) -> Result<Vec<u8>, String> {
    let made_from = &plate.made_from;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let document = typst::compile::<PagedDocument>(job).output.map_err(|found| said(&found))?;
    if plate.is_long() {
        // The pages are set, and what led to them is more than they are.
        typst::comemo::evict(0);
    }
    let options = PdfOptions {
        ident: Smart::Custom(made_from.to_string()),
        creator: Smart::Custom(Some(seal::maker(made_from))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|found| said(&found))
}

/// The first of what Typst says, in one line.
fn said(found: &[SourceDiagnostic]) -> String {
    let first = found.first().map(|diagnostic| {
        let hints = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", diagnostic.message, hints.collect::<String>())
    });
    first.unwrap_or_default().replace('\n', " ")
}

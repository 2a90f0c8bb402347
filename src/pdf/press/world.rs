//! What Typst sees: the files of the theme below `pdf/`, the data and pictures of one print.

use super::PRESS;
use crate::finding::Finding;
use crate::pdf::faults;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use serde_json::json;
use std::collections::BTreeMap;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

const TEMPLATE: &str = "/print.typ";
const DATA: &str = "/data.json";

/// A page with one picture, to see whether Typst can read it.
const PROOF: &str = "#set document(title: \"x\")\n#image(json(\"/data.json\"), alt: \"x\")";

/// What all prints have in common.
#[derive(Debug)]
pub(super) struct Plant {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    proof: Source,
    sources: BTreeMap<String, Source>,
}

impl Plant {
    pub(super) fn of(theme: &FileTree) -> Result<Self, Finding> {
        let mut fonts = Vec::new();
        let mut sources = BTreeMap::new();
        for (path, bytes) in theme.iter() {
            let Some(name) = path.as_str().strip_prefix(PRESS) else { continue };
            let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
            match kind {
                "ttf" | "otf" | "ttc" => fonts.extend(Font::iter(Bytes::new(bytes.to_vec()))),
                "typ" => {
                    let text =
                        theme.text(path).ok_or_else(|| faults::print(path, "it is not UTF-8"))?;
                    let name = format!("/{name}");
                    if let Some(id) = file_id(&name) {
                        sources.insert(name, Source::new(id, text.to_owned()));
                    }
                }
                _ => {}
            }
        }
        let missing = |name: &str| {
            let file = VPath::new(&format!("{PRESS}{name}")).unwrap_or_else(VPath::manual_file);
            faults::print(&file, "the theme has no such file")
        };
        let template = sources.get(TEMPLATE).cloned().ok_or_else(|| missing("print.typ"))?;
        let proof = file_id("/proof.typ").ok_or_else(|| missing("proof.typ"))?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template,
            proof: Source::new(proof, PROOF.to_owned()),
            sources,
        })
    }

    /// Whether a font has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// One print, as Typst sees it.
pub(super) struct Job<'p> {
    plant: &'p Plant,
    main: &'p Source,
    files: BTreeMap<String, Bytes>,
}

impl<'p> Job<'p> {
    pub(super) fn of(
        plant: &'p Plant,
        data: Bytes,
        pictures: impl Iterator<Item = (String, Bytes)>,
    ) -> Self {
        let mut files: BTreeMap<String, Bytes> = pictures.collect();
        files.insert(DATA.to_owned(), data);
        Self { plant, main: &plant.template, files }
    }

    pub(super) fn of_picture(plant: &'p Plant, name: &str, picture: Bytes) -> Self {
        let data = Bytes::from_string(json!(name).to_string());
        let files = BTreeMap::from([(DATA.to_owned(), data), (name.to_owned(), picture)]);
        Self { plant, main: &plant.proof, files }
    }
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.plant.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.plant.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let found = name(id).and_then(|name| self.plant.sources.get(&name));
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = name(id).and_then(|name| self.files.get(&name));
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.plant.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The path of a file of the print; none of a package.
fn name(id: FileId) -> Option<String> {
    let is_ours = *id.root() == VirtualRoot::Project;
    is_ours.then(|| id.vpath().get_with_slash().to_owned())
}

//! What each file of a manual is, by its path alone.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::id::{AmendmentId, PartnershipId, SectionId, Slug};
use crate::manual::version_number::VersionNumber;
use crate::source::path::VPath;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use std::collections::{BTreeMap, BTreeSet};

/// A file that is no part of a manual.
pub static STRAY_FILE: Rule = Rule {
    code: "stray-file",
    level: Level::Warning,
    what: "A file stands where the format has no place for it.",
    why: "It is not published, and an editor may believe that it is.",
    mend: "Move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it.",
};

/// A name that cannot be part of an address.
pub static INVALID_NAME: Rule = Rule {
    code: "invalid-name",
    level: Level::Error,
    what: "A folder or file is named so that it cannot be an address.",
    why: "Names become addresses: small letters, digits and hyphens work everywhere and can be read out.",
    mend: "Rename it with small letters, digits and single hyphens.",
};

/// Two names that some systems cannot tell apart.
pub static CASE_CLASH: Rule = Rule {
    code: "case-clash",
    level: Level::Error,
    what: "Two paths differ only in capital and small letters.",
    why: "Windows and macOS keep only one of the two, so one would be lost without a word.",
    mend: "Give one of the two another name.",
};

/// A chapter's folder without its text.
pub static MISSING_CHAPTER_FILE: Rule = Rule {
    code: "missing-chapter-file",
    level: Level::Error,
    what: "A chapter's folder has no chapter.md.",
    why: "Without the working text the chapter has no number, owner or place in the manual.",
    mend: "Put it back with `chapterhouse restore`, or write one; or remove the folder.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&STRAY_FILE, &INVALID_NAME, &CASE_CLASH, &MISSING_CHAPTER_FILE];

/// The files of a manual by what they are.
#[derive(Debug, Default)]
pub struct Layout {
    /// The chapters, in order of section and slug.
    pub chapters: Vec<ChapterSource>,
    /// The amendments.
    pub amendments: Vec<IdentifiedFile<AmendmentId>>,
    /// The partnerships.
    pub partnerships: Vec<IdentifiedFile<PartnershipId>>,
    /// The pictures beside the partnerships' files: their logos.
    pub logos: BTreeSet<VPath>,
    /// The registers that are there, by name.
    pub registers: BTreeSet<String>,
}

/// A file whose name is an id.
#[derive(Debug)]
pub struct IdentifiedFile<I> {
    /// The id.
    pub id: I,
    /// The file.
    pub file: VPath,
}

/// The files of a chapter.
#[derive(Debug)]
pub struct ChapterSource {
    /// The section's folder.
    pub section: SectionId,
    /// The chapter's folder's name.
    pub slug: Slug,
    /// The chapter's folder.
    pub folder: VPath,
    /// The regional text and its record.
    pub regional: DocumentSource,
    /// The local additions.
    pub additions: BTreeMap<PartnershipId, DocumentSource>,
    /// Pictures and the like.
    pub attachments: BTreeSet<VPath>,
}

/// The files of a document.
#[derive(Debug)]
pub struct DocumentSource {
    /// The working text's path; whether there is a file is another question.
    pub working: VPath,
    /// The versions.
    pub history: BTreeMap<VersionNumber, VPath>,
}

/// The name of a chapter's working text.
pub const CHAPTER_FILE: &str = "chapter.md";

/// The name of a copy of a working text that `restore` keeps beside it, by its number: `chapter.kept-1.md`.
pub fn kept_name(number: u32) -> String {
    format!("chapter.kept-{number}.md")
}

/// Whether a file beside a working text is a copy that was kept. It is no part of the manual.
fn is_kept(name: &str) -> bool {
    let number = name.strip_prefix("chapter.kept-").and_then(|rest| rest.strip_suffix(".md"));
    number.and_then(|number| number.parse().ok()).is_some_and(|number| kept_name(number) == name)
}

/// The manual's own file.
pub const MANUAL_FILE: &str = "manual.yaml";
/// The names of the registers' files.
pub const REGISTERS: [&str; 3] = ["contacts.yaml", "legislation.yaml", "terms.yaml"];

/// The kinds of picture that a logo may be, by the ends of their names.
pub const LOGO_KINDS: [&str; 5] = ["svg", "png", "jpg", "jpeg", "webp"];

/// Whether a file's name is that of a picture that a logo may be.
pub fn is_logo(name: &str) -> bool {
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    LOGO_KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// Says what each file is.
pub fn of(files: &FileTree) -> (Layout, Findings) {
    let mut findings = Findings::default();
    let mut layout = Layout::default();
    let mut chapters = BTreeMap::new();
    for (file, _) in files.iter() {
        let parts: Vec<&str> = file.parts().collect();
        match parts.as_slice() {
            [MANUAL_FILE] | [.., "README.md"] => {}
            ["chapters", section, slug, rest @ ..] if !rest.is_empty() => {
                place(&mut chapters, file, (section, slug), rest, &mut findings);
            }
            ["amendments", name] => {
                layout.amendments.extend(identified(file, name, AmendmentId::new, &mut findings));
            }
            ["partnerships", name] if is_logo(name) => {
                layout.logos.insert(file.clone());
            }
            ["partnerships", name] => {
                layout.partnerships.extend(identified(
                    file,
                    name,
                    PartnershipId::new,
                    &mut findings,
                ));
            }
            ["registers", name] if REGISTERS.contains(name) => {
                layout.registers.insert((*name).to_owned());
            }
            _ => findings.push(stray_file(file)),
        }
    }
    layout.chapters = chapters.into_values().collect();
    for chapter in &layout.chapters {
        let documents = std::iter::once(&chapter.regional).chain(chapter.additions.values());
        for document in documents.filter(|document| files.get(&document.working).is_none()) {
            findings.push(missing_chapter_file(&document.working));
        }
    }
    case_clashes(files, &mut findings);
    (layout, findings)
}

fn identified<I>(
    file: &VPath,
    name: &str,
    make: impl Fn(&str) -> Option<I>,
    findings: &mut Findings,
) -> Option<IdentifiedFile<I>> {
    let Some(stem) = name.strip_suffix(".yaml") else {
        findings.push(stray_file(file));
        return None;
    };
    let id = make(stem);
    if id.is_none() {
        findings.push(invalid_name(file, stem));
    }
    Some(IdentifiedFile { id: id?, file: file.clone() })
}

type Chapters = BTreeMap<(SectionId, Slug), ChapterSource>;

fn place(
    chapters: &mut Chapters,
    file: &VPath,
    (section, slug): (&str, &str),
    rest: &[&str],
    findings: &mut Findings,
) {
    let (Some(section), Some(slug)) = (SectionId::new(section), Slug::new(slug)) else {
        let bad = if SectionId::new(section).is_none() { section } else { slug };
        findings.push(invalid_name(file, bad));
        return;
    };
    let Some(folder) = VPath::new(&format!("chapters/{section}/{slug}")) else { return };
    let chapter =
        chapters.entry((section.clone(), slug.clone())).or_insert_with(|| ChapterSource {
            section,
            slug,
            regional: DocumentSource::in_folder(&folder),
            folder: folder.clone(),
            additions: BTreeMap::new(),
            attachments: BTreeSet::new(),
        });
    match rest {
        ["local", partnership, rest @ ..] if !rest.is_empty() => {
            let Some(id) = PartnershipId::new(partnership) else {
                findings.push(invalid_name(file, partnership));
                return;
            };
            let Some(folder) = folder.join(&format!("local/{id}")) else { return };
            let addition =
                chapter.additions.entry(id).or_insert_with(|| DocumentSource::in_folder(&folder));
            addition.place(file, rest, &mut chapter.attachments, findings);
        }
        rest => chapter.regional.place(file, rest, &mut chapter.attachments, findings),
    }
}

impl DocumentSource {
    fn in_folder(folder: &VPath) -> Self {
        let working = folder.join(CHAPTER_FILE).unwrap_or_else(|| folder.clone());
        Self { working, history: BTreeMap::new() }
    }

    fn place(
        &mut self,
        file: &VPath,
        rest: &[&str],
        attachments: &mut BTreeSet<VPath>,
        findings: &mut Findings,
    ) {
        match rest {
            [CHAPTER_FILE] => {}
            [name] if is_kept(name) => {}
            ["history", name] => {
                let number = name.strip_suffix(".md").and_then(|stem| stem.parse().ok());
                match number {
                    Some(number) => {
                        self.history.insert(number, file.clone());
                    }
                    None => findings.push(invalid_version_name(file, name)),
                }
            }
            ["images", ..] => {
                attachments.insert(file.clone());
            }
            _ => findings.push(stray_file(file)),
        }
    }
}

fn case_clashes(files: &FileTree, findings: &mut Findings) {
    let mut seen: BTreeMap<String, &VPath> = BTreeMap::new();
    for (file, _) in files.iter() {
        if let Some(first) = seen.insert(file.as_str().to_lowercase(), file) {
            findings.push(
                Finding::new(
                    &CASE_CLASH,
                    Place::file(file),
                    format!("`{file}` and `{first}` differ only in capital letters"),
                    "give one of the two another name",
                )
                .with_note(Place::file(first), "the other is here"),
            );
        }
    }
}

fn stray_file(file: &VPath) -> Finding {
    Finding::new(
        &STRAY_FILE,
        Place::file(file),
        format!("`{file}` is no part of a manual"),
        "move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it",
    )
}

fn invalid_name(file: &VPath, name: &str) -> Finding {
    Finding::new(
        &INVALID_NAME,
        Place::file(file),
        format!("`{name}` cannot be a name here"),
        "use small letters a to z, digits, and single hyphens between words",
    )
}

fn invalid_version_name(file: &VPath, name: &str) -> Finding {
    Finding::new(
        &INVALID_NAME,
        Place::file(file),
        format!("`{name}` is not the name of a version's file"),
        "versions are named `1.0.md`, `1.1.md`, `1.1.1.md`; `chapterhouse amend` makes them",
    )
}

fn missing_chapter_file(file: &VPath) -> Finding {
    Finding::new(
        &MISSING_CHAPTER_FILE,
        Place::file(file),
        format!("there is no `{file}`"),
        "put the working text back with `chapterhouse restore`, or remove the folder if it was never recorded",
    )
}

//! Reads a manual from its folder into a [`FileTree`]. Links are never followed, sizes and numbers
//! have limits, and nothing is left out silently but what editors and systems leave lying about.

#[cfg(test)]
mod tests;

use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use anyhow::{Context as _, bail};
use rayon::prelude::*;
use rustix::fs::{Mode, OFlags};
use std::ffi::OsStr;
use std::fs::{DirEntry, File, FileType};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file that makes a folder a manual.
const MANUAL: &str = "manual.yaml";
/// The folder of the manual that holds what an amendment has decided and not yet put in its place.
pub(super) const PENDING: &str = ".amendment";
/// What the manual's folder is called inside a project.
pub(super) const FOLDER: &str = "procedures";

/// A symbolic link stands in the manual.
pub static LINK_NOT_FOLLOWED: Rule = Rule {
    code: "link-not-followed",
    level: Level::Error,
    what: "A symbolic link stands in the manual.",
    why: "A link can lead out of the manual, so that something would be published that nobody \
          recorded; no link is followed.",
    mend: "Put the file itself in place of the link.",
};
/// A file is larger than a manual can need.
pub static FILE_TOO_LARGE: Rule = Rule {
    code: "file-too-large",
    level: Level::Error,
    what: "A text is larger than 2 MB, or another file larger than 25 MB.",
    why: "Readers open these pages on phones, often under pressure; the file is not read.",
    mend: "Make two of the text, or the picture smaller.",
};
/// The manual holds more files than can be meant.
pub static TOO_MANY_FILES: Rule = Rule {
    code: "too-many-files",
    level: Level::Error,
    what: "The manual holds more than 500,000 files.",
    why: "The folder is probably not the one that is meant; the files past the limit are not read.",
    mend: "Move what is no part of the manual out of its folder.",
};
/// A name cannot be an address.
pub static UNUSABLE_NAME: Rule = Rule {
    code: "unusable-name",
    level: Level::Error,
    what: "A name is not UTF-8, or holds a backslash or a control character.",
    why: "Such a name cannot be written in a link and differs from system to system; the file is \
          not read.",
    mend: "Give it a name of letters, digits and hyphens.",
};
/// Something stands in the manual that is neither a file nor a folder.
pub static NOT_A_FILE: Rule = Rule {
    code: "not-a-file",
    level: Level::Error,
    what: "A pipe, a socket or a device stands in the manual.",
    why: "Reading it could wait for ever, and there is nothing in it to publish.",
    mend: "Move it out of the manual's folder.",
};

/// An amendment was interrupted.
pub static INTERRUPTED_AMENDMENT: Rule = Rule {
    code: "interrupted-amendment",
    level: Level::Warning,
    what: "An amendment was decided, and interrupted before its files were put in their places.",
    why: "It counts as recorded, and its files are read from where they are; other programs do not \
          find them there.",
    mend: "Run `chapterhouse amend --finish`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[
    &LINK_NOT_FOLLOWED,
    &FILE_TOO_LARGE,
    &TOO_MANY_FILES,
    &UNUSABLE_NAME,
    &NOT_A_FILE,
    &INTERRUPTED_AMENDMENT,
];

/// How much is read. One set of limits holds for every manual; tests make smaller ones.
struct Limits {
    files: usize,
    text_bytes: u64,
    other_bytes: u64,
}

const LIMITS: Limits = Limits { files: 500_000, text_bytes: 2_000_000, other_bytes: 25_000_000 };

/// The manual's folder. `given` is that folder itself or the project folder that holds it as
/// `procedures`; without it, the nearest one is looked for from `current` upward.
pub fn find_manual(given: Option<&Path>, current: &Path) -> anyhow::Result<PathBuf> {
    if let Some(given) = given {
        if let Some(found) = manual_at(given)? {
            return Ok(found);
        }
        let shown = given.display();
        bail!(
            "there is no manual in `{shown}`: neither `{MANUAL}` nor `{FOLDER}/{MANUAL}` is in it; \
             to make one there: `chapterhouse init {shown}`"
        );
    }
    let absolute = std::path::absolute(current)
        .with_context(|| format!("cannot tell where `{}` is", current.display()))?;
    for folder in absolute.ancestors() {
        if let Some(found) = manual_at(folder)? {
            return Ok(found);
        }
    }
    bail!(
        "there is no manual in `{}` or in any folder above it: looked for `{FOLDER}/{MANUAL}` and \
         `{MANUAL}`; to make one: `chapterhouse init DIR`; to name one that is elsewhere: `--manual DIR`",
        absolute.display()
    );
}

fn manual_at(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    for candidate in [folder.to_path_buf(), folder.join(FOLDER)] {
        let file = candidate.join(MANUAL);
        // Not followed: a link is found here, and refused with a finding when the manual is read.
        match std::fs::symlink_metadata(&file) {
            Ok(found) if !found.is_dir() => return Ok(Some(candidate)),
            Ok(_) => {}
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot look for `{}`", file.display()));
            }
        }
    }
    Ok(None)
}

/// All files of the manual in `folder`, and findings about those that were not read.
/// A file that ought to be readable and is not is an error.
///
/// What an interrupted amendment has decided and not yet put in its place is read as if it stood there.
pub fn manual(folder: &Path) -> anyhow::Result<(FileTree, Findings)> {
    let (mut tree, mut findings) = manual_within(folder, &LIMITS)?;
    let pending = folder.join(PENDING);
    if std::fs::symlink_metadata(&pending).is_ok_and(|found| found.is_dir()) {
        let (decided, unread) = manual_within(&pending, &LIMITS)?;
        for (path, bytes) in decided.iter() {
            if tree.get(path).is_none() {
                tree.insert(path.clone(), bytes);
            }
        }
        findings.append(unread);
        findings.push(interrupted_amendment());
    }
    Ok((tree, findings.sorted()))
}

/// The files that an interrupted amendment has decided, in the folder that holds them.
pub(super) fn pending(folder: &Path) -> anyhow::Result<FileTree> {
    Ok(manual_within(folder, &LIMITS)?.0)
}

/// What stands at a place of the manual now: a file, or all that is in a folder. Nothing, where nothing
/// stands that is part of a manual.
pub(super) fn at(folder: &Path, place: &Path) -> anyhow::Result<(FileTree, Findings)> {
    let nothing = (FileTree::default(), Findings::default());
    let Ok(inside) = place.strip_prefix(folder) else { return Ok(nothing) };
    let mut on_disk = folder.to_path_buf();
    let mut is_folder = true;
    for name in inside {
        on_disk.push(name);
        let found = match std::fs::symlink_metadata(&on_disk) {
            Ok(found) => found,
            Err(error) if is_gone(&error) => return Ok(nothing),
            Err(error) => {
                let context = format!("cannot read `{}`", on_disk.display());
                return Err(error).context(context);
            }
        };
        if is_left_lying_about(name, found.file_type()) {
            return Ok(nothing);
        }
        is_folder = found.is_dir();
        if !is_folder {
            break;
        }
    }
    if is_folder {
        return below(folder, &on_disk, &LIMITS);
    }
    let parent = on_disk.parent().unwrap_or(folder);
    let mut found = list_one(folder, parent)?;
    found.files.retain(|(_, file)| *file == on_disk);
    let path = path_in_manual(folder, &on_disk);
    let (tree, mut findings) = read_all(found.files, &LIMITS)?;
    findings.extend(
        found
            .findings
            .into_iter()
            .filter(|finding| path.as_ref().is_none_or(|path| finding.place.file == *path)),
    );
    Ok((tree, findings))
}

/// Whether it went while it was being looked at.
fn is_gone(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether a path of the disk is, by its names, no part of a manual.
pub(super) fn is_passed_over(folder: &Path, place: &Path) -> bool {
    let Ok(inside) = place.strip_prefix(folder) else { return true };
    let is_hidden = |name: &OsStr| name.as_encoded_bytes().first() == Some(&b'.');
    inside.iter().any(is_hidden) || inside.file_name().is_some_and(is_temporary)
}

fn manual_within(folder: &Path, limits: &Limits) -> anyhow::Result<(FileTree, Findings)> {
    below(folder, folder, limits)
}

/// All that is in a folder of the manual.
fn below(manual: &Path, folder: &Path, limits: &Limits) -> anyhow::Result<(FileTree, Findings)> {
    let (listed, mut findings) = list(manual, folder, limits.files)?;
    let (tree, unread) = read_all(listed, limits)?;
    findings.append(unread);
    Ok((tree, findings.sorted()))
}

fn read_all(listed: Vec<Listed>, limits: &Limits) -> anyhow::Result<(FileTree, Findings)> {
    let mut findings = Findings::default();
    let read: Vec<_> = listed
        .into_par_iter()
        .map_init(Vec::new, |buffer, file| read(file, limits, buffer))
        .collect();
    let mut tree = FileTree::default();
    for file in read {
        match file? {
            Ok((path, bytes)) => tree.insert(path, bytes),
            Err(finding) => findings.push(finding),
        }
    }
    Ok((tree, findings))
}

/// A file as it was listed: its path in the manual, and on the disk.
type Listed = (VPath, PathBuf);

/// What stands in one folder, in order of name, whatever the order of the disk.
#[derive(Default)]
struct Folder {
    files: Vec<Listed>,
    folders: Vec<PathBuf>,
    findings: Findings,
}

/// The files to read. The folders of one depth are listed in parallel, then those in them.
fn list(manual: &Path, folder: &Path, most: usize) -> anyhow::Result<(Vec<Listed>, Findings)> {
    let (mut listed, mut findings) = (Vec::new(), Findings::default());
    let mut depth = vec![folder.to_path_buf()];
    while !depth.is_empty() {
        let found: Vec<_> = depth.par_iter().map(|inner| list_one(manual, inner)).collect();
        depth.clear();
        for found in found {
            let found = found?;
            listed.extend(found.files);
            depth.extend(found.folders);
            findings.append(found.findings);
        }
        if let Some((path, _)) = listed.get(most) {
            findings.push(too_many_files(path, most));
            listed.truncate(most);
            break;
        }
    }
    Ok((listed, findings))
}

/// What stands in a folder of the manual, without what stands in its folders.
fn list_one(manual: &Path, folder: &Path) -> anyhow::Result<Folder> {
    let context = || format!("cannot read `{}`", folder.display());
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).with_context(context)?.collect();
    let mut entries = entries.with_context(context)?;
    entries.sort_by_cached_key(DirEntry::file_name);
    let mut found = Folder::default();
    for entry in entries {
        let kind = entry.file_type().with_context(context)?;
        if is_left_lying_about(&entry.file_name(), kind) {
            continue;
        }
        let on_disk = entry.path();
        let Some(path) = path_in_manual(manual, &on_disk) else {
            found.findings.push(unusable_name(manual, &on_disk));
            continue;
        };
        if kind.is_symlink() {
            found.findings.push(link_not_followed(&path));
        } else if kind.is_dir() {
            found.folders.push(on_disk);
        } else if kind.is_file() {
            found.files.push((path, on_disk));
        } else {
            found.findings.push(not_a_file(&path));
        }
    }
    Ok(found)
}

/// Whether editors and systems made it, and no editor of the manual meant it to be there.
fn is_left_lying_about(name: &OsStr, kind: FileType) -> bool {
    let hidden = name.as_encoded_bytes().first() == Some(&b'.');
    hidden || (!kind.is_dir() && is_temporary(name))
}

/// Whether it is what editors and systems write for themselves.
fn is_temporary(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    // `4913` is what Vim writes to learn whether it may write.
    name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".tmp"].iter().any(|end| name.ends_with(end))
        || ["4913", "Thumbs.db", "desktop.ini"].contains(&&*name)
}

/// The path from the manual's folder; `None` if its name cannot be used.
fn path_in_manual(folder: &Path, path: &Path) -> Option<VPath> {
    VPath::new(path.strip_prefix(folder).ok()?.to_str()?)
}

/// A file's content, or why it was not read.
type Content = Result<(VPath, Arc<[u8]>), Finding>;

/// Reads a file. `buffer` is there only to be used again for the next one.
fn read((path, on_disk): Listed, limits: &Limits, buffer: &mut Vec<u8>) -> anyhow::Result<Content> {
    let context = || format!("cannot read `{}`", on_disk.display());
    let is_text = [".md", ".yaml"].iter().any(|end| path.name().ends_with(end));
    let most = if is_text { limits.text_bytes } else { limits.other_bytes };
    // It may have become a link or a pipe since it was listed: neither is followed or waited for.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(&on_disk, flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(rustix::io::Errno::LOOP) => return Ok(Err(link_not_followed(&path))),
        Err(error) => return Err(error).with_context(context),
    };
    let about = file.metadata().with_context(context)?;
    if !about.is_file() {
        return Ok(Err(not_a_file(&path)));
    }
    buffer.clear();
    if about.len() <= most {
        buffer.reserve_exact(usize::try_from(about.len()).unwrap_or_default() + 1);
        file.take(most + 1).read_to_end(buffer).with_context(context)?;
    }
    let size = about.len().max(buffer.len() as u64);
    if size > most {
        return Ok(Err(file_too_large(&path, size, most)));
    }
    Ok(Ok((path, buffer.as_slice().into())))
}

fn interrupted_amendment() -> Finding {
    let message = format!("an amendment was interrupted: its files are in `{PENDING}`");
    let mend = "put them in their places with `chapterhouse amend --finish`";
    Finding::new(&INTERRUPTED_AMENDMENT, Place::file(&VPath::manual_file()), message, mend)
}

fn link_not_followed(path: &VPath) -> Finding {
    let message = format!("`{path}` is a symbolic link");
    Finding::new(&LINK_NOT_FOLLOWED, Place::file(path), message, "put the file itself there")
}

fn file_too_large(path: &VPath, size: u64, most: u64) -> Finding {
    let message = format!("`{path}` has {size} bytes; at most {most} are read");
    let mend = "make it smaller, or divide it";
    Finding::new(&FILE_TOO_LARGE, Place::file(path), message, mend)
}

fn too_many_files(path: &VPath, most: usize) -> Finding {
    let message = format!("the manual has more than {most} files; `{path}` is the first one past");
    let mend = "move what is not part of the manual out of its folder";
    Finding::new(&TOO_MANY_FILES, Place::file(path), message, mend)
}

fn not_a_file(path: &VPath) -> Finding {
    let message = format!("`{path}` is neither a file nor a folder");
    Finding::new(&NOT_A_FILE, Place::file(path), message, "take it out of the manual")
}

#[expect(clippy::expect_used, reason = "what a path refuses has just been replaced")]
/// The name itself cannot be a place, so the place has it with `\u{fffd}` for what is unusable.
fn unusable_name(folder: &Path, path: &Path) -> Finding {
    let inside = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
    let usable = |c: char| if c == '\\' || c.is_control() { '\u{fffd}' } else { c };
    let shown: String = inside.chars().map(usable).collect();
    let name = path.file_name().unwrap_or_default().as_encoded_bytes().escape_ascii();
    let message = format!("the name `{name}` cannot be used");
    let mend = "rename it with letters, digits and hyphens";
    let place = VPath::new(&shown).expect("a name from a folder, without what a path refuses");
    Finding::new(&UNUSABLE_NAME, Place::file(&place), message, mend)
}

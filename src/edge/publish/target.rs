//! The place where a site is published: what stands there, and whether it may be replaced.

use super::Steps;
use anyhow::{Context as _, anyhow, bail};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file by which a folder is known as one that this program made and may replace.
pub(super) const MARKER: &str = ".chapterhouse";
/// What it says. No date: the same input gives the same bytes.
pub(super) const MARKER_TEXT: &[u8] =
    b"Chapterhouse made this folder, and its next build replaces \
it whole.\nKeep nothing of your own in it.\n";

/// Opens a folder, and nothing else.
pub(super) const OPEN_FOLDER: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// The place for a site.
pub(super) struct Target<'a> {
    /// The folder that holds the site's.
    pub(super) parent: OwnedFd,
    /// Its path, for messages and for names that are made in it.
    pub(super) parent_path: PathBuf,
    /// The name of the site's folder in it.
    pub(super) name: OsString,
    /// The place as the caller wrote it.
    pub(super) out: PathBuf,
    /// What is asked before each step.
    pub(super) steps: &'a dyn Steps,
}

/// What stands at the place, if it may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing.
    Absent,
    /// An empty folder.
    Empty,
    /// A folder that this program made.
    Ours,
}

impl<'a> Target<'a> {
    pub(super) fn new(out: &Path, steps: &'a dyn Steps) -> anyhow::Result<Self> {
        let shown = out.display();
        let name = out.file_name().ok_or_else(|| {
            anyhow!("cannot publish to `{shown}`: give a folder that can be replaced, by its name")
        })?;
        let parent = match out.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(parent)
            .with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = rustix::fs::openat(CWD, parent, flags, Mode::empty())
            .with_context(|| format!("cannot open the folder `{}`", parent.display()))?;
        let (parent_path, name) = (parent.to_path_buf(), name.to_owned());
        Ok(Self { parent: folder, parent_path, name, out: out.to_path_buf(), steps })
    }

    /// What stands at the place; an error, with what to do, if it is not ours to replace.
    pub(super) fn state(&self) -> anyhow::Result<State> {
        let shown = self.out.display();
        let about = match rustix::fs::statat(&self.parent, &self.name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(about) => about,
            Err(Errno::NOENT) => return Ok(State::Absent),
            Err(error) => return Err(error).with_context(|| format!("cannot look at `{shown}`")),
        };
        match FileType::from_raw_mode(about.st_mode) {
            FileType::Directory => {}
            FileType::Symlink => bail!(
                "cannot publish to `{shown}`: it is a link, and links are not followed; give the \
                 folder that it leads to, or remove it"
            ),
            _ => bail!(
                "cannot publish to `{shown}`: it is not a folder; remove it, or give another place"
            ),
        }
        match self.ownership(&self.name) {
            Ok(Ownership::Ours) => Ok(State::Ours),
            Ok(Ownership::Empty) => Ok(State::Empty),
            Ok(Ownership::Foreign) => bail!(
                "cannot publish to `{shown}`: the folder holds files that Chapterhouse did not make \
                 (there is no `{MARKER}` in it); empty it, or give another place"
            ),
            Err(Errno::NOENT) => Ok(State::Absent),
            Err(error) => Err(error).with_context(|| format!("cannot look into `{shown}`")),
        }
    }

    /// The old site, if there is one.
    pub(super) fn open_old(&self) -> anyhow::Result<Option<OwnedFd>> {
        if self.state()? != State::Ours {
            return Ok(None);
        }
        match rustix::fs::openat(&self.parent, &self.name, OPEN_FOLDER, Mode::empty()) {
            Ok(folder) => Ok(Some(folder)),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => {
                Err(error).with_context(|| format!("cannot open `{}`", self.out.display()))
            }
        }
    }

    /// Removes a folder beside the site if this program made it; says nothing if that does not
    /// succeed, because what is left is removed by the next build.
    pub(super) fn remove_ours(&self, name: &OsStr) {
        if !matches!(self.ownership(name), Ok(Ownership::Ours | Ownership::Empty)) {
            return;
        }
        if self.steps.before(super::Step::Remove).is_ok() {
            _ = remove_tree(&self.parent_path.join(name));
        }
    }

    fn ownership(&self, name: &OsStr) -> rustix::io::Result<Ownership> {
        let folder = rustix::fs::openat(&self.parent, name, OPEN_FOLDER, Mode::empty())?;
        ownership(folder.as_fd())
    }
}

/// Whose a folder is.
pub(super) enum Ownership {
    /// It holds our marker.
    Ours,
    /// It holds nothing.
    Empty,
    /// It holds something, and not our marker.
    Foreign,
}

pub(super) fn ownership(folder: impl AsFd) -> rustix::io::Result<Ownership> {
    match rustix::fs::statat(&folder, MARKER, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(about) if FileType::from_raw_mode(about.st_mode) == FileType::RegularFile => {
            return Ok(Ownership::Ours);
        }
        Ok(_) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error),
    }
    for entry in Dir::read_from(&folder)? {
        let entry = entry?;
        if ![c".", c".."].contains(&entry.file_name()) {
            return Ok(Ownership::Foreign);
        }
    }
    Ok(Ownership::Empty)
}

/// Removes a folder with all that is in it, following no link. The marker goes last, so that what
/// a kill leaves is still known as ours. Another build may remove the same folder at the same time: what
/// it was quicker with is done.
pub(super) fn remove_tree(path: &Path) -> std::io::Result<()> {
    use rayon::prelude::*;
    let entries = match std::fs::read_dir(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries?.collect::<Result<Vec<_>, _>>()?,
    };
    entries.into_par_iter().try_for_each(|entry| {
        if entry.file_name() == MARKER {
            return Ok(());
        }
        let path = entry.path();
        gone(entry.file_type().and_then(|kind| {
            if kind.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
        }))
    })?;
    gone(std::fs::remove_file(path.join(MARKER)))?;
    gone(std::fs::remove_dir(path))
}

/// What is not there need not be removed.
fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

//! The files of a folder, held in memory and read again where something changed.
//!
//! A hint says where to look, and no more: what stands there is read and compared, so that a hint too many
//! costs little and does nothing.

use crate::edge::read::{self, PENDING};
use crate::finding::{Finding, Findings};
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Past so many hints it is quicker to read the whole folder again.
const MOST_HINTS: usize = 1_000;
/// What is moved while it is read is read again so often, with a pause between.
const ATTEMPTS: usize = 5;
const PAUSE: Duration = Duration::from_millis(5);

/// Where something may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// Files and folders, as paths of the disk.
    pub(super) paths: BTreeSet<PathBuf>,
    /// Whether anything anywhere may have.
    pub(super) everywhere: bool,
}

impl Hints {
    pub(super) fn append(&mut self, mut other: Self) {
        self.paths.append(&mut other.paths);
        self.everywhere |= other.everywhere;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everywhere
    }
}

/// What could not be read.
#[derive(Debug)]
pub(super) struct Failed {
    /// Where it is.
    pub(super) hints: Hints,
    /// Why, of the first.
    pub(super) error: anyhow::Error,
}

/// The files of a folder.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    files: Arc<FileTree>,
    unread: Findings,
}

impl Folder {
    /// Reads all files.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let (files, unread) = patiently(|| read::manual(path))?;
        Ok(Self { path: path.to_owned(), files: Arc::new(files), unread })
    }

    pub(super) fn files(&self) -> &Arc<FileTree> {
        &self.files
    }

    /// What is wrong with files that could not be read.
    pub(super) fn unread(&self) -> &Findings {
        &self.unread
    }

    /// Reads again what hints are about, and says at which paths there is something else than before; and
    /// what could not be read, to be tried again.
    pub(super) fn refresh(&mut self, hints: &Hints) -> (BTreeSet<VPath>, Option<Failed>) {
        let is_all =
            |path: &PathBuf| *path == self.path || path.starts_with(self.path.join(PENDING));
        if hints.everywhere || hints.paths.len() > MOST_HINTS || hints.paths.iter().any(is_all) {
            return self.refresh_all();
        }
        let (mut changed, mut failed) = (BTreeSet::new(), None);
        for path in &hints.paths {
            if read::is_passed_over(&self.path, path) {
                continue;
            }
            match patiently(|| read::at(&self.path, path)) {
                Ok((found, unread)) => self.put(path, &found, unread, &mut changed),
                Err(error) => {
                    let failed = failed.get_or_insert(Failed { hints: Hints::default(), error });
                    failed.hints.paths.insert(path.clone());
                }
            }
        }
        (changed, failed)
    }

    fn refresh_all(&mut self) -> (BTreeSet<VPath>, Option<Failed>) {
        match patiently(|| read::manual(&self.path)) {
            Ok((files, unread)) => {
                let changed = differing(&self.files, &files);
                (self.files, self.unread) = (Arc::new(files), unread);
                (changed, None)
            }
            Err(error) => {
                let hints = Hints { paths: BTreeSet::new(), everywhere: true };
                (BTreeSet::new(), Some(Failed { hints, error }))
            }
        }
    }

    /// Puts what was found at a place in the stead of what was there.
    fn put(
        &mut self,
        place: &Path,
        found: &FileTree,
        unread: Findings,
        changed: &mut BTreeSet<VPath>,
    ) {
        let inside = place.strip_prefix(&self.path).ok().and_then(Path::to_str);
        let inside = inside.and_then(VPath::new);
        let is_there = |path: &VPath| {
            inside.as_ref().is_none_or(|inside| path == inside || path.is_in(inside))
        };
        let gone: Vec<VPath> = match &inside {
            Some(inside) => self.files.below(inside).filter(|p| found.get(p).is_none()),
            None => return self.tell(unread, |_| false),
        }
        .cloned()
        .collect();
        let new: Vec<(&VPath, &Arc<[u8]>)> = found
            .iter()
            .filter_map(|(path, bytes)| {
                (self.files.get(path) != Some(bytes)).then_some((path, found.shared(path)?))
            })
            .collect();
        if !gone.is_empty() || !new.is_empty() {
            let files = Arc::make_mut(&mut self.files);
            for path in gone {
                files.remove(&path);
                changed.insert(path);
            }
            for (path, bytes) in new {
                files.insert(path.clone(), Arc::clone(bytes));
                changed.insert(path.clone());
            }
        }
        self.tell(unread, is_there);
    }

    /// Takes the findings about some paths away and others in.
    fn tell(&mut self, unread: Findings, is_there: impl Fn(&VPath) -> bool) {
        let kept = self.unread.iter().filter(|finding| !is_there(&finding.place.file));
        let kept: Vec<Finding> = kept.cloned().collect();
        self.unread = kept.into_iter().chain(unread).collect::<Findings>().sorted();
    }
}

/// What is renamed or removed while it is read is no fault of the folder.
fn patiently<T>(mut read: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<T> {
    for _ in 1..ATTEMPTS {
        match read() {
            Ok(found) => return Ok(found),
            Err(_) => std::thread::sleep(PAUSE),
        }
    }
    read()
}

fn differing(before: &FileTree, after: &FileTree) -> BTreeSet<VPath> {
    let new = after.iter().filter(|(path, bytes)| before.get(path) != Some(bytes));
    let gone = before.iter().filter(|(path, _)| after.get(path).is_none());
    new.chain(gone).map(|(path, _)| path.clone()).collect()
}

//! Writes the files of an amendment: all of them or none, also when the program is killed at any moment.
//!
//! 1. The files are written into a hidden folder beside the manual's own and flushed to the disk.
//! 2. The folder is renamed to [`read::PENDING`]. This one step decides: before it nothing has happened,
//!    after it the amendment is recorded, and whoever reads the manual reads the pending files with it.
//! 3. Each file is put in its place, and the pending folder goes.
//!
//! What an interruption leaves of the third step, the next `amend` finishes.

use super::read::{self, PENDING};
use crate::amend::NewFile;
use crate::source::path::VPath;
use anyhow::{Context as _, bail};
use rustix::fs::{FlockOperation, Mode, OFlags};
use std::fs::{File, Permissions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// How the names of folders begin in which nothing is decided yet.
const UNDECIDED: &str = ".amendment-undecided-";

/// The kinds of step that change the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Write,
    Decide,
    Place,
    Clear,
}

/// Is asked before each step that changes the disk. The program goes straight on; a test can stop at any.
trait Steps {
    /// Goes on, or fails as a killed program does: with nothing tidied up.
    fn before(&mut self, step: Step) -> std::io::Result<()>;
}

/// Goes straight on.
struct Straight;

impl Steps for Straight {
    fn before(&mut self, _: Step) -> std::io::Result<()> {
        Ok(())
    }
}

/// The right to record in a manual: one amendment at a time holds it, from before it reads the manual
/// until it has recorded, so that no two are planned from the same drafts.
pub(super) struct Journal<'a> {
    folder: &'a Path,
    _lock: File,
}

impl<'a> Journal<'a> {
    /// Takes the right to record; an error if another amendment has it.
    pub(super) fn open(folder: &'a Path) -> anyhow::Result<Self> {
        Ok(Self { folder, _lock: lock(folder)? })
    }

    /// Finishes an amendment that was interrupted, if there is one; says whether there was.
    pub(super) fn finish(&self) -> anyhow::Result<bool> {
        place(&mut Straight, self.folder)
    }

    /// Writes files that are not there yet, all or none.
    pub(super) fn record(&self, files: &[NewFile]) -> anyhow::Result<()> {
        record_by(&mut Straight, self.folder, files)
    }
}

fn record_by(steps: &mut dyn Steps, folder: &Path, files: &[NewFile]) -> anyhow::Result<()> {
    place(steps, folder)?;
    remove_undecided(folder);
    refuse_to_replace(folder, files)?;
    let context = || format!("cannot write into `{}`", folder.display());
    let undecided = tempfile::Builder::new()
        .prefix(UNDECIDED)
        .permissions(Permissions::from_mode(0o777))
        .tempdir_in(folder)
        .with_context(context)?
        .keep();
    for (path, bytes) in files {
        let target = undecided.join(path.as_str());
        steps
            .before(Step::Write)
            .and_then(|()| write(&target, bytes))
            .with_context(|| format!("cannot write `{}`", target.display()))?;
    }
    steps
        .before(Step::Decide)
        .and_then(|()| flush(folder))
        .and_then(|()| std::fs::rename(&undecided, folder.join(PENDING)))
        .and_then(|()| flush(folder))
        .with_context(context)?;
    place(steps, folder)?;
    Ok(())
}

/// Nothing is decided that could not be put in its place: somebody may have recorded something else since
/// the amendment was planned.
fn refuse_to_replace(folder: &Path, files: &[NewFile]) -> anyhow::Result<()> {
    for (path, _) in files {
        if std::fs::symlink_metadata(folder.join(path.as_str())).is_ok() {
            bail!(
                "`{path}` is there by now, and nothing was recorded; run `chapterhouse amend` again"
            );
        }
    }
    Ok(())
}

fn write(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut file = File::create_new(target)?;
    file.write_all(bytes)
}

/// Sees that all that was written is on the disk.
fn flush(folder: &Path) -> std::io::Result<()> {
    rustix::fs::syncfs(File::open(folder)?).map_err(Into::into)
}

/// Puts the pending files in their places. A file that is there already is never written again: it is
/// what an earlier attempt put there, or this one ends with an error.
fn place(steps: &mut dyn Steps, folder: &Path) -> anyhow::Result<bool> {
    let pending = folder.join(PENDING);
    if !pending.is_dir() {
        return Ok(false);
    }
    for (path, bytes) in read::pending(&pending)?.iter() {
        let target = folder.join(path.as_str());
        steps
            .before(Step::Place)
            .map_err(Into::into)
            .and_then(|()| put(&pending, &target, path, bytes))
            .with_context(|| format!("cannot put `{}` in its place", target.display()))?;
    }
    let context = || format!("cannot clear `{}`", pending.display());
    steps.before(Step::Clear).and_then(|()| flush(folder)).with_context(context)?;
    std::fs::remove_dir_all(&pending).with_context(context)?;
    Ok(true)
}

fn put(pending: &Path, target: &Path, path: &VPath, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent)?;
    }
    match std::fs::hard_link(pending.join(path.as_str()), target) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if std::fs::read(target)? != bytes {
                bail!("another file is there; move it away, and run `chapterhouse amend --finish`");
            }
            Ok(())
        }
        // A file system without links.
        Err(_) => write(target, bytes).map_err(Into::into),
        Ok(()) => Ok(()),
    }
}

/// Removes what was never decided. What cannot be removed is in nobody's way.
fn remove_undecided(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNDECIDED) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// One amendment at a time.
fn lock(folder: &Path) -> anyhow::Result<File> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let opened = rustix::fs::open(folder, flags, Mode::empty())
        .with_context(|| format!("cannot open `{}`", folder.display()))?;
    if rustix::fs::flock(&opened, FlockOperation::NonBlockingLockExclusive).is_err() {
        bail!("another amendment is being recorded in `{}`; try again", folder.display());
    }
    Ok(File::from(opened))
}

#[cfg(test)]
mod tests {
    use super::{Journal, Step, Steps, Straight, record_by};
    use crate::amend::NewFile;
    use crate::edge::read::{self, PENDING};
    use crate::source::path::VPath;
    use std::path::Path;

    /// Stops at a step, as a killed program does.
    struct StopAt(usize);

    impl Steps for StopAt {
        fn before(&mut self, _: Step) -> std::io::Result<()> {
            match self.0.checked_sub(1) {
                None => Err(std::io::Error::other("killed")),
                Some(left) => {
                    self.0 = left;
                    Ok(())
                }
            }
        }
    }

    fn files() -> Vec<NewFile> {
        [
            ("chapters/a/b/history/1.0.md", "one"),
            ("chapters/a/c/history/1.0.md", "two"),
            ("amendments/x.yaml", "x"),
        ]
        .map(|(path, text)| (VPath::new(path).unwrap(), text.as_bytes().to_vec()))
        .to_vec()
    }

    fn recorded(folder: &Path) -> usize {
        let (tree, _) = read::manual(folder).unwrap();
        files().iter().filter(|(path, bytes)| tree.get(path) == Some(bytes)).count()
    }

    #[test]
    fn whoever_reads_sees_all_files_or_none_wherever_the_writer_was_stopped() {
        let (mut none, mut all) = (0, 0);
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("manual.yaml"), "").unwrap();
            let ended = record_by(&mut StopAt(at), folder.path(), &files());
            match recorded(folder.path()) {
                0 => none += 1,
                3 => all += 1,
                some => panic!("{some} of 3 files after {at} steps"),
            }
            let was_pending = folder.path().join(PENDING).is_dir();
            assert_eq!(
                Journal::open(folder.path()).unwrap().finish().unwrap(),
                was_pending,
                "{at}"
            );
            assert!(!folder.path().join(PENDING).exists());
            assert!(matches!(recorded(folder.path()), 0 | 3));
            if ended.is_ok() {
                break;
            }
        }
        assert_eq!((none, all), (4, 5), "steps before and after the one that decides");
    }

    #[test]
    fn what_is_there_is_never_written_again() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("amendments")).unwrap();
        std::fs::write(folder.path().join("amendments/x.yaml"), "mine").unwrap();
        let error = record_by(&mut Straight, folder.path(), &files()).unwrap_err();
        assert!(format!("{error:#}").contains("`amendments/x.yaml` is there by now"), "{error:#}");
        assert_eq!(mine(folder.path()), "mine");
        let (tree, findings) = read::manual(folder.path()).unwrap();
        assert_eq!((tree.iter().count(), findings.len()), (1, 0), "nothing was decided");
    }

    fn mine(folder: &Path) -> String {
        std::fs::read_to_string(folder.join("amendments/x.yaml")).unwrap()
    }

    #[test]
    fn what_somebody_put_in_the_way_of_a_decided_amendment_is_moved_by_hand() {
        let folder = tempfile::tempdir().unwrap();
        let written = files().len();
        record_by(&mut StopAt(written + 1), folder.path(), &files()).unwrap_err();
        std::fs::create_dir_all(folder.path().join("amendments")).unwrap();
        std::fs::write(folder.path().join("amendments/x.yaml"), "mine").unwrap();
        let error = Journal::open(folder.path()).unwrap().finish().unwrap_err();
        assert!(format!("{error:#}").contains("another file is there"), "{error:#}");
        assert_eq!(mine(folder.path()), "mine");
        std::fs::remove_file(folder.path().join("amendments/x.yaml")).unwrap();
        assert!(Journal::open(folder.path()).unwrap().finish().unwrap());
        assert_eq!(recorded(folder.path()), 3);
    }
}

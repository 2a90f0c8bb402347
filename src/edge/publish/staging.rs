//! The folder in which a new site is written, beside the old one and so on the same file system.
//!
//! Its builder holds a lock on it. One that nobody holds was left by a build that was killed, or
//! is an old site that was not yet removed: the next build removes both.

use super::Step;
use super::target::{MARKER, MARKER_TEXT, OPEN_FOLDER, Target};
use anyhow::{Context as _, bail};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::Permissions;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;

/// How many characters stand after [`prefix`].
const RANDOM: usize = 6;
/// How often to try what another build can thwart.
pub(super) const ATTEMPTS: usize = 100;

/// The new site while it is written. Dropping it removes whatever stands at its name: after an
/// error the unfinished site, after the exchange the old one.
pub(super) struct Staging<'a> {
    target: &'a Target<'a>,
    folder: OwnedFd,
    name: OsString,
}

/// How the names of our folders beside the site begin: `.public.chapterhouse-`.
pub(super) fn prefix(target: &Target<'_>) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(&target.name);
    prefix.push(".chapterhouse-");
    prefix
}

impl<'a> Staging<'a> {
    /// Makes the folder, locks it and marks it as ours.
    pub(super) fn make(target: &'a Target<'a>) -> anyhow::Result<Self> {
        let context = || format!("cannot make a folder in `{}`", target.parent_path.display());
        for _ in 0..ATTEMPTS {
            target.steps.before(Step::MakeFolder).with_context(context)?;
            let made = tempfile::Builder::new()
                .prefix(&prefix(target))
                .rand_bytes(RANDOM)
                // Made as any folder is: what readers may see is for the umask to say.
                .permissions(Permissions::from_mode(0o777))
                .tempdir_in(&target.parent_path)
                .with_context(context)?
                .keep();
            let name = made.file_name().unwrap_or_default().to_owned();
            // Another build can take it for a stale one until it is locked; then there is a next.
            let Some(folder) = lock(target, &name).with_context(context)? else { continue };
            let staging = Self { target, folder, name };
            staging.mark()?;
            return Ok(staging);
        }
        bail!("{}: other builds remove it", context());
    }

    fn mark(&self) -> anyhow::Result<()> {
        self.write(MARKER, MARKER_TEXT)
            .with_context(|| format!("cannot write `{}`", self.shown(MARKER)))
    }

    /// The folder, to make things in it.
    pub(super) fn folder(&self) -> BorrowedFd<'_> {
        self.folder.as_fd()
    }

    /// Its name beside the site.
    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }

    /// Asks before a step.
    pub(super) fn before(&self, step: Step) -> rustix::io::Result<()> {
        self.target.steps.before(step)
    }

    /// Where a file will stand when the site is published, for messages.
    pub(super) fn shown(&self, path: &str) -> String {
        self.target.out.join(path).display().to_string()
    }

    /// Writes a file that is not there yet.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> rustix::io::Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        self.before(Step::MakeFile)?;
        let file = rustix::fs::openat(&self.folder, path, flags, Mode::from_raw_mode(0o666))?;
        self.before(Step::WriteFile)?;
        let mut rest = bytes;
        while !rest.is_empty() {
            match rustix::io::write(&file, rest) {
                Ok(n) => rest = rest.get(n..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Sees that all of it is on the disk.
    pub(super) fn flush(&self) -> anyhow::Result<()> {
        self.target
            .steps
            .flush(self.folder.as_fd())
            .with_context(|| format!("cannot flush `{}` to the disk", self.target.out.display()))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        self.target.remove_ours(&self.name);
    }
}

/// Opens and locks a folder beside the site. `None` if another build has locked or removed it.
fn lock(target: &Target<'_>, name: &OsStr) -> rustix::io::Result<Option<OwnedFd>> {
    let folder = match rustix::fs::openat(&target.parent, name, OPEN_FOLDER, Mode::empty()) {
        Ok(folder) => folder,
        Err(Errno::NOENT) => return Ok(None),
        Err(error) => return Err(error),
    };
    match rustix::fs::flock(&folder, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(Errno::WOULDBLOCK) => return Ok(None),
        Err(error) => return Err(error),
    }
    // Between opening and locking, the name may have come to mean another folder, or nothing.
    let opened = rustix::fs::fstat(&folder)?;
    match rustix::fs::statat(&target.parent, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(named) if (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino) => {
            Ok(Some(folder))
        }
        Ok(_) | Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes what killed builds left, and nothing that a running one holds. What cannot be removed
/// is in nobody's way, and is tried again by the next build.
pub(super) fn remove_stale(target: &Target<'_>) {
    let prefix = prefix(target);
    let Ok(entries) = std::fs::read_dir(&target.parent_path) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let rest = name.as_bytes().strip_prefix(prefix.as_bytes());
        let random =
            |rest: &[u8]| rest.len() == RANDOM && rest.iter().all(u8::is_ascii_alphanumeric);
        if rest.is_some_and(random)
            && let Ok(Some(_held)) = lock(target, &name)
        {
            target.remove_ours(&name);
        }
    }
}

//! Publishes a site: writes it beside the old one and exchanges the two in one step.
//!
//! 1. `target`: see what stands at the place; refuse what this program did not make.
//! 2. `staging`: remove what killed builds left; make and lock a new folder beside the old site.
//! 3. `files`: render and write each file, with its folder; one that did not change becomes a link to the old one.
//! 4. Ask whether what was rendered may be published.
//! 5. Flush to the disk, once for all files.
//! 6. `swap`: exchange the new folder and the old; then remove the old.
//!
//! Until the exchange the old site is not touched, and after it the new one is whole. Only links
//! that the caller's own path leads through are followed, never one in a site.

mod files;
mod staging;
mod swap;
mod target;
#[cfg(test)]
mod tests;

use crate::source::path::VPath;
use rustix::fd::BorrowedFd;
use staging::Staging;
use std::path::Path;
use target::Target;

/// What was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The number of files.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// How many of them are the same as in the old site.
    pub unchanged: usize,
}

/// Writes the site at `out`: for each of `paths` the bytes that `render` gives for its index.
///
/// Files are rendered and written in parallel, so that the site is never held in memory as a whole.
/// `progress` is told after each file how many are done. Folders of `out`'s path are made as needed.
/// `approve` is asked once all files are rendered; where it fails, nothing is published.
///
/// An error, a panic in `render` or a kill at any moment leaves the old site as it was. Only where
/// the file system cannot exchange two folders in one step (some network file systems) is there a
/// moment without a site, and the next build puts right what a kill in that moment left.
pub fn publish<E: Into<anyhow::Error> + Send>(
    out: &Path,
    paths: &[VPath],
    render: &(impl Fn(usize) -> Result<Vec<u8>, E> + Sync),
    approve: &impl Fn() -> Result<(), E>,
    progress: &(impl Fn(usize) + Sync),
) -> anyhow::Result<Published> {
    publish_by(&Straight, out, paths, (render, approve), progress)
}

fn publish_by<E: Into<anyhow::Error> + Send>(
    steps: &dyn Steps,
    out: &Path,
    paths: &[VPath],
    (render, approve): (
        &(impl Fn(usize) -> Result<Vec<u8>, E> + Sync),
        &impl Fn() -> Result<(), E>,
    ),
    progress: &(impl Fn(usize) + Sync),
) -> anyhow::Result<Published> {
    let target = Target::new(out, steps)?;
    swap::recover(&target)?;
    let old = target.open_old()?;
    staging::remove_stale(&target);
    let staging = Staging::make(&target)?;
    let published = files::write(&staging, old.as_ref(), paths, render, progress)?;
    approve().map_err(Into::into)?;
    staging.flush()?;
    swap::swap(&target, &staging)?;
    Ok(published)
}

/// The kinds of step that change the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    MakeFolder,
    MakeFile,
    WriteFile,
    LinkFile,
    Flush,
    Rename,
    Exchange,
    Remove,
}

/// Is asked before each step that changes the disk. The program goes straight on; a test can stop at any.
trait Steps: Sync {
    /// Goes on, or fails as the step would.
    fn before(&self, _step: Step) -> rustix::io::Result<()> {
        Ok(())
    }

    /// Flushes all that was written on the file system of `folder`: one call, where a call for
    /// each file would wait for the disk a thousand times.
    fn flush(&self, folder: BorrowedFd<'_>) -> rustix::io::Result<()> {
        self.before(Step::Flush)?;
        rustix::fs::syncfs(folder)
    }
}

/// Goes straight on.
struct Straight;

impl Steps for Straight {}

//! Writes the files of a site. One whose bytes are those of the old site becomes a link to that file.

use super::staging::Staging;
use super::{Published, Step};
use crate::source::path::VPath;
use anyhow::Context as _;
use rayon::prelude::*;
use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes each folder that the files stand in once, outer ones first.
pub(super) fn make_folders(staging: &Staging<'_>, paths: &[VPath]) -> anyhow::Result<()> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut folder = path.folder();
        while let Some(inner) = folder {
            folder = inner.folder();
            if !folders.insert(inner) {
                break;
            }
        }
    }
    for folder in &folders {
        staging
            .before(Step::MakeFolder)
            .and_then(|()| {
                let mode = Mode::from_raw_mode(0o777);
                rustix::fs::mkdirat(staging.folder(), folder.as_str(), mode)
            })
            .with_context(|| {
                format!("cannot make the folder `{}`", staging.shown(folder.as_str()))
            })?;
    }
    Ok(())
}

/// Renders and writes each file, in parallel.
pub(super) fn write<E: Into<anyhow::Error> + Send>(
    staging: &Staging<'_>,
    old: Option<&OwnedFd>,
    paths: &[VPath],
    render: &(impl Fn(usize) -> Result<Vec<u8>, E> + Sync),
    progress: &(impl Fn(usize) + Sync),
) -> anyhow::Result<Published> {
    let done = AtomicUsize::new(0);
    paths
        .par_iter()
        .enumerate()
        .map(|(index, path)| {
            let bytes = render(index)
                .map_err(Into::into)
                .with_context(|| format!("cannot render `{path}`"))?;
            let linked = old.is_some_and(|old| link(staging, old, path.as_str(), &bytes));
            if !linked {
                staging
                    .write(path.as_str(), &bytes)
                    .with_context(|| format!("cannot write `{}`", staging.shown(path.as_str())))?;
            }
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            let unchanged = usize::from(linked);
            Ok(Published { files: 1, bytes: bytes.len() as u64, unchanged })
        })
        .try_reduce(Published::default, |a, b| {
            Ok(Published {
                files: a.files + b.files,
                bytes: a.bytes + b.bytes,
                unchanged: a.unchanged + b.unchanged,
            })
        })
}

/// Links to the old site's file if its bytes are the same. Whatever stands in the way (another
/// build removes the old site, the file has as many links as it can have) only means that the
/// file is written anew.
fn link(staging: &Staging<'_>, old: &OwnedFd, path: &str, bytes: &[u8]) -> bool {
    is_same(old, path, bytes).unwrap_or(false)
        && staging
            .before(Step::LinkFile)
            .and_then(|()| rustix::fs::linkat(old, path, staging.folder(), path, AtFlags::empty()))
            .is_ok()
}

/// Whether the old site's file has these bytes. Sizes are compared first, then bytes.
fn is_same(old: &OwnedFd, path: &str, bytes: &[u8]) -> rustix::io::Result<bool> {
    // No link is followed, not even one that someone has put in the place of a folder.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    let file = rustix::fs::openat2(old, path, flags, Mode::empty(), resolve)?;
    let about = rustix::fs::fstat(&file)?;
    if FileType::from_raw_mode(about.st_mode) != FileType::RegularFile
        || usize::try_from(about.st_size) != Ok(bytes.len())
    {
        return Ok(false);
    }
    let mut rest = bytes;
    let mut buffer = [0; 16 * 1024];
    while !rest.is_empty() {
        let n = rustix::io::read(&file, &mut buffer)?;
        let (Some(read), Some((same, after))) = (buffer.get(..n), rest.split_at_checked(n)) else {
            return Ok(false);
        };
        if n == 0 || read != same {
            return Ok(false);
        }
        rest = after;
    }
    Ok(true)
}

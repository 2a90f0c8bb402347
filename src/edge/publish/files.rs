//! Writes the files of a site. One whose bytes are those of the old site becomes a link to that file.
//!
//! A folder is made by whoever writes the first file in it, so that making folders is shared out among
//! the threads as rendering is.

use super::staging::Staging;
use super::{Published, Step};
use crate::source::path::VPath;
use anyhow::Context as _;
use rayon::prelude::*;
use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags};
use rustix::io::Errno;
use std::sync::atomic::{AtomicUsize, Ordering};

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
            let linked = old.is_some_and(|old| link(staging, old, path, &bytes));
            if !linked {
                write_in_folder(staging, path, &bytes)
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

fn write_in_folder(staging: &Staging<'_>, path: &VPath, bytes: &[u8]) -> rustix::io::Result<()> {
    in_folder(staging, path, || staging.write(path.as_str(), bytes))
}

/// Links to the old site's file if its bytes are the same. Whatever stands in the way (another
/// build removes the old site, the file has as many links as it can have) only means that the
/// file is written anew.
fn link(staging: &Staging<'_>, old: &OwnedFd, path: &VPath, bytes: &[u8]) -> bool {
    let path_text = path.as_str();
    is_same(old, path_text, bytes).unwrap_or(false)
        && in_folder(staging, path, || {
            staging.before(Step::LinkFile)?;
            rustix::fs::linkat(old, path_text, staging.folder(), path_text, AtFlags::empty())
        })
        .is_ok()
}

/// Does what makes a file. If it fails because the file's folder is not there, makes that and does it again.
fn in_folder(
    staging: &Staging<'_>,
    path: &VPath,
    make: impl Fn() -> rustix::io::Result<()>,
) -> rustix::io::Result<()> {
    match (make(), path.folder()) {
        (Err(Errno::NOENT), Some(folder)) => {
            make_folder(staging, &folder)?;
            make()
        }
        (done, _) => done,
    }
}

/// Makes a folder, and those around it that are not there. Another thread may be quicker.
fn make_folder(staging: &Staging<'_>, folder: &VPath) -> rustix::io::Result<()> {
    let make = || {
        staging.before(Step::MakeFolder)?;
        let mode = Mode::from_raw_mode(0o777);
        match rustix::fs::mkdirat(staging.folder(), folder.as_str(), mode) {
            Err(Errno::EXIST) => Ok(()),
            done => done,
        }
    };
    in_folder(staging, folder, make)
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

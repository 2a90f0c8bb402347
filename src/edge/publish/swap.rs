//! The one step in which the new site takes the place of the old.

use super::Step;
use super::staging::{ATTEMPTS, Staging, prefix};
use super::target::{State, Target};
use anyhow::{Context as _, bail};
use rustix::fs::RenameFlags;
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};

/// Puts the new site in its place. What stood there is looked at again at this last moment: a
/// build takes time, in which another build or a person may have put something there.
pub(super) fn swap(target: &Target<'_>, staging: &Staging<'_>) -> anyhow::Result<()> {
    for _ in 0..ATTEMPTS {
        let done = match target.state()? {
            // Takes the place of nothing or of an empty folder in one step, and of nothing else.
            State::Absent | State::Empty => rename(target, staging.name(), &target.name),
            State::Ours => match exchange(target, staging.name()) {
                Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => aside(target, staging.name()),
                done => done,
            },
        };
        match done {
            // The removal of the old site must not reach the disk before the exchange has.
            Ok(()) => return flush_parent(target),
            // Another build was quicker.
            Err(Errno::NOENT | Errno::EXIST | Errno::NOTEMPTY) => {}
            Err(error) => return Err(error).with_context(|| cannot(target)),
        }
    }
    bail!("{}: other builds replace it all the time", cannot(target));
}

fn cannot(target: &Target<'_>) -> String {
    format!("cannot put the new site in the place of `{}`", target.out.display())
}

fn rename(target: &Target<'_>, from: &OsStr, to: &OsStr) -> rustix::io::Result<()> {
    target.steps.before(Step::Rename)?;
    rustix::fs::renameat(&target.parent, from, &target.parent, to)
}

fn exchange(target: &Target<'_>, new: &OsStr) -> rustix::io::Result<()> {
    target.steps.before(Step::Exchange)?;
    let (parent, flags) = (&target.parent, RenameFlags::EXCHANGE);
    rustix::fs::renameat_with(parent, new, parent, &target.name, flags)
}

/// For a file system that cannot exchange: moves the old site aside, then the new one in.
/// Between the two there is no site; [`recover`] mends what a kill just then leaves.
fn aside(target: &Target<'_>, new: &OsStr) -> rustix::io::Result<()> {
    let old = name_aside(target);
    target.remove_ours(&old);
    rename(target, &target.name, &old)?;
    if let Err(error) = rename(target, new, &target.name) {
        _ = rename(target, &old, &target.name);
        return Err(error);
    }
    target.remove_ours(&old);
    Ok(())
}

fn name_aside(target: &Target<'_>) -> OsString {
    let mut name = prefix(target);
    name.push("old");
    name
}

/// Puts a site back that was moved aside by a build which was then killed.
pub(super) fn recover(target: &Target<'_>) -> anyhow::Result<()> {
    if target.state()? != State::Absent {
        return Ok(());
    }
    match rename(target, &name_aside(target), &target.name) {
        // Nothing was aside, or another build was quicker.
        Ok(()) | Err(Errno::NOENT | Errno::EXIST | Errno::NOTEMPTY) => Ok(()),
        Err(error) => {
            Err(error).with_context(|| format!("cannot put `{}` back", target.out.display()))
        }
    }
}

fn flush_parent(target: &Target<'_>) -> anyhow::Result<()> {
    target.steps.before(Step::Flush).and_then(|()| rustix::fs::fsync(&target.parent)).with_context(
        || format!("`{}` is published, but cannot be flushed to the disk", target.out.display()),
    )
}

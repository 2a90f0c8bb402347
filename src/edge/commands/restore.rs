//! `restore`: puts the recorded text back into a working text, and keeps a copy of what was there.

use crate::amend::restore::{self, Now, Restoration};
use crate::edge::cli::Restore;
use crate::edge::journal::Journal;
use crate::edge::load::Loaded;
use crate::edge::{Outcome, load, read, terminal};
use crate::finding::Findings;
use crate::parse::layout;
use crate::render::plain;
use anyhow::{Context as _, bail};
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Shows what would be lost, asks, and writes the recorded text; or says why there is none to write.
pub(super) fn run(manual: Option<&Path>, options: &Restore) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let folder = read::find_manual(manual, &here)?;
    let journal = Journal::open(&folder)?;
    journal.finish()?;
    let loaded = load::from(folder.clone(), load::as_at_date(None)?)?;
    match restore::restoration(&loaded.manual, &loaded.files, &options.document) {
        Err(fault) => {
            terminal::complain_of(&Findings::from_iter([*fault]), loaded.shown());
            terminal::complain("nothing was restored\n");
            Ok(Outcome::Findings)
        }
        Ok(None) => {
            terminal::say(&format!(
                "{}: nothing to restore, the working text says what its newest version says\n",
                options.document
            ))?;
            Ok(Outcome::Done)
        }
        Ok(Some(restoration)) => {
            terminal::say(&shown(&restoration))?;
            if !options.yes && !agreed(&restoration)? {
                return Ok(Outcome::Usage);
            }
            write(&loaded, &restoration)?;
            Ok(Outcome::Done)
        }
    }
}

/// What would go, with the words that are lost, and what would stay.
fn shown(restoration: &Restoration<'_>) -> String {
    let Restoration { document, version, now, .. } = restoration;
    let mut out =
        format!("{}: the working text goes back to version {}\n", document.id, version.number);
    let (difference, note) = match now {
        Now::Missing => {
            (None, "there is no working text now: all of the version's file comes back")
        }
        Now::Draft { difference, keeps_keys: true } => (
            difference.as_ref(),
            "what stands in {++…++} is lost, and {--…--} comes back; owner, review_due and the other keys \
             that are not recorded stay",
        ),
        Now::Draft { difference: Some(difference), keeps_keys: false } => (
            Some(difference),
            "what stands in {++…++} is lost, and all of the version's file comes back, with the owner, \
             review_due and other keys of its time, because the front matter is not written line by line",
        ),
        Now::Draft { difference: None, keeps_keys: false } => (
            None,
            "the working text cannot be read, so all of the version's file comes back, with the \
             owner, review_due and other keys of its time",
        ),
    };
    let changes = difference.map(plain::changes).unwrap_or_default();
    for line in changes.lines() {
        let _ = writeln!(out, "  {line}");
    }
    out + note + "\n"
}

/// Whether whoever is there agrees; nobody is no agreement. Where nothing is lost nobody is asked.
fn agreed(restoration: &Restoration<'_>) -> anyhow::Result<bool> {
    if matches!(restoration.now, Now::Missing) {
        return Ok(true);
    }
    let Some(answer) =
        terminal::ask("Restore this? A copy of the working text is kept beside it. (yes, no)")?
    else {
        terminal::complain(
            "nothing was restored: say `--yes` to restore this without being asked\n",
        );
        return Ok(false);
    };
    let agreed = ["y", "yes"].contains(&answer.trim().to_lowercase().as_str());
    if !agreed {
        terminal::complain("nothing was restored\n");
    }
    Ok(agreed)
}

/// Keeps what is there, and puts the text in its place.
fn write(loaded: &Loaded, restoration: &Restoration<'_>) -> anyhow::Result<()> {
    let file = &restoration.document.file;
    let target = loaded.folder.join(file.as_str());
    if let Some(shown) = loaded.files.get(file) {
        let kept = keep(&target, shown)?;
        terminal::say(&format!("kept what was there as {}\n", load::from_here(&kept).display()))?;
    } else if std::fs::symlink_metadata(&target).is_ok() {
        bail!(
            "`{}` is there, and was not read; `chapterhouse check` says why. Move it away first",
            target.display()
        );
    }
    super::replace(&target, &restoration.text)?;
    terminal::say(&format!("wrote {}{file}\n", loaded.prefix))
}

/// Gives a file a second name beside it that no file has yet. What is there must be what was shown.
fn keep(target: &Path, shown: &[u8]) -> anyhow::Result<PathBuf> {
    for number in 1..=u32::MAX {
        let kept = target.with_file_name(layout::kept_name(number));
        let context = || format!("cannot keep a copy as `{}`", kept.display());
        match std::fs::hard_link(target, &kept) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            // A file system without links.
            Err(_) => match std::fs::File::create_new(&kept) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                made => {
                    let bytes = std::fs::read(target).with_context(context)?;
                    made.and_then(|mut file| file.write_all(&bytes)).with_context(context)?;
                }
            },
            Ok(()) => {}
        }
        if std::fs::read(&kept).with_context(context)? != shown {
            let _ = std::fs::remove_file(&kept);
            bail!("`{}` has changed since it was shown; run the command again", target.display());
        }
        return Ok(kept);
    }
    bail!("there are too many copies beside `{}`", target.display())
}

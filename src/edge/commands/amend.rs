//! `amend`: freezes drafts as versions and writes the amendment.

use crate::amend::{self, NewFile, Request};
use crate::edge::cli::Amend;
use crate::edge::{Outcome, load, terminal};
use anyhow::Context as _;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// Writes the files of the amendment, or says why not.
pub(super) fn run(manual: Option<&Path>, options: Amend) -> anyhow::Result<Outcome> {
    let loaded = load::load(manual, options.as_at)?;
    let request = Request {
        documents: options.documents,
        title: options.title,
        summary: options.summary,
        significance: options.significance,
        in_force: options.in_force,
        published: options.published.unwrap_or_else(|| loaded.date.min(options.in_force)),
        approved_by: options.approved_by,
        because: options.because,
    };
    match amend::plan(&loaded.manual, &loaded.files, &loaded.findings, &request) {
        Ok(new) => {
            for file in &new {
                write(&loaded.folder, file)?;
                terminal::say(&format!("wrote {}{}\n", loaded.prefix, file.0))?;
            }
            Ok(Outcome::Done)
        }
        Err(faults) => {
            terminal::complain_of(&faults, loaded.shown());
            terminal::complain("nothing was recorded: mend the errors above first\n");
            Ok(Outcome::Findings)
        }
    }
}

/// Writes a file whole or not at all, and never over another one. The amendment is the last one, so
/// that an interrupted run leaves versions without an amendment, which `check` reports.
fn write(folder: &Path, (path, bytes): &NewFile) -> anyhow::Result<()> {
    let target = folder.join(path.as_str());
    let context = || format!("cannot write `{}`", target.display());
    let parent = target.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).with_context(context)?;
    let mut file = tempfile::Builder::new()
        .prefix(".amend-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(parent)
        .with_context(context)?;
    file.write_all(bytes).with_context(context)?;
    file.as_file().sync_all().with_context(context)?;
    file.persist_noclobber(&target).with_context(context)?;
    Ok(())
}

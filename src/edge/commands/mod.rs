//! The commands, one file each: each loads what it needs, asks the core, and says or writes the answer.

mod amend;
mod bench_manual;
mod build;
mod bundle;
mod check;
mod completions;
mod digest;
mod init;
mod new;
mod prints;
mod report;
mod restore;
mod schema;
mod serve;
mod verify;

use super::Outcome;
use super::cli::{Cli, Command};
use crate::source::path::VPath;
use anyhow::Context as _;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// Does what the command line asks.
pub(super) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let manual = cli.manual.as_deref();
    match cli.command {
        Command::Init(options) => init::run(&options),
        Command::New(new) => new::run(manual, &new),
        Command::Check(options) => check::run(manual, &options),
        Command::Build(options) => build::run(manual, &options),
        Command::Bundle(options) => bundle::run(manual, &options),
        Command::Serve(options) => serve::run(manual, options),
        Command::Verify(options) => verify::run(manual, &options),
        Command::Report(options) => report::run(manual, &options),
        Command::Amend(options) => amend::run(manual, options),
        Command::Restore(options) => restore::run(manual, &options),
        Command::Schema(options) => schema::run(manual, &options),
        Command::Completions(options) => completions::run(&options),
        Command::BenchManual(options) => bench_manual::run(&options),
    }
}

/// Writes a file that is not there yet, with the folders that it needs; never over another one.
fn write_new(folder: &Path, path: &VPath, bytes: &[u8]) -> anyhow::Result<()> {
    let target = folder.join(path.as_str());
    let context = || format!("cannot write `{}`", target.display());
    std::fs::create_dir_all(target.parent().unwrap_or(folder)).with_context(context)?;
    let mut file = std::fs::File::create_new(&target).with_context(context)?;
    file.write_all(bytes).with_context(context)
}

/// Puts bytes in the place of a file in one step, so that whoever reads sees the old ones or the new.
/// Whoever could write the old file can write the new one.
fn replace(target: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let context = || format!("cannot write `{}`", target.display());
    let mut new = tempfile::Builder::new()
        .prefix(".chapterhouse-")
        .permissions(std::fs::Permissions::from_mode(0o666))
        .tempfile_in(target.parent().unwrap_or(Path::new(".")))
        .with_context(context)?;
    new.write_all(bytes).with_context(context)?;
    if let Ok(there) = std::fs::metadata(target) {
        new.as_file().set_permissions(there.permissions()).with_context(context)?;
    }
    new.as_file().sync_all().with_context(context)?;
    new.persist(target).map_err(|failed| failed.error).with_context(context)?;
    Ok(())
}

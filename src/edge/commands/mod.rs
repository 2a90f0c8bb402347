//! The commands, one file each: each loads what it needs, asks the core, and says or writes the answer.

mod amend;
mod bench_manual;
mod build;
mod bundle;
mod check;
mod init;
mod new;
mod prints;
mod report;
mod serve;
mod verify;

use super::Outcome;
use super::cli::{Cli, Command};
use crate::source::path::VPath;
use anyhow::Context as _;
use std::io::Write as _;
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
        Command::Verify => verify::run(manual),
        Command::Report(options) => report::run(manual, &options),
        Command::Amend(options) => amend::run(manual, options),
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

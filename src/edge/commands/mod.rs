//! The commands, one file each: each loads what it needs, asks the core, and says or writes the answer.

mod amend;
mod bench_manual;
mod build;
mod check;
mod serve;
mod verify;

use super::Outcome;
use super::cli::{Cli, Command};

/// Does what the command line asks.
pub(super) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let manual = cli.manual.as_deref();
    match cli.command {
        Command::Check(options) => check::run(manual, &options),
        Command::Build(options) => build::run(manual, &options),
        Command::Serve(options) => serve::run(manual, options),
        Command::Verify => verify::run(manual),
        Command::Amend(options) => amend::run(manual, options),
        Command::BenchManual(options) => bench_manual::run(&options),
    }
}

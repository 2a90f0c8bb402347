//! `completions`: writes what a shell needs to complete commands and options.

use crate::edge::cli::{Cli, Completions};
use crate::edge::{Outcome, terminal};
use clap::CommandFactory as _;

/// Writes the shell's own script to standard output.
pub(super) fn run(options: &Completions) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "chapterhouse", &mut script);
    terminal::say(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}

//! The edge: the only place that touches disk, socket, clock, terminal and environment.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the edge is where the world is touched"
)]

mod amending;
mod archive;
mod cli;
mod commands;
#[cfg(feature = "external")]
pub mod external;
mod history;
mod journal;
mod load;
mod preview;
pub mod publish;
pub mod read;
pub mod rules;
mod terminal;
pub mod theme;

use clap::Parser as _;
use std::process::ExitCode;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is done.
    Done,
    /// There are findings at or above the level that fails.
    Findings,
    /// What was asked for was not asked for in full.
    Usage,
}

/// Runs the program. The exit code is 0 when all is done, 1 for findings at or above the level that
/// fails, 2 for wrong usage, and 3 for what cannot be read or written.
pub fn run() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Where not even the message can be written there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match commands::run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Usage) => ExitCode::from(2),
        Err(error) => {
            terminal::complain(&format!("error: {error:#}\n"));
            ExitCode::from(3)
        }
    }
}

//! The edge: the only place that touches disk, socket, clock, terminal and environment.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the edge is where the world is touched"
)]

pub mod publish;
pub mod read;

use std::process::ExitCode;

/// Runs the program.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}

//! `serve`: a preview on this machine, until Ctrl-C.

use crate::edge::cli::Serve;
use crate::edge::{Outcome, preview};
use std::path::Path;

/// Serves the preview.
pub(super) fn run(manual: Option<&Path>, options: Serve) -> anyhow::Result<Outcome> {
    preview::run(manual, options)?;
    Ok(Outcome::Done)
}

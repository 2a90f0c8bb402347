//! `check`: reports what is wrong with the manual.

use crate::edge::cli::{Check, Format};
use crate::edge::{Outcome, load, terminal};
use crate::finding::format::{github, json, sarif};
use std::path::Path;

/// Writes the findings to standard output.
pub(super) fn run(manual: Option<&Path>, options: &Check) -> anyhow::Result<Outcome> {
    let loaded = load::load(manual, options.as_at)?;
    let (findings, files) = (&loaded.findings, loaded.shown());
    terminal::say(&match options.format {
        Format::Text => terminal::findings_for_stdout(findings, files),
        Format::Json => json::json(findings, files),
        Format::Sarif => sarif::sarif(findings, files),
        Format::Github => github::github(findings, files),
    })?;
    let fails = findings.worst().is_some_and(|worst| worst >= options.deny);
    Ok(if fails { Outcome::Findings } else { Outcome::Done })
}

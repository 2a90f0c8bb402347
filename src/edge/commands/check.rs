//! `check`: reports what is wrong with the manual, or explains what a code of findings means.

use crate::edge::cli::{Check, Explained, Format};
use crate::edge::{Outcome, load, rules, terminal};
use crate::finding::Rule;
use crate::finding::format::{github, json, sarif};
use std::path::Path;

/// Writes the findings, or what was to be explained, to standard output.
pub(super) fn run(manual: Option<&Path>, options: &Check) -> anyhow::Result<Outcome> {
    if let Some(explained) = options.explain {
        terminal::say(&explanation(explained))?;
        return Ok(Outcome::Done);
    }
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

/// What the rules find and why it matters, by code.
fn explanation(explained: Explained) -> String {
    let mut explained: Vec<&Rule> = match explained {
        Explained::All => rules::all().collect(),
        Explained::One(rule) => vec![rule],
    };
    explained.sort_by_key(|rule| rule.code);
    let each = explained.iter().map(|Rule { code, level, what, why }| {
        format!("{code} ({})\n  What: {what}\n  Why:  {why}\n", level.as_str())
    });
    each.collect::<Vec<_>>().join("\n")
}

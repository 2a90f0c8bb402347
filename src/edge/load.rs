//! A manual read, parsed and checked for a day: what every command begins with.

use super::{read, rules};
use crate::finding::format::Files;
use crate::finding::{Findings, Level};
use crate::manual::Manual;
use crate::source::tree::FileTree;
use crate::{check, parse};
use anyhow::{Context as _, anyhow};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// A manual, read, parsed and checked.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The manual's folder.
    pub(super) folder: PathBuf,
    /// What stands before paths in findings.
    pub(super) prefix: String,
    /// Its files.
    pub(super) files: FileTree,
    /// What they say.
    pub(super) manual: Manual,
    /// All that is wrong with it, sorted.
    pub(super) findings: Findings,
    /// The as-at date.
    pub(super) date: Date,
}

impl Loaded {
    /// The files, as findings are shown with them.
    pub(super) fn shown(&self) -> Files<'_> {
        Files { tree: &self.files, prefix: &self.prefix }
    }

    /// Whether the public site cannot be built.
    pub(super) fn has_errors(&self) -> bool {
        self.findings.count(Level::Error) > 0
    }
}

/// Finds the manual, and reads, parses and checks it.
pub(super) fn load(given: Option<&Path>, as_at: Option<Date>) -> anyhow::Result<Loaded> {
    let current = std::env::current_dir().context("cannot tell which folder this is")?;
    let folder = read::find_manual(given, &current)?;
    from(folder, as_at_date(as_at)?)
}

/// Reads, parses and checks the manual in a folder.
pub(super) fn from(folder: PathBuf, date: Date) -> anyhow::Result<Loaded> {
    let (files, mut findings) = read::manual(&folder)?;
    let (manual, faults) = parse::manual(&files);
    parse::all_versions(&manual);
    findings.append(faults);
    findings.append(check::all(&manual, date));
    let findings = rules::judged(&manual, findings);
    let prefix = prefix(&folder);
    Ok(Loaded { folder, prefix, files, manual, findings, date })
}

/// The day that was asked for, else the day of `SOURCE_DATE_EPOCH`, else today in UTC.
pub(super) fn as_at_date(given: Option<Date>) -> anyhow::Result<Date> {
    if let Some(date) = given {
        return Ok(date);
    }
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Err(std::env::VarError::NotPresent) => Timestamp::now(),
        found => {
            let epoch = found.ok().and_then(|text| text.trim().parse().ok());
            epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(|| {
                anyhow!(
                    "the environment variable SOURCE_DATE_EPOCH is not a number of seconds; \
                     unset it, or name the day with `--as-at`"
                )
            })?
        }
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}

/// A path as seen from here, so that it can be typed.
pub(super) fn from_here(path: &Path) -> &Path {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path)
}

/// What stands before a path in a finding, so that it can be opened.
pub(super) fn prefix(folder: &Path) -> String {
    let shown = from_here(folder).display().to_string();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    if shown.is_empty() || shown == "." { String::new() } else { format!("{shown}/") }
}

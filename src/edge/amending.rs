//! What recording an amendment takes, whoever asks for it: the right to record, the manual as it is on the
//! disk, and the drafts as they are in it.

use super::journal::Journal;
use super::load::{self, Loaded};
use crate::amend::{self, Plan, PlannedAction, Request};
use crate::check::record::DRAFT;
use crate::finding::{Finding, Findings};
use crate::source::path::VPath;
use jiff::civil::Date;
use std::path::Path;

/// A manual in which nobody else records.
pub(super) struct Amending<'a> {
    journal: Journal<'a>,
    /// The manual.
    pub(super) loaded: Loaded,
}

impl<'a> Amending<'a> {
    /// Takes the right to record, finishes what was interrupted, and reads the manual.
    pub(super) fn open(folder: &'a Path, date: Date) -> anyhow::Result<Self> {
        Self::with(Journal::open(folder)?, folder, date)
    }

    /// The same with the right that is there already.
    pub(super) fn with(journal: Journal<'a>, folder: &Path, date: Date) -> anyhow::Result<Self> {
        journal.finish()?;
        Ok(Self { journal, loaded: load::from(folder.to_path_buf(), date)? })
    }

    /// What would be recorded.
    pub(super) fn plan(&self, request: &Request) -> Result<Plan<'_>, Findings> {
        plan(&self.loaded, request)
    }

    /// Writes the files of a plan.
    pub(super) fn record(&self, plan: &Plan<'_>) -> anyhow::Result<()> {
        self.journal.record(&plan.files)
    }
}

/// What would be recorded.
pub(super) fn plan<'l>(loaded: &'l Loaded, request: &Request) -> Result<Plan<'l>, Findings> {
    amend::plan(&loaded.manual, &loaded.files, &loaded.findings, request)
}

/// What was found in the documents that would be recorded. That they are drafts is no news.
pub(super) fn found(loaded: &Loaded, plan: &Plan<'_>) -> Findings {
    let kept = plan.changes.iter().filter(|change| change.action != PlannedAction::Withdrawn);
    let files: Vec<&VPath> = kept.map(|change| &change.document.file).collect();
    let is_shown = |finding: &&Finding| {
        files.contains(&&finding.place.file) && finding.rule.code != DRAFT.code
    };
    loaded.findings.iter().filter(is_shown).cloned().collect()
}

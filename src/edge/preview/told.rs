//! What an editor is told about files: at once what reading and parsing find, and what the checks of the whole
//! manual find when they are done. Until then a file that has not changed is told what was last found in it.

use crate::edge::rules;
use crate::finding::policy;
use crate::finding::{Finding, Findings, Level};
use crate::manual::Manual;
use crate::source::path::VPath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Findings by the file in which they are.
type ByFile = BTreeMap<VPath, Vec<Finding>>;

/// The findings of a state of the files.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Of the files that were changed since the manual was last checked; of all, if it never was.
    now: ByFile,
    /// Those files; none, if it never was.
    changed: Option<BTreeSet<VPath>>,
    /// What the last check found.
    checked: Arc<Checked>,
}

/// What a check of the whole manual found.
#[derive(Debug, Default)]
struct Checked {
    found: ByFile,
    /// How many findings are of each level.
    counts: BTreeMap<Level, usize>,
}

impl Told {
    /// After a change to some files, in all of which reading and parsing have found `found`.
    pub(super) fn after(&self, files: &BTreeSet<VPath>, manual: &Manual, found: &Findings) -> Self {
        let changed = self.changed.as_ref().map(|before| before.union(files).cloned().collect());
        let is_new = |finding: &&Finding| {
            let file = &finding.place.file;
            changed.as_ref().is_none_or(|changed: &BTreeSet<VPath>| changed.contains(file))
                || !self.checked.found.contains_key(file)
        };
        let new: Findings = found.iter().filter(is_new).cloned().collect();
        // An allowance of what only the checks find would be told of as if it allowed nothing.
        let is_known = |finding: &Finding| !policy::RULES.contains(&finding.rule);
        let now = rules::judged(manual, new).into_iter().filter(is_known);
        Self { now: by_file(now), changed, checked: Arc::clone(&self.checked) }
    }

    /// After a check of the whole manual as it is.
    pub(super) fn checked(found: Findings) -> Self {
        let levels = [Level::Advice, Level::Warning, Level::Error];
        let counts = levels.map(|level| (level, found.count(level))).into();
        let checked = Arc::new(Checked { found: by_file(found.into_iter()), counts });
        Self { now: ByFile::new(), changed: Some(BTreeSet::new()), checked }
    }

    /// Whether the checks have seen all files as they are.
    pub(super) fn is_checked(&self) -> bool {
        self.changed.as_ref().is_some_and(BTreeSet::is_empty)
    }

    /// The findings in a file.
    pub(super) fn of(&self, file: &VPath) -> &[Finding] {
        let is_changed = self.changed.as_ref().is_none_or(|changed| changed.contains(file));
        match self.now.get(file) {
            Some(now) => now,
            None if is_changed => &[],
            None => self.checked.found.get(file).map_or(&[], Vec::as_slice),
        }
    }

    /// All findings by file.
    pub(super) fn all(&self) -> impl Iterator<Item = (&VPath, &[Finding])> {
        let files: BTreeSet<&VPath> = self.now.keys().chain(self.checked.found.keys()).collect();
        files.into_iter().map(|file| (file, self.of(file))).filter(|(_, found)| !found.is_empty())
    }

    /// How many findings are of a level.
    pub(super) fn count(&self, level: Level) -> usize {
        let of = |found: &[Finding]| found.iter().filter(|finding| finding.level == level).count();
        let changed = self.changed.iter().flatten().chain(self.now.keys());
        let overtaken: BTreeSet<&VPath> = changed.collect();
        let overtaken = overtaken.into_iter().filter_map(|file| self.checked.found.get(file));
        let overtaken: usize = overtaken.map(|found| of(found)).sum();
        let checked = self.checked.counts.get(&level).copied().unwrap_or_default();
        let now: usize = self.now.values().map(|found| of(found)).sum();
        checked.saturating_sub(overtaken) + now
    }
}

fn by_file(findings: impl Iterator<Item = Finding>) -> ByFile {
    let mut files = ByFile::new();
    for finding in findings {
        files.entry(finding.place.file.clone()).or_default().push(finding);
    }
    files
}

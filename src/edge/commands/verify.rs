//! `verify`: holds the record against the digests in the amendments.

use crate::edge::{Outcome, load, terminal};
use crate::manual::Manual;
use crate::manual::amendment::Action;
use crate::manual::document::{Document, DocumentId};
use crate::manual::version_number::VersionNumber;
use crate::source::digest::Digest;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The versions of each document as the amendments record them.
type Recorded<'m> = BTreeMap<&'m DocumentId, BTreeMap<VersionNumber, Option<Digest>>>;

/// Says one line for each document.
pub(super) fn run(manual: Option<&Path>) -> anyhow::Result<Outcome> {
    // Digests do not depend on a day, so the clock is not asked.
    let loaded = load::load(manual, Some(Date::ZERO))?;
    let recorded = recorded(&loaded.manual);
    let none = BTreeMap::new();
    let mut out = String::new();
    let mut sound = true;
    for document in loaded.manual.documents() {
        let faults = faults(document, recorded.get(&document.id).unwrap_or(&none));
        let count = document.versions.len();
        let noun = if count == 1 { "version" } else { "versions" };
        let state = if faults.is_empty() { "ok".to_owned() } else { faults.join("; ") };
        let _ = writeln!(out, "{}: {count} {noun}, {state}", document.id);
        sound &= faults.is_empty();
    }
    for id in recorded.keys().filter(|id| loaded.manual.document(id).is_none()) {
        let _ = writeln!(out, "{id}: recorded by an amendment, and the document is missing");
        sound = false;
    }
    terminal::say(&out)?;
    Ok(if sound { Outcome::Done } else { Outcome::Findings })
}

fn recorded(manual: &Manual) -> Recorded<'_> {
    let mut recorded = Recorded::new();
    for entry in manual.amendments.values().flat_map(|amendment| &amendment.entries) {
        if let Action::Version { number, sha256, .. } = &entry.value.action {
            let digest = sha256.as_ref().map(|digest| digest.value);
            recorded.entry(&entry.value.document).or_default().insert(*number, digest);
        }
    }
    recorded
}

fn faults(document: &Document, recorded: &BTreeMap<VersionNumber, Option<Digest>>) -> Vec<String> {
    let numbers: BTreeSet<_> = document.versions.keys().chain(recorded.keys()).collect();
    let mut faults = Vec::new();
    for number in numbers {
        match (document.versions.get(number), recorded.get(number)) {
            (None, _) => faults.push(format!("{number}: the file is missing")),
            (Some(_), None) => faults.push(format!("{number}: no amendment records it")),
            (Some(_), Some(None)) => faults.push(format!("{number}: no digest is recorded")),
            (Some(version), Some(Some(digest))) if version.sha256 != *digest => {
                let (is, was) = (version.sha256.short(), digest.short());
                faults.push(format!("{number}: the digest is {is}, and {was} was recorded"));
            }
            _ => {}
        }
    }
    faults
}

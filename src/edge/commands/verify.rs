//! `verify`: holds the record against the digests in the amendments: its versions, and their pictures.

use super::digest;
use crate::edge::cli::Verify;
use crate::edge::{Outcome, load, terminal};
use crate::manual::Manual;
use crate::manual::amendment::Action;
use crate::manual::document::{Document, DocumentId};
use crate::manual::version_number::VersionNumber;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// The versions of a document as the amendments record them. Each has one digest, or none, unless a
/// second amendment names it too: then what was recorded first still holds.
type Versions = BTreeMap<VersionNumber, BTreeSet<Option<Digest>>>;

/// The pictures that the amendments record with a version, by their paths from the chapter's folder.
type Pictures<'m> = BTreeSet<(VersionNumber, &'m str, Digest)>;

/// What the amendments record of a document.
#[derive(Debug, Default)]
struct Recorded<'m> {
    versions: Versions,
    pictures: Pictures<'m>,
}

/// Says one line for each document, or what a digest stands for.
pub(super) fn run(manual: Option<&Path>, options: &Verify) -> anyhow::Result<Outcome> {
    if let Some(prefix) = &options.digest {
        return digest::run(manual, options, prefix);
    }
    // Digests do not depend on a day, so the clock is not asked.
    let loaded = load::load(manual, Some(Date::ZERO))?;
    let recorded = recorded(&loaded.manual);
    let none = Recorded::default();
    let mut out = String::new();
    let mut sound = true;
    for document in loaded.manual.documents() {
        let recorded = recorded.get(&document.id).unwrap_or(&none);
        let found = found(document, &recorded.versions, &loaded.files);
        let mut faults = faults(&found, &recorded.versions);
        if let Some(chapter) = loaded.manual.chapters.get(&document.id.chapter) {
            faults.extend(altered(&chapter.folder, &recorded.pictures, &loaded.files));
        }
        let count = found.len();
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

fn recorded(manual: &Manual) -> BTreeMap<&DocumentId, Recorded<'_>> {
    let mut recorded = BTreeMap::<_, Recorded<'_>>::new();
    for entry in manual.amendments.values().flat_map(|amendment| &amendment.entries) {
        if let Action::Version { number, sha256, images, .. } = &entry.value.action {
            let digest = sha256.as_ref().map(|digest| digest.value);
            let document = recorded.entry(&entry.value.document).or_default();
            document.versions.entry(*number).or_default().insert(digest);
            let pictures = images.iter();
            let pictures = pictures.map(|image| (*number, &*image.file.value, image.sha256.value));
            document.pictures.extend(pictures);
        }
    }
    recorded
}

/// The digests of the files in a document's history: of what can be read as a version, and of what
/// an amendment records, whether it can be read or not.
fn found(
    document: &Document,
    recorded: &Versions,
    files: &FileTree,
) -> BTreeMap<VersionNumber, Digest> {
    let readable = document.versions.values().map(|version| (version.number, version.sha256));
    let damaged = recorded.keys().filter_map(|number| {
        let file = document.file.folder()?.join(&format!("history/{number}.md"))?;
        Some((*number, Digest::of(files.get(&file)?)))
    });
    damaged.chain(readable).collect()
}

fn faults(found: &BTreeMap<VersionNumber, Digest>, recorded: &Versions) -> Vec<String> {
    let numbers: BTreeSet<_> = found.keys().chain(recorded.keys()).collect();
    let mut faults = Vec::new();
    for number in numbers {
        match (found.get(number), recorded.get(number)) {
            (None, _) => faults.push(format!("{number}: the file is missing")),
            (Some(_), None) => faults.push(format!("{number}: no amendment records it")),
            (Some(digest), Some(declared)) => {
                faults.extend(declared.iter().filter_map(|was| unlike(*number, *digest, *was)));
            }
        }
    }
    faults
}

/// What is wrong between the digest of a file and the one that was recorded.
fn unlike(number: VersionNumber, is: Digest, was: Option<Digest>) -> Option<String> {
    let Some(was) = was else { return Some(format!("{number}: no digest is recorded")) };
    let (short, declared) = (is.short(), was.short());
    let fault = format!("{number}: the digest is {short}, and {declared} was recorded");
    (is != was).then_some(fault)
}

/// What is wrong with the pictures that the versions of a document show.
fn altered(folder: &VPath, pictures: &Pictures<'_>, files: &FileTree) -> Vec<String> {
    let unlike = |(number, name, was): &(VersionNumber, &str, Digest)| {
        let Some(bytes) = folder.join(name).and_then(|file| files.get(&file)) else {
            return Some(format!("{number}: the picture `{name}` is gone"));
        };
        let (is, declared) = (Digest::of(bytes), was.short());
        let short = is.short();
        let fault = format!(
            "{number}: the picture `{name}` was changed: its digest is {short}, and {declared} was recorded"
        );
        (is != *was).then_some(fault)
    };
    pictures.iter().filter_map(unlike).collect()
}

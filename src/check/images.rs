//! Whether the pictures of the record are what they were: a new picture gets a new name.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment, Entry, RecordedImage};
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::manual::version_number::VersionNumber;
use crate::source::digest::Digest;
use crate::source::place::Place;
use std::collections::BTreeMap;

/// A picture that was changed after it was recorded.
pub static ALTERED_IMAGE: Rule = Rule {
    code: "altered-image",
    level: Level::Error,
    what: "A picture of a recorded version is not what the amendment recorded, or is gone.",
    why: "The record must show what practitioners could see on that day.",
    mend: "Put the recorded picture back, and give a new one a new name.",
};

/// A picture whose digest was not written down.
pub static UNDIGESTED_IMAGE: Rule = Rule {
    code: "undigested-image",
    level: Level::Advice,
    what: "An amendment gives no digest of a picture that the version shows.",
    why: "Without it nobody can prove that the picture was not altered.",
    mend: "Add the digest to `images` of the amendment, as the message gives it.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&ALTERED_IMAGE, &UNDIGESTED_IMAGE];

/// Checks the pictures of all recorded versions.
pub fn check(manual: &Manual, findings: &mut Findings) {
    for amendment in manual.amendments.values() {
        for entry in &amendment.entries {
            let Action::Version { number, images, .. } = &entry.value.action else { continue };
            let id = &entry.value.document;
            let Some(chapter) = manual.chapters.get(&id.chapter) else { continue };
            for image in images {
                recorded(chapter, amendment, image, findings);
            }
            let place = Place::new(&amendment.file, entry.span);
            let document = manual.document(id);
            for (name, digest) in
                document.map_or_else(BTreeMap::new, |d| shown(chapter, d, *number))
            {
                if !images.iter().any(|image| image.file.value == name) {
                    findings.push(undigested(&place, &entry.value, *number, name, digest));
                }
            }
        }
    }
}

fn recorded(
    chapter: &Chapter,
    amendment: &Amendment,
    image: &RecordedImage,
    findings: &mut Findings,
) {
    let name = &image.file.value;
    let found = chapter.folder.join(name).and_then(|file| chapter.attachments.get(&file));
    let message = match found {
        Some(digest) if *digest == image.sha256.value => return,
        Some(_) => {
            format!("the picture `{name}` of `{}` was changed after it was recorded", chapter.slug)
        }
        None => format!("the picture `{name}` of `{}` was recorded, and is gone", chapter.slug),
    };
    findings.push(Finding::new(
        &ALTERED_IMAGE,
        Place::new(&amendment.file, image.file.span),
        message,
        "put the recorded picture back, and give a new one a new name",
    ));
}

/// The pictures of a version, by their paths from the chapter's folder.
fn shown<'m>(
    chapter: &'m Chapter,
    document: &'m Document,
    number: VersionNumber,
) -> BTreeMap<&'m str, Digest> {
    let Some(version) = document.versions.get(&number) else { return BTreeMap::new() };
    let pictures = chapter.pictures(document, &version.text.prose).into_iter();
    pictures.filter_map(|(file, digest)| Some((file.within(&chapter.folder)?, digest))).collect()
}

fn undigested(
    place: &Place,
    entry: &Entry,
    number: VersionNumber,
    name: &str,
    digest: Digest,
) -> Finding {
    Finding::new(
        &UNDIGESTED_IMAGE,
        place.clone(),
        format!(
            "version `{number}` of `{}` shows `{name}`, and has no digest of it",
            entry.document
        ),
        format!("add `images: [{{ file: {name}, sha256: {digest} }}]`"),
    )
}

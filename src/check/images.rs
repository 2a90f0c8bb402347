//! Whether the pictures of the record are what they were: a new picture gets a new name.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::amendment::{Action, Amendment, RecordedImage};
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, Version};
use crate::source::place::Place;

/// A picture that was changed after it was recorded.
pub static ALTERED_IMAGE: Rule = Rule {
    code: "altered-image",
    level: Level::Error,
    what: "A picture of a recorded version is not what the amendment recorded, or is gone.",
    why: "The record must show what practitioners could see on that day.",
};

/// A picture whose digest was not written down.
pub static UNDIGESTED_IMAGE: Rule = Rule {
    code: "undigested-image",
    level: Level::Advice,
    what: "An amendment gives no digest of a picture that the version shows.",
    why: "Without it nobody can prove that the picture was not altered.",
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
            if let Some(document) = manual.document(id)
                && let Some(version) = document.versions.get(number)
            {
                let place = Place::new(&amendment.file, entry.span);
                unrecorded(chapter, document, version, images, &place, findings);
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

fn unrecorded(
    chapter: &Chapter,
    document: &Document,
    version: &Version,
    images: &[RecordedImage],
    place: &Place,
    findings: &mut Findings,
) {
    for (file, digest) in chapter.pictures(document, &version.text.prose) {
        let Some(name) = file.within(&chapter.folder) else { continue };
        if !images.iter().any(|image| image.file.value == name) {
            findings.push(Finding::new(
                &UNDIGESTED_IMAGE,
                place.clone(),
                format!(
                    "version `{}` of `{}` shows `{name}`, and has no digest of it",
                    version.number, document.id
                ),
                format!("add `images: [{{ file: {name}, sha256: {digest} }}]`"),
            ));
        }
    }
}

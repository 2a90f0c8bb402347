//! Bundles: what a chapter said on a day, as evidence for a review.
//!
//! 1. [`contents`] finds the texts that were in force, and the amendments that decided it.
//! 2. [`files`] takes their files from the manual as they are, and refuses one that is not what its
//!    amendment recorded.
//! 3. [`sums`] lists the digests of files in the form that `sha256sum -c` reads.

mod refusal;

pub use refusal::Refusal;

use crate::manual::amendment::{Action, Amendment, RecordedImage};
use crate::manual::chapter::Chapter;
use crate::manual::document::Document;
use crate::manual::id::{PartnershipId, Slug};
use crate::manual::partnership::Partnership;
use crate::record::{InForce, Standing};
use crate::resolve::{ChapterState, Edition, EditionChapter};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What was in force on the day of an edition.
#[derive(Clone, Debug)]
pub struct Contents<'m> {
    /// The edition: the manual, the day, and the partnership whose readers are meant.
    pub edition: Edition<'m>,
    /// The chapters, in the order in which they were asked for.
    pub chapters: Vec<EditionChapter<'m>>,
    /// Their texts, each followed by what the partnership adds to it.
    pub texts: Vec<Evidence<'m>>,
    /// The amendments that put them in force, or by which they were last read again; oldest first.
    pub amendments: Vec<&'m Amendment>,
}

/// A text that was in force.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'m> {
    /// The chapter.
    pub chapter: &'m Chapter,
    /// The document.
    pub document: &'m Document,
    /// The version that was in force, and by whose decision.
    pub now: InForce<'m>,
}

/// The partnership of this name, if it was a member on the day.
pub fn partnership<'m>(
    edition: &Edition<'m>,
    id: &PartnershipId,
) -> Result<&'m Partnership, Refusal> {
    let known = &edition.manual.partnerships;
    let found = known.get(id).ok_or_else(|| Refusal::unknown_partnership(id, known.keys()))?;
    if found.is_member_on(edition.date) {
        Ok(found)
    } else {
        Err(Refusal::NotAMember { id: id.clone(), day: edition.date, joined: found.joined.value })
    }
}

/// What chapters said on the day of an edition. Each is named once, however often it was asked for.
pub fn contents<'m>(edition: Edition<'m>, slugs: &[Slug]) -> Result<Contents<'m>, Refusal> {
    let mut contents =
        Contents { edition, chapters: Vec::new(), texts: Vec::new(), amendments: Vec::new() };
    for slug in slugs {
        if !contents.chapters.iter().any(|known| known.chapter.slug == *slug) {
            contents.add(slug)?;
        }
    }
    contents.amendments.sort_by_key(|amendment| crate::record::order(amendment));
    contents.amendments.dedup_by_key(|amendment| &amendment.id);
    Ok(contents)
}

impl Contents<'_> {
    fn add(&mut self, slug: &Slug) -> Result<(), Refusal> {
        let edition = self.edition;
        let chapters = &edition.manual.chapters;
        let chapter =
            chapters.get(slug).ok_or_else(|| Refusal::unknown_chapter(slug, chapters.keys()))?;
        let shown = match edition.state(chapter) {
            Some(ChapterState::Shown(shown)) => shown,
            Some(ChapterState::Withdrawn(withdrawn)) => {
                let since = withdrawn.by.in_force.value;
                return Err(Refusal::Withdrawn { slug: slug.clone(), day: edition.date, since });
            }
            None => {
                let first = edition.record.states(&chapter.regional.id).first().map(|it| it.from);
                return Err(Refusal::NotYet { slug: slug.clone(), day: edition.date, first });
            }
        };
        let addition = edition.own_addition(chapter).map(|own| own.document);
        for document in std::iter::once(&chapter.regional).chain(addition) {
            if let Standing::InForce(now) = edition.record.standing(&document.id, edition.date) {
                self.texts.push(Evidence { chapter, document, now });
                self.amendments.extend([now.by, now.reviewed_by]);
            }
        }
        self.chapters.push(shown);
        Ok(())
    }

    /// What the files of the bundle are called: the day, the partnership, and the chapters.
    pub fn name(&self) -> String {
        const NAMED: usize = 3;
        let mut name = format!("bundle-{}", self.edition.date);
        let own = self.edition.partnership.map(|own| own.id.as_str());
        let slugs = self.chapters.iter().map(|shown| shown.chapter.slug.as_str());
        for part in own.into_iter().chain(slugs.take(NAMED)) {
            let _ = write!(name, "-{part}");
        }
        let more = self.chapters.len().saturating_sub(NAMED);
        if more > 0 {
            let _ = write!(name, "-and-{more}-more");
        }
        name
    }
}

impl<'m> Evidence<'m> {
    /// What the amendment recorded of it: the digest of its file, and the pictures that it shows.
    fn recorded(&self) -> Option<(Digest, &'m [RecordedImage])> {
        let entries = self.now.by.entries.iter().map(|entry| &entry.value);
        entries.filter(|entry| entry.document == self.document.id).find_map(|entry| {
            match &entry.action {
                Action::Version { number, sha256: Some(sha256), images, .. }
                    if *number == self.now.version.number =>
                {
                    Some((sha256.value, images.as_slice()))
                }
                _ => None,
            }
        })
    }
}

/// The files of what was in force, byte for byte: texts, their pictures, amendments. None is taken that
/// is not what was recorded.
pub fn files(
    contents: &Contents<'_>,
    tree: &FileTree,
) -> Result<BTreeMap<VPath, Vec<u8>>, Refusal> {
    let mut files = BTreeMap::new();
    let mut add = |path: &VPath, recorded: Option<Digest>| {
        let bytes = tree.get(path).ok_or_else(|| Refusal::Missing { file: path.clone() })?;
        let is = Digest::of(bytes);
        if let Some(was) = recorded.filter(|was| *was != is) {
            return Err(Refusal::Altered { file: path.clone(), is, was });
        }
        files.insert(path.clone(), bytes.to_vec());
        Ok(())
    };
    for text in &contents.texts {
        let file = &text.now.version.file;
        let (sha256, images) =
            text.recorded().ok_or_else(|| Refusal::Unrecorded { file: file.clone() })?;
        add(file, Some(sha256))?;
        for image in images {
            let path = text.chapter.folder.join(&image.file.value);
            let path = path.ok_or_else(|| Refusal::Missing { file: file.clone() })?;
            add(&path, Some(image.sha256.value))?;
        }
    }
    for amendment in &contents.amendments {
        add(&amendment.file, None)?;
    }
    Ok(files)
}

/// The name of the list of digests.
pub const SUMS: &str = "SHA256SUMS";

/// The digests of files in the form that `sha256sum -c` reads.
pub fn sums(files: &BTreeMap<VPath, Vec<u8>>) -> String {
    let lines = files.iter().map(|(path, bytes)| format!("{}  {path}\n", Digest::of(bytes)));
    lines.collect()
}

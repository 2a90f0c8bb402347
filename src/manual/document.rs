//! Documents: what has versions. A chapter's regional text is one, and so is each local addition.

use super::id::{PartnershipId, Slug};
use super::version_number::VersionNumber;
use crate::diff::Words;
use crate::prose::headings;
use crate::prose::shared::SharedProse;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::place::Spanned;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Names a document: `online-safety`, or `online-safety/birmingham` for a local addition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentId {
    /// The chapter.
    pub chapter: Slug,
    /// For a local addition, whose it is.
    pub partnership: Option<PartnershipId>,
}

impl DocumentId {
    /// The regional text of a chapter.
    pub fn regional(chapter: &Slug) -> Self {
        Self { chapter: chapter.clone(), partnership: None }
    }

    /// Reads `chapter` or `chapter/partnership`.
    pub fn new(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => Some(Self { chapter: Slug::new(text)?, partnership: None }),
            Some((chapter, partnership)) => Some(Self {
                chapter: Slug::new(chapter)?,
                partnership: Some(PartnershipId::new(partnership)?),
            }),
        }
    }

    /// The document that is meant by the path of its file, of a version or of its folder, as a shell completes
    /// it. A name alone, as in `online-safety`, is no path.
    pub fn meant_by_path(path: &str) -> Option<Self> {
        let is_name = |part: &&str| !matches!(*part, "" | "." | "..");
        let parts: Vec<&str> = path.split('/').filter(is_name).collect();
        let chapters = parts.iter().rposition(|part| *part == "chapters");
        let (folders, is_file) = match parts.split_last() {
            Some((file, folders)) if file.strip_suffix(".md").is_some() => (folders, true),
            _ => (parts.as_slice(), false),
        };
        let below = match chapters {
            // Behind it stands the section.
            Some(at) => folders.get(at + 2..)?,
            None if is_file => folders,
            None => return None,
        };
        match below.strip_suffix(&["history"]).unwrap_or(below) {
            [.., chapter, "local", partnership] => Self::new(&format!("{chapter}/{partnership}")),
            ["local", _] => None,
            [slug] => Self::new(slug),
            [.., slug] if chapters.is_none() => Self::new(slug),
            _ => None,
        }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.chapter)?;
        match &self.partnership {
            Some(partnership) => write!(f, "/{partnership}"),
            None => Ok(()),
        }
    }
}

/// What has versions: its working text, and its record.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name.
    pub id: DocumentId,
    /// The file that the editor edits.
    pub file: VPath,
    /// What that file says now.
    pub working: Text,
    /// Who looks after a local addition. A chapter's own stands in its administration.
    pub upkeep: Upkeep,
    /// The record: every version that was ever frozen.
    pub versions: BTreeMap<VersionNumber, Version>,
}

impl Document {
    /// The newest version of the record, in force or not.
    pub fn newest(&self) -> Option<&Version> {
        self.versions.values().next_back()
    }

    /// Whether the working text differs from the newest version, in what readers rely on.
    pub fn is_draft(&self) -> bool {
        self.newest().is_none_or(|newest| newest.text.digest != self.working.digest)
    }
}

/// Who looks after a document, and by when: administration, which no version records.
#[derive(Clone, Debug, Default)]
pub struct Upkeep {
    /// Who is responsible for it.
    pub owner: Option<Spanned<String>>,
    /// When it must have been reviewed.
    pub review_due: Option<Spanned<Date>>,
}

/// What readers rely on, and what a version records: the words, and where an addition belongs.
#[derive(Clone, Debug)]
pub struct Text {
    /// The title.
    pub title: Spanned<String>,
    /// The subtitle.
    pub subtitle: Option<Spanned<String>>,
    /// One sentence for lists, search results and link previews.
    pub summary: Option<Spanned<String>>,
    /// For a local addition: the id of the chapter's heading to which it belongs. The end, if none.
    pub after: Option<Spanned<String>>,
    /// The Markdown, parsed. Shared by all pages that show it.
    pub prose: SharedProse,
    /// The digest of all of the above as written, whatever the line ends.
    pub digest: Digest,
}

impl Text {
    /// Of a local addition: the heading after whose part of the chapter's text it stands. It is the one
    /// that it names, if the text has it; else the addition stands at the end.
    pub fn place_in(&self, chapter: &Self) -> Option<&str> {
        let after = self.after.as_ref()?.value.as_str();
        headings::outline(&chapter.prose).iter().any(|entry| entry.id == after).then_some(after)
    }

    /// What readers see of it, to be compared with another.
    pub fn words(&self) -> Words<'_> {
        Words {
            title: &self.title.value,
            subtitle: self.subtitle.as_ref().map(|text| text.value.as_str()),
            summary: self.summary.as_ref().map(|text| text.value.as_str()),
            prose: &self.prose,
        }
    }
}

/// The full text of a document as one amendment left it. Frozen.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number.
    pub number: VersionNumber,
    /// Its file in the record.
    pub file: VPath,
    /// The digest of that file's bytes: what `sha256sum` prints.
    pub sha256: Digest,
    /// What it says.
    pub text: Text,
    /// That file's bytes.
    pub bytes: Arc<[u8]>,
}

impl Version {
    /// Whether its file differs from what was recorded in the ends of its lines only, which git may convert.
    pub fn has_other_line_ends(&self, recorded: Digest) -> bool {
        let lines = || self.bytes.split(|byte| *byte == b'\n');
        let plain = |line: &'_ [u8]| line.strip_suffix(b"\r").unwrap_or(line).to_vec();
        let with = |end: &[u8]| Digest::of(&lines().map(plain).collect::<Vec<_>>().join(end));
        self.sha256 != recorded && [with(b"\n"), with(b"\r\n")].contains(&recorded)
    }
}

#[cfg(test)]
mod tests {
    use super::DocumentId;

    #[test]
    fn a_document_is_named_by_chapter_and_partnership() {
        for text in ["online-safety", "online-safety/birmingham"] {
            assert_eq!(DocumentId::new(text).unwrap().to_string(), text);
        }
        for text in ["", "/", "a/", "/b", "a/b/c", "A"] {
            assert_eq!(DocumentId::new(text), None, "{text}");
        }
    }

    #[test]
    fn a_path_says_which_document_is_meant() {
        let meant = |path| DocumentId::meant_by_path(path).map(|id| id.to_string());
        for path in [
            "chapters/core/recording/chapter.md",
            "./procedures/chapters/core/recording/",
            "/home/ann/chapters/procedures/chapters/core/recording/history/1.0.md",
            "../core/recording/chapter.md",
            "recording/chapter.md",
        ] {
            assert_eq!(meant(path).as_deref(), Some("recording"), "{path}");
        }
        for path in [
            "chapters/core/recording/local/our-town/chapter.md",
            "chapters/core/recording/local/our-town",
            "recording/local/our-town/history/1.1.md",
        ] {
            assert_eq!(meant(path).as_deref(), Some("recording/our-town"), "{path}");
        }
        for path in [
            "recording",
            "recording/our-town",
            "chapter.md",
            "chapters/core",
            "local/our-town/chapter.md",
            "chapters/core/recording/images/signs.svg",
            "",
        ] {
            assert_eq!(meant(path), None, "{path}");
        }
    }
}

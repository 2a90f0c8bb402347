//! Chapters: one procedure or piece of guidance each.

use super::document::Document;
use super::id::{PartnershipId, SectionId, Slug};
use crate::prose::{Destination, InlineKind, Passage, Prose, walk};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::place::Spanned;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A chapter: its regional text, the local additions to it, and its administration.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its slug: its identity, for ever.
    pub slug: Slug,
    /// The section that it stands in now.
    pub section: SectionId,
    /// Its folder.
    pub folder: VPath,
    /// What the front matter says that is not recorded: it takes effect at once.
    pub administration: Administration,
    /// The regional text and its record.
    pub regional: Document,
    /// The local additions by partnership.
    pub additions: BTreeMap<PartnershipId, Document>,
    /// The files beside the chapter that its texts may show, each with the digest of its bytes.
    pub attachments: BTreeMap<VPath, Digest>,
}

impl Chapter {
    /// The pictures that a text of one of the chapter's documents shows, with their digests. Paths in
    /// a text are meant from the folder of the document's working text, in its versions, too.
    pub fn pictures(&self, document: &Document, prose: &Prose) -> BTreeMap<&VPath, Digest> {
        let mut pictures = BTreeMap::new();
        let Some(folder) = document.file.folder() else { return pictures };
        for inline in walk::inlines(prose) {
            let InlineKind::Image(image) = &inline.kind else { continue };
            let Destination::Path(path) = &image.destination else { continue };
            let found = folder.join(path).and_then(|file| self.attachments.get_key_value(&file));
            pictures.extend(found.map(|(file, digest)| (file, *digest)));
        }
        pictures
    }
}

/// The keys of a chapter's front matter that are administration: a change to them makes no draft.
#[derive(Clone, Debug)]
pub struct Administration {
    /// With the section's number, the chapter's number: 5 in section 2 gives "2.5". From 1.
    pub position: Spanned<u32>,
    /// Who is responsible for the chapter.
    pub owner: Option<Spanned<String>>,
    /// When it must have been reviewed.
    pub review_due: Option<Spanned<Date>>,
    /// The legislation and guidance that it was checked against: ids of the register.
    pub aligned_to: Vec<Spanned<String>>,
    /// When it was last checked against them.
    pub checked: Option<Spanned<Date>>,
    /// For whom it is.
    pub audience: Vec<Audience>,
    /// Words that people would type to find it.
    pub keywords: Vec<String>,
    /// Chapters that the reader may want next.
    pub related: Vec<Spanned<String>>,
    /// Former slugs: redirects, never reused.
    pub aliases: Vec<Spanned<Slug>>,
    /// Set while the chapter is being reviewed.
    pub under_review: Option<UnderReview>,
    /// Temporary changes, shown only between their dates.
    pub notices: Vec<ChapterNotice>,
}

/// For whom a chapter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everyone.
    All,
    /// Nurseries, childminders.
    EarlyYears,
    /// Doctors, nurses, midwives, therapists.
    Health,
    /// Police officers and staff.
    Police,
    /// Probation.
    Probation,
    /// Schools and colleges.
    Schools,
    /// Children's social care.
    SocialCare,
    /// Charities, faith groups, clubs.
    VoluntarySector,
    /// Youth justice.
    YouthJustice,
}

impl Audience {
    /// All audiences with the words for them in front matter.
    pub const ALL: [(&'static str, Self); 9] = [
        ("all", Self::All),
        ("early-years", Self::EarlyYears),
        ("health", Self::Health),
        ("police", Self::Police),
        ("probation", Self::Probation),
        ("schools", Self::Schools),
        ("social-care", Self::SocialCare),
        ("voluntary-sector", Self::VoluntarySector),
        ("youth-justice", Self::YouthJustice),
    ];

    /// The word for it in front matter, and in the words of the interface.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, audience)| *audience == self).map_or("all", |(word, _)| word)
    }
}

/// A status that tells readers that a chapter is being reviewed. It is not an amendment.
#[derive(Clone, Debug)]
pub struct UnderReview {
    /// Since when.
    pub since: Date,
    /// What readers should know.
    pub note: Option<String>,
}

/// A temporary change, tied to a heading, shown from one day until another.
#[derive(Clone, Debug)]
pub struct ChapterNotice {
    /// The id of the heading under which it is shown; at the top if none.
    pub heading: Option<Spanned<String>>,
    /// The first day on which it is shown.
    pub from: Date,
    /// The last day on which it is shown.
    pub until: Date,
    /// What it says.
    pub text: Passage,
}

impl ChapterNotice {
    /// Whether it is shown on `date`.
    pub fn applies_on(&self, date: Date) -> bool {
        self.from <= date && date <= self.until
    }
}

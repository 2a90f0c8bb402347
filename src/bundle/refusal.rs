//! Why there can be no bundle.

use crate::finding::nearest::nearest;
use crate::manual::id::{PartnershipId, Slug};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use jiff::civil::Date;
use std::fmt;

/// Why there can be no bundle, in the words of whoever asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No chapter has this name.
    UnknownChapter {
        /// The name.
        slug: Slug,
        /// The nearest that there is.
        near: Option<String>,
    },
    /// No partnership has this name.
    UnknownPartnership {
        /// The name.
        id: PartnershipId,
        /// The nearest that there is.
        near: Option<String>,
    },
    /// The partnership was no member on the day.
    NotAMember {
        /// The partnership.
        id: PartnershipId,
        /// The day.
        day: Date,
        /// When it joined.
        joined: Date,
    },
    /// The chapter was not in force yet.
    NotYet {
        /// The chapter.
        slug: Slug,
        /// The day.
        day: Date,
        /// From when it is in force, as far as that was known.
        first: Option<Date>,
    },
    /// The chapter was in force no longer.
    Withdrawn {
        /// The chapter.
        slug: Slug,
        /// The day.
        day: Date,
        /// From when it was withdrawn.
        since: Date,
    },
    /// The day is still to come.
    Future {
        /// The day.
        day: Date,
        /// Today.
        today: Date,
    },
    /// A file is not there.
    Missing {
        /// The file.
        file: VPath,
    },
    /// No amendment says what a file was.
    Unrecorded {
        /// The file.
        file: VPath,
    },
    /// A file is not what was recorded.
    Altered {
        /// The file.
        file: VPath,
        /// Its digest.
        is: Digest,
        /// The digest that was recorded.
        was: Digest,
    },
}

impl Refusal {
    pub(super) fn unknown_chapter<'k>(slug: &Slug, known: impl Iterator<Item = &'k Slug>) -> Self {
        let near = nearest(slug.as_str(), known.map(Slug::as_str)).map(str::to_owned);
        Self::UnknownChapter { slug: slug.clone(), near }
    }

    pub(super) fn unknown_partnership<'k>(
        id: &PartnershipId,
        known: impl Iterator<Item = &'k PartnershipId>,
    ) -> Self {
        let near = nearest(id.as_str(), known.map(PartnershipId::as_str)).map(str::to_owned);
        Self::UnknownPartnership { id: id.clone(), near }
    }

    /// Whether something is wrong with the manual, and not with what was asked for.
    pub fn is_of_manual(&self) -> bool {
        matches!(self, Self::Missing { .. } | Self::Unrecorded { .. } | Self::Altered { .. })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownChapter { slug, near } => {
                write!(f, "there is no chapter `{slug}`; {}", mend(near.as_deref(), "chapter"))
            }
            Self::UnknownPartnership { id, near } => {
                write!(
                    f,
                    "there is no partnership `{id}`; {}",
                    mend(near.as_deref(), "partnership")
                )
            }
            Self::NotAMember { id, day, joined } if day < joined => {
                write!(f, "`{id}` was not a member on {day}: it joined on {joined}")
            }
            Self::NotAMember { id, day, .. } => {
                write!(f, "`{id}` was no longer a member on {day}")
            }
            Self::NotYet { slug, day, first } => {
                write!(f, "no text of `{slug}` was in force on {day}")?;
                first.map_or(Ok(()), |first| write!(f, ": the first is in force from {first}"))
            }
            Self::Withdrawn { slug, day, since } => {
                write!(f, "`{slug}` was not in force on {day}: it was withdrawn from {since}")
            }
            Self::Future { day, today } => {
                write!(f, "{day} is still to come: a bundle shows what was in force, until {today}")
            }
            Self::Missing { file } => write!(f, "`{file}` is missing"),
            Self::Unrecorded { file } => {
                write!(f, "no amendment records the digest of `{file}`")
            }
            Self::Altered { file, is, was } => write!(
                f,
                "`{file}` was altered: its digest is {}, and {} was recorded",
                is.short(),
                was.short()
            ),
        }
    }
}

fn mend(near: Option<&str>, kind: &str) -> String {
    match near {
        Some(near) => format!("write `{near}` if that is meant"),
        None if kind == "chapter" => "write the name of a chapter's folder".to_owned(),
        None => "write the name of a file of `partnerships/`, without `.yaml`".to_owned(),
    }
}

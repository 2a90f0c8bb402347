//! How the working texts are written: what makes them hard to read, to find one's way in, or to hear.
//! Recorded texts are left alone, for they cannot be changed, and so are chapters and additions
//! that were withdrawn.

pub mod capitals;
pub mod headings;
pub mod length;
pub mod links;
pub mod modality;
pub mod pictures;
mod sentences;
pub mod tables;

use super::words::Written;
use crate::finding::{Findings, Rule};

/// The rules of this subject.
pub const RULES: &[&Rule] = &[
    &capitals::ALL_CAPITALS,
    &headings::SKIPPED_HEADING_LEVEL,
    &headings::REPEATED_HEADING,
    &links::VAGUE_LINK_TEXT,
    &modality::MUST_OR_SHOULD,
    &pictures::PICTURE_WITHOUT_WORDS,
    &length::LONG_SENTENCE,
    &length::LONG_PARAGRAPH,
    &tables::TABLE_WITHOUT_HEADERS,
];

/// Checks how a text is written.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    capitals::check(written, findings);
    headings::check(written, findings);
    links::check(written, findings);
    modality::check(written, findings);
    pictures::check(written, findings);
    length::check(written, findings);
    tables::check(written, findings);
}

//! Partnerships: one file each.

use super::fields::Fields;
use super::layout::IdentifiedFile;
use super::{registers, source_text, yaml};
use crate::finding::Findings;
use crate::manual::id::PartnershipId;
use crate::manual::partnership::{Colour, Partnership};
use crate::source::place::{Span, Spanned};
use crate::source::tree::FileTree;

/// Parses a partnership. Without a day on which it joined it is left out.
pub fn parse(
    files: &FileTree,
    source: &IdentifiedFile<PartnershipId>,
    findings: &mut Findings,
) -> Option<Partnership> {
    let (text, span) = source_text::of(files, &source.file, findings)?;
    let node = yaml::read(&source.file, text, span, findings)?;
    let mut fields = Fields::of(&source.file, &node, findings);
    let name = fields.required_text("name", "Aldermere Safeguarding Children Partnership");
    let area = fields.text("area").map(|text| text.value);
    let joined = fields.required_date("joined");
    let left = fields.date("left");
    let colour = fields.parsed("colour", "a colour, as in `\"#1f5f8b\"`", Colour::new);
    let contacts = registers::partnership_contacts(&mut fields);
    fields.finish();
    Some(Partnership {
        name: name.unwrap_or_else(|| Spanned::new(source.id.to_string(), Span::default())),
        id: source.id.clone(),
        file: source.file.clone(),
        area,
        joined: joined?,
        left,
        colour,
        contacts,
    })
}

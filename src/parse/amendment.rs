//! Amendments: one file each.

use super::chapter::law_ids;
use super::fields::{Fields, wrong_type};
use super::layout::IdentifiedFile;
use super::yaml::{Node, Value};
use super::{source_text, yaml};
use crate::finding::Findings;
use crate::manual::amendment::{Action, Amendment, Entry, RecordedImage, Significance};
use crate::manual::document::DocumentId;
use crate::manual::id::{AmendmentId, Slug};
use crate::source::digest::Digest;
use crate::source::place::{Span, Spanned};
use crate::source::tree::FileTree;

/// Parses an amendment. Without a day on which it is in force it cannot be one, and is left out.
pub fn parse(
    files: &FileTree,
    source: &IdentifiedFile<AmendmentId>,
    findings: &mut Findings,
) -> Option<Amendment> {
    let (text, span) = source_text::of(files, &source.file, findings)?;
    let node = yaml::read(&source.file, text, span, findings)?;
    let mut fields = Fields::of(&source.file, &node, findings);
    let title = fields.required_text("title", "Working Together 2026");
    let in_force = fields.required_date("in_force");
    let published = fields.date("published");
    let significance = fields.choice("significance", &Significance::ALL);
    if significance.is_none() && fields.node("significance").is_none() {
        fields.missing("significance", "minor");
    }
    let summary = fields.required_text("summary", "What practitioners need to know.");
    let because = law_ids(&mut fields, "because");
    let approved_by = fields.text("approved_by").map(|text| text.value);
    if fields.node("documents").is_none() {
        fields.missing("documents", "[{ document: online-safety, version: \"1.1\" }]");
    }
    let file = fields.file();
    let nodes = fields.list("documents");
    let entries = nodes.iter().filter_map(|node| entry(&file, node, fields.findings())).collect();
    fields.finish();
    let in_force = in_force?;
    Some(Amendment {
        id: source.id.clone(),
        file: source.file.clone(),
        title: title.unwrap_or_else(|| Spanned::new(source.id.to_string(), Span::default())),
        published: published.unwrap_or_else(|| in_force.clone()),
        in_force,
        significance: significance.unwrap_or(Significance::Minor),
        summary: summary.map(|text| text.value).unwrap_or_default(),
        because,
        approved_by,
        entries,
    })
}

fn entry(
    file: &crate::source::path::VPath,
    node: &Node,
    findings: &mut Findings,
) -> Option<Spanned<Entry>> {
    let mut fields = Fields::of(file, node, findings);
    let document =
        fields.parsed("document", "a chapter, or `chapter/partnership`", DocumentId::new);
    if fields.node("document").is_none() {
        fields.missing("document", "online-safety");
    }
    let number =
        fields.parsed("version", "a version's number, as in `\"1.1\"`", |text| text.parse().ok());
    let version_given = fields.node("version").is_some();
    let headings = fields.texts("headings");
    let sha256 = fields.parsed("sha256", "64 hexadecimal digits", Digest::new);
    let images = images(&mut fields);
    let reviewed = fields.flag("reviewed");
    let withdrawn = fields.flag("withdrawn");
    let replaced_by = fields.parsed("replaced_by", "a chapter's slug", Slug::new);
    let action = match (number, reviewed, withdrawn) {
        (Some(number), false, false) => {
            Some(Action::Version { number: number.value, headings, sha256, images })
        }
        (None, true, false) if !version_given => Some(Action::Reviewed),
        (None, false, true) if !version_given => Some(Action::Withdrawn { replaced_by }),
        (None, false, false) if version_given => None,
        _ if !matches!(node.value, Value::Mapping(_)) => None,
        _ => {
            let expected = "one of `version: \"1.1\"`, `reviewed: true` or `withdrawn: true`";
            fields.findings().push(wrong_type(file, node, expected));
            None
        }
    };
    let span = document.as_ref().map_or(node.span, |document| document.span);
    fields.finish();
    Some(Spanned::new(Entry { document: document?.value, action: action? }, span))
}

fn images(fields: &mut Fields<'_, '_>) -> Vec<RecordedImage> {
    let file = fields.file();
    let mut images = Vec::new();
    for node in fields.list("images") {
        let mut inner = Fields::of(&file, node, fields.findings());
        let path = inner.required_text("file", "images/signs.svg");
        let sha256 = inner.parsed("sha256", "64 hexadecimal digits", Digest::new);
        if inner.node("sha256").is_none() {
            inner.missing("sha256", "\"0123…\"");
        }
        inner.finish();
        if let (Some(file), Some(sha256)) = (path, sha256) {
            images.push(RecordedImage { file, sha256 });
        }
    }
    images
}

//! The minute: the text of an amendment's file.

use super::{PlannedAction, PlannedChange, Request};
use crate::parse::yaml;
use std::fmt::Write as _;

/// The text of the amendment's file.
pub(super) fn text(request: &Request, changes: &[PlannedChange<'_>]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "title: {}", quoted(&request.title));
    let _ = writeln!(text, "in_force: {}", request.in_force);
    let _ = writeln!(text, "published: {}", request.published);
    let _ = writeln!(text, "significance: {}", request.significance.as_str());
    let _ = writeln!(text, "summary: {}", quoted(&request.summary));
    if !request.because.is_empty() {
        let ids = request.because.iter();
        let ids = ids.map(|id| format!("\"law:{}\"", id.strip_prefix("law:").unwrap_or(id)));
        let _ = writeln!(text, "because: [{}]", ids.collect::<Vec<_>>().join(", "));
    }
    if let Some(by) = &request.approved_by {
        let _ = writeln!(text, "approved_by: {}", quoted(by));
    }
    text.push_str("documents:\n");
    for change in changes {
        entry(&mut text, request, change);
    }
    text
}

fn entry(text: &mut String, request: &Request, change: &PlannedChange<'_>) {
    let _ = writeln!(text, "  - document: {}", change.document.id);
    match &change.action {
        PlannedAction::Reviewed => text.push_str("    reviewed: true\n"),
        PlannedAction::Withdrawn => {
            text.push_str("    withdrawn: true\n");
            if let Some(slug) = &request.replaced_by {
                let _ = writeln!(text, "    replaced_by: {slug}");
            }
        }
        PlannedAction::Version { number, sha256, images, .. } => {
            let _ = writeln!(text, "    version: \"{number}\"");
            let headings = change.difference.as_ref().map(super::Difference::changed_headings);
            if let Some(headings) = headings.filter(|headings| !headings.is_empty()) {
                let ids: Vec<String> = headings.iter().map(|id| quoted(id)).collect();
                let _ = writeln!(text, "    headings: [{}]", ids.join(", "));
            }
            let _ = writeln!(text, "    sha256: \"{sha256}\"");
            if !images.is_empty() {
                text.push_str("    images:\n");
            }
            for (file, sha256) in images {
                let _ =
                    writeln!(text, "      - {{ file: {}, sha256: \"{sha256}\" }}", quoted(file));
            }
        }
    }
}

fn quoted(text: &str) -> String {
    yaml::quoted(text.trim())
}

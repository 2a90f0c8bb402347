//! Whether the publisher has said what the accessibility statement needs.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::source::place::Place;

/// A statement with gaps.
pub static ACCESSIBILITY_UNSAID: Rule = Rule {
    code: "accessibility-unsaid",
    level: Level::Advice,
    what: "The manual does not say all that its accessibility statement needs.",
    why: "Public bodies must publish a statement in the model form, and only the publisher knows \
          whom to contact, who tested the site, and what was found.",
    mend: "Test the site or have it tested, and give what was found under `accessibility` in manual.yaml.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&ACCESSIBILITY_UNSAID];

/// Checks what is said about accessibility. A manual without an address is published nowhere, and needs
/// no statement.
pub fn check(manual: &Manual, findings: &mut Findings) {
    let settings = &manual.settings;
    let missing = settings.accessibility.missing();
    if settings.base_url.is_none() || missing.is_empty() {
        return;
    }
    findings.push(Finding::new(
        &ACCESSIBILITY_UNSAID,
        Place::file(&settings.file),
        format!("the accessibility statement lacks {}", listed(&missing)),
        "give it under `accessibility`, as it was found when the site was tested",
    ));
}

/// Names in backticks, with commas.
fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

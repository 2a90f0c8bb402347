//! Findings as SARIF 2.1.0, which code hosts and editors read.

use super::{Files, Located};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::digest::Digest;
use crate::source::place::Place;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Findings as one SARIF log with one run. The rules are those that were broken, in order of code;
/// paths are relative to the root of the sources; advice is SARIF's `note`. What a comment allows is
/// a suppressed result.
pub fn sarif(findings: &Findings, files: Files<'_>) -> String {
    let found = findings.iter().map(|finding| (finding, None));
    let allowed = findings.allowed().iter();
    let all: Vec<(&Finding, Option<&str>)> = found
        .chain(allowed.map(|allowed| (&allowed.finding, Some(allowed.reason.as_str()))))
        .collect();
    let rules: BTreeMap<&str, &'static Rule> =
        all.iter().map(|(finding, _)| (finding.rule.code, finding.rule)).collect();
    let places: BTreeMap<&str, usize> =
        rules.keys().enumerate().map(|(index, code)| (*code, index)).collect();
    let mut fingerprints = Fingerprints::default();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Chapterhouse",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules.values().map(|rule| Descriptor::new(rule)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: all
                .iter()
                .map(|(finding, reason)| {
                    let index = places.get(finding.rule.code).copied().unwrap_or_default();
                    Outcome::new(finding, *reason, index, &mut fingerprints, files)
                })
                .collect(),
        }],
    };
    super::pretty(&log)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "note",
    }
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// A result in SARIF's words.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

/// What tells results apart from one run to the next, whatever the lines on which they stand: the
/// code, the file, the words, and which of several such it is.
#[derive(Default)]
struct Fingerprints {
    seen: BTreeMap<Digest, usize>,
}

impl Fingerprints {
    fn of(&mut self, finding: &Finding, files: Files<'_>) -> BTreeMap<&'static str, String> {
        let Located { path, text, .. } = files.locate(&finding.place);
        let parts = [finding.rule.code, &path, text, &finding.message].join("\0");
        let digest = Digest::of(parts.as_bytes());
        let number = self.seen.entry(digest).or_default();
        *number += 1;
        BTreeMap::from([("finding/v1", format!("{digest}:{number}"))])
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Descriptor {
    fn new(rule: &Rule) -> Self {
        let text = |text: &str| Message { text: text.to_owned() };
        Self {
            id: rule.code,
            short_description: text(rule.what),
            full_description: text(&format!("{} {}", rule.what, rule.why)),
            help: text(rule.mend),
            default_configuration: Configuration { level: level(rule.level) },
        }
    }
}

impl Outcome {
    fn new(
        finding: &Finding,
        reason: Option<&str>,
        rule_index: usize,
        fingerprints: &mut Fingerprints,
        files: Files<'_>,
    ) -> Self {
        Self {
            rule_id: finding.rule.code,
            rule_index,
            level: level(finding.level),
            message: Message { text: format!("{}\nmend: {}", finding.message, finding.mend) },
            locations: [Location::new(&finding.place, None, files)],
            related_locations: finding
                .notes
                .iter()
                .map(|note| Location::new(&note.place, Some(&note.message), files))
                .collect(),
            partial_fingerprints: fingerprints.of(finding, files),
            suppressions: reason
                .map(|reason| Suppression { kind: "inSource", justification: reason.to_owned() })
                .into_iter()
                .collect(),
        }
    }
}

impl Location {
    fn new(place: &Place, message: Option<&str>, files: Files<'_>) -> Self {
        let Located { path, start, end, whole, text: _ } = files.locate(place);
        Self {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(&path), uri_base_id: "%SRCROOT%" },
                region: (!whole).then_some(Region {
                    start_line: start.line,
                    start_column: start.column,
                    end_line: end.line,
                    end_column: end.column,
                }),
            },
            message: message.map(|text| Message { text: text.to_owned() }),
        }
    }
}

/// A path as a relative URI reference: all but the unreserved characters and `/` is escaped.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

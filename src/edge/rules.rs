//! Every rule of the program: each module that makes findings lists its own, and here are the lists.

use super::read;
use crate::finding::nearest::nearest;
use crate::finding::policy::{self, Policy};
use crate::finding::{Findings, Rule};
use crate::manual::Manual;
use crate::parse::{
    fields, front_matter, language, layout, markdown, partnership, registers, settings,
    source_text, yaml,
};
use crate::render::{proof, theme, words};
use crate::{amend, check, parse, scaffold};
use std::fmt::Write as _;

/// The rules of each module with its subject, in the order in which a manual meets them.
const LISTS: &[(&str, &[&Rule])] = &[
    ("The folder", read::RULES),
    ("Chapters with one name", parse::RULES),
    ("Where files stand", layout::RULES),
    ("Text files", source_text::RULES),
    ("YAML", yaml::RULES),
    ("Keys and values", fields::RULES),
    ("manual.yaml", settings::RULES),
    ("Files of partnerships", partnership::RULES),
    ("Registers", registers::RULES),
    ("Language to avoid", language::RULES),
    ("Front matter", front_matter::RULES),
    ("Markdown", markdown::RULES),
    ("Amendments that are asked for", amend::RULES),
    ("New chapters and additions", scaffold::RULES),
    ("Themes", theme::RULES),
    ("Words of the interface", words::RULES),
    ("Pages as they are written", proof::RULES),
    ("Switches and allowances", policy::RULES),
];

/// Every rule of the program.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    by_subject().flat_map(|(_, rules)| rules.iter().copied())
}

/// Every rule of the program, with the subject of each list.
fn by_subject() -> impl Iterator<Item = (&'static str, &'static [&'static Rule])> {
    LISTS.iter().chain(check::RULES).copied()
}

/// Every rule as Markdown, by subject, for a handbook.
pub fn markdown() -> String {
    let mut out = String::from("# What `chapterhouse check` finds\n");
    for (subject, rules) in by_subject() {
        _ = write!(out, "\n## {subject}\n");
        for Rule { code, level, what, why, mend } in rules {
            let level = level.as_str();
            _ = write!(out, "\n### `{code}` ({level}) {{#{code}}}\n\n");
            _ = write!(out, "{what} {why}\n\n**Mend:** {mend}\n");
        }
    }
    out
}

/// The rule with this code; else the nearest code, if one is near.
pub fn find(code: &str) -> Result<&'static Rule, Option<&'static str>> {
    all().find(|rule| rule.code == code).ok_or_else(|| nearest(code, all().map(|rule| rule.code)))
}

/// The findings in a manual as the manual wants them: switched and allowed, in order.
pub fn judged(manual: &Manual, findings: Findings) -> Findings {
    let rules: Vec<&'static Rule> = all().collect();
    let (settings, allowances) = (&manual.settings, &manual.allowances);
    let (file, switches) = (&settings.file, &settings.checks);
    Policy { file, switches, allowances, rules: &rules }.apply(findings).sorted()
}

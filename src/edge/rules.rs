//! Every rule of the program: each module that makes findings lists its own, and here are the lists.

use super::read;
use crate::finding::nearest::nearest;
use crate::finding::policy::{self, Policy};
use crate::finding::{Findings, Level, Rule};
use crate::manual::Manual;
use crate::parse::{
    fields, front_matter, language, layout, markdown, partnership, registers, settings,
    source_text, yaml,
};
use crate::pdf::faults;
use crate::render::{proof, theme, words};
use crate::{amend, check, parse, scaffold};
use std::fmt::Write as _;

/// The rules of each module with its subject, in the order in which a manual meets them. Lists of one
/// subject are read as one.
const LISTS: &[(&str, &[&Rule])] = &[
    ("The folder and its files", read::RULES),
    ("The folder and its files", parse::RULES),
    ("The folder and its files", layout::RULES),
    ("The folder and its files", source_text::RULES),
    ("YAML and front matter", yaml::RULES),
    ("YAML and front matter", fields::RULES),
    ("YAML and front matter", front_matter::RULES),
    ("Settings, switches and allowances", settings::RULES),
    ("Settings, switches and allowances", policy::RULES),
    ("Partnerships and local additions", partnership::RULES),
    ("Law, guidance and terms", registers::RULES),
    ("House language", language::RULES),
    ("Markdown", markdown::RULES),
    ("Commands that write", amend::RULES),
    ("Commands that write", scaffold::RULES),
    ("Themes", theme::RULES),
    ("Themes", words::RULES),
    ("References and links", proof::RULES),
    ("Prints", faults::RULES),
];

/// Every rule of the program.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    by_subject().flat_map(|(_, rules)| rules.iter().copied())
}

/// The lists of all modules, each with its subject.
fn by_subject() -> impl Iterator<Item = (&'static str, &'static [&'static Rule])> {
    LISTS.iter().chain(check::RULES).copied()
}

/// Every rule as Markdown, for a handbook: below a heading for each subject one for each code, whose id
/// is the code.
pub fn markdown() -> String {
    let mut subjects: Vec<&str> = Vec::new();
    for (subject, _) in by_subject() {
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let mut out = String::new();
    for subject in subjects {
        let above = if out.is_empty() { "" } else { "\n" };
        _ = writeln!(out, "{above}## {subject}");
        let of_subject = by_subject().filter(|(other, _)| *other == subject);
        for Rule { code, level, what, why, mend } in of_subject.flat_map(|(_, rules)| rules) {
            let level = match level {
                Level::Error => "Error",
                Level::Warning => "Warning",
                Level::Advice => "Advice",
            };
            _ = write!(out, "\n### `{code}` {{#{code}}}\n\n");
            _ = write!(out, "**{level}.** {what} {why}\n\n**Mend:** {mend}\n");
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

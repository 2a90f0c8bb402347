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

/// The rules of each module, in the order in which a manual meets them.
const LISTS: &[&[&Rule]] = &[
    read::RULES,
    parse::RULES,
    layout::RULES,
    source_text::RULES,
    yaml::RULES,
    fields::RULES,
    settings::RULES,
    partnership::RULES,
    registers::RULES,
    language::RULES,
    front_matter::RULES,
    markdown::RULES,
    amend::RULES,
    scaffold::RULES,
    theme::RULES,
    words::RULES,
    proof::RULES,
    policy::RULES,
];

/// Every rule of the program.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    LISTS.iter().chain(check::RULES).copied().flatten().copied()
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

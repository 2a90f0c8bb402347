//! Every rule of the program: each module that makes findings lists its own, and here are the lists.

use super::read;
use crate::finding::Rule;
use crate::finding::nearest::nearest;
use crate::parse::{
    fields, front_matter, layout, markdown, partnership, registers, settings, source_text, yaml,
};
use crate::pdf::faults;
use crate::render::{theme, words};
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
    front_matter::RULES,
    markdown::RULES,
    amend::RULES,
    scaffold::RULES,
    theme::RULES,
    words::RULES,
    faults::RULES,
];

/// Every rule of the program.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    LISTS.iter().chain(check::RULES).copied().flatten().copied()
}

/// The rule with this code; else the nearest code, if one is near.
pub fn find(code: &str) -> Result<&'static Rule, Option<&'static str>> {
    all().find(|rule| rule.code == code).ok_or_else(|| nearest(code, all().map(|rule| rule.code)))
}

//! What a manual decides about findings: switches, which hold for all of it, and allowances, which
//! hold for a passage and give a reason. Neither can silence an error: those guard the record, and
//! what readers would be shown.

use super::nearest::nearest;
use super::{Allowed, Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// A switch for a code that no rule has.
pub static UNKNOWN_CHECK: Rule = Rule {
    code: "unknown-check",
    level: Level::Error,
    what: "A switch in `checks` of manual.yaml has the code of no rule.",
    why: "It would silently do nothing, and what the board decided would not happen.",
    mend: "Write a code that `chapterhouse check --explain` lists.",
};

/// A switch for a rule that is always an error.
pub static FIXED_CHECK: Rule = Rule {
    code: "fixed-check",
    level: Level::Error,
    what: "A rule that is an error is switched off, or made less than an error.",
    why: "Errors guard the record, and what readers would be shown: what they find would be published.",
    mend: "Take the line out, and mend what the rule finds.",
};

/// An allowance that cannot be understood, or that cannot be given.
pub static MALFORMED_ALLOWANCE: Rule = Rule {
    code: "malformed-allowance",
    level: Level::Warning,
    what: "A comment that allows a finding has no reason, names no known code, stands where it has no effect, or concerns an error.",
    why: "The next editor must see what was allowed, and why; a comment that is passed over misleads.",
    mend: "Write `<!-- allow CODE: the reason -->` on a line of its own before the block, or in YAML `# allow CODE: the reason` before the entry or at the end of its line. `allow-file` is about the whole file.",
};

/// An allowance for something that is not found.
pub static UNUSED_ALLOWANCE: Rule = Rule {
    code: "unused-allowance",
    level: Level::Advice,
    what: "A comment allows a finding that there is not.",
    why: "It was mended, and the comment would silently allow the next one.",
    mend: "Take the code, or the comment, out.",
};

/// The rules of this module.
pub const RULES: &[&Rule] =
    &[&UNKNOWN_CHECK, &FIXED_CHECK, &MALFORMED_ALLOWANCE, &UNUSED_ALLOWANCE];

/// The form of an allowance, for mends.
const FORM: &str = "`allow CODE: the reason`";

/// What `checks` of manual.yaml says of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// The rule's code as written.
    pub code: Spanned<String>,
    /// The level of all that the rule finds; `None` if it is switched off.
    pub level: Option<Level>,
}

impl Switch {
    /// What a rule can be switched to, with the words for it.
    pub const ALL: [(&'static str, Option<Level>); 4] = [
        ("off", None),
        ("advice", Some(Level::Advice)),
        ("warning", Some(Level::Warning)),
        ("error", Some(Level::Error)),
    ];
}

/// A comment that allows findings, and says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Where the comment stands.
    pub place: Place,
    /// The codes as written.
    pub codes: Vec<Spanned<String>>,
    /// The reason; empty if none is given.
    pub reason: String,
    /// What it is about.
    pub covers: Covers,
}

/// What an allowance is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// The file that it stands in.
    File,
    /// What begins in this passage.
    Passage(Span),
    /// Nothing follows it.
    Nothing,
    /// It stands within a line, a list or a quotation, where it cannot be told what is meant.
    Unclear,
}

impl Allowance {
    /// Where it begins to hold; `None` for a whole file, which comes before all.
    fn begins(&self) -> Option<u32> {
        match self.covers {
            Covers::File => None,
            Covers::Passage(span) => Some(span.start),
            Covers::Nothing | Covers::Unclear => Some(u32::MAX),
        }
    }

    /// Whether it is about a finding in its own file.
    fn is_about(&self, finding: &Finding) -> bool {
        let at = finding.place.span.start;
        match self.covers {
            Covers::File => true,
            Covers::Passage(span) => span.start <= at && at < span.end,
            Covers::Nothing | Covers::Unclear => false,
        }
    }
}

/// What a manual decides about findings.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'p> {
    /// The file in which the switches stand.
    pub file: &'p VPath,
    /// The switches.
    pub switches: &'p [Switch],
    /// The allowances of all files.
    pub allowances: &'p [Allowance],
    /// Every rule of the program.
    pub rules: &'p [&'static Rule],
}

impl<'p> Policy<'p> {
    /// The findings as the manual wants them: at its levels, without those that it switches off,
    /// with those that it allows set apart. What is wrong with the policy itself is added.
    pub fn apply(&self, findings: Findings) -> Findings {
        let rules: BTreeMap<&str, &'static Rule> =
            self.rules.iter().map(|rule| (rule.code, *rule)).collect();
        let mut faults = Findings::default();
        let switched = self.switched(&rules, &mut faults);
        self.report_malformed(&rules, &mut faults);
        let Findings { found, allowed } = findings;
        faults.append(Findings { found, allowed: Vec::new() });
        let mut all = Findings { found: Vec::new(), allowed };
        let mut used = BTreeSet::new();
        let by_code = self.by_code();
        for finding in faults {
            let level = match switched.get(finding.rule.code) {
                None => finding.level,
                Some(Some(level)) => *level,
                Some(None) => continue,
            };
            let file = finding.place.file.clone();
            let own = by_code.get(&(&file, finding.rule.code));
            judge(own.map_or(&[][..], Vec::as_slice), finding.at_level(level), &mut used, &mut all);
        }
        for (index, code, finding) in self.unused(&rules) {
            let level = match switched.get(UNUSED_ALLOWANCE.code) {
                None => finding.level,
                Some(Some(level)) => *level,
                Some(None) => continue,
            };
            let is_off = matches!(switched.get(code), Some(None));
            if !is_off && !used.contains(&(index, code)) {
                all.push(finding.at_level(level));
            }
        }
        all
    }

    /// The levels that the manual gives, by code; faulty switches are reported, and have no effect.
    fn switched(
        &self,
        rules: &BTreeMap<&str, &'static Rule>,
        faults: &mut Findings,
    ) -> BTreeMap<&'p str, Option<Level>> {
        let mut switched = BTreeMap::new();
        for Switch { code, level } in self.switches {
            let place = Place::new(self.file, code.span);
            match rules.get(code.value.as_str()) {
                None => faults.push(Finding::new(
                    &UNKNOWN_CHECK,
                    place,
                    format!("no rule has the code `{}`", code.value),
                    nearest_code(&code.value, rules),
                )),
                Some(rule) if is_fixed(rule) && *level != Some(Level::Error) => {
                    faults.push(Finding::new(
                        &FIXED_CHECK,
                        place,
                        format!("`{}` is an error, and stays one", code.value),
                        "take the line out, and mend what the rule finds",
                    ));
                }
                Some(_) => {
                    switched.insert(code.value.as_str(), *level);
                }
            }
        }
        switched
    }

    /// The allowances that can have an effect, by file and code, in order of where they begin to
    /// hold, each with its place among all.
    fn by_code(&self) -> BTreeMap<(&'p VPath, &'p str), Vec<(usize, &'p Allowance)>> {
        let mut by_code: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let allowances = self.allowances.iter().enumerate();
        for (index, allowance) in allowances.filter(|(_, one)| !one.reason.is_empty()) {
            for code in &allowance.codes {
                let key = (&allowance.place.file, code.value.as_str());
                by_code.entry(key).or_default().push((index, allowance));
            }
        }
        for own in by_code.values_mut() {
            own.sort_by_key(|(_, allowance)| allowance.begins());
        }
        by_code
    }

    /// A finding for each code of each sound allowance, in case it is not used.
    fn unused(
        &self,
        rules: &BTreeMap<&str, &'static Rule>,
    ) -> impl Iterator<Item = (usize, &'p str, Finding)> {
        let sound = |allowance: &&Allowance| {
            !allowance.reason.is_empty() && allowance.covers != Covers::Unclear
        };
        let allowances = self.allowances.iter().enumerate();
        allowances.filter(move |(_, allowance)| sound(allowance)).flat_map(
            move |(index, allowance)| {
                allowance.codes.iter().filter_map(move |code| {
                    let rule = rules.get(code.value.as_str())?;
                    let finding = unused_allowance(allowance, code);
                    (!is_fixed(rule)).then_some((index, code.value.as_str(), finding))
                })
            },
        )
    }

    fn report_malformed(&self, rules: &BTreeMap<&str, &'static Rule>, faults: &mut Findings) {
        for allowance in self.allowances {
            let mut report = |place: Place, message: String, mend: String| {
                faults.push(Finding::new(&MALFORMED_ALLOWANCE, place, message, mend));
            };
            let place = || allowance.place.clone();
            if allowance.covers == Covers::Unclear {
                report(
                    place(),
                    "it cannot be told what this comment allows".to_owned(),
                    "write it on a line of its own before the block, outside of lists and quotations".to_owned(),
                );
                continue;
            }
            if allowance.reason.is_empty() {
                report(place(), "this comment gives no reason".to_owned(), format!("write {FORM}"));
            }
            if allowance.codes.is_empty() {
                report(place(), "this comment names no code".to_owned(), format!("write {FORM}"));
            }
            for code in &allowance.codes {
                let place = Place::new(&allowance.place.file, code.span);
                match rules.get(code.value.as_str()) {
                    None => report(
                        place,
                        format!("no rule has the code `{}`", code.value),
                        nearest_code(&code.value, rules),
                    ),
                    Some(rule) if is_fixed(rule) => report(
                        place,
                        format!("`{}` is an error, and cannot be allowed", code.value),
                        "take the comment out, and mend what the rule finds".to_owned(),
                    ),
                    Some(_) => {}
                }
            }
        }
    }
}

/// So many passages may hold one another: no file nests deeper.
const MOST_NESTED: usize = 64;

/// Keeps a finding, or sets it apart if one of the allowances of its file and code is about it.
fn judge(
    allowances: &[(usize, &Allowance)],
    finding: Finding,
    used: &mut BTreeSet<(usize, &'static str)>,
    findings: &mut Findings,
) {
    let at = finding.place.span.start;
    let n_begun = allowances.partition_point(|(_, allowance)| allowance.begins() <= Some(at));
    let begun = allowances.get(..n_begun).unwrap_or_default();
    // What is about the whole file comes first, whatever has begun since.
    let candidates = begun.iter().rev().take(MOST_NESTED).chain(begun.first());
    let about: Vec<_> = candidates
        .filter(|(_, allowance)| !is_fixed(finding.rule) && allowance.is_about(&finding))
        .collect();
    used.extend(about.iter().map(|(index, _)| (*index, finding.rule.code)));
    match about.first() {
        None => findings.push(finding),
        Some((_, allowance)) => {
            findings.allowed.push(Allowed { finding, reason: allowance.reason.clone() });
        }
    }
}

/// Whether a rule cannot be switched off, lowered or allowed.
fn is_fixed(rule: &Rule) -> bool {
    rule.level == Level::Error
}

fn nearest_code(code: &str, rules: &BTreeMap<&str, &'static Rule>) -> String {
    match nearest(code, rules.keys().copied()) {
        Some(near) => format!("write `{near}`"),
        None => "write a code that `chapterhouse check --explain` lists".to_owned(),
    }
}

fn unused_allowance(allowance: &Allowance, code: &Spanned<String>) -> Finding {
    let whose = match allowance.covers {
        Covers::File => "in this file",
        _ => "in what follows",
    };
    Finding::new(
        &UNUSED_ALLOWANCE,
        Place::new(&allowance.place.file, code.span),
        format!("there is no `{}` {whose} to be allowed", code.value),
        "take it out of the comment",
    )
}

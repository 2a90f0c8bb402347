//! `check`: reports what is wrong with the manual, or explains what a code of findings means.

use crate::edge::cli::{Check, Explained, Format};
use crate::edge::load::Loaded;
use crate::edge::{Outcome, load, rules, terminal};
use crate::finding::format::{github, json, sarif};
use crate::finding::{Findings, Rule};
use std::path::Path;

/// Writes the findings, or what was to be explained, to standard output.
pub(super) fn run(manual: Option<&Path>, options: &Check) -> anyhow::Result<Outcome> {
    if let Some(explained) = options.explain {
        terminal::say(&explanation(explained))?;
        return Ok(Outcome::Done);
    }
    if options.rules {
        terminal::say(&rules::markdown())?;
        return Ok(Outcome::Done);
    }
    let loaded = load::load(manual, options.as_at)?;
    if options.external {
        return external(&loaded, options);
    }
    report(&loaded.findings, &loaded, options)
}

/// Asks other hosts for the addresses to which the manual leads.
#[cfg(feature = "external")]
fn external(loaded: &Loaded, options: &Check) -> anyhow::Result<Outcome> {
    use crate::check::external::{self, Answer};
    use crate::record::Record;
    use crate::resolve::Edition;
    use crate::site::external::{host, used};
    use std::collections::BTreeSet;
    use std::time::Duration;

    let record = Record::known_on(&loaded.manual, loaded.date);
    let uses = used(&Edition::public(&loaded.manual, &record, loaded.date));
    let cache = options.cache.clone().or_else(kept_at);
    let asked = crate::edge::external::ask(
        &uses,
        &crate::edge::external::Options {
            cache: cache.as_deref(),
            max_age: options.max_age,
            today: load::as_at_date(None)?,
            allow_private: options.allow_private,
            timeout: Duration::from_secs_f32(options.timeout),
            pause: Duration::from_secs_f32(options.pause),
        },
    )?;
    let findings = external::findings(&uses, &asked.answers);
    let count = |wanted: fn(&Answer) -> bool| asked.answers.values().filter(|a| wanted(a)).count();
    let hosts: BTreeSet<String> = asked.answers.keys().map(|address| host(address)).collect();
    terminal::complain(&format!(
        "addresses: {}, hosts: {}; found: {}, moved: {}, dead: {}, not tested: {}; from the cache: {}\n",
        asked.answers.len(),
        hosts.len(),
        count(|answer| matches!(answer, Answer::Found)),
        count(|answer| matches!(answer, Answer::Moved(_))),
        count(|answer| matches!(answer, Answer::Dead(_))),
        count(|answer| matches!(answer, Answer::Unreachable(_))),
        asked.n_kept,
    ));
    report(&findings, loaded, options)
}

/// The file in the user's cache.
#[cfg(feature = "external")]
fn kept_at() -> Option<std::path::PathBuf> {
    let folder = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let cache = folder("XDG_CACHE_HOME").map(std::path::PathBuf::from);
    let cache = cache.or_else(|| Some(Path::new(&folder("HOME")?).join(".cache")))?;
    Some(cache.join("chapterhouse/links.json"))
}

#[cfg(not(feature = "external"))]
#[expect(clippy::unnecessary_wraps, reason = "it stands for the function of the same name")]
fn external(_: &Loaded, _: &Check) -> anyhow::Result<Outcome> {
    terminal::complain(
        "this program cannot ask other hosts; install it with `cargo install --path . --locked --features external`\n",
    );
    Ok(Outcome::Usage)
}

/// Writes findings as they were asked for.
fn report(findings: &Findings, loaded: &Loaded, options: &Check) -> anyhow::Result<Outcome> {
    let files = loaded.shown();
    terminal::say(&match options.format {
        Format::Text => terminal::findings_for_stdout(findings, files),
        Format::Json => json::json(findings, files),
        Format::Sarif => sarif::sarif(findings, files),
        Format::Github => github::github(findings, files),
    })?;
    let fails = findings.worst().is_some_and(|worst| worst >= options.deny);
    Ok(if fails { Outcome::Findings } else { Outcome::Done })
}

/// What the rules find and why it matters, by code.
fn explanation(explained: Explained) -> String {
    let mut explained: Vec<&Rule> = match explained {
        Explained::All => rules::all().collect(),
        Explained::One(rule) => vec![rule],
    };
    explained.sort_by_key(|rule| rule.code);
    let each = explained.iter().map(|Rule { code, level, what, why, mend }| {
        format!("{code} ({})\n  What: {what}\n  Why:  {why}\n  Mend: {mend}\n", level.as_str())
    });
    each.collect::<Vec<_>>().join("\n")
}

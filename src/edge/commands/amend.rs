//! `amend`: freezes drafts as versions and writes the amendment.

use crate::amend::{Plan, PlannedAction, Request};
use crate::edge::amending::{self, Amending};
use crate::edge::cli::Amend;
use crate::edge::journal::Journal;
use crate::edge::load::Loaded;
use crate::edge::{Outcome, load, read, terminal};
use crate::manual::amendment::Significance;
use crate::parse::fields;
use crate::render::plain;
use anyhow::Context as _;
use jiff::civil::Date;
use std::fmt::Write as _;
use std::path::Path;

/// Shows what would be recorded, asks, and writes the files of the amendment; or says why not.
pub(super) fn run(manual: Option<&Path>, options: Amend) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let folder = read::find_manual(manual, &here)?;
    let journal = Journal::open(&folder)?;
    if options.finish {
        return finish(&journal);
    }
    let amending = Amending::with(journal, &folder, load::as_at_date(options.as_at)?)?;
    let loaded = &amending.loaded;
    let (is_sure, deny) = (options.yes, options.deny);
    let Some(request) = request(options, loaded.date)? else { return Ok(Outcome::Usage) };
    match amending.plan(&request) {
        Ok(plan) => {
            terminal::say(&shown(&plan, &request, loaded.date))?;
            let found = amending::found(loaded, &plan);
            if !found.is_empty() {
                terminal::say(&terminal::findings_for_stdout(&found, loaded.shown()))?;
            }
            if found.worst().is_some_and(|worst| worst >= deny) {
                terminal::complain("nothing was recorded: mend what is shown above first\n");
                return Ok(Outcome::Findings);
            }
            if !is_sure && !agreed()? {
                return Ok(Outcome::Usage);
            }
            amending.record(&plan)?;
            told(loaded, &plan)?;
            Ok(Outcome::Done)
        }
        Err(faults) => {
            terminal::complain_of(&faults, loaded.shown());
            terminal::complain("nothing was recorded: mend the errors above first\n");
            Ok(Outcome::Findings)
        }
    }
}

fn finish(journal: &Journal<'_>) -> anyhow::Result<Outcome> {
    let was_pending = journal.finish()?;
    terminal::say(if was_pending {
        "the interrupted amendment is finished\n"
    } else {
        "no amendment was interrupted\n"
    })?;
    Ok(Outcome::Done)
}

fn told(loaded: &Loaded, plan: &Plan<'_>) -> anyhow::Result<()> {
    for (path, _) in &plan.files {
        terminal::say(&format!("wrote {}{path}\n", loaded.prefix))?;
    }
    Ok(())
}

/// The request: what the options say, and what is answered at a terminal for those that are missing.
fn request(options: Amend, today: Date) -> anyhow::Result<Option<Request>> {
    let Amend { title, summary, significance, in_force, .. } = options;
    let mut missing = Vec::new();
    let mut kinds = String::new();
    for (word, kind) in Significance::ALL {
        let _ = writeln!(kinds, "  {word:<11} {}", kind.meaning());
    }
    let significance = match significance {
        Some(significance) => Some(significance),
        None => answer(
            "significance",
            &format!("{kinds}What kind of change is it?"),
            &mut missing,
            |text| {
                Significance::ALL.into_iter().find(|(word, _)| *word == text).map(|(_, kind)| kind)
            },
        )?,
    };
    let words = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let title = match title {
        Some(title) => Some(title),
        None => answer("title", "Its title?", &mut missing, words)?,
    };
    let summary = match summary {
        Some(summary) => Some(summary),
        None => answer(
            "summary",
            "What must practitioners know, in a sentence or two?",
            &mut missing,
            words,
        )?,
    };
    let in_force = match in_force {
        Some(date) => Some(date),
        None => answer(
            "in-force",
            "From which day is it in force (2026-06-01)?",
            &mut missing,
            |text| fields::date(text).ok(),
        )?,
    };
    let (Some(title), Some(summary), Some(significance), Some(in_force)) =
        (title, summary, significance, in_force)
    else {
        terminal::complain(&format!(
            "error: give {}; `chapterhouse amend --help` has an example\n",
            missing.join(", ")
        ));
        return Ok(None);
    };
    Ok(Some(Request {
        documents: options.documents,
        title,
        summary,
        significance,
        in_force,
        published: options.published.unwrap_or(today),
        approved_by: options.approved_by,
        because: options.because,
        replaced_by: options.replaced_by,
    }))
}

/// An answer that can be understood; none where nobody is there to give it, which is noted as missing.
fn answer<T>(
    option: &str,
    question: &str,
    missing: &mut Vec<String>,
    understood: impl Fn(&str) -> Option<T>,
) -> anyhow::Result<Option<T>> {
    while let Some(text) = terminal::ask(question)? {
        if let Some(answer) = understood(text.trim()) {
            return Ok(Some(answer));
        }
        terminal::complain("that was not understood\n");
    }
    missing.push(format!("`--{option}`"));
    Ok(None)
}

/// What would be recorded, with the words that change.
fn shown(plan: &Plan<'_>, request: &Request, today: Date) -> String {
    let mut out = String::new();
    for change in &plan.changes {
        let id = &change.document.id;
        let _ = match (&change.action, change.document.newest()) {
            (PlannedAction::Version { number, .. }, Some(newest)) => {
                writeln!(out, "{id}: version {} becomes {number}", newest.number)
            }
            (PlannedAction::Version { number, .. }, None) => {
                writeln!(out, "{id}: version {number}, its first")
            }
            (PlannedAction::Reviewed, _) => writeln!(out, "{id}: read again without a change"),
            (PlannedAction::Withdrawn, _) => writeln!(out, "{id}: withdrawn"),
        };
        if let Some(difference) = &change.difference {
            for line in plain::changes(difference).lines() {
                let _ = writeln!(out, "  {line}");
            }
        }
    }
    let (significance, published) = (request.significance.as_str(), request.published);
    let in_force = request.in_force;
    let _ = writeln!(out, "{significance}, in force from {in_force}, published on {published}");
    if published < today {
        let _ = writeln!(
            out,
            "the record will say that readers knew of it from {published} on, which is before today"
        );
    }
    out
}

/// Whether whoever is there agrees; nobody is no agreement.
fn agreed() -> anyhow::Result<bool> {
    let Some(answer) =
        terminal::ask("Record this? Nothing that is recorded can be changed later. (yes, no)")?
    else {
        terminal::complain(
            "nothing was recorded: say `--yes` to record this without being asked\n",
        );
        return Ok(false);
    };
    let agreed = ["y", "yes"].contains(&answer.trim().to_lowercase().as_str());
    if !agreed {
        terminal::complain("nothing was recorded\n");
    }
    Ok(agreed)
}

//! Whether an amendment that is asked for fits together, and fits the record.

use super::{Request, UNFIT_AMENDMENT};
use crate::finding::{Finding, Findings, nearest};
use crate::manual::Manual;
use crate::manual::amendment::{Entry, Significance};
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::record::{Change, Event, Record, Standing};
use crate::source::path::VPath;
use crate::source::place::{Place, Spanned};

/// Finds what contradicts itself in a request, whatever the documents.
pub(super) fn request(manual: &Manual, request: &Request, faults: &mut Findings) {
    let place = || Place::file(&manual.settings.file);
    if request.published > request.in_force {
        let message = format!(
            "the amendment would be in force on {}, before it is published on {}",
            request.in_force, request.published
        );
        let mend = "give a later `--in-force`; or, if readers knew of it by then, say from which day with `--published`";
        faults.push(Finding::new(&UNFIT_AMENDMENT, place(), message, mend));
    }
    if request.documents.is_empty() && request.significance == Significance::Withdrawal {
        let message = "a withdrawal of all drafts cannot be meant";
        let mend = "name the documents to withdraw in place of `--all`";
        faults.push(Finding::new(&UNFIT_AMENDMENT, place(), message, mend));
    }
    for (option, text) in [("title", &request.title), ("summary", &request.summary)] {
        if text.trim().is_empty() {
            let message = format!("the amendment has no {option}");
            let mend = format!("say it in plain words with `--{option}`");
            faults.push(Finding::new(&UNFIT_AMENDMENT, place(), message, mend));
        }
    }
    if let Some(slug) = &request.replaced_by {
        successor(manual, request, slug, faults);
    }
    for id in &request.because {
        let bare = id.strip_prefix("law:").unwrap_or(id);
        if !manual.registers.legislation.contains_key(bare) {
            let ids = manual.registers.legislation.keys().map(String::as_str);
            let mend = nearest::nearest(bare, ids).map_or_else(
                || "add it to `registers/legislation.yaml` first".to_owned(),
                |near| format!("write `law:{near}` if that is meant"),
            );
            let message = format!("`--because {id}` is not in the legislation register");
            faults.push(Finding::new(&UNFIT_AMENDMENT, place(), message, mend));
        }
    }
}

fn successor(manual: &Manual, request: &Request, slug: &str, faults: &mut Findings) {
    let place = Place::file(&manual.settings.file);
    if request.documents.iter().any(|document| document == slug) {
        let message = format!("`{slug}` cannot be read in place of itself");
        let mend = "name the chapter that replaces it, or leave `--replaced-by` out";
        faults.push(Finding::new(&UNFIT_AMENDMENT, place, message, mend));
    } else if request.significance != Significance::Withdrawal {
        let mend = "leave `--replaced-by` out, or use `--significance withdrawal`";
        let message = "only what is withdrawn is replaced";
        faults.push(Finding::new(&UNFIT_AMENDMENT, place, message, mend));
    } else if !manual.chapters.contains_key(slug) {
        let near = nearest::nearest(slug, manual.chapters.keys().map(Slug::as_str));
        let mend = near.map_or_else(
            || "name a chapter by its folder".to_owned(),
            |near| format!("write `{near}` if that is meant"),
        );
        let message = format!("there is no chapter `{slug}` to read instead");
        faults.push(Finding::new(&UNFIT_AMENDMENT, place, message, mend));
    }
}

/// Whether the significance fits the document.
pub(super) fn significance(document: &Document, request: &Request) -> Result<(), Finding> {
    let id = &document.id;
    let (message, mend) = match (request.significance, document.newest()) {
        (Significance::New, Some(newest)) => (
            format!("`{id}` is not new: it has version {}", newest.number),
            "use `--significance major`, `minor` or `correction`",
        ),
        (Significance::Review | Significance::Withdrawal, None) => (
            format!("`{id}` was never recorded"),
            "record its first version with `--significance new`",
        ),
        (Significance::Review, Some(_)) if document.is_draft() => (
            format!("`{id}` is a draft, and a review changes nothing"),
            "record the change with `--significance minor` or another kind, or undo it",
        ),
        _ => return Ok(()),
    };
    Err(unfit(document, message, mend))
}

/// Whether an error that `check` found is one of the document: of its working text, of its history, or of what the
/// minutes say of it.
pub(super) fn is_of(manual: &Manual, document: &Document, error: &Finding) -> bool {
    let file = &error.place.file;
    let history = document.file.folder().and_then(|folder| folder.join("history"));
    let is_history = |folder: VPath| *file == folder || file.is_in(&folder);
    if *file == document.file || history.is_some_and(is_history) {
        return true;
    }
    let Some(amendment) = manual.amendments.values().find(|amendment| amendment.file == *file)
    else {
        return false;
    };
    // What stands before the first entry is said of all documents.
    let starts_before = |entry: &&Spanned<Entry>| entry.span.start <= error.place.span.start;
    match amendment.entries.iter().filter(starts_before).max_by_key(|entry| entry.span.start) {
        Some(entry) => entry.value.document == document.id,
        None => amendment.entries.iter().any(|entry| entry.value.document == document.id),
    }
}

/// Whether the last decision took the document out of force.
pub(super) fn is_withdrawn(document: &Document, record: &Record<'_>) -> bool {
    last_decision(document, record).is_some_and(|last| matches!(last.change, Change::Withdrawn(_)))
}

/// What was last decided about the document, the known future included. To read it again decides nothing.
fn last_decision<'r, 'm>(document: &Document, record: &'r Record<'m>) -> Option<&'r Event<'m>> {
    let mut newest_first = record.events(&document.id).iter().rev();
    newest_first.find(|event| !matches!(event.change, Change::Reviewed))
}

/// Whether the day does not lie before that of an earlier decision, the known future ones included. What is
/// withdrawn on a day can come back only on a later one.
pub(super) fn follows(
    document: &Document,
    record: &Record<'_>,
    request: &Request,
) -> Result<(), Finding> {
    let Some(last) = last_decision(document, record) else { return Ok(()) };
    let (id, title) = (&document.id, &last.amendment.title.value);
    let day = last.amendment.in_force.value;
    if matches!(last.change, Change::Withdrawn(_)) && day == request.in_force {
        let message = format!("`{id}` is withdrawn on {day}, by \u{201c}{title}\u{201d}");
        return Err(unfit(document, message, "give a later day with `--in-force`"));
    }
    if day > request.in_force {
        let message = format!("`{id}` changes on {day} already, by \u{201c}{title}\u{201d}");
        return Err(unfit(document, message, "give that day or a later one with `--in-force`"));
    }
    Ok(())
}

/// Whether anybody reads the document on the day: an addition ends with its partnership's membership.
pub(super) fn is_read(
    manual: &Manual,
    document: &Document,
    request: &Request,
) -> Result<(), Finding> {
    let own = document.id.partnership.as_ref().and_then(|id| manual.partnerships.get(id));
    match own.and_then(|own| own.left.as_ref()).filter(|left| left.value < request.in_force) {
        None => Ok(()),
        Some(left) => {
            let (id, day) = (&document.id, left.value);
            let message = format!("nobody reads `{id}` after {day}, when its partnership leaves");
            Err(unfit(document, message, "give an earlier day with `--in-force`, or leave it out"))
        }
    }
}

/// Whether there is something to read again, or to withdraw, on the day.
pub(super) fn is_in_force(
    document: &Document,
    record: &Record<'_>,
    request: &Request,
) -> Result<(), Finding> {
    let (id, day) = (&document.id, request.in_force);
    let (message, mend) = match record.standing(id, day) {
        Standing::InForce(_) => return Ok(()),
        Standing::NotYet => (
            format!("`{id}` is not in force yet on {day}"),
            "leave it out, or give another day with `--in-force`",
        ),
        Standing::Withdrawn { by, .. } => (
            format!("`{id}` was withdrawn on {}", by.in_force.value),
            "leave it out; to put it in force again, record a version with `--significance major`",
        ),
    };
    Err(unfit(document, message, mend))
}

fn unfit(document: &Document, message: String, mend: &str) -> Finding {
    Finding::new(&UNFIT_AMENDMENT, Place::file(&document.file), message, mend)
}

//! A difference as plain text, with its list of places: what the fixtures hold.

use chapterhouse::diff::{Difference, fold};
use chapterhouse::render::plain::{blocks, inlines};
use std::fmt::Write as _;

/// A difference, folded, with its list of places at the end.
pub(super) fn difference(difference: &Difference) -> String {
    let mut out = String::new();
    for (name, run) in [
        ("Title", &difference.title),
        ("Subtitle", &difference.subtitle),
        ("Summary", &difference.summary),
    ] {
        if !run.is_empty() {
            let _ = writeln!(out, "{name}: {}", inlines(run));
        }
    }
    out.push('\n');
    out.push_str(&blocks(&fold(difference.prose.clone()).blocks));
    out.push_str("\n====\n");
    for place in &difference.places {
        let heading = place.heading.as_ref().map_or("", |heading| &heading.words);
        let changes: Vec<String> =
            place.changes.iter().map(|change| format!("{change:?}").to_lowercase()).collect();
        let changes = changes.join(", ");
        let _ = writeln!(out, "{} ({heading}) {changes}: {}", place.id, place.excerpt);
    }
    let _ = writeln!(out, "headings: {}", difference.changed_headings().join(", "));
    out
}

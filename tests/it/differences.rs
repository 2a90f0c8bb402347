//! Differences: twenty edits with the marks that a careful editor would make, and laws that hold
//! for all texts.
//!
//! Each folder of `tests/differences` has what to expect, as plain text: `{++inserted++}`,
//! `{--deleted--}`, with `moved`, `link` or `style` before the words if that is the reason.
//! `INSTA_UPDATE=always` writes it anew; then read it.

mod plain;

use chapterhouse::diff::{self, Difference, Words};
use chapterhouse::manual::document::Text;
use chapterhouse::finding::Findings;
use chapterhouse::parse;
use chapterhouse::prose::Prose;
use chapterhouse::prose::headings;
use chapterhouse::source::path::VPath;
use chapterhouse::source::place::Span;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn markdown(source: &str) -> Prose {
    let file = VPath::new("chapter.md").unwrap();
    let span = Span::new(0, source.len());
    let mut prose = parse::markdown::prose(&file, source, span, &mut Findings::default());
    headings::assign_ids(&mut prose);
    prose
}

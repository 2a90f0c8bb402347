//! Differences: twenty edits with the marks that a careful editor would make, and laws that hold
//! for all texts.
//!
//! Each folder of `tests/differences` has what to expect, as plain text: `{++inserted++}`,
//! `{--deleted--}`, with `moved`, `link` or `style` before the words if that is the reason.
//! `INSTA_UPDATE=always` writes it anew; then read it.

mod edits;
mod html;
mod laws;
mod plain;

use chapterhouse::diff::{self, Difference, Words};
use chapterhouse::finding::Findings;
use chapterhouse::parse;
use chapterhouse::prose::{Prose, headings};
use chapterhouse::source::path::VPath;
use chapterhouse::source::place::Span;
use std::fs;
use std::path::{Path, PathBuf};

/// Amendments of the sample manual: the name of the edit, the chapter, and two of its versions.
const AMENDMENTS: &[(&str, &str, &str, &str)] = &[
    ("13-viewer-ages", "guidance/live-streaming", "1.1", "1.1.1"),
    ("14-words-without-blame", "guidance/child-sexual-exploitation", "1.0", "1.1"),
    ("15-software-that-grooms", "guidance/grooming", "2.0", "2.1"),
    ("16-coerced-extortion", "guidance/sharing-nudes", "2.0", "2.1"),
    ("17-local-meeting", "guidance/grooming/local/thornhaven", "1.0", "1.1"),
    ("18-who-acts", "guidance/live-streaming", "1.0", "1.1"),
    ("19-more-words", "guidance/victim-blaming", "1.0", "1.1"),
    ("20-family-help", "guidance/online-safety", "2.1", "2.2"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A text as its file has it.
struct Chapter {
    source: String,
    prose: Prose,
}

impl Chapter {
    fn of(source: String) -> Self {
        let body = source.find("\n---\n").map_or(0, |end| end + 5);
        let file = VPath::new("chapter.md").unwrap();
        let span = Span::new(body, source.len());
        let mut prose = parse::markdown::prose(&file, &source, span, &mut Findings::default());
        headings::assign_ids(&mut prose);
        Self { source, prose }
    }

    fn value(&self, key: &str) -> Option<&str> {
        let start = format!("{key}: ");
        self.source
            .lines()
            .take_while(|line| !line.starts_with('#'))
            .find_map(|line| line.strip_prefix(&start))
    }

    fn words(&self) -> Words<'_> {
        Words {
            title: self.value("title").unwrap_or_default(),
            subtitle: self.value("subtitle"),
            summary: self.value("summary"),
            prose: &self.prose,
        }
    }
}

fn difference(old: &Chapter, new: &Chapter) -> Difference {
    diff::texts(&old.words(), &new.words())
}

/// The folders of `tests/differences` with the old and the new text of each.
fn edits() -> Vec<(PathBuf, Chapter, Chapter)> {
    let folder = root().join("tests/differences");
    let mut edits: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("old.md").exists())
        .map(|path| {
            let chapter = |name: &str| Chapter::of(read(&path.join(name)));
            let (old, new) = (chapter("old.md"), chapter("new.md"));
            (path, old, new)
        })
        .collect();
    edits.extend(AMENDMENTS.iter().map(|(name, chapter, old, new)| {
        let history = root().join("procedures/chapters").join(chapter).join("history");
        let version = |number: &str| Chapter::of(read(&history.join(format!("{number}.md"))));
        (folder.join(name), version(old), version(new))
    }));
    edits.sort_by(|one, other| one.0.cmp(&other.0));
    edits
}

#[test]
fn what_is_marked_is_what_a_careful_editor_would_mark() {
    let is_updated = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    let edits = edits();
    assert_eq!(edits.len(), 20);
    for (folder, old, new) in edits {
        let marked = plain::difference(&difference(&old, &new));
        let file = folder.join("marked.md");
        if is_updated {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &marked).unwrap();
        }
        assert_eq!(marked, read(&file), "{}", folder.display());
    }
}

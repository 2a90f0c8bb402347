//! Manuals written in a test as one text, and findings as a test expects them.

use chapterhouse::finding::Findings;
use chapterhouse::source::path::VPath;
use chapterhouse::source::place::{Place, line_column};
use chapterhouse::source::tree::FileTree;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

pub(crate) fn path(text: &str) -> VPath {
    VPath::new(text).unwrap_or_else(|| panic!("`{text}` is no path"))
}

/// Files from one text: each begins after a line `-- path --`.
pub(crate) fn tree(text: &str) -> FileTree {
    let mut files: Vec<(VPath, String)> = Vec::new();
    for line in text.trim_start_matches('\n').split_inclusive('\n') {
        let name = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (name, files.last_mut()) {
            (Some(name), _) => files.push((path(name), String::new())),
            (None, Some((_, content))) => content.push_str(line),
            (None, None) => panic!("the first line must name a file: {line}"),
        }
    }
    files.into_iter().map(|(path, content)| (path, content.into_bytes())).collect()
}

/// The files with others put over them: one of the same path is replaced.
pub(crate) fn over(mut files: FileTree, others: &str) -> FileTree {
    for (file, bytes) in tree(others).iter() {
        files.insert(file.clone(), bytes);
    }
    files
}

/// A folder on the disk with these files.
pub(crate) fn on_disk(files: &FileTree) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_into(folder.path(), files);
    folder
}

/// Writes these files into a folder.
pub(crate) fn write_into(folder: &Path, files: &FileTree) {
    for (file, bytes) in files.iter() {
        let file = folder.join(file.as_str());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// Each finding as `path:line:column code: message | mend`, its notes indented below it.
pub(crate) fn rendered(files: &FileTree, findings: &Findings) -> String {
    let mut lines = String::new();
    let at = |place: &Place| {
        let text = String::from_utf8_lossy(files.get(&place.file).unwrap_or_default());
        let at = line_column(&text, place.span.start);
        format!("{}:{}:{}", place.file, at.line, at.column)
    };
    for finding in findings {
        let (code, place) = (finding.rule.code, at(&finding.place));
        writeln!(lines, "{place} {code}: {} | {}", finding.message, finding.mend).unwrap();
        for note in &finding.notes {
            writeln!(lines, "  {} {}", at(&note.place), note.message).unwrap();
        }
    }
    lines
}

/// Fails unless these are all the findings, line by line.
#[track_caller]
pub(crate) fn expect_findings(files: &FileTree, findings: &Findings, expected: &str) {
    let found = rendered(files, findings);
    let expected = expected.trim_start_matches('\n');
    assert!(found == expected, "found:\n{found}\nexpected:\n{expected}");
}

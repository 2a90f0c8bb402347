//! Restoring: a working text that says again what its newest version says.
//!
//! What a version records goes back: the recorded keys and the Markdown. The administrative keys of the
//! working text stay, with the comments around them, because they are of today and no version speaks for
//! them. Keys are taken over as they are written, line by line; where the result does not read as it
//! should (front matter that cannot be read, or is written on one line), the version's file goes back whole.

use super::unknown_document;
use crate::check;
use crate::diff::{self, Difference};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::{Document, DocumentId, Version};
use crate::parse::front_matter;
use crate::parse::yaml::{self, Node, Value};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use crate::source::tree::FileTree;
use std::ops::Range;

/// There is no recorded text that could be put back.
pub static NEVER_RECORDED: Rule = Rule {
    code: "never-recorded",
    level: Level::Error,
    what: "A text is to be restored that no amendment has recorded.",
    why: "Only a recorded text can be put back, and there is none.",
    mend: "Record the text with `chapterhouse amend`, or remove its folder if it is not wanted.",
};

/// The keys that a version records, in the order in which they are written.
const RECORDED: [&str; 4] = ["title", "subtitle", "summary", "after"];

/// What restoring a document would do.
#[derive(Debug)]
pub struct Restoration<'m> {
    /// The document.
    pub document: &'m Document,
    /// The version that it goes back to: its newest.
    pub version: &'m Version,
    /// The file as it will be.
    pub text: Vec<u8>,
    /// What the working text says now.
    pub now: Now,
}

/// What the working text says before it is restored.
#[derive(Debug)]
pub enum Now {
    /// There is no such file.
    Missing,
    /// Something else than the version.
    Draft {
        /// What would be taken back; none if the file cannot be read.
        difference: Option<Difference>,
        /// Whether its administrative keys stay. Otherwise the version's file goes back whole.
        keeps_keys: bool,
    },
}

/// How the text recorded last comes back into a document's working text; `None` if it is there already. A version
/// that is not what was recorded does not come back.
pub fn restoration<'m>(
    manual: &'m Manual,
    files: &FileTree,
    name: &str,
) -> Result<Option<Restoration<'m>>, Box<Finding>> {
    let found = DocumentId::new(name).and_then(|id| manual.document(&id));
    let document = found.ok_or_else(|| Box::new(unknown_document(manual, name)))?;
    let version = document.newest().ok_or_else(|| Box::new(never_recorded(document)))?;
    if let Some(altered) = check::record::alteration(manual, document, version) {
        return Err(Box::new(altered));
    }
    let whole = || files.get(&version.file).unwrap_or_default().to_vec();
    let restored = |text, now| Ok(Some(Restoration { document, version, text, now }));
    if files.get(&document.file).is_none() {
        return restored(whole(), Now::Missing);
    }
    let (working, recorded) = (Parted::of(files, &document.file), Parted::of(files, &version.file));
    let is_read = working.as_ref().is_some_and(|working| !working.entries().is_empty());
    if is_read && !document.is_draft() {
        return Ok(None);
    }
    let joined = working
        .filter(|_| is_read)
        .zip(recorded)
        .and_then(|(working, recorded)| joined(&working, &recorded));
    let now = Now::Draft {
        difference: is_read.then(|| diff::texts(&version.text.words(), &document.working.words())),
        keeps_keys: joined.is_some(),
    };
    restored(joined.map_or_else(whole, String::into_bytes), now)
}

/// A file parted into its front matter, as written and as read, and its Markdown.
struct Parted<'f> {
    /// What stands before the YAML: a byte order mark, and the line `---`.
    head: &'f str,
    yaml: &'f str,
    node: Node,
    /// The line `---` that ends the YAML.
    foot: &'f str,
    body: &'f str,
}

impl<'f> Parted<'f> {
    fn of(files: &'f FileTree, file: &VPath) -> Option<Self> {
        let text = std::str::from_utf8(files.get(file)?).ok()?;
        Self::new(file, text)
    }

    fn new(file: &VPath, text: &'f str) -> Option<Self> {
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let (yaml, body) = front_matter::bounds(text, Span::new(mark, text.len()))?;
        // What is wrong with the file is told by `check`.
        let node = yaml::read(file, text, yaml, &mut Findings::default())?;
        Some(Self {
            head: text.get(..yaml.range().start)?,
            yaml: text.get(yaml.range())?,
            node,
            foot: text.get(yaml.range().end..body.range().start)?,
            body: text.get(body.range())?,
        })
    }

    /// The keys with their values, in the order written.
    fn entries(&self) -> Vec<(&str, &Node)> {
        match &self.node.value {
            Value::Mapping(entries) => {
                entries.iter().map(|(key, node)| (key.value.as_str(), node)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The lines of each key within the YAML, without the comments and empty lines that follow them.
    fn lines(&self) -> Vec<(&str, Range<usize>)> {
        let Value::Mapping(entries) = &self.node.value else { return Vec::new() };
        let line_of = |offset: u32| {
            let at = (offset as usize).saturating_sub(self.head.len());
            let before = self.yaml.get(..at).unwrap_or_default();
            before.rfind('\n').map_or(0, |end| end + 1)
        };
        let starts: Vec<usize> = entries.iter().map(|(key, _)| line_of(key.span.start)).collect();
        let ends = starts.iter().skip(1).copied().chain([self.yaml.len()]);
        let each = entries.iter().zip(starts.iter().zip(ends));
        each.map(|((key, _), (start, end))| {
            let lines = self.yaml.get(*start..end).unwrap_or_default();
            (key.value.as_str(), *start..start + without_what_follows(lines).len())
        })
        .collect()
    }
}

/// Lines without the comments at their margin and the empty lines at their end.
fn without_what_follows(lines: &str) -> &str {
    let mut kept = lines;
    while let Some(last) = kept.split_inclusive('\n').next_back()
        && (last.trim().is_empty() || last.starts_with('#'))
    {
        kept = kept.get(..kept.len() - last.len()).unwrap_or_default();
    }
    kept
}

/// The working text with the recorded keys and the Markdown of a version; `None` if that is not what the
/// result says when it is read.
fn joined(working: &Parted<'_>, recorded: &Parted<'_>) -> Option<String> {
    let old = recorded.lines();
    let of_version = |key: &str| {
        let (_, lines) = old.iter().find(|(known, _)| *known == key)?;
        recorded.yaml.get(lines.clone())
    };
    let (mut yaml, mut at) = (String::new(), 0);
    let lines = working.lines();
    let mut to_write: Vec<&str> =
        RECORDED.into_iter().filter(|key| of_version(key).is_some()).collect();
    let is_there = |key: &str| lines.iter().any(|(known, _)| *known == key);
    let mut write = |yaml: &mut String, key: &str| {
        if let Some(index) = to_write.iter().position(|left| *left == key) {
            to_write.remove(index);
            yaml.push_str(of_version(key).unwrap_or_default());
            if !yaml.ends_with('\n') {
                yaml.push('\n');
            }
        }
    };
    // Keys that the version alone has stand behind the one before them, or at the top.
    for key in RECORDED.into_iter().take_while(|key| !is_there(key)) {
        write(&mut yaml, key);
    }
    for (key, range) in &lines {
        yaml.push_str(working.yaml.get(at..range.start)?);
        at = range.end;
        let Some(index) = RECORDED.iter().position(|recorded| recorded == key) else {
            yaml.push_str(working.yaml.get(range.clone())?);
            continue;
        };
        write(&mut yaml, key);
        for next in RECORDED.into_iter().skip(index + 1).take_while(|next| !is_there(next)) {
            write(&mut yaml, next);
        }
    }
    yaml.push_str(working.yaml.get(at..)?);
    let text = [working.head, &yaml, working.foot, recorded.body].concat();
    says_both(&text, working, recorded).then_some(text)
}

/// Whether a text has the recorded keys and the Markdown of the one, and all other keys of the other.
fn says_both(text: &str, working: &Parted<'_>, recorded: &Parted<'_>) -> bool {
    let Some(read) = Parted::new(&VPath::manual_file(), text) else { return false };
    let keys = |parted: &Parted<'_>, is_recorded: bool| {
        let all = parted.entries().into_iter();
        let mut some: Vec<(String, String)> = all
            .filter(|(key, _)| RECORDED.contains(key) == is_recorded)
            .map(|(key, node)| (key.to_owned(), said(node)))
            .collect();
        if is_recorded {
            some.sort();
        }
        some
    };
    read.body == recorded.body
        && keys(&read, true) == keys(recorded, true)
        && keys(&read, false) == keys(working, false)
}

/// What a node says, wherever it stands.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Empty => String::new(),
        Value::Scalar(text) => format!("{text:?}"),
        Value::List(items) => format!("{:?}", items.iter().map(said).collect::<Vec<_>>()),
        Value::Mapping(entries) => {
            let each = entries.iter().map(|(key, node)| (&key.value, said(node)));
            format!("{:?}", each.collect::<Vec<_>>())
        }
    }
}

fn never_recorded(document: &Document) -> Finding {
    Finding::new(
        &NEVER_RECORDED,
        Place::file(&document.file),
        format!("`{}` was never recorded, so there is no text to put back", document.id),
        "keep working on it, or remove its folder if it is not wanted",
    )
}

//! Allowances: the comments by which an editor allows a finding and says why. In Markdown,
//! `<!-- allow CODE: reason -->` on a line of its own is about the block that follows; in YAML,
//! `# allow CODE: reason` is about the entry on the next line, or about the line that it ends.
//! With `allow-file` either is about the file.

use super::front_matter::{self, Parts};
use super::layout::ChapterSource;
use super::markdown::{self, comments};
use super::yaml::{self, Node, Value};
use crate::finding::Findings;
use crate::finding::policy::{Allowance, Covers};
use crate::prose::Prose;
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use crate::source::tree::FileTree;

/// The allowances of a chapter's working texts. Versions have none: nobody can mend them.
pub fn of_chapter(files: &FileTree, chapter: &ChapterSource) -> Vec<Allowance> {
    let documents = std::iter::once(&chapter.regional).chain(chapter.additions.values());
    documents.flat_map(|document| of_text(files, &document.working)).collect()
}

/// The allowances of a YAML file.
pub fn of_yaml_file(files: &FileTree, file: &VPath) -> Vec<Allowance> {
    let text = files.text(file).filter(|text| may_allow(text)).unwrap_or_default();
    of_yaml(file, text, Span::new(0, text.len()))
}

/// Nearly every file has none, and is not read again.
fn may_allow(text: &str) -> bool {
    text.contains("allow") && (text.contains('#') || text.contains("<!--"))
}

fn of_text(files: &FileTree, file: &VPath) -> Vec<Allowance> {
    let Some(text) = files.text(file).filter(|text| may_allow(text)) else { return Vec::new() };
    // What is wrong with the file is reported where it is read.
    let mut passed_over = Findings::default();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let Parts { front_matter: _, body } =
        front_matter::split(file, text, Span::new(start, text.len()), &mut passed_over);
    let mut allowances = of_yaml(file, text, Span::new(start, body.start as usize));
    let prose = markdown::prose(file, text, body, &mut passed_over);
    for comment in comments::of(text.get(body.range()).unwrap_or_default()) {
        let span = comment.span.shifted(body.start as usize);
        let Some(written) = Written::read(comment.text, span.start as usize + "<!--".len()) else {
            continue;
        };
        let covers = if comment.is_alone { next_block(&prose, span) } else { Covers::Unclear };
        allowances.push(written.allowance(Place::new(file, span), covers));
    }
    allowances
}

fn next_block(prose: &Prose, comment: Span) -> Covers {
    let at = prose.blocks.partition_point(|block| block.span.start < comment.end);
    prose.blocks.get(at).map_or(Covers::Nothing, |block| Covers::Passage(block.span))
}

fn of_yaml(file: &VPath, source: &str, part: Span) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    // The lines of front matter are no YAML.
    let dashes = |line: &str| line.trim_end() == "---";
    let text = source.get(part.range()).unwrap_or_default();
    if !text.contains("allow") {
        return allowances;
    }
    let first = text.lines().next().filter(|line| dashes(line)).map_or(0, |line| line.len() + 1);
    let end = text.trim_end().strip_suffix("---").filter(|_| first > 0).unwrap_or(text).len();
    let inside = Span::new(first.min(end), end).shifted(part.start as usize);
    let node = yaml::read(file, source, inside, &mut Findings::default());
    let mut outline = Outline::default();
    outline.add(node.as_ref());
    outline.entries.sort();
    outline.scalars.sort();
    let mut next = None;
    for line in lines(source, inside).into_iter().rev() {
        let text = source.get(line.range()).unwrap_or_default();
        let words = text.trim_start();
        let follows = next;
        if !words.is_empty() && !words.starts_with('#') {
            next = Some(line);
        }
        let Some(hash) = outline.comment(text, line.start as usize) else { continue };
        let start = line.start as usize + hash;
        let comment = text.get(hash + 1..).unwrap_or_default().trim_end();
        let Some(written) = Written::read(comment, start + 1) else { continue };
        let covers = if text.get(..hash).is_some_and(|before| before.trim().is_empty()) {
            follows.map_or(Covers::Nothing, |line| Covers::Passage(outline.entry_on(line)))
        } else {
            Covers::Passage(line)
        };
        let place = Place::new(file, Span::new(start, start + 1 + comment.len()));
        allowances.push(written.allowance(place, covers));
    }
    allowances
}

fn lines(source: &str, part: Span) -> Vec<Span> {
    let mut start = part.start as usize;
    let text = source.get(part.range()).unwrap_or_default();
    let spans = text.split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start += line.len();
        span
    });
    spans.collect()
}

/// Where the entries of a YAML text stand, and which of its `#` begin no comment.
#[derive(Default)]
struct Outline {
    entries: Vec<Span>,
    scalars: Vec<Span>,
}

impl Outline {
    fn add(&mut self, node: Option<&Node>) {
        let Some(node) = node else { return };
        match &node.value {
            Value::Scalar(text) if text.contains('#') => self.scalars.push(node.span),
            Value::Empty | Value::Scalar(_) => {}
            Value::List(items) => {
                self.entries.extend(items.iter().map(|item| item.span));
                for item in items {
                    self.add(Some(item));
                }
            }
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    let is_empty = value.span.end == 0;
                    self.entries.push(if is_empty { key.span } else { key.span.to(value.span) });
                    self.add(Some(value));
                }
            }
        }
    }

    /// Where in a line the comment begins.
    fn comment(&self, line: &str, offset: usize) -> Option<usize> {
        let is_comment = |at: &usize| {
            let before = line.get(..*at).and_then(|before| before.chars().next_back());
            let place = Span::new(offset + at, offset + at).start;
            let n_before = self.scalars.partition_point(|span| span.start <= place);
            let scalar = n_before.checked_sub(1).and_then(|last| self.scalars.get(last));
            before.is_none_or(char::is_whitespace) && scalar.is_none_or(|span| span.end <= place)
        };
        line.match_indices('#').map(|(at, _)| at).find(is_comment)
    }

    /// The line, or the largest entry that begins on it.
    fn entry_on(&self, line: Span) -> Span {
        let first = self.entries.partition_point(|span| span.start < line.start);
        let begin_here = self.entries.iter().skip(first).take_while(|span| span.start < line.end);
        begin_here.fold(line, |all, span| all.to(*span))
    }
}

/// What a comment that allows something says.
struct Written {
    is_of_file: bool,
    codes: Vec<Spanned<String>>,
    reason: String,
}

impl Written {
    /// Reads `allow CODE, CODE: reason`. Other comments are none of ours, those in plain words too
    /// that happen to begin with that word.
    fn read(text: &str, offset: usize) -> Option<Self> {
        let words = text.trim_start();
        let rest = words.strip_prefix("allow")?;
        let (is_of_file, rest) =
            rest.strip_prefix("-file").map_or((false, rest), |rest| (true, rest));
        if !rest.starts_with([' ', '\t', ':']) {
            return None;
        }
        let (named, reason) = rest.split_once(':').unwrap_or_else(|| {
            let end = rest.trim_start().find(char::is_whitespace).unwrap_or(rest.len());
            (rest.get(..end + rest.len() - rest.trim_start().len()).unwrap_or(rest), "")
        });
        let mut at = offset + text.len() - rest.len();
        let mut codes = Vec::new();
        for code in named.split(',') {
            let start = at + code.len() - code.trim_start().len();
            at += code.len() + 1;
            let code = code.trim();
            if code.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
                return None;
            }
            let span = Span::new(start, start + code.len());
            codes.extend((!code.is_empty()).then(|| Spanned::new(code.to_owned(), span)));
        }
        let reason: Vec<&str> = reason.split_whitespace().collect();
        let is_meant = is_of_file
            || !reason.is_empty()
            || codes.iter().any(|code| code.value.contains('-'))
            || rest.contains(':');
        is_meant.then(|| Self { is_of_file, codes, reason: reason.join(" ") })
    }

    fn allowance(self, place: Place, covers: Covers) -> Allowance {
        let covers = if self.is_of_file { Covers::File } else { covers };
        Allowance { place, codes: self.codes, reason: self.reason, covers }
    }
}

//! Findings as text for people, in the look of rustc's messages: where, what, the words themselves, the mend.

use super::{Files, within};
use crate::finding::{Finding, Findings, Level};
use crate::source::place::{Place, Span, line_column};
use annotate_snippets::{
    AnnotationKind, Element, Group, Level as Heading, Origin, Renderer, Snippet,
    normalize_untrusted_str,
};
use std::ops::Range;

/// A line longer than this, in bytes, is not excerpted whole: it is no line that a person wrote,
/// and laying it out would take longer than all the rest.
const LONGEST_LINE: usize = 20_000;

/// As much of such a line is shown from the mark on, in bytes.
const BEYOND: usize = 120;

/// How the text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Whether it is coloured. Colour says nothing that words do not.
    pub colour: bool,
    /// The width, in columns, to which excerpts of long lines are trimmed.
    pub width: usize,
}

/// Findings, each with an excerpt of its text, and a line that counts them.
pub fn text(findings: &Findings, files: Files<'_>, layout: Layout) -> String {
    let renderer = if layout.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(layout.width.max(40));
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&groups(finding, files)));
        out.push_str("\n\n");
    }
    out.push_str(&summary(findings));
    out
}

/// The closing line: `2 errors, 1 warning, 0 advice`, and how many are allowed, if any.
fn summary(findings: &Findings) -> String {
    let counted = |level: Level, many: &str| match findings.count(level) {
        1 => format!("1 {}", level.as_str()),
        n => format!("{n} {many}"),
    };
    let errors = counted(Level::Error, "errors");
    let warnings = counted(Level::Warning, "warnings");
    let advice = counted(Level::Advice, "advice");
    match findings.allowed().len() {
        0 => format!("{errors}, {warnings}, {advice}\n"),
        n => format!("{errors}, {warnings}, {advice}; {n} allowed by comments\n"),
    }
}

fn groups<'a>(finding: &'a Finding, files: Files<'a>) -> Vec<Group<'a>> {
    let level = match finding.level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Advice => Heading::INFO.with_name("advice"),
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.code);
    let mut groups = vec![title.element(element(&finding.place, files, AnnotationKind::Primary))];
    for note in &finding.notes {
        let title = Heading::NOTE.secondary_title(normalize_untrusted_str(&note.message));
        groups.push(title.element(element(&note.place, files, AnnotationKind::Context)));
    }
    let mend = Heading::HELP.with_name("mend");
    let mend = mend.secondary_title(normalize_untrusted_str(&finding.mend));
    groups.push(Group::with_title(mend));
    groups
}

/// The excerpt with its marks; only the path, line and column where there is no text to show.
fn element<'a>(place: &Place, files: Files<'a>, kind: AnnotationKind) -> Element<'a> {
    let path = files.path(place);
    let source = files.source(place);
    let at = line_column(source, place.span.start);
    let readable = !source.is_empty() && place.span != Span::default();
    let Some((excerpt, mark)) = readable.then(|| excerpt(source, place.span)).flatten() else {
        return Origin::path(path).line(at.line).char_column(at.column).into();
    };
    Snippet::source(excerpt).line_start(at.line).path(path).annotation(kind.span(mark)).into()
}

/// The lines that a span touches, and where in them it stands. Only these are handed on, so that
/// the cost of showing a finding does not grow with its file; of an unreasonably long line only as
/// much as the mark needs. `None` where even that is too long.
fn excerpt(source: &str, span: Span) -> Option<(&str, Range<usize>)> {
    let range = within(source, span.range());
    let before = source.get(..range.start)?;
    let from = before.rfind('\n').map_or(0, |newline| newline + 1);
    // A span that ends with its newline ends on its own line, not at the start of the next.
    let passage = source.get(range.clone())?;
    let end = range.start + passage.strip_suffix('\n').unwrap_or(passage).len();
    let to = source.get(end..)?.find('\n').map_or(source.len(), |newline| end + newline);
    let lines = source.get(from..to)?;
    let lines = lines.strip_suffix('\r').unwrap_or(lines);
    let start = range.start - from;
    if lines.split('\n').all(|line| line.len() <= LONGEST_LINE) {
        return Some((lines, start.min(lines.len())..(end - from).min(lines.len())));
    }
    let cut = lines.get(..lines.floor_char_boundary(start + BEYOND))?;
    let line = cut.lines().next().filter(|line| line.len() <= LONGEST_LINE)?;
    Some((line, start.min(line.len())..(end - from).min(line.len())))
}

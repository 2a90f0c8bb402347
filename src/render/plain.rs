//! A marked text as plain text, for a terminal: `{++inserted++}`, `{--deleted--}`, `{++moved: here++}`.

use crate::diff::{Difference, fold};
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{
    Block, BlockKind, Destination, Inline, InlineKind, List, Style, Table, TableRow, Target,
};
use std::fmt::Write as _;

/// What changed, with the blocks around it: the long stretches that did not change are left out.
pub fn changes(difference: &Difference) -> String {
    let mut out = String::new();
    for run in [&difference.title, &difference.subtitle, &difference.summary] {
        if run.iter().any(|inline| matches!(inline.kind, InlineKind::Marked(..))) {
            let _ = writeln!(out, "{}\n", inlines(run));
        }
    }
    out.push_str(&blocks(&fold(difference.prose.clone()).blocks));
    out
}

/// Blocks, parted by empty lines.
pub fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn marked(mark: &Mark, text: &str) -> String {
    let sign = if mark.kind == MarkKind::Inserted { "++" } else { "--" };
    let reason = match &mark.reason {
        MarkReason::Words => String::new(),
        MarkReason::Moved => "moved: ".to_owned(),
        MarkReason::Link(target) => format!("link to {target}: "),
        MarkReason::Style => "style: ".to_owned(),
    };
    let end = if text.ends_with('\n') { "\n" } else { "" };
    format!("{{{sign}{reason}{}{sign}}}{end}", text.strip_suffix('\n').unwrap_or(text))
}

fn if_marked(mark: Option<&Mark>, text: &str) -> String {
    mark.map_or_else(|| text.to_owned(), |mark| marked(mark, text))
}

fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut indent = first;
    for line in text.lines() {
        let _ = writeln!(out, "{indent}{line}");
        indent = rest;
    }
    out
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading(heading) => {
            format!("{} {}\n", "#".repeat(heading.level.into()), inlines(&heading.content))
        }
        BlockKind::Paragraph(run) => inlines(run) + "\n",
        BlockKind::List(held) => list(held),
        BlockKind::Quote(held) => indented(&blocks(held), "> ", "> "),
        BlockKind::Callout(kind, held) => {
            let label = kind.as_str().to_uppercase();
            indented(&format!("[!{label}]\n{}", blocks(held)), "> ", "> ")
        }
        BlockKind::Statement(provision, held) => {
            indented(&format!("[!LAW] {}\n{}", provision.value, blocks(held)), "> ", "> ")
        }
        BlockKind::Code(code) => indented(&code.text, "    ", "    "),
        BlockKind::Table(held) => table(held),
        BlockKind::Definitions(definitions) => definitions
            .iter()
            .map(|held| {
                let details = held.details.iter().map(|held| indented(&blocks(held), ": ", "  "));
                let text = format!("{}\n{}", inlines(&held.term), details.collect::<String>());
                if_marked(held.mark.as_ref(), &text)
            })
            .collect(),
        BlockKind::Footnote(footnote) => {
            indented(&blocks(&footnote.blocks), &format!("[^{}]: ", footnote.label), "    ")
        }
        BlockKind::Break => "---\n".to_owned(),
        BlockKind::Marked(mark, held) => marked(mark, &blocks(held)),
        BlockKind::Unchanged(held) => format!("({} blocks unchanged)\n", held.len()),
    }
}

fn list(list: &List) -> String {
    let mut number = list.start.unwrap_or_default();
    let mut out = String::new();
    for item in &list.items {
        let bullet = match (list.start, item.task) {
            (Some(_), _) => format!("{number}. "),
            (None, Some(true)) => "- [x] ".to_owned(),
            (None, Some(false)) => "- [ ] ".to_owned(),
            (None, None) => "- ".to_owned(),
        };
        if !matches!(&item.mark, Some(mark) if mark.kind == MarkKind::Deleted) {
            number += 1;
        }
        let text = if_marked(item.mark.as_ref(), &blocks(&item.blocks));
        out.push_str(&indented(&text, &bullet, "  "));
    }
    out
}

fn table(table: &Table) -> String {
    let row = |row: &TableRow| {
        let cells: Vec<String> = row
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, column)| {
                let mark = column.mark.as_ref().filter(|_| row.mark.is_none() && !cell.is_empty());
                if_marked(mark, &inlines(cell))
            })
            .collect();
        if_marked(row.mark.as_ref(), &format!("| {} |", cells.join(" | "))) + "\n"
    };
    let rows: String = table.rows.iter().map(row).collect();
    format!("{}| {}\n{rows}", row(&table.head), "--- | ".repeat(table.columns.len()).trim_end())
}

/// A run of inlines on one line.
pub fn inlines(run: &[Inline]) -> String {
    run.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Code(code) => format!("`{code}`"),
        InlineKind::Styled(style, held) => {
            let sign = match style {
                Style::Emphasis => "*",
                Style::Strong => "**",
                Style::Strikethrough => "~~",
            };
            format!("{sign}{}{sign}", inlines(held))
        }
        InlineKind::Element(element) => {
            let name = element.tag.name();
            format!("<{name}>{}</{name}>", inlines(&element.content))
        }
        InlineKind::Link(link) => {
            format!("[{}]({})", inlines(&link.content), address(&link.destination))
        }
        InlineKind::Image(image) => format!("![{}]({})", image.alt, address(&image.destination)),
        InlineKind::FootnoteMark(label) => format!("[^{label}]"),
        InlineKind::Reference(reference) if reference.words.is_empty() => {
            format!("[[{}]]", target(&reference.target))
        }
        InlineKind::Reference(reference) => {
            format!("[[{}|{}]]", target(&reference.target), inlines(&reference.words))
        }
        InlineKind::SoftBreak => " ".to_owned(),
        InlineKind::HardBreak => "\\ ".to_owned(),
        InlineKind::Marked(mark, held) => marked(mark, &inlines(held)),
    }
}

fn address(destination: &Destination) -> &str {
    match destination {
        Destination::Web(text) | Destination::Path(text) | Destination::Refused(text) => text,
    }
}

fn target(target: &Target) -> String {
    match target {
        Target::Chapter { slug, heading: Some(heading) } => format!("{slug}#{heading}"),
        Target::Chapter { slug, heading: None } => slug.clone(),
        Target::Here(heading) => format!("#{heading}"),
        Target::Law(id) => format!("law:{id}"),
        Target::Term(id) => format!("term:{id}"),
        Target::Contact(id) => format!("contact:{id}"),
    }
}

//! The plain text of a piece of prose: what titles, ids, descriptions and search are made of.
//! Of a text with marks it is the new text: what is marked as deleted is left out.

use super::mark::{Mark, MarkKind};
use super::{Block, BlockKind, Inline, InlineKind, Reference, Table, Target};
use std::borrow::Cow;

/// The plain text of a run of inlines, on one line. A reference without words of its own gives
/// the name that it was written with: see [`inlines_with`].
pub fn inlines(run: &[Inline]) -> String {
    inlines_with(run, &|reference| Cow::Borrowed(target_name(&reference.target)))
}

/// The plain text of a run of inlines, where `name` says what a reference without words is called.
pub fn inlines_with<'p>(
    run: &'p [Inline],
    name: &impl Fn(&'p Reference) -> Cow<'p, str>,
) -> String {
    let mut out = String::new();
    push_inlines(&mut out, run, name);
    out
}

/// The plain text of blocks, each on a line of its own. Statements of law give the editor's own
/// words only, for the rest of them is kept in the register.
pub fn blocks(blocks: &[Block]) -> String {
    blocks_with(blocks, &|reference| Cow::Borrowed(target_name(&reference.target)))
}

/// The plain text of blocks, where `name` says what a reference without words is called.
pub fn blocks_with<'p>(
    blocks: &'p [Block],
    name: &impl Fn(&'p Reference) -> Cow<'p, str>,
) -> String {
    let mut out = String::new();
    push_blocks(&mut out, blocks, name);
    out.truncate(out.trim_end().len());
    out
}

/// The name of a target as it was written, without its prefix.
pub fn target_name(target: &Target) -> &str {
    match target {
        Target::Chapter { slug: name, heading: None }
        | Target::Chapter { heading: Some(name), .. }
        | Target::Here(name)
        | Target::Law(name)
        | Target::Term(name)
        | Target::Contact(name) => name,
    }
}

fn push_inlines<'p>(
    out: &mut String,
    run: &'p [Inline],
    name: &impl Fn(&'p Reference) -> Cow<'p, str>,
) {
    for inline in run {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Styled(_, content) => push_inlines(out, content, name),
            InlineKind::Element(element) => push_inlines(out, &element.content, name),
            InlineKind::Link(link) => push_inlines(out, &link.content, name),
            InlineKind::Image(image) => out.push_str(&image.alt),
            InlineKind::Reference(reference) if reference.words.is_empty() => {
                out.push_str(&name(reference));
            }
            InlineKind::Reference(reference) => push_inlines(out, &reference.words, name),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Marked(mark, content) => {
                if is_kept(Some(mark)) {
                    push_inlines(out, content, name);
                }
            }
            InlineKind::FootnoteMark(_) => {}
        }
    }
}

fn push_blocks<'p>(
    out: &mut String,
    blocks: &'p [Block],
    name: &impl Fn(&'p Reference) -> Cow<'p, str>,
) {
    let line = |out: &mut String, run: &'p [Inline]| {
        push_inlines(out, run, name);
        out.push('\n');
    };
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => line(out, &heading.content),
            BlockKind::Paragraph(run) => line(out, run),
            BlockKind::List(list) => {
                let items = list.items.iter().filter(|item| is_kept(item.mark.as_ref()));
                items.for_each(|item| push_blocks(out, &item.blocks, name));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Callout(_, blocks)
            | BlockKind::Statement(_, blocks)
            | BlockKind::Unchanged(blocks) => push_blocks(out, blocks, name),
            BlockKind::Code(code) => {
                out.push_str(code.text.trim_end());
                out.push('\n');
            }
            BlockKind::Table(table) => push_table(out, table, name),
            BlockKind::Definitions(definitions) => {
                for definition in definitions.iter().filter(|held| is_kept(held.mark.as_ref())) {
                    line(out, &definition.term);
                    definition.details.iter().for_each(|blocks| push_blocks(out, blocks, name));
                }
            }
            BlockKind::Footnote(footnote) => push_blocks(out, &footnote.blocks, name),
            BlockKind::Marked(mark, blocks) => {
                if is_kept(Some(mark)) {
                    push_blocks(out, blocks, name);
                }
            }
            BlockKind::Break => {}
        }
    }
}

fn push_table<'p>(
    out: &mut String,
    table: &'p Table,
    name: &impl Fn(&'p Reference) -> Cow<'p, str>,
) {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    for row in rows.filter(|row| is_kept(row.mark.as_ref())) {
        let marks = table.columns.iter().map(|column| column.mark.as_ref());
        let cells = row.cells.iter().zip(marks.chain(std::iter::repeat(None)));
        for (cell, _) in cells.filter(|(_, mark)| is_kept(*mark)) {
            push_inlines(out, cell, name);
            out.push(' ');
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
}

fn is_kept(mark: Option<&Mark>) -> bool {
    mark.is_none_or(|mark| mark.kind == MarkKind::Inserted)
}

#[cfg(test)]
mod tests {
    use super::{blocks, inlines, inlines_with};
    use crate::prose::{Block, BlockKind, Inline, InlineKind, Reference, Style, Target};
    use crate::source::place::Span;
    use std::borrow::Cow;

    fn inline(kind: InlineKind) -> Inline {
        Inline { span: Span::default(), kind }
    }

    fn sample() -> Vec<Inline> {
        let text = |text: &str| inline(InlineKind::Text(text.to_owned()));
        vec![
            text("See "),
            inline(InlineKind::Styled(Style::Strong, vec![text("all")])),
            inline(InlineKind::SoftBreak),
            inline(InlineKind::FootnoteMark("1".to_owned())),
            inline(InlineKind::Reference(Reference {
                target: Target::Term("grooming".to_owned()),
                words: Vec::new(),
            })),
        ]
    }

    #[test]
    fn styles_and_marks_leave_no_trace() {
        assert_eq!(inlines(&sample()), "See all grooming");
    }

    #[test]
    fn a_reference_without_words_is_named_by_the_caller() {
        let text = inlines_with(&sample(), &|_| Cow::Borrowed("Grooming (online)"));
        assert_eq!(text, "See all Grooming (online)");
    }

    #[test]
    fn each_block_is_a_line() {
        let paragraph = || Block { span: Span::default(), kind: BlockKind::Paragraph(sample()) };
        assert_eq!(blocks(&[paragraph(), paragraph()]), "See all grooming\nSee all grooming");
    }
}

//! Blocks: what opens each, and what it becomes when it closes.

use super::headings::Attributes;
use super::tree::{Builder, Frame, Kind, clean};
use crate::prose::{
    Alignment, Block, BlockKind, CalloutKind, CodeBlock, Column, Definition, Footnote, Heading,
    Inline, InlineKind, List, ListItem, Table, TableRow,
};
use crate::source::place::Span;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag as Start};

impl Builder<'_> {
    pub(super) fn start_block(&mut self, tag: Start<'_>, span: Span) {
        self.end_words();
        let kind = match tag {
            Start::Heading { level, id, classes, attrs } => {
                let attributes = Attributes { id, classes, others: attrs };
                Kind::Heading { level: level as u8, id: self.heading_id(&attributes, span) }
            }
            Start::BlockQuote(alert) => Kind::Quote(alert.map(callout)),
            Start::CodeBlock(kind) => {
                Kind::Code(CodeBlock { language: language(&kind), text: String::new() })
            }
            Start::HtmlBlock => Kind::Html(String::new()),
            Start::List(start) => Kind::List(List { start, tight: true, items: Vec::new() }),
            Start::Item => Kind::Item(None),
            Start::FootnoteDefinition(label) => Kind::Footnote(self.define_footnote(&label, span)),
            Start::DefinitionList => Kind::Definitions(Vec::new()),
            Start::DefinitionListTitle => Kind::Term,
            Start::DefinitionListDefinition => Kind::Detail,
            Start::Table(columns) => Kind::Table(empty_table(&columns, span)),
            Start::TableHead => Kind::Row { is_head: true, cells: Vec::new() },
            Start::TableRow => Kind::Row { is_head: false, cells: Vec::new() },
            Start::TableCell => {
                self.in_cell = true;
                Kind::Cell
            }
            // A paragraph, or something that no option lets in.
            _ => Kind::Paragraph { implicit: false },
        };
        if self.is_too_deep(&kind) {
            self.report_depth("this is", span);
            self.skipping = 1;
            return;
        }
        self.open(kind, span);
    }

    pub(super) fn finish_block(&mut self, frame: Frame) {
        let Frame { span, kind, blocks, inlines } = frame;
        self.check_brackets(&inlines);
        let kind = match kind {
            Kind::Quote(Some(callout)) => BlockKind::Callout(callout, blocks),
            Kind::Quote(None) => self.quote(blocks, span),
            Kind::List(list) => BlockKind::List(list),
            Kind::Item(task) => return self.push_item(ListItem { span, task, mark: None, blocks }),
            Kind::Footnote(label) => BlockKind::Footnote(Footnote { label, blocks }),
            Kind::Definitions(definitions) => BlockKind::Definitions(definitions),
            Kind::Term => return self.push_term(inlines),
            Kind::Detail => return self.push_detail(blocks),
            Kind::Heading { level, id } => BlockKind::Heading(Heading {
                level,
                explicit: id.is_some(),
                id: id.unwrap_or_default(),
                content: inlines,
            }),
            Kind::Code(code) => BlockKind::Code(code),
            Kind::Html(html) => return self.html_block(&html, span),
            Kind::Table(table) => BlockKind::Table(table),
            Kind::Row { is_head, cells } => {
                return self.push_row(is_head, TableRow { span, mark: None, cells });
            }
            Kind::Cell => return self.push_cell(inlines),
            _ => return self.finish_paragraph(inlines, span, &kind),
        };
        self.push_block(Block { span, kind });
    }

    pub(super) fn finish_paragraph(&mut self, inlines: Vec<Inline>, span: Span, kind: &Kind) {
        let is_break =
            |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
        let (true, Some(last)) = (!inlines.iter().all(is_break), inlines.last()) else { return };
        let implicit = matches!(kind, Kind::Paragraph { implicit: true });
        let span = if implicit { span.to(last.span) } else { span };
        if !implicit
            && matches!(self.current.kind, Kind::Item(_))
            && let Some(Frame { kind: Kind::List(list), .. }) = self.around.last_mut()
        {
            list.tight = false;
        }
        self.push_block(Block { span, kind: BlockKind::Paragraph(inlines) });
    }

    pub(super) fn html_line(&mut self, line: &str, span: Span) {
        match &mut self.current.kind {
            Kind::Html(html) => html.push_str(line),
            _ => self.inline_html(line, span),
        }
    }

    /// The marker stands in the item itself, or in its first paragraph.
    pub(super) fn task(&mut self, is_done: bool) {
        let frames = std::iter::once(&mut self.current).chain(self.around.iter_mut().rev());
        for frame in frames.take(2) {
            if let Kind::Item(task) = &mut frame.kind {
                *task = Some(is_done);
                return;
            }
        }
    }

    pub(super) fn push_block(&mut self, block: Block) {
        self.current.blocks.push(block);
    }

    pub(super) fn push_item(&mut self, item: ListItem) {
        if let Kind::List(list) = &mut self.current.kind {
            list.items.push(item);
        }
    }

    pub(super) fn push_term(&mut self, term: Vec<Inline>) {
        if let Kind::Definitions(definitions) = &mut self.current.kind {
            definitions.push(Definition { mark: None, term, details: Vec::new() });
        }
    }

    pub(super) fn push_detail(&mut self, blocks: Vec<Block>) {
        if let Kind::Definitions(definitions) = &mut self.current.kind
            && let Some(definition) = definitions.last_mut()
        {
            definition.details.push(blocks);
        }
    }

    pub(super) fn push_row(&mut self, is_head: bool, row: TableRow) {
        match &mut self.current.kind {
            Kind::Table(table) if is_head => table.head = row,
            Kind::Table(table) => table.rows.push(row),
            _ => {}
        }
    }

    pub(super) fn push_cell(&mut self, cell: Vec<Inline>) {
        self.in_cell = false;
        if let Kind::Row { cells, .. } = &mut self.current.kind {
            cells.push(cell);
        }
    }
}

fn callout(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => {
            clean(info.split_ascii_whitespace().next().unwrap_or_default()).into_owned()
        }
        CodeBlockKind::Indented => String::new(),
    }
}

fn empty_table(columns: &[pulldown_cmark::Alignment], span: Span) -> Table {
    let columns = columns.iter().map(|column| Column { alignment: alignment(*column), mark: None });
    let head = TableRow { span, mark: None, cells: Vec::new() };
    Table { columns: columns.collect(), head, rows: Vec::new() }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Default,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

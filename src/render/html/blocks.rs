//! Blocks to HTML.

use super::writer::Writer;
use super::{Hole, marks};
use crate::prose::mark::Mark;
use crate::prose::{
    Alignment, Block, BlockKind, CalloutKind, CodeBlock, Column, Definition, Heading, Inline, List,
    ListItem, Table, TableRow,
};
use crate::source::place::Spanned;

impl<'p> Writer<'p, '_> {
    /// Blocks in order. In a tight list paragraphs have no element of their own.
    pub(super) fn blocks(&mut self, blocks: &'p [Block], is_tight: bool) {
        for block in blocks {
            self.block(block, is_tight);
        }
    }

    pub(super) fn block(&mut self, block: &'p Block, is_tight: bool) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(run) if is_tight => self.inlines(run),
            BlockKind::Paragraph(run) => {
                self.line("<p>");
                self.inlines(run);
                self.push("</p>\n");
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(blocks) => {
                self.line("<blockquote>\n");
                self.blocks(blocks, false);
                self.line("</blockquote>\n");
            }
            BlockKind::Callout(kind, blocks) => self.callout(*kind, blocks),
            BlockKind::Statement(provision, blocks) => self.statement(provision, blocks),
            BlockKind::Code(code) => self.code(code),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Footnote(_) => {}
            BlockKind::Break => self.line("<hr>\n"),
            BlockKind::Marked(mark, blocks) => self.marked_blocks(mark, blocks, is_tight),
            BlockKind::Unchanged(blocks) => {
                self.unchanged(blocks, |writer, block| writer.block(block, false));
            }
        }
    }

    /// Footnotes are shown at the end of the text, with their marks.
    fn marked_blocks(&mut self, mark: &Mark, blocks: &'p [Block], is_tight: bool) {
        if blocks.iter().any(|block| !matches!(block.kind, BlockKind::Footnote(_))) {
            self.line("");
            self.marked(mark, |writer| writer.blocks(blocks, is_tight));
            self.push("\n");
        }
    }

    /// A heading that was deleted has no id: the new text may have a heading of the same.
    fn heading(&mut self, heading: &'p Heading) {
        let level = heading.level.clamp(1, 6);
        self.line(&format!("<h{level}"));
        if !heading.id.is_empty() && self.side.is_in_new() {
            self.id_attribute("id", &heading.id);
            self.heading = &heading.id;
        }
        self.push(">");
        self.inlines(&heading.content);
        self.push(&format!("</h{level}>\n"));
    }

    fn list(&mut self, list: &'p List) {
        match list.start {
            None => self.line("<ul>\n"),
            Some(1) => self.line("<ol>\n"),
            Some(start) => self.line(&format!("<ol start=\"{start}\">\n")),
        }
        list.items.iter().for_each(|item| self.item(item, list.tight));
        self.push(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &'p ListItem, is_tight: bool) {
        let mark = item.mark.as_ref();
        self.line("<li");
        match item.task {
            None => self.mark_attributes(mark),
            Some(is_done) => self.task_attributes(is_done, mark),
        }
        self.push(">");
        self.marked_inside(mark, |writer| writer.item_text(item, is_tight));
        self.push("</li>\n");
    }

    fn item_text(&mut self, item: &'p ListItem, is_tight: bool) {
        if let Some(is_done) = item.task {
            self.task_state(is_done);
        }
        let mut blocks = item.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            self.block(block, is_tight);
            let is_bare = is_tight && matches!(block.kind, BlockKind::Paragraph(_));
            if is_bare && blocks.peek().is_some() {
                self.line("");
            }
        }
    }

    /// CSS draws the box from the class.
    fn task_attributes(&mut self, is_done: bool, mark: Option<&Mark>) {
        let mut class = format!("task task-{}", if is_done { "done" } else { "to-do" });
        if let Some(mark) = mark {
            class.push(' ');
            class.push_str(marks::class(mark));
        }
        self.attribute("class", &class);
        self.mark_id(mark);
    }

    /// The state in words, for those who do not see the box.
    fn task_state(&mut self, is_done: bool) {
        let label = if is_done { &self.labels.done } else { &self.labels.to_do };
        self.push("<span class=\"visually-hidden\">");
        self.escaped(label);
        self.push(": </span>");
    }

    fn callout(&mut self, kind: CalloutKind, blocks: &'p [Block]) {
        let label = match kind {
            CalloutKind::Note => &self.labels.note,
            CalloutKind::Tip => &self.labels.tip,
            CalloutKind::Important => &self.labels.important,
            CalloutKind::Warning => &self.labels.warning,
            CalloutKind::Caution => &self.labels.caution,
        };
        self.line("<div class=\"callout callout-");
        self.push(kind.as_str());
        self.push("\" role=\"note\">\n<p class=\"callout-label\">");
        self.escaped(label);
        self.push("</p>\n");
        self.blocks(blocks, false);
        self.line("</div>\n");
    }

    fn statement(&mut self, provision: &'p Spanned<String>, blocks: &'p [Block]) {
        self.line("<div class=\"statement\">\n");
        self.hole(Hole::Statement(provision));
        if !blocks.is_empty() {
            self.push("<div class=\"statement-words\">\n");
            self.blocks(blocks, false);
            self.line("</div>\n");
        }
        self.push("</div>\n");
    }

    fn code(&mut self, code: &'p CodeBlock) {
        self.line("<pre><code");
        if !code.language.is_empty() {
            self.push(" class=\"language-");
            self.escaped(&code.language);
            self.push("\"");
        }
        self.push(">");
        self.escaped(&code.text);
        self.push("</code></pre>\n");
    }

    /// The region can be scrolled with the keyboard, and is named by the heading above it.
    fn table(&mut self, table: &'p Table) {
        self.line("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        if self.heading.is_empty() {
            self.attribute("aria-label", &self.labels.table);
        } else {
            self.id_attribute("aria-labelledby", self.heading);
        }
        self.push(">\n<table>\n<thead>\n");
        self.row(&table.head, &table.columns, true);
        self.push("</thead>\n");
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            table.rows.iter().for_each(|row| self.row(row, &table.columns, false));
            self.push("</tbody>\n");
        }
        self.push("</table>\n</div>\n");
    }

    fn row(&mut self, row: &'p TableRow, columns: &[Column], is_head: bool) {
        self.push("<tr");
        self.mark_attributes(row.mark.as_ref());
        self.push(">\n");
        let bare = Column { alignment: Alignment::Default, mark: None };
        for (cell, column) in row.cells.iter().zip(columns.iter().chain(std::iter::repeat(&bare))) {
            let mark = row.mark.as_ref().or(column.mark.as_ref());
            self.cell(cell, column, mark, is_head);
        }
        self.push("</tr>\n");
    }

    /// A header without words heads nothing, and would be read out as an empty one.
    fn cell(&mut self, cell: &'p [Inline], column: &Column, mark: Option<&Mark>, is_head: bool) {
        let is_header = is_head && !cell.is_empty();
        self.push(if is_header { "<th scope=\"col\"" } else { "<td" });
        self.push(match column.alignment {
            Alignment::Default => "",
            Alignment::Left => " class=\"align-left\"",
            Alignment::Centre => " class=\"align-centre\"",
            Alignment::Right => " class=\"align-right\"",
        });
        if is_head {
            self.mark_id(column.mark.as_ref());
        }
        self.push(">");
        let mark = mark.filter(|_| !cell.is_empty());
        self.marked_inside(mark, |writer| writer.inlines(cell));
        self.push(if is_header { "</th>\n" } else { "</td>\n" });
    }

    fn definitions(&mut self, definitions: &'p [Definition]) {
        self.line("<dl>\n");
        for definition in definitions {
            let mark = definition.mark.as_ref();
            self.line("<dt");
            self.mark_attributes(mark);
            self.push(">");
            self.marked_inside(mark, |writer| writer.inlines(&definition.term));
            self.push("</dt>\n");
            for blocks in &definition.details {
                let is_one = matches!(&**blocks, [Block { kind: BlockKind::Paragraph(_), .. }]);
                self.line("<dd>");
                self.marked_inside(mark, |writer| writer.blocks(blocks, is_one));
                self.push("</dd>\n");
            }
        }
        self.push("</dl>\n");
    }
}

//! Blocks to HTML.

use super::writer::Writer;
use super::{Hole, marks};
use crate::prose::mark::Mark;
use crate::prose::{
    Alignment, Block, BlockKind, CalloutKind, CodeBlock, Column, Definition, Heading, Inline, List,
    ListItem, Table, TableRow,
};
use crate::prose::{InlineKind, text, walk};
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

    /// A heading is a link to itself, so that a reader can pass it on, unless it holds a link already.
    /// One that was deleted has no id: the new text may have a heading of the same.
    fn heading(&mut self, heading: &'p Heading) {
        let level = heading.level.clamp(1, 6);
        self.line(&format!("<h{level}"));
        let has_id = !heading.id.is_empty() && self.side.is_in_new();
        if has_id {
            self.id_attribute("id", &heading.id);
            self.heading = &heading.id;
        }
        self.push(">");
        let is_link = has_id && !walk::inlines_of(&heading.content).any(is_link);
        if is_link {
            self.push("<a");
            self.anchor(&heading.id);
            self.push(">");
        }
        self.inlines(&heading.content);
        self.push(if is_link { "</a>" } else { "" });
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

    /// Two columns fit any screen. Three or four are stacked as cards on a narrow one: the first cell
    /// is the title, and each other has its header.
    /// More, and those whose columns changed, are a region that is scrolled by itself, with the keyboard
    /// too, and is named by the heading above it.
    fn table(&mut self, table: &'p Table) {
        let is_marked = table.head.cells.iter().any(|cell| walk::inlines_of(cell).any(is_marked))
            || table.columns.iter().any(|column| column.mark.is_some());
        let n_columns = table.columns.len();
        let labels = if !is_marked && matches!(n_columns, 3 | 4) {
            table.head.cells.iter().map(|cell| text::inlines(cell)).collect()
        } else {
            Vec::new()
        };
        if !labels.is_empty() {
            self.line("<div class=\"table stack\">\n");
        } else if n_columns <= 2 && !is_marked {
            self.line("<div class=\"table\">\n");
        } else {
            self.line("<div class=\"table\" role=\"region\" tabindex=\"0\"");
            if self.heading.is_empty() {
                self.attribute("aria-label", &self.labels.table);
            } else {
                self.id_attribute("aria-labelledby", self.heading);
            }
            self.push(">\n");
        }
        self.push("<table>\n<thead>\n");
        self.row(&table.head, &table.columns, None);
        self.push("</thead>\n");
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            table.rows.iter().for_each(|row| self.row(row, &table.columns, Some(&labels)));
            self.push("</tbody>\n");
        }
        self.push("</table>\n</div>\n");
    }

    /// A row; `labels` are those of a row of the body.
    fn row(&mut self, row: &'p TableRow, columns: &[Column], labels: Option<&[String]>) {
        self.push("<tr");
        self.mark_attributes(row.mark.as_ref());
        self.push(">\n");
        let bare = Column { alignment: Alignment::Default, mark: None };
        let columns = columns.iter().chain(std::iter::repeat(&bare));
        for (index, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
            let mark = row.mark.as_ref().or(column.mark.as_ref());
            let label = labels.map(|labels| match index {
                0 => "",
                _ => labels.get(index).map_or("", String::as_str),
            });
            self.cell(cell, column, mark, label);
        }
        self.push("</tr>\n");
    }

    /// A header without words heads nothing, and would be read out as an empty one.
    fn cell(
        &mut self,
        cell: &'p [Inline],
        column: &Column,
        mark: Option<&Mark>,
        label: Option<&str>,
    ) {
        let is_header = label.is_none() && !cell.is_empty();
        self.push(if is_header { "<th scope=\"col\"" } else { "<td" });
        self.push(match column.alignment {
            Alignment::Default => "",
            Alignment::Left => " class=\"align-left\"",
            Alignment::Centre => " class=\"align-centre\"",
            Alignment::Right => " class=\"align-right\"",
        });
        match label {
            None => self.mark_id(column.mark.as_ref()),
            Some("") => {}
            Some(label) => self.attribute("data-label", label),
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

/// Whether an inline becomes a link, within which there must be no other.
fn is_link(inline: &Inline) -> bool {
    matches!(
        inline.kind,
        InlineKind::Link(_) | InlineKind::Reference(_) | InlineKind::FootnoteMark(_)
    )
}

fn is_marked(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Marked(..))
}

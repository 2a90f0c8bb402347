//! Blocks.

use super::{MAX_DEPTH, Setter};
use crate::manual::register::Provision;
use crate::pdf::letters::parted;
use crate::pdf::node::text::{Block as Set, Item, Piece, Run, Term};
use crate::prose::mark::{Mark, MarkKind};
use crate::prose::{
    Block, BlockKind, CalloutKind, Definition, Heading, Inline, InlineKind, List, ListItem,
};
use crate::resolve::worded::Phrases as _;
use crate::site::address::LOCAL;
use crate::source::place::Spanned;

impl<'m, 'p> Setter<'_, 'm, 'p> {
    /// Blocks in order.
    pub(super) fn blocks(&mut self, blocks: &'p [Block]) -> Vec<Set> {
        let mut set = Vec::with_capacity(blocks.len());
        for block in blocks {
            self.block(&mut set, block);
        }
        set
    }

    /// A block outside lists and quotations, where headings divide the text.
    pub(super) fn dividing(&mut self, set: &mut Vec<Set>, block: &'p Block) {
        match &block.kind {
            BlockKind::Unchanged(blocks) => {
                for block in blocks {
                    self.dividing(set, block);
                }
            }
            BlockKind::Marked(mark, blocks)
                if blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_))) =>
            {
                self.marked_headings(set, mark, blocks);
            }
            BlockKind::Heading(heading) => self.heading(set, heading, None),
            _ => self.block(set, block),
        }
    }

    /// Marked blocks with headings among them: a heading stands by itself, so that it is in the outline.
    fn marked_headings(&mut self, set: &mut Vec<Set>, mark: &'p Mark, blocks: &'p [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) => self.heading(set, heading, Some(mark)),
                _ => self.marked_blocks(set, mark, std::slice::from_ref(block)),
            }
        }
    }

    fn heading(&mut self, set: &mut Vec<Set>, heading: &'p Heading, mark: Option<&'p Mark>) {
        let is_deleted = mark.is_some_and(|mark| mark.kind == MarkKind::Deleted);
        if !is_deleted {
            self.end_sections(set, heading.level);
        }
        let wanted = self.standing.base.saturating_add(heading.level.max(2) - 1);
        let level = wanted.min(self.last_level + 1).clamp(2, 6);
        self.last_level = level;
        let anchor = self.slug().filter(|_| !is_deleted && !heading.id.is_empty()).map(|slug| {
            let local = if self.standing.is_local { LOCAL } else { "" };
            self.shelf.anchor(slug, Some(&format!("{local}{}", heading.id)))
        });
        self.is_heading = true;
        let body = self.marked_inside(mark, |setter| setter.inlines(&heading.content));
        self.is_heading = false;
        if body.iter().all(|run| matches!(run, Run::Text(words) if words.trim().is_empty())) {
            return;
        }
        set.push(Set::Heading { level, anchor, body });
        if !is_deleted {
            self.sections.push((heading.level, &heading.id));
        }
    }

    /// Ends the parts of headings of this level and deeper ones, and sets what is to stand there.
    pub(super) fn end_sections(&mut self, set: &mut Vec<Set>, level: u8) {
        while let Some((_, id)) = self.sections.pop_if(|(own, _)| *own >= level) {
            let (here, rest) = std::mem::take(&mut self.inserts)
                .into_iter()
                .partition(|insert: &super::Insert| insert.after.as_deref() == Some(id));
            self.inserts = rest;
            for insert in here {
                self.insert(set, insert.blocks);
            }
        }
    }

    /// What is inserted begins as a part of the chapter, and its headings must not skip a level here.
    pub(super) fn insert(&mut self, set: &mut Vec<Set>, blocks: Vec<Set>) {
        let mut is_first = true;
        for mut block in blocks {
            if let Set::Heading { level, .. } = &mut block {
                let wanted = if is_first { self.standing.base + 1 } else { *level };
                *level = wanted.min(self.last_level + 1);
                self.last_level = *level;
                is_first = false;
            }
            set.push(block);
        }
    }

    fn block(&mut self, set: &mut Vec<Set>, block: &'p Block) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let body = self.inlines(&heading.content);
                set.push(Set::Strong { body });
            }
            BlockKind::Paragraph(run) => self.paragraph(set, run),
            BlockKind::List(list) => self.list(set, list),
            BlockKind::Quote(blocks) => {
                self.deeper(set, blocks, |blocks| Set::Quote { blocks });
            }
            BlockKind::Callout(kind, blocks) => self.callout(set, *kind, blocks),
            BlockKind::Statement(provision, blocks) => self.statement(set, provision, blocks),
            BlockKind::Code(code) => set.push(Set::Code { text: parted(&code.text) }),
            BlockKind::Table(table) => self.table(set, table),
            BlockKind::Definitions(definitions) => self.definitions(set, definitions),
            BlockKind::Footnote(_) => {}
            BlockKind::Break => set.push(Set::Rule),
            BlockKind::Marked(mark, blocks) => self.marked_blocks(set, mark, blocks),
            BlockKind::Unchanged(blocks) => blocks.iter().for_each(|block| self.block(set, block)),
        }
    }

    /// Sets blocks one level deeper, or as they are where that would be too deep.
    fn deeper(
        &mut self,
        set: &mut Vec<Set>,
        blocks: &'p [Block],
        make: impl FnOnce(Vec<Set>) -> Set,
    ) {
        if self.depth >= MAX_DEPTH {
            return blocks.iter().for_each(|block| self.block(set, block));
        }
        self.depth += 1;
        let held = self.blocks(blocks);
        self.depth -= 1;
        if !held.is_empty() {
            set.push(make(held));
        }
    }

    /// A picture that stands alone in a paragraph is a block.
    fn paragraph(&mut self, set: &mut Vec<Set>, run: &'p [Inline]) {
        let is_space = |inline: &Inline| match &inline.kind {
            InlineKind::Text(words) => words.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => true,
            _ => false,
        };
        let is_image = |inline: &Inline| matches!(inline.kind, InlineKind::Image(_));
        if run.iter().any(is_image) && run.iter().all(|held| is_image(held) || is_space(held)) {
            for inline in run {
                if let InlineKind::Image(image) = &inline.kind {
                    let picture = self.picture(image);
                    set.push(Set::Picture(picture));
                }
            }
            return;
        }
        let body = self.inlines(run);
        set.push(Set::Paragraph { body });
    }

    fn list(&mut self, set: &mut Vec<Set>, list: &'p List) {
        if self.depth >= MAX_DEPTH {
            let blocks = list.items.iter().flat_map(|item| &item.blocks);
            return blocks.for_each(|block| self.block(set, block));
        }
        self.depth += 1;
        let items = list.items.iter().map(|item| self.item(item)).collect();
        self.depth -= 1;
        set.push(Set::List { start: list.start, tight: list.tight, items });
    }

    fn item(&mut self, item: &'p ListItem) -> Item {
        let mut blocks = Vec::new();
        match &item.mark {
            Some(mark) => self.marked_blocks(&mut blocks, mark, &item.blocks),
            None => blocks = self.blocks(&item.blocks),
        }
        Item { task: item.task, blocks }
    }

    fn callout(&mut self, set: &mut Vec<Set>, kind: CalloutKind, blocks: &'p [Block]) {
        let labels = &self.printer.theme.labels;
        let label = match kind {
            CalloutKind::Note => &labels.note,
            CalloutKind::Tip => &labels.tip,
            CalloutKind::Important => &labels.important,
            CalloutKind::Warning => &labels.warning,
            CalloutKind::Caution => &labels.caution,
        };
        let (kind, label) = (kind.as_str(), label.clone());
        self.deeper(set, blocks, |blocks| Set::Labelled { kind, label, blocks });
    }

    /// The register's own statement of a provision, then the editor's words.
    fn statement(&mut self, set: &mut Vec<Set>, id: &'p Spanned<String>, own: &'p [Block]) {
        let legislation = &self.edition.manual.registers.legislation;
        let mut blocks = Vec::new();
        if let Some(provision) = legislation.get(&id.value) {
            let body = self.provision_link(provision, vec![Run::text(&provision.citation)]);
            blocks.push(Set::Paragraph { body });
            // A statement within a statement is not written out: it could hold itself.
            let is_bare = self.standing.is_worded || self.standing.is_statement;
            if !is_bare {
                blocks.extend(self.stated(provision));
            }
        }
        let depth = self.depth;
        self.depth = (depth + 1).min(MAX_DEPTH);
        blocks.extend(self.blocks(own));
        self.depth = depth;
        let label = self.say("law_statement");
        set.push(Set::Labelled { kind: "law", label, blocks });
    }

    /// How a provision stands if it is not in force, and what the register says of it.
    fn stated(&mut self, provision: &'m Provision) -> Vec<Set> {
        let (edition, words) = (self.edition, &self.printer.theme.words);
        let status = words.within(edition.manual).status(provision, edition.date);
        let strong =
            |words| Run::Piece(Piece::Styled { style: "strong", body: vec![Run::text(words)] });
        let status = status.map(|status| Set::Paragraph { body: vec![strong(status)] });
        let statement = provision.statement_on(edition.date);
        let stated = statement.map(|statement| self.register_words(&statement.text.prose));
        status.into_iter().chain(stated.into_iter().flatten()).collect()
    }

    fn definitions(&mut self, set: &mut Vec<Set>, definitions: &'p [Definition]) {
        let depth = self.depth;
        self.depth = (depth + 1).min(MAX_DEPTH);
        let items = definitions.iter().map(|definition| self.definition(definition)).collect();
        self.depth = depth;
        set.push(Set::Terms { items });
    }

    fn definition(&mut self, definition: &'p Definition) -> Term {
        let mark = definition.mark.as_ref();
        let term = self.marked_inside(mark, |setter| setter.inlines(&definition.term));
        let mut blocks = Vec::new();
        for held in &definition.details {
            match mark {
                Some(mark) => self.marked_blocks(&mut blocks, mark, held),
                None => blocks.extend(self.blocks(held)),
            }
        }
        Term { term, blocks }
    }

    /// A block that stands in one of two texts only: a single paragraph is marked within, so that
    /// it reads on.
    fn marked_blocks(&mut self, set: &mut Vec<Set>, mark: &'p Mark, blocks: &'p [Block]) {
        if blocks.iter().all(|block| matches!(block.kind, BlockKind::Footnote(_))) {
            return;
        }
        let side = self.side;
        self.side = side.inside(mark.kind);
        if let [Block { kind: BlockKind::Paragraph(run), .. }] = blocks {
            let body = self.inlines(run);
            set.push(Set::Paragraph { body: vec![self.marked_run(mark, body)] });
        } else {
            let blocks = self.blocks(blocks);
            set.push(Set::Marked { mark: self.mark(mark), blocks });
        }
        self.side = side;
    }
}

//! Marks to HTML: `ins` and `del`, only where HTML allows them, each with words at both ends that
//! say what it is. Those words stand in `span.mark-note` and nowhere else, so that a page without
//! them and without `del` has the new text, and without them and without `ins` the old.

use super::writer::Writer;
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{Block, BlockKind};

/// The words that announce marks. `{target}` is where a link leads, `{count}` a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkLabels {
    /// Before words that were inserted.
    pub inserted: String,
    /// Before words that were deleted.
    pub deleted: String,
    /// Before a passage that came here from another place.
    pub moved_here: String,
    /// Before a passage that went from here to another place.
    pub moved_away: String,
    /// Before words whose link has this target now.
    pub link_inserted: String,
    /// Before words whose link had this target before.
    pub link_deleted: String,
    /// Before words as they are set now.
    pub style_inserted: String,
    /// Before words as they were set before.
    pub style_deleted: String,
    /// After every marked passage.
    pub end: String,
    /// On a folded stretch of one paragraph.
    pub unchanged_one: String,
    /// On a folded stretch of several paragraphs.
    pub unchanged: String,
}

impl MarkLabels {
    fn before(&self, mark: &Mark) -> String {
        let (inserted, deleted) = match &mark.reason {
            MarkReason::Words => (&self.inserted, &self.deleted),
            MarkReason::Moved => (&self.moved_here, &self.moved_away),
            MarkReason::Link(target) => {
                let link = match mark.kind {
                    MarkKind::Inserted => &self.link_inserted,
                    MarkKind::Deleted => &self.link_deleted,
                };
                return link.replace("{target}", target);
            }
            MarkReason::Style => (&self.style_inserted, &self.style_deleted),
        };
        match mark.kind {
            MarkKind::Inserted => inserted.clone(),
            MarkKind::Deleted => deleted.clone(),
        }
    }

    fn unchanged(&self, count: usize) -> String {
        let words = if count == 1 { &self.unchanged_one } else { &self.unchanged };
        words.replace("{count}", &count.to_string())
    }
}

/// The class of a list's item, a row or a term that is marked as a whole.
pub(super) fn class(mark: &Mark) -> &'static str {
    match mark.kind {
        MarkKind::Inserted => "inserted",
        MarkKind::Deleted => "deleted",
    }
}

impl<'p> Writer<'p, '_> {
    /// What `write` writes, marked; the id of a changed place stands on the mark itself.
    pub(super) fn marked(&mut self, mark: &Mark, write: impl FnOnce(&mut Self)) {
        self.marked_as(mark, mark.id(), write);
    }

    /// What `write` writes, marked if there is a mark, where the id stands on the element around it.
    pub(super) fn marked_inside(&mut self, mark: Option<&Mark>, write: impl FnOnce(&mut Self)) {
        match mark {
            Some(mark) => self.marked_as(mark, None, write),
            None => write(self),
        }
    }

    fn marked_as(&mut self, mark: &Mark, id: Option<String>, write: impl FnOnce(&mut Self)) {
        let name = match mark.kind {
            MarkKind::Inserted => "ins",
            MarkKind::Deleted => "del",
        };
        self.push(&format!("<{name}"));
        if let Some(id) = id {
            self.id_attribute("id", &id);
        }
        self.push(">");
        self.note(&self.labels.marks.before(mark));
        let side = self.side;
        self.side = side.inside(mark.kind);
        write(self);
        self.side = side;
        self.note(&self.labels.marks.end);
        self.push(&format!("</{name}>"));
    }

    fn note(&mut self, words: &str) {
        self.push("<span class=\"mark-note\">");
        self.escaped(words);
        self.push("</span>");
    }

    /// The class and the id of an element that is marked as a whole.
    pub(super) fn mark_attributes(&mut self, mark: Option<&Mark>) {
        let Some(mark) = mark else { return };
        self.attribute("class", class(mark));
        self.mark_id(Some(mark));
    }

    /// The id of the changed place that starts with a mark.
    pub(super) fn mark_id(&mut self, mark: Option<&Mark>) {
        if let Some(id) = mark.and_then(Mark::id) {
            self.id_attribute("id", &id);
        }
    }

    /// A stretch that is folded away; `write` writes one of its blocks.
    pub(super) fn unchanged(&mut self, blocks: &'p [Block], write: impl Fn(&mut Self, &'p Block)) {
        let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading(_));
        let n_paragraphs = blocks.len() - blocks.iter().filter(is_heading).count();
        self.line("<details class=\"unchanged\">\n<summary>");
        self.note(&self.labels.marks.unchanged(n_paragraphs));
        self.push("</summary>\n");
        blocks.iter().for_each(|block| write(self, block));
        self.line("</details>\n");
    }
}

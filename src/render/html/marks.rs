//! Marks to HTML: `ins` and `del`, only where HTML allows them, each with words at both ends that
//! say what it is. Those words stand in `span.mark-note` and nowhere else, so that a page without
//! them and without `del` has the new text, and without them and without `ins` the old.

use super::writer::Writer;
use crate::prose::mark::{Mark, MarkKind, MarkReason};
use crate::prose::{Block, BlockKind};

/// The words that announce marks. `{target}` is where a link leads, `{count}` a number. Spaces
/// around them are added.
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
    /// What is said before a marked passage.
    pub fn before(&self, mark: &Mark) -> String {
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
        // The spaces keep the words of the note apart from those of the text.
        self.note(&format!(" {} ", self.labels.marks.before(mark)));
        let side = self.side;
        self.side = side.inside(mark.kind);
        write(self);
        self.side = side;
        self.note(&format!("{} ", self.labels.marks.end));
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
        for block in blocks {
            write(self, block);
        }
        self.line("</details>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Visible, labels, parse};
    use super::super::{fragment, inlines};
    use super::MarkLabels;
    use crate::diff::{self, Difference, Words};

    fn difference(old: &str, new: &str) -> Difference {
        let (old, new) = (parse(old), parse(new));
        let words = |prose| Words { title: "Safe online", subtitle: None, summary: None, prose };
        diff::texts(&words(&old), &Words { title: "Safe offline", ..words(&new) })
    }

    fn marks() -> MarkLabels {
        let label = str::to_owned;
        MarkLabels {
            inserted: label("[+"),
            deleted: label("[-"),
            moved_here: label("[here"),
            moved_away: label("[away"),
            link_inserted: label("[to {target}"),
            link_deleted: label("[from {target}"),
            style_inserted: label("[as"),
            style_deleted: label("[was"),
            end: label("]"),
            unchanged_one: label("one"),
            unchanged: label("{count} more"),
        }
    }

    /// The HTML, its notes in brackets only.
    fn html(old: &str, new: &str) -> String {
        let labels = super::super::Labels { marks: marks(), ..labels() };
        let mut out = String::new();
        let prose = diff::fold(difference(old, new).prose);
        fragment(&prose, &labels).fill(&mut out, &mut Visible);
        ["<span class=\"mark-note\"> ", "<span class=\"mark-note\">"]
            .iter()
            .fold(out, |html, note| html.replace(note, ""))
            .replace("] </span>", "]")
            .replace("</span>", "")
    }

    #[test]
    fn a_mark_begins_and_ends_with_words() {
        let labels = super::super::Labels { marks: marks(), ..labels() };
        let mut out = String::new();
        let title = difference("", "").title;
        inlines(&title, &labels).fill(&mut out, &mut Visible);
        assert_eq!(
            out,
            "Safe<del id=\"change-1\"><span class=\"mark-note\"> [- </span> online\
             <span class=\"mark-note\">] </span></del>\
             <ins><span class=\"mark-note\"> [+ </span> offline\
             <span class=\"mark-note\">] </span></ins>"
        );
    }

    #[test]
    fn a_whole_item_is_marked_inside_the_item() {
        assert_eq!(
            html("- one thing\n", "- one thing\n- another\n"),
            "<ul>\n<li>one thing</li>\n<li class=\"inserted\" id=\"change-2\"><ins>[+ another]</ins></li>\n</ul>\n"
        );
    }

    #[test]
    fn a_column_is_marked_cell_by_cell() {
        let page = html("| a |\n| - |\n| b |\n", "| a | c |\n| - | - |\n| b | d |\n");
        assert!(page.contains("<th scope=\"col\" id=\"change-2\"><ins>[+ c]</ins></th>"), "{page}");
        assert!(page.contains("<td>b</td>\n<td><ins>[+ d]</ins></td>"), "{page}");
    }

    #[test]
    fn a_link_that_leads_elsewhere_says_where() {
        assert_eq!(
            html("See [this](https://a.b) now.\n", "See [this](https://c.d) now.\n"),
            "<p>See <del id=\"change-2\">[from https://a.b <a href=\"https://a.b\">this</a> ]</del>\
             <ins>[to https://c.d <a href=\"https://c.d\">this</a> ]</ins>now.</p>\n"
        );
    }

    #[test]
    fn a_heading_that_is_gone_has_no_id() {
        let page = html("## Who\n\na\n", "### Who\n\na\n");
        assert!(page.contains("<del id=\"change-2\">[was \n<h2>Who</h2>\n]</del>"), "{page}");
        assert!(
            page.contains("<ins>[as \n<h3 id=\"who\"><a href=\"#who\">Who</a></h3>\n]</ins>"),
            "{page}"
        );
    }

    #[test]
    fn what_did_not_change_is_folded_with_its_headings() {
        let long = "a\n\n## B\n\nc\n\nd\n\ne\n\n";
        let page = html(&format!("{long}last word here\n"), &format!("{long}last words here\n"));
        assert!(
            page.starts_with(
                "<p>a</p>\n<h2 id=\"b\"><a href=\"#b\">B</a></h2>\n<p>c</p>\n<p>d</p>"
            ),
            "{page}"
        );
        let page = html(&format!("x\n\n{long}"), &format!("y\n\n{long}"));
        let fold = "<p>a</p>\n<details class=\"unchanged\">\n<summary>3 more</summary>\n<h2 id=\"b\"><a href=\"#b\">B</a></h2>\n";
        assert!(page.contains(fold), "{page}");
        assert!(page.ends_with("<p>e</p>\n</details>\n<p>end of b</p>\n"), "{page}");
    }

    #[test]
    fn a_footnote_has_its_number_in_both_texts() {
        let notes = "[^a]: One.\n[^b]: Two.\n";
        let page = html(&format!("x[^a] y[^b]\n\n{notes}"), &format!("x y[^b]\n\n{notes}"));
        assert!(page.contains("<del>[- 2]</del><ins>[+ 1]</ins></a></sup>"), "{page}");
        assert!(page.contains("<li id=\"fn-0-1\" value=\"1\" class=\"deleted\">"), "{page}");
        assert!(page.contains("<li id=\"fn-1\" value=\"1\">\n<p>Two. "), "{page}");
    }
}

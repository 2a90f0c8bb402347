//! Comments: `<!-- … -->`, which no reader sees and which no version of a text is told apart by.

use crate::finding::{Finding, Level, Rule};
use crate::source::place::{Place, Span};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A comment that goes on to the end of the text.
pub static UNCLOSED_COMMENT: Rule = Rule {
    code: "unclosed-comment",
    level: Level::Error,
    what: "A comment begins with `<!--`, and nothing closes it.",
    why: "All that follows belongs to the comment, so that readers miss the rest of the text and nobody notices.",
    mend: "Write `-->` where the comment ends, or take `<!--` out.",
};

/// Makes the finding for a comment that nothing closes.
pub fn unclosed_comment(place: Place) -> Finding {
    Finding::new(
        &UNCLOSED_COMMENT,
        place,
        "nothing closes this comment, so that what follows it is not shown",
        "write `-->` where the comment ends, or take `<!--` out",
    )
}

/// A comment in a Markdown text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'t> {
    /// From `<!--` to `-->`, in the text.
    pub span: Span,
    /// What stands between the two.
    pub text: &'t str,
    /// Whether it has lines of its own, outside of lists and quotations.
    pub is_alone: bool,
}

/// The comments of a text, in order. Whatever only looks like one, as in a piece of code, is none.
pub fn of(text: &str) -> Vec<Comment<'_>> {
    let mut comments = Vec::new();
    if !text.contains("<!--") {
        return comments;
    }
    let (mut n_open, mut block) = (0_usize, 0);
    for (event, range) in Parser::new_ext(text, super::options()).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                n_open += 1;
                if tag == Tag::HtmlBlock {
                    block = range.start;
                }
            }
            Event::End(end) => {
                n_open = n_open.saturating_sub(1);
                if end == TagEnd::HtmlBlock {
                    in_markup(text, block..range.end, n_open == 0, &mut comments);
                }
            }
            Event::InlineHtml(_) => in_markup(text, range, false, &mut comments),
            _ => {}
        }
    }
    comments
}

/// The comments in a piece of HTML. Those of a block are alone if nothing else is in it.
fn in_markup<'t>(
    text: &'t str,
    range: std::ops::Range<usize>,
    is_outside: bool,
    comments: &mut Vec<Comment<'t>>,
) {
    let (mut at, first) = (range.start, comments.len());
    let mut is_all = is_outside;
    while let Some(rest) = text.get(at..range.end) {
        let Some((before, comment)) = rest.split_once("<!--") else {
            is_all &= rest.trim().is_empty();
            break;
        };
        is_all &= before.trim().is_empty();
        let start = at + before.len();
        let markup = rest.get(before.len()..).unwrap_or_default();
        // One that nothing closes is told of where the tree is made.
        let end = start + length(markup).unwrap_or(markup.len());
        let inside = comment.split_once("-->").map_or(comment, |(inside, _)| inside);
        let inside = if end - start < "<!---->".len() { "" } else { inside };
        let span = Span::new(start, end);
        comments.push(Comment { span, text: inside, is_alone: is_outside });
        at = end;
    }
    for comment in comments.iter_mut().skip(first) {
        comment.is_alone = is_all;
    }
}

/// How long the comment is that a text begins with; `None` if nothing closes it.
pub(super) fn length(text: &str) -> Option<usize> {
    if let Some(empty) = ["<!-->", "<!--->"].into_iter().find(|empty| text.starts_with(empty)) {
        return Some(empty.len());
    }
    let inside = text.strip_prefix("<!--")?;
    Some("<!--".len() + inside.find("-->")? + "-->".len())
}

/// The text without the comments that are alone, and without the blank lines that they were set
/// apart by: what it would be had nobody written them.
pub fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for comment in of(text).into_iter().filter(|comment| comment.is_alone) {
        let (start, end) = (comment.span.start as usize, comment.span.end as usize);
        let Some(before) = text.get(at..start) else { continue };
        out.push_str(before.trim_end_matches([' ', '\t']));
        // What it parted stays parted, by one blank line.
        let after = text.get(end..).unwrap_or_default().trim_start_matches([' ', '\t', '\r', '\n']);
        out.truncate(out.trim_end().len());
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        at = text.len() - after.len();
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::{of, without};

    #[test]
    fn a_comment_stands_alone_if_its_lines_are_its_own() {
        let alone = |text: &str| -> Vec<(String, bool)> {
            of(text).iter().map(|found| (found.text.to_owned(), found.is_alone)).collect()
        };
        let a = |is_alone| (" a ".to_owned(), is_alone);
        for text in ["<!-- a -->\nb", "b\n\n<!-- a -->\n\nc", "b\n<!-- a -->\nc", "# b\n<!-- a -->"]
        {
            assert_eq!(alone(text), [a(true)], "{text}");
        }
        for text in [
            "b <!-- a --> c",
            "- b\n\n  <!-- a -->",
            "> <!-- a -->",
            "<!-- a --> b",
            "<p><!-- a -->",
        ] {
            assert_eq!(alone(text), [a(false)], "{text}");
        }
        for text in ["`<!-- a -->`", "    <!-- a -->", "```\n<!-- a -->\n```"] {
            assert_eq!(alone(text), [], "{text}");
        }
        assert_eq!(alone("<!-- a -->\n<!-- a -->\nb"), [a(true), a(true)]);
        assert_eq!(alone("<!--b\n\nc-->\n"), [("b\n\nc".to_owned(), true)]);
        assert_eq!(alone("<!-->\na <!---> b"), [(String::new(), true), (String::new(), false)]);
        assert_eq!(alone("<!-- never closed"), [(" never closed".to_owned(), true)]);
    }

    #[test]
    fn without_its_comments_a_text_is_what_it_would_be_had_nobody_written_them() {
        for text in [
            "a\n\n<!-- c -->\n\nb\n",
            "a\n\n<!-- c -->\nb\n",
            "a\n<!-- c -->\n\nb\n",
            "a\n<!-- c -->\nb\n",
            "a\n\n<!-- c -->\n<!-- c\nc -->\n\nb\n",
        ] {
            assert_eq!(without(text), "a\n\nb\n", "{text:?}");
        }
        assert_eq!(without("<!-- c -->\na <!-- d --> b"), "a <!-- d --> b");
        assert_eq!(without("a\n\n\nb\n"), "a\n\n\nb\n");
    }
}

//! Markdown to prose: a text and where it stands in its file come in, the tree and the findings
//! come out. It never fails, gives no ids to headings, and lets no HTML string into the tree.
//!
//! 1. pulldown-cmark turns the text into events; [`tree`] turns events into blocks and inlines.
//! 2. What an editor can write beyond Markdown is understood on the way, each kind in a file of
//!    its own: [`references`], [`statements`], [`html`], [`headings`], [`links`].
//! 3. [`footnotes`] and `brackets` report marks and brackets that lead nowhere.

mod blocks;
mod brackets;
pub mod comments;
pub mod footnotes;
pub mod headings;
pub mod html;
mod inlines;
pub mod links;
pub mod references;
pub mod statements;
pub mod tree;

#[cfg(test)]
mod tests;

use crate::finding::{Findings, Rule};
use crate::prose::Prose;
use crate::source::path::VPath;
use crate::source::place::Span;
use pulldown_cmark::{Options, Parser};

/// The rules of this stage.
pub const RULES: &[&Rule] = &[
    &references::MALFORMED_REFERENCE,
    &statements::STATEMENT_WITHOUT_PROVISION,
    &statements::UNKNOWN_CALLOUT,
    &html::RAW_HTML,
    &comments::UNCLOSED_COMMENT,
    &headings::MALFORMED_HEADING_ID,
    &headings::DUPLICATE_HEADING_ID,
    &headings::HEADING_ATTRIBUTE,
    &links::UNSAFE_LINK,
    &footnotes::MISSING_FOOTNOTE,
    &footnotes::UNUSED_FOOTNOTE,
    &footnotes::DUPLICATE_FOOTNOTE,
    &tree::TOO_DEEP,
];

/// The prose of `source[body]`, with spans that count from the start of `source`.
pub fn prose(file: &VPath, source: &str, body: Span, findings: &mut Findings) -> Prose {
    let text = source.get(body.range()).unwrap_or_default();
    let origin = tree::Origin { file, source, offset: body.start as usize };
    let mut builder = tree::Builder::new(origin, findings);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// No smart punctuation, for it changes what was written; no mathematics, for nobody writes it here.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

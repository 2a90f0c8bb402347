//! The words of links: they say where the link leads, without the words around them.

use crate::check::words::Written;
use crate::finding::{Findings, Level, Rule};
use crate::prose::{Destination, Inline, InlineKind, text, walk};
use crate::source::place::Span;

/// A link whose words do not say where it leads.
pub static VAGUE_LINK_TEXT: Rule = Rule {
    code: "vague-link-text",
    level: Level::Warning,
    what: "The words of a link do not say where it leads, or are an address.",
    why: "Many people go from link to link, by ear or by eye; “here” tells them nothing, and an address is read out letter by letter.",
    mend: "Make the name of the page, or what can be done there, the words of the link: `the [Internet Watch Foundation](https://www.iwf.org.uk/) gives advice`.",
};

/// Words that say nothing of their own, in lower case and without punctuation.
const VAGUE: [&str; 32] = [
    "click",
    "click here",
    "click on this link",
    "click this link",
    "continue",
    "details",
    "download",
    "find out more",
    "follow this link",
    "for more information",
    "full details",
    "further information",
    "go here",
    "here",
    "info",
    "learn more",
    "link",
    "more",
    "more details",
    "more information",
    "page",
    "read more",
    "see here",
    "see more",
    "the link",
    "this",
    "this document",
    "this guidance",
    "this link",
    "this page",
    "this website",
    "website",
];

/// Checks the links that the editor gave words.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    for inline in walk::inlines(&written.document.working.prose) {
        let words = match &inline.kind {
            InlineKind::Link(link) if !is_for_calling(&link.destination) => &link.content,
            InlineKind::Reference(reference) if !reference.words.is_empty() => &reference.words,
            _ => continue,
        };
        let said = text::inlines(words);
        let (message, mend) = if said.trim().is_empty() {
            ("a link has no words".to_owned(), "write between its brackets where it leads")
        } else if is_address(said.trim()) {
            (
                format!("the words of a link are the address `{said}`"),
                "write the name of the page instead, as in `[name of the page](address)`",
            )
        } else if is_vague(&said) {
            (
                format!("the words `{said}` do not say where the link leads"),
                "write the name of the page, or what can be done there",
            )
        } else {
            continue;
        };
        findings.push(written.finding(
            &VAGUE_LINK_TEXT,
            span(words).unwrap_or(inline.span),
            message,
            mend,
        ));
    }
}

/// The words of a number or a mail address are best the number or the address.
fn is_for_calling(destination: &Destination) -> bool {
    matches!(destination, Destination::Web(address) if address.starts_with("tel:") || address.starts_with("mailto:"))
}

fn span(words: &[Inline]) -> Option<Span> {
    Some(words.first()?.span.to(words.last()?.span))
}

fn is_vague(words: &str) -> bool {
    let plain: String = words
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    let plain: Vec<&str> = plain.split_whitespace().collect();
    VAGUE.contains(&plain.join(" ").as_str())
}

fn is_address(words: &str) -> bool {
    let begins = |with: &str| words.get(..with.len()).is_some_and(|w| w.eq_ignore_ascii_case(with));
    !words.contains(char::is_whitespace)
        && (["http://", "https://", "www."].iter().any(|with| begins(with))
            || words.split_once('/').is_some_and(|(host, _)| host.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::{is_address, is_vague};

    #[test]
    fn words_are_vague_only_if_there_are_no_others() {
        for words in ["here", "Click here.", "read more…", "this  link", "More information »"] {
            assert!(is_vague(words), "{words}");
        }
        for words in
            ["click here to report", "the website of CEOP", "here and now", "more about law"]
        {
            assert!(!is_vague(words), "{words}");
        }
    }

    #[test]
    fn an_address_is_no_words() {
        for words in ["https://www.iwf.org.uk", "www.iwf.org.uk", "gov.uk/guidance"] {
            assert!(is_address(words), "{words}");
        }
        for words in ["GOV.UK", "and/or", "the page www.iwf.org.uk", "Childline"] {
            assert!(!is_address(words), "{words}");
        }
    }
}

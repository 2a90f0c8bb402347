//! Where links and pictures lead: what a destination is, and which are refused.

use super::tree::Builder;
use crate::finding::{Finding, Level, Rule};
use crate::prose::Destination;
use crate::source::place::{Place, Span};

/// A link that a reader's browser must not follow.
pub static UNSAFE_LINK: Rule = Rule {
    code: "unsafe-link",
    level: Level::Error,
    what: "A link or picture has an address that is neither a path nor of a known kind.",
    why: "Addresses such as `javascript:` can run a program in the reader's browser.",
    mend: "Write a path, or an address that begins with `https://`, `http://`, `mailto:` or `tel:`.",
};

/// Makes the finding for a destination that is refused.
pub fn unsafe_link(place: Place, destination: &str) -> Finding {
    let shown: String = destination.chars().take(60).flat_map(char::escape_default).collect();
    Finding::new(
        &UNSAFE_LINK,
        place,
        format!("the address `{shown}` is not allowed"),
        "use an address that starts with `https:`, `mailto:` or `tel:`, or a path to a file of the manual",
    )
}

/// What kind of destination this is. Browsers drop control characters, trim spaces and read
/// `\` as `/` before they look for a scheme, so an address with any of these is not trusted.
pub fn classify(destination: &str) -> Destination {
    let refused = || Destination::Refused(destination.to_owned());
    let trimmed = destination.trim();
    if trimmed.chars().any(char::is_control) {
        return refused();
    }
    match trimmed.split_once(':') {
        Some((scheme, _)) if is_web(scheme) => Destination::Web(trimmed.to_owned()),
        Some((scheme, _)) if is_scheme(scheme) => refused(),
        _ if leads_to_another_host(trimmed) => refused(),
        _ => Destination::Path(trimmed.to_owned()),
    }
}

/// The form of a scheme in RFC 3986 and in browsers; `a/b:c` and `?q=a:b` have none.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn is_web(scheme: &str) -> bool {
    ["https", "http", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// `//host/path` keeps the page's scheme, and browsers take backslashes for slashes.
fn leads_to_another_host(destination: &str) -> bool {
    let mut start = destination.chars();
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    slash(start.next()) && slash(start.next())
}

impl Builder<'_> {
    /// Classifies a destination and reports it if it is refused.
    pub(super) fn destination(&mut self, destination: &str, span: Span) -> Destination {
        let destination = classify(destination);
        if let Destination::Refused(refused) = &destination {
            let finding = unsafe_link(self.place(span), refused);
            self.report(finding);
        }
        destination
    }
}

#[cfg(test)]
mod tests {
    use super::classify;
    use crate::prose::Destination;

    #[test]
    fn addresses_of_the_web_mail_and_telephone_are_web() {
        for text in ["https://a.b/c?d#e", "HTTP://a.b", "mailto:a@b.c", "tel:+441632960000"] {
            assert_eq!(classify(text), Destination::Web(text.to_owned()));
        }
    }

    #[test]
    fn what_has_no_scheme_is_a_path() {
        for text in [
            "",
            "#who-to-tell",
            "../bullying/chapter.md#a:b",
            "a/b:c",
            "/x",
            "?q=a:b",
            "a b:c",
            "1:2",
        ] {
            assert_eq!(classify(text), Destination::Path(text.to_owned()));
        }
    }

    #[test]
    fn every_other_scheme_is_refused_however_it_is_disguised() {
        let hostile = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "javascript\0:x",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            "//host/x",
            "\\\\host/x",
            "/\\host",
            "\\/host",
            " //host",
            "made-up:x",
        ];
        for text in hostile {
            assert_eq!(classify(text), Destination::Refused(text.to_owned()), "{text:?}");
        }
    }
}

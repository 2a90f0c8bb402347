//! Pictures: each has words that stand for it.

use crate::check::words::Written;
use crate::finding::{Findings, Level, Rule};
use crate::prose::{InlineKind, walk};

/// A picture without a text alternative, or with one that says nothing.
pub static PICTURE_WITHOUT_WORDS: Rule = Rule {
    code: "picture-without-words",
    level: Level::Warning,
    what: "A picture has no text alternative, or one that says nothing, such as its file's name.",
    why: "Who cannot see the picture, or has it in a message without pictures, gets these words in its place.",
    mend: "Write between the brackets what the picture shows that matters: `![The three steps: make safe, tell, record](images/steps.png)`.",
};

/// What a picture is, which says nothing of what it shows.
const VAGUE: [&str; 14] = [
    "chart",
    "diagram",
    "figure",
    "graph",
    "graphic",
    "icon",
    "illustration",
    "image",
    "img",
    "logo",
    "photo",
    "photograph",
    "picture",
    "screenshot",
];

/// Checks the pictures.
pub(super) fn check(written: &Written<'_>, findings: &mut Findings) {
    for inline in walk::inlines(&written.document.working.prose) {
        let InlineKind::Image(image) = &inline.kind else { continue };
        let alt = image.alt.trim();
        let message = if alt.is_empty() {
            "this picture has no text alternative".to_owned()
        } else if says_nothing(alt) {
            format!("the text alternative `{alt}` does not say what the picture shows")
        } else {
            continue;
        };
        findings.push(written.finding(
            &PICTURE_WITHOUT_WORDS,
            inline.span,
            message,
            "write between the brackets what the picture shows that matters to the reader",
        ));
    }
}

fn says_nothing(alt: &str) -> bool {
    let plain = alt.to_lowercase();
    let is_file = plain
        .rsplit_once('.')
        .is_some_and(|(_, end)| ["gif", "jpeg", "jpg", "png", "svg", "webp"].contains(&end));
    let word = plain.trim_end_matches(|c: char| !c.is_alphabetic());
    is_file || VAGUE.contains(&word) || !plain.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn a_kind_of_picture_or_a_file_name_says_nothing() {
        for alt in ["Image", "picture 1", "screenshot.", "IMG_2031.JPG", "flow chart v2.png", "3"] {
            assert!(says_nothing(alt), "{alt}");
        }
        for alt in ["The steps", "Logo of Aldermere", "Figure 1: the four steps"] {
            assert!(!says_nothing(alt), "{alt}");
        }
    }
}

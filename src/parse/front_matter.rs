//! Front matter: the YAML between `---` lines at the head of a chapter, and the Markdown below it.

use super::yaml::{self, Node};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};

/// No front matter.
pub static NO_FRONT_MATTER: Rule = Rule {
    code: "no-front-matter",
    level: Level::Error,
    what: "A chapter does not begin with front matter between two lines `---`.",
    why: "Without it the chapter has no title and no place in the manual.",
    mend: "Begin the file with `---`, then `title: …` and the other keys, then `---`.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&NO_FRONT_MATTER];

/// A text parted into front matter and body.
#[derive(Debug)]
pub struct Parts {
    /// The front matter, if it could be read.
    pub front_matter: Option<Node>,
    /// Where the Markdown stands.
    pub body: Span,
}

/// Parts `source[text]`. Without front matter, all of it is body, and that is a finding.
pub fn split(file: &VPath, source: &str, text: Span, findings: &mut Findings) -> Parts {
    let Some((yaml, body)) = bounds(source, text) else {
        let first = source.get(text.range()).and_then(|text| text.lines().next()).unwrap_or("");
        let start = text.start as usize;
        findings.push(Finding::new(
            &NO_FRONT_MATTER,
            Place::new(file, Span::new(start, start + first.len())),
            "the front matter is missing: the text must begin with a line `---`, \
             and a second such line must end the front matter",
            "begin the file with `---`, then `title: …` and the other keys, then `---`",
        ));
        return Parts { front_matter: None, body: text };
    };
    Parts { front_matter: yaml::read(file, source, yaml, findings), body }
}

/// Where in `source[text]` the YAML stands, and where the Markdown; `None` without front matter.
pub fn bounds(source: &str, text: Span) -> Option<(Span, Span)> {
    let start = text.start as usize;
    let all = source.get(text.range())?;
    let mut lines = all.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut end = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            let yaml = Span::new(first.len(), end).shifted(start);
            return Some((yaml, Span::new(end + line.len(), all.len()).shifted(start)));
        }
        end += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::bounds;
    use crate::source::place::Span;

    fn parts(source: &str) -> Option<(&str, &str)> {
        let (yaml, body) = bounds(source, Span::new(0, source.len()))?;
        Some((source.get(yaml.range())?, source.get(body.range())?))
    }

    #[test]
    fn front_matter_stands_between_two_lines() {
        assert_eq!(parts("---\na: b\n---\ntext\n---\n"), Some(("a: b\n", "text\n---\n")));
        assert_eq!(parts("---\r\na: b\r\n--- \r\ntext"), Some(("a: b\r\n", "text")));
        assert_eq!(parts("---\n---"), Some(("", "")));
    }

    #[test]
    fn what_is_not_closed_is_no_front_matter() {
        for text in ["", "text", "---\na: b\n", "--\n---\n", " ---\n---\n", "a\n---\nb\n---\n"] {
            assert_eq!(parts(text), None, "{text:?}");
        }
    }
}

//! What can be wrong with a print.

use crate::finding::{Finding, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use crate::source::tree::FileTree;

/// A letter that the fonts of the prints lack.
pub static PRINT_LETTER: Rule = Rule {
    code: "print-letter",
    level: Level::Warning,
    what: "A text has a letter or sign that none of the fonts of the PDFs has.",
    why: "In the PDF its number stands in its place, which tells readers that something is missing, but not what.",
    mend: "Write it in words, or add a font that has it to the theme's `pdf/fonts/`.",
};

/// A picture that cannot be printed.
pub static PRINT_PICTURE: Rule = Rule {
    code: "print-picture",
    level: Level::Warning,
    what: "A picture cannot be shown in a PDF.",
    why: "Its words stand in its place there; whoever has only the paper does not see it.",
    mend: "Save it again as PNG, or as SVG without scripts and fonts of its own.",
};

/// A print that cannot be made.
pub static PRINT_FAULT: Rule = Rule {
    code: "print-fault",
    level: Level::Error,
    what: "A PDF cannot be made of a chapter, a section or the manual.",
    why: "Readers who print or who are sent a copy would have none.",
    mend: "Compare the theme's `pdf/print.typ` with the default theme's. If it is the same, simplify the text that is named.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&PRINT_LETTER, &PRINT_PICTURE, &PRINT_FAULT];

/// A letter of a file that no font has.
pub fn letter(file: &VPath, letter: char, files: &FileTree) -> Finding {
    let at = files.text(file).and_then(|text| text.find(letter)).unwrap_or_default();
    let place = Place::new(file, Span::new(at, at + letter.len_utf8()));
    let shown = super::letters::shown(letter);
    Finding::new(
        &PRINT_LETTER,
        place,
        format!(
            "no font of the PDFs has `{}`, in whose place they say `{shown}`",
            letter.escape_default()
        ),
        "write it in words, or add a font that has it to the theme's `pdf/fonts/`",
    )
}

/// A picture that cannot be read.
pub fn picture(file: &VPath, why: &str) -> Finding {
    Finding::new(
        &PRINT_PICTURE,
        Place::file(file),
        format!("the PDFs cannot show this picture: {}", why.trim_end_matches('.')),
        "save it again as PNG, or as SVG without scripts and fonts of its own",
    )
}

/// A print that the template or Typst refuses.
pub fn print(file: &VPath, why: &str) -> Finding {
    Finding::new(
        &PRINT_FAULT,
        Place::file(file),
        format!("no PDF can be made of this: {}", why.trim_end_matches('.')),
        "compare the theme's `pdf/print.typ` with the default theme's; if it is the same, simplify this text",
    )
}

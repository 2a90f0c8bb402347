//! From the bytes of a file to its text: encoding, byte order mark, line ends.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use crate::source::tree::FileTree;

/// Bytes that are no UTF-8.
pub static NOT_UTF8: Rule = Rule {
    code: "not-utf8",
    level: Level::Error,
    what: "A file is not encoded as UTF-8.",
    why: "Its letters cannot be known, so nothing of it can be published.",
    mend: "Open it in your editor and save it with the encoding UTF-8.",
};

/// A byte order mark.
pub static BYTE_ORDER_MARK: Rule = Rule {
    code: "byte-order-mark",
    level: Level::Advice,
    what: "A file begins with a byte order mark.",
    why: "It is invisible, changes the digest, and some tools show it as odd letters.",
    mend: "Save it as UTF-8 without a byte order mark (BOM).",
};

/// Line ends of Windows.
pub static CARRIAGE_RETURNS: Rule = Rule {
    code: "carriage-returns",
    level: Level::Advice,
    what: "The lines of a file end as on Windows, with a carriage return and a line feed.",
    why: "If some editors save one kind of line end and some the other, every line seems to change.",
    mend: "Set your editor to end lines with a line feed alone.",
};

/// A file with nothing in it.
pub static EMPTY_FILE: Rule = Rule {
    code: "empty-file",
    level: Level::Error,
    what: "A file has nothing in it.",
    why: "It was perhaps saved by accident, and what it said is missing from the site.",
    mend: "Write what belongs there, or remove the file.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&NOT_UTF8, &BYTE_ORDER_MARK, &CARRIAGE_RETURNS, &EMPTY_FILE];

/// The text of a file and the part of it that follows a byte order mark.
/// `None`, and a finding, if it is not UTF-8 or is empty; `None` alone if there is no such file.
pub fn of<'f>(
    files: &'f FileTree,
    file: &VPath,
    findings: &mut Findings,
) -> Option<(&'f str, Span)> {
    let text = utf8(file, files.get(file)?, findings)?;
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if mark > 0 {
        findings.push(Finding::new(
            &BYTE_ORDER_MARK,
            Place::new(file, Span::new(0, mark)),
            "the file begins with a byte order mark",
            "save it as UTF-8 without a byte order mark (BOM)",
        ));
    }
    if let Some(first) = text.find("\r\n") {
        findings.push(Finding::new(
            &CARRIAGE_RETURNS,
            Place::new(file, Span::new(first, first + 2)),
            "the lines end with CR LF, as on Windows",
            "set the line ends of your editor to LF",
        ));
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        findings.push(Finding::new(
            &EMPTY_FILE,
            Place::file(file),
            "the file is empty",
            "write what belongs here, or remove the file",
        ));
        return None;
    }
    Some((text, Span::new(mark, text.len())))
}

/// The bytes of a file as text. `None`, and a finding, if they are not UTF-8.
pub fn utf8<'f>(file: &VPath, bytes: &'f [u8], findings: &mut Findings) -> Option<&'f str> {
    let text = std::str::from_utf8(bytes);
    text.map_err(|error| findings.push(not_utf8(file, bytes, error.valid_up_to()))).ok()
}

fn not_utf8(file: &VPath, bytes: &[u8], valid: usize) -> Finding {
    let line = bytes.iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(valid).copied().unwrap_or_default();
    Finding::new(
        &NOT_UTF8,
        Place::new(file, Span::new(valid, valid + 1)),
        format!("the file is not UTF-8: byte 0x{byte:02x} on line {line}"),
        "open it in your editor and save it with the encoding UTF-8",
    )
}

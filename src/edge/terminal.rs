//! What is said on standard output and standard error, and whether a person is there to read it.

use crate::finding::Findings;
use crate::finding::format::Files;
use crate::finding::format::text::{self, Layout};
use anyhow::Context as _;
use std::io::{IsTerminal as _, Write as _};

/// The width of an excerpt, in columns.
const WIDTH: usize = 100;

/// Writes the result of a command.
pub(super) fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has read enough, as `head` does.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}

/// Writes what went wrong, or how far the work is. Where that is impossible there is nobody to tell.
pub(super) fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Asks a question, and waits for a line. `None` where no person is there to answer, or they end the input.
pub(super) fn ask(question: &str) -> anyhow::Result<Option<String>> {
    if !std::io::stdin().is_terminal() || !is_followed() {
        return Ok(None);
    }
    complain(&format!("{question} "));
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer).context("cannot read the answer")?;
    Ok((read > 0).then_some(answer))
}

/// Whether a person follows standard error.
pub(super) fn is_followed() -> bool {
    std::io::stderr().is_terminal()
}

/// Findings as text for standard output.
pub(super) fn findings_for_stdout(findings: &Findings, files: Files<'_>) -> String {
    let colour = std::io::stdout().is_terminal() && colour_is_wanted();
    text::text(findings, files, Layout { colour, width: WIDTH })
}

/// Writes findings to standard error.
pub(super) fn complain_of(findings: &Findings, files: Files<'_>) {
    let colour = std::io::stderr().is_terminal() && colour_is_wanted();
    complain(&text::text(findings, files, Layout { colour, width: WIDTH }));
}

/// Findings as text for a page.
pub(super) fn findings_for_page(findings: &Findings, files: Files<'_>) -> String {
    text::text(findings, files, Layout { colour: false, width: WIDTH })
}

fn colour_is_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

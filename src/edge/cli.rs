//! The command line: what can be asked, and nothing of what is then done.

use super::rules;
use crate::finding::{Level, Rule};
use crate::manual::amendment::Significance;
use crate::manual::document::DocumentId;
use crate::manual::id::{PartnershipId, SectionId, Slug};
use crate::parse::{fields, settings};
use crate::report;
use crate::source::digest::Prefix;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use std::path::PathBuf;

/// Safeguarding procedures as a website: versioned, cross-linked, with the record of every amendment.
#[derive(Debug, Parser)]
#[command(version, after_help = "Example: chapterhouse check && chapterhouse build")]
pub(super) struct Cli {
    /// The manual's folder, or the folder that holds it as `procedures` (default: the nearest one upward).
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) manual: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a small manual that builds, with comments that teach the format.
    #[command(after_help = "Example: chapterhouse init our-procedures")]
    Init(Init),
    /// Begin a chapter, or a partnership's addition to one.
    #[command(subcommand, after_help = "Example: chapterhouse new chapter core/online-safety")]
    New(New),
    /// Report what is wrong with the manual.
    #[command(after_help = "Example: chapterhouse check --deny warning --format github\n         \
        chapterhouse check --explain broken-reference")]
    Check(Check),
    /// Write the public site: what is recorded and in force, and nothing else.
    #[command(after_help = "Example: chapterhouse build --out public --as-at 2026-06-01")]
    Build(Build),
    /// Put together what was in force on a day, as evidence that anyone can verify.
    #[command(
        after_help = "Example: chapterhouse bundle --as-at 2025-01-15 --partnership aldermere online-safety"
    )]
    Bundle(Bundle),
    /// Show the manual in a browser on this machine, drafts included.
    #[command(after_help = "Example: chapterhouse serve --port 4000 --open")]
    Serve(Serve),
    /// Prove that no recorded text was altered, or say what a digest on a print stands for.
    #[command(after_help = "Example: chapterhouse verify --manual procedures\n         \
        chapterhouse verify --digest 1f4a09c277be")]
    Verify(Verify),
    /// Tell what is due, what is to come, and what was overtaken.
    #[command(
        after_help = "Example: chapterhouse report --partnership aldermere --as-at 2026-06-01\n         \
        chapterhouse report --days 30 --format csv > report.csv"
    )]
    Report(Report),
    /// Freeze drafts as versions and write the amendment that puts them in force.
    #[command(after_help = "Example: chapterhouse amend online-safety --significance minor \\\n  \
        --title \"Sextortion\" --summary \"Says how to respond to sextortion.\" --in-force 2026-06-01 --yes")]
    Amend(Amend),
    /// Put the recorded text back into a working text, and keep a copy of what was there.
    #[command(after_help = "Example: chapterhouse restore online-safety/aldermere")]
    Restore(Restore),
    /// Write the keys of every file as JSON Schemas, with settings for Visual Studio Code.
    #[command(after_help = "Example: chapterhouse schema --out our-procedures")]
    Schema(Schema),
    /// Write what lets a shell complete commands and options when you press Tab.
    #[command(after_help = "Example: chapterhouse completions bash > \
        ~/.local/share/bash-completion/completions/chapterhouse")]
    Completions(Completions),
    /// Write a manual of any size, for measurements.
    #[command(after_help = "Example: chapterhouse bench-manual --chapters 500 --versions 4 bench")]
    BenchManual(BenchManual),
}

/// Options of `init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// A folder that is new or empty; the manual is its folder `procedures`.
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

/// What can be begun.
#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// Begin a chapter, at the next free position of its section.
    #[command(after_help = "Example: chapterhouse new chapter core/online-safety")]
    Chapter {
        /// The section's id, and the name of the chapter's folder and address, for ever.
        #[arg(value_name = "SECTION/SLUG", value_parser = section_and_slug)]
        address: (SectionId, Slug),
    },
    /// Begin a partnership's own text within a chapter.
    #[command(after_help = "Example: chapterhouse new addition online-safety aldermere")]
    Addition {
        /// The chapter: the name of its folder.
        #[arg(value_name = "CHAPTER", value_parser = chapter)]
        chapter: Slug,
        /// The partnership: the name of its file, without `.yaml`.
        #[arg(value_name = "PARTNERSHIP", value_parser = named(PartnershipId::new))]
        partnership: PartnershipId,
    },
}

/// Options of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// The least level at which the exit code is 1.
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = level())]
    pub(super) deny: Level,
    /// The day for which the manual is checked (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<Date>,
    /// Ask other hosts whether the addresses that the manual leads to are still there, and report nothing else.
    #[arg(long)]
    pub(super) external: bool,
    /// Where the answers of other hosts are kept (default: `chapterhouse/links.json` in the user's cache).
    #[arg(long, value_name = "FILE", requires = "external")]
    pub(super) cache: Option<PathBuf>,
    /// For how many days a good answer is kept; 0 asks for all again.
    #[arg(long, value_name = "DAYS", default_value_t = 7, requires = "external")]
    pub(super) max_age: u32,
    /// How many seconds another host may take for an answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0, value_parser = seconds, requires = "external")]
    pub(super) timeout: f32,
    /// How many seconds a host is left alone between two questions.
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = seconds, requires = "external")]
    pub(super) pause: f32,
    /// Ask hosts in private networks and on this machine too: only for a manual that you trust.
    #[arg(long, requires = "external")]
    pub(super) allow_private: bool,
    /// Say what a code of findings means and why it matters, and check nothing; without a code, or
    /// with `all`, say it of every code.
    #[arg(
        long, value_name = "CODE", num_args = 0..=1, default_missing_value = "all",
        value_parser = explained, conflicts_with_all = ["format", "deny", "as_at", "external"]
    )]
    pub(super) explain: Option<Explained>,
    /// Write the list of all rules as Markdown, for a handbook, and check nothing.
    #[arg(long, conflicts_with_all = ["format", "deny", "as_at", "explain"])]
    pub(super) rules: bool,
}

/// Which rules are explained.
#[derive(Clone, Copy, Debug)]
pub(super) enum Explained {
    /// Every rule.
    All,
    /// One of them.
    One(&'static Rule),
}

/// How findings are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For code scanning.
    Sarif,
    /// For GitHub's annotations.
    Github,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// Where to write the site (default: `public` beside the manual's folder).
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The day for which the site is built (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<Date>,
    /// The address at which the site is published, in place of the manual's own.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    /// A theme whose files stand in place of the default theme's.
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// Write links that name files, for a folder or a stick that is opened by double click.
    #[arg(long)]
    pub(super) portable: bool,
    /// Which PDFs to make.
    #[command(flatten)]
    pub(super) pdfs: BuildPdfs,
    /// Offer readers the whole site in one file, which opens from a folder: download/manual.zip.
    #[arg(long, conflicts_with = "portable")]
    pub(super) zip: bool,
}

/// Options of `build` for PDFs.
#[derive(Debug, Args)]
pub(super) struct BuildPdfs {
    /// Make PDFs of every chapter, every section and the manual, also in large print.
    #[arg(long)]
    pub(super) pdf: bool,
    /// Make PDFs also of what changed on each day, with marks.
    #[arg(long, requires = "pdf")]
    pub(super) pdf_changes: bool,
}

/// Options of `bundle`.
#[derive(Debug, Args)]
pub(super) struct Bundle {
    /// The chapters: the names of their folders.
    #[arg(value_name = "CHAPTER", required = true, value_parser = chapter)]
    pub(super) chapters: Vec<Slug>,
    /// The day on which they were in force.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Date,
    /// With what this partnership adds, as its readers have it.
    #[arg(long, value_name = "ID", value_parser = named(PartnershipId::new))]
    pub(super) partnership: Option<PartnershipId>,
    /// Where to write the two files (default: this folder). None is ever written over.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// A theme whose files stand in place of the default theme's.
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port on this machine.
    #[arg(long, default_value_t = 4000)]
    pub(super) port: u16,
    /// Open the preview in a browser.
    #[arg(long)]
    pub(super) open: bool,
    /// The day for which the manual is shown (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<Date>,
    /// A theme whose files stand in place of the default theme's.
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// Look for changes every now and then, where the system says nothing of them, as on network drives.
    #[arg(long)]
    pub(super) poll: bool,
    /// Offer no form that records amendments.
    #[arg(long)]
    pub(super) read_only: bool,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Say which recorded text has a digest that begins so, whether it is in force, and what came after it.
    #[arg(long, value_name = "PREFIX", value_parser = Prefix::typed)]
    pub(super) digest: Option<Prefix>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = DigestFormat::Text, requires = "digest")]
    pub(super) format: DigestFormat,
    /// The day for which it is said (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE", requires = "digest", value_parser = day)]
    pub(super) as_at: Option<Date>,
}

/// How it is written what a digest stands for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DigestFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Options of `report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
    /// The day for which the report is made (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<Date>,
    /// Leave out what concerns other partnerships alone.
    #[arg(long, value_name = "ID", value_parser = named(PartnershipId::new))]
    pub(super) partnership: Option<PartnershipId>,
    /// How many days ahead reviews are told of.
    #[arg(long, default_value_t = report::DAYS_AHEAD, value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub(super) days: u32,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For a spreadsheet.
    Csv,
}

/// Options of `amend`. What is missing is asked for at a terminal.
#[derive(Debug, Args)]
pub(super) struct Amend {
    /// The documents: `online-safety`, or `online-safety/birmingham` for a local addition.
    #[arg(value_name = "DOCUMENT", value_parser = document, required_unless_present_any = ["all", "finish"], conflicts_with = "all")]
    pub(super) documents: Vec<String>,
    /// Every document that is a draft; with `--significance review`, every one that is not.
    #[arg(long)]
    pub(super) all: bool,
    /// The amendment's title.
    #[arg(long)]
    pub(super) title: Option<String>,
    /// One or two plain sentences for practitioners.
    #[arg(long)]
    pub(super) summary: Option<String>,
    /// What kind of change it is.
    #[arg(long, value_name = "KIND", value_parser = significance())]
    pub(super) significance: Option<Significance>,
    /// The day from which it is in force; may lie in the future.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) in_force: Option<Date>,
    /// The day of publication (default: the as-at date, or the day in force if that is earlier).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) published: Option<Date>,
    /// Who decided it, and when.
    #[arg(long, value_name = "TEXT")]
    pub(super) approved_by: Option<String>,
    /// What led to it: an id of the legislation register. Can be given more than once.
    #[arg(long, value_name = "ID")]
    pub(super) because: Vec<String>,
    /// For a withdrawal, the chapter to read instead.
    #[arg(long, value_name = "CHAPTER")]
    pub(super) replaced_by: Option<String>,
    /// Record without asking.
    #[arg(long, short)]
    pub(super) yes: bool,
    /// The least level of a finding in the documents at which nothing is recorded.
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = level())]
    pub(super) deny: Level,
    /// Finish an amendment that was interrupted, and record nothing else.
    #[arg(
        long,
        conflicts_with_all = [
            "documents", "all", "title", "summary", "significance", "in_force", "published",
            "approved_by", "because", "replaced_by", "yes", "deny", "as_at",
        ]
    )]
    pub(super) finish: bool,
    /// The day that counts as today (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_at: Option<Date>,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The document: `online-safety`, or `online-safety/birmingham` for a local addition.
    #[arg(value_name = "DOCUMENT", value_parser = document)]
    pub(super) document: String,
    /// Restore without asking.
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// Options of `schema`.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The folder in which `.vscode` is written (default: the one that holds `procedures`).
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// Options of `bench-manual`.
#[derive(Debug, Args)]
pub(super) struct BenchManual {
    /// The number of chapters.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(..=100_000))]
    pub(super) chapters: u32,
    /// The number of partnerships.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(..=1_000))]
    pub(super) partnerships: u32,
    /// The number of versions of each chapter.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(super) versions: u32,
    /// How many of the partnerships add a text of their own to every second chapter.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000))]
    pub(super) additions: u32,
    /// How many words chapters draw on, for measurements of search; the same few sentences if 0.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub(super) vocabulary: u32,
    /// A folder that is new or empty.
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

fn explained(code: &str) -> Result<Explained, String> {
    if code == "all" {
        return Ok(Explained::All);
    }
    rules::find(code).map(Explained::One).map_err(|nearest| match nearest {
        Some(near) => format!("no finding has this code; write `{near}` if that is meant"),
        None => "no finding has this code; `--explain` alone lists all codes".to_owned(),
    })
}

/// The name of a document; whether there is such a document is for the manual to say.
fn document(text: &str) -> Result<String, String> {
    DocumentId::meant_by_path(text).map_or_else(
        || Ok(text.to_owned()),
        |id| Err(format!("this is a path; give the name of the document, `{id}`")),
    )
}

fn chapter(text: &str) -> Result<Slug, String> {
    match DocumentId::meant_by_path(text) {
        Some(id) => Err(format!("this is a path; give the name of the chapter, `{}`", id.chapter)),
        None => named(Slug::new)(text),
    }
}

fn section_and_slug(text: &str) -> Result<(SectionId, Slug), String> {
    let parts = text.split('/').filter(|part| !part.is_empty());
    let mut behind = parts.skip_while(|part| *part != "chapters").skip(1);
    if let (Some(section), Some(slug)) = (behind.next(), behind.next()) {
        return Err(format!("this is a path; give the section and name, `{section}/{slug}`"));
    }
    let (section, slug) =
        text.split_once('/').ok_or("give a section and a name, as in `core/online-safety`")?;
    Ok((named(SectionId::new)(section)?, named(Slug::new)(slug)?))
}

/// A parser of ids of one kind.
fn named<I>(make: fn(&str) -> Option<I>) -> impl Fn(&str) -> Result<I, String> + Clone {
    move |text| {
        make(text).ok_or_else(|| {
            format!("`{text}` cannot be a name here: use small letters a to z, digits, and single hyphens")
        })
    }
}

fn day(text: &str) -> Result<Date, String> {
    fields::date(text).map_err(|why| format!("{why}; write a day as in `2026-06-01`"))
}

fn seconds(text: &str) -> Result<f32, String> {
    let seconds: f32 = text.parse().map_err(|_| "give a number of seconds".to_owned())?;
    if (0.0..=3600.0).contains(&seconds) {
        Ok(seconds)
    } else {
        Err("give 0 to 3600 seconds".to_owned())
    }
}

fn level() -> impl clap::builder::TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["error", "warning", "advice"]).map(|word| match word.as_str() {
        "advice" => Level::Advice,
        "warning" => Level::Warning,
        _ => Level::Error,
    })
}

fn significance() -> impl clap::builder::TypedValueParser<Value = Significance> {
    PossibleValuesParser::new(Significance::ALL.map(|(word, _)| word)).map(|word| {
        let found = Significance::ALL.into_iter().find(|(known, _)| *known == word);
        found.map_or(Significance::Minor, |(_, significance)| significance)
    })
}

fn base_url(text: &str) -> Result<String, String> {
    settings::base_url(text).ok_or_else(|| {
        "give an address that begins with `https://`, as in `https://procedures.example.org/`"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}

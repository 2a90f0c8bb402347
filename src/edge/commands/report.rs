//! `report`: tells those who look after the manual what to attend to.

use crate::edge::cli::{Report, ReportFormat};
use crate::edge::{Outcome, history, load, terminal};
use crate::finding::Level;
use crate::finding::nearest::nearest;
use crate::manual::Manual;
use crate::manual::id::PartnershipId;
use crate::report::{self, csv, json, text};
use crate::source::path::VPath;
use std::path::Path;

/// Writes the report to standard output. What it says never makes the command fail.
pub(super) fn run(manual: Option<&Path>, options: &Report) -> anyhow::Result<Outcome> {
    let loaded = load::load(manual, options.as_at)?;
    let partnership = options.partnership.as_ref();
    if let Some(unknown) = partnership.filter(|id| !loaded.manual.partnerships.contains_key(*id)) {
        terminal::complain(&unknown_partnership(unknown, &loaded.manual));
        return Ok(Outcome::Usage);
    }
    let mut report = report::within(&loaded.manual, loaded.date, partnership, options.days);
    let drafts: Vec<VPath> =
        report.drafts.iter().filter_map(|draft| VPath::new(draft.file)).collect();
    report.add_history(history::of(&loaded.folder, &drafts));
    terminal::say(&match options.format {
        ReportFormat::Text => text::text(&report),
        ReportFormat::Json => json::json(&report),
        ReportFormat::Csv => csv::csv(&report),
    })?;
    if loaded.findings.count(Level::Error) > 0 {
        terminal::complain(
            "the manual has errors, so something may be missing: run `chapterhouse check`\n",
        );
    }
    Ok(Outcome::Done)
}

fn unknown_partnership(id: &PartnershipId, manual: &Manual) -> String {
    let known = manual.partnerships.keys().map(PartnershipId::as_str);
    let mend = nearest(id.as_str(), known).map_or_else(
        || "write the name of a file of `partnerships/`, without `.yaml`".to_owned(),
        |near| format!("write `{near}` if that is meant"),
    );
    format!("error: there is no partnership `{id}`; {mend}\n")
}

//! `verify --digest`: which recorded text has a digest that stands on a print, and what became of it.

use crate::edge::cli::{DigestFormat, Verify};
use crate::edge::{Outcome, load, terminal};
use crate::manual::amendment::Action;
use crate::manual::document::DocumentId;
use crate::manual::version_number::VersionNumber;
use crate::record::Record;
use crate::resolve::Edition;
use crate::resolve::timeline::Tense;
use crate::site::Site;
use crate::site::recorded::{Next, RecordedText};
use crate::source::digest::Prefix;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// A recorded text that was found.
#[derive(Serialize)]
struct Found {
    document: String,
    title: String,
    version: String,
    /// The digest that was recorded.
    sha256: String,
    /// Whether the file still has it.
    is_unaltered: bool,
    from: Option<String>,
    until: Option<String>,
    tense: Option<&'static str>,
    /// `version`, `withdrawn` or `left`.
    next: Option<&'static str>,
    next_version: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    format: u32,
    digest: &'a str,
    texts: &'a [Found],
}

/// Says which text it was. More than one, or none, is no answer.
pub(super) fn run(
    manual: Option<&Path>,
    options: &Verify,
    prefix: &Prefix,
) -> anyhow::Result<Outcome> {
    let loaded = load::load(manual, options.as_at)?;
    let record = Record::of(&loaded.manual);
    let site = Site::plan(Edition::public(&loaded.manual, &record, loaded.date));
    let texts = site.recorded_texts();
    let by_version: BTreeMap<(&DocumentId, VersionNumber), &RecordedText<'_>> =
        texts.iter().map(|text| ((&text.document.id, text.version.number), text)).collect();
    let mut found = Vec::new();
    for entry in loaded.manual.amendments.values().flat_map(|amendment| &amendment.entries) {
        let id = &entry.value.document;
        if let Action::Version { number, sha256: Some(digest), .. } = &entry.value.action
            && prefix.begins(&digest.value)
        {
            let version =
                loaded.manual.document(id).and_then(|document| document.versions.get(number));
            let text = by_version.get(&(id, *number)).copied();
            found.push(Found {
                document: id.to_string(),
                title: version.map(|own| own.text.title.value.clone()).unwrap_or_default(),
                version: number.to_string(),
                sha256: digest.value.to_string(),
                is_unaltered: version.is_some_and(|own| own.sha256 == digest.value),
                from: text.map(|text| text.from.to_string()),
                until: text.and_then(|text| Some(text.until?.to_string())),
                tense: text.map(|text| text.tense.as_str()),
                next: text.and_then(|text| text.next).map(Next::as_str),
                next_version: text.and_then(|text| match text.next? {
                    Next::Version(version) => Some(version.number.to_string()),
                    Next::Withdrawn(_) | Next::Left => None,
                }),
            });
        }
    }
    found.sort_by(|a, b| (&a.sha256, &a.document).cmp(&(&b.sha256, &b.document)));
    found.dedup_by(|a, b| (&a.document, &a.version) == (&b.document, &b.version));
    terminal::say(&match options.format {
        DigestFormat::Text => said(prefix, &found),
        DigestFormat::Json => {
            let answer = Answer { format: 1, digest: prefix.as_str(), texts: &found };
            format!("{}\n", serde_json::to_string_pretty(&answer)?)
        }
    })?;
    let is_one = found.len() == 1 && found.iter().all(|text| text.is_unaltered);
    Ok(if is_one { Outcome::Done } else { Outcome::Findings })
}

fn said(prefix: &Prefix, found: &[Found]) -> String {
    let prefix = prefix.as_str();
    match found.len() {
        0 => {
            return format!(
                "no recorded text has a digest that begins with {prefix}: compare each sign with the print\n"
            );
        }
        1 => {}
        several => {
            let mut out = format!(
                "{several} texts have digests that begin with {prefix}: give more signs of it\n"
            );
            for text in found {
                let _ = writeln!(out, "{} {}: {}", text.document, text.version, text.sha256);
            }
            return out;
        }
    }
    let mut out = String::new();
    for text in found {
        let _ = writeln!(out, "{} {}: {}", text.document, text.version, text.title);
        let _ = writeln!(out, "digest: {}", text.sha256);
        if !text.is_unaltered {
            let _ =
                writeln!(out, "the file was altered since, or is gone: run `chapterhouse verify`");
        }
        let _ = writeln!(out, "{}", days(text));
    }
    out
}

/// What became of a text, in one sentence.
fn days(text: &Found) -> String {
    let (Some(from), Some(tense)) = (&text.from, text.tense) else {
        return "readers have not found it on the site".to_owned();
    };
    let next = match (text.next, &text.next_version) {
        (Some("version"), Some(version)) => format!("then version {version}"),
        (Some("left"), _) => "then the partnership left the manual".to_owned(),
        (Some(_), _) => "then it was withdrawn".to_owned(),
        (None, _) => String::new(),
    };
    let is_past = tense == Tense::Past.as_str();
    match &text.until {
        _ if tense == Tense::Future.as_str() => format!("not in force until {from}"),
        Some(until) if is_past => {
            format!("no longer in force: from {from} until {until}, {next}")
        }
        Some(until) => format!("in force since {from}, until {until}, {next}"),
        None => format!("in force since {from}"),
    }
}

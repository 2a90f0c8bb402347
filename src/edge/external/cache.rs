//! The answers of earlier days, in a file outside the manual. Only good ones are kept.

use crate::check::external::Answer;
use crate::parse::fields;
use anyhow::{Context as _, bail};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

/// Good answers by address.
#[derive(Debug, Default)]
pub(super) struct Cache(BTreeMap<String, Kept>);

#[derive(Debug)]
struct Kept {
    day: Date,
    moved: Option<String>,
}

/// What the file says that it is.
const WHAT: &str = "links that chapterhouse found";

impl Cache {
    /// Reads the file, if it is there. Another file is never taken for one, so that none is overwritten.
    pub(super) fn read(file: &Path) -> anyhow::Result<Self> {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read `{}`", file.display()));
            }
        };
        let value: Value = serde_json::from_str(&text).unwrap_or_default();
        if value.get("what").and_then(Value::as_str) != Some(WHAT) {
            bail!(
                "`{}` is not a file in which `check --external` keeps answers; name another",
                file.display()
            );
        }
        let links = value.get("links").and_then(Value::as_object);
        let kept = links.into_iter().flatten().filter_map(|(address, kept)| {
            let day = fields::date(kept.get("day")?.as_str()?).ok()?;
            let moved = kept.get("moved").and_then(Value::as_str).map(str::to_owned);
            Some((address.clone(), Kept { day, moved }))
        });
        Ok(Self(kept.collect()))
    }

    /// The answer for an address, if it is not too old. One from a day to come is not believed.
    pub(super) fn answer(&self, address: &str, today: Date, max_age: u32) -> Option<Answer> {
        let kept = self.0.get(address)?;
        let age = today.since(kept.day).ok()?.get_days();
        let is_fresh = u32::try_from(age).is_ok_and(|age| age < max_age);
        is_fresh.then(|| kept.moved.clone().map_or(Answer::Found, Answer::Moved))
    }

    /// Keeps a good answer, and forgets what was kept where the answer is none.
    pub(super) fn keep(&mut self, address: &str, answer: &Answer, today: Date) {
        let moved = match answer {
            Answer::Found => None,
            Answer::Moved(to) => Some(to.clone()),
            Answer::Dead(_) | Answer::Unreachable(_) => {
                self.0.remove(address);
                return;
            }
        };
        self.0.insert(address.to_owned(), Kept { day: today, moved });
    }

    /// Writes the file, whole or not at all.
    pub(super) fn write(&self, file: &Path) -> anyhow::Result<()> {
        let links: serde_json::Map<String, Value> = self
            .0
            .iter()
            .map(|(address, kept)| {
                let mut value = json!({ "day": kept.day.to_string() });
                if let (Some(moved), Some(object)) = (&kept.moved, value.as_object_mut()) {
                    object.insert("moved".to_owned(), json!(moved));
                }
                (address.clone(), value)
            })
            .collect();
        let value = json!({ "what": WHAT, "links": links });
        let write = || -> std::io::Result<()> {
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder)?;
            let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
            writeln!(temporary, "{value:#}")?;
            temporary.persist(file)?;
            Ok(())
        };
        write().with_context(|| format!("cannot write `{}`", file.display()))
    }
}

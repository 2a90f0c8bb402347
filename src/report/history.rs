//! What version control knows of a draft. The edge asks it; nothing that is recorded depends on it.

use super::json;
use jiff::civil::Date;
use serde::Serialize;

/// What version control knows of a working text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct History {
    /// How the file stands to what was committed.
    pub state: State,
    /// Its last commit, if that is known.
    pub last_commit: Option<Commit>,
}

/// How a file stands to what was committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is as it was committed.
    Committed,
    /// It has changed since.
    Changed,
    /// It was never committed.
    New,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Commit {
    /// Its day, by its author's clock.
    #[serde(serialize_with = "json::day")]
    pub on: Date,
    /// Its author.
    pub by: String,
}

impl History {
    /// In words, for a day: `50 days ago by Ann Example, and changed since`.
    pub fn in_words(&self, today: Date) -> String {
        let commit = self.last_commit.as_ref().map(|Commit { on, by }| {
            let when = match on.until(today).map(|span| span.get_days()) {
                Ok(0) => "today".to_owned(),
                Ok(1) => "yesterday".to_owned(),
                Ok(days) if days > 1 => format!("{days} days ago"),
                _ => format!("on {on}"),
            };
            format!("{when} by {by}")
        });
        match (commit, self.state) {
            (_, State::New) => "not committed".to_owned(),
            (Some(commit), State::Committed) => commit,
            (Some(commit), State::Changed) => format!("{commit}, and changed since"),
            (None, State::Changed) => "changed since its last commit".to_owned(),
            (None, State::Committed) => "committed".to_owned(),
        }
    }
}

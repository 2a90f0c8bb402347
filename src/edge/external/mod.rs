//! Asks other hosts whether the addresses that a manual leads to are still there: `check --external`.
//!
//! 1. `cache`: what was found lately is not asked for again.
//! 2. `visit`: each address once, one request at a time for each host, a few hosts at a time; redirects
//!    are followed by hand, and what may pass is asked for again.
//! 3. `fetch`: one request. The only file that knows the HTTP client. Bodies are never read.
//!
//! Never part of a build or of plain `check`.

mod addresses;
mod cache;
mod fetch;
mod guard;
mod visit;

use crate::check::external::Answer;
use crate::site::external::Use;
use cache::Cache;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// How other hosts are asked.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// Where answers are kept from one day to another, if they are.
    pub cache: Option<&'o Path>,
    /// For how many days a good answer is kept.
    pub max_age: u32,
    /// Today.
    pub today: Date,
    /// Whether hosts in private networks and on this machine are asked.
    pub allow_private: bool,
    /// How long one request may take.
    pub timeout: Duration,
    /// How long a host is left alone between two requests.
    pub pause: Duration,
}

/// What came of asking.
#[derive(Debug)]
pub struct Asked {
    /// The answer for each address.
    pub answers: BTreeMap<String, Answer>,
    /// How many of them are from the cache.
    pub n_kept: usize,
}

/// Asks for every address that is used, once.
pub fn ask(uses: &BTreeSet<Use<'_>>, options: &Options<'_>) -> anyhow::Result<Asked> {
    let addresses: BTreeSet<&str> = uses.iter().map(|used| used.address).collect();
    let mut cache = options.cache.map(Cache::read).transpose()?.unwrap_or_default();
    let mut answers: BTreeMap<String, Answer> = BTreeMap::new();
    let mut to_ask = Vec::new();
    for address in addresses {
        match cache.answer(address, options.today, options.max_age) {
            Some(answer) => drop(answers.insert(address.to_owned(), answer)),
            None => to_ask.push(address),
        }
    }
    let n_kept = answers.len();
    let asked = visit::visit_all(&to_ask, &fetch::Web::new(options), options);
    for (address, answer) in asked {
        cache.keep(&address, &answer, options.today);
        answers.insert(address, answer);
    }
    if let Some(file) = options.cache {
        cache.write(file)?;
    }
    Ok(Asked { answers, n_kept })
}

//! The names under which the register's law and guidance is written: full titles, citations, short forms,
//! and those that an entry lists as `names`.

use super::in_force::standing;
use crate::check::words::is_whole;
use crate::finding::nearest::edits;
use crate::manual::Manual;
use crate::manual::register::{Provision, Status};
use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a name means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'m> {
    /// An entry of that name: the Act itself where the register has it, else one of its sections; of
    /// several editions the one in force.
    pub(super) provision: &'m Provision,
    /// Whether it is an Act of which the register has sections only.
    pub(super) is_by_section: bool,
}

/// Finds names in a text, in one pass whatever their number.
pub(in crate::check) struct Names<'m> {
    meanings: BTreeMap<String, Named<'m>>,
    /// The names with a year, in whatever case.
    any_case: Finder,
    /// All others: a name that consists of ordinary words is one only as it is written in the register.
    as_written: Finder,
    acts: Vec<ActName<'m>>,
    manual: &'m Manual,
    date: Date,
}

struct Finder {
    names: Vec<String>,
    automaton: Option<AhoCorasick>,
}

struct ActName<'m> {
    title: String,
    year: &'m str,
    name: &'m str,
}

impl<'m> Names<'m> {
    pub(in crate::check) fn of(manual: &'m Manual, date: Date) -> Self {
        let mut meanings: BTreeMap<String, Named<'m>> = BTreeMap::new();
        for provision in manual.registers.legislation.values() {
            for (name, is_by_section) in names_of(provision) {
                let named = Named { provision, is_by_section };
                let held = meanings.entry(name).or_insert(named);
                if named.rank(date) > held.rank(date) {
                    *held = named;
                }
            }
        }
        let has_year = |name: &&String| name.split(' ').any(is_year);
        let (any_case, as_written) = meanings.keys().cloned().partition(|name| has_year(&name));
        let (any_case, as_written) = (Finder::of(any_case, true), Finder::of(as_written, false));
        let mut acts: Vec<ActName<'m>> =
            manual.registers.legislation.values().filter_map(act).collect();
        acts.sort_by_key(|act| act.name);
        acts.dedup_by_key(|act| act.name);
        let by_lower = meanings.into_iter().map(|(name, named)| (name.to_lowercase(), named));
        Self { meanings: by_lower.collect(), any_case, as_written, acts, manual, date }
    }

    /// Whether the register has an entry of this id.
    pub(super) fn has_entry(&self, id: &str) -> bool {
        self.manual.registers.legislation.contains_key(id)
    }

    /// What a name means, in whatever case.
    pub(super) fn get(&self, name: &str) -> Option<Named<'m>> {
        self.meanings.get(&name.to_lowercase()).copied()
    }

    /// The words by which something is named, and how it stands if it does not apply.
    pub(super) fn standing(&self, named: Named<'m>, section: Option<&str>, words: &str) -> String {
        let id = &named.provision.id;
        let act = named.provision.act_id().unwrap_or(id);
        let legislation = &self.manual.registers.legislation;
        let provision = match section {
            Some(section) => legislation.get(&format!("{act}/{section}")),
            None => (!named.is_by_section).then_some(named.provision),
        };
        let standing = provision.and_then(|provision| standing(provision, self.date));
        standing.map_or_else(|| format!("`{words}`"), |how| format!("`{words}`, which {how},"))
    }

    /// Every name in a text that stands there as words of its own.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, Named<'m>)> {
        let mut found: Vec<_> =
            self.any_case.find(text).chain(self.as_written.find(text)).collect();
        found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        found.retain(|range| {
            let is_free = range.start >= end;
            end = end.max(range.end);
            is_free
        });
        let mean = |range: Range<usize>| Some((range.clone(), self.get(text.get(range)?)?));
        found.into_iter().filter_map(mean).collect()
    }

    /// The Act that was meant by a name with a slip in its title or its year.
    pub(super) fn nearest_act(&self, title: &str, year: &str) -> Option<&'m str> {
        let title = title.to_lowercase();
        let slips = |act: &ActName<'m>| match (edits(&title, &act.title), edits(year, act.year)) {
            (0, years) => (years <= 1).then_some(years),
            (letters, 0) => (letters <= most_slips(&title)).then_some(letters),
            _ => None,
        };
        let near = self.acts.iter().filter_map(|act| Some((slips(act)?, act.name)));
        near.min().map(|(_, name)| name)
    }
}

/// Few enough for one title not to be taken for another.
fn most_slips(title: &str) -> usize {
    (title.len() / 5).clamp(1, 3)
}

impl Named<'_> {
    /// Which of several entries of one name is meant: the Act itself before its sections, what is in
    /// force before what is not, the newest edition, and the entry of the lowest id.
    fn rank(&self, date: Date) -> impl Ord + use<> {
        let is_in_force = self.provision.status_on(date) == Status::InForce;
        let id = std::cmp::Reverse(self.provision.id.clone());
        (!self.is_by_section, is_in_force, self.provision.in_force, id)
    }
}

impl Finder {
    fn of(names: Vec<String>, is_any_case: bool) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(is_any_case)
            .build(&names)
            .ok();
        Self { names, automaton }
    }

    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let automaton = self.automaton.iter().filter(|_| !self.names.is_empty());
        let found = automaton.flat_map(move |automaton| automaton.find_iter(text));
        found.map(|found| found.range()).filter(move |range| is_whole(text, range, '-'))
    }
}

/// Whether a word is a year of legislation.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && ("1200".."2200").contains(&word)
}

fn act(provision: &Provision) -> Option<ActName<'_>> {
    let name = provision.act_name()?;
    let (title, year) = name.rsplit_once(' ')?;
    Some(ActName { title: title.to_lowercase(), year, name })
}

/// The names of an entry, and for each whether it is that of the Act of which the entry is a section.
fn names_of(provision: &Provision) -> Vec<(String, bool)> {
    let mut names: Vec<(String, bool)> =
        provision.names.iter().map(|name| (name.clone(), false)).collect();
    names.extend(provision.short.iter().map(|short| (short.clone(), false)));
    names.push((provision.citation.clone(), false));
    if provision.kind.is_guidance() {
        names.push((without_edition(&provision.title).to_owned(), false));
    } else if let Some(act) = provision.act_name() {
        let is_section = provision.act_id().is_some();
        names.push((act.to_owned(), is_section));
        names.extend(act.rsplit_once(' ').map(|(title, _)| (title.to_owned(), is_section)));
        if let Some(short) = provision.short.as_deref().filter(|_| is_section) {
            names.extend(act_of_short(short).map(|act| (act.to_owned(), true)));
        }
    }
    names.retain(|(name, _)| name.chars().count() > 2);
    names
}

/// "Working Together to Safeguard Children" of "Working Together to Safeguard Children (2026)".
fn without_edition(title: &str) -> &str {
    let edition = title.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    edition.filter(|(_, year)| is_year(year)).map_or(title, |(base, _)| base)
}

/// "SOA 2003" of "s.15A SOA 2003".
fn act_of_short(short: &str) -> Option<&str> {
    let (section, act) = short.split_once(' ')?;
    let is_section = section.starts_with("s.") || section.starts_with("ss.");
    let is_act = act.rsplit(' ').next().is_some_and(is_year);
    (is_section && is_act).then_some(act)
}

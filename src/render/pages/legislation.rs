//! The page of legislation and guidance: each Act with its provisions below it, then guidance.

use super::PageMaker;
use crate::manual::register::{Provision, ProvisionKind};
use crate::prose::Target;
use crate::render::view;
use crate::render::view::ChapterLink;
use crate::render::view::legislation::{ActView, ComingView, EventView, ProvisionView};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(super) struct Legislation {
    /// What is known to change, soonest first, and what was passed and has no day yet.
    coming: Vec<ComingView>,
    acts: Vec<ActView>,
    statutory: Vec<ProvisionView>,
    guidance: Vec<ProvisionView>,
}

impl PageMaker<'_, '_> {
    pub(super) fn legislation(&self) -> Legislation {
        let register = &self.edition.manual.registers.legislation;
        let mut entries: Vec<&Provision> = register.values().collect();
        entries.sort_by_key(|entry| (citation_order(&entry.citation), &entry.id));
        let of_kind = |kind: ProvisionKind| {
            let own = entries.iter().filter(move |entry| entry.kind == kind);
            own.map(|entry| self.provision(entry, &entry.title)).collect()
        };
        Legislation {
            coming: self.coming_law(&entries),
            acts: self.acts(&entries),
            statutory: of_kind(ProvisionKind::StatutoryGuidance),
            guidance: of_kind(ProvisionKind::Guidance),
        }
    }

    /// Acts by their names, each with its provisions in the order of their numbers.
    fn acts(&self, entries: &[&Provision]) -> Vec<ActView> {
        let mut acts: BTreeMap<&str, ActView> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| !entry.kind.is_guidance()) {
            let name = entry.act_name().unwrap_or(&entry.citation);
            let is_act = entry.kind == ProvisionKind::Act;
            let of = entry.act_id().filter(|_| !is_act);
            let act = acts.entry(of.unwrap_or(&entry.id)).or_insert_with(|| ActView {
                anchor: match of {
                    Some(act) => view::anchor(act),
                    None if is_act => view::anchor(&entry.id),
                    None => format!("act_{}", view::anchor(&entry.id)),
                },
                title: name.to_owned(),
                entry: None,
                provisions: Vec::new(),
            });
            if is_act {
                act.entry = Some(self.provision(entry, name));
            } else {
                let within = entry.citation.strip_prefix(name).unwrap_or(&entry.citation);
                let within = within.trim_start_matches([',', ' ']);
                act.provisions.push(self.provision(entry, within));
            }
        }
        let mut acts: Vec<ActView> = acts.into_values().collect();
        acts.sort_by_cached_key(|act| citation_order(&act.title));
        acts
    }

    /// `label` is what it is called where its Act is named above it.
    fn provision(&self, entry: &Provision, label: &str) -> ProvisionView {
        let date = self.edition.date;
        let statement = entry.statement_on(date);
        ProvisionView {
            id: entry.id.clone(),
            anchor: view::anchor(&entry.id),
            kind: entry.kind.as_str(),
            title: entry.title.clone(),
            label: label.to_owned(),
            citation: entry.citation.clone(),
            short: entry.short.clone(),
            names: entry.names.clone(),
            address: entry.address.clone(),
            status: entry.status_on(date).as_str(),
            extent: entry.extent.iter().map(|nation| nation.as_str()).collect(),
            events: self.events(entry, date),
            statement: statement.map(|statement| self.passage(&statement.text.prose)),
            stated_since: statement.map(|statement| statement.from.to_string()),
            checked: entry.checked.as_ref().map(|date| date.value.to_string()),
            source: entry.source.clone(),
            is_unverified: entry.unverified,
            cited_by: self.cited_by(&Target::Law(entry.id.clone())),
            checked_against: self.checked_against(&entry.id),
        }
    }

    /// The chapters that were checked against an entry.
    fn checked_against(&self, id: &str) -> Vec<ChapterLink> {
        let chapters = self.edition.chapters().filter(|chapter| {
            let aligned_to = &chapter.chapter.administration.aligned_to;
            aligned_to.iter().any(|aligned| aligned.value == id)
        });
        let slugs: Vec<&str> = chapters.map(|chapter| chapter.chapter.slug.as_str()).collect();
        self.chapter_links(slugs.into_iter())
    }

    /// What happened to an entry and when, and what is known to come, in order.
    fn events(&self, entry: &Provision, date: Date) -> Vec<EventView> {
        let bare = |kind: &'static str, on: Option<Date>| on.map(|on| (on, kind, None));
        let mut events: Vec<_> = [bare("enacted", entry.enacted), bare("in_force", entry.in_force)]
            .into_iter()
            .flatten()
            .collect();
        let amended = entry.amended.iter().map(|change| (change.on, "amended", Some(change)));
        let repealed = entry.repealed.iter().map(|change| (change.on, "repealed", Some(change)));
        let superseded =
            entry.superseded.iter().map(|change| (change.on, "superseded", Some(change)));
        events.extend(amended.chain(repealed).chain(superseded));
        events.sort_by_key(|(on, _, _)| *on);
        let view =
            |(on, kind, change): (Date, &'static str, Option<&crate::manual::register::Change>)| {
                let by = change.and_then(|change| change.by.as_ref());
                EventView {
                    kind,
                    on: on.to_string(),
                    is_to_come: on > date,
                    by: self.provision_links(by.iter().map(|by| by.value.as_str())).pop(),
                    note: change.and_then(|change| change.note.clone()),
                }
            };
        events.into_iter().map(view).collect()
    }

    fn coming_law(&self, entries: &[&Provision]) -> Vec<ComingView> {
        let mut coming: Vec<ComingView> = Vec::new();
        for entry in entries {
            let events = self.events(entry, self.edition.date);
            let is_ended = entry.ended_by(self.edition.date).is_some();
            let is_without_day = entry.enacted.is_some() && entry.in_force.is_none() && !is_ended;
            let provision = || self.provision_link(entry);
            let to_come = events.into_iter().filter(|event| event.is_to_come);
            coming.extend(
                to_come.map(|event| ComingView { provision: provision(), event: Some(event) }),
            );
            coming
                .extend(is_without_day.then(|| ComingView { provision: provision(), event: None }));
        }
        coming.sort_by_key(|coming| {
            let on = coming.event.as_ref().map(|event| event.on.clone());
            (on.is_none(), on)
        });
        coming
    }
}

/// Citations in the order of people: runs of digits count as numbers, so that section 5 is before section 15.
fn citation_order(citation: &str) -> Vec<(u64, String)> {
    let mut order: Vec<(u64, String)> = Vec::new();
    let mut words = String::new();
    let mut number: Option<u64> = None;
    for c in citation.chars() {
        if let Some(digit) = c.to_digit(10) {
            if number.is_none() {
                order.push((0, std::mem::take(&mut words)));
            }
            let before = number.unwrap_or_default();
            number = Some(before.saturating_mul(10).saturating_add(u64::from(digit)));
        } else {
            order.extend(number.take().map(|number| (number, String::new())));
            words.extend(c.to_lowercase());
        }
    }
    order.extend(number.map(|number| (number, String::new())));
    order.push((0, words));
    order
}

#[cfg(test)]
mod tests {
    use super::citation_order;

    #[test]
    fn section_5_comes_before_section_15() {
        let mut citations =
            ["Act 2003, section 15A", "Act 2003, section 5", "Act 2003, section 15"];
        citations.sort_by_key(|citation| citation_order(citation));
        assert_eq!(
            citations,
            ["Act 2003, section 5", "Act 2003, section 15", "Act 2003, section 15A"]
        );
    }
}

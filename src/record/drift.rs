//! Drift: where a regional text changed under the heading to which a local addition belongs, after the
//! partnership last looked at its addition. Somebody has to read the two together again: the addition
//! is *to be confirmed*, until a review or a new version of it is recorded.
//!
//! 1. An addition was last looked at on the day of its newest event: a version or a review. The regional
//!    text that was in force at the end of that day is the one that it was read with. Where none was in
//!    force yet, it is the first one.
//! 2. What belongs to an addition is its [`passage`]: the heading that its `after` names and all that stands
//!    below it, subsections and their footnotes included. Without `after` it is the last section.
//! 3. The two passages are compared as readers see them. A heading that is gone is a change, one that is
//!    moved with its text is none.

use super::{Change, Event, InForce, Record, Standing};
use crate::diff::{self, Words};
use crate::manual::Manual;
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, Version};
use crate::manual::id::PartnershipId;
use crate::prose::{Block, BlockKind, InlineKind, Prose, headings, walk};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A local addition that is to be confirmed, now or from a day to come.
#[derive(Clone, Debug)]
pub struct Drift<'m> {
    /// The chapter.
    pub chapter: &'m Chapter,
    /// Whose addition it is.
    pub partnership: &'m PartnershipId,
    /// The addition.
    pub addition: &'m Document,
    /// The addition's version, and when it was last reviewed.
    pub in_force: InForce<'m>,
    /// The heading to which it belongs, as its version says; the end of the chapter, if none.
    pub heading: Option<&'m str>,
    /// Whether the regional text no longer has that heading.
    pub is_heading_gone: bool,
    /// The regional version that the addition was read with.
    pub then: &'m Version,
    /// The regional version that it must be read with.
    pub now: &'m Version,
    /// What changed the regional text under the heading in between, oldest first.
    pub changes: Vec<Event<'m>>,
    /// The day from which the addition is to be confirmed.
    pub from: Date,
}

impl Drift<'_> {
    /// Whether the addition is to be confirmed on a day already, rather than later.
    pub fn is_due_on(&self, date: Date) -> bool {
        self.from <= date
    }
}

/// The drifts of all local additions that are in force on a day and whose partnership is a member, in order
/// of chapter and partnership. Those to come follow from the changes that the record knows: ask
/// [`Record::known_on`] to leave out what is not published yet.
pub fn all<'m>(manual: &'m Manual, record: &Record<'m>, date: Date) -> Vec<Drift<'m>> {
    let chapters: Vec<&Chapter> = manual.chapters.values().collect();
    let found = chapters.par_iter().flat_map_iter(|chapter| {
        let additions = chapter.additions.keys();
        additions.flat_map(|partnership| of_addition(manual, record, chapter, partnership, date))
    });
    found.collect()
}

/// The drifts of one partnership's addition to a chapter: the present one, then the next to come.
pub fn of_addition<'m>(
    manual: &'m Manual,
    record: &Record<'m>,
    chapter: &'m Chapter,
    partnership: &PartnershipId,
    date: Date,
) -> Vec<Drift<'m>> {
    let is_member =
        |day| manual.partnerships.get(partnership).is_some_and(|member| member.is_member_on(day));
    let found = chapter.additions.get_key_value(partnership).filter(|_| is_member(date));
    let Some((partnership, addition)) = found else { return Vec::new() };
    let pair = Pair { record, chapter, partnership, addition };
    let present = pair.drift(None, date);
    let days = record.states(&chapter.regional.id).into_iter().map(|state| state.from);
    // What comes is compared with what applies now: to confirm an addition today does not settle it.
    let next = days
        .filter(|day| *day > date && is_member(*day))
        .find_map(|day| pair.drift(Some(date), day));
    present.into_iter().chain(next).collect()
}

/// The part of a regional text to which an addition belongs: the heading with this id and all that stands
/// below it, up to the next heading of its level or a higher one, and the footnotes that are marked there.
/// Without a heading, it is the last of the text's main sections, because the addition stands at the end;
/// in a text without headings, the whole. None if the text has no such heading.
pub fn passage(prose: &Prose, heading: Option<&str>) -> Option<Prose> {
    let mut blocks: Vec<Block> = match opening(prose, heading)? {
        None => prose.blocks.iter().filter(|block| !is_footnote(block)).cloned().collect(),
        Some(opening) => section(prose, &opening),
    };
    let notes = footnotes(prose, &blocks);
    blocks.extend(notes);
    Some(Prose { blocks })
}

/// The heading with which a passage opens; `Some(None)` if it is the whole text.
#[expect(clippy::option_option, reason = "a heading that is not there is not the whole text")]
fn opening<'p>(prose: &'p Prose, heading: Option<&str>) -> Option<Option<headings::Entry<'p>>> {
    let mut outline = headings::outline(prose).into_iter();
    if let Some(id) = heading {
        return outline.find(|entry| entry.id == id).map(Some);
    }
    let main = outline.clone().map(|entry| entry.level).min();
    Some(outline.rfind(|entry| Some(entry.level) == main))
}

/// A heading and what stands below it, without footnotes.
fn section(prose: &Prose, opening: &headings::Entry<'_>) -> Vec<Block> {
    let ends = |block: &Block| match &block.kind {
        BlockKind::Heading(next) => next.level <= opening.level,
        _ => false,
    };
    let mut blocks = prose.blocks.iter().skip_while(|block| id(block) != Some(opening.id));
    let heading = blocks.next();
    let below = blocks.take_while(|block| !ends(block));
    heading.into_iter().chain(below).filter(|block| !is_footnote(block)).cloned().collect()
}

/// The footnotes that are marked in some blocks of a text, and in those footnotes, in order of the text.
fn footnotes(prose: &Prose, blocks: &[Block]) -> Vec<Block> {
    let mut held = Prose { blocks: blocks.to_vec() };
    let mut marked = BTreeSet::new();
    loop {
        let n_known = marked.len();
        marked.extend(walk::inlines(&held).filter_map(|inline| match &inline.kind {
            InlineKind::FootnoteMark(label) => Some(label.clone()),
            _ => None,
        }));
        let is_marked = |block: &&Block| matches!(&block.kind, BlockKind::Footnote(note) if marked.contains(&note.label));
        held.blocks = prose.blocks.iter().filter(is_marked).cloned().collect();
        if marked.len() == n_known {
            return held.blocks;
        }
    }
}

fn is_footnote(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Footnote(_))
}

fn id(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(&heading.id),
        _ => None,
    }
}

/// Whether readers find the two texts different under a heading. Where neither has it, nothing can
/// have changed there.
fn differs(then: &Version, now: &Version, heading: Option<&str>) -> bool {
    if then.number == now.number || then.text.digest == now.text.digest {
        return false;
    }
    let passage = |version: &Version| passage(&version.text.prose, heading);
    match (passage(then), passage(now)) {
        (Some(then), Some(now)) => !diff::texts(&words(&then), &words(&now)).is_empty(),
        (then, now) => then.is_some() != now.is_some(),
    }
}

fn words(prose: &Prose) -> Words<'_> {
    Words { title: "", subtitle: None, summary: None, prose }
}

/// An addition and the chapter that it belongs to, in a record.
#[derive(Clone, Copy)]
struct Pair<'r, 'm> {
    record: &'r Record<'m>,
    chapter: &'m Chapter,
    partnership: &'m PartnershipId,
    addition: &'m Document,
}

impl<'m> Pair<'_, 'm> {
    /// Whether the regional text of `day` differs from the one that the addition was read with. It counts
    /// as read on `read` at the earliest, if that is given.
    fn drift(self, read: Option<Date>, day: Date) -> Option<Drift<'m>> {
        let regional = &self.chapter.regional.id;
        let Standing::InForce(in_force) = self.record.standing(&self.addition.id, day) else {
            return None;
        };
        let Standing::InForce(InForce { version: now, .. }) = self.record.standing(regional, day)
        else {
            return None;
        };
        let reviewed = in_force.reviewed_by.in_force.value;
        let read = read.map_or(reviewed, |read| read.max(reviewed));
        let then = self.record.standing(regional, read).version().or_else(|| self.first())?;
        let heading = in_force.version.text.after.as_ref().map(|after| after.value.as_str());
        if !differs(then, now, heading) {
            return None;
        }
        let changes = self.changes(then, heading, read, day);
        let from = changes.first().map_or(day, |first| first.amendment.in_force.value);
        let is_heading_gone = passage(&now.text.prose, heading).is_none();
        let Self { chapter, partnership, addition, .. } = self;
        Some(Drift {
            chapter,
            partnership,
            addition,
            in_force,
            heading,
            is_heading_gone,
            then,
            now,
            changes,
            from,
        })
    }

    /// The first version of the regional text.
    fn first(self) -> Option<&'m Version> {
        self.record.events(&self.chapter.regional.id).iter().find_map(version)
    }

    /// The events after the day `read` and up to `day` that changed the passage.
    fn changes(
        self,
        then: &'m Version,
        heading: Option<&str>,
        read: Date,
        day: Date,
    ) -> Vec<Event<'m>> {
        let mut before = then;
        let events = self.record.events(&self.chapter.regional.id).iter().filter(|event| {
            let in_force = event.amendment.in_force.value;
            read < in_force && in_force <= day
        });
        let changed = events.filter(|event| {
            let Some(after) = version(event) else { return false };
            let is_changed = differs(before, after, heading);
            before = after;
            is_changed
        });
        changed.copied().collect()
    }
}

fn version<'m>(event: &Event<'m>) -> Option<&'m Version> {
    match event.change {
        Change::Version(version) => Some(version),
        Change::Reviewed | Change::Withdrawn(_) => None,
    }
}

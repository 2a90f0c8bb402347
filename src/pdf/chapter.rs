//! A chapter as a part of a print: its title, what the copy says of itself, notices, and its text with
//! what a partnership adds in its place.

use super::node::text::{Block, Run};
use super::node::{ChapterPart, Fact, Part};
use super::setter::{Insert, Setter, Shelf, Standing};
use super::{Draft, Printer, Purpose, Recorded, numbered, standing};
use crate::manual::id::Slug;
use crate::manual::settings::NoticeKind;
use crate::prose::Prose;
use crate::resolve::timeline::Tense;
use crate::resolve::{Edition, EditionAddition, EditionChapter};
use crate::site::address::LOCAL_ADDITION;
use crate::site::page::{Dated, Kind};
use crate::source::digest::Digest;
use crate::source::place::Spanned;

impl<'m> Printer<'_, 'm> {
    /// A print of one chapter.
    pub(super) fn one(&self, edition: Edition<'m>, slug: &Slug, draft: &mut Draft) -> Option<()> {
        let chapter = edition.chapter(slug.as_str())?;
        draft.shelf.is_of_one = true;
        draft.shelf.chapters.insert(slug.clone());
        let notices = self.notices(edition, &mut draft.shelf);
        self.chapter(edition, &chapter, notices, draft);
        Some(())
    }

    /// Adds a chapter to a print, below what notices there are above it.
    pub(super) fn chapter(
        &self,
        edition: Edition<'m>,
        chapter: &EditionChapter<'m>,
        mut notices: Vec<Block>,
        draft: &mut Draft,
    ) {
        let level = draft.level;
        let (purpose, shelf) = (draft.purpose, &mut draft.shelf);
        let number = chapter.number.to_string();
        let anchor = shelf.anchor(&chapter.chapter.slug, None);
        if purpose == Purpose::Practice {
            notices.extend(self.chapter_notices(edition, chapter, shelf));
        }
        let mut facts = self.facts(chapter, purpose);
        let mut version = self.version(edition, chapter, purpose);
        let addition = edition.own_addition(chapter.chapter);
        if let Some(addition) = &addition {
            let words = self.addition_version(addition);
            let label = self.theme.words.say("label_addition");
            version = format!("{version} {label}: {}.", self.number_and_day(addition));
            facts.insert(facts.len().min(2), self.fact("label_addition", words));
        } else if edition.partnership.is_none() {
            facts.extend(self.additions_elsewhere(edition, chapter));
        }
        let own = addition.and_then(|own| own.in_force);
        let digests = chapter.in_force.filter(|_| !chapter.is_draft()).into_iter().chain(own);
        let digests: Vec<Digest> = digests.map(|now| now.version.sha256).collect();
        let blocks = self.chapter_text(edition, chapter, level, shelf);
        let address = self.page_address(edition, page_of(edition, chapter, purpose));
        let title = numbered(&number, chapter.text);
        let running =
            self.running(purpose, (&title, &self.place(edition)), &version, address.as_deref());
        let words = |words: Option<&Spanned<String>>| {
            words.map(|words| Run::text(&words.value)).into_iter().collect()
        };
        draft.parts.push(Part::Chapter(Box::new(ChapterPart {
            level,
            number,
            title: vec![Run::text(&chapter.text.title.value)],
            subtitle: words(chapter.text.subtitle.as_ref()),
            summary: words(chapter.text.summary.as_ref()),
            anchor,
            stamp: self.stamp(purpose, (facts, &digests), address),
            notices,
            blocks,
            running,
        })));
        draft.files.push(chapter.file.clone());
        let slug = chapter.chapter.slug.to_string();
        draft.versions.extend(chapter.in_force.map(|now| Recorded::of(slug, &now)));
        let local = addition.and_then(|own| Some((own.document.id.to_string(), own.in_force?)));
        draft.versions.extend(local.map(|(name, now)| Recorded::of(name, &now)));
    }

    fn chapter_text(
        &self,
        edition: Edition<'m>,
        chapter: &EditionChapter<'m>,
        level: u8,
        shelf: &mut Shelf,
    ) -> Vec<Block> {
        let document = Some(&chapter.chapter.regional);
        let mut inserts = Vec::new();
        if let Some(addition) = edition.own_addition(chapter.chapter) {
            let after = addition.place(chapter.text).map(str::to_owned);
            let title = &addition.text.title.value;
            let prose = &addition.text.prose;
            let n_notes = n_notes(&chapter.text.prose);
            let standing = Standing { is_local: true, n_notes, ..standing(level + 1) };
            let setter = Setter::new(self, edition, Some(addition.document), standing, shelf);
            let blocks = setter.text(prose).0;
            let anchor = shelf.anchor(&chapter.chapter.slug, Some(LOCAL_ADDITION));
            let blocks = self.local(&addition.partnership.name.value, title, anchor, blocks);
            inserts.push(Insert { after, blocks });
        }
        let setter = Setter::new(self, edition, document, standing(level), shelf);
        setter.with_inserts(inserts).text(&chapter.text.prose).0
    }

    /// A local addition with its label before it and its end after it.
    pub(super) fn local(
        &self,
        name: &str,
        title: &str,
        anchor: String,
        mut blocks: Vec<Block>,
    ) -> Vec<Block> {
        let words = &self.theme.words;
        let own = words.fill("local_label", &[("name", name), ("title", title)]);
        let edge = |label, is_end| Block::LocalEdge { label, is_end };
        let mut local = vec![
            edge(words.say("label_addition"), false),
            Block::Heading { level: 2, anchor: Some(anchor), body: vec![Run::text(own)] },
        ];
        local.append(&mut blocks);
        local.push(edge(words.fill("print_local_end", &[("name", name)]), true));
        local
    }

    fn facts(&self, chapter: &EditionChapter<'_>, purpose: Purpose) -> Vec<Fact> {
        let words = &self.theme.words;
        let Some(now) = chapter.in_force.filter(|_| !chapter.is_draft()) else {
            return vec![self.fact("draft_label", words.say("draft_text"))];
        };
        let mut facts = vec![
            self.fact("label_version", now.version.number.to_string()),
            self.fact("label_in_force_since", words.day(now.by.in_force.value)),
            self.fact("label_reviewed", words.day(now.reviewed_by.in_force.value)),
            self.fact("label_digest", now.version.sha256.short()),
        ];
        if purpose == Purpose::Evidence {
            facts.push(self.fact("bundle_day", words.day(self.site.edition.date)));
        }
        facts
    }

    fn version(
        &self,
        edition: Edition<'m>,
        chapter: &EditionChapter<'m>,
        purpose: Purpose,
    ) -> String {
        let words = &self.theme.words;
        let Some(now) = chapter.in_force.filter(|_| !chapter.is_draft()) else {
            return words.say("draft_label");
        };
        let said = words.fill(
            "stamp_version",
            &[
                ("version", &now.version.number.to_string()),
                ("date", &words.day(now.by.in_force.value)),
                ("digest", &now.version.sha256.short()),
            ],
        );
        // Evidence is of a day, whatever came after it.
        let end = edition.end_of(chapter.chapter).filter(|_| purpose == Purpose::Practice);
        self.theme.words.with_end(said, end)
    }

    fn addition_version(&self, addition: &EditionAddition<'_>) -> String {
        format!("{}, {}", addition.text.title.value, self.number_and_day(addition))
    }

    fn number_and_day(&self, addition: &EditionAddition<'_>) -> String {
        let words = &self.theme.words;
        let Some(now) = addition.in_force else { return words.say("draft_label") };
        let number = words.fill("version", &[("number", &now.version.number.to_string())]);
        let day = words.day(now.by.in_force.value);
        let since = words.fill("in_force_since", &[("date", &day)]);
        let digest = now.version.sha256.short();
        format!("{number}, {since}, {} {digest}", words.say("print_digest"))
    }

    /// The partnerships whose readers have more to read than this print holds.
    fn additions_elsewhere(
        &self,
        edition: Edition<'m>,
        chapter: &EditionChapter<'m>,
    ) -> Option<Fact> {
        let names: Vec<&str> = edition
            .additions(chapter.chapter)
            .map(|addition| addition.partnership.name.value.as_str())
            .collect();
        (!names.is_empty()).then(|| self.fact("print_additions", names.join(", ")))
    }

    /// What the manual says on every page.
    pub(super) fn notices(&self, edition: Edition<'m>, shelf: &mut Shelf) -> Vec<Block> {
        let (settings, date) = (&edition.manual.settings, edition.date);
        let now = settings.notices.iter().filter(|notice| {
            notice.from.is_none_or(|from| from <= date)
                && notice.until.is_none_or(|until| date <= until)
        });
        let labelled = now.map(|notice| {
            let (kind, label) = match notice.kind {
                NoticeKind::Emergency => ("emergency", "notice_emergency"),
                NoticeKind::Information => ("information", "notice_information"),
            };
            let blocks = self.passage(edition, &notice.text.prose, shelf);
            Block::Labelled { kind, label: self.theme.words.say(label), blocks }
        });
        labelled.collect()
    }

    fn passage(&self, edition: Edition<'m>, prose: &'m Prose, shelf: &mut Shelf) -> Vec<Block> {
        Setter::new(self, edition, None, standing(1), shelf).text(prose).0
    }

    fn chapter_notices(
        &self,
        edition: Edition<'m>,
        chapter: &EditionChapter<'m>,
        shelf: &mut Shelf,
    ) -> Vec<Block> {
        let words = &self.theme.words;
        let administration = &chapter.chapter.administration;
        let now = administration.notices.iter().filter(|own| own.applies_on(edition.date));
        let mut blocks: Vec<Block> = now
            .map(|notice| {
                let mut blocks = self.passage(edition, &notice.text.prose, shelf);
                let until = words.fill("applies_until", &[("date", &words.day(notice.until))]);
                blocks.push(paragraph(until));
                let label = words.say("temporary_change");
                Block::Labelled { kind: "important", label, blocks }
            })
            .collect();
        for moment in edition.timeline_of(chapter.chapter) {
            let event = moment.made_by().last().copied();
            let Some(event) = event.filter(|_| moment.tense == Tense::Future) else { continue };
            let key = if moment.version().is_none() { "withdrawn_from" } else { "changes_on" };
            let label = words.fill(key, &[("date", &words.day(moment.from))]);
            let amendment = event.amendment;
            let blocks_of = vec![
                Block::Strong { body: vec![Run::text(&amendment.title.value)] },
                paragraph(amendment.summary.clone()),
            ];
            blocks.push(Block::Labelled { kind: "note", label, blocks: blocks_of });
        }
        if let Some(review) = &administration.under_review {
            let label = words.fill("under_review_since", &[("date", &words.day(review.since))]);
            let blocks_of = review.note.iter().cloned().map(paragraph).collect();
            blocks.push(Block::Labelled { kind: "note", label, blocks: blocks_of });
        }
        blocks
    }
}

/// The page that a copy names: the chapter's own, or as evidence that of the text which was in force.
fn page_of<'m>(edition: Edition<'m>, shown: &EditionChapter<'m>, purpose: Purpose) -> Kind {
    let chapter = shown.chapter.slug.clone();
    let timeline = edition.timeline_of(shown.chapter);
    let now = timeline.iter().rfind(|moment| moment.from <= edition.date);
    match now.filter(|_| purpose == Purpose::Evidence) {
        Some(now) => Kind::AsAt(Dated { chapter, from: now.from }),
        None => Kind::Chapter(chapter),
    }
}

fn paragraph(words: String) -> Block {
    Block::Paragraph { body: vec![Run::text(words)] }
}

/// How many footnotes a text has at most.
fn n_notes(prose: &Prose) -> usize {
    let notes = crate::prose::walk::blocks(prose);
    notes.filter(|block| matches!(block.kind, crate::prose::BlockKind::Footnote(_))).count()
}

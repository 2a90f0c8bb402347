//! The words of a chapter that changed on a day, marked. The text is whole, so that it can be read as it
//! was and as it is; in the site of a partnership its addition stands in its place, marked too.

use super::node::text::Block;
use super::node::{ChapterPart, Part};
use super::setter::{Insert, Setter, Shelf, Standing};
use super::{Draft, Printer, Purpose, Recorded, standing};
use crate::diff::{self, Difference, Words};
use crate::manual::chapter::Chapter;
use crate::manual::document::{Document, Version};
use crate::prose::Prose;
use crate::resolve::Edition;
use crate::resolve::timeline::{End, Moment, Texts};
use crate::site::address::LOCAL_ADDITION;
use crate::site::page::{Dated, Kind};
use jiff::civil::Date;

/// Two states of a chapter.
struct Two<'m> {
    chapter: &'m Chapter,
    before: Texts<'m>,
    after: Texts<'m>,
    /// The first day of the state before.
    from: Date,
    /// How the state after ends.
    end: Option<End>,
}

impl<'m> Printer<'_, 'm> {
    pub(super) fn changes(
        &self,
        edition: Edition<'m>,
        dated: &Dated,
        draft: &mut Draft,
    ) -> Option<()> {
        let chapter = edition.manual.chapters.get(&dated.chapter)?;
        let timeline = edition.timeline_of(chapter);
        let moment = timeline.iter().find(|moment| moment.from == dated.from)?;
        let (before, after) = moment.changed()?;
        let with_text = |earlier: &&Moment<'m>| earlier.version().is_some();
        let earlier = timeline.iter().rev().filter(|earlier| earlier.from < moment.from);
        let (from, end) = (earlier.clone().find(with_text)?.from, moment.end(&timeline));
        let two = Two { chapter, before, after, from, end };
        let edition = edition.at(dated.from);
        draft.shelf.is_of_one = true;
        draft.shelf.chapters.insert(dated.chapter.clone());
        let part = self.changed_part(edition, dated, &two, &mut draft.shelf)?;
        draft.parts.push(Part::Chapter(Box::new(part)));
        draft.files.push(after.version.file.clone());
        draft.versions.push(Recorded {
            document: dated.chapter.to_string(),
            number: after.version.number.to_string(),
            from: dated.from,
            digest: after.version.sha256,
        });
        Some(())
    }

    fn changed_part(
        &self,
        edition: Edition<'m>,
        dated: &Dated,
        two: &Two<'m>,
        shelf: &mut Shelf,
    ) -> Option<ChapterPart> {
        let words = &self.theme.words;
        let (old, new) = (two.before.version, two.after.version);
        let difference = self.difference(edition, &two.chapter.regional, (old, new), two.from);
        let number = edition.number(two.chapter)?.to_string();
        let day = words.day(dated.from);
        let name = format!("{number} {}", new.text.title.value);
        let title = words.fill("title_changes", &[("chapter", &name), ("date", &day)]);
        let state = |version: &Version, from: Date| {
            let number = words.fill("version", &[("number", &version.number.to_string())]);
            let from = words.fill("from_on", &[("from", &words.day(from))]);
            let digest = words.say("print_digest");
            format!("{number}, {from}, {digest} {}", version.sha256.short())
        };
        let purpose = Purpose::Practice;
        let changed = words.fill("print_changes_on", &[("date", &day)]);
        let facts = vec![
            self.fact("print_what", changed),
            self.fact("compared_before", state(old, two.from)),
            self.fact("compared_after", state(new, dated.from)),
            self.fact("print_marks", self.key_to_marks()),
        ];
        let address = self.page_address(edition, Kind::Changes(dated.clone()));
        let version = words.fill(
            "stamp_as_at",
            &[
                ("version", &new.number.to_string()),
                ("from", &day),
                ("digest", &new.sha256.short()),
            ],
        );
        let version = self.theme.words.with_end(version, two.end);
        let running =
            self.running(purpose, (&title, &self.place(edition)), &version, address.as_deref());
        let inserts = self.changed_addition(edition, two, shelf);
        let document = Some(&two.chapter.regional);
        let mut line = |run| {
            let standing = Standing { is_worded: true, ..standing(1) };
            Setter::new(self, edition, document, standing, &mut *shelf).line(run)
        };
        let (head, subtitle, summary) =
            (line(&difference.title), line(&difference.subtitle), line(&difference.summary));
        let standing = Standing { is_worded: true, ..standing(1) };
        let setter = Setter::new(self, edition, document, standing, shelf).with_inserts(inserts);
        Some(ChapterPart {
            level: 1,
            number,
            title: head,
            subtitle,
            summary,
            anchor: dated.chapter.to_string(),
            stamp: self.stamp(purpose, (facts, &[new.sha256]), address),
            notices: Vec::new(),
            blocks: setter.text(&difference.prose).0,
            running,
        })
    }

    /// What marks look like: words in brackets, underlined or struck through.
    fn key_to_marks(&self) -> String {
        let labels = &self.theme.labels.marks;
        format!("{} … {}, {} … {}", labels.inserted, labels.end, labels.deleted, labels.end)
    }

    fn difference(
        &self,
        edition: Edition<'m>,
        document: &'m Document,
        (old, new): (&'m Version, &'m Version),
        before: Date,
    ) -> Difference {
        let old_prose = self.worded(edition.at(before), document, Some(old));
        let new_prose = self.worded(edition, document, Some(new));
        diff::texts(
            &Words { prose: &old_prose, ..old.text.words() },
            &Words { prose: &new_prose, ..new.text.words() },
        )
    }

    /// The addition of the partnership, with marks. One that moved is deleted at the one place and
    /// inserted at the other.
    fn changed_addition(
        &self,
        edition: Edition<'m>,
        two: &Two<'m>,
        shelf: &mut Shelf,
    ) -> Vec<Insert> {
        let own = edition.partnership;
        let Some(own) = own else { return Vec::new() };
        let Some(document) = two.chapter.additions.get(&own.id) else { return Vec::new() };
        let (old, new) = (two.before.addition, two.after.addition);
        let place = |version: Option<&'m Version>, texts: Texts<'m>| {
            version.map(|version| version.text.place_in(&texts.version.text))
        };
        let parts = match (place(old, two.before), place(new, two.after)) {
            (Some(was), Some(is)) if was != is => vec![(was, old, None), (is, None, new)],
            (was, is) => vec![(is.or(was).flatten(), old, new)],
        };
        let mut inserts = Vec::new();
        for (after, old, new) in parts {
            let Some(version) = new.or(old) else { continue };
            let old_prose = self.worded(edition.at(two.from), document, old);
            let new_prose = self.worded(edition, document, new);
            let words = |prose| Words { title: "", subtitle: None, summary: None, prose };
            let difference = diff::texts(&words(&old_prose), &words(&new_prose));
            let standing = Standing { is_local: true, is_worded: true, ..standing(2) };
            let setter = Setter::new(self, edition, Some(document), standing, shelf);
            let blocks: Vec<Block> = setter.text(&difference.prose).0;
            let anchor = shelf.anchor(&two.chapter.slug, Some(LOCAL_ADDITION));
            let blocks = self.local(&own.name.value, &version.text.title.value, anchor, blocks);
            inserts.push(Insert { after: after.map(str::to_owned), blocks });
        }
        inserts
    }

    fn worded(
        &self,
        edition: Edition<'m>,
        document: &Document,
        version: Option<&Version>,
    ) -> Prose {
        let phrases = self.theme.words.within(edition.manual);
        version.map(|version| edition.worded(document, &version.text, &phrases)).unwrap_or_default()
    }
}

//! The PDF of a bundle: its cover sheet, and each chapter as it was read on the day.

use super::node::text::{Block, Piece, Record, Run};
use super::node::{Cover, Fact};
use super::{Bundle, Draft, Printer, Purpose};
use crate::pdf::letters::parted;
use crate::render::evidence::{Group, Sheet};
use crate::resolve::Edition;

impl<'m> Printer<'_, 'm> {
    /// The chapters. What the manual's administration says of them today is left out: it is not recorded.
    pub(super) fn bundled(
        &self,
        edition: Edition<'m>,
        bundle: &Bundle,
        draft: &mut Draft,
    ) -> Option<()> {
        draft.purpose = Purpose::Evidence;
        draft.shelf.chapters = bundle.chapters.iter().cloned().collect();
        for slug in &bundle.chapters {
            let chapter = edition.chapter(slug.as_str())?;
            self.chapter(edition, &chapter, Vec::new(), draft);
        }
        Some(())
    }

    pub(super) fn cover_of_bundle(&self, edition: Edition<'m>, sheet: &Sheet) -> Cover {
        let facts = sheet.facts.iter().cloned();
        let facts = facts.map(|(label, value)| Fact { label, value }).collect();
        let day = self.theme.words.day(edition.date);
        let mut blocks = vec![paragraph(&sheet.lead)];
        blocks.extend(sheet.groups.iter().flat_map(entries));
        blocks.push(strong(&sheet.how));
        blocks.extend(sheet.paragraphs.iter().map(|words| paragraph(words)));
        Cover {
            above: Some(sheet.manual.clone()),
            title: sheet.title.replace(&day, &day.replace(' ', "\u{a0}")),
            subtitle: Some(self.place(edition)),
            stamp: self.stamp(Purpose::Evidence, (facts, &[]), None),
            notices: blocks,
        }
    }
}

fn entries(group: &Group) -> [Block; 2] {
    let rows = group.entries.iter().map(|(title, facts)| {
        let title = Run::Piece(Piece::Styled { style: "strong", body: vec![Run::text(title)] });
        let title = Record { label: String::new(), body: vec![title] };
        let facts = facts.iter().map(|(label, value)| Record {
            label: label.clone(),
            body: vec![Run::text(parted(value))],
        });
        std::iter::once(title).chain(facts).collect()
    });
    [strong(&group.heading), Block::Records { rows: rows.collect() }]
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph { body: vec![Run::text(words)] }
}

fn strong(words: &str) -> Block {
    Block::Strong { body: vec![Run::text(words)] }
}

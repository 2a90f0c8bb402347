//! The manual by day: the days on which it changed, and every chapter as it then stood.

use super::PageMaker;
use super::head::Head;
use crate::finding::Finding;
use crate::manual::settings::Section;
use crate::render::view::dated::{DayChapter, DayLink, DaySection, DayView, DaysView};
use crate::resolve::EditionChapter;
use crate::site::page::{Dated, Kind};
use jiff::civil::Date;

impl<'m> PageMaker<'_, 'm> {
    pub(super) fn days(&self) -> DaysView {
        let days = self.renderer.site.days().iter().rev();
        DaysView { days: days.map(|date| self.day_link(*date)).collect() }
    }

    fn day_link(&self, date: Date) -> DayLink {
        let site = self.renderer.site;
        let amendments = self.edition.record.amendments().iter();
        let then = amendments.filter(|amendment| amendment.in_force.value == date);
        DayLink {
            date: date.to_string(),
            is_future: date > site.edition.date,
            address: self.page_address(&Kind::Day(date)),
            amendments: then.map(|amendment| self.amendment_link(amendment)).collect(),
        }
    }

    pub(super) fn day(&self, date: Date) -> Result<String, Finding> {
        let days = self.renderer.site.days();
        let chapters = self.edition.in_reading_order();
        let sections = self.edition.manual.settings.sections.iter().zip(1..);
        let sections =
            sections.map(|(section, number)| self.day_section(section, number, &chapters));
        let view = DayView {
            link: self.day_link(date),
            previous: days.range(..date).next_back().map(|date| self.day_link(*date)),
            next: days.range(date..).nth(1).map(|date| self.day_link(*date)),
            sections: sections.filter(|section| !section.chapters.is_empty()).collect(),
        };
        let words = &self.renderer.theme.words;
        let title = words.fill("title_day", &[("date", &words.day(date))]);
        self.html("day", Head::titled(title), &view)
    }

    fn day_section(
        &self,
        section: &Section,
        number: usize,
        chapters: &[EditionChapter<'m>],
    ) -> DaySection {
        let own = chapters.iter().filter(|chapter| chapter.number.section == number);
        DaySection {
            number,
            title: section.title.clone(),
            chapters: own.filter_map(|chapter| self.day_chapter(chapter)).collect(),
        }
    }

    /// The link leads to the text of that day, at the address that it keeps.
    fn day_chapter(&self, chapter: &EditionChapter<'m>) -> Option<DayChapter> {
        let document = &chapter.chapter.regional;
        let from = self.edition.record.state_on(&document.id, self.edition.date)?.from;
        let moment = self.edition.moment(document, from)?;
        let has_changed = from == self.edition.date;
        let dated = || Dated { chapter: chapter.chapter.slug.clone(), from };
        let mut link = self.chapter_link(chapter);
        link.address = self.page_address(&Kind::AsAt(dated()));
        Some(DayChapter {
            link,
            version: moment.version()?.number.to_string(),
            from: from.to_string(),
            has_changed,
            changes: moment
                .changed()
                .filter(|_| has_changed)
                .map(|_| self.page_address(&Kind::Changes(dated()))),
        })
    }
}

//! Print views: what another page shows, for paper, without anything that is of use on a screen only.

use super::head::Head;
use super::{Made, PageMaker, numbered, root};
use crate::manual::id::Slug;
use crate::manual::settings::Section;
use crate::render::Renderer;
use crate::render::paper::{self, Addresses, Joined, Paper};
use crate::render::view::print::{PrintChapter, PrintSection, PrintView, StampView};
use crate::resolve::{Edition, EditionChapter};
use crate::site::page::{Dated, Kind, Page};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The chapters that stand on a page, by their addresses.
type OnPage = BTreeMap<String, Joined>;

impl<'m> PageMaker<'_, 'm> {
    /// The print view of a page.
    pub(super) fn print(&self, shown: &Kind) -> Made {
        let view = match shown {
            Kind::Chapter(slug) => self.print_chapter(slug),
            Kind::AsAt(dated) => self.print_as_at(dated),
            Kind::Changes(dated) => self.print_changes(dated, false),
            Kind::Since(dated) => self.print_changes(dated, true),
            _ => Some(self.print_joined(shown)),
        };
        let Some(view) = view else { return Ok(None) };
        let head = Head { description: view.lead.clone(), ..Head::titled(view.title.clone()) };
        self.html("print", head, &view).map(Some)
    }

    fn print_chapter(&self, slug: &Slug) -> Option<PrintView> {
        let chapter = self.edition.chapter(slug.as_str())?;
        let (none, mut addresses) = (BTreeMap::new(), Addresses::default());
        let chapter = self.on_paper(&chapter, (0, &none), &mut addresses);
        Some(PrintView {
            title: chapter.stamp_title(),
            lead: chapter.chapter.summary.clone(),
            stamp: chapter.chapter.stamp.clone(),
            sections: vec![PrintSection { id: String::new(), link: None, chapters: vec![chapter] }],
            addresses: addresses.all,
            ..self.empty("chapter")
        })
    }

    fn print_as_at(&self, dated: &Dated) -> Option<PrintView> {
        let mut view = self.as_at_of(dated)?;
        let title = self.as_at_title(&view, dated);
        let (none, mut addresses) = (BTreeMap::new(), Addresses::default());
        let article = self.paper(String::new(), 0, &none).set(&view.article?, &mut addresses);
        view.article = Some(article);
        Some(PrintView {
            title,
            stamp: std::mem::take(&mut view.stamp),
            as_at: Some(view),
            addresses: addresses.all,
            ..self.empty("as-at")
        })
    }

    fn print_changes(&self, dated: &Dated, is_since: bool) -> Option<PrintView> {
        let view = if is_since { self.since(dated) } else { self.changes(dated) };
        let mut view = view?;
        let title = format!("{} {}", view.chapter.number, self.changes_title(&view));
        let (none, mut addresses) = (BTreeMap::new(), Addresses::default());
        let paper = self.paper(String::new(), 0, &none);
        view.article = paper.set(&view.article, &mut addresses);
        Some(PrintView {
            title: title.trim().to_owned(),
            stamp: std::mem::take(&mut view.stamp),
            changes: Some(view),
            addresses: addresses.all,
            ..self.empty(if is_since { "since" } else { "changes" })
        })
    }

    /// The print view of a section or of the whole manual.
    fn print_joined(&self, shown: &Kind) -> PrintView {
        let settings = &self.edition.manual.settings;
        let sections = joined_sections(&self.edition, shown);
        let is_manual = *shown == Kind::Home;
        let lower = if is_manual { 2 } else { 1 };
        let on_page = self.on_page(&sections);
        let mut addresses = Addresses::default();
        let mut set = |(section, chapters): &(&'m Section, Vec<EditionChapter<'m>>)| {
            let chapters = chapters.iter();
            PrintSection {
                id: paper::section_id(section.id.as_str()),
                link: is_manual.then(|| self.section_link(section)),
                chapters: chapters
                    .map(|chapter| self.on_paper(chapter, (lower, &on_page), &mut addresses))
                    .collect(),
            }
        };
        let parts: Vec<PrintSection> = sections.iter().map(&mut set).collect();
        let (title, lead) = match sections.first().filter(|_| !is_manual) {
            Some((section, _)) => {
                let number = settings.section_number(&section.id).unwrap_or_default();
                (format!("{number} {}", section.title), section.summary.clone())
            }
            None => (settings.title.clone(), settings.subtitle.clone()),
        };
        let heads = Page {
            within: self.page.within.clone(),
            kind: Kind::RunningHeads(Box::new(shown.clone())),
        };
        PrintView {
            stamp: self.joined_stamp(title.clone(), shown.clone()),
            title,
            lead,
            heads: Some(self.address(&heads.address())),
            sections: parts,
            addresses: addresses.all,
            ..self.empty(if is_manual { "manual" } else { "section" })
        }
    }

    /// A print view of nothing yet.
    fn empty(&self, shows: &'static str) -> PrintView {
        let sheet = self.renderer.theme.words.say("print_page");
        let (before, rest) = sheet.split_once("{page}").unwrap_or(("", &sheet));
        let (between, after) = rest.split_once("{pages}").unwrap_or((rest, ""));
        PrintView {
            shows,
            title: String::new(),
            lead: None,
            stamp: StampView::default(),
            heads: None,
            sheet: [before, between, after].map(str::to_owned),
            sections: Vec::new(),
            as_at: None,
            changes: None,
            addresses: Vec::new(),
        }
    }

    /// A chapter as it stands in a print view.
    fn on_paper(
        &self,
        chapter: &EditionChapter<'m>,
        (lower, on_page): (u8, &OnPage),
        addresses: &mut Addresses,
    ) -> PrintChapter {
        let slug = chapter.chapter.slug.as_str();
        let prefix = if on_page.is_empty() { String::new() } else { paper::prefix(slug) };
        let mut view = self.chapter(chapter);
        let mut paper = self.paper(prefix, lower, on_page);
        if !on_page.is_empty() {
            paper.number.clone_from(&view.number);
        }
        view.article = paper.set(&view.article, addresses);
        for notice in &mut view.notices {
            notice.html = paper.set(&notice.html, addresses);
            let id = notice.heading_id.take();
            notice.heading_id = id.map(|id| format!("{}{id}", paper.prefix));
        }
        PrintChapter { id: paper::chapter_id(slug), slug: slug.to_owned(), chapter: view }
    }

    fn paper<'p>(&'p self, prefix: String, lower: u8, joined: &'p OnPage) -> Paper<'p> {
        let base = self.renderer.options.base_url.unwrap_or("/");
        Paper { prefix, number: String::new(), lower, root: &self.root, base, joined }
    }

    fn on_page(&self, sections: &[(&'m Section, Vec<EditionChapter<'m>>)]) -> OnPage {
        let chapters = sections.iter().flat_map(|(_, chapters)| chapters);
        let joined = chapters.map(|chapter| {
            let slug = &chapter.chapter.slug;
            let prefix = paper::prefix(slug.as_str());
            let address = self.page_address(&Kind::Chapter(slug.clone()));
            (address, Joined { prefix, number: chapter.number.to_string() })
        });
        joined.collect()
    }
}

impl PrintChapter {
    fn stamp_title(&self) -> String {
        format!("{} {}", self.chapter.number, self.chapter.title)
    }
}

/// The sections that a print view joins, each with its chapters in force.
fn joined_sections<'m>(
    edition: &Edition<'m>,
    shown: &Kind,
) -> Vec<(&'m Section, Vec<EditionChapter<'m>>)> {
    let all = edition.in_reading_order();
    let sections = edition.manual.settings.sections.iter();
    let wanted = sections.filter(|section| match shown {
        Kind::Section(id) => *id == section.id,
        _ => true,
    });
    let with_chapters = wanted.map(|section| {
        let own = all.iter().filter(|chapter| chapter.chapter.section == section.id);
        (section, own.copied().collect())
    });
    with_chapters.collect()
}

/// The style sheet that says, for each chapter of a print view, what stands at the head and foot of its sheets.
pub(super) fn running_heads<'m>(
    renderer: &Renderer<'_, 'm>,
    edition: Edition<'m>,
    shown: &Kind,
) -> String {
    let within = edition.partnership.map(|own| own.id.clone());
    let page = Page { within, kind: Kind::Print(Box::new(shown.clone())) };
    let maker = PageMaker { renderer, edition, root: root(renderer, &page), page: &page };
    let mut css = String::new();
    for (section, chapters) in joined_sections(&edition, shown) {
        let mut first = format!("#{}, ", paper::section_id(section.id.as_str()));
        for chapter in chapters {
            let slug = &chapter.chapter.slug;
            let foot = maker.chapter_stamp(&chapter).foot;
            let (head, foot) = (paper::css_string(&numbered(&chapter)), paper::css_string(&foot));
            let _ = writeln!(
                css,
                "@page c-{slug} {{ @top-left {{ content: {head} }} @bottom-left {{ content: {foot} }} }}\n\
                 {first}#{} {{ page: c-{slug} }}",
                paper::chapter_id(slug.as_str())
            );
            first.clear();
        }
    }
    css
}

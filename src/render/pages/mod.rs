//! From what the site knows about a page to the view that its template sees, and on to its bytes.

mod accessibility;
mod amendments;
mod changes;
mod chapter;
mod check;
mod data;
mod dated;
mod days;
mod feed;
mod frame;
mod head;
mod legislation;
mod links;
mod local;
mod offline;
mod print;
mod redirects;
mod registers;
mod search;
mod stamp;

use super::view::ChapterLink;
use super::view::legislation::ProvisionLink;
use super::{Renderer, copy, filler::PageFiller, html, policy, view};
use crate::finding::Finding;
use crate::manual::document::DocumentId;
use crate::manual::id::SectionId;
use crate::manual::register::Provision;
use crate::prose::Prose;
use crate::resolve::{Edition, EditionChapter};
use crate::site::Site;
use crate::site::address::Address;
use crate::site::page::{Kind, Page};
use head::Head;
use serde::Serialize;
use tera::{Context, Value};

/// The bytes of a page; none for a page that the site does not have.
pub fn render(renderer: &Renderer<'_, '_>, page: &Page) -> Result<Vec<u8>, Finding> {
    match &page.kind {
        Kind::Data => return Ok(data::manual_json(renderer).into_bytes()),
        Kind::Redirects(file) => return Ok(redirects::redirects(renderer, *file).into_bytes()),
        Kind::CopyList => return copy::list(renderer, page.within.as_ref()),
        Kind::Headers => {
            return Ok(policy::headers_file(renderer.theme).into_bytes());
        }
        Kind::RunningHeads(shown) => {
            let edition = edition_of(renderer.site, page);
            return Ok(print::running_heads(renderer, edition, shown).into_bytes());
        }
        Kind::Colours => return Ok(local::colours(renderer.site).into_bytes()),
        Kind::Logo(_, file) | Kind::Attachment(file) => {
            return Ok(renderer.files.get(file).unwrap_or_default().to_vec());
        }
        _ => {}
    }
    let edition = edition_of(renderer.site, page);
    let maker = PageMaker { renderer, edition, root: root(renderer, page), page };
    if let Some(partnership) = maker.partnership_left() {
        return maker.left(partnership).map(|text| text.unwrap_or_default().into_bytes());
    }
    let made = match &page.kind {
        Kind::Chapter(_) | Kind::Withdrawn(_) | Kind::Forthcoming(_) | Kind::Alias { .. } => {
            maker.page_of_chapter()
        }
        Kind::History(slug) => maker.history(slug),
        Kind::AsAt(dated) => maker.as_at(dated),
        Kind::Changes(dated) => maker.changes_page(maker.changes(dated)),
        Kind::Since(dated) => maker.changes_page(maker.since(dated)),
        Kind::Print(shown) => maker.print(shown),
        Kind::Check => maker.check(None),
        Kind::CheckDigit(digit) => maker.check(Some(*digit)),
        Kind::Amendment(id) => maker.amendment_page(id),
        Kind::AmendmentsBy(filter) => maker.amendments(Some(filter)),
        Kind::Feed(feed) => maker.feed(feed),
        Kind::Section(id) => maker.section_page(id),
        _ => maker.page_of_manual().map(Some),
    };
    made.map(|text| text.unwrap_or_default().into_bytes())
}

/// What a page shows: on the page of a day, what was recorded for that day.
fn edition_of<'m>(site: &Site<'m>, page: &Page) -> Edition<'m> {
    let partnerships = &site.edition.manual.partnerships;
    let edition = site.edition.within(page.within.as_ref().and_then(|id| partnerships.get(id)));
    let kind = match &page.kind {
        Kind::Print(shown) => shown,
        kind => kind,
    };
    match kind {
        Kind::AsAt(dated) | Kind::Changes(dated) => edition.at(dated.from),
        Kind::Day(date) => edition.at(*date),
        Kind::Since(_) => edition.at(edition.date),
        _ => edition,
    }
}

/// The path of the site on its host, with a slash at both ends.
fn base_path<'b>(renderer: &Renderer<'b, '_>) -> &'b str {
    let after_scheme = renderer.options.base_url.and_then(|url| url.split_once("://"));
    let path = after_scheme.and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    path.unwrap_or("/")
}

/// A page as text; none if the site does not have it.
type Made = Result<Option<String>, Finding>;

/// The way from a page to the site's root. The page that says that nothing was found is shown at any
/// address, so its way is the path of the site itself.
///
/// A feed is read away from the site, so that its way is the site's whole address.
fn root(renderer: &Renderer<'_, '_>, page: &Page) -> String {
    if let (Kind::Feed(_), Some(base)) = (&page.kind, renderer.options.base_url) {
        return base.to_owned();
    }
    if page.kind != Kind::NotFound {
        return page.address().to_root();
    }
    renderer.options.preview.map_or_else(|| base_path(renderer), |preview| preview.root).to_owned()
}

/// See [`super::draft_changes`].
pub fn draft_changes(renderer: &Renderer<'_, '_>, document: &DocumentId) -> Option<String> {
    let page = Page::regional(Kind::Home);
    let root = renderer.options.preview.map_or("/", |preview| preview.root).to_owned();
    PageMaker { renderer, edition: renderer.site.edition, root, page: &page }
        .draft_passages(document)
}

/// A chapter's number and title.
fn numbered(chapter: &EditionChapter<'_>) -> String {
    format!("{} {}", chapter.number, chapter.text.title.value)
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Alias {
    chapter: ChapterLink,
}

/// Makes the view of one page.
struct PageMaker<'r, 'm> {
    renderer: &'r Renderer<'r, 'm>,
    /// What the page shows: for the page of a past day, the edition of that day.
    edition: Edition<'m>,
    /// The way from the page to the site's root.
    root: String,
    page: &'r Page,
}

impl<'m> PageMaker<'_, 'm> {
    /// A page that stands for itself.
    fn page_of_manual(&self) -> Result<String, Finding> {
        let words = &self.renderer.theme.words;
        let titled = |key: &str| Head {
            description: words.phrase(&key.replace("title_", "about_")).map(str::to_owned),
            ..Head::titled(words.say(key))
        };
        match &self.page.kind {
            Kind::Home if let Some(own) = self.edition.partnership => {
                Ok(self.partnership_home(own)?.unwrap_or_default())
            }
            Kind::Home => self.html("home", self.home_head(), &self.home()),
            Kind::Days => self.html("days", titled("title_days"), &self.days()),
            Kind::Day(date) => self.day(*date),
            Kind::Amendments => Ok(self.amendments(None)?.unwrap_or_default()),
            Kind::Legislation => {
                self.html("legislation", titled("title_legislation"), &self.legislation())
            }
            Kind::Glossary => self.html("glossary", titled("title_glossary"), &self.glossary()),
            Kind::Search => self.search(None),
            Kind::SearchLetter(letter) => self.search(Some(letter)),
            Kind::Contacts => self.html("contacts", titled("title_contacts"), &self.contacts()),
            Kind::Links => {
                let head = Head::titled(self.renderer.theme.words.say("title_links"));
                self.html("links", head, &self.links())
            }
            Kind::Sitemap => self.template("sitemap.xml", &self.sitemap()),
            Kind::Robots => Ok(self.robots()),
            Kind::Worker => self.template("sw.js", &self.worker()),
            Kind::Manifest => self.template("manifest.webmanifest", &self.manifest()),
            Kind::Icon => self.template("icon.svg", &self.icon()),
            Kind::Offline => self.html("offline", titled("title_offline"), &self.offline()),
            Kind::Accessibility => {
                self.html("accessibility", titled("title_accessibility"), &self.accessibility())
            }
            _ => self.html("not-found", titled("title_not_found"), &Empty {}),
        }
    }

    /// The page at a chapter's own address.
    fn page_of_chapter(&self) -> Made {
        match &self.page.kind {
            Kind::Chapter(slug) => {
                let Some(chapter) = self.edition.chapter(slug.as_str()) else { return Ok(None) };
                let head = Head {
                    description: chapter.text.words().summary.map(str::to_owned),
                    ..Head::titled(numbered(&chapter))
                };
                self.html("chapter", head, &self.chapter(&chapter)).map(Some)
            }
            Kind::Withdrawn(slug) => {
                let Some(view) = self.withdrawn(slug) else { return Ok(None) };
                let head = Head::titled(view.title.clone());
                self.html("withdrawn", head, &view).map(Some)
            }
            Kind::Forthcoming(slug) => {
                let Some(view) = self.forthcoming(slug) else { return Ok(None) };
                let head = Head::titled(view.title.clone());
                self.html("forthcoming", head, &view).map(Some)
            }
            Kind::Alias { chapter, .. } => {
                let Some(chapter) = self.edition.chapter(chapter.as_str()) else {
                    return Ok(None);
                };
                let head = Head::titled(self.renderer.theme.words.say("title_moved"));
                let view = Alias { chapter: self.chapter_link(&chapter) };
                self.html("alias", head, &view).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn section_page(&self, id: &SectionId) -> Made {
        let Some(section) = self.edition.manual.settings.section(id) else { return Ok(None) };
        let head =
            Head { description: section.summary.clone(), ..Head::titled(section.title.clone()) };
        self.html("section", head, &self.section(section)).map(Some)
    }

    /// Makes an HTML page with the template `kind`.
    fn html<V: Serialize>(
        &self,
        kind: &'static str,
        head: Head,
        view: &V,
    ) -> Result<String, Finding> {
        let frame = self.frame(kind, head);
        self.with_context(&format!("{kind}.html"), Some(Value::from_serializable(&frame)), view)
    }

    /// Makes a page that has no frame.
    fn template<V: Serialize>(&self, name: &str, view: &V) -> Result<String, Finding> {
        self.with_context(name, None, view)
    }

    fn with_context<V: Serialize>(
        &self,
        name: &str,
        frame: Option<Value>,
        view: &V,
    ) -> Result<String, Finding> {
        let mut context = Context::new();
        if let Some(frame) = frame {
            context.insert_value("frame", frame);
        }
        context.insert_value("page", Value::from_serializable(view));
        self.renderer.theme.render(name, &context)
    }

    fn address(&self, address: &Address) -> String {
        address.from_root(self.renderer.options.link_style)
    }

    /// The HTML of a short text that belongs to no chapter.
    fn passage(&self, prose: &Prose) -> String {
        let mut out = String::new();
        let mut filler = PageFiller::new(self.renderer, self.edition, &self.root, None);
        html::fragment(prose, &self.renderer.theme.labels).fill(&mut out, &mut filler);
        out
    }

    /// Where a page is for a reader of this one: in the same partnership's site, if it has such a page.
    fn page_address(&self, kind: &Kind) -> String {
        let page = self.renderer.site.located(self.edition.partnership, kind.clone());
        self.address(&page.address())
    }

    fn chapter_link(&self, chapter: &EditionChapter<'m>) -> ChapterLink {
        let page = self.renderer.site.page_of(&self.edition, chapter.chapter);
        ChapterLink {
            number: chapter.number.to_string(),
            title: chapter.text.title.value.clone(),
            summary: chapter.text.words().summary.map(str::to_owned),
            address: self.address(&page.address()),
        }
    }

    /// Links to chapters, in reading order; those not in force are left out.
    fn chapter_links<'a>(&self, slugs: impl Iterator<Item = &'a str>) -> Vec<ChapterLink> {
        let mut chapters: Vec<EditionChapter<'m>> =
            slugs.filter_map(|slug| self.edition.chapter(slug)).collect();
        chapters.sort_by_key(|chapter| (chapter.number, &chapter.chapter.slug));
        chapters.iter().map(|chapter| self.chapter_link(chapter)).collect()
    }

    fn provision_link(&self, provision: &Provision) -> ProvisionLink {
        ProvisionLink {
            citation: provision.short_citation().to_owned(),
            title: provision.title.clone(),
            status: provision.status_on(self.edition.date).as_str(),
            anchor: view::anchor(&provision.id),
        }
    }

    fn provision_links<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<ProvisionLink> {
        let legislation = &self.edition.manual.registers.legislation;
        ids.filter_map(|id| legislation.get(id)).map(|entry| self.provision_link(entry)).collect()
    }
}

//! From what the site knows about a page to the view that its template sees, and on to its bytes.

mod amendments;
mod chapter;
mod data;
mod frame;
mod registers;

use super::view::ChapterLink;
use super::view::legislation::ProvisionLink;
use super::{Renderer, filler::PageFiller, html, view};
use crate::finding::Finding;
use crate::manual::register::Provision;
use crate::prose::Prose;
use crate::resolve::{Edition, EditionChapter};
use crate::site::address::Address;
use crate::site::page::Page;
use frame::Head;
use serde::Serialize;
use tera::{Context, Value};

/// The bytes of a page.
pub fn render(renderer: &Renderer<'_, '_>, page: &Page) -> Result<Vec<u8>, Finding> {
    let edition = renderer.site.edition;
    let maker = PageMaker { renderer, edition, root: root(renderer, page), page };
    let words = &renderer.theme.words;
    let text = match page {
        Page::Home => maker.html("home", Head::titled(String::new()), &maker.home()),
        Page::Section(id) => {
            let Some(section) = renderer.site.edition.manual.settings.section(id) else {
                return Ok(Vec::new());
            };
            let head = Head { title: section.title.clone(), description: section.summary.clone() };
            maker.html("section", head, &maker.section(section))
        }
        Page::Chapter(slug) => {
            let Some(chapter) = renderer.site.edition.chapter(slug.as_str()) else {
                return Ok(Vec::new());
            };
            let head = Head {
                title: format!("{} {}", chapter.number, chapter.text.title.value),
                description: chapter.text.summary.clone(),
            };
            maker.html("chapter", head, &maker.chapter(&chapter))
        }
        Page::Withdrawn(slug) => match maker.withdrawn(slug) {
            None => return Ok(Vec::new()),
            Some(view) => maker.html("withdrawn", Head::titled(view.title.clone()), &view),
        },
        Page::Alias { chapter, .. } => {
            let Some(chapter) = renderer.site.edition.chapter(chapter.as_str()) else {
                return Ok(Vec::new());
            };
            let head = Head::titled(words.say("title_moved"));
            maker.html("alias", head, &Alias { chapter: maker.chapter_link(&chapter) })
        }
        Page::Amendments => {
            let head = Head::titled(words.say("title_amendments"));
            maker.html("amendments", head, &maker.amendments())
        }
        Page::Legislation => {
            let head = Head::titled(words.say("title_legislation"));
            maker.html("legislation", head, &maker.legislation())
        }
        Page::Glossary => {
            maker.html("glossary", Head::titled(words.say("title_glossary")), &maker.glossary())
        }
        Page::Contacts => {
            maker.html("contacts", Head::titled(words.say("title_contacts")), &maker.contacts())
        }
        Page::NotFound => {
            maker.html("not-found", Head::titled(words.say("title_not_found")), &Empty {})
        }
        Page::Sitemap => maker.template("sitemap.xml", &maker.sitemap()),
        Page::Data => Ok(data::manual_json(renderer)),
        Page::Attachment(file) => {
            return Ok(renderer.files.get(file).unwrap_or_default().to_vec());
        }
    };
    text.map(String::into_bytes)
}

/// The way from a page to the site's root. The page that says that nothing was found is shown at any
/// address, so its way is the path of the site itself.
fn root(renderer: &Renderer<'_, '_>, page: &Page) -> String {
    if *page != Page::NotFound {
        return page.address().to_root();
    }
    let after_scheme = renderer.options.base_url.and_then(|url| url.split_once("://"));
    let path = after_scheme.and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    if renderer.options.is_preview { "/" } else { path.unwrap_or("/") }.to_owned()
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

    fn chapter_link(&self, chapter: &EditionChapter<'_>) -> ChapterLink {
        let page = Page::Chapter(chapter.chapter.slug.clone());
        ChapterLink {
            number: chapter.number.to_string(),
            title: chapter.text.title.value.clone(),
            summary: chapter.text.summary.clone(),
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

//! The editor's bar: what a page shows, how else it can be shown, and what was found in it.

use super::notes::{self, FindingView};
use super::server::{DESK, Preview};
use super::snapshot::Snapshot;
use super::view::View;
use crate::check::record::DRAFT;
use crate::finding::format::Files;
use crate::finding::{Finding, Level};
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::render::Renderer;
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::page::{Kind, Page};
use crate::source::path::VPath;
use serde::Serialize;
use tera::Context;

/// Where the reader is.
pub(super) struct At<'a> {
    pub(super) view: &'a View,
    /// The address within the view.
    pub(super) path: &'a str,
    /// The page that is there; none, if there is none.
    pub(super) page: Option<&'a Page>,
}

/// What the template of the bar sees.
#[derive(Serialize)]
struct Bar {
    state: String,
    styles: u64,
    scripts: u64,
    /// What is shown, in a word or two.
    label: String,
    /// Whether the files of this page cannot be read.
    has_error: bool,
    trouble: Option<String>,
    theme_faults: Vec<FindingView>,
    documents: Vec<DocumentView>,
    findings: Vec<FindingView>,
    views: Vec<Link>,
    coming: Vec<Link>,
    day: String,
    path: String,
    places: Vec<Link>,
    touched: Vec<Link>,
    n_drafts: usize,
    n_errors: usize,
    n_warnings: usize,
    n_advice: usize,
    is_checked: bool,
    /// Where amendments are recorded, if they may be.
    record: Option<String>,
}

#[derive(Serialize)]
struct Link {
    name: String,
    address: String,
    is_current: bool,
    day: Option<String>,
}

/// A document whose text the page shows.
#[derive(Serialize)]
struct DocumentView {
    id: String,
    title: String,
    file: String,
    is_draft: bool,
    version: Option<String>,
    review_due: Option<String>,
    is_overdue: bool,
}

/// The page with the bar, and with what was found in its texts beside them.
pub(super) fn dress(
    preview: &Preview,
    snapshot: &Snapshot,
    at: &At<'_>,
    bytes: Vec<u8>,
) -> Vec<u8> {
    let Ok(html) = String::from_utf8(bytes) else { return Vec::new() };
    let bar = snapshot.with(at.view, &snapshot.look.theme, |renderer| {
        let documents = documents(renderer, at.page);
        let findings = findings(snapshot, at, &documents);
        let files = Files { tree: &snapshot.files, prefix: &preview.prefix };
        let html = notes::place(&html, &findings, files, &snapshot.look.desk);
        let maker = Maker { preview, snapshot, at, site: renderer.site };
        let bar = maker.bar(&documents, &findings);
        let mut context = Context::new();
        context.insert_value("page", tera::Value::from_serializable(&bar));
        let bar = snapshot.look.desk.render("bar.html", &context);
        into_page(&html, &bar.unwrap_or_default())
    });
    bar.unwrap_or(html).into_bytes()
}

/// Puts the bar at the beginning of the body, and its style and script first in the head.
fn into_page(html: &str, bar: &str) -> String {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{DESK}desk.css\">\n\
         <script src=\"{DESK}desk.js\" defer></script>\n"
    );
    let in_head = html.find("<link ").or_else(|| html.find("</head>")).unwrap_or_default();
    let in_body = start_of_body(html).unwrap_or(html.len()).max(in_head);
    let part = |range: std::ops::Range<usize>| html.get(range).unwrap_or_default();
    [part(0..in_head), &head, part(in_head..in_body), "\n", bar, part(in_body..html.len())].concat()
}

/// Where the body begins, after the link that skips to the content, if that stands first.
fn start_of_body(html: &str) -> Option<usize> {
    let body = html.find("<body")?;
    let start = body + html.get(body..)?.find('>')? + 1;
    let rest = html.get(start..)?;
    let skip = rest.trim_start().starts_with("<a ").then(|| rest.find("</a>")).flatten();
    Some(start + skip.map_or(0, |end| end + "</a>".len()))
}

/// The documents whose text a page shows.
fn documents<'m>(renderer: &Renderer<'_, 'm>, page: Option<&Page>) -> Vec<&'m Document> {
    let Some(page) = page else { return Vec::new() };
    let manual = renderer.site.edition.manual;
    let chapter = page.kind.chapter().and_then(|slug| manual.chapters.get(slug));
    let addition = chapter.zip(page.within.as_ref()).and_then(|(c, own)| c.additions.get(own));
    chapter.map(|chapter| &chapter.regional).into_iter().chain(addition).collect()
}

/// What was found in the files of which a page is made.
fn findings<'s>(snapshot: &'s Snapshot, at: &At<'_>, documents: &[&Document]) -> Vec<&'s Finding> {
    let mut files: Vec<VPath> = documents.iter().map(|document| document.file.clone()).collect();
    let named = match at.page.map(|page| &page.kind) {
        Some(Kind::Home) => match at.page.and_then(|page| page.within.as_ref()) {
            Some(own) => Some(format!("partnerships/{own}.yaml")),
            None => Some("manual.yaml".to_owned()),
        },
        Some(Kind::Legislation) => Some("registers/legislation.yaml".to_owned()),
        Some(Kind::Glossary) => Some("registers/terms.yaml".to_owned()),
        Some(Kind::Contacts) => Some("registers/contacts.yaml".to_owned()),
        Some(Kind::Amendment(id)) => Some(format!("amendments/{id}.yaml")),
        _ => None,
    };
    files.extend(named.and_then(|name| VPath::new(&name)));
    // That a text is a draft is said above.
    let found = files.iter().flat_map(|file| snapshot.told.of(file));
    found.filter(|finding| finding.rule.code != DRAFT.code).collect()
}

struct Maker<'a, 'm> {
    preview: &'a Preview,
    snapshot: &'a Snapshot,
    at: &'a At<'a>,
    site: &'a Site<'m>,
}

impl<'m> Maker<'_, 'm> {
    fn bar(&self, documents: &[&Document], findings: &[&Finding]) -> Bar {
        let (snapshot, at) = (self.snapshot, self.at);
        let files = Files { tree: &snapshot.files, prefix: &self.preview.prefix };
        let themed = Files { tree: &snapshot.look.theme.files, prefix: "theme: " };
        let told = &snapshot.told;
        let drafts = snapshot.manual.documents().filter(|document| document.is_draft());
        Bar {
            state: self.preview.state(snapshot),
            styles: snapshot.look.styles,
            scripts: snapshot.look.scripts,
            label: self.label(documents),
            has_error: self.is_unreadable(documents),
            trouble: snapshot.trouble.clone(),
            theme_faults: views_of(snapshot.theme_faults().iter(), themed),
            documents: documents.iter().map(|document| self.document(document)).collect(),
            findings: views_of(findings.iter().copied(), files),
            views: self.views(),
            coming: self.coming(),
            day: snapshot.day_of(at.view).unwrap_or(snapshot.date).to_string(),
            path: at.path.to_owned(),
            places: self.places(),
            touched: self.touched(documents),
            n_drafts: drafts.count(),
            n_errors: told.count(Level::Error),
            n_warnings: told.count(Level::Warning),
            n_advice: told.count(Level::Advice),
            is_checked: told.is_checked(),
            record: self.preview.token.as_ref().map(|_| format!("{DESK}record/")),
        }
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.snapshot.look.desk.words.fill(key, values)
    }

    fn label(&self, documents: &[&Document]) -> String {
        let is_recorded =
            !documents.is_empty() && !documents.iter().any(|document| document.is_draft());
        match self.at.view {
            View::Draft | View::Changes if is_recorded => self.say("desk_state_recorded", &[]),
            View::Draft => self.say("desk_view_draft", &[]),
            View::Changes => self.say("desk_view_changes", &[]),
            View::Public => self.say("desk_view_public", &[]),
            View::On(date) => {
                let date = self.snapshot.look.desk.words.day(*date);
                self.say("desk_view_on", &[("date", &date)])
            }
            View::After(id) => {
                let amendment = self.snapshot.manual.amendments.get(id);
                let title = amendment.map(|amendment| amendment.title.value.as_str());
                self.say("desk_view_after", &[("title", title.unwrap_or_default())])
            }
        }
    }

    /// Whether the newest text of the page cannot be read, so that an older one is shown.
    fn is_unreadable(&self, documents: &[&Document]) -> bool {
        let unreadable = &self.snapshot.unreadable;
        documents.iter().any(|document| unreadable.contains(&document.id.chapter))
    }

    fn document(&self, document: &Document) -> DocumentView {
        let chapter = self.snapshot.manual.chapters.get(&document.id.chapter);
        let review_due = match &document.id.partnership {
            None => chapter.and_then(|chapter| chapter.administration.review_due.as_ref()),
            Some(_) => document.upkeep.review_due.as_ref(),
        };
        DocumentView {
            id: document.id.to_string(),
            title: document.working.title.value.clone(),
            file: format!("{}{}", self.preview.prefix, document.file),
            is_draft: document.is_draft(),
            version: document.newest().map(|newest| newest.number.to_string()),
            review_due: review_due.map(|due| due.value.to_string()),
            is_overdue: review_due.is_some_and(|due| due.value < self.snapshot.date),
        }
    }

    fn views(&self) -> Vec<Link> {
        let views = [
            ("desk_view_draft", View::Draft),
            ("desk_view_changes", View::Changes),
            ("desk_view_public", View::Public),
        ];
        let link = |(key, view): (&str, View)| self.link(self.say(key, &[]), &view, None);
        views.into_iter().map(link).collect()
    }

    fn coming(&self) -> Vec<Link> {
        let all = self.snapshot.manual.amendments.values();
        let coming = all.filter(|amendment| amendment.in_force.value > self.snapshot.date);
        let link = |amendment: &crate::manual::amendment::Amendment| {
            let day = Some(amendment.in_force.value.to_string());
            let view = View::After(amendment.id.clone());
            self.link(amendment.title.value.clone(), &view, day)
        };
        coming.map(link).collect()
    }

    /// The same page in a view.
    fn link(&self, name: String, view: &View, day: Option<String>) -> Link {
        let address = format!("{view}{}", self.at.path);
        Link { name, address, is_current: view == self.at.view, day }
    }

    fn address(&self, page: &Page) -> String {
        let style = crate::site::address::LinkStyle::Served;
        format!("{}{}", self.at.view.root(), page.address().from_root(style))
    }

    /// The region and the partnerships, each with this page, or its home, in its site.
    fn places(&self) -> Vec<Link> {
        let date = self.site.edition.date;
        let members = self.site.partnerships().filter(|own| own.is_member_on(date));
        let kind = self.at.page.map_or(Kind::Home, |page| page.kind.clone());
        let within = self.at.page.and_then(|page| page.within.as_ref());
        let region = (None, self.say("desk_region", &[]));
        let own = members.map(|own| (Some(own), own.short_name().to_owned()));
        let link =
            |(partnership, name): (Option<&'m crate::manual::partnership::Partnership>, _)| {
                let page = self.site.located(partnership, kind.clone());
                let id = partnership.map(|own| &own.id);
                let is_there = page.within.as_ref() == id;
                let page = if is_there { page } else { self.site.located(partnership, Kind::Home) };
                Link { name, address: self.address(&page), is_current: within == id, day: None }
            };
        std::iter::once(region).chain(own).map(link).collect()
    }

    /// The other pages that the drafts of this page touch: those that refer to its chapter, and those on
    /// which other readers have its text.
    fn touched(&self, documents: &[&Document]) -> Vec<Link> {
        let Some(draft) = documents.iter().find(|document| document.is_draft()) else {
            return Vec::new();
        };
        let slug = &draft.id.chapter;
        let edition = self.site.edition;
        let link = |name, page: &Page| Link {
            name,
            address: self.address(page),
            is_current: false,
            day: None,
        };
        let referring = self.site.links().to_chapter(slug).filter_map(|from| {
            let title = &edition.chapter(from.as_str())?.text.title.value;
            let page = Page::regional(Kind::Chapter(from.clone()));
            Some(link(self.say("desk_touched_refers", &[("title", title)]), &page))
        });
        let mut touched: Vec<Link> = referring.collect();
        if draft.id.partnership.is_none() {
            touched.extend(self.read_by(edition, slug).map(|(name, page)| link(name, &page)));
        }
        touched
    }

    /// The pages of a chapter in the sites of partnerships.
    fn read_by<'a>(
        &'a self,
        edition: Edition<'m>,
        slug: &'a Slug,
    ) -> impl Iterator<Item = (String, Page)> + 'a {
        let chapter = edition.manual.chapters.get(slug);
        let members = self.site.partnerships().filter(move |own| own.is_member_on(edition.date));
        members.map(move |own| {
            let adds = chapter.is_some_and(|chapter| chapter.additions.contains_key(&own.id));
            let key = if adds { "desk_touched_addition" } else { "desk_touched_partnership" };
            let page = Page { within: Some(own.id.clone()), kind: Kind::Chapter(slug.clone()) };
            (self.say(key, &[("name", own.short_name())]), page)
        })
    }
}

/// Findings as a page shows them.
pub(super) fn views_of<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    files: Files<'_>,
) -> Vec<FindingView> {
    findings.map(|finding| FindingView::new(finding, files)).collect()
}

#[cfg(test)]
mod tests {
    use super::into_page;

    #[test]
    fn the_bar_stands_after_the_link_that_skips_to_the_content() {
        let page = "<html><head><link rel=\"x\"></head><body class=\"a\">\n<a href=\"#main\">Skip</a><main></main></body></html>";
        let dressed = into_page(page, "BAR");
        assert!(
            dressed.contains("<body class=\"a\">\n<a href=\"#main\">Skip</a>\nBAR<main>"),
            "{dressed}"
        );
        let script = dressed.find("desk.js").unwrap();
        assert!(script < dressed.find("<link rel=\"x\">").unwrap());
    }

    #[test]
    fn pages_of_other_themes_have_it_too() {
        assert!(into_page("<head></head><body><p>A</p></body>", "BAR").contains("<body>\nBAR<p>A"));
        assert!(into_page("<p>A</p>", "BAR").ends_with("<p>A</p>\nBAR"));
    }
}

//! A state of the manual, from which requests are answered. It borrows nothing and never changes, so that
//! many can be answered at once, and an answer that takes long keeps nobody from the next state.

use super::look::Look;
use super::told::Told;
use super::view::View;
use crate::finding::{Finding, Findings};
use crate::manual::Manual;
use crate::manual::changed::Changed;
use crate::manual::id::Slug;
use crate::record::Record;
use crate::record::index::Index;
use crate::render::theme::{ASSETS, Theme};
use crate::render::{self, Options, Preview, Renderer};
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page, Pdfs};
use crate::site::plan::Plan;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// More views than that are planned again when they are asked for.
const MOST_VIEWS: usize = 6;

/// What was read, of which a state is made.
#[derive(Debug)]
pub(super) struct Read {
    /// The files.
    pub(super) files: Arc<FileTree>,
    /// What they say; where they cannot be read, what they last said.
    pub(super) manual: Arc<Manual>,
    /// The chapters of which an earlier text is shown, because the newest cannot be read.
    pub(super) unreadable: BTreeSet<Slug>,
    /// What is wrong with them.
    pub(super) told: Told,
    /// How it looks.
    pub(super) look: Arc<Look>,
}

/// The manual at one moment: see [`Read`].
#[derive(Debug)]
pub(super) struct Snapshot {
    /// Counts the states that were shown.
    pub(super) number: u64,
    /// The day for which it is shown.
    pub(super) date: Date,
    pub(super) files: Arc<FileTree>,
    pub(super) manual: Arc<Manual>,
    pub(super) unreadable: BTreeSet<Slug>,
    pub(super) told: Told,
    pub(super) look: Arc<Look>,
    /// Why the files could not be read again, if they could not.
    pub(super) trouble: Option<String>,
    index: Arc<Index>,
    views: Mutex<BTreeMap<View, Arc<Planned>>>,
}

/// What a view needs to know of all chapters together.
#[derive(Debug)]
struct Planned {
    index: Arc<Index>,
    plan: Arc<Plan>,
    /// The files of the search, made when one is first asked for.
    search: OnceLock<BTreeMap<VPath, Vec<u8>>>,
}

/// What stands at an address.
#[derive(Debug)]
pub(super) enum Found {
    /// A page of the manual, its file and its bytes.
    Page(Page, VPath, Vec<u8>),
    /// A file that is no page.
    File(Vec<u8>),
    /// The address is that of a folder, and lacks its last stroke.
    Folder,
    /// A page that cannot be made.
    Fault(Box<Finding>),
    /// Nothing; and what the manual says of that.
    Nothing(Vec<u8>),
}

impl Snapshot {
    /// The first state.
    pub(super) fn first(date: Date, read: Read) -> Self {
        let index = Arc::new(Index::of(&read.manual.amendments));
        Self::of((0, date), index, read)
    }

    fn of((number, date): (u64, Date), index: Arc<Index>, read: Read) -> Self {
        let Read { files, manual, unreadable, told, look } = read;
        let (trouble, views) = (None, Mutex::default());
        Self { number, date, files, manual, unreadable, told, look, trouble, index, views }
    }

    /// The state after a change to the files, or when another day has begun.
    pub(super) fn next(&self, date: Date, read: Read) -> Self {
        let same_minutes = Arc::ptr_eq(&read.manual.amendments, &self.manual.amendments);
        let index = if same_minutes {
            Arc::clone(&self.index)
        } else {
            Arc::new(Index::of(&read.manual.amendments))
        };
        let changed = read.manual.changed_since(&self.manual);
        let next = Self::of((self.number + 1, date), index, read);
        if let Changed::Texts(slugs) = changed
            && date == self.date
        {
            let views = self.views().clone();
            let kept = views.iter().take(MOST_VIEWS).map(|(view, planned)| {
                let (was, is) = (planned.record(&self.manual), planned.record(&next.manual));
                let editions = self.edition(view, &was).zip(next.edition(view, &is));
                let plan = match editions {
                    Some((was, is)) if is.shows_drafts() => {
                        Arc::new(planned.plan.with_texts_of(&was, &is, &slugs))
                    }
                    _ => Arc::clone(&planned.plan),
                };
                (view.clone(), Arc::new(planned.with(plan)))
            });
            let kept: BTreeMap<View, Arc<Planned>> = kept.collect();
            *next.views() = kept;
        }
        next
    }

    /// The same state, of which something else is told.
    pub(super) fn telling(&self, told: Told, trouble: Option<String>) -> Self {
        let same = Read {
            files: Arc::clone(&self.files),
            manual: Arc::clone(&self.manual),
            unreadable: self.unreadable.clone(),
            told,
            look: Arc::clone(&self.look),
        };
        let at = (self.number + 1, self.date);
        let views = Mutex::new(self.views().clone());
        Self { trouble, views, ..Self::of(at, Arc::clone(&self.index), same) }
    }

    fn views(&self) -> std::sync::MutexGuard<'_, BTreeMap<View, Arc<Planned>>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The day of a view; none of an amendment that is not there.
    pub(super) fn day_of(&self, view: &View) -> Option<Date> {
        match view {
            View::Draft | View::Changes | View::Public => Some(self.date),
            View::On(date) => Some(*date),
            View::After(id) => Some(self.manual.amendments.get(id)?.in_force.value),
        }
    }

    fn edition<'m>(&'m self, view: &View, record: &'m Record<'m>) -> Option<Edition<'m>> {
        let date = self.day_of(view)?;
        Some(match view {
            View::Draft | View::Changes => Edition::working(&self.manual, record, date),
            View::Public | View::On(_) | View::After(_) => {
                Edition::public(&self.manual, record, date)
            }
        })
    }

    fn planned(&self, view: &View) -> Option<Arc<Planned>> {
        let key = if *view == View::Changes { &View::Draft } else { view };
        if let Some(planned) = self.views().get(key) {
            return Some(Arc::clone(planned));
        }
        let index = match view {
            View::Draft | View::Changes | View::After(_) => Arc::clone(&self.index),
            View::Public | View::On(_) => {
                Arc::new(Index::known_on(&self.manual.amendments, self.day_of(view)?))
            }
        };
        let record = Record::with(&self.manual, Arc::clone(&index));
        let plan = Arc::new(Plan::of(&self.edition(key, &record)?));
        let planned = Arc::new(Planned { index, plan, search: OnceLock::new() });
        self.views().insert(key.clone(), Arc::clone(&planned));
        Some(planned)
    }

    /// Gets ready what every page of the drafts needs.
    pub(super) fn prepare(&self) {
        self.planned(&View::Draft);
    }

    /// Does something with the renderer of a view; nothing where there is no such view.
    pub(super) fn with<R>(
        &self,
        view: &View,
        theme: &Theme,
        work: impl FnOnce(&Renderer<'_, '_>) -> R,
    ) -> Option<R> {
        let planned = self.planned(view)?;
        let record = planned.record(&self.manual);
        let edition = self.edition(view, &record)?;
        let site = Site::with(edition, Arc::clone(&planned.plan));
        let root = view.root();
        let options = Options {
            link_style: LinkStyle::Served,
            base_url: self.manual.settings.base_url.as_deref(),
            preview: Some(Preview { root: &root, is_marked: *view == View::Changes }),
            download: None,
            pdfs: Pdfs::None,
        };
        Some(work(&Renderer::of_few(&site, theme, &self.files, options)))
    }

    /// What stands at an address of a view.
    pub(super) fn at(&self, view: &View, wanted: &VPath) -> Option<Found> {
        let theme = &self.look.theme;
        if wanted.as_str().starts_with(ASSETS)
            && let Some(bytes) = theme.files.get(wanted)
        {
            return Some(Found::File(bytes.to_vec()));
        }
        if render::search::is_file(wanted) {
            return self.searched(view, wanted);
        }
        self.with(view, theme, |renderer| match renderer.site.page_at(wanted) {
            Some(page) if page.kind == Kind::CopyList => nothing(renderer),
            Some(page) => self.made(view, renderer, &page),
            None if is_folder(renderer.site, wanted) => Found::Folder,
            None => nothing(renderer),
        })
    }

    fn searched(&self, view: &View, wanted: &VPath) -> Option<Found> {
        let planned = self.planned(view)?;
        let theme = &self.look.theme;
        self.with(view, theme, |renderer| {
            // Whoever waits for the index is told so in these words.
            if let Some((_, said)) =
                render::search::said(renderer).filter(|(path, _)| path == wanted)
            {
                return Found::File(said);
            }
            let files = planned.search.get_or_init(|| renderer.search_files().clone());
            files.get(wanted).map_or_else(|| nothing(renderer), |bytes| Found::File(bytes.clone()))
        })
    }

    /// A page; one that the theme as it is now cannot make, by the theme as it was.
    fn made(&self, view: &View, renderer: &Renderer<'_, '_>, page: &Page) -> Found {
        let Some(path) = page.address().path() else { return nothing(renderer) };
        let found = |bytes| {
            if page.kind.is_html() {
                Found::Page(page.clone(), path, bytes)
            } else {
                Found::File(bytes)
            }
        };
        match render::page(renderer, page) {
            Ok(bytes) => found(bytes),
            Err(fault) => {
                let before = self.look.before.as_deref();
                let made = before.and_then(|theme| {
                    self.with(view, theme, |renderer| render::page(renderer, page).ok())?
                });
                made.map_or_else(|| Found::Fault(Box::new(fault)), found)
            }
        }
    }

    /// What cannot be read in the theme, if anything.
    pub(super) fn theme_faults(&self) -> &Findings {
        &self.look.faults
    }
}

impl Planned {
    fn record<'m>(&self, manual: &'m Manual) -> Record<'m> {
        Record::with(manual, Arc::clone(&self.index))
    }

    fn with(&self, plan: Arc<Plan>) -> Self {
        Self { index: Arc::clone(&self.index), plan, search: OnceLock::new() }
    }
}

fn is_folder(site: &Site<'_>, wanted: &VPath) -> bool {
    wanted.join("index.html").is_some_and(|index| site.page_at(&index).is_some())
}

fn nothing(renderer: &Renderer<'_, '_>) -> Found {
    let page = Page::regional(Kind::NotFound);
    match render::page(renderer, &page) {
        Ok(bytes) => Found::Nothing(bytes),
        Err(fault) => Found::Fault(Box::new(fault)),
    }
}

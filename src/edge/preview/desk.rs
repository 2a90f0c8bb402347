//! The desk: keeps the newest state of the manual, makes the next one when files change, and has the whole
//! manual checked while nobody waits for it.

use super::folder::{Folder, Hints};
use super::look::Look;
use super::snapshot::{Read, Snapshot};
use super::told::Told;
use crate::check;
use crate::edge::rules;
use crate::finding::Findings;
use crate::manual::Manual;
use crate::parse::parsed::Parsed;
use anyhow::Context as _;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// The manual is checked when it was left alone for so long.
const BEFORE_CHECK: Duration = Duration::from_millis(250);
/// Where nothing happens, the clock is asked so often whether another day has begun.
const BEFORE_DAY: Duration = Duration::from_secs(30);
/// What could not be read is tried again after so long.
const BEFORE_RETRY: Duration = Duration::from_millis(300);

/// Says for which day the manual is shown: a preview may be left open for longer than a day.
pub(super) type Today = Arc<dyn Fn() -> Date + Send + Sync>;

/// What the desk is told.
#[derive(Debug)]
pub(super) enum Message {
    /// Something may have changed; whoever waits is told when the next state is there.
    Changed(Hints, Option<oneshot::Sender<()>>),
    /// What the checks found in a state.
    Checked(u64, Findings),
}

/// What is to be checked: a state, and what reading and parsing found in it.
struct ToCheck {
    number: u64,
    manual: Arc<Manual>,
    found: Findings,
    date: Date,
}

/// The newest state, for whoever asks.
#[derive(Debug)]
pub(super) struct Newest {
    snapshot: RwLock<Arc<Snapshot>>,
    /// The number of the newest state; none when the preview ends.
    number: watch::Sender<Option<u64>>,
}

impl Newest {
    /// The newest state.
    pub(super) fn get(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells whoever listens of each new state.
    pub(super) fn listen(&self) -> watch::Receiver<Option<u64>> {
        self.number.subscribe()
    }

    /// Lets nobody listen any longer.
    pub(super) fn end(&self) {
        self.number.send_replace(None);
    }

    fn put(&self, snapshot: Arc<Snapshot>) {
        let number = snapshot.number;
        let mut shown = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        let _before = std::mem::replace(&mut *shown, snapshot);
        drop(shown);
        self.number.send_if_modified(|shown| {
            let goes_on = shown.is_some();
            *shown = shown.map(|_| number);
            goes_on
        });
    }
}

/// The state of the files, and what was made of it.
pub(super) struct Desk {
    theme: Option<PathBuf>,
    today: Today,
    folder: Folder,
    parsed: Parsed,
    snapshot: Arc<Snapshot>,
    newest: Arc<Newest>,
    /// What could not be read yet.
    left: Hints,
}

impl Desk {
    /// Reads the manual for the first time.
    pub(super) fn open(path: &Path, theme: Option<PathBuf>, today: Today) -> anyhow::Result<Self> {
        let folder = Folder::read(path)?;
        let parsed = Parsed::of(folder.files());
        let (manual, mut found) = parsed.manual(None);
        found.append(folder.unread().clone());
        let language = manual.settings.language.value.clone();
        let look = Arc::new(Look::first(theme.as_deref(), &language)?);
        let told = Told::default().after(&[].into(), &manual, &found);
        let read = Read {
            files: Arc::clone(folder.files()),
            manual: Arc::new(manual),
            unreadable: parsed.unreadable(),
            told,
            look,
        };
        let snapshot = Arc::new(Snapshot::first(today(), read));
        snapshot.prepare();
        let newest = Arc::new(Newest {
            snapshot: RwLock::new(Arc::clone(&snapshot)),
            number: watch::Sender::new(Some(0)),
        });
        Ok(Self { theme, today, folder, parsed, snapshot, newest, left: Hints::default() })
    }

    pub(super) fn newest(&self) -> Arc<Newest> {
        Arc::clone(&self.newest)
    }

    /// Follows messages in a thread of its own until nobody sends any more.
    pub(super) fn follow(mut self) -> anyhow::Result<Sender<Message>> {
        let (sender, messages) = channel();
        let to_check = checker(sender.clone())?;
        let work = move || {
            let _ = to_check.send(self.to_check());
            self.work(&messages, &to_check);
        };
        let thread = std::thread::Builder::new().name("desk".to_owned()).spawn(work);
        thread.context("cannot start a thread that follows the files")?;
        Ok(sender)
    }

    fn work(&mut self, messages: &Receiver<Message>, to_check: &Sender<ToCheck>) {
        loop {
            let patience = if self.left.is_empty() { BEFORE_DAY } else { BEFORE_RETRY };
            match messages.recv_timeout(patience) {
                Ok(Message::Changed(hints, waiting)) => {
                    if self.update(&hints) && to_check.send(self.to_check()).is_err() {
                        return;
                    }
                    if let Some(waiting) = waiting {
                        let _ = waiting.send(());
                    }
                }
                Ok(Message::Checked(number, found)) if number == self.snapshot.number => {
                    let trouble = self.snapshot.trouble.clone();
                    self.show(self.snapshot.telling(Told::checked(found), trouble));
                }
                Ok(Message::Checked(..)) => {}
                Err(RecvTimeoutError::Timeout)
                    if self.left.is_empty() && (self.today)() == self.snapshot.date => {}
                Err(RecvTimeoutError::Timeout) => {
                    if self.update(&Hints::default()) && to_check.send(self.to_check()).is_err() {
                        return;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Makes the next state, if anything has changed or another day has begun; says whether it has. What cannot
    /// be read is tried again with the next hints.
    pub(super) fn update(&mut self, hints: &Hints) -> bool {
        let mut all = std::mem::take(&mut self.left);
        all.append(hints.clone());
        let before = Arc::clone(self.folder.files());
        let unread = self.folder.unread().clone();
        let (changed, failed) = self.folder.refresh(&all);
        let mut trouble = failed.map(|failed| {
            self.left = failed.hints;
            format!("{:#}", failed.error)
        });
        let is_theme =
            |path: &PathBuf| self.theme.as_deref().is_some_and(|theme| path.starts_with(theme));
        let has_theme_changed = all.everywhere || all.paths.iter().any(is_theme);
        let date = (self.today)();
        let is_same_day = date == self.snapshot.date;
        let is_same = changed.is_empty() && self.folder.unread() == &unread && is_same_day;
        if is_same && !has_theme_changed {
            let is_news = trouble != self.snapshot.trouble;
            if is_news {
                self.show(self.snapshot.telling(self.snapshot.told.clone(), trouble));
            }
            return is_news;
        }
        self.parsed.update(&before, self.folder.files(), &changed);
        let (manual, mut found) = self.parsed.manual(Some(&self.snapshot.manual));
        found.append(self.folder.unread().clone());
        let mut touched = changed;
        touched.extend(unread.iter().chain(self.folder.unread()).map(|f| f.place.file.clone()));
        let told = self.snapshot.told.after(&touched, &manual, &found);
        let look = self.look(&manual, has_theme_changed).unwrap_or_else(|error| {
            trouble.get_or_insert(format!("{error:#}"));
            Arc::clone(&self.snapshot.look)
        });
        let mut next = self.snapshot.next(
            date,
            Read {
                files: Arc::clone(self.folder.files()),
                manual: Arc::new(manual),
                unreadable: self.parsed.unreadable(),
                told,
                look,
            },
        );
        next.trouble = trouble;
        next.prepare();
        self.show(next);
        true
    }

    fn look(&self, manual: &Manual, has_theme_changed: bool) -> anyhow::Result<Arc<Look>> {
        let (look, language) = (&self.snapshot.look, &manual.settings.language.value);
        if !has_theme_changed && *language == look.language {
            return Ok(Arc::clone(look));
        }
        Ok(Arc::new(look.next(self.theme.as_deref(), language)?))
    }

    /// Shows a state, and only then frees the one before.
    fn show(&mut self, snapshot: Snapshot) {
        let _before = std::mem::replace(&mut self.snapshot, Arc::new(snapshot));
        self.newest.put(Arc::clone(&self.snapshot));
    }

    fn to_check(&self) -> ToCheck {
        let (_, mut found) = self.parsed.manual(None);
        found.append(self.folder.unread().clone());
        ToCheck {
            number: self.snapshot.number,
            manual: Arc::clone(&self.snapshot.manual),
            found,
            date: self.snapshot.date,
        }
    }
}

/// Checks the newest state in a thread of its own, which makes way for whoever makes a page.
fn checker(desk: Sender<Message>) -> anyhow::Result<Sender<ToCheck>> {
    let (sender, states) = channel::<ToCheck>();
    let make_way = |_| {
        // Of the calling thread alone, on Linux. Elsewhere, and where it is refused, pages wait a little longer.
        let _ = rustix::process::setpriority_process(None, 15);
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).start_handler(make_way).build();
    let pool = pool.context("cannot start a thread that checks the manual")?;
    let work = move || {
        while let Ok(mut state) = states.recv() {
            while let Ok(newer) = states.recv_timeout(BEFORE_CHECK) {
                state = newer;
            }
            let ToCheck { number, manual, mut found, date } = state;
            pool.install(|| found.append(check::all(&manual, date)));
            let found = rules::judged(&manual, found);
            if desk.send(Message::Checked(number, found)).is_err() {
                return;
            }
        }
    };
    let thread = std::thread::Builder::new().name("check".to_owned()).spawn(work);
    thread.context("cannot start a thread that checks the manual")?;
    Ok(sender)
}

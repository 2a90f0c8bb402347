//! Says where something may have changed, as soon as it has: by the system's own notices, and where there are
//! none, as on network drives, by looking.
//!
//! Notices can be lost: in a folder that is new, in an overflow. So once all is quiet after a change, and for
//! want of notices again and again, the folder is looked over: each file's time, size and identity
//! are compared with what they were.

use super::folder::Hints;
use crate::edge::read;
use anyhow::Context as _;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};
use walkdir::WalkDir;

/// A save is over when there was no notice for so long, or after so long whatever comes.
const QUIET: Duration = Duration::from_millis(6);
const PATIENCE: Duration = Duration::from_millis(60);
/// So long after a change the folders are looked over.
const AFTER: Duration = Duration::from_millis(700);
/// How often they are looked over where there are no notices, at the most.
const OFTEN: Duration = Duration::from_millis(400);
/// A file that was written so short a time before it was looked at may be written again within the same
/// tick of its clock, and counts as changed.
const TICK: Duration = Duration::from_secs(2);

/// What tells two states of a file from each other without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: (i64, i64),
    changed: (i64, i64),
    size: u64,
    inode: u64,
    is_fresh: bool,
}

/// Watches folders until nobody listens any more, for what changes from the moment `since` on. `poll` is for folders about which the system says nothing.
pub(super) fn start(
    folders: Vec<PathBuf>,
    (poll, since): (bool, SystemTime),
    tell: impl Fn(Hints) -> bool + Send + 'static,
    warn: impl Fn(&str) + Send + 'static,
) -> anyhow::Result<()> {
    let work = move || {
        let (sender, notices) = channel();
        let watcher = if poll { None } else { notified(&folders, sender, &warn) };
        let mut looking = Looking { folders, stamps: BTreeMap::new(), took: Duration::ZERO };
        // What changed before anybody watched.
        if !tell(looking.first(since)) {
            return;
        }
        match watcher {
            Some(_watcher) => follow(&notices, &mut looking, &tell),
            None => look_again_and_again(&mut looking, &tell),
        }
    };
    let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(work);
    thread.context("cannot start a thread that watches the folder").map(|_| ())
}

/// The system's watcher; none where it cannot watch.
fn notified(
    folders: &[PathBuf],
    notices: Sender<notify::Result<Event>>,
    warn: &impl Fn(&str),
) -> Option<RecommendedWatcher> {
    let started = || -> notify::Result<RecommendedWatcher> {
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(notices, config)?;
        for folder in folders {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        Ok(watcher)
    };
    match started() {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            warn(&format!(
                "the system cannot say when files change ({error}); the folder is looked over instead\n"
            ));
            None
        }
    }
}

fn follow(
    notices: &Receiver<notify::Result<Event>>,
    looking: &mut Looking,
    tell: &impl Fn(Hints) -> bool,
) {
    let mut last_change: Option<Instant> = None;
    loop {
        let due = last_change.map(|at| AFTER.saturating_sub(at.elapsed()));
        let first = match due {
            Some(wait) => notices.recv_timeout(wait),
            None => notices.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let hints = match first {
            Ok(notice) => {
                let hints = gathered(notices, notice);
                if hints.is_empty() {
                    continue;
                }
                last_change = Some(Instant::now());
                hints
            }
            Err(RecvTimeoutError::Timeout) => {
                last_change = None;
                looking.look()
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if !hints.is_empty() && !tell(hints) {
            return;
        }
    }
}

/// The notices of one save, or of many files at once.
fn gathered(notices: &Receiver<notify::Result<Event>>, first: notify::Result<Event>) -> Hints {
    let start = Instant::now();
    let mut hints = Hints::default();
    let mut next = Some(first);
    while let Some(notice) = next {
        add(&mut hints, notice);
        let rest = PATIENCE.saturating_sub(start.elapsed());
        next = notices.recv_timeout(QUIET.min(rest)).ok();
    }
    hints
}

/// That a file was read or looked at is no news, but that somebody who wrote it has closed it is.
fn add(hints: &mut Hints, notice: notify::Result<Event>) {
    match notice {
        Ok(event) => {
            hints.everywhere |= event.need_rescan();
            let is_news = !matches!(event.kind, EventKind::Access(_))
                || event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
            if is_news {
                hints.paths.extend(event.paths);
            }
        }
        Err(_) => hints.everywhere = true,
    }
}

fn look_again_and_again(looking: &mut Looking, tell: &impl Fn(Hints) -> bool) {
    loop {
        std::thread::sleep(OFTEN.max(looking.took * 4));
        let hints = looking.look();
        // Nobody may listen any more although nothing has changed.
        if !tell(hints) {
            return;
        }
    }
}

/// The folders as they were when they were last looked over.
struct Looking {
    folders: Vec<PathBuf>,
    stamps: BTreeMap<PathBuf, Stamp>,
    /// How long that took.
    took: Duration,
}

impl Looking {
    /// Looks all folders over for the first time, and says what has changed since a moment.
    fn first(&mut self, since: SystemTime) -> Hints {
        let since = since.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let oldest = i64::try_from(since.saturating_sub(TICK).as_secs()).unwrap_or_default();
        let mut paths = BTreeSet::new();
        for (path, stamp) in self.folders.iter().flat_map(|folder| stamps(folder, since)) {
            if stamp.changed.0 >= oldest {
                paths.insert(path.clone());
            }
            self.stamps.insert(path, stamp);
        }
        Hints { paths, everywhere: false }
    }

    /// Looks all folders over, and says what may have changed since the last time. All of a folder may have, if
    /// anything was moved into it or out of it: what went and came back has the stamp that it had.
    fn look(&mut self) -> Hints {
        let start = Instant::now();
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let stamps: BTreeMap<PathBuf, Stamp> =
            self.folders.iter().flat_map(|folder| stamps(folder, now)).collect();
        let is_other = |(path, stamp): &(&PathBuf, &Stamp)| {
            stamp.is_fresh || self.stamps.get(*path) != Some(stamp)
        };
        let mut paths: BTreeSet<PathBuf> =
            stamps.iter().filter(is_other).map(|(path, _)| path.clone()).collect();
        let gone = self.stamps.keys().filter(|path| !stamps.contains_key(*path));
        paths.extend(gone.cloned());
        self.stamps = stamps;
        self.took = start.elapsed();
        Hints { paths, everywhere: false }
    }
}

fn stamps(folder: &Path, now: Duration) -> impl Iterator<Item = (PathBuf, Stamp)> {
    let oldest = now.saturating_sub(TICK).as_secs();
    let entries = WalkDir::new(folder).into_iter();
    let root = folder.to_owned();
    let kept = entries.filter_entry(move |entry| {
        entry.depth() == 0 || !read::is_passed_over(&root, entry.path())
    });
    kept.flatten().filter_map(move |entry| {
        let about = entry.metadata().ok()?;
        let stamp = Stamp {
            modified: (about.mtime(), about.mtime_nsec()),
            changed: (about.ctime(), about.ctime_nsec()),
            size: about.size(),
            inode: about.ino(),
            is_fresh: u64::try_from(about.mtime()).is_ok_and(|at| at >= oldest),
        };
        Some((entry.into_path(), stamp))
    })
}

#[cfg(test)]
mod tests {
    use super::Looking;
    use std::collections::BTreeMap;
    use std::fs::{File, create_dir, rename, write};
    use std::time::{Duration, SystemTime};

    #[test]
    fn what_goes_and_comes_back_between_two_looks_may_have_been_missed_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let (chapter, away) = (folder.path().join("topic"), folder.path().join("away"));
        create_dir(&chapter).unwrap();
        let text = chapter.join("chapter.md");
        write(&text, "Words.").unwrap();
        let long_ago = SystemTime::now() - Duration::from_hours(1);
        File::options().append(true).open(&text).unwrap().set_modified(long_ago).unwrap();
        for folder in [&chapter, folder.path()] {
            File::open(folder).unwrap().set_modified(long_ago).unwrap();
        }
        let folders = vec![folder.path().to_owned()];
        let mut looking = Looking { folders, stamps: BTreeMap::new(), took: Duration::ZERO };
        looking.first(SystemTime::now());
        assert!(looking.look().is_empty(), "nothing has changed");
        rename(&chapter, &away).unwrap();
        rename(&away, &chapter).unwrap();
        let told = looking.look().paths;
        assert!(told.iter().any(|path| text.starts_with(path)), "{told:?}");
    }
}

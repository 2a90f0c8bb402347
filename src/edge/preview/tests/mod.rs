//! The state of the preview against the files: whatever was saved, moved and removed, and however quickly,
//! it is in the end the state that a preview has that was started then.

mod shown;

use super::desk::{Desk, Message, Newest};
use super::folder::Hints;
use super::snapshot::{Found, Snapshot};
use super::view::View;
use super::watch;
use crate::bench_manual::{Sizes, files};
use crate::edge::theme;
use crate::manual::id::Slug;
use crate::render::Renderer;
use crate::source::path::VPath;
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

const TODAY: Date = date(2026, 11, 22);
const CHAPTERS: u32 = 12;
const SIZES: Sizes =
    Sizes { chapters: CHAPTERS, partnerships: 2, versions: 2, additions: 1, vocabulary: 0 };

/// A manual of some chapters in a folder of its own.
fn manual() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(SIZES).iter() {
        write(&folder.path().join(path.as_str()), bytes);
    }
    folder
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn desk(folder: &Path) -> Desk {
    Desk::open(folder, None, Arc::new(|| TODAY)).unwrap()
}

fn hints(paths: &[PathBuf]) -> Hints {
    Hints { paths: paths.iter().cloned().collect(), everywhere: false }
}

/// All pages of a view, each with its address.
fn pages(snapshot: &Snapshot, view: &View) -> Vec<(VPath, Vec<u8>)> {
    let all = |renderer: &Renderer<'_, '_>| renderer.pages();
    let pages = snapshot.with(view, &snapshot.look.theme, all).unwrap();
    let paths = pages.into_iter().filter_map(|page| page.address().path());
    paths
        .map(|path| {
            let bytes = bytes(snapshot, view, &path);
            (path, bytes)
        })
        .collect()
}

fn bytes(snapshot: &Snapshot, view: &View, path: &VPath) -> Vec<u8> {
    match snapshot.at(view, path).unwrap() {
        Found::Page(_, _, bytes) | Found::File(bytes) => bytes,
        other => panic!("{path} is {other:?}"),
    }
}

/// Fails where two states show something else.
fn assert_same(left: &Snapshot, right: &Snapshot) {
    for view in [View::Draft, View::Changes, View::Public] {
        let (left, right) = (pages(left, &view), pages(right, &view));
        let paths = |pages: &[(VPath, Vec<u8>)]| {
            pages.iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(paths(&left), paths(&right));
        for ((path, left), (_, right)) in left.iter().zip(&right) {
            assert_eq!(String::from_utf8_lossy(left), String::from_utf8_lossy(right), "{path}");
        }
    }
    let told = |snapshot: &Snapshot| {
        let all = snapshot.told.all().flat_map(|(_, found)| found);
        all.map(|finding| format!("{:?} {}", finding.place, finding.message)).collect::<Vec<_>>()
    };
    assert_eq!(told(left), told(right));
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// Does one of the things that editors, their programs and version control do to files.
fn disturb(folder: &Path, dice: &mut Dice, n: u64) {
    let chapter = |dice: &mut Dice| {
        folder.join(format!("chapters/part-1/topic-{}", dice.below(u64::from(CHAPTERS)) + 1))
    };
    let from = chapter(dice);
    let text = from.join("chapter.md");
    let new = |n: u64| {
        let to = n % u64::from(CHAPTERS) + 1;
        format!(
            "---\ntitle: Saved {n}\nposition: {n}\n---\n\nSee [[topic-{to}]], {n}.\n\n## Step {{#step-2}}\n\nDo it.\n"
        )
    };
    match dice.below(12) {
        0..=3 if from.is_dir() => write(&text, new(n).as_bytes()),
        4 | 5 if from.is_dir() => {
            let beside = from.join(format!(".chapter.md.{n}"));
            write(&beside, new(n).as_bytes());
            std::fs::rename(beside, &text).unwrap();
        }
        6 if from.is_dir() => write(&text, format!("---\ntitle: [broken {n}\n---\n").as_bytes()),
        7 if text.is_file() => std::fs::remove_file(&text).unwrap(),
        8 if from.is_dir() => std::fs::remove_dir_all(&from).unwrap(),
        9 | 10 => {
            let to = chapter(dice);
            if from.is_dir() && !to.exists() {
                std::fs::rename(from, to).unwrap();
            } else if !from.exists() {
                write(&from.join("local/area-1/chapter.md"), b"---\ntitle: Here\n---\n\nRing.\n");
                write(&text, new(n).as_bytes());
            }
        }
        11 => {
            let name = folder.join(format!(
                "registers/{}.yaml",
                ["terms", "contacts"][usize::from(n.is_multiple_of(2))]
            ));
            let text = std::fs::read_to_string(&name).unwrap();
            write(&name, format!("# {n}\n{}", text.trim_start_matches('#')).as_bytes());
        }
        _ => {}
    }
}

/// Writes every chapter so that nothing in it is broken, because what a file last said nobody knows who comes later.
fn mend(folder: &Path) {
    for n in 1..=CHAPTERS {
        let chapter = folder.join(format!("chapters/part-1/topic-{n}"));
        if n % 3 == 0 {
            let _ = std::fs::remove_dir_all(&chapter);
        } else {
            let text = format!("---\ntitle: Mended {n}\nposition: {n}\n---\n\nSee [[topic-1]].\n");
            write(&chapter.join("chapter.md"), text.as_bytes());
        }
    }
    for (path, bytes) in
        files(SIZES).iter().filter(|(path, _)| path.as_str().starts_with("registers/"))
    {
        write(&folder.join(path.as_str()), bytes);
    }
}

/// Waits until a state satisfies, or fails.
fn wait(newest: &Newest, what: &str, is_there: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let start = Instant::now();
    loop {
        let snapshot = newest.get();
        if is_there(&snapshot) {
            return snapshot;
        }
        assert!(start.elapsed() < Duration::from_mins(1), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn follows_a_thousand_changes(poll: bool) {
    let folder = manual();
    let opened = desk(folder.path());
    let newest = opened.newest();
    let desk_of = opened.follow().unwrap();
    let tell = {
        let desk = desk_of.clone();
        move |hints| desk.send(Message::Changed(hints, None)).is_ok()
    };
    let folders = vec![folder.path().to_owned()];
    watch::start(folders, (poll, SystemTime::now()), tell, |warning| panic!("{warning}")).unwrap();
    let mut dice = Dice(0x1234_5678_9abc_def1);
    for n in 0..1_000 {
        disturb(folder.path(), &mut dice, n);
        if n % 100 == 99 {
            std::thread::sleep(Duration::from_millis(40));
        }
    }
    mend(folder.path());
    let fresh = desk(folder.path());
    let fresh_files = fresh.newest().get().files.clone();
    wait(&newest, "the files", |snapshot| snapshot.files == fresh_files);
    let checked = wait(&newest, "the checks", |snapshot| {
        snapshot.files == fresh_files && snapshot.told.is_checked()
    });
    let fresh_newest = fresh.newest();
    let _fresh_desk = fresh.follow().unwrap();
    let fresh = wait(&fresh_newest, "the checks", |snapshot| snapshot.told.is_checked());
    assert_same(&checked, &fresh);
}

#[test]
fn a_thousand_quick_changes_leave_what_a_new_start_shows() {
    follows_a_thousand_changes(false);
}

#[test]
fn so_do_they_where_the_system_says_nothing() {
    follows_a_thousand_changes(true);
}

#[test]
fn each_change_by_itself_leaves_what_a_new_start_shows() {
    let folder = manual();
    let mut desk = desk(folder.path());
    let mut dice = Dice(77);
    for n in 0..60 {
        disturb(folder.path(), &mut dice, n);
        desk.update(&Hints { everywhere: true, ..Hints::default() });
        let text = desk.newest().get();
        if text.unreadable.is_empty() {
            let fresh = super::tests::desk(folder.path()).newest().get();
            assert_eq!(text.files, fresh.files);
            for view in [View::Draft, View::Public] {
                assert_eq!(pages(&text, &view), pages(&fresh, &view), "after {n}");
            }
        }
    }
}

#[test]
fn a_text_that_cannot_be_read_leaves_the_last_that_could() {
    let folder = manual();
    let mut desk = desk(folder.path());
    let text = folder.path().join("chapters/part-1/topic-1/chapter.md");
    let page = VPath::new("topic-1/index.html").unwrap();
    let good = bytes(&desk.newest().get(), &View::Draft, &page);
    for broken in ["---\ntitle: [x\n---\nNew.\n", "", "---\nposition: 1\n---\nNew.\n", "\u{0}"] {
        write(&text, broken.as_bytes());
        assert!(desk.update(&hints(std::slice::from_ref(&text))));
        let now = desk.newest().get();
        assert_eq!(bytes(&now, &View::Draft, &page), good, "{broken:?}");
        let slugs: Vec<&str> = now.unreadable.iter().map(Slug::as_str).collect();
        assert_eq!(slugs, ["topic-1"]);
        assert!(
            !now.told.of(&VPath::new("chapters/part-1/topic-1/chapter.md").unwrap()).is_empty()
        );
    }
    std::fs::remove_file(&text).unwrap();
    desk.update(&hints(std::slice::from_ref(&text)));
    assert_eq!(bytes(&desk.newest().get(), &View::Draft, &page), good);
    write(&text, b"---\ntitle: Mended\nposition: 1\n---\nNew.\n");
    desk.update(&hints(&[text]));
    let now = desk.newest().get();
    assert!(now.unreadable.is_empty());
    assert!(String::from_utf8(bytes(&now, &View::Draft, &page)).unwrap().contains("Mended"));
}

#[test]
fn a_hint_too_many_makes_no_new_state() {
    let folder = manual();
    let mut desk = desk(folder.path());
    let outside = PathBuf::from("/etc/hostname");
    let hidden = folder.path().join(".git/index");
    let same = folder.path().join("manual.yaml");
    assert!(!desk.update(&hints(&[outside, hidden, same])));
    assert_eq!(desk.newest().get().number, 0);
}

#[test]
fn nothing_outside_the_manual_is_shown() {
    let folder = manual();
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "secret").unwrap();
    let images = folder.path().join("chapters/part-1/topic-1/images");
    std::fs::create_dir_all(&images).unwrap();
    std::os::unix::fs::symlink(secret.path(), images.join("a.png")).unwrap();
    std::os::unix::fs::symlink("/etc", folder.path().join("chapters/part-1/topic-2/images"))
        .unwrap();
    let mut desk = desk(folder.path());
    desk.update(&hints(&[
        images.join("a.png"),
        folder.path().join("chapters/part-1/topic-2/images/hostname"),
    ]));
    let snapshot = desk.newest().get();
    assert!(snapshot.files.iter().all(|(path, _)| !path.as_str().contains("images")));
    for path in [
        "topic-1/images/a.png",
        "topic-2/images/hostname",
        "chapters/part-1/topic-1/chapter.md",
        "manual.yaml",
    ] {
        let found = snapshot.at(&View::Draft, &VPath::new(path).unwrap()).unwrap();
        assert!(matches!(found, Found::Nothing(_)), "{path}: {found:?}");
    }
    let links = snapshot
        .told
        .all()
        .flat_map(|(_, found)| found)
        .filter(|f| f.rule.code == "link-not-followed");
    assert_eq!(links.count(), 2);
}

#[test]
fn every_page_of_a_site_is_found_at_its_address() {
    let folder = manual();
    let snapshot = desk(folder.path()).newest().get();
    for view in [View::Draft, View::Public, View::On(date(2001, 12, 1))] {
        snapshot.with(&view, &snapshot.look.theme, |renderer| {
            for page in renderer.site.pages() {
                let path = page.address().path().unwrap();
                let found = renderer.site.page_at(&path).map(|page| page.address());
                assert_eq!(found, Some(page.address()));
            }
        });
    }
}

#[test]
fn the_desk_has_all_its_words_in_both_languages() {
    let (english, welsh) = (theme::desk("en"), theme::desk("cy"));
    assert!(welsh.words.lacking(&english.words).is_empty());
    assert!(english.words.lacking(&welsh.words).is_empty());
    assert_ne!(english.words.say("desk_bar"), welsh.words.say("desk_bar"));
    let templates =
        english.files.iter().filter(|(path, _)| path.as_str().starts_with("templates/"));
    for (path, bytes) in templates {
        let text = std::str::from_utf8(bytes).unwrap();
        for asked in text.split("key=\"").skip(1) {
            let (key, rest) = asked.split_once('"').unwrap();
            let is_whole = !rest.starts_with(" ~");
            assert!(!is_whole || english.words.phrase(key).is_some(), "{path}: {key}");
        }
    }
}

#[test]
fn a_language_that_the_desk_does_not_know_has_english_words() {
    assert_eq!(theme::desk("ga").words.say("desk_bar"), theme::desk("en").words.say("desk_bar"));
}

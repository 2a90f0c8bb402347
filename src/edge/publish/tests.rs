//! Each promise of a publish, and every step at which it can stop.

use super::target::{MARKER, MARKER_TEXT, remove_tree};
use super::{Published, Step, Steps, publish, publish_by};
use crate::source::path::VPath;
use anyhow::anyhow;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tempfile::{TempDir, tempdir};

/// A site as tests write it: paths and texts.
type Site = &'static [(&'static str, &'static str)];

const OLD: Site = &[("a.html", "old"), ("b/index.html", "same"), ("c/d/index.html", "gone")];
const NEW: Site = &[("a.html", "new!"), ("b/index.html", "same"), ("e/f/index.html", "more")];

fn build_by(steps: &dyn Steps, out: &Path, site: Site) -> anyhow::Result<Published> {
    let paths: Vec<_> = site.iter().map(|(path, _)| VPath::new(path).unwrap()).collect();
    let render = |index: usize| anyhow::Ok(site[index].1.as_bytes().to_vec());
    publish_by(steps, out, &paths, (&render, &|| Ok(())), &|_| ())
}

fn build(out: &Path, site: Site) -> anyhow::Result<Published> {
    build_by(&super::Straight, out, site)
}

/// A build that fails when its first page is rendered.
fn build_in_vain(out: &Path) -> anyhow::Result<Published> {
    publish(out, &[VPath::new("x").unwrap()], &|_| Err(anyhow!("no page")), &|| Ok(()), &|_| ())
}

/// All files below a folder, without following links.
fn files(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn whole(site: Site) -> BTreeMap<String, String> {
    let marker = (MARKER, std::str::from_utf8(MARKER_TEXT).unwrap());
    site.iter().chain([&marker]).map(|(path, text)| ((*path).into(), (*text).into())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A folder with the old site in it, at the path that is given with it.
fn with_old_site() -> (TempDir, PathBuf) {
    let parent = tempdir().unwrap();
    let out = parent.path().join("site");
    build(&out, OLD).unwrap();
    (parent, out)
}

#[test]
fn a_site_is_published_and_replaced_whole() {
    let (parent, out) = with_old_site();
    assert_eq!(files(&out), whole(OLD));
    let published = build(&out, NEW).unwrap();
    assert_eq!(published, Published { files: 3, bytes: 12, unchanged: 1 });
    assert_eq!(files(&out), whole(NEW));
    assert_eq!(names(parent.path()), ["site"]);
}

#[test]
fn a_file_that_did_not_change_is_the_same_file_and_another_is_not() {
    let (_parent, out) = with_old_site();
    let inode = |path: &str| fs::metadata(out.join(path)).unwrap().ino();
    let before = (inode("a.html"), inode("b/index.html"));
    build(&out, NEW).unwrap();
    assert_ne!(inode("a.html"), before.0);
    assert_eq!(inode("b/index.html"), before.1);
}

#[test]
fn files_and_folders_may_be_read_as_the_umask_says() {
    let (parent, out) = with_old_site();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    fs::create_dir(parent.path().join("plain")).unwrap();
    fs::write(parent.path().join("plain.html"), "").unwrap();
    assert_eq!(mode(&out), mode(&parent.path().join("plain")));
    assert_eq!(mode(&out.join("c/d")), mode(&parent.path().join("plain")));
    assert_eq!(mode(&out.join("a.html")), mode(&parent.path().join("plain.html")));
}

#[test]
fn progress_counts_every_file() {
    let parent = tempdir().unwrap();
    let paths: Vec<_> = (0..50).map(|n| VPath::new(&format!("{n}/x")).unwrap()).collect();
    let (calls, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let progress = |done| {
        calls.fetch_add(1, Ordering::Relaxed);
        most.fetch_max(done, Ordering::Relaxed);
    };
    let render = |_| anyhow::Ok(Vec::new());
    publish(&parent.path().join("made/site"), &paths, &render, &|| Ok(()), &progress).unwrap();
    assert_eq!((calls.into_inner(), most.into_inner()), (50, 50));
}

#[test]
fn a_folder_that_many_threads_need_at_once_is_made_once() {
    let parent = tempdir().unwrap();
    let out = parent.path().join("site");
    let paths: Vec<_> = (0..400).map(|n| VPath::new(&format!("a/b/c/{n}")).unwrap()).collect();
    for unchanged in [0, 400] {
        let published =
            publish(&out, &paths, &|_| anyhow::Ok(Vec::new()), &|| Ok(()), &|_| ()).unwrap();
        assert_eq!(published, Published { files: 400, bytes: 0, unchanged });
        assert_eq!(files(&out).len(), 401);
    }
}

#[test]
fn an_empty_folder_is_replaced() {
    let parent = tempdir().unwrap();
    build(parent.path().join("site").as_path(), OLD).unwrap();
    let out = parent.path().join("empty");
    fs::create_dir(&out).unwrap();
    build(&out, NEW).unwrap();
    assert_eq!(files(&out), whole(NEW));
    assert_eq!(names(parent.path()), ["empty", "site"]);
}

#[test]
fn what_chapterhouse_did_not_make_is_refused_and_left_alone() {
    let (parent, ours) = with_old_site();
    let at = |name: &str| parent.path().join(name);
    fs::create_dir(at("thesis")).unwrap();
    fs::write(at("thesis/chapter.doc"), "ten years").unwrap();
    fs::write(at("file"), "text").unwrap();
    symlink(&ours, at("link")).unwrap();
    let before = files(parent.path().join("thesis").as_path());
    let refusal = |name: &str| {
        let message = build(&at(name), NEW).unwrap_err().to_string();
        message.replace(parent.path().to_str().unwrap(), "DIR")
    };
    assert_eq!(
        refusal("thesis"),
        "cannot publish to `DIR/thesis`: the folder holds files that Chapterhouse did not make \
         (there is no `.chapterhouse` in it); empty it, or give another place"
    );
    assert_eq!(
        refusal("file"),
        "cannot publish to `DIR/file`: it is not a folder; remove it, or give another place"
    );
    assert_eq!(
        refusal("link"),
        "cannot publish to `DIR/link`: it is a link, and links are not followed; give the folder \
         that it leads to, or remove it"
    );
    assert_eq!(
        refusal("site/.."),
        "cannot publish to `DIR/site/..`: give a folder that can be replaced, by its name"
    );
    assert_eq!(files(&at("thesis")), before);
    assert_eq!(files(&ours), whole(OLD));
    assert_eq!(names(parent.path()), ["file", "link", "site", "thesis"]);
}

#[test]
fn what_is_put_at_the_place_during_a_build_is_not_replaced() {
    let parent = tempdir().unwrap();
    let out = parent.path().join("site");
    let render = |_| {
        fs::create_dir(&out)?;
        fs::write(out.join("chapter.doc"), "ten years")?;
        anyhow::Ok(Vec::new())
    };
    publish(&out, &[VPath::new("x").unwrap()], &render, &|| Ok(()), &|_| ()).unwrap_err();
    assert_eq!(
        files(parent.path()),
        BTreeMap::from([("site/chapter.doc".into(), "ten years".into())])
    );
}

#[test]
fn an_error_in_a_page_leaves_the_old_site() {
    let (parent, out) = with_old_site();
    let error = build_in_vain(&out).unwrap_err();
    assert_eq!(format!("{error:#}"), "cannot render `x`: no page");
    assert_eq!(files(&out), whole(OLD));
    assert_eq!(names(parent.path()), ["site"]);
}

#[test]
fn a_panic_in_a_page_leaves_the_old_site() {
    let (parent, out) = with_old_site();
    let render = |_| -> anyhow::Result<Vec<u8>> { panic!("a fault in a page") };
    let paths = [VPath::new("x").unwrap()];
    let build = || publish(&out, &paths, &render, &|| Ok(()), &|_| ());
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(build)).unwrap_err();
    assert_eq!(files(&out), whole(OLD));
    assert_eq!(names(parent.path()), ["site"]);
}

#[test]
fn a_site_that_cannot_be_written_leaves_the_old_site() {
    let (parent, out) = with_old_site();
    for site in [&[("a", ""), ("a/b", "")] as Site, &[("a", ""), ("a", "")], &[(MARKER, "")]] {
        build(&out, site).unwrap_err();
        assert_eq!(files(&out), whole(OLD));
        assert_eq!(names(parent.path()), ["site"]);
    }
}

#[test]
fn a_link_that_was_put_into_the_old_site_is_not_followed() {
    let (parent, out) = with_old_site();
    let outside = parent.path().join("outside");
    fs::rename(out.join("b"), &outside).unwrap();
    symlink(&outside, out.join("b")).unwrap();
    fs::remove_file(out.join("a.html")).unwrap();
    symlink(outside.join("index.html"), out.join("a.html")).unwrap();
    assert_eq!(build(&out, &[("a.html", "same"), ("b/index.html", "same")]).unwrap().unchanged, 0);
    assert_eq!(files(&outside), BTreeMap::from([("index.html".into(), "same".into())]));
    assert!(!out.join("b").is_symlink() && !out.join("a.html").is_symlink());
}

/// The old site is its builder's to remove, and any later build's that finds it.
#[test]
fn many_can_remove_one_site_at_once_and_nothing_of_it_is_left() {
    const N_BUILDS: usize = 4;
    let parent = tempdir().unwrap();
    let paths: Vec<_> = (0..60).map(|n| VPath::new(&format!("{n}/x")).unwrap()).collect();
    for round in 0..20 {
        let out = parent.path().join(format!("site-{round}"));
        let render = |_| anyhow::Ok(Vec::new());
        publish(&out, &paths, &render, &|| Ok(()), &|_| ()).unwrap();
        let together = Barrier::new(N_BUILDS);
        std::thread::scope(|scope| {
            let remove = || {
                together.wait();
                remove_tree(&out)
            };
            let removals: Vec<_> = (0..N_BUILDS).map(|_| scope.spawn(remove)).collect();
            for removal in removals {
                removal.join().unwrap().unwrap();
            }
        });
        assert!(!out.exists());
    }
}

#[test]
fn what_killed_builds_left_is_removed_and_nothing_else() {
    let (parent, out) = with_old_site();
    let leave = |name: &str, file: &str| {
        fs::create_dir_all(parent.path().join(name).join("x")).unwrap();
        fs::write(parent.path().join(name).join(file), "").unwrap();
    };
    leave(".site.chapterhouse-abc123", MARKER);
    leave(".site.chapterhouse-foreig", "mine.txt");
    leave(".site.chapterhouse-longer-than-ours", MARKER);
    leave(".other.chapterhouse-abc123", MARKER);
    fs::create_dir(parent.path().join(".site.chapterhouse-unused")).unwrap();
    fs::create_dir(parent.path().join(".site.chapterhouse-Empty1")).unwrap();
    symlink(&out, parent.path().join(".site.chapterhouse-linked")).unwrap();
    build_in_vain(&out).unwrap_err();
    assert_eq!(
        names(parent.path()),
        [
            ".other.chapterhouse-abc123",
            ".site.chapterhouse-foreig",
            ".site.chapterhouse-linked",
            ".site.chapterhouse-longer-than-ours",
            "site"
        ]
    );
    assert_eq!(files(&out), whole(OLD));
}

#[test]
fn a_build_leaves_the_folder_of_a_running_one_alone() {
    let (parent, out) = with_old_site();
    let render = |_| {
        assert_eq!(names(parent.path()).len(), 2);
        build(&out, OLD)?;
        assert_eq!(names(parent.path()).len(), 2);
        anyhow::Ok(b"outer".to_vec())
    };
    publish(&out, &[VPath::new("x").unwrap()], &render, &|| Ok(()), &|_| ()).unwrap();
    assert_eq!(files(&out), whole(&[("x", "outer")]));
    assert_eq!(names(parent.path()), ["site"]);
}

#[test]
fn builds_at_once_all_end_well() {
    let parent = tempdir().unwrap();
    let out = parent.path().join("site");
    for _ in 0..20 {
        std::thread::scope(|scope| {
            for site in [OLD, NEW, OLD] {
                let out = &out;
                scope.spawn(move || build(out, site).unwrap());
            }
        });
        let found = files(&out);
        assert!(found == whole(OLD) || found == whole(NEW), "{found:?}");
        assert_eq!(names(parent.path()), ["site"]);
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn readers_miss_no_file_in_two_hundred_publishes() {
    let (_parent, out) = with_old_site();
    let (ended, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for path in ["a.html", "b/index.html"] {
            let (path, ended, reads) = (out.join(path), &ended, &reads);
            scope.spawn(move || {
                while !ended.load(Ordering::Relaxed) {
                    let text = fs::read_to_string(&path).expect("the file is always there");
                    assert!(["old", "new!", "same"].contains(&&*text), "{text:?}");
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for n in 0..200 {
            let built = build(&out, if n % 2 == 0 { NEW } else { OLD });
            if built.is_err() || n == 199 {
                ended.store(true, Ordering::Relaxed);
            }
            built.unwrap();
        }
    });
    assert!(reads.into_inner() > 200);
}

/// Stops at a step: as a disk does that is full or fails at that step, or as a kill does, after
/// which nothing more happens, the cleaning up included.
#[derive(Default)]
struct Stop {
    at: usize,
    kill: bool,
    cannot_exchange: bool,
    taken: AtomicUsize,
}

impl Steps for Stop {
    fn before(&self, step: Step) -> rustix::io::Result<()> {
        let taken = self.taken.fetch_add(1, Ordering::Relaxed);
        if taken == self.at || (self.kill && taken > self.at) {
            return Err(Errno::NOSPC);
        }
        if self.cannot_exchange && step == Step::Exchange { Err(Errno::INVAL) } else { Ok(()) }
    }
}

/// Stops a build at each of its steps in turn, and shows `see` what each left. Gives the number of
/// steps that a build takes which is not stopped.
fn stop_at_every_step(
    kill: bool,
    cannot_exchange: bool,
    old: bool,
    see: impl Fn(&Path, &Path),
) -> usize {
    for at in 0.. {
        let parent = tempdir().unwrap();
        let out = parent.path().join("site");
        if old {
            build(&out, OLD).unwrap();
        }
        let stop = Stop { at, kill, cannot_exchange, taken: AtomicUsize::new(0) };
        let built = build_by(&stop, &out, NEW);
        see(parent.path(), &out);
        if stop.taken.into_inner() <= at {
            built.unwrap();
            assert_eq!(files(&out), whole(NEW));
            return at;
        }
    }
    unreachable!("a build has an end")
}

/// The next build ends well, and nothing is left beside its site.
fn the_next_build_mends(parent: &Path, out: &Path) {
    build(out, NEW).unwrap();
    assert_eq!(files(out), whole(NEW));
    assert_eq!(names(parent), ["site"]);
}

#[test]
fn a_kill_at_any_step_leaves_the_old_site_or_the_new_one_whole() {
    let steps = stop_at_every_step(true, false, true, |parent, out| {
        let found = files(out);
        assert!(found == whole(OLD) || found == whole(NEW), "{found:?}");
        the_next_build_mends(parent, out);
    });
    assert_eq!(steps, 18);
}

#[test]
fn a_kill_at_any_step_of_the_first_publish_leaves_nothing_or_the_site_whole() {
    let steps = stop_at_every_step(true, false, false, |parent, out| {
        assert!(!out.exists() || files(out) == whole(NEW));
        the_next_build_mends(parent, out);
    });
    assert_eq!(steps, 19);
}

#[test]
fn a_failure_at_any_step_leaves_one_site_whole_and_nothing_beside_it() {
    let steps = stop_at_every_step(false, false, true, |parent, out| {
        let found = files(out);
        assert!(found == whole(OLD) || found == whole(NEW), "{found:?}");
        // Where the removal itself is what failed, the rest is for the next build.
        if names(parent) != ["site"] {
            assert_eq!((names(parent).len(), found), (2, whole(NEW)));
        }
        the_next_build_mends(parent, out);
    });
    assert_eq!(steps, 18);
}

#[test]
fn a_failure_at_any_step_without_exchange_leaves_one_site_whole() {
    let steps = stop_at_every_step(false, true, true, |parent, out| {
        let found = files(out);
        assert!(found == whole(OLD) || found == whole(NEW), "{found:?}");
        build_by(&Stop { at: 999, cannot_exchange: true, ..Stop::default() }, out, NEW).unwrap();
        assert_eq!((files(out), names(parent)), (whole(NEW), vec!["site".to_owned()]));
    });
    assert_eq!(steps, 20);
}

#[test]
fn a_kill_without_exchange_is_mended_by_the_next_build_even_in_vain() {
    let steps = stop_at_every_step(true, true, true, |parent, out| {
        build_in_vain(out).unwrap_err();
        let found = files(out);
        assert!(found == whole(OLD) || found == whole(NEW), "{found:?}");
        build_by(&Stop { at: 999, cannot_exchange: true, ..Stop::default() }, out, NEW).unwrap();
        assert_eq!((files(out), names(parent)), (whole(NEW), vec!["site".to_owned()]));
    });
    assert_eq!(steps, 20);
}

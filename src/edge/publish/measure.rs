//! How long a publish takes beside `cp -r` of the same tree. Not a test but a measurement:
//! `MEASURE_IN=DIR cargo test --release --lib measure -- --ignored --nocapture`.

use super::{Step, Steps, Straight, publish_by};
use crate::source::path::VPath;
use rustix::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const FILES: usize = 1_000;
const BYTES: usize = 20_000;
const ROUNDS: usize = 15;

/// Goes straight on, and leaves the flushing to the system.
struct Unflushed;

impl Steps for Unflushed {
    fn flush(&self, _folder: BorrowedFd<'_>) -> rustix::io::Result<()> {
        self.before(Step::Flush)
    }
}

fn content(index: usize) -> Vec<u8> {
    format!("page {index:>14}\n").into_bytes().into_iter().cycle().take(BYTES).collect()
}

fn timed(work: impl FnOnce()) -> Duration {
    rustix::fs::sync();
    let start = Instant::now();
    work();
    start.elapsed()
}

fn publish_to(steps: &dyn Steps, out: &Path, paths: &[VPath], contents: &[Vec<u8>]) {
    let render = |index: usize| anyhow::Ok(contents[index].clone());
    publish_by(steps, out, paths, &render, &|_| ()).unwrap();
}

#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn measure_publish_beside_cp() {
    let folder = tempfile::tempdir_in(std::env::var("MEASURE_IN").unwrap()).unwrap();
    let paths: Vec<_> =
        (0..FILES).map(|n| VPath::new(&format!("chapter-{n}/index.html")).unwrap()).collect();
    let contents: Vec<_> = (0..FILES).map(content).collect();
    let at = |name: &str| -> PathBuf { folder.path().join(name) };
    publish_to(&Straight, &at("source"), &paths, &contents);
    let mut table: Vec<(&str, Vec<Duration>)> = Vec::new();
    let mut note =
        |what: &'static str, took: Duration| match table.iter_mut().find(|(name, _)| *name == what)
        {
            Some((_, times)) => times.push(took),
            None => table.push((what, vec![took])),
        };
    let cp = |to: PathBuf| {
        assert!(Command::new("cp").arg("-r").args([at("source"), to]).status().unwrap().success());
    };
    for _ in 0..ROUNDS {
        note("cp -r", timed(|| cp(at("copy"))));
        std::fs::remove_dir_all(at("copy")).unwrap();
        note(
            "cp -r and sync",
            timed(|| {
                cp(at("copy"));
                rustix::fs::sync();
            }),
        );
        std::fs::remove_dir_all(at("copy")).unwrap();
        let kinds: [(&str, &str, &dyn Steps); 2] = [
            ("first, not flushed", "again, not flushed", &Unflushed),
            ("first", "again", &Straight),
        ];
        for (first, again, steps) in kinds {
            let publish = || publish_to(steps, &at("site"), &paths, &contents);
            note(first, timed(publish));
            note(again, timed(publish));
            std::fs::remove_dir_all(at("site")).unwrap();
        }
    }
    for (what, times) in &mut table {
        times.sort();
        let ms = |n: usize| times[n].as_secs_f64() * 1e3;
        println!(
            "{what:<20} median {:6.1} ms  ({:.1} to {:.1})",
            ms(ROUNDS / 2),
            ms(0),
            ms(ROUNDS - 1)
        );
    }
}

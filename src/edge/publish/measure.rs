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

/// The times of each kind of work, in the order in which they were first seen.
#[derive(Default)]
struct Table(Vec<(&'static str, Vec<Duration>)>);

impl Table {
    fn add(&mut self, what: &'static str, work: impl FnOnce()) {
        let took = timed(work);
        match self.0.iter_mut().find(|(name, _)| *name == what) {
            Some((_, times)) => times.push(took),
            None => self.0.push((what, vec![took])),
        }
    }

    #[expect(clippy::print_stdout, reason = "the figures are what it is for")]
    fn print(mut self) {
        for (what, times) in &mut self.0 {
            times.sort();
            let ms = |n: usize| times[n].as_secs_f64() * 1e3;
            let (median, last) = (ms(ROUNDS / 2), ms(ROUNDS - 1));
            println!("{what:<20} median {median:6.1} ms  ({:.1} to {last:.1})", ms(0));
        }
    }
}

/// Nothing is removed until all is measured: for some seconds after files are removed, ext4 is
/// slow to make new ones in their stead, whoever makes them. The second publishes remove folders,
/// and so come last, with a `cp -r` of their own to compare them with.
#[test]
#[ignore = "a measurement"]
fn measure_publish_beside_cp() {
    let folder = tempfile::tempdir_in(std::env::var("MEASURE_IN").unwrap()).unwrap();
    let paths: Vec<_> =
        (0..FILES).map(|n| VPath::new(&format!("chapter-{n}/index.html")).unwrap()).collect();
    let contents: Vec<_> = (0..FILES).map(content).collect();
    let at = |name: &str, round: usize| -> PathBuf { folder.path().join(format!("{name}{round}")) };
    let source = at("source", 0);
    let cp = |to: PathBuf| {
        assert!(Command::new("cp").arg("-r").args([&source, &to]).status().unwrap().success());
    };
    let publish = |steps: &dyn Steps, to: &Path| publish_to(steps, to, &paths, &contents);
    publish(&Straight, &source);
    let mut table = Table::default();
    for round in 0..ROUNDS {
        table.add("cp -r", || cp(at("cp", round)));
        table.add("first, not flushed", || publish(&Unflushed, &at("unflushed", round)));
        table.add("first", || publish(&Straight, &at("flushed", round)));
        table.add("cp -r and sync", || {
            cp(at("cp-sync", round));
            rustix::fs::sync();
        });
    }
    for round in 0..ROUNDS {
        table.add("cp -r beside again", || cp(at("cp-again", round)));
        table.add("again, not flushed", || publish(&Unflushed, &at("unflushed", round)));
        table.add("again", || publish(&Straight, &at("flushed", round)));
    }
    table.print();
}

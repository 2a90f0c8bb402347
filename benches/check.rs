//! Times the checks, that of house language with 500 phrases among them, beside the parsing of the same manual: `cargo bench --bench check`.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement prints, and stops where its manual is not there"
)]

use chapterhouse::bench_manual::{Sizes, files};
use chapterhouse::check;
use chapterhouse::check::language::phrases::Phrases;
use chapterhouse::finding::Findings;
use chapterhouse::manual::Manual;
use chapterhouse::parse;
use chapterhouse::prose::run::runs;
use chapterhouse::source::path::VPath;
use chapterhouse::source::tree::FileTree;
use divan::{Bencher, black_box};
use jiff::civil::date;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::sync::LazyLock;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let phrases = Phrases::of(&MANUAL.registers, date(2026, 11, 22));
    let forms = MANUAL.registers.avoided.iter().flat_map(|entry| &entry.phrases);
    let n_forms: usize = forms.map(|phrase| phrase.forms.len()).sum();
    println!(
        "{N_CHAPTERS} chapters; {} phrases in {n_forms} forms; automaton of {} kB",
        N_PHRASES + 1,
        phrases.size() / 1000
    );
    divan::main();
}

const N_CHAPTERS: u32 = 1000;
const N_PHRASES: usize = 499;

/// A manual with a register of phrases, a few of which its texts have.
static FILES: LazyLock<FileTree> = LazyLock::new(|| {
    let mut files = files(Sizes {
        chapters: N_CHAPTERS,
        partnerships: 0,
        versions: 1,
        additions: 0,
        vocabulary: 0,
    });
    let path = VPath::new("registers/terms.yaml").expect("it is a path");
    files.insert(path, register().into_bytes());
    files
});

static MANUAL: LazyLock<Manual> = LazyLock::new(|| parse::manual(&FILES).0);

/// Phrases that begin as the words of the texts do, so that the automaton has work; a few are whole in the texts.
fn register() -> String {
    const FIRST: [&str; 10] = [
        "child",
        "serious",
        "police",
        "agency",
        "working",
        "plan",
        "family",
        "risk",
        "designated",
        "every",
    ];
    const SECOND: [&str; 10] = [
        "harm",
        "first",
        "that",
        "day",
        "procedure",
        "protect",
        "choice",
        "record",
        "share",
        "question",
    ];
    const THIRD: [&str; 5] = ["at risk", "themselves", "pornography", "afterwards", "on purpose"];
    let mut text =
        "terms:\n  - { id: referral, term: referral, definition: Telling. }\navoid:\n".to_owned();
    let all = FIRST
        .iter()
        .flat_map(|a| SECOND.iter().flat_map(move |b| THIRD.iter().map(move |c| (a, b, c))));
    for (n, (a, b, c)) in all.take(N_PHRASES).enumerate() {
        let _ = writeln!(
            text,
            "  - {{ id: entry-{n}, phrases: ['{a}{{s,}} {{{b},{b}s,{b}ing}} {c}'], prefer: [other words], why: it blames }}"
        );
    }
    let _ = writeln!(
        text,
        "  - {{ id: whole, phrases: [serious harm now], prefer: [danger], why: it is short }}"
    );
    text
}

#[divan::bench]
fn parse_the_manual(bencher: Bencher<'_, '_>) {
    bencher.bench(|| parse::manual(black_box(&FILES)));
}

#[divan::bench]
fn check_everything(bencher: Bencher<'_, '_>) {
    bencher.bench(|| check::all(black_box(&MANUAL), date(2026, 11, 22)));
}

/// The phrases alone, with taking the texts apart into words.
#[divan::bench]
fn look_for_phrases(bencher: Bencher<'_, '_>) {
    let phrases = Phrases::of(&MANUAL.registers, date(2026, 11, 22));
    let chapters: Vec<_> = MANUAL.chapters.values().collect();
    bencher.bench(|| {
        let found = chapters.par_iter().map(|chapter| {
            let mut folded = Vec::new();
            let runs = runs(&chapter.regional.working.prose);
            let found = |run| phrases.find(run, chapter.slug.as_str(), &mut folded).len();
            runs.iter().map(found).sum::<usize>()
        });
        found.sum::<usize>()
    });
}

/// All rules of words, that of house language with its phrases among them.
#[divan::bench]
fn check_words(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let mut findings = Findings::default();
        check::words::check(black_box(&MANUAL), date(2026, 11, 22), &mut findings);
        findings
    });
}

#[divan::bench]
fn build_the_automaton(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Phrases::of(black_box(&MANUAL.registers), date(2026, 11, 22)).size());
}

//! Times the difference engine on long texts: `cargo bench --bench diff`. Figures are medians.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a measurement asks the clock and prints"
)]

use chapterhouse::diff::{Words, texts};
use chapterhouse::finding::Findings;
use chapterhouse::parse;
use chapterhouse::prose::Prose;
use chapterhouse::source::path::VPath;
use chapterhouse::source::place::Span;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

const ROUNDS: usize = 15;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }

    /// So many words out of a vocabulary in which some are frequent, as in any language.
    fn words(&mut self, n: usize, vocabulary: usize) -> Vec<String> {
        let mut words = Vec::with_capacity(n);
        for _ in 0..n {
            let limit = if self.roll(2) == 0 { vocabulary.min(60) } else { vocabulary };
            let number = self.roll(limit);
            let ends = ["er", "ing", "", "ed", "tion", "ly", "s"];
            let end = ends.get(number % 7).copied().unwrap_or_default();
            words.push(format!("w{number}{end}"));
        }
        words
    }
}

/// Words in paragraphs of so many, with a heading above every tenth.
fn chapter(words: &[String], paragraph: usize) -> String {
    let mut text = String::new();
    for (index, words) in words.chunks(paragraph).enumerate() {
        if index % 10 == 0 && index > 0 {
            let _ = write!(text, "## Part {index}\n\n");
        }
        for (at, sentence) in words.chunks(15).enumerate() {
            let space = if at > 0 { " " } else { "" };
            let _ = write!(text, "{space}{}.", sentence.join(" "));
        }
        text.push_str("\n\n");
    }
    text
}

/// The same text, with some words inserted, deleted and replaced.
fn edited(text: &str, n_edits: usize, dice: &mut Dice) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for edit in 0..n_edits {
        let at = dice.roll(words.len());
        match edit % 3 {
            0 => words.insert(at, format!("inserted{edit}")),
            1 => drop(words.remove(at)),
            _ => words.splice(at..=at, [format!("changed{edit}")]).for_each(drop),
        }
    }
    words.join(" ")
}

fn parse(source: &str) -> Prose {
    let file = VPath::new("chapter.md").expect("the path is plain");
    parse::markdown::prose(&file, source, Span::new(0, source.len()), &mut Findings::default())
}

fn measure(name: &str, old: &str, new: &str) {
    let (old, new) = (parse(old), parse(new));
    let words = |prose| Words { title: "Title", subtitle: None, summary: None, prose };
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let difference = texts(&words(&old), &words(&new));
            let time = start.elapsed();
            assert!(!difference.is_empty());
            time
        })
        .collect();
    times.sort_unstable();
    let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("| {name} | {:.1} ms |", median.as_secs_f64() * 1000.0);
}

fn main() {
    let mut dice = Dice(2026);
    println!("| texts | median |\n| --- | --: |");
    for n in [5_000, 10_000, 20_000] {
        let old = chapter(&dice.words(n, 3_000), 60);
        measure(&format!("{n} words, 50 scattered edits"), &old, &edited(&old, 50, &mut dice));
    }
    let old = chapter(&dice.words(10_000, 3_000), 200);
    measure("10000 words, every third edited", &old, &edited(&old, 3_333, &mut dice));
    for n in [5_000, 10_000, 20_000, 40_000] {
        let (old, new) = (dice.words(n, 3_000), dice.words(n, 3_000));
        measure(&format!("{n} words, wholly rewritten"), &chapter(&old, 60), &chapter(&new, 60));
    }
    repetitive(&mut dice);
    one_block(&mut dice);
}

fn repetitive(dice: &mut Dice) {
    let (old, new) = (dice.words(10_000, 30), dice.words(10_000, 30));
    measure("10000 words, 30 different ones", &chapter(&old, 60), &chapter(&new, 60));
    let (old, new) = (dice.words(20_000, 5), dice.words(20_000, 5));
    measure("20000 words, 5 different ones", &chapter(&old, 60), &chapter(&new, 60));
    measure("the same in one paragraph", &chapter(&old, 20_000), &chapter(&new, 20_000));
}

fn one_block(dice: &mut Dice) {
    let words = dice.words(10_000, 3_000);
    let other = dice.words(10_000, 3_000);
    let old = chapter(&words, 10_000);
    measure("one paragraph of 10000 words, 50 edits", &old, &edited(&old, 50, dice));
    measure("the same, rewritten", &old, &chapter(&other, 10_000));
    let text = chapter(&words, 60);
    let reversed: Vec<&str> = text.split("\n\n").collect();
    let reversed: Vec<&str> = reversed.into_iter().rev().collect();
    measure("10000 words, paragraphs in reverse", &text, &reversed.join("\n\n"));
    let items = |words: &[String]| -> String {
        words
            .chunks(4)
            .map(|words| words.join(" "))
            .map(|item| ["- ", &item, "\n"].concat())
            .collect()
    };
    measure("a list of 2500 items, rewritten", &items(&words), &items(&other));
    let rows = |words: &[String]| {
        let rows = words.chunks(6).map(|words| format!("| {} |\n", words.join(" | ")));
        format!("| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n{}", rows.collect::<String>())
    };
    measure("a table of 1667 rows, rewritten", &rows(&words), &rows(&other));
}

//! Makes documents such as editors write, and edits such as editors make.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};

const WORDS: &[&str] = &[
    "child",
    "the",
    "a",
    "of",
    "police",
    "refer",
    "at",
    "once",
    "safe",
    "is",
    "when",
    "harm",
    "family",
    "(early)",
    "help",
    "who",
    "KCSIE-2024",
    "and",
    "online",
    "tell",
    "carers,",
    "not",
    "“stop”",
    "café",
    "don’t",
    "e-safety",
    "👩‍👧",
    "to",
    "or",
    "image",
    "image",
    "the",
    "risk;",
    "no:",
];

/// A few words, some of them set apart.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS).prop_map(str::to_owned);
    let run =
        prop::collection::vec(prop::sample::select(WORDS), 1..4).prop_map(|run| run.join(" "));
    let piece = prop_oneof![
        12 => word,
        1 => run.clone().prop_map(|run| format!("**{run}**")),
        1 => run.clone().prop_map(|run| format!("*{run}*")),
        1 => run.clone().prop_map(|run| format!("~~{run}~~")),
        1 => (run.clone(), 0..3).prop_map(|(run, n)| format!("[{run}](https://example.org/{n})")),
        1 => (run.clone(), 0..3).prop_map(|(run, n)| format!("[[chapter-{n}|{run}]]")),
        1 => (0..3).prop_map(|n| format!("[[law:act-{n}/1]]")),
        1 => (0..3).prop_map(|n| format!("[^{n}]")),
        1 => Just("`code`".to_owned()),
        1 => run.clone().prop_map(|run| format!("<q>{run}</q>")),
        1 => run.prop_map(|run| format!("**{run} *deep* [x](y.md)**")),
    ];
    (prop::collection::vec((piece, any::<bool>()), 1..14), any::<bool>()).prop_map(
        |(pieces, stop)| {
            let mut text = String::new();
            for (at, (piece, is_spaced)) in pieces.iter().enumerate() {
                if at > 0 && (*is_spaced || at % 3 > 0) {
                    text.push_str(if at % 7 == 6 { "\n" } else { " " });
                }
                text.push_str(piece);
            }
            if stop { text + "." } else { text }
        },
    )
}

fn indented(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate();
    lines.map(|(at, line)| [if at == 0 { first } else { rest }, line, "\n"].concat()).collect()
}

/// A block as its lines.
pub(super) fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => words(),
        1 => (words(), 2..5_usize).prop_map(|(text, level)| {
            format!("{} {}", "#".repeat(level), text.replace('\n', " "))
        }),
    ];
    let list = (prop::collection::vec(words(), 1..6), 0..5).prop_map(|(items, kind)| {
        let item = |(at, item): (usize, &String)| match kind {
            0 => indented(item, "1. ", "   "),
            1 => indented(item, if at % 2 == 0 { "- [ ] " } else { "- [x] " }, "  "),
            2 => indented(&format!("{item}\n\nmore {item}"), "- ", "  "),
            3 => indented(&format!("{item}\n- inner {item}"), "- ", "  "),
            _ => indented(item, "- ", "  "),
        };
        items.iter().enumerate().map(item).collect::<String>()
    });
    let table = (1..4_usize, prop::collection::vec(prop::collection::vec(words(), 4), 1..5));
    let table = table.prop_map(|(width, rows)| {
        let row = |cells: &Vec<String>| {
            let cells: Vec<_> = cells
                .iter()
                .take(width)
                .map(|cell| cell.replace('|', "\\|").replace('\n', " "))
                .collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let (head, rest) = rows.split_first().unwrap();
        let rule = format!("|{}\n", " --- |".repeat(width));
        row(head) + &rule + &rest.iter().map(row).collect::<String>()
    });
    prop_oneof![
        6 => leaf,
        2 => list,
        2 => table,
        1 => (words(), prop::sample::select(&["", "[!NOTE]\n", "[!WARNING]\n", "[!LAW] act/1\n"][..]))
            .prop_map(|(text, kind)| indented(&format!("{kind}{text}"), "> ", "> ")),
        1 => (words(), words()).prop_map(|(term, text)| {
            format!("{}\n{}", term.replace('\n', " "), indented(&text, ": ", "  "))
        }),
        1 => (0..3, words()).prop_map(|(n, text)| indented(&text, &format!("[^{n}]: "), "    ")),
        1 => Just("---".to_owned()),
        1 => Just("## Change 1".to_owned()),
        1 => Just("```\nlet a = 1;\n```".to_owned()),
    ]
}

/// The blocks of a document.
pub(super) fn document() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(block(), 0..9)
}

/// Something that an editor does.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Insert(usize, String),
    Delete(usize),
    Move(usize, usize),
    /// Replaces a word of a block.
    Word(usize, usize, &'static str),
    /// Takes out a line: an item, a row, a line of a paragraph.
    Line(usize, usize),
    /// Doubles a line.
    Twice(usize, usize),
    Replace(usize, &'static str, &'static str),
}

pub(super) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = || 0..9_usize;
    let changes = &[
        ("https://example.org/1", "https://example.org/2"),
        ("**", ""),
        ("*", "**"),
        (" |", " | new |"),
        ("- ", "1. "),
        ("[^1]", ""),
        ("[^0]", "[^2]"),
        ("NOTE", "WARNING"),
        ("\n", " "),
        (" ", "\n"),
        ("child", "young person"),
        ("## ", "### "),
    ][..];
    let edit = prop_oneof![
        (at(), block()).prop_map(|(at, block)| Edit::Insert(at, block)),
        at().prop_map(Edit::Delete),
        (at(), at()).prop_map(|(from, to)| Edit::Move(from, to)),
        (at(), 0..20_usize, prop::sample::select(WORDS))
            .prop_map(|(at, n, word)| Edit::Word(at, n, word)),
        (at(), 0..6_usize).prop_map(|(at, line)| Edit::Line(at, line)),
        (at(), 0..6_usize).prop_map(|(at, line)| Edit::Twice(at, line)),
        (at(), prop::sample::select(changes))
            .prop_map(|(at, (old, new))| Edit::Replace(at, old, new)),
    ];
    prop::collection::vec(edit, 0..6)
}

/// A document after some edits.
pub(super) fn edited(blocks: &[String], edits: &[Edit]) -> Vec<String> {
    let mut blocks = blocks.to_vec();
    for edit in edits {
        let length = blocks.len();
        let place = |at: usize| (length > 0).then(|| at % length.max(1));
        match edit {
            Edit::Insert(at, block) => blocks.insert(at % (length + 1), block.clone()),
            Edit::Delete(at) => drop(place(*at).map(|at| blocks.remove(at))),
            Edit::Move(from, to) => {
                if let (Some(from), Some(to)) = (place(*from), place(*to)) {
                    let block = blocks.remove(from);
                    blocks.insert(to, block);
                }
            }
            Edit::Word(at, n, word) => change(&mut blocks, *at, |text| {
                let mut words: Vec<&str> = text.split(' ').collect();
                let n = n % words.len();
                words[n] = word;
                words.join(" ")
            }),
            Edit::Line(at, line) => change(&mut blocks, *at, |text| {
                let mut lines: Vec<&str> = text.lines().collect();
                if *line < lines.len() {
                    lines.remove(*line);
                }
                lines.join("\n")
            }),
            Edit::Twice(at, line) => change(&mut blocks, *at, |text| {
                let mut lines: Vec<&str> = text.lines().collect();
                if let Some(twice) = lines.get(*line).copied() {
                    lines.insert(*line, twice);
                }
                lines.join("\n")
            }),
            Edit::Replace(at, old, new) => change(&mut blocks, *at, |text| text.replace(old, new)),
        }
    }
    blocks
}

fn change(blocks: &mut [String], at: usize, change: impl Fn(&str) -> String) {
    let length = blocks.len().max(1);
    if let Some(block) = blocks.get_mut(at % length) {
        *block = change(block);
    }
}

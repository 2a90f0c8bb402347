//! The house in order: no module imports from above, and nothing is left lying about.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors of `src`, from the ground up. A module imports from lower floors only.
///
/// `parse` stands below `render` for one thing besides manuals: `render::words` reads a theme's
/// words with the same YAML reader.
const FLOORS: &[&[&str]] = &[
    &["source"],
    &["prose", "finding"],
    &["diff"],
    &["manual"],
    &["parse", "record"],
    &["resolve"],
    &["site"],
    &["check"],
    &["amend", "bench_manual", "bundle", "report", "scaffold", "schema", "search"],
    &["render"],
    &["pdf"],
    &["edge"],
];

const MOST_LINES: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every Rust file below a folder of the project, by its path from there, and its text.
pub(crate) fn rust_files(folder: &str) -> Vec<(String, String)> {
    let folder = root().join(folder);
    let mut files: Vec<_> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| {
            let name = entry.path().strip_prefix(&folder).unwrap().display().to_string();
            (name, read(entry.path()))
        })
        .collect();
    files.sort();
    files
}

fn sources() -> Vec<(String, String)> {
    rust_files("src")
}

/// The modules at the top of `src`: `edge` for `edge/read/mod.rs`, `amend` for `amend.rs`.
fn module(file: &str) -> Option<&str> {
    let name = file.split('/').next()?.trim_end_matches(".rs");
    (name != "main" && name != "lib").then_some(name)
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The names after each `crate::` of a line, those in braces too.
fn imports(line: &str) -> Vec<&str> {
    line.split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let names = rest.strip_prefix('{').unwrap_or(rest);
            let many = if names.len() < rest.len() { usize::MAX } else { 1 };
            names.split(',').take(many).map(|name| {
                let name = name.trim();
                let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_');
                name.split_at(end.unwrap_or(name.len())).0
            })
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// Fails with every fault, one on each line.
pub(crate) fn tidy(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn nothing_imports_from_above_or_beside() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let Some(from) = module(&file) else { continue };
        let Some(height) = floor(from) else {
            faults.push(format!("src/{file}: `{from}` stands on no floor of tests/it/tidy.rs"));
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for to in imports(line) {
                if to != from && floor(to).is_some_and(|other| other >= height) {
                    let number = index + 1;
                    faults.push(format!(
                        "src/{file}:{number}: `{from}` imports `{to}`, which is not below it"
                    ));
                }
            }
        }
    }
    tidy(&faults);
}

#[test]
fn imports_are_found_in_a_line() {
    assert_eq!(imports("use crate::prose::{Prose, headings};"), ["prose"]);
    assert_eq!(imports("use crate::{parse::yaml, site};"), ["parse", "site"]);
    assert_eq!(imports("fn f(a: crate::site::Site, b: crate::edge::X)"), ["site", "edge"]);
    assert!(imports("use std::fmt;").is_empty());
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        if !text.starts_with("//!") && !text.starts_with("#![doc") {
            faults.push(format!("src/{file}: opens without `//!`"));
        }
        let n_lines = text.lines().count();
        if n_lines > MOST_LINES {
            faults.push(format!("src/{file}: has {n_lines} lines, more than {MOST_LINES}"));
        }
    }
    tidy(&faults);
}

#[test]
fn nothing_is_left_to_be_done_later() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        for (index, line) in text.lines().enumerate() {
            for word in ["todo!", "unimplemented!", "dbg!", "FIXME", "TODO", "XXX"] {
                if line.contains(word) {
                    faults.push(format!("src/{file}:{}: {word}", index + 1));
                }
            }
        }
    }
    tidy(&faults);
}

#[test]
fn the_architecture_names_every_folder_and_every_dependency() {
    let architecture = read(&root().join("ARCHITECTURE.md"));
    let mut faults = Vec::new();
    let (_, dependencies) = architecture.split_once("\n## Dependencies\n").expect("a section");
    for name in dependency_names(&read(&root().join("Cargo.toml"))) {
        if !dependencies.contains(&format!("`{name}`")) {
            faults
                .push(format!("Cargo.toml: `{name}` is not under Dependencies of ARCHITECTURE.md"));
        }
    }
    let mut modules: Vec<String> =
        sources().iter().filter_map(|(file, _)| module(file).map(str::to_owned)).collect();
    modules.dedup();
    for module in modules {
        if !architecture.contains(&format!("\n### `{module}`")) {
            faults.push(format!("src/{module}: has no entry in the code map of ARCHITECTURE.md"));
        }
    }
    tidy(&faults);
}

fn dependency_names(manifest: &str) -> Vec<&str> {
    let mut is_dependencies = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            is_dependencies = table.trim_end_matches(']').ends_with("dependencies");
        } else if is_dependencies && let Some((name, _)) = line.split_once(" = ") {
            names.push(name);
        }
    }
    assert!(!names.is_empty(), "Cargo.toml has no dependencies");
    names
}

//! The manual of this program, in `docs`: it builds, it is in step with the program, and what its tutorial
//! says is what happens.

use super::tidy::tidy;
use chapterhouse::edge::{read, rules};
use chapterhouse::finding::Level;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A working text of the manual.
fn chapter(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/chapters/{name}/chapter.md"))
}

/// Runs the program in a folder, on 22 November 2026: its exit code, and what it said to both streams.
fn ran(folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapterhouse"));
    let command = command.args(arguments).current_dir(folder);
    let output = command.env("SOURCE_DATE_EPOCH", "1795305600").output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), text)
}

#[test]
fn the_manual_of_the_program_has_nothing_above_advice_and_builds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let (files, mut findings) = read::manual(&folder).unwrap();
    let (manual, faults) = chapterhouse::parse::manual(&files);
    findings.append(faults);
    findings.append(chapterhouse::check::all(&manual, super::sites::TODAY));
    let findings = rules::judged(&manual, findings);
    let grave = findings.into_iter().filter(|finding| finding.level > Level::Advice).collect();
    assert_eq!(super::written::rendered(&files, &grave), "");

    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let build = ["build", "--manual", folder.to_str().unwrap(), "--out", site.to_str().unwrap()];
    let (code, said) = ran(out.path(), &build);
    assert_eq!(code, Some(0), "{said}");
    let page = fs::read_to_string(site.join("findings/index.html")).unwrap();
    assert!(page.contains("id=\"broken-reference\""));
}

/// Renewed by `UPDATE_DOCS=1 cargo test --test it docs::`; `chapterhouse amend findings --manual docs` then
/// records it.
#[test]
fn the_chapter_of_findings_lists_the_rules_of_the_program() {
    let file = chapter("reference/findings");
    let text = fs::read_to_string(&file).unwrap();
    let (introduction, list) = text.split_at(text.find("\n## ").unwrap() + 1);
    let now = rules::markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, [introduction, now.as_str()].concat()).unwrap();
    } else {
        assert!(
            list == now,
            "the rules are others than {} says; run `UPDATE_DOCS=1 cargo test --test it docs::`, \
             then `chapterhouse amend findings --manual docs`",
            file.display()
        );
    }
}

/// The long options in what `--help` says, and the commands in what `help` says.
fn first_words(help: &str, after: &str) -> Vec<String> {
    let listed = help.split_once(after).map_or("", |(_, rest)| rest);
    let listed = listed.split_once("\n\n").map_or(listed, |(list, _)| list);
    let entries = listed.lines().filter(|line| !line.starts_with("          "));
    let words = |line: &str| {
        let is_meant = |word: &&str| after.starts_with("Commands") || word.starts_with("--");
        line.split_whitespace().find(is_meant).map(str::to_owned)
    };
    entries.filter_map(words).collect()
}

#[test]
fn the_chapter_of_commands_names_each_with_its_options() {
    let text = fs::read_to_string(chapter("reference/commands")).unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let commands = first_words(&ran(here, &["help"]).1, "Commands:\n");
    assert!(commands.len() > 8, "{commands:?}");
    let mut faults = Vec::new();
    for command in &commands {
        if !text.contains(&format!("`{command}"))
            && !text.contains(&format!("chapterhouse {command}"))
        {
            faults.push(format!("`{command}` is not in the chapter"));
        }
        for option in first_words(&ran(here, &[command.as_str(), "--help"]).1, "Options:\n") {
            if option != "--help" && !text.contains(&format!("`{option}")) {
                faults.push(format!("`{command} {option}` is not in the chapter"));
            }
        }
    }
    tidy(&faults);
}

/// What Apache and nginx are to be told is what the site's own file says.
#[test]
fn the_chapter_of_headers_has_those_of_the_site() {
    let text = fs::read_to_string(chapter("how-to/send-headers")).unwrap();
    let site = &super::sites::SMALL_PAGES["_headers"];
    let headers: Vec<(&str, &str)> =
        site.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ")).collect();
    assert!(headers.len() > 4, "{headers:?}");
    for (name, value) in headers {
        for line in [
            format!("Header always set {name} \"{value}\""),
            format!("add_header {name} \"{value}\" always;"),
        ] {
            assert!(text.lines().any(|written| written == line), "the chapter lacks `{line}`");
        }
    }
}

/// The words of a command line, with those in quotation marks as one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| {
        let quoted = index % 2 == 1;
        if quoted { vec![part] } else { part.split_whitespace().collect() }
    });
    words.map(str::to_owned).collect()
}

/// The fenced blocks of a text: what each is, and its lines; one that goes on after `\` is one line.
fn blocks(text: &str) -> Vec<(&str, Vec<String>)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let inside = lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>();
            let joined = inside.join("\n").replace(" \\\n", " ");
            blocks.push((kind, joined.lines().map(str::to_owned).collect()));
        }
    }
    blocks
}

/// The commands are run as they stand, and the changes made that the text asks for. The preview is left
/// out, and the question of `amend` is answered by `--yes`.
#[test]
fn the_tutorial_says_what_happens() {
    let text = fs::read_to_string(chapter("tutorial/your-first-manual")).unwrap();
    let parent = tempfile::tempdir().unwrap();
    let mut folder = parent.path().to_path_buf();
    let written =
        parent.path().join("our-procedures/procedures/chapters/core/online-safety/chapter.md");
    let edit = |old: &str, new: &str| {
        let text = fs::read_to_string(&written).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(&written, text.replace(old, new)).unwrap();
    };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut said = String::new();
    for (kind, lines) in blocks(&text) {
        if kind == "markdown" {
            fs::write(&written, lines.join("\n") + "\n").unwrap();
            continue;
        }
        for line in lines.iter().map(String::as_str) {
            if line == "$ cd our-procedures" {
                folder.push("our-procedures");
            } else if let Some(typed) = line.strip_prefix("$ chapterhouse ") {
                let mut arguments = words(typed);
                let command = arguments[0].clone();
                let time = times.entry(command.clone()).or_default();
                *time += 1;
                match (command.as_str(), *time) {
                    ("check", 2) => {
                        edit("[[referals]]", "[[referrals]]");
                        edit(", or 01632 960101", "");
                    }
                    ("amend", 2) => edit("thank the child", "believe and thank the child"),
                    _ => {}
                }
                if command == "amend" {
                    arguments.push("--yes".to_owned());
                }
                said = if command == "serve" { String::new() } else { ran(&folder, &arguments).1 };
            } else if line.starts_with("public: ") {
                assert!(said.starts_with("public: "), "{said}");
            } else if !["…", ""].contains(&line)
                && !line.starts_with("Record this?")
                && !said.is_empty()
            {
                assert!(said.lines().any(|real| real == line), "`{line}` is not in\n{said}");
            }
        }
    }
    assert_eq!((times["check"], times["amend"], times["build"]), (2, 2, 2));
}

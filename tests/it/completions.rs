//! Completions: each shell's script names every command, and bash completes with its own.

use std::process::Command;

fn said(arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_chapterhouse")).args(arguments).output().unwrap();
    assert!(ran.status.success(), "{arguments:?}");
    String::from_utf8(ran.stdout).unwrap()
}

/// The commands that `help` lists.
fn commands() -> Vec<String> {
    let help = said(&["help"]);
    let list = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let named = list.lines().filter(|line| !line.starts_with("     "));
    named.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn each_shell_is_told_every_command() {
    let commands = commands();
    assert!(commands.len() > 10, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command), "{shell} is not told `{command}`");
        }
        assert!(script.contains("significance"), "{shell} is not told the options of `amend`");
    }
}

/// What bash offers behind these words.
fn offered(words: &[&str]) -> Vec<String> {
    let script = r#"
        source <("$1" completions bash)
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _chapterhouse "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let program = env!("CARGO_BIN_EXE_chapterhouse");
    let ran =
        Command::new("bash").args(["-c", script, "bash", program]).args(words).output().unwrap();
    let stdout = String::from_utf8(ran.stdout).unwrap();
    assert!(ran.stderr.is_empty(), "{}", String::from_utf8_lossy(&ran.stderr));
    stdout.lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn bash_completes_commands_options_and_words() {
    assert_eq!(offered(&["chapterhouse", "re"]), ["report", "restore"]);
    assert_eq!(offered(&["chapterhouse", "new", "ch"]), ["chapter"]);
    assert_eq!(offered(&["chapterhouse", "restore", "--y"]), ["--yes"]);
    assert_eq!(offered(&["chapterhouse", "report", "--format", ""]), ["text", "json", "csv"]);
    assert_eq!(offered(&["chapterhouse", "amend", "--significance", "m"]), ["major", "minor"]);
}

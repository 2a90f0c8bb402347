//! Bundles: evidence that anyone can verify, and that holds nothing but what was recorded.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn bundle(out: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chapterhouse"))
        .arg("bundle")
        .args(arguments)
        .arg("--out")
        .arg(out)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .output()
        .unwrap()
}

/// What the program says, and its exit code.
fn said(output: &Output) -> (Option<i32>, String) {
    let text = [output.stdout.clone(), output.stderr.clone()].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

const ALDERMERE: [&str; 5] =
    ["--as-at", "2025-01-25", "--partnership", "aldermere", "online-safety"];

/// The folder that a bundle unpacks to.
fn unpacked(zip: &Path, to: &Path) -> PathBuf {
    let bytes = fs::read(zip).unwrap();
    zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().extract(to).unwrap();
    to.join(zip.file_stem().unwrap())
}

#[test]
fn a_bundle_is_verified_without_this_program_and_has_the_boards_own_files() {
    let folder = tempfile::tempdir().unwrap();
    let (code, text) = said(&bundle(folder.path(), &ALDERMERE));
    assert_eq!(code, Some(0), "{text}");
    let zip = folder.path().join("bundle-2025-01-25-aldermere-online-safety.zip");
    let inside = unpacked(&zip, folder.path());
    let sums = Command::new("sha256sum").args(["-c", "SHA256SUMS"]).current_dir(&inside).output();
    let checked = said(&sums.unwrap());
    assert_eq!(checked.0, Some(0), "{}", checked.1);
    assert!(checked.1.lines().all(|line| line.ends_with(": OK")), "{}", checked.1);

    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures");
    let chapter = "chapters/guidance/online-safety";
    let expected = [
        format!("{chapter}/history/2.1.md"),
        format!("{chapter}/local/aldermere/history/1.0.md"),
        "amendments/2024-06-03-practice-chapters.yaml".to_owned(),
        "amendments/2025-01-20-words-that-do-not-blame.yaml".to_owned(),
    ];
    for file in &expected {
        assert!(fs::read(inside.join(file)).unwrap() == fs::read(manual.join(file)).unwrap());
        assert!(checked.1.contains(file.as_str()), "{file}");
    }
    let n_others = 1 + usize::from(cfg!(feature = "pdf"));
    assert_eq!(checked.1.lines().count(), expected.len() + n_others, "{}", checked.1);
}

#[test]
fn the_cover_sheet_says_what_it_is_and_how_to_verify_it() {
    let folder = tempfile::tempdir().unwrap();
    bundle(folder.path(), &ALDERMERE);
    let zip = folder.path().join("bundle-2025-01-25-aldermere-online-safety.zip");
    let inside = unpacked(&zip, folder.path());
    let sheet = fs::read_to_string(inside.join("README.txt")).unwrap();
    for expected in [
        "What was in force on 25 January 2025\n====",
        "As read in: Aldermere Safeguarding Children Partnership\n",
        "Made by: Chapterhouse ",
        "\n2.5 Online safety\n    Version: 2.1\n    In force since: 20 January 2025\n",
        "Approved by: Regional procedures group, 10 December 2024\n",
        "/aldermere/online-safety/as-at/2025-01-20/\n",
        "sha256sum -c SHA256SUMS",
    ] {
        assert!(sheet.contains(expected), "{expected}:\n{sheet}");
    }
    let has_pdf = sheet.contains(".pdf has the texts to read");
    assert_eq!(has_pdf, cfg!(feature = "pdf"));
    if has_pdf {
        let name = "bundle-2025-01-25-aldermere-online-safety.pdf";
        assert!(
            fs::read(inside.join(name)).unwrap() == fs::read(folder.path().join(name)).unwrap()
        );
    }
}

#[test]
fn the_same_bundle_has_the_same_bytes_and_writes_over_nothing() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let arguments = ["--as-at", "2026-11-22", "bullying", "online-safety", "bullying"];
    let name = "bundle-2026-11-22-bullying-online-safety.zip";
    let [first, second] = folders.each_ref().map(|folder| {
        let (code, text) = said(&bundle(folder.path(), &arguments));
        assert_eq!(code, Some(0), "{text}");
        fs::read(folder.path().join(name)).unwrap()
    });
    assert!(first == second);

    let zip = folders[0].path().join(name);
    fs::write(&zip, "mine").unwrap();
    let _ = fs::remove_file(zip.with_extension("pdf"));
    let (code, text) = said(&bundle(folders[0].path(), &arguments));
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("is there already"), "{text}");
    assert_eq!(fs::read(&zip).unwrap(), b"mine");
    assert!(!zip.with_extension("pdf").exists());
}

#[test]
fn what_was_not_in_force_or_not_recorded_is_in_no_bundle() {
    let refused = |arguments: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let told = said(&bundle(folder.path(), arguments));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
        told
    };
    let expected = [
        (
            vec!["--as-at", "2025-01-15", "online-safty"],
            "there is no chapter `online-safty`; write `online-safety` if that is meant",
        ),
        (
            vec!["--as-at", "2025-01-15", "--partnership", "aldermeer", "bullying"],
            "there is no partnership `aldermeer`; write `aldermere` if that is meant",
        ),
        (
            vec!["--as-at", "2020-01-15", "bullying"],
            "no text of `bullying` was in force on 2020-01-15",
        ),
        (
            vec!["--as-at", "2026-11-23", "bullying"],
            "2026-11-23 is still to come: a bundle shows what was in force, until 2026-11-22",
        ),
    ];
    for (arguments, message) in expected {
        assert_eq!(refused(&arguments), (Some(2), format!("error: {message}\n")));
    }

    let left = ["--as-at", "2026-11-22", "--partnership", "kestrelby", "bullying"];
    let small = ["--manual", "tests/manuals/small", "--as-at", "2026-11-22", "old-advice"];
    for (arguments, message) in [
        (left, "`kestrelby` was no longer a member on 2026-11-22"),
        (small, "`old-advice` was not in force on 2026-11-22: it was withdrawn from 2026-01-01"),
    ] {
        assert_eq!(refused(&arguments), (Some(2), format!("error: {message}\n")));
    }

    let altered = ["--manual", "tests/cli/verify.in/altered", "--as-at", "2026-01-01", "referrals"];
    let (code, text) = refused(&altered);
    assert_eq!(code, Some(1));
    assert_eq!(
        text,
        "error: `chapters/core/referrals/history/1.0.md` was altered: its digest is e3f3b1c6c4ab, \
         and 6ce4c9cd315d was recorded\n"
    );

    let drawn_anew =
        ["--manual", "tests/cli/verify.in/pictures", "--as-at", "2026-01-01", "referrals"];
    let (code, text) = refused(&drawn_anew);
    assert_eq!(code, Some(1));
    assert!(text.contains("`chapters/core/referrals/images/map.svg` was altered"), "{text}");
}

#[test]
fn the_pictures_of_a_text_are_evidence_too() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--manual", "tests/manuals/small", "--as-at", "2025-09-01", "grooming"];
    let (code, text) = said(&bundle(folder.path(), &arguments));
    assert_eq!(code, Some(0), "{text}");
    let inside = unpacked(&folder.path().join("bundle-2025-09-01-grooming.zip"), folder.path());
    let sums = fs::read_to_string(inside.join("SHA256SUMS")).unwrap();
    let pictures = sums.lines().filter(|line| line.contains("/images/")).count();
    assert!(pictures > 0, "{sums}");
}

//! What other programs read: each format against its schema, and the exit code by level.

use super::findings::{judged, with};
use super::written::{on_disk, path};
use boon::{Compiler, Schemas};
use chapterhouse::finding::Findings;
use chapterhouse::finding::format::{Files, json, sarif};
use chapterhouse::source::tree::FileTree;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A manual with findings of each level, with notes, in whole files and allowed.
fn sample() -> (FileTree, Findings) {
    let mut files = with(
        "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n## Signs\n\n## Signs\n\n[[nowhere]] [here](https://a.org)\n\n<!-- allow vague-link-text, long-sentence: the words of the “order” -->\n[here](https://a.org) and [here](https://a.org)\n",
    );
    files.insert(path("notes.txt"), "What is this?".as_bytes());
    let findings = judged(&files);
    assert!(findings.len() > 4 && findings.allowed().len() == 2);
    (files, findings)
}

/// Fails unless a text is JSON that a schema allows.
#[track_caller]
pub(crate) fn validate(text: &str, schema: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let schema: Value = serde_json::from_str(schema).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://example.org/schema.json", schema).unwrap();
    let index = compiler.compile("https://example.org/schema.json", &mut schemas).unwrap();
    if let Err(error) = schemas.validate(&value, index) {
        panic!("{error:#}");
    }
    value
}

fn sarif_schema() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn json_is_what_its_schema_says() {
    let (files, findings) = sample();
    let files = Files { tree: &files, prefix: "procedures/" };
    let report = validate(&json::json(&findings, files), json::SCHEMA);
    assert_eq!(report["allowed"][0]["reason"], "the words of the “order”");
    validate(&json::json(&Findings::default(), files), json::SCHEMA);
}

#[test]
#[should_panic(expected = "mend")]
fn a_finding_without_a_mend_is_no_report() {
    let (files, findings) = sample();
    let text = json::json(&findings, Files { tree: &files, prefix: "" });
    validate(&text.replacen("\"mend\"", "\"cure\"", 1), json::SCHEMA);
}

#[test]
fn sarif_is_what_its_schema_says() {
    let (files, findings) = sample();
    let files = Files { tree: &files, prefix: "the procedures/" };
    let log = validate(&sarif::sarif(&findings, files), &sarif_schema());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let allowed: Vec<&Value> =
        results.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!(allowed.len(), 2);
    let suppression = &allowed[0]["suppressions"][0];
    assert_eq!(suppression["kind"], "inSource");
    assert_eq!(suppression["justification"], "the words of the “order”");
    validate(&sarif::sarif(&Findings::default(), files), &sarif_schema());
}

#[test]
fn a_finding_is_recognised_on_another_line_and_told_from_the_next() {
    let fingerprints = |above: &str| -> Vec<String> {
        let link = "[here](https://a.org)";
        let body = format!("{above}{link} and {link}\n");
        let files = with(&format!(
            "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n{body}"
        ));
        let log = sarif::sarif(&judged(&files), Files { tree: &files, prefix: "" });
        let log: Value = serde_json::from_str(&log).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results.map(|r| r["partialFingerprints"]["finding/v1"].to_string()).collect()
    };
    let first = fingerprints("");
    assert_eq!(first.len(), 2);
    assert_ne!(first[0], first[1]);
    assert_eq!(first, fingerprints("More of it.\n\n"));
}

#[test]
fn the_exit_code_follows_the_level_that_is_denied() {
    let head = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n## Signs {#signs}\n\nSee [[referrals]].\n";
    for (more, fails_at) in [
        ("", 1),
        ("[here](https://a.org)\n", 2),
        ("[[nowhere]]\n", 3),
        ("<!-- allow vague-link-text: because -->\n[here](https://a.org)\n", 1),
    ] {
        let folder = on_disk(&with(&format!("{head}\n{more}")));
        for (number, level) in ["advice", "warning", "error"].into_iter().enumerate() {
            let ran = Command::new(env!("CARGO_BIN_EXE_chapterhouse"))
                .args(["check", "--as-at", "2026-11-22", "--deny", level, "--manual"])
                .arg(folder.path())
                .output()
                .unwrap();
            let expected = i32::from(number < fails_at);
            let shown = String::from_utf8_lossy(&ran.stdout);
            assert_eq!(ran.status.code(), Some(expected), "{more} {level}\n{shown}");
        }
    }
}

//! What each format writes, compared whole.

use super::{Files, text::Layout};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use crate::source::tree::FileTree;
use proptest::prelude::*;

static BROKEN: Rule = Rule {
    code: "broken-reference",
    level: Level::Error,
    what: "A reference names nothing that is in the manual.",
    why: "A practitioner who follows it is left with nothing.",
    mend: "Write the name of what is meant; the message gives the nearest. Or add the entry to its register.",
};
static TWICE: Rule = Rule {
    code: "alias-used-twice",
    level: Level::Warning,
    what: "An alias belongs to two chapters.",
    why: "A reader would be sent to one of them by chance.",
    mend: "Take it out of one of them.",
};
static LONG: Rule = Rule {
    code: "long-summary",
    level: Level::Advice,
    what: "A summary is long.",
    why: "Lists show its beginning only.",
    mend: "Shorten it.",
};

const PLAIN: Layout = Layout { colour: false, width: 80 };

fn tree(files: &[(&str, &[u8])]) -> FileTree {
    files.iter().map(|(path, bytes)| (VPath::new(path).unwrap(), *bytes)).collect()
}

/// The place of the first `needle` in a file.
fn place(tree: &FileTree, path: &str, needle: &str) -> Place {
    let path = VPath::new(path).unwrap();
    let start = tree.text(&path).unwrap().find(needle).unwrap();
    Place::new(&path, Span::new(start, start + needle.len()))
}

fn sample() -> (FileTree, Findings) {
    let tree = tree(&[
        ("chapters/a b/chapter.md", "---\ntitle: É\n---\nSee – [[bulying]].\n".as_bytes()),
        ("chapters/x/chapter.md", b"---\naliases: [e-safety]\n---\nOne\ntwo.\n"),
        ("chapters/y/chapter.md", b"---\naliases: [e-safety]\n---\n"),
    ]);
    let findings = [
        Finding::new(
            &BROKEN,
            place(&tree, "chapters/a b/chapter.md", "bulying"),
            "no chapter is called `bulying`; 100% of links: must work",
            "write `bullying`, the nearest name",
        ),
        Finding::new(
            &TWICE,
            place(&tree, "chapters/x/chapter.md", "e-safety"),
            "the alias `e-safety` belongs to two chapters",
            "take it out of one of them",
        )
        .with_note(place(&tree, "chapters/y/chapter.md", "e-safety"), "it is also used here"),
        Finding::new(
            &LONG,
            place(&tree, "chapters/x/chapter.md", "One\ntwo."),
            "this is long",
            "shorten it",
        ),
        Finding::new(
            &BROKEN,
            Place::file(&VPath::new("manual.yaml").unwrap()),
            "there is no `manual.yaml`",
            "run `chapterhouse init`",
        ),
    ];
    (tree, findings.into_iter().collect())
}

fn text_of(tree: &FileTree, finding: Finding) -> String {
    let findings = [finding].into_iter().collect();
    super::text::text(&findings, Files { tree, prefix: "" }, PLAIN)
}

/// The two of the sample that differ most: one with a note, and one without a file.
fn small_sample() -> (FileTree, Findings) {
    let (tree, findings) = sample();
    let findings = findings.into_iter().enumerate().filter(|(index, _)| index % 2 == 1);
    (tree, findings.map(|(_, finding)| finding).collect())
}

#[test]
fn text_shows_the_words_the_notes_and_the_mend() {
    let (tree, findings) = sample();
    let shown = super::text::text(&findings, Files { tree: &tree, prefix: "procedures/" }, PLAIN);
    insta::assert_snapshot!(shown, @r"
    error[broken-reference]: no chapter is called `bulying`; 100% of links: must work
     --> procedures/chapters/a b/chapter.md:4:9
      |
    4 | See – [[bulying]].
      |         ^^^^^^^
      |
    mend: write `bullying`, the nearest name

    warning[alias-used-twice]: the alias `e-safety` belongs to two chapters
     --> procedures/chapters/x/chapter.md:2:11
      |
    2 | aliases: [e-safety]
      |           ^^^^^^^^
      |
    note: it is also used here
     --> procedures/chapters/y/chapter.md:2:11
      |
    2 | aliases: [e-safety]
      |           --------
    mend: take it out of one of them

    advice[long-summary]: this is long
     --> procedures/chapters/x/chapter.md:4:1
      |
    4 | / One
    5 | | two.
      | |____^
      |
    mend: shorten it

    error[broken-reference]: there is no `manual.yaml`
    --> procedures/manual.yaml:1:1
     |
    mend: run `chapterhouse init`

    2 errors, 1 warning, 1 advice
    ");
}

#[test]
fn colour_is_a_choice() {
    let tree = tree(&[("a.md", b"x")]);
    let finding = Finding::new(&LONG, place(&tree, "a.md", "x"), "long", "shorten it");
    let layout = Layout { colour: true, ..PLAIN };
    let findings = [finding].into_iter().collect();
    let shown = super::text::text(&findings, Files { tree: &tree, prefix: "" }, layout);
    insta::assert_snapshot!(shown.replace('\u{1b}', "ESC"), @r"
    ESC[1mESC[94madvice[long-summary]ESC[0mESC[1m: longESC[0m
     ESC[1mESC[94m--> ESC[0ma.md:1:1
      ESC[1mESC[94m|ESC[0m
    ESC[1mESC[94m1ESC[0m ESC[1mESC[94m|ESC[0m x
      ESC[1mESC[94m|ESC[0m ESC[1mESC[94m^ESC[0m
      ESC[1mESC[94m|ESC[0m
    ESC[1mESC[96mmendESC[0m: shorten it

    0 errors, 0 warnings, 1 advice
    ");
}

#[test]
fn json_is_a_stable_border() {
    let (tree, findings) = small_sample();
    let shown = super::json::json(&findings, Files { tree: &tree, prefix: "procedures/" });
    insta::assert_snapshot!(shown, @r#"
    {
      "format": 1,
      "findings": [
        {
          "code": "alias-used-twice",
          "level": "warning",
          "message": "the alias `e-safety` belongs to two chapters",
          "file": "procedures/chapters/x/chapter.md",
          "line": 2,
          "column": 11,
          "end_line": 2,
          "end_column": 19,
          "text": "e-safety",
          "mend": "take it out of one of them",
          "notes": [
            {
              "message": "it is also used here",
              "file": "procedures/chapters/y/chapter.md",
              "line": 2,
              "column": 11,
              "end_line": 2,
              "end_column": 19,
              "text": "e-safety"
            }
          ]
        },
        {
          "code": "broken-reference",
          "level": "error",
          "message": "there is no `manual.yaml`",
          "file": "procedures/manual.yaml",
          "line": 1,
          "column": 1,
          "end_line": 1,
          "end_column": 1,
          "text": "",
          "mend": "run `chapterhouse init`",
          "notes": []
        }
      ],
      "allowed": [],
      "counts": {
        "error": 1,
        "warning": 1,
        "advice": 0
      }
    }
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole log is the expectation")]
fn sarif_holds_the_rules_and_relative_uris() {
    let (tree, findings) = small_sample();
    let shown = super::sarif::sarif(&findings, Files { tree: &tree, prefix: "the procedures/" });
    insta::assert_snapshot!(shown.replace(env!("CARGO_PKG_VERSION"), "VERSION"), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "Chapterhouse",
              "version": "VERSION",
              "rules": [
                {
                  "id": "alias-used-twice",
                  "shortDescription": {
                    "text": "An alias belongs to two chapters."
                  },
                  "fullDescription": {
                    "text": "An alias belongs to two chapters. A reader would be sent to one of them by chance."
                  },
                  "help": {
                    "text": "Take it out of one of them."
                  },
                  "defaultConfiguration": {
                    "level": "warning"
                  }
                },
                {
                  "id": "broken-reference",
                  "shortDescription": {
                    "text": "A reference names nothing that is in the manual."
                  },
                  "fullDescription": {
                    "text": "A reference names nothing that is in the manual. A practitioner who follows it is left with nothing."
                  },
                  "help": {
                    "text": "Write the name of what is meant; the message gives the nearest. Or add the entry to its register."
                  },
                  "defaultConfiguration": {
                    "level": "error"
                  }
                }
              ]
            }
          },
          "columnKind": "unicodeCodePoints",
          "results": [
            {
              "ruleId": "alias-used-twice",
              "ruleIndex": 0,
              "level": "warning",
              "message": {
                "text": "the alias `e-safety` belongs to two chapters\nmend: take it out of one of them"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "the%20procedures/chapters/x/chapter.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 2,
                      "startColumn": 11,
                      "endLine": 2,
                      "endColumn": 19
                    }
                  }
                }
              ],
              "relatedLocations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "the%20procedures/chapters/y/chapter.md",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 2,
                      "startColumn": 11,
                      "endLine": 2,
                      "endColumn": 19
                    }
                  },
                  "message": {
                    "text": "it is also used here"
                  }
                }
              ],
              "partialFingerprints": {
                "finding/v1": "4308558978da7368491864293447081c3101eb5c6b6d7917f35566e84c13579e:1"
              }
            },
            {
              "ruleId": "broken-reference",
              "ruleIndex": 1,
              "level": "error",
              "message": {
                "text": "there is no `manual.yaml`\nmend: run `chapterhouse init`"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "the%20procedures/manual.yaml",
                      "uriBaseId": "%SRCROOT%"
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "finding/v1": "e37679e5ad1a441c9b9c3f56856bc5b341127374bdde4da066b1ba3c7009d3d9:1"
              }
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn github_commands_are_escaped() {
    let (tree, findings) = sample();
    let shown = super::github::github(&findings, Files { tree: &tree, prefix: "a:b,c/" });
    insta::assert_snapshot!(shown, @r"
    ::error file=a%3Ab%2Cc/chapters/a b/chapter.md,line=4,col=9,endLine=4,endColumn=16,title=broken-reference::no chapter is called `bulying`; 100%25 of links: must work%0Amend: write `bullying`, the nearest name
    ::warning file=a%3Ab%2Cc/chapters/x/chapter.md,line=2,col=11,endLine=2,endColumn=19,title=alias-used-twice::the alias `e-safety` belongs to two chapters%0Amend: take it out of one of them
    ::notice file=a%3Ab%2Cc/chapters/x/chapter.md,line=4,endLine=5,title=long-summary::this is long%0Amend: shorten it
    ::error file=a%3Ab%2Cc/manual.yaml,line=1,col=1,endLine=1,endColumn=1,title=broken-reference::there is no `manual.yaml`%0Amend: run `chapterhouse init`
    ");
}

#[test]
fn tabs_emoji_and_carriage_returns_are_shown() {
    let tree = tree(&[("a.md", "\tA 👩‍👧 [[x]] b\r\nend".as_bytes())]);
    let finding = |needle| {
        Finding::new(&BROKEN, place(&tree, "a.md", needle), "no\u{1b}[1m `x`", "write `y`")
    };
    insta::assert_snapshot!(text_of(&tree, finding("x")), @r"
    error[broken-reference]: no␛[1m `x`
     --> a.md:1:10
      |
    1 |     A 👩👧 [[x]] b
      |              ^
      |
    mend: write `y`

    1 error, 0 warnings, 0 advice
    ");
    insta::assert_snapshot!(text_of(&tree, finding("b\r\n")), @r"
    error[broken-reference]: no␛[1m `x`
     --> a.md:1:14
      |
    1 |     A 👩👧 [[x]] b
      |                  ^
      |
    mend: write `y`

    1 error, 0 warnings, 0 advice
    ");
}

#[test]
fn a_span_past_the_end_of_a_file_is_shown_at_its_end() {
    let tree = tree(&[("a.md", b"one\nend\n")]);
    let place = Place::new(&VPath::new("a.md").unwrap(), Span::new(9999, 9999));
    let finding = Finding::new(&BROKEN, place, "unfinished", "finish it");
    insta::assert_snapshot!(text_of(&tree, finding), @r"
    error[broken-reference]: unfinished
     --> a.md:3:1
      |
    3 |
      | ^
      |
    mend: finish it

    1 error, 0 warnings, 0 advice
    ");
}

#[test]
fn a_file_that_is_empty_is_shown_without_an_excerpt() {
    let tree = tree(&[("a.md", b"")]);
    let place = Place::new(&VPath::new("a.md").unwrap(), Span::new(1, 2));
    let finding = Finding::new(&BROKEN, place, "nothing", "write text");
    insta::assert_snapshot!(text_of(&tree, finding), @r"
    error[broken-reference]: nothing
    --> a.md:1:1
     |
    mend: write text

    1 error, 0 warnings, 0 advice
    ");
}

#[test]
fn a_long_line_is_trimmed_about_its_mark() {
    let line = format!("{} [[x]] {}", "before ".repeat(60), "after ".repeat(60));
    let tree = tree(&[("a.md", line.as_bytes())]);
    let finding = Finding::new(&BROKEN, place(&tree, "a.md", "[[x]]"), "no `x`", "write `y`");
    insta::assert_snapshot!(text_of(&tree, finding), @r"
    error[broken-reference]: no `x`
     --> a.md:1:422
      |
    1 | ...re before before before before  [[x]] after after after after after af...
      |                                    ^^^^^
      |
    mend: write `y`

    1 error, 0 warnings, 0 advice
    ");
}

#[test]
fn an_endless_line_is_not_excerpted() {
    let line = format!("{} x", "é".repeat(2_000_000));
    let tree = tree(&[("a.md", line.as_bytes())]);
    let finding = Finding::new(&BROKEN, place(&tree, "a.md", "x"), "no `x`", "write `y`");
    insta::assert_snapshot!(text_of(&tree, finding), @r"
    error[broken-reference]: no `x`
    --> a.md:1:2000002
     |
    mend: write `y`

    1 error, 0 warnings, 0 advice
    ");
}

#[test]
fn of_an_endless_line_the_beginning_is_shown_if_the_mark_is_there() {
    let tree = tree(&[("a.md", "é[".repeat(2_000_000).as_bytes())]);
    let place = Place::new(&VPath::new("a.md").unwrap(), Span::new(30, 4_000_000));
    let finding = Finding::new(&BROKEN, place, "too deep", "write less");
    insta::assert_snapshot!(text_of(&tree, finding), @r"
    error[broken-reference]: too deep
     --> a.md:1:21
      |
    1 | ...[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[é[
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
    mend: write less

    1 error, 0 warnings, 0 advice
    ");
}

#[test]
fn a_file_that_is_not_text_is_shown_as_far_as_it_is() {
    let tree = tree(&[("a.md", b"one\ncaf\xe9 two")]);
    let place = Place::new(&VPath::new("a.md").unwrap(), Span::new(7, 8));
    let files = Files { tree: &tree, prefix: "" };
    let finding = Finding::new(&BROKEN, place, "not text", "write text");
    insta::assert_snapshot!(text_of(&tree, finding.clone()), @r"
    error[broken-reference]: not text
     --> a.md:2:4
      |
    2 | caf
      |    ^
      |
    mend: write text

    1 error, 0 warnings, 0 advice
    ");
    let commands = super::github::github(&[finding].into_iter().collect(), files);
    insta::assert_snapshot!(commands, @"::error file=a.md,line=2,col=4,endLine=2,endColumn=4,title=broken-reference::not text%0Amend: write text");
}

proptest! {
    #[test]
    fn no_text_and_no_span_makes_a_format_fail(
        text in "(\\PC|[\r\n\t\u{301}\u{200d}👩“a\u{0}\u{1b}]){0,60}",
        start in 0_usize..200, length in 0_usize..80, width in 0_usize..100,
    ) {
        let tree = tree(&[("a.md", text.as_bytes())]);
        let place = Place::new(&VPath::new("a.md").unwrap(), Span::new(start, start + length));
        let finding = Finding::new(&BROKEN, place.clone(), text.clone(), text.clone());
        let findings = [finding.with_note(place, text)].into_iter().collect();
        let files = Files { tree: &tree, prefix: "" };
        super::text::text(&findings, files, Layout { colour: true, width });
        let _ = (super::json::json(&findings, files), super::sarif::sarif(&findings, files));
        let commands = super::github::github(&findings, files);
        prop_assert_eq!(commands.lines().count(), 1);
    }
}

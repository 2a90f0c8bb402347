//! What the checks find: a valid manual with one thing wrong at a time, and every finding on a line.

use super::written::{expect_findings, over, path, rendered, tree};
use chapterhouse::edge::read;
use chapterhouse::finding::{Finding, Findings, Level};
use chapterhouse::source::digest::Digest;
use chapterhouse::source::tree::FileTree;
use jiff::civil::date;
use std::path::Path;

/// A manual of two chapters, a local addition and a provision, with nothing wrong in it.
const VALID: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
base_url: https://example.org/
sections:
  - { id: core, title: Core }
accessibility: { compliance: full, contact: Write to us., tested_on: 2026-11-01, tested_by: us, prepared_on: 2026-11-02 }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
-- registers/legislation.yaml --
- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2026-11-01 }
-- registers/terms.yaml --
terms:
  - { id: grooming, term: grooming, definition: Building trust. }
-- registers/contacts.yaml --
contacts:
  - { id: helpline, scope: national, purpose: To talk, name: Helpline, telephone: 0800 1111 }
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2024-12-01
significance: new
summary: The first edition.
documents:
  - { document: bullying, version: "1.0" }
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
---

## Signs {#signs}

See [[referrals]].
-- chapters/core/referrals/chapter.md --
---
title: Referrals
position: 2
---

## What to do {#responding}

Ring [[contact:helpline]].
-- chapters/core/referrals/images/map.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
after: responding
---

## Locally {#locally}

See [[#locally]] and [[#responding]].
"#;

/// The working texts of [`VALID`] that are its record too.
const RECORDED: [&str; 3] = [
    "chapters/core/bullying",
    "chapters/core/referrals",
    "chapters/core/referrals/local/aldermere",
];

/// The valid manual with other files put over its own. The record keeps the valid texts.
pub(crate) fn with(changes: &str) -> FileTree {
    let mut files = tree(VALID);
    for folder in RECORDED {
        let text = files.text(&path(&format!("{folder}/chapter.md"))).unwrap().to_owned();
        files.insert(path(&format!("{folder}/history/1.0.md")), text.into_bytes());
    }
    over(files, changes)
}

/// Everything that the checks find; nothing may be wrong before them.
pub(crate) fn all(files: &FileTree) -> Findings {
    let (manual, findings) = chapterhouse::parse::manual(files);
    assert!(findings.is_empty(), "{}", rendered(files, &findings));
    chapterhouse::check::all(&manual, date(2026, 11, 22))
}

/// Everything that is found, as the manual wants it, but for drafts and the like: see [`expect`].
pub(crate) fn judged(files: &FileTree) -> Findings {
    let (manual, mut findings) = chapterhouse::parse::manual(files);
    let checked = chapterhouse::check::all(&manual, date(2026, 11, 22));
    let usual = |finding: &Finding| !USUAL.contains(&finding.rule.code);
    findings.append(checked.into_iter().filter(usual).collect());
    chapterhouse::edge::rules::judged(&manual, findings)
}

/// What nearly every change to the valid manual makes.
const USUAL: [&str; 4] = ["draft", "unaligned-chapter", "undigested-version", "vanished-heading"];

/// What the checks find in the valid manual with these files put over its own, but for
/// drafts, their headings that are gone, missing digests and missing alignments, which nearly every change makes.
#[track_caller]
pub(crate) fn expect(changes: &str, expected: &str) {
    let files = with(changes);
    let found =
        all(&files).into_iter().filter(|finding| !USUAL.contains(&finding.rule.code)).collect();
    expect_findings(&files, &found, expected);
}

/// Everything that the checks find in the valid manual with these files put over its own.
pub(crate) fn found_in(changes: &str) -> Findings {
    all(&with(changes))
}

/// The same for one new working text of `bullying`, whose body begins on line 6.
#[track_caller]
pub(crate) fn expect_in_bullying(body: &str, expected: &str) {
    let head =
        "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n";
    expect(&format!("{head}{body}\n"), expected);
}

/// A third chapter that was withdrawn in 2026 in favour of `bullying`.
pub(crate) const WITHDRAWN: &str = r#"
-- chapters/core/old/chapter.md --
---
title: Old
position: 3
---

[[nowhere]]
-- chapters/core/old/history/1.0.md --
---
title: Old
position: 3
---

Old.
-- amendments/2025-01-02-old.yaml --
title: Old
in_force: 2025-01-02
published: 2025-01-02
significance: new
summary: Old.
documents:
  - { document: old, version: "1.0" }
-- amendments/2026-01-01-old.yaml --
title: Old withdrawn
in_force: 2026-01-01
published: 2026-01-01
significance: withdrawal
summary: Gone.
documents:
  - { document: old, withdrawn: true, replaced_by: bullying }
"#;

#[test]
fn the_valid_manual_has_nothing_wrong_in_it() {
    expect("", "");
}

#[test]
fn the_sample_manual_has_no_error_and_no_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures");
    let (files, mut findings) = read::manual(&folder).unwrap();
    let (manual, faults) = chapterhouse::parse::manual(&files);
    findings.append(faults);
    findings.append(chapterhouse::check::all(&manual, date(2026, 11, 22)));
    let findings = chapterhouse::edge::rules::judged(&manual, findings);
    let grave = findings.into_iter().filter(|finding| finding.level > Level::Advice).collect();
    assert_eq!(rendered(&files, &grave), "");
}

#[test]
fn a_chapter_or_heading_that_is_not_there_is_a_broken_reference() {
    expect_in_bullying(
        "[[referals]] [[elsewhere]] [[referrals#respondng]] [[#sign]]",
        r"
chapters/core/bullying/chapter.md:6:1 broken-reference: there is no chapter `referals` | write `referrals`
chapters/core/bullying/chapter.md:6:14 broken-reference: there is no chapter `elsewhere` | write the slug of a chapter, which is the name of its folder
chapters/core/bullying/chapter.md:6:28 broken-reference: `referrals` has no heading `respondng` | write `responding`
chapters/core/bullying/chapter.md:6:52 broken-reference: `bullying` has no heading `sign` | write the id of a heading of `bullying`
",
    );
}

#[test]
fn an_entry_that_no_register_has_is_a_broken_reference() {
    expect_in_bullying(
        "[[law:act-2004]] [[term:loan]] [[contact:helplin]]\n\n> [!LAW] other-1999",
        r"
chapters/core/bullying/chapter.md:6:1 broken-reference: there is no law or guidance `act-2004` | write `act-2003`
chapters/core/bullying/chapter.md:6:18 broken-reference: there is no term `loan` | add `loan` to `registers/terms.yaml`
chapters/core/bullying/chapter.md:6:32 broken-reference: there is no contact `helplin` | write `helpline`
chapters/core/bullying/chapter.md:8:10 broken-reference: there is no law or guidance `other-1999` | add `other-1999` to `registers/legislation.yaml`
",
    );
}

#[test]
fn a_path_that_leads_nowhere_is_a_broken_reference() {
    expect_in_bullying(
        "[a](../referrals/chapter.md#responding) [b](../referral/chapter.md) [c](#x) ![d](images/d.png) ![e](../referrals/chapter.md)\n\n## S {#s}",
        r"
chapters/core/bullying/chapter.md:6:41 broken-reference: there is no file `../referral/chapter.md` that can be shown | correct the path, or put the file into `images/` beside the chapter
chapters/core/bullying/chapter.md:6:69 broken-reference: `bullying` has no heading `x` | write `s`
chapters/core/bullying/chapter.md:6:77 broken-reference: there is no file `images/d.png` that can be shown | correct the path, or put the file into `images/` beside the chapter
chapters/core/bullying/chapter.md:6:96 broken-reference: there is no file `../referrals/chapter.md` that can be shown | correct the path, or put the file into `images/` beside the chapter
",
    );
}

#[test]
fn a_picture_from_the_web_is_refused() {
    expect_in_bullying(
        "![A map](https://example.org/map.png)",
        r"
chapters/core/bullying/chapter.md:6:1 remote-picture: the picture `https://example.org/map.png` is elsewhere on the web | put the picture into `images/` beside the chapter, and write `images/` and its name
",
    );
}

#[test]
fn a_reference_to_a_withdrawn_chapter_is_warned_of() {
    let text = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\nrelated: [old]\n---\n\n[[old]]\n";
    expect(
        &format!("{WITHDRAWN}{text}"),
        r"
chapters/core/bullying/chapter.md:4:11 withdrawn-reference: the chapter `old` was withdrawn | refer to `bullying`, which stands in its place
chapters/core/bullying/chapter.md:7:1 withdrawn-reference: the chapter `old` was withdrawn | refer to `bullying`, which stands in its place
",
    );
}

/// They are mended first; until then nobody can say which chapters stand in no section, or what is overdue.
#[test]
fn sections_that_cannot_be_read_are_not_missed() {
    #[track_caller]
    fn told(changes: &str, expected: &str) {
        let files = with(changes);
        expect_findings(&files, &judged(&files), expected);
    }
    let old = "-- registers/legislation.yaml --\n- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2020-11-01 }\n";
    let withdrawn = "-- amendments/2025-02-01-gone.yaml --\ntitle: Gone\nin_force: 2025-02-01\npublished: 2025-02-01\nsignificance: withdrawal\nsummary: S.\ndocuments: [{ document: bullying, withdrawn: true, replaced_by: referrals }]\n";
    told(
        &format!("-- manual.yaml --\ntitle: \"x\n{old}{withdrawn}"),
        r"
manual.yaml:2:1 invalid-yaml: this YAML cannot be read: invalid indentation in multiline quoted scalar | look for a missing quotation mark, bracket or space near here; put text that holds `: ` or `#` into double quotes
",
    );
    let manual = |sections: &str| {
        format!(
            "-- manual.yaml --\nformat: 1\ntitle: T\npublisher: P\n{sections}\n-- chapters/care/advice/chapter.md --\n---\ntitle: Advice\nposition: 1\n---\n\n[[bullying]]\n"
        )
    };
    told(
        &manual("sections: [{ id: Core, title: Core }, { id: care, title: Care }]"),
        r"
manual.yaml:4:18 wrong-type: a section's id: small letters, digits and hyphens is needed here, and `Core` is something else | write a section's id: small letters, digits and hyphens
",
    );
    told(
        &manual("sections: core"),
        r"
manual.yaml:4:11 wrong-type: a list, as in `[a, b]` is needed here, and `core` is something else | write a list, as in `[a, b]`
",
    );
}

#[test]
fn a_chapter_in_an_unknown_section_cannot_be_referred_to() {
    expect(
        "-- chapters/care/advice/chapter.md --\n---\ntitle: Advice\nposition: 1\n---\n\nText.\n-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n[[advice]]\n",
        r"
chapters/care/advice/chapter.md:1:1 unknown-section: there is no section `care` | move the chapter's folder to `core`
chapters/core/bullying/chapter.md:6:1 broken-reference: the chapter `advice` stands in no section | list its section in `manual.yaml`, or take the reference out
",
    );
}

#[test]
fn the_recorded_text_in_force_is_checked_where_the_working_text_differs() {
    expect(
        "-- chapters/core/bullying/history/1.0.md --\n---\ntitle: Bullying\n---\n\n[[referals]] ![a](images/a.svg) ![b](https://example.org/b.png)\n",
        r"
chapters/core/bullying/history/1.0.md:5:1 broken-recorded-reference: there is no chapter `referals` | mend it in `chapters/core/bullying/chapter.md`, and record it with `chapterhouse amend`
chapters/core/bullying/history/1.0.md:5:14 broken-recorded-reference: there is no file `images/a.svg` that can be shown | mend it in `chapters/core/bullying/chapter.md`, and record it with `chapterhouse amend`
",
    );
}

#[test]
fn the_recorded_text_is_checked_against_what_is_in_force_even_where_nothing_was_edited() {
    expect(
        r"
-- chapters/core/referrals/chapter.md --
---
title: Referrals
position: 2
---

## What to do {#responding}

## In a draft {#draft}

Ring [[contact:helpline]].
-- chapters/core/new/chapter.md --
---
title: Not in force
position: 3
---
-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
---

[[referrals#draft]] and [[new]].
-- chapters/core/bullying/history/1.0.md --
---
title: Bullying
position: 1
---

[[referrals#draft]] and [[new]].
",
        r"
chapters/core/bullying/history/1.0.md:6:1 broken-recorded-reference: `referrals` has no heading `draft` | mend it in `chapters/core/bullying/chapter.md`, and record it with `chapterhouse amend`
chapters/core/bullying/history/1.0.md:6:25 broken-recorded-reference: the chapter `new` is not in force | put `new` in force with `chapterhouse amend`, or take the reference out of `chapters/core/bullying/chapter.md`
",
    );
}

#[test]
fn a_local_addition_names_its_own_headings_and_files_and_its_chapters() {
    expect(
        "-- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: respond\n---\n\n## Locally {#locally}\n\n[[#locally]] [a](#locally) [[#responding]] [[#other]] ![a](../../images/map.svg) ![b](images/map.svg)\n",
        r"
chapters/core/referrals/local/aldermere/chapter.md:3:8 unknown-heading: `referrals` has no heading `respond` | write the id of a heading of `referrals`
chapters/core/referrals/local/aldermere/chapter.md:8:44 broken-reference: `referrals` has no heading `other` | write the id of a heading of `referrals`
chapters/core/referrals/local/aldermere/chapter.md:8:82 broken-reference: there is no file `images/map.svg` that can be shown | correct the path, or put the file into `images/` beside the chapter
",
    );
}

#[test]
fn a_public_site_says_what_its_statement_of_accessibility_needs() {
    expect(
        r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
base_url: https://example.org/
sections: [{ id: core, title: Core }]
accessibility: { contact: "See [[elsewhere]].", tested_on: 2026-11-01, known_problems: ["See [[sings]]."] }
"#,
        r"
manual.yaml:1:1 accessibility-unsaid: the accessibility statement lacks `compliance`, `tested_by`, `prepared_on` | give it under `accessibility`, as it was found when the site was tested
manual.yaml:6:27 broken-reference: there is no chapter `elsewhere` | write the slug of a chapter, which is the name of its folder
manual.yaml:6:89 broken-reference: there is no chapter `sings` | write the slug of a chapter, which is the name of its folder
",
    );
}

#[test]
fn notices_name_what_is_there() {
    expect(
        r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
sections:
  - { id: core, title: Core }
notices:
  - { kind: information, text: "See [[elsewhere]] and [a file](a.pdf)." }
-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
notices:
  - { heading: sings, from: 2026-11-01, until: 2026-11-30, text: "See [[#signs]] and [[#elsewhere]]." }
---

## Signs {#signs}
"#,
        r"
chapters/core/bullying/chapter.md:5:16 unknown-heading: `bullying` has no heading `sings` | write `signs`
chapters/core/bullying/chapter.md:5:66 broken-reference: `bullying` has no heading `elsewhere` | write the id of a heading of `bullying`
manual.yaml:7:32 broken-reference: the path `a.pdf` leads nowhere from a text that belongs to no chapter | refer to a chapter or a heading of it, as in `[[slug]]` or `[[slug#heading]]`
manual.yaml:7:32 broken-reference: there is no chapter `elsewhere` | write the slug of a chapter, which is the name of its folder
",
    );
}

#[test]
fn ids_in_front_matter_amendments_and_registers_name_what_is_there() {
    expect(
        r#"
-- registers/legislation.yaml --
- id: act-2003
  kind: act
  title: An Act
  citation: An Act 2003
  in_force: 2003-01-01
  statements: [{ from: 2003-01-01, text: "See [[term:groming]]." }]
  amended: [{ on: 2010-01-01, by: act-2010 }]
  repealed: { on: 2030-01-01, by: act-2030 }
  checked: 2026-11-01
-- registers/terms.yaml --
terms:
  - { id: grooming, term: grooming, definition: "See [[law:act-203]]." }
-- amendments/2026-01-01-read.yaml --
title: Read again
in_force: 2026-01-01
published: 2026-01-01
significance: review
summary: Nothing changed.
because: [law:act-2003, law:act-1989]
documents:
  - { document: bullying, reviewed: true }
-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
aligned_to: [law:act-1989]
related: [referals]
---

Text.
"#,
        r"
amendments/2026-01-01-read.yaml:6:25 broken-reference: there is no law or guidance `act-1989` | add `act-1989` to `registers/legislation.yaml`
chapters/core/bullying/chapter.md:4:14 broken-reference: there is no law or guidance `act-1989` | add `act-1989` to `registers/legislation.yaml`
chapters/core/bullying/chapter.md:5:11 broken-reference: there is no chapter `referals` | write `referrals`
registers/legislation.yaml:6:42 broken-reference: there is no term `groming` | write `grooming`
registers/legislation.yaml:7:35 broken-reference: there is no law or guidance `act-2010` | write `act-2003`
registers/legislation.yaml:8:35 broken-reference: there is no law or guidance `act-2030` | write `act-2003`
registers/terms.yaml:2:49 broken-reference: there is no law or guidance `act-203` | write `act-2003`
",
    );
}

#[test]
fn a_chapter_replaced_by_one_that_is_not_there_is_told_of() {
    expect(
        &WITHDRAWN.replace("replaced_by: bullying", "replaced_by: bulying"),
        r"
amendments/2026-01-01-old.yaml:7:52 broken-reference: there is no chapter `bulying` | write `bullying`
",
    );
}

#[test]
fn two_chapters_cannot_have_one_position() {
    expect(
        "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 2\n---\n\n## Signs {#signs}\n",
        r"
chapters/core/referrals/chapter.md:3:11 clashing-position: two chapters of `core` have position `2` | give one of the two another position
  chapters/core/bullying/chapter.md:3:11 the other is here
",
    );
}

#[test]
fn an_amendment_changes_something() {
    expect(
        r"
-- amendments/2026-01-01-more.yaml --
title: More
in_force: 2026-01-01
published: 2026-01-01
significance: minor
summary: More.
documents: []
",
        r"
amendments/2026-01-01-more.yaml:1:1 empty-amendment: `2026-01-01-more` changes no document | list what it changed under `documents`, or remove the file if it was never published
",
    );
}

#[test]
fn an_amendment_names_documents_and_versions_that_are_there() {
    expect(
        r#"
-- amendments/2026-01-01-more.yaml --
title: More
in_force: 2026-01-01
published: 2026-02-01
significance: minor
summary: More.
documents:
  - { document: elsewhere, version: "1.0" }
  - { document: bullying, version: "1.1" }
  - { document: referrals, version: "1.0" }
"#,
        r"
amendments/2026-01-01-more.yaml:3:12 published-after-in-force: published on `2026-02-01`, after it came into force on `2026-01-01` | put the earlier date in `published`, or the later in `in_force`
amendments/2026-01-01-more.yaml:7:17 unknown-document: there is no document `elsewhere` | write the name of a chapter, or `chapter/partnership`
amendments/2026-01-01-more.yaml:8:17 missing-version: `bullying` has no version `1.1` | put `history/1.1.md` back, or correct the number
amendments/2026-01-01-more.yaml:9:17 repeated-version: version `1.0` of `referrals` is named twice | name it in one amendment only
  amendments/2025-01-01-first.yaml:8:17 it is first named here
",
    );
}

#[test]
fn a_version_that_no_amendment_names_is_unrecorded() {
    expect(
        "-- chapters/core/bullying/history/1.1.md --\n---\ntitle: Bullying\n---\n\nMore.\n",
        r"
chapters/core/bullying/history/1.1.md:1:1 unrecorded-version: no amendment names version `1.1` of `bullying` | name it in an amendment, or remove the file if it was never in force
",
    );
}

#[test]
fn a_version_that_is_not_what_was_recorded_is_altered() {
    let zeros = "0".repeat(64);
    expect(
        &format!(
            r#"
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2024-12-01
significance: new
summary: The first edition.
documents:
  - {{ document: bullying, version: "1.0", sha256: {zeros} }}
  - {{ document: referrals, version: "1.0" }}
  - {{ document: referrals/aldermere, version: "1.0" }}
"#
        ),
        r"
amendments/2025-01-01-first.yaml:7:51 altered-version: version `1.0` of `bullying` was altered after it was recorded | put the recorded file back, and make a new version of what changed
  chapters/core/bullying/history/1.0.md:1:1 this is the file
",
    );
}

#[test]
fn a_heading_id_that_a_draft_no_longer_has_is_told_of() {
    let files = with(
        "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n## What to see {#sings}\n",
    );
    let is_it = |finding: &Finding| finding.rule.code == "vanished-heading";
    expect_findings(
        &files,
        &all(&files).into_iter().filter(is_it).collect(),
        r"
chapters/core/bullying/chapter.md:1:1 vanished-heading: the heading id `signs` of `bullying` would vanish | write `{#signs}` after the heading that takes its place, if there is one
",
    );
}

/// A second amendment of `bullying`, whose version 1.1 says this, and the working text with it.
fn amended(entry: &str, body: &str) -> String {
    let text = format!("---\ntitle: Bullying\nposition: 1\n---\n\n{body}\n");
    format!(
        r#"
-- chapters/core/bullying/history/1.1.md --
{text}
-- chapters/core/bullying/chapter.md --
{text}
-- amendments/2026-01-01-more.yaml --
title: More
in_force: 2026-01-01
published: 2026-01-01
significance: minor
summary: More.
documents:
  - {{ document: bullying, version: "1.1"{entry} }}
"#
    )
}

#[test]
fn a_version_that_changes_nothing_is_told_of() {
    expect(
        &amended("", "## Signs {#signs}\n\nSee [[referrals]]."),
        r"
amendments/2026-01-01-more.yaml:7:17 unchanged-version: version `1.1` of `bullying` says what version `1.0` says | record it as `reviewed: true` if it was only read again
",
    );
}

#[test]
fn declared_headings_are_those_under_which_the_text_changed() {
    let body =
        "## Signs {#signs}\n\nSee [[referrals]].\n\n## Afterwards {#afterwards}\n\nWrite it down.";
    expect(
        &amended(", headings: [signs]", body),
        r"
amendments/2026-01-01-more.yaml:7:17 other-headings: version `1.1` of `bullying` changed other headings than those declared | write `headings: [afterwards]`
",
    );
    expect(&amended(", headings: [afterwards]", body), "");
    expect(&amended("", body), "");
}

#[test]
fn days_and_numbers_of_versions_rise_together() {
    let earlier = amended("", "## Signs {#signs}\n\nSee [[referrals]] at once.")
        .replace("in_force: 2026-01-01", "in_force: 2024-12-31")
        .replace("published: 2026-01-01", "published: 2024-12-01");
    expect(
        &earlier,
        r"
amendments/2026-01-01-more.yaml:7:17 dates-out-of-order: version `1.1` of `bullying` is in force from 2024-12-31, before version `1.0` | put it in force on 2025-01-01 or later, or number it below `1.0`
  amendments/2025-01-01-first.yaml:7:17 version `1.0` is in force from 2025-01-01
",
    );
}

/// The amendment of the valid manual with a text of `referrals` that shows its map, recorded like this.
fn with_map(images: &str) -> String {
    let text = "---\ntitle: Referrals\nposition: 2\n---\n\n## What to do {#responding}\n\nRing [[contact:helpline]].\n\n![A map](images/map.svg)\n";
    format!(
        r#"
-- chapters/core/referrals/chapter.md --
{text}
-- chapters/core/referrals/history/1.0.md --
{text}
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2024-12-01
significance: new
summary: The first edition.
documents:
  - {{ document: bullying, version: "1.0" }}
  - {{ document: referrals, version: "1.0"{images} }}
  - {{ document: referrals/aldermere, version: "1.0" }}
"#
    )
}

#[test]
fn a_picture_without_a_digest_is_told_of() {
    let map = Digest::of(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    expect(
        &with_map(""),
        &format!(
            r"
amendments/2025-01-01-first.yaml:8:17 undigested-image: version `1.0` of `referrals` shows `images/map.svg`, and has no digest of it | add `images: [{{ file: images/map.svg, sha256: {map} }}]`
"
        ),
    );
    expect(&with_map(&format!(", images: [{{ file: images/map.svg, sha256: {map} }}]")), "");
}

#[test]
fn a_picture_that_was_changed_after_it_was_recorded_is_told_of() {
    let zeros = "0".repeat(64);
    expect(
        &with_map(&format!(", images: [{{ file: images/map.svg, sha256: {zeros} }}]")),
        r"
amendments/2025-01-01-first.yaml:8:61 altered-image: the picture `images/map.svg` of `referrals` was changed after it was recorded | put the recorded picture back, and give a new one a new name
",
    );
}

#[test]
fn a_picture_that_was_recorded_and_is_gone_is_told_of() {
    let zeros = "0".repeat(64);
    let files =
        with(&with_map(&format!(", images: [{{ file: images/old.svg, sha256: {zeros} }}]")));
    let is_it = |finding: &Finding| finding.rule.code == "altered-image";
    expect_findings(
        &files,
        &all(&files).into_iter().filter(is_it).collect(),
        r"
amendments/2025-01-01-first.yaml:8:61 altered-image: the picture `images/old.svg` of `referrals` was recorded, and is gone | put the recorded picture back, and give a new one a new name
",
    );
}

#[test]
fn a_draft_and_a_missing_digest_are_told_of_as_advice() {
    let files = with(
        "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n## Signs {#signs}\n\nNew.\n",
    );
    let found = all(&files);
    assert_eq!(found.worst(), Some(Level::Advice));
    assert_eq!(
        rendered(&files, &found),
        r"amendments/2025-01-01-first.yaml:7:17 undigested-version: version `1.0` of `bullying` has no digest | add `sha256: 65f10de978236266a5cb131b2bb63e6fbd5d788f7c893de5771d3dae3d422ea7`
amendments/2025-01-01-first.yaml:8:17 undigested-version: version `1.0` of `referrals` has no digest | add `sha256: 34dfc0e8a9fb58ae7e2acc4499245ad89d24480d0c3d0575a9539755f78e779a`
amendments/2025-01-01-first.yaml:9:17 undigested-version: version `1.0` of `referrals/aldermere` has no digest | add `sha256: a30cd613a9e4f7a559d33418f319fd5171995a16949a2883dfe80d9bde87d7cf`
chapters/core/bullying/chapter.md:1:1 draft: `bullying` is a draft: the public build keeps the recorded text | run `chapterhouse amend` when the change is agreed
"
    );
}

#[test]
fn a_draft_that_loses_the_heading_of_an_addition_is_warned_and_keeps_nobody_from_publishing() {
    let files = with(
        "-- chapters/core/referrals/chapter.md --\n---\ntitle: Referrals\nposition: 2\n---\n\n## What now {#now}\n\nRing [[contact:helpline]].\n-- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: responding\n---\n\nRing first.\n",
    );
    let found = all(&files);
    assert_eq!(found.worst(), Some(Level::Warning), "{}", rendered(&files, &found));
    let codes: Vec<&str> = found.iter().map(|finding| finding.rule.code).collect();
    assert!(codes.contains(&"vanished-heading"), "{codes:?}");
    assert!(!codes.contains(&"unknown-heading"), "{codes:?}");
}

/// What git does to a copy with `core.autocrlf`, and to a record with carriage returns without it.
#[test]
fn a_version_of_which_only_the_line_ends_differ() {
    let text = "---\ntitle: Bullying\nposition: 1\n---\n\nSee [[referrals]].\n";
    let other = text.replace('\n', "\r\n");
    for (recorded, found) in [(text, other.as_str()), (other.as_str(), text)] {
        let mut files = with("");
        for name in ["chapter.md", "history/1.0.md"] {
            files.insert(path(&format!("chapters/core/bullying/{name}")), found.as_bytes());
        }
        let minute = path("amendments/2025-01-01-first.yaml");
        let sha256 = Digest::of(recorded.as_bytes());
        let written = files.text(&minute).unwrap().replace(
            "bullying, version: \"1.0\"",
            &format!("bullying, version: \"1.0\", sha256: \"{sha256}\""),
        );
        files.insert(minute, written.into_bytes());
        let altered = judged(&files).into_iter().filter(|f| f.rule.code == "altered-version");
        expect_findings(
            &files,
            &altered.collect(),
            r"
amendments/2025-01-01-first.yaml:7:51 altered-version: version `1.0` of `bullying` was altered after it was recorded, but in the ends of its lines only | git converts them (`core.autocrlf`): write `procedures/** -text`, with the name of the manual's folder, into `.gitattributes` beside it, commit that, and clone again
  chapters/core/bullying/history/1.0.md:1:1 this is the file
",
        );
    }
}

//! What parsing finds: each fault in a small manual that is whole but for it, by the whole list of findings.

use super::written::{expect_findings, over, path, rendered, tree};
use chapterhouse::manual::Manual;
use chapterhouse::manual::id::PartnershipId;
use chapterhouse::parse;
use chapterhouse::prose::Prose;
use chapterhouse::source::tree::FileTree;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// A manual with one of each thing and no fault.
const WHOLE: &str = "\
-- manual.yaml --
format: 1
title: Procedures
publisher: The board
sections:
  - id: guidance
    title: Guidance
-- chapters/guidance/safety/chapter.md --
---
title: Safety
position: 1
---
Text.
-- partnerships/north.yaml --
name: North
joined: 2024-01-01
-- registers/terms.yaml --
terms:
  - id: harm
    term: harm
    definition: Damage.
";

const CHAPTER: &str = "chapters/guidance/safety/chapter.md";

/// The whole manual with other files in it: one of the same path replaces its own.
pub(crate) fn with(text: &str) -> FileTree {
    over(tree(WHOLE), text)
}

/// The whole manual with a file of these bytes.
fn with_bytes(file: &str, bytes: &[u8]) -> FileTree {
    let mut files = tree(WHOLE);
    files.insert(path(file), bytes);
    files
}

/// The whole manual with other front matter in its chapter.
fn with_front_matter(yaml: &str) -> FileTree {
    with_bytes(CHAPTER, format!("---\n{yaml}---\nText.\n").as_bytes())
}

/// The whole manual with this at the end of `manual.yaml`.
fn with_settings(yaml: &str) -> FileTree {
    let mut files = tree(WHOLE);
    let whole = format!("{}{yaml}", files.text(&path("manual.yaml")).unwrap());
    files.insert(path("manual.yaml"), whole.into_bytes());
    files
}

fn parsed(files: &FileTree) -> (Manual, String) {
    let (manual, findings) = parse::manual(files);
    (manual, rendered(files, &findings))
}

#[track_caller]
fn expect(files: &FileTree, expected: &str) {
    expect_findings(files, &parse::manual(files).1, expected);
}

#[test]
fn a_whole_manual_has_no_findings() {
    let files = tree(WHOLE);
    expect(&files, "");
}

#[test]
fn an_unknown_key_is_told_the_nearest_known_one() {
    let files = with_front_matter("title: Safety\npostion: 2\nposition: 1\nzzzzzz: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:3:1 unknown-key: there is no key called `postion` here | write `position`
chapters/guidance/safety/chapter.md:5:1 unknown-key: there is no key called `zzzzzz` here | remove it; the keys here are: title, subtitle, summary, position, owner, review_due, aligned_to, checked, audience, keywords, related, aliases, under_review, notices
");
}

#[test]
fn a_number_is_needed() {
    let files = with_front_matter("title: Safety\nposition: first\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:3:11 wrong-type: a whole number from 1 is needed here, and `first` is something else | write a whole number from 1
");
}

#[test]
fn a_number_begins_at_one() {
    let files = with_front_matter("title: Safety\nposition: 0\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:3:11 wrong-type: a whole number from 1 is needed here, and `0` is something else | write a whole number from 1
");
}

#[test]
fn a_text_is_needed() {
    let files = with_front_matter("title: [Safety]\nposition: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:9 wrong-type: text is needed here, and there is a list | write text
");
}

#[test]
fn a_list_is_needed() {
    let files = with_front_matter("title: Safety\nposition: 1\nkeywords: one, two\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:4:11 wrong-type: a list, as in `[a, b]` is needed here, and `one, two` is something else | write a list, as in `[a, b]`
");
}

#[test]
fn a_choice_is_needed() {
    let files = with_front_matter("title: Safety\nposition: 1\naudience: [pilots]\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:4:12 wrong-type: one of `all`, `early-years`, `health`, `police`, `probation`, `schools`, `social-care`, `voluntary-sector`, `youth-justice` is needed here, and `pilots` is something else | write one of `all`, `early-years`, `health`, `police`, `probation`, `schools`, `social-care`, `voluntary-sector`, `youth-justice`
");
}

#[test]
fn a_flag_is_true_or_false() {
    let files = with(
        "-- registers/legislation.yaml --\n- id: ca-1989\n  title: Children Act\n  citation: Children Act 1989\n  unverified: yes\n",
    );
    expect(&files, "\
registers/legislation.yaml:4:15 wrong-type: one of `true`, `false` is needed here, and `yes` is something else | write one of `true`, `false`
");
}

#[test]
fn a_mapping_is_needed() {
    let files = with_front_matter("just text\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:1 wrong-type: keys with values (`key: value`) is needed here, and `just text` is something else | write keys with values (`key: value`)
");
}

#[test]
fn dates_that_are_no_dates() {
    let files = with_front_matter(
        "title: Safety\nposition: 1\nreview_due: 2026-02-30\nchecked: 1 May 2026\n",
    );
    expect(&files, "\
chapters/guidance/safety/chapter.md:4:13 invalid-date: `2026-02-30` is not a date: there is no such day | write year-month-day, as in `2026-06-01`
chapters/guidance/safety/chapter.md:5:10 invalid-date: `1 May 2026` is not a date: it is not written as year-month-day | write year-month-day, as in `2026-06-01`
");
}

#[test]
fn a_date_is_no_list() {
    let files = with_front_matter("title: Safety\nposition: 1\nreview_due: [2026-02-28]\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:4:14 wrong-type: a date such as `2026-06-01` is needed here, and there is a list | write a date such as `2026-06-01`
");
}

#[test]
fn a_missing_key() {
    let files = with_front_matter("position: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:1 missing-key: the key `title` is missing | add `title: Online safety`
");
}

#[test]
fn an_empty_value() {
    let files = with_front_matter("title:\nposition:\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:1 missing-key: the key `title` has no value | add `title: Online safety`
chapters/guidance/safety/chapter.md:3:1 missing-key: the key `position` has no value | add `position: 5`
");
}

#[test]
fn empty_front_matter() {
    let files = with_front_matter("");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:1 missing-key: the key `position` is missing | add `position: 5`
chapters/guidance/safety/chapter.md:2:1 missing-key: the key `title` is missing | add `title: Online safety`
");
}

#[test]
fn a_quoted_empty_value() {
    let files = with_front_matter("title: \"\"\nposition: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:1 missing-key: the key `title` has no value | add `title: Online safety`
");
}

#[test]
fn a_key_that_is_given_twice() {
    let files = with_front_matter("title: Safety\ntitle: Danger\nposition: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:3:1 duplicate-key: the key `title` is given twice | keep one of the two
  chapters/guidance/safety/chapter.md:2:1 it is first given here
");
}

#[test]
fn two_chapters_of_one_slug() {
    let files = with(
        "-- chapters/practice/safety/chapter.md --\n---\ntitle: Safety\nposition: 2\n---\nText.\n",
    );
    expect(&files, "\
chapters/practice/safety/chapter.md:2:8 duplicate-slug: two chapters have the slug `safety` | give one of the two folders another name
  chapters/guidance/safety/chapter.md:2:8 the other is here
");
}

#[test]
fn invalid_yaml_is_found_where_it_is() {
    let files = with_front_matter("title: \"Safety\nposition: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:3:1 invalid-yaml: this YAML cannot be read: invalid indentation in multiline quoted scalar | look for a missing quotation mark, bracket or space near here; put text that holds `: ` or `#` into double quotes
");
}

#[test]
fn yaml_with_a_colon_too_many() {
    let files = with_front_matter("title: Safety: at home\nposition: 1\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:2:14 invalid-yaml: this YAML cannot be read: mapping values are not allowed in this context | look for a missing quotation mark, bracket or space near here; put text that holds `: ` or `#` into double quotes
");
}

#[test]
fn a_tab_is_no_indentation() {
    let files = with_settings("policies:\n\tprint_days: 3\n");
    expect(&files, "\
manual.yaml:8:2 invalid-yaml: this YAML cannot be read: tabs disallowed within this context (block indentation) | look for a missing quotation mark, bracket or space near here; put text that holds `: ` or `#` into double quotes
");
}

#[test]
fn several_yaml_documents() {
    let files =
        with("-- partnerships/north.yaml --\nname: North\njoined: 2024-01-01\n---\nname: South\n");
    expect(&files, "\
partnerships/north.yaml:4:1 invalid-yaml: this YAML cannot be read: a line `---` begins a second document | remove that line, and what follows it if it belongs to another file
");
}

#[test]
fn a_file_that_is_not_utf8() {
    let files =
        with_bytes("partnerships/north.yaml", b"name: North\njoined: 2024-01-01\narea: \xff\n");
    expect(&files, "\
partnerships/north.yaml:3:7 not-utf8: the file is not UTF-8: byte 0xff on line 3 | open it in your editor and save it with the encoding UTF-8
");
}

#[test]
fn a_byte_order_mark() {
    let files =
        with_bytes("partnerships/north.yaml", b"\xef\xbb\xbfname: North\njoined: 2024-13-01\n");
    expect(&files, "\
partnerships/north.yaml:1:1 byte-order-mark: the file begins with a byte order mark | save it as UTF-8 without a byte order mark (BOM)
partnerships/north.yaml:2:9 invalid-date: `2024-13-01` is not a date: there is no such day | write year-month-day, as in `2026-06-01`
");
}

#[test]
fn a_byte_order_mark_before_front_matter() {
    let files = with_bytes(
        CHAPTER,
        b"\xef\xbb\xbf---\ntitle: Safety\nposition: 1\npostion: 1\n---\nText.\n",
    );
    expect(&files, "\
chapters/guidance/safety/chapter.md:1:1 byte-order-mark: the file begins with a byte order mark | save it as UTF-8 without a byte order mark (BOM)
chapters/guidance/safety/chapter.md:4:1 unknown-key: there is no key called `postion` here | write `position`
");
}

#[test]
fn line_ends_of_windows() {
    let files = with_bytes(CHAPTER, b"---\r\ntitle: Safety\r\nposition: one\r\n---\r\nText.\r\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:1:4 carriage-returns: the lines end with CR LF, as on Windows | set the line ends of your editor to LF
chapters/guidance/safety/chapter.md:3:11 wrong-type: a whole number from 1 is needed here, and `one` is something else | write a whole number from 1
");
}

#[test]
fn an_empty_file() {
    let files = with_bytes("partnerships/north.yaml", b" \n");
    expect(&files, "\
partnerships/north.yaml:1:1 empty-file: the file is empty | write what belongs here, or remove the file
");
}

#[test]
fn a_comment_is_no_content() {
    let files = with_bytes("partnerships/north.yaml", b"# nothing yet\n");
    expect(&files, "\
partnerships/north.yaml:2:1 missing-key: the key `joined` is missing | add `joined: 2026-06-01`
partnerships/north.yaml:2:1 missing-key: the key `name` is missing | add `name: Aldermere Safeguarding Children Partnership`
");
}

#[test]
fn a_chapter_without_front_matter() {
    let files = with_bytes(CHAPTER, b"# Safety\n");
    expect(&files, "\
chapters/guidance/safety/chapter.md:1:1 no-front-matter: the front matter is missing: the text must begin with a line `---`, and a second such line must end the front matter | begin the file with `---`, then `title: …` and the other keys, then `---`
");
}

#[test]
fn names_that_differ_only_in_case() {
    let files = with("-- partnerships/README.md --\nx\n-- partnerships/readme.md --\nx\n");
    expect(&files, "\
partnerships/readme.md:1:1 case-clash: `partnerships/readme.md` and `partnerships/README.md` differ only in capital letters | give one of the two another name
  partnerships/README.md:1:1 the other is here
partnerships/readme.md:1:1 stray-file: `partnerships/readme.md` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
");
}

#[test]
fn names_that_cannot_be_addresses() {
    let files = with(
        "-- chapters/guidance/Safe_Home/chapter.md --\nx\n-- chapters/1 2/x/chapter.md --\nx\n-- partnerships/North-West.yaml --\nx\n-- amendments/First.yaml --\nx\n-- chapters/guidance/safety/history/v1.md --\nx\n-- chapters/guidance/safety/local/No/chapter.md --\nx\n",
    );
    expect(&files, "\
amendments/First.yaml:1:1 invalid-name: `First` cannot be a name here | use small letters a to z, digits, and single hyphens between words
chapters/1 2/x/chapter.md:1:1 invalid-name: `1 2` cannot be a name here | use small letters a to z, digits, and single hyphens between words
chapters/guidance/Safe_Home/chapter.md:1:1 invalid-name: `Safe_Home` cannot be a name here | use small letters a to z, digits, and single hyphens between words
chapters/guidance/safety/history/v1.md:1:1 invalid-name: `v1.md` is not the name of a version's file | versions are named `1.0.md`, `1.1.md`, `1.1.1.md`; `chapterhouse amend` makes them
chapters/guidance/safety/local/No/chapter.md:1:1 invalid-name: `No` cannot be a name here | use small letters a to z, digits, and single hyphens between words
partnerships/North-West.yaml:1:1 invalid-name: `North-West` cannot be a name here | use small letters a to z, digits, and single hyphens between words
");
}

#[test]
fn stray_files() {
    let files = with(
        "-- notes.txt --\nx\n-- chapters/guidance/safety/notes.md --\nx\n-- registers/people.yaml --\nx\n-- partnerships/north.yml --\nx\n-- chapters/guidance/loose.md --\nx\n",
    );
    expect(&files, "\
chapters/guidance/loose.md:1:1 stray-file: `chapters/guidance/loose.md` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
chapters/guidance/safety/notes.md:1:1 stray-file: `chapters/guidance/safety/notes.md` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
notes.txt:1:1 stray-file: `notes.txt` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
partnerships/north.yml:1:1 stray-file: `partnerships/north.yml` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
registers/people.yaml:1:1 stray-file: `registers/people.yaml` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
");
}

#[test]
fn a_chapter_without_its_text() {
    let files = with("-- chapters/guidance/home/images/home.png --\nx\n");
    expect(&files, "\
chapters/guidance/home/chapter.md:1:1 missing-chapter-file: there is no `chapters/guidance/home/chapter.md` | put the working text back with `chapterhouse restore`, or remove the folder if it was never recorded
");
}

#[test]
fn entries_of_one_id_on_the_same_days() {
    let files = with(
        "-- registers/contacts.yaml --\ncontacts:\n  - { id: hub, purpose: p, name: Old, until: 2026-01-31 }\n  - { id: hub, purpose: p, name: New, from: 2026-01-31 }\n  - { id: desk, purpose: p, name: Old, until: 2026-01-31 }\n  - { id: desk, purpose: p, name: New, from: 2026-02-01 }\n",
    );
    expect(&files, "\
registers/contacts.yaml:3:11 duplicate-entry: two entries have the id `hub` on the same days | give one of the two another id, or dates (`from`, `until`) that do not overlap
  registers/contacts.yaml:2:11 the other is here
");
}

#[test]
fn two_terms_of_one_id() {
    let files = with(
        "-- registers/terms.yaml --\nterms:\n  - { id: harm, term: harm, definition: Damage. }\n  - { id: harm, term: harm, definition: Hurt. }\n",
    );
    expect(&files, "\
registers/terms.yaml:3:11 duplicate-entry: two entries have the id `harm` on the same days | give one of the two another id, or dates (`from`, `until`) that do not overlap
  registers/terms.yaml:2:11 the other is here
");
}

#[test]
fn a_register_that_is_no_list() {
    let files = with("-- registers/legislation.yaml --\nlaws: 1\n");
    expect(&files, "\
registers/legislation.yaml:1:1 wrong-type: a list of entries, each beginning with `- id: …` is needed here, and there are keys with values | write a list of entries, each beginning with `- id: …`
");
}

#[test]
fn two_sections_of_one_id() {
    let files = with_settings("  - id: guidance\n    title: Again\n");
    expect(&files, "\
manual.yaml:7:9 duplicate-section: two sections have the id `guidance` | give one of the two another id
  manual.yaml:5:9 the other is here
");
}

#[test]
fn a_format_that_is_not_known() {
    let files = with(
        "-- manual.yaml --\nformat: 2\ntitle: P\npublisher: B\nsections: [{ id: guidance, title: G }]\n",
    );
    expect(&files, "\
manual.yaml:1:9 unknown-format: this program reads format 1, and the manual says `2` | use the version of chapterhouse that the manual was written for
");
}

#[test]
fn a_setting_that_cannot_be_read() {
    let files = with_settings("base_url: example.org\npolicies: { print_days: soon }\n");
    expect(&files, "\
manual.yaml:7:11 wrong-type: an address that begins with `https://` is needed here, and `example.org` is something else | write an address that begins with `https://`
manual.yaml:8:25 wrong-type: a whole number from 1 is needed here, and `soon` is something else | write a whole number from 1
");
}

#[test]
fn days_of_a_policy_can_be_counted() {
    let files = with_settings(
        "policies: { print_days: 4000000000, law_checked_days: 36501, checked_days: 36500 }\n",
    );
    expect(&files, "\
manual.yaml:7:25 wrong-type: a number of days from 1 to 36500 is needed here, and `4000000000` is something else | write a number of days from 1 to 36500
manual.yaml:7:55 wrong-type: a number of days from 1 to 36500 is needed here, and `36501` is something else | write a number of days from 1 to 36500
");
}

#[test]
fn an_amendment_without_its_keys() {
    let files = with("-- amendments/2026-01-01-first.yaml --\ntitle: First\n");
    expect(
        &files,
        r#"amendments/2026-01-01-first.yaml:1:1 missing-key: the key `documents` is missing | add `documents: [{ document: online-safety, version: "1.1" }]`
amendments/2026-01-01-first.yaml:1:1 missing-key: the key `in_force` is missing | add `in_force: 2026-06-01`
amendments/2026-01-01-first.yaml:1:1 missing-key: the key `significance` is missing | add `significance: minor`
amendments/2026-01-01-first.yaml:1:1 missing-key: the key `summary` is missing | add `summary: What practitioners need to know.`
"#,
    );
}

#[test]
fn an_amendment_whose_entry_does_two_things() {
    let files = with(
        "-- amendments/2026-01-01-first.yaml --\ntitle: First\nin_force: 2026-01-01\nsignificance: minor\nsummary: s\ndocuments:\n  - { document: safety, version: \"1.0\", withdrawn: true }\n  - { document: safety }\n  - { document: safety, version: one }\n  - safety\n",
    );
    expect(
        &files,
        r#"amendments/2026-01-01-first.yaml:6:7 wrong-type: one of `version: "1.1"`, `reviewed: true` or `withdrawn: true` is needed here, and there are keys with values | write one of `version: "1.1"`, `reviewed: true` or `withdrawn: true`
amendments/2026-01-01-first.yaml:7:7 wrong-type: one of `version: "1.1"`, `reviewed: true` or `withdrawn: true` is needed here, and there are keys with values | write one of `version: "1.1"`, `reviewed: true` or `withdrawn: true`
amendments/2026-01-01-first.yaml:8:34 wrong-type: a version's number, as in `"1.1"` is needed here, and `one` is something else | write a version's number, as in `"1.1"`
amendments/2026-01-01-first.yaml:9:5 wrong-type: keys with values (`key: value`) is needed here, and `safety` is something else | write keys with values (`key: value`)
"#,
    );
}

#[test]
fn a_partnership_of_a_bad_colour() {
    let files =
        with("-- partnerships/north.yaml --\nname: North\njoined: 2024-01-01\ncolour: blue\n");
    expect(
        &files,
        r##"partnerships/north.yaml:3:9 wrong-type: a colour, as in `"#1f5f8b"` is needed here, and `blue` is something else | write a colour, as in `"#1f5f8b"`
"##,
    );
}

#[test]
fn a_folder_without_a_manual_file() {
    let mut files = tree(WHOLE);
    files.remove(&path("manual.yaml"));
    expect(&files, "\
manual.yaml:1:1 no-manual-file: there is no `manual.yaml` | write one, or run `chapterhouse init` in an empty folder to see how it looks
");
}

#[test]
fn aliases_cannot_swell_a_small_text() {
    let mut yaml = String::from("title: Safety\nposition: 1\na: &a [x, x, x, x, x, x, x, x, x]\n");
    for (before, name) in ('a'..='y').zip('b'..='z') {
        let times = vec![format!("*{before}"); 9].join(", ");
        let _ = writeln!(yaml, "{name}: &{name} [{times}]");
    }
    let begun = Instant::now();
    expect(&with_front_matter(&yaml), "\
chapters/guidance/safety/chapter.md:4:7 yaml-too-complex: this YAML is too complex: anchors (`&name`) and aliases (`*name`) are not allowed | write each value out, in the plain form that the documentation shows
");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn ten_thousand_levels_are_refused_at_once() {
    let n = 10_000;
    let flow = format!("keywords: {}{}\n", "[".repeat(n), "]".repeat(n));
    let block = format!("keywords:\n  {}x\n", "- ".repeat(n));
    let begun = Instant::now();
    expect(&with_front_matter(&flow), "\
chapters/guidance/safety/chapter.md:2:266 yaml-too-complex: this YAML is too complex: values are nested more than 16 deep | write each value out, in the plain form that the documentation shows
");
    expect(&with_front_matter(&block), "\
chapters/guidance/safety/chapter.md:3:33 yaml-too-complex: this YAML is too complex: values are nested more than 16 deep | write each value out, in the plain form that the documentation shows
");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn a_version_like_an_unreadable_working_text_is_no_stand_in() {
    let mut files = with_bytes(CHAPTER, b"# No front matter\n");
    files.insert(path("chapters/guidance/safety/history/1.0.md"), *b"# No front matter\n");
    let (manual, found) = parsed(&files);
    assert!(manual.chapters.get("safety").unwrap().regional.versions.is_empty());
    expect(&files, "\
chapters/guidance/safety/chapter.md:1:1 no-front-matter: the front matter is missing: the text must begin with a line `---`, and a second such line must end the front matter | begin the file with `---`, then `title: …` and the other keys, then `---`
chapters/guidance/safety/history/1.0.md:1:1 no-front-matter: the front matter is missing: the text must begin with a line `---`, and a second such line must end the front matter | put the recorded file back: a version is never edited
");
    assert_eq!(found.lines().count(), 2);
}

#[test]
fn a_version_like_the_working_text_shares_it() {
    let mut files = tree(WHOLE);
    let bytes = files.get(&path(CHAPTER)).unwrap().to_vec();
    files.insert(path("chapters/guidance/safety/history/1.0.md"), bytes);
    let (manual, found) = parsed(&files);
    let document = &manual.chapters.get("safety").unwrap().regional;
    let version = document.newest().unwrap();
    let (recorded, working): (&Prose, &Prose) = (&version.text.prose, &document.working.prose);
    assert!(std::ptr::eq(recorded, working));
    assert_eq!(found, "");
}

#[test]
fn a_manual_full_of_faults_reports_them_all_and_yields_what_is_good() {
    let mut files = with(
        "-- manual.yaml --\nformat: 1\ntitel: P\npublisher: B\nsections: [{ id: guidance, title: G }]\n\
         -- chapters/guidance/none/chapter.md --\nText.\n\
         -- chapters/guidance/home/chapter.md --\n---\ntitle: Home\nposition: 2\n---\nText.\n\
         -- chapters/guidance/broken/chapter.md --\n---\ntitle: [\n---\nText.\n\
         -- chapters/Bad/x/chapter.md --\nx\n\
         -- amendments/2026-01-01-first.yaml --\ntitle: First\nin_force: soon\nsignificance: minor\nsummary: s\ndocuments: []\n\
         -- partnerships/south.yaml --\nname: South\n\
         -- notes.txt --\nx\n",
    );
    files.insert(path("registers/terms.yaml"), *b"terms: \xff\n");
    expect(&files, "\
amendments/2026-01-01-first.yaml:2:11 invalid-date: `soon` is not a date: it is not written as year-month-day | write year-month-day, as in `2026-06-01`
chapters/Bad/x/chapter.md:1:1 invalid-name: `Bad` cannot be a name here | use small letters a to z, digits, and single hyphens between words
chapters/guidance/broken/chapter.md:2:8 invalid-yaml: this YAML cannot be read: unclosed bracket '[' | look for a missing quotation mark, bracket or space near here; put text that holds `: ` or `#` into double quotes
chapters/guidance/none/chapter.md:1:1 no-front-matter: the front matter is missing: the text must begin with a line `---`, and a second such line must end the front matter | begin the file with `---`, then `title: …` and the other keys, then `---`
manual.yaml:1:1 missing-key: the key `title` is missing | add `title: Four Vales Safeguarding Children Procedures`
manual.yaml:2:1 unknown-key: there is no key called `titel` here | write `title`
notes.txt:1:1 stray-file: `notes.txt` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
partnerships/south.yaml:1:1 missing-key: the key `joined` is missing | add `joined: 2026-06-01`
registers/terms.yaml:1:8 not-utf8: the file is not UTF-8: byte 0xff on line 1 | open it in your editor and save it with the encoding UTF-8
");
    let (manual, _) = parsed(&files);
    let titles: Vec<&str> =
        manual.chapters.values().map(|c| c.regional.working.title.value.as_str()).collect();
    assert_eq!(titles, ["broken", "Home", "none", "Safety"]);
    let partnerships: Vec<&str> = manual.partnerships.keys().map(PartnershipId::as_str).collect();
    assert_eq!(partnerships, ["north"]);
    assert!(manual.amendments.is_empty());
}

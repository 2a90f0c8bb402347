//! What the checks of names and partnerships find.

use super::parsing::with;
use super::written::{expect_findings, rendered};
use chapterhouse::finding::Findings;
use chapterhouse::manual::Manual;
use chapterhouse::source::tree::FileTree;
use chapterhouse::{check, parse};
use jiff::civil::date;

type Check = fn(&Manual, &mut Findings);

fn names(manual: &Manual, findings: &mut Findings) {
    check::names::check(manual, findings);
}

fn partnerships(manual: &Manual, findings: &mut Findings) {
    check::partnerships::check(manual, date(2026, 6, 1), findings);
}

#[track_caller]
fn expect(check: Check, files: &FileTree, expected: &str) {
    let (manual, faults) = parse::manual(files);
    assert_eq!(rendered(files, &faults), "");
    let mut findings = Findings::default();
    check(&manual, &mut findings);
    expect_findings(files, &findings.sorted(), expected);
}

#[test]
fn the_names_of_a_whole_manual_are_its_own() {
    expect(names, &with(""), "");
    expect(partnerships, &with(""), "");
}

#[test]
fn names_of_the_program_are_kept_free() {
    let files = with(
        "-- manual.yaml --\nformat: 1\ntitle: P\npublisher: B\n\
         sections: [{ id: guidance, title: G }, { id: search, title: S }]\n\
         -- chapters/guidance/print/chapter.md --\n---\ntitle: Print\nposition: 2\n\
         aliases: [feed, printing]\n---\nText.\n\
         -- partnerships/as-at.yaml --\nname: As at\njoined: 2024-01-01\n",
    );
    expect(names, &files, "\
chapters/guidance/print/chapter.md:2:8 reserved-name: the name `print` is kept for a page of the site, so no chapter can have it | give the chapter's folder another name
chapters/guidance/print/chapter.md:4:11 reserved-name: the name `feed` is kept for a page of the site, so no alias can have it | remove the alias
manual.yaml:4:46 reserved-name: the name `search` is kept for a page of the site, so no section can have it | choose another id
partnerships/as-at.yaml:1:7 reserved-name: the name `as-at` is kept for a page of the site, so no partnership can have it | give the file another name
");
}

#[test]
fn a_name_has_one_meaning() {
    let files = with(
        "-- chapters/guidance/guidance/chapter.md --\n---\ntitle: G\nposition: 2\n\
         aliases: [north, home, home, guidance]\n---\nText.\n\
         -- partnerships/safety.yaml --\nname: S\njoined: 2024-01-01\n",
    );
    expect(names, &files, "\
chapters/guidance/guidance/chapter.md:4:11 name-clash: the alias `north` has the same name as a partnership | remove the alias
  partnerships/north.yaml:1:7 the other is here
chapters/guidance/guidance/chapter.md:4:24 name-clash: the alias `home` is given twice | remove the alias
  chapters/guidance/guidance/chapter.md:4:18 the other is here
chapters/guidance/guidance/chapter.md:4:30 name-clash: the alias `guidance` has the same name as a chapter | remove the alias
  chapters/guidance/guidance/chapter.md:2:8 the other is here
manual.yaml:5:9 name-clash: the section `guidance` has the same name as a chapter | give one of the two another name: a folder, a file or a section's id
  chapters/guidance/guidance/chapter.md:2:8 the other is here
partnerships/safety.yaml:1:7 name-clash: the partnership `safety` has the same name as a chapter | give one of the two another name: a folder, a file or a section's id
  chapters/guidance/safety/chapter.md:2:8 the other is here
");
}

#[test]
fn an_addition_belongs_to_a_partnership() {
    let files = with(
        "-- chapters/guidance/safety/local/nroth/chapter.md --\n---\ntitle: N\n---\nText.\n\
         -- chapters/guidance/safety/local/somewhere/chapter.md --\n---\ntitle: S\n---\nText.\n\
         -- chapters/guidance/safety/local/north/chapter.md --\n---\ntitle: N\n---\nText.\n",
    );
    expect(partnerships, &files, "\
chapters/guidance/safety/local/nroth/chapter.md:1:1 unknown-partnership: there is no partnership `nroth` | name the folder `north`, or write `partnerships/nroth.yaml`
chapters/guidance/safety/local/somewhere/chapter.md:1:1 unknown-partnership: there is no partnership `somewhere` | write `partnerships/somewhere.yaml`, or mend it if it cannot be read
");
}

#[test]
fn nobody_leaves_before_joining() {
    let files = with(
        "-- partnerships/north.yaml --\nname: N\njoined: 2024-01-02\nleft: 2024-01-01\n\
         -- partnerships/south.yaml --\nname: S\njoined: 2024-01-02\nleft: 2024-01-02\n",
    );
    expect(partnerships, &files, "\
partnerships/north.yaml:3:7 left-before-joined: `north` left on `2024-01-01`, before it joined | correct one of the two dates
  partnerships/north.yaml:2:9 it joined on `2024-01-02`
");
}

#[test]
fn contacts_are_declared_once_and_given_by_every_member() {
    let files = with(
        "-- registers/contacts.yaml --\ncontacts:\n\
         \x20 - { id: hub, scope: partnership, purpose: p, name: Hub }\n\
         \x20 - { id: lado, scope: partnership, purpose: p, name: Officer }\n\
         \x20 - { id: old, scope: partnership, purpose: p, name: Old, until: 2026-05-31 }\n\
         \x20 - { id: police, scope: national, purpose: p, name: Police }\n\
         -- partnerships/north.yaml --\nname: N\njoined: 2024-01-01\ncontacts:\n\
         \x20 - { id: hub, name: Hub, from: 2026-06-01 }\n\
         \x20 - { id: ladoo, name: Officer }\n\
         \x20 - { id: something, name: Else }\n\
         -- partnerships/south.yaml --\nname: S\njoined: 2024-01-01\nleft: 2026-05-31\n\
         -- partnerships/west.yaml --\nname: W\njoined: 2024-01-01\ncontacts:\n\
         \x20 - { id: hub, name: Hub, until: 2026-05-31 }\n\
         \x20 - { id: lado, name: Officer }\n",
    );
    expect(partnerships, &files, "\
partnerships/north.yaml:1:1 missing-contact: `north` gives no contact `lado` for `2026-06-01` | add an entry with `id: lado` under `contacts`
  registers/contacts.yaml:3:11 every partnership is to give it
partnerships/north.yaml:5:11 unknown-contact: the contacts register does not declare `ladoo` | write `lado`
partnerships/north.yaml:6:11 unknown-contact: the contacts register does not declare `something` | declare it in `registers/contacts.yaml` with `scope: partnership`, or remove it here
partnerships/west.yaml:1:1 missing-contact: `west` gives no contact `hub` for `2026-06-01` | add an entry with `id: hub` under `contacts`
  registers/contacts.yaml:2:11 every partnership is to give it
");
}

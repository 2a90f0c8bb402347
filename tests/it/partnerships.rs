//! What the checks find about partnerships and their contacts, beside those in `names`.

use super::findings::{WITHDRAWN, expect, expect_in_bullying};
use super::parsing::with;
use super::written::{expect_findings, path};
use chapterhouse::parse;

#[test]
fn a_number_or_address_belongs_in_the_register() {
    expect_in_bullying(
        "## Ring 01632 960101 {#ring}\n\nRing **(01632)** 960-\n102 or <hub@example.org>, é 07700 900123.\n\n| Who | How |\n| --- | --- |\n| 01632 | 960101 |\n| Hub | [+44 1632 960103](tel:01632960104) |\n\nTerm 0300 123 4567\n: Call the police on 101, or [[contact:helpline|0300 1234567]].",
        r"
chapters/core/bullying/chapter.md:6:9 contact-in-prose: the telephone number `01632 960101` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:8:8 contact-in-prose: the telephone number `(01632) 960- 102` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:9:9 contact-in-prose: the e-mail address `hub@example.org` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:9:29 contact-in-prose: the telephone number `07700 900123` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:14:10 contact-in-prose: the telephone number `+44 1632 960103` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:16:6 contact-in-prose: the telephone number `0300 123 4567` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:17:22 contact-in-prose: the telephone number `101` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
chapters/core/bullying/chapter.md:17:49 contact-in-prose: the telephone number `0300 1234567` is written in the text of `bullying` | put it into `registers/contacts.yaml`, and write `[[contact:ID]]` with its id
",
    );
}

#[test]
fn code_addresses_and_other_figures_are_no_contacts() {
    expect_in_bullying(
        "`01632 960101` [Ring us](tel:01632960101) [A page](https://example.org/01632960101?a@b.org)\n\n    01632 960101\n\nSection 101, ages 10 to 17, 2026-06-01, £999, 0800-1700.",
        "",
    );
}

/// A register with a line of the nation, one that ended, one of the region and one of each partnership.
const REGISTER: &str = "\
-- registers/contacts.yaml --
contacts:
  - { id: helpline, scope: national, purpose: To talk, name: Helpline, telephone: 0800 1111, email: talk@example.org }
  - { id: emergency, scope: national, purpose: Danger, name: Police, telephone: \"999\" }
  - { id: old-line, scope: national, purpose: To talk, name: Old line, telephone: 0808 157 0000, until: 2026-05-31 }
  - { id: office, scope: region, purpose: To ask, name: Office, telephone: 01632 960900 }
  - { id: hub, scope: partnership, purpose: To refer, name: Hub }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
contacts:
  - { id: hub, name: Hub, telephone: 01632 960101, email: Hub@example.org }
";

#[test]
fn a_national_line_may_be_written_and_any_other_contact_is_named() {
    let text = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\nCall **0800** 1111 or 999, or write to Talk@example.org.\n\nCall 0808 157 0000, (01632) 960 900, +44 (0)1632 960101, hub@example.org.\n";
    expect(
        &format!("{REGISTER}{text}"),
        r"
chapters/core/bullying/chapter.md:8:6 contact-in-prose: the telephone number `0808 157 0000` is written in the text of `bullying` | write `[[contact:old-line]]`
chapters/core/bullying/chapter.md:8:21 contact-in-prose: the telephone number `(01632) 960 900` is written in the text of `bullying` | write `[[contact:office]]`
chapters/core/bullying/chapter.md:8:38 contact-in-prose: the telephone number `+44 (0)1632 960101` is written in the text of `bullying` | write `[[contact:hub]]`
chapters/core/bullying/chapter.md:8:58 contact-in-prose: the e-mail address `hub@example.org` is written in the text of `bullying` | write `[[contact:hub]]`
",
    );
}

#[test]
fn an_addition_takes_its_contacts_from_its_partnerships_file() {
    let text = "-- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: responding\n---\n\n## Locally {#locally}\n\nRing 01632 960101, or 01632 960199. Childline is 0800 1111.\n";
    expect(
        &format!("{REGISTER}{text}"),
        r"
chapters/core/referrals/local/aldermere/chapter.md:8:6 contact-in-prose: the telephone number `01632 960101` is written in the text of `referrals/aldermere` | write `[[contact:hub]]`
chapters/core/referrals/local/aldermere/chapter.md:8:23 contact-in-prose: the telephone number `01632 960199` is written in the text of `referrals/aldermere` | put it into `partnerships/aldermere.yaml` under `contacts`, and write `[[contact:ID]]` with its id
",
    );
}

/// What parsing finds in a partnership's file with these lines at its end, and these files beside it.
#[track_caller]
fn expect_in_file(lines: &str, expected: &str) {
    let files =
        with(&format!("-- partnerships/north.yaml --\nname: N\njoined: 2024-01-01\n{lines}"));
    let (_, findings) = parse::manual(&files);
    expect_findings(&files, &findings, expected);
}

#[test]
fn white_text_can_be_read_on_a_partnerships_colour() {
    expect_in_file("colour: \"#767676\"\n", "");
    expect_in_file(
        "colour: \"#777777\"\n",
        r##"
partnerships/north.yaml:3:9 faint-colour: white text on `#777777` has a contrast of 4.47:1, and 4.5:1 is needed | write `"#767676"`, the nearest colour that has it
"##,
    );
    expect_in_file(
        "colour: \"#F2C80F\"\n",
        r##"
partnerships/north.yaml:3:9 faint-colour: white text on `#f2c80f` has a contrast of 1.60:1, and 4.5:1 is needed | write `"#8c7408"`, the nearest colour that has it
"##,
    );
}

#[test]
fn a_logo_is_a_picture_beside_the_partnerships_file() {
    expect_in_file("logo: north.svg\n-- partnerships/north.svg --\n<svg/>\n", "");
    expect_in_file("logo: nroth.svg\n-- partnerships/north.svg --\n<svg/>\n", "
partnerships/north.svg:1:1 unused-logo: no partnership names `north.svg` as its logo | write `logo: north.svg` in the partnership's file, or remove the picture
partnerships/north.yaml:3:7 unknown-logo: there is no picture `nroth.svg` in `partnerships/` | write `north.svg`
");
    expect_in_file("logo: north.png\n", "
partnerships/north.yaml:3:7 unknown-logo: there is no picture `north.png` in `partnerships/` | put the picture beside the partnership's file
");
    expect_in_file("logo: north.pdf\n-- partnerships/north.pdf --\n%PDF\n", "
partnerships/north.pdf:1:1 stray-file: `partnerships/north.pdf` is no part of a manual | move it to where the format has a place for it (pictures: `images/` beside chapter.md), or remove it
partnerships/north.yaml:3:7 unknown-logo: `north.pdf` is not the name of a picture in `partnerships/` | put a picture beside the partnership's file, and write its name, which ends in .svg, .png, .jpg, .jpeg, .webp
");
    expect_in_file("logo: ../north.svg\n", "
partnerships/north.yaml:3:7 unknown-logo: `../north.svg` is not the name of a picture in `partnerships/` | put a picture beside the partnership's file, and write its name, which ends in .svg, .png, .jpg, .jpeg, .webp
");
}

#[test]
fn the_manual_knows_a_partnerships_logo() {
    let files = with(
        "-- partnerships/north.yaml --\nname: N\njoined: 2024-01-01\nlogo: north.SVG\n-- partnerships/north.SVG --\n<svg/>\n",
    );
    let (manual, findings) = parse::manual(&files);
    expect_findings(&files, &findings, "");
    assert_eq!(manual.partnerships["north"].logo, Some(path("partnerships/north.SVG")));
}

const WITHDRAWN_REFERRALS: &str = r"
-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
---
-- chapters/core/bullying/history/1.0.md --
---
title: Bullying
position: 1
---
-- amendments/2026-01-01-gone.yaml --
title: Referrals withdrawn
in_force: 2026-01-01
published: 2026-01-01
significance: withdrawal
summary: Gone.
documents:
  - { document: referrals, withdrawn: true }
";

#[test]
fn an_addition_does_not_outlive_its_chapter() {
    expect(WITHDRAWN_REFERRALS, "
chapters/core/referrals/local/aldermere/chapter.md:2:8 orphaned-addition: `referrals/aldermere` is in force, and `referrals` was withdrawn | withdraw it too: `chapterhouse amend referrals/aldermere --significance withdrawal`
  amendments/2026-01-01-gone.yaml:7:17 it was withdrawn here
");
    let both =
        format!("{WITHDRAWN_REFERRALS}  - {{ document: referrals/aldermere, withdrawn: true }}\n");
    expect(&both, "");
    let draft = "-- chapters/core/old/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\n---\n\nText.\n";
    expect(&format!("{WITHDRAWN}{draft}"), "
chapters/core/old/local/aldermere/chapter.md:2:8 orphaned-addition: `old/aldermere` is a draft, and `old` was withdrawn | remove its folder, or move the text to the chapter that applies now
  amendments/2026-01-01-old.yaml:7:17 it was withdrawn here
");
}

#[test]
fn an_addition_is_not_in_force_before_its_chapter() {
    let new = "-- chapters/core/new/chapter.md --\n---\ntitle: New\nposition: 3\n---\n\nText.\n\
        -- chapters/core/new/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\n---\n\nText.\n";
    expect(new, "");
    let recorded = "-- chapters/core/new/local/aldermere/history/1.0.md --\n---\ntitle: In Aldermere\n---\n\nText.\n\
        -- amendments/2026-01-01-new.yaml --\ntitle: New\nin_force: 2026-01-01\npublished: 2026-01-01\n\
        significance: new\nsummary: New.\ndocuments: [{ document: new/aldermere, version: \"1.0\" }]\n";
    expect(&format!("{new}{recorded}"), "
chapters/core/new/local/aldermere/chapter.md:2:8 orphaned-addition: `new/aldermere` is in force, and `new` is not | record `new` with `chapterhouse amend`
");
}

#[test]
fn an_addition_stands_after_a_heading_of_the_text_in_force() {
    let regional = "-- chapters/core/referrals/history/1.0.md --\n---\ntitle: Referrals\n---\n\n## Respond {#respond}\n\nText.\n";
    expect(regional, "
chapters/core/referrals/local/aldermere/history/1.0.md:3:8 unknown-recorded-heading: version `1.0` of `referrals`, which is in force, has no heading `responding` | record `referrals` with `chapterhouse amend`: its draft has it
chapters/core/referrals/local/aldermere/history/1.0.md:8:22 broken-recorded-reference: `referrals` has no heading `responding` | mend it in `chapters/core/referrals/local/aldermere/chapter.md`, and record it with `chapterhouse amend`
");
    let addition = |file: &str, after: &str| {
        format!(
            "-- chapters/core/referrals/local/aldermere/{file} --\n---\ntitle: In Aldermere\nafter: {after}\n---\n\nText.\n"
        )
    };
    let (working, recorded) = ("chapter.md", "history/1.0.md");
    expect(&format!("{}{}", addition(working, "responding"), addition(recorded, "respondng")), "
chapters/core/referrals/local/aldermere/history/1.0.md:3:8 unknown-recorded-heading: version `1.0` of `referrals`, which is in force, has no heading `respondng` | write `responding` in `chapters/core/referrals/local/aldermere/chapter.md`, and record it with `chapterhouse amend`
");
    expect(&format!("{}{}", addition(working, "respond"), addition(recorded, "elsewhere")), "
chapters/core/referrals/local/aldermere/chapter.md:3:8 unknown-heading: `referrals` has no heading `respond` | write the id of a heading of `referrals`
chapters/core/referrals/local/aldermere/history/1.0.md:3:8 unknown-recorded-heading: version `1.0` of `referrals`, which is in force, has no heading `elsewhere` | write the id of a heading of `referrals` in `chapters/core/referrals/local/aldermere/chapter.md`, and record it with `chapterhouse amend`
");
    // Where both say the same it is told of once.
    expect(&format!("{}{}", addition(working, "elsewhere"), addition(recorded, "elsewhere")), "
chapters/core/referrals/local/aldermere/chapter.md:3:8 unknown-heading: `referrals` has no heading `elsewhere` | write the id of a heading of `referrals`
");
}

#[test]
fn somebody_answers_each_contact_that_is_cited() {
    let text = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n\
        [[contact:helpline]] [[contact:office]] [[contact:old-hub]] [[contact:hub]]\n";
    let register = "-- registers/contacts.yaml --\ncontacts:\n\
        \x20 - { id: helpline, scope: national, purpose: To talk, name: Helpline }\n\
        \x20 - { id: office, scope: region, purpose: To ask, name: Office, until: 2026-05-31 }\n\
        \x20 - { id: old-hub, scope: partnership, purpose: To refer, name: Old hub, until: 2026-05-31 }\n\
        \x20 - { id: hub, scope: partnership, purpose: To refer, name: Hub }\n\
        -- partnerships/westmark.yaml --\nname: Westmark\njoined: 2025-01-01\ncontacts:\n\
        \x20 - { id: old-hub, name: Hub }\n\x20 - { id: hub, name: Hub }\n";
    expect(&format!("{register}{text}"), "
chapters/core/bullying/chapter.md:6:22 unanswered-contact: the contact `office` has no entry on `2026-11-22` for `aldermere`, `westmark` | give `office` an entry for that day in `registers/contacts.yaml` or in the partnership's file, or cite another contact
chapters/core/bullying/chapter.md:6:41 unanswered-contact: the contact `old-hub` has no entry on `2026-11-22` for `aldermere` | give `old-hub` an entry for that day in `registers/contacts.yaml` or in the partnership's file, or cite another contact
partnerships/aldermere.yaml:1:1 missing-contact: `aldermere` gives no contact `hub` for `2026-11-22` | add an entry with `id: hub` under `contacts`
  registers/contacts.yaml:5:11 every partnership is to give it
");
    let nobody = "-- partnerships/aldermere.yaml --\nname: Aldermere\njoined: 2030-01-01\n\
        -- partnerships/westmark.yaml --\nname: Westmark\njoined: 2030-01-01\n";
    let cites = "-- chapters/core/referrals/local/aldermere/chapter.md --\n---\ntitle: In Aldermere\nafter: responding\n---\n\n## Locally {#locally}\n\n[[contact:hub]]\n";
    let hub = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n[[contact:hub]] [[contact:office]]\n";
    expect(&format!("{register}{hub}{nobody}{cites}"), "
chapters/core/bullying/chapter.md:6:17 unanswered-contact: the contact `office` has no entry on `2026-11-22` for anyone | give `office` an entry for that day in `registers/contacts.yaml` or in the partnership's file, or cite another contact
");
}

#[test]
fn an_addition_to_a_chapter_that_is_gone_is_found() {
    let files =
        with("-- chapters/guidance/home/local/north/chapter.md --\n---\ntitle: N\n---\nText.\n");
    let (_, findings) = parse::manual(&files);
    expect_findings(&files, &findings, "
chapters/guidance/home/chapter.md:1:1 missing-chapter-file: there is no `chapters/guidance/home/chapter.md` | put the working text back with `chapterhouse restore`, or remove the folder if it was never recorded
");
}

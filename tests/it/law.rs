//! Law, guidance and terms: what the checks find in citations, names and the registers, and what stays silent.

use super::findings::{expect, expect_in_bullying, found_in, with};
use super::written::expect_findings;
use chapterhouse::finding::Finding;
use jiff::civil::date;
use std::fmt::Write as _;

/// A register with what applies, what did, and what will, on 22 November 2026.
const REGISTER: &str = r#"
-- registers/legislation.yaml --
- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2026-11-01 }
- { id: soa-2003, kind: act, title: Sexual Offences Act 2003, citation: Sexual Offences Act 2003, short: SOA 2003, names: [Sexual Crimes Act], in_force: 2004-05-01, checked: 2026-11-01 }
- { id: soa-2003/15A, title: Communication, citation: "Sexual Offences Act 2003, section 15A", short: s.15A SOA 2003, in_force: 2017-04-03, checked: 2026-11-01 }
- { id: ca-1989/47, title: Enquiries, citation: "Children Act 1989, section 47", short: s.47 CA 1989, in_force: 1991-10-14, checked: 2026-11-01 }
- { id: cjca-2015/33, title: Disclosing, citation: "Criminal Justice and Courts Act 2015, section 33", in_force: 2015-04-13, repealed: { on: 2024-01-31, by: soa-2003/15A }, checked: 2026-11-01 }
- { id: ta-1984/43, title: Telephones, citation: "Telecommunications Act 1984, section 43", repealed: { on: 2003-07-25 }, checked: 2026-11-01 }
- { id: cwsa-2026/3, title: Teams, citation: "Children's Wellbeing and Schools Act 2026, section 3", enacted: 2026-04-29, checked: 2026-11-01 }
- { id: later-2026, kind: act, title: Later Act 2026, citation: Later Act 2026, in_force: 2027-04-01, checked: 2026-11-01 }
- { id: wt-2018, kind: statutory-guidance, title: Working Together to Safeguard Children (2018), citation: "Working Together to Safeguard Children, 2018 edition", short: Working Together 2018, names: [Working Together], in_force: 2018-07-01, superseded: { on: 2023-12-15, by: wt-2023 }, checked: 2026-11-01 }
- { id: wt-2023, kind: statutory-guidance, title: Working Together to Safeguard Children (2023), citation: "Working Together to Safeguard Children, 2023 edition", short: Working Together 2023, names: [Working Together], in_force: 2023-12-15, superseded: { on: 2026-03-19, by: wt-2026 }, checked: 2026-11-01 }
- { id: wt-2026, kind: statutory-guidance, title: Working Together to Safeguard Children (2026), citation: "Working Together to Safeguard Children, 2026 edition", short: Working Together 2026, names: [Working Together], in_force: 2026-03-19, checked: 2026-11-01 }
- { id: kcsie-2025, kind: statutory-guidance, title: Keeping Children Safe in Education (2025), citation: "Keeping Children Safe in Education, 2025 edition", short: KCSIE 2025, names: [KCSIE], in_force: 2025-09-01, checked: 2026-11-01 }
- { id: draft-advice, kind: guidance, title: Draft advice on phones, citation: Draft advice on phones, checked: 2026-11-01 }
"#;

/// The findings of one text of `bullying`, whose body begins on line 6, beside [`REGISTER`].
#[track_caller]
fn expect_with_register(body: &str, expected: &str) {
    expect(&with_register(body), expected);
}

fn with_register(body: &str) -> String {
    format!(
        "{REGISTER}-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\n---\n\n{body}\n"
    )
}

#[test]
fn what_is_repealed_or_superseded_is_named_with_what_took_its_place() {
    expect_with_register(
        "See [[law:cjca-2015/33]] and [[law:wt-2018|the guidance]].\n\n> [!LAW] ta-1984/43\n",
        r"
chapters/core/bullying/chapter.md:6:5 law-not-in-force: `cjca-2015/33` is repealed since 2024-01-31 | cite `soa-2003/15A`, which took its place
chapters/core/bullying/chapter.md:6:30 law-not-in-force: `wt-2018` is superseded since 2023-12-15 | cite `wt-2026`, which took its place
chapters/core/bullying/chapter.md:8:10 law-not-in-force: `ta-1984/43` is repealed since 2003-07-25 | cite what applies now
",
    );
}

#[test]
fn what_is_not_in_force_yet_is_named_and_its_day_is_told() {
    expect_with_register(
        "See [[law:cwsa-2026/3]] and [[law:later-2026]]. The register leaves [[law:draft-advice]] open.",
        r"
chapters/core/bullying/chapter.md:6:5 law-not-in-force: `cwsa-2026/3` is not in force yet, and no day is known | cite what applies now, until it is in force
chapters/core/bullying/chapter.md:6:29 law-not-in-force: `later-2026` is not in force before 2027-04-01 | cite what applies now, until it is in force
registers/legislation.yaml:8:9 law-will-change: on 2027-04-01 `later-2026` comes into force: 1 chapter cites it | make the chapters ready, and record them to be in force on that day
  chapters/core/bullying/chapter.md:6:29 `bullying` cites it here
",
    );
}

#[test]
fn a_chapter_that_was_checked_against_an_old_edition_is_named() {
    let chapter = "-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\naligned_to: [law:wt-2018, law:kcsie-2025]\n---\n\nSigns.\n";
    expect(
        &format!("{REGISTER}{chapter}"),
        r"
chapters/core/bullying/chapter.md:4:14 law-not-in-force: `wt-2018` is superseded since 2023-12-15 | check the chapter against `wt-2026`, and name that here
",
    );
}

#[test]
fn a_text_in_force_is_checked_too_where_only_a_draft_has_been_mended() {
    let recorded = "-- chapters/core/bullying/history/1.0.md --\n---\ntitle: Bullying\nposition: 1\n---\n\nSee [[law:cjca-2015/33]], [[law:cjca-2015/33]] and [[law:soa-2003/15A]].\n";
    expect(
        &format!("{}{recorded}", with_register("See [[law:soa-2003/15A]].")),
        r"
chapters/core/bullying/history/1.0.md:6:5 law-not-in-force: `cjca-2015/33` is repealed since 2024-01-31 | record `chapters/core/bullying/chapter.md`, which does not cite it, with `chapterhouse amend`
",
    );
}

#[test]
fn a_change_of_the_law_that_is_known_names_the_chapters_that_it_hits() {
    let mut changes = "-- registers/legislation.yaml --
- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, amended: [{ on: 2020-01-01 }, { on: 2027-01-01, by: new-2026 }], repealed: { on: 2027-04-01 }, checked: 2026-11-01 }
- { id: new-2026, kind: act, title: New Act 2026, citation: New Act 2026, in_force: 2026-01-01, superseded: { on: 2028-01-01, by: act-2003 }, checked: 2026-11-01 }
".to_owned();
    for (slug, position) in [("bullying", 1), ("referrals", 2)] {
        write!(changes, "-- chapters/core/{slug}/chapter.md --\n---\ntitle: T\nposition: {position}\n---\n\n## What to do {{#responding}}\n\nThe [[law:act-2003]].\n").unwrap();
    }
    expect(
        &changes,
        r"
registers/legislation.yaml:1:9 law-will-change: on 2027-01-01 `act-2003` is amended by `new-2026`: 2 chapters cite it | make the chapters ready, and record them to be in force on that day
  chapters/core/bullying/chapter.md:8:5 `bullying` cites it here
  chapters/core/referrals/chapter.md:8:5 `referrals` cites it here
registers/legislation.yaml:1:9 law-will-change: on 2027-04-01 `act-2003` is repealed: 2 chapters cite it | make the chapters ready, and record them to be in force on that day
  chapters/core/bullying/chapter.md:8:5 `bullying` cites it here
  chapters/core/referrals/chapter.md:8:5 `referrals` cites it here
",
    );
}

#[test]
fn law_of_the_register_is_cited_and_not_only_named() {
    expect_with_register(
        "The **Sexual** Offences Act 2003, the sexual offences act 2003 and the SOA 2003.\nUnder section 47 of the Children Act 1989, and section 17 of the Children Act 1989; Children Act 1989.",
        r"
chapters/core/bullying/chapter.md:6:7 law-in-prose: `Sexual Offences Act 2003` is named in the text of `bullying` without a reference | write `[[law:soa-2003|Sexual Offences Act 2003]]`
chapters/core/bullying/chapter.md:6:39 law-in-prose: `sexual offences act 2003` is named in the text of `bullying` without a reference | write `[[law:soa-2003|sexual offences act 2003]]`
chapters/core/bullying/chapter.md:6:72 law-in-prose: `SOA 2003` is named in the text of `bullying` without a reference | write `[[law:soa-2003|SOA 2003]]`
chapters/core/bullying/chapter.md:7:7 law-in-prose: `section 47 of the Children Act 1989` is named in the text of `bullying` without a reference | write `[[law:ca-1989/47|section 47 of the Children Act 1989]]`
chapters/core/bullying/chapter.md:7:48 law-in-prose: `section 17 of the Children Act 1989` is named in the text of `bullying` without a reference | add `ca-1989/17` to `registers/legislation.yaml`, and write `[[law:ca-1989/17|section 17 of the Children Act 1989]]`
chapters/core/bullying/chapter.md:7:85 law-in-prose: `Children Act 1989` is named in the text of `bullying` without a reference | write `[[law:ca-1989/47|…]]` or cite another section, or add `ca-1989` to `registers/legislation.yaml`
",
    );
}

#[test]
fn a_section_may_be_named_before_or_after_its_act_and_one_that_is_repealed_says_so() {
    expect_with_register(
        "Section 43 of the Telecommunications Act 1984, s.43 Telecommunications Act 1984,\nTelecommunications Act 1984 (s43), Telecommunications Act 1984, section 43 or Telecommunications Act 1984 s. 44.",
        r"
chapters/core/bullying/chapter.md:6:1 law-in-prose: `Section 43 of the Telecommunications Act 1984`, which is repealed since 2003-07-25, is named in the text of `bullying` without a reference | write `[[law:ta-1984/43|Section 43 of the Telecommunications Act 1984]]`
chapters/core/bullying/chapter.md:6:48 law-in-prose: `s.43 Telecommunications Act 1984`, which is repealed since 2003-07-25, is named in the text of `bullying` without a reference | write `[[law:ta-1984/43|s.43 Telecommunications Act 1984]]`
chapters/core/bullying/chapter.md:7:1 law-in-prose: `Telecommunications Act 1984 (s43)`, which is repealed since 2003-07-25, is named in the text of `bullying` without a reference | write `[[law:ta-1984/43|Telecommunications Act 1984 (s43)]]`
chapters/core/bullying/chapter.md:7:36 law-in-prose: `Telecommunications Act 1984, section 43`, which is repealed since 2003-07-25, is named in the text of `bullying` without a reference | write `[[law:ta-1984/43|Telecommunications Act 1984, section 43]]`
chapters/core/bullying/chapter.md:7:79 law-in-prose: `Telecommunications Act 1984 s. 44` is named in the text of `bullying` without a reference | add `ta-1984/44` to `registers/legislation.yaml`, and write `[[law:ta-1984/44|Telecommunications Act 1984 s. 44]]`
",
    );
}

#[test]
fn guidance_is_known_by_its_title_and_by_what_people_call_it_and_the_edition_in_force_is_meant() {
    expect_with_register(
        "See Working Together, KCSIE, Working Together 2018, and Keeping Children Safe in Education.\n\n## The Sexual Crimes Act and s.15A SOA 2003 {#act}\n",
        r"
chapters/core/bullying/chapter.md:6:5 law-in-prose: `Working Together` is named in the text of `bullying` without a reference | write `[[law:wt-2026|Working Together]]`
chapters/core/bullying/chapter.md:6:23 law-in-prose: `KCSIE` is named in the text of `bullying` without a reference | write `[[law:kcsie-2025|KCSIE]]`
chapters/core/bullying/chapter.md:6:30 law-in-prose: `Working Together 2018`, which is superseded since 2023-12-15, is named in the text of `bullying` without a reference | write `[[law:wt-2018|Working Together 2018]]`
chapters/core/bullying/chapter.md:6:57 law-in-prose: `Keeping Children Safe in Education` is named in the text of `bullying` without a reference | write `[[law:kcsie-2025|Keeping Children Safe in Education]]`
chapters/core/bullying/chapter.md:8:8 law-in-prose: `Sexual Crimes Act` is named in the text of `bullying` without a reference | write `[[law:soa-2003|Sexual Crimes Act]]`
chapters/core/bullying/chapter.md:8:30 law-in-prose: `s.15A SOA 2003` is named in the text of `bullying` without a reference | write `[[law:soa-2003/15A|s.15A SOA 2003]]`
",
    );
}

#[test]
fn a_slip_in_the_title_or_the_year_of_an_act_is_found_by_the_nearest_that_is_registered() {
    expect_with_register(
        "The Sex Offences Act 2003, the Sexual Offence Act 2003, section 15A of the Sexual Offences Act 2004.",
        r"
chapters/core/bullying/chapter.md:6:5 law-in-prose: `Sex Offences Act 2003` is named in the text of `bullying` without a reference | if `Sexual Offences Act 2003` is meant, write `[[law:soa-2003|Sexual Offences Act 2003]]`; else add it to `registers/legislation.yaml`
chapters/core/bullying/chapter.md:6:32 law-in-prose: `Sexual Offence Act 2003` is named in the text of `bullying` without a reference | if `Sexual Offences Act 2003` is meant, write `[[law:soa-2003|Sexual Offences Act 2003]]`; else add it to `registers/legislation.yaml`
chapters/core/bullying/chapter.md:6:57 law-in-prose: `section 15A of the Sexual Offences Act 2004` is named in the text of `bullying` without a reference | if `Sexual Offences Act 2003` is meant, write `[[law:soa-2003/15A|Sexual Offences Act 2003]]`; else add it to `registers/legislation.yaml`
",
    );
}

#[test]
fn law_that_the_register_does_not_have_is_named() {
    expect_with_register(
        "The Education Act 1944, the Equality Act (Specific Duties) Regulations 2017, the Safeguarding Vulnerable Groups Act 2006 and the Youth Order 2019. | The Sexual Offences Act 1956.",
        r"
chapters/core/bullying/chapter.md:6:5 unregistered-law: `Education Act 1944` is named in the text of `bullying`, and the register does not have it | add it to `registers/legislation.yaml`, and write `[[law:ID]]` with its id
chapters/core/bullying/chapter.md:6:29 unregistered-law: `Equality Act (Specific Duties) Regulations 2017` is named in the text of `bullying`, and the register does not have it | add it to `registers/legislation.yaml`, and write `[[law:ID]]` with its id
chapters/core/bullying/chapter.md:6:82 unregistered-law: `Safeguarding Vulnerable Groups Act 2006` is named in the text of `bullying`, and the register does not have it | add it to `registers/legislation.yaml`, and write `[[law:ID]]` with its id
chapters/core/bullying/chapter.md:6:130 unregistered-law: `Youth Order 2019` is named in the text of `bullying`, and the register does not have it | add it to `registers/legislation.yaml`, and write `[[law:ID]]` with its id
chapters/core/bullying/chapter.md:6:154 unregistered-law: `Sexual Offences Act 1956` is named in the text of `bullying`, and the register does not have it | add it to `registers/legislation.yaml`, and write `[[law:ID]]` with its id
",
    );
}

#[test]
fn words_that_only_look_like_law_stay_silent() {
    let harmless = [
        "We are working together with families.",
        "Working together is what keeps children safe in education.",
        "Act at once, and act 2003 times if you must.",
        "In order 2019 was a better year. Order 1500 copies.",
        "A measure 2000 metres long, by the rules 2020 brought.",
        "The Act says so, and the 2003 Act too.",
        "A section 47 enquiry; section 17 support; sections 15 and 16.",
        "The regulations of 2019 and the order of the court in 2020.",
        "Fact 2003. Pact 2004. React 2005. Tact 1989.",
        "In the Act 1 scene of the play, and Act 2003a.",
        "See [[law:soa-2003]], [[law:soa-2003/15A|section 15A of the Sexual Offences Act 2003]] and [[law:soa-2003|the 2003 Act]].",
        "The report <cite>Education Act 1944: a history</cite> is old.",
        "She wrote: <q>the Sex Offences Act 2003 says so</q>.",
        "They call it “the Sex Offences Act 2003”, which it is not.",
        "> The Education Act 1944 was quoted.",
        "`Education Act 1944` is code, and https://example.org/Education-Act-1944 an address.",
        "![The Education Act 1944](../referrals/images/map.svg)",
        "## Working Together With Families {#together}",
        "Ask kcsie-team or KCSIEs; the sexual crimes act of a person.",
        "The act of 1989 and the children act as one.",
    ];
    for sentence in harmless {
        let found: Vec<String> = found_in(&with_register(sentence))
            .iter()
            .filter(|finding| ["law-in-prose", "unregistered-law"].contains(&finding.rule.code))
            .map(|finding| finding.message.clone())
            .collect();
        assert_eq!(found, [""; 0], "{sentence}");
    }
}

#[test]
fn an_entry_is_compared_with_its_source_as_often_as_the_board_decided() {
    expect(
        "-- registers/legislation.yaml --
- { id: act-2003, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2025-11-21 }
- { id: fresh, title: Fresh, citation: Fresh Act 2003, in_force: 2003-01-01, checked: 2025-11-22 }
- { id: never, title: Never, citation: Never Act 2003, in_force: 2003-01-01 }
- { id: unseen, title: Unseen, citation: Unseen Act 2003, in_force: 2003-01-01, unverified: true }
",
        r"
registers/legislation.yaml:1:88 law-check-overdue: `act-2003` was last compared with its source on 2025-11-21, more than 365 days ago | compare it with its source, mend what has changed, and give the new day as `checked`
registers/legislation.yaml:3:9 law-check-overdue: `never` does not say when it was last compared with its source | compare it, and give the day as `checked`; until then write `unverified: true`
",
    );
    let changes = "-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
policies: { law_checked_days: 20 }
sections:
  - { id: core, title: Core }
";
    expect(
        changes,
        r"
registers/legislation.yaml:1:99 law-check-overdue: `act-2003` was last compared with its source on 2026-11-01, more than 20 days ago | compare it with its source, mend what has changed, and give the new day as `checked`
",
    );
}

#[test]
fn an_entry_that_nobody_has_confirmed_is_named_if_a_chapter_cites_it() {
    let register = "-- registers/legislation.yaml --
- { id: act-2003, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2026-11-01, unverified: true }
- { id: uncited, title: Uncited, citation: Uncited Act 2003, in_force: 2003-01-01, checked: 2026-11-01, unverified: true }
-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
---

See [[law:act-2003]].
";
    expect(
        register,
        r"
registers/legislation.yaml:1:9 unverified-law: 1 chapter cites `act-2003`, which is marked as unverified | confirm it in a primary source, give that as `source`, and take `unverified` away
",
    );
}

#[test]
fn two_terms_with_one_name_on_the_same_days_are_one_term() {
    expect(
        "-- registers/terms.yaml --
terms:
  - { id: grooming, term: grooming, definition: Building trust. }
  - { id: hub, term: referral hub, short: MASH, aliases: [front door], definition: A team. }
  - { id: mash, term: multi-agency safeguarding hub, short: MASH, aliases: [Front Door], until: 2026-12-31, definition: A team. }
  - { id: later, term: hub, short: MASH, from: 2027-01-01, aliases: [Hub], definition: A team. }
",
        r"
registers/terms.yaml:4:11 ambiguous-term: `front door` is a name of `hub` and of `mash` | make the two one term with aliases, or give each names of its own
  registers/terms.yaml:3:11 the other is here
registers/terms.yaml:4:11 ambiguous-term: `mash` is a name of `hub` and of `mash` | make the two one term with aliases, or give each names of its own
  registers/terms.yaml:3:11 the other is here
registers/terms.yaml:5:11 ambiguous-term: `mash` is a name of `hub` and of `later` | make the two one term with aliases, or give each names of its own
  registers/terms.yaml:3:11 the other is here
",
    );
}

#[test]
fn an_acronym_is_explained_in_the_glossary_or_in_the_text() {
    let terms = "-- registers/terms.yaml --
terms:
  - { id: grooming, term: grooming, definition: Building trust. }
  - { id: mash, term: multi-agency safeguarding hub, short: MASH, definition: A team. }
";
    let text = "-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
---

Tell the MASH, the XYZ and the XYZ again, or the NHS and your GP.
The team for children (TFC) helps, and TFC is free; the QRS (which rests) too.
Use form AB-2 and the <abbr title=\"long words\">LW</abbr>. DO NOT WAIT FOR A WHILE. Ask “the PQR” or [STU](https://example.org/).
";
    expect(
        &format!("{terms}{text}"),
        r"
chapters/core/bullying/chapter.md:6:20 unexpanded-acronym: nothing says what `XYZ` means in `bullying` | write it out at its first use, as in `words in full (XYZ)`, or give it as `short` to a term of `registers/terms.yaml`
chapters/core/bullying/chapter.md:8:59 all-capitals: `DO NOT WAIT FOR A WHILE` is in capitals | write it in small letters, and `**strong**` where it matters
",
    );
    expect_in_bullying("Nothing here.", "");
}

/// What a real chapter of December 2024 said of the law, in words of our own, against the sample register.
#[test]
fn the_mistakes_about_law_of_a_chapter_in_use_are_caught() {
    let register = include_str!("../../procedures/registers/legislation.yaml");
    let terms = include_str!("../../procedures/registers/terms.yaml");
    let text = "The Sex Offences Act 2003 makes grooming a crime; the Serious Crime Act 2015 also amended it.
Section 33 of the Criminal Justice and Courts Act 2015 is about images that are shared in revenge.
Nuisance calls fall under section 43 of the Telecommunications Act 1984.
A threat is an offence under [[law:mca-1988/1]] and the Malicious Communications Act 1988.
The Protection of Children Act 1978 applies to images. Schools follow KCSIE and Working Together 2018.
See also [[law:cjca-2015/33]] and [[law:ta-1984/43]].";
    let changes = format!(
        "-- registers/legislation.yaml --\n{register}-- registers/terms.yaml --\n{terms}-- chapters/core/bullying/chapter.md --\n---\ntitle: Bullying\nposition: 1\naligned_to: [law:working-together-2023]\n---\n\n{text}\n"
    );
    let found = found_in(&changes);
    let of_law = ["law-not-in-force", "law-in-prose", "unregistered-law"];
    let found = found.iter().filter(|finding| of_law.contains(&finding.rule.code));
    let found: Vec<String> = found
        .map(|finding| {
            let source = changes.split("position: 1\n").nth(1).unwrap();
            let start =
                finding.place.span.start as usize - "---\ntitle: Bullying\nposition: 1\n".len();
            let end = finding.place.span.end as usize - "---\ntitle: Bullying\nposition: 1\n".len();
            format!("{} {}", finding.rule.code, source.get(start..end).unwrap())
        })
        .collect();
    let expected = [
        "law-not-in-force law:working-together-2023",
        "law-in-prose Sex Offences Act 2003",
        "law-in-prose Serious Crime Act 2015",
        "law-in-prose Section 33 of the Criminal Justice and Courts Act 2015",
        "law-in-prose section 43 of the Telecommunications Act 1984",
        "law-in-prose Malicious Communications Act 1988",
        "law-in-prose Protection of Children Act 1978",
        "law-in-prose KCSIE",
        "unregistered-law Working Together 2018",
        "law-not-in-force [[law:cjca-2015/33]]",
        "law-not-in-force [[law:ta-1984/43]]",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_chapter_says_what_it_was_checked_against() {
    let register = "-- registers/legislation.yaml --
- { id: act-2003, kind: act, title: An Act, citation: An Act 2003, in_force: 2003-01-01, checked: 2026-11-01 }
- { id: guidance-2020, kind: statutory-guidance, title: Old, citation: Old 2020, in_force: 2020-01-01, superseded: { on: 2026-01-01 }, checked: 2026-11-01 }
";
    let guidance = "- { id: guidance-2026, kind: statutory-guidance, title: New, citation: New 2026, in_force: 2026-01-01, checked: 2026-11-01 }\n";
    let aligned = "-- chapters/core/bullying/chapter.md --
---
title: Bullying
position: 1
aligned_to: [law:guidance-2026]
checked: 2026-11-01
---

## Signs {#signs}

See [[referrals]].
";
    let unaligned = |changes: &str| {
        let files = with(changes);
        let of_rule = |found: &Finding| found.rule.code == "unaligned-chapter";
        let (manual, _) = chapterhouse::parse::manual(&files);
        let found = chapterhouse::check::all(&manual, date(2026, 11, 22));
        let found = found.into_iter().filter(of_rule).collect();
        (files, found)
    };
    let (files, found) = unaligned(register);
    expect_findings(&files, &found, "");
    let (files, found) = unaligned(&format!("{register}{guidance}{aligned}"));
    expect_findings(
        &files,
        &found,
        r"
chapters/core/referrals/chapter.md:2:8 unaligned-chapter: `referrals` does not say what it was checked against | check it, and add `aligned_to: [law:guidance-2026]` or what else applies, and the day as `checked`
",
    );
}

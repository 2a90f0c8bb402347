//! The report: what is in it, and what is left out. How it looks is in `tests/cli/report.md`.

use super::sites::{SAMPLE, TODAY};
use super::written::{over, rendered, tree};
use chapterhouse::manual::Manual;
use chapterhouse::manual::id::PartnershipId;
use chapterhouse::report::{self, Report};
use jiff::civil::date;

/// Two chapters, of which one was withdrawn; three members and one that has left; law of every status.
const MANUAL: &str = r#"
-- manual.yaml --
format: 1
title: Procedures
publisher: Partnership
base_url: https://example.org/
sections:
  - { id: core, title: Core }
-- partnerships/aldermere.yaml --
name: Aldermere
joined: 2025-01-01
-- partnerships/kestrelby.yaml --
name: Kestrelby
joined: 2025-01-01
left: 2026-03-31
-- partnerships/thornhaven.yaml --
name: Thornhaven
joined: 2025-01-01
-- partnerships/westmark.yaml --
name: Westmark
joined: 2025-01-01
-- registers/legislation.yaml --
- { id: gone, kind: act, title: A, citation: A 1990, in_force: 1990-01-01, repealed: { on: 2026-01-01, note: Not replaced } }
- { id: old, kind: guidance, title: B, citation: B 2020, in_force: 2020-01-01, superseded: { on: 2026-01-01, by: new } }
- { id: new, kind: guidance, title: B, citation: B 2026, in_force: 2026-01-01 }
- { id: passed, kind: act, title: C, citation: C 2026, enacted: 2026-01-01 }
- { id: soon, kind: act, title: D, citation: D 2026, in_force: 2027-01-01 }
- { id: unknown, kind: act, title: E, citation: E 1980 }
-- amendments/2025-01-01-first.yaml --
title: First edition
in_force: 2025-01-01
published: 2024-12-01
significance: new
summary: The first edition.
documents:
  - { document: old, version: "1.0" }
  - { document: referrals, version: "1.0" }
  - { document: referrals/aldermere, version: "1.0" }
  - { document: referrals/kestrelby, version: "1.0" }
  - { document: referrals/thornhaven, version: "1.0" }
-- amendments/2026-01-01-old.yaml --
title: Withdrawn
in_force: 2026-01-01
published: 2026-01-01
significance: withdrawal
summary: Gone.
documents:
  - { document: old, withdrawn: true }
-- amendments/2027-01-01-local.yaml --
title: Read again
in_force: 2027-01-01
published: 2026-12-01
significance: review
summary: Nothing changed.
documents:
  - { document: referrals/thornhaven, reviewed: true }
-- chapters/core/old/history/1.0.md --
---
title: Old
---

[[law:gone]]
-- chapters/core/old/chapter.md --
---
title: Old, in a draft
position: 2
review_due: 2025-01-01
under_review: { since: 2025-06-01 }
---

[[law:gone]]
-- chapters/core/referrals/history/1.0.md --
---
title: Referrals
---

See [[law:old]], [[law:old|again]], [[law:new]], [[law:soon]] and [[law:unknown]].

> [!LAW] gone
-- chapters/core/referrals/chapter.md --
---
title: Referrals, in a draft
position: 1
owner: The group
review_due: 2027-02-20
aligned_to: [old, passed, new]
under_review: { since: 2026-12-01 }
---

See the text.
-- chapters/core/referrals/local/aldermere/history/1.0.md --
---
title: In Aldermere
---

See [[law:gone]].
-- chapters/core/referrals/local/aldermere/chapter.md --
---
title: In Aldermere
owner: The hub
review_due: 2026-11-21
---

See [[law:gone]].
-- chapters/core/referrals/local/kestrelby/history/1.0.md --
---
title: In Kestrelby
---

See [[law:gone]].
-- chapters/core/referrals/local/kestrelby/chapter.md --
---
title: In Kestrelby, in a draft
review_due: 2026-01-01
---
-- chapters/core/referrals/local/thornhaven/history/1.0.md --
---
title: In Thornhaven
---

Ring.
-- chapters/core/referrals/local/thornhaven/chapter.md --
---
title: In Thornhaven
review_due: 2027-02-21
---

Ring.
"#;

fn manual() -> Manual {
    let files = tree(MANUAL);
    let (manual, faults) = chapterhouse::parse::manual(&files);
    assert!(faults.is_empty(), "{}", rendered(&files, &faults));
    manual
}

fn reviews(report: &Report<'_>) -> Vec<String> {
    let say = |overdue| if overdue { "overdue" } else { "due" };
    let each = report.reviews.iter();
    each.map(|review| format!("{} {} {:?}", review.document, say(review.overdue), review.owner))
        .collect()
}

#[test]
fn reviews_are_due_for_what_is_in_force_and_for_members() {
    let manual = manual();
    let due =
        ["referrals/aldermere overdue Some(\"The hub\")", "referrals due Some(\"The group\")"];
    assert_eq!(reviews(&report::report(&manual, TODAY, None)), due);
    let on_the_day = report::report(&manual, date(2026, 11, 21), None);
    assert_eq!(reviews(&on_the_day), ["referrals/aldermere due Some(\"The hub\")"]);
}

#[test]
fn a_chapter_is_under_review_from_its_day_on_while_it_is_in_force() {
    let manual = manual();
    let under_review = |day| report::report(&manual, day, None).under_review.len();
    assert_eq!((under_review(TODAY), under_review(date(2026, 12, 1))), (0, 1));
}

#[test]
fn drafts_are_those_of_what_was_not_withdrawn_and_of_members() {
    let manual = manual();
    let drafts = report::report(&manual, TODAY, None).drafts;
    let drafts: Vec<_> = drafts.iter().map(|draft| (&*draft.document, draft.title)).collect();
    assert_eq!(drafts, [("referrals", "Referrals, in a draft")]);
}

#[test]
fn law_is_reported_that_does_not_apply_where_readers_meet_it() {
    let manual = manual();
    let report = report::report(&manual, TODAY, None);
    let citations = report.citations.iter().map(|cited| {
        let on = cited.on.map(|on| on.to_string()).unwrap_or_default();
        let see = cited.by.or(cited.note).unwrap_or_default();
        let where_from = if cited.in_text { "text" } else { "aligned_to" };
        format!(
            "{}: {} {} {on} {see} ({where_from})",
            cited.document, cited.provision, cited.status
        )
    });
    assert_eq!(
        citations.collect::<Vec<_>>(),
        [
            "referrals: gone repealed 2026-01-01 Not replaced (text)",
            "referrals: old superseded 2026-01-01 new (text)",
            "referrals: passed not-yet-in-force   (aligned_to)",
            "referrals: soon not-yet-in-force 2027-01-01  (text)",
            "referrals/aldermere: gone repealed 2026-01-01 Not replaced (text)",
        ]
    );
}

#[test]
fn a_partnership_is_told_of_the_chapters_where_most_others_have_an_addition() {
    let manual = manual();
    let report = report::report(&manual, TODAY, None);
    let each = report.partnerships.iter().map(|partnership| {
        let without = partnership.without.iter().map(|without| without.others.join(" "));
        let without = without.collect::<Vec<_>>().join(", ");
        format!("{} {} [{without}]", partnership.partnership, partnership.additions.len())
    });
    assert_eq!(
        each.collect::<Vec<_>>(),
        ["aldermere 1 []", "thornhaven 1 []", "westmark 0 [aldermere thornhaven]"]
    );
}

#[test]
fn a_partnership_can_have_a_report_of_its_own() {
    let manual = manual();
    let aldermere = PartnershipId::new("aldermere").unwrap();
    let own = report::report(&manual, TODAY, Some(&aldermere));
    assert_eq!(own.partnerships.len(), 1);
    assert!(own.upcoming.is_empty());
    assert_eq!(report::report(&manual, TODAY, None).upcoming.len(), 1);
    let westmark = PartnershipId::new("westmark").unwrap();
    let other = report::report(&manual, TODAY, Some(&westmark));
    assert!(other.citations.iter().all(|citation| citation.document == "referrals"));
}

#[test]
fn what_a_terminal_would_obey_is_not_written() {
    let named =
        "-- partnerships/aldermere.yaml --\nname: \"Al\\e[31mder\\nmere\"\njoined: 2025-01-01\n";
    let (manual, _) = chapterhouse::parse::manual(&over(tree(MANUAL), named));
    let text = report::text::text(&report::report(&manual, TODAY, None));
    assert!(text.contains("\nAl\u{fffd}[31mder mere (aldermere)\n"), "{text}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
}

#[test]
fn the_sample_has_an_addition_to_confirm() {
    let report = report::report(&SAMPLE.manual, TODAY, None);
    let to_confirm: Vec<&str> =
        report.to_confirm.iter().map(|addition| addition.document.as_str()).collect();
    assert_eq!(to_confirm, ["sharing-nudes/aldermere"]);
}

//! The keys of `manual.yaml`.

use super::shape::{
    Key, day, days, flag, form, key, list, mapping, name, number, one_of, required, text, web,
    with, words,
};
use crate::finding::policy::Switch;
use crate::finding::{Level, Rule};
use crate::manual::accessibility::Compliance;
use crate::manual::settings::NoticeKind;
use serde_json::{Map, Value, json};

pub(super) fn manual<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Value {
    mapping(identity().into_iter().chain([
        key("notices", list(&notice()), "Notices that stand on every page."),
        key("policies", policies(), "Days after which something is due."),
        key("checks", checks(rules), "Rules of `check` that the board switches off, or gives another level. Errors stay errors."),
        key("offline", flag(false), "`false` keeps no copies in readers' browsers for use without a network, and removes those that are there."),
        key("accessibility", accessibility(), "What only you can say in the accessibility statement that public bodies must publish, at /accessibility/."),
        required("sections", list(&section()), "The sections in their order: the first is number 1."),
    ]))
}

fn identity() -> [Key; 7] {
    [
        required(
            "format",
            json!({ "const": 1, "examples": [1] }),
            "The format of this folder. Leave it at 1.",
        ),
        required(
            "title",
            text("Our Safeguarding Children Procedures"),
            "What the manual is called: on every page, and on every printed copy.",
        ),
        key(
            "subtitle",
            text("What to do when you are worried about a child"),
            "A line below the title on the home page.",
        ),
        required(
            "publisher",
            text("Our Safeguarding Children Partnership"),
            "Who publishes the manual.",
        ),
        key(
            "base_url",
            form(
                "^https?://[!$-;=A-~][!$->@-~]*$",
                "an address that begins with https://, without ? and #",
                "https://procedures.example.org/",
            ),
            "The address of the site, for feeds, the map of the site and printed copies.",
        ),
        key(
            "language",
            text("en-GB"),
            "The language of the pages' own words: `en-GB` (without this key) or `cy`.",
        ),
        key(
            "leave_site",
            web("https://www.bbc.co.uk/weather"),
            "The address for “Leave this site”, for readers who must not be seen here. Without it there is no such control.",
        ),
    ]
}

fn notice() -> Value {
    let kind = one_of(NoticeKind::ALL, |kind| match kind {
        NoticeKind::Emergency => {
            "What to do in an emergency; its first telephone link is the number that every page can call."
        }
        NoticeKind::Information => "Anything else that readers should know.",
    });
    mapping([
        required("kind", kind, "`emergency` or `information`."),
        required(
            "text",
            text("If a child is in immediate danger, call [999](tel:999)."),
            "The words, in Markdown. The first paragraph stands on every page, others on the home page only.",
        ),
        key("from", day(), "The first day on which it is shown."),
        key("until", day(), "The last day on which it is shown."),
    ])
}

fn policies() -> Value {
    mapping([
        key(
            "print_days",
            days(7),
            "For how many days a printed or downloaded copy may be relied on. Copies say so.",
        ),
        key(
            "law_checked_days",
            days(365),
            "How often each entry of the register of law is compared with its source (365 without this key).",
        ),
        key(
            "checked_days",
            days(730),
            "How often what was checked in a chapter or a table is checked again (730 without this key).",
        ),
    ])
}

/// Each rule by its code, with the levels that it may have.
fn checks<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Value {
    let mut codes = Map::new();
    for rule in rules {
        let fixed = rule.level == Level::Error;
        let levels = Switch::ALL.map(|(word, _)| word).into_iter();
        let levels = levels.filter(|word| !fixed || *word == "error");
        let value = words(levels.map(|word| (word, String::new())));
        codes.insert(
            rule.code.to_owned(),
            with(value, "description", json!(format!("{} {}", rule.what, rule.why))),
        );
    }
    json!({
        "type": "object",
        "properties": codes,
        "additionalProperties": false,
        "examples": [{ "long-sentence": "off" }],
    })
}

fn accessibility() -> Value {
    let compliance = one_of(Compliance::ALL, |compliance| match compliance {
        Compliance::Full => "The test found nothing that fails WCAG 2.2 AA.",
        Compliance::Partial => "It found some things that fail.",
        Compliance::None => "It found that most of the site fails, or there was no test.",
    });
    mapping([
        key("compliance", compliance, "What the test found: `full`, `partial` or `none`."),
        key(
            "contact",
            text("Write to [us](mailto:website@example.org)."),
            "To whom readers turn who cannot use a page, in Markdown.",
        ),
        key("answer_days", number(10), "Within how many working days they have an answer."),
        key("tested_on", day(), "When the site was last tested."),
        key("tested_by", text("the county's accessibility team"), "Who tested it."),
        key(
            "known_problems",
            list(&text("Old leaflets in PDF have no headings. They will be replaced by March.")),
            "What is known to fail, and by when it will be mended; a text for each, in Markdown.",
        ),
        key("prepared_on", day(), "When the statement was first written."),
        key("reviewed_on", day(), "When the statement was last read again."),
    ])
}

fn section() -> Value {
    mapping([
        required(
            "id",
            name("core"),
            "The name of the folder below `chapters`, and the section's address. Choose it once: addresses stay for ever.",
        ),
        required("title", text("Responding to concerns"), "What the section is called."),
        key(
            "summary",
            text("What to do when you are worried about a child."),
            "One sentence, for the home page.",
        ),
    ])
}

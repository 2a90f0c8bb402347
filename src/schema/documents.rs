//! The keys of chapters, local additions and amendments.

use super::shape::{
    Key, day, flag, form, key, list, mapping, name, names, number, one_of, required, text, with,
};
use crate::manual::amendment::Significance;
use crate::manual::chapter::Audience;
use serde_json::{Value, json};

fn recorded() -> [Key; 3] {
    [
        required(
            "title",
            text("Online safety"),
            "The title. Recorded: a change to it is a draft until you run `chapterhouse amend`.",
        ),
        key(
            "subtitle",
            text("Children exposed to abuse through digital media"),
            "A line below the title. Recorded: a change to it is a draft until you run `chapterhouse amend`.",
        ),
        key(
            "summary",
            text("What to do when a child may be harmed by somebody online."),
            "One sentence for lists, search results and link previews. Recorded: a change to it is a draft until you run `chapterhouse amend`.",
        ),
    ]
}

fn upkeep() -> [Key; 2] {
    [
        key(
            "owner",
            text("Procedures group"),
            "Who looks after the text. `chapterhouse report` names the chapters that have nobody. Takes effect at once.",
        ),
        key(
            "review_due",
            day(),
            "The day by which the text is to be read again. `chapterhouse report` tells when it is near. Takes effect at once.",
        ),
    ]
}

pub(super) fn chapter() -> Value {
    let position = number(5);
    let own = [
        required(
            "position",
            position,
            "The place in the section, from 1: in section 2, position 5 is chapter 2.5. Takes effect at once.",
        ),
        key(
            "aligned_to",
            list(&text("law:wt-2026")),
            "What the chapter was checked against: ids of registers/legislation.yaml. Takes effect at once.",
        ),
        key("checked", day(), "The day of that check. Takes effect at once."),
        key(
            "audience",
            list(&one_of(Audience::ALL, audience)),
            "For whom the chapter is. Takes effect at once.",
        ),
        key(
            "keywords",
            list(&text("sextortion")),
            "Words that people type to find the chapter. Takes effect at once.",
        ),
        key(
            "related",
            list(&text("bullying")),
            "Chapters to read next: names of their folders. Takes effect at once.",
        ),
        key(
            "aliases",
            list(&name("e-safety")),
            "Former names of the chapter's folder; old addresses then lead here. Takes effect at once.",
        ),
        key(
            "under_review",
            under_review(),
            "Tells readers that the chapter is being revised. Takes effect at once.",
        ),
        key(
            "notices",
            list(&notice()),
            "Temporary changes, shown between two days. Takes effect at once.",
        ),
    ];
    mapping(recorded().into_iter().chain(upkeep()).chain(own))
}

fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::All => "everyone",
        Audience::EarlyYears => "nurseries, childminders",
        Audience::Health => "doctors, nurses, midwives, therapists",
        Audience::Police => "police officers and staff",
        Audience::Probation => "probation",
        Audience::Schools => "schools and colleges",
        Audience::SocialCare => "children's social care",
        Audience::VoluntarySector => "charities, faith groups, clubs",
        Audience::YouthJustice => "youth justice",
    }
}

fn under_review() -> Value {
    mapping([
        required("since", day(), "The first day on which readers are told."),
        key("note", text("We are revising the times."), "What else they should know."),
    ])
}

fn notice() -> Value {
    mapping([
        key(
            "heading",
            text("responding"),
            "The id of the heading under which it is shown; at the top without it.",
        ),
        required("from", day(), "The first day on which it is shown."),
        required("until", day(), "The last day on which it is shown."),
        required(
            "text",
            text("The office is closed until 5 January: call [[contact:out-of-hours]]."),
            "The words, in Markdown.",
        ),
    ])
}

pub(super) fn addition() -> Value {
    let own = [key(
        "after",
        text("responding"),
        "The id of the chapter's heading behind whose part this text stands; without it, the chapter's end. Recorded: a change to it is a draft until you run `chapterhouse amend`.",
    )];
    mapping(recorded().into_iter().chain(own).chain(upkeep()))
}

pub(super) fn amendment() -> Value {
    let significance = one_of(Significance::ALL, Significance::meaning);
    mapping([
        required(
            "title",
            text("Working Together 2026"),
            "What the amendment is called in lists and feeds.",
        ),
        required("in_force", day(), "The first day on which it applies; may lie in the future."),
        key(
            "published",
            day(),
            "The first day on which readers can know of it, never later than `in_force`. Without it, that day.",
        ),
        required("significance", significance, "What kind of change it is."),
        required(
            "summary",
            text("Names the new guidance, and who leads."),
            "One or two plain sentences for practitioners.",
        ),
        key(
            "because",
            list(&text("law:wt-2026")),
            "What led to it: ids of registers/legislation.yaml.",
        ),
        key("approved_by", text("Procedures group, 12 May 2026"), "Who decided it, and when."),
        required("documents", list(&entry()), "What it does to each document."),
    ])
}

fn entry() -> Value {
    let number = "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(\\.[1-9]\\d*)?$";
    let version = form(number, "a version's number in quotation marks, as in \"1.1\"", "1.1");
    let keys = mapping([
        required(
            "document",
            names(
                "^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$",
                "a chapter, or chapter/partnership",
                "online-safety",
            ),
            "The chapter, or chapter/partnership for a local addition.",
        ),
        key(
            "version",
            version,
            "The version that it puts in force, in quotation marks. This, `reviewed: true` or `withdrawn: true`.",
        ),
        key(
            "headings",
            list(&text("the-law")),
            "The ids of the headings under which the text changed.",
        ),
        key(
            "sha256",
            digest(),
            "The digest of the version's file: what `sha256sum` prints. `chapterhouse amend` writes it.",
        ),
        key(
            "images",
            list(&image()),
            "The pictures that the version shows. `chapterhouse amend` writes them.",
        ),
        key(
            "reviewed",
            flag(false),
            "`true` in place of a version: read again, and nothing changed.",
        ),
        key("withdrawn", flag(false), "`true` in place of a version: no longer applies."),
        key("replaced_by", name("online-safety"), "With `withdrawn`: the chapter to read instead."),
    ]);
    let (yes, no) = (json!({ "const": true }), json!({ "enum": [false, null] }));
    let some = json!({ "not": { "type": "null" } });
    let none = json!({ "required": ["version"] });
    with(
        keys,
        "oneOf",
        json!([
            { "required": ["version"], "properties": { "version": some, "reviewed": no, "withdrawn": no } },
            { "required": ["reviewed"], "properties": { "reviewed": yes, "withdrawn": no }, "not": none },
            { "required": ["withdrawn"], "properties": { "reviewed": no, "withdrawn": yes }, "not": none },
        ]),
    )
}

fn image() -> Value {
    mapping([
        required("file", text("images/signs.svg"), "The picture, from the chapter's folder."),
        required("sha256", digest(), "The digest of its bytes."),
    ])
}

fn digest() -> Value {
    let example = "6072ccf8dd1c2abb73cf6e8b99a2112003a54a5c34f27924111440a8805305d1";
    form("^[0-9a-f]{64}$", "64 hexadecimal digits in small letters", example)
}

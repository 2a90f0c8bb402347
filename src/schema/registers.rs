//! The keys of the registers, and of partnerships, which have contacts too.

use super::shape::{
    Key, day, flag, form, key, list, mapping, one_of, required, text, web, with, words,
};
use crate::manual::register::{Nation, ProvisionKind, Scope};
use serde_json::{Value, json};

pub(super) fn legislation() -> Value {
    let kind = one_of(ProvisionKind::ALL, |kind| match kind {
        ProvisionKind::Act => "An Act as a whole.",
        ProvisionKind::Provision => "A section of an Act.",
        ProvisionKind::StatutoryGuidance => "Guidance to which people must have regard by statute.",
        ProvisionKind::Guidance => "Guidance that is not statutory.",
    });
    list(&mapping([
        required(
            "id",
            text("ca-1989/47"),
            "As cited: [[law:ca-1989/47]]. What stands before the stroke is the id of the Act.",
        ),
        key("kind", kind, "What it is (`provision` without this key)."),
        required("title", text("Local authority's duty to make enquiries"), "Its plain name."),
        required("citation", text("Children Act 1989, section 47"), "The full citation."),
        key("short", text("s.47 CA 1989"), "The short citation."),
        key(
            "names",
            list(&text("Section 47 duty")),
            "Other names and usual slips, which may not stand in a text without a reference.",
        ),
        key(
            "address",
            web("https://www.legislation.gov.uk/ukpga/1989/41/section/47"),
            "The official text.",
        ),
        key("extent", list(&one_of(Nation::ALL, |_| "")), "Where it applies."),
        key("in_force", day(), "The first day on which it applies."),
        key(
            "enacted",
            day(),
            "The day on which it was passed, where it is not yet wholly in force.",
        ),
        key(
            "amended",
            list(&change()),
            "The changes made to it, and those that are known to come.",
        ),
        key("repealed", change(), "Since when it no longer applies, or from when it will not."),
        key(
            "superseded",
            change(),
            "For guidance that a newer edition replaces: since when, and by which.",
        ),
        key(
            "statements",
            list(&statement()),
            "What it says in plain words, as `> [!LAW] ca-1989/47` shows it. A later `from` takes over on its day.",
        ),
        key("checked", day(), "When a person last compared the entry with its source."),
        key("source", text("legislation.gov.uk"), "What it was compared with."),
        key(
            "unverified",
            flag(true),
            "`true` until somebody has compared it with a primary source.",
        ),
    ]))
}

fn change() -> Value {
    mapping([
        required("on", day(), "The first day on which the change has effect."),
        key("by", text("law:osa-2023/188"), "What made it: an id of this register."),
        key("note", text("Replaced by a new Act."), "What it did."),
    ])
}

fn statement() -> Value {
    mapping([
        required("from", day(), "The first day for which it is true."),
        required(
            "text",
            text("It is an offence to share an intimate image without consent."),
            "What the law says, in plain words.",
        ),
    ])
}

fn dates() -> [Key; 2] {
    [
        key("from", day(), "The first day on which the entry is right; without it, it always was."),
        key(
            "until",
            day(),
            "The last day on which the entry is right. Keep an old entry, and add a new one with `from`.",
        ),
    ]
}

pub(super) fn terms() -> Value {
    mapping([
        key(
            "terms",
            list(&term()),
            "The glossary: each term once, cited as [[term:significant-harm]].",
        ),
        key(
            "avoid",
            list(&avoided()),
            "Language to avoid: `chapterhouse check` looks for the phrases in the chapters.",
        ),
    ])
}

fn term() -> Value {
    let own = [
        required("id", text("significant-harm"), "As cited: [[term:significant-harm]]."),
        required("term", text("significant harm"), "The term."),
        key(
            "short",
            text("SH"),
            "Its abbreviation, which is explained at its first use in each text.",
        ),
        key(
            "aliases",
            list(&text("serious harm")),
            "What people type or say; by these it is found.",
        ),
        required(
            "definition",
            text("Ill-treatment that is serious enough for others to step in."),
            "What it means, in Markdown.",
        ),
        key("source", text("Children Act 1989"), "Where the definition is from."),
    ];
    mapping(own.into_iter().chain(dates()))
}

fn avoided() -> Value {
    let level = words([
        ("advice", "told, and the exit code stays 0".to_owned()),
        ("warning", "`check --deny warning` fails".to_owned()),
    ]);
    let phrase = || text("put{ting,s,} {themselves,himself} at risk");
    let own = [
        required("id", text("putting-themselves-at-risk"), "Its name."),
        required(
            "phrases",
            with(list(&phrase()), "minItems", json!(1)),
            "What to look for. Braces write out forms; a phrase that begins with one stands in quotation marks.",
        ),
        key(
            "prefer",
            list(&text("is at risk of being harmed by others")),
            "What to write instead. This or `keep_risk`, or both.",
        ),
        required(
            "why",
            text("it blames the child for what somebody else may do"),
            "The reason: a clause that follows a colon.",
        ),
        key(
            "keep_risk",
            text("say who may harm the child"),
            "What must be said, so that a softer word hides no danger.",
        ),
        key("term", text("significant-harm"), "The term of the glossary that is meant."),
        key("source", text("The board's guide to words"), "Whose advice it is."),
        key("level", level, "How grave it is (`advice` without this key)."),
        key("except", except(), "Where the phrases do no harm."),
    ];
    let either = json!([
        { "required": ["prefer"], "properties": { "prefer": { "type": "array", "minItems": 1 } } },
        { "required": ["keep_risk"], "properties": { "keep_risk": { "not": { "type": "null" } } } },
    ]);
    with(mapping(own.into_iter().chain(dates())), "anyOf", either)
}

fn except() -> Value {
    mapping([
        key("phrases", list(&text("risk assessment")), "Longer phrases that are right."),
        key("statutory", list(&text("child at risk")), "Longer phrases that the law uses."),
        key("chapters", list(&text("language")), "Chapters about the words themselves."),
    ])
}

pub(super) fn contacts() -> Value {
    mapping([key(
        "contacts",
        list(&contact(true)),
        "Contacts, kept once and cited everywhere as [[contact:mash]].",
    )])
}

/// A contact of the register, or of a partnership, which says neither its scope nor, if it likes, its purpose.
fn contact(in_register: bool) -> Value {
    let scope = one_of(Scope::ALL, |scope| match scope {
        Scope::National => "The same for everyone; may be written out in a text.",
        Scope::Region => "This manual's own.",
        Scope::Partnership => "Declared here; each partnership gives its details in its own file.",
    });
    let purpose = "When to turn to it.";
    let example = || text("Report a concern about a child");
    let mut keys = vec![required("id", text("mash"), "As cited: [[contact:mash]].")];
    if in_register {
        keys.push(key("scope", scope, "Whose it is (`region` without this key)."));
        keys.push(required("purpose", example(), purpose));
    } else {
        keys.push(key(
            "purpose",
            example(),
            "When to turn to it; without this key, what the register says.",
        ));
    }
    keys.extend([
        required("name", text("Multi-agency safeguarding hub"), "Who answers."),
        key(
            "telephone",
            text("01632 960101"),
            "The number, as people write it. Put a short one in quotation marks: \"999\".",
        ),
        key("email", text("mash@example.org"), "An e-mail address."),
        key("web", web("https://www.example.org/mash"), "An address on the web."),
        key("hours", text("Monday to Friday, 9am to 5pm"), "When somebody answers."),
        key(
            "out_of_hours",
            text("Call the police if it cannot wait"),
            "What to do at other times.",
        ),
        key("notes", text("Call first, then send the form on the same day."), "What else to know."),
    ]);
    mapping(keys.into_iter().chain(dates()))
}

pub(super) fn partnership() -> Value {
    mapping([
        required("name", text("Our Town Safeguarding Children Partnership"), "Its full name."),
        key(
            "short",
            text("Our Town"),
            "What lists of partnerships call it; its name, without this key.",
        ),
        key(
            "area",
            text("Our Town and the villages around it"),
            "The area that it covers, in words.",
        ),
        required("joined", day(), "The first day on which it uses the manual."),
        key("left", day(), "The last day on which it does."),
        key(
            "colour",
            form("^#[0-9a-fA-F]{6}$", "a colour in quotation marks, as in \"#1f5f8b\"", "#1f5f8b"),
            "Marks its texts. White text on it must be readable: a contrast of 4.5:1.",
        ),
        key(
            "logo",
            text("our-town.svg"),
            "The name of a picture in `partnerships/`: .svg, .png, .jpg or .webp.",
        ),
        key(
            "contacts",
            list(&contact(false)),
            "Its own details for the contacts that registers/contacts.yaml declares with `scope: partnership`.",
        ),
    ])
}

//! The names at the top of the site: none belongs to the program, and none has two meanings.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::document::Document;
use crate::manual::id::Slug;
use crate::site::page::RESERVED;
use crate::source::path::VPath;
use crate::source::place::Place;
use std::collections::BTreeMap;

/// A name that belongs to the program.
pub static RESERVED_NAME: Rule = Rule {
    code: "reserved-name",
    level: Level::Error,
    what: "A chapter, section, partnership or alias has a name that the program keeps for its own pages.",
    why: "Two pages cannot stand at one address, and readers would find the wrong one.",
    mend: "Give the folder, file, section or alias another name.",
};

/// A name with two meanings.
pub static NAME_CLASH: Rule = Rule {
    code: "name-clash",
    level: Level::Error,
    what: "Two of the chapters, sections, partnerships and aliases have the same name.",
    why: "Each name is an address at the top of the site, and two pages cannot stand at one address.",
    mend: "Give one of the two another name.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&RESERVED_NAME, &NAME_CLASH];

/// A name at the top of the site: what it names, the name and where it is given.
type Name<'m> = (&'static str, &'m str, Place);

/// Checks the names at the top of the site.
pub fn check(manual: &Manual, findings: &mut Findings) {
    let mut taken: BTreeMap<&str, (&'static str, Place)> = BTreeMap::new();
    for (kind, name, place) in names(manual) {
        if RESERVED.contains(&name) {
            findings.push(reserved_name(kind, name, &place));
        }
        if let Some((first_kind, first)) = taken.get(name) {
            findings.push(name_clash(name, (kind, &place), (first_kind, first)));
        } else {
            taken.insert(name, (kind, place));
        }
    }
}

/// What would be wrong with a chapter of a name that no chapter has yet.
pub fn of_new_chapter(manual: &Manual, slug: &Slug, file: &VPath) -> Option<Finding> {
    let (kind, name, place) = ("chapter", slug.as_str(), Place::file(file));
    if RESERVED.contains(&name) {
        return Some(reserved_name(kind, name, &place));
    }
    let (first_kind, _, first) = names(manual).find(|(_, taken, _)| *taken == name)?;
    Some(name_clash(name, (kind, &place), (first_kind, &first)))
}

fn names(manual: &Manual) -> impl Iterator<Item = Name<'_>> {
    // A folder or file has its name outside its text, so its title is where it is shown.
    let chapters = manual.chapters.values().map(|chapter| {
        let Document { file, working, .. } = &chapter.regional;
        ("chapter", chapter.slug.as_str(), Place::new(file, working.title.span))
    });
    let settings = &manual.settings;
    let sections = settings.sections.iter().map(|section| {
        ("section", section.id.as_str(), Place::new(&settings.file, section.id_span))
    });
    let partnerships = manual.partnerships.values().map(|partnership| {
        let place = Place::new(&partnership.file, partnership.name.span);
        ("partnership", partnership.id.as_str(), place)
    });
    let aliases = manual.chapters.values().flat_map(|chapter| {
        let file = &chapter.regional.file;
        let aliases = chapter.administration.aliases.iter();
        aliases.map(move |alias| ("alias", alias.value.as_str(), Place::new(file, alias.span)))
    });
    chapters.chain(sections).chain(partnerships).chain(aliases)
}

fn reserved_name(kind: &str, name: &str, place: &Place) -> Finding {
    Finding::new(
        &RESERVED_NAME,
        place.clone(),
        format!("the name `{name}` is kept for a page of the site, so no {kind} can have it"),
        match kind {
            "alias" => "remove the alias",
            "section" => "choose another id",
            "chapter" => "give the chapter's folder another name",
            _ => "give the file another name",
        },
    )
}

fn name_clash(
    name: &str,
    (kind, place): (&str, &Place),
    (other, first): (&str, &Place),
) -> Finding {
    let message = if kind == other {
        format!("the {kind} `{name}` is given twice")
    } else {
        format!("the {kind} `{name}` has the same name as a {other}")
    };
    let mend = match kind {
        "alias" => "remove the alias",
        _ => "give one of the two another name: a folder, a file or a section's id",
    };
    Finding::new(&NAME_CLASH, place.clone(), message, mend)
        .with_note(first.clone(), "the other is here")
}

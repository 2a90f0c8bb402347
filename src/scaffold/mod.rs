//! What a new manual, chapter or addition begins with: texts that pass the checks and teach the format.

use crate::check::{additions, names};
use crate::finding::{Finding, Level, Rule, nearest};
use crate::manual::Manual;
use crate::manual::document::DocumentId;
use crate::manual::id::{PartnershipId, SectionId, Slug};
use crate::parse::yaml::quoted;
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::fmt::Write as _;

/// A new file is asked for in a place that the manual does not have.
pub static UNKNOWN_PLACE: Rule = Rule {
    code: "unknown-place",
    level: Level::Error,
    what: "A section, chapter or partnership is named that the manual does not have.",
    why: "What stands there would not be published.",
    mend: "Write the name that is meant, or add the section or partnership first.",
};
/// What is asked for is there already.
pub static ALREADY_THERE: Rule = Rule {
    code: "already-there",
    level: Level::Error,
    what: "A new chapter or addition has the name of one that is there.",
    why: "A text is never replaced by an empty one, and an address never means two things.",
    mend: "Choose another name, or edit the one that is there.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&UNKNOWN_PLACE, &ALREADY_THERE];

/// A small manual's files, but for its chapters and its record.
const FILES: [(&str, &str); 5] = [
    ("manual.yaml", include_str!("manual/manual.yaml")),
    ("partnerships/our-town.yaml", include_str!("manual/partnerships/our-town.yaml")),
    ("registers/contacts.yaml", include_str!("manual/registers/contacts.yaml")),
    ("registers/legislation.yaml", include_str!("manual/registers/legislation.yaml")),
    ("registers/terms.yaml", include_str!("manual/registers/terms.yaml")),
];

const CHAPTERS: [(&str, &str); 2] = [
    ("referrals", include_str!("manual/chapters/referrals.md")),
    ("recording", include_str!("manual/chapters/recording.md")),
];

const AMENDMENT: &str = include_str!("manual/amendments/first-edition.yaml");

/// A small manual whose record begins on `day`.
pub fn manual(day: Date) -> FileTree {
    let mut tree = FileTree::default();
    let mut put = |name: &str, text: &str| {
        if let Some(path) = VPath::new(name) {
            tree.insert(path, text.as_bytes());
        }
    };
    for (name, text) in FILES {
        put(name, &dated(text, day));
    }
    let mut amendment = dated(AMENDMENT, day);
    for (slug, text) in CHAPTERS {
        let text = dated(text, day);
        put(&format!("chapters/core/{slug}/chapter.md"), &text);
        put(&format!("chapters/core/{slug}/history/1.0.md"), &text);
        let sha256 = Digest::of(text.as_bytes());
        let _ = writeln!(
            amendment,
            "  - {{ document: {slug}, version: \"1.0\", sha256: \"{sha256}\" }}"
        );
    }
    put(&format!("amendments/{day}-first-edition.yaml"), &amendment);
    tree
}

/// What stands beside the folder of a manual: by it, git leaves the record as it is.
pub fn beside(folder: &str) -> FileTree {
    let attributes = format!(
        "# Git must leave the ends of lines as they are (core.autocrlf would change them): each recorded\n\
         # text is held against its digest, and one that was converted is no longer what was recorded.\n\
         {folder}/** -text\n"
    );
    VPath::new(".gitattributes").map(|path| (path, attributes.into_bytes())).into_iter().collect()
}

/// The file of a new chapter, at the next free position of its section.
pub fn chapter(
    manual: &Manual,
    section: &SectionId,
    slug: &Slug,
    day: Date,
) -> Result<(VPath, String), Box<Finding>> {
    let settings = &manual.settings;
    let path = VPath::new(&format!("chapters/{section}/{slug}/chapter.md"));
    let Some(path) = path.filter(|_| settings.section(section).is_some()) else {
        let known = settings.sections.iter().map(|section| section.id.as_str());
        let add = "list it under `sections` in `manual.yaml` first";
        return Err(Box::new(unknown(manual, "section", section.as_str(), known, add)));
    };
    if let Some(there) = manual.chapters.get(slug) {
        return Err(Box::new(already_there(
            &there.regional.file,
            &format!("the chapter `{slug}`"),
        )));
    }
    let former = manual
        .chapters
        .values()
        .find(|chapter| chapter.administration.aliases.iter().any(|alias| alias.value == *slug));
    if let Some(former) = former {
        let what = format!("`{slug}`, as a former name of `{}`,", former.slug);
        return Err(Box::new(already_there(&former.regional.file, &what)));
    }
    if let Some(fault) = names::of_new_chapter(manual, slug, &path) {
        return Err(Box::new(Finding { mend: "choose another name".to_owned(), ..fault }));
    }
    let chapters = manual.chapters.values().filter(|chapter| chapter.section == *section);
    let positions = chapters.map(|chapter| chapter.administration.position.value);
    let position = positions.filter(|position| *position != u32::MAX).max().unwrap_or(0) + 1;
    let text = dated(CHAPTER, day)
        .replace("{TITLE}", &title(slug.as_str()))
        .replace("{POSITION}", &position.to_string());
    Ok((path, text))
}

/// The file of a partnership's new addition to a chapter.
pub fn addition(
    manual: &Manual,
    slug: &Slug,
    partnership: &PartnershipId,
    day: Date,
) -> Result<(VPath, String), Box<Finding>> {
    let Some(chapter) = manual.chapters.get(slug) else {
        let known = manual.chapters.keys().map(Slug::as_str);
        let add = "make it first with `chapterhouse new chapter`";
        return Err(Box::new(unknown(manual, "chapter", slug.as_str(), known, add)));
    };
    let path = chapter.folder.join(&format!("local/{partnership}/chapter.md"));
    let (Some(path), Some(found)) = (path, manual.partnerships.get(partnership)) else {
        let known = manual.partnerships.keys().map(PartnershipId::as_str);
        let add = "give it a file in `partnerships/` first";
        return Err(Box::new(unknown(manual, "partnership", partnership.as_str(), known, add)));
    };
    let id = DocumentId { chapter: slug.clone(), partnership: Some(partnership.clone()) };
    if let Some(there) = chapter.additions.get(partnership) {
        return Err(Box::new(already_there(&there.file, &format!("the addition `{id}`"))));
    }
    if let Some(fault) = additions::of_new(manual, &id, &path, day) {
        let message = format!("`{slug}` was withdrawn, so that nobody would be shown `{id}`");
        let mend = "add it to the chapter that applies now".to_owned();
        return Err(Box::new(Finding { message, mend, ..fault }));
    }
    let title = format!("{} in {}", chapter.regional.working.title.value, found.name.value);
    Ok((path, dated(ADDITION, day).replace("{TITLE}", &quoted(&title))))
}

const CHAPTER: &str = "---
# Recorded, as is the text below: a change is a draft until you run `chapterhouse amend`.
title: {TITLE}
summary: One sentence that says for what this chapter is.
# Administration: a change takes effect at once. `position` is the place in the section; `audience` is all,
# early-years, health, police, probation, schools, social-care, voluntary-sector or youth-justice.
position: {POSITION}
owner: Procedures group
review_due: {NEXT_YEAR}
audience: [all]
# keywords: [words, that people type]
# related: [another-chapter]
---

<!-- Lines like this one are not published. Refer to what is kept elsewhere instead of copying it:
[[another-chapter]], [[law:ca-1989/47]], [[term:significant-harm]], [[contact:mash]]. -->

Say in two or three sentences when to use this chapter.

## What to look for {#signs}

- What a practitioner may see or hear.

## What to do {#responding}

1. The first step, and by when.
2. Whom to tell.
";

const ADDITION: &str = "---
# Recorded, as is the text below: a change is a draft until you run `chapterhouse amend`.
title: {TITLE}
# Write `after: ID` to put this text behind the part of the chapter whose heading has that id;
# without it, the text stands at the chapter's end.

# Administration: a change takes effect at once.
owner: Procedures group
review_due: {NEXT_YEAR}
---

Say what is different here. Do not repeat the regional text.
";

/// The text with its days filled in: `day`, and the day a year on.
fn dated(text: &str, day: Date) -> String {
    let next_year = day.saturating_add(1.year());
    text.replace("{DAY}", &day.to_string()).replace("{NEXT_YEAR}", &next_year.to_string())
}

/// A slug as a title: `online-safety` gives "Online safety", in quotes for YAML.
fn title(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    quoted(&first.into_iter().chain(letters).collect::<String>())
}

fn unknown<'n>(
    manual: &Manual,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'n str>,
    add: &str,
) -> Finding {
    let mend = nearest::nearest(name, known).map_or_else(
        || add.to_owned(),
        |near| format!("write `{near}` if that is meant; or {add}"),
    );
    let message = format!("there is no {what} `{name}`");
    Finding::new(&UNKNOWN_PLACE, Place::file(&manual.settings.file), message, mend)
}

fn already_there(file: &VPath, what: &str) -> Finding {
    let message = format!("{what} is there already");
    let mend = "edit that file, or choose another name";
    Finding::new(&ALREADY_THERE, Place::file(file), message, mend)
}

#[cfg(test)]
mod tests {
    use super::{addition, chapter, manual};
    use crate::check;
    use crate::finding::{Finding, Level};
    use crate::manual::id::{PartnershipId, SectionId, Slug};
    use crate::parse;
    use crate::site::page::RESERVED;
    use crate::source::path::VPath;
    use jiff::civil::{Date, date};

    const DAY: Date = date(2026, 11, 22);

    #[test]
    fn the_small_manual_has_nothing_wrong_with_it() {
        let (manual, findings) = parse::manual(&manual(DAY));
        assert!(findings.is_empty(), "{findings:#?}");
        let findings = check::all(&manual, DAY);
        let bad: Vec<&Finding> = findings.iter().filter(|f| f.level > Level::Advice).collect();
        assert!(bad.is_empty(), "{bad:#?}");
        assert!(manual.documents().all(|document| !document.is_draft()));
    }

    #[test]
    fn what_is_new_passes_the_checks() {
        let mut files = manual(DAY);
        let (before, _) = parse::manual(&files);
        let (core, slug) = (SectionId::new("core").unwrap(), Slug::new("no-entry").unwrap());
        let town = PartnershipId::new("our-town").unwrap();
        let (path, text) = chapter(&before, &core, &slug, DAY).unwrap();
        assert!(text.contains("title: \"No entry\"\n") && text.contains("position: 3\n"), "{text}");
        files.insert(path, text.into_bytes());
        let referrals = Slug::new("referrals").unwrap();
        let (path, text) = addition(&before, &referrals, &town, DAY).unwrap();
        files.insert(path, text.into_bytes());
        let (after, findings) = parse::manual(&files);
        assert!(findings.is_empty(), "{findings:#?}");
        let findings = check::all(&after, DAY);
        assert!(findings.iter().all(|f| f.level == Level::Advice), "{findings:#?}");
        assert!(chapter(&after, &core, &slug, DAY).is_err());
        assert!(addition(&after, &referrals, &town, DAY).is_err());
    }

    #[test]
    fn no_chapter_is_begun_under_a_name_that_is_taken() {
        let (manual, _) = parse::manual(&manual(DAY));
        let core = SectionId::new("core").unwrap();
        let code = |name: &str| {
            let made = chapter(&manual, &core, &Slug::new(name).unwrap(), DAY);
            made.map_err(|fault| fault.rule.code)
        };
        for name in RESERVED {
            assert_eq!(code(name), Err("reserved-name"), "{name}");
        }
        assert_eq!(code("core"), Err("name-clash"));
        assert_eq!(code("our-town"), Err("name-clash"));
        assert_eq!(code("referrals"), Err("already-there"));
    }

    #[test]
    fn no_addition_is_begun_to_a_withdrawn_chapter() {
        let mut files = manual(DAY);
        let minute = "title: T\nin_force: 2026-11-23\npublished: 2026-11-22\nsignificance: withdrawal\n\
                      summary: S.\ndocuments: [{ document: referrals, withdrawn: true }]\n";
        files.insert(VPath::new("amendments/2026-11-23-t.yaml").unwrap(), minute.as_bytes());
        let (manual, _) = parse::manual(&files);
        let referrals = Slug::new("referrals").unwrap();
        let town = PartnershipId::new("our-town").unwrap();
        assert!(addition(&manual, &referrals, &town, DAY).is_ok());
        let fault = addition(&manual, &referrals, &town, date(2026, 11, 23)).unwrap_err();
        assert_eq!(fault.rule.code, "orphaned-addition");
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_name() {
        let (manual, _) = parse::manual(&manual(DAY));
        let slug = |text| Slug::new(text).unwrap();
        let fault = chapter(&manual, &SectionId::new("cor").unwrap(), &slug("a"), DAY).unwrap_err();
        assert!(fault.mend.contains("`core`"), "{fault:?}");
        let town = |text| PartnershipId::new(text).unwrap();
        let fault = addition(&manual, &slug("referals"), &town("our-town"), DAY).unwrap_err();
        assert!(fault.mend.contains("`referrals`"), "{fault:?}");
        let fault = addition(&manual, &slug("referrals"), &town("our-twon"), DAY).unwrap_err();
        assert!(fault.mend.contains("`our-town`"), "{fault:?}");
    }
}

//! `manual.yaml`: the manual's own settings.

use super::fields::{Fields, MOST_DAYS};
use super::yaml::{Node, Value};
use super::{accessibility, source_text, yaml};
use crate::finding::policy::Switch;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::accessibility::Accessibility;
use crate::manual::id::SectionId;
use crate::manual::settings::{NoticeKind, Policies, Section, Settings, SiteNotice};
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use crate::source::tree::FileTree;

/// A manual without `manual.yaml`.
pub static NO_MANUAL_FILE: Rule = Rule {
    code: "no-manual-file",
    level: Level::Error,
    what: "The folder has no manual.yaml.",
    why: "It gives the manual its title, its sections and its address.",
    mend: "Write one, or run `chapterhouse init` in an empty folder to see how it looks.",
};

/// A format that this program does not know.
pub static UNKNOWN_FORMAT: Rule = Rule {
    code: "unknown-format",
    level: Level::Error,
    what: "The manual is written in a format that this program does not know.",
    why: "A newer format may mean something else by the same words.",
    mend: "Use the version of chapterhouse that the manual was written for.",
};

/// A section that is named twice.
pub static DUPLICATE_SECTION: Rule = Rule {
    code: "duplicate-section",
    level: Level::Error,
    what: "Two sections have the same id.",
    why: "A section's id is its address, and its place in the list is its number.",
    mend: "Give one of the two another id.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&NO_MANUAL_FILE, &UNKNOWN_FORMAT, &DUPLICATE_SECTION];

/// The format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// Parses `manual.yaml`; whatever is missing is stood in for.
pub fn parse(files: &FileTree, findings: &mut Findings) -> Settings {
    let file = VPath::manual_file();
    if files.get(&file).is_none() {
        findings.push(Finding::new(
            &NO_MANUAL_FILE,
            Place::file(&file),
            "there is no `manual.yaml`",
            "write one, or run `chapterhouse init` in an empty folder to see how it looks",
        ));
    }
    let node = source_text::of(files, &file, findings)
        .and_then(|(text, span)| yaml::read(&file, text, span, findings));
    match node {
        None => Settings::stand_in(file),
        Some(node) => read(Fields::of(&file, &node, findings)),
    }
}

fn read(mut fields: Fields<'_, '_>) -> Settings {
    let file = fields.file();
    let stand_in = Settings::stand_in(file.clone());
    format(&mut fields);
    let title = fields.required_text("title", "Four Vales Safeguarding Children Procedures");
    let subtitle = fields.text("subtitle").map(|text| text.value);
    let publisher = fields.required_text("publisher", "Four Vales Safeguarding Partnerships");
    let web = |text: &str| base_url(text).map(|_| text.to_owned());
    let leave_site = fields.parsed("leave_site", "an address that begins with `https://`", web);
    let base_url = fields.parsed("base_url", "an address that begins with `https://`", base_url);
    let language = fields.text("language").unwrap_or(stand_in.language);
    let notices = notices(&mut fields, &file);
    let policies = policies(&mut fields, &file);
    let checks = checks(&mut fields, &file);
    let offline = fields.choice("offline", &[("true", true), ("false", false)]);
    let accessibility = accessibility::parse(&mut fields);
    if fields.node("sections").is_none() {
        fields.missing("sections", "[{ id: guidance, title: Guidance }]");
    }
    let (sections, has_all_sections) = sections(&mut fields, &file);
    fields.finish();
    Settings {
        file,
        title: title.map_or(stand_in.title, |text| text.value),
        subtitle,
        publisher: publisher.map_or(stand_in.publisher, |text| text.value),
        base_url: base_url.map(|url| url.value),
        language,
        leave_site: leave_site.map(|address| address.value),
        notices,
        policies,
        checks,
        offline: offline.unwrap_or(stand_in.offline),
        accessibility,
        sections,
        has_all_sections,
    }
}

fn format(fields: &mut Fields<'_, '_>) {
    let Some(node) = fields.node("format") else {
        fields.missing("format", "1");
        return;
    };
    let Some(format) = fields.number("format") else { return };
    if format.value != FORMAT {
        let file = fields.file();
        fields.findings().push(Finding::new(
            &UNKNOWN_FORMAT,
            Place::new(&file, node.span),
            format!("this program reads format {FORMAT}, and the manual says `{}`", format.value),
            "use the version of chapterhouse that the manual was written for",
        ));
    }
}

/// The address of a site, with one slash at its end; `None` unless it is a web address without a query.
pub fn base_url(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let clean = !host.is_empty()
        && !host.starts_with('/')
        && host.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '?' | '#'));
    clean.then(|| format!("{}/", text.trim_end_matches('/')))
}

fn notices(fields: &mut Fields<'_, '_>, file: &VPath) -> Vec<SiteNotice> {
    let mut notices = Vec::new();
    for node in fields.list("notices") {
        let mut inner = Fields::of(file, node, fields.findings());
        let kind = inner.choice("kind", &NoticeKind::ALL);
        if inner.node("kind").is_none() {
            inner.missing("kind", "information");
        }
        let text = inner.required_passage("text", "\"Call 999 if a child is in danger.\"");
        let from = inner.date("from").map(|date| date.value);
        let until = inner.date("until").map(|date| date.value);
        inner.finish();
        if let (Some(kind), Some(text)) = (kind, text) {
            notices.push(SiteNotice { kind, text, from, until });
        }
    }
    notices
}

fn policies(fields: &mut Fields<'_, '_>, file: &VPath) -> Policies {
    let Some(node) = fields.node("policies") else { return Policies::default() };
    let mut inner = Fields::of(file, node, fields.findings());
    let print_days = inner.days("print_days").map(|days| days.value);
    let law_checked_days = inner.days("law_checked_days").map(|days| days.value);
    let checked_days = inner.days("checked_days").map(|days| days.value);
    inner.finish();
    Policies { print_days, law_checked_days, checked_days }
}

/// Only [`policy`](crate::finding::policy) knows which codes there are.
fn checks(fields: &mut Fields<'_, '_>, file: &VPath) -> Vec<Switch> {
    let Some(node) = fields.node("checks") else { return Vec::new() };
    let switched = Fields::of(file, node, fields.findings()).choice_of_each(&Switch::ALL);
    switched.into_iter().map(|(code, level)| Switch { code, level }).collect()
}

/// The sections, and whether none is left out because it could not be read.
fn sections(fields: &mut Fields<'_, '_>, file: &VPath) -> (Vec<Section>, bool) {
    let mut sections: Vec<Section> = Vec::new();
    let mut has_all =
        fields.node("sections").is_some_and(|node| matches!(node.value, Value::List(_)));
    for node in fields.list("sections") {
        if let Some(section) = section(file, node, fields.findings()) {
            let first = sections.iter().find(|other| other.id == section.id);
            if let Some(first) = first {
                let finding = Finding::new(
                    &DUPLICATE_SECTION,
                    Place::new(file, section.id_span),
                    format!("two sections have the id `{}`", section.id),
                    "give one of the two another id",
                )
                .with_note(Place::new(file, first.id_span), "the other is here");
                fields.findings().push(finding);
            } else {
                sections.push(section);
            }
        } else {
            has_all = false;
        }
    }
    (sections, has_all)
}

fn section(file: &VPath, node: &Node, findings: &mut Findings) -> Option<Section> {
    let mut fields = Fields::of(file, node, findings);
    let expected = "a section's id: small letters, digits and hyphens";
    let id = fields.parsed("id", expected, SectionId::new);
    if fields.node("id").is_none() {
        fields.missing("id", "guidance");
    }
    let title = fields.required_text("title", "Guidance");
    let summary = fields.text("summary").map(|text| text.value);
    fields.finish();
    let id = id?;
    let title = title.map_or_else(|| id.value.to_string(), |text| text.value);
    Some(Section { id: id.value, id_span: id.span, title, summary })
}

impl Settings {
    fn stand_in(file: VPath) -> Self {
        let stand_in = "Untitled manual";
        // What the board allows is not known, so that nothing can be said to be overdue.
        let policies = Policies {
            print_days: None,
            law_checked_days: Some(MOST_DAYS),
            checked_days: Some(MOST_DAYS),
        };
        Self {
            file,
            title: stand_in.to_owned(),
            subtitle: None,
            publisher: String::new(),
            base_url: None,
            language: Spanned::new("en-GB".to_owned(), Span::default()),
            leave_site: None,
            notices: Vec::new(),
            policies,
            checks: Vec::new(),
            offline: true,
            accessibility: Accessibility::default(),
            sections: Vec::new(),
            has_all_sections: false,
        }
    }
}

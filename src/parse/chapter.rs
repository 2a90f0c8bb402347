//! Chapters and local additions: front matter, Markdown and the record of each.

use super::fields::Fields;
use super::front_matter::{self, Parts};
use super::layout::{ChapterSource, DocumentSource};
use super::markdown::comments;
use super::{markdown, source_text};
use crate::finding::{Finding, Findings};
use crate::manual::chapter::{Administration, Audience, Chapter, ChapterNotice, UnderReview};
use crate::manual::document::{Document, DocumentId, Text, Upkeep, Version};
use crate::manual::id::Slug;
use crate::prose::shared::SharedProse;
use crate::prose::{Prose, headings};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::place::{Span, Spanned};
use crate::source::tree::FileTree;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Parses a chapter with its record and its additions.
pub fn parse(files: &FileTree, source: &ChapterSource, findings: &mut Findings) -> Chapter {
    let mut administration = None;
    let id = DocumentId::regional(&source.slug);
    let regional = document(files, id, &source.regional, findings, |fields| {
        administration = Some(read_administration(fields));
    });
    let mut additions = BTreeMap::new();
    for (partnership, addition) in &source.additions {
        let id =
            DocumentId { chapter: source.slug.clone(), partnership: Some(partnership.clone()) };
        let mut upkeep = Upkeep::default();
        let document = document(files, id, addition, findings, |fields| {
            upkeep = Upkeep { owner: fields.text("owner"), review_due: fields.date("review_due") };
        });
        additions.insert(partnership.clone(), Document { upkeep, ..document });
    }
    Chapter {
        slug: source.slug.clone(),
        section: source.section.clone(),
        folder: source.folder.clone(),
        administration: administration.unwrap_or_else(Administration::stand_in),
        regional,
        additions,
        attachments: attachments(files, source),
    }
}

fn attachments(files: &FileTree, source: &ChapterSource) -> BTreeMap<VPath, Digest> {
    let digest = |file: &VPath| Digest::of(files.get(file).unwrap_or_default());
    source.attachments.iter().map(|file| (file.clone(), digest(file))).collect()
}

/// Parses a document; `administration` reads the keys of the working text that are not recorded.
fn document(
    files: &FileTree,
    id: DocumentId,
    source: &DocumentSource,
    findings: &mut Findings,
    administration: impl FnOnce(&mut Fields<'_, '_>),
) -> Document {
    let mut was_read = false;
    let working = match source_text::of(files, &source.working, findings) {
        None => Text::stand_in(&id),
        Some((text, span)) => {
            let parts = front_matter::split(&source.working, text, span, findings);
            was_read = parts.front_matter.is_some();
            let recorded = match &parts.front_matter {
                None => Recorded::default(),
                Some(node) => {
                    let mut fields = Fields::of(&source.working, node, findings);
                    let recorded = read_recorded(&mut fields, &id);
                    administration(&mut fields);
                    fields.finish();
                    recorded
                }
            };
            let prose = read_prose(&source.working, text, parts.body, findings);
            recorded.text(&id, text, parts.body, prose.into())
        }
    };
    let mut versions = BTreeMap::new();
    for (number, file) in &source.history {
        let same = was_read && files.get(file) == files.get(&source.working);
        let text = if same { Some(working.clone()) } else { frozen(files, file, &id, findings) };
        let bytes = files.shared(file).cloned().unwrap_or_default();
        let sha256 = Digest::of(&bytes);
        versions.extend(text.map(|text| {
            (*number, Version { number: *number, file: file.clone(), sha256, text, bytes })
        }));
    }
    Document { id, file: source.working.clone(), working, upkeep: Upkeep::default(), versions }
}

/// The text of a version. It can no longer be changed, so only what makes it unreadable is reported,
/// always with the same mend, and keys that are not recorded are passed over, whatever they say.
fn frozen(
    files: &FileTree,
    file: &VPath,
    id: &DocumentId,
    findings: &mut Findings,
) -> Option<Text> {
    let mut faults = Findings::default();
    let mut read = || {
        let (text, span) = source_text::of(files, file, &mut faults)?;
        let Parts { front_matter, body } = front_matter::split(file, text, span, &mut faults);
        let recorded = read_recorded(&mut Fields::of(file, &front_matter?, &mut faults), id);
        // Most commands and pages never read it.
        let (file, bytes) = (file.clone(), Arc::clone(files.shared(file)?));
        let prose = SharedProse::when_read(move || {
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            read_prose(&file, text, body, &mut Findings::default())
        });
        Some(recorded.text(id, text, body, prose))
    };
    let text = read();
    for fault in faults {
        let mend = "put the recorded file back: a version is never edited".to_owned();
        findings.push(Finding { mend, ..fault });
    }
    text
}

fn read_prose(file: &VPath, source: &str, body: Span, findings: &mut Findings) -> Prose {
    let mut prose = markdown::prose(file, source, body, findings);
    headings::assign_ids(&mut prose);
    prose
}

/// The recorded keys of a front matter.
#[derive(Default)]
struct Recorded {
    title: Option<Spanned<String>>,
    subtitle: Option<Spanned<String>>,
    summary: Option<Spanned<String>>,
    after: Option<Spanned<String>>,
}

fn read_recorded(fields: &mut Fields<'_, '_>, id: &DocumentId) -> Recorded {
    let is_addition = id.partnership.is_some();
    Recorded {
        title: fields.required_text("title", "Online safety"),
        subtitle: fields.text("subtitle"),
        summary: fields.text("summary"),
        after: if is_addition { fields.text("after") } else { None },
    }
}

impl Recorded {
    fn text(self, id: &DocumentId, source: &str, body: Span, prose: SharedProse) -> Text {
        let mut written = String::new();
        for part in [&self.title, &self.subtitle, &self.summary, &self.after] {
            written.push_str(part.as_ref().map_or("", |part| part.value.as_str()));
            written.push('\0');
        }
        // A comment changes nothing that readers see, and makes no draft.
        let body = comments::without(source.get(body.range()).unwrap_or_default());
        for line in body.trim_start_matches(['\r', '\n']).trim_end().lines() {
            written.push_str(line);
            written.push('\n');
        }
        Text {
            title: self.title.unwrap_or_else(|| stand_in_title(id)),
            subtitle: self.subtitle,
            summary: self.summary,
            after: self.after,
            prose,
            digest: Digest::of(written.as_bytes()),
        }
    }
}

fn stand_in_title(id: &DocumentId) -> Spanned<String> {
    Spanned::new(id.to_string(), Span::default())
}

impl Text {
    fn stand_in(id: &DocumentId) -> Self {
        Recorded::default().text(id, "", Span::default(), Prose::default().into())
    }
}

impl Administration {
    fn stand_in() -> Self {
        Self {
            position: Spanned::new(u32::MAX, Span::default()),
            owner: None,
            review_due: None,
            aligned_to: Vec::new(),
            checked: None,
            audience: Vec::new(),
            keywords: Vec::new(),
            related: Vec::new(),
            aliases: Vec::new(),
            under_review: None,
            notices: Vec::new(),
        }
    }
}

fn read_administration(fields: &mut Fields<'_, '_>) -> Administration {
    let position = fields.number("position");
    if position.is_none() && fields.node("position").is_none() {
        fields.missing("position", "5");
    }
    Administration {
        position: position.unwrap_or(Administration::stand_in().position),
        owner: fields.text("owner"),
        review_due: fields.date("review_due"),
        aligned_to: law_ids(fields, "aligned_to"),
        checked: fields.date("checked"),
        audience: fields.choices("audience", &Audience::ALL),
        keywords: fields.texts("keywords").into_iter().map(|word| word.value).collect(),
        related: fields.texts("related"),
        aliases: aliases(fields),
        under_review: under_review(fields),
        notices: notices(fields),
    }
}

/// A list of ids of the legislation register, each written with or without `law:`.
pub fn law_ids(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Spanned<String>> {
    let mut ids = fields.texts(key);
    for id in &mut ids {
        if let Some(bare) = id.value.strip_prefix("law:") {
            id.value = bare.to_owned();
        }
    }
    ids
}

fn aliases(fields: &mut Fields<'_, '_>) -> Vec<Spanned<Slug>> {
    let nodes = fields.list("aliases");
    let file = fields.file();
    let mut slugs = Vec::new();
    for node in nodes {
        let Some(text) = fields.scalar(node, "a former slug, as in `e-safety`") else { continue };
        match Slug::new(&text.value) {
            Some(slug) => slugs.push(Spanned::new(slug, text.span)),
            None => fields.findings().push(super::fields::wrong_type(
                &file,
                node,
                "a former slug, as in `e-safety`",
            )),
        }
    }
    slugs
}

fn under_review(fields: &mut Fields<'_, '_>) -> Option<UnderReview> {
    let node = fields.node("under_review")?;
    let file = fields.file();
    let mut inner = Fields::of(&file, node, fields.findings());
    let since = inner.required_date("since");
    let note = inner.text("note").map(|text| text.value);
    inner.finish();
    Some(UnderReview { since: since?.value, note })
}

fn notices(fields: &mut Fields<'_, '_>) -> Vec<ChapterNotice> {
    let file = fields.file();
    let mut notices = Vec::new();
    for node in fields.list("notices") {
        let mut inner = Fields::of(&file, node, fields.findings());
        let heading = inner.text("heading");
        let from = inner.required_date("from");
        let until = inner.required_date("until");
        let text = inner.required_passage("text", "\"The office is closed until 5 January.\"");
        inner.finish();
        if let (Some(from), Some(until), Some(text)) = (from, until, text) {
            notices.push(ChapterNotice { heading, from: from.value, until: until.value, text });
        }
    }
    notices
}

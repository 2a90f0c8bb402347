//! References: whether all that a text names is there. What is asked is what the pages ask: [`Edition::bind`].

use crate::finding::nearest::nearest;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::Manual;
use crate::manual::amendment::Action;
use crate::manual::document::{Document, Text};
use crate::manual::id::Slug;
use crate::prose::{BlockKind, Destination, Inline, InlineKind, Passage, Prose, Target};
use crate::prose::{headings, walk};
use crate::record::{Record, Standing};
use crate::resolve::bind::{Bound, Broken};
use crate::resolve::{Edition, EditionChapter, Withdrawn};
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use jiff::civil::Date;
use rayon::prelude::*;

/// Something is named that is not there.
pub static BROKEN_REFERENCE: Rule = Rule {
    code: "broken-reference",
    level: Level::Error,
    what: "A text names a chapter, heading, law, term, contact or file that is not there.",
    why: "A reader who needs the other procedure, the law or the contact finds no link.",
    mend: "Write the name of what is meant; the message gives the nearest. Or add the entry to its register.",
};

/// A chapter is named that was withdrawn.
pub static WITHDRAWN_REFERENCE: Rule = Rule {
    code: "withdrawn-reference",
    level: Level::Warning,
    what: "A text refers to a chapter that was withdrawn.",
    why: "A reader is sent to a procedure that no longer applies.",
    mend: "Refer to the chapter that stands in its place, or take the reference out.",
};

/// The text in force names something that is not there.
pub static BROKEN_RECORDED_REFERENCE: Rule = Rule {
    code: "broken-recorded-reference",
    level: Level::Warning,
    what: "The recorded text in force names something that is not there, or not in force.",
    why: "The public site shows this text until a new version is recorded, and the words without a link.",
    mend: "Mend it in the working text, and record that with `chapterhouse amend`; or put what it names in force.",
};

/// A heading is named to which something belongs, and it is not there.
pub static UNKNOWN_HEADING: Rule = Rule {
    code: "unknown-heading",
    level: Level::Error,
    what: "A local addition or a notice belongs to a heading that the chapter does not have.",
    why: "It cannot be shown where it was meant to be read.",
    mend: "Write the id of a heading of the chapter.",
};

/// A picture is elsewhere on the web.
pub static REMOTE_PICTURE: Rule = Rule {
    code: "remote-picture",
    level: Level::Error,
    what: "A picture is taken from elsewhere on the web.",
    why: "It may change or vanish, it is no part of the record, and its owner sees who reads the page.",
    mend: "Put the picture into `images/` beside the chapter, and write `images/` and its name.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[
    &BROKEN_REFERENCE,
    &WITHDRAWN_REFERENCE,
    &BROKEN_RECORDED_REFERENCE,
    &UNKNOWN_HEADING,
    &REMOTE_PICTURE,
];

/// Checks all that the manual's texts, front matter, amendments and registers name.
pub fn check(manual: &Manual, date: Date, findings: &mut Findings) {
    let record = Record::of(manual);
    let working = Edition::working(manual, &record, date);
    of_each(working, findings, working_chapter);
    passages(working, findings);
    ids(working, findings);
    of_each(Edition::public(manual, &record, date), findings, |public, chapter, findings| {
        recorded_chapter(public, working, chapter, findings);
    });
}

/// Checks the chapters of an edition in parallel.
fn of_each<'a>(
    edition: Edition<'a>,
    findings: &mut Findings,
    check: impl Fn(Edition<'a>, &EditionChapter<'a>, &mut Findings) + Sync,
) {
    let chapters: Vec<EditionChapter<'a>> = edition.chapters().collect();
    let found: Vec<Findings> = chapters
        .par_iter()
        .map(|chapter| {
            let mut own = Findings::default();
            check(edition, chapter, &mut own);
            own
        })
        .collect();
    for own in found {
        findings.append(own);
    }
}

/// From where a text refers, and where what is wrong in it is reported.
struct Source<'a> {
    edition: Edition<'a>,
    /// The chapter to which the text belongs.
    from: Option<&'a Slug>,
    /// The folder from which its paths are meant.
    folder: Option<VPath>,
    /// A local addition's own text, whose headings it may name.
    own: Option<&'a Prose>,
    at: At<'a>,
    recorded: Option<Recorded<'a>>,
}

/// What is to be known of a text that is recorded.
struct Recorded<'a> {
    /// The file in which to mend it.
    working: &'a VPath,
    /// Where the working text says the same: the edition in which that was checked already.
    checked: Option<Edition<'a>>,
}

/// Where the spans of a text are meant.
#[derive(Clone, Copy)]
enum At<'a> {
    File(&'a VPath),
    Passage(&'a Place),
}

impl At<'_> {
    fn place(self, span: Span) -> Place {
        match self {
            Self::File(file) => Place::new(file, span),
            Self::Passage(place) => place.clone(),
        }
    }
}

type Binding<'a> = Result<Bound<'a>, Broken>;

impl<'a> Source<'a> {
    fn of_file(edition: Edition<'a>, from: &'a Slug, file: &'a VPath) -> Self {
        let (folder, at) = (file.folder(), At::File(file));
        Self { edition, from: Some(from), folder, own: None, at, recorded: None }
    }

    fn of_passage(edition: Edition<'a>, passage: &'a Passage) -> Self {
        let at = At::Passage(&passage.place);
        Self { edition, from: None, folder: None, own: None, at, recorded: None }
    }

    fn prose(&self, prose: &Prose, findings: &mut Findings) {
        for node in walk::nodes(prose) {
            match node {
                walk::Node::Block(block) => {
                    if let BlockKind::Statement(id, _) = &block.kind {
                        self.target(&Target::Law(id.value.clone()), id.span, findings);
                    }
                }
                walk::Node::Inline(inline) => self.inline(inline, findings),
            }
        }
    }

    fn inline(&self, inline: &Inline, findings: &mut Findings) {
        match &inline.kind {
            InlineKind::Reference(reference) => {
                self.target(&reference.target, inline.span, findings);
            }
            InlineKind::Link(link) => {
                if let Destination::Path(path) = &link.destination {
                    self.path(path, inline.span, findings);
                }
            }
            InlineKind::Image(image) => match &image.destination {
                Destination::Path(path) => self.picture(path, inline.span, findings),
                Destination::Web(address) if self.recorded.is_none() => {
                    findings.push(remote_picture(self.at.place(inline.span), address));
                }
                Destination::Web(_) | Destination::Refused(_) => {}
            },
            _ => {}
        }
    }

    fn target(&self, target: &Target, span: Span, findings: &mut Findings) {
        if let Target::Here(heading) = target
            && self.has_own_heading(heading)
        {
            return;
        }
        let bind = |edition: Edition<'a>| edition.bind(self.from, target);
        self.report(bind, span, findings);
    }

    fn path(&self, path: &str, span: Span, findings: &mut Findings) {
        if path.strip_prefix('#').is_some_and(|heading| self.has_own_heading(heading)) {
            return;
        }
        self.report(|edition| self.bind_path(edition, path), span, findings);
    }

    fn picture(&self, path: &str, span: Span, findings: &mut Findings) {
        let bind = |edition| match self.bind_path(edition, path) {
            Ok(bound @ Bound::Attachment(_)) => Ok(bound),
            Ok(_) => Err(Broken::NoFile(path.to_owned())),
            broken => broken,
        };
        self.report(bind, span, findings);
    }

    /// A text that stands in no folder of a chapter, such as a notice on every page, has no paths.
    fn bind_path(&self, edition: Edition<'a>, path: &str) -> Binding<'a> {
        match &self.folder {
            Some(folder) => edition.bind_path(self.from, folder, path),
            None => Err(Broken::NoFile(path.to_owned())),
        }
    }

    fn has_own_heading(&self, id: &str) -> bool {
        self.own.is_some_and(|own| headings::outline(own).iter().any(|entry| entry.id == id))
    }

    fn report(
        &self,
        bind: impl Fn(Edition<'a>) -> Binding<'a>,
        span: Span,
        findings: &mut Findings,
    ) {
        let place = self.at.place(span);
        match (bind(self.edition), &self.recorded) {
            (Err(Broken::NoFile(path)), None) if self.folder.is_none() => {
                findings.push(path_outside_chapters(place, &path));
            }
            (Err(broken), _) if waits_for_sections(self.edition.manual, &broken) => {}
            (Err(broken), None) => findings.push(broken_reference(place, &broken)),
            (Err(broken), Some(recorded)) => {
                let is_reported = recorded.checked.is_some_and(|edition| bind(edition).is_err());
                if !is_reported {
                    findings.push(broken_recorded_reference(place, &broken, recorded.working));
                }
            }
            (Ok(Bound::Withdrawn(withdrawn)), None) => {
                findings.push(withdrawn_reference(place, &withdrawn));
            }
            (Ok(_), _) => {}
        }
    }
}

fn working_chapter<'a>(edition: Edition<'a>, shown: &EditionChapter<'a>, findings: &mut Findings) {
    let (chapter, file) = (shown.chapter, shown.file);
    let source = Source::of_file(edition, &chapter.slug, file);
    source.prose(&shown.text.prose, findings);
    for notice in &chapter.administration.notices {
        let folder = file.folder();
        let passage = Source::of_passage(edition, &notice.text);
        let within = Source { from: Some(&chapter.slug), folder, ..passage };
        within.prose(&notice.text.prose, findings);
        if let Some(heading) = &notice.heading {
            known_heading(shown, file, heading, findings);
        }
    }
    for id in &chapter.administration.aligned_to {
        source.target(&Target::Law(id.value.clone()), id.span, findings);
    }
    for slug in &chapter.administration.related {
        let target = Target::Chapter { slug: slug.value.clone(), heading: None };
        source.target(&target, slug.span, findings);
    }
    for addition in chapter.additions.values() {
        let standing = edition.record.standing(&addition.id, edition.date);
        if matches!(standing, Standing::Withdrawn { .. }) {
            continue;
        }
        let (file, text) = (&addition.file, &addition.working);
        let source = Source::of_file(edition, &chapter.slug, file);
        Source { own: Some(&text.prose), ..source }.prose(&text.prose, findings);
        if let Some(after) = &text.after
            && !is_in_force(shown, &after.value)
        {
            known_heading(shown, file, after, findings);
        }
    }
}

/// What the public sees, which may differ from what the editor has before them: in its words, or in
/// what stands at the other end of a reference.
fn recorded_chapter<'a>(
    public: Edition<'a>,
    working: Edition<'a>,
    shown: &EditionChapter<'a>,
    findings: &mut Findings,
) {
    let regional = &shown.chapter.regional;
    let mut check = |document: &'a Document, text: &'a Text, file: &'a VPath| {
        let is_same = text.digest == document.working.digest;
        let source = Source {
            folder: document.file.folder(),
            own: document.id.partnership.as_ref().map(|_| &*text.prose),
            recorded: Some(Recorded {
                working: &document.file,
                checked: is_same.then_some(working),
            }),
            ..Source::of_file(public, &document.id.chapter, file)
        };
        source.prose(&text.prose, findings);
    };
    check(regional, shown.text, shown.file);
    for addition in shown.chapter.additions.values() {
        if let Standing::InForce(now) = public.record.standing(&addition.id, public.date) {
            check(addition, &now.version.text, &now.version.file);
        }
    }
}

/// The passages that stand in no chapter.
fn passages(edition: Edition<'_>, findings: &mut Findings) {
    let registers = &edition.manual.registers;
    let notices = edition.manual.settings.notices.iter().map(|notice| &notice.text);
    let definitions = registers.terms.values().map(|term| &term.definition);
    let provisions = registers.legislation.values();
    let statements = provisions.flat_map(|provision| provision.statements.iter().map(|s| &s.text));
    let accessibility = &edition.manual.settings.accessibility;
    let stated = accessibility.contact.iter().chain(&accessibility.known_problems);
    for passage in notices.chain(definitions).chain(statements).chain(stated) {
        Source::of_passage(edition, passage).prose(&passage.prose, findings);
    }
}

/// The ids in amendments, and in the registers of legislation and of terms.
fn ids(edition: Edition<'_>, findings: &mut Findings) {
    let mut check = |target: &Target, place: Place| {
        if let Err(broken) = edition.bind(None, target)
            && !waits_for_sections(edition.manual, &broken)
        {
            findings.push(broken_reference(place, &broken));
        }
    };
    for amendment in edition.manual.amendments.values() {
        for id in &amendment.because {
            check(&Target::Law(id.value.clone()), Place::new(&amendment.file, id.span));
        }
        for entry in &amendment.entries {
            if let Action::Withdrawn { replaced_by: Some(slug) } = &entry.value.action {
                let target = Target::Chapter { slug: slug.value.to_string(), heading: None };
                check(&target, Place::new(&amendment.file, slug.span));
            }
        }
    }
    for entry in &edition.manual.registers.avoided {
        if let Some(id) = &entry.term {
            check(&Target::Term(id.value.clone()), Place::new(&entry.place.file, id.span));
        }
        for slug in &entry.except.chapters {
            let target = Target::Chapter { slug: slug.value.clone(), heading: None };
            check(&target, Place::new(&entry.place.file, slug.span));
        }
    }
    for provision in edition.manual.registers.legislation.values() {
        let ends = [&provision.repealed, &provision.superseded].into_iter().flatten();
        for by in provision.amended.iter().chain(ends).filter_map(|change| change.by.as_ref()) {
            check(&Target::Law(by.value.clone()), Place::new(&provision.place.file, by.span));
        }
    }
}

/// Whether the chapter's text in force has a heading. One that only a draft lacks must not keep the public
/// site from being built: the draft is warned that the heading would vanish.
fn is_in_force(shown: &EditionChapter<'_>, heading: &str) -> bool {
    shown.in_force.is_some_and(|now| {
        let outline = headings::outline(&now.version.text.prose);
        outline.iter().any(|entry| entry.id == heading)
    })
}

fn known_heading(
    shown: &EditionChapter<'_>,
    file: &VPath,
    heading: &Spanned<String>,
    findings: &mut Findings,
) {
    let outline = shown.outline();
    let known = || outline.iter().map(|entry| entry.id);
    if known().any(|id| id == heading.value) {
        return;
    }
    let slug = &shown.chapter.slug;
    let near = nearest(&heading.value, known());
    findings.push(Finding::new(
        &UNKNOWN_HEADING,
        Place::new(file, heading.span),
        format!("`{slug}` has no heading `{}`", heading.value),
        near.map_or_else(|| heading_of(slug.as_str()), |near| format!("write `{near}`")),
    ));
}

/// Whether it can only be said what is wrong once all sections can be read.
fn waits_for_sections(manual: &Manual, broken: &Broken) -> bool {
    let Broken::NotInForce(slug) = broken else { return false };
    let chapter = manual.chapters.get(slug.as_str());
    !manual.settings.has_all_sections
        && chapter.is_some_and(|chapter| manual.settings.section(&chapter.section).is_none())
}

fn broken_reference(place: Place, broken: &Broken) -> Finding {
    let message = match broken {
        Broken::NotInForce(slug) => format!("the chapter `{slug}` stands in no section"),
        other => message(other),
    };
    Finding::new(&BROKEN_REFERENCE, place, message, mend(broken))
}

fn path_outside_chapters(place: Place, path: &str) -> Finding {
    Finding::new(
        &BROKEN_REFERENCE,
        place,
        format!("the path `{path}` leads nowhere from a text that belongs to no chapter"),
        "refer to a chapter or a heading of it, as in `[[slug]]` or `[[slug#heading]]`",
    )
}

fn broken_recorded_reference(place: Place, broken: &Broken, working: &VPath) -> Finding {
    let mend = match broken {
        Broken::NotInForce(slug) => {
            format!(
                "put `{slug}` in force with `chapterhouse amend`, or take the reference out of `{working}`"
            )
        }
        _ => format!("mend it in `{working}`, and record it with `chapterhouse amend`"),
    };
    Finding::new(&BROKEN_RECORDED_REFERENCE, place, message(broken), mend)
}

fn withdrawn_reference(place: Place, withdrawn: &Withdrawn<'_>) -> Finding {
    let slug = &withdrawn.chapter.slug;
    let mend = match withdrawn.replaced_by {
        Some(other) => format!("refer to `{other}`, which stands in its place"),
        None => "take the reference out, or refer to what applies now".to_owned(),
    };
    Finding::new(&WITHDRAWN_REFERENCE, place, format!("the chapter `{slug}` was withdrawn"), mend)
}

fn remote_picture(place: Place, address: &str) -> Finding {
    Finding::new(
        &REMOTE_PICTURE,
        place,
        format!("the picture `{address}` is elsewhere on the web"),
        "put the picture into `images/` beside the chapter, and write `images/` and its name",
    )
}

fn message(broken: &Broken) -> String {
    match broken {
        Broken::NoChapter { name, .. } => format!("there is no chapter `{name}`"),
        Broken::NotInForce(slug) => format!("the chapter `{slug}` is not in force"),
        Broken::NoHeading { slug, heading, .. } => format!("`{slug}` has no heading `{heading}`"),
        Broken::NoEntry { register, id, .. } => {
            format!("there is no {} `{id}`", register_of(register).0)
        }
        Broken::NoFile(path) => format!("there is no file `{path}` that can be shown"),
    }
}

fn mend(broken: &Broken) -> String {
    match broken {
        Broken::NoChapter { nearest: Some(near), .. }
        | Broken::NoHeading { nearest: Some(near), .. }
        | Broken::NoEntry { nearest: Some(near), .. } => format!("write `{near}`"),
        Broken::NoChapter { .. } => {
            "write the slug of a chapter, which is the name of its folder".to_owned()
        }
        Broken::NotInForce(_) => {
            "list its section in `manual.yaml`, or take the reference out".to_owned()
        }
        Broken::NoHeading { slug, .. } => heading_of(slug),
        Broken::NoEntry { register, id, .. } => {
            format!("add `{id}` to `registers/{}`", register_of(register).1)
        }
        Broken::NoFile(_) => {
            "correct the path, or put the file into `images/` beside the chapter".to_owned()
        }
    }
}

fn heading_of(slug: &str) -> String {
    format!("write the id of a heading of `{slug}`")
}

/// What an entry of a register is called, and the register's file.
fn register_of(register: &str) -> (&'static str, &'static str) {
    match register {
        "law" => ("law or guidance", "legislation.yaml"),
        "term" => ("term", "terms.yaml"),
        _ => ("contact", "contacts.yaml"),
    }
}

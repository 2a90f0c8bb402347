//! Amending: which files record drafts as versions and the amendment that puts them in force.
//!
//! A pure function from manual and request to a [`Plan`]. No file of the record is ever replaced, and
//! the editor's own files are not touched: a version is a copy of the working text, byte for byte.

mod fit;
mod minute;
pub mod restore;

use crate::check::record::UNKNOWN_DOCUMENT;
use crate::diff::{self, Difference};
use crate::finding::{Finding, Findings, Level, Rule, nearest};
use crate::manual::Manual;
use crate::manual::amendment::Significance;
use crate::manual::document::{Document, DocumentId};
use crate::manual::version_number::VersionNumber;
use crate::record::{Record, Standing};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use crate::source::place::Place;
use crate::source::tree::FileTree;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Nothing in the request would change the record.
pub static NOTHING_TO_RECORD: Rule = Rule {
    code: "nothing-to-record",
    level: Level::Error,
    what: "An amendment is asked for, and a document has nothing that it could record.",
    why: "An amendment that changes nothing tells readers of a change that they will look for in vain.",
    mend: "Edit the working text first; `chapterhouse check` names the drafts. If a text was only read again, record `--significance review`.",
};
/// The amendment that was asked for contradicts itself or the record.
pub static UNFIT_AMENDMENT: Rule = Rule {
    code: "unfit-amendment",
    level: Level::Error,
    what: "The amendment that is asked for does not fit the record.",
    why: "The record must be read as evidence, and may not contradict itself.",
    mend: "Give another day, kind or document, as the message says.",
};
/// A file of the record is there already.
pub static ALREADY_RECORDED: Rule = Rule {
    code: "already-recorded",
    level: Level::Error,
    what: "A file that an amendment would write is there already.",
    why: "Nothing that was recorded is ever replaced.",
    mend: "Choose another title or day, or see whether the amendment was recorded already.",
};

/// The rules of this module.
pub const RULES: &[&Rule] =
    &[&NOTHING_TO_RECORD, &UNFIT_AMENDMENT, &ALREADY_RECORDED, &restore::NEVER_RECORDED];

/// The amendment that is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The documents, as written; empty for all that have something to record.
    pub documents: Vec<String>,
    /// Its title.
    pub title: String,
    /// One or two plain sentences for practitioners.
    pub summary: String,
    /// What kind of change it is.
    pub significance: Significance,
    /// The day from which it is in force.
    pub in_force: Date,
    /// The day of publication.
    pub published: Date,
    /// Who decided it, and when.
    pub approved_by: Option<String>,
    /// What led to it: ids of the legislation register, with or without `law:`.
    pub because: Vec<String>,
    /// For a withdrawal, the chapter to read instead.
    pub replaced_by: Option<String>,
}

/// A file to write, which is not there yet.
pub type NewFile = (VPath, Vec<u8>);

/// What an amendment would do.
#[derive(Debug)]
pub struct Plan<'m> {
    /// The files that it makes: the versions, and last the amendment itself.
    pub files: Vec<NewFile>,
    /// What happens to each document.
    pub changes: Vec<PlannedChange<'m>>,
}

/// What an amendment would do to a document.
#[derive(Debug)]
pub struct PlannedChange<'m> {
    /// The document.
    pub document: &'m Document,
    /// What is done to it.
    pub action: PlannedAction,
    /// For a new version of a text that was recorded before, what changes in it.
    pub difference: Option<Difference>,
}

/// What is done to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlannedAction {
    /// A version is made, with these pictures.
    Version {
        /// Its number.
        number: VersionNumber,
        /// Its file.
        file: VPath,
        /// The digest of its bytes.
        sha256: Digest,
        /// The pictures that it shows, by their paths from the chapter's folder.
        images: Vec<(String, Digest)>,
    },
    /// It was read again.
    Reviewed,
    /// It is withdrawn.
    Withdrawn,
}

/// Plans an amendment. `known` is what `check` found; a document with errors, in its text or in its record, is not
/// recorded.
pub fn plan<'m>(
    manual: &'m Manual,
    files: &FileTree,
    known: &Findings,
    request: &Request,
) -> Result<Plan<'m>, Findings> {
    let mut faults = Findings::default();
    let record = Record::of(manual);
    let documents = documents(manual, &record, request, &mut faults);
    fit::request(manual, request, &mut faults);
    let errors = known.iter().filter(|finding| finding.level == Level::Error);
    errors
        .filter(|error| documents.iter().any(|document| fit::is_of(manual, document, error)))
        .for_each(|error| faults.push(error.clone()));
    let mut changes = Vec::new();
    let mut new = Vec::new();
    for document in documents {
        match planned(manual, &record, document, files, request) {
            Ok(change) => {
                if let PlannedAction::Version { file, .. } = &change.action {
                    let bytes = files.get(&document.file).unwrap_or_default();
                    new.push((file.clone(), bytes.to_vec()));
                }
                changes.push(change);
            }
            Err(fault) => faults.push(fault),
        }
    }
    let name = format!("amendments/{}-{}.yaml", request.in_force, slug(&request.title));
    if let Some(path) = VPath::new(&name) {
        new.push((path, minute::text(request, &changes).into_bytes()));
    }
    for (path, _) in new.iter().filter(|(path, _)| files.get(path).is_some()) {
        faults.push(already_recorded(path));
    }
    if faults.is_empty() { Ok(Plan { files: new, changes }) } else { Err(faults.sorted()) }
}

/// The number of the version that follows `newest`; `None` where an amendment of this kind makes none.
pub fn next_number(
    newest: Option<VersionNumber>,
    significance: Significance,
) -> Option<VersionNumber> {
    use Significance as S;
    let VersionNumber { major, minor, correction } = match (newest, significance) {
        (_, S::Review | S::Withdrawal) => return None,
        (None, _) => return Some(VersionNumber::FIRST),
        (Some(newest), _) => newest,
    };
    Some(match significance {
        S::Minor => VersionNumber { major, minor: minor + 1, correction: 0 },
        S::Correction => VersionNumber { major, minor, correction: correction + 1 },
        _ => VersionNumber { major: major + 1, minor: 0, correction: 0 },
    })
}

fn documents<'m>(
    manual: &'m Manual,
    record: &Record<'m>,
    request: &Request,
    faults: &mut Findings,
) -> Vec<&'m Document> {
    if request.documents.is_empty() {
        let wanted = |document: &&Document| is_wanted(document, record, request);
        let all: Vec<_> = manual.documents().filter(wanted).collect();
        if all.is_empty() {
            faults.push(nothing_to_record(manual, record, request));
        }
        return all;
    }
    let mut found = Vec::new();
    for name in request.documents.iter().collect::<BTreeSet<_>>() {
        match DocumentId::new(name).and_then(|id| manual.document(&id)) {
            Some(document) => found.push(document),
            None => faults.push(unknown_document(manual, name)),
        }
    }
    found
}

/// Says why nothing would be recorded where no document is named.
fn nothing_to_record(manual: &Manual, record: &Record<'_>, request: &Request) -> Finding {
    let of = |message: &str, mend: &str| {
        Finding::new(&NOTHING_TO_RECORD, Place::file(&manual.settings.file), message, mend)
    };
    if request.significance == Significance::Review {
        let message =
            format!("no document is in force on {} as it is written now", request.in_force);
        return of(&message, "record the drafts first, as another kind of amendment");
    }
    let drafts = manual.documents().filter(|document| document.is_draft());
    let withdrawn = drafts.filter(|document| fit::is_withdrawn(document, record));
    let ids: Vec<String> = withdrawn.map(|document| format!("`{}`", document.id)).collect();
    match ids.as_slice() {
        [] => of(
            "no document is a draft",
            "edit a chapter first; `chapterhouse check` names the drafts",
        ),
        [id] => of(
            &format!("the only draft is {id}, which was withdrawn"),
            "name it to put it in force again; or give the draft up with `chapterhouse restore`",
        ),
        ids => of(
            &format!("the only drafts are {}, which were withdrawn", ids.join(", ")),
            "name those that are to be in force again; or give the drafts up with `chapterhouse restore`",
        ),
    }
}

/// Whether a document has something to record where none is named: a draft of what was not withdrawn,
/// or for a review, what is in force as it is.
fn is_wanted(document: &Document, record: &Record<'_>, request: &Request) -> bool {
    if request.significance == Significance::Review {
        let then = record.standing(&document.id, request.in_force);
        return !document.is_draft() && matches!(then, Standing::InForce(_));
    }
    document.is_draft() && !fit::is_withdrawn(document, record)
}

/// What the amendment does to a document.
fn planned<'m>(
    manual: &Manual,
    record: &Record<'m>,
    document: &'m Document,
    files: &FileTree,
    request: &Request,
) -> Result<PlannedChange<'m>, Finding> {
    fit::significance(document, request)?;
    fit::is_read(manual, document, request)?;
    let newest = document.newest();
    let Some(number) = next_number(newest.map(|newest| newest.number), request.significance) else {
        let action = match request.significance {
            Significance::Withdrawal => PlannedAction::Withdrawn,
            _ => PlannedAction::Reviewed,
        };
        if action == PlannedAction::Withdrawn {
            fit::follows(document, record, request)?;
        }
        fit::is_in_force(document, record, request)?;
        return Ok(PlannedChange { document, action, difference: None });
    };
    if !document.is_draft() && !fit::is_withdrawn(document, record) {
        return Err(nothing_new(document));
    }
    fit::follows(document, record, request)?;
    let folder = document.file.folder();
    let Some(file) = folder.and_then(|folder| folder.join(&format!("history/{number}.md"))) else {
        return Err(nothing_new(document));
    };
    let action = PlannedAction::Version {
        number,
        file,
        sha256: Digest::of(files.get(&document.file).unwrap_or_default()),
        images: images(manual, document),
    };
    let before = newest.filter(|_| document.is_draft());
    let difference =
        before.map(|newest| diff::texts(&newest.text.words(), &document.working.words()));
    Ok(PlannedChange { document, action, difference })
}

fn nothing_new(document: &Document) -> Finding {
    Finding::new(
        &NOTHING_TO_RECORD,
        Place::file(&document.file),
        format!("`{}` says what its newest version says", document.id),
        "leave it out; or, if it was read again, use `--significance review`",
    )
}

/// The pictures that the working text shows, by their paths from the chapter's folder.
fn images(manual: &Manual, document: &Document) -> Vec<(String, Digest)> {
    let Some(chapter) = manual.chapters.get(&document.id.chapter) else { return Vec::new() };
    let pictures = chapter.pictures(document, &document.working.prose).into_iter();
    pictures
        .filter_map(|(file, digest)| Some((file.within(&chapter.folder)?.to_owned(), digest)))
        .collect()
}

/// The title as part of a file's name.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + word.len() >= MOST_LETTERS {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(MOST_LETTERS));
    }
    if slug.is_empty() { "amendment".to_owned() } else { slug }
}

/// The length of the part of an amendment's name that comes from its title.
const MOST_LETTERS: usize = 60;

fn unknown_document(manual: &Manual, name: &str) -> Finding {
    let ids: Vec<String> = manual.documents().map(|document| document.id.to_string()).collect();
    let mend = nearest::nearest(name, ids.iter().map(String::as_str)).map_or_else(
        || "name a chapter by its folder, or an addition as `chapter/partnership`".to_owned(),
        |near| format!("write `{near}` if that is meant"),
    );
    let message = format!("there is no document `{name}`");
    Finding::new(&UNKNOWN_DOCUMENT, Place::file(&manual.settings.file), message, mend)
}

fn already_recorded(path: &VPath) -> Finding {
    let mend = "choose another title or day, or see with `chapterhouse check` whether an amendment was interrupted";
    Finding::new(&ALREADY_RECORDED, Place::file(path), format!("`{path}` is there already"), mend)
}

#[cfg(test)]
mod tests {
    use super::{Request, next_number, plan, slug};
    use crate::finding::Findings;
    use crate::manual::amendment::Significance;
    use crate::parse;
    use crate::source::digest::Digest;
    use crate::source::path::VPath;
    use crate::source::tree::FileTree;

    const CHAPTER: &str = "chapters/guidance/bullying/chapter.md";

    fn tree() -> FileTree {
        [
            (
                "manual.yaml",
                "format: 1\ntitle: M\npublisher: P\nsections: [{ id: guidance, title: G }]\n",
            ),
            (CHAPTER, "---\ntitle: Bullying\nposition: 1\n---\nTell someone.\n"),
        ]
        .into_iter()
        .map(|(path, text)| (VPath::new(path).unwrap(), text.as_bytes()))
        .collect()
    }

    fn request(document: &str, significance: Significance) -> Request {
        Request {
            documents: vec![document.to_owned()],
            title: "Bullying: a \"first\" text".to_owned(),
            summary: "New.".to_owned(),
            significance,
            in_force: "2026-06-01".parse().unwrap(),
            published: "2026-05-20".parse().unwrap(),
            approved_by: None,
            because: Vec::new(),
            replaced_by: None,
        }
    }

    #[test]
    fn numbers_follow_the_significance() {
        let after = |newest: &str, significance| {
            next_number(newest.parse().ok(), significance).map(|number| number.to_string())
        };
        assert_eq!(after("", Significance::New).unwrap(), "1.0");
        assert_eq!(after("1.2.1", Significance::Major).unwrap(), "2.0");
        assert_eq!(after("1.9.1", Significance::Minor).unwrap(), "1.10");
        assert_eq!(after("1.2", Significance::Correction).unwrap(), "1.2.1");
        assert_eq!(after("1.2", Significance::Review), None);
        assert_eq!(after("1.2", Significance::Withdrawal), None);
    }

    #[test]
    fn a_draft_is_frozen_byte_for_byte_and_the_amendment_comes_last() {
        let mut files = tree();
        let (manual, _) = parse::manual(&files);
        let request = request("bullying", Significance::New);
        let new = plan(&manual, &files, &Findings::default(), &request).unwrap().files;
        let names: Vec<&str> = new.iter().map(|(path, _)| path.as_str()).collect();
        let version = "chapters/guidance/bullying/history/1.0.md";
        assert_eq!(names, [version, "amendments/2026-06-01-bullying-a-first-text.yaml"]);
        let chapter = files.get(&VPath::new(CHAPTER).unwrap()).unwrap().to_vec();
        assert_eq!(new[0].1, chapter);
        for (path, bytes) in new {
            files.insert(path, bytes);
        }
        let (manual, findings) = parse::manual(&files);
        assert!(findings.is_empty(), "{findings:?}");
        let amendment = manual.amendments.values().next().unwrap();
        assert_eq!(amendment.title.value, "Bullying: a \"first\" text");
        let document = manual.documents().next().unwrap();
        assert_eq!(document.newest().unwrap().sha256, Digest::of(&chapter));
        assert!(!document.is_draft());
    }

    #[test]
    fn what_cannot_be_recorded_is_refused() {
        let files = tree();
        let (manual, _) = parse::manual(&files);
        let codes = |document, significance| {
            let request = request(document, significance);
            let faults = plan(&manual, &files, &Findings::default(), &request).unwrap_err();
            faults.iter().map(|fault| fault.rule.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("bulying", Significance::New), ["unknown-document"]);
        assert_eq!(codes("bullying", Significance::Review), ["unfit-amendment"]);
    }

    #[test]
    fn a_title_becomes_a_name() {
        assert_eq!(slug("Working Together, 2026"), "working-together-2026");
        assert_eq!(slug("…"), "amendment");
    }
}

//! What a reference means in an edition.

use super::{ChapterState, Edition, EditionChapter, EditionContact, Withdrawn};
use crate::finding::nearest::nearest;
use crate::manual::id::Slug;
use crate::manual::register::{Contact, Provision, Term};
use crate::prose::Target;
use crate::prose::{headings, text};
use crate::source::path::VPath;

/// What a reference means.
#[derive(Debug)]
pub enum Bound<'m> {
    /// A chapter, or a heading of it.
    Chapter {
        /// The chapter.
        chapter: EditionChapter<'m>,
        /// The heading.
        heading: Option<headings::Entry<'m>>,
    },
    /// A chapter that was withdrawn; its address stays.
    Withdrawn(Withdrawn<'m>),
    /// A provision.
    Provision(&'m Provision),
    /// A term.
    Term(&'m Term),
    /// A contact, for everyone or by partnership.
    Contact {
        /// What the register says of it for all.
        general: &'m Contact,
        /// Who answers on the day.
        answering: Vec<EditionContact<'m>>,
    },
    /// A file beside the chapter.
    Attachment(&'m VPath),
}

impl Bound<'_> {
    /// The words for what a reference means where it stands in a text without words of its own: the full
    /// citation of a provision where the text mentions it first (see [`crate::prose::mentions`]).
    pub fn words_in_text(&self, is_first: bool) -> String {
        match self {
            Self::Provision(provision) if is_first => provision.citation.clone(),
            _ => self.words(),
        }
    }

    /// The words for what a reference means, as short as may be.
    pub fn words(&self) -> String {
        match self {
            Self::Chapter { heading: Some(heading), .. } => text::inlines(heading.content),
            Self::Chapter { chapter, heading: None } => chapter.text.title.value.clone(),
            Self::Withdrawn(withdrawn) => withdrawn.title().to_owned(),
            Self::Provision(provision) => provision.short_citation().to_owned(),
            Self::Term(term) => term.term.clone(),
            Self::Contact { general, answering } => match answering.as_slice() {
                [own] if own.partnership.is_some() => own.contact.name.clone(),
                _ => general.name.clone(),
            },
            Self::Attachment(file) => file.name().to_owned(),
        }
    }
}

/// Why a reference means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No chapter has this slug.
    NoChapter {
        /// The name as written.
        name: String,
        /// A chapter of nearly this name, or one that once had it.
        nearest: Option<String>,
    },
    /// The chapter is not in force on the day.
    NotInForce(String),
    /// The chapter has no such heading.
    NoHeading {
        /// The chapter's slug.
        slug: String,
        /// The id as written.
        heading: String,
        /// A heading of nearly this id.
        nearest: Option<String>,
    },
    /// The register has no such entry.
    NoEntry {
        /// What was looked for: `law`, `term` or `contact`.
        register: &'static str,
        /// The id as written.
        id: String,
        /// An entry of nearly this id.
        nearest: Option<String>,
    },
    /// There is no such file.
    NoFile(String),
}

impl<'m> Edition<'m> {
    /// What `target`, written in the chapter `from`, means.
    pub fn bind(&self, from: Option<&Slug>, target: &Target) -> Result<Bound<'m>, Broken> {
        match target {
            Target::Chapter { slug, heading } => self.bind_chapter(slug, heading.as_deref()),
            Target::Here(heading) => match from {
                Some(slug) => self.bind_chapter(slug.as_str(), Some(heading)),
                None => Err(Broken::NoFile(format!("#{heading}"))),
            },
            Target::Law(id) => {
                let legislation = &self.manual.registers.legislation;
                let missing = || no_entry("law", id, legislation.keys().map(String::as_str));
                legislation.get(id).map(Bound::Provision).ok_or_else(missing)
            }
            Target::Term(id) => {
                let terms = &self.manual.registers.terms;
                let missing = || no_entry("term", id, terms.keys().map(String::as_str));
                terms.get(id).map(Bound::Term).ok_or_else(missing)
            }
            Target::Contact(id) => {
                let contacts = &self.manual.registers.contacts;
                match contacts.iter().find(|contact| contact.id == *id) {
                    Some(general) => Ok(Bound::Contact { general, answering: self.contacts(id) }),
                    None => Err(no_entry("contact", id, contacts.iter().map(|c| c.id.as_str()))),
                }
            }
        }
    }

    fn bind_chapter(&self, slug: &str, heading: Option<&str>) -> Result<Bound<'m>, Broken> {
        let known = self.manual.chapters.get(slug).and_then(|chapter| self.state(chapter));
        let chapter = match known {
            None => return Err(self.no_chapter(slug)),
            Some(ChapterState::Withdrawn(withdrawn)) => return Ok(Bound::Withdrawn(withdrawn)),
            Some(ChapterState::Shown(chapter)) => chapter,
        };
        let heading = match heading {
            None => None,
            Some(id) => Some(heading_of(&chapter, id)?),
        };
        Ok(Bound::Chapter { chapter, heading })
    }

    fn no_chapter(&self, name: &str) -> Broken {
        if self.manual.chapters.contains_key(name) {
            return Broken::NotInForce(name.to_owned());
        }
        let renamed = self.manual.chapters.values().find(|chapter| {
            chapter.administration.aliases.iter().any(|alias| alias.value.as_str() == name)
        });
        let known = self.manual.chapters.keys().map(Slug::as_str);
        let near = renamed.map(|chapter| chapter.slug.as_str()).or_else(|| nearest(name, known));
        Broken::NoChapter { name: name.to_owned(), nearest: near.map(str::to_owned) }
    }

    /// What a path in a Markdown link, written in a file of the folder `folder`, means:
    /// a heading of the same text, another chapter's `chapter.md`, or a file beside the chapter.
    pub fn bind_path(
        &self,
        from: Option<&Slug>,
        folder: &VPath,
        path: &str,
    ) -> Result<Bound<'m>, Broken> {
        let (file, heading) = match path.split_once('#') {
            Some((file, heading)) => (file, Some(heading)),
            None => (path, None),
        };
        if file.is_empty() {
            return self.bind(from, &Target::Here(heading.unwrap_or_default().to_owned()));
        }
        let missing = || Broken::NoFile(file.to_owned());
        let file = folder.join(file).ok_or_else(missing)?;
        if let Some(slug) = self.chapter_of_file(&file) {
            return self.bind_chapter(slug.as_str(), heading);
        }
        let own = from.and_then(|slug| self.manual.chapters.get(slug));
        own.and_then(|chapter| chapter.attachments.get_key_value(&file))
            .map(|(file, _)| Bound::Attachment(file))
            .ok_or_else(missing)
    }

    /// The chapter whose working text is this file. The folder's name is the slug.
    fn chapter_of_file(&self, file: &VPath) -> Option<&'m Slug> {
        let folder = file.folder()?;
        let chapter = self.manual.chapters.get(folder.name())?;
        (chapter.regional.file == *file).then_some(&chapter.slug)
    }
}

fn heading_of<'m>(chapter: &EditionChapter<'m>, id: &str) -> Result<headings::Entry<'m>, Broken> {
    let mut outline = chapter.outline();
    match outline.iter().position(|entry| entry.id == id) {
        Some(at) => Ok(outline.swap_remove(at)),
        None => Err(no_heading(chapter, id)),
    }
}

fn no_heading(chapter: &EditionChapter<'_>, id: &str) -> Broken {
    let outline = chapter.outline();
    let known = outline.iter().map(|entry| entry.id);
    Broken::NoHeading {
        slug: chapter.chapter.slug.to_string(),
        heading: id.to_owned(),
        nearest: nearest(id, known).map(str::to_owned),
    }
}

fn no_entry<'a>(register: &'static str, id: &str, known: impl Iterator<Item = &'a str>) -> Broken {
    Broken::NoEntry { register, id: id.to_owned(), nearest: nearest(id, known).map(str::to_owned) }
}

//! What is found: sections of chapters, entries of registers, and whom to contact.

use super::language::Language;
use crate::manual::id::PartnershipId;
use crate::manual::register::{Provision, Status, Term};
use crate::prose::{Block, BlockKind, InlineKind, Prose, Reference, Target, text, walk};
use crate::resolve::{Edition, EditionAddition, EditionChapter, EditionContact};
use crate::site::address::{LOCAL, LOCAL_ADDITION};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Something that has a page, and what is found in it.
#[derive(Debug)]
pub struct Book {
    /// What it is.
    pub kind: BookKind,
    /// Its number; empty if it has none.
    pub number: String,
    /// Its title; empty for a register, which the interface names.
    pub title: String,
    /// For a chapter, the index of its section in the manual.
    pub section: Option<usize>,
    /// What is found in it, in the order of its page.
    pub units: Vec<Unit>,
}

/// The kinds of book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookKind {
    /// A chapter, by its slug.
    Chapter(String),
    /// What a partnership adds to a chapter, by the chapter's slug.
    Addition(String, PartnershipId),
    /// The register of legislation and guidance.
    Legislation,
    /// The glossary.
    Glossary,
    /// The contacts.
    Contacts,
}

/// What can be a result: the beginning of a chapter, a section of it, or an entry of a register.
#[derive(Debug, Default)]
pub struct Unit {
    /// The id to land on; empty for the top of the page.
    pub anchor: String,
    /// The headings above it.
    pub path: Vec<String>,
    /// Its heading, or the entry's name.
    pub title: String,
    /// Other names by which it is asked for.
    pub names: Vec<String>,
    /// What else it is asked for by, less surely.
    pub keywords: Vec<String>,
    /// Words of what it stands in.
    pub context: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// Its words.
    pub text: String,
    /// The terms that it cites, by their ids.
    pub terms: BTreeSet<String>,
    /// Whom to contact: a name and a telephone number, or nothing.
    pub answering: Vec<(String, Option<String>)>,
}

/// The chapters, the legislation and the glossary: what is the same in every site.
pub fn shared(edition: &Edition<'_>) -> Vec<Book> {
    let chapters = edition.in_reading_order();
    let mut books: Vec<Book> =
        chapters.par_iter().map(|chapter| chapter_book(edition, chapter)).collect();
    let registers = &edition.manual.registers;
    // What applies goes first among what is called alike.
    let mut provisions: Vec<&Provision> = registers.legislation.values().collect();
    provisions.sort_by_key(|provision| provision.status_on(edition.date) != Status::InForce);
    let terms = registers.terms.values().filter(|term| term.dates.include(edition.date));
    books.push(register(
        BookKind::Legislation,
        provisions.into_iter().map(|provision| provision_unit(edition, provision)).collect(),
    ));
    books.push(register(BookKind::Glossary, terms.map(|term| term_unit(edition, term)).collect()));
    books
}

/// What is found in one site only: the texts that its partnership adds, and its contacts.
pub fn own(edition: &Edition<'_>) -> Vec<Book> {
    let chapters = edition.in_reading_order();
    let with = chapters.iter().filter_map(|chapter| {
        edition.own_addition(chapter.chapter).map(|addition| (chapter, addition))
    });
    let mut books: Vec<Book> =
        with.map(|(chapter, addition)| addition_book(edition, chapter, &addition)).collect();
    books.push(register(BookKind::Contacts, contacts(edition)));
    books
}

fn register(kind: BookKind, units: Vec<Unit>) -> Book {
    Book { kind, number: String::new(), title: String::new(), section: None, units }
}

fn chapter_book(edition: &Edition<'_>, chapter: &EditionChapter<'_>) -> Book {
    let text = chapter.text;
    let number = chapter.number.to_string();
    let title = text.title.value.clone();
    let administration = &chapter.chapter.administration;
    let aliases = administration.aliases.iter().map(|alias| alias.value.as_str());
    let mut names = vec![number.clone(), spaced(chapter.chapter.slug.as_str())];
    names.extend(aliases.map(spaced));
    let subtitle = text.subtitle.as_ref().map(|subtitle| &subtitle.value);
    let top = Unit {
        title: title.clone(),
        names,
        keywords: administration.keywords.iter().chain(subtitle).cloned().collect(),
        summary: text.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        ..Unit::default()
    };
    let context = format!("{number} {title}");
    let units = sections(edition, (&text.prose, ""), top, &context);
    let kind = BookKind::Chapter(chapter.chapter.slug.to_string());
    Book { kind, number, title, section: Some(chapter.number.section - 1), units }
}

fn addition_book(
    edition: &Edition<'_>,
    chapter: &EditionChapter<'_>,
    addition: &EditionAddition<'_>,
) -> Book {
    let text = addition.text;
    let top = Unit {
        anchor: LOCAL_ADDITION.to_owned(),
        title: text.title.value.clone(),
        context: chapter.text.title.value.clone(),
        summary: text.summary.as_ref().map(|summary| summary.value.clone()).unwrap_or_default(),
        ..Unit::default()
    };
    let context = format!("{} {}", chapter.text.title.value, text.title.value);
    let slug = chapter.chapter.slug.to_string();
    Book {
        kind: BookKind::Addition(slug, addition.partnership.id.clone()),
        number: chapter.number.to_string(),
        title: chapter.text.title.value.clone(),
        section: Some(chapter.number.section - 1),
        units: sections(edition, (&text.prose, LOCAL), top, &context),
    }
}

/// `record-keeping` as people type it.
fn spaced(slug: &str) -> String {
    slug.replace('-', " ")
}

/// Cuts a text at its headings. What stands before the first belongs to `top`.
fn sections(
    edition: &Edition<'_>,
    (prose, prefix): (&Prose, &str),
    top: Unit,
    context: &str,
) -> Vec<Unit> {
    let footnotes = footnotes(prose);
    let mut units = vec![top];
    let mut above: Vec<(u8, String)> = Vec::new();
    for block in &prose.blocks {
        if let BlockKind::Heading(heading) = &block.kind {
            let title =
                text::inlines_with(&heading.content, &|reference| named(edition, reference));
            above.retain(|(level, _)| *level < heading.level);
            units.push(Unit {
                anchor: format!("{prefix}{}", heading.id),
                path: above.iter().map(|(_, title)| title.clone()).collect(),
                title: title.clone(),
                // What the editor called it is often what people call it.
                keywords: vec![spaced(&heading.id)],
                context: context.to_owned(),
                ..Unit::default()
            });
            above.push((heading.level, title));
        } else if let Some(unit) = units.last_mut()
            && !matches!(block.kind, BlockKind::Footnote(_))
        {
            add_block(edition, unit, block, &footnotes);
        }
    }
    for unit in &mut units {
        let acronyms = acronyms(&unit.text);
        unit.keywords.extend(acronyms);
    }
    units
}

/// The acronyms of names in a text: `DBS` of `Disclosure and Barring Service`.
fn acronyms(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut initials = String::new();
    let mut end = |initials: &mut String| {
        if (3..=6).contains(&initials.chars().count()) {
            found.insert(std::mem::take(initials));
        }
        initials.clear();
    };
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().skip(1).any(char::is_lowercase);
        if is_name {
            let parts = bare.split('-').filter_map(|part| part.chars().next());
            initials.extend(parts.filter(|first| first.is_uppercase()));
        } else if !matches!(bare, "and" | "of" | "for" | "the") {
            end(&mut initials);
        }
        if !word.ends_with(char::is_alphanumeric) {
            end(&mut initials);
        }
    }
    end(&mut initials);
    found
}

fn footnotes(prose: &Prose) -> BTreeMap<&str, &[Block]> {
    let labelled = prose.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Footnote(note) => Some((note.label.as_str(), note.blocks.as_slice())),
        _ => None,
    });
    labelled.collect()
}

/// Adds the words of a block, with the law that it states and the footnotes that it marks.
fn add_block(
    edition: &Edition<'_>,
    unit: &mut Unit,
    block: &Block,
    footnotes: &BTreeMap<&str, &[Block]>,
) {
    let mut notes = Vec::new();
    for node in walk::nodes_of(std::slice::from_ref(block)) {
        match node {
            walk::Node::Block(block) => {
                if let BlockKind::Statement(id, _) = &block.kind
                    && let Some(provision) = edition.manual.registers.legislation.get(&id.value)
                {
                    push_line(&mut unit.text, &provision.citation);
                    push_line(&mut unit.text, &statement(edition, provision));
                    let is_its_own = unit.title == provision.title;
                    let names = if is_its_own { &mut unit.names } else { &mut unit.keywords };
                    names.push(provision.short_citation().to_owned());
                }
            }
            walk::Node::Inline(inline) => match &inline.kind {
                InlineKind::FootnoteMark(label) => notes.extend(footnotes.get(label.as_str())),
                InlineKind::Reference(reference) => {
                    if let Target::Term(id) = &reference.target {
                        unit.terms.insert(id.clone());
                    }
                }
                _ => {}
            },
        }
    }
    push_line(
        &mut unit.text,
        &text::blocks_with(std::slice::from_ref(block), &|reference| named(edition, reference)),
    );
    for note in notes {
        push_line(&mut unit.text, &text::blocks_with(note, &|reference| named(edition, reference)));
    }
}

fn push_line(text: &mut String, line: &str) {
    if !line.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
}

/// What a reference without words of its own is called on the page.
fn named<'p>(edition: &Edition<'_>, reference: &'p Reference) -> Cow<'p, str> {
    match edition.bind(None, &reference.target) {
        Ok(bound) => Cow::Owned(bound.words()),
        Err(_) => Cow::Borrowed(text::target_name(&reference.target)),
    }
}

fn passage(edition: &Edition<'_>, prose: &Prose) -> String {
    text::blocks_with(&prose.blocks, &|reference| named(edition, reference))
}

fn statement(edition: &Edition<'_>, provision: &Provision) -> String {
    let statement = provision.statement_on(edition.date);
    statement.map(|statement| passage(edition, &statement.text.prose)).unwrap_or_default()
}

fn provision_unit(edition: &Edition<'_>, provision: &Provision) -> Unit {
    Unit {
        anchor: provision.id.replace('/', "-"),
        title: provision.title.clone(),
        names: vec![provision.short_citation().to_owned(), provision.citation.clone()],
        text: statement(edition, provision),
        ..Unit::default()
    }
}

fn term_unit(edition: &Edition<'_>, term: &Term) -> Unit {
    Unit {
        anchor: term.id.clone(),
        title: term.term.clone(),
        names: term.short.iter().chain(&term.aliases).cloned().collect(),
        text: passage(edition, &term.definition.prose),
        terms: BTreeSet::from([term.id.clone()]),
        ..Unit::default()
    }
}

/// Each contact once, with those who answer.
fn contacts(edition: &Edition<'_>) -> Vec<Unit> {
    let mut seen = BTreeSet::new();
    let ids = edition.manual.registers.contacts.iter().map(|contact| contact.id.as_str());
    let once = ids.filter(|id| seen.insert(*id));
    once.filter_map(|id| contact_unit(edition, id)).collect()
}

fn contact_unit(edition: &Edition<'_>, id: &str) -> Option<Unit> {
    let answering = edition.contacts(id);
    let first = answering.first()?;
    let general = edition.manual.registers.contacts.iter().find(|contact| contact.id == id);
    let title = general.map_or(&first.contact.name, |general| &general.name);
    let language = Language::of(&edition.manual.settings.language.value);
    let line = |found: &EditionContact<'_>| {
        let contact = found.contact;
        let parts = [&contact.telephone, &contact.email, &contact.hours, &contact.notes];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        format!("{}: {}", contact.name, parts.join(". "))
    };
    let lines: Vec<String> = answering.iter().map(line).collect();
    let names = answering.iter().map(|found| found.contact.name.clone());
    // People who know a number ask for it to see whose it is.
    let numbers = answering.iter().filter_map(|found| found.contact.telephone.clone());
    Some(Unit {
        anchor: id.to_owned(),
        title: title.clone(),
        names: std::iter::once(spaced(id)).chain(names).chain(numbers).collect(),
        keywords: language.ringing().iter().map(|words| format!("{title} {words}")).collect(),
        context: first.purpose.unwrap_or_default().to_owned(),
        summary: first.purpose.unwrap_or_default().to_owned(),
        text: lines.join("\n"),
        terms: edition
            .manual
            .registers
            .terms
            .get(id)
            .map(|term| term.id.clone())
            .into_iter()
            .collect(),
        answering: answering
            .iter()
            .map(|found| (found.contact.name.clone(), found.contact.telephone.clone()))
            .collect(),
        ..Unit::default()
    })
}

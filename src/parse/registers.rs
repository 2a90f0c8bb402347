//! The registers: legislation and guidance, terms, contacts.

use super::fields::{Fields, wrong_type};
use super::layout::Layout;
use super::yaml::{Node, Value};
use super::{language, source_text, yaml};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::language::Avoided;
use crate::manual::register::{
    Change, Contact, Dates, Nation, Provision, ProvisionKind, Scope, Statement, Term,
};
use crate::source::path::VPath;
use crate::source::place::{Place, Spanned};
use crate::source::tree::FileTree;
use std::collections::BTreeMap;

/// Two entries of one id.
pub static DUPLICATE_ENTRY: Rule = Rule {
    code: "duplicate-entry",
    level: Level::Error,
    what: "Two entries of a register have the same id, on the same days.",
    why: "A reference to the id could mean either.",
    mend: "Give one of the two another id, or dates that do not overlap.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&DUPLICATE_ENTRY];

/// Reads a register's file, if it is there.
fn read(
    files: &FileTree,
    layout: &Layout,
    name: &str,
    findings: &mut Findings,
) -> Option<(VPath, Node)> {
    let file =
        VPath::new(&format!("registers/{name}")).filter(|_| layout.registers.contains(name))?;
    let (text, span) = source_text::of(files, &file, findings)?;
    let node = yaml::read(&file, text, span, findings)?;
    Some((file, node))
}

/// The legislation register.
pub fn legislation(
    files: &FileTree,
    layout: &Layout,
    findings: &mut Findings,
) -> BTreeMap<String, Provision> {
    let mut all: BTreeMap<String, Provision> = BTreeMap::new();
    let Some((file, node)) = read(files, layout, "legislation.yaml", findings) else {
        return all;
    };
    let Value::List(nodes) = &node.value else {
        let expected = "a list of entries, each beginning with `- id: …`";
        findings.push(wrong_type(&file, &node, expected));
        return all;
    };
    for node in nodes {
        let Some(entry) = provision(&file, node, findings) else { continue };
        if let Some(first) = all.get(&entry.id) {
            findings.push(duplicate_entry(&entry.id, &entry.place, &first.place));
        } else {
            all.insert(entry.id.clone(), entry);
        }
    }
    all
}

fn provision(file: &VPath, node: &Node, findings: &mut Findings) -> Option<Provision> {
    let mut fields = Fields::of(file, node, findings);
    let id = fields.required_text("id", "soa-2003/15");
    let kind = fields.choice("kind", &ProvisionKind::ALL).unwrap_or(ProvisionKind::Provision);
    let title = fields.required_text("title", "Sexual communication with a child");
    let citation = fields.required_text("citation", "Sexual Offences Act 2003, section 15A");
    let entry = Provision {
        place: Place::new(file, id.as_ref().map_or(node.span, |id| id.span)),
        id: id.clone().map(|id| id.value).unwrap_or_default(),
        kind,
        title: title.map(|text| text.value).unwrap_or_default(),
        citation: citation.map(|text| text.value).unwrap_or_default(),
        short: plain(&mut fields, "short"),
        names: fields.texts("names").into_iter().map(|name| name.value).collect(),
        address: web_address(&mut fields, "address"),
        extent: fields.choices("extent", &Nation::ALL),
        in_force: fields.date("in_force").map(|date| date.value),
        enacted: fields.date("enacted").map(|date| date.value),
        amended: changes(&mut fields),
        repealed: one_change(&mut fields, "repealed"),
        superseded: one_change(&mut fields, "superseded"),
        statements: statements(&mut fields),
        checked: fields.date("checked"),
        source: plain(&mut fields, "source"),
        unverified: fields.flag("unverified"),
    };
    fields.finish();
    id.is_some().then_some(entry)
}

pub(super) fn plain(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    fields.text(key).map(|text| text.value)
}

fn web_address(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    let address = fields.parsed(key, "an address that begins with `https://`", |text| {
        let web = text.starts_with("https://") || text.starts_with("http://");
        (web && text.chars().all(|c| c.is_ascii_graphic())).then(|| text.to_owned())
    });
    address.map(|text| text.value)
}

fn change(file: &VPath, node: &Node, findings: &mut Findings) -> Option<Change> {
    let mut fields = Fields::of(file, node, findings);
    let on = fields.required_date("on");
    let by = fields.text("by").map(|by| {
        let bare = by.value.strip_prefix("law:").unwrap_or(&by.value).to_owned();
        Spanned::new(bare, by.span)
    });
    let note = plain(&mut fields, "note");
    fields.finish();
    Some(Change { on: on?.value, by, note })
}

fn changes(fields: &mut Fields<'_, '_>) -> Vec<Change> {
    let file = fields.file();
    let nodes = fields.list("amended");
    let mut changes: Vec<Change> =
        nodes.iter().filter_map(|node| change(&file, node, fields.findings())).collect();
    changes.sort_by_key(|change| change.on);
    changes
}

fn one_change(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Change> {
    let file = fields.file();
    let node = fields.node(key)?;
    change(&file, node, fields.findings())
}

fn statements(fields: &mut Fields<'_, '_>) -> Vec<Statement> {
    let file = fields.file();
    let mut statements = Vec::new();
    for node in fields.list("statements") {
        let mut inner = Fields::of(&file, node, fields.findings());
        let from = inner.required_date("from");
        let text = inner.required_passage("text", "\"It is an offence to …\"");
        inner.finish();
        if let (Some(from), Some(text)) = (from, text) {
            statements.push(Statement { from: from.value, text });
        }
    }
    statements.sort_by_key(|statement| statement.from);
    statements
}

/// The glossary, and the language to avoid.
pub fn terms(
    files: &FileTree,
    layout: &Layout,
    findings: &mut Findings,
) -> (BTreeMap<String, Term>, Vec<Avoided>) {
    let Some((file, node)) = read(files, layout, "terms.yaml", findings) else {
        return (BTreeMap::new(), Vec::new());
    };
    let mut fields = Fields::of(&file, &node, findings);
    let (terms, avoided) = (fields.list("terms"), fields.list("avoid"));
    fields.finish();
    (glossary(&file, terms, findings), language::avoided(&file, avoided, findings))
}

fn glossary(file: &VPath, nodes: &[Node], findings: &mut Findings) -> BTreeMap<String, Term> {
    let mut all: BTreeMap<String, Term> = BTreeMap::new();
    for node in nodes {
        let Some(entry) = term(file, node, findings) else { continue };
        if let Some(first) = all.get(&entry.id) {
            findings.push(duplicate_entry(&entry.id, &entry.place, &first.place));
        } else {
            all.insert(entry.id.clone(), entry);
        }
    }
    all
}

fn term(file: &VPath, node: &Node, findings: &mut Findings) -> Option<Term> {
    let mut fields = Fields::of(file, node, findings);
    let id = fields.required_text("id", "grooming");
    let term = fields.required_text("term", "grooming");
    let short = plain(&mut fields, "short");
    let aliases = fields.texts("aliases").into_iter().map(|alias| alias.value).collect();
    let definition = fields.required_passage("definition", "What it means, in plain words.");
    let source = plain(&mut fields, "source");
    let dates = dates(&mut fields);
    fields.finish();
    let (id, definition) = (id?, definition?);
    Some(Term {
        place: Place::new(file, id.span),
        term: term.map_or_else(|| id.value.clone(), |term| term.value),
        id: id.value,
        short,
        aliases,
        definition,
        source,
        dates,
    })
}

pub(super) fn dates(fields: &mut Fields<'_, '_>) -> Dates {
    Dates {
        from: fields.date("from").map(|date| date.value),
        until: fields.date("until").map(|date| date.value),
    }
}

/// The contacts of the nation and the region.
pub fn contacts(files: &FileTree, layout: &Layout, findings: &mut Findings) -> Vec<Contact> {
    let Some((file, node)) = read(files, layout, "contacts.yaml", findings) else {
        return Vec::new();
    };
    let mut fields = Fields::of(&file, &node, findings);
    let nodes = fields.list("contacts");
    fields.finish();
    let contacts = nodes.iter().filter_map(|node| contact(&file, node, true, findings)).collect();
    without_overlaps(contacts, findings)
}

/// A partnership's own contacts, under `contacts` in its file.
pub fn partnership_contacts(fields: &mut Fields<'_, '_>) -> Vec<Contact> {
    let file = fields.file();
    let nodes = fields.list("contacts");
    let findings = fields.findings();
    let contacts = nodes.iter().filter_map(|node| contact(&file, node, false, findings)).collect();
    without_overlaps(contacts, findings)
}

fn contact(
    file: &VPath,
    node: &Node,
    in_register: bool,
    findings: &mut Findings,
) -> Option<Contact> {
    let mut fields = Fields::of(file, node, findings);
    let id = fields.required_text("id", "mash");
    let scope = if in_register {
        fields.choice("scope", &Scope::ALL).unwrap_or(Scope::Region)
    } else {
        Scope::Partnership
    };
    let purpose = if in_register {
        fields.required_text("purpose", "Report a concern about a child")
    } else {
        fields.text("purpose")
    };
    let name = fields.required_text("name", "Multi-agency safeguarding hub");
    let contact = Contact {
        place: Place::new(file, id.as_ref().map_or(node.span, |id| id.span)),
        id: id.clone().map(|id| id.value).unwrap_or_default(),
        scope,
        purpose: purpose.map(|text| text.value),
        name: name.map(|text| text.value).unwrap_or_default(),
        telephone: plain(&mut fields, "telephone"),
        email: plain(&mut fields, "email"),
        web: web_address(&mut fields, "web"),
        hours: plain(&mut fields, "hours"),
        out_of_hours: plain(&mut fields, "out_of_hours"),
        notes: plain(&mut fields, "notes"),
        dates: dates(&mut fields),
    };
    fields.finish();
    id.is_some().then_some(contact)
}

/// Keeps the first of entries that have one id on one day; the others are findings. The region may give
/// an id that the nation gives too: its entry goes before.
fn without_overlaps(contacts: Vec<Contact>, findings: &mut Findings) -> Vec<Contact> {
    let mut kept: Vec<Contact> = Vec::new();
    for contact in contacts {
        let clash = kept.iter().find(|other| {
            other.id == contact.id
                && other.scope == contact.scope
                && other.dates.overlap(contact.dates)
        });
        if let Some(first) = clash {
            findings.push(duplicate_entry(&contact.id, &contact.place, &first.place));
        } else {
            kept.push(contact);
        }
    }
    kept
}

pub(super) fn duplicate_entry(id: &str, place: &Place, first: &Place) -> Finding {
    Finding::new(
        &DUPLICATE_ENTRY,
        place.clone(),
        format!("two entries have the id `{id}` on the same days"),
        "give one of the two another id, or dates (`from`, `until`) that do not overlap",
    )
    .with_note(first.clone(), "the other is here")
}

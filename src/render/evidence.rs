//! The cover sheet of a bundle: what it is, which texts were in force, who decided it, and how anyone can
//! verify it. The same sheet is the first page of the PDF and the plain text beside it.

use super::words::Words;
use crate::bundle::{Contents, Evidence, SUMS};
use crate::manual::amendment::Amendment;
use crate::manual::document::DocumentId;
use crate::site::Site;
use crate::site::address::LinkStyle;
use crate::site::page::{Dated, Kind};
use crate::source::digest::Digest;
use crate::source::path::VPath;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A cover sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is.
    pub title: String,
    /// The manual's title.
    pub manual: String,
    /// What it is in a sentence.
    pub lead: String,
    /// For whom, by whom, with what.
    pub facts: Vec<(String, String)>,
    /// The texts, and the decisions.
    pub groups: Vec<Group>,
    /// The heading above how it is verified.
    pub how: String,
    /// How it is verified, and what that proves.
    pub paragraphs: Vec<String>,
}

/// Entries with a heading above them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub heading: String,
    /// The entries: a title, and labels with what they are for.
    pub entries: Vec<(String, Vec<(String, String)>)>,
}

/// What a cover sheet is made from.
#[derive(Clone, Copy, Debug)]
pub struct SheetMaker<'s, 'm> {
    /// The words of the interface.
    pub words: &'s Words,
    /// The site as it was on the day.
    pub site: &'s Site<'m>,
    /// The address at which the site is published.
    pub base_url: Option<&'s str>,
    /// What was in force.
    pub contents: &'s Contents<'m>,
    /// The files of the bundle.
    pub files: &'s BTreeMap<VPath, Vec<u8>>,
}

impl<'m> SheetMaker<'_, 'm> {
    /// The sheet; `pdf` is the name of the PDF, if there is one.
    pub fn sheet(&self, pdf: Option<&str>) -> Sheet {
        let (words, edition) = (self.words, &self.contents.edition);
        let settings = &edition.manual.settings;
        let day = words.day(edition.date);
        let on = |key: &str| words.fill(key, &[("date", &day)]);
        let place = edition.partnership.map(|own| own.name.value.clone());
        let program = concat!("Chapterhouse ", env!("CARGO_PKG_VERSION"));
        let texts = self.contents.texts.iter().map(|text| self.text(text)).collect();
        let decisions = self.contents.amendments.iter().map(|it| self.decision(it)).collect();
        let pdf = pdf.map(|name| words.fill("bundle_pdf", &[("name", name)]));
        let rest = ["bundle_verify", "bundle_proves", "bundle_registers", "bundle_again"];
        let rest = rest.iter().map(|key| words.fill(key, &[("sums", SUMS)]));
        Sheet {
            title: on("bundle_title"),
            manual: settings.title.clone(),
            lead: on("bundle_lead"),
            facts: vec![
                (words.say("bundle_for"), place.unwrap_or_else(|| words.say("region"))),
                (words.say("published_by_label"), settings.publisher.clone()),
                (words.say("bundle_made_by"), program.to_owned()),
            ],
            groups: vec![
                Group { heading: on("bundle_texts"), entries: texts },
                Group { heading: words.say("bundle_decisions"), entries: decisions },
            ],
            how: words.say("bundle_how"),
            paragraphs: pdf.into_iter().chain(rest).collect(),
        }
    }

    fn text(&self, text: &Evidence<'m>) -> (String, Vec<(String, String)>) {
        let (words, version) = (self.words, text.now.version);
        let title = &version.text.title.value;
        let number = self.contents.edition.number(text.chapter);
        let title = match (&text.document.id, number) {
            (DocumentId { partnership: Some(_), .. }, _) => words.fill(
                "bundle_addition",
                &[("title", title), ("chapter", text.chapter.slug.as_str())],
            ),
            (_, Some(number)) => format!("{number} {title}"),
            (_, None) => title.clone(),
        };
        let mut facts = vec![
            (words.say("label_version"), version.number.to_string()),
            (words.say("label_in_force_since"), words.day(text.now.by.in_force.value)),
            (words.say("label_reviewed"), words.day(text.now.reviewed_by.in_force.value)),
        ];
        facts.extend(self.file(&version.file));
        facts.extend(self.published(text).map(|address| (words.say("bundle_at"), address)));
        (title, facts)
    }

    fn decision(&self, amendment: &Amendment) -> (String, Vec<(String, String)>) {
        let words = self.words;
        let mut facts = vec![
            (words.say("bundle_from"), words.day(amendment.in_force.value)),
            (words.say("bundle_published_on"), words.day(amendment.published.value)),
        ];
        let by = amendment.approved_by.clone();
        facts.extend(by.map(|who| (words.say("label_approved_by"), who)));
        facts.push((words.say("bundle_summary"), amendment.summary.clone()));
        facts.extend(self.file(&amendment.file));
        (amendment.title.value.clone(), facts)
    }

    fn file(&self, file: &VPath) -> [(String, String); 2] {
        let bytes = self.files.get(file).map(Vec::as_slice).unwrap_or_default();
        let digest = Digest::of(bytes).to_string();
        [
            (self.words.say("bundle_file"), file.to_string()),
            (self.words.say("bundle_sha256"), digest),
        ]
    }

    /// Where the page with a text is published, under the first day of its state.
    fn published(&self, text: &Evidence<'m>) -> Option<String> {
        let edition = &self.contents.edition;
        let timeline = edition.timeline_of(text.chapter);
        let from = timeline.iter().rfind(|moment| moment.from <= edition.date)?.from;
        let dated = Dated { chapter: text.chapter.slug.clone(), from };
        let page = self.site.located(edition.partnership, Kind::AsAt(dated));
        Some(format!("{}{}", self.base_url?, page.address().from_root(LinkStyle::Served)))
    }
}

impl Sheet {
    /// The sheet as plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let heading = |out: &mut String, words: &str, line: &str| {
            let _ = writeln!(out, "{words}\n{}", line.repeat(words.chars().count()));
        };
        let facts = |out: &mut String, indent: &str, facts: &[(String, String)]| {
            for (label, value) in facts {
                let _ = writeln!(out, "{indent}{label}: {value}");
            }
        };
        heading(&mut out, &self.title, "=");
        let _ = writeln!(out, "{}\n\n{}\n", self.manual, self.lead);
        facts(&mut out, "", &self.facts);
        for group in &self.groups {
            out.push('\n');
            heading(&mut out, &group.heading, "-");
            for (title, own) in &group.entries {
                let _ = writeln!(out, "\n{title}");
                facts(&mut out, "    ", own);
            }
        }
        out.push('\n');
        heading(&mut out, &self.how, "-");
        for paragraph in &self.paragraphs {
            let _ = writeln!(out, "\n{paragraph}");
        }
        out
    }
}

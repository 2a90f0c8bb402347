//! A theme: templates, words and assets, compiled once.

use super::html::Labels;
use super::words::Words;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::parse::source_text;
use crate::source::path::VPath;
use crate::source::place::{Place, Span};
use crate::source::tree::FileTree;
use std::sync::Arc;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

/// A template that does not work.
pub static TEMPLATE_FAULT: Rule = Rule {
    code: "template-fault",
    level: Level::Error,
    what: "A template of the theme cannot be read, or fails when a page is made with it.",
    why: "The pages that need it cannot be published.",
    mend: "Mend the template at the place that the message gives, or use the default theme.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&TEMPLATE_FAULT];

/// The folders of a theme.
const TEMPLATES: &str = "templates/";
/// Files below it are published under the same name.
/// So are templates below a folder of this name, made once and with no page: scripts that say something.
pub const ASSETS: &str = "assets/";

/// A theme, ready to make pages.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// The words of the interface.
    pub words: Arc<Words>,
    /// The words inside texts.
    pub labels: Labels,
    /// The files that are published, and everything else of the theme.
    pub files: FileTree,
}

impl Theme {
    /// Compiles the files of a theme for a language. A theme with findings must not be used.
    pub fn compile(files: &FileTree, language: &str) -> (Self, Findings) {
        let mut findings = Findings::default();
        let words = Arc::new(Words::read(files, language, &mut findings));
        let mut tera = Tera::new();
        register_functions(&mut tera, &words);
        let templates: Vec<(&str, &str)> = files
            .iter()
            .filter_map(|(file, bytes)| {
                let name = file.as_str().strip_prefix(TEMPLATES)?;
                Some((name, source_text::utf8(file, bytes, &mut findings)?))
            })
            .collect();
        if let Err(error) = tera.add_raw_templates(templates) {
            findings.push(template_fault(&error));
        }
        let labels = words.labels();
        let mut files = files.clone();
        if findings.is_empty() {
            for (file, text) in made_assets(&tera, &mut findings) {
                files.insert(file, text.into_bytes());
            }
        }
        (Self { tera, words, labels, files }, findings)
    }

    /// Makes a page from a template.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Finding> {
        self.tera.render(template, context).map_err(|error| template_fault(&error))
    }
}

/// The assets that are templates.
fn made_assets(tera: &Tera, findings: &mut Findings) -> Vec<(VPath, String)> {
    let mut made = Vec::new();
    for name in tera.get_template_names() {
        let Some(file) = VPath::new(name).filter(|_| name.starts_with(ASSETS)) else { continue };
        match tera.render(name, &Context::new()) {
            Ok(text) => made.push((file, text)),
            Err(error) => findings.push(template_fault(&error)),
        }
    }
    made
}

/// The functions that templates may call: `say(key="...", name=value, ...)`, a phrase of the interface
/// with what is filled in; `day(date="2026-06-01")`, a day in words; `months()`, their names between strokes. The filter `json` writes a value as JSON.
fn register_functions(tera: &mut Tera, words: &Arc<Words>) {
    let phrases = Arc::clone(words);
    tera.register_function("say", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let key = arguments.must_get::<&str>("key")?;
        let Some(phrase) = phrases.phrase(key) else {
            return Err(tera::Error::message(format!("the theme has no words `{key}`")));
        };
        let mut phrase = phrase.to_owned();
        if !phrase.contains('{') {
            return Ok(phrase);
        }
        for (name, value) in arguments.iter() {
            let slot = format!("{{{name}}}");
            if phrase.contains(&slot) {
                phrase = phrase.replace(&slot, &plain(value));
            }
        }
        Ok(phrase)
    });
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
        serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))
    });
    let months = words.months().join("|");
    tera.register_function("months", move |_: Kwargs, _: &State<'_>| months.clone());
    let days = Arc::clone(words);
    tera.register_function("day", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
        let date = arguments.must_get::<&str>("date")?;
        match date.parse() {
            Ok(date) => Ok(days.day(date)),
            Err(_) => Err(tera::Error::message(format!("`{date}` is not a date"))),
        }
    });
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn template_fault(error: &tera::Error) -> Finding {
    let (name, span, message) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let span = Span::new(range.start, range.end);
            (report.filename().to_owned(), span, report.message().to_owned())
        }
        tera::ErrorKind::TemplateNotFound(name) => {
            (name.clone(), Span::default(), "there is no such template".to_owned())
        }
        _ => (String::new(), Span::default(), error.to_string()),
    };
    let file = VPath::new(&format!("{TEMPLATES}{name}")).unwrap_or_else(VPath::manual_file);
    Finding::new(
        &TEMPLATE_FAULT,
        Place::new(&file, span),
        format!("this template does not work: {}", message.trim_end_matches('.')),
        "compare it with the template of the same name in the default theme",
    )
}

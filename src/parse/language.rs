//! The language to avoid: entries under `avoid` of `registers/terms.yaml`, and their phrases, in which braces
//! write out inflections: `put{,s,ting} {himself,herself} at risk`.

use super::fields::Fields;
use super::registers::{dates, duplicate_entry, plain};
use super::yaml::{Node, Value};
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::language::{Avoided, Exceptions, Phrase};
use crate::prose::run;
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use std::collections::BTreeMap;

/// A phrase that cannot be written out.
pub static INVALID_PHRASE: Rule = Rule {
    code: "invalid-phrase",
    level: Level::Error,
    what: "A phrase to avoid, or one in which it does no harm, cannot be written out.",
    why: "It would never be found, or take the machine's memory, and the editor would believe that it is looked for.",
    mend: "Close each brace, begin and end each form with a word, and divide a phrase that has too many forms.",
};

/// A phrase that two entries give.
pub static DUPLICATE_PHRASE: Rule = Rule {
    code: "duplicate-phrase",
    level: Level::Warning,
    what: "Two entries of the language to avoid have the same phrase, on the same days.",
    why: "Only one of the two pieces of advice is given, and nobody can see which.",
    mend: "Take the phrase out of one of the entries, or give them days that do not overlap.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&INVALID_PHRASE, &DUPLICATE_PHRASE];

/// The most forms that one phrase may have.
const MOST_FORMS: usize = 100;
/// The most forms that a register may have.
const MOST_FORMS_IN_ALL: usize = 20_000;
/// The longest form, in bytes.
const LONGEST_FORM: usize = 120;

const LEVELS: [(&str, Level); 2] = [("advice", Level::Advice), ("warning", Level::Warning)];

/// Reads the entries.
pub fn avoided(file: &VPath, nodes: &[Node], findings: &mut Findings) -> Vec<Avoided> {
    let mut kept: Vec<Avoided> = Vec::new();
    let mut n_forms = 0;
    for node in nodes {
        let Some(entry) = entry(file, node, findings) else { continue };
        let clash =
            kept.iter().find(|other| other.id == entry.id && other.dates.overlap(entry.dates));
        if let Some(first) = clash {
            findings.push(duplicate_entry(&entry.id, &entry.place, &first.place));
            continue;
        }
        let except = entry.except.phrases.iter().chain(&entry.except.statutory);
        n_forms += entry.phrases.iter().chain(except).map(|held| held.forms.len()).sum::<usize>();
        if n_forms > MOST_FORMS_IN_ALL {
            let reason =
                format!("the phrases of the register have more than {MOST_FORMS_IN_ALL} forms");
            findings.push(invalid_phrase(entry.place, &reason, "give fewer phrases"));
            break;
        }
        kept.push(entry);
    }
    duplicate_phrases(&kept, findings);
    kept
}

fn entry(file: &VPath, node: &Node, findings: &mut Findings) -> Option<Avoided> {
    let mut fields = Fields::of(file, node, findings);
    let id = fields.required_text("id", "revenge-porn");
    if fields.node("phrases").is_none_or(|node| node.value == Value::List(Vec::new())) {
        fields.missing("phrases", "[revenge porn]");
    }
    let phrases = phrases(&mut fields, "phrases");
    let prefer: Vec<String> = fields.texts("prefer").into_iter().map(|text| text.value).collect();
    let why = fields.required_text("why", "it hides who did what");
    let keep_risk = plain(&mut fields, "keep_risk");
    if prefer.is_empty() && keep_risk.is_none() {
        fields.missing("prefer", "[what to write instead]");
    }
    let entry = Avoided {
        place: Place::new(file, id.as_ref().map_or(node.span, |id| id.span)),
        id: id.clone().map(|id| id.value).unwrap_or_default(),
        phrases,
        prefer,
        term: fields.text("term"),
        why: why.map(|why| why.value.trim_end_matches('.').to_owned()).unwrap_or_default(),
        source: plain(&mut fields, "source"),
        level: fields.choice("level", &LEVELS).unwrap_or(Level::Advice),
        dates: dates(&mut fields),
        except: exceptions(&mut fields),
        keep_risk: keep_risk.map(|text| text.trim_end_matches('.').to_owned()),
    };
    fields.finish();
    (id.is_some() && !entry.phrases.is_empty()).then_some(entry)
}

fn exceptions(fields: &mut Fields<'_, '_>) -> Exceptions {
    let file = fields.file();
    let Some(node) = fields.node("except") else { return Exceptions::default() };
    let mut inner = Fields::of(&file, node, fields.findings());
    let exceptions = Exceptions {
        phrases: phrases(&mut inner, "phrases"),
        statutory: phrases(&mut inner, "statutory"),
        chapters: inner.texts("chapters"),
    };
    inner.finish();
    exceptions
}

fn phrases(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Phrase> {
    let file = fields.file();
    let written = fields.texts(key);
    written.iter().filter_map(|text| phrase(&file, text, fields.findings())).collect()
}

fn phrase(file: &VPath, written: &Spanned<String>, findings: &mut Findings) -> Option<Phrase> {
    match forms(&written.value) {
        Ok(forms) => Some(Phrase { place: Place::new(file, written.span), forms }),
        Err(Fault { at, reason, mend }) => {
            // Where YAML is written otherwise than it reads, the whole is the place.
            let is_as_written = written.span.range().len() == written.value.len();
            let start = (written.span.start as usize).saturating_add(at);
            let span = if is_as_written && at < written.value.len() {
                Span::new(start, written.span.end as usize)
            } else {
                written.span
            };
            findings.push(invalid_phrase(Place::new(file, span), &reason, mend));
            None
        }
    }
}

/// Why a phrase cannot be written out, from which byte of it on, and what to do.
struct Fault {
    at: usize,
    reason: String,
    mend: &'static str,
}

impl Fault {
    fn new(at: usize, reason: impl Into<String>, mend: &'static str) -> Self {
        Self { at, reason: reason.into(), mend }
    }
}

/// All forms of a phrase, in the order of its braces, each once.
fn forms(written: &str) -> Result<Vec<String>, Fault> {
    let mut forms = vec![String::new()];
    let mut rest = written;
    while let Some(open) = rest.find(['{', '}']) {
        let at = written.len() - rest.len() + open;
        let (before, from) = rest.split_at(open);
        let inside = from.strip_prefix('{').ok_or_else(|| {
            Fault::new(at, "there is a `}` without a `{` before it", "write `{one,another}`")
        })?;
        let pair = inside.split_once('}').filter(|(choices, _)| !choices.contains('{'));
        let Some((choices, after)) = pair else {
            let mend = "close each `{` with a `}` before the next one";
            return Err(Fault::new(at, "there is a `{` without a `}` behind it", mend));
        };
        let choices: Vec<&str> = choices.split(',').collect();
        if forms.len().saturating_mul(choices.len()) > MOST_FORMS {
            let reason = format!("`{written}` has more than {MOST_FORMS} forms");
            return Err(Fault::new(usize::MAX, reason, "divide it into several phrases"));
        }
        let longer = |form: &String| {
            choices.iter().map(|choice| [form, before, choice].concat()).collect::<Vec<_>>()
        };
        forms = forms.iter().flat_map(longer).collect();
        rest = after;
    }
    let mut kept: Vec<String> = Vec::new();
    for form in forms {
        let form = run::plain(&[&form, rest].concat()).trim().to_owned();
        check_form(&form)?;
        if !kept.contains(&form) {
            kept.push(form);
        }
    }
    Ok(kept)
}

fn check_form(form: &str) -> Result<(), Fault> {
    if form.len() > LONGEST_FORM {
        let reason = format!("a form of a phrase is longer than {LONGEST_FORM} letters");
        return Err(Fault::new(usize::MAX, reason, "give the words that matter only"));
    }
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    if !is_word(form.chars().next()) || !is_word(form.chars().next_back()) {
        let reason = format!("the form `{form}` does not begin and end with a letter or digit");
        return Err(Fault::new(usize::MAX, reason, "begin and end each form with a word"));
    }
    Ok(())
}

/// A phrase is looked for without regard to capitals and hyphens.
fn duplicate_phrases(entries: &[Avoided], findings: &mut Findings) {
    let mut first_of: BTreeMap<String, Vec<(&Avoided, &Phrase)>> = BTreeMap::new();
    for entry in entries {
        for phrase in &entry.phrases {
            for form in &phrase.forms {
                let others = first_of.entry(form.to_lowercase().replace('-', " ")).or_default();
                let first = others.iter().find(|(other, held)| {
                    other.dates.overlap(entry.dates) && !std::ptr::eq(*held, phrase)
                });
                if let Some((_, first)) = first {
                    findings.push(duplicate_phrase(form, &phrase.place, &first.place));
                }
                others.push((entry, phrase));
            }
        }
    }
}

fn invalid_phrase(place: Place, reason: &str, mend: &str) -> Finding {
    Finding::new(&INVALID_PHRASE, place, reason, mend)
}

fn duplicate_phrase(form: &str, place: &Place, first: &Place) -> Finding {
    Finding::new(
        &DUPLICATE_PHRASE,
        place.clone(),
        format!("the phrase `{form}` is given twice on the same days"),
        "take it out of one of the two, or give the entries dates (`from`, `until`) that do not overlap",
    )
    .with_note(first.clone(), "the other is here")
}

#[cfg(test)]
mod tests {
    use super::forms;

    fn written_out(phrase: &str) -> Vec<String> {
        forms(phrase).ok().unwrap()
    }

    fn reason(phrase: &str) -> (usize, String) {
        forms(phrase).err().map(|fault| (fault.at, fault.reason)).unwrap()
    }

    #[test]
    fn braces_write_out_every_form_in_their_order() {
        assert_eq!(written_out("sexting"), ["sexting"]);
        assert_eq!(
            written_out("put{ting,} {them,her}selves at risk"),
            [
                "putting themselves at risk",
                "putting herselves at risk",
                "put themselves at risk",
                "put herselves at risk"
            ]
        );
        assert_eq!(
            written_out("{very ,}risky  choice{s,}"),
            ["very risky choices", "very risky choice", "risky choices", "risky choice"]
        );
        assert_eq!(written_out("child{,’s,'s}"), ["child", "child's"]);
    }

    #[test]
    fn braces_that_do_not_pair_are_told_where() {
        assert_eq!(reason("a} b").0, 1);
        assert_eq!(reason("a {b").0, 2);
        assert_eq!(reason("a {b {c} d}").0, 2);
        assert_eq!(reason("{a,b} c}").0, 7);
    }

    #[test]
    fn what_could_never_be_found_or_is_too_much_is_refused() {
        assert!(reason("{,a}").1.contains("does not begin and end"));
        assert!(reason("LSCB.").1.contains("does not begin and end"));
        assert!(reason("").1.contains("does not begin and end"));
        assert!(reason(&"{a,b,c,d}".repeat(60)).1.contains("more than 100 forms"));
        assert!(reason(&"a".repeat(121)).1.contains("longer than 120"));
    }
}

//! A form as a browser sends it, and what it asks for.

use crate::amend::Request;
use crate::manual::amendment::Significance;
use crate::parse::fields;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The fields of a form: several values of one name where several were chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    fields: BTreeMap<String, Vec<String>>,
}

/// A field that must be mended before anything can be recorded, and the words that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) field: &'static str,
    pub(super) words: &'static str,
}

impl Form {
    /// Reads `title=A+b&document=x`. What cannot be read is left out.
    pub(super) fn read(sent: &[u8]) -> Self {
        let text = String::from_utf8_lossy(sent);
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let plain = |text: &str| super::server::decoded(&text.replace('+', " "));
            if let Some((name, value)) = plain(name).zip(plain(value)) {
                fields.entry(name).or_default().push(value);
            }
        }
        Self { fields }
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.fields.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first value of a name, or nothing.
    pub(super) fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", |value| value.trim())
    }

    /// The values of a name that says which of several things were chosen.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|chosen| chosen == value)
    }

    /// The digest that a document had when it was shown.
    pub(super) fn digest(&self, document: &str) -> Option<&str> {
        let pairs = self.all("digest").iter().filter_map(|pair| pair.split_once(' '));
        pairs.filter(|(id, _)| *id == document).map(|(_, digest)| digest).next()
    }

    /// All that is asked for but the buttons, to be asked for again.
    pub(super) fn kept(&self) -> impl Iterator<Item = (&str, &str)> {
        let left_out = ["token", "digest", "step"];
        let kept = self.fields.iter().filter(move |(name, _)| !left_out.contains(&name.as_str()));
        kept.flat_map(|(name, values)| {
            values.iter().map(move |value| (name.as_str(), value.as_str()))
        })
    }

    /// The amendment that is asked for, or what is missing.
    pub(super) fn request(&self, today: Date) -> Result<Request, Vec<Missing>> {
        let mut missing = Vec::new();
        let mut miss = |field, words| missing.push(Missing { field, words });
        let documents = self.all("document").to_vec();
        if documents.is_empty() {
            miss("document", "desk_problem_document");
        }
        let (title, summary) = (words(self.one("title")), words(self.one("summary")));
        if title.is_empty() {
            miss("title", "desk_problem_title");
        }
        if summary.is_empty() {
            miss("summary", "desk_problem_summary");
        }
        let chosen = self.one("significance");
        let significance = Significance::ALL.into_iter().find(|(word, _)| *word == chosen);
        if significance.is_none() {
            miss("significance", "desk_problem_significance");
        }
        let in_force: Option<Date> = fields::date(self.one("in_force")).ok();
        if in_force.is_none() {
            miss("in_force", "desk_problem_in_force");
        }
        let published = self.one("published");
        let day: Option<Date> = fields::date(published).ok();
        if day.is_none() && !published.is_empty() {
            miss("published", "desk_problem_published");
        }
        let (Some((_, significance)), Some(in_force), true) =
            (significance, in_force, missing.is_empty())
        else {
            return Err(missing);
        };
        let some = |name| Some(words(self.one(name))).filter(|text| !text.is_empty());
        Ok(Request {
            documents,
            title,
            summary,
            significance,
            in_force,
            published: day.unwrap_or(today),
            approved_by: some("approved_by"),
            because: self.all("because").to_vec(),
            replaced_by: some("replaced_by"),
        })
    }
}

/// Words with one space between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Form;

    const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let form =
            Form::read("title=a%20b+c%26&document=x&document=y%2Fz&digest=x+12&bad=%zz".as_bytes());
        assert_eq!(form.one("title"), "a b c&");
        assert_eq!(form.all("document"), ["x", "y/z"]);
        assert_eq!((form.digest("x"), form.digest("y/z")), (Some("12"), None));
        assert_eq!((form.one("bad"), form.one("none")), ("", ""));
        let kept: Vec<_> = form.kept().collect();
        assert_eq!(kept, [("document", "x"), ("document", "y/z"), ("title", "a b c&")]);
    }

    #[test]
    fn a_form_says_all_that_it_lacks_at_once() {
        let missing = Form::read(b"published=soon").request(TODAY).unwrap_err();
        let fields: Vec<&str> = missing.iter().map(|missing| missing.field).collect();
        assert_eq!(
            fields,
            ["document", "title", "summary", "significance", "in_force", "published"]
        );
    }

    #[test]
    fn a_day_has_one_spelling() {
        for day in ["-000001-01-01", "20270101", "2027-01-01T00:00", "+002027-01-01"] {
            let sent = format!(
                "document=x&title=T&summary=S&significance=minor&in_force={day}&published={day}"
            );
            let missing =
                Form::read(sent.replace('+', "%2B").as_bytes()).request(TODAY).unwrap_err();
            let fields: Vec<&str> = missing.iter().map(|missing| missing.field).collect();
            assert_eq!(fields, ["in_force", "published"], "{day}");
        }
    }

    #[test]
    fn a_whole_form_is_a_request() {
        let form = Form::read(
            b"document=x&title=T&summary=One%0D%0Atwo.&significance=minor&in_force=2027-01-01\
              &published=&approved_by=&because=law-1",
        );
        let request = form.request(TODAY).unwrap();
        assert_eq!(request.summary, "One two.");
        assert_eq!((request.published, request.approved_by), (TODAY, None));
        assert_eq!(request.because, ["law-1"]);
    }
}

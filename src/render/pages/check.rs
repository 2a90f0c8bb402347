//! The pages on which a print is checked: each recorded text by its digest, with what became of it. They are
//! lists, so that they work without script; script finds what is typed.

use super::head::Head;
use super::{Made, PageMaker};
use crate::render::view::print::{CheckView, CheckedText, DigitLink};
use crate::site::page::Kind;
use crate::site::recorded::{Next, RecordedText};

impl<'m> PageMaker<'_, 'm> {
    /// The first page, or the one of the texts whose digests begin with a digit.
    pub(super) fn check(&self, digit: Option<char>) -> Made {
        let texts = self.renderer.recorded_texts();
        let wanted = texts.iter().filter(|text| {
            let first = text.version.sha256.to_string().chars().next();
            digit.is_some() && first == digit
        });
        let mut texts: Vec<CheckedText> = wanted.map(|text| self.checked(text)).collect();
        texts.sort_by(|a, b| a.digest.cmp(&b.digest));
        for index in 1..texts.len() {
            // Two documents may have the same text; an id stands once.
            let is_twice = texts.get(index).map(|text| &text.digest)
                == texts.get(index - 1).map(|text| &text.digest);
            if let Some(text) = texts.get_mut(index).filter(|_| is_twice) {
                text.short = format!("{}_{index}", text.short);
            }
        }
        let digits = "0123456789abcdef".chars().map(|own| DigitLink {
            digit: own,
            address: self.address(&Kind::CheckDigit(own).address()),
            is_current: digit == Some(own),
        });
        let words = &self.renderer.theme.words;
        let title = match digit {
            Some(digit) => words.fill("title_check_digit", &[("digit", &digit.to_string())]),
            None => words.say("title_check"),
        };
        let view = CheckView { digit, digits: digits.collect(), texts };
        self.html("check", Head::titled(title), &view).map(Some)
    }

    fn checked(&self, text: &RecordedText<'m>) -> CheckedText {
        let slug = &text.chapter.slug;
        let chapter = self.edition.chapter(slug.as_str());
        let replaced_by = match text.next {
            Some(Next::Withdrawn(slug)) => slug,
            _ => None,
        };
        let now = self.renderer.site.located(text.partnership, Kind::Chapter(slug.clone()));
        CheckedText {
            short: text.version.sha256.short(),
            digest: text.version.sha256.to_string(),
            number: self.edition.number(text.chapter).map(|number| number.to_string()),
            title: text.version.text.title.value.clone(),
            partnership: text.partnership.map(|own| own.name.value.clone()),
            chapter: text.partnership.and(chapter).map(|now| now.text.title.value.clone()),
            version: text.version.number.to_string(),
            from: text.from.to_string(),
            until: text.until.map(|date| date.to_string()),
            tense: text.tense.as_str(),
            next: text.next.map(Next::as_str),
            next_version: match text.next {
                Some(Next::Version(version)) => Some(version.number.to_string()),
                _ => None,
            },
            replaced_by: replaced_by
                .and_then(|slug| self.edition.chapter(slug.as_str()))
                .map(|chapter| self.chapter_link(&chapter)),
            address: self.address(&text.page.address()),
            now: self.address(&now.address()),
            since: text.since.as_ref().map(|page| self.address(&page.address())),
        }
    }
}

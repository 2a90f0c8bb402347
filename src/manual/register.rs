//! Registers: lists that are kept once and cited everywhere. Their entries are dated.

use super::language::Avoided;
use crate::prose::Passage;
use crate::source::place::{Place, Spanned};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The three registers.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    /// Legislation and guidance by id, as in `soa-2003/15A`.
    pub legislation: BTreeMap<String, Provision>,
    /// The glossary by id.
    pub terms: BTreeMap<String, Term>,
    /// The language to avoid, in the order of the register.
    pub avoided: Vec<Avoided>,
    /// The contacts of the nation and the region, and those that every partnership is to give.
    pub contacts: Vec<Contact>,
}

/// An Act, a provision of one, or a piece of guidance.
#[derive(Clone, Debug)]
pub struct Provision {
    /// Its id, as cited.
    pub id: String,
    /// Where it stands in the register.
    pub place: Place,
    /// What it is.
    pub kind: ProvisionKind,
    /// Its plain name.
    pub title: String,
    /// Its full citation.
    pub citation: String,
    /// Its short citation.
    pub short: Option<String>,
    /// Other names, short forms and usual misspellings under which people write it.
    pub names: Vec<String>,
    /// Its official address.
    pub address: Option<String>,
    /// Where it applies; empty where that was not verified.
    pub extent: Vec<Nation>,
    /// The first day on which it applies.
    pub in_force: Option<Date>,
    /// For what was passed but is not, or only partly, in force: the day on which it was passed.
    pub enacted: Option<Date>,
    /// The changes made to it, oldest first.
    pub amended: Vec<Change>,
    /// The day from which it is repealed.
    pub repealed: Option<Change>,
    /// The day from which another edition stands in its place.
    pub superseded: Option<Change>,
    /// What it says in plain words, oldest first.
    pub statements: Vec<Statement>,
    /// When the entry was last checked against its source.
    pub checked: Option<Spanned<Date>>,
    /// What it was checked against.
    pub source: Option<String>,
    /// Whether it holds a fact that nobody has seen in a primary source yet.
    pub unverified: bool,
}

/// What a [`Provision`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProvisionKind {
    /// An Act as a whole.
    Act,
    /// A section of an Act.
    Provision,
    /// Guidance to which people must have regard by statute.
    StatutoryGuidance,
    /// Guidance that is not statutory.
    Guidance,
}

impl ProvisionKind {
    /// All of them with the words for them in the register.
    pub const ALL: [(&'static str, Self); 4] = [
        ("act", Self::Act),
        ("provision", Self::Provision),
        ("statutory-guidance", Self::StatutoryGuidance),
        ("guidance", Self::Guidance),
    ];

    /// The word for it in the register and in the words of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Provision => "provision",
            Self::StatutoryGuidance => "statutory-guidance",
            Self::Guidance => "guidance",
        }
    }

    /// Whether it is guidance, statutory or not.
    pub fn is_guidance(self) -> bool {
        matches!(self, Self::StatutoryGuidance | Self::Guidance)
    }
}

/// The parts of the United Kingdom, as law extends to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nation {
    /// England.
    England,
    /// Wales.
    Wales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// All of them with the words for them in the register and in the words of the interface.
    pub const ALL: [(&'static str, Self); 4] = [
        ("england", Self::England),
        ("wales", Self::Wales),
        ("scotland", Self::Scotland),
        ("northern-ireland", Self::NorthernIreland),
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Wales => "wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

/// A change to a provision: when, by what, and what about it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The first day on which it has effect.
    pub on: Date,
    /// The id of what made it.
    pub by: Option<Spanned<String>>,
    /// What it did.
    pub note: Option<String>,
}

/// What a provision says in plain words, from one day on.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The first day for which it is true.
    pub from: Date,
    /// The words.
    pub text: Passage,
}

/// Whether a provision applies on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It applies.
    InForce,
    /// It was passed, and no day is known from which it applies, or that day is still to come.
    NotYetInForce,
    /// It was repealed.
    Repealed,
    /// Another edition stands in its place.
    Superseded,
    /// The register does not say from when it applies.
    Unknown,
}

impl Status {
    /// The word for it in `manual.json` and in the words of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::NotYetInForce => "not-yet-in-force",
            Self::Repealed => "repealed",
            Self::Superseded => "superseded",
            Self::Unknown => "unknown",
        }
    }
}

impl Provision {
    /// Whether it applies on `date`.
    pub fn status_on(&self, date: Date) -> Status {
        let ended = |change: &Option<Change>| change.as_ref().is_some_and(|end| end.on <= date);
        if ended(&self.repealed) {
            Status::Repealed
        } else if ended(&self.superseded) {
            Status::Superseded
        } else {
            match (self.in_force, self.enacted) {
                (Some(from), _) if from <= date => Status::InForce,
                (Some(_), _) | (None, Some(_)) => Status::NotYetInForce,
                (None, None) => Status::Unknown,
            }
        }
    }

    /// What it says in plain words on `date`: the newest statement that is true by then.
    pub fn statement_on(&self, date: Date) -> Option<&Statement> {
        self.statements.iter().filter(|statement| statement.from <= date).max_by_key(|s| s.from)
    }

    /// The citation to show where there is little room, and in running text after the first mention.
    pub fn short_citation(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.citation)
    }

    /// What ended it by `date`: its repeal, or the edition that stands in its place.
    pub fn ended_by(&self, date: Date) -> Option<&Change> {
        let ends = [&self.repealed, &self.superseded];
        ends.into_iter().flatten().find(|end| end.on <= date)
    }

    /// The id of the Act of which it is a provision: what stands before the stroke in its own id.
    pub fn act_id(&self) -> Option<&str> {
        self.id.split_once('/').map(|(act, _)| act)
    }

    /// The name of the Act that it is, or of which it is a provision, as its citation gives it:
    /// "Children Act 1989" of "Children Act 1989, section 47". None of guidance.
    pub fn act_name(&self) -> Option<&str> {
        if self.kind.is_guidance() {
            return None;
        }
        let mut at = 0;
        for word in self.citation.split_inclusive(' ') {
            at += word.len();
            let year = word.trim_end().trim_end_matches(',');
            if at > word.len() && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) {
                return self.citation.get(..at - word.len() + year.len());
            }
        }
        None
    }
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id, as cited.
    pub id: String,
    /// Where it stands in the register.
    pub place: Place,
    /// The term itself.
    pub term: String,
    /// Its acronym.
    pub short: Option<String>,
    /// Other names that people type.
    pub aliases: Vec<String>,
    /// What it means.
    pub definition: Passage,
    /// Where the definition comes from.
    pub source: Option<String>,
    /// The days on which the entry applies.
    pub dates: Dates,
}

/// How to reach someone, for a purpose.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Its id, as cited. Several entries may have one id if their dates do not overlap.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    /// For whom it is kept.
    pub scope: Scope,
    /// When to turn to it. A partnership's contact takes it from the register.
    pub purpose: Option<String>,
    /// Who answers.
    pub name: String,
    /// A telephone number as people write it.
    pub telephone: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A web address.
    pub web: Option<String>,
    /// When someone answers.
    pub hours: Option<String>,
    /// What to do at other times.
    pub out_of_hours: Option<String>,
    /// What else to know.
    pub notes: Option<String>,
    /// The days on which the entry applies.
    pub dates: Dates,
}

/// For whom a contact is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The same for everyone.
    National,
    /// The same in the whole region.
    Region,
    /// Declared in the register; each partnership gives its own.
    Partnership,
}

impl Scope {
    /// All of them with the words for them in the register.
    pub const ALL: [(&'static str, Self); 3] = [
        ("national", Self::National),
        ("region", Self::Region),
        ("partnership", Self::Partnership),
    ];
}

/// The days on which an entry of a register applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The first day; none if it always did.
    pub from: Option<Date>,
    /// The last day; none if it has no end.
    pub until: Option<Date>,
}

impl Dates {
    /// Whether the entry applies on `date`.
    pub fn include(self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }

    /// Whether some day is in both.
    pub fn overlap(self, other: Self) -> bool {
        let begins_in_time = |a: Self, b: Self| match (a.from, b.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Dates, Provision, ProvisionKind};
    use crate::source::path::VPath;
    use crate::source::place::Place;
    use jiff::civil::date;

    #[test]
    fn dates_overlap_when_some_day_is_in_both() {
        let dates = |from: Option<i8>, until: Option<i8>| Dates {
            from: from.map(|day| date(2026, 1, day)),
            until: until.map(|day| date(2026, 1, day)),
        };
        assert!(dates(None, None).overlap(dates(Some(3), Some(4))));
        assert!(dates(None, Some(3)).overlap(dates(Some(3), None)));
        assert!(!dates(None, Some(3)).overlap(dates(Some(4), None)));
        assert!(!dates(Some(4), None).overlap(dates(None, Some(3))));
    }

    #[test]
    fn the_name_of_an_act_ends_with_its_year() {
        let named = |citation: &str| {
            let provision = Provision {
                id: "a/1".to_owned(),
                place: Place::file(&VPath::manual_file()),
                kind: ProvisionKind::Provision,
                title: String::new(),
                citation: citation.to_owned(),
                short: None,
                names: Vec::new(),
                address: None,
                extent: Vec::new(),
                in_force: None,
                enacted: None,
                amended: Vec::new(),
                repealed: None,
                superseded: None,
                statements: Vec::new(),
                checked: None,
                source: None,
                unverified: false,
            };
            provision.act_name().map(str::to_owned)
        };
        assert_eq!(named("Children Act 1989, section 47").unwrap(), "Children Act 1989");
        assert_eq!(
            named("Crime and Policing Act 2026 (chapter 20)").unwrap(),
            "Crime and Policing Act 2026"
        );
        assert_eq!(named("Human Rights Act 1998").unwrap(), "Human Rights Act 1998");
        assert_eq!(named("Magna Carta"), None);
    }
}

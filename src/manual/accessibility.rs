//! What the publisher says about the site's accessibility: only they can say it, and the statement that the
//! law asks for is made of it (SI 2018/852).

use crate::prose::Passage;
use jiff::civil::Date;

/// What the publisher says about accessibility. Whatever is not given, the statement says is not given.
#[derive(Clone, Debug, Default)]
pub struct Accessibility {
    /// How far the site meets WCAG 2.2 AA, as the publisher found it.
    pub compliance: Option<Compliance>,
    /// Whom to tell of a fault, or to ask for another format.
    pub contact: Option<Passage>,
    /// In how many working days they answer.
    pub answer_days: Option<u32>,
    /// The day on which the site was last tested.
    pub tested_on: Option<Date>,
    /// Who tested it.
    pub tested_by: Option<String>,
    /// What is known not to be accessible, each with what is done about it.
    pub known_problems: Vec<Passage>,
    /// The day on which the statement was prepared.
    pub prepared_on: Option<Date>,
    /// The day on which it was last reviewed.
    pub reviewed_on: Option<Date>,
}

/// How far a site meets a standard, in the three degrees of the model statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compliance {
    /// In full.
    Full,
    /// In part: the known problems say where not.
    Partial,
    /// Not.
    None,
}

impl Compliance {
    /// All with the words for them in `manual.yaml`.
    pub const ALL: [(&'static str, Self); 3] =
        [("full", Self::Full), ("partial", Self::Partial), ("none", Self::None)];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, own)| *own == self).map_or("", |(word, _)| word)
    }
}

impl Accessibility {
    /// The keys that the statement needs and that are not given.
    pub fn missing(&self) -> Vec<&'static str> {
        let given = [
            ("compliance", self.compliance.is_some()),
            ("contact", self.contact.is_some()),
            ("tested_on", self.tested_on.is_some()),
            ("tested_by", self.tested_by.is_some()),
            ("prepared_on", self.prepared_on.is_some()),
        ];
        given.into_iter().filter(|(_, is_given)| !is_given).map(|(key, _)| key).collect()
    }
}

//! Findings: what is wrong in a manual, where, and how to mend it.
//!
//! There is one kind of finding in the whole program. Each is made by a factory function that
//! stands beside the code which finds the fault, and belongs to a [`Rule`] declared there too.
//! Nothing here prints: [`mod@format`] turns findings into text, JSON, SARIF or GitHub annotations.
//! What a manual itself decides about findings is its [`policy`].

pub mod format;
pub mod nearest;
pub mod policy;

use crate::source::place::Place;

/// How grave a finding is. Ordered: advice is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Could be better.
    Advice,
    /// Probably wrong, or soon will be; the site can be built.
    Warning,
    /// Wrong: the public site is not built.
    Error,
}

impl Level {
    /// The word for it in reports and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of finding: its stable code, how grave it is, and what it is about.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The stable code, kebab-case; it names the fault, as in `broken-reference`.
    pub code: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What the rule finds, as one sentence.
    pub what: &'static str,
    /// Why it matters to people who rely on the procedures, as one or two sentences.
    pub why: &'static str,
    /// How to mend it, as one or two sentences.
    pub mend: &'static str,
}

/// Another place that explains a finding, such as where a name was first used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub message: String,
}

/// Something that is wrong in the manual. Ordered by place, then by code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How grave it is: as the rule says, unless the manual or an entry of a register says otherwise.
    pub level: Level,
    /// What is wrong, in the editor's words; the text itself in backticks; no full stop.
    pub message: String,
    /// Other places that explain it.
    pub notes: Vec<Note>,
    /// How to mend it, in the imperative.
    pub mend: String,
}

impl Finding {
    /// A finding without notes.
    pub fn new(
        rule: &'static Rule,
        place: Place,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        let (message, mend) = (message.into(), mend.into());
        Self { place, rule, level: rule.level, message, notes: Vec::new(), mend }
    }

    /// The same finding at another level than the rule's own.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// The same finding with one more note.
    #[must_use]
    pub fn with_note(mut self, place: Place, message: impl Into<String>) -> Self {
        self.notes.push(Note { place, message: message.into() });
        self
    }
}

/// A finding that a comment in its file allows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Allowed {
    /// What was found.
    pub finding: Finding,
    /// Why it may stay.
    pub reason: String,
}

/// Findings as they are collected. [`Findings::sorted`] puts them in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    found: Vec<Finding>,
    allowed: Vec<Allowed>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// Adds those of another stage.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
        self.allowed.extend(other.allowed);
    }

    /// All of them, but for those that are allowed.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.found.iter()
    }

    /// Those that a comment allows: see [`policy`].
    pub fn allowed(&self) -> &[Allowed] {
        &self.allowed
    }

    /// The number of them.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// In order of file, place and code, without repetitions.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.found.sort();
        self.found.dedup();
        self.allowed.sort();
        self.allowed.dedup();
        self
    }

    /// The gravest level among them.
    pub fn worst(&self) -> Option<Level> {
        self.iter().map(|finding| finding.level).max()
    }

    /// How many are of this level.
    pub fn count(&self, level: Level) -> usize {
        self.iter().filter(|finding| finding.level == level).count()
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.found.extend(findings);
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self { found: findings.into_iter().collect(), allowed: Vec::new() }
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}

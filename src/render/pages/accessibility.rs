//! The accessibility statement: what the publisher says, in the parts of the model statement.

use super::PageMaker;
use crate::manual::accessibility::Compliance;
use serde::Serialize;

/// What the publisher says; the template says of the rest that it was not said.
#[derive(Serialize)]
pub(super) struct Statement {
    compliance: Option<&'static str>,
    contact: Option<String>,
    answer_days: Option<u32>,
    tested_on: Option<String>,
    tested_by: Option<String>,
    known_problems: Vec<String>,
    prepared_on: Option<String>,
    reviewed_on: Option<String>,
}

impl PageMaker<'_, '_> {
    pub(super) fn accessibility(&self) -> Statement {
        let said = &self.edition.manual.settings.accessibility;
        let problems = said.known_problems.iter();
        Statement {
            compliance: said.compliance.map(Compliance::as_str),
            contact: said.contact.as_ref().map(|contact| self.passage(&contact.prose)),
            answer_days: said.answer_days,
            tested_on: said.tested_on.map(|date| date.to_string()),
            tested_by: said.tested_by.clone(),
            known_problems: problems.map(|problem| self.passage(&problem.prose)).collect(),
            prepared_on: said.prepared_on.map(|date| date.to_string()),
            reviewed_on: said.reviewed_on.map(|date| date.to_string()),
        }
    }
}

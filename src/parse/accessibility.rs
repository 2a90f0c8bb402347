//! What `manual.yaml` says about accessibility.

use super::fields::Fields;
use crate::manual::accessibility::{Accessibility, Compliance};

/// Reads the key `accessibility`; nothing is given where it is not there.
pub(super) fn parse(settings: &mut Fields<'_, '_>) -> Accessibility {
    let file = settings.file();
    let Some(node) = settings.node("accessibility") else { return Accessibility::default() };
    let mut fields = Fields::of(&file, node, settings.findings());
    let accessibility = Accessibility {
        compliance: fields.choice("compliance", &Compliance::ALL),
        contact: fields.optional_passage("contact"),
        answer_days: fields.number("answer_days").map(|days| days.value),
        tested_on: fields.date("tested_on").map(|date| date.value),
        tested_by: fields.text("tested_by").map(|text| text.value),
        known_problems: fields.passages("known_problems"),
        prepared_on: fields.date("prepared_on").map(|date| date.value),
        reviewed_on: fields.date("reviewed_on").map(|date| date.value),
    };
    fields.finish();
    accessibility
}

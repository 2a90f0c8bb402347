//! Partnerships: one file each, and the logo that it names.

use super::fields::Fields;
use super::layout::{self, IdentifiedFile, Layout};
use super::{registers, source_text, yaml};
use crate::finding::nearest::nearest;
use crate::finding::{Finding, Findings, Level, Rule};
use crate::manual::id::PartnershipId;
use crate::manual::partnership::{Colour, Partnership};
use crate::source::path::VPath;
use crate::source::place::{Place, Span, Spanned};
use crate::source::tree::FileTree;
use std::collections::{BTreeMap, BTreeSet};

/// A colour on which white text cannot be read.
pub static FAINT_COLOUR: Rule = Rule {
    code: "faint-colour",
    level: Level::Warning,
    what: "White text on a partnership's colour has a contrast of less than 4.5:1 (WCAG 2.2, success criterion 1.4.3).",
    why: "Pages use the nearest colour that can be read, which is not quite the partnership's own.",
    mend: "Choose a darker colour; the message gives the nearest.",
};

/// A logo that is not there, or is no picture.
pub static UNKNOWN_LOGO: Rule = Rule {
    code: "unknown-logo",
    level: Level::Error,
    what: "A partnership names a logo that is no picture in `partnerships/`.",
    why: "The partnership's pages are shown without its logo.",
    mend: "Put the picture into `partnerships/`, or correct its name.",
};

/// A logo that no partnership names.
pub static UNUSED_LOGO: Rule = Rule {
    code: "unused-logo",
    level: Level::Warning,
    what: "A picture stands in `partnerships/`, and no partnership names it as its logo.",
    why: "It is not published, and an editor may believe that it is.",
    mend: "Name it as `logo` in a partnership's file, or remove it.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&FAINT_COLOUR, &UNKNOWN_LOGO, &UNUSED_LOGO];

/// Parses a partnership. Without a day on which it joined it is left out.
pub fn parse(
    files: &FileTree,
    layout: &Layout,
    source: &IdentifiedFile<PartnershipId>,
    findings: &mut Findings,
) -> Option<Partnership> {
    let (text, span) = source_text::of(files, &source.file, findings)?;
    let node = yaml::read(&source.file, text, span, findings)?;
    let mut fields = Fields::of(&source.file, &node, findings);
    let name = fields.required_text("name", "Aldermere Safeguarding Children Partnership");
    let short = fields.text("short").map(|text| text.value);
    let area = fields.text("area").map(|text| text.value);
    let joined = fields.required_date("joined");
    let left = fields.date("left");
    let colour = fields.parsed("colour", "a colour, as in `\"#1f5f8b\"`", Colour::new);
    let logo = fields.text("logo");
    let contacts = registers::partnership_contacts(&mut fields);
    fields.finish();
    let logo = logo.and_then(|name| known_logo(&source.file, &name, &layout.logos, findings));
    if let Some(colour) = &colour {
        check_contrast(&source.file, colour, findings);
    }
    Some(Partnership {
        name: name.unwrap_or_else(|| Spanned::new(source.id.to_string(), Span::default())),
        id: source.id.clone(),
        file: source.file.clone(),
        short,
        area,
        joined: joined?,
        left,
        colour,
        logo,
        contacts,
    })
}

/// Reports the logos that none of the partnerships names.
pub fn unused_logos(
    layout: &Layout,
    partnerships: &BTreeMap<PartnershipId, Partnership>,
    findings: &mut Findings,
) {
    let used: BTreeSet<_> = partnerships.values().filter_map(|p| p.logo.as_ref()).collect();
    for logo in layout.logos.iter().filter(|logo| !used.contains(logo)) {
        findings.push(Finding::new(
            &UNUSED_LOGO,
            Place::file(logo),
            format!("no partnership names `{}` as its logo", logo.name()),
            format!(
                "write `logo: {}` in the partnership's file, or remove the picture",
                logo.name()
            ),
        ));
    }
}

/// The picture of this name in `partnerships/`.
fn known_logo(
    file: &VPath,
    name: &Spanned<String>,
    logos: &BTreeSet<VPath>,
    findings: &mut Findings,
) -> Option<VPath> {
    let found = logos.iter().find(|logo| logo.name() == name.value);
    if found.is_none() {
        findings.push(unknown_logo(Place::new(file, name.span), &name.value, logos));
    }
    found.cloned()
}

fn unknown_logo(place: Place, name: &str, logos: &BTreeSet<VPath>) -> Finding {
    let near = nearest(name, logos.iter().map(VPath::name));
    let is_name = layout::is_logo(name) && !name.contains('/');
    let message = if is_name {
        format!("there is no picture `{name}` in `partnerships/`")
    } else {
        format!("`{name}` is not the name of a picture in `partnerships/`")
    };
    let mend = match near {
        Some(near) => format!("write `{near}`"),
        None if is_name => "put the picture beside the partnership's file".to_owned(),
        None => format!(
            "put a picture beside the partnership's file, and write its name, which ends in .{}",
            layout::LOGO_KINDS.join(", .")
        ),
    };
    Finding::new(&UNKNOWN_LOGO, place, message, mend)
}

fn check_contrast(file: &VPath, colour: &Spanned<Colour>, findings: &mut Findings) {
    let contrast = colour.value.contrast(Colour::WHITE);
    if contrast < Colour::TEXT_CONTRAST {
        // Rounded down, so that it never reads as enough.
        let contrast = (contrast * 100.0).floor() / 100.0;
        findings.push(Finding::new(
            &FAINT_COLOUR,
            Place::new(file, colour.span),
            format!(
                "white text on `{}` has a contrast of {contrast:.2}:1, and {}:1 is needed",
                colour.value,
                Colour::TEXT_CONTRAST
            ),
            format!("write `\"{}\"`, the nearest colour that has it", colour.value.in_light_mode()),
        ));
    }
}

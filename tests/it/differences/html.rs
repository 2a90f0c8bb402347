//! Checks of HTML with marks: that it is well-formed, that `ins` and `del` stand where they may,
//! that no id occurs twice, and what is left of it without the one or the other.

use std::collections::BTreeSet;

/// Elements that hold certain elements only, and those that they may hold.
const PARENTS: &[(&str, &[&str])] = &[
    ("ul", &["li"]),
    ("ol", &["li"]),
    ("dl", &["dt", "dd"]),
    ("table", &["thead", "tbody"]),
    ("thead", &["tr"]),
    ("tbody", &["tr"]),
    ("tr", &["th", "td"]),
];

/// Elements in which no block may stand, whatever stands between.
const PHRASING: &[&str] = &["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "th"];
const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "div",
    "blockquote",
    "pre",
    "hr",
    "details",
];

/// A piece of a page: a tag, or text.
pub(super) enum Piece<'h> {
    Open(&'h str, &'h str),
    Close(&'h str),
    Text(&'h str),
}

pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (index, part) in html.split('<').enumerate() {
        if index == 0 {
            pieces.push(Piece::Text(part));
            continue;
        }
        let (tag, text) = part.split_once('>').expect("a tag ends");
        if let Some(name) = tag.strip_prefix('/') {
            pieces.push(Piece::Close(name));
        } else {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            pieces.push(Piece::Open(name, attributes));
        }
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// Fails unless the HTML is well-formed and everything in it stands where it may.
pub(super) fn check(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut references = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                check_place(name, &open, html);
                for attribute in attributes.split("\" ") {
                    let Some((key, value)) = attribute.split_once("=\"") else { continue };
                    let value = value.trim_end_matches('"');
                    if key == "id" {
                        assert!(ids.insert(value), "the id {value} twice in\n{html}");
                    }
                    if key == "aria-labelledby" {
                        references.push(value);
                    }
                    if let ("href", Some(id)) = (key, value.strip_prefix("#fn")) {
                        references.push(value.get(1..).unwrap());
                        assert!(!id.is_empty());
                    }
                }
                if !["br", "hr", "img"].contains(&name) {
                    open.push(name);
                }
            }
            Piece::Close(name) => assert_eq!(open.pop(), Some(name), "in\n{html}"),
            Piece::Text(text) => {
                let parent = open.last().copied().unwrap_or_default();
                let is_strict = PARENTS.iter().any(|(name, _)| *name == parent);
                assert!(!is_strict || text.trim().is_empty(), "{text:?} in {parent} in\n{html}");
            }
        }
    }
    assert!(open.is_empty(), "{open:?} left open in\n{html}");
    for id in references {
        assert!(ids.contains(id), "nothing has the id {id} in\n{html}");
    }
}

fn check_place(name: &str, open: &[&str], html: &str) {
    let parent = open.last().copied().unwrap_or_default();
    for (strict, held) in PARENTS {
        assert!(parent != *strict || held.contains(&name), "{name} in {strict} in\n{html}");
        assert!(
            !held.contains(&name)
                || PARENTS.iter().any(|(other, held)| *other == parent && held.contains(&name)),
            "{name} in {parent} in\n{html}"
        );
    }
    if BLOCKS.contains(&name) {
        let phrasing = open.iter().find(|name| PHRASING.contains(name));
        assert!(phrasing.is_none(), "{name} in {phrasing:?} in\n{html}");
    }
    assert!(name != "a" || !open.contains(&"a"), "a link in a link in\n{html}");
}

/// The words that are left when the notes and all elements called `dropped` are taken away.
/// Spaces are made single; where a block begins or ends there is a space.
pub(super) fn text_without(html: &str, dropped: &str) -> String {
    let mut text = String::new();
    let mut open: Vec<bool> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                let is_gone = name == dropped || attributes.contains("class=\"mark-note\"");
                if !["br", "hr", "img"].contains(&name) {
                    open.push(is_gone);
                }
                if is_apart(name) {
                    text.push(' ');
                }
            }
            Piece::Close(name) => {
                open.pop();
                if is_apart(name) {
                    text.push(' ');
                }
            }
            Piece::Text(words) if !open.contains(&true) => text.push_str(words),
            Piece::Text(_) => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_apart(name: &str) -> bool {
    BLOCKS.contains(&name)
        || ["li", "dt", "dd", "td", "th", "tr", "section", "br", "summary"].contains(&name)
}

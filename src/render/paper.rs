//! A text made ready for paper. The HTML that this program made of a text comes in; the same goes out with ids
//! that are its own among all texts of the page, headings as low as they stand there, links between the
//! texts of the page that stay on it, and all other links numbered, so that their addresses can be listed.
//! Words are never changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A chapter that stands on the same page.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    /// What its ids begin with: see [`prefix`].
    pub(super) prefix: String,
    /// Its number, which on paper says where a link leads.
    pub(super) number: String,
}

/// What the ids of a chapter begin with on a page that joins chapters. No slug and no heading's id holds an
/// underscore, so no two chapters have an id in common.
pub(super) fn prefix(slug: &str) -> String {
    format!("{slug}__")
}

/// The id of a chapter on a page that joins chapters.
pub(super) fn chapter_id(slug: &str) -> String {
    format!("chapter_{slug}")
}

/// The id of a section's head on such a page.
pub(super) fn section_id(id: &str) -> String {
    format!("section_{id}")
}

/// The addresses to which the links of a page lead, numbered from 1 in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// In order.
    pub(super) all: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Addresses {
    fn number(&mut self, address: &str) -> usize {
        if let Some(number) = self.numbers.get(address) {
            return *number;
        }
        self.all.push(address.to_owned());
        self.numbers.insert(address.to_owned(), self.all.len());
        self.all.len()
    }
}

/// How a text stands on its page.
#[derive(Debug)]
pub(super) struct Paper<'p> {
    /// What every id of the text begins with.
    pub(super) prefix: String,
    /// The number of its chapter, which tells its footnotes from those of others; empty where it stands alone.
    pub(super) number: String,
    /// By how many levels its headings are lower than alone.
    pub(super) lower: u8,
    /// The way from the page to the site's root, with which links within the site begin.
    pub(super) root: &'p str,
    /// The address of the site, with which addresses on paper begin; `/` where it is not known.
    pub(super) base: &'p str,
    /// The chapters on this page, by their addresses from the site's root.
    pub(super) joined: &'p BTreeMap<String, Joined>,
}

impl Paper<'_> {
    /// The same HTML for this page.
    pub(super) fn set(&self, html: &str, addresses: &mut Addresses) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html;
        while let Some((before, tag, after)) = next_tag(rest) {
            out.push_str(before);
            self.tag(&mut out, tag, after, addresses);
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Writes a tag, from `<` to `>`, after which stands `after`.
    fn tag(&self, out: &mut String, tag: &str, after: &str, addresses: &mut Addresses) {
        let (open, rest) = match tag.strip_prefix("</") {
            Some(rest) => ("</", rest),
            None => ("<", tag.strip_prefix('<').unwrap_or(tag)),
        };
        let end = rest.find([' ', '>', '/']).unwrap_or(rest.len());
        let (name, mut rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push_str(open);
        self.name(out, name);
        while let Some((before, value, after_value)) = next_attribute(rest) {
            out.push_str(before);
            out.push_str("=\"");
            match before.trim_start() {
                "id" | "for" | "aria-labelledby" | "aria-describedby" | "headers" => {
                    self.ids(out, value);
                }
                "aria-label" if !self.number.is_empty() && tag.contains("\"footnotes\"") => {
                    let _ = write!(out, "{value} ({})", self.number);
                }
                "href" if name == "a" => self.link(out, value, after, addresses),
                _ => out.push_str(value),
            }
            out.push('"');
            rest = after_value;
        }
        out.push_str(rest);
    }

    /// Headings are lower; below the sixth level there is none.
    fn name(&self, out: &mut String, name: &str) {
        match name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => {
                let _ = write!(out, "h{}", (digit - b'0' + self.lower).min(6));
            }
            _ => out.push_str(name),
        }
    }

    fn ids(&self, out: &mut String, value: &str) {
        for (index, id) in value.split_whitespace().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(&self.prefix);
            out.push_str(id);
        }
    }

    /// Writes where a link leads, and what paper says of it.
    fn link(&self, out: &mut String, value: &str, after: &str, addresses: &mut Addresses) {
        if let Some(id) = value.strip_prefix('#') {
            out.push('#');
            out.push_str(&self.prefix);
            out.push_str(id);
            return;
        }
        if let Some((joined, id)) = self.on_this_page(value) {
            out.push('#');
            out.push_str(&id);
            out.push_str("\" data-at=\"");
            out.push_str(&joined.number);
            return;
        }
        out.push_str(value);
        let address = self.whole(&unescaped(value));
        let words = after.split_once("</a>").map_or(after, |(words, _)| words);
        if !says(words, &address) {
            let _ = write!(out, "\" data-link=\"{}", addresses.number(&address));
        }
    }

    /// The chapter on this page to which a link leads, and the id there.
    fn on_this_page(&self, value: &str) -> Option<(&Joined, String)> {
        let from_root = value.strip_prefix(self.root)?;
        let (address, id) = from_root.split_once('#').unwrap_or((from_root, ""));
        let joined = self.joined.get(address)?;
        let slug = joined.prefix.trim_end_matches("__");
        let id = if id.is_empty() { chapter_id(slug) } else { format!("{}{id}", joined.prefix) };
        Some((joined, id))
    }

    /// A link's address as it is written on paper.
    fn whole(&self, address: &str) -> String {
        match address.strip_prefix(self.root).filter(|_| !address.contains("://")) {
            Some(from_root) => format!("{}{}", self.base, from_root.replace("index.html", "")),
            None => address.to_owned(),
        }
    }
}

/// What stands before the next tag, the tag, and what stands behind it. Within attributes this program writes
/// no `>`.
fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = html.split_at_checked(memchr::memchr(b'<', html.as_bytes())?)?;
    let (tag, after) = from.split_at_checked(memchr::memchr(b'>', from.as_bytes())? + 1)?;
    Some((before, tag, after))
}

/// What stands before `=` of the next attribute, its value, and what stands behind it.
fn next_attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = rest.split_once("=\"")?;
    let (value, after) = rest.split_once('"')?;
    Some((before, value, after))
}

fn unescaped(value: &str) -> String {
    value.replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Whether the words of a link say its address already: a number to ring, an address to write to.
fn says(words: &str, address: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == '@');
        kept.flat_map(char::to_lowercase).collect()
    };
    let mut text = String::new();
    let mut rest = words;
    while let Some((before, _, after)) = next_tag(rest) {
        text.push_str(before);
        rest = after;
    }
    text.push_str(rest);
    let bare = ["tel:", "mailto:", "https://", "http://"];
    let bare = bare.iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address);
    plain(&unescaped(&text)) == plain(bare)
}

/// A text as a string of CSS, in quotes: whatever it is, it stays within them.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' || (!c.is_ascii() && !c.is_control()) {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{Addresses, Joined, Paper, css_string, prefix};
    use std::collections::BTreeMap;

    fn set(html: &str, prefix_of: &str, lower: u8) -> (String, Vec<String>) {
        let bullying = Joined { prefix: prefix("bullying"), number: "2.1".to_owned() };
        let joined = BTreeMap::from([("bullying/".to_owned(), bullying)]);
        let base = "https://p.example.org/";
        let paper = Paper {
            prefix: prefix_of.to_owned(),
            number: "2.5".to_owned(),
            lower,
            root: "../../",
            base,
            joined: &joined,
        };
        let mut addresses = Addresses::default();
        let html = paper.set(html, &mut addresses);
        (html, addresses.all)
    }

    #[test]
    fn ids_are_the_texts_own_and_headings_are_lower() {
        let html = "<h2 id=\"a\"><a href=\"#a\">A &lt;b&gt;</a></h2>\n<div aria-labelledby=\"a b\"><h6>x</h6></div>";
        let expected = "<h4 id=\"x__a\"><a href=\"#x__a\">A &lt;b&gt;</a></h4>\n<div aria-labelledby=\"x__a x__b\"><h6>x</h6></div>";
        assert_eq!(set(html, "x__", 2), (expected.to_owned(), Vec::new()));
    }

    #[test]
    fn the_footnotes_of_chapters_are_told_apart() {
        let html = "<section class=\"footnotes\" aria-label=\"Footnotes\"><p aria-label=\"x\">";
        let expected =
            "<section class=\"footnotes\" aria-label=\"Footnotes (2.5)\"><p aria-label=\"x\">";
        assert_eq!(set(html, "", 0).0, expected);
    }

    #[test]
    fn links_between_the_texts_of_a_page_stay_on_it() {
        let html =
            "<a href=\"../../bullying/\">B</a> <a class=\"c\" href=\"../../bullying/#what\">W</a>";
        let expected = "<a href=\"#chapter_bullying\" data-at=\"2.1\">B</a> <a class=\"c\" href=\"#bullying__what\" data-at=\"2.1\">W</a>";
        assert_eq!(set(html, "", 0).0, expected);
    }

    #[test]
    fn other_links_are_numbered_by_their_addresses_on_paper() {
        let html = "<a href=\"../../legislation/#a-1\">A</a><a href=\"https://o.example/?a=1&amp;b=2\">O</a>\
                    <a href=\"../../legislation/index.html#a-1\">A</a>";
        let (html, addresses) = set(html, "", 0);
        let numbers: Vec<&str> =
            html.split("data-link=\"").skip(1).filter_map(|s| s.get(..1)).collect();
        assert_eq!(numbers, ["1", "2", "1"]);
        let expected = ["https://p.example.org/legislation/#a-1", "https://o.example/?a=1&b=2"];
        assert_eq!(addresses, expected);
    }

    #[test]
    fn a_link_that_says_its_address_has_no_number() {
        let html = "<a href=\"tel:01632960101\">01632 960101</a><a href=\"mailto:a@b.example\"><b>a@b.example</b></a>\
                    <a href=\"tel:999\">the police</a>";
        let (html, addresses) = set(html, "", 0);
        assert_eq!(html.matches("data-link").count(), 1);
        assert_eq!(addresses, ["tel:999"]);
    }

    #[test]
    fn no_title_leaves_a_string_of_css() {
        assert_eq!(css_string("2.5 Online"), "\"2\\2e 5 Online\"");
        assert_eq!(
            css_string("a\"; } @import \"x\\\n</style>é"),
            "\"a\\22 \\3b  \\7d  \\40 import \\22 x\\5c \\a \\3c \\2f style\\3e é\""
        );
    }
}

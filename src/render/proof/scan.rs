//! Reads tags and attributes of the HTML and XML that this program writes: enough to know what a page
//! names and where it leads, and no more. It never fails; what is not a tag is text.

use std::borrow::Cow;

/// A tag that opens an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'h> {
    /// The element's name, as written.
    pub(super) name: &'h str,
    /// What follows the tag.
    after: &'h str,
}

impl<'h> Tag<'h> {
    /// The text right behind the tag, up to the next one.
    pub(super) fn text(&self) -> &'h str {
        let end = memchr::memchr(b'<', self.after.as_bytes()).unwrap_or(self.after.len());
        self.after.get(..end).unwrap_or_default().trim()
    }
}

/// The tags that open elements, in order. Comments, and what scripts and style sheets hold, are passed over.
///
/// Every byte of a site passes here while it is built, so each is looked at once, and the attributes of
/// all tags share one list.
pub(super) struct Tags<'h> {
    rest: &'h str,
    attributes: Vec<(&'h str, &'h str)>,
}

impl<'h> Tags<'h> {
    pub(super) fn of(markup: &'h str) -> Self {
        Self { rest: markup, attributes: Vec::new() }
    }

    /// The attributes of the last tag that have a value, with it as written.
    pub(super) fn attributes(&self) -> &[(&'h str, &'h str)] {
        &self.attributes
    }

    /// The value of an attribute of the last tag.
    pub(super) fn attribute(&self, name: &str) -> Option<&'h str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    pub(super) fn next(&mut self) -> Option<Tag<'h>> {
        loop {
            let open = memchr::memchr(b'<', self.rest.as_bytes())?;
            let rest = self.rest.get(open + 1..)?;
            self.rest = rest;
            if !rest.as_bytes().first()?.is_ascii_alphabetic() {
                if rest.starts_with("!--") {
                    self.rest = rest.split_once("-->").map_or("", |(_, after)| after);
                }
                continue;
            }
            let name_end = rest.bytes().position(ends_name).unwrap_or(rest.len());
            let (name, rest) = rest.split_at_checked(name_end)?;
            self.attributes.clear();
            let after = self.read_attributes(rest);
            let is_raw = name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style");
            self.rest = if is_raw { from_closing(after, name) } else { after };
            return Some(Tag { name, after });
        }
    }

    /// Reads the attributes up to the end of the tag, and gives what follows it.
    fn read_attributes(&mut self, mut rest: &'h str) -> &'h str {
        loop {
            let bytes = rest.as_bytes();
            let gap = bytes.iter().position(|b| !b.is_ascii_whitespace() && *b != b'/');
            let Some(start) = gap else { return "" };
            if bytes.get(start) == Some(&b'>') {
                return rest.get(start + 1..).unwrap_or_default();
            }
            // A stray `=` is taken into the name, as browsers do, so that each step goes on.
            let ends = |b: &u8| ends_name(*b) || *b == b'=';
            let end = bytes.iter().skip(start + 1).position(ends);
            let end = end.map_or(bytes.len(), |at| start + 1 + at);
            let name = rest.get(start..end).unwrap_or_default();
            rest = rest.get(end..).unwrap_or_default();
            let Some(value) = rest.trim_ascii_start().strip_prefix('=') else { continue };
            let value = value.trim_ascii_start();
            let (value, after) = match value.as_bytes().first() {
                Some(quote @ (b'"' | b'\'')) => until_quote(value, *quote),
                _ => unquoted(value),
            };
            self.attributes.push((name, value));
            rest = after;
        }
    }
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

fn until_quote(value: &str, quote: u8) -> (&str, &str) {
    let inside = value.get(1..).unwrap_or_default();
    let end = memchr::memchr(quote, inside.as_bytes()).unwrap_or(inside.len());
    (inside.get(..end).unwrap_or_default(), inside.get(end + 1..).unwrap_or_default())
}

fn unquoted(value: &str) -> (&str, &str) {
    let ends = |b: u8| b.is_ascii_whitespace() || b == b'>';
    let end = value.bytes().position(ends).unwrap_or(value.len());
    value.split_at_checked(end).unwrap_or_default()
}

/// What stands from the closing tag of an element on.
fn from_closing<'h>(after: &'h str, name: &str) -> &'h str {
    let is_there = |at: &usize| {
        let closing = after.get(at + 2..at + 2 + name.len());
        closing.is_some_and(|closing| closing.eq_ignore_ascii_case(name))
    };
    let at = after.match_indices("</").map(|(at, _)| at).find(is_there);
    at.and_then(|at| after.get(at..)).unwrap_or_default()
}

/// A value with its character references read: those that this program and Tera write.
pub(super) fn decoded(value: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, from)) = rest.split_once('&') {
        out.push_str(before);
        let known = from.split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        let (c, after) = known.unwrap_or(('&', from));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => {}
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::{Tags, decoded};

    fn found(markup: &str) -> Vec<String> {
        let mut tags = Tags::of(markup);
        let mut found = Vec::new();
        while let Some(tag) = tags.next() {
            let attributes =
                tags.attributes().iter().map(|(name, value)| format!(" {name}={value}"));
            found.push(format!("{}{}: {}", tag.name, attributes.collect::<String>(), tag.text()));
        }
        found
    }

    #[test]
    fn tags_are_read_with_their_attributes() {
        assert_eq!(
            found(
                "<!doctype html><a class=\"x\" href='#y' hidden>Go </a><br/><img src=a.png/b alt=\"a > b\">"
            ),
            ["a class=x href=#y: Go", "br: ", "img src=a.png/b alt=a > b: "]
        );
        assert_eq!(found("<A\nHREF = \"x\"\n>z"), ["A HREF=x: z"]);
        assert_eq!(found("<link href=\"x\"/><p>"), ["link href=x: ", "p: "]);
    }

    #[test]
    fn what_is_no_tag_is_passed_over() {
        assert_eq!(found("a < b <!-- <a href=\"x\"> --> </p> <"), [""; 0]);
        let script = "<script src=\"s\">if (a<b) '<a href=\"x\">'</script><i>";
        assert_eq!(found(script), ["script src=s: if (a", "i: "]);
        assert_eq!(found("<script><a href=x>"), ["script: "]);
    }

    #[test]
    fn broken_markup_ends_and_never_loops() {
        for markup in
            ["<a", "<a href", "<a href=", "<a href=\"x", "<a = b>", "<a =", "<a //", "<a \"'"]
        {
            let _ = found(markup);
        }
    }

    #[test]
    fn character_references_are_read() {
        assert_eq!(decoded("a?b&amp;c=&#x27;&#233;&lt;"), "a?b&c='é<");
        assert_eq!(decoded("a&b;c&#xD800;"), "a&b;c&#xD800;");
    }
}

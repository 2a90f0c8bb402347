//! Escaping: the only ways in which text gets into HTML.

/// What stands in the place of a byte. Control characters, which HTML does not allow, become U+FFFD.
/// Every byte that is replaced is ASCII, so that cuts fall between characters.
fn replacement(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        0..=8 | 11 | 12 | 14..=31 | 127 => Some("\u{fffd}"),
        _ => None,
    }
}

/// Writes text, safe between tags and inside double quotes.
pub fn text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| replacement(byte).is_some()) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        out.push_str(from.bytes().next().and_then(replacement).unwrap_or_default());
        rest = from.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Writes an address into an attribute in double quotes: what cannot stand in an address is
/// percent-encoded, and what can is escaped. It does not judge the address.
pub fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let hex = |half: u8| HEX.get(usize::from(half)).map_or('0', |digit| char::from(*digit));
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_leave_its_place() {
        let mut out = String::new();
        super::text(&mut out, "é <b title=\"x\">&amp; 'y'\0\u{1b}\n");
        let expected = "é &lt;b title=&quot;x&quot;&gt;&amp;amp; 'y'\u{fffd}\u{fffd}\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn an_address_keeps_its_own_signs_and_no_others() {
        let mut out = String::new();
        super::address(&mut out, "a?b=c&d=%20#é'\"<> [\\]`^{|}~\0");
        assert_eq!(out, "a?b=c&amp;d=%20#%C3%A9&#x27;%22%3C%3E%20%5B%5C%5D%60%5E%7B%7C%7D~%00");
    }
}

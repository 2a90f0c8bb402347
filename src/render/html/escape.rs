//! Escaping: the only ways in which text gets into HTML.

/// Writes text, safe between tags and inside double quotes. Control characters, which HTML
/// does not allow, become U+FFFD.
pub fn text(out: &mut String, text: &str) {
    replace(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        0..=8 | 11 | 12 | 14..=31 | 127 => Some("\u{fffd}"),
        _ => None,
    });
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

/// Every byte that is replaced is ASCII, so that the cuts fall between characters.
fn replace(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replacement(byte) {
            out.push_str(text.get(from..at).unwrap_or_default());
            out.push_str(replacement);
            from = at + 1;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
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

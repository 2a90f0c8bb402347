//! Where a redirect leads: the address in an answer, read from the address that was asked for.

use crate::site::external::is_on_the_web;

/// An address without the part that only a browser sees.
pub(super) fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(address, _)| address)
}

/// The address to which `location` leads from `from`; none if that is not on the web.
pub(super) fn led_on(from: &str, location: &str) -> Option<String> {
    let location = location.trim();
    if location.is_empty() || location.chars().any(|c| c.is_control() || c == '\\') {
        return None;
    }
    if is_on_the_web(location) {
        return Some(location.to_owned());
    }
    let (scheme, rest) = from.split_once("://")?;
    if location.starts_with("//") {
        return Some(format!("{scheme}:{location}"));
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if location.starts_with('/') {
        return Some(format!("{scheme}://{host}{location}"));
    }
    if location.starts_with(['?', '#']) {
        return Some(format!("{scheme}://{host}{path}{location}"));
    }
    let is_other_scheme =
        location.split(['/', '?', '#']).next().is_some_and(|part| part.contains(':'));
    if is_other_scheme {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if !path.ends_with('/') {
        parts.pop();
    }
    let mut rest = location;
    loop {
        if let Some(above) = rest.strip_prefix("../") {
            parts.pop();
            rest = above;
        } else if let Some(same) = rest.strip_prefix("./") {
            rest = same;
        } else {
            break;
        }
    }
    parts.push(rest);
    Some(format!("{scheme}://{host}/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::led_on;

    #[test]
    fn redirects_are_read_from_where_they_stand() {
        let from = "https://a.b/c/d?e#f";
        for (location, expected) in [
            ("http://x.y/z", "http://x.y/z"),
            ("//x.y/z", "https://x.y/z"),
            ("/z", "https://a.b/z"),
            ("z", "https://a.b/c/z"),
            ("../z?q", "https://a.b/z?q"),
            ("./../../z", "https://a.b/z"),
            ("?q", "https://a.b/c/d?q"),
        ] {
            assert_eq!(led_on(from, location).as_deref(), Some(expected), "{location}");
        }
        assert_eq!(led_on("https://a.b", "z").as_deref(), Some("https://a.b/z"));
        for location in ["", "javascript:x", "mailto:a@b", "\\\\x"] {
            assert_eq!(led_on(from, location), None, "{location}");
        }
    }
}

//! Who is answered: programs of this machine that ask this preview by its own name, and pages of its own.
//!
//! Drafts are nobody else's. A name of another site that leads to this machine is refused (`Host`), and so are
//! scripts, pictures and forms of other sites (`Origin`, `Sec-Fetch-Site`). A link that leads here from elsewhere
//! may be followed: what it shows stays in the editor's own browser.

use axum::http::{HeaderMap, Method, StatusCode, header};

/// The header by which browsers say from where a request comes.
const SITE: &str = "sec-fetch-site";
/// The header by which browsers say what a request is for.
const MODE: &str = "sec-fetch-mode";

/// Why a request is refused.
pub(super) struct Refused {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

/// Whether a request is answered at all, by a preview at this port.
pub(super) fn admit(method: &Method, headers: &HeaderMap, port: u16) -> Result<(), Refused> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let refused = |status, why| Err(Refused { status, why });
    let is_one_host = headers.get_all(header::HOST).iter().count() == 1;
    if !is_one_host || !text("host").is_some_and(|host| is_own_host(host, port)) {
        return refused(
            StatusCode::MISDIRECTED_REQUEST,
            "the preview answers only to 127.0.0.1 and localhost",
        );
    }
    let is_own = text("origin")
        .map(|origin| origin.strip_prefix("http://").is_some_and(|host| is_own_host(host, port)));
    let may_change = *method != Method::GET && *method != Method::HEAD;
    if is_own == Some(false) || (may_change && is_own.is_none()) {
        return refused(StatusCode::FORBIDDEN, "the preview answers only its own pages");
    }
    let is_from_elsewhere = text(SITE).is_some_and(|site| !["same-origin", "none"].contains(&site));
    let is_followed = text(MODE) == Some("navigate") && !may_change;
    if is_from_elsewhere && !is_followed {
        return refused(StatusCode::FORBIDDEN, "the preview answers only its own pages");
    }
    Ok(())
}

fn is_own_host(host: &str, port: u16) -> bool {
    let (name, given) = host.rsplit_once(':').unwrap_or((host, "80"));
    ["127.0.0.1", "localhost"].contains(&name) && given == port.to_string()
}

#[cfg(test)]
mod tests {
    use super::admit;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    /// The status of a refusal, or 200.
    fn asked(method: &Method, headers: &[(&'static str, &'static str)]) -> u16 {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        admit(method, &map, 4000).map_or_else(|refused| refused.status.as_u16(), |()| 200)
    }

    #[test]
    fn only_its_own_names_are_answered() {
        for own in ["127.0.0.1:4000", "localhost:4000"] {
            assert_eq!(asked(&Method::GET, &[("host", own)]), 200, "{own}");
        }
        for other in
            ["127.0.0.1", "127.0.0.1:4001", "evil.example:4000", "", "localhost:4000.evil.example"]
        {
            assert_eq!(asked(&Method::GET, &[("host", other)]), 421, "{other}");
        }
        assert_eq!(asked(&Method::GET, &[]), 421);
        let twice = [("host", "127.0.0.1:4000"), ("host", "evil.example")];
        assert_eq!(asked(&Method::GET, &twice), 421);
    }

    #[test]
    fn other_sites_read_nothing_and_send_nothing() {
        let host = ("host", "127.0.0.1:4000");
        let from = |origin| [host, ("origin", origin)];
        for origin in
            ["https://evil.example", "null", "http://127.0.0.1:5000", "https://127.0.0.1:4000"]
        {
            assert_eq!(asked(&Method::GET, &from(origin)), 403, "{origin}");
            assert_eq!(asked(&Method::POST, &from(origin)), 403, "{origin}");
        }
        assert_eq!(asked(&Method::POST, &from("http://127.0.0.1:4000")), 200);
        assert_eq!(asked(&Method::POST, &[host]), 403);
        let script = [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")];
        assert_eq!(asked(&Method::GET, &script), 403);
        let beside = [host, ("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")];
        assert_eq!(asked(&Method::GET, &beside), 403);
    }

    #[test]
    fn a_link_that_leads_here_may_be_followed() {
        let host = ("host", "localhost:4000");
        let link = [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        assert_eq!(asked(&Method::GET, &link), 200);
        assert_eq!(asked(&Method::POST, &link), 403);
        assert_eq!(asked(&Method::GET, &[host, ("sec-fetch-site", "none")]), 200);
    }
}

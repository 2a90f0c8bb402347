//! What a page may load and do: one policy for its own head, for the file of headers that hosts read, and
//! for the preview.

use super::theme::{ASSETS, Theme};

/// The Content-Security-Policy of every page: nothing, but what the site itself serves. Fonts are among it
/// if the theme has any.
pub fn content(theme: &Theme) -> String {
    let mut assets = theme.files.iter().filter(|(path, _)| path.as_str().starts_with(ASSETS));
    let has_font = assets.any(|(path, _)| path.name().rsplit('.').next() == Some("woff2"));
    let font = if has_font { " font-src 'self';" } else { "" };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';{font} \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )
}

/// The same as a header, which can also keep other sites from showing a page within theirs.
pub fn header(theme: &Theme) -> String {
    format!("{}; frame-ancestors 'none'", content(theme))
}

/// The file `_headers`, which Netlify, Cloudflare Pages and others read. Every file is asked for anew, so
/// that nobody reads a text that was replaced; one that has not changed is not sent again. Nobody on the
/// way may change what was published.
pub(super) fn headers_file(theme: &Theme) -> String {
    format!(
        "/*\n  Content-Security-Policy: {}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: same-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n  \
         Cache-Control: public, no-cache, no-transform\n",
        header(theme)
    )
}

//! What is sent, with the headers that keep it where it belongs.

use crate::source::path::VPath;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;

/// The policy of an answer that is no page: it loads nothing.
const BARE: &str = "default-src 'none'; frame-ancestors 'none'";

/// What is sent.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) kind: &'static str,
    pub(super) location: Option<String>,
    /// The Content-Security-Policy.
    pub(super) policy: String,
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// A file, by the end of its name.
    pub(super) fn file(file: &VPath, body: Vec<u8>) -> Self {
        Self { kind: kind(file), ..Self::html(body) }
    }

    /// A page.
    pub(super) fn html(body: Vec<u8>) -> Self {
        let kind = "text/html; charset=utf-8";
        Self { status: StatusCode::OK, kind, location: None, policy: BARE.to_owned(), body }
    }

    /// A line that says why there is no page.
    pub(super) fn plain(status: StatusCode, text: &str) -> Self {
        let body = format!("{text}\n").into_bytes();
        Self { status, kind: "text/plain; charset=utf-8", ..Self::html(body) }
    }

    /// The way to another address.
    pub(super) fn elsewhere(location: String) -> Self {
        let status = StatusCode::TEMPORARY_REDIRECT;
        Self { location: Some(location), ..Self::plain(status, "see the other address") }
    }

    pub(super) fn response(self) -> Response {
        let mut response = Response::builder()
            .status(self.status)
            .header(header::CONTENT_TYPE, self.kind)
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::CONTENT_SECURITY_POLICY, self.policy)
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .header(header::REFERRER_POLICY, "same-origin")
            .header("cross-origin-resource-policy", "same-origin")
            .header("cross-origin-opener-policy", "same-origin");
        if let Some(location) = self.location {
            response = response.header(header::LOCATION, location);
        }
        response.body(Body::from(self.body)).unwrap_or_default()
    }
}

fn kind(file: &VPath) -> &'static str {
    match file.name().rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

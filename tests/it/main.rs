//! The one integration test binary: the program as others see it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read their fixtures and fail loudly; the functions that help them are not `in tests` to clippy"
)]

mod allowances;
mod as_at;
mod attention;
mod borders;
mod bundles;
mod citations;
mod commands;
mod commonmark;
mod completions;
mod copies;
mod decisions;
mod differences;
mod docs;
mod drift;
mod example;
#[cfg(feature = "external")]
mod external;
mod feeds;
mod findings;
mod formats;
mod hostile;
mod killed;
mod language;
mod law;
mod local_sites;
mod markdown;
mod names;
mod outside;
mod pages;
mod paper;
mod parsing;
mod partnerships;
#[cfg(feature = "pdf")]
mod pdfs;
mod preview;
mod printed_page;
mod prints;
mod proof;
mod recording;
mod redirects;
mod refusals;
mod reports;
mod restoring;
mod rules;
mod schemas;
mod search;
mod sites;
mod teaching;
mod tidy;
mod transcripts;
mod welsh;
mod writing;
mod written;

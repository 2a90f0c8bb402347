//! The one integration test binary: the program as others see it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read their fixtures and fail loudly; the functions that help them are not `in tests` to clippy"
)]

mod as_at;
mod borders;
mod commands;
mod commonmark;
mod differences;
mod drift;
mod feeds;
mod findings;
mod hostile;
mod killed;
mod local_sites;
mod markdown;
mod names;
mod pages;
mod parsing;
mod partnerships;
#[cfg(feature = "pdf")]
mod pdfs;
mod prints;
mod recording;
mod refusals;
mod reports;
mod rules;
mod sites;
mod tidy;
mod transcripts;
mod written;

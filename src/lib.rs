//! Chapterhouse turns a folder of Markdown chapters into a versioned procedures website.

pub mod amend;
pub mod bench_manual;
pub mod bundle;
pub mod check;
pub mod diff;
pub mod edge;
pub mod finding;
pub mod manual;
pub mod parse;
pub mod pdf;
pub mod prose;
pub mod record;
pub mod render;
pub mod report;
pub mod resolve;
pub mod scaffold;
pub mod schema;
pub mod search;
pub mod site;
pub mod source;

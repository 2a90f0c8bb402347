//! Chapterhouse turns a folder of Markdown chapters into a versioned procedures website.

pub mod edge;
pub mod finding;
pub mod parse;
pub mod prose;
pub mod render;
pub mod source;

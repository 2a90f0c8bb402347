//! Rendering: from a page of the site to its bytes. A pure function.

pub mod html;

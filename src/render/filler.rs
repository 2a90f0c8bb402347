//! Fills the holes of a text for one page.

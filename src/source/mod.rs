//! Where text comes from: paths inside a manual, the tree of its files, and places in them.
//!
//! Everything else stands on this floor. Nothing here reads a disk: a [`tree::FileTree`] is a value.

pub mod digest;
pub mod path;
pub mod place;
pub mod tree;

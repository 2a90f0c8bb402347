//! Parsing: from the files of a manual to the manual. It never fails and never reads a disk.

pub mod markdown;

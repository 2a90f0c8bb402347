//! The state of the preview against the files.

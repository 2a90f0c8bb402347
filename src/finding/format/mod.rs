//! How findings are shown: each format is a function from findings to a string.

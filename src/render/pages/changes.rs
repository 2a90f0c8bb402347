//! The words that changed.

use super::{Made, PageMaker};
use crate::manual::amendment::{Amendment, Entry};
use crate::site::page::Dated;

impl<'m> PageMaker<'_, 'm> {
    pub(super) fn changes(&self, _dated: &Dated) -> Made { Ok(None) }
    pub(super) fn since(&self, _dated: &Dated) -> Made { Ok(None) }
    pub(super) fn marked_passages(&self, _a: &Amendment, _e: &Entry) -> Option<String> { None }
}

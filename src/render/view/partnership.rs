//! Partnerships.

use super::ChapterLink;
use super::amendment::AmendmentView;
use super::contact::ContactView;
use super::frame::SectionView;
use serde::Serialize;

/// A partnership's home.
#[derive(Debug, Serialize)]
pub struct PartnershipHome {
    /// Its name.
    pub name: String,
    /// The area that it serves.
    pub area: Option<String>,
    /// Whom to turn to.
    pub contacts: Vec<ContactView>,
    /// What it adds to chapters, in reading order.
    pub additions: Vec<AdditionView>,
    /// The sections with their chapters.
    pub sections: Vec<SectionView>,
    /// The newest amendments that concern it.
    pub amendments: Vec<AmendmentView>,
    /// The upcoming ones.
    pub upcoming: Vec<AmendmentView>,
}

/// A local addition in a list.
#[derive(Debug, Serialize)]
pub struct AdditionView {
    /// The chapter, as it is read with the addition.
    pub chapter: ChapterLink,
    /// The addition's own title.
    pub title: String,
    /// The number of the version in force.
    pub version: Option<String>,
    /// The day from which it is in force.
    pub in_force: Option<String>,
    /// In the preview, whether the regional text around it changed since it was last looked at.
    pub is_to_confirm: bool,
}

/// The page that stays at an address when a partnership has left the manual.
#[derive(Debug, Serialize)]
pub struct LeftView {
    /// Its name.
    pub name: String,
    /// The last day on which it used the manual.
    pub on: String,
    /// The same page of the region's site.
    pub regional: String,
    /// The chapters to which it added something, each with the address of its history.
    pub records: Vec<ChapterLink>,
}

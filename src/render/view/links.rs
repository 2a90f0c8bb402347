//! Links to other hosts.

use super::ChapterLink;
use serde::Serialize;

/// Every address on another host to which the manual leads.
#[derive(Debug, Serialize)]
pub struct Links {
    /// How many addresses there are.
    pub count: usize,
    /// The hosts, in order.
    pub hosts: Vec<HostView>,
}

/// A host.
#[derive(Debug, Serialize)]
pub struct HostView {
    /// Its name.
    pub host: String,
    /// The addresses on it, in order.
    pub links: Vec<LinkView>,
}

/// An address, with what leads to it.
#[derive(Debug, Serialize)]
pub struct LinkView {
    /// The address.
    pub address: String,
    /// The chapters.
    pub chapters: Vec<ChapterLink>,
    /// The entries of registers.
    pub entries: Vec<EntryLink>,
    /// Whether a notice on every page does.
    pub is_on_every_page: bool,
}

/// A link to an entry of a register.
#[derive(Debug, Serialize)]
pub struct EntryLink {
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
}

//! What lets readers have the manual without a network: the page that says how, and what their browsers ask for.

use super::PageMaker;
use crate::site::address::Address;
use serde::Serialize;

/// The page that says how to have the manual without a network.
#[derive(Serialize)]
pub(super) struct OfflineView {
    /// Whose text it is.
    site: String,
    download: Option<Download>,
}

/// The whole site in one file.
#[derive(Serialize)]
struct Download {
    address: String,
    /// The name under which it is saved.
    name: String,
    size: String,
}

/// The program that keeps copies.
#[derive(Serialize)]
pub(super) struct Worker {
    /// Whether it keeps any; else it removes what an earlier one left.
    is_on: bool,
}

/// What a browser needs to put the site on a device's screen.
#[derive(Serialize)]
pub(super) struct Manifest {
    name: String,
    short_name: String,
    language: String,
    /// The way from the manifest to the top of the site.
    top: String,
    colour: Option<String>,
}

/// The site's own sign.
#[derive(Serialize)]
pub(super) struct Icon {
    colour: Option<String>,
}

impl PageMaker<'_, '_> {
    pub(super) fn offline(&self) -> OfflineView {
        let settings = &self.edition.manual.settings;
        let own = self.edition.partnership.map(|own| own.name.value.clone());
        let download = self.renderer.options.download.map(|bytes| Download {
            address: self.address(&Address::download()),
            name: format!("{}.zip", self.renderer.folder_name()),
            size: self.size(bytes),
        });
        OfflineView { site: own.unwrap_or_else(|| settings.title.clone()), download }
    }

    /// A size in words, in whole kilobytes or tenths of megabytes.
    fn size(&self, bytes: usize) -> String {
        let words = &self.renderer.theme.words;
        let tenths = bytes.div_ceil(100_000);
        if tenths < 10 {
            return words.fill("kilobytes", &[("n", &bytes.div_ceil(1000).to_string())]);
        }
        words.fill("megabytes", &[("n", &format!("{}.{}", tenths / 10, tenths % 10))])
    }

    pub(super) fn worker(&self) -> Worker {
        Worker { is_on: self.renderer.keeps_copies() }
    }

    pub(super) fn manifest(&self) -> Manifest {
        let settings = &self.edition.manual.settings;
        let own = self.edition.partnership;
        Manifest {
            name: match own {
                Some(own) => format!("{} – {}", own.name.value, settings.title),
                None => settings.title.clone(),
            },
            short_name: own.map_or(&settings.title, |own| &own.name.value).clone(),
            language: settings.language.value.clone(),
            top: self.page.address().to_root(),
            colour: self.colour(),
        }
    }

    pub(super) fn icon(&self) -> Icon {
        Icon { colour: self.colour() }
    }

    /// The partnership's colour, on which white can be seen.
    fn colour(&self) -> Option<String> {
        let colour = self.edition.partnership?.colour.as_ref()?;
        Some(colour.value.in_light_mode().to_string())
    }
}

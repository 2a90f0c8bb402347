//! How the preview looks: the theme, whose last good state stays while a newer one cannot be used, and the
//! desk's own pages, which are no part of any theme.

use crate::edge::theme;
use crate::finding::{Findings, Level};
use crate::render::theme::{ASSETS, Theme};
use std::path::Path;
use std::sync::Arc;

/// A theme in use.
#[derive(Debug)]
pub(super) struct Look {
    /// The theme.
    pub(super) theme: Arc<Theme>,
    /// The one before, with which a page is made that this one cannot make.
    pub(super) before: Option<Arc<Theme>>,
    /// Why a newer state of the theme is not used.
    pub(super) faults: Findings,
    /// The desk's own pages and words.
    pub(super) desk: Arc<Theme>,
    /// The language for which it was made.
    pub(super) language: String,
    /// Counts the states of the style sheets.
    pub(super) styles: u64,
    /// Counts the states of the scripts.
    pub(super) scripts: u64,
}

impl Look {
    /// The first look. A theme with errors is used all the same, as far as it goes.
    pub(super) fn first(folder: Option<&Path>, language: &str) -> anyhow::Result<Self> {
        let (theme, faults) = theme::load(folder, language)?;
        Ok(Self {
            theme: Arc::new(theme),
            before: None,
            faults: errors(faults),
            desk: Arc::new(theme::desk(language)),
            language: language.to_owned(),
            styles: 0,
            scripts: 0,
        })
    }

    /// The look after a change to the theme's files or to the language of the manual.
    pub(super) fn next(&self, folder: Option<&Path>, language: &str) -> anyhow::Result<Self> {
        let (theme, faults) = theme::load(folder, language)?;
        let faults = errors(faults);
        let is_good = faults.is_empty();
        let used = if is_good { Arc::new(theme) } else { Arc::clone(&self.theme) };
        let has_new = |end: &str| {
            let assets = |theme: &Theme| -> Vec<Vec<u8>> {
                let files = theme.files.iter();
                let wanted = files.filter(|(path, _)| {
                    path.as_str().starts_with(ASSETS) && path.as_str().ends_with(end)
                });
                wanted.map(|(_, bytes)| bytes.to_vec()).collect()
            };
            u64::from(assets(&used) != assets(&self.theme))
        };
        Ok(Self {
            before: if is_good { Some(Arc::clone(&self.theme)) } else { self.before.clone() },
            faults,
            desk: Arc::new(theme::desk(language)),
            language: language.to_owned(),
            styles: self.styles + has_new(".css"),
            scripts: self.scripts + has_new(".js"),
            theme: used,
        })
    }
}

fn errors(findings: Findings) -> Findings {
    findings.into_iter().filter(|finding| finding.level == Level::Error).collect()
}

//! The PDFs of a build: each is made anew only where the old site has none that is made from the same.

use crate::finding::{Finding, Findings};
use crate::pdf::{Order, Printer};
use crate::render::Renderer;
use crate::site::page::Page;
use crate::source::tree::FileTree;
use std::path::Path;

/// What is said where the program was compiled without the press.
pub(super) const HOW: &str = "--pdf: this program was built without PDF; install it with `cargo install --path . --locked --features external,pdf`\n";

/// The same where only the PDF of a bundle is missing.
pub(super) const HOW_FOR_BUNDLE: &str = "no PDF was made: this program was built without PDF; install it with `cargo install --path . --locked --features external,pdf`\n";

/// Whether the program was compiled with the press.
pub(super) const HAS_PRESS: bool = cfg!(feature = "pdf");

#[cfg(feature = "pdf")]
pub(super) use with::{Prints, one};
#[cfg(not(feature = "pdf"))]
pub(super) use without::{Prints, one};

#[cfg(feature = "pdf")]
mod with {
    use super::{FileTree, Finding, Findings, Order, Page, Path, Printer, Renderer};
    use crate::pdf::press::Press;
    use crate::pdf::seal;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    /// One print, by itself.
    pub(in super::super) fn one(
        printer: &Printer<'_, '_>,
        order: &Order,
        files: &FileTree,
    ) -> Result<Option<Vec<u8>>, Finding> {
        let Some(printed) = printer.print(order) else { return Ok(None) };
        let press = Press::of(printer.theme)?;
        press.pdf(&mut press.plate(printed, files)).map(Some)
    }

    /// Makes the PDFs of a site.
    pub(in super::super) struct Prints<'r, 'm> {
        renderer: &'r Renderer<'r, 'm>,
        press: Press,
        old: PathBuf,
        findings: Mutex<Vec<Finding>>,
        n_kept: AtomicUsize,
        n_made: AtomicUsize,
    }

    impl<'r, 'm> Prints<'r, 'm> {
        /// For a site that is published in a folder; none if there is no press.
        pub(in super::super) fn of(
            renderer: &'r Renderer<'r, 'm>,
            out: &Path,
        ) -> Result<Option<Self>, Finding> {
            let press = Press::of(renderer.theme)?;
            let (old, findings) = (out.to_path_buf(), Mutex::default());
            let (n_kept, n_made) = (AtomicUsize::new(0), AtomicUsize::new(0));
            Ok(Some(Self { renderer, press, old, findings, n_kept, n_made }))
        }

        /// The bytes of a PDF.
        pub(in super::super) fn bytes(&self, page: &Page) -> Result<Vec<u8>, Finding> {
            let renderer = self.renderer;
            let printer = Printer {
                site: renderer.site,
                theme: renderer.theme,
                base_url: renderer.options.base_url,
            };
            let printed = Order::of(page).and_then(|order| printer.print(&order));
            let Some(printed) = printed else { return Ok(Vec::new()) };
            let mut plate = self.press.plate(printed, renderer.files);
            let old = page.address().path().map(|path| self.old.join(path.as_str()));
            let old = old.and_then(|path| std::fs::read(path).ok());
            let kept = old.filter(|old| seal::is_sealed(old, &plate.made_from));
            let count = if kept.is_some() { &self.n_kept } else { &self.n_made };
            count.fetch_add(1, Ordering::Relaxed);
            let pdf = match kept {
                Some(old) => old,
                None => self.press.pdf(&mut plate)?,
            };
            let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
            findings.append(&mut plate.findings);
            Ok(pdf)
        }

        /// How many PDFs were made, and how many were kept.
        pub(in super::super) fn counts(&self) -> (usize, usize) {
            (self.n_made.load(Ordering::Relaxed), self.n_kept.load(Ordering::Relaxed))
        }

        /// What is wrong with prints that were made, each fault once.
        pub(in super::super) fn findings(&self) -> Findings {
            let found = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
            let mut found = found.clone();
            found.sort();
            found.dedup();
            found.into_iter().collect()
        }
    }
}

#[cfg(not(feature = "pdf"))]
mod without {
    use super::{FileTree, Finding, Findings, Order, Page, Path, Printer, Renderer};
    use std::convert::Infallible;
    use std::marker::PhantomData;

    #[expect(clippy::unnecessary_wraps, reason = "where there is a press, it can be at fault")]
    pub(in super::super) fn one(
        _: &Printer<'_, '_>,
        _: &Order,
        _: &FileTree,
    ) -> Result<Option<Vec<u8>>, Finding> {
        Ok(None)
    }

    /// No press, no prints.
    pub(in super::super) struct Prints<'r, 'm> {
        never: Infallible,
        renderer: PhantomData<&'r Renderer<'r, 'm>>,
    }

    impl Prints<'_, '_> {
        #[expect(clippy::unnecessary_wraps, reason = "where there is a press, it can be at fault")]
        pub(in super::super) fn of(
            _: &Renderer<'_, '_>,
            _: &Path,
        ) -> Result<Option<Self>, Finding> {
            Ok(None)
        }

        pub(in super::super) fn bytes(&self, _: &Page) -> Result<Vec<u8>, Finding> {
            match self.never {}
        }

        pub(in super::super) fn counts(&self) -> (usize, usize) {
            match self.never {}
        }

        pub(in super::super) fn findings(&self) -> Findings {
            match self.never {}
        }
    }
}

//! `new`: writes the beginning of a chapter or of a partnership's addition.

use crate::edge::cli::New;
use crate::edge::{Outcome, load, terminal};
use crate::finding::Findings;
use crate::scaffold;
use std::path::Path;

/// Writes one file that is not there yet, or says why not.
pub(super) fn run(manual: Option<&Path>, new: &New) -> anyhow::Result<Outcome> {
    let loaded = load::load(manual, None)?;
    let (made, document) = match new {
        New::Chapter { address: (section, slug) } => {
            (scaffold::chapter(&loaded.manual, section, slug, loaded.date), slug.to_string())
        }
        New::Addition { chapter, partnership } => (
            scaffold::addition(&loaded.manual, chapter, partnership, loaded.date),
            format!("{chapter}/{partnership}"),
        ),
    };
    match made {
        Ok((path, text)) => {
            super::write_new(&loaded.folder, &path, text.as_bytes())?;
            terminal::say(&format!(
                "wrote {}{path}\nNext: write it, with `chapterhouse serve --open` beside you; then \
                 `chapterhouse amend {document} --significance new …` records it.\n",
                loaded.prefix
            ))?;
            Ok(Outcome::Done)
        }
        Err(fault) => {
            terminal::complain_of(&Findings::from_iter([*fault]), loaded.shown());
            terminal::complain("nothing was written\n");
            Ok(Outcome::Findings)
        }
    }
}

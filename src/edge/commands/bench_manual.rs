//! `bench-manual`: writes a manual of any size, for measurements.

use crate::bench_manual::{self, Sizes};
use crate::edge::cli::BenchManual;
use crate::edge::{Outcome, terminal};
use anyhow::{Context as _, bail};

/// Writes the manual into a folder that is new or empty.
pub(super) fn run(options: &BenchManual) -> anyhow::Result<Outcome> {
    let folder = &options.folder;
    let shown = folder.display();
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{shown}`"))?;
    let mut entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read the folder `{shown}`"))?;
    if entries.next().is_some() {
        bail!("the folder `{shown}` is not empty; name a new one");
    }
    let BenchManual { chapters, partnerships, versions, additions, vocabulary, .. } = *options;
    let sizes = Sizes { chapters, partnerships, versions, additions, vocabulary };
    let files = bench_manual::files(sizes);
    for (path, bytes) in files.iter() {
        let target = folder.join(path.as_str());
        let context = || format!("cannot write `{}`", target.display());
        std::fs::create_dir_all(target.parent().unwrap_or(folder)).with_context(context)?;
        std::fs::write(&target, bytes).with_context(context)?;
    }
    terminal::say(&format!("{shown}: {} files\n", files.len()))?;
    Ok(Outcome::Done)
}

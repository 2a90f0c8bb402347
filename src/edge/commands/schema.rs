//! `schema`: writes the schemas of a manual's files, and the settings by which Visual Studio Code uses them.

use crate::edge::cli::Schema;
use crate::edge::read::{self, FOLDER};
use crate::edge::{Outcome, load, rules, terminal};
use crate::schema;
use crate::source::tree::FileTree;
use anyhow::Context as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Writes the files. Settings that are there are somebody's own: they are left as they are, and what
/// belongs into them is said.
pub(super) fn run(manual: Option<&Path>, options: &Schema) -> anyhow::Result<Outcome> {
    let (out, name) = match &options.out {
        Some(out) => (out.clone(), FOLDER.to_owned()),
        None => beside(manual)?,
    };
    let files = schema::files(rules::all(), &name);
    let left = write(&out, &files)?;
    let shown = |path: &str| load::from_here(&out).join(path).display().to_string();
    let n_schemas = files.iter().filter(|(path, _)| path.name().ends_with(".schema.json")).count();
    terminal::say(&format!("wrote {n_schemas} schemas into {}\n", shown(schema::FOLDER)))?;
    for (path, bytes) in files.iter().filter(|(path, _)| left.contains(&path.as_str())) {
        terminal::say(&format!(
            "{} is yours and was left as it is; add what it lacks of this:\n{}",
            shown(path.as_str()),
            String::from_utf8_lossy(bytes)
        ))?;
    }
    let folder = shown("");
    let folder = if folder.is_empty() { "this folder" } else { folder.trim_end_matches('/') };
    terminal::say(&format!(
        "Open {folder} in Visual Studio Code, and agree when it offers the extension YAML.\n"
    ))?;
    Ok(Outcome::Done)
}

/// The folder that holds the manual's folder, and the name of that; where the manual stands at the top
/// of its project, that folder itself and no name.
fn beside(manual: Option<&Path>) -> anyhow::Result<(PathBuf, String)> {
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let folder = read::find_manual(manual, &here)?;
    let folder = std::path::absolute(&folder)
        .with_context(|| format!("cannot tell where `{}` is", folder.display()))?;
    Ok(match (folder.parent(), folder.file_name()) {
        (Some(parent), Some(name)) if name == FOLDER => (parent.to_path_buf(), FOLDER.to_owned()),
        _ => (folder, String::new()),
    })
}

/// Writes each file, but for settings that differ; gives the paths of those.
pub(super) fn write<'t>(out: &Path, files: &'t FileTree) -> anyhow::Result<Vec<&'t str>> {
    let mut left = Vec::new();
    for (path, bytes) in files.iter() {
        let target = out.join(path.as_str());
        let folder = target.parent().unwrap_or(out);
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
        let there = match std::fs::read(&target) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read `{}`", target.display()));
            }
        };
        if there.as_deref() == Some(bytes) {
            continue;
        }
        if there.is_some() && !path.name().ends_with(".schema.json") {
            left.push(path.as_str());
            continue;
        }
        super::replace(&target, bytes)?;
    }
    Ok(left)
}

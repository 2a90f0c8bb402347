//! `init`: writes a small manual that builds, and says what to do next.

use crate::edge::cli::Init;
use crate::edge::read::FOLDER;
use crate::edge::{Outcome, load, rules, terminal};
use crate::{scaffold, schema};
use anyhow::{Context as _, bail};

/// Writes the manual as `procedures` in a folder that is new or empty.
pub(super) fn run(options: &Init) -> anyhow::Result<Outcome> {
    let day = load::as_at_date(None)?;
    let project = &options.folder;
    let shown = project.display();
    std::fs::create_dir_all(project)
        .with_context(|| format!("cannot make the folder `{shown}`"))?;
    let mut entries =
        std::fs::read_dir(project).with_context(|| format!("cannot read the folder `{shown}`"))?;
    if entries.next().is_some() {
        bail!("the folder `{shown}` is not empty; name a new one");
    }
    let folder = project.join(FOLDER);
    for (path, bytes) in scaffold::manual(day).iter() {
        super::write_new(&folder, path, bytes)?;
    }
    for (path, bytes) in scaffold::beside(FOLDER).iter() {
        super::write_new(project, path, bytes)?;
    }
    super::schema::write(project, &schema::files(rules::all(), FOLDER))?;
    let enter = if shown.to_string() == "." { String::new() } else { format!("cd {shown}\n  ") };
    terminal::say(&format!(
        "made a small manual in {}\n\nNext:\n  \
         {enter}\
         chapterhouse serve --open                 read it, drafts included\n  \
         chapterhouse new chapter core/NAME        add a chapter\n  \
         chapterhouse check                        see whether all is well\n  \
         chapterhouse build                        write the public site to `public`\n\
         {FOLDER}/manual.yaml is where your own title, publisher and sections go.\n\
         Visual Studio Code explains each key to you, if you open this folder in it.\n",
        folder.display(),
    ))?;
    Ok(Outcome::Done)
}

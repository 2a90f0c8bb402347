//! The preview: what `serve` shows an editor on their own machine.
//!
//! 1. [`watch`] says where files may have changed, [`folder`] reads those again.
//! 2. [`desk`] makes the next [`snapshot`] of them: the manual, its plan, and what is [`told`] of it.
//! 3. [`server`] answers requests from the newest snapshot, after [`guard`] has looked at who asks; each page is
//!    rendered when it is asked for, in one [`view`] of the manual or another.
//! 4. [`dress`] puts the editor's [`bar`] and the findings into the page; [`pages`] are the desk's own, and
//!    [`recording`] is the form that records an amendment.
//!
//! Nothing of it reaches a published site: what it adds is added to the bytes that are sent.

mod bar;
mod desk;
mod dress;
mod folder;
mod form;
mod guard;
mod look;
mod notes;
mod pages;
mod problems;
mod record_pages;
mod recording;
mod reply;
mod server;
mod snapshot;
#[cfg(test)]
mod tests;
mod told;
mod view;
mod watch;
mod ways;

use super::{load, read, terminal};
use crate::edge::cli::Serve;
use anyhow::{Context as _, anyhow};
use desk::{Desk, Message, Today};
use server::Preview;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// Serves the preview until Ctrl-C.
pub(super) fn run(manual: Option<&Path>, options: Serve) -> anyhow::Result<()> {
    let since = SystemTime::now();
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let folder = read::find_manual(manual, &here)?;
    let folder = std::path::absolute(&folder).context("cannot tell which folder this is")?;
    let theme = options.theme.map(std::path::absolute).transpose();
    let theme = theme.context("cannot tell which folder the theme is")?;
    let listener = listen(options.port)?;
    let port = listener.local_addr().context("cannot tell the port")?.port();
    let date = load::as_at_date(options.as_at)?;
    let as_at = options.as_at;
    // What could be told once can be told again.
    let today: Today = Arc::new(move || load::as_at_date(as_at).unwrap_or(date));
    let opened = Desk::open(&folder, theme.clone(), Arc::clone(&today))?;
    let newest = opened.newest();
    let desk = opened.follow()?;
    let folders = std::iter::once(folder.clone()).chain(theme).collect();
    let changed = desk.clone();
    let tell = move |hints| changed.send(Message::Changed(hints, None)).is_ok();
    watch::start(folders, (options.poll, since), tell, terminal::complain)?;
    let address = format!("http://127.0.0.1:{port}/");
    terminal::say(&format!("preview at {address} (Ctrl-C ends it)\n"))?;
    if options.open {
        open(&address);
    }
    let token = if options.read_only { None } else { Some(random()?) };
    let prefix = load::prefix(&folder);
    let preview = Preview { newest, desk, today, folder, prefix, port, token, run: random()? };
    server::serve(listener, preview)
}

fn listen(port: u16) -> anyhow::Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let later = port.saturating_add(1)..=port.saturating_add(100);
            let free = later
                .into_iter()
                .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
            Err(match free {
                Some(free) => anyhow!("port {port} is taken; try `--port {free}`"),
                None => anyhow!("port {port} is taken; choose another one with `--port`"),
            })
        }
        bound => bound.with_context(|| format!("cannot listen on port {port}")),
    }
}

/// Where no browser can be started, the address has been said already.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if std::process::Command::new(program).arg(address).spawn().is_err() {
        terminal::complain("no browser could be started: open the address above yourself\n");
    }
}

/// A word that nobody can guess.
fn random() -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    let got = rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty());
    anyhow::ensure!(got == Ok(bytes.len()), "the system gave no random numbers");
    let mut word = String::new();
    for byte in bytes {
        let _ = write!(word, "{byte:02x}");
    }
    Ok(word)
}

//! `serve`: a preview on this machine. Each request sees the manual as it is on the disk.

use crate::edge::cli::Serve;
use crate::edge::load::Loaded;
use crate::edge::{Outcome, load, read, terminal, theme};
use crate::finding::format::Files;
use crate::finding::{Findings, Level};
use crate::record::Record;
use crate::render::theme::{ASSETS, Theme};
use crate::render::{self, Options, Renderer, policy};
use crate::resolve::Edition;
use crate::site::Site;
use crate::site::address::LinkStyle;
use crate::site::page::{Kind, Page, Pdfs};
use crate::source::path::VPath;
use anyhow::{Context as _, anyhow};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;
use walkdir::WalkDir;

/// The policy of an answer that is no page: it loads nothing.
const BARE: &str = "default-src 'none'; frame-ancestors 'none'";

/// The files of a folder with their times and sizes: while it is the same, nothing is read again.
type Stamp = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// What was read last.
struct Current {
    stamp: Stamp,
    loaded: Loaded,
    theme: Theme,
    faults: Findings,
    /// The files of the search, made when one is first asked for.
    search: OnceLock<BTreeMap<VPath, Vec<u8>>>,
}

/// The preview.
struct Preview {
    folder: PathBuf,
    theme: Option<PathBuf>,
    date: Date,
    port: u16,
    current: Mutex<Option<Arc<Current>>>,
}

/// What is sent.
struct Reply {
    status: StatusCode,
    kind: &'static str,
    location: Option<String>,
    /// The Content-Security-Policy.
    policy: String,
    body: Vec<u8>,
}

/// Serves the preview until Ctrl-C.
pub(super) fn run(manual: Option<&Path>, options: Serve) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("cannot tell which folder this is")?;
    let preview = Preview {
        folder: read::find_manual(manual, &here)?,
        theme: options.theme,
        date: load::as_at_date(options.as_at)?,
        port: options.port,
        current: Mutex::new(None),
    };
    let listener = listen(options.port)?;
    let port = listener.local_addr().context("cannot tell the port")?.port();
    let preview = Arc::new(Preview { port, ..preview });
    let address = format!("http://127.0.0.1:{port}/");
    terminal::say(&format!("preview at {address} (Ctrl-C ends it)\n"))?;
    if options.open {
        open(&address);
    }
    let runtime = tokio::runtime::Runtime::new().context("cannot start the preview")?;
    let ended = runtime.block_on(serve(listener, preview));
    runtime.shutdown_background();
    ended.map(|()| Outcome::Done)
}

async fn serve(listener: TcpListener, preview: Arc<Preview>) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("cannot use the port")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("cannot use the port")?;
    let app = axum::Router::new().fallback(answer).with_state(preview);
    tokio::select! {
        served = axum::serve(listener, app) => served.context("the preview stopped"),
        signal = tokio::signal::ctrl_c() => signal.context("cannot wait for Ctrl-C"),
    }
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

async fn answer(State(preview): State<Arc<Preview>>, request: Request) -> Response {
    let reply = if is_own_host(request.headers(), preview.port) {
        let path = request.uri().path().to_owned();
        let made = tokio::task::spawn_blocking(move || preview.reply(&path)).await;
        made.unwrap_or_else(|_| {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be made")
        })
    } else {
        plain(
            StatusCode::MISDIRECTED_REQUEST,
            "the preview answers only to 127.0.0.1 and localhost",
        )
    };
    let mut response = Response::builder()
        .status(reply.status)
        .header(header::CONTENT_TYPE, reply.kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_SECURITY_POLICY, reply.policy)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if let Some(location) = reply.location {
        response = response.header(header::LOCATION, location);
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}

/// Another site's name that leads to this machine must not read drafts through a visitor's browser.
fn is_own_host(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")].iter().any(|own| own == host)
        || (port == 80 && ["127.0.0.1", "localhost"].contains(&host))
}

fn plain(status: StatusCode, text: &str) -> Reply {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            c => escaped.push(c),
        }
    }
    let body = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Preview</title>\
         <h1>The preview cannot show this page</h1><pre>{escaped}</pre></html>\n"
    );
    Reply {
        status,
        kind: "text/html; charset=utf-8",
        location: None,
        policy: BARE.to_owned(),
        body: body.into_bytes(),
    }
}

impl Preview {
    fn reply(&self, path: &str) -> Reply {
        match self.current() {
            Ok(current) => {
                let policy = policy::header(&current.theme);
                Reply { policy, ..page(&current, path) }
            }
            Err(error) => plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("error: {error:#}")),
        }
    }

    /// The manual and the theme as they are on the disk now.
    fn current(&self) -> anyhow::Result<Arc<Current>> {
        let mut stamp = stamp(&self.folder);
        stamp.extend(self.theme.as_deref().map(self::stamp).unwrap_or_default());
        let mut kept = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(current) = kept.as_ref().filter(|current| current.stamp == stamp) {
            return Ok(Arc::clone(current));
        }
        let loaded = load::from(self.folder.clone(), self.date)?;
        let language = loaded.manual.settings.language.value.as_str();
        let (theme, faults) = theme::load(self.theme.as_deref(), language)?;
        let current = Arc::new(Current { stamp, loaded, theme, faults, search: OnceLock::new() });
        *kept = Some(Arc::clone(&current));
        Ok(current)
    }
}

fn stamp(folder: &Path) -> Stamp {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let about = |entry: walkdir::DirEntry| {
        let about = entry.metadata().ok();
        let time = about.as_ref().and_then(|about| about.modified().ok());
        (entry.into_path(), time, about.map_or(0, |about| about.len()))
    };
    entries.map(about).collect()
}

/// The page at an address.
fn page(current: &Current, path: &str) -> Reply {
    let Current { loaded, theme, faults, .. } = current;
    let themed = Files { tree: &theme.files, prefix: "theme: " };
    if faults.count(Level::Error) > 0 {
        let text = terminal::findings_for_page(faults, themed);
        return plain(StatusCode::INTERNAL_SERVER_ERROR, &text);
    }
    let Some(wanted) = wanted(path) else {
        return plain(StatusCode::NOT_FOUND, "there is no such page");
    };
    if wanted.as_str().starts_with(ASSETS)
        && let Some(bytes) = theme.files.get(&wanted)
    {
        return reply(StatusCode::OK, &wanted, bytes.to_vec());
    }
    let record = Record::of(&loaded.manual);
    let site = Site::plan(Edition::working(&loaded.manual, &record, loaded.date));
    let options = Options {
        link_style: LinkStyle::Served,
        base_url: loaded.manual.settings.base_url.as_deref(),
        is_preview: true,
        download: None,
        pdfs: Pdfs::None,
    };
    let renderer = Renderer::new(&site, theme, &loaded.files, options);
    let pages = renderer.pages();
    let at = |path: &VPath| pages.iter().find(|page| page.address().path().as_ref() == Some(path));
    let found = at(&wanted);
    if found.is_none() && wanted.join("index.html").is_some_and(|index| at(&index).is_some()) {
        let location = Some(format!("/{}/", path.trim_matches('/')));
        return Reply { location, ..plain(StatusCode::TEMPORARY_REDIRECT, "see the folder") };
    }
    if render::search::is_file(&wanted) {
        let files = current.search.get_or_init(|| renderer.search_files().clone());
        if let Some(bytes) = files.get(&wanted) {
            return reply(StatusCode::OK, &wanted, bytes.clone());
        }
    }
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let not_found = Page::regional(Kind::NotFound);
    let shown = found.unwrap_or(&not_found);
    match render::page(&renderer, shown) {
        Ok(bytes) => reply(status, &shown.address().path().unwrap_or(wanted), bytes),
        Err(fault) => {
            let is_theme = theme.files.get(&fault.place.file).is_some();
            let files = if is_theme { themed } else { loaded.shown() };
            let text = terminal::findings_for_page(&Findings::from_iter([fault]), files);
            plain(StatusCode::INTERNAL_SERVER_ERROR, &text)
        }
    }
}

/// The file that an address asks for.
fn wanted(path: &str) -> Option<VPath> {
    let path = decoded(path.strip_prefix('/')?)?;
    let folder = path.is_empty() || path.ends_with('/');
    VPath::new(&if folder { format!("{path}index.html") } else { path })
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn reply(status: StatusCode, file: &VPath, body: Vec<u8>) -> Reply {
    let kind = match file.name().rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    Reply { status, kind, location: None, policy: BARE.to_owned(), body }
}

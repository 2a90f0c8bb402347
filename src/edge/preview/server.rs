//! The server: reads requests, asks the newest state, and sends what it says. It keeps no state of its own.

use super::desk::{Message, Newest, Today};
use super::dress;
use super::folder::Hints;
use super::guard;
use super::pages;
use super::recording::{self, Form};
use super::reply::Reply;
use super::snapshot::{Found, Snapshot};
use super::view::View;
use crate::render::policy;
use crate::source::path::VPath;
use anyhow::Context as _;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::watch;

/// Where the desk's own pages and files are.
pub(super) const DESK: &str = "/@desk/";
/// Where the report is.
pub(super) const REPORT: &str = "/report/";
/// A form is never larger.
const MOST_BYTES: usize = 200_000;
/// Answers that are under way when the preview ends have so long.
const LEAVE: Duration = Duration::from_secs(2);

/// What every request is answered from.
pub(super) struct Preview {
    /// The newest state.
    pub(super) newest: Arc<Newest>,
    /// Who makes the next one.
    pub(super) desk: Sender<Message>,
    /// Says which day it is.
    pub(super) today: Today,
    /// The manual's folder.
    pub(super) folder: PathBuf,
    /// What stands before paths in findings.
    pub(super) prefix: String,
    /// The port at which it listens.
    pub(super) port: u16,
    /// What forms must bring with them; none where nothing is recorded.
    pub(super) token: Option<String>,
    /// Tells this run of the preview from others.
    pub(super) run: String,
}

/// Serves until Ctrl-C.
pub(super) fn serve(listener: TcpListener, preview: Preview) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new().context("cannot start the preview")?;
    let ended = runtime.block_on(until_ended(listener, Arc::new(preview)));
    runtime.shutdown_background();
    ended
}

async fn until_ended(listener: TcpListener, preview: Arc<Preview>) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("cannot use the port")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("cannot use the port")?;
    let app = Router::new().fallback(answer).with_state(Arc::clone(&preview));
    let (end, mut is_ending) = watch::channel(false);
    let ending = async move {
        let _ = is_ending.wait_for(|is_ending| *is_ending).await;
    };
    let serving = axum::serve(listener, app).with_graceful_shutdown(ending).into_future();
    tokio::pin!(serving);
    tokio::select! {
        served = &mut serving => return served.context("the preview stopped"),
        signal = interrupted() => signal?,
    }
    preview.newest.end();
    end.send_replace(true);
    // Whoever does not read their answer to its end is not waited for.
    let _ = tokio::time::timeout(LEAVE, serving).await;
    Ok(())
}

/// Waits for Ctrl-C, or for whoever started the program to end it.
async fn interrupted() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot wait for Ctrl-C")?;
    tokio::select! {
        signal = tokio::signal::ctrl_c() => signal.context("cannot wait for Ctrl-C"),
        _ = terminate.recv() => Ok(()),
    }
}

async fn answer(State(preview): State<Arc<Preview>>, request: Request) -> Response {
    if let Err(refused) = guard::admit(request.method(), request.headers(), preview.port) {
        return Reply::plain(refused.status, refused.why).response();
    }
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let method = request.method().clone();
    if path == format!("{DESK}events") {
        return events(&preview).into_response();
    }
    let body = match method {
        Method::POST => match to_bytes(request.into_body(), MOST_BYTES).await {
            Ok(body) => Some(body),
            Err(_) => {
                return Reply::plain(StatusCode::PAYLOAD_TOO_LARGE, "this form is too large")
                    .response();
            }
        },
        Method::GET | Method::HEAD => None,
        _ => {
            return Reply::plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "the preview is read, or sent a form",
            )
            .response();
        }
    };
    let made =
        tokio::task::spawn_blocking(move || reply(&preview, &path, &query, body.as_deref())).await;
    made.unwrap_or_else(|_| {
        Reply::plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be made")
    })
    .response()
}

/// The numbers of the states as they come, the one of now first.
fn events(preview: &Preview) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let (run, mut newest) = (preview.run.clone(), preview.newest.listen());
    newest.mark_changed();
    let next = move |(run, mut newest): (String, watch::Receiver<Option<u64>>)| async move {
        newest.changed().await.ok()?;
        let number = (*newest.borrow_and_update())?;
        let event = Event::default().data(format!("{run}.{number}"));
        Some((Ok(event), (run, newest)))
    };
    Sse::new(stream::unfold((run, newest), next)).keep_alive(KeepAlive::default())
}

/// The answer to a request that was admitted.
pub(super) fn reply(preview: &Preview, path: &str, query: &str, body: Option<&[u8]>) -> Reply {
    let snapshot = preview.now();
    let theme_policy = policy::header(&snapshot.look.theme);
    if let Some(name) = path.strip_prefix(DESK) {
        let sent = body.or_else(|| (name == "record/").then_some(query.as_bytes()));
        return match (name, body.is_some()) {
            ("record/", is_sent) => {
                let form = Form::read(sent.unwrap_or_default());
                recording::reply(preview, &snapshot, &form, is_sent)
            }
            (_, true) => {
                Reply::plain(StatusCode::METHOD_NOT_ALLOWED, "nothing is sent to this page")
            }
            (name, false) => pages::desk(preview, &snapshot, query, name),
        };
    }
    if body.is_some() {
        return Reply::plain(StatusCode::METHOD_NOT_ALLOWED, "nothing is sent to this page");
    }
    if path == REPORT {
        return pages::report(preview, &snapshot);
    }
    let Some((view, rest)) = View::of(path) else {
        return if path.ends_with('/') {
            pages::nothing(preview, &snapshot)
        } else {
            Reply::elsewhere(format!("{path}/"))
        };
    };
    let found = wanted(rest).and_then(|wanted| Some((snapshot.at(&view, &wanted)?, wanted)));
    let Some((found, wanted)) = found else { return pages::nothing(preview, &snapshot) };
    let reply = match found {
        Found::File(bytes) => return Reply::file(&wanted, bytes),
        Found::Folder => return Reply::elsewhere(format!("{path}/")),
        Found::Fault(fault) => return pages::fault(preview, &snapshot, &fault),
        Found::Page(page, path, bytes) => {
            let at = dress::At { view: &view, path: rest, page: Some(&page) };
            Reply::file(&path, dress::dress(preview, &snapshot, &at, bytes))
        }
        Found::Nothing(bytes) => {
            let at = dress::At { view: &view, path: rest, page: None };
            let bytes = dress::dress(preview, &snapshot, &at, bytes);
            Reply { status: StatusCode::NOT_FOUND, ..Reply::html(bytes) }
        }
    };
    Reply { policy: theme_policy, ..reply }
}

/// The file that an address asks for.
fn wanted(path: &str) -> Option<VPath> {
    let path = decoded(path.strip_prefix('/')?)?;
    let is_folder = path.is_empty() || path.ends_with('/');
    VPath::new(&if is_folder { format!("{path}index.html") } else { path })
}

/// Text in which signs are written as `%41`.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
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

impl Preview {
    /// The newest state, for the day that it is.
    fn now(&self) -> Arc<Snapshot> {
        let snapshot = self.newest.get();
        if (self.today)() == snapshot.date {
            return snapshot;
        }
        self.wait_for(Hints::default());
        self.newest.get()
    }

    /// Waits until the newest state has what was written.
    pub(super) fn wait_for(&self, hints: Hints) {
        let (done, is_done) = tokio::sync::oneshot::channel();
        if self.desk.send(Message::Changed(hints, Some(done))).is_ok() {
            let _ = is_done.blocking_recv();
        }
    }

    /// The state that a page shows, as the page and the events name it.
    pub(super) fn state(&self, snapshot: &Snapshot) -> String {
        format!("{}.{}", self.run, snapshot.number)
    }
}

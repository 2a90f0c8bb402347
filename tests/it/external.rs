//! Links to other hosts, asked of a server on this machine that misbehaves in every way.
#![allow(
    clippy::disallowed_types,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "the server of the tests opens a socket, and has one table of what it does wrong"
)]

use super::written::{rendered, tree};
use chapterhouse::check::external::{Answer, findings};
use chapterhouse::edge::external::{Asked, Options, ask};
use chapterhouse::manual::Manual;
use chapterhouse::record::Record;
use chapterhouse::resolve::Edition;
use chapterhouse::site::external::used;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

const TODAY: Date = date(2026, 11, 22);

/// The requests that the server was asked, as `HEAD /path`, and how many it answers at a time.
#[derive(Default)]
struct Log {
    requests: Mutex<Vec<String>>,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
}

struct Server {
    port: u16,
    log: Arc<Log>,
}

impl Server {
    /// A server that runs for as long as the test.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Log::default());
        let shared = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let log = Arc::clone(&shared);
                std::thread::spawn(move || {
                    let now = log.at_once.fetch_add(1, Ordering::SeqCst) + 1;
                    log.most_at_once.fetch_max(now, Ordering::SeqCst);
                    // A client that goes away early is part of the game.
                    let _ = serve(stream.unwrap(), &log);
                    log.at_once.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, log }
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked_for(&self, path: &str) -> Vec<String> {
        let requests = self.log.requests.lock().unwrap();
        requests.iter().filter(|request| request.ends_with(path)).cloned().collect()
    }
}

fn serve(mut stream: TcpStream, log: &Log) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        let n = stream.read(&mut buffer)?;
        if n == 0 {
            return Ok(());
        }
        request.extend_from_slice(&buffer[..n]);
    }
    let request = String::from_utf8(request).unwrap();
    assert!(request.to_ascii_lowercase().contains("user-agent: chapterhouse/"), "{request}");
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let times = {
        let mut requests = log.requests.lock().unwrap();
        let request = format!("{method} {path}");
        requests.push(request);
        requests.iter().filter(|asked| asked.ends_with(path)).count()
    };
    let mut status = |code: u16, headers: &str| {
        write!(
            stream,
            "HTTP/1.1 {code} X\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n"
        )
    };
    let is_head = method == "HEAD";
    match path {
        "/gone" => status(410, ""),
        "/missing" => status(404, ""),
        "/head-404" | "/head-403" | "/head-405" | "/head-501" if is_head => {
            status(path[6..].parse().unwrap(), "")
        }
        "/forbidden" => status(403, ""),
        "/broken" => status(500, ""),
        "/500-then-200" if times == 1 => status(500, ""),
        "/429-then-200" if times == 1 => status(429, "Retry-After: 1\r\n"),
        "/429-for-long" => status(429, "Retry-After: 3600\r\n"),
        "/moved" => status(301, "Location: /found\r\n"),
        "/moved-for-now" => status(302, "Location: found?a=b\r\n"),
        "/moved-then-for-now" => status(308, "Location: /moved-for-now\r\n"),
        "/moved-to-nothing" => status(301, "Location: /missing\r\n"),
        "/circle" => status(302, "Location: /circle-2\r\n"),
        "/circle-2" => status(302, "Location: /circle\r\n"),
        "/nowhere" => status(302, ""),
        "/to-a-script" => status(302, "Location: javascript:x\r\n"),
        "/slow" => {
            std::thread::sleep(Duration::from_millis(1500));
            status(200, "")
        }
        "/slow-header" => {
            for byte in b"HTTP/1.1 200 OK\r\n" {
                stream.write_all(&[*byte])?;
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        "/endless" | "/slow-body" => {
            write!(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            let is_slow = path == "/slow-body";
            for _ in 0..if is_slow { 10 } else { 100_000 } {
                write!(stream, "400\r\n{}\r\n", "x".repeat(1024))?;
                std::thread::sleep(Duration::from_millis(if is_slow { 100 } else { 0 }));
            }
            Ok(())
        }
        "/garbage" => stream.write_all(b"\x00\xff what is this\r\n\r\n"),
        "/reset" => Ok(()),
        path => match path.strip_prefix("/many-") {
            Some(n) => {
                let next = n.parse::<u32>().unwrap() + 1;
                status(302, &format!("Location: /many-{next}\r\n"))
            }
            None => status(200, ""),
        },
    }
}

/// A chapter with a link to each of these addresses.
fn manual(addresses: &[String]) -> Manual {
    let mut text = "-- manual.yaml --\nformat: 1\ntitle: T\npublisher: P\nsections: [{ id: core, title: Core }]\n-- chapters/core/a/chapter.md --\n---\ntitle: A\nposition: 1\n---\n\n".to_owned();
    for address in addresses {
        write!(text, "[x]({address}) ").unwrap();
    }
    chapterhouse::parse::manual(&tree(&text)).0
}

fn options(cache: Option<&Path>) -> Options<'_> {
    Options {
        cache,
        max_age: 7,
        today: TODAY,
        allow_private: true,
        timeout: Duration::from_millis(500),
        pause: Duration::ZERO,
    }
}

fn asked(manual: &Manual, options: &Options<'_>) -> Asked {
    let record = Record::known_on(manual, TODAY);
    ask(&used(&Edition::public(manual, &record, TODAY)), options).unwrap()
}

fn answers(addresses: &[String]) -> BTreeMap<String, Answer> {
    asked(&manual(addresses), &options(None)).answers
}

#[track_caller]
fn expect(server: &Server, path: &str, expected: &Answer) {
    let address = server.at(path);
    assert_eq!(&answers(std::slice::from_ref(&address))[&address], expected, "{path}");
}

fn dead(why: &str) -> Answer {
    Answer::Dead(why.to_owned())
}

fn unreachable(why: &str) -> Answer {
    Answer::Unreachable(why.to_owned())
}

static SERVER: LazyLock<Server> = LazyLock::new(Server::start);

#[test]
fn what_is_there_is_found_whatever_the_host_makes_of_head() {
    for path in ["/found", "/head-403", "/head-404", "/head-405", "/head-501", "/moved-for-now"] {
        expect(&SERVER, path, &Answer::Found);
    }
    assert_eq!(SERVER.asked_for("/head-405"), ["HEAD /head-405", "GET /head-405"]);
}

#[test]
fn what_is_gone_is_dead() {
    expect(&SERVER, "/missing", &dead("the answer is 404"));
    expect(&SERVER, "/gone", &dead("the answer is 410"));
    expect(&SERVER, "/moved-to-nothing", &dead("the answer is 404"));
    expect(&SERVER, "/nowhere", &dead("it leads on to an address that cannot be read"));
    expect(&SERVER, "/to-a-script", &dead("it leads on to an address that cannot be read"));
}

#[test]
fn redirects_have_an_end() {
    expect(&SERVER, "/circle", &dead("its redirects go round in a circle"));
    expect(&SERVER, "/many-1", &dead("it leads on more than 10 times"));
}

#[test]
fn what_moved_for_good_is_told_with_its_new_address() {
    expect(&SERVER, "/moved", &Answer::Moved(SERVER.at("/found")));
    expect(&SERVER, "/moved#part", &Answer::Moved(SERVER.at("/found#part")));
    expect(&SERVER, "/moved-then-for-now", &Answer::Moved(SERVER.at("/moved-for-now")));
}

#[test]
fn trouble_that_passes_is_waited_out() {
    let server = Server::start();
    expect(&server, "/500-then-200", &Answer::Found);
    expect(&server, "/429-then-200", &Answer::Found);
    assert_eq!(server.asked_for("/429-then-200").len(), 2);
    expect(&server, "/429-for-long", &unreachable("the answer is 429"));
    assert_eq!(server.asked_for("/429-for-long").len(), 1, "an hour is not waited for");
    expect(&server, "/broken", &unreachable("the answer is 500"));
    assert_eq!(server.asked_for("/broken").len(), 3);
    expect(&server, "/forbidden", &unreachable("the answer is 403"));
}

#[test]
fn bodies_are_never_read() {
    expect(&SERVER, "/endless", &Answer::Found);
    expect(&SERVER, "/slow-body", &Answer::Found);
}

#[test]
fn a_host_that_does_not_answer_as_it_should_is_unreachable() {
    for path in ["/slow", "/slow-header"] {
        expect(&SERVER, path, &unreachable("there was no answer within 0.5 s"));
    }
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let bad = [SERVER.at("/garbage"), SERVER.at("/reset"), format!("http://127.0.0.1:{closed}/")];
    for address in bad {
        let answer = answers(std::slice::from_ref(&address)).remove(&address).unwrap();
        let Answer::Unreachable(why) = answer else { panic!("{address}: {answer:?}") };
        assert!(why.starts_with("the connection failed ("), "{address}: {why}");
    }
}

#[test]
fn a_host_that_does_not_exist_is_never_found() {
    let address = "http://no-such-host.invalid/".to_owned();
    let answer = answers(std::slice::from_ref(&address)).remove(&address).unwrap();
    // Whether a resolver says so at once, or says nothing, is its own affair.
    let is_told = matches!(&answer, Answer::Dead(why) if why == "there is no such host")
        || matches!(&answer, Answer::Unreachable(why) if why.starts_with("there was no answer"));
    assert!(is_told, "{answer:?}");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_told() {
    let certificate = include_bytes!("../certificates/unknown.der").to_vec().into();
    let key = include_bytes!("../certificates/unknown.key.der").to_vec();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(key).into();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let _ = connection.complete_io(&mut stream.unwrap());
        }
    });
    let found = answers(std::slice::from_ref(&address));
    assert_eq!(found[&address], unreachable("the certificate of the host is not valid"));
}

#[test]
fn private_networks_are_not_asked_unless_that_is_wanted() {
    let server = Server::start();
    let addresses = [server.at("/x"), format!("http://localhost:{}/x", server.port)];
    let options = Options { allow_private: false, ..options(None) };
    for (address, answer) in asked(&manual(&addresses), &options).answers {
        let why = "the host is in a private network (`--allow-private` asks it all the same)";
        assert_eq!(answer, unreachable(why), "{address}");
    }
    assert!(server.asked_for("/x").is_empty());
}

#[test]
fn a_host_is_asked_for_each_address_once_and_for_one_at_a_time() {
    let server = Server::start();
    let mut addresses: Vec<String> = (0..20).map(|n| server.at(&format!("/page-{n}"))).collect();
    addresses.extend_from_within(..5);
    addresses.push("mailto:someone@example.org".to_owned());
    let options = Options { pause: Duration::from_millis(5), ..options(None) };
    assert_eq!(asked(&manual(&addresses), &options).answers.len(), 20);
    assert_eq!(server.log.requests.lock().unwrap().len(), 20);
    assert_eq!(server.log.most_at_once.load(Ordering::SeqCst), 1);
}

#[test]
fn good_answers_are_kept_for_some_days_and_bad_ones_are_not() {
    let server = Server::start();
    let manual = manual(&["/found", "/moved", "/missing"].map(|path| server.at(path)));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("below/links.json");
    let on = |today: Date| asked(&manual, &Options { today, ..options(Some(&file)) });
    let first = on(TODAY);
    assert_eq!(first.n_kept, 0);
    let second = on(date(2026, 11, 28));
    assert_eq!((second.n_kept, &second.answers), (2, &first.answers));
    assert_eq!(on(date(2026, 11, 29)).n_kept, 0, "a week is over");
    assert_eq!(on(TODAY).n_kept, 0, "an answer from a day to come is not believed");
    std::fs::write(&file, "ten years of work").unwrap();
    let record = Record::known_on(&manual, TODAY);
    let uses = used(&Edition::public(&manual, &record, TODAY));
    let error = ask(&uses, &options(Some(&file))).unwrap_err().to_string();
    assert!(error.contains("is not a file in which"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "ten years of work");
}

#[test]
fn answers_are_told_at_each_place_that_leads_there() {
    let files = tree(
        "
-- manual.yaml --
format: 1
title: T
publisher: P
sections: [{ id: core, title: Core }]
-- registers/legislation.yaml --
- { id: act, kind: act, title: An Act, citation: An Act 2020, address: \"https://law.example.org/act\" }
-- chapters/core/a/chapter.md --
---
title: A
position: 1
---

See [the Act](https://law.example.org/act), [b](https://b.example.org/), [c](https://c.example.org/) and [d](https://d.example.org/).
",
    );
    let (manual, _) = chapterhouse::parse::manual(&files);
    let record = Record::known_on(&manual, TODAY);
    let uses = used(&Edition::public(&manual, &record, TODAY));
    let answers = BTreeMap::from([
        (
            "https://law.example.org/act".to_owned(),
            Answer::Moved("https://law.example.org/2020".into()),
        ),
        ("https://b.example.org/".to_owned(), dead("the answer is 404")),
        ("https://c.example.org/".to_owned(), unreachable("the answer is 500")),
        ("https://d.example.org/".to_owned(), Answer::Found),
    ]);
    let found = rendered(&files, &findings(&uses, &answers));
    let expected = "\
chapters/core/a/chapter.md:6:5 moved-link: `https://law.example.org/act` has moved for good | write `https://law.example.org/2020`
chapters/core/a/chapter.md:6:45 dead-link: nothing is at `https://b.example.org/`: the answer is 404 | find where it is now, or take the link out
chapters/core/a/chapter.md:6:74 unreachable-link: `https://c.example.org/` could not be tested: the answer is 500 | open it in a browser; if it works there, leave it
registers/legislation.yaml:1:9 moved-link: `https://law.example.org/act` has moved for good | write `https://law.example.org/2020`
";
    assert!(found == expected, "{found}");
}

//! One request. The only file that knows the HTTP client.

use super::Options;
use super::guard::is_private;
use super::visit::{Asks, Failure, Method, Reply};
use std::fmt;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// The web, as seen from here.
pub(super) struct Web {
    agent: Agent,
    timeout: Duration,
}

impl Web {
    pub(super) fn new(options: &Options<'_>) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .user_agent(concat!("chapterhouse/", env!("CARGO_PKG_VERSION"), " (tests links)"))
            .timeout_global(Some(options.timeout))
            .build();
        let proxy = config.proxy().map(|proxy| proxy.host().to_owned());
        let guard =
            Guard { allow_private: options.allow_private, proxy, own: DefaultResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Self { agent, timeout: options.timeout }
    }

    fn failure(&self, error: &Error) -> Failure {
        let passing = |why: String| Failure { why, may_pass: true, is_dead: false };
        let lasting =
            |why: &str, is_dead| Failure { why: why.to_owned(), may_pass: false, is_dead };
        match error {
            Error::HostNotFound => lasting("there is no such host", true),
            Error::BadUri(_) | Error::Http(_) => lasting("this is no address", true),
            Error::Timeout(_) => {
                passing(format!("there was no answer within {} s", self.timeout.as_secs_f32()))
            }
            Error::Other(other) if other.is::<Private>() => lasting(
                "the host is in a private network (`--allow-private` asks it all the same)",
                false,
            ),
            error => {
                let words = error.to_string();
                if words.contains("certificate") || words.contains("Certificate") {
                    lasting("the certificate of the host is not valid", false)
                } else if words.contains("not known") || words.contains("No address associated") {
                    lasting("there is no such host", true)
                } else {
                    passing(format!("the connection failed ({words})"))
                }
            }
        }
    }
}

impl Asks for Web {
    fn ask(&self, method: Method, address: &str) -> Result<Reply, Failure> {
        let request = match method {
            Method::Head => self.agent.head(address),
            Method::Get => self.agent.get(address),
        };
        // The body is dropped unread, and the connection with it.
        let response = request.call().map_err(|error| self.failure(&error))?;
        let header = |name: &str| {
            let value = response.headers().get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let after = header("retry-after").and_then(|text| text.trim().parse().ok());
        Ok(Reply {
            status: response.status().as_u16(),
            location: header("location"),
            retry_after: after.map(Duration::from_secs),
        })
    }
}

/// Finds hosts, and refuses those that are not public. What it finds is what is connected to, so that a name
/// cannot mean one machine here and another there. Behind a proxy it is the proxy that decides.
struct Guard {
    allow_private: bool,
    proxy: Option<String>,
    own: DefaultResolver,
}

/// Says that a host is not public.
#[derive(Debug)]
struct Private;

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the host is in a private network")
    }
}

impl std::error::Error for Private {}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("allow_private", &self.allow_private).finish_non_exhaustive()
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.own.resolve(uri, config, timeout)?;
        let is_proxy = self.proxy.as_deref().is_some_and(|proxy| uri.host() == Some(proxy));
        let is_refused = !self.allow_private
            && !is_proxy
            && found.iter().any(|address| is_private(address.ip()));
        if is_refused { Err(Error::Other(Box::new(Private))) } else { Ok(found) }
    }
}

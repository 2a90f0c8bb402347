//! Visits addresses politely: one request at a time for each host, with a pause between two; a few hosts
//! at a time. Nothing here knows HTTP's bytes: see [`Asks`].

use super::Options;
use super::addresses::{led_on, without_fragment};
use crate::check::external::Answer;
use crate::site::external::host;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many hosts are asked at a time.
const HOSTS: usize = 8;
/// How many redirects are followed.
const REDIRECTS: usize = 10;
/// How often what may pass is asked for.
const ATTEMPTS: u32 = 3;
/// The longest that a host may ask to be left alone for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Asks a host.
pub(super) trait Asks: Sync {
    fn ask(&self, method: Method, address: &str) -> Result<Reply, Failure>;
}

/// How it is asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Method {
    Head,
    Get,
}

/// What a host replies.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<Duration>,
}

/// Why there is no reply.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) why: String,
    /// Whether another attempt may fare better.
    pub(super) may_pass: bool,
    /// Whether it is certain that nothing is there.
    pub(super) is_dead: bool,
}

/// The answer for each address.
pub(super) fn visit_all(
    addresses: &[&str],
    web: &dyn Asks,
    options: &Options<'_>,
) -> BTreeMap<String, Answer> {
    let mut by_host: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(host(address)).or_default().push(address);
    }
    let visitor = Visitor { web, pause: options.pause, gates: Mutex::default() };
    let queue = Mutex::new(by_host.into_values());
    let answers = Mutex::new(BTreeMap::new());
    // The queue is free again before the host is asked, so that others can ask the next one meanwhile.
    let next_host = || locked(&queue).next();
    std::thread::scope(|scope| {
        for _ in 0..HOSTS {
            scope.spawn(|| {
                while let Some(of_host) = next_host() {
                    for address in of_host {
                        let answer = visitor.visit(address);
                        locked(&answers).insert(address.to_owned(), answer);
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Visitor<'v> {
    web: &'v dyn Asks,
    pause: Duration,
    /// For each host, the moment from which it may be asked again. Redirects lead to other hosts too, so
    /// each request passes here.
    gates: Mutex<HashMap<String, Arc<Mutex<Instant>>>>,
}

impl Visitor<'_> {
    /// Follows redirects by hand, so that each is seen.
    fn visit(&self, address: &str) -> Answer {
        let mut at = without_fragment(address).to_owned();
        let mut seen = Vec::new();
        let mut moved = None;
        let mut is_for_good = true;
        while seen.len() <= REDIRECTS {
            if seen.contains(&at) {
                return Answer::Dead("its redirects go round in a circle".to_owned());
            }
            let reply = match self.ask_patiently(&at) {
                Ok(reply) => reply,
                Err(failure) if failure.is_dead => return Answer::Dead(failure.why),
                Err(failure) => return Answer::Unreachable(failure.why),
            };
            if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
                return judged(reply.status, moved);
            }
            let Some(next) = reply.location.and_then(|location| led_on(&at, &location)) else {
                return Answer::Dead("it leads on to an address that cannot be read".to_owned());
            };
            is_for_good &= matches!(reply.status, 301 | 308);
            if is_for_good {
                moved = Some(with_fragment_of(&next, address));
            }
            seen.push(std::mem::replace(&mut at, without_fragment(&next).to_owned()));
        }
        Answer::Dead(format!("it leads on more than {REDIRECTS} times"))
    }

    /// Asks again, later each time, where the trouble may pass.
    fn ask_patiently(&self, address: &str) -> Result<Reply, Failure> {
        let mut wait = self.pause.max(Duration::from_millis(1));
        for attempt in 1.. {
            let reply = self.ask_both_ways(address);
            let asked = match &reply {
                Ok(reply) if matches!(reply.status, 408 | 429 | 500 | 502..=504) => {
                    reply.retry_after
                }
                Err(failure) if failure.may_pass => None,
                _ => return reply,
            };
            let wanted = asked.unwrap_or_default().max(wait * 2);
            if attempt == ATTEMPTS || wanted > LONGEST_WAIT {
                return reply;
            }
            wait = wanted;
            self.leave_alone(address, wait);
        }
        Err(Failure { why: String::new(), may_pass: false, is_dead: false })
    }

    /// HEAD, and GET where a host does not know HEAD or answers it amiss.
    fn ask_both_ways(&self, address: &str) -> Result<Reply, Failure> {
        let head = self.through_gate(address, Method::Head);
        match &head {
            Ok(Reply { status: 400..=407 | 409 | 411..=428 | 501, .. }) => {}
            Err(failure) if failure.may_pass => {}
            _ => return head,
        }
        self.through_gate(address, Method::Get)
    }

    fn through_gate(&self, address: &str, method: Method) -> Result<Reply, Failure> {
        let gate = self.gate(address);
        let mut from = locked(&gate);
        std::thread::sleep(from.saturating_duration_since(Instant::now()));
        let reply = self.web.ask(method, address);
        *from = Instant::now() + self.pause;
        reply
    }

    fn leave_alone(&self, address: &str, wait: Duration) {
        let gate = self.gate(address);
        *locked(&gate) = Instant::now() + wait;
    }

    fn gate(&self, address: &str) -> Arc<Mutex<Instant>> {
        let mut gates = locked(&self.gates);
        let gate =
            gates.entry(host(address)).or_insert_with(|| Arc::new(Mutex::new(Instant::now())));
        Arc::clone(gate)
    }
}

/// What a reply means that leads nowhere else.
fn judged(status: u16, moved: Option<String>) -> Answer {
    match status {
        200..=299 | 304 => moved.map_or(Answer::Found, Answer::Moved),
        404 | 410 => Answer::Dead(format!("the answer is {status}")),
        _ => Answer::Unreachable(format!("the answer is {status}")),
    }
}

/// The new address, with the part of the page to which the old one leads.
fn with_fragment_of(next: &str, address: &str) -> String {
    match address.split_once('#') {
        Some((_, fragment)) if !next.contains('#') => format!("{next}#{fragment}"),
        _ => next.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Asks, Failure, Method, Reply, locked, visit_all};
    use crate::check::external::Answer;
    use crate::edge::external::Options;
    use crate::site::external::host;
    use std::collections::BTreeSet;
    use std::sync::{Condvar, Mutex};
    use std::time::Duration;

    /// Hosts that reply only when so many of them are being asked at once.
    struct Together {
        n_hosts: usize,
        asked: Mutex<BTreeSet<String>>,
        /// The hosts that were asked while they were still replying.
        pressed: Mutex<Vec<String>>,
        met: Mutex<usize>,
        more: Condvar,
    }

    impl Asks for Together {
        fn ask(&self, _: Method, address: &str) -> Result<Reply, Failure> {
            let host = host(address);
            if !locked(&self.asked).insert(host.clone()) {
                locked(&self.pressed).push(host.clone());
            }
            let mut met = locked(&self.met);
            *met += 1;
            self.more.notify_all();
            let (met, waited) = self
                .more
                .wait_timeout_while(met, Duration::from_secs(10), |met| *met < self.n_hosts)
                .unwrap();
            drop(met);
            locked(&self.asked).remove(&host);
            let status = if waited.timed_out() { 503 } else { 200 };
            Ok(Reply { status, location: None, retry_after: Some(Duration::from_hours(1)) })
        }
    }

    #[test]
    fn several_hosts_are_asked_at_once_and_each_for_one_address_at_a_time() {
        let web = Together {
            n_hosts: 3,
            asked: Mutex::default(),
            pressed: Mutex::default(),
            met: Mutex::default(),
            more: Condvar::new(),
        };
        let options = Options {
            cache: None,
            max_age: 7,
            today: jiff::civil::date(2026, 11, 22),
            allow_private: true,
            timeout: Duration::from_secs(1),
            pause: Duration::ZERO,
        };
        let addresses = ["https://a.org/1", "https://a.org/2", "https://b.org/", "https://c.org/"];
        let answers = visit_all(&addresses, &web, &options);
        assert_eq!(answers.len(), 4);
        assert!(answers.values().all(|answer| *answer == Answer::Found), "{answers:?}");
        assert!(locked(&web.pressed).is_empty());
    }
}

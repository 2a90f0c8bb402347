//! Links to other hosts, once somebody has asked those hosts: what their answers mean for an editor.
//!
//! Nothing here asks. `edge::external` does, and only when it is told to.

use crate::finding::{Finding, Findings, Level, Rule};
use crate::site::external::Use;
use crate::source::place::Place;
use std::collections::{BTreeMap, BTreeSet};

/// An address at which nothing is.
pub static DEAD_LINK: Rule = Rule {
    code: "dead-link",
    level: Level::Warning,
    what: "An address on another host answers that nothing is there, or its host does not exist.",
    why: "A reader who needs the form, the law or the service finds nothing.",
    mend: "Find where the page is now and write that address, or take the link out.",
};

/// An address that has moved for good.
pub static MOVED_LINK: Rule = Rule {
    code: "moved-link",
    level: Level::Advice,
    what: "An address on another host answers that it has moved for good.",
    why: "The old address works for as long as its owner keeps it, and nobody is told when that ends.",
    mend: "Write the new address, which the message gives.",
};

/// An address that gave no answer to judge by.
pub static UNREACHABLE_LINK: Rule = Rule {
    code: "unreachable-link",
    level: Level::Warning,
    what: "An address on another host did not answer, or answered that it cannot be read now or by a program.",
    why: "It may be the network, or a page that readers cannot reach either.",
    mend: "Open the address in a browser; if it is gone, write where the page is now, or take the link out.",
};

/// The rules of this module.
pub const RULES: &[&Rule] = &[&DEAD_LINK, &MOVED_LINK, &UNREACHABLE_LINK];

/// What came of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Found,
    /// It is there, and has moved for good to this address.
    Moved(String),
    /// It is not there, for this reason.
    Dead(String),
    /// It cannot be told, for this reason.
    Unreachable(String),
}

/// The findings of each use of an address that was asked for.
pub fn findings(uses: &BTreeSet<Use<'_>>, answers: &BTreeMap<String, Answer>) -> Findings {
    let found = uses.iter().filter_map(|used| {
        let place = used.place.clone();
        match answers.get(used.address)? {
            Answer::Found => None,
            Answer::Moved(to) => Some(moved_link(place, used.address, to)),
            Answer::Dead(why) => Some(dead_link(place, used.address, why)),
            Answer::Unreachable(why) => Some(unreachable_link(place, used.address, why)),
        }
    });
    found.collect::<Findings>().sorted()
}

/// Makes the finding for an address at which nothing is.
pub fn dead_link(place: Place, address: &str, why: &str) -> Finding {
    let message = format!("nothing is at `{address}`: {why}");
    Finding::new(&DEAD_LINK, place, message, "find where it is now, or take the link out")
}

/// Makes the finding for an address that has moved for good.
pub fn moved_link(place: Place, address: &str, to: &str) -> Finding {
    let message = format!("`{address}` has moved for good");
    Finding::new(&MOVED_LINK, place, message, format!("write `{to}`"))
}

/// Makes the finding for an address that gave no answer to judge by.
pub fn unreachable_link(place: Place, address: &str, why: &str) -> Finding {
    let message = format!("`{address}` could not be tested: {why}");
    Finding::new(
        &UNREACHABLE_LINK,
        place,
        message,
        "open it in a browser; if it works there, leave it",
    )
}

//! Which manual an editor looks at. A view is the first part of an address, so that links lead on within it,
//! two views can stand side by side, and an address says what it shows: `/@public/online-safety/`.
//!
//! No page can have such an address, because no slug, section or partnership begins with `@`.

use crate::manual::id::AmendmentId;
use crate::parse::fields;
use jiff::civil::Date;
use std::fmt;

/// What is shown at the addresses of the manual.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum View {
    /// The working texts: `/`.
    Draft,
    /// The same, with what they change marked: `/@changes/`.
    Changes,
    /// What the public site shows now: `/@public/`.
    Public,
    /// What the public site showed, or will show as far as is known, on a day: `/@on/2025-01-15/`.
    On(Date),
    /// What is in force once a coming amendment is: `/@after/2027-01-11-title/`.
    After(AmendmentId),
}

impl View {
    /// The view of an address, and the rest of the address. `None` where the address begins with `@` and is
    /// none of a view.
    pub(super) fn of(path: &str) -> Option<(Self, &str)> {
        let Some(rest) = path.strip_prefix("/@") else { return Some((Self::Draft, path)) };
        let (name, rest) = split(rest)?;
        match name {
            "changes" => Some((Self::Changes, rest)),
            "public" => Some((Self::Public, rest)),
            "on" => {
                let (day, rest) = split(rest.strip_prefix('/')?)?;
                Some((Self::On(fields::date(day).ok()?), rest))
            }
            "after" => {
                let (id, rest) = split(rest.strip_prefix('/')?)?;
                Some((Self::After(AmendmentId::new(id)?), rest))
            }
            _ => None,
        }
    }

    /// Where its home is: what its addresses begin with.
    pub(super) fn root(&self) -> String {
        format!("{self}/")
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => Ok(()),
            Self::Changes => f.write_str("/@changes"),
            Self::Public => f.write_str("/@public"),
            Self::On(date) => write!(f, "/@on/{date}"),
            Self::After(id) => write!(f, "/@after/{id}"),
        }
    }
}

/// The first part of an address, and the rest from its stroke on.
fn split(path: &str) -> Option<(&str, &str)> {
    let end = path.find('/')?;
    Some(path.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn an_address_says_its_view() {
        let of = |path| View::of(path).map(|(view, rest)| (view.root(), rest.to_owned()));
        let is = |root: &str, rest: &str| Some((root.to_owned(), rest.to_owned()));
        assert_eq!(of("/a/b/"), is("/", "/a/b/"));
        assert_eq!(of("/@public/a/"), is("/@public/", "/a/"));
        assert_eq!(of("/@changes/"), is("/@changes/", "/"));
        assert_eq!(of("/@on/2025-01-15/a/"), is("/@on/2025-01-15/", "/a/"));
        assert_eq!(of("/@after/2027-01-11-x/a/"), is("/@after/2027-01-11-x/", "/a/"));
        for none in [
            "/@public",
            "/@on/",
            "/@on/x/",
            "/@on/-000001-01-01/",
            "/@on/20250115/",
            "/@other/",
            "/@",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}

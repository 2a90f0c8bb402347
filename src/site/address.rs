//! Addresses: the only maker of URLs. All links are relative, so that a site works under any path.

use crate::source::path::VPath;
use std::fmt::Write as _;

/// How every id of a local addition starts on the page of the chapter. Like every id that a page has
/// besides those of headings, it holds an underscore, which no heading's id can.
pub const LOCAL: &str = "local_";

/// The id of the local addition itself.
pub const LOCAL_ADDITION: &str = "own_addition";

/// Where something is in the site: a folder such as `online-safety/`, the home page (empty), or a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

/// How addresses are written in links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// `../bullying/`: for a web server.
    Served,
    /// `../bullying/index.html`: for a folder that is opened by double click.
    Portable,
}

impl Address {
    /// The home page.
    pub fn home() -> Self {
        Self(String::new())
    }

    /// A folder, by its path from the top of the site.
    pub fn folder(name: &str) -> Self {
        Self(format!("{name}/"))
    }

    /// A file, by its path from the top of the site.
    pub fn file(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The whole site in one file, for a folder that is opened by double click.
    pub fn download() -> Self {
        Self::file("download/manual.zip")
    }

    /// A file of the theme.
    pub fn asset(name: &str) -> Self {
        Self(format!("assets/{name}"))
    }

    /// A file beside a chapter. It is published under the chapter's own address, whatever its section:
    /// `chapters/guidance/online-safety/images/a.png` is at `online-safety/images/a.png`.
    pub fn attachment(path: &VPath) -> Self {
        let parts: Vec<&str> = path.parts().skip(2).collect();
        Self(parts.join("/"))
    }

    /// What stands below a folder: `print/` or a file.
    #[must_use]
    pub fn below(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0))
    }

    /// The same address in the site of a partnership.
    #[must_use]
    pub fn within(&self, partnership: &str) -> Self {
        Self(format!("{partnership}/{}", self.0))
    }

    /// The path of the file that holds it.
    pub fn path(&self) -> Option<VPath> {
        if self.0.is_empty() || self.0.ends_with('/') {
            VPath::new(&format!("{}index.html", self.0))
        } else {
            VPath::new(&self.0)
        }
    }

    /// From the site's root, percent-encoded, as it is written in links of this style.
    pub fn from_root(&self, style: LinkStyle) -> String {
        let mut link = encoded(&self.0);
        if style == LinkStyle::Portable && (link.is_empty() || link.ends_with('/')) {
            link.push_str("index.html");
        }
        link
    }

    /// The way from this page up to the site's root: `./` at the top, `../` in a folder.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

fn encoded(path: &str) -> String {
    let mut link = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::{Address, LinkStyle};
    use crate::source::path::VPath;

    #[test]
    fn a_folder_is_an_index_page() {
        let address = Address::folder("online-safety");
        assert_eq!(address.path().unwrap().as_str(), "online-safety/index.html");
        assert_eq!(address.from_root(LinkStyle::Served), "online-safety/");
        assert_eq!(address.from_root(LinkStyle::Portable), "online-safety/index.html");
        assert_eq!(address.to_root(), "../");
        assert_eq!(Address::home().path().unwrap().as_str(), "index.html");
        assert_eq!(Address::home().to_root(), "./");
    }

    #[test]
    fn an_attachment_is_at_its_chapters_address() {
        let path = VPath::new("chapters/guidance/online-safety/images/a b.png").unwrap();
        let address = Address::attachment(&path);
        assert_eq!(address.path().unwrap().as_str(), "online-safety/images/a b.png");
        assert_eq!(address.from_root(LinkStyle::Served), "online-safety/images/a%20b.png");
        assert_eq!(address.to_root(), "../../");
    }
}

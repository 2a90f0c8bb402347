//! Paths inside a manual (or a site), which can never leave it.

use std::fmt;
use std::sync::Arc;

/// A path inside a manual or a site: relative, with `/` between its parts, normalised,
/// never absolute and never with `..`. Cheap to clone.
///
/// Example: `chapters/guidance/online-safety/chapter.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VPath(Arc<str>);

impl VPath {
    /// Makes a path from text; `None` if the text is empty, absolute, leaves the root by `..`,
    /// or holds a backslash or a control character.
    pub fn new(text: &str) -> Option<Self> {
        if text.starts_with('/') {
            return None;
        }
        Self::join_parts("", text)
    }

    /// The manual's own file.
    pub fn manual_file() -> Self {
        Self("manual.yaml".into())
    }

    /// The path that `relative` names when it is written in a file of the folder `self`.
    /// `None` if it would leave the root.
    pub fn join(&self, relative: &str) -> Option<Self> {
        Self::join_parts(&self.0, relative)
    }

    fn join_parts(base: &str, relative: &str) -> Option<Self> {
        if relative.chars().any(|c| c == '\\' || c.is_control()) {
            return None;
        }
        let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        (!parts.is_empty()).then(|| Self(parts.join("/").into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts between the slashes, outermost first.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The last part: the file's own name.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The last part without its extension.
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The folder that holds this path; `None` at the root.
    pub fn folder(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(folder, _)| Self(folder.into()))
    }

    /// The path from `folder`, for what is inside it.
    pub fn within(&self, folder: &Self) -> Option<&str> {
        self.0.strip_prefix(folder.as_str())?.strip_prefix('/')
    }

    /// Whether this path is inside `folder`.
    pub fn is_in(&self, folder: &Self) -> bool {
        self.within(folder).is_some()
    }
}

impl fmt::Display for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::VPath;

    #[test]
    fn a_path_is_normalised() {
        let path = VPath::new("chapters/./guidance//x/../y/chapter.md").unwrap();
        assert_eq!(path.as_str(), "chapters/guidance/y/chapter.md");
        assert_eq!((path.name(), path.stem()), ("chapter.md", "chapter"));
        assert_eq!(path.folder().unwrap().as_str(), "chapters/guidance/y");
    }

    #[test]
    fn a_path_cannot_leave_the_root() {
        for text in ["", "/etc/passwd", "../x", "a/../../x", "a\\b", "a\0b", "."] {
            assert_eq!(VPath::new(text), None, "{text:?}");
        }
        assert_eq!(VPath::new("a/b").unwrap().join("../../../x"), None);
    }

    #[test]
    fn a_folder_holds_what_is_below_it_only() {
        let folder = VPath::new("a/b").unwrap();
        assert!(VPath::new("a/b/c").unwrap().is_in(&folder));
        assert!(!VPath::new("a/bc").unwrap().is_in(&folder));
        assert!(!folder.is_in(&folder));
    }
}

//! A tree of files held in memory: what the edge reads from a folder, and what tests write in a string.

use super::path::VPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by path, in order of path. The bytes are shared, so that a clone is cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree {
    files: BTreeMap<VPath, Arc<[u8]>>,
}

impl FileTree {
    /// Puts a file into the tree, replacing one of the same path.
    pub fn insert(&mut self, path: VPath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, bytes.into());
    }

    /// Takes a file out of the tree.
    pub fn remove(&mut self, path: &VPath) {
        self.files.remove(path);
    }

    /// The bytes of a file, shared with the tree.
    pub fn shared(&self, path: &VPath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The paths of the file at a path, and of all files in the folder at it.
    pub fn below<'t>(&'t self, path: &'t VPath) -> impl Iterator<Item = &'t VPath> {
        let from = self.files.range(path.clone()..).map(|(file, _)| file);
        let near = from.take_while(move |file| file.as_str().starts_with(path.as_str()));
        near.filter(move |file| *file == path || file.within(path).is_some())
    }

    /// The bytes of a file.
    pub fn get(&self, path: &VPath) -> Option<&[u8]> {
        self.files.get(path).map(|bytes| &**bytes)
    }

    /// The text of a file, if it is there and is UTF-8.
    pub fn text(&self, path: &VPath) -> Option<&str> {
        self.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// All files in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&VPath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, &**bytes))
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl<B: Into<Arc<[u8]>>> FromIterator<(VPath, B)> for FileTree {
    fn from_iter<I: IntoIterator<Item = (VPath, B)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect() }
    }
}

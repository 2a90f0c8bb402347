//! A text that many pages show: parsed when it is first read, and once.

use super::Prose;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// What makes the prose.
type Parse = Box<dyn FnOnce() -> Prose + Send>;

/// Prose that is shared by all who read it. What makes it depends on nothing but itself, so that it does not
/// matter who reads it first.
#[derive(Clone)]
pub struct SharedProse(Arc<LazyLock<Prose, Parse>>);

impl SharedProse {
    /// Prose that is parsed when it is first read.
    pub fn when_read(parse: impl FnOnce() -> Prose + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(parse))))
    }
}

impl From<Prose> for SharedProse {
    fn from(prose: Prose) -> Self {
        Self::when_read(move || prose)
    }
}

impl Deref for SharedProse {
    type Target = Prose;

    fn deref(&self) -> &Prose {
        &self.0
    }
}

impl fmt::Debug for SharedProse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

//! Marks: what says that a passage was inserted or deleted between two texts.
//!
//! Only [`crate::diff`] makes them; the parser never does. A tree with marks holds two texts at
//! once: without its deletions it is the new one, without its insertions the old.

/// Says that a passage stands in one of two texts only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// In which of the two.
    pub kind: MarkKind,
    /// What kind of change it is.
    pub reason: MarkReason,
    /// On the first mark of a changed place: the place's number, from 1.
    pub place: Option<usize>,
}

/// Which of two texts a passage stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// In the new text.
    Inserted,
    /// In the old text.
    Deleted,
}

/// What kind of change a mark tells of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MarkReason {
    /// The words changed.
    Words,
    /// The passage stands at another place in the other text.
    Moved,
    /// The same words lead elsewhere: to this address or name, as it was written.
    Link(String),
    /// The same words are set in another style.
    Style,
}

impl Mark {
    /// A mark of a kind, for a reason.
    pub fn new(kind: MarkKind, reason: MarkReason) -> Self {
        Self { kind, reason, place: None }
    }

    /// The id of the changed place that starts here: `change-3`.
    pub fn id(&self) -> Option<String> {
        self.place.map(place_id)
    }
}

/// The id of a changed place by its number: `change-3`.
pub fn place_id(number: usize) -> String {
    format!("change-{number}")
}

/// In which of two texts something stands, by the marks around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// In both.
    #[default]
    Both,
    /// In the old text only.
    Old,
    /// In the new text only.
    New,
    /// In neither at this place: it was deleted from a passage that was moved here.
    Neither,
}

impl Side {
    /// Where something stands that stands here, inside a mark.
    #[must_use]
    pub fn inside(self, mark: MarkKind) -> Self {
        match (self, mark) {
            (Self::Both, MarkKind::Inserted) => Self::New,
            (Self::Both, MarkKind::Deleted) => Self::Old,
            (Self::New, MarkKind::Deleted) | (Self::Old, MarkKind::Inserted) => Self::Neither,
            _ => self,
        }
    }

    /// Whether it stands in the old text.
    pub fn is_in_old(self) -> bool {
        matches!(self, Self::Both | Self::Old)
    }

    /// Whether it stands in the new text.
    pub fn is_in_new(self) -> bool {
        matches!(self, Self::Both | Self::New)
    }
}

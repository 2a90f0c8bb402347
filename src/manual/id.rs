//! The names by which things are known for ever: slugs of chapters, ids of sections, partnerships and amendments.

use std::fmt;
use std::sync::Arc;

/// Whether `text` is kebab-case: lower-case letters a to z, digits and single hyphens between them.
pub fn is_kebab_case(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

macro_rules! kebab_case_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Makes an id; `None` unless `text` is kebab-case.
            pub fn new(text: &str) -> Option<Self> {
                is_kebab_case(text).then(|| Self(text.into()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

kebab_case_id! {
    /// A chapter's slug: the name of its folder and its address, unique in the manual, for ever.
    Slug
}

kebab_case_id! {
    /// A section's id: the name of its folder and its address.
    SectionId
}

kebab_case_id! {
    /// A partnership's id: the name of its file and its address.
    PartnershipId
}

kebab_case_id! {
    /// An amendment's id: the name of its file, as in `2026-06-01-intimate-images`.
    AmendmentId
}

#[cfg(test)]
mod tests {
    use super::is_kebab_case;

    #[test]
    fn kebab_case_is_lower_case_words_joined_by_single_hyphens() {
        for good in ["a", "online-safety", "2026-06-01-images", "e2e"] {
            assert!(is_kebab_case(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Online", "a_b", "a b", "é", "a/b", ".."] {
            assert!(!is_kebab_case(bad), "{bad}");
        }
    }
}

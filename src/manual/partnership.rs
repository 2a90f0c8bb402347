//! Partnerships: the local safeguarding partnerships that use the manual.

use super::id::PartnershipId;
use super::register::Contact;
use crate::source::path::VPath;
use crate::source::place::Spanned;
use jiff::civil::Date;

/// A local safeguarding partnership (Children Act 2004, section 16E) that uses the manual.
#[derive(Clone, Debug)]
pub struct Partnership {
    /// Its id: the name of its file and its address.
    pub id: PartnershipId,
    /// Its file.
    pub file: VPath,
    /// Its name.
    pub name: Spanned<String>,
    /// The area that it serves, in words.
    pub area: Option<String>,
    /// The first day on which it uses the manual.
    pub joined: Spanned<Date>,
    /// The last day on which it uses the manual.
    pub left: Option<Spanned<Date>>,
    /// Its colour.
    pub colour: Option<Spanned<Colour>>,
    /// Its own contacts, which go before those of the region and the nation.
    pub contacts: Vec<Contact>,
}

impl Partnership {
    /// Whether it uses the manual on `date`.
    pub fn is_member_on(&self, date: Date) -> bool {
        self.joined.value <= date && self.left.as_ref().is_none_or(|left| date <= left.value)
    }
}

/// A colour in the sRGB space, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, green, blue.
    pub rgb: [u8; 3],
}

impl Colour {
    /// Reads `#rrggbb`, in either case.
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self { rgb: [red, green, blue] })
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!(Colour::new("#8a4A0f").unwrap().rgb, [0x8a, 0x4a, 0x0f]);
        for bad in ["8a4a0f", "#8a4", "#8a4a0g", "#+a4a0f", "#é4a0f"] {
            assert_eq!(Colour::new(bad), None, "{bad}");
        }
    }
}

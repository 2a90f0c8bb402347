//! The numbers of versions: `2.0`, `1.2`, `1.2.1`.

use std::fmt;
use std::str::FromStr;

/// The number of a version: major, minor, and correction where there is one.
///
/// Written `2.0` after a major amendment, `1.2` after a minor one, `1.2.1` after a correction.
/// `1.2` and `1.2.0` are the same number, and only the first form is ever written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionNumber {
    /// Counts the times that what people must do has changed.
    pub major: u32,
    /// Counts the times since that the text became clearer or fuller.
    pub minor: u32,
    /// Counts the errors put right since.
    pub correction: u32,
}

impl VersionNumber {
    /// The number of a first version.
    pub const FIRST: Self = Self { major: 1, minor: 0, correction: 0 };
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        if self.correction > 0 {
            write!(f, ".{}", self.correction)?;
        }
        Ok(())
    }
}

impl FromStr for VersionNumber {
    type Err = ();

    /// Reads `2.0` or `1.2.1`; refuses leading zeros, signs and a final `.0` correction,
    /// so that one number has one spelling.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.').map(|part| {
            let plain = part.bytes().all(|b| b.is_ascii_digit())
                && (part.len() == 1 || !part.starts_with('0'));
            if plain { part.parse::<u32>().map_err(|_| ()) } else { Err(()) }
        });
        let (Some(major), Some(minor)) = (parts.next(), parts.next()) else { return Err(()) };
        let correction = parts.next();
        if parts.next().is_some() || correction == Some(Ok(0)) {
            return Err(());
        }
        Ok(Self { major: major?, minor: minor?, correction: correction.unwrap_or(Ok(0))? })
    }
}

#[cfg(test)]
mod tests {
    use super::VersionNumber;

    #[test]
    fn a_number_has_one_spelling() {
        for text in ["1.0", "1.10", "2.0.1", "12.3.4"] {
            assert_eq!(text.parse::<VersionNumber>().unwrap().to_string(), text);
        }
        for text in ["", "1", "1.", "1.0.0", "01.0", "1.00", "+1.0", "1.0.1.1", "1.x", "v1.0"] {
            assert!(text.parse::<VersionNumber>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_ordered_as_numbers() {
        let number = |text: &str| text.parse::<VersionNumber>().unwrap();
        assert!(number("1.9") < number("1.10"));
        assert!(number("1.1") < number("1.1.1"));
        assert!(number("1.1.1") < number("2.0"));
    }
}

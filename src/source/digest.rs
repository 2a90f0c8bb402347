//! Digests: SHA-256 of what was recorded, so that anyone can prove that nothing was altered.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of these bytes: what `sha256sum` prints for a file that holds them.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits in lower case.
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = value(*high)? << 4 | value(*low)?;
        }
        Some(Self(bytes))
    }

    /// The first twelve digits, for people: enough to tell any two versions of a manual apart.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

/// The first digits of a digest, as somebody typed them from paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

impl Prefix {
    /// The least number of digits that say something.
    pub const LEAST: usize = 4;

    /// Reads what was typed: capitals, spaces and the letters o, i and l for the digits 0 and 1 do not matter.
    /// An error says in words what is wrong.
    pub fn typed(text: &str) -> Result<Self, String> {
        let signs = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
        let signs = signs.map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        });
        let digits: String = signs.collect();
        if digits.chars().any(|c| !c.is_ascii_hexdigit()) {
            return Err("a digest has only the digits 0 to 9 and the letters a to f".to_owned());
        }
        match digits.len() {
            0..Self::LEAST => Err(format!("give at least {} signs of the digest", Self::LEAST)),
            65.. => Err("a digest has 64 signs".to_owned()),
            _ => Ok(Self(digits)),
        }
    }

    /// The digits, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a digest begins with them.
    pub fn begins(&self, digest: &Digest) -> bool {
        digest.to_string().starts_with(&self.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Prefix};

    #[test]
    fn the_digest_is_sha_256() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(Digest::of(b"abc").short(), "ba7816bf8f01");
    }

    #[test]
    fn what_is_typed_from_paper_is_read_kindly() {
        let digest = Digest::of(b"abc");
        assert!(Prefix::typed(" BA78 16bf8 fOi ").unwrap().begins(&digest));
        assert!(!Prefix::typed("ba79").unwrap().begins(&digest));
        assert_eq!(Prefix::typed("ba7").unwrap_err(), "give at least 4 signs of the digest");
        assert!(Prefix::typed("ba7x").unwrap_err().contains("0 to 9"));
        assert!(Prefix::typed(&"a".repeat(65)).is_err());
    }

    #[test]
    fn a_digest_is_64_lower_case_digits() {
        let text = "00ff10".to_owned() + &"ab".repeat(29);
        assert_eq!(Digest::new(&text).unwrap().to_string(), text);
        assert_eq!(Digest::new(&text.to_uppercase()), None);
        assert_eq!(Digest::new("00"), None);
        assert_eq!(Digest::new(&"é".repeat(32)), None);
    }
}

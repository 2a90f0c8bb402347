//! The seal: by it a later build knows that a PDF is what it would make again, and that nobody has
//! changed it since. It stands in the PDF's own metadata, where the name of its maker belongs: a digest
//! of all that it was made from, and a digest of the PDF itself with zeros in the place of that digest.

use crate::source::digest::Digest;

const BEFORE: &str = ", seal ";
const N_DIGITS: usize = 64;

/// The name of the maker, with a place for the seal.
pub fn maker(made_from: &Digest) -> String {
    format!("{}{}", open(made_from), "0".repeat(N_DIGITS))
}

fn open(made_from: &Digest) -> String {
    format!("Chapterhouse {} made from {made_from}{BEFORE}", env!("CARGO_PKG_VERSION"))
}

/// Puts the seal in its place.
pub fn sealed(mut pdf: Vec<u8>, made_from: &Digest) -> Vec<u8> {
    let seal = Digest::of(&pdf).to_string();
    write(&mut pdf, made_from, &seal);
    pdf
}

/// Whether a PDF was made from this and is as it was then.
pub fn is_sealed(pdf: &[u8], made_from: &Digest) -> bool {
    let open = open(made_from);
    let Some(at) = find(pdf, open.as_bytes(), 0) else { return false };
    let start = at + open.len();
    let Some(seal) = pdf.get(start..start + N_DIGITS) else { return false };
    let mut bare = pdf.to_vec();
    write(&mut bare, made_from, &"0".repeat(N_DIGITS));
    Digest::of(&bare).to_string().as_bytes() == seal
}

/// Writes digits wherever the seal stands: in the document's information, and in its metadata.
fn write(pdf: &mut [u8], made_from: &Digest, digits: &str) {
    let open = open(made_from);
    let mut from = 0;
    while let Some(at) = find(pdf, open.as_bytes(), from) {
        from = at + open.len();
        if let Some(place) = pdf.get_mut(from..from + N_DIGITS) {
            place.copy_from_slice(digits.as_bytes());
        }
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let first = *what.first()?;
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{is_sealed, maker, sealed};
    use crate::source::digest::Digest;

    #[test]
    fn a_seal_holds_for_what_was_made_and_nothing_else() {
        let made_from = Digest::of(b"data and template");
        let bare = format!("%PDF ({}) words <x>{}</x>", maker(&made_from), maker(&made_from));
        let pdf = sealed(bare.into_bytes(), &made_from);
        assert!(is_sealed(&pdf, &made_from));
        assert!(!is_sealed(&pdf, &Digest::of(b"other data")));
        let changed: Vec<u8> = String::from_utf8(pdf).unwrap().replace("words", "Words").into();
        assert!(!is_sealed(&changed, &made_from));
        assert!(!is_sealed(b"%PDF", &made_from));
    }
}

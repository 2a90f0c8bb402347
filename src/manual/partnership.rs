//! Partnerships: the local safeguarding partnerships that use the manual.

use super::id::PartnershipId;
use super::register::Contact;
use crate::source::path::VPath;
use crate::source::place::Spanned;
use jiff::civil::Date;
use std::fmt;

/// A local safeguarding partnership (Children Act 2004, section 16E) that uses the manual.
#[derive(Clone, Debug)]
pub struct Partnership {
    /// Its id: the name of its file and its address.
    pub id: PartnershipId,
    /// Its file.
    pub file: VPath,
    /// Its name.
    pub name: Spanned<String>,
    /// What it is called in lists, where all are partnerships: `Aldermere`.
    pub short: Option<String>,
    /// The area that it serves, in words.
    pub area: Option<String>,
    /// The first day on which it uses the manual.
    pub joined: Spanned<Date>,
    /// The last day on which it uses the manual.
    pub left: Option<Spanned<Date>>,
    /// Its colour, as it is written: [`Colour::in_light_mode`] and [`Colour::in_dark_mode`] are to be shown.
    pub colour: Option<Spanned<Colour>>,
    /// Its logo: a picture in `partnerships/`.
    pub logo: Option<VPath>,
    /// Its own contacts, which go before those of the region and the nation.
    pub contacts: Vec<Contact>,
}

impl Partnership {
    /// What it is called in lists.
    pub fn short_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name.value)
    }

    /// Whether it uses the manual on `date`.
    pub fn is_member_on(&self, date: Date) -> bool {
        self.joined.value <= date && self.left.as_ref().is_none_or(|left| date <= left.value)
    }

    /// Whether it has a contact of this id on `date`.
    pub fn gives(&self, id: &str, date: Date) -> bool {
        self.contacts.iter().any(|contact| contact.id == id && contact.dates.include(date))
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

    /// White: the text on a partnership's colour in light mode, and the page around it.
    pub const WHITE: Self = Self { rgb: [0xff, 0xff, 0xff] };

    /// The lightest ground that a page has in dark mode, and the lightest text on a partnership's colour there.
    pub const DARK: Self = Self { rgb: [0x19, 0x27, 0x2d] };

    /// The least contrast of text with what is behind it: WCAG 2.2, success criterion 1.4.3 (AA).
    /// It is more than a border needs, which is 3:1 by success criterion 1.4.11.
    pub const TEXT_CONTRAST: f64 = 4.5;

    /// How bright it is, from 0 (black) to 1 (white): the relative luminance of WCAG 2.2.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.rgb.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast with another colour, from 1 to 21: the contrast ratio of WCAG 2.2.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour of the same hue and saturation (in HSL) and the nearest lightness that has at least
    /// this contrast with `other`: itself, if it has; none, if no lightness has.
    pub fn nearest_with(self, other: Self, least: f64) -> Option<Self> {
        let lightness = self.doubled_lightness();
        let passes = |colour: &Self| colour.contrast(other) >= least;
        std::iter::once(self).find(passes).or_else(|| {
            let nearby = (1..=510).flat_map(|step| [lightness - step, lightness + step]);
            let shades = nearby.filter(|shade| (0..=510).contains(shade));
            shades.map(|shade| self.with_doubled_lightness(shade)).find(passes)
        })
    }

    /// What stands for it on a light page: white text on it can be read, and as a border it can be seen.
    #[must_use]
    pub fn in_light_mode(self) -> Self {
        self.nearest_with(Self::WHITE, Self::TEXT_CONTRAST).unwrap_or(Self::DARK)
    }

    /// What stands for it on a dark page: text as dark as [`Self::DARK`] can be read on it, and as a
    /// border it can be seen.
    #[must_use]
    pub fn in_dark_mode(self) -> Self {
        self.nearest_with(Self::DARK, Self::TEXT_CONTRAST).unwrap_or(Self::WHITE)
    }

    /// Twice the lightness of HSL, from 0 to 510: the sum of the greatest and the least channel.
    fn doubled_lightness(self) -> i32 {
        let [red, green, blue] = self.rgb.map(i32::from);
        red.max(green).max(blue) + red.min(green).min(blue)
    }

    /// The same hue and saturation at another lightness. In whole numbers, so that it is the same on
    /// every machine.
    fn with_doubled_lightness(self, lightness: i32) -> Self {
        let own = self.doubled_lightness();
        // How far the channels may lie apart at a lightness.
        let room = |lightness: i32| lightness.min(510 - lightness);
        let own_room = room(own).max(1);
        let channel = |channel: u8| {
            let offset = (2 * i32::from(channel) - own) * room(lightness);
            let rounded = (lightness * own_room + offset + own_room) / (2 * own_room);
            u8::try_from(rounded.clamp(0, 255)).unwrap_or(u8::MAX)
        };
        Self { rgb: self.rgb.map(channel) }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
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

    fn colour(text: &str) -> Colour {
        Colour::new(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        for (text, expected) in [
            ("#000000", 21.0),
            ("#ffffff", 1.0),
            ("#767676", 4.54),
            ("#777777", 4.48),
            ("#0000ff", 8.59),
            ("#ff0000", 4.0),
        ] {
            let found = colour(text).contrast(Colour::WHITE);
            assert!((found - expected).abs() < 0.005, "{text}: {found}");
            assert!((found - Colour::WHITE.contrast(colour(text))).abs() < 1e-12);
        }
    }

    #[test]
    fn the_nearest_colour_differs_in_lightness_only_and_no_more_than_it_must() {
        let nearest = |text: &str, least| colour(text).nearest_with(Colour::WHITE, least);
        assert_eq!(nearest("#767676", 4.5), Some(colour("#767676")));
        assert_eq!(nearest("#777777", 4.5), Some(colour("#767676")));
        assert_eq!(nearest("#ffffff", 4.5), Some(colour("#767676")));
        assert_eq!(nearest("#ff0000", 4.5), Some(colour("#ee0000")));
        assert_eq!(nearest("#000000", 22.0), None);
        assert_eq!(colour("#000000").nearest_with(colour("#000000"), 21.0), Some(Colour::WHITE));
    }

    #[test]
    fn every_colour_has_one_for_light_and_one_for_dark_pages() {
        let steps = (0..=255).step_by(15);
        for (red, green) in
            steps.clone().flat_map(|red| steps.clone().map(move |green| (red, green)))
        {
            for blue in steps.clone() {
                let given = Colour { rgb: [red, green, blue] };
                let (light, dark) = (given.in_light_mode(), given.in_dark_mode());
                assert!(light.contrast(Colour::WHITE) >= Colour::TEXT_CONTRAST, "{given}: {light}");
                assert!(dark.contrast(Colour::DARK) >= Colour::TEXT_CONTRAST, "{given}: {dark}");
                assert_eq!((light.in_light_mode(), dark.in_dark_mode()), (light, dark));
            }
        }
    }
}

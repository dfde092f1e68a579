//! Colours, how well one can be read on another, and the papers that pages are set on.

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The darkest of the style sheet's light papers.
pub const LIGHT: Colour = Colour(0xf1, 0xf2, 0xee);

/// The lightest of its dark papers.
pub const DARK: Colour = Colour(0x22, 0x28, 0x2e);

/// The accent of a site that names none.
pub const ACCENT: Colour = Colour(0x1f, 0x5f, 0xa8);

/// The contrast that a colour is brought to: the least that will do, with a little room.
const ROOMY: f64 = 5.0;

/// The least contrast between text and what is behind it (WCAG 2.2, success criterion 1.4.3).
pub const LEAST: f64 = 4.5;

/// The paper that is lighter than all others.
pub const WHITE: Colour = Colour(0xff, 0xff, 0xff);

impl Colour {
    /// Reads `#1f5fa8`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Writes `#1f5fa8`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The nearest colour towards black or white that can be read well on this paper.
    #[must_use]
    pub fn readable_on(self, paper: Self) -> Self {
        self.until(paper, ROOMY)
    }

    /// The nearest colour towards black or white with at least this contrast with the paper.
    #[must_use]
    pub fn until(self, paper: Self, contrast: f64) -> Self {
        let end = if paper.luminance() > 0.5 { Self(0, 0, 0) } else { Self(255, 255, 255) };
        (0..=20)
            .map(|step| self.mixed(end, step))
            .find(|it| it.contrast(paper) >= contrast)
            .unwrap_or(end)
    }

    /// The contrast ratio of WCAG 2, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Relative luminance of WCAG 2, from 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// `step` twentieths of the way to another colour.
    fn mixed(self, other: Self, step: u16) -> Self {
        let part = |from: u8, to: u8| {
            let mixed = (u16::from(from) * (20 - step) + u16::from(to) * step) / 20;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }
}

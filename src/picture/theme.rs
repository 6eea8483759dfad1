//! Colours, and the dashes of lines.
//!
//! The four classes have hues after Okabe and Ito (2008), made deeper or lighter until they stand out from the page
//! (contrast 3 : 1 and more) and from each other for every kind of colour vision; a test computes both.

use crate::actors::EntityKind;
use crate::events::{QuadClass, Status};
use crate::picture::Theme;

/// The colours of a picture.
#[derive(Debug)]
pub(super) struct Palette {
    pub(super) page: &'static str,
    pub(super) ink: &'static str,
    /// Lesser words.
    pub(super) faint: &'static str,
    /// Thin lines that only guide the eye.
    pub(super) rule: &'static str,
    /// Lines by class: words and deeds of cooperation, words and deeds of conflict, ties.
    lines: [&'static str; 5],
    /// The same for words, which need more contrast.
    words: [&'static str; 5],
    /// Nodes by kind: state, organization, person, armed group, place, group.
    fills: [&'static str; 6],
    /// The middle of the scale of scores, and its ends.
    pub(super) neutral: [u8; 3],
    pub(super) hostile: [u8; 3],
    pub(super) friendly: [u8; 3],
}

const LIGHT: Palette = Palette {
    page: "#ffffff",
    ink: "#1c1f23",
    faint: "#5b626b",
    rule: "#d5d9de",
    lines: ["#338ecd", "#006d5b", "#c28500", "#a8200d", "#8b9097"],
    words: ["#1a6496", "#005c4d", "#7d5600", "#931c0b", "#5b626b"],
    fills: ["#dbe8f4", "#ececf0", "#fbf1d6", "#f4dcd8", "#e4efdf", "#ffffff"],
    neutral: [0xf2, 0xf2, 0xf2],
    hostile: [0xb8, 0x3a, 0x14],
    friendly: [0x1f, 0x6f, 0xae],
};

const DARK: Palette = Palette {
    page: "#15191d",
    ink: "#eef1f4",
    faint: "#a9b1ba",
    rule: "#3a424b",
    lines: ["#8fd0ff", "#2a9d7c", "#ffd166", "#f0562e", "#8b949e"],
    words: ["#a6d9ff", "#5cc7a8", "#ffdb8a", "#ff8d6e", "#b3bbc4"],
    fills: ["#21384d", "#33373e", "#4a3f1e", "#4f2822", "#28402a", "#15191d"],
    neutral: [0x2b, 0x31, 0x38],
    hostile: [0xe0, 0x5a, 0x2b],
    friendly: [0x4a, 0xa3, 0xe0],
};

impl Palette {
    pub(super) const fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// Colour of the lines of a class; of ties without one.
    pub(super) fn line(&self, quad: Option<QuadClass>) -> &'static str {
        self.lines[index(quad)]
    }

    /// Colour of the words on such a line.
    pub(super) fn word(&self, quad: Option<QuadClass>) -> &'static str {
        self.words[index(quad)]
    }

    /// Colour of a node.
    pub(super) fn fill(&self, kind: EntityKind) -> &'static str {
        let index = EntityKind::ALL.iter().position(|known| *known == kind);
        self.fills.get(index.unwrap_or(1)).copied().unwrap_or(self.page)
    }

    /// Colour of a score from −10 to +10.
    pub(super) fn score(&self, score: f64) -> String {
        let end = if score < 0.0 { self.hostile } else { self.friendly };
        // most scores lie near the middle: the root tells them apart
        let share = (score.abs() / 10.0).min(1.0).sqrt();
        let mix = |channel: usize| {
            let (from, to) = (f64::from(self.neutral[channel]), f64::from(end[channel]));
            (from + (to - from) * share).round() as u8
        };
        format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2))
    }

    /// Colour of words on a score: black or white, whichever is easier to read; one of them always is.
    pub(super) fn on_score(&self, score: f64) -> &'static str {
        let back = self.score(score);
        if contrast("#000000", &back) >= contrast("#ffffff", &back) { "#000000" } else { "#ffffff" }
    }
}

const fn index(quad: Option<QuadClass>) -> usize {
    match quad {
        Some(QuadClass::VerbalCooperation) => 0,
        Some(QuadClass::MaterialCooperation) => 1,
        Some(QuadClass::VerbalConflict) => 2,
        Some(QuadClass::MaterialConflict) => 3,
        None => 4,
    }
}

/// The dashes of a line, if it is not solid.
pub(super) const fn dashes(status: Status) -> Option<&'static str> {
    match status {
        Status::Actual | Status::Denied => None,
        Status::Planned => Some("9 5"),
        Status::Possible => Some("1 5"),
        Status::Urged => Some("11 4 1 4"),
    }
}

/// How wide the line of so many reports is.
pub(super) fn line_width(reports: usize) -> f64 {
    // a step for every doubling
    let doublings = f64::from(usize::BITS - 1 - reports.max(1).leading_zeros());
    (1.6 + doublings * 0.8).min(6.0)
}

/// Red, green and blue of `#rrggbb`, 0 to 1, linear.
pub(super) fn linear(color: &str) -> [f64; 3] {
    let channel = |at: usize| {
        let value = color.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    [channel(1), channel(3), channel(5)]
}

/// Contrast of two colours as WCAG 2 defines it, 1 to 21.
pub(super) fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |color: &str| {
        let [r, g, b] = linear(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

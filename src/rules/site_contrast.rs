//! A colour in which nobody can read links.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Edit, Level, Problem};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "site-contrast",
    subject: Subject::Files,
    level: Level::Warn,
    summary: "A colour of the site in which links are hard to read",
    what: "`site.accent` has a contrast of at least 4.5 to 1 with white, as WCAG 2.2 (success criterion 1.4.3) \
           counts it.",
    why: "Links and buttons on the light pages have this colour. Below that contrast, many people cannot read \
          them, and in sunlight nobody can.",
    bad: &[Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {accent: \"#ffb000\"}
",
        marks: &["\"#ffb000\""],
    }],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {accent: \"#1f5fa8\"}
",
        marks: &[],
    },
    check,
};

/// The least contrast of text with what is behind it.
const LEAST: f64 = 4.5;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(program) = context.catalog.program() else { return };
    let accent = program.site.as_ref().and_then(|site| site.accent.as_deref());
    let Some(colour) = accent.and_then(channels) else { return };
    let contrast = with_white(colour);
    if contrast < LEAST {
        let darker = darkened(colour);
        let place = program.record.at(pointer!["site", "accent"]);
        findings.add(
            Problem::new(place.clone(), format!("this colour has a contrast of {contrast:.1} to 1 with white"))
                .here("hard to read")
                .help(format!("take a darker one with at least {LEAST} to 1, such as `{darker}`"))
                .suggest(
                    format!("Darken it to `{darker}`"),
                    vec![Edit { place, text: format!("\"{darker}\"") }],
                ),
        );
    }
}

/// Red, green and blue of `#rrggbb`.
fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The contrast ratio with white: 1 for white itself, 21 for black.
fn with_white(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/// The lightest shade of a colour that can be read on white.
fn darkened(colour: [u8; 3]) -> String {
    let shades = (0..=100_u16).rev().map(|percent| {
        colour.map(|channel| u8::try_from(u16::from(channel) * percent / 100).unwrap_or(channel))
    });
    let [red, green, blue] = shades.into_iter().find(|shade| with_white(*shade) >= LEAST).unwrap_or([0; 3]);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

//! A colour in which nobody can read links.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::colour::{Colour, DARK, LEAST, WHITE};
use crate::base::problem::{Edit, Level, Problem};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "site-contrast",
    subject: Subject::Files,
    level: Level::Warn,
    summary: "A colour of the site in which links are hard to read",
    what: "`site.accent` has a contrast of at least 4.5 to 1 with white, and `site.accent_dark` with the dark \
           paper of pages for those who read light on dark, as WCAG 2.2 (success criterion 1.4.3) counts it.",
    why: "Links and buttons have these colours. Below that contrast, many people cannot read them, and in \
          sunlight nobody can. The site is built with the nearest colour that can be read, which may not be \
          the one that your company knows.",
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
    },
    Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {accent: \"#1f5fa8\", accent_dark: \"#1f4f88\"}
",
        marks: &["\"#1f4f88\""],
    }],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
site: {accent: \"#1f5fa8\", accent_dark: \"#7fb2e8\"}
",
        marks: &[],
    },
    check,
};

/// A colour of the site and the paper it stands on.
struct Use<'a> {
    key: &'static str,
    colour: Option<&'a String>,
    paper: Colour,
    on: &'static str,
    way: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(program) = context.catalog.program() else { return };
    let Some(site) = &program.site else { return };
    let uses = [
        Use { key: "accent", colour: site.accent.as_ref(), paper: WHITE, on: "white", way: "darker" },
        Use {
            key: "accent_dark",
            colour: site.accent_dark.as_ref(),
            paper: DARK,
            on: "dark paper",
            way: "lighter",
        },
    ];
    for one in uses {
        let Some(colour) = one.colour.and_then(|text| Colour::read(text)) else { continue };
        let contrast = colour.contrast(one.paper);
        if contrast >= LEAST {
            continue;
        }
        let better = colour.until(one.paper, LEAST).hex();
        let place = program.record.at(pointer!["site", one.key]);
        let said = format!("this colour has a contrast of {contrast:.1} to 1 with {}", one.on);
        let help = format!("take a {} one with at least {LEAST} to 1, such as `{better}`", one.way);
        findings.add(Problem::new(place.clone(), said).here("hard to read").help(help).suggest(
            format!("Take `{better}`"),
            vec![Edit { place, text: format!("\"{better}\"") }],
        ));
    }
}

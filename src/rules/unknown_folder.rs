//! A folder at the root whose name is almost that of a kind.

use std::sync::Arc;

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::layout;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-folder",
    subject: Subject::Files,
    level: Level::Warn,
    summary: "A folder at the root whose name is almost that of a kind",
    what: "Folders at the root that belong to no kind are not read, and may hold whatever you like. Those that \
           are called almost like one that would be read are reported.",
    why: "Everything in a folder called `module` would be left out without a word.",
    bad: &[Case {
        files: "\
-- module/pairing.md --
---
title: Pairing
---
-- Rubricks/payments.yaml --
name: Payments
",
        marks: &["", ""],
    }],
    good: Case {
        files: "\
-- docs/pairing.md --
# Pairing
-- assets/logo.svg --
<svg/>
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for folder in context.catalog.other_folders() {
        let Some(meant) = nearest(folder, layout::top_level_folders()) else { continue };
        // What differs by nothing but capital letters from a folder that is there is told by another rule.
        if meant.eq_ignore_ascii_case(folder) && context.catalog.paths().any(|path| path.split('/').next() == Some(meant)) {
            continue;
        }
        findings.add(
            Problem::new(Place::file(&Arc::clone(folder)), format!("nobody reads the folder `{folder}`"))
                .here("belongs to no kind")
                .help(format!("did you mean `{meant}`? Rename the folder")),
        );
    }
}

//! A word that is not among those its field knows.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::fault::{Fault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-word",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A word that is not among those its field knows",
    what: "Some fields hold one of a few words, such as the type of a module.",
    why: "A word that only its author understands sorts the record nowhere.",
    bad: &[Case {
        files: "\
-- modules/pairing.md --
---
title: Pairing
type: aprenticeship
status: draft
owner: chen
---
Work on one thing together.
",
        marks: &["aprenticeship"],
    }],
    good: Case {
        files: "\
-- modules/pairing.md --
---
title: Pairing
type: apprenticeship
status: draft
owner: chen
---
Work on one thing together.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let written = record.written();
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            let Violation::UnknownWord { allowed } = &fault.what else { continue };
            let place = record.at(fault.pointer.clone());
            let key = fault.key().unwrap_or("this field");
            let problem = Problem::new(place.clone(), format!("`{key}` does not know this word"))
                .here("unknown word");
            let meant = written
                .value(&fault.pointer)
                .and_then(|word| nearest(word, allowed.iter().map(String::as_str)));
            findings.add(match meant {
                Some(meant) => problem
                    .help(format!("did you mean `{meant}`? The words are {}", allowed.join(", ")))
                    .suggest(format!("Write `{meant}`"), vec![Edit { place, text: meant.to_owned() }]),
                None => problem.help(format!("the words are {}", allowed.join(", "))),
            });
        }
    }
}

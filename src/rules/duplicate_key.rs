//! A key written twice in one map.

use super::{Case, Context, Findings, Rule, Subject, keeps_its_words};
use crate::base::place::{Place, Spot};
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::Fault;
use crate::kinds::Kind;
use crate::syntax::yaml::Oddity;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "duplicate-key",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A key written twice in one map",
    what: "In one map every key stands once. In a claim, its evidence, a credential or a rubric no level, no \
           allow and no baseline covers it up: these are signed.",
    why: "Programs silently keep one of the two values, and not all of them the same one.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
name: Routing and maps
",
        marks: &["name"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing and maps
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Odd(Oddity::RepeatedKey(pointer, writing)) = fault else { continue };
            let place = Place {
                path: record.source.path.clone(),
                spot: Spot::RepeatedKey(pointer.clone(), *writing),
            };
            let key = match pointer.0.last() {
                Some(crate::base::place::Step::Key(key)) => key.to_string(),
                _ => String::new(),
            };
            findings.add(
                Problem::new(place, format!("the key `{key}` stands here again"))
                    .here("written again")
                    .label(record.at_key(pointer.clone()), "first written here")
                    .help("keep one of the two; where both were meant, make a list of them")
                    .guarding(is_judged(record.kind)),
            );
        }
    }
}

/// Whether somebody signs that they have read records of this kind.
const fn is_judged(kind: Kind) -> bool {
    keeps_its_words(kind) || matches!(kind, Kind::Credential | Kind::Rubric)
}

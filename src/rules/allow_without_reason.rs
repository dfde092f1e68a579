//! An allow that does not say why.

use super::{Case, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};

/// The rule; its problems are found by the session, which reads the allows.
pub const RULE: Rule = Rule {
    slug: "allow-without-reason",
    subject: Subject::Checking,
    level: Level::Error,
    summary: "An allow without a reason",
    what: "`# learn: allow(slug)` has to be followed by a reason on the same line. Without one it covers \
           nothing.",
    why: "Whoever reads the file next year has to know whether the exception still holds.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen # learn: allow(unknown-reference)
",
        marks: &["unknown-reference"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: vera # learn: allow(unknown-reference) she joins on Monday
",
        marks: &[],
    },
    check: |_, _: &mut Findings| {},
};

/// The problem of an allow without a reason.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem::new(place, "an allow has to say why")
        .here("no reason")
        .help("write the reason behind it: `# learn: allow(slug) she joins on Monday`")
}

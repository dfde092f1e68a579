//! An allow that allows nothing.

use super::{ALL, Case, Findings, Rule, Subject, nearest};
use crate::base::place::Place;
use crate::base::problem::{Edit, Level, Problem};

/// The rule; its problems are found by the session, which knows what each allow covered.
pub const RULE: Rule = Rule {
    slug: "unused-allow",
    subject: Subject::Checking,
    level: Level::Warn,
    summary: "An allow that allows nothing",
    what: "Every `# learn: allow(slug) reason` has to cover a problem on its line or on the line below it, \
           and has to name a rule that exists and can be allowed: those that guard approvals cannot.",
    why: "An allow that outlives its problem would silently cover the next one.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
# learn: allow(unknown-reference) she joins on Monday
lead: chen
",
            marks: &["unknown-reference"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen # learn: allow(unknown-referense) she joins on Monday
",
            marks: &["unknown-referense"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
# learn: allow(unknown-reference) she joins on Monday
lead: vera
# learn: allow(unknown-word, malformed-value) brought over as it was
events: [{id: huddle, type: hudle, title: Huddle, every: 1 wek, day: monday, date: 2026-05-04}]
",
        marks: &[],
    },
    check: |_, _: &mut Findings| {},
};

/// The problem of an allow that covers nothing, and its comment where that can be taken away alone.
#[must_use]
pub fn unused(place: Place, slug: &str, comment: Option<Place>) -> Problem {
    let problem = Problem::new(place, format!("nothing here breaks `{slug}`"))
        .here("allows nothing")
        .help("take the comment away");
    match comment {
        Some(place) => {
            problem.fix("Take the comment away", vec![Edit { place, text: String::new() }])
        }
        None => problem,
    }
}

/// The problem of an allow for a rule that nothing in the catalog can lower.
#[must_use]
pub fn guarded(place: Place, slug: &str) -> Problem {
    Problem::new(place, format!("`{slug}` cannot be allowed here: it guards what approvals are worth"))
        .here("allows nothing")
        .help(format!("take the comment away, and mend what `{slug}` finds"))
}

/// The problem of an allow for a rule that does not exist.
#[must_use]
pub fn unknown_rule(place: Place, slug: &str) -> Problem {
    let problem =
        Problem::new(place.clone(), format!("there is no rule `{slug}`")).here("unknown rule");
    match nearest(slug, ALL.iter().map(|rule| rule.slug)) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")).suggest(
            format!("Rename it to `{meant}`"),
            vec![Edit { place, text: meant.to_owned() }],
        ),
        None => problem.help("`learn explain` lists all rules"),
    }
}

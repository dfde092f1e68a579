//! A module begun before the ones it builds on are finished.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::kinds::Kind;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "enrolled-without-prerequisite",
    subject: Subject::People,
    level: Level::Hint,
    summary: "A module begun before the ones it builds on are finished",
    what: "Whoever is in the middle of a module has finished the modules that it names as `prerequisites`. \
           Only for people whom the rollout has reached. Somebody may well know the matter from elsewhere: \
           this is worth a talk, no more.",
    why: "Much of a module goes past somebody who misses what it stands on.",
    bad: &[Case {
        files: "\
-- people/chen/enrolments/incident-command.yaml --
started: 2026-04-01
",
        marks: &["2026-04-01"],
    }],
    good: Case {
        files: "\
-- people/chen/enrolments/incident-basics.yaml --
started: 2026-03-01
finished: 2026-03-20
-- people/chen/enrolments/incident-command.yaml --
started: 2026-04-01
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for person in people.in_program() {
        let mut finished = None;
        for (enrolment, module) in people.modules_under_way(person.id()) {
            for (number, needed) in module.document.prerequisites.iter().enumerate() {
                let Some(needed) = context.catalog.record(Kind::Module, needed.as_str()) else { continue };
                let finished = finished.get_or_insert_with(|| people.finished_modules(person.id()));
                if finished.contains_key(&*needed.name) {
                    continue;
                }
                findings.add(
                    Problem::new(
                        enrolment.record.at(pointer!["started"]),
                        format!("`{}` builds on `{}`, which is not finished", module.id(), needed.name),
                    )
                    .here("begun here")
                    .label(module.record.at(pointer!["prerequisites", number]), "asked for here")
                    .help(format!("take `{}` first, or talk it over with a facilitator", needed.name)),
                );
            }
        }
    }
}

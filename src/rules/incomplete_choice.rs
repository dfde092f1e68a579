//! A choice that does not say how many, or how far.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::inheritance::roles;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "incomplete-choice",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A choice that does not say how many, or how far",
    what: "In the requirements of a role, `from` needs a `choose` beside it that says how many it takes, and a \
           `competency` to choose needs an `at` that says at which proficiency; `at` stands only beside a \
           `competency`.",
    why: "One of three and three of three are different demands, and so are awareness and expert.",
    bad: &[Case {
        files: "\
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
    requires:
      - {id: breadth, from: [{credential: clear-writer}]}
      - id: depth
        choose: 1
        from:
          - {competency: communication}
          - {credential: incident-commander, at: working}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
        marks: &["from", "communication", "at"],
    }],
    good: Case {
        files: "\
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
    requires:
      - id: depth
        choose: 1
        from:
          - {competency: communication, at: foundational}
          - {credential: incident-commander}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for role in roles(context.catalog) {
        let record = role.ladder.record;
        for (number, requirement) in role.role.requires.iter().enumerate() {
            let here = role.pointer().then("requires").then(number);
            if requirement.choose.is_none()
                && !requirement.from.is_empty()
                && record.is_intact_at(&here.then("choose"))
            {
                let message = "nothing says how many of `from` it takes";
                findings.add(
                    Problem::new(record.at_key(here.then("from")), message)
                        .here("how many?")
                        .help("write `choose: 1` beside it, or whatever number it takes"),
                );
            }
            for (choice_number, choice) in requirement.from.iter().enumerate() {
                let here = here.then("from").then(choice_number);
                let problem = match (&choice.competency, &choice.at) {
                    (Some(id), None) if record.is_intact_at(&here) => {
                        let place = record.at(here.then("competency"));
                        Problem::new(place, format!("nothing says at which proficiency `{id}` counts"))
                            .here("how far?")
                            .help("write `at` beside it, with a step of the framework's scale")
                    }
                    (None, Some(at)) if record.is_intact_at(&here) => {
                        let place = record.at_key(here.then("at"));
                        Problem::new(place, format!("`at: {at}` belongs to no competency"))
                            .here("of what?")
                            .help("take it out, or name a `competency` instead of what stands here")
                    }
                    _ => continue,
                };
                findings.add(problem);
            }
        }
    }
}

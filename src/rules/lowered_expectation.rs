//! A role that expects less than a role it inherits.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::{ancestors, key, roles};
use crate::kinds::ladder::Expectation;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "lowered-expectation",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A role that expects less than a role it inherits",
    what: "Compares each expectation of a role with those of all roles it inherits. It may not be of a lower \
           proficiency, and what is core there may not have a weight here.",
    why: "Demands are inherited: the higher one holds here as well, so that the line says something that is \
          not so.",
    bad: &[
        Case {
            files: "\
-- modules/clear-writing.md (gone) --
-- credentials/clear-writer.yaml (gone) --
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: awareness}
",
            marks: &["awareness"],
        },
        Case {
            files: "\
-- modules/clear-writing.md (gone) --
-- credentials/clear-writer.yaml (gone) --
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: foundational, weight: 2}
",
            marks: &["2"],
        },
    ],
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
      - {competency: communication, at: foundational, weight: 1}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working, weight: 2}
      - {competency: communication, at: awareness}
",
        marks: &[],
    },
    check,
};

/// One expectation with its competency's present id and its step on the scale.
#[derive(Clone, Copy)]
struct Line<'a> {
    role: RoleEntry<'a>,
    number: usize,
    expectation: &'a Expectation,
    competency: &'a str,
    step: usize,
}

impl Line<'_> {
    fn is_core(&self) -> bool {
        self.expectation.weight.is_none()
    }

    fn place(&self, field: &str) -> Place {
        let pointer = self.role.pointer().then("expects").then(self.number).then(field);
        self.role.ladder.record.at(pointer)
    }

    /// Whether the other line, which holds as well, leaves nothing for this one to say that is so.
    fn is_undercut_by(&self, other: &Line<'_>) -> bool {
        let as_strong = other.is_core() || !self.is_core();
        let lower = self.step < other.step && as_strong;
        lower || self.step == other.step && other.is_core() && !self.is_core()
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let lines: HashMap<(&str, usize), Vec<Line<'_>>> =
        roles(context.catalog).map(|role| (key(role), lines(context, role))).collect();
    for role in roles(context.catalog) {
        let inherited = ancestors(context.catalog, role);
        if inherited.iter().any(|ancestor| key(*ancestor) == key(role)) {
            continue;
        }
        let inherited: Vec<&Line<'_>> =
            inherited.iter().filter_map(|ancestor| lines.get(&key(*ancestor))).flatten().collect();
        for line in lines.get(&key(role)).into_iter().flatten() {
            let strongest = inherited
                .iter()
                .filter(|other| other.competency == line.competency && line.is_undercut_by(other))
                .max_by_key(|other| (other.step, other.is_core()));
            findings.extend(strongest.map(|strongest| problem(line, strongest)));
        }
    }
}

fn lines<'a>(context: &Context<'a>, role: RoleEntry<'a>) -> Vec<Line<'a>> {
    let expects = role.role.expects.iter().enumerate();
    let in_force = expects.filter(|(_, expectation)| !context.is_over(expectation.until));
    in_force
        .filter_map(|(number, expectation)| {
            let competency = context.catalog.competency(expectation.competency.as_str())?;
            let step = competency.step(expectation.at.as_str())?;
            Some(Line { role, number, expectation, competency: competency.id, step })
        })
        .collect()
}

fn problem(line: &Line<'_>, inherited: &Line<'_>) -> Problem {
    let (role, before) = (line.role.id(), inherited.role.id());
    let lower = line.step < inherited.step;
    let (place, there) = if lower {
        (line.place("at"), inherited.place("at"))
    } else {
        (line.place("weight"), inherited.place("competency"))
    };
    let (message, here) = if lower {
        let message = format!(
            "`{role}` expects `{}` at {}, and `{before}`, which it inherits, at {}",
            line.competency, line.expectation.at, inherited.expectation.at
        );
        (message, "lower than inherited")
    } else {
        let message = format!(
            "`{role}` gives `{}` a weight, and in `{before}`, which it inherits, it is core",
            line.competency
        );
        (message, "core where it is inherited from")
    };
    Problem::new(place, message)
        .here(here)
        .label(there, format!("`{before}` asks for this"))
        .help(if lower {
            "raise it, or take the line out: what is inherited holds here anyway"
        } else {
            "take the weight out, or the line: what is inherited is core here anyway"
        })
}

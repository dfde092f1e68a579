//! Several things said where there is room for one, or none where one is due.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::catalog::inheritance::roles;
use crate::kinds::claim::Claim;
use crate::kinds::ladder::Requirement;
use crate::kinds::metric::Metric;
use crate::kinds::module::Module;
use crate::kinds::okrs::Okrs;
use crate::kinds::pathway::{Offer, Pathway};
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::kinds::session::Session;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "exactly-one",
    subject: Subject::Content,
    level: Level::Error,
    summary: "Two things said where only one can be meant, or none where one is due",
    what: "Some entries say one of several things: a requirement is a credential, a module, a portfolio, \
           experience or a choice; a fulfilment, an offer or an elective is a module or a credential; a claim \
           asks for a credential or a competency, and its evidence is a portfolio entry, a journal entry or an \
           enrolment; practice is a module or a text; a mentor is a person or nobody; a key result has numbers \
           or is done; and so on. Exactly one has to be there. A board has columns or an address, and a \
           session is that of a cohort, a community or a team: at most one, or none.",
    why: "Of two, one would be ignored, and nobody could tell which was meant.",
    bad: &[
        Case {
            files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
practice:
  - {module: incident-basics, text: Write the next decision down.}
assessed_by: clear-writer
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
            marks: &["text"],
        },
        Case {
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
      - {id: writing}
      - {id: responder, credential: incident-responder, module: incident-basics}
      - {id: breadth, choose: 1, from: [{credential: clear-writer, module: clear-writing}]}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
            marks: &["{id: writing}", "module", "module"],
        },
        Case {
            files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: command
    title: Command an incident
    fulfil:
      - {since: 2026-01-01}
reviewed: 2026-03-01
",
            marks: &["{since: 2026-01-01}"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-04-10-incident-commander.yaml --
credential: incident-commander
competency: {id: incident-response, at: working}
evidence:
  - {portfolio: 2026-03-02-checkout-outage, enrolment: incident-basics}
",
            marks: &["competency", "enrolment"],
        },
        Case {
            files: "\
-- people/chen/person.yaml --
name: Chen Wei
emails: [chen@kestrel.example]
joined: 2022-03-01
roles:
  - {from: 2022-03-01, role: senior-engineer, team: routing}
mentors:
  - {from: 2025-01-01}
mentoring: {capacity: 2, topics: [incident-response]}
board: {columns: [Doing, Done], url: \"https://boards.kestrel.example/chen\"}
",
            marks: &["{from: 2025-01-01}", "url"],
        },
        Case {
            files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: command
    title: Command incidents alone
    key_results:
      - {id: led, title: Incidents led, from: 0, to: 3, done: false}
",
            marks: &["done"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: command
    title: Command incidents alone
    key_results:
      - {id: led, title: Incidents led, from: 0, to: 3}
      - {id: rota, title: On the commander rota, done: false}
",
        marks: &[],
    },
    check,
};

/// A field and whether it says something.
type Field = (&'static str, bool);

/// How many of the fields have to say something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    One,
    OneOrNone,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    in_modules(context, findings);
    in_roles(context, findings);
    in_pathways(context, findings);
    in_metrics(context, findings);
    in_people(context, findings);
    in_claims(context, findings);
    in_okrs(context, findings);
    in_work(context, findings);
}

/// Looks at the fields of one entry; the pointer is built only when something is wrong.
fn look(
    record: &Record,
    due: Due,
    fields: &[Field],
    pointer: impl Fn() -> Pointer,
    findings: &mut Findings,
) {
    let mut given = fields.iter().filter(|(_, given)| *given).map(|(name, _)| *name);
    let names = || -> String {
        let names: Vec<String> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    };
    match (given.next(), given.next()) {
        (Some(first), Some(second)) => {
            let pointer = pointer();
            let message = format!("`{first}` and `{second}` cannot both be meant");
            let first_place = record.at_key(pointer.then(first));
            findings.add(
                Problem::new(record.at_key(pointer.then(second)), message)
                    .here("a second one")
                    .label(first_place, "the first one")
                    .help(format!("write only one of {}", names())),
            );
        }
        (None, _) if due == Due::One => {
            let pointer = pointer();
            if record.is_intact_at(&pointer) {
                findings.add(
                    Problem::new(record.at(pointer), format!("{} is missing here", names()))
                        .here("says nothing")
                        .help(format!("write one of {}, or take this entry out", names())),
                );
            }
        }
        _ => {}
    }
}

fn in_modules(context: &Context<'_>, findings: &mut Findings) {
    for module in context.catalog.all::<Module>() {
        for (number, practice) in module.document.practice.iter().enumerate() {
            let fields = [("module", practice.module.is_some()), ("text", practice.text.is_some())];
            look(module.record, Due::One, &fields, || pointer!["practice", number], findings);
        }
    }
}

fn in_roles(context: &Context<'_>, findings: &mut Findings) {
    for role in roles(context.catalog) {
        let record = role.ladder.record;
        for (number, requirement) in role.role.requires.iter().enumerate() {
            let here = || role.pointer().then("requires").then(number);
            look(record, Due::One, &fields_of_requirement(requirement), here, findings);
            for (choice_number, choice) in requirement.from.iter().enumerate() {
                let fields = [
                    ("credential", choice.credential.is_some()),
                    ("module", choice.module.is_some()),
                    ("competency", choice.competency.is_some()),
                    ("portfolio", choice.portfolio.is_some()),
                ];
                let here = || here().then("from").then(choice_number);
                look(record, Due::One, &fields, here, findings);
            }
        }
    }
}

fn fields_of_requirement(requirement: &Requirement) -> [Field; 5] {
    // `from` without `choose` says what kind of requirement it is; the number has its own rule.
    let only_from = requirement.choose.is_none() && !requirement.from.is_empty();
    let choice = if only_from { "from" } else { "choose" };
    [
        ("credential", requirement.credential.is_some()),
        ("module", requirement.module.is_some()),
        ("portfolio", requirement.portfolio.is_some()),
        ("experience", requirement.experience.is_some()),
        (choice, requirement.choose.is_some() || !requirement.from.is_empty()),
    ]
}

fn in_pathways(context: &Context<'_>, findings: &mut Findings) {
    for pathway in context.catalog.all::<Pathway>() {
        let record = pathway.record;
        for (number, item) in pathway.document.items.iter().enumerate() {
            for (line, fulfilment) in item.fulfil.iter().enumerate() {
                let fields = [
                    ("module", fulfilment.module.is_some()),
                    ("credential", fulfilment.credential.is_some()),
                ];
                let here = || pointer!["items", number, "fulfil", line];
                look(record, Due::One, &fields, here, findings);
            }
        }
        let mut offer = |offer: &Offer, here: Pointer| {
            let fields = [("module", offer.module.is_some()), ("credential", offer.credential.is_some())];
            look(record, Due::One, &fields, || here.clone(), findings);
        };
        let electives = pathway.document.electives.iter().flat_map(|electives| &electives.from);
        electives.enumerate().for_each(|(number, one)| offer(one, pointer!["electives", "from", number]));
        let optional = pathway.document.optional.iter().enumerate();
        optional.for_each(|(number, one)| offer(one, pointer!["optional", number]));
    }
    for enrolment in context.catalog.all::<PathwayEnrolment>() {
        for (number, elective) in enrolment.document.electives.iter().enumerate() {
            let fields =
                [("module", elective.module.is_some()), ("credential", elective.credential.is_some())];
            look(enrolment.record, Due::One, &fields, || pointer!["electives", number], findings);
        }
    }
}

fn in_metrics(context: &Context<'_>, findings: &mut Findings) {
    for metric in context.catalog.all::<Metric>() {
        for (number, link) in metric.document.linked_to.iter().enumerate() {
            let fields = [
                ("priority", link.priority.is_some()),
                ("competency", link.competency.is_some()),
                ("credential", link.credential.is_some()),
                ("module", link.module.is_some()),
                ("pathway", link.pathway.is_some()),
            ];
            look(metric.record, Due::One, &fields, || pointer!["linked_to", number], findings);
        }
    }
}

fn in_people(context: &Context<'_>, findings: &mut Findings) {
    for person in context.catalog.all::<Person>() {
        for (number, mentorship) in person.document.mentors.iter().enumerate() {
            let fields = [("person", mentorship.person.is_some()), ("nobody", mentorship.nobody)];
            look(person.record, Due::One, &fields, || pointer!["mentors", number], findings);
        }
        if let Some(board) = &person.document.board {
            let fields = [("columns", !board.columns.is_empty()), ("url", board.url.is_some())];
            look(person.record, Due::OneOrNone, &fields, || pointer!["board"], findings);
        }
    }
}

fn in_claims(context: &Context<'_>, findings: &mut Findings) {
    for claim in context.catalog.all::<Claim>() {
        let fields =
            [("credential", claim.credential.is_some()), ("competency", claim.competency.is_some())];
        look(claim.record, Due::One, &fields, Pointer::root, findings);
        for (number, evidence) in claim.document.evidence.iter().enumerate() {
            let fields = [
                ("portfolio", evidence.portfolio.is_some()),
                ("journal", evidence.journal.is_some()),
                ("enrolment", evidence.enrolment.is_some()),
            ];
            look(claim.record, Due::One, &fields, || pointer!["evidence", number], findings);
        }
    }
}

fn in_okrs(context: &Context<'_>, findings: &mut Findings) {
    for okrs in context.catalog.all::<Okrs>() {
        for (number, objective) in okrs.document.objectives.iter().enumerate() {
            for (result_number, result) in objective.key_results.iter().enumerate() {
                let numbers = if result.to.is_some() || result.from.is_none() { "to" } else { "from" };
                let fields = [
                    (numbers, result.from.is_some() || result.to.is_some()),
                    ("done", result.done.is_some()),
                ];
                let here = || pointer!["objectives", number, "key_results", result_number];
                look(okrs.record, Due::One, &fields, here, findings);
            }
        }
    }
}

fn in_work(context: &Context<'_>, findings: &mut Findings) {
    for entry in context.catalog.all::<Portfolio>() {
        for (number, impact) in entry.document.impact.iter().enumerate() {
            let fields = [("metric", impact.metric.is_some()), ("measure", impact.measure.is_some())];
            look(entry.record, Due::One, &fields, || pointer!["impact", number], findings);
        }
    }
    for session in context.catalog.all::<Session>() {
        let fields = [
            ("cohort", session.cohort.is_some()),
            ("community", session.community.is_some()),
            ("team", session.team.is_some()),
        ];
        look(session.record, Due::OneOrNone, &fields, Pointer::root, findings);
    }
}

//! A module led by somebody who has not said that they can lead it.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::people::People;
use crate::kinds::Kind;
use crate::kinds::module::{Module, Status};
use crate::kinds::person::Person;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "facilitator-untrained",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A module led by somebody who has not said that they can lead it",
    what: "Every facilitator of a module that is not retired has the module under `facilitating.modules` in \
           their own file. Whether they hold the credential that `facilitation` asks for is known from \
           signed approvals alone and not looked at here.",
    why: "Whoever leads a module has tried it before, alone or beside somebody; and nobody becomes a \
          facilitator by being named.",
    bad: &[Case {
        files: concat!(
            "-- modules/incident-drill.md --\n",
            "---\n",
            "title: Incident drill\n",
            "type: workshop\n",
            "effort: {learning: 2 hours}\n",
            "teaches: [{competency: incident-response, to: foundational}]\n",
            "outcomes: [{result: Joins a response without being asked., seen_in: The next incident}]\n",
            "assessed_by: incident-responder\n",
            "facilitators: [chen]\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "---\n",
            "A staged incident, an hour long.\n",
        ),
        marks: &["chen"],
    }],
    good: Case {
        files: concat!(
            "-- modules/incident-drill.md --\n",
            "---\n",
            "title: Incident drill\n",
            "type: workshop\n",
            "effort: {learning: 2 hours}\n",
            "teaches: [{competency: incident-response, to: foundational}]\n",
            "outcomes: [{result: Joins a response without being asked., seen_in: The next incident}]\n",
            "assessed_by: incident-responder\n",
            "facilitators: [chen]\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "---\n",
            "A staged incident, an hour long.\n",
            "-- people/chen/person.yaml --\n",
            "name: Chen Wei\n",
            "emails: [chen@kestrel.example]\n",
            "joined: 2022-03-01\n",
            "roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]\n",
            "mentoring: {capacity: 2}\n",
            "facilitating: {modules: [incident-drill], capacity: 1}\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for module in context.catalog.all::<Module>() {
        if module.status == Status::Retired {
            continue;
        }
        for (number, facilitator) in module.document.facilitators.iter().enumerate() {
            let Some(person) = people.person(facilitator.as_str()) else { continue };
            if offers(context, person, module) || people.has_left(person.document) {
                continue;
            }
            let place = module.record.at(pointer!["facilitators", number]);
            let mut problem =
                Problem::new(place, format!("`{}` has not said that they can lead this module", person.id()))
                    .here("not under `facilitating` in their file")
                    .label(person.record.whole(), "their file")
                    .help(format!(
                        "ask `{}` to add `{}` to `facilitating.modules`, or name somebody who has",
                        person.id(),
                        module.id()
                    ));
            if module.facilitation.is_some() {
                problem =
                    problem.label(module.record.at(pointer!["facilitation"]), "what leading it takes");
            }
            findings.add(problem);
        }
    }
}

fn offers(context: &Context<'_>, person: Entry<'_, Person>, module: Entry<'_, Module>) -> bool {
    person.facilitating.as_ref().is_some_and(|facilitating| {
        facilitating.modules.iter().any(|offered| {
            let offered = context.catalog.record(Kind::Module, offered.as_str());
            offered.is_some_and(|offered| std::ptr::eq(offered, module.record))
        })
    })
}

//! A remediation without anybody who helps.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::{People, same};
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "remediation-without-coach",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A remediation without a coach",
    what: "A remediation that lies ahead names a `coach`, and that is not the person themselves. Only for \
           people whom the rollout has reached.",
    why: "The first attempt was made alone. Somebody who looks along is what makes the second one different.",
    bad: &[
        Case {
            files: "\
-- people/ada/claims/2026-03-05-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
withdrawn: 2026-03-12
-- people/ada/remediation/2026-03-13-incident-responder.yaml --
claim: 2026-03-05-incident-responder
redemonstrate_by: 2026-04-30
",
            marks: &["2026-03-05-incident-responder"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-03-05-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
withdrawn: 2026-03-12
-- people/ada/remediation/2026-03-13-incident-responder.yaml --
claim: 2026-03-05-incident-responder
coach: ada
redemonstrate_by: 2026-04-30
",
            marks: &["ada"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/claims/2026-03-05-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
withdrawn: 2026-03-12
-- people/ada/remediation/2026-03-13-incident-responder.yaml --
claim: 2026-03-05-incident-responder
coach: chen
redemonstrate_by: 2026-04-30
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for remediation in context.catalog.all::<Remediation>() {
        if remediation.withdrawn.is_some()
            || remediation.redemonstrate_by < context.as_of
            || !people.process_holds_for(remediation.owner())
        {
            continue;
        }
        let problem = match &remediation.document.coach {
            None => Problem::new(
                remediation.record.at(pointer!["claim"]),
                "the remediation has no coach",
            )
            .here("nobody helps with this one"),
            Some(coach) => {
                let owner = people.person(remediation.owner());
                let oneself = |coach, owner| same::<Person>(coach, owner);
                match (people.person(coach.as_str()), owner) {
                    (Some(coach), Some(owner)) if oneself(coach, owner) => Problem::new(
                        remediation.record.at(pointer!["coach"]),
                        "the coach of a remediation is somebody else",
                    )
                    .here("the person themselves"),
                    _ => continue,
                }
            }
        };
        let mentors: Vec<String> = people
            .person(remediation.owner())
            .map(|person| people.mentors(person))
            .unwrap_or_default()
            .iter()
            .map(|mentor| format!("`coach: {}`", mentor.person.id()))
            .collect();
        let example = if mentors.is_empty() { String::new() } else { format!(", such as {}", mentors.join(" or ")) };
        findings.add(problem.help(format!("name somebody who can do it and has time{example}")));
    }
}

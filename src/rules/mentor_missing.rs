//! Somebody for whom nobody is there as a mentor.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-missing",
    subject: Subject::People,
    level: Level::Hint,
    summary: "Somebody for whom nobody is there as a mentor",
    what: "Everybody with a team has a mentor: one they chose or, while no entry of `mentors` is open, the \
           lead of their team or of the nearest team above. Not for those who lead a team or offer to \
           mentor others, nor for those who said `nobody: true`; only for people whom the rollout has \
           reached.",
    why: "Questions about growth go unasked where nobody is there to be asked.",
    bad: &[Case {
        files: concat!(
            "-- teams/design.yaml --\n",
            "name: Design\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: design}]\n",
        ),
        marks: &["design"],
    }],
    good: Case {
        files: concat!(
            "-- teams/design.yaml --\n",
            "name: Design\n",
            "parent: routing\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: design}]\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for person in people.in_program() {
        let teams = people.teams(person);
        let Some(team) = teams.first() else { continue };
        // A lead who has left is told of where the team names them.
        let led = teams.iter().any(|team| team.lead.is_some());
        let chosen = people.mentorships(person).next().is_some() || person.mentoring.is_some();
        if led || chosen || person.wants_no_mentor_on(context.as_of) {
            continue;
        }
        let Some(position) = people.position(person) else { continue };
        findings.add(
            Problem::new(
                person.record.at(pointer!["roles", position, "team"]),
                format!("nobody mentors `{}`", person.id()),
            )
            .here("no lead")
            .label(team.record.whole(), "this team and those above it name no `lead`")
            .help("choose a mentor under `mentors`, or add a `lead` to the team"),
        );
    }
}

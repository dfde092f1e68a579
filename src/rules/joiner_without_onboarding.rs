//! A new colleague who is on none of the pathways meant for them.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::people::People;
use crate::kinds::Kind;
use crate::kinds::pathway::{Pathway, PathwayKind};
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::pointer;

/// For how long somebody counts as new.
const MONTHS: i64 = 3;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "joiner-without-onboarding",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A new colleague without the onboarding that is meant for them",
    what: "Whoever joined in the last 3 months is enrolled in every pathway of the kind `onboarding` that \
           is `for` everyone, for their team or one above it, or for the ladder of their role. Only for \
           people whom the rollout has reached.",
    why: "The first weeks decide how somebody settles in, and nobody asks for what they do not know exists.",
    bad: &[Case {
        files: concat!(
            "-- pathways/welcome.yaml --\n",
            "title: Welcome to Routing\n",
            "kind: onboarding\n",
            "for: {teams: [routing]}\n",
            "items: [{id: incidents, title: Knows what a page means, fulfil: [{module: incident-basics}]}]\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2026-03-02\n",
            "roles: [{from: 2026-03-02, role: engineer, team: routing}]\n",
        ),
        marks: &["2026-03-02"],
    }],
    good: Case {
        files: concat!(
            "-- pathways/welcome.yaml --\n",
            "title: Welcome to Routing\n",
            "kind: onboarding\n",
            "for: {teams: [routing]}\n",
            "items: [{id: incidents, title: Knows what a page means, fulfil: [{module: incident-basics}]}]\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2026-03-02\n",
            "roles: [{from: 2026-03-02, role: engineer, team: routing}]\n",
            "-- people/noor/pathways/welcome.yaml --\n",
            "enrolled: 2026-03-03\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let pathways: Vec<Entry<'_, Pathway>> = context
        .catalog
        .all::<Pathway>()
        .filter(|pathway| pathway.kind == PathwayKind::Onboarding)
        .collect();
    if pathways.is_empty() {
        return;
    }
    let oldest = context.as_of.plus_months(-MONTHS);
    for person in people.in_program() {
        let (joined, place) = match (person.joined, person.roles.first()) {
            (Some(joined), _) => (joined, person.record.at(pointer!["joined"])),
            (None, Some(first)) => (first.from, person.record.at(pointer!["roles", 0, "from"])),
            (None, None) => continue,
        };
        if joined < oldest {
            continue;
        }
        let enrolled: Vec<_> = context
            .catalog
            .owned::<PathwayEnrolment>(person.id())
            .filter_map(|enrolment| context.catalog.record(Kind::Pathway, enrolment.id()))
            .collect();
        for pathway in pathways.iter().copied().filter(|pathway| is_for(context, &people, *pathway, person)) {
            if !enrolled.iter().any(|record| std::ptr::eq(*record, pathway.record)) {
                findings.add(problem(place.clone(), person, pathway));
            }
        }
    }
}

fn problem(place: Place, person: Entry<'_, Person>, pathway: Entry<'_, Pathway>) -> Problem {
    Problem::new(
        place,
        format!("`{}` is new and not enrolled in the onboarding `{}`", person.id(), pathway.id()),
    )
    .here("joined here")
    .label(pathway.record.at_key(pointer!["for"]), "the onboarding is meant for them")
    .help(format!("add `pathways/{}.yaml` with `enrolled: <day>` to their folder", pathway.id()))
}

fn is_for<'a>(
    context: &Context<'a>,
    people: &People<'a>,
    pathway: Entry<'a, Pathway>,
    person: Entry<'a, Person>,
) -> bool {
    let audience = &pathway.document.audience;
    if audience.everyone || people.names_one_of(&audience.teams, &people.teams(person)) {
        return true;
    }
    people.role(person).is_some_and(|role| {
        audience
            .ladders
            .iter()
            .filter_map(|ladder| context.catalog.record(Kind::Ladder, ladder.as_str()))
            .any(|ladder| std::ptr::eq(ladder, role.ladder.record))
    })
}

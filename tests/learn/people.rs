//! What the catalog knows about people: who mentors them, what time they have, whom the rollout
//! reaches, and which claims are open.

use learn::catalog::Catalog;
use learn::catalog::people::People;
use learn::kinds::claim::Claim;
use learn::rules::Case;
use learn::trust::ledger::Ledger;

use crate::cases;

const COMPANY: &str = "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
learning_time: 4 hours per week
rollout:
  - {from: 2026-01-05, teams: [routing]}
  - {from: 2026-05-04}
-- teams/routing.yaml --
name: Routing
lead: chen
parent: logistics
learning_time: 6 hours per week
-- teams/maps.yaml --
name: Maps
parent: routing
-- teams/logistics.yaml --
name: Logistics
lead: hana
parent: maps
-- teams/design.yaml --
name: Design
lead: tom
-- people/hana/person.yaml --
name: Hana Sato
roles: [{from: 2020-01-01, team: logistics}]
-- people/noor/person.yaml --
name: Noor Haddad
roles: [{from: 2023-02-01, role: engineer, team: maps}]
mentors: [{person: tom}]
-- people/tom/person.yaml --
name: Tom Ito
left: 2026-03-31
roles: [{from: 2020-01-07, team: design}]
-- people/ben/person.yaml --
name: Ben Okafor
roles: [{from: 2023-02-01, team: design}]
learning_time: 2 hours per week
-- people/kim/person.yaml --
name: Kim Park
roles: [{from: 2023-02-01, team: routing}]
mentors: [{nobody: true}]
";

fn company() -> Catalog {
    cases::catalog(&Case { files: COMPANY, marks: &[] })
}

fn mentors<'a>(people: &People<'a>, id: &str) -> Vec<&'a str> {
    let person = people.person(id).expect("a person");
    people.mentors(person).iter().map(|mentor| mentor.person.id()).collect()
}

#[test]
fn a_mentor_is_the_one_chosen_or_the_nearest_lead_who_is_here() {
    let catalog = company();
    let people = People::on(&catalog, cases::today());
    assert_eq!(mentors(&people, "ada"), ["chen"], "chosen");
    assert_eq!(mentors(&people, "noor"), ["chen"], "the one chosen has left: the lead above");
    assert_eq!(mentors(&people, "chen"), ["hana"], "a lead's is the lead of the parent team");
    assert_eq!(mentors(&people, "hana"), ["chen"], "teams in a ring come to an end");
    assert!(mentors(&people, "ben").is_empty(), "the lead has left");
    assert!(mentors(&people, "kim").is_empty(), "wants none");
    assert!(mentors(&people, "tom").is_empty(), "has left");
}

#[test]
fn learning_time_is_ones_own_the_teams_or_the_programs() {
    let catalog = company();
    let people = People::on(&catalog, cases::today());
    let time = |id: &str| {
        let person = people.person(id).expect("a person");
        people.learning_time(person).map(|pace| pace.to_string())
    };
    assert_eq!(time("ben").as_deref(), Some("2 hours per week"));
    assert_eq!(time("noor").as_deref(), Some("6 hours per week"));
    assert_eq!(time("tom").as_deref(), Some("4 hours per week"));
}

#[test]
fn a_rollout_reaches_the_teams_of_its_waves_and_those_below() {
    let catalog = company();
    let reached = |day: &str| {
        let people = People::on(&catalog, day.parse().expect("a date"));
        people.in_program().map(|person| person.id()).collect::<Vec<_>>()
    };
    assert!(reached("2026-01-04").is_empty(), "before the first wave");
    assert_eq!(reached("2026-04-15"), ["ada", "chen", "hana", "kim", "noor"]);
    assert_eq!(reached("2026-05-04"), ["ada", "ben", "chen", "hana", "kim", "noor"]);
    let without = cases::catalog(&Case { files: "", marks: &[] });
    let people = People::on(&without, cases::today());
    assert_eq!(people.in_program().count(), 2, "no wave at all: everybody");
}

#[test]
fn rules_about_process_wait_for_the_rollout() {
    let waiting = "\
-- people/ada/claims/2026-03-01-incident-responder.yaml --
credential: incident-responder
evidence: [{enrolment: incident-basics}]
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
learning_time: 4 hours per week
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
";
    let fired = |rollout: &str| {
        let files = format!("{waiting}{rollout}");
        let (_, outcome) = cases::check_case(&Case { files: files.leak(), marks: &[] });
        outcome.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    assert_eq!(fired(""), ["claim-waiting"]);
    assert_eq!(fired("rollout: [{from: 2026-04-15, teams: [routing]}]\n"), ["claim-waiting"]);
    assert!(fired("rollout: [{from: 2026-04-16, teams: [routing]}]\n").is_empty());
}

#[test]
fn a_claim_is_open_until_it_is_answered_or_taken_back() {
    let files = "\
-- people/ada/claims/2026-04-02-incident-responder.yaml --
credential: incident-responder
-- people/ada/claims/2026-04-03-clear-writer.yaml --
credential: clear-writer
withdrawn: 2026-04-09
-- people/ada/claims/2026-04-04-incident-commander.yaml --
credential: incident-commander
-- people/ada/approvals/2026-04-08-incident-commander-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: incident-commander
claim: {id: 2026-04-04-incident-commander, sha256: DIGEST of people/ada/claims/2026-04-04-incident-commander.yaml}
signer: chen
date: 2026-04-08
-- people/ada/claims/2026-04-05-incident-commander.yaml --
credential: incident-commander
-- people/ada/approvals/2026-04-06-incident-commander-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: incident-commander
claim: {id: 2026-04-05-incident-commander, sha256: \"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\"}
signer: chen
date: 2026-04-06
";
    let catalog = cases::catalog(&Case { files, marks: &[] });
    let ledger = Ledger::of(&catalog, None);
    let claims = ledger.claims();
    let open = |day: &str| {
        let day = day.parse().expect("a date");
        let all = catalog.all::<Claim>().filter(|claim| claims.is_open(*claim, day));
        all.map(|claim| claim.id()[11..].to_owned()).collect::<Vec<_>>()
    };
    // The last one was edited after it was answered.
    let (first, edited) = ("incident-commander", "incident-commander");
    assert_eq!(open("2026-04-07"), ["incident-responder", "clear-writer", first, edited]);
    assert_eq!(open("2026-04-08"), ["incident-responder", "clear-writer", edited]);
    assert_eq!(open("2026-04-09"), ["incident-responder", edited]);
}

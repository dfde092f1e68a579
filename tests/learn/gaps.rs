//! Gaps: every figure and every reason worked by hand on small companies, and what holds of any.

mod company;

use learn::base::date::Date;
use learn::catalog::Catalog;
use learn::catalog::index::RoleEntry;
use learn::catalog::load::load;
use learn::demo::{crowd, example};
use learn::insight::gaps::{
    Answer, Joiner, Question, Risk, Row, Scenario, Scope, State, Step, Tally, Who, ask,
};
use learn::kinds::person::Person;
use learn::kinds::team::Team;
use learn::report::Style;
use learn::report::gaps::{Format, json, words, write};
use learn::standing::demand::Demand;
use learn::standing::motion::Motion;
use learn::standing::readiness::readiness;
use learn::standing::verdict::Standing;
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;

use crate::cases;
use crate::workshop::{Run, Workshop};
use company::{BEN, DEMANDING, NOOR, PAYMENTS, attests, award, decision, place};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn today() -> Date {
    day("2026-04-15")
}

fn files(case: &str) -> Memory {
    let mut files = cases::base();
    if !case.is_empty() {
        cases::lay(&mut files, case);
    }
    files
}

/// Tests are short, so that what they learn may stay for their whole life.
fn ledger_of(files: &Memory) -> &'static Ledger<'static> {
    let catalog: &'static Catalog = Box::leak(Box::new(load(files).expect("memory can be read")));
    Box::leak(Box::new(Ledger::of(catalog, None)))
}

/// The base catalog with files laid over it.
fn ledger(case: &str) -> &'static Ledger<'static> {
    ledger_of(&files(case))
}

fn scope(ledger: &'static Ledger<'static>, team: &str) -> Scope<'static> {
    let catalog = ledger.catalog();
    let team = (!team.is_empty()).then(|| catalog.get::<Team>(team).expect("a team"));
    Scope { team, ..Scope::default() }
}

fn asked(
    ledger: &'static Ledger<'static>,
    team: &str,
    now: Scenario<'static>,
    before: Option<Scenario<'static>>,
) -> Answer<'static> {
    ask(ledger, Question { scope: scope(ledger, team), now, before, mentors: false })
}

/// The same with mentoring.
fn mentors(
    ledger: &'static Ledger<'static>,
    team: &str,
    now: Scenario<'static>,
    before: Option<Scenario<'static>>,
) -> Answer<'static> {
    ask(ledger, Question { scope: scope(ledger, team), now, before, mentors: true })
}

/// A team, or with an empty name the whole company, as it is today.
fn of(case: &str, team: &str) -> Answer<'static> {
    asked(ledger(case), team, Scenario::on(today()), None)
}

/// A team on two days.
fn between(case: &str, team: &str, before: &str, now: &str) -> Answer<'static> {
    let before = Some(Scenario::on(day(before)));
    asked(ledger(case), team, Scenario::on(day(now)), before)
}

/// `person: competency at proficiency` with where it stands and what is under way.
fn lines(answer: &Answer<'_>, person: &str) -> Vec<String> {
    let members = answer.now.members().filter(|member| member.post.who.id() == person);
    members
        .flat_map(|member| &member.lines)
        .map(|line| {
            let detail = words::detail(&line.state);
            let motions: Vec<&str> = line
                .motion
                .iter()
                .map(|motion| match motion {
                    Motion::ClaimWaiting { .. } => "; claim waiting",
                    Motion::Remediation { .. } => "; remediation",
                    Motion::InProgress { .. } => "; in progress",
                    Motion::Expiring(_) => "; expiring",
                    Motion::Finished { .. } => "; finished",
                })
                .collect();
            let detail = if detail.is_empty() { detail } else { format!(", {detail}") };
            let (state, motion) = (line.state.word(), motions.concat());
            format!("{} at {}: {state}{detail}{motion}", line.competency, line.at)
        })
        .collect()
}

fn row<'r>(answer: &'r Answer<'static>, competency: &str, at: &str) -> &'r Row<'static> {
    let rows = answer.now.units.first().expect("a team").rows.iter();
    let mut rows = rows.filter(|row| row.competency == competency && row.at == at);
    rows.next().unwrap_or_else(|| panic!("nobody asks for {competency} at {at}"))
}

fn holders(row: &Row<'_>) -> Vec<String> {
    row.holders.iter().map(|holder| holder.who.id().into_owned()).collect()
}

/// `person: the steps that are left`.
fn near(answer: &Answer<'_>, row: &Row<'_>) -> Vec<String> {
    row.near
        .iter()
        .map(|near| {
            let steps: Vec<String> =
                near.steps.iter().map(|step| words::step(answer.catalog, step)).collect();
            format!("{}: {}", near.who.id(), steps.join("; "))
        })
        .collect()
}

fn changes(answer: &Answer<'_>) -> Vec<String> {
    answer.changes.iter().map(|change| words::change(answer.catalog, change)).collect()
}

fn printed(answer: &Answer<'_>, format: Format) -> String {
    let style = Style { color: false, unicode: true, width: 80 };
    let mut out = Vec::new();
    write(format, answer, style, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("text")
}

#[test]
fn unknown_is_told_apart_from_not_yet() {
    let answer = of("", "routing");
    assert_eq!(
        lines(&answer, "ada"),
        [
            "incident-response at foundational: unknown; in progress",
            "communication at foundational: unknown",
        ]
    );
    let tally = answer.now.units[0].tally();
    assert_eq!(tally, Tally { unknown: 4, ..Tally::default() });
    assert_eq!((tally.asked(), tally.met(), tally.needed()), (4, 0, 4));
    assert_eq!(row(&answer, "communication", "foundational").risk(), Risk::Uncovered);
}

#[test]
fn every_reason_is_told() {
    let answer = of(DEMANDING, "routing");
    assert_eq!(
        lines(&answer, "ben"),
        [
            "alpha at working: attested",
            "beta at working: not yet, attested at foundational so far",
            "gamma at working: not yet, held until 2026-04-14",
            "delta at working: not yet, revoked",
            "epsilon at working: not yet, still to show: command; remediation",
            "zeta at working: not yet, 1 of 2 awards so far",
            "eta at working: unknown",
            "theta at working: waived, until 2026-12-31",
            "kappa at working: unknown; claim waiting",
            "iota at working: placed, by the placement of 2026-01-05",
        ]
    );
    let ben = answer.now.members().find(|member| member.post.who.id() == "ben").expect("ben");
    let tally = ben.tally();
    let by_hand = Tally { attested: 1, placed: 1, waived: 1, not_yet: 5, unknown: 2 };
    assert_eq!(tally, by_hand);
    assert_eq!((tally.met(), tally.needed(), tally.asked()), (2, 9, 10));
}

#[test]
fn the_last_day_of_an_award_and_of_a_waiver_count() {
    let standing = |date: &str, competency: &str| {
        let answer = asked(ledger(DEMANDING), "routing", Scenario::on(day(date)), None);
        let line = lines(&answer, "ben");
        line.into_iter().find(|line| line.starts_with(competency)).expect("a line")
    };
    assert_eq!(standing("2026-04-14", "gamma"), "gamma at working: attested");
    assert_eq!(standing("2026-04-15", "gamma"), "gamma at working: not yet, held until 2026-04-14");
    assert_eq!(standing("2026-12-31", "theta"), "theta at working: waived, until 2026-12-31");
    assert_eq!(standing("2027-01-01", "theta"), "theta at working: unknown");
}

#[test]
fn approvals_that_do_not_verify_count_for_nothing() {
    let signed = award("ada", "communication", "foundational", "chen", "2026-04-01", "");
    assert_eq!(lines(&of(&signed, "routing"), "ada")[1], "communication at foundational: attested");
    let unsigned = signed.replace(" (signed by chen)", "");
    let answer = of(&unsigned, "routing");
    assert_eq!(lines(&answer, "ada")[1], "communication at foundational: unknown");
    assert_eq!(answer.now.unverified(), 1);
    assert!(printed(&answer, Format::Human).contains("not counted: 1 approval record"));
}

#[test]
fn a_goal_is_nobodys_business() {
    let goal =
        "-- people/ada/goals/2026-01-10.md --\n---\nstate: set\nrole: senior-engineer\n---\n";
    let print = |case: &str| printed(&of(case, "routing"), Format::Json);
    assert_eq!(print(goal), print(""));
}

#[test]
fn a_row_counts_whose_role_asks_and_whoever_holds_it() {
    // Ada, an engineer, holds more than her role asks for; Chen, whose role asks, holds nothing.
    let case = attests("ada", "incident-response", "working", "chen", "2026-03-01");
    let answer = of(&case, "routing");
    let working = row(&answer, "incident-response", "working");
    assert_eq!(holders(working), ["ada"]);
    assert_eq!(working.tally, Tally { unknown: 1, ..Tally::default() });
    assert_eq!((working.risk(), working.until), (Risk::Single, None));
    let roles: Vec<&str> = working.roles.iter().map(RoleEntry::id).collect();
    assert_eq!(roles, ["senior-engineer"]);
    let lower = row(&answer, "incident-response", "foundational");
    assert_eq!(
        (lower.tally, holders(lower)),
        (Tally { attested: 1, ..Tally::default() }, vec!["ada".to_owned()])
    );
    let both = row(&answer, "communication", "foundational");
    let roles: Vec<&str> = both.roles.iter().map(RoleEntry::id).collect();
    assert_eq!(roles, ["engineer", "senior-engineer"]);
    assert_eq!(both.tally.asked(), 2);
}

#[test]
fn one_holder_is_a_single_point_and_two_are_none() {
    let one = award("ada", "communication", "foundational", "chen", "2026-03-01", "12 months");
    let answer = of(&one, "routing");
    let single = row(&answer, "communication", "foundational");
    assert_eq!((single.risk(), single.until), (Risk::Single, Some(day("2027-03-01"))));
    let two = one + &award("chen", "communication", "foundational", "ada", "2026-03-01", "");
    let answer = of(&two, "routing");
    let covered = row(&answer, "communication", "foundational");
    assert_eq!((covered.risk(), covered.until), (Risk::Covered, None));
    assert!(covered.near.is_empty(), "nobody has to step in");
    assert_eq!(answer.now.units[0].count(Risk::Single), 0);
    assert_eq!(answer.now.units[0].count(Risk::Uncovered), 2, "incident response, twice");
}

#[test]
fn a_placement_holds_and_says_so() {
    let answer = of(&place("ada", "engineer", "2026-01-05"), "routing");
    let held = row(&answer, "incident-response", "foundational");
    assert_eq!((holders(held), held.tally.placed), (vec!["ada".to_owned()], 1));
    assert_eq!(words::only_holder(held), "Ada Moreau, by placement");
    assert_eq!(
        near(&answer, row(&answer, "incident-response", "working")),
        ["ada: at foundational by placement; taking Commanding an incident"]
    );
}

#[test]
fn the_nearest_can_step_in_first() {
    let people = format!("{BEN}{}", NOOR.replace("payments", "routing"));
    let case = people
        + &attests("ben", "incident-response", "foundational", "chen", "2026-03-01")
        + &attests("chen", "incident-response", "foundational", "ada", "2026-03-01")
        + "-- people/chen/enrolments/incident-command.yaml --\nstarted: 2026-03-16\n"
        + "-- people/noor/portfolio/2026-03-02-x.md --\n---\ntitle: X\ntype: incident\n---\n"
        + "-- people/noor/claims/2026-04-01-incident-commander.yaml --
credential: incident-commander
evidence: [{portfolio: 2026-03-02-x}]
";
    let answer = of(&case, "routing");
    assert_eq!(
        near(&answer, row(&answer, "incident-response", "working")),
        [
            "noor: claim waiting since 2026-04-01 for any",
            "chen: attested at foundational; taking Commanding an incident",
            "ben: attested at foundational",
            "ada: taking Commanding an incident",
        ],
        "a claim, then two reasons before one, then a module"
    );
    let lapsed =
        case + &award("ada", "incident-response", "working", "chen", "2024-01-10", "12 months");
    let answer = of(&lapsed, "routing");
    let working = row(&answer, "incident-response", "working");
    assert_eq!(
        near(&answer, working)[1],
        "ada: held it until 2025-01-10; taking Commanding an incident"
    );
    let of_demanding = of(DEMANDING, "routing");
    let step = &row(&of_demanding, "zeta", "working").near[0].steps[0];
    assert_eq!(*step, Step::OneMore { have: 1, need: 2 });
    let again = row(&of_demanding, "epsilon", "working");
    assert_eq!(near(&of_demanding, again), ["ben: shows it again by 2026-05-01"]);
}

#[test]
fn people_are_told_the_five_nearest_and_how_many_more_there_are() {
    let name = |number: usize| format!("p{number}");
    let case: String = (1..=7)
        .map(|number| {
            BEN.replace("ben", &name(number)).replace("Ben", &format!("Person {number},"))
                + &attests(&name(number), "incident-response", "foundational", "chen", "2026-03-01")
        })
        .collect();
    let answer = of(&case, "routing");
    assert_eq!(
        row(&answer, "incident-response", "working").near.len(),
        8,
        "and Ada takes a module"
    );
    let text = printed(&answer, Format::Human);
    assert_eq!(text.matches("with one step more").count(), 5, "{text}");
    assert!(text.contains("→ and 3 more; `--format json` names them all"), "{text}");
}

#[test]
fn a_team_is_its_people_of_the_day_and_an_umbrella_those_below() {
    let case = format!("{PAYMENTS}{BEN}{NOOR}");
    let people = |team: &str, date: &str| -> Vec<String> {
        let answer = asked(ledger(&case), team, Scenario::on(day(date)), None);
        answer.now.members().map(|member| member.post.who.id().into_owned()).collect()
    };
    assert_eq!(people("routing", "2026-04-15"), ["ada", "ben", "chen", "noor"]);
    assert_eq!(people("payments", "2026-04-15"), ["noor"]);
    assert_eq!(people("routing", "2026-06-30"), ["ada", "ben", "chen", "noor"], "her last day");
    assert_eq!(people("routing", "2026-07-01"), ["ada", "ben", "chen"]);
    assert_eq!(people("routing", "2023-01-31"), ["chen"]);
}

#[test]
fn the_company_is_told_by_team_and_critical_roles_over_all() {
    let homeless = "-- people/zoe/person.yaml --\nname: Zoe Lind\njoined: 2024-01-01\n";
    let critical = "-- ladders/engineering-ic.yaml --
name: Engineering
roles:
  - {id: engineer, title: Engineer, expects: [{competency: communication, at: foundational}]}
  - id: senior-engineer
    title: Senior engineer
    expects: [{competency: incident-response, at: foundational}]
  - id: staff-engineer
    title: Staff engineer
    critical: true
    expects: [{competency: incident-response, at: working}]
";
    let case = format!("{PAYMENTS}{BEN}{NOOR}{homeless}{critical}")
        + &attests("ben", "incident-response", "working", "chen", "2026-03-01");
    let answer = of(&case, "");
    let teams: Vec<(Option<&str>, usize)> = answer
        .now
        .units
        .iter()
        .map(|unit| (unit.team.map(|team| team.id()), unit.members.len()))
        .collect();
    assert_eq!(teams, [(Some("payments"), 1), (Some("routing"), 3), (None, 1)]);
    let rows: Vec<(&str, &str, usize, Vec<String>)> = answer
        .now
        .critical
        .iter()
        .map(|row| (row.competency, row.at, row.tally.asked(), holders(row)))
        .collect();
    assert_eq!(
        rows,
        [
            ("communication", "foundational", 0, Vec::new()),
            ("incident-response", "working", 0, vec!["ben".to_owned()]),
        ],
        "nobody has the role yet, and still it is asked for"
    );
    let text = printed(&answer, Format::Human);
    assert!(text.contains("1 person has no role of a ladder"), "{text}");
    let team = of(&case, "routing");
    assert!(team.now.critical.is_empty());
}

#[test]
fn a_role_or_a_competency_narrows_what_is_asked_and_not_who_holds_it() {
    let case = attests("ada", "incident-response", "working", "chen", "2026-03-01");
    let ledger = ledger(&case);
    let catalog = ledger.catalog();
    let narrow = |scope: Scope<'static>| {
        let now = Scenario::on(today());
        let answer = ask(ledger, Question { scope, now, before: None, mentors: false });
        let row = |row: &Row<'_>| format!("{} {} {:?}", row.competency, row.at, holders(row));
        answer.now.units.iter().flat_map(|unit| &unit.rows).map(row).collect::<Vec<_>>()
    };
    let senior = Scope { role: catalog.role("senior-engineer"), ..scope(ledger, "routing") };
    assert_eq!(
        narrow(senior),
        ["communication foundational []", "incident-response working [\"ada\"]"]
    );
    let incident =
        Scope { competency: catalog.competency("incident-response"), ..Scope::default() };
    assert_eq!(
        narrow(incident),
        ["incident-response foundational [\"ada\"]", "incident-response working [\"ada\"]"]
    );
}

#[test]
fn without_somebody_what_they_hold_is_gone() {
    let case = award("ada", "communication", "foundational", "chen", "2026-03-01", "");
    let without = Scenario { without: ["ada"].into(), ..Scenario::on(today()) };
    let answer = asked(ledger(&case), "routing", without, Some(Scenario::on(today())));
    assert_eq!(
        changes(&answer),
        [
            "Ada Moreau is not there any more (what if)",
            "Routing: Communication at foundational: one person holds it → nobody holds it",
            "Routing: Incident response at foundational: nobody holds it → not asked for",
        ]
    );
    let before = answer.before.as_ref().expect("what is");
    assert_eq!(before.units[0].tally(), Tally { attested: 1, unknown: 3, ..Tally::default() });
    assert_eq!(answer.now.units[0].tally(), Tally { unknown: 2, ..Tally::default() });
    let text = printed(&answer, Format::Human);
    assert!(text.contains("1/2 → 0/1"), "{text}");
}

#[test]
fn with_somebody_their_role_asks_and_what_they_hold_comes_along() {
    let case = format!("{PAYMENTS}{NOOR}")
        + &attests("noor", "incident-response", "working", "chen", "2026-03-01");
    let ledger = ledger(&case);
    let catalog = ledger.catalog();
    let role = catalog.role("senior-engineer").expect("a role");
    let joiner = |who| Joiner { who, role };
    let noor = Who::Known(catalog.get::<Person>("noor").expect("noor"));
    let ada = Who::Known(catalog.get::<Person>("ada").expect("ada"));
    let with = vec![joiner(Who::New(1)), joiner(noor), joiner(ada)];
    let now = Scenario { with, ..Scenario::on(today()) };
    let answer = asked(ledger, "payments", now, Some(Scenario::on(today())));
    let people: Vec<String> =
        answer.now.members().map(|member| member.post.who.id().into_owned()).collect();
    assert_eq!(people, ["ada", "noor", "new-1"]);
    assert_eq!(
        changes(&answer),
        [
            "Ada Moreau comes in as Senior engineer (what if)",
            "New colleague 1 comes in as Senior engineer (what if)",
            "Noor Haddad: Engineer → Senior engineer (what if)",
            "Payments: Incident response at foundational: one person holds it → not asked for",
            "Payments: Incident response at working: not asked for → one person holds it",
        ]
    );
    assert_eq!(holders(row(&answer, "incident-response", "working")), ["noor"]);
    assert_eq!(
        lines(&answer, "new-1"),
        ["incident-response at working: unknown", "communication at foundational: unknown"]
    );
}

#[test]
fn looking_ahead_sees_ends_leavers_and_demands_to_come() {
    let ladder = "-- ladders/engineering-ic.yaml --
name: Engineering
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: communication, at: foundational}
      - {competency: incident-response, at: foundational, until: 2026-08-31}
      - {competency: incident-response, at: working, since: 2026-09-01}
";
    let joins = "-- people/zoe/person.yaml --
name: Zoe Lind
joined: 2026-09-01
roles: [{from: 2026-09-01, role: engineer, team: routing}]
";
    let moves = BEN.replace(
        "team: routing}",
        "team: routing}\n  - {from: 2026-08-01, role: engineer, team: payments}",
    );
    let case = format!(
        "{PAYMENTS}{ladder}{joins}{moves}{}",
        NOOR.replace("team: payments", "team: routing")
    ) + &award("ada", "communication", "foundational", "chen", "2026-03-01", "6 months");
    let answer = between(&case, "", "2026-04-15", "2026-10-15");
    assert_eq!(
        changes(&answer),
        [
            "Noor Haddad is not there any more (last day 2026-06-30)",
            "Ben Okafor: Engineer in Routing → Engineer in Payments (from 2026-08-01)",
            "Zoe Lind comes in as Engineer (from 2026-09-01)",
            "Engineer no longer asks for Incident response at foundational, last day 2026-08-31; \
             it concerns 2 people",
            "Engineer asks for Incident response at working, from 2026-09-01; it concerns 2 people",
            "Ada Moreau, Communication at foundational: attested → not yet (held until 2026-09-01)",
            "Payments: Communication at foundational: not asked for → nobody holds it",
            "Payments: Incident response at working: not asked for → nobody holds it",
            "Routing: Communication at foundational: one person holds it → nobody holds it",
            "Routing: Incident response at foundational: nobody holds it → not asked for",
            "Routing: Incident response at working: not asked for → nobody holds it",
        ]
    );
    let none = between(&case, "", "2026-04-15", "2026-04-15");
    assert!(none.changes.is_empty());
    let back = case.replace("team: payments}\n", "team: billing}\n").replace(
        "role: engineer, team: routing}\n  - {from: 2026-08-01",
        "role: engineer, team: payments}\n  - {from: 2026-08-01",
    );
    let left = between(&back, "payments", "2026-07-15", "2026-08-15");
    assert_eq!(changes(&left)[0], "Ben Okafor is not there any more (last day 2026-07-31)");
}

#[test]
fn mentoring_sets_gaps_against_offers() {
    // Chen offers two places in incident response and coaches Ada. Ben wants no mentor. Noor has
    // been told not yet, and nobody coaches her: Chen's second place is open for her.
    let offer = "-- people/hana/person.yaml --
name: Hana Sato
joined: 2020-01-01
mentoring: {capacity: 3, topics: [communication]}
mentors: [{nobody: true}]
";
    let ben = BEN.to_owned() + "mentors: [{nobody: true, from: 2026-01-01}]\n";
    let noor = NOOR.replace("team: payments", "team: routing")
        + "mentors: [{person: hana, from: 2026-01-01}]\n";
    let told = decision("noor", "not-yet", "incident-responder", "chen", "2026-04-02", "");
    let case = format!("{offer}{ben}{noor}{told}");
    let answer = mentors(ledger(&case), "routing", Scenario::on(today()), None);
    let topics: Vec<String> = answer
        .mentoring
        .as_ref()
        .expect("mentoring")
        .topics
        .iter()
        .map(|topic| {
            format!(
                "{}: {} not yet, {} unknown, {} coached, {} declined, {} open; {:?} with {} places, {} \
                 free; {} short",
                topic.competency,
                topic.not_yet,
                topic.unknown,
                topic.coached,
                topic.declined,
                topic.open(),
                topic.mentors,
                topic.places,
                topic.free,
                topic.short()
            )
        })
        .collect();
    assert_eq!(
        topics,
        [
            "communication: 0 not yet, 4 unknown, 1 coached, 1 declined, 2 open; [\"hana\"] with 3 \
             places, 2 free; 0 short",
            "incident-response: 1 not yet, 3 unknown, 1 coached, 1 declined, 2 open; [\"chen\"] with 2 \
             places, 1 free; 1 short",
        ]
    );
    let without = Scenario { without: ["chen"].into(), ..Scenario::on(today()) };
    let answer = mentors(ledger(&case), "routing", without, Some(Scenario::on(today())));
    let topic = &answer.mentoring.as_ref().expect("mentoring").topics[1];
    assert_eq!((topic.open(), topic.free, topic.coached), (2, 0, 0), "his places are gone");
    let text = printed(&answer, Format::Human);
    assert!(text.contains("Before: 2 mentors with 5 places, 2 mentees and 3 free."), "{text}");
    assert!(text.contains("After: 1 mentor with 3 places, 1 mentee and 2 free."), "{text}");
}

/// Whether every expectation stands as readiness for the role that somebody holds says.
fn agrees_with_readiness(ledger: &'static Ledger<'static>, date: Date) -> usize {
    let answer = asked(ledger, "", Scenario::on(date), None);
    let mut compared = 0;
    for member in answer.now.members() {
        let (Some(person), Some(role)) = (member.post.who.person(), member.post.role) else {
            continue;
        };
        let truth = readiness(ledger, person, role, date);
        let competencies =
            truth.lines.iter().filter(|line| matches!(line.line.demand, Demand::Competency { .. }));
        let expected: Vec<(String, Standing)> =
            competencies.map(|state| (state.line.title.clone(), state.standing.clone())).collect();
        let found: Vec<(String, Standing)> = member
            .lines
            .iter()
            .map(|line| {
                let standing = match &line.state {
                    State::Attested | State::Placed(_) => Standing::Met,
                    State::Waived(until) => Standing::Waived(*until),
                    State::NotYet(reason) => Standing::NotYet(reason.clone()),
                    State::Unknown => Standing::Unknown,
                };
                (line.line.title.clone(), standing)
            })
            .collect();
        assert_eq!(found, expected, "{}", person.id());
        compared += found.len();
    }
    compared
}

#[test]
fn gaps_and_readiness_never_disagree() {
    let mut example = Memory::new();
    for (path, bytes) in example::files() {
        example.put(&path, bytes);
    }
    let example = ledger_of(&example);
    for date in ["2025-06-01", "2026-04-15", "2028-01-01"] {
        assert!(agrees_with_readiness(example, day(date)) > 100);
    }
    let mut generated = Memory::new();
    for (path, text) in crowd::company(80) {
        generated.put(&path, text.into_bytes());
    }
    assert!(agrees_with_readiness(ledger_of(&generated), today()) > 100);
    assert!(agrees_with_readiness(ledger(DEMANDING), today()) > 10);
}

#[test]
fn the_same_question_has_the_same_answer_wherever_files_lie() {
    let print = |case: &str| {
        let answer = between(case, "", "2026-01-01", "2026-10-15");
        [Format::Human, Format::Markdown, Format::Csv, Format::Json]
            .map(|format| printed(&answer, format))
    };
    let moved = DEMANDING
        .replace("people/ben/claims/", "people/ben/claims/a/")
        .replace("DIGEST of people/ben/claims/a/a/", "DIGEST of people/ben/claims/a/");
    assert_eq!(print(DEMANDING), print(DEMANDING));
    assert_eq!(print(DEMANDING), print(&moved));
}

#[test]
fn json_fits_its_schema_and_csv_is_no_formula() {
    let schema = jsonschema::validator_for(&json::schema()).expect("a schema");
    let evil = "-- people/eve/person.yaml --
name: '=HYPERLINK(\"x\")'
joined: 2024-01-01
roles: [{from: 2024-01-01, role: engineer, team: routing}]
";
    let case = format!("{DEMANDING}{evil}");
    let with_what_if = {
        let ledger = ledger(&case);
        let role = ledger.catalog().role("engineer").expect("a role");
        let with = vec![Joiner { who: Who::New(1), role }];
        let without = ["ada"].into();
        let now = Scenario { with, without, ..Scenario::on(day("2026-12-01")) };
        mentors(ledger, "routing", now, Some(Scenario::on(today())))
    };
    for answer in [of(&case, ""), of(&case, "routing"), with_what_if] {
        let value = serde_json::from_str(&printed(&answer, Format::Json)).expect("JSON");
        let errors: Vec<String> =
            schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(value["version"], 1);
    }
    let table = printed(&of(&case, ""), Format::Csv);
    assert!(
        table.starts_with("when,day,team,person,role,competency,at,strength,state,"),
        "{table}"
    );
    assert!(table.contains("now,2026-04-15,routing,ben,senior-engineer,gamma,working,core,not yet,held until 2026-04-14,\r\n"), "{table}");
    let starts = |sign| table.split(['\n', ',']).any(|cell| cell.starts_with(sign));
    assert!(!['=', '+', '@', '-'].into_iter().any(starts), "{table}");
}

#[test]
fn tables_fit_eighty_columns_and_need_no_unicode() {
    let mut files = Memory::new();
    for (path, bytes) in example::files() {
        files.put(&path, bytes);
    }
    let ledger = ledger_of(&files);
    for (team, mentors) in [("", false), ("routing", false), ("", true)] {
        let now = Scenario { without: ["ada"].into(), ..Scenario::on(day("2027-12-01")) };
        let before = Some(Scenario::on(today()));
        let question = Question { scope: scope(ledger, team), now, before, mentors };
        let answer = ask(ledger, question);
        let text = printed(&answer, Format::Human);
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        let style = Style { color: false, unicode: false, width: 80 };
        let mut out = Vec::new();
        write(Format::Human, &answer, style, &mut out).expect("memory can be written");
        let plain = String::from_utf8(out).expect("text");
        assert!(!plain.contains(['→', '…', '–']), "{plain}");
    }
}

fn gaps(arguments: &[&str]) -> Run {
    let shop = Workshop::new();
    shop.lay_base("");
    let mut command = shop.learn("");
    command.arg("gaps").args(arguments).args(["--as-of", "2026-04-15"]);
    Run::of(&command.output().expect("the program runs"))
}

#[test]
fn the_verb_answers_and_says_what_it_does_not_know() {
    let run = gaps(&["--team", "routing"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.starts_with("note: there is no history to look the day up in"), "{}", run.err);
    assert!(run.out.starts_with("Gaps in Routing, as of 2026-04-15\n"), "{}", run.out);
    let run = gaps(&["--at", "+6 months", "--without", "ada"]);
    assert!(
        run.out.starts_with("Gaps in the whole company, 2026-04-15 → 2026-10-15\n"),
        "{}",
        run.out
    );
    let run = gaps(&["--compare", "2027-01-01"]);
    assert!(run.out.contains("2026-04-15 → 2027-01-01"), "{}", run.out);
    for (arguments, words) in [
        (
            &["--team", "rooting"][..],
            "there is no team `rooting` in this catalog; did you mean `routing`?",
        ),
        (&["--role", "enginer"], "did you mean `engineer`?"),
        (&["--competency", "comunication"], "did you mean `communication`?"),
        (&["--without", "adda"], "did you mean `ada`?"),
        (&["--with", "ada"], "`--with ada` is not PERSON:ROLE"),
        (&["--with", "new:engineer"], "which team the new colleague would work in"),
        (&["--with", "ada:engineer", "--with", "ada:senior-engineer"], "two roles at once"),
        (&["--with", "ada:engineer", "--without", "ada"], "cannot be there and gone"),
        (&["--at", "2026-01-01"], "look back with `--compare 2026-01-01`"),
        (&["--at", "soon"], "neither a day nor a length of time"),
        (&["--at", "2027-01-01", "--compare", "2026-01-01"], "cannot be used with"),
    ] {
        let run = gaps(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.out);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
    let left = Workshop::new();
    left.lay_base("");
    left.write("people/ben/person.yaml", "name: Ben\njoined: 2023-01-01\nleft: 2026-01-31\n");
    let mut command = left.learn("");
    command.args(["gaps", "--without", "ben", "--as-of", "2026-04-15"]);
    let run = Run::of(&command.output().expect("the program runs"));
    assert!(run.err.contains("Ben is not at the company on 2026-04-15 anyway"), "{}", run.err);
}

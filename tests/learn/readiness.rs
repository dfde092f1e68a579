//! Readiness: what holds whatever a catalog says, and inheritance, dates and motion case by case.

use learn::base::date::Date;
use learn::base::duration::{Duration, Percent, Unit};
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::kinds::person::Person;
use learn::kinds::program::ReadinessPolicy;
use learn::report::Style;
use learn::report::basis::Basis;
use learn::report::readiness::{Format, Sheet, one, words};
use learn::standing::demand::Demand;
use learn::standing::groups::filled;
use learn::standing::lines::Strength;
use learn::standing::motion::Motion;
use learn::standing::next::{Step, next_step};
use learn::standing::readiness::{Readiness, readiness};
use learn::standing::target::{Source, goal_role, next_on_ladder};
use learn::standing::verdict::{Reason, Standing, Verdict, Weighed, verdict};
use learn::trust::ledger::Ledger;
use proptest::prelude::*;

use crate::cases;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// The base catalog with files laid over it.
fn catalog(case: &str) -> Catalog {
    let mut files = cases::base();
    if !case.is_empty() {
        cases::lay(&mut files, case);
    }
    load(&files).expect("memory can be read")
}

fn of<'a>(catalog: &'a Catalog, person: &str, role: &str, date: &str) -> Readiness<'a> {
    let person = catalog.get::<Person>(person).expect("a person");
    let role = catalog.role(role).expect("a role");
    readiness(ledger(catalog), person, role, day(date))
}

/// The approvals of a catalog; tests are short, so that what they learn may stay for their whole life.
fn ledger(catalog: &Catalog) -> &Ledger<'_> {
    Box::leak(Box::new(Ledger::of(catalog, None)))
}

/// The lines as `role: title (strength)`.
fn asked(readiness: &Readiness<'_>) -> Vec<String> {
    readiness
        .lines
        .iter()
        .map(|state| {
            let strength = words::strength(state.line.strength);
            format!("{}: {} ({strength})", state.line.role.id(), state.line.title)
        })
        .collect()
}

fn motions<'a>(readiness: &'a Readiness<'a>, line: &str) -> &'a [Motion<'a>] {
    let state = readiness.lines.iter().find(|state| state.line.id == line);
    &state.unwrap_or_else(|| panic!("no line `{line}`")).motion
}

fn json(readiness: Readiness<'_>, catalog: &Catalog) -> String {
    let sheet = Sheet::new(catalog, readiness, Source::Asked, None, Vec::new());
    let style = Style { color: false, unicode: true, width: 80 };
    let mut out = Vec::new();
    one(Format::Json, &sheet, &Basis::default(), style, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("text")
}

#[test]
fn nobody_has_looked_at_anything_in_the_base() {
    let catalog = catalog("");
    let readiness = of(&catalog, "ada", "senior-engineer", "2026-04-15");
    assert_eq!(
        asked(&readiness),
        [
            "senior-engineer: Incident response at working (core)",
            "senior-engineer: Communication at foundational (core)",
            "senior-engineer: Incident commander (required)",
        ],
        "what the role below asks for is asked for here as well"
    );
    assert_eq!(readiness.verdict, Verdict::Unknown);
    assert_eq!(
        words::headline(&readiness),
        "Evidence for Senior engineer: unknown — nobody has looked at 3 of 3 lines yet"
    );
}

const LADDER: &str = "-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
roles:
";

#[test]
fn a_weaker_demand_never_replaces_a_stronger_one() {
    let catalog = catalog(&format!(
        "{LADDER}  - id: engineer
    title: Engineer
    expects:
      - {{competency: incident-response, at: working}}
      - {{competency: communication, at: foundational}}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {{competency: incident-response, at: foundational}}
      - {{competency: communication, at: working, weight: 3}}
"
    ));
    let readiness = of(&catalog, "ada", "senior-engineer", "2026-04-15");
    assert_eq!(
        asked(&readiness),
        [
            "senior-engineer: Communication at working (weight 3)",
            "engineer: Incident response at working (core)",
            "engineer: Communication at foundational (core)",
        ],
        "a core line stays beside a weighted one of a higher proficiency"
    );
}

#[test]
fn inheritance_crosses_ladders_opts_out_and_ends_in_circles() {
    let catalog = catalog(&format!(
        "{LADDER}  - id: engineer
    title: Engineer
    inherits: [manager]
    expects:
      - {{competency: incident-response, at: foundational}}
  - id: senior-engineer
    title: Senior engineer
    inherits: []
    expects:
      - {{competency: incident-response, at: working}}
-- ladders/management.yaml --
name: Management
roles:
  - id: manager
    title: Manager
    inherits: [engineer, senior-engineer]
    expects:
      - {{competency: communication, at: working}}
"
    ));
    let lines = |role: &str| asked(&of(&catalog, "ada", role, "2026-04-15"));
    assert_eq!(lines("senior-engineer"), ["senior-engineer: Incident response at working (core)"]);
    let both = [
        "manager: Communication at working (core)",
        "senior-engineer: Incident response at working (core)",
    ];
    assert_eq!(lines("manager"), both);
    assert_eq!(lines("engineer"), both);
}

#[test]
fn what_cannot_be_read_is_asked_for_and_never_met() {
    let time = "    requires:
      - {id: time, experience: {at_least: 1 month}}
";
    let dangling =
        format!("  - id: engineer\n    title: Engineer\n    inherits: [apprentice]\n{time}");
    let misspelt = format!(
        "  - id: engineer\n    title: Engineer\n{time}    expects:
      - {{competency: communication, at: foundational, wieght: 2}}
"
    );
    for ladder in [dangling, misspelt] {
        let catalog = catalog(&format!("{LADDER}{ladder}"));
        let readiness = of(&catalog, "ada", "engineer", "2026-04-15");
        assert_ne!(readiness.verdict, Verdict::Ready, "{ladder}");
        let doubtful = |line: &Demand<'_>| matches!(line, Demand::Unreadable(_));
        assert!(readiness.lines.iter().any(|state| doubtful(&state.line.demand)), "{ladder}");
    }
}

#[test]
fn no_lines_are_no_expectations() {
    let catalog = catalog(&format!("{LADDER}  - id: engineer\n    title: Engineer\n"));
    let readiness = of(&catalog, "ada", "engineer", "2026-04-15");
    assert_eq!(readiness.verdict, Verdict::NoExpectations);
}

const DATED: &str = "  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: working, since: 2026-03-01}
      - {competency: communication, at: foundational, until: 2026-03-31}
-- pathways/to-engineer.yaml --
title: To engineer
kind: role
to: engineer
";

#[test]
fn since_and_until_include_their_days() {
    let catalog = catalog(&format!("{LADDER}{DATED}"));
    let ids = |date: &str| -> Vec<String> {
        let readiness = of(&catalog, "ada", "engineer", date);
        readiness.lines.iter().map(|state| state.line.id.to_owned()).collect()
    };
    assert_eq!(ids("2026-02-28"), ["communication"]);
    assert_eq!(ids("2026-03-01"), ["incident-response", "communication"]);
    assert_eq!(ids("2026-03-31"), ["incident-response", "communication"]);
    assert_eq!(ids("2026-04-01"), ["incident-response"]);
    let before = of(&catalog, "ada", "engineer", "2026-02-28");
    assert_eq!(before.coming[0].0, day("2026-03-01"));
}

#[test]
fn a_new_demand_leaves_those_on_their_way_a_year() {
    let enrolled = |date: &str, more: &str| {
        catalog(&format!(
            "{LADDER}{DATED}-- people/ada/pathways/to-engineer.yaml --\nenrolled: {date}\n{more}"
        ))
    };
    let binds = |catalog: &Catalog, date: &str| {
        let readiness = of(catalog, "ada", "engineer", date);
        readiness.lines.iter().any(|state| state.line.id == "incident-response")
    };
    let early = enrolled("2026-02-28", "");
    assert!(!binds(&early, "2027-02-28"));
    assert!(binds(&early, "2027-03-01"));
    assert!(binds(&enrolled("2026-03-01", ""), "2026-04-15"), "enrolled under the new demand");
    assert!(binds(&enrolled("2026-01-01", "withdrawn: 2026-03-10\n"), "2026-04-15"));
}

#[test]
fn experience_is_counted_on_the_calendar() {
    let role = "  - id: engineer
    title: Engineer
  - id: senior-engineer
    title: Senior engineer
    requires:
      - {id: time, experience: {role: engineer, at_least: 12 months}}
";
    let person = |roles: &str| {
        catalog(&format!(
            "{LADDER}{role}-- people/ada/person.yaml --\nname: Ada Moreau\nroles:\n{roles}"
        ))
    };
    let standing = |catalog: &Catalog, date: &str| {
        of(catalog, "ada", "senior-engineer", date).lines[0].standing.clone()
    };
    let early = |there_on: Option<&str>| {
        let need = Duration { amount: 12, unit: Unit::Month };
        Standing::NotYet(Reason::TooEarly { need, there_on: there_on.map(day) })
    };
    let one = person("  - {from: 2025-04-15, role: engineer, team: routing}\n");
    assert_eq!(standing(&one, "2026-04-15"), Standing::Met);
    assert_eq!(standing(&one, "2026-04-14"), early(Some("2026-04-15")));
    let above = person("  - {from: 2025-04-15, role: senior-engineer, team: routing}\n");
    assert_eq!(standing(&above, "2026-04-15"), Standing::Met, "a role that inherits it counts");
    let moved = person(
        "  - {from: 2025-01-01, role: engineer, team: routing}\n  \
         - {from: 2025-05-01, team: routing}\n",
    );
    assert_eq!(standing(&moved, "2026-04-15"), early(None));
    let readiness = of(&one, "ada", "senior-engineer", "2026-04-15");
    assert_eq!(readiness.verdict, Verdict::Ready, "nothing else is asked for");
    assert_eq!(&*readiness.lines[0].evidence[0].path, "people/ada/person.yaml");
}

const CLAIM: &str = "-- people/ada/claims/2026-04-01-incident-commander.yaml --
credential: incident-commander
evidence:
  - portfolio: 2026-03-02-checkout-outage
";

#[test]
fn motion_says_what_is_under_way() {
    let catalog = catalog(CLAIM);
    let readiness = of(&catalog, "ada", "senior-engineer", "2026-04-15");
    let [claim, module] = motions(&readiness, "incident-response") else {
        panic!("{:?}", motions(&readiness, "incident-response"))
    };
    let Motion::ClaimWaiting { since, waits_for, .. } = claim else { panic!("{claim:?}") };
    assert_eq!((*since, waits_for.as_slice()), (day("2026-04-01"), ["any"].as_slice()));
    assert_eq!(*module, Motion::InProgress { module: "incident-command", until: None });
    assert!(motions(&readiness, "communication").is_empty());
    assert_eq!(motions(&readiness, "commander").len(), 2);
    let earlier = of(&catalog, "ada", "senior-engineer", "2026-03-31");
    assert_eq!(motions(&earlier, "commander").len(), 1, "what is dated later is ignored");
}

#[test]
fn a_module_that_is_finished_says_so_until_something_judged_cites_it() {
    const LADDER: &str = "-- ladders/support.yaml --
name: Support
framework: engineering
owner: chen
reviewed: 2026-03-01
roles:
  - id: helper
    title: Helper
    requires:
      - {id: basics, module: incident-basics}
      - {id: command, module: incident-command}
  - id: chooser
    title: Chooser
    inherits: []
    requires:
      - {id: either, choose: 1, from: [{module: incident-basics}, {credential: clear-writer}]}
";
    let catalog = catalog(LADDER);
    let on = day("2026-02-06");
    let there = [Motion::Finished { module: "incident-basics", on }];
    let under_way = [Motion::InProgress { module: "incident-command", until: None }];
    let readiness = of(&catalog, "ada", "helper", "2026-04-15");
    assert_eq!(motions(&readiness, "basics"), there);
    assert_eq!(motions(&of(&catalog, "ada", "chooser", "2026-04-15"), "either"), there);
    assert_eq!(motions(&readiness, "command"), under_way);
    let before = of(&catalog, "ada", "helper", "2026-02-05");
    assert_eq!(motions(&before, "basics").len(), 1, "it is still under way then");
    assert_ne!(motions(&before, "basics"), there);
}

#[test]
fn a_remediation_moves_a_line_until_it_is_claimed_again() {
    let remediation = "-- people/ada/remediation/2026-04-05-incident-commander.yaml --
claim: 2026-04-01-incident-commander
coach: chen
redemonstrate_by: 2026-05-01
";
    let open = catalog(&format!("{CLAIM}{remediation}"));
    let readiness = of(&open, "ada", "senior-engineer", "2026-04-15");
    let until = day("2026-05-01");
    let has = |motions: &[Motion<'_>]| {
        motions
            .iter()
            .any(|one| matches!(one, Motion::Remediation { until: day, .. } if *day == until))
    };
    assert!(has(motions(&readiness, "commander")));
    let again = CLAIM.replace("2026-04-01", "2026-04-10");
    let closed = catalog(&format!("{CLAIM}{remediation}{again}"));
    let readiness = of(&closed, "ada", "senior-engineer", "2026-04-15");
    assert!(!has(motions(&readiness, "commander")));
    let given_up = catalog(&format!("{CLAIM}{remediation}withdrawn: 2026-04-06\n"));
    assert!(!has(motions(&of(&given_up, "ada", "senior-engineer", "2026-04-15"), "commander")));
}

#[test]
fn pending_needs_claims_for_everything_that_is_missing() {
    let pending = |case: &str, date: &str| {
        of(&catalog(case), "ada", "senior-engineer", date).verdict == Verdict::Pending
    };
    let writer = "-- people/ada/claims/2026-04-02-clear-writer.yaml --
credential: clear-writer
evidence:
  - portfolio: 2026-03-02-checkout-outage
";
    let both = format!("{CLAIM}{writer}");
    assert!(!pending(CLAIM, "2026-04-15"));
    assert!(pending(&both, "2026-04-15"));
    assert!(pending(&both, "2026-06-29"));
    assert!(!pending(&both, "2026-06-30"), "ninety days after the older claim");
    assert!(!pending(&format!("{both}withdrawn: 2026-04-03\n"), "2026-04-15"));
    let without = both.replace("portfolio: 2026-03-02-checkout-outage", "portfolio: 2026-03-03-x");
    assert!(!pending(&without, "2026-04-15"), "a claim that cites nothing is not well-formed");
    let others = both.replace("portfolio: 2026", "portfolio: chen/2026")
        + "-- people/chen/portfolio/2026-03-02-checkout-outage.md --\n---\ntitle: X\ntype: incident\n---\n";
    assert!(!pending(&others, "2026-04-15"), "somebody else's work is no evidence");
}

#[test]
fn unverified_approvals_decide_nothing_and_are_counted() {
    let digest = "sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9";
    let approval = |decision: &str, more: &str| {
        catalog(&format!(
            "{CLAIM}-- people/ada/approvals/2026-04-09-incident-commander-chen.yaml --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: {decision}
subject: incident-commander
claim: {{id: 2026-04-01-incident-commander, sha256: \"{digest}\"}}
grants: {{credentials: [incident-commander], attests: [{{competency: incident-response, at: working}}]}}
{more}signer: chen
date: 2026-04-09
"
        ))
    };
    for (decision, more) in [
        ("approve", ""),
        ("not-yet", ""),
        ("place", "role: senior-engineer\n"),
        ("waive", "role: senior-engineer\nline: commander\nreason: Known.\nuntil: 2026-12-31\n"),
    ] {
        let catalog = approval(decision, more);
        let readiness = of(&catalog, "ada", "senior-engineer", "2026-04-15");
        assert_eq!(readiness.unknown(), 3, "{decision}");
        assert_eq!(readiness.verdict, Verdict::Unknown, "{decision}");
        assert_eq!(readiness.unverified, 1, "{decision}");
        let notes = words::notes(&readiness).join("\n");
        assert!(notes.contains("1 approval record is not counted"), "{notes}");
        let before = of(&catalog, "ada", "senior-engineer", "2026-04-08");
        assert_eq!(before.unverified, 0);
    }
}

#[test]
fn the_order_and_place_of_files_never_matter() {
    let case = "-- people/ada/claims/2026-04-01-incident-commander.yaml --
credential: incident-commander
evidence:
  - portfolio: 2026-03-02-checkout-outage
-- people/ada/claims/2026-04-01-another.yaml --
competency: {id: communication, at: foundational}
evidence:
  - portfolio: 2026-03-02-checkout-outage
-- people/ada/enrolments/clear-writing.yaml --
started: 2026-04-01
";
    let moved = case
        .replace("claims/2026-04-01-i", "claims/zz/2026-04-01-i")
        .replace("enrolments/", "enrolments/a/")
        + "-- modules/clear-writing.md (gone) --\n-- modules/zz/clear-writing.md --\n"
        + cases_text("modules/clear-writing.md").as_str();
    let (here, there) = (catalog(case), catalog(&moved));
    let one = json(of(&here, "ada", "senior-engineer", "2026-04-15"), &here);
    let other = json(of(&there, "ada", "senior-engineer", "2026-04-15"), &there);
    assert_eq!(one, other);
    assert!(one.contains("clear-writing"), "{one}");
}

fn cases_text(path: &str) -> String {
    let base = cases::base();
    let (_, bytes) = base.iter().find(|(other, _)| *other == path).expect("a file of the base");
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn groups_never_count_a_thing_twice() {
    let group = |count: usize, from: &[&'static str], share: bool| Demand::Choose {
        count,
        from: from.iter().map(|id| Demand::Credential(id)).collect(),
        share,
    };
    let held = |ids: &'static [&'static str]| move |member: &Demand<'_>| matches!(member, Demand::Credential(id) if ids.contains(id));
    let one = group(1, &["a", "b"], false);
    let other = group(1, &["a"], false);
    let sharing = group(1, &["a"], true);
    assert_eq!(filled(&[&one, &other], &held(&["a"])), [1, 0]);
    assert_eq!(filled(&[&one, &other], &held(&["a", "b"])), [1, 1], "the first gives way to b");
    assert_eq!(filled(&[&one, &sharing], &held(&["a"])), [1, 1]);
    let two = group(2, &["a", "a"], false);
    assert_eq!(filled(&[&two], &held(&["a"])), [1], "the same thing written twice is one thing");
    assert_eq!(filled(&[&group(2, &["a", "a"], true)], &held(&["a"])), [1]);
    assert_eq!(filled(&[&group(1, &["a", "b"], false)], &held(&["a", "b"])), [1]);
}

#[test]
fn groups_leave_out_what_is_asked_for_anyway() {
    let catalog = catalog(&format!(
        "{LADDER}  - id: engineer
    title: Engineer
    requires:
      - {{id: commander, credential: incident-commander}}
      - {{id: breadth, choose: 1, from: [{{credential: incident-commander}}, {{credential: clear-writer}}]}}
      - {{id: again, choose: 1, share: true, from: [{{credential: incident-commander}}]}}
"
    ));
    let readiness = of(&catalog, "ada", "engineer", "2026-04-15");
    let members = |line: usize| match &readiness.lines[line].line.demand {
        Demand::Choose { from, .. } => from.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(members(1), [Demand::Credential("clear-writer")]);
    assert_eq!(members(2), [Demand::Credential("incident-commander")]);
}

#[test]
fn targets_come_from_the_goal_in_force_or_the_ladder() {
    let goals = catalog(
        "-- people/ada/goals/2026-01-01.md --\n---\nstate: set\nrole: senior-engineer\n---\n\
         -- people/ada/goals/2026-03-01.md --\n---\nstate: exploring\nrole: senior-engineer\n---\n",
    );
    let ada = goals.get::<Person>("ada").expect("ada");
    let goal = goal_role(&goals, ada, day("2026-02-01")).expect("a goal");
    assert_eq!((goal.role.id(), goal.source), ("senior-engineer", Source::Goal(day("2026-01-01"))));
    assert!(goal_role(&goals, ada, day("2026-04-15")).is_none(), "they are exploring");
    assert!(goal_role(&goals, ada, day("2025-12-31")).is_none());
    let next = next_on_ladder(&goals, ada, day("2026-04-15")).expect("a next role");
    assert_eq!((next.role.id(), next.source), ("senior-engineer", Source::NextOnLadder));
    let chen = goals.get::<Person>("chen").expect("chen");
    assert!(next_on_ladder(&goals, chen, day("2026-04-15")).is_none(), "the last role");
}

#[test]
fn the_next_step_finishes_before_it_starts() {
    let base = catalog("");
    let step = |catalog: &Catalog| {
        let readiness = of(catalog, "ada", "senior-engineer", "2026-04-15");
        next_step(catalog, &readiness).map(|step| match step {
            Step::Claim(id) => format!("claim {id}"),
            Step::Finish(id) => format!("finish {id}"),
            Step::Start(id) => format!("start {id}"),
        })
    };
    assert_eq!(step(&base).as_deref(), Some("finish incident-command"));
    let done = catalog(
        "-- people/ada/enrolments/incident-command.yaml --\nstarted: 2026-03-16\nfinished: 2026-04-10\n",
    );
    assert_eq!(step(&done).as_deref(), Some("claim incident-commander"));
    let nothing = catalog(
        "-- people/ada/enrolments/incident-command.yaml (gone) --\n-- people/ada/enrolments/incident-basics.yaml (gone) --\n",
    );
    assert_eq!(
        step(&nothing).as_deref(),
        Some("start incident-basics"),
        "prerequisites come first"
    );
}

fn standings() -> impl Strategy<Value = Standing> {
    prop_oneof![
        Just(Standing::Met),
        Just(Standing::Waived(day("2026-12-31"))),
        Just(Standing::NotYet(Reason::Revoked)),
        Just(Standing::Unknown),
    ]
}

fn weighed() -> impl Strategy<Value = Weighed> {
    let strengths = prop_oneof![
        Just(Strength::Core),
        Just(Strength::Required),
        (1_u8..=10).prop_map(Strength::Weight),
    ];
    (strengths, standings(), any::<bool>()).prop_map(|(strength, standing, claimed)| Weighed {
        strength,
        once_granted: if claimed { Standing::Met } else { standing.clone() },
        standing,
    })
}

fn policies() -> impl Strategy<Value = ReadinessPolicy> {
    (0_u8..=100, 0_u8..=100, 0_u8..=3).prop_map(|(threshold, floor, core)| {
        let mut policy = ReadinessPolicy {
            threshold: Some(Percent(threshold)),
            evidence_floor: Some(Percent(floor)),
            ..ReadinessPolicy::default()
        };
        policy.waivers.core = Some(core);
        policy
    })
}

proptest! {
    #[test]
    fn nobody_is_ready_while_something_needed_is_missing(
        lines in prop::collection::vec(weighed(), 0..12),
        policy in policies(),
    ) {
        let verdict = verdict(&lines, &policy);
        let needed = |line: &&Weighed| !matches!(line.strength, Strength::Weight(_));
        let there = |standing: &Standing| matches!(standing, Standing::Met | Standing::Waived(_));
        let all_now = lines.iter().filter(needed).all(|line| there(&line.standing));
        let all_then = lines.iter().filter(needed).all(|line| there(&line.once_granted));
        match verdict {
            Verdict::Ready => {
                prop_assert!(all_now);
                prop_assert!(lines.iter().any(|line| line.standing == Standing::Met));
                let waived = lines.iter().filter(|line| {
                    line.strength == Strength::Core && matches!(line.standing, Standing::Waived(_))
                });
                prop_assert!(waived.count() <= usize::from(policy.waivers.core()));
            }
            Verdict::Pending => prop_assert!(all_then),
            Verdict::NoExpectations => prop_assert!(lines.is_empty()),
            Verdict::NotYet | Verdict::Unknown => prop_assert!(!lines.is_empty()),
        }
    }

    #[test]
    fn the_order_of_lines_never_matters(
        lines in prop::collection::vec(weighed(), 0..12),
        policy in policies(),
        turn in 0_usize..12,
    ) {
        let mut others = lines.clone();
        others.rotate_left(if lines.is_empty() { 0 } else { turn % lines.len() });
        others.reverse();
        prop_assert_eq!(verdict(&lines, &policy), verdict(&others, &policy));
    }

    #[test]
    fn taking_away_what_meets_a_needed_line_takes_away_ready(
        lines in prop::collection::vec(weighed(), 1..12),
        policy in policies(),
    ) {
        if verdict(&lines, &policy) == Verdict::Ready {
            for number in 0..lines.len() {
                let mut poorer = lines.clone();
                if poorer[number].standing == Standing::Met
                    && !matches!(poorer[number].strength, Strength::Weight(_))
                {
                    poorer[number].standing = Standing::Unknown;
                    prop_assert_ne!(verdict(&poorer, &policy), Verdict::Ready);
                }
            }
        }
    }
}

#[test]
fn thresholds_and_floors_include_their_bounds() {
    let line = |strength, standing: Standing| Weighed {
        strength,
        once_granted: standing.clone(),
        standing,
    };
    let weights = |met: u8, unmet: u8| {
        [
            line(Strength::Core, Standing::Met),
            line(Strength::Weight(met), Standing::Met),
            line(Strength::Weight(unmet), Standing::NotYet(Reason::Revoked)),
        ]
    };
    let policy = ReadinessPolicy::default();
    assert_eq!(verdict(&weights(7, 3), &policy), Verdict::Ready, "70 % is enough");
    assert_eq!(verdict(&weights(2, 1), &policy), Verdict::NotYet);
    let met = || line(Strength::Weight(1), Standing::Met);
    let unknown = || line(Strength::Weight(1), Standing::Unknown);
    let any = ReadinessPolicy { threshold: Some(Percent(0)), ..policy };
    assert_eq!(verdict(&[met(), unknown()], &any), Verdict::Ready, "half was looked at");
    assert_eq!(verdict(&[met(), unknown(), unknown()], &any), Verdict::Unknown);
    let core_unknown = [line(Strength::Core, Standing::Unknown), met(), met()];
    assert_eq!(verdict(&core_unknown, &any), Verdict::NotYet, "enough was looked at to say so");
}

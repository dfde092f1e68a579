//! Content that comes to give more than was signed: roles that ask for more, lines of another demand, scales in another order.

use std::collections::BTreeSet;

use learn::base::date::Date;
use learn::catalog::load::load;
use learn::standing::readiness::readiness;
use learn::standing::verdict::Standing;
use learn::trust::ledger::Ledger;
use learn::world::disk::Folder;

use crate::forge::{Company, Draft, TODAY, change, hold};

const LADDER: &str = "ladders/engineering-ic.yaml";
const FRAMEWORK: &str = "frameworks/engineering.yaml";

/// What the role of an engineer asks for by itself.
const ENGINEER: &str = "demands:
  - {competency: incident-response, at: foundational}
  - {competency: communication, at: foundational}
";

/// A waiver of the line of a senior engineer that asks for a credential.
const COMMANDER: &str = "line: commander
reason: She led three before she joined.
until: 2026-09-30
";

/// A waiver of a competency that a senior engineer has to have.
const RESPONSE: &str = "line: incident-response
reason: She led three before she joined.
until: 2026-09-30
";

const COPY_OF_COMMANDER: &str = "demands: [{credential: incident-commander}]\n";
const COPY_OF_RESPONSE: &str = "demands: [{competency: incident-response, at: working}]\n";

/// Lets Ben place people and waive lines.
fn let_ben(company: &Company) {
    company.branch("policy");
    let approves = "approve: ['*'], revoke: ['*']}";
    let decides = "approve: ['*'], revoke: ['*'], waive: ['*'], place: ['*']}";
    company.change_policy(2, &[(approves, decides)], "");
    company.land("merge", "policy");
}

/// A decision about a role that has landed, before another change.
fn landed(company: &Company, (decision, person, role): (&str, &str, &str), how: &str) -> Draft {
    let_ben(company);
    company.branch("decision");
    let draft = company.appointment(decision, person, role, how);
    company.carry(&draft);
    assert_eq!(company.gate(), BTreeSet::new());
    company.land("squash", "decision");
    company.branch("x");
    draft
}

fn placed(company: &Company, how: &str) {
    landed(company, ("place", "tom", "engineer"), how);
}

fn waived(company: &Company, how: &[&str]) {
    landed(company, ("waive", "ada", "senior-engineer"), &how.concat());
}

/// Where somebody stands with a line of a role.
fn standing(company: &Company, person: &str, role: &str, line: &str) -> Standing {
    let catalog = load(&Folder::new(company.work())).expect("a catalog");
    let ledger = Ledger::of(&catalog, None);
    let today: Date = TODAY.parse().expect("a day");
    let person = catalog.get(person).expect("a person");
    let role = catalog.role(role).expect("a role");
    let lines = readiness(&ledger, person, role, today).lines;
    lines.into_iter().find(|state| state.line.id == line).expect("a line").standing
}

/// The rules that say anything about what is checked out, how much it may matter.
fn said(company: &Company) -> BTreeSet<String> {
    let output = company.learn("work", &["check", "--target", "origin/main", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    let findings = report["findings"].as_array().expect("findings").iter();
    findings.map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect()
}

fn errors(slugs: &[&str]) -> BTreeSet<String> {
    slugs.iter().map(ToString::to_string).collect()
}

fn raise(company: &Company) {
    company.edit(
        LADDER,
        "{competency: incident-response, at: foundational}",
        "{competency: incident-response, at: working}",
    );
    company.commit("ada", "Ask for more");
}

#[test]
fn a_role_that_is_raised_gives_nothing_to_those_who_were_placed_there() {
    let company = Company::new();
    placed(&company, ENGINEER);
    let line = |line| standing(&company, "tom", "engineer", line);
    assert_eq!((line("incident-response"), line("communication")), (Standing::Met, Standing::Met));
    raise(&company);
    assert_eq!(
        (line("incident-response"), line("communication")),
        (Standing::Unknown, Standing::Met)
    );
    assert_eq!(company.gate(), BTreeSet::new());
    assert!(!said(&company).contains("placed-role-raised"));
    // What is added is not held either.
    company.edit(
        LADDER,
        "    expects:\n      - {competency: incident-response, at: working}\n      - {competency: communication, at: foundational}\n  - id: senior",
        "    expects:\n      - {competency: communication, at: foundational}\n    requires:\n      - {id: writer, credential: clear-writer}\n  - id: senior",
    );
    assert_eq!(line("writer"), Standing::Unknown);
}

#[test]
fn an_old_placement_goes_by_the_role_as_it_is_and_the_gate_says_so() {
    let company = Company::new();
    placed(&company, "");
    raise(&company);
    assert_eq!(standing(&company, "tom", "engineer", "incident-response"), Standing::Met);
    assert_eq!(company.gate(), BTreeSet::new());
    assert!(said(&company).contains("placed-role-raised"));
}

#[test]
fn a_role_without_lines_gives_nothing_when_it_gets_some() {
    let company = Company::new();
    placed(&company, "demands: []\n");
    assert_eq!(standing(&company, "tom", "engineer", "communication"), Standing::Unknown);
    assert_eq!(company.gate(), BTreeSet::new());
}

#[test]
fn a_role_that_asks_for_less_is_held_as_before() {
    let company = Company::new();
    let_ben(&company);
    company.branch("raised");
    raise(&company);
    company.land("merge", "raised");
    company.branch("decision");
    let copy =
        ENGINEER.replace("incident-response, at: foundational", "incident-response, at: working");
    company.carry(&company.appointment("place", "tom", "engineer", &copy));
    company.land("merge", "decision");
    company.branch("x");
    company.edit(
        LADDER,
        "    expects:\n      - {competency: incident-response, at: working}\n      - {competency: communication, at: foundational}\n  - id: senior",
        "    expects:\n      - {competency: incident-response, at: foundational}\n      - {competency: communication, at: foundational}\n  - id: senior",
    );
    company.commit("chen", "Ask for less");
    assert_eq!(company.gate(), BTreeSet::new());
    assert_eq!(standing(&company, "tom", "engineer", "incident-response"), Standing::Met);
}

/// What becomes of the line that was waived, what the gate says where the waiver has no copy, and whether the
/// line is still waived where it has one.
type Change = (&'static str, fn(&Company), &'static [&'static str], bool);

#[test]
fn a_waiver_is_of_what_the_line_demanded() {
    const RULE: &[&str] = &["waived-line-changed"];
    let changes: &[Change] = &[
        (
            "another credential under the id",
            |company| {
                company.edit(LADDER, "credential: incident-commander", "credential: incident-lead");
            },
            RULE,
            false,
        ),
        (
            "a choice with a way out",
            |company| {
                let choice = "choose: 1, from: [{credential: incident-lead}, {credential: incident-responder}]";
                company.edit(LADDER, "credential: incident-commander", choice);
            },
            RULE,
            false,
        ),
        (
            "other words",
            |company| company.edit(LADDER, "{id: commander,", "{id: commander, title: Commands,"),
            &[],
            true,
        ),
    ];
    for (what, deed, says, stays) in changes {
        for (copy, says, stays) in [("", *says, true), (COPY_OF_COMMANDER, &[][..], *stays)] {
            let company = Company::new();
            waived(&company, &[COMMANDER, copy]);
            let line = || standing(&company, "ada", "senior-engineer", "commander");
            assert!(matches!(line(), Standing::Waived(_)), "{what}");
            deed(&company);
            company.commit("ada", "Tidy up");
            assert_eq!(company.gate(), errors(says), "{what} {copy:?}");
            assert_eq!(matches!(line(), Standing::Waived(_)), stays, "{what} {copy:?}");
        }
    }
}

#[test]
fn a_waived_competency_may_be_asked_for_at_less_and_not_at_more() {
    const RULE: &[&str] = &["waived-line-changed"];
    let asks = "{competency: incident-response, at: working}";
    for (word, old, stays) in [("practitioner", RULE, false), ("foundational", &[], true)] {
        for (copy, says, stays) in [("", old, true), (COPY_OF_RESPONSE, &[][..], stays)] {
            let company = Company::new();
            waived(&company, &[RESPONSE, copy]);
            company.edit(LADDER, asks, &asks.replace("working", word));
            company.commit("chen", "Another level");
            assert_eq!(company.gate(), errors(says), "{word} {copy:?}");
            let line = standing(&company, "ada", "senior-engineer", "incident-response");
            assert_eq!(matches!(line, Standing::Waived(_)), stays, "{word} {copy:?}");
        }
    }
}

#[test]
fn an_old_waiver_that_is_taken_back_guards_its_line_no_longer() {
    let company = Company::new();
    let draft = landed(&company, ("waive", "ada", "senior-engineer"), COMMANDER);
    let line = format!("reason: It is waived anew.\nrevokes: [\"{}\"]\n", draft.digest());
    let taken = company.appointment("revoke", "ada", "senior-engineer", &line);
    let taken = taken.with("role: senior-engineer\n", "").named("2026-04-15-senior-engineer-ben-2");
    company.carry(&taken);
    company.edit(LADDER, "credential: incident-commander", "credential: incident-lead");
    company.commit("chen", "Another demand");
    assert_eq!(company.gate(), BTreeSet::new());
    let line = standing(&company, "ada", "senior-engineer", "commander");
    assert!(!matches!(line, Standing::Waived(_)), "{line:?}");
}

#[test]
fn a_copy_is_of_no_more_than_the_target_demands() {
    const RULE: &[&str] = &["credential-differs-from-target"];
    let place = ("place", "tom", "engineer");
    let waive = ("waive", "ada", "senior-engineer");
    let more = ENGINEER.replace("at: foundational", "at: expert");
    let less = "demands: [{competency: communication, at: foundational}]\n".to_owned();
    let other = format!("{COMMANDER}demands: [{{credential: clear-writer}}]\n");
    let same = format!("{COMMANDER}{COPY_OF_COMMANDER}");
    for ((decision, person, role), how, says) in
        [(place, more, RULE), (place, less, &[]), (waive, other, RULE), (waive, same, &[])]
    {
        let company = Company::new();
        let_ben(&company);
        company.branch("x");
        company.carry(&company.appointment(decision, person, role, &how));
        assert_eq!(company.gate(), errors(says), "{how}");
    }
}

/// A competency of more, in which Tom was placed.
fn placed_with_juggling(company: &Company) {
    company.branch("more");
    company.edit(
        FRAMEWORK,
        "competencies:\n",
        "competencies:\n  juggling: {name: Juggling, theme: craft}\n",
    );
    company.edit(
        LADDER,
        "    expects:\n      - {competency: incident-response, at: foundational}\n",
        "    expects:\n      - {competency: juggling, at: working}\n      - {competency: incident-response, at: foundational}\n",
    );
    company.commit("chen", "Three balls");
    company.land("merge", "more");
    placed(company, "demands: [{competency: juggling, at: working}]\n");
}

#[test]
fn what_a_placement_copied_becomes_no_other_thing_and_may_go() {
    hold(&[
        change(
            "a competency that somebody was placed with becomes another",
            |company| {
                placed_with_juggling(company);
                company.edit(LADDER, "      - {competency: juggling, at: working}\n", "");
                company.edit(FRAMEWORK, "  juggling: {name: Juggling, theme: craft}\n", "");
                company.edit(
                    FRAMEWORK,
                    "    name: Incident response\n",
                    "    name: Incident response\n    formerly: [juggling]\n",
                );
                company.commit("ada", "It is the same");
            },
            &["former-id-merged"],
        ),
        change(
            "a competency that nobody is asked for any more",
            |company| {
                placed_with_juggling(company);
                company.edit(LADDER, "      - {competency: juggling, at: working}\n", "");
                company.edit(FRAMEWORK, "  juggling: {name: Juggling, theme: craft}\n", "");
                company.commit("chen", "No balls");
            },
            &[],
        ),
    ]);
}

fn scale(company: &Company, steps: &str) {
    company.edit(FRAMEWORK, "version: 1.0.0\n", &format!("version: 1.0.0\nscale: [{steps}]\n"));
    company.commit("ada", "Other words");
}

#[test]
fn the_words_of_a_scale_that_somebody_stands_on_keep_their_order() {
    const RULE: &[&str] = &["scale-reordered"];
    hold(&[
        change(
            "the word of an award above another",
            |company| {
                company.branch("x");
                scale(company, "awareness, foundational, practitioner, working, expert");
            },
            RULE,
        )
        .after_approval(),
        change(
            "another word below it, and the rule put aside",
            |company| {
                company.branch("x");
                company.write("learn.yaml", company.read("learn.yaml") + "rules: {scale-reordered: allow}\n");
                scale(company, "awareness, foundational, expert, working, practitioner");
            },
            &["lowered-guard", "scale-reordered"],
        )
        .after_approval(),
        change(
            "the competency in a framework of another order",
            |company| {
                company.branch("x");
                let framework = company.read(FRAMEWORK);
                let (before, rest) = framework.split_once("  incident-response:\n").expect("one");
                let (moved, after) = rest.split_once("  communication:\n").expect("another");
                company.write(FRAMEWORK, format!("{before}  communication:\n{after}"));
                company.write(
                    "frameworks/service.yaml",
                    format!(
                        "name: Service\nowner: chen\nreviewed: 2026-03-01\nscale: [foundational, practitioner, \
                         working]\nthemes:\n  craft:\n    name: Craft\ncompetencies:\n  incident-response:\n{moved}"
                    ),
                );
                company.edit(FRAMEWORK, "  craft:\n    name: Craft\n", "");
                company.commit("ada", "A framework of its own");
            },
            RULE,
        )
        .after_approval(),
        change(
            "the word of an award gone",
            |company| {
                company.branch("x");
                scale(company, "awareness, foundational, able, practitioner, expert");
                company.edit(FRAMEWORK, "      working:\n", "      able:\n");
                for path in [LADDER, "credentials/incident-commander.yaml", "credentials/incident-lead.yaml"] {
                    company.edit(path, "at: working", "at: able");
                }
                company.edit("modules/incident-command.md", "to: working", "to: able");
                company.commit("ada", "Another word");
            },
            &["scale-reordered", "unknown-proficiency"],
        )
        .after_approval(),
        change(
            "of a placement as well",
            |company| {
                placed(company, ENGINEER);
                scale(company, "awareness, working, foundational, practitioner, expert");
            },
            RULE,
        ),
        change(
            "new words at the ends and between, and others that nobody stands on in another order",
            |company| {
                company.branch("x");
                scale(company, "none, foundational, awareness, working, routine, expert, practitioner, master");
            },
            &[],
        )
        .after_approval(),
        change(
            "a scale on which nobody stands",
            |company| {
                company.branch("x");
                scale(company, "awareness, foundational, practitioner, working, expert");
            },
            &[],
        ),
    ]);
}

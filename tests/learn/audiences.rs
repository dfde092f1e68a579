//! `--audience`: of what is private, nothing is printed for those who may not see it, in any format.

use std::collections::BTreeSet;

use crate::workshop::{Run, Workshop};

/// What nobody but Ada and those close to her may read: prose, ids, and the words for where she stands.
const CASE: &str = "\
-- people/ada/goals/2026-02-01.md --
---
state: set
role: senior-engineer
---
PLANTED-goal: I want to lead.
-- people/ada/journal/2026-04-01.md --
PLANTED-journal
-- people/ada/okrs/2026-q2.yaml --
period: 2026-q2
objectives:
  - id: o1
    title: PLANTED-objective
    key_results: [{id: k1, title: PLANTED-result, from: 0, to: 3}]
-- people/ada/claims/2026-04-01-planted-claim.yaml --
credential: incident-commander
evidence:
  - portfolio: 2026-03-02-checkout-outage
self_assessment: {text: PLANTED-assessment}
-- people/ada/remediation/2026-04-02-planted-remediation.yaml --
claim: 2026-04-01-planted-claim
until: 2026-05-01
coach: chen
actions: [{type: coaching, what: PLANTED-action, by: 2026-04-20}]
-- people/ben/person.yaml --
name: Ben Okri
emails: [ben@kestrel.example]
joined: 2023-01-09
roles:
  - {from: 2023-01-09, role: engineer, team: routing}
-- people/fay/person.yaml --
name: Fay Gone
joined: 2020-01-09
left: 2025-12-31
roles:
  - {from: 2020-01-09, role: engineer, team: routing}
mentoring: {capacity: 2, topics: [incident-response]}
-- people/gil/person.yaml --
name: PLANTED-Gil
visibility: private
joined: 2024-01-09
roles:
  - {from: 2024-01-09, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-11-01}
mentoring: {capacity: 3, topics: [communication]}
-- people/gil/goals/2026-02-01.md --
---
state: set
role: senior-engineer
---
";

fn company() -> Workshop {
    let shop = Workshop::new();
    let mut files = crate::cases::base();
    crate::cases::lay(&mut files, CASE);
    for (path, bytes) in files.iter() {
        shop.write(path, bytes);
    }
    shop
}

/// What every verb prints for an audience, with what it says beside it.
fn printed(shop: &Workshop, line: &[&str], audience: &str) -> String {
    let formats = ["human", "json", "markdown", "csv"];
    let print = |format: &&str| {
        let mut command = shop.learn("");
        command.args(line).args(["--audience", audience, "--format", format]);
        let run = Run::of(&command.args(["--as-of", "2026-04-15"]).output().expect("it runs"));
        assert_eq!(run.code, 0, "{line:?} for {audience}: {}", run.err);
        format!("{}{}", run.out, run.err)
    };
    formats.iter().map(print).collect()
}

/// The planted words that a text holds, and whether it holds anything of where Ada stands.
fn told(text: &str) -> BTreeSet<&'static str> {
    let secrets = [
        "PLANTED-goal",
        "PLANTED-journal",
        "PLANTED-objective",
        "PLANTED-result",
        "PLANTED-assessment",
        "PLANTED-action",
        "PLANTED-Gil",
        "planted-claim",
        "planted-remediation",
        "Ada Moreau",
        "Commanding an incident",
        "2026-02-01",
    ];
    secrets.into_iter().filter(|secret| text.contains(secret)).collect()
}

#[test]
fn readiness_shows_each_audience_what_is_for_it_and_nothing_else() {
    let shop = company();
    let everything = ["2026-02-01", "Ada Moreau", "Commanding an incident", "planted-claim"];
    let everything: BTreeSet<&str> = everything.into_iter().collect();
    for (audience, of_ada) in [
        ("public", false),
        ("org", false),
        ("leads", false),
        ("team:routing", false),
        ("person:ben", false),
        ("person:fay", false),
        ("person:chen", true),
        ("person:ada", true),
    ] {
        let text = printed(&shop, &["readiness", "ada"], audience);
        let mut told_of_ada = told(&text);
        told_of_ada.remove("planted-remediation");
        let expected = if of_ada { everything.clone() } else { BTreeSet::new() };
        assert_eq!(told_of_ada, expected, "{audience}: {text}");
        for line in [&["readiness", "gil"][..], &["readiness", "--all"]] {
            let text = printed(&shop, line, audience);
            let told: BTreeSet<&str> =
                told(&text).into_iter().filter(|secret| secret.contains("PLANTED")).collect();
            assert!(told.is_empty(), "{audience}, {line:?}: {told:?} in {text}");
            assert_eq!(
                text.contains("| Ada Moreau |"),
                of_ada && line[1] == "--all",
                "{audience}: {text}"
            );
            assert!(!text.contains("PLANTED-Gil"), "{audience}: {text}");
        }
    }
    let text = printed(&shop, &["readiness", "gil"], "person:gil");
    assert!(text.contains("PLANTED-Gil"), "his own: {text}");
}

#[test]
fn gaps_count_those_alone_whom_the_audience_may_see() {
    let shop = company();
    for (audience, seen) in [
        ("public", &[][..]),
        ("org", &[]),
        ("leads", &[]),
        ("team:routing", &[]),
        ("person:ben", &["ben"]),
        ("person:fay", &[]),
        ("person:chen", &["ada", "ben", "chen"]), // whom nobody else mentors, the lead does
        ("person:gil", &["gil"]),
    ] {
        let what_ifs: [&[&str]; 4] = [
            &["gaps"],
            &["gaps", "--team", "routing"],
            &["gaps", "--team", "routing", "--without", "ada"],
            &["gaps", "--mentors"],
        ];
        for line in what_ifs {
            let text = printed(&shop, line, audience);
            let is_gil = audience == "person:gil";
            assert_eq!(told(&text).contains("PLANTED-Gil"), is_gil, "{audience}, {line:?}: {text}");
            let told: BTreeSet<&str> = told(&text)
                .into_iter()
                .filter(|secret| *secret != "Ada Moreau" && *secret != "PLANTED-Gil")
                .filter(|_| !seen.contains(&"ada"))
                .collect();
            assert!(told.is_empty(), "{audience}, {line:?}: {told:?} in {text}");
        }
        let mut command = shop.learn("");
        command.args(["gaps", "--audience", audience, "--format", "json"]);
        let run = Run::of(&command.args(["--as-of", "2026-04-15"]).output().expect("it runs"));
        let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let teams = json["now"]["teams"].as_array().expect("teams").iter();
        let members = teams.flat_map(|team| team["members"].as_array().expect("members").clone());
        let members: Vec<String> =
            members.map(|one| one["person"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(members, seen, "{audience}");
        assert_eq!(json["left_out"], 4 - seen.len(), "{audience}: {json}");
        let asked = json["now"]["figures"]["asked"].as_u64().expect("a number");
        assert_eq!(asked == 0, seen.is_empty(), "{audience}: {json}");
        assert!(!run.out.contains("\"holders\": [\n"), "{audience}: {}", run.out);
        assert!(
            !run.out.contains("\"single\"") && !run.out.contains("\"uncovered\""),
            "{}",
            run.out
        );
    }
    let everybody =
        shop.learn("").args(["gaps", "--as-of", "2026-04-15"]).output().expect("it runs");
    assert!(!Run::of(&everybody).out.contains("left out"));
}

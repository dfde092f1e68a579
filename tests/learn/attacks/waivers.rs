//! Attacks on waivers: by whoever coaches, for longer than agreed, and after they have landed.

use crate::forge::{Company, change, hold, text};

const HOW: &str = "line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2026-09-30
";

/// Lets Ben waive lines.
fn let_ben(company: &Company) {
    company.branch("policy");
    let approves = "approve: ['*'], revoke: ['*']}";
    company.change_policy(2, &[(approves, "approve: ['*'], revoke: ['*'], waive: ['*']}")], "");
    company.land("merge", "policy");
}

fn waives(company: &Company, how: &str) {
    company.branch("x");
    company.carry(&company.appointment("waive", "ada", "senior-engineer", how));
}

/// Ben coaches Ada these days.
fn coached_by_ben(company: &Company, days: &str) {
    let_ben(company);
    company.branch("mentor");
    let mentors = "mentors:\n";
    company.edit(
        "people/ada/person.yaml",
        mentors,
        &format!("{mentors}  - {{person: ben, {days}}}\n"),
    );
    company.commit("ada", "My mentor");
    company.land("merge", "mentor");
}

#[test]
fn a_waiver_is_asked_about_when_it_lands() {
    hold(&[
        change(
            "for as long as agreed",
            |company| {
                let_ben(company);
                waives(company, HOW);
            },
            &[],
        ),
        change(
            "for longer",
            |company| {
                let_ben(company);
                waives(company, &HOW.replace("2026-09-30", "2027-04-16"));
            },
            &["waiver-too-long"],
        ),
        change(
            "without a reason",
            |company| {
                let_ben(company);
                waives(company, &HOW.replace("reason: She led three before she joined.\n", ""));
            },
            &["waiver-too-long"],
        ),
        change(
            "by a mentor",
            |company| {
                coached_by_ben(company, "from: 2026-01-01");
                waives(company, HOW);
            },
            &["unauthorised-signer"],
        ),
        change(
            "by who was one until two days before",
            |company| {
                coached_by_ben(company, "from: 2026-01-01, until: 2026-04-13");
                waives(company, HOW);
            },
            &["unauthorised-signer"],
        ),
        change(
            "by who was one once",
            |company| {
                coached_by_ben(company, "from: 2025-01-01, until: 2025-12-31");
                waives(company, HOW);
            },
            &[],
        ),
    ]);
}

#[test]
fn a_waiver_that_landed_stands_whoever_coaches_later_and_whatever_is_allowed() {
    let waived = |company: &Company| {
        let line = ["readiness", "ada", "--role", "senior-engineer", "--format", "json"];
        let report: serde_json::Value =
            serde_json::from_slice(&company.learn("work", &line).stdout).expect("JSON");
        let mut lines = report["readiness"][0]["lines"].as_array().expect("lines").iter();
        let line = lines.find(|line| line["line"] == "commander").expect("a line");
        line["standing"]["is"].as_str().expect("a word").to_owned()
    };
    let company = Company::new();
    let_ben(&company);
    waives(&company, HOW);
    company.land("squash", "x");
    company.branch("y");
    assert_eq!(waived(&company), "waived");
    let mentors = "mentors:\n";
    let then = "  - {person: ben, from: 2026-04-15, until: 2026-04-15}\n";
    company.edit("people/ada/person.yaml", mentors, &format!("{mentors}{then}"));
    company.write(
        "learn.yaml",
        company.read("learn.yaml") + "readiness: {waivers: {longest: 1 week}}\n",
    );
    company.commit("ada", "A mentor of that day, and a shorter time");
    assert!(company.gate().is_empty());
    assert_eq!(waived(&company), "waived");
}

#[test]
fn a_waiver_that_lapses_is_told_of_and_a_change_says_nothing_about_its_own_levels() {
    const LADDER: &str = "ladders/engineering-ic.yaml";
    const ALLOW: &str = "rules: {waiver-lapsed: allow}\n";
    let told = |company: &Company| {
        let output = company.learn("work", &["check", "--target", "origin/main"]);
        text(&[output.stdout, output.stderr].concat()).contains("warning[waiver-lapsed]")
    };
    let company = Company::new();
    let_ben(&company);
    waives(&company, HOW);
    company.land("squash", "x");
    company.branch("y");
    company.edit(LADDER, "id: commander", "id: command");
    company.write("learn.yaml", company.read("learn.yaml") + ALLOW);
    company.commit("chen", "A better id");
    assert!(told(&company));
    // What the target says of levels holds for the next change.
    company.edit(LADDER, "id: command,", "id: commander,");
    company.commit("chen", "Only the level");
    assert!(!told(&company));
    company.land("merge", "y");
    company.branch("z");
    company.edit(LADDER, "id: commander", "id: command");
    company.commit("chen", "A better id");
    assert!(!told(&company));
}

//! Attacks past what an approval takes: needs that are not met, not-yets that stand, mentors of the day of the work,
//! and work that becomes another one once it was judged.

use std::collections::BTreeSet;

use crate::forge::{Company, Draft, change, hold, text};

const COMMANDER: &str = "credentials/incident-commander.yaml";
const CLAIM: &str = "people/ada/claims/2026-03-25-incident-commander.yaml";
const WORK: &str = "people/ada/portfolio/2026-03-02-checkout-outage.md";

fn set(slugs: &[&str]) -> BTreeSet<String> {
    slugs.iter().map(ToString::to_string).collect()
}

/// A change of content that has landed.
fn landed(company: &Company, path: &str, from: &str, to: &str) {
    company.branch("content");
    company.edit(path, from, to);
    company.commit("chen", "Content");
    company.land("merge", "content");
    company.branch("x");
}

/// What Ben would sign, with something else in it.
fn signs(company: &Company, edit: impl FnOnce(Draft) -> Draft) {
    company.carry(&edit(company.draft("ada", "incident-commander", "ben")));
}

#[test]
fn an_approval_takes_what_the_credential_needs() {
    const RULE: &[&str] = &["approval-without-needs"];
    let needs = |company: &Company, needs: &str| {
        landed(company, COMMANDER, "owner:", &format!("needs: {{{needs}}}\nowner:"));
    };
    for (what, need, says) in [
        ("a module that is finished", "modules: [incident-basics]", &[][..]),
        ("one that is not", "modules: [incident-command]", RULE),
        ("an entry", "portfolio: 1", &[]),
        ("two", "portfolio: 2", RULE),
        ("new enough", "portfolio: 1, evidence_within: 1 month", &[]),
        ("too old", "portfolio: 1, evidence_within: 1 week", RULE),
        ("a colleague's word", "endorsements: 1", RULE),
    ] {
        let company = Company::new();
        needs(&company, need);
        signs(&company, |draft| draft);
        assert_eq!(company.gate(), set(says), "{what}");
    }
}

#[test]
fn an_approval_is_of_what_the_claim_cites_and_says_what_it_is() {
    const RULE: &[&str] = &["evidence-misstated"];
    hold(&[
        change(
            "of another kind",
            |company| {
                company.branch("x");
                signs(company, |draft| draft.with("type: \"incident\"", "type: design"));
            },
            RULE,
        ),
        change(
            "a project",
            |company| {
                company.branch("x");
                signs(company, |draft| draft.with("projects: []", "projects: [incident-basics]"));
            },
            RULE,
        ),
        change(
            "a project, by this very change",
            |company| {
                company.branch("x");
                company.edit("modules/incident-basics.md", "type: course", "type: project");
                company.commit("chen", "A project");
                signs(company, |draft| draft);
            },
            RULE,
        ),
        change(
            "a module beside the claim",
            |company| {
                company.branch("x");
                let basics = company.digest("people/ada/enrolments/incident-basics.yaml");
                let more = format!(
                    "evidence:\n  - {{kind: enrolment, id: incident-basics, sha256: \"{basics}\", worked: 2026-02-06}}\n"
                );
                signs(company, |draft| draft.with("evidence:\n", &more));
            },
            RULE,
        ),
        change(
            "of a claim that was taken back",
            |company| {
                landed(company, CLAIM, "credential:", "withdrawn: 2026-03-28\ncredential:");
                signs(company, |draft| draft);
            },
            &["approval-without-claim"],
        ),
    ]);
}

#[test]
fn nobody_testifies_for_what_they_approve() {
    for (what, witness, says) in
        [("a colleague", "chen", &[][..]), ("the assessor", "ben", &["approval-without-needs"])]
    {
        let company = Company::new();
        landed(&company, COMMANDER, "owner:", "needs: {endorsements: 1}\nowner:");
        let word = company.draft("ada", "incident-commander", witness);
        company.carry(&word.into_endorsement().on("2026-04-14"));
        signs(&company, |draft| draft);
        assert_eq!(company.gate(), set(says), "{what}");
    }
}

/// How many pieces of judged work Ada has, as the line that asks for a project says it.
fn project(company: &Company) -> String {
    let line = ["readiness", "ada", "--role", "senior-engineer", "--format", "json"];
    let report: serde_json::Value =
        serde_json::from_slice(&company.learn("work", &line).stdout).expect("JSON");
    let mut lines = report["readiness"][0]["lines"].as_array().expect("lines").iter();
    let line = lines.find(|line| line["line"] == "judged").expect("a line");
    line["standing"]["is"].as_str().expect("a word").to_owned()
}

#[test]
fn judged_work_stays_what_it_was() {
    let commander = "      - {id: commander, credential: incident-commander}\n";
    let asks = |what: &str| format!("{commander}      - {{id: judged, portfolio: {{{what}}}}}\n");
    for (what, deed) in [
        (
            "a module that becomes a project",
            ("modules/incident-basics.md", "type: course", "type: project"),
        ),
        (
            "an entry of another module",
            (WORK, "[incident-basics]", "[incident-basics, incident-command]"),
        ),
        ("an entry of another type", (WORK, "type: incident", "type: design")),
    ] {
        for (demand, stands) in [
            ("entries: 1, types: [incident]", "met"),
            ("entries: 1, projects: 1", "not_yet"),
            ("entries: 1, types: [design]", "not_yet"),
            ("modules: 2", "not_yet"),
        ] {
            let company = Company::new();
            landed(&company, "modules/incident-command.md", "type: workshop", "type: project");
            landed(&company, "ladders/engineering-ic.yaml", commander, &asks(demand));
            signs(&company, |draft| draft);
            assert_eq!(company.gate(), set(&[]));
            company.land("merge", "x");
            company.branch("y");
            let before = project(&company);
            let (path, from, to) = deed;
            company.edit(path, from, to);
            company.commit("ada", "A small correction");
            assert_eq!(project(&company), before, "{what}, {demand}");
            assert_eq!(before == "met", stands == "met", "{demand}: {before}");
        }
    }
}

#[test]
fn whoever_coached_from_the_work_to_the_decision_judges_it_with_others() {
    const RULE: &[&str] = &["unauthorised-signer"];
    for (what, days, signed, says) in [
        ("on the day of the work", "from: 2026-03-01, until: 2026-03-08", "2026-04-15", RULE),
        ("between it and the decision", "from: 2026-03-20, until: 2026-04-13", "2026-04-15", RULE),
        ("until the day before the work", "from: 2026-02-01, until: 2026-03-01", "2026-04-15", &[]),
        ("since a decision of long ago", "from: 2026-04-06, until: 2026-04-13", "2026-04-05", RULE),
        ("since a decision of these days", "from: 2026-04-10", "2026-04-09", &[]),
    ] {
        let company = Company::new();
        let ben = format!("mentors:\n  - {{person: ben, {days}}}\n");
        landed(&company, "people/ada/person.yaml", "mentors:\n", &ben);
        signs(&company, |draft| draft.on(signed));
        assert_eq!(company.gate(), set(says), "{what}");
        let said = company.learn("work", &["check", "--target", "origin/main"]);
        let was = "was a mentor of `ada` between this work and now";
        assert_eq!(text(&said.stdout).contains(was), !says.is_empty(), "{said:?}");
    }
}

/// Whether the gate tells of a mentor who is said otherwise for the past.
fn told(company: &Company) -> bool {
    let output = company.learn("work", &["check", "--target", "origin/main"]);
    text(&[output.stdout, output.stderr].concat()).contains("warning[mentor-rewritten]")
}

/// Ben coaches Ada, by her own file.
const BEN: &str = "mentors:\n  - {person: ben, from: 2026-01-01}\n";

#[test]
fn a_mentor_who_is_rewritten_is_told_of_whatever_a_change_allows() {
    for (what, nobody, levels) in [
        ("nothing", "mentors:\n", ""),
        ("a comment", "# learn: allow(mentor-rewritten) a mistake\nmentors:\n", ""),
        ("a level", "mentors:\n", "rules: {mentor-rewritten: allow}\n"),
        (
            "nobody beside",
            "mentors:\n  - {person: ben, from: 2026-01-01}\n  - {nobody: true, from: 2026-01-01}\n",
            "",
        ),
    ] {
        let company = Company::new();
        landed(&company, "people/ada/person.yaml", "mentors:\n", BEN);
        company.edit("people/ada/person.yaml", BEN, nobody);
        company.write("learn.yaml", company.read("learn.yaml") + levels);
        company.commit("ada", "No mentor");
        assert!(told(&company), "{what}");
    }
    let company = Company::new();
    landed(&company, "people/ada/person.yaml", "mentors:\n", BEN);
    let ended = BEN.replace("01}", "01, until: 2026-04-14}");
    company.edit("people/ada/person.yaml", BEN, &ended);
    company.commit("ada", "It ended");
    assert!(!told(&company), "an end is no other past");
}

#[test]
fn a_mentor_is_rewritten_however_that_comes_about() {
    // Those whom he coached by default were elsewhere, or he was.
    let (tom, was) = ("people/tom/person.yaml", "team: routing}");
    let moved = "team: routing}\n  - {from: 2026-04-10, role: engineer, team: platform}";
    let ben_file = "people/ben/person.yaml";
    for (what, path, from, to, is_told) in [
        ("in another team then", tom, was, "team: platform}", true),
        ("in another team now", tom, was, moved, false),
        (
            "coached by nobody, as he says",
            tom,
            "roles:",
            "mentors: [{nobody: true, from: 2024-06-01}]\nroles:",
            true,
        ),
        (
            "coached by nobody now",
            tom,
            "roles:",
            "mentors: [{nobody: true, from: 2026-04-14}]\nroles:",
            false,
        ),
        ("led by somebody nearer", "teams/routing.yaml", "name:", "lead: vera\nname:", true),
        ("under another team", "teams/routing.yaml", "parent: logistics", "parent: platform", true),
        ("gone for a while", ben_file, "roles:", "left: 2026-04-01\nroles:", true),
        ("gone since yesterday", ben_file, "roles:", "left: 2026-04-14\nroles:", false),
    ] {
        let company = Company::new();
        company.branch("content");
        company.write("teams/platform.yaml", "name: Platform\nlead: vera\n");
        company.write("teams/logistics.yaml", "name: Logistics\nlead: ben\n");
        company.edit("teams/routing.yaml", "lead: chen", "parent: logistics");
        company.commit("chen", "Teams");
        company.land("merge", "content");
        company.branch("x");
        company.edit(path, from, to);
        company.commit("tom", "Some days ago");
        assert_eq!(told(&company), is_told, "{what}");
    }
    // Ada says whom she chose, and was away, or he was.
    for (what, path, left, is_told) in [
        ("she for a while", "people/ada/person.yaml", "left: 2026-01-15", true),
        ("he for a while", ben_file, "left: 2026-01-15", true),
        ("he since yesterday", ben_file, "left: 2026-04-14", false),
    ] {
        let company = Company::new();
        landed(&company, "people/ada/person.yaml", "mentors:\n", BEN);
        company.edit(path, "roles:", &format!("{left}\nroles:"));
        company.commit("ada", "Away");
        assert_eq!(told(&company), is_told, "{what}");
    }
    // Whom he coaches comes back as somebody else.
    for (known, is_told) in [("", true), ("formerly: [tom]\n", false)] {
        let company = Company::new();
        landed(&company, "teams/routing.yaml", "lead: chen", "lead: ben");
        company.git(&["mv", "people/tom", "people/thomas"]);
        let path = "people/thomas/person.yaml";
        company.write(path, company.read(path) + known);
        company.commit("tom", "Another id");
        assert_eq!(told(&company), is_told, "{known}");
    }
    // A lead coaches whoever chose nobody.
    let lead = |mentors: &str| {
        let company = Company::new();
        landed(&company, "teams/routing.yaml", "lead: chen", "lead: ben");
        company.edit("teams/routing.yaml", "lead: ben", "lead: vera");
        company.write("people/tom/person.yaml", company.read("people/tom/person.yaml") + mentors);
        company.commit("ben", "Another lead");
        company
    };
    assert!(told(&lead("")), "another lead");
    let said = "mentors:\n  - {person: ben, until: 2026-04-14}\n";
    let company = lead(said);
    for person in ["ben", "vera", "hana", "ines", "chen"] {
        let path = format!("people/{person}/person.yaml");
        if company.work().join(&path).is_file() && person != "ben" {
            company.write(&path, company.read(&path) + said);
        }
    }
    company.commit("ben", "Whom he coached");
    assert!(!told(&company), "they say so");
}

#[test]
fn a_not_yet_that_stands_is_passed_over_by_no_date_and_by_no_larger_award() {
    let keeps = "reassess: {within: 6 weeks, keep_one_assessor: true}\nowner:";
    let again = "people/ada/claims/2026-03-28-incident-commander.yaml";
    let keeping = |draft: Draft| draft.with("grants:", "keep_one_assessor: true\ngrants:");
    // Vera said not yet to the first claim, and that has landed; a second claim is there.
    let company = || {
        let company = Company::new();
        landed(&company, COMMANDER, "owner:", keeps);
        company.branch("not-yet");
        let not_yet = company.draft("ada", "incident-commander", "vera").into_not_yet();
        company.carry(&not_yet.on("2026-04-12"));
        company.write(
            "people/ada/remediation/2026-04-12-incident-commander.yaml",
            "claim: 2026-03-25-incident-commander\ncoach: vera\nredemonstrate_by: 2026-04-30\n",
        );
        company.write(again, company.read(CLAIM));
        company.commit("ada", "Once more");
        assert_eq!(company.gate(), set(&[]));
        company.land("merge", "not-yet");
        company.branch("x");
        company
    };
    for (what, signer, day, says) in [
        ("dated before it", "ben", "2026-04-10", &["not-yet-passed-over"][..]),
        ("by whoever judged before", "vera", "2026-04-15", &[]),
        ("by somebody else, who waits for them", "ben", "2026-04-15", &[]),
    ] {
        let company = company();
        company.carry(&keeping(company.draft("ada", "incident-commander", signer)).on(day));
        assert_eq!(company.gate(), set(says), "{what}");
    }
    // A larger one that was there all along gives it as well.
    let larger = "credentials/incident-director.yaml";
    let company = company();
    company.branch("larger");
    company.write(
        larger,
        company.read(COMMANDER).replace("[incident-responder]", "[incident-commander]"),
    );
    company.write(
        "people/ada/claims/2026-03-29-incident-director.yaml",
        company.read(CLAIM).replace("incident-commander", "incident-director"),
    );
    company.commit("ada", "A larger one");
    assert_eq!(company.gate(), set(&[]));
    company.land("merge", "larger");
    for (signer, says) in [("ben", &["not-yet-passed-over"][..]), ("vera", &[])] {
        company.branch("x");
        company.carry(&keeping(company.draft("ada", "incident-director", signer)));
        assert_eq!(company.gate(), set(says), "{signer}");
    }
}

#[test]
fn a_pattern_of_credentials_lets_nobody_judge_a_competency_by_itself() {
    let claim = "people/ada/claims/2026-03-29-incident-response.yaml";
    let mentor = "mentors:\n  - {person: ben, from: 2026-03-01}\n";
    for (what, scope, mentors, says) in [
        ("a pattern", "['incident-*']", "mentors:\n", &["unauthorised-signer"][..]),
        ("its id", "[incident-response]", "mentors:\n", &[]),
        ("everything", "['*']", "mentors:\n", &[]),
        ("its id, by a mentor alone", "[incident-response]", mentor, &["unauthorised-signer"]),
    ] {
        let company = Company::new();
        company.branch("policy");
        let now = format!("approve: {scope}, revoke: ['*']}}");
        company.change_policy(2, &[("approve: ['*'], revoke: ['*']}", &now)], "");
        company.edit("people/ada/person.yaml", "mentors:\n", mentors);
        company.write(
            claim,
            "competency: {id: incident-response, at: working}\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\n",
        );
        company.commit("ada", "What I can do");
        company.land("merge", "policy");
        company.branch("x");
        let draft = company.draft("ada", "incident-commander", "ben");
        let line = |begin: &str| {
            let found = draft.text.lines().find(|line| line.starts_with(begin));
            found.expect("a line").to_owned()
        };
        let (claimed, needs, grants) = (line("claim:"), line("needs:"), line("grants:"));
        let digest = company.digest(claim);
        let framework = company.digest("frameworks/engineering.yaml");
        let yardstick = line("  - {kind: credential");
        let draft = draft
            .on_subject("incident-response")
            .with(
                &claimed,
                &format!("claim: {{id: 2026-03-29-incident-response, sha256: \"{digest}\"}}"),
            )
            .with(&needs, "needs: [any]")
            .with(&grants, "grants: {attests: [{competency: incident-response, at: working}]}")
            .with(
                &yardstick,
                &format!("  - {{kind: framework, id: engineering, sha256: \"{framework}\"}}"),
            )
            .with("scores: {command: 3, timeline: 3}\n", "");
        company.carry(&draft);
        assert_eq!(company.gate(), set(says), "{what}");
    }
}

//! Attacks on what was signed by what it is about: claims that were answered, and ids that come to mean something else.

use std::collections::BTreeSet;

use crate::forge::{Company, Draft};

const CLAIM: &str = "people/ada/claims/2026-03-25-incident-commander.yaml";

const MODELINE: &str = "# yaml-language-server: $schema=../../../.learn/schema/claim.schema.json\n";

/// Ben has answered a claim that begins with an editor's comment, and that has landed.
fn answered(how: fn(Draft) -> Draft) -> Company {
    let company = Company::new();
    company.branch("first");
    company.write(CLAIM, MODELINE.to_owned() + &company.read(CLAIM));
    company.commit("ada", "Let editors help");
    company.carry(&how(company.draft("ada", "incident-commander", "ben")));
    company.land("merge", "first");
    company
}

/// Ben has said not yet, and that has landed.
fn with_not_yet() -> Company {
    answered(Draft::into_not_yet)
}

/// What Ada does, and what the gate says to it.
type Deed = (&'static str, fn(&Company), &'static [&'static str]);

#[test]
fn a_claim_that_was_answered_keeps_its_words() {
    const RULE: &[&str] = &["answered-claim-changed"];
    const GONE: &[&str] = &["answered-claim-changed", "unknown-reference"];
    let moved: fn(&Company) = |company| group(company, "../../../.learn", "../../../../.learn");
    let deeds: &[Deed] = &[
        (
            "a comment",
            |company| company.write(CLAIM, company.read(CLAIM) + "# just a comment\n"),
            RULE,
        ),
        (
            "gone",
            |company| {
                company.git(&["rm", "-q", CLAIM]);
            },
            GONE,
        ),
        (
            "another name",
            |company| {
                company.git(&["mv", CLAIM, "people/ada/claims/2026-03-26-incident-commander.yaml"]);
            },
            GONE,
        ),
        (
            "another word behind the editor's comment of a folder that was moved",
            |company| {
                group(
                    company,
                    "../../../.learn",
                    "../../../../.learn/schema/claim.schema.json # better",
                );
            },
            RULE,
        ),
        (
            "no editor's comment",
            |company| group(company, "# yaml-language-server: $schema=", "# "),
            RULE,
        ),
        ("its line ends", |company| company.edit(CLAIM, "\n", "\r\n"), &[]),
        ("a folder that was moved, with the editor's comment", moved, &[]),
        (
            "taken back",
            |company| company.write(CLAIM, company.read(CLAIM) + "withdrawn: 2026-04-15\n"),
            &[],
        ),
        (
            "another claim",
            |company| {
                let path = "people/ada/claims/2026-04-14-incident-commander.yaml";
                company.write(path, company.read(CLAIM) + "# better\n");
            },
            &[],
        ),
    ];
    for (what, deed, says) in deeds {
        // What was approved stays approved: nothing is shed by another word, and formatters are honest.
        for (how, sheds) in
            [(Draft::into_not_yet as fn(Draft) -> Draft, true), (|draft| draft, false)]
        {
            let company = answered(how);
            company.branch("x");
            deed(&company);
            company.commit("ada", "Tidy up");
            let says = says.iter().filter(|says| sheds || !RULE.contains(*says));
            let says: BTreeSet<String> = says.map(ToString::to_string).collect();
            assert_eq!(company.gate(), says, "{what}");
            if !sheds && says.is_empty() {
                assert_eq!(
                    company.awards("ada"),
                    ["incident-commander".to_owned()].into(),
                    "{what}"
                );
            }
        }
    }
}

/// Groups people by the first letter of their id, as a company does that has grown, and writes something else
/// into the editor's comment of the claim.
fn group(company: &Company, from: &str, to: &str) {
    company.git(&["switch", "-q", "-C", "x", "origin/main"]);
    std::fs::create_dir_all(company.work().join("people/a")).expect("a folder");
    company.git(&["mv", "people/ada", "people/a/ada"]);
    let claim = CLAIM.replace("people/ada", "people/a/ada");
    company.edit(&claim, from, to);
}

#[test]
fn a_not_yet_stands_wherever_its_claim_is_moved() {
    let company = with_not_yet();
    let (drafted, was) =
        (company.draft("ada", "incident-commander", "vera"), company.digest(CLAIM));
    group(&company, "../../../.learn", "../../../../.learn");
    company.commit("ada", "Group people");
    assert_eq!(company.gate(), BTreeSet::new());
    company.land("merge", "x");
    company.branch("y");
    // Another mentor approves it as it lies there now; the one who said not yet has not decided anew.
    let claim = CLAIM.replace("people/ada", "people/a/ada");
    let mut draft = drafted.with(was.as_str(), company.digest(&claim).as_str());
    draft.path = draft.path.replace("people/ada", "people/a/ada");
    company.carry(&draft);
    company.land("merge", "y");
    assert_eq!(company.awards("ada"), BTreeSet::new());
}

#[test]
fn a_claim_that_was_taken_back_stays_so_where_it_was_answered() {
    let company = with_not_yet();
    company.branch("x");
    company.write(CLAIM, company.read(CLAIM) + "withdrawn: 2026-04-15\n");
    company.commit("ada", "I ask no longer");
    company.land("squash", "x");
    company.branch("y");
    company.edit(CLAIM, "withdrawn: 2026-04-15\n", "# and yet\n");
    company.commit("ada", "I ask again");
    assert_eq!(company.gate(), BTreeSet::from(["answered-claim-changed".to_owned()]));
}

const CREDENTIALS: [&str; 2] = ["credentials/incident-commander.yaml", "credentials/star.yaml"];

/// A credential of more, which nobody has, beside the one that Ada has.
fn beside_a_star() -> Company {
    let company = Company::with_approval();
    company.branch("star");
    let text = company.read("credentials/clear-writer.yaml");
    company.write(CREDENTIALS[1], text.replace("Clear writer", "Star"));
    company.commit("chen", "A credential of more");
    company.land("merge", "star");
    company.branch("x");
    company
}

#[test]
fn an_id_that_somebody_holds_becomes_no_other_thing() {
    const RULE: &[&str] = &["former-id-merged"];
    let company = beside_a_star();
    company.git(&["rm", "-q", CREDENTIALS[0]]);
    company
        .write(CREDENTIALS[1], company.read(CREDENTIALS[1]) + "formerly: [incident-commander]\n");
    company.commit("ada", "One credential is enough");
    let found = company.gate();
    assert!(found.contains(RULE[0]), "{found:?}");
    // Not by a rule's level either.
    company.write("learn.yaml", company.read("learn.yaml") + "rules: {former-id-merged: allow}\n");
    company.commit("ada", "That is meant");
    let found = company.gate();
    assert!(found.contains(RULE[0]), "{found:?}");
}

#[test]
fn an_id_that_is_gone_for_a_while_becomes_no_other_thing_either() {
    let company = beside_a_star();
    company.git(&["rm", "-q", CREDENTIALS[0]]);
    company.commit("ada", "It is not used");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
    company.branch("y");
    company
        .write(CREDENTIALS[1], company.read(CREDENTIALS[1]) + "formerly: [incident-commander]\n");
    company.commit("ada", "It had another name");
    let found = company.gate();
    assert!(found.contains("former-id-merged"), "{found:?}");
}

const BASICS: &str = "people/ada/enrolments/incident-basics.yaml";

/// Ada has an award for which her having finished the basics was judged, and a role asks for a workshop.
fn with_judged_module() -> Company {
    let company = Company::new();
    company.branch("first");
    let commander = "      - {id: commander, credential: incident-commander}\n";
    let workshop = format!("{commander}      - {{id: workshop, module: incident-command}}\n");
    company.edit("ladders/engineering-ic.yaml", commander, &workshop);
    company.edit(CLAIM, "evidence: [", "evidence: [{enrolment: incident-basics}, ");
    company.commit("ada", "The basics count");
    let draft = company.draft("ada", "incident-commander", "ben");
    let finished = format!(
        "evidence:\n  - {{kind: enrolment, id: incident-basics, sha256: \"{}\", worked: 2026-02-06}}\n",
        company.digest(BASICS)
    );
    company.carry(&draft.with("evidence:\n", &finished));
    company.land("merge", "first");
    company.branch("x");
    company
}

/// Whether Ada has what the role asks for.
fn has_workshop(company: &Company) -> bool {
    let line = ["readiness", "ada", "--role", "senior-engineer", "--format", "json"];
    let report: serde_json::Value =
        serde_json::from_slice(&company.learn("work", &line).stdout).expect("JSON");
    let lines = report["readiness"][0]["lines"].as_array().expect("lines").iter();
    let mut workshop = lines.filter(|line| line["line"] == "workshop");
    workshop.next().expect("a line")["standing"]["is"] == "met"
}

#[test]
fn a_module_that_somebody_finished_becomes_no_other_one() {
    // The workshop takes over the id of the basics, which are no more.
    let company = with_judged_module();
    assert!(!has_workshop(&company));
    company.git(&["rm", "-q", "modules/incident-basics.md"]);
    company.edit("modules/incident-command.md", "prerequisites:\n  - incident-basics\n", "");
    company.edit(
        "modules/incident-command.md",
        "type: workshop\n",
        "type: workshop\nformerly: [incident-basics]\n",
    );
    company.commit("ada", "One module of two");
    assert!(has_workshop(&company), "that is what it would come to");
    assert_eq!(company.gate(), BTreeSet::from(["former-id-merged".to_owned()]));
    // A better name is no other module.
    let company = with_judged_module();
    company.git(&["mv", "modules/incident-basics.md", "modules/first-minutes.md"]);
    company.edit(
        "modules/first-minutes.md",
        "type: course\n",
        "type: course\nformerly: [incident-basics]\n",
    );
    company.edit("modules/incident-command.md", "  - incident-basics\n", "  - first-minutes\n");
    company.commit("ada", "A better name");
    assert_eq!(company.gate(), BTreeSet::new());
    assert!(!has_workshop(&company));
}

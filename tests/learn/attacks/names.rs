//! Attacks on who may decide by what things are called: former ids, renames, and records that name two things.

use std::collections::BTreeSet;

use crate::forge::{Company, text};

fn set(slugs: &[&str]) -> BTreeSet<String> {
    slugs.iter().map(ToString::to_string).collect()
}

const BEN: &str = "{person: ben, disciplines: [engineering], approve: ['*'], revoke: ['*']}";
const COMMANDER: &str = "credentials/incident-commander.yaml";

/// Ben may decide by these scopes alone, and that has landed.
fn with_ben(scopes: &str) -> Company {
    let company = Company::new();
    company.branch("policy");
    let ben = format!("{{person: ben, disciplines: [engineering], {scopes}}}");
    company.change_policy(2, &[(BEN, &ben)], "");
    company.land("merge", "policy");
    company
}

/// What was done on a branch has landed, whoever let it.
fn lands(company: &Company, message: &str) {
    company.commit("ada", message);
    assert_eq!(company.gate(), set(&[]), "{message}");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
}

#[test]
fn a_former_id_lets_nobody_decide() {
    let company = with_ben("approve: ['plain-*']");
    company.branch("name");
    company.write(COMMANDER, company.read(COMMANDER) + "formerly: [plain-commander]\n");
    lands(&company, "It had another name");
    let by_former = |signer: &str| {
        company.draft("ada", "incident-commander", signer).on_subject("plain-commander")
    };
    let cases = [
        ("by the former id", by_former("ben"), &["decision-by-other-name"][..]),
        ("a not-yet", by_former("ben").into_not_yet(), &["decision-by-other-name"]),
        ("whoever may do both", by_former("vera"), &["decision-by-other-name"]),
        (
            "by the present id",
            company.draft("ada", "incident-commander", "ben"),
            &["unauthorised-signer"],
        ),
        ("who may", company.draft("ada", "incident-commander", "vera"), &[]),
    ];
    for (what, draft, says) in cases {
        company.branch("x");
        company.carry(&draft);
        assert_eq!(company.gate(), set(says), "{what}");
    }
    // In one change with the name it is the same.
    let company = with_ben("approve: ['plain-*']");
    company.branch("x");
    company.write(COMMANDER, company.read(COMMANDER) + "formerly: [plain-commander]\n");
    company.carry(
        &company
            .draft("ada", "incident-commander", "ben")
            .into_not_yet()
            .on_subject("plain-commander"),
    );
    assert_eq!(company.gate(), set(&["decision-by-other-name"]));
}

#[test]
fn what_landed_before_its_subject_was_renamed_counts_on() {
    let company = Company::with_approval();
    company.branch("x");
    company.git(&["mv", COMMANDER, "credentials/incident-captain.yaml"]);
    let path = "credentials/incident-captain.yaml";
    company.write(path, company.read(path) + "formerly: [incident-commander]\n");
    lands(&company, "A better name");
    company.branch("y");
    company.write("teams/payments.yaml", "name: Payments\nlead: chen\n");
    company.commit("chen", "A team");
    assert_eq!(company.gate(), set(&[]));
    assert_eq!(company.verify(), set(&[]));
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
}

#[test]
fn a_rename_takes_nobodys_word_back() {
    for (what, says_not_yet, awarded) in [
        ("a not-yet before it", true, &[][..]),
        ("nothing before it", false, &["incident-captain"]),
    ] {
        let company = Company::new();
        if says_not_yet {
            company.branch("said");
            company.carry(&company.draft("ada", "incident-commander", "vera").into_not_yet());
            company.land("merge", "said");
        }
        let (was, is) = ("credentials: [incident-commander", "credentials: [incident-captain");
        let draft = company.draft("ada", "incident-commander", "ben");
        let draft = draft.on_subject("incident-captain").with(was, is);
        company.branch("name");
        let path = "credentials/incident-captain.yaml";
        company.git(&["mv", COMMANDER, path]);
        company.write(path, company.read(path) + "formerly: [incident-commander]\n");
        lands(&company, "A better name");
        company.branch("x");
        company.carry(&draft);
        assert_eq!(company.gate(), set(&[]), "{what}");
        assert_eq!(company.awards("ada"), set(awarded), "{what}");
    }
}

#[test]
fn a_waiver_is_of_the_role_that_was_asked_about() {
    let company = with_ben("approve: ['*'], waive: [engineer, head-engineer]");
    let waiver = |subject: &str, role: &str| {
        let draft = company.draft("ada", "incident-commander", "ben");
        draft.into_waiver(role, "commander").on_subject(subject)
    };
    let ladder = "ladders/engineering-ic.yaml";
    company.branch("name");
    company.edit(
        ladder,
        "  - id: senior-engineer\n",
        "  - id: senior-engineer\n    formerly: [head-engineer]\n",
    );
    lands(&company, "It had another name");
    for (what, subject, role, says) in [
        ("a role of theirs", "engineer", "engineer", &[][..]),
        (
            "a role that nobody let them",
            "senior-engineer",
            "senior-engineer",
            &["unauthorised-signer"],
        ),
        ("two roles", "engineer", "senior-engineer", &["decision-by-other-name"]),
        ("a former id", "head-engineer", "head-engineer", &["decision-by-other-name"]),
        ("both", "head-engineer", "senior-engineer", &["decision-by-other-name"]),
    ] {
        company.branch("x");
        company.carry(&waiver(subject, role));
        assert_eq!(company.gate(), set(says), "{what}");
    }
}

/// The credential gets another id, which says what it was.
fn renamed(company: &Company, to: &str) {
    let path = format!("credentials/{to}.yaml");
    company.git(&["mv", COMMANDER, &path]);
    company.write(&path, company.read(&path) + "formerly: [incident-commander]\n");
    company.commit("ada", "A better name");
}

#[test]
fn a_new_name_lets_nobody_decide_whom_the_admins_did_not_name() {
    let company = with_ben("approve: ['star-*']");
    company.branch("x");
    renamed(&company, "star-commander");
    assert_eq!(company.gate(), set(&["rename-gives-authority"]));
    // An admin says that it is meant.
    company.change_policy(3, &[("approve: ['star-*']", "approve: ['star-*', star-commander]")], "");
    assert_eq!(company.gate(), set(&[]));
    // A name that an admin gave to something else says nothing of this.
    let company = with_ben("approve: [communication]");
    company.branch("x");
    renamed(&company, "communication");
    assert_eq!(company.gate(), set(&["rename-gives-authority"]));
    // Neither does a copy that landed before.
    let company = with_ben("approve: ['star-*']");
    company.branch("copy");
    let copy = "credentials/star-commander.yaml";
    company.write(copy, company.read(COMMANDER).replace("includes: [incident-responder]\n", ""));
    lands(&company, "Another one");
    company.branch("x");
    company.git(&["rm", "-q", COMMANDER]);
    company.write(copy, company.read(copy) + "formerly: [incident-commander]\n");
    company.commit("ada", "One of two");
    assert_eq!(company.gate(), set(&["former-id-merged", "rename-gives-authority"]));
}

#[test]
fn a_new_name_that_nobody_may_decide_by_is_told_with_the_mending() {
    let company = with_ben("approve: [incident-commander], revoke: ['incident-*']");
    company.branch("x");
    renamed(&company, "incident-captain");
    let said = || {
        let said = text(&company.learn("work", &["check", "--target", "origin/main"]).stdout);
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let line = "learn trust add ben --discipline engineering --approve incident-captain";
    assert_eq!(company.gate(), set(&[]));
    let told = said();
    assert!(told.contains("rename-empties-scope") && told.contains(line), "{told}");
    let both = ("approve: [incident-commander]", "approve: [incident-commander, incident-captain]");
    company.change_policy(3, &[both], "");
    assert_eq!(company.gate(), set(&[]));
    let told = said();
    assert!(!told.contains("rename-empties-scope"), "{told}");
}

#[test]
fn a_former_id_is_of_no_other_sort() {
    let company = Company::with_approval();
    let why = || text(&company.learn("work", &["why", "ada", "clear-writer"]).stdout);
    company.branch("x");
    let path = "credentials/clear-writer.yaml";
    company.write(path, company.read(path) + "formerly: [incident-response]\n");
    // Not by a rule's level either.
    company.write("learn.yaml", company.read("learn.yaml") + "rules: {former-id-taken: allow}\n");
    company.commit("ada", "It had another name");
    assert!(company.gate().contains("former-id-taken"), "{:?}", company.gate());
    // Ada has that competency by another credential.
    assert!(!why().contains("awarded"), "{}", why());
    let response = text(&company.learn("work", &["why", "ada", "incident-response"]).stdout);
    assert!(response.contains("(core): met"), "{response}");
    company.branch("y");
    company.write(path, company.read(path) + "formerly: [plain-writer]\n");
    company.commit("chen", "It had another name");
    assert_eq!(company.gate(), set(&[]));
}

#[test]
fn a_not_yet_is_taken_back_by_its_signer_or_by_the_admins() {
    let company = Company::new();
    company.branch("first");
    let vera = "person: vera, disciplines: [design], approve: ['*']";
    let hana = "  - {person: hana, disciplines: [engineering], revoke: ['*']}\nkeys:\n";
    let may = format!("{vera}, revoke: ['*']");
    company.change_policy(2, &[(vera, &may), ("keys:\n", hana)], "");
    let not_yet = company.draft("ada", "incident-commander", "ben").into_not_yet();
    company.carry(&not_yet);
    company.land("merge", "first");
    for (signer, says, awards) in [
        ("vera", &["not-yet-taken-back"][..], &[][..]),
        ("ben", &[], &["incident-commander"]),
        ("hana", &[], &["incident-commander"]),
    ] {
        company.branch("x");
        company.carry(&company.draft("ada", "incident-commander", "vera"));
        assert_eq!(company.awards("ada"), set(&[]), "before {signer}");
        let revocation = company.draft("ada", "incident-commander", signer);
        company.carry(&revocation.into_revocation(&[not_yet.digest()]));
        assert_eq!(company.gate(), set(says), "{signer}");
        assert_eq!(company.awards("ada"), set(awards), "{signer}");
    }
}

#[test]
fn a_revocation_by_another_name_reaches_no_further() {
    for (scope, subject, awards) in [
        ("incident-captain", "incident-captain", &["incident-commander"][..]),
        ("incident-commander", "incident-commander", &[]),
    ] {
        let company = with_ben(&format!("approve: ['*'], revoke: [{scope}]"));
        company.branch("first");
        let approval = company.draft("ada", "incident-commander", "ben");
        company.carry(&approval);
        company.land("merge", "first");
        let revocation = approval.clone().into_revocation(&[approval.digest()]);
        company.branch("name");
        renamed(&company, "incident-captain");
        company.git(&["push", "-q", "origin", "HEAD:main"]);
        company.branch("x");
        let by_name = revocation.on_subject(subject).named("2026-04-15-revoked-ben");
        company.carry(&by_name);
        assert_eq!(company.verify(), set(&[]), "{subject}: it counts");
        assert_eq!(company.awards("ada"), set(awards), "{subject}");
    }
}

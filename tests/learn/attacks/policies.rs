//! Attacks on the trust policy: versions that nobody sealed, that do not follow, and that go back.

use crate::forge::{Company, change, hold, policy};

/// Eve's key for Ben, in a version that somebody seals in Hana's name.
fn with_eves_key(company: &Company, key: &str) {
    company.branch("x");
    let ben = company.key_line("ben");
    let eve = company.key_line("eve");
    company.write_policy(2, &[(&ben, &format!("{ben}{eve}"))], "");
    company.seal_policy_with(2, "hana", key);
    company.commit("ada", "Add a key");
    let draft = company.draft("ada", "incident-commander", "ben");
    company.put(&draft, &company.statement(&draft, "eve"));
    company.commit("ada", "Approve");
}

/// A first version of somebody's own, instead of the one that is there.
fn another_root(company: &Company) {
    company.branch("x");
    company.edit("trust/0001.yaml", "people: [hana]", "people: [ada]");
    company.git(&["rm", "-q", "trust/0001.hana.seal"]);
    company.seal_policy(1, "ada");
    company.commit("ada", "Begin anew");
}

#[test]
fn nobody_gives_authority_to_themselves() {
    hold(&[
        change(
            "a key, in the same change, sealed by nobody who may",
            |company| with_eves_key(company, "ada"),
            &["trust-undersealed", "unauthorised-signer"],
        ),
        change(
            "a key, in the same change, sealed by the admin",
            |company| with_eves_key(company, "hana"),
            &[],
        ),
        change(
            "a wider scope in the version that is in force",
            |company| {
                company.branch("x");
                let vera = "person: vera, disciplines: [design]";
                let wider = "person: vera, disciplines: [design, engineering]";
                company.edit("trust/0001.yaml", vera, wider);
                company.commit("ada", "Tidy up");
            },
            &["trust-rewritten", "trust-rolled-back", "trust-undersealed"],
        ),
        change(
            "a wider scope, by an admin's rebase",
            |company| {
                company.branch("x");
                let vera = "person: vera, disciplines: [design]";
                let wider = "person: vera, disciplines: [design, engineering]";
                company.write_policy(2, &[(vera, wider)], "");
                company.commit("ada", "trust: version 2");
                company.main_moves_on();
                company.git_as("hana", &["pull", "-q", "--rebase", "origin", "main"]);
            },
            &["trust-undersealed"],
        ),
        change(
            "a wider scope, sealed and then rebased",
            |company| {
                company.branch("x");
                let vera = "person: vera, disciplines: [design]";
                let wider = "person: vera, disciplines: [design, engineering]";
                company.change_policy(2, &[(vera, wider)], "");
                company.main_moves_on();
                company.git_as("ada", &["pull", "-q", "--rebase", "origin", "main"]);
            },
            &[],
        ),
        change("another first version", another_root, &["trust-rewritten"]),
        change("another first version, approvals and all", another_root, &["trust-rewritten"])
            .after_approval(),
    ]);
}

/// Two more versions, both sealed, land on main.
fn third_version(company: &Company) {
    company.branch("policy");
    company.change_policy(
        2,
        &[("person: chen, disciplines: [engineering]", "person: chen, disciplines: [design]")],
        "",
    );
    company.change_policy(
        3,
        &[(
            "person: vera, disciplines: [design]",
            "person: vera, disciplines: [design, engineering]",
        )],
        "",
    );
    company.land("merge", "policy");
}

fn back_to_first(company: &Company) {
    third_version(company);
    company.branch("x");
    company.git(&["rm", "-q", "-r", "trust"]);
    company.git(&["checkout", "-q", "origin/main~1", "--", "trust"]);
    company.commit("ada", "Back");
}

/// Another second version on the first one, as its admin could seal it before others came.
fn another_second(company: &Company) {
    third_version(company);
    company.branch("x");
    company.git(&[
        "rm",
        "-q",
        "trust/0002.yaml",
        "trust/0002.hana.seal",
        "trust/0003.yaml",
        "trust/0003.hana.seal",
    ]);
    company.change_policy(2, &[("people: [hana]", "people: [hana, ines]")], "");
}

#[test]
fn the_policy_never_goes_back() {
    hold(&[
        change("an older one", back_to_first, &["trust-rewritten", "trust-rolled-back"]),
        change(
            "an older one, pushed",
            |company| {
                back_to_first(company);
                company.git(&["push", "-q", "--force", "origin", "HEAD:main"]);
            },
            &["trust-rolled-back"],
        ),
        change(
            "an older one, pushed, seen by verify",
            |company| {
                back_to_first(company);
                company.git(&["push", "-q", "--force", "origin", "HEAD:main"]);
            },
            &["trust-rolled-back"],
        )
        .verified(),
        change(
            "an older one, merged again",
            |company| {
                company.branch("old");
                company.write("teams/old.yaml", "name: Old\nlead: chen\n");
                company.commit("chen", "Old work");
                third_version(company);
                company.git(&["switch", "-q", "old"]);
                company.git_as("chen", &["merge", "-q", "--no-commit", "--no-ff", "origin/main"]);
                company.git(&["rm", "-q", "-f", "trust/0003.yaml", "trust/0003.hana.seal"]);
                company.commit("chen", "Merge main");
            },
            &["trust-rewritten", "trust-rolled-back"],
        ),
        change(
            "an old branch, merged as it should be",
            |company| {
                company.branch("old");
                company.write("teams/old.yaml", "name: Old\nlead: chen\n");
                company.commit("chen", "Old work");
                third_version(company);
                company.git(&["switch", "-q", "old"]);
                company.git_as("chen", &["merge", "-q", "--no-edit", "--no-ff", "origin/main"]);
            },
            &[],
        ),
        change("another second one", another_second, &["trust-rewritten", "trust-rolled-back"]),
        change(
            "another second one, pushed",
            |company| {
                another_second(company);
                company.git(&["push", "-q", "--force", "origin", "HEAD:main"]);
            },
            &["trust-rolled-back"],
        )
        .verified(),
        // Only a pin can tell whose first version is the right one.
        change(
            "begun anew, pushed",
            |company| {
                third_version(company);
                another_root(company);
                company.git(&["rm", "-q", "-r", "trust/0002.yaml", "trust/0002.hana.seal"]);
                company.git(&["rm", "-q", "-r", "trust/0003.yaml", "trust/0003.hana.seal"]);
                company.commit("ada", "Begin anew");
                company.git(&["push", "-q", "--force", "origin", "HEAD:main"]);
            },
            &[],
        )
        .verified(),
        change(
            "brought back",
            |company| {
                back_to_first(company);
                company.git(&["push", "-q", "--force", "origin", "HEAD:main"]);
                company.git(&["checkout", "-q", "HEAD~1", "--", "trust"]);
                company.commit("hana", "Bring the policy back");
            },
            &[],
        ),
    ]);
}

#[test]
fn a_version_that_does_not_follow_is_not_in_force() {
    hold(&[
        change(
            "a number skipped",
            |company| {
                company.branch("x");
                let first = company.read("trust/0001.yaml");
                let text = policy(&first, 2, &company.digest("trust/0001.yaml"), &[], "");
                company.write("trust/0003.yaml", text.replace("version: 2", "version: 3"));
                company.seal_policy(3, "hana");
                company.commit("hana", "Skip");
            },
            &["trust-version-skipped"],
        ),
        change(
            "another version before it",
            |company| {
                company.branch("x");
                let first = company.read("trust/0001.yaml");
                let other = learn::kinds::parts::digest::Sha256::of(b"other");
                company.write("trust/0002.yaml", policy(&first, 2, &other, &[], ""));
                company.seal_policy(2, "hana");
                company.commit("hana", "Fork");
            },
            &["trust-forked"],
        ),
        change(
            "a key that no policy has",
            |company| {
                company.branch("x");
                company.change_policy(2, &[], "sudo: [ada]\n");
            },
            &["trust-invalid", "unknown-key"],
        ),
        change(
            "another catalog",
            |company| {
                company.branch("x");
                company.change_policy(2, &[("catalog: kestrel-growth", "catalog: other")], "");
            },
            &["trust-invalid"],
        ),
        change(
            "one key for two people",
            |company| {
                company.branch("x");
                let tom = format!("keys:\n  tom:\n{}", company.key_line("ben"));
                company.change_policy(2, &[("keys:\n", &tom)], "");
            },
            &["trust-invalid"],
        ),
        change(
            "junk after what holds",
            |company| {
                company.branch("x");
                company.change_policy(2, &[], "");
                company.write("trust/0003.yaml", "learn: trust/1\nversion: 3\n");
                let second = company.read("trust/0002.yaml").replace("version: 2", "version: 4");
                company.write("trust/0004.yaml", second);
                company.seal_policy(4, "hana");
                company.commit("ada", "Junk");
            },
            &["missing-key", "trust-invalid", "trust-not-in-force"],
        ),
        change(
            "what follows",
            |company| {
                company.branch("x");
                company.change_policy(2, &[], "");
                company.change_policy(3, &[], "");
            },
            &[],
        ),
    ]);
}

#[test]
fn junk_after_a_valid_policy_takes_nothing_away() {
    let company = Company::with_approval();
    company.branch("x");
    company.write("trust/0002.yaml", "learn: trust/1\nversion: 2\n");
    company.commit("ada", "Junk");
    assert_eq!(company.in_force(), Some(1));
    assert_eq!(company.counted("work").into_values().collect::<Vec<_>>(), ["signed"]);
}

const TWO: (&str, &str) = ("people: [hana], threshold: 1", "people: [hana, ines], threshold: 2");
const OTHER: (&str, &str) = ("people: [hana], threshold: 1", "people: [ines], threshold: 1");

/// A second version with these changes and the seals of these people.
fn sealed_by(company: &Company, changed: (&str, &str), admins: &[(&str, &str)]) {
    company.branch("x");
    company.write_policy(2, &[changed], "");
    for (admin, key) in admins {
        company.seal_policy_with(2, admin, key);
    }
    company.commit("hana", "Change the admins");
}

#[test]
fn the_admins_before_and_after_both_seal() {
    const RULE: &[&str] = &["trust-undersealed"];
    hold(&[
        change("one of two", |company| sealed_by(company, TWO, &[("hana", "hana")]), RULE),
        change(
            "one of two, and one of somebody else",
            |company| sealed_by(company, TWO, &[("hana", "hana"), ("ines", "hana")]),
            RULE,
        ),
        change(
            "two of two",
            |company| sealed_by(company, TWO, &[("hana", "hana"), ("ines", "ines")]),
            &[],
        ),
        change(
            "new admins without a seal",
            |company| sealed_by(company, OTHER, &[("hana", "hana")]),
            RULE,
        ),
        change(
            "old admins without a seal",
            |company| sealed_by(company, OTHER, &[("ines", "ines")]),
            RULE,
        ),
        change(
            "new admins and old ones",
            |company| sealed_by(company, OTHER, &[("hana", "hana"), ("ines", "ines")]),
            &[],
        ),
        change("a learner as admin", |company| sealed_by(company, OTHER, &[("ada", "ada")]), RULE),
    ]);
}

#[test]
fn a_broken_version_cannot_be_let_pass() {
    let company = Company::with_approval();
    company.branch("x");
    let allow = "# learn: allow(unknown-key, trust-invalid) agreed\nsudo: [ada]\n";
    company.change_policy(2, &[], allow);
    let program = company.read("learn.yaml");
    company.write("learn.yaml", program + "rules: {unknown-key: allow, trust-invalid: allow}\n");
    company.commit("hana", "Let it pass");
    assert_eq!(company.in_force(), Some(1));
    assert!(company.gate().contains("trust-invalid"));
}

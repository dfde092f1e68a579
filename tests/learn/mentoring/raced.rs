//! What others change between a mentor's last fetch and their push, and what else bears a branch's name.

use super::{Company, DAY, PASS, with};

const APPROVE: [&str; 6] =
    ["approve", "ada", "incident-commander", "--from", "origin/incident-commander", "--push"];
const WORK: &str = "people/ada/portfolio/2026-03-02-checkout-outage.md";

/// Ada has claimed, Ben has fetched.
fn claimed() -> Company {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    company
}

/// Writes other words into a file of Ada's clone and pushes her branch.
fn ada_writes(company: &Company, path: &str, more: &str) {
    let text = String::from_utf8(company.shop.read(&format!("ada/{path}"))).expect("UTF-8");
    company.shop.write(&format!("ada/{path}"), text + more);
    company.git("ada", &["commit", "--quiet", "--all", "--message", "One more word"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
}

#[test]
fn work_that_was_swapped_meanwhile_is_not_approved() {
    let company = claimed();
    ada_writes(&company, WORK, "\nAnd more.\n");
    let words = [
        "would be refused",
        "has been changed since `ben` judged it",
        "evidence-changed",
        "nothing was kept",
    ];
    company.refuses("ben", &with(&APPROVE, &PASS), &words);
    assert!(company.on_forge("incident-commander", "approvals").is_empty());
    assert_eq!(company.git("ben", &["branch", "--list", "approve/*"]), "");
    // Having read it again, they decide anew.
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
}

#[test]
fn what_others_add_meanwhile_is_in_nobodys_way() {
    let company = claimed();
    ada_writes(&company, "teams/routing.yaml", "# one more word\n");
    company.does("ben", &with(&APPROVE, &PASS));
    assert_eq!(company.statements("ben"), 1);
    assert_eq!(company.on_forge("incident-commander", "approvals").len(), 2);
}

#[test]
fn a_bar_that_was_raised_meanwhile_is_asked_for() {
    let company = claimed();
    let path = "seed/credentials/incident-commander.yaml";
    let text = String::from_utf8(company.shop.read(path)).expect("UTF-8");
    company.shop.write(path, text.replace("assessors: [any]", "assessors: [any, any]"));
    company.git("seed", &["commit", "--quiet", "--all", "--message", "Two people"]);
    company.git("seed", &["push", "--quiet", "origin", "main"]);
    ada_writes(&company, "teams/routing.yaml", "# one more word\n");
    company.refuses(
        "ben",
        &with(&APPROVE, &PASS),
        &["would be refused", "credential-differs-from-target"],
    );
    assert!(company.on_forge("incident-commander", "approvals").is_empty());
}

#[test]
fn a_tag_sets_no_bar() {
    let company = claimed();
    let path = "credentials/incident-commander.yaml";
    company.git("ada", &["checkout", "--quiet", "-b", "evil", "origin/main"]);
    let text = String::from_utf8(company.shop.read(&format!("ada/{path}"))).expect("UTF-8");
    company.shop.write(&format!("ada/{path}"), text.replace("18 months", "99 months"));
    company.git("ada", &["commit", "--quiet", "--all", "--message", "Longer"]);
    for name in ["origin/HEAD", "origin/main"] {
        company.git("ada", &["tag", name]);
        company.git("ada", &["push", "--quiet", "origin", &format!("refs/tags/{name}")]);
    }
    company.git("ben", &["fetch", "--quiet", "--tags"]);
    company.does("ben", &with(&APPROVE, &PASS));
    let record = format!("people/ada/approvals/{DAY}-incident-commander-ben.yaml");
    let text = company.git("forge", &["show", &format!("incident-commander:{record}")]);
    assert!(text.contains("18 months") && !text.contains("99 months"), "{text}");
}

#[test]
fn the_same_decision_from_two_clones_is_one_commit() {
    let company = claimed();
    company.git(
        "ben",
        &["checkout", "--quiet", "-b", "incident-commander", "origin/incident-commander"],
    );
    company.git("ben", &["config", "push.default", "current"]);
    let local = ["approve", "ada", "incident-commander"];
    company.does("ben", &with(&local, &PASS));
    // Somebody brought exactly these files to the forge already.
    company.git("ada", &["fetch", "--quiet", "../ben", "incident-commander"]);
    company.git("ada", &["checkout", "--quiet", "FETCH_HEAD", "--", "people/ada/approvals"]);
    company.git("ada", &["commit", "--quiet", "--message", "Ben's letter"]);
    company.git("ada", &["push", "--quiet", "origin", "HEAD"]);
    let there = company.git("forge", &["rev-parse", "incident-commander"]);
    company.does("ben", &with(&with(&local, &["--push"]), &PASS));
    assert_eq!(
        company.git("forge", &["rev-parse", "incident-commander"]),
        there,
        "nothing was added"
    );
    assert_eq!(company.statements("ben"), 1);
}

#[test]
fn a_claim_that_cannot_be_read_is_not_signed_for() {
    let path = format!("people/ada/claims/{DAY}-incident-commander.yaml");
    for (more, words) in [
        ("evidence: [\n", "cannot be read"),
        (
            "self_assessment: {text: humble}\nself_assessment: {text: proud}\n",
            "says something twice",
        ),
    ] {
        let company = claimed();
        ada_writes(&company, &path, more);
        company.git("ben", &["fetch", "--quiet"]);
        let run = company.refuses("ben", &with(&APPROVE, &PASS), &[words, &path, "learn check"]);
        assert!(!run.err.contains("did you mean ``"), "{}", run.err);
        assert_eq!(company.statements("ben"), 0);
        // No rule's level helps a key that stands twice.
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 1, "{}", gate.out);
        ada_writes(&company, "learn.yaml", "rules: {duplicate-key: allow}\n");
        let gate = company.learn("ada", &["check", "--target", "origin/main"]);
        assert_eq!(gate.code, 1, "{}", gate.out);
    }
    let company = claimed();
    ada_writes(&company, &path, "self_assessment: {text: humble}\n");
    company.git("ben", &["fetch", "--quiet"]);
    company.does("ben", &with(&APPROVE, &PASS));
}

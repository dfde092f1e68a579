//! Attacks on what was judged and by what: evidence, claims and the bar of a credential.

use std::collections::BTreeSet;

use crate::forge::{Company, change, hold, text};

fn set(slugs: &[&str]) -> BTreeSet<String> {
    slugs.iter().map(ToString::to_string).collect()
}

/// Lays an approval of Ben's on a branch, lets somebody do something to it, and commits that.
fn after_signing(company: &Company, deed: impl FnOnce(&Company)) {
    company.branch("x");
    company.approve("ben");
    deed(company);
    company.commit("ada", "A small correction");
}

const WORK: &str = "people/ada/portfolio/2026-03-02-checkout-outage.md";
const CLAIM: &str = "people/ada/claims/2026-03-25-incident-commander.yaml";

#[test]
fn evidence_cannot_be_swapped_between_approval_and_landing() {
    hold(&[
        change(
            "the work",
            |company| {
                after_signing(company, |company| company.edit(WORK, "41 minutes", "4 minutes"));
            },
            &["evidence-changed"],
        ),
        change(
            "the claim",
            |company| {
                after_signing(company, |company| {
                    company.write(CLAIM, company.read(CLAIM) + "# and more\n");
                });
            },
            &["evidence-changed"],
        ),
        change(
            "the work, on main meanwhile",
            |company| {
                company.branch("y");
                company.edit(WORK, "41 minutes", "4 minutes");
                company.commit("ada", "Rewrite");
                company.land("merge", "y");
                company.git(&["switch", "-q", "-C", "x", "origin/main~1"]);
                company.approve("ben");
            },
            &["evidence-changed"],
        ),
        change(
            "something else of hers",
            |company| {
                after_signing(company, |company| {
                    company.edit("people/ada/person.yaml", "Ada Moreau", "Ada M. Moreau");
                });
            },
            &[],
        ),
        change(
            "only the line ends of the work",
            |company| after_signing(company, |company| company.edit(WORK, "\n", "\r\n")),
            &[],
        ),
    ]);
}

/// An approval that its signer wrote by hand, which says less than was asked for.
#[test]
fn an_approval_says_all_that_was_judged() {
    fn by_hand(company: &Company, from: &str, to: &str) {
        company.branch("x");
        company.carry(&company.draft("ada", "incident-commander", "ben").with(from, to));
    }
    const RULE: &[&str] = &["scores-below-pass"];
    hold(&[
        change("no scores", |it| by_hand(it, "scores: {command: 3, timeline: 3}\n", ""), RULE),
        change("one of two", |it| by_hand(it, ", timeline: 3", ""), RULE),
        change("too few points", |it| by_hand(it, "timeline: 3", "timeline: 1"), RULE),
        change("enough points", |it| by_hand(it, "timeline: 3", "timeline: 2"), &[]),
        change(
            "without the work",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                let work = draft.text.lines().find(|line| line.starts_with("  - {id: 2026"));
                let work = format!("evidence:\n{}\n", work.expect("a piece of evidence"));
                company.carry(&draft.with(&work, ""));
            },
            &["evidence-changed"],
        ),
    ]);
}

#[test]
fn evidence_that_changes_after_landing_is_a_warning() {
    let company = Company::with_approval();
    company.branch("x");
    company.edit(WORK, "41 minutes", "4 minutes");
    company.commit("ada", "Rewrite");
    assert_eq!(company.gate(), set(&[]));
    let said = text(&company.learn("work", &["check", "--target", "origin/main"]).stdout);
    assert!(said.contains("evidence-changed-since-approval"), "{said}");
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
}

/// The bar is changed on the branch and Ben decides by what lies there.
fn by_a_lower_bar(company: &Company, from: &str, to: &str) {
    company.branch("x");
    company.edit("credentials/incident-lead.yaml", from, to);
    company.commit("ada", "Tidy up");
    company.carry(&company.draft("ada", "incident-lead", "ben"));
}

#[test]
fn the_bar_is_the_one_of_the_target() {
    const RULE: &[&str] = &["credential-differs-from-target"];
    hold(&[
        change(
            "fewer assessors",
            |company| by_a_lower_bar(company, "[engineering, design]", "[any]"),
            RULE,
        ),
        change(
            "more is granted",
            |company| by_a_lower_bar(company, "owner:", "includes: [incident-commander]\nowner:"),
            RULE,
        ),
        change(
            "a word of the title",
            |company| by_a_lower_bar(company, "Incident lead", "Lead"),
            &[],
        ),
        change(
            "a credential of her own",
            |company| {
                company.branch("x");
                let text = company.read("credentials/clear-writer.yaml");
                company.write("credentials/star.yaml", text);
                company.write(
                    "people/ada/claims/2026-04-01-star.yaml",
                    "credential: star\nevidence: [{portfolio: 2026-03-02-checkout-outage}]\n",
                );
                company.commit("ada", "Add");
                company.carry(&company.draft("ada", "star", "ben"));
            },
            RULE,
        ),
        change(
            "needs that nobody set",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-lead", "ben");
                company.carry(&draft.with("needs: [engineering, design]", "needs: [engineering]"));
            },
            RULE,
        ),
        change(
            "a credential that is renamed, decided on by its former id",
            |company| {
                let draft = company.draft("ada", "incident-lead", "ben");
                company.branch("first");
                company.git(&["mv", "credentials/incident-lead.yaml", "credentials/lead.yaml"]);
                let text = company.read("credentials/lead.yaml");
                company.write("credentials/lead.yaml", text + "formerly: [incident-lead]\n");
                company.commit("chen", "A shorter name");
                company.git(&["push", "-q", "origin", "HEAD:main"]);
                company.branch("x");
                company.carry(&draft);
            },
            &["decision-by-other-name"],
        ),
        change(
            "an award without an end",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.carry(&draft.with(", valid_for: 18 months", ""));
            },
            RULE,
        ),
        change(
            "a not-yet that grants",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.carry(&draft.with("decision: approve", "decision: not-yet"));
            },
            RULE,
        ),
    ]);
}

#[test]
fn an_award_stands_when_the_credential_is_edited_later() {
    let company = Company::with_approval();
    let readiness = || {
        let output = company.learn("work", &["readiness", "ada", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
        report["readiness"].clone()
    };
    let before = readiness();
    company.branch("x");
    company.edit(
        "credentials/incident-commander.yaml",
        "assessors: [any]",
        "assessors: [engineering, design]",
    );
    company.edit("credentials/incident-commander.yaml", "18 months", "6 months");
    company.commit("chen", "A higher bar");
    assert_eq!(company.gate(), set(&[]));
    company.land("merge", "x");
    assert_eq!(company.verify(), set(&[]));
    assert_eq!(company.awards("ada"), set(&["incident-commander"]));
    assert_eq!(readiness(), before);
}

/// The claim of another thing that Ada wrote, cited by an approval, and no claim at all.
#[test]
fn a_decision_answers_the_claim_of_its_subject() {
    let claim = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("claim:")).expect("a claim");
        format!("{line}\n")
    };
    for signer in ["ben", "vera"] {
        let company = Company::new();
        let draft = company.draft("ada", "incident-commander", signer);
        let line = claim(&draft.text);
        let other = claim(&company.draft("ada", "incident-lead", signer).text);
        let answers = [
            ("its own", draft.clone(), &[][..]),
            ("none", draft.clone().with(&line, ""), &["approval-without-claim"]),
            ("another", draft.with(&line, &other), &["approval-without-claim"]),
        ];
        for (what, draft, says) in answers {
            for draft in [draft.clone(), draft.into_not_yet()] {
                company.branch("x");
                company.carry(&draft);
                assert_eq!(company.gate(), set(says), "{what}, by {signer}");
            }
        }
    }
}

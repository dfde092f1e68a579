//! Awards that somebody wants of fewer people than they take.

use std::collections::BTreeSet;

use crate::forge::{Company, change, hold, named};

fn set(slugs: &[&str]) -> BTreeSet<String> {
    slugs.iter().map(ToString::to_string).collect()
}

/// What Ada has been awarded once these have decided on what takes an engineer and a designer.
fn awarded_by(company: &Company, signers: &[(&str, &str)]) -> BTreeSet<String> {
    company.branch("x");
    for (number, (signer, key)) in signers.iter().enumerate() {
        let draft = company.draft("ada", "incident-lead", signer);
        let draft = draft.with("One voice throughout.", &format!("Opinion {number}."));
        let draft = draft.named(&format!("2026-04-15-incident-lead-{signer}-{number}"));
        company.put(&draft, &company.statement(&draft, key));
    }
    company.commit("ben", "Approve");
    assert_eq!(company.gate(), set(&[]), "{signers:?}");
    company.awards("ada")
}

#[test]
fn an_award_takes_distinct_people_in_every_discipline() {
    for (signers, expected) in [
        (&[("ben", "ben")][..], &[][..]),
        (&[("ben", "ben"), ("ben", "ben")], &[]),
        (&[("ben", "ben"), ("ben", "ben2")], &[]),
        (&[("ben", "ben"), ("chen", "chen")], &[]),
        (&[("ben", "ben"), ("vera", "vera")], &["incident-lead"]),
        (&[("vera", "vera"), ("chen", "chen"), ("ben", "ben2")], &["incident-lead"]),
    ] {
        assert_eq!(awarded_by(&Company::new(), signers), set(expected), "{signers:?}");
    }
}

#[test]
fn who_has_both_disciplines_leaves_one_to_the_other() {
    for (others, expected) in [(&["chen"][..], &["incident-lead"][..]), (&[], &[])] {
        let company = Company::new();
        company.branch("policy");
        let both = "person: ben, disciplines: [engineering, design]";
        company.change_policy(2, &[("person: ben, disciplines: [engineering]", both)], "");
        company.land("merge", "policy");
        company.branch("x");
        let ben = company.draft("ada", "incident-lead", "ben");
        company
            .carry(&ben.with("disciplines: [engineering]", "disciplines: [engineering, design]"));
        for other in others {
            company.carry(&company.draft("ada", "incident-lead", other));
        }
        assert_eq!(company.gate(), set(&[]));
        assert_eq!(company.awards("ada"), set(expected), "{others:?}");
    }
}

#[test]
fn disciplines_are_those_of_the_policy_and_fill_a_slot() {
    hold(&[
        change(
            "Ben as a designer",
            |company| {
                company.branch("x");
                let ben = company.draft("ada", "incident-lead", "ben");
                company.carry(&ben.with("disciplines: [engineering]", "disciplines: [design]"));
            },
            &["unauthorised-signer"],
        ),
        change(
            "Ben as nothing, who would fill no slot",
            |company| {
                company.branch("x");
                let ben = company.draft("ada", "incident-lead", "ben");
                company.carry(&ben.with("disciplines: [engineering]\n", ""));
            },
            &["malformed-approval"],
        ),
    ]);
}

/// Ada is an incident lead by two people, and a later policy lets Hana revoke, alone or with Ines.
fn led_and_policy(threshold: &str) -> Company {
    let company = Company::new();
    company.branch("lead");
    for signer in ["ben", "vera"] {
        company.carry(&company.draft("ada", "incident-lead", signer));
    }
    let scope = "  - {person: chen, disciplines: [engineering], approve: ['*']}\n";
    let hana = "  - {person: hana, disciplines: [engineering], revoke: ['*']}\n";
    company.change_policy(2, &[(scope, &format!("{scope}{hana}"))], "");
    let admins = [("people: [hana], threshold: 1", threshold)];
    company.write_policy(3, &admins, "");
    for admin in ["hana", "ines"] {
        company.seal_policy(3, admin);
    }
    company.commit("hana", "More admins");
    company.land("merge", "lead");
    assert_eq!(company.verify(), set(&[]));
    company.branch("x");
    company
}

/// Hana ends the award by these words for the version of the policy, and what the gate says to it.
fn revoked_under(company: &Company, line: Option<&str>) -> (BTreeSet<String>, BTreeSet<String>) {
    let of = ["ben", "vera"].map(|signer| {
        company.digest(&format!("people/ada/approvals/2026-04-15-incident-lead-{signer}.yaml"))
    });
    let draft = company.draft("ada", "incident-lead", "hana").into_revocation(&of);
    company.carry(&line.map_or_else(|| draft.clone(), |line| draft.clone().under(line)));
    (company.gate(), company.awards("ada"))
}

fn version(company: &Company, number: u16) -> String {
    named(number, &company.digest(&format!("trust/{number:04}.yaml")))
}

#[test]
fn a_revocation_is_counted_by_no_lower_threshold_than_the_one_in_force() {
    let two = "people: [hana, ines], threshold: 2";
    let outdated = set(&["outdated-trust"]);
    let company = led_and_policy(two);
    let stands = set(&["incident-lead"]);
    assert_eq!(revoked_under(&company, None), (set(&[]), stands.clone()), "one of two admins");
    let second = version(&company, 2);
    for line in [&*second, &version(&company, 1), &named(3, &company.digest("trust/0002.yaml")), ""]
    {
        let company = led_and_policy(two);
        let (gate, _) = revoked_under(&company, Some(line));
        assert_eq!(gate, outdated, "{line:?}");
    }
    // Where it takes no more admins than before, it does not matter which version is named.
    let company = led_and_policy("people: [hana, ines], threshold: 1");
    let line = version(&company, 2);
    assert_eq!(revoked_under(&company, Some(&line)), (set(&[]), set(&[])));
    // Another admin's revocation by the present threshold is not counted by the one of before.
    let company = led_and_policy(two);
    let digests = ["ben", "vera"].map(|signer| {
        company.digest(&format!("people/ada/approvals/2026-04-15-incident-lead-{signer}.yaml"))
    });
    let ben = company.draft("ada", "incident-lead", "ben").into_revocation(&digests);
    company.carry(&ben.under(&version(&company, 2)));
    assert_eq!(company.gate(), set(&[]), "Ben is no admin and gains nothing by it");
    assert_eq!(revoked_under(&company, None), (set(&[]), stands));
}

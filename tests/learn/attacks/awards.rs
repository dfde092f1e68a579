//! Awards that somebody wants of fewer people than they take.

use std::collections::BTreeSet;

use crate::forge::{Company, change, hold};

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
fn disciplines_that_the_policy_does_not_give_do_not_count() {
    hold(&[change(
        "Ben as a designer",
        |company| {
            company.branch("x");
            let ben = company.draft("ada", "incident-lead", "ben");
            company.carry(&ben.with("disciplines: [engineering]", "disciplines: [design]"));
        },
        &["unauthorised-signer"],
    )]);
}

//! Attacks with the ids of people: a folder of another name, back to an old one, or of somebody who is erased.

use std::collections::BTreeSet;

use crate::forge::{Company, change, hold};

const RULE: &[&str] = &["id-differs-from-trust"];

/// Ben, of whom nobody has decided anything yet, calls himself otherwise and claims what he may approve.
fn ben_becomes_benedict(company: &Company) {
    company.branch("x");
    let ben = company.read("people/ben/person.yaml");
    company.git(&["mv", "people/ben", "people/benedict"]);
    company.write("people/benedict/person.yaml", ben + "formerly: [ben]\n");
    let work = "portfolio/2026-03-02-checkout-outage.md";
    company.write(&format!("people/benedict/{work}"), company.read(&format!("people/ada/{work}")));
    company.write(
        "people/benedict/claims/2026-03-25-incident-commander.yaml",
        company.read("people/ada/claims/2026-03-25-incident-commander.yaml"),
    );
    company.commit("ben", "My whole name");
}

#[test]
fn whoever_calls_themselves_otherwise_is_who_they_were() {
    hold(&[
        change("another name", ben_becomes_benedict, RULE),
        change(
            "and their own approval",
            |company| {
                ben_becomes_benedict(company);
                company.carry(&company.draft("benedict", "incident-commander", "ben"));
            },
            &["id-differs-from-trust", "self-approval"],
        ),
        change(
            "with the admin's word",
            |company| {
                ben_becomes_benedict(company);
                let ben = company.key_line("ben");
                let key = ben.replacen("ben:", "benedict:", 1);
                let person = ("{person: ben,", "{person: benedict,");
                company.change_policy(2, &[person, (&ben, &key)], "renamed: {ben: benedict}\n");
            },
            &[],
        ),
        change(
            "their own approval, with the admin's word",
            |company| {
                ben_becomes_benedict(company);
                let ben = company.key_line("ben");
                let key = ben.replacen("ben:", "benedict:", 1);
                let person = ("{person: ben,", "{person: benedict,");
                company.change_policy(2, &[person, (&ben, &key)], "renamed: {ben: benedict}\n");
                company.carry(&company.draft("benedict", "incident-commander", "ben"));
            },
            &["self-approval"],
        ),
    ]);
}

#[test]
fn nobody_goes_back_to_an_id_that_the_policy_has_renamed() {
    let company = Company::with_approval();
    let renamed = |from: &str, to: &str| {
        company.git(&["mv", &format!("people/{from}"), &format!("people/{to}")]);
        let path = format!("people/{to}/person.yaml");
        let was = format!("formerly: [{to}]\n");
        company
            .write(&path, company.read(&path).replace(&was, "") + &format!("formerly: [{from}]\n"));
    };
    company.branch("name");
    renamed("ada", "ada-moreau");
    let ada = company.key_line("ada");
    let key = ada.replacen("ada:", "ada-moreau:", 1);
    company.change_policy(2, &[(&ada, &key)], "renamed: {ada: ada-moreau}\n");
    assert_eq!(company.gate(), BTreeSet::new());
    company.land("merge", "name");
    company.branch("x");
    renamed("ada-moreau", "ada");
    company.commit("ada", "Back again");
    assert_eq!(company.gate(), RULE.iter().map(ToString::to_string).collect());
    // What was earned is found all the same, by whichever id.
    for id in ["ada", "ada-moreau"] {
        assert_eq!(company.awards(id), BTreeSet::from(["incident-commander".to_owned()]), "{id}");
    }
}

#[test]
fn nobody_new_comes_under_the_id_of_somebody_erased() {
    const MATTEO: &str = "people/matteo/person.yaml";
    hold(&[
        change(
            "somebody new",
            |company| {
                company.branch("policy");
                company.change_policy(2, &[], "erased: [matteo]\n");
                company.land("merge", "policy");
                company.branch("x");
                company.write(
                    MATTEO,
                    company.read("people/tom/person.yaml").replace("tom@", "matteo@"),
                );
                company.commit("hana", "A new colleague");
            },
            RULE,
        ),
        change(
            "whom the policy does not know",
            |company| {
                company.branch("x");
                company.write(
                    MATTEO,
                    company.read("people/tom/person.yaml").replace("tom@", "matteo@"),
                );
                company.commit("hana", "A new colleague");
            },
            &[],
        ),
    ]);
}

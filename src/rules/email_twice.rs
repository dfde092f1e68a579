//! One e-mail address of two people.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::kinds::person::Person;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "email-twice",
    subject: Subject::People,
    level: Level::Error,
    summary: "One e-mail address of two people",
    what: "No two people have the same address under `emails`, capital letters aside.",
    why: "Commands know who \"me\" is by the address that git commits with; with two people behind it they \
          would have to guess.",
    bad: &[Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "emails: [noor@kestrel.example, Chen@kestrel.example]\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
        ),
        marks: &["Chen@kestrel.example"],
    }],
    good: Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "emails: [noor@kestrel.example, noor@home.example]\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut first: HashMap<String, (&str, Place)> = HashMap::new();
    for person in context.catalog.all::<Person>() {
        for (number, email) in person.document.emails.iter().enumerate() {
            let place = person.record.at(pointer!["emails", number]);
            let (owner, there) =
                first.entry(email.to_lowercase()).or_insert_with(|| (person.id(), place.clone()));
            if *owner == person.id() {
                continue;
            }
            findings.add(
                Problem::new(place, format!("`{owner}` has this e-mail address too"))
                    .here("the second one")
                    .label(there.clone(), format!("also of `{owner}`"))
                    .help("leave it with the one who commits with it"),
            );
        }
    }
}

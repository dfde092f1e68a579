//! Attacks by a larger credential: one that comes to give what others decide, or what takes more people.

use crate::forge::{Company, change, hold};

const LEAD: &str = "credentials/incident-lead.yaml";
const COMMANDER: &str = "credentials/incident-commander.yaml";
const RULE: &[&str] = &["award-gives-more"];

/// The policy lets Ben approve what these scopes say and Chen everything, and content is as these edits leave it.
fn with(company: &Company, scopes: &str, edits: &[(&str, &str, &str)]) {
    company.branch("policy");
    let ben = "{person: ben, disciplines: [engineering], approve: ['*'], revoke: ['*']}";
    let now = format!("{{person: ben, disciplines: [engineering], {scopes}}}");
    company.change_policy(2, &[(ben, &now)], "");
    company.land("merge", "policy");
    company.branch("x");
    for (path, from, to) in edits {
        company.edit(path, from, to);
    }
    company.commit("chen", "Another bar");
}

const INCLUDES: (&str, &str, &str) =
    (LEAD, "assessment:", "includes: [incident-commander]\nassessment:");

const DIRECTOR: &str = "credentials/incident-director.yaml";

/// A credential that includes the one of leads and takes as many people has landed.
fn strict(company: &Company) {
    company.branch("director");
    let text = company.read(LEAD).replace("assessment:", "includes: [incident-lead]\nassessment:");
    company.write(DIRECTOR, text);
    company.commit("chen", "A director");
    company.land("merge", "director");
    company.branch("x");
}

/// A new credential that includes the one of leads, and takes anybody's word.
fn easier(company: &Company) {
    let text = company.read(LEAD).replace("assessment:", "includes: [incident-lead]\nassessment:");
    let text = text.replace("assessors: [engineering, design]", "assessors: [any]");
    company.write(DIRECTOR, text);
    company.commit("chen", "A director");
}

#[test]
fn no_credential_comes_to_give_what_others_decide() {
    hold(&[
        change(
            "by whoever may award the larger one alone",
            |company| with(company, "approve: [incident-lead]", &[INCLUDES]),
            RULE,
        ),
        change(
            "by whoever may award what it includes alone, one further down",
            |company| with(company, "approve: [incident-lead, incident-commander]", &[INCLUDES]),
            RULE,
        ),
        change(
            "by whoever may award all of it",
            |company| with(company, "approve: ['incident-*']", &[INCLUDES]),
            &[],
        ),
        change(
            "by fewer in a second change",
            |company| {
                strict(company);
                company.edit(DIRECTOR, "assessors: [engineering, design]", "assessors: [any]");
                company.commit("chen", "Less");
            },
            RULE,
        ),
        change(
            "by fewer where that takes fewer as well",
            |company| {
                strict(company);
                for path in [DIRECTOR, LEAD] {
                    company.edit(path, "assessors: [engineering, design]", "assessors: [any]");
                }
                company.commit("chen", "Less of both");
            },
            &[],
        ),
        change(
            "what it gave by another name",
            |company| {
                with(company, "approve: [incident-commander]", &[]);
                company.git(&[
                    "mv",
                    "credentials/incident-responder.yaml",
                    "credentials/on-call.yaml",
                ]);
                let text =
                    company.read("credentials/on-call.yaml") + "formerly: [incident-responder]\n";
                company.write("credentials/on-call.yaml", text);
                company.edit(COMMANDER, "[incident-responder]", "[on-call]");
                company.edit("modules/incident-basics.md", "incident-responder", "on-call");
                company.commit("chen", "A better name");
            },
            &[],
        ),
    ]);
}

#[test]
fn no_credential_is_easier_than_what_it_includes() {
    let keeps = "reassess: {within: 6 weeks, keep_one_assessor: true}\nowner:";
    let landed = |company: &Company, extra: &str| {
        company.branch("bar");
        company.edit(LEAD, "owner:", extra);
        company.commit("chen", "The bar");
        company.land("merge", "bar");
        company.branch("x");
    };
    hold(&[
        change(
            "for fewer people",
            |company| {
                company.branch("x");
                easier(company);
            },
            RULE,
        ),
        change(
            "for as many, in another order, and one more",
            |company| {
                company.branch("x");
                easier(company);
                let path = "credentials/incident-director.yaml";
                company.edit(path, "assessors: [any]", "assessors: [design, any, engineering]");
                company.commit("chen", "More eyes");
            },
            &[],
        ),
    ]);
    for (what, bar) in [("mentors", "mentor: excluded\nowner:"), ("a second look", keeps)] {
        let company = Company::new();
        landed(&company, bar);
        easier(&company);
        let path = "credentials/incident-director.yaml";
        let text = company.read(path).replace("[any]", "[engineering, design]");
        company.write(path, &text);
        company.commit("chen", "As many");
        assert!(company.gate().is_empty(), "{what}: as the one that it includes");
        company.write(path, text.replace(bar, "owner:"));
        company.commit("chen", "Easier");
        assert_eq!(company.gate(), RULE.iter().map(ToString::to_string).collect(), "{what}");
    }
}

//! A version of the trust policy that cannot be used.

use super::{Case, Context, Findings, Rule, Subject, broken_versions};
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Entry;
use crate::catalog::Record;
use crate::kinds::trust::Trust;
use crate::pointer;
use crate::trust::chain::Fault;
use crate::trust::policy::Unusable;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-invalid",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A version of the trust policy that cannot be used",
    what: "A version has the number of its file and the catalog of `learn.yaml`; every key can be \
           read and is of a kind that counts, no key belongs to two people, every admin has one, \
           and there are as many admins as have to agree. A file with mistakes in it, a key that no \
           policy has included, is no version either; the rules about files say which.",
    why: "A policy that can be read in two ways, or that nobody can change again, must not come \
          into force.",
    bad: &[
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["2"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["kestrel"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen], ada: [ssh-dss AAAAB3NzaC1kc3M]}
",
            marks: &["ssh-dss AAAAB3NzaC1kc3M"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {ada: [KEY of chen], chen: [KEY of chen]}
",
            marks: &["KEY of chen"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {ada: [KEY of ada]}
",
            marks: &["chen"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["2"],
        },
    ],
    good: Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (record, number, fault) in broken_versions(context) {
        let found = match fault {
            // The rules about files say what is wrong; a catalog can lower those, and this one not.
            Fault::Malformed => Some((Pointer::root(), "it says what no policy can say".to_owned())),
            Fault::OtherNumber(other) => {
                Some((pointer!["version"], format!("it calls itself version {other}")))
            }
            Fault::OtherCatalog(other) => {
                Some((pointer!["catalog"], format!("it is a policy of the catalog `{other}`")))
            }
            Fault::Unusable(why) => Some(unusable(record, why)),
            _ => None,
        };
        findings.extend(found.map(|(pointer, why)| {
            Problem::new(
                record.at(pointer),
                format!("version {number} of the trust policy is not in force: {why}"),
            )
            .here("this is why")
            .help(format!(
                "`learn trust show` says what is in force; write the version anew with `learn trust`, which \
                 also asks its admins to seal it; a version that was sealed and never in force can go: `git \
                 rm {}`",
                shell::word(&record.source.path)
            ))
        }));
    }
}

/// Where it says what makes it unusable, and why that is so.
fn unusable(record: &Record, why: &Unusable) -> (Pointer, String) {
    match why {
        Unusable::Key(person, number, flaw) => {
            (pointer!["keys", person.as_str(), *number], format!("a key of `{person}`: {flaw}"))
        }
        Unusable::SharedKey(first, second, number) => (
            pointer!["keys", second.as_str(), *number],
            format!("`{first}` and `{second}` have one key"),
        ),
        Unusable::AdminWithoutKey(admin) => {
            let trust = Entry::<Trust>::of(record);
            let people = trust.iter().flat_map(|trust| &trust.document.admins.people);
            let position = people.into_iter().position(|one| one.as_str() == admin);
            let pointer = pointer!["admins", "people", position.unwrap_or(0)];
            (pointer, format!("the admin `{admin}` has no key"))
        }
        Unusable::Threshold => (
            pointer!["admins", "threshold"],
            "more admins have to agree than there are".to_owned(),
        ),
    }
}

//! A version of the trust policy that too few admins sealed.

use super::{Case, Context, Findings, Rule, Subject, broken_versions};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::chain::BrokenSeal;
use crate::trust::chain::Fault;
use crate::trust::refusal::Broken;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-undersealed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A version of the trust policy that too few admins sealed",
    what: "A version is sealed by as many admins as `admins.threshold` of the version before it \
           says, with the keys they have there, and by as many of its own: new admins prove that \
           their keys work. A seal is `trust/<version>.<admin>.seal`.",
    why: "The policy says who may approve. If one person, or anybody with a pull request, could \
          change it, no approval would be worth more than that.",
    bad: &[
        Case {
            files: "\
-- trust/0001.yaml --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["1"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [ada, chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
",
            marks: &["1"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0002.yaml (sealed by chen with ada's key) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: DIGEST of trust/0001.yaml
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["2"],
        },
    ],
    good: Case {
            files: "\
-- trust/0001.yaml (sealed by ada, chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [ada, chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (record, number, fault) in broken_versions(context) {
        let Fault::Undersealed { of, have, need, missing, broken } = fault else { continue };
        let by = match have.as_slice() {
            [] => "nobody has sealed it".to_owned(),
            names => format!("{} has sealed it", listed(names, "and")),
        };
        let by = if have.len() > 1 { by.replace(" has ", " have ") } else { by };
        let no = |(admin, why): &(String, BrokenSeal)| {
            format!("; the seal of `{admin}` does not count: {}", broken_words(why))
        };
        let broken = broken.iter().map(no).collect::<Vec<_>>().concat();
        let admins = if *need == 1 { "1 admin".to_owned() } else { format!("{need} admins") };
        let left = need.saturating_sub(have.len());
        let who = if missing.is_empty() {
            "let its admins seal it anew".to_owned()
        } else {
            let have = if left == 1 { "has" } else { "have" };
            format!("{left} more of its admins {have} to: {}", listed(missing, "or"))
        };
        findings.add(
            Problem::new(
                record.at(pointer!["version"]),
                format!(
                    "version {number} of the trust policy takes the seals of {admins} of version {of}, and \
                     {by}{broken}"
                ),
            )
            .here("not in force")
            .help(format!("{who}, with `learn trust seal` and the key that version {of} gives them")),
        );
    }
}

fn listed(names: &[String], word: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(&format!(" {word} "))
}

/// Why a seal does not count, in words.
#[must_use]
pub fn broken_words(why: &BrokenSeal) -> String {
    match why {
        BrokenSeal::OtherBytes => "the file was changed after it was sealed".to_owned(),
        BrokenSeal::Mismatch(what) => what.to_string(),
        BrokenSeal::Broken(Broken::Seal) => "it is not base64 in lines of 76 characters".to_owned(),
        BrokenSeal::Broken(Broken::Statement(flaw)) => format!("it holds no statement: {flaw}"),
        BrokenSeal::Broken(Broken::Signature(flaw)) => flaw.to_string(),
        BrokenSeal::Broken(Broken::ForeignKey(owner)) => format!("it is signed with a key of `{owner}`"),
        BrokenSeal::Broken(Broken::UnknownKey { used, known }) => {
            let used = used.as_deref().unwrap_or("another one");
            format!("it is signed with {used}, and the policy has {}", known.join(" and "))
        }
    }
}

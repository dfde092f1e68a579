//! Signed files that archives of the repository lack.

use std::sync::Arc;

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "left-out-of-archives",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "Signed files that archives of the repository lack",
    what: "No approval, no version of the trust policy and no seal has the attribute `export-ignore`, and no folder \
           that one of them is in. Asked of the git that is installed, 2.40 or newer where a commit is checked.",
    why: "An archive can be verified like a clone, since records and seals vouch for themselves. One without them \
          looks like a catalog in which nobody ever approved anything, and nothing in it tells.",
    bad: &[Case {
        files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- (unarchived) --
trust/0001.chen.seal
trust/0001.yaml
",
        marks: &["learn: trust/1"],
    }],
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
    let out: Vec<&str> = context.unarchived.iter().map(String::as_str).collect();
    // The policy comes last; without it nothing else counts.
    let Some(last) = out.last() else { return };
    let them = several(&out);
    findings.add(
        Problem::new(Place::file(&Arc::from(*last)), format!("archives of this repository lack what is signed: {them}"))
            .here("left out by `export-ignore`")
            .help(
                "let no line of `.gitattributes` with `export-ignore` fit these files or a folder that they are in: \
                 whoever has an archive without them can verify nothing, and is not told",
            ),
    );
}

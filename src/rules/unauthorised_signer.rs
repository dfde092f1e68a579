//! An approval by somebody who may not give it.

use super::{Case, Context, Findings, Rule, Subject, signing, who_may};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;
use crate::trust::refusal::{Broken, Refusal};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unauthorised-signer",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval by somebody who may not give it",
    what: "The key of the signature is one that the trust policy in force gives to the signer, a \
           scope of theirs covers the decision and its subject, and `disciplines` are among those \
           the policy gives them for it. A record whose signer has lost the authority since goes on \
           counting if the admins keep it by name.",
    why: "Who may approve what is agreed in one place, sealed by the admins, and not by whoever \
          opens a pull request.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen with vera's key) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["chen"],
        },
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen with ada's key) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["chen"],
        },
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["clear-writer"],
        },
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
disciplines: [design]
signer: chen
date: 2026-04-13
",
            marks: &["design"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (approval, why) in context.ledger.refused() {
        findings.extend(match why {
            Refusal::Broken(Broken::UnknownKey { used, known }) => {
                Some(unknown_key(approval, used.as_deref(), known))
            }
            Refusal::Broken(Broken::ForeignKey(owner)) => Some(foreign_key(approval, owner)),
            Refusal::OutOfScope(decision) => Some(out_of_scope(context, approval, *decision)),
            Refusal::Disciplines(foreign) => Some(disciplines(context, approval, foreign)),
            _ => None,
        });
    }
}

fn unknown_key(approval: Entry<'_, Approval>, used: Option<&str>, known: &[String]) -> Problem {
    let signer = approval.document.signer.as_str();
    let theirs = match known {
        [] => format!("the trust policy gives `{signer}` no key"),
        [one] => format!("theirs is {one}"),
        all => format!("theirs are {}", all.join(" and ")),
    };
    let used = used.unwrap_or("that made the signature");
    Problem::new(
        approval.record.at(pointer!["signer"]),
        format!("the key {used} is not a key of `{signer}`"),
    )
    .here(theirs)
    .help(format!(
        "let `{signer}` sign with a key of theirs: {}; if the key is a new one, an admin adds it with `learn \
         trust add {signer} --key`",
        signing(approval.document)
    ))
}

fn foreign_key(approval: Entry<'_, Approval>, owner: &str) -> Problem {
    let signer = approval.document.signer.as_str();
    Problem::new(
        approval.record.at(pointer!["signer"]),
        format!("this is signed with a key of `{owner}`, not of `{signer}`"),
    )
    .here("the signer that the record names")
    .help(format!(
        "whoever decides signs in their own name; if `{signer}` did, let them sign it: {}",
        signing(approval.document)
    ))
}

fn out_of_scope(
    context: &Context<'_>,
    approval: Entry<'_, Approval>,
    decision: Decision,
) -> Problem {
    let (signer, subject) = (&approval.document.signer, &approval.document.subject);
    let deed = match decision {
        Decision::Approve | Decision::NotYet => format!("judge claims of `{subject}`"),
        Decision::Endorse => format!("endorse `{subject}`"),
        Decision::Waive => format!("waive lines of `{subject}`"),
        Decision::Revoke => format!("revoke awards of `{subject}`"),
        Decision::Promote => format!("promote anybody to `{subject}`"),
        Decision::Place => format!("place anybody at `{subject}`"),
    };
    Problem::new(
        approval.record.at(pointer!["subject"]),
        format!("the trust policy does not let `{signer}` {deed}"),
    )
    .here(format!("not in a scope of `{signer}`"))
    .help(who_may(context, approval.document))
}

fn disciplines(
    context: &Context<'_>,
    approval: Entry<'_, Approval>,
    foreign: &[String],
) -> Problem {
    let Approval { signer, subject, decision, .. } = approval.document;
    let named = |one: &crate::base::id::Id| foreign.iter().any(|other| *other == one.as_str());
    let position = approval.disciplines.iter().position(named).unwrap_or(0);
    let policy = context.ledger.policy();
    let given = policy.map(|policy| policy.disciplines(signer.as_str(), *decision, subject.as_str()));
    let given: Vec<&str> = given.unwrap_or_default().into_iter().collect();
    let given = if given.is_empty() { "in none".to_owned() } else { format!("in {}", given.join(" and ")) };
    Problem::new(
        approval.record.at(pointer!["disciplines", position]),
        format!("`{signer}` does not judge `{subject}` in {}", foreign.join(" and ")),
    )
    .here("not theirs by the trust policy")
    .help(format!(
        "the policy has `{signer}` judge it {given}: let them sign anew with {}, or let an admin change the \
         policy with `learn trust add {signer}`",
        signing(approval.document)
    ))
}

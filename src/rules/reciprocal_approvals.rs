//! Two people who approved each other's claims within a short time.

use std::collections::BTreeMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;

/// How close two approvals stand for somebody to have them in mind at once.
const DAYS: i64 = 90;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "reciprocal-approvals",
    subject: Subject::People,
    level: Level::Hint,
    summary: "Two people who approved each other's claims",
    what: "Points out where somebody approved a claim of a person who had approved one of theirs within the \
           90 days before. That is often right, in a small team above all.",
    why: "A credential is worth as much as the independence of whoever vouches for it. A third assessor now \
          and then keeps it above doubt.",
    bad: &[Case {
        files: BOTH_WAYS,
        marks: &["ada"],
    }],
    good: Case {
        files: concat!(
            "-- people/ada/approvals/2026-03-12-communication-chen.yaml (signed by chen) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: ada\n",
            "decision: approve\n",
            "subject: communication\n",
            "signer: chen\n",
            "date: 2026-03-12\n",
            "-- people/chen/approvals/2025-11-30-communication-ada.yaml (signed by ada) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: chen\n",
            "decision: approve\n",
            "subject: communication\n",
            "signer: ada\n",
            "date: 2025-11-30\n",
        ),
        marks: &[],
    },
    check,
};

const BOTH_WAYS: &str = "\
-- people/ada/approvals/2026-03-12-communication-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: communication
signer: chen
date: 2026-03-12
-- people/chen/approvals/2026-04-02-communication-ada.yaml (signed by ada) --
learn: approval/1
catalog: kestrel-growth
person: chen
decision: approve
subject: communication
signer: ada
date: 2026-04-02
";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let approvals: Vec<(&str, &str, Entry<'_, Approval>)> = context
        .ledger
        .verified()
        .filter(|(_, one)| one.approval.decision == Decision::Approve)
        .map(|(_, one)| (&*one.signer, &*one.person, one.approval))
        .collect();
    let mut given: BTreeMap<(&str, &str), Vec<Entry<'_, Approval>>> = BTreeMap::new();
    for (signer, person, approval) in &approvals {
        given.entry((*signer, *person)).or_default().push(*approval);
    }
    for list in given.values_mut() {
        list.sort_by_key(|approval| order(*approval));
    }
    for (signer, person, approval) in approvals {
        let Some(back) = given.get(&(person, signer)).filter(|_| signer != person) else { continue };
        let earlier = back.partition_point(|other| order(*other) < order(approval));
        let Some(other) = earlier.checked_sub(1).and_then(|at| back.get(at)) else { continue };
        if approval.date.days_since(other.date) > DAYS {
            continue;
        }
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("`{signer}` and `{person}` approved each other's claims within {DAYS} days"),
            )
            .here(format!("on {}", approval.date))
            .label(other.record.at(pointer!["signer"]), format!("the other way round on {}", other.date))
            .help("ask a third person to assess one of the two, or say in `feedback` why it is right"),
        );
    }
}

/// By day, and by path where two are of one day, so that each pair is found once.
fn order(approval: Entry<'_, Approval>) -> (Date, &str) {
    (approval.document.date, &approval.record.source.path)
}

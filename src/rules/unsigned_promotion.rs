//! A step up a ladder that nobody has signed.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Entry;
use crate::catalog::index::RoleEntry;
use crate::catalog::people::People;
use crate::kinds::approval::Decision;
use crate::kinds::person::Person;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unsigned-promotion",
    subject: Subject::People,
    level: Level::Hint,
    summary: "A step up a ladder that nobody has signed",
    what: "Where an entry of `roles` is a higher role of the same ladder than the entry before it, there is \
           an approval with the decision `promote` or `place` for that role or a higher one of the ladder. \
           Only in catalogs that have a trust policy or any approval, since without those nothing can be \
           signed, and only for people whom the rollout has reached.",
    why: "`roles` is a plain line that anyone can write; the signature behind it says who decided.",
    bad: &[Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles:\n",
            "  - {from: 2023-02-01, role: engineer, team: routing}\n",
            "  - {from: 2026-04-01, role: senior-engineer, team: routing}\n",
            "-- people/ada/approvals/2026-03-12-engineer-chen.yaml (signed by chen) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: ada\n",
            "decision: place\n",
            "subject: engineer\n",
            "role: engineer\n",
            "signer: chen\n",
            "date: 2026-03-12\n",
        ),
        marks: &["senior-engineer"],
    }],
    good: Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles:\n",
            "  - {from: 2023-02-01, role: engineer, team: routing}\n",
            "  - {from: 2026-04-01, role: senior-engineer, team: routing}\n",
            "-- people/noor/approvals/2026-03-12-senior-engineer-chen.yaml (signed by chen) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: noor\n",
            "decision: promote\n",
            "subject: senior-engineer\n",
            "role: senior-engineer\n",
            "signer: chen\n",
            "date: 2026-03-12\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    if !context.ledger.claims().can_be_answered() {
        return;
    }
    let people = People::on(catalog, context.as_of);
    for person in people.in_program() {
        let mut before: Option<RoleEntry<'_>> = None;
        for (number, position) in person.document.roles.iter().enumerate() {
            let role = position.role.as_ref().and_then(|role| catalog.role(role.as_str()));
            let Some(role) = role.filter(|_| position.from <= context.as_of) else { continue };
            let raised = before.is_some_and(|before| is_on_ladder(before, role) && before.position < role.position);
            before = Some(role);
            if !raised || is_signed(context, person, role) {
                continue;
            }
            findings.add(
                Problem::new(
                    person.record.at(pointer!["roles", number, "role"]),
                    format!("nobody has signed the step of `{}` to `{}`", person.id(), role.id()),
                )
                .here(format!("since {}", position.from))
                .help(format!(
                    "ask who decided to record it: `learn promote {} {}`",
                    shell::word(person.id()),
                    shell::word(role.id())
                )),
            );
        }
    }
}

fn is_on_ladder(one: RoleEntry<'_>, other: RoleEntry<'_>) -> bool {
    std::ptr::eq(one.ladder.record, other.ladder.record)
}

/// Whether the person has been promoted to or placed at the role or a higher one of its ladder.
fn is_signed(context: &Context<'_>, person: Entry<'_, Person>, role: RoleEntry<'_>) -> bool {
    context.ledger.about(person.id()).any(|(_, verified)| {
        let approval = verified.approval.document;
        matches!(approval.decision, Decision::Promote | Decision::Place)
            && approval
                .role
                .as_ref()
                .and_then(|signed| context.catalog.role(signed.as_str()))
                .is_some_and(|signed| is_on_ladder(signed, role) && signed.position >= role.position)
    })
}

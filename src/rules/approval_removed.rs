//! A change that takes an approval away.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::trust::seal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "approval-removed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change that takes an approval away",
    what: "With `learn check --target`, every approval that counts on the target is in the result \
           too, with the same bytes, wherever it lies. The records of people whom the trust policy \
           lists under `erased` may go.",
    why: "An award that can be deleted, or a not-yet that can, is worth as little as one that can \
          be made up. A decision is taken back by another one: `learn revoke`.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["name: Ada Moreau"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
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
    let Some(gate) = context.gate() else { return };
    let catalog = context.catalog;
    for (judged, verified) in gate.removed() {
        let person = catalog.record(Kind::Person, &verified.person);
        let program = catalog.program().map(|program| program.record);
        let Some(record) = person.or(program) else { continue };
        let path = &judged.record.source.path;
        let there = if catalog.at_path(path).is_some() { "has been changed" } else { "is gone" };
        let seal = seal::path(path, verified.approval.document.signer.as_str());
        findings.add(
            Problem::new(
                record.whole(),
                format!("{path}, which `{}` decided and the target has, {there}", verified.signer),
            )
            .here(format!("an approval of `{}`", verified.person))
            .help(format!(
                "bring it back: `git checkout <target> -- {path} {seal}`; a decision is taken back with `learn \
                 revoke`, never by taking its record away"
            )),
        );
    }
}

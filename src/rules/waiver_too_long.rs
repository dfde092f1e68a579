//! A new waiver that says no reason or lasts longer than the program allows.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::problem::{Level, Problem};
use crate::kinds::approval::Decision;
use crate::pointer;
use crate::standing::readiness;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "waiver-too-long",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new waiver that says no reason or lasts longer than the program allows",
    what: "With `learn check --target`, a new waiver gives its `reason`, and its `until` is from its date on and \
           within `readiness.waivers.longest` of the target.",
    why: "A waiver says that somebody is not asked for something, why, and until when. That is asked when it lands \
          and never again, so that a shorter time takes nobody's waiver away.",
    bad: &[
        Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2028-12-31
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["2028-12-31"] },
        Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
until: 2026-12-31
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["senior-engineer"] },
    ],
    good: Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2026-12-31
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    let longest = readiness::policy(gate.target.catalog()).waivers.longest();
    for (judged, verified) in gate.newly_signed() {
        let approval = verified.approval.document;
        if approval.decision != Decision::Waive {
            continue;
        }
        let last = longest.after(approval.date);
        let fits = approval.until.is_some_and(|until| approval.date <= until && until <= last);
        let (field, said) = match (&approval.reason, approval.until) {
            (None, _) => ("subject", "gives no reason".to_owned()),
            (_, None) => ("subject", "has no last day".to_owned()),
            (_, Some(until)) if !fits => ("until", format!("lasts until {until}")),
            _ => continue,
        };
        findings.add(
            Problem::new(judged.record.at(pointer![field]), format!("this waiver {said}"))
                .here(format!("a waiver of that day holds for {longest} at most, until {last}"))
                .help(format!("{} and let `{}` decide anew: {}", off_the_branch(judged), verified.signer, signing(approval))),
        );
    }
}

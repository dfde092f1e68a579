//! An approval on other terms than those agreed.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::id::Id;
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::base::reference::Ref;
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;
use crate::standing::copies;
use crate::trust::gate::Gate;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "credential-differs-from-target",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval on other terms than those agreed",
    what: "With `learn check --target`, `needs`, `keep_one_assessor` and `grants` of a new \
           approval are those of the credential on the target: as many assessors, after a not-yet one \
           of those who judged before, the same competencies and credentials, the same time. Only an `approve` grants anything. \
           What a new placement or waiver copies as `demands` is no more than the role, or its line, demands there. \
           Records that the admins keep by name have the terms of their own time.",
    why: "The bar is set before somebody is judged by it, not in the same pull request. What was \
          awarded stands when the credential changes later, since the record has its own copy.",
    bad: &[
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: []
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["[]"],
        },
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer, incident-commander]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["{credentials: [clear-writer, incident-commander]}"],
        },
        Case {
            files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
reassess: {within: 6 weeks, keep_one_assessor: true}
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
reassess: {within: 6 weeks, keep_one_assessor: true}
owner: chen
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["[any]"],
        },
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/approvals/2026-04-13-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
demands:
  - {competency: communication, at: foundational}
  - {competency: incident-response, at: expert}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["{competency: incident-response, at: expert}"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (judged, verified) in gate.newly_signed() {
        let approval = verified.approval.document;
        // A decision by another name is refused for that, and what it gives would be held against the wrong thing.
        if gate.by_former_id(approval).is_some() {
            continue;
        }
        let beyond = copies::beyond(gate.target.catalog(), approval);
        let (pointer, message, here) = match beyond {
            Some(position) => demanding_more(approval, position),
            None if gate.keeps_terms(approval) => continue,
            None => differing(&gate, approval),
        };
        findings.add(Problem::new(judged.record.at(pointer), message).here(here).help(format!(
            "land the change of the content first, then let `{}` decide by it: {}",
            verified.signer,
            signing(approval)
        )));
    }
}

/// Where a copy is of more than the target's role demands.
fn demanding_more(approval: &Approval, position: usize) -> (Pointer, String, String) {
    let role = approval.role_id();
    let message = match approval.decision {
        Decision::Place => format!("no line of `{role}` demands this on the target"),
        Decision::Waive => format!("the waived line of `{role}` does not demand this on the target"),
        _ => "only a placement or a waiver is of what lines demand".to_owned(),
    };
    (pointer!["demands", position], message, "more than was agreed".to_owned())
}

/// Where the terms differ from the target's, and how.
fn differing(gate: &Gate<'_, '_>, approval: &Approval) -> (Pointer, String, String) {
    let subject = &approval.subject;
    if approval.decision != Decision::Approve {
        let message = "only an `approve` grants anything".to_owned();
        return (pointer!["grants"], message, "another decision".to_owned());
    }
    let Some(terms) = gate.terms_on_target(approval) else {
        let message = format!("the target has nothing to award by the name of `{subject}`");
        return (pointer!["subject"], message, "not on the target, or no claim of it".to_owned());
    };
    let same_slots = terms.agree_with(&approval.needs, Some(&terms.grants));
    if same_slots && terms.keep_one_assessor != approval.keep_one_assessor {
        let (says, target) = if terms.keep_one_assessor {
            ("does not ask for one of those who judged an earlier claim, as", "yes")
        } else {
            ("asks for one of those who judged an earlier claim, and not so", "no")
        };
        let message = format!("this {says} `{subject}` does on the target");
        let here = format!("on the target, `reassess.keep_one_assessor`: {target}");
        let field = if terms.keep_one_assessor { "needs" } else { "keep_one_assessor" };
        return (pointer![field], message, here);
    }
    if same_slots {
        let message = format!("this grants something else than `{subject}` does on the target");
        let credentials: Vec<&str> =
            terms.grants.credentials.iter().map(Ref::as_str).collect();
        let attests = terms.grants.attests.iter();
        let attests: Vec<String> =
            attests.map(|one| format!("{} at {}", one.competency, one.at)).collect();
        let time = terms.grants.valid_for;
        let here = format!(
            "on the target: {}, which attests {}, for {}",
            credentials.join(" and "),
            attests.join(" and "),
            time.map_or_else(|| "good".to_owned(), |time| time.to_string())
        );
        return (pointer!["grants"], message, here);
    }
    let needs: Vec<&str> = terms.needs.iter().map(Id::as_str).collect();
    let message = format!("this asks for other assessors than `{subject}` does on the target");
    (pointer!["needs"], message, format!("on the target: [{}]", needs.join(", ")))
}

//! An approval by somebody who may not give it.

use std::cell::LazyCell;

use super::{Case, Context, Findings, Rule, Subject, signing, who_may};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Entry;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::credential::{Credential, MentorPart};
use crate::kinds::parts::digest::Sha256;
use crate::kinds::person::Person;
use crate::pointer;
use crate::standing::awards::{self, Outcome};
use crate::standing::records::Records;
use crate::trust::coaching::Span;
use crate::trust::gate::Gate;
use crate::trust::ledger::{Ledger, Verified};
use crate::trust::policy::Policy;
use crate::trust::refusal::{Broken, Refusal};
use crate::trust::seal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unauthorised-signer",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval by somebody who may not give it",
    what: "The key of the signature is one that the trust policy in force gives to the signer, a \
           scope of theirs covers the decision and its subject, and `disciplines` are among those \
           the policy gives them for it. A record whose signer has lost the authority since goes on \
           counting if the admins keep it by name. With `learn check --target`, a new approval is by \
           no mentor whom the credential on the target leaves out, no award is by mentors alone, and no waiver \
           by a mentor at all; a competency by itself is judged by whoever a scope names it for, by its id or by \
           `*`; whose mentor somebody was from the work and the claim to the decision, or in the 90 days before a \
           waiver, is what the target says; of a decision that lands more than 7 days late it is asked until \
           it lands.",
    why: "Who may approve what is agreed in one place, sealed by the admins, and not by whoever \
          opens a pull request. Mentors are asked about when an approval lands and never again: an \
          award stands as it was signed, whoever coaches whom later.",
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
        Case {
            files: "\
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
            marks: &["chen"],
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
    let counted = LazyCell::new(|| context.target.map(Ledger::digests).unwrap_or_default());
    for (approval, why) in context.ledger.refused() {
        let problem = match why {
            Refusal::Broken(Broken::UnknownKey { used, known }) => {
                Some(unknown_key(context, approval, used.as_deref(), known))
            }
            Refusal::Broken(Broken::ForeignKey(owner)) => Some(foreign_key(approval, owner)),
            Refusal::OutOfScope(decision) => Some(out_of_scope(context, approval, *decision)),
            Refusal::Disciplines(foreign) => Some(disciplines(context, approval, foreign)),
            _ => None,
        };
        let is_dropped = counted.contains(&approval.record.digest());
        findings.extend(problem.map(|it| if is_dropped { it.help(dropped(context, approval)) } else { it }));
    }
    if let Some(gate) = context.gate() {
        mentors(context, &gate, findings);
    }
}

/// What to do with a record that counts on the target and not by the policy of this change.
fn dropped(context: &Context<'_>, approval: Entry<'_, Approval>) -> String {
    let (path, target) = (&approval.record.source.path, context.target_name());
    let seal = seal::path(path, approval.document.signer.as_str());
    let [onto, path, seal] = [target, path, &seal].map(shell::word);
    format!(
        "it counts on {target}, and by the policy of this change no longer: `learn trust rebase --onto {onto}`, on \
         its branch, makes its version anew, which keeps by name what counts there, and the admins seal it again; or \
         take it away with that policy: `git rm {path} {seal}`"
    )
}

/// New approvals by mentors who may fill no slot, or not every one, and new waivers by mentors.
fn mentors(context: &Context<'_>, gate: &Gate<'_, '_>, findings: &mut Findings) {
    for (judged, verified) in gate.newly_signed() {
        findings.extend(by_a_pattern(context, gate, verified));
        let is_asked = matches!(verified.approval.decision, Decision::Approve | Decision::Waive);
        if is_asked && gate.is_by_a_mentor(verified, context.as_of) {
            findings.extend(by_a_mentor(context, gate, &judged.digest, verified));
        }
    }
}

/// A judgement of a competency by itself, by somebody whose scope covers it only by a pattern of credentials.
fn by_a_pattern(context: &Context<'_>, gate: &Gate<'_, '_>, verified: &Verified<'_>) -> Option<Problem> {
    let approval = verified.approval;
    let (signer, subject) = (&*verified.signer, approval.subject.as_str());
    let judges = matches!(approval.decision, Decision::Approve | Decision::NotYet);
    let target = gate.target.catalog();
    let is_competency =
        target.get::<Credential>(subject).is_none() && target.competency(subject).is_some();
    let policy = context.ledger.policy().filter(|_| judges && is_competency)?;
    if policy.means(signer, approval.decision, subject) {
        return None;
    }
    let message = format!("no scope of `{signer}` names the competency `{subject}`");
    let problem = Problem::new(approval.record.at(pointer!["subject"]), message);
    Some(problem.here("covered by a pattern, which is of credentials").help(format!(
        "claim a credential that attests `{subject}`; or an admin ({}) names it: `learn trust add {} --approve {}`",
        policy.admins_in_words(),
        shell::word(signer),
        shell::word(subject)
    )))
}

fn by_a_mentor(
    context: &Context<'_>,
    gate: &Gate<'_, '_>,
    digest: &Sha256,
    verified: &Verified<'_>,
) -> Option<Problem> {
    let approval = verified.approval;
    let (signer, person, subject) = (&*verified.signer, &*verified.person, approval.subject.as_str());
    let place = approval.record.at(pointer!["signer"]);
    if approval.decision == Decision::Waive {
        let message = format!("`{signer}` is a mentor of `{person}`, and mentors waive nothing for those they coach");
        let problem = Problem::new(place, message).here("waives nothing");
        return Some(problem.help(format!("let somebody else decide it: {}", who_may(context, approval.document))));
    }
    let is_now = gate.coaches_in(verified, Span::on(approval.date));
    let (is, then) = if is_now { ("is", "") } else { ("was", " between this work and now") };
    let credential = gate.target.catalog().get::<Credential>(subject);
    let subject = credential.map_or(subject, |credential| credential.id());
    if let Some(credential) = credential
        && credential.mentor == MentorPart::Excluded {
        let message =
            format!("`{signer}` {is} a mentor of `{person}`{then}, and `{subject}` leaves mentors out of its assessors");
        let problem = Problem::new(place, message).here("may fill no slot");
        return Some(problem.help(format!(
            "let somebody else judge it; `{signer}` can testify with `learn endorse {} {}`",
            shell::word(person),
            shell::word(subject)
        )));
    }
    is_by_mentors_alone(context, gate, digest, verified).then(|| {
        let message = format!("`{subject}` would be awarded to `{person}` by nobody but their mentors");
        let problem = Problem::new(place, message).here(format!("{is} a mentor of `{person}`{then}"));
        problem.help(format!("let somebody else approve it too: {}", signing(approval.document)))
    })
}

/// Whether a record is part of an award for which nobody has approved but mentors.
fn is_by_mentors_alone(
    context: &Context<'_>,
    gate: &Gate<'_, '_>,
    digest: &Sha256,
    verified: &Verified<'_>,
) -> bool {
    let approval = verified.approval.document;
    let day = context.as_of.max(approval.date);
    let records = Records::of(context.ledger, &verified.person, day);
    let is_awarded = awards::rounds(&records).iter().any(|round| match &round.outcome {
        Outcome::Awarded(award) => award.proofs.iter().any(|one| one.judged.digest == *digest),
        Outcome::NotYet(_) | Outcome::Revoked(_) | Outcome::Waiting { .. } => false,
    });
    let mut same = records.of_decision(Decision::Approve).filter(|one| {
        one.approval().claim == approval.claim && one.approval().subject == approval.subject
    });
    is_awarded && same.all(|one| gate.is_by_a_mentor(one.verified, context.as_of))
}

/// What else may be the reason on a branch; the result of a merge has what its target has.
fn behind(context: &Context<'_>) -> &'static str {
    match context.target {
        None => "; if the policy on the main branch says otherwise by now, merge main into this branch",
        Some(_) => "",
    }
}

fn unknown_key(
    context: &Context<'_>,
    approval: Entry<'_, Approval>,
    used: Option<&str>,
    known: &[String],
) -> Problem {
    let signer = approval.document.signer.as_str();
    if let Some(version) = without_keys(context, signer).filter(|_| known.is_empty()) {
        return gone(context, approval, version);
    }
    let theirs = match known {
        [] => format!("the trust policy gives `{signer}` no key"),
        [one] => format!("theirs is {one}"),
        all => format!("theirs are {}", all.join(" and ")),
    };
    let taken = used.and_then(|used| context.ledger.chain().took_key(signer, used));
    let used = used.unwrap_or("that made the signature");
    if let Some(version) = taken {
        let message = format!("version {version} of the trust policy has taken the key {used} away from `{signer}`");
        let problem = Problem::new(approval.record.at(pointer!["signer"]), message).here(theirs);
        return problem.help(format!(
            "let `{signer}` sign with a key that they have: {}{}",
            signing(approval.document),
            behind(context)
        ));
    }
    Problem::new(
        approval.record.at(pointer!["signer"]),
        format!("the key {used} is not a key of `{signer}`"),
    )
    .here(theirs)
    .help(format!(
        "let `{signer}` sign with a key of theirs: {}; if the key is a new one, an admin adds it with `learn \
         trust add {} --key`{}",
        signing(approval.document),
        shell::word(signer),
        behind(context)
    ))
}

/// The version of the policy that took the last key of somebody away; none where they never had one.
fn without_keys(context: &Context<'_>, signer: &str) -> Option<u16> {
    let versions = context.ledger.chain().versions();
    let last = versions.iter().rposition(|one| !one.keys_of(one.present_id(signer)).is_empty())?;
    versions.get(last + 1).map(Policy::version)
}

/// Something that lands after its signer's keys were taken away.
fn gone(context: &Context<'_>, approval: Entry<'_, Approval>, version: u16) -> Problem {
    let signer = approval.document.signer.as_str();
    let word = shell::word(signer);
    let left = context.catalog.get::<Person>(signer).and_then(|person| person.document.left);
    let left = left.map(|day| format!("`{signer}` left on {day}, and ")).unwrap_or_default();
    Problem::new(
        approval.record.at(pointer!["signer"]),
        format!("{left}version {version} of the trust policy has taken away the keys of `{signer}`"),
    )
    .here(format!("without a key since version {version}"))
    .help(format!(
        "let somebody else decide it: {}. What `{signer}` signed in time counts if it lands before the keys go: \
         an admin can give the key back with `learn trust add {word} --key`, let this land, and take it away \
         with `learn trust remove {word}`, which keeps by name what has landed{}",
        who_may(context, approval.document),
        behind(context)
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
    .help(format!("{}{}", who_may(context, approval.document), behind(context)))
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
         policy with `learn trust add {}`{}",
        signing(approval.document),
        shell::word(signer.as_str()),
        behind(context)
    ))
}

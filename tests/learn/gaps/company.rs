//! People and signed decisions to lay over the base catalog.

use std::fmt::Write as _;

/// An engineer of the team of the base.
pub const BEN: &str = "-- people/ben/person.yaml --
name: Ben Okafor
joined: 2023-02-01
roles:
  - {from: 2023-02-01, role: engineer, team: routing}
";

/// An engineer of a team below, who leaves.
pub const NOOR: &str = "-- people/noor/person.yaml --
name: Noor Haddad
joined: 2023-02-01
left: 2026-06-30
roles:
  - {from: 2023-02-01, role: engineer, team: payments}
";

/// A team below the one of the base.
pub const PAYMENTS: &str = "-- teams/payments.yaml --
name: Payments
parent: routing
";

/// A signed decision about somebody; `more` are lines that only some decisions have.
pub fn decision(
    person: &str,
    decision: &str,
    subject: &str,
    signer: &str,
    date: &str,
    more: &str,
) -> String {
    let mut text = format!(
        "-- people/{person}/approvals/{date}-{subject}-{signer}.yaml (signed by {signer}) --
learn: approval/1
catalog: kestrel-growth
person: {person}
decision: {decision}
subject: {subject}
"
    );
    let _ = write!(text, "{more}signer: {signer}\ndate: {date}\n");
    text
}

/// An award for a competency; an empty time never ends.
pub fn award(
    person: &str,
    competency: &str,
    at: &str,
    signer: &str,
    date: &str,
    valid_for: &str,
) -> String {
    let time =
        if valid_for.is_empty() { String::new() } else { format!(", valid_for: {valid_for}") };
    let more = format!(
        "needs: [any]\ngrants: {{attests: [{{competency: {competency}, at: {at}}}]{time}}}\n"
    );
    decision(person, "approve", competency, signer, date, &more)
}

/// An award that never ends.
pub fn attests(person: &str, competency: &str, at: &str, signer: &str, date: &str) -> String {
    award(person, competency, at, signer, date, "")
}

/// A placement, signed by Chen.
pub fn place(person: &str, role: &str, date: &str) -> String {
    decision(person, "place", role, "chen", date, &format!("role: {role}\n"))
}

/// A role whose ten competencies stand in ten ways with Ben.
pub const DEMANDING: &str = "-- frameworks/work.yaml --
name: Work
themes: {craft: {name: Craft}}
competencies:
  alpha: {name: Alpha, theme: craft}
  beta: {name: Beta, theme: craft}
  gamma: {name: Gamma, theme: craft}
  delta: {name: Delta, theme: craft}
  epsilon: {name: Epsilon, theme: craft}
  zeta: {name: Zeta, theme: craft, mastery: {method: n-times, n: 2}}
  eta: {name: Eta, theme: craft}
  theta: {name: Theta, theme: craft}
  iota: {name: Iota, theme: craft}
  kappa: {name: Kappa, theme: craft}
-- ladders/engineering-ic.yaml --
name: Engineering
roles:
  - id: engineer
    title: Engineer
    expects: [{competency: iota, at: working}]
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: alpha, at: working}
      - {competency: beta, at: working}
      - {competency: gamma, at: working}
      - {competency: delta, at: working}
      - {competency: epsilon, at: working}
      - {competency: zeta, at: working}
      - {competency: eta, at: working}
      - {competency: theta, at: working}
      - {competency: kappa, at: working}
-- people/ben/person.yaml --
name: Ben Okafor
joined: 2023-02-01
roles:
  - {from: 2023-02-01, role: senior-engineer, team: routing}
mentors: [{nobody: true, from: 2023-02-01}]
-- people/ben/portfolio/2026-03-02-work.md --
---
title: Work
type: incident
---
-- people/ben/claims/2026-01-02-delta.yaml --
competency: {id: delta, at: working}
evidence: [{portfolio: 2026-03-02-work}]
-- people/ben/claims/2026-03-05-epsilon.yaml --
competency: {id: epsilon, at: working}
evidence: [{portfolio: 2026-03-02-work}]
-- people/ben/claims/2026-04-05-kappa.yaml --
competency: {id: kappa, at: working}
evidence: [{portfolio: 2026-03-02-work}]
-- people/ben/remediation/2026-03-13-epsilon.yaml --
claim: 2026-03-05-epsilon
coach: chen
redemonstrate_by: 2026-05-01
-- people/ben/approvals/2026-01-05-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-01-05
-- people/ben/approvals/2026-01-06-alpha-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: approve
subject: alpha
needs: [any]
grants: {attests: [{competency: alpha, at: practitioner}]}
signer: chen
date: 2026-01-06
-- people/ben/approvals/2026-01-07-beta-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: approve
subject: beta
needs: [any]
grants: {attests: [{competency: beta, at: foundational}]}
signer: chen
date: 2026-01-07
-- people/ben/approvals/2026-03-14-gamma-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: approve
subject: gamma
needs: [any]
grants: {attests: [{competency: gamma, at: working}], valid_for: 1 month}
signer: chen
date: 2026-03-14
-- people/ben/approvals/2026-01-09-delta-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: approve
subject: delta
claim: {id: 2026-01-02-delta, sha256: DIGEST of people/ben/claims/2026-01-02-delta.yaml}
needs: [any]
grants: {attests: [{competency: delta, at: working}]}
signer: chen
date: 2026-01-09
-- people/ben/approvals/2026-01-10-delta-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: revoke
subject: delta
revokes: [DIGEST of people/ben/approvals/2026-01-09-delta-chen.yaml]
reason: It was another person's work.
signer: chen
date: 2026-01-10
-- people/ben/approvals/2026-03-12-epsilon-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: not-yet
subject: epsilon
claim: {id: 2026-03-05-epsilon, sha256: DIGEST of people/ben/claims/2026-03-05-epsilon.yaml}
criteria: [command]
signer: chen
date: 2026-03-12
-- people/ben/approvals/2026-01-12-zeta-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: approve
subject: zeta
needs: [any]
grants: {attests: [{competency: zeta, at: working}]}
signer: chen
date: 2026-01-12
-- people/ben/approvals/2026-01-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ben
decision: waive
subject: senior-engineer
role: senior-engineer
line: theta
reason: On parental leave.
until: 2026-12-31
signer: chen
date: 2026-01-13
";

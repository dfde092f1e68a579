//! One expectation, and those who are one step away from one, as programs read them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::date::Date;
use crate::insight::gaps::{Expected, Near, State, Step};
use crate::standing::lines::Strength;
use crate::standing::motion::Motion;
use crate::standing::verdict::Reason;

/// An expectation that no award attests.
#[derive(Serialize, JsonSchema)]
pub struct Line {
    /// The competency, by id.
    competency: String,
    /// The proficiency that is asked for.
    at: String,
    /// `core` or `weighted`.
    strength: &'static str,
    /// Of a weighted one: how much it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<u8>,
    /// Where it stands.
    #[serde(flatten)]
    stands: Stands,
    /// What is under way for a gap.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    under_way: Vec<Motioned>,
}

/// Where an expectation stands.
#[derive(Serialize, JsonSchema, Default)]
pub struct Stands {
    /// `attested`, `placed`, `waived`, `not-yet` or `unknown`; the last means that nobody has looked.
    state: &'static str,
    /// Of a not-yet: `fell-short`, `lower`, `expired`, `revoked` or `too-few`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// With `fell-short`: the criteria that are still to show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<String>,
    /// With `lower`: the proficiency that is attested.
    #[serde(skip_serializing_if = "Option::is_none")]
    attested: Option<String>,
    /// The last day it was held or is waived; of a placement, its day.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// With `too-few`: how many approvals or awards are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    have: Option<usize>,
    /// With `too-few`: how many it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<usize>,
}

/// Something under way.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "Motion")]
struct Motioned {
    /// `claim-waiting`, `remediation` or `in-progress`.
    is: &'static str,
    /// The claim, the remediation or the module, by id.
    id: String,
    /// Of a claim: since when it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    /// Of a claim: one discipline per assessor who has to answer, or `any`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waits_for: Vec<String>,
    /// Of the others: until when, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}

/// Somebody who is one step away.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Near")]
pub struct Nearby {
    /// Who, by id.
    person: String,
    /// What brings them near, the nearest first.
    steps: Vec<Stepped>,
}

/// One step that is left.
#[derive(Serialize, JsonSchema, Default)]
#[schemars(rename = "Step")]
struct Stepped {
    /// `claim-waiting`, `one-more`, `lapsed`, `below`, `remediation` or `in-progress`.
    is: &'static str,
    /// The claim or the module, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Of a claim: since when it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    /// Of a claim: one discipline per assessor who has to answer, or `any`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waits_for: Vec<String>,
    /// The last day: of a lapsed award, a remediation or a module.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// With `below`: the proficiency that they hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// With `below`: whether only a placement holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_placement: Option<bool>,
    /// With `one-more`: how many are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    have: Option<usize>,
    /// With `one-more`: how many it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<usize>,
}

impl Line {
    /// The expectation in this form.
    #[must_use]
    pub fn of(line: &Expected<'_>) -> Self {
        let (strength, weight) = match line.line.strength {
            Strength::Weight(weight) => ("weighted", Some(weight)),
            Strength::Core | Strength::Required => ("core", None),
        };
        Self {
            competency: line.competency.to_owned(),
            at: line.at.to_owned(),
            strength,
            weight,
            stands: Stands::of(&line.state),
            under_way: line.motion.iter().filter_map(Motioned::of).collect(),
        }
    }
}

impl Stands {
    /// The state in this form.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let base = Self { state: word(state), ..Self::default() };
        match state {
            State::Attested | State::Unknown => base,
            State::Placed(day) | State::Waived(day) => Self { day: Some(*day), ..base },
            State::NotYet(reason) => Self::because(reason, base),
        }
    }

    fn because(reason: &Reason, base: Self) -> Self {
        match reason {
            Reason::FellShort(criteria) => {
                Self { reason: Some("fell-short"), criteria: criteria.clone(), ..base }
            }
            Reason::Lower(at) => Self { reason: Some("lower"), attested: Some(at.clone()), ..base },
            Reason::Expired(day) => Self { reason: Some("expired"), day: Some(*day), ..base },
            Reason::Revoked => Self { reason: Some("revoked"), ..base },
            Reason::TooFew { have, need, .. } | Reason::NobodyKept { have, need, .. } => {
                Self { reason: Some("too-few"), have: Some(*have), need: Some(*need), ..base }
            }
            Reason::TooEarly { .. } => base,
        }
    }
}

/// The word of a state as programs read it.
#[must_use]
pub const fn word(state: &State) -> &'static str {
    match state {
        State::NotYet(_) => "not-yet",
        other => other.word(),
    }
}

impl Motioned {
    fn of(motion: &Motion<'_>) -> Option<Self> {
        Some(match motion {
            Motion::ClaimWaiting { claim, since, waits_for } => Self {
                is: "claim-waiting",
                id: (*claim).to_owned(),
                since: Some(*since),
                waits_for: waits_for.iter().map(|one| (*one).to_owned()).collect(),
                until: None,
            },
            Motion::Remediation { remediation, until } => Self {
                is: "remediation",
                id: (*remediation).to_owned(),
                until: Some(*until),
                ..Self::default()
            },
            Motion::InProgress { module, until } => Self {
                is: "in-progress",
                id: (*module).to_owned(),
                until: *until,
                ..Self::default()
            },
            Motion::Finished { .. } | Motion::Expiring(_) => return None,
        })
    }
}

impl Nearby {
    /// Somebody near in this form.
    #[must_use]
    pub fn of(near: &Near<'_>) -> Self {
        Self {
            person: near.who.id().into_owned(),
            steps: near.steps.iter().map(Stepped::of).collect(),
        }
    }
}

impl Stepped {
    fn of(step: &Step<'_>) -> Self {
        let base = Self::default();
        match step {
            Step::Claim { claim, since, waits_for } => Self {
                is: "claim-waiting",
                id: Some((*claim).to_owned()),
                since: Some(*since),
                waits_for: waits_for.iter().map(|one| (*one).to_owned()).collect(),
                ..base
            },
            Step::OneMore { have, need } => {
                Self { is: "one-more", have: Some(*have), need: Some(*need), ..base }
            }
            Step::Lapsed(day) => Self { is: "lapsed", until: Some(*day), ..base },
            Step::Below { at, placed } => Self {
                is: "below",
                at: Some((*at).to_owned()),
                by_placement: Some(*placed),
                ..base
            },
            Step::Remediation { until } => Self { is: "remediation", until: Some(*until), ..base },
            Step::Module { module, until } => {
                Self { is: "in-progress", id: Some((*module).to_owned()), until: *until, ..base }
            }
        }
    }
}

//! The verdict: what the standings of all lines come to, in one fixed order.
//!
//! ```text
//! no expectations  no line
//! ready            every core and required line is met or waived
//!                  ∧ waived core lines ≤ waivers.core
//!                  ∧ at least one line is met
//!                  ∧ weight met ≥ threshold × weight not waived      (0 of 0 is enough)
//!                  ∧ lines not unknown ≥ evidence_floor × lines
//! pending          ready once the open, well-formed claims of fewer than 90 days are granted
//! not yet          a core or required line is not yet, or lines not unknown ≥ evidence_floor × lines
//! unknown          otherwise
//! ```
//!
//! The first that holds is the verdict. Points cannot make up for a core or required line: it has no weight,
//! so it appears in no sum. That is where this differs from ladders on which points add up to a level
//! whatever they were earned for, as on those that Medium and Snowflake have published.

use super::lines::Strength;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::kinds::program::ReadinessPolicy;

/// Where one line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is there.
    Met,
    /// It is not asked of this person until this day.
    Waived(Date),
    /// It was looked at, and it is not there.
    NotYet(Reason),
    /// Nobody has looked.
    Unknown,
}

/// Why a line that was looked at is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A claim was answered with a not-yet; with the criteria that were not there.
    FellShort(Vec<String>),
    /// A lower proficiency is attested.
    Lower(String),
    /// What met it ended on this day.
    Expired(Date),
    /// What met it was revoked.
    Revoked,
    /// Some of several are there.
    TooFew {
        /// How many are there.
        have: usize,
        /// How many it takes.
        need: usize,
        /// Of what.
        of: Counted,
    },
    /// As many have approved as it takes or fewer, and none of those who judged an earlier claim.
    NobodyKept {
        /// How many have.
        have: usize,
        /// How many it takes.
        need: usize,
        /// Those who judged before, one of whom has to approve, sorted.
        of: Vec<String>,
    },
    /// Time has to pass.
    TooEarly {
        /// How much time it takes in all.
        need: Duration,
        /// The day on which it will be there; none if they are in another role now.
        there_on: Option<Date>,
    },
}

/// What there are too few of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Awards that attest it.
    Awards,
    /// Approvals of the same claim.
    Approvals,
    /// Members of a group.
    Members,
    /// Pieces of judged work.
    Entries,
    /// Modules that judged work comes from.
    Modules,
    /// Pieces of judged work that come from a project.
    Projects,
}

impl Counted {
    /// What programs call them.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            other => other.words(),
        }
    }

    /// One of them in a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Awards => "award",
            Self::Approvals => "approval",
            Self::Members => "member",
            Self::Entries => "entry",
            Self::Modules => "module",
            Self::Projects => "entry from a project module",
        }
    }

    /// Several of them in a word.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Awards => "awards",
            Self::Approvals => "approvals",
            Self::Members => "members",
            Self::Entries => "entries",
            Self::Modules => "modules",
            Self::Projects => "entries from project modules",
        }
    }
}

impl Standing {
    /// Whether anybody has looked, so that the line is known.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// The word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Waived(_) => "waived",
            Self::NotYet(_) => "not yet",
            Self::Unknown => "unknown",
        }
    }
}

/// What one person's evidence for one role comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The role asks for nothing, which is an error of the role.
    NoExpectations,
    /// The evidence is complete.
    Ready,
    /// It is complete once the open claims are granted.
    Pending,
    /// Something that is needed was looked at and is not there.
    NotYet,
    /// Too little has been looked at to say.
    Unknown,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoExpectations => "no expectations",
            Self::Ready => "ready",
            Self::Pending => "pending",
            Self::NotYet => "not yet",
            Self::Unknown => "unknown",
        }
    }
}

/// What a verdict needs to know of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// How strongly it is asked for.
    pub strength: Strength,
    /// Where it stands.
    pub standing: Standing,
    /// Where it stands once the open claims are granted.
    pub once_granted: Standing,
}

/// The verdict on these lines, whatever their order.
#[must_use]
pub fn verdict(lines: &[Weighed], policy: &ReadinessPolicy) -> Verdict {
    let needed = |line: &&Weighed| !matches!(line.strength, Strength::Weight(_));
    let now = |line: &Weighed| (line.strength, line.standing.clone());
    let granted = |line: &Weighed| (line.strength, line.once_granted.clone());
    if lines.is_empty() {
        Verdict::NoExpectations
    } else if is_ready(&lines.iter().map(now).collect::<Vec<_>>(), policy) {
        Verdict::Ready
    } else if is_ready(&lines.iter().map(granted).collect::<Vec<_>>(), policy) {
        Verdict::Pending
    } else if lines.iter().filter(needed).any(|line| matches!(line.standing, Standing::NotYet(_)))
        || reaches_floor(lines.iter().map(|line| &line.standing), policy)
    {
        Verdict::NotYet
    } else {
        Verdict::Unknown
    }
}

fn is_ready(lines: &[(Strength, Standing)], policy: &ReadinessPolicy) -> bool {
    let mut waived_core = 0;
    let mut any_met = false;
    let (mut weight_met, mut weight_asked) = (0_usize, 0_usize);
    for (strength, standing) in lines {
        any_met |= *standing == Standing::Met;
        match (strength, standing) {
            (Strength::Weight(_) | Strength::Required, Standing::Waived(_))
            | (Strength::Core | Strength::Required, Standing::Met) => {}
            (Strength::Weight(weight), standing) => {
                weight_asked += usize::from(*weight);
                if *standing == Standing::Met {
                    weight_met += usize::from(*weight);
                }
            }
            (Strength::Core, Standing::Waived(_)) => waived_core += 1,
            (Strength::Core | Strength::Required, Standing::NotYet(_) | Standing::Unknown) => {
                return false;
            }
        }
    }
    let threshold = usize::from(policy.threshold().0);
    any_met
        && waived_core <= usize::from(policy.waivers.core())
        && weight_met * 100 >= weight_asked * threshold
        && reaches_floor(lines.iter().map(|(_, standing)| standing), policy)
}

/// Whether the share of lines that somebody has looked at is large enough for a verdict.
fn reaches_floor<'a>(
    standings: impl Iterator<Item = &'a Standing> + Clone,
    policy: &ReadinessPolicy,
) -> bool {
    let total = standings.clone().count();
    let known = standings.filter(|standing| standing.is_known()).count();
    known * 100 >= total * usize::from(policy.evidence_floor().0)
}

//! Readiness: one person's evidence for one role on one day, line by line, and what it comes to.
//!
//! The standing of a line is the first of these that holds:
//!
//! ```text
//! met      what is held satisfies it (`holdings`, `groups`, `experience`), or a placement holds it
//! waived   a waiver of it is in force (`decisions`)
//! not yet  an authorised signer looked and it is not there, or time has to pass (`decisions`)
//! unknown  nobody has looked
//! ```
//!
//! Which lines there are is said by `lines`, what is under way by `motion`, what they come to by `verdict`.
//! Somebody who has left keeps what they earned; a table of everybody leaves them out.

use std::sync::Arc;

use super::claims::OpenClaim;
use super::decisions::Decisions;
use super::demand::Demand;
use super::experience::{self, Served};
use super::groups;
use super::holdings::Holdings;
use super::lines::{self, Line};
use super::motion::{Motion, UnderWay};
use super::records::Proof;
use super::verdict::{self, Counted, Reason, Standing, Verdict, Weighed};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::Decision;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::program::ReadinessPolicy;
use crate::trust::ledger::{Assurance, Ledger};

/// Where one line stands, with what vouches for it and what is under way.
#[derive(Debug, Clone)]
pub struct LineState<'a> {
    /// What is asked for.
    pub line: Line<'a>,
    /// Where it stands.
    pub standing: Standing,
    /// What vouches for the standing.
    pub evidence: Vec<Evidence>,
    /// What is under way; empty when nothing is.
    pub motion: Vec<Motion<'a>>,
    /// Where it stands once the open claims are granted.
    pub once_granted: Standing,
}

/// A file that vouches for a standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Path relative to the catalog's root.
    pub path: Arc<str>,
    /// What it says, in a few words.
    pub says: String,
    /// Who signed it, where it is a signed record.
    pub signed: Option<Signed>,
}

/// Who vouches for a signed record, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The digest of the record's bytes.
    pub digest: Sha256,
    /// What was decided.
    pub decision: Decision,
    /// Who decided.
    pub signer: String,
    /// The day of the decision.
    pub date: Date,
    /// What vouches for the record.
    pub assurance: Assurance,
}

/// The answer to "what am I missing for this role?".
#[derive(Debug, Clone)]
pub struct Readiness<'a> {
    /// Whose evidence.
    pub person: Entry<'a, Person>,
    /// For which role.
    pub role: RoleEntry<'a>,
    /// On which day.
    pub as_of: Date,
    /// Every line of the role, its own first.
    pub lines: Vec<LineState<'a>>,
    /// Lines that are asked for later, each with its first day.
    pub coming: Vec<(Date, Line<'a>)>,
    /// What it comes to.
    pub verdict: Verdict,
    /// The claims that would have to be granted for a pending verdict.
    pub open_claims: Vec<OpenClaim<'a>>,
    /// How many approval records were left aside because they are not verified.
    pub unverified: usize,
}

impl Readiness<'_> {
    /// How many lines have a standing that `wanted` accepts.
    pub fn count(&self, wanted: impl Fn(&Standing) -> bool) -> usize {
        self.lines.iter().filter(|state| wanted(&state.standing)).count()
    }

    /// How many lines nobody has looked at.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.count(|standing| !standing.is_known())
    }
}

/// The readiness of a person for a role as of a day; what is dated later is ignored.
#[must_use]
pub fn readiness<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    role: RoleEntry<'a>,
    as_of: Date,
) -> Readiness<'a> {
    let catalog = ledger.catalog();
    let policy = policy(catalog);
    let enrolled = enrolled_towards(catalog, person.id(), role, as_of);
    let asked = lines::lines(catalog, role, as_of, enrolled, policy.grace());
    let decisions = Decisions::of(ledger, person, as_of);
    let under_way = UnderWay::of(&decisions, person, as_of);
    let granted = once_granted(&decisions, &under_way, as_of);
    let judge = Judge { catalog, person, role, as_of, policy: &policy, decisions: &decisions };
    let now = judge.standings(&asked.in_force, &decisions.held);
    let ends = judge.ends(&asked.in_force, &now);
    let then: Vec<Standing> = match &granted {
        Some(granted) => judge
            .standings(&asked.in_force, granted)
            .into_iter()
            .map(|judged| judged.standing)
            .collect(),
        None => now.iter().map(|judged| judged.standing.clone()).collect(),
    };
    let lines: Vec<LineState<'a>> = asked
        .in_force
        .into_iter()
        .zip(now)
        .zip(then)
        .zip(ends)
        .map(|(((line, now), then), end)| LineState {
            evidence: judge.evidence(&line, &now),
            motion: match now.standing {
                Standing::Met => end.map(Motion::Expiring).into_iter().collect(),
                _ => under_way.towards(catalog, &line.demand),
            },
            line,
            standing: now.standing,
            once_granted: then,
        })
        .collect();
    let weighed: Vec<Weighed> = lines
        .iter()
        .map(|state| Weighed {
            strength: state.line.strength,
            standing: state.standing.clone(),
            once_granted: state.once_granted.clone(),
        })
        .collect();
    Readiness {
        person,
        role,
        as_of,
        verdict: verdict::verdict(&weighed, &policy),
        lines,
        coming: asked.coming,
        open_claims: under_way.claims,
        unverified: decisions.unverified,
    }
}

/// The catalog's policy, or the defaults where it has none.
#[must_use]
pub fn policy(catalog: &Catalog) -> ReadinessPolicy {
    catalog.program().map(|program| program.document.readiness).unwrap_or_default()
}

/// The day on which somebody set out on a pathway to the role, the earliest if there are several.
#[must_use]
pub fn enrolled_towards(
    catalog: &Catalog,
    person: &str,
    role: RoleEntry<'_>,
    day: Date,
) -> Option<Date> {
    catalog
        .owned::<PathwayEnrolment>(person)
        .filter(|enrolment| enrolment.document.withdrawn.is_none_or(|withdrawn| withdrawn > day))
        .filter(|enrolment| {
            let pathway = catalog.get::<Pathway>(enrolment.id());
            let to = pathway.and_then(|pathway| pathway.document.to.as_ref());
            to.and_then(|to| catalog.role(to.as_str())).is_some_and(|to| to.id() == role.id())
        })
        .map(|enrolment| enrolment.document.enrolled)
        .filter(|enrolled| *enrolled <= day)
        .min()
}

/// What is held once all claims are granted that can be; none where no claim can.
fn once_granted<'a>(
    decisions: &Decisions<'a>,
    under_way: &UnderWay<'a>,
    as_of: Date,
) -> Option<Holdings<'a>> {
    let mut claims =
        under_way.claims.iter().filter(|claim| claim.can_be_granted_on(as_of)).peekable();
    claims.peek()?;
    let mut granted = decisions.held.clone();
    for claim in claims {
        granted.add_all(&claim.gives);
    }
    Some(granted)
}

/// A standing with the signed records that vouch for it.
struct Judged<'a> {
    standing: Standing,
    vouching: Vec<Vouching<'a>>,
}

/// A signed record, and what it does for a line.
struct Vouching<'a> {
    proof: Proof<'a>,
    does: &'static str,
}

/// Compares lines with what somebody holds.
struct Judge<'d, 'a> {
    catalog: &'a Catalog,
    person: Entry<'a, Person>,
    role: RoleEntry<'a>,
    as_of: Date,
    policy: &'d ReadinessPolicy,
    decisions: &'d Decisions<'a>,
}

impl<'a> Judge<'_, 'a> {
    fn standings(&self, lines: &[Line<'a>], held: &Holdings<'_>) -> Vec<Judged<'a>> {
        let filled = self.filled(lines, held);
        lines.iter().zip(filled).map(|(line, have)| self.standing(line, have, held)).collect()
    }

    /// How much of each group is filled; 0 for other lines.
    fn filled(&self, lines: &[Line<'a>], held: &Holdings<'_>) -> Vec<usize> {
        let demands: Vec<&Demand<'_>> = lines.iter().map(|line| &line.demand).collect();
        groups::filled(&demands, &|member| held.satisfies(self.catalog, member))
    }

    /// Whether what is held satisfies a line, of a group that many being filled.
    fn satisfies(&self, line: &Line<'a>, have: usize, held: &Holdings<'_>) -> bool {
        match &line.demand {
            Demand::Choose { count, .. } => have >= *count,
            Demand::Experience(time) => self.experience(time) == Standing::Met,
            demand => held.satisfies(self.catalog, demand),
        }
    }

    /// The first of met, waived, not yet and unknown that holds.
    fn standing(&self, line: &Line<'a>, have: usize, held: &Holdings<'_>) -> Judged<'a> {
        let vouched = |standing, proofs: Vec<Proof<'a>>, does| Judged {
            standing,
            vouching: proofs.into_iter().map(|proof| Vouching { proof, does }).collect(),
        };
        if self.satisfies(line, have, held) {
            return vouched(Standing::Met, self.decisions.vouching(&line.demand), "approved");
        }
        if let Some(place) = self.decisions.placed(line) {
            return vouched(Standing::Met, vec![place], "held by placement, signed");
        }
        if let Some(waiver) = self.decisions.waived(line, self.role.id()) {
            return self.waived(waiver);
        }
        if let Demand::Experience(time) = &line.demand {
            return vouched(self.experience(time), Vec::new(), "");
        }
        if let Demand::Choose { count, from, .. } = &line.demand {
            let proofs = self.decisions.vouching(&line.demand);
            let was_looked_at = |member| self.decisions.open_standing(member).0.is_known();
            let standing = if have > 0 || from.iter().any(was_looked_at) {
                Standing::NotYet(Reason::TooFew { have, need: *count, of: Counted::Members })
            } else {
                Standing::Unknown
            };
            return vouched(standing, proofs, "approved");
        }
        let (standing, proofs) = self.decisions.open_standing(&line.demand);
        let does = match &standing {
            Standing::NotYet(Reason::FellShort(_)) => "not yet, says",
            Standing::NotYet(Reason::Revoked) => "revoked since; approved",
            Standing::NotYet(_) | Standing::Met | Standing::Waived(_) | Standing::Unknown => {
                "approved"
            }
        };
        vouched(standing, proofs, does)
    }

    fn waived(&self, waiver: Proof<'a>) -> Judged<'a> {
        let until = waiver.approval().until.unwrap_or(self.as_of);
        let vouching = vec![Vouching { proof: waiver, does: "waived" }];
        Judged { standing: Standing::Waived(until), vouching }
    }

    fn experience(&self, time: &crate::kinds::ladder::Experience) -> Standing {
        match experience::served(self.catalog, self.person, time, self.as_of) {
            Served::Enough => Standing::Met,
            Served::Short(there_on) => {
                Standing::NotYet(Reason::TooEarly { need: time.at_least, there_on })
            }
            Served::Unknowable => Standing::Unknown,
        }
    }

    /// Of each line that is met, the last day on which it stays so, if that is soon.
    fn ends(&self, lines: &[Line<'a>], now: &[Judged<'a>]) -> Vec<Option<Date>> {
        let by = self.policy.expiring_within().after(self.as_of);
        let mut ends: Vec<Option<Date>> = vec![None; lines.len()];
        for day in self.decisions.ends_by(by) {
            let held = self.decisions.held_on(day.plus_days(1));
            let filled = self.filled(lines, &held);
            for (number, line) in lines.iter().enumerate() {
                let ended = now[number].standing == Standing::Met
                    && !self.satisfies(line, filled[number], &held)
                    && self.decisions.placed(line).is_none();
                if ended {
                    ends[number].get_or_insert(day);
                }
            }
        }
        ends
    }

    fn evidence(&self, line: &Line<'_>, judged: &Judged<'a>) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = judged.vouching.iter().map(Evidence::of).collect();
        if matches!(line.demand, Demand::Experience(_)) && judged.standing.is_known() {
            evidence.push(Evidence {
                path: Arc::clone(&self.person.record.source.path),
                says: "the roles and since when".to_owned(),
                signed: None,
            });
        }
        evidence
    }
}

impl Evidence {
    fn of(vouching: &Vouching<'_>) -> Self {
        let (judged, verified) = (vouching.proof.judged, vouching.proof.verified);
        let approval = vouching.proof.approval();
        let revokes = approval.decision == Decision::Revoke;
        let does = if revokes { "revoked" } else { vouching.does };
        let reason = approval.reason.as_ref().filter(|_| revokes);
        let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        let by = if does.ends_with("says") { "" } else { " by" };
        let says = format!("{does}{by} {} on {}{reason}", verified.signer, approval.date);
        Self {
            path: Arc::clone(&judged.record.source.path),
            says,
            signed: Some(Signed {
                digest: judged.digest.clone(),
                decision: approval.decision,
                signer: verified.signer.clone(),
                date: approval.date,
                assurance: verified.assurance.clone(),
            }),
        }
    }
}

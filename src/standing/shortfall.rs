//! Why a line that is neither met nor waived is not yet there, and which records say so.
//!
//! The reasons are tried in one order: approved, but by none of those whom a not-yet before keeps as
//! assessors; fell short, lower, expired, revoked, too few. Where none of them holds, nobody has looked.

use std::collections::BTreeSet;

use super::awards::Outcome;
use super::decisions::{Decisions, helps};
use super::demand::Demand;
use super::holdings::Holdings;
use super::records::Proof;
use super::revoking::Taking;
use super::verdict::{Counted, Reason, Standing};
use crate::catalog::Entry;
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::parts::digest::Sha256;

impl<'a> Decisions<'a> {
    /// Where a demand stands that is neither met nor waived, and the records that say so.
    #[must_use]
    pub fn open_standing(&self, demand: &Demand<'_>) -> (Standing, Vec<Proof<'a>>) {
        let found = self
            .nobody_kept(demand)
            .or_else(|| self.fell_short(demand))
            .or_else(|| self.lower(demand))
            .or_else(|| self.expired(demand))
            .or_else(|| self.revoked(demand))
            .or_else(|| self.incomplete(demand));
        match found {
            Some((reason, proofs)) => (Standing::NotYet(reason), proofs),
            None => (Standing::Unknown, Vec::new()),
        }
    }

    fn fell_short(&self, demand: &Demand<'_>) -> Option<(Reason, Vec<Proof<'a>>)> {
        let newest = self
            .rounds
            .iter()
            .filter_map(|round| match &round.outcome {
                Outcome::NotYet(proofs) => proofs.first().map(|newest| (newest, proofs)),
                Outcome::Awarded(_) | Outcome::Revoked(_) | Outcome::Waiting { .. } => None,
            })
            .filter(|(_, proofs)| {
                proofs.iter().any(|proof| helps(self.catalog, &self.would_give(*proof), demand))
            })
            .max_by_key(|(newest, _)| newest.approval().date)?;
        let criteria: BTreeSet<&str> = newest
            .1
            .iter()
            .flat_map(|proof| proof.approval().criteria.iter().map(crate::base::id::Id::as_str))
            .collect();
        let criteria = criteria.into_iter().map(str::to_owned).collect();
        Some((Reason::FellShort(criteria), newest.1.clone()))
    }

    /// What granting the claim of a record would give, by today's content: a not-yet grants nothing.
    fn would_give(&self, proof: Proof<'a>) -> Holdings<'a> {
        let approval = proof.approval();
        let mut held = Holdings::default();
        let owner = proof.verified.approval.owner();
        let claim = approval.claim.as_ref().and_then(|claim| {
            let record = owned_record(self.catalog, Kind::Claim, claim.id.as_str(), owner)?;
            Entry::<Claim>::of(record)
        });
        if let Some(credential) = self.catalog.get::<Credential>(approval.subject.as_str()) {
            held.add_credential(self.catalog, credential.id());
            held.add_attested(self.catalog, &credential.document.attests, approval.date);
        } else if let Some(claimed) = claim.and_then(|claim| claim.document.competency.as_ref()) {
            let (id, at) = (claimed.id.as_str(), claimed.at.as_str());
            held.add_competency(self.catalog, id, at, approval.date);
        }
        self.add_judged_work(&mut held, proof.verified.approval);
        held
    }

    /// What an approval gave that was revoked since: what was signed, not what content and claim say today.
    fn gave(&self, proof: Proof<'a>) -> Holdings<'a> {
        let approval = proof.approval();
        let Some(grants) = &approval.grants else { return self.would_give(proof) };
        let mut held = self.granted(grants, approval.date);
        self.add_judged_work(&mut held, proof.verified.approval);
        held
    }

    fn lower(&self, demand: &Demand<'_>) -> Option<(Reason, Vec<Proof<'a>>)> {
        let Demand::Competency { id, step: Some(asked), .. } = demand else { return None };
        let (at, reached) = self.held.level(self.catalog, id)?;
        if reached >= *asked {
            return None;
        }
        let lower = Demand::Competency { id, at, step: Some(reached) };
        Some((Reason::Lower(at.to_owned()), self.vouching(&lower)))
    }

    fn expired(&self, demand: &Demand<'_>) -> Option<(Reason, Vec<Proof<'a>>)> {
        let ended = self.awards().filter(|award| !award.is_live_on(self.day));
        let last = ended
            .filter(|award| helps(self.catalog, &self.attested(award), demand))
            .max_by_key(|award| award.until)?;
        Some((Reason::Expired(last.until?), last.proofs.clone()))
    }

    fn revoked(&self, demand: &Demand<'_>) -> Option<(Reason, Vec<Proof<'a>>)> {
        let revoked = self.rounds.iter().filter_map(|round| match &round.outcome {
            Outcome::Revoked(proofs) => Some(proofs),
            Outcome::Awarded(_) | Outcome::NotYet(_) | Outcome::Waiting { .. } => None,
        });
        let mut revoked = revoked.filter(|proofs| {
            proofs.iter().any(|proof| helps(self.catalog, &self.gave(*proof), demand))
        });
        let mut proofs = revoked.next()?.clone();
        let taken: BTreeSet<&Sha256> = proofs.iter().map(|proof| &proof.judged.digest).collect();
        let of_these = |taking: &&Taking<'a>| {
            taking.lacks.is_none() && taken.contains(&taking.record.judged.digest)
        };
        let mut seen = BTreeSet::new();
        let mut by: Vec<Proof<'a>> =
            self.takings.iter().filter(of_these).flat_map(|taking| taking.by.clone()).collect();
        by.retain(|proof| seen.insert(&proof.judged.digest));
        proofs.extend(by);
        Some((Reason::Revoked, proofs))
    }

    /// The mastery method asks for more awards than there are, a portfolio for more work; or some of those
    /// who have to approve have.
    fn incomplete(&self, demand: &Demand<'_>) -> Option<(Reason, Vec<Proof<'a>>)> {
        let times = self.held.times(self.catalog, demand);
        let times = times.map(|(have, need)| Reason::TooFew { have, need, of: Counted::Awards });
        if let Some(so_far) = times.or_else(|| self.held.work_so_far(demand)) {
            return Some((so_far, self.vouching(demand)));
        }
        let (approved, open, _) = self.waiting_for(demand).next()?;
        let have = approved.first()?.approval().needs.len().saturating_sub(open.len());
        let so_far = Reason::TooFew { have, need: have + open.len(), of: Counted::Approvals };
        Some((so_far, approved.to_vec()))
    }

    /// A claim after a not-yet was approved, and by none of those who judged before.
    fn nobody_kept(&self, demand: &Demand<'_>) -> Option<(Reason, Vec<Proof<'a>>)> {
        let mut waiting = self.waiting_for(demand);
        let (approved, open, earlier) = waiting.find(|(.., earlier)| !earlier.is_empty())?;
        let have = approved.first()?.approval().needs.len().saturating_sub(open.len());
        let of = earlier.iter().map(|person| (*person).to_owned()).collect();
        let reason = Reason::NobodyKept { have, need: have + open.len().max(1), of };
        Some((reason, approved.to_vec()))
    }

    /// The claims for a demand that some have approved: who, the open slots, and those who judged before.
    fn waiting_for<'s>(
        &'s self,
        demand: &'s Demand<'_>,
    ) -> impl Iterator<Item = (&'s [Proof<'a>], &'s [&'a str], &'s [&'a str])> {
        let waiting = self.rounds.iter().filter_map(|round| match &round.outcome {
            Outcome::Waiting { approved, open, earlier, .. } if !approved.is_empty() => {
                Some((&**approved, &**open, &**earlier))
            }
            _ => None,
        });
        waiting.filter(|(approved, ..)| {
            approved.iter().any(|proof| helps(self.catalog, &self.gave(*proof), demand))
        })
    }
}

//! What authorised signers have decided about somebody, by the end of a day.
//!
//! A **waiver** is in force on a day when it names the role (or the target that inherits it) and the line, gives a
//! reason, and
//!
//! ```text
//! date ≤ day ≤ until
//! ```
//!
//! That it is not longer than the program allows and by no mentor of theirs was asked when it landed.
//!
//! A **placement** in force (`from ≤ day`) holds the role's own lines, not those that the role inherits. Both
//! are of what they say that the lines demand ([`super::copies`]), whatever the ladder asks for afterwards.
//! A **revocation** takes back what [`super::revoking`] says; why a line is *not yet* says [`super::shortfall`].

use std::collections::BTreeSet;

use super::awards::{self, Award, Outcome, Round};
use super::copies;
use super::demand::{Demand, present_credential};
use super::groups;
use super::holdings::Holdings;
use super::lines::Line;
use super::pieces::Piece;
use super::records::{Proof, Records};
use super::revoking::Taking;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry, Record, layout};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision, EvidenceKind, Grants, JudgedEvidence};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::trust::ledger::Ledger;

/// What counts of the approvals of one person.
///
/// Records that do not verify decide nothing, neither for nor against. They are counted, so that
/// nobody takes their absence for an answer.
#[derive(Debug, Clone)]
pub struct Decisions<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) day: Date,
    /// What live awards give.
    pub held: Holdings<'a>,
    /// What came of every claim that was judged.
    pub rounds: Vec<Round<'a>>,
    /// What each award among them gives, in their order: every line asks it again.
    given: Vec<Given<'a>>,
    pub(super) takings: Vec<Taking<'a>>,
    waivers: Vec<Proof<'a>>,
    placements: Vec<Proof<'a>>,
    endorsements: Vec<Proof<'a>>,
    /// How many approval records were left aside because they do not verify.
    pub unverified: usize,
}

/// What one award gives.
#[derive(Debug, Clone)]
struct Given<'a> {
    live: Holdings<'a>,
    ended: Holdings<'a>,
}

impl<'a> Given<'a> {
    /// On one of the award's days.
    fn on(&self, award: &Award<'_>, day: Date) -> &Holdings<'a> {
        if award.is_live_on(day) { &self.live } else { &self.ended }
    }
}

impl<'a> Decisions<'a> {
    /// What was decided about `person` by the end of `day`.
    #[must_use]
    pub fn of(ledger: &'a Ledger<'a>, person: Entry<'a, Person>, day: Date) -> Self {
        let catalog = ledger.catalog();
        let id = person.id();
        let unverified = ledger
            .owned_by(id)
            .filter(|judged| judged.outcome.is_err())
            .filter(|judged| layout::date_of(&judged.record.name).is_none_or(|date| date <= day))
            .count();
        let records = Records::of(ledger, id, day);
        let rounds = awards::rounds(&records);
        let waivers = records.of_decision(Decision::Waive);
        let waivers = waivers.filter(|waiver| is_in_force(waiver.approval(), day)).collect();
        let placements = records
            .of_decision(Decision::Place)
            .filter(|place| place.approval().from.is_none_or(|from| from <= day))
            .collect();
        let endorsements = records.of_decision(Decision::Endorse).collect();
        let mut decisions = Self {
            catalog,
            day,
            held: Holdings::default(),
            rounds,
            given: Vec::new(),
            takings: records.takings,
            waivers,
            placements,
            endorsements,
            unverified,
        };
        let give = |award| Given { live: decisions.gives(award), ended: decisions.judged(award) };
        decisions.given = decisions.awards().map(give).collect();
        decisions.held = decisions.held_on(day);
        decisions
    }

    /// The catalog that they were taken in.
    #[must_use]
    pub const fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// The awards that hold on a day.
    pub fn awards_on(&self, day: Date) -> impl Iterator<Item = &Award<'a>> {
        self.awards().filter(move |award| award.is_live_on(day))
    }

    /// All awards, also those that have ended.
    pub fn awards(&self) -> impl Iterator<Item = &Award<'a>> {
        self.rounds.iter().filter_map(|round| match &round.outcome {
            Outcome::Awarded(award) => Some(award),
            Outcome::NotYet(_) | Outcome::Revoked(_) | Outcome::Waiting { .. } => None,
        })
    }

    /// What the awards give that hold on a day, and the work that those judged which have ended.
    #[must_use]
    pub fn held_on(&self, day: Date) -> Holdings<'a> {
        let mut held = Holdings::default();
        for (award, given) in self.given().filter(|(award, _)| award.date <= day) {
            held.add_all(given.on(award, day));
        }
        held
    }

    /// All awards with what they give.
    fn given(&self) -> impl Iterator<Item = (&Award<'a>, &Given<'a>)> {
        self.awards().zip(&self.given)
    }

    /// What one award gives: what the signed records say, and the work that they judged.
    #[must_use]
    pub fn gives(&self, award: &Award<'a>) -> Holdings<'a> {
        let mut held = self.attested(award);
        held.add_all(&self.judged(award));
        held
    }

    /// What an award gives as long as it is live.
    pub(super) fn attested(&self, award: &Award<'a>) -> Holdings<'a> {
        award.grants.map_or_else(Holdings::default, |grants| self.granted(grants, award.worked))
    }

    /// What signed words give for work of a day.
    pub(super) fn granted(&self, grants: &'a Grants, worked: Date) -> Holdings<'a> {
        let mut held = Holdings::default();
        for id in &grants.credentials {
            held.add_granted(self.catalog, id.as_str());
        }
        held.add_attested(self.catalog, &grants.attests, worked);
        held
    }

    /// The work that an award judged.
    fn judged(&self, award: &Award<'a>) -> Holdings<'a> {
        let mut held = Holdings::default();
        for proof in &award.proofs {
            self.add_judged_work(&mut held, proof.verified.approval);
        }
        held
    }

    /// Adds the work that an approval was given on: as it has copied it, otherwise as far as the entry is what was
    /// judged, since what it says of itself by now nobody has signed for.
    pub(super) fn add_judged_work(&self, held: &mut Holdings<'a>, approval: Entry<'a, Approval>) {
        for evidence in &approval.document.evidence {
            let id = evidence.id.as_str();
            match evidence.kind {
                EvidenceKind::Enrolment => held.add_module(self.catalog, id),
                EvidenceKind::Portfolio => {
                    let record = owned_record(self.catalog, Kind::Portfolio, id, approval.owner());
                    let name = record.map_or(id, |record| &record.name);
                    if let Some(piece) = self.piece(evidence, record) {
                        held.add_piece(name, piece);
                    }
                }
                EvidenceKind::Journal => {}
            }
        }
    }

    fn piece(&self, judged: &'a JudgedEvidence, record: Option<&'a Record>) -> Option<Piece<'a>> {
        let copy = Piece::of_copy(self.catalog, judged);
        copy.or_else(|| {
            let same = record.filter(|record| record.has_words(&judged.sha256))?;
            Some(Piece::of_entry(self.catalog, Entry::<Portfolio>::of(same)?))
        })
    }

    /// The signed placement that holds a line, if one does: a role's own lines and no others, as far as it
    /// has them in its copy. What cannot be read is held by nobody: whoever signed cannot have meant it.
    #[must_use]
    pub fn placed(&self, line: &Line<'_>) -> Option<Proof<'a>> {
        if matches!(line.demand, Demand::Unreadable(_)) {
            return None;
        }
        let role = |place: &&Proof<'a>| {
            let approval = place.approval();
            let id = approval.role_id();
            self.catalog.role(id).is_some_and(|role| role.id() == line.role.id())
                && copies::hold(self.catalog, approval, line)
        };
        self.placements.iter().find(role).copied()
    }

    /// The waiver of a line in force, the one that lasts longest, unless the line demands more by now than
    /// what was waived; none of what cannot be read.
    #[must_use]
    pub fn waived(&self, line: &Line<'_>, target: &str) -> Option<Proof<'a>> {
        if matches!(line.demand, Demand::Unreadable(_)) {
            return None;
        }
        let is_of = |waiver: &&Proof<'a>| {
            let approval = waiver.approval();
            let role = approval.role_id();
            let role = self.catalog.role(role).map(|role| role.id());
            let same_role = role == Some(line.role.id()) || role == Some(target);
            let names = |id: &Id| line.is_called(self.catalog, id.as_str());
            same_role
                && approval.line.as_ref().is_some_and(names)
                && copies::hold(self.catalog, approval, line)
        };
        self.waivers.iter().filter(is_of).max_by_key(|waiver| waiver.approval().until).copied()
    }

    /// The records that make a demand met: the approvals of each award that gives it or counts towards it,
    /// of ended ones only for the work that they judged; oldest first.
    #[must_use]
    pub fn vouching(&self, demand: &Demand<'_>) -> Vec<Proof<'a>> {
        let mut proofs: Vec<Proof<'a>> = self
            .given()
            .filter(|(award, given)| helps(self.catalog, given.on(award, self.day), demand))
            .flat_map(|(award, _)| award.proofs.iter().copied())
            .collect();
        let mut seen = BTreeSet::new();
        proofs.retain(|proof| seen.insert(&proof.judged.digest));
        proofs.sort_by_key(|proof| proof.approval().date);
        proofs
    }

    /// The last days of live awards, sorted, as far as they are on or before `by`.
    #[must_use]
    pub fn ends_by(&self, by: Date) -> BTreeSet<Date> {
        let ends = self.awards_on(self.day).filter_map(|award| award.until);
        ends.filter(|until| *until <= by).collect()
    }

    /// The last day on which a demand that is met stays met, if that is on or before `by`. A group is looked
    /// at by itself, as if no other took its members.
    #[must_use]
    pub fn met_until(&self, demand: &Demand<'_>, by: Date) -> Option<Date> {
        let is_met_by = |held: &Holdings<'_>| match demand {
            Demand::Choose { count, .. } => {
                let is_held = |member: &Demand<'_>| held.satisfies(self.catalog, member);
                groups::filled(&[demand], &is_held).first() >= Some(count)
            }
            // Time does not run backwards.
            Demand::Experience(_) => true,
            demand => held.satisfies(self.catalog, demand),
        };
        self.ends_by(by).into_iter().find(|end| !is_met_by(&self.held_on(end.plus_days(1))))
    }

    /// Those who have testified for what a claim asks for: for exactly these words of it, or for none; without those
    /// who approve it, beside whom they are asked for.
    #[must_use]
    pub fn endorsers(&self, claim: Entry<'_, Claim>) -> BTreeSet<&str> {
        let Some(credential) = self.claimed(claim) else { return BTreeSet::new() };
        let is_for = |proof: &&Proof<'a>| {
            let approval = proof.approval();
            let subject = present_credential(self.catalog, approval.subject.as_str());
            let same_claim = approval.claim.as_ref().is_none_or(|judged| {
                claim.record.has_words(&judged.sha256) && self.is_meant(claim, judged.id.as_str())
            });
            subject == credential.id() && same_claim
        };
        let approved = self.approvers(claim);
        let theirs = self.endorsements.iter().filter(is_for);
        let theirs = theirs.map(|proof| &*proof.verified.signer);
        theirs.filter(|signer| !approved.contains(signer)).collect()
    }

    /// Those whose approvals of a claim stand.
    fn approvers(&self, claim: Entry<'_, Claim>) -> BTreeSet<&str> {
        let proofs: Vec<&Proof<'a>> = match self.on_claim(claim) {
            Some(Outcome::Awarded(award)) => award.proofs.iter().collect(),
            Some(Outcome::Waiting { approved, apart, .. }) => {
                approved.iter().chain(apart).collect()
            }
            _ => Vec::new(),
        };
        proofs.into_iter().map(|proof| &*proof.verified.signer).collect()
    }

    /// The credential that a claim asks for.
    fn claimed(&self, claim: Entry<'_, Claim>) -> Option<Entry<'a, Credential>> {
        self.catalog.get(claim.document.credential.as_ref()?.as_str())
    }

    /// What came of a claim with these bytes: one that was edited since it was answered is asked anew,
    /// whatever was awarded for what it said before.
    #[must_use]
    pub fn on_claim(&self, claim: Entry<'_, Claim>) -> Option<&Outcome<'a>> {
        let is_this = |(id, known): (&str, &Sha256)| {
            self.is_meant(claim, id) && claim.record.has_words(known)
        };
        let mut rounds = self.rounds.iter();
        rounds.find(|round| round.claim.is_some_and(is_this)).map(|round| &round.outcome)
    }

    /// Whether an id, present or former, means this claim.
    fn is_meant(&self, claim: Entry<'_, Claim>, id: &str) -> bool {
        let meant = owned_record(self.catalog, Kind::Claim, id, claim.owner());
        meant.is_some_and(|record| std::ptr::eq(record, claim.record))
    }
}

/// Whether a waiver holds on a day: for a reason, and not ended. How long it may last and that no mentor signs it
/// is asked when it lands, and never again: a setting or a mentorship that changes takes nobody's waiver away.
#[must_use]
pub fn is_in_force(waiver: &Approval, day: Date) -> bool {
    waiver.reason.is_some() && waiver.until.is_some_and(|until| day <= until)
}

/// Whether holdings satisfy a demand or count towards it: one member of a group, one of several times.
pub(super) fn helps(catalog: &Catalog, gives: &Holdings<'_>, demand: &Demand<'_>) -> bool {
    match demand {
        Demand::Choose { from, .. } => from.iter().any(|member| helps(catalog, gives, member)),
        demand => gives.counts_towards(catalog, demand),
    }
}

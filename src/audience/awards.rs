//! Awards of somebody as a reader may see them, each with what proves it.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::person::Profile;
use super::reader::Thing;
use super::view::View;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::kinds::approval::Decision;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::person::{Person, Recognition};
use crate::standing::awards::Award;
use crate::standing::decisions::Decisions;
use crate::standing::records::Proof;

/// A granted claim with its proof.
#[derive(Debug, Clone)]
pub struct Honour<'a> {
    /// The credential or competency, by id.
    pub subject: &'a str,
    /// The day of the approval that completed it.
    pub date: Date,
    /// Its last day; none if it never ends.
    pub until: Option<Date>,
    /// Whether it holds on the day of the view.
    pub is_live: bool,
    /// The approvals that make it, oldest first.
    pub seals: Vec<Sealed<'a>>,
}

/// A signed record, as far as a page shows it.
#[derive(Debug, Clone)]
pub struct Sealed<'a> {
    /// Who signed, by id.
    pub signer: &'a str,
    /// The day of the decision.
    pub date: Date,
    /// What vouches for the record, in a word: signed, kept or vouched.
    pub assurance: &'static str,
    /// Its path, which names the signer; none where they may not be seen.
    pub path: Option<&'a str>,
    /// The digest of its bytes.
    pub digest: String,
    /// The commit that it was first seen in, where history is known.
    pub commit: Option<&'a str>,
}

impl<'a> View<'a> {
    /// The awards of a person that may be seen, the newest first: as far as they say under `recognition`,
    /// and always for themselves, those who mentor them and those who judged it. Nothing that is dated
    /// later, nothing that was revoked.
    #[must_use]
    pub fn awards(&self, person: &str) -> Vec<Honour<'a>> {
        let owner = self.people.person(person);
        let Some(owner) = owner.filter(|it| self.person(it.id()).is_some()) else {
            return Vec::new();
        };
        let decisions = Decisions::of(self.ledger, owner, self.as_of());
        let mut awards: Vec<Honour<'a>> = decisions
            .awards()
            .filter(|award| self.recognises(owner, award))
            .map(|award| Honour {
                subject: award.subject,
                date: award.date,
                until: award.until,
                is_live: award.is_live_on(self.as_of()),
                seals: award.proofs.iter().map(|proof| self.sealed(*proof)).collect(),
            })
            .collect();
        awards.sort_by(|one, other| {
            other.date.cmp(&one.date).then_with(|| one.subject.cmp(other.subject))
        });
        awards
    }

    /// The newest awards of everybody who is here, with more where several are of one day.
    ///
    /// An award is of the day of an approval, so people are gone through by their newest approval, until
    /// nobody who is left can have a newer award.
    #[must_use]
    pub fn newest_awards(&self, count: usize) -> Vec<(Profile<'a>, Honour<'a>)> {
        let mut days: Vec<(Date, &'a str)> = self
            .ledger
            .verified()
            .map(|(_, verified)| (verified.approval.date, verified.person.as_str()))
            .filter(|(day, _)| *day <= self.as_of())
            .collect();
        days.sort_unstable_by(|one, other| other.cmp(one));
        let mut newest: Vec<(Profile<'a>, Honour<'a>)> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for day in days.chunk_by(|one, other| one.0 == other.0) {
            newest.sort_by_key(|(_, award)| Reverse(award.date));
            let last = newest.get(count.saturating_sub(1));
            if last.zip(day.first()).is_some_and(|((_, award), (day, _))| award.date > *day) {
                break;
            }
            for (_, person) in day.iter().filter(|(_, person)| seen.insert(*person)) {
                let profile = self.person(person).filter(|profile| profile.is_here);
                let awards = profile.iter().flat_map(|_| self.awards(person));
                newest.extend(awards.filter_map(|award| Some((profile.clone()?, award))));
            }
        }
        newest
    }

    fn recognises(&self, owner: Entry<'a, Person>, award: &Award<'a>) -> bool {
        let visibility = match owner.document.recognition {
            Recognition::None => Visibility::Mentor,
            Recognition::Team => Visibility::Team,
            Recognition::Org => Visibility::Org,
            Recognition::Public => Visibility::Public,
        };
        let judged_by: Vec<&str> =
            award.proofs.iter().map(|proof| &*proof.verified.signer).collect();
        self.reader.sees(self.people, Thing { owner, visibility, judged_by: &judged_by })
    }

    /// The signed record of a proof as a page shows it.
    pub(super) fn sealed(&self, proof: Proof<'a>) -> Sealed<'a> {
        let signer = proof.verified.signer.as_str();
        let path = &*proof.judged.record.source.path;
        Sealed {
            signer,
            date: proof.approval().date,
            assurance: proof.verified.assurance.word(),
            path: self.person(signer).map(|_| path),
            digest: proof.judged.digest.to_string(),
            commit: self.origins.and_then(|origins| origins.get(path)).map(String::as_str),
        }
    }

    /// The decisions about a person that may be seen beside their awards, the newest first: not-yets,
    /// waivers, and what was said with an approval. For themselves, those who mentor them and whoever
    /// signed; a record may narrow that and never widens it.
    #[must_use]
    pub fn judgements(&self, person: &str) -> Vec<Judgement<'a>> {
        let Some(owner) = self.people.person(person) else { return Vec::new() };
        let all = self.ledger.about(owner.id());
        let mut all: Vec<Judgement<'a>> = all
            .map(|(judged, verified)| Proof { judged, verified })
            .filter(|proof| proof.approval().date <= self.as_of())
            .filter(|proof| {
                let said = proof.judged.record.visibility.unwrap_or(Visibility::Mentor);
                let visibility = said.min(Visibility::Mentor);
                let judged_by = &[proof.verified.signer.as_str()];
                self.reader.sees(self.people, Thing { owner, visibility, judged_by })
            })
            .map(|proof| Judgement {
                decision: proof.approval().decision,
                sealed: self.sealed(proof),
                proof,
            })
            .collect();
        all.sort_by(|one, other| {
            other
                .sealed
                .date
                .cmp(&one.sealed.date)
                .then_with(|| one.approval().subject.cmp(&other.approval().subject))
        });
        all
    }
}

/// A decision with what was said in it.
#[derive(Debug, Clone)]
pub struct Judgement<'a> {
    /// What was decided.
    pub decision: Decision,
    /// Who signed it, when, and what vouches for it.
    pub sealed: Sealed<'a>,
    proof: Proof<'a>,
}

impl<'a> Judgement<'a> {
    /// What the record says: subject, reason, scores, criteria, feedback.
    #[must_use]
    pub fn approval(&self) -> &'a crate::kinds::approval::Approval {
        self.proof.approval()
    }
}

//! Who of those who judged an earlier claim has to look again, as it is before whoever signs.
//!
//! What is counted later is [`crate::standing::reassessment`]; here the records of the branch that have not
//! landed yet are heard as well.

use std::collections::BTreeSet;

use super::answers::Answer;
use super::matter::Matter;
use crate::catalog::Catalog;
use crate::catalog::formers::judged;
use crate::kinds::approval::Decision;
use crate::kinds::parts::digest::Sha256;
use crate::standing::awards::{Outcome, Round};
use crate::standing::reassessment::{self, Word};
use crate::trust::policy::Policy;

impl Matter<'_> {
    /// Those who judged an earlier claim, one of whom is still to approve this one; nobody once one of them
    /// has, this person among those who have.
    #[must_use]
    pub fn still_to_keep(&self, also: Option<&str>) -> Vec<&str> {
        let mut approved = self.approved().into_iter().map(|answer| &*answer.signer).chain(also);
        if approved.any(|signer| self.earlier.contains(signer)) {
            return Vec::new();
        }
        self.earlier.iter().map(String::as_str).collect()
    }

    /// Who judged earlier claims on the same that a not-yet stands against, after the last award, and may
    /// judge this one.
    pub(super) fn judged_before(
        &self,
        bar: &Catalog,
        all: &[Answer<'_>],
        rounds: &[Round<'_>],
        policy: &Policy<'_>,
    ) -> BTreeSet<String> {
        let now = |subject| judged(bar, subject);
        let (subject, digest) = (self.subject.id(), self.claim_digest());
        let this = Some((self.claim.id(), &digest));
        let awarded: BTreeSet<&Sha256> = rounds
            .iter()
            .filter(|round| now(round.subject) == subject)
            .filter_map(|round| match &round.outcome {
                Outcome::Awarded(award) => Some(award),
                _ => None,
            })
            .flat_map(|award| award.proofs.iter().map(|proof| &proof.judged.digest))
            .collect();
        let since =
            all.iter().rposition(|one| awarded.contains(&one.digest)).map_or(0, |at| at + 1);
        let words = all[since..].iter().filter_map(|one| {
            let approval = one.approval;
            let is_answer = matches!(approval.decision, Decision::Approve | Decision::NotYet);
            let claim = approval.claim.as_ref().map(|judged| {
                let same = self.is(&judged.id) && self.claim.record.has_words(&judged.sha256);
                if same {
                    (self.claim.id(), &digest)
                } else {
                    (judged.id.parts().1, &judged.sha256)
                }
            });
            let is_not_yet = approval.decision == Decision::NotYet;
            (is_answer && now(approval.subject.as_str()) == subject).then_some(Word {
                claim,
                signer: &one.signer,
                is_not_yet,
            })
        });
        let earlier = reassessment::earlier(words, this);
        let may = |signer: &&str| policy.may(signer, Decision::Approve, subject);
        earlier.into_iter().filter(may).map(str::to_owned).collect()
    }
}

//! Reassessment: who of those who judged before has to look again when a claim comes after a not-yet.
//!
//! A credential may ask that a second attempt keeps one of the assessors. Each approval copies that demand
//! and is signed with it, as with the slots; whom it means is read from the other records that count:
//!
//! ```text
//! earlier(moment) = those who judged another claim on the same thing that a not-yet stands against,
//!                   before that moment and after the last award,
//!                   as far as the version of the policy that the approval names lets them judge it
//! ```
//!
//! So nobody who has left or lost the authority is waited for, and once an award was made the not-yets before
//! it have been answered.

use std::collections::{BTreeMap, BTreeSet};

use super::records::{Moment, Proof};
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::parts::digest::Sha256;
use crate::trust::chain::Chain;

/// A claim by its id and digest; none in old records that name no claim.
pub type Claimed<'a> = Option<(&'a str, &'a Sha256)>;

/// One answer to a claim.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// The claim.
    pub claim: Claimed<'a>,
    /// Who answered, by their present id.
    pub signer: &'a str,
    /// Whether the answer was a not-yet.
    pub is_not_yet: bool,
}

/// Those who judged other claims than this one that a not-yet stands against; the words oldest first.
#[must_use]
pub fn earlier<'a>(
    words: impl IntoIterator<Item = Word<'a>>,
    claim: Claimed<'_>,
) -> BTreeSet<&'a str> {
    let mut said: BTreeMap<Claimed<'a>, BTreeMap<&'a str, bool>> = BTreeMap::new();
    for word in words.into_iter().filter(|word| word.claim != claim) {
        said.entry(word.claim).or_default().insert(word.signer, word.is_not_yet);
    }
    let fell_short = said.into_values().filter(|said| said.values().any(|is_not_yet| *is_not_yet));
    fell_short.flat_map(BTreeMap::into_keys).collect()
}

/// What was said of all claims on one thing, as far as a demand to keep an assessor can reach.
#[derive(Debug, Default)]
pub(super) struct Past<'a> {
    chain: Option<&'a Chain<'a>>,
    words: Vec<(Moment<'a>, Word<'a>)>,
    awards: Vec<(Moment<'a>, Claimed<'a>)>,
}

impl<'a> Past<'a> {
    /// What the records on one thing say, oldest first; nothing where none of them demands anything.
    pub(super) fn of(chain: Option<&'a Chain<'a>>, records: &[(Claimed<'a>, Proof<'a>)]) -> Self {
        if !records.iter().any(|(_, proof)| proof.approval().keep_one_assessor) {
            return Self::default();
        }
        let word = |(claim, proof): &(Claimed<'a>, Proof<'a>)| {
            let is_not_yet = proof.approval().decision == Decision::NotYet;
            let signer = &*proof.verified.signer;
            (proof.moment(), Word { claim: *claim, signer, is_not_yet })
        };
        let mut words: Vec<(Moment<'a>, Word<'a>)> = records.iter().map(word).collect();
        words.sort_by_key(|(moment, _)| *moment);
        Self { chain, words, awards: Vec::new() }
    }

    /// Whether no record demands anything, so that the order of awards does not matter.
    pub(super) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Takes note of an award, which answers what was said before; false if it was known.
    pub(super) fn note(&mut self, moment: Moment<'a>, claim: Claimed<'a>) -> bool {
        let is_new = !self.awards.iter().any(|(_, known)| *known == claim);
        if is_new {
            self.awards.push((moment, claim));
        }
        is_new
    }

    /// Those who judged before the last of these approvals, if they demand one of them and have none.
    pub(super) fn lacking(&self, claim: Claimed<'_>, approvals: &[Proof<'a>]) -> Vec<&'a str> {
        let last = approvals.last().map(|last| (last.moment(), last.approval()));
        last.map_or_else(Vec::new, |(moment, last)| {
            self.missing(claim, approvals, |other| other < moment, Some(last))
        })
    }

    /// The same for whoever approves next, under the policy in force.
    pub(super) fn wanted(&self, claim: Claimed<'_>, approvals: &[Proof<'a>]) -> Vec<&'a str> {
        self.missing(claim, approvals, |_| true, None)
    }

    fn missing(
        &self,
        claim: Claimed<'_>,
        approvals: &[Proof<'a>],
        is_before: impl Fn(Moment<'a>) -> bool,
        named: Option<&Approval>,
    ) -> Vec<&'a str> {
        if !approvals.iter().any(|proof| proof.approval().keep_one_assessor) {
            return Vec::new();
        }
        let others = self.awards.iter().filter(|(at, awarded)| *awarded != claim && is_before(*at));
        let since = others.map(|(at, _)| *at).max();
        let words = self.words.iter().filter(|(at, _)| is_before(*at) && Some(*at) > since);
        let earlier = earlier(words.map(|(_, word)| *word), claim);
        if approvals.iter().any(|proof| earlier.contains(&*proof.verified.signer)) {
            return Vec::new();
        }
        let subject = approvals.first().map_or("", |first| first.approval().subject.as_str());
        let may = self.judges(subject, named);
        earlier.into_iter().filter(|signer| may.contains(signer)).collect()
    }

    /// Who may judge, by their present ids: by the version that the approval names, where that holds,
    /// otherwise by the one in force.
    fn judges(&self, subject: &str, named: Option<&Approval>) -> BTreeSet<&'a str> {
        let Some(chain) = self.chain else { return BTreeSet::new() };
        let Some(now) = chain.in_force() else { return BTreeSet::new() };
        let named = named.and_then(|approval| approval.trust.as_ref());
        let version = named.and_then(|named| {
            let version = chain.version(named.version)?;
            (version.digest == named.sha256).then_some(version)
        });
        let may = version.unwrap_or(now).who_may(Decision::Approve, subject);
        may.into_iter().map(|person| now.present_id(person)).collect()
    }
}

//! Awards: what came of each claim, from the records that count and from nothing else.
//!
//! Of each signer the approvals count that they gave after the last not-yet of their own; a not-yet that
//! is somebody's newest word blocks the claim until they decide anew. Of what one person signed on one day,
//! a not-yet comes last unless their clock, in signed words, says otherwise.
//!
//! Approvals combine only when they judged the same claim by the same yardsticks and copied the same
//! terms, and distinct people have to fill the slots: with the approvals in the order of their days,
//!
//! ```text
//! date(award)  = the day of approval k, the least k for which people 1…k fill every slot of `needs`
//! worked       = the latest day of work that approvals 1…k judged; without any, date(award)
//! live on day  ⇔ date(award) ≤ day ≤ date(award) + valid_for
//! ```
//!
//! Where they demand that one of those who judged an earlier claim is among them, the approvals also have
//! to have one of those whom [`super::reassessment`] names.
//!
//! A claim makes one award, the first. So an approval that comes later takes nothing away and renews
//! nothing; who wants to renew an award claims again.

use std::collections::{BTreeMap, BTreeSet};

use super::reassessment::{Claimed, Past};
use super::records::{Moment, Proof, Records};
use super::slots::{self, Assessor};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::formers;
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision, Grants, Yardstick};
use crate::kinds::parts::digest::Sha256;
use crate::trust::chain::Chain;
use crate::trust::ledger::{Assurance, Ledger};

/// All that was decided on one claim of one person, as its bytes were when it was judged.
#[derive(Debug, Clone)]
pub struct Round<'a> {
    /// The credential or competency, by the id that the oldest record gives it.
    pub subject: &'a str,
    /// The claim's id and digest; none in old records that name no claim.
    pub claim: Option<(&'a str, &'a Sha256)>,
    /// What came of it.
    pub outcome: Outcome<'a>,
}

/// What came of a claim.
#[derive(Debug, Clone)]
pub enum Outcome<'a> {
    /// It was granted.
    Awarded(Award<'a>),
    /// Somebody who may judge it says not yet; the newest first.
    NotYet(Vec<Proof<'a>>),
    /// It was granted, and enough of those who may have taken it back since.
    Revoked(Vec<Proof<'a>>),
    /// Some of those it needs have approved.
    Waiting {
        /// Those who have.
        approved: Vec<Proof<'a>>,
        /// The slots that are open.
        open: Vec<&'a str>,
        /// Those who judged an earlier claim, one of whom has to approve this one as well, sorted; empty
        /// where one has, or where that is not asked for.
        earlier: Vec<&'a str>,
        /// Approvals by other yardsticks or on other terms, which do not add up with those; oldest first.
        apart: Vec<Proof<'a>>,
    },
}

/// A granted claim.
#[derive(Debug, Clone)]
pub struct Award<'a> {
    /// The credential or competency.
    pub subject: &'a str,
    /// The approvals that make it, oldest first.
    pub proofs: Vec<Proof<'a>>,
    /// What it gives.
    pub grants: Option<&'a Grants>,
    /// The day of the approval that completed it.
    pub date: Date,
    /// The day of the newest work that was judged; the award's own where none is named.
    pub worked: Date,
    /// Its last day; none if it never ends.
    pub until: Option<Date>,
}

impl Award<'_> {
    /// Whether it holds on a day; its last day is one of them.
    #[must_use]
    pub fn is_live_on(&self, day: Date) -> bool {
        self.date <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl<'a> Award<'a> {
    /// When the last of its approvals was signed.
    fn completed(&self) -> Option<Moment<'a>> {
        self.proofs.last().map(|last| last.moment())
    }
}

fn assessor(proof: Proof<'_>) -> Assessor<'_> {
    Assessor { person: &proof.verified.signer, disciplines: &proof.approval().disciplines }
}

/// What came of every claim that somebody has judged, sorted by subject and claim.
#[must_use]
pub fn rounds<'a>(records: &Records<'a>) -> Vec<Round<'a>> {
    let mut by_subject: BTreeMap<&str, Vec<Hearing<'a>>> = BTreeMap::new();
    for ((about, claim), (standing, revoked)) in by_claim(records) {
        let first = standing.iter().chain(&revoked).next();
        let subject = first.map_or(about, |proof| proof.approval().subject.as_str());
        by_subject.entry(about).or_default().push(Hearing { subject, claim, standing, revoked });
    }
    let chain = records.ledger.map(Ledger::chain);
    by_subject.into_values().flat_map(|hearings| of_subject(chain, &hearings)).collect()
}

/// What a record is about, by its present id: a rename takes nobody's word back.
fn about<'a>(ledger: Option<&'a Ledger<'a>>, proof: Proof<'a>) -> &'a str {
    let written = proof.approval().subject.as_str();
    ledger.map_or(written, |ledger| formers::judged(ledger.catalog(), written))
}

/// The present id of the subject, and the claim's id and digest.
type Judgement<'a> = (&'a str, Claimed<'a>);

/// The records that stand, and those that were revoked.
type Both<'a> = (Vec<Proof<'a>>, Vec<Proof<'a>>);

fn by_claim<'a>(records: &Records<'a>) -> BTreeMap<Judgement<'a>, Both<'a>> {
    let mut by_claim: BTreeMap<Judgement<'_>, Both<'a>> = BTreeMap::new();
    let all = records.standing.iter().map(|proof| (true, proof));
    let all = all.chain(records.revoked.iter().map(|proof| (false, proof)));
    for (stands, proof) in all {
        let approval = proof.approval();
        if !matches!(approval.decision, Decision::Approve | Decision::NotYet) {
            continue;
        }
        let claim = approval.claim.as_ref().map(|claim| (claim.id.parts().1, &claim.sha256));
        let about = about(records.ledger, *proof);
        let claim = claim.map(|claim| known_as(&by_claim, records.ledger, (about, proof), claim));
        let (standing, revoked) = by_claim.entry((about, claim)).or_default();
        if stands { standing.push(*proof) } else { revoked.push(*proof) }
    }
    by_claim
}

/// The claim as the records before knew it: one whose words are the same, wherever its folder lay when it was
/// judged, is the same claim.
fn known_as<'a>(
    known: &BTreeMap<Judgement<'a>, Both<'a>>,
    ledger: Option<&'a Ledger<'a>>,
    (subject, proof): (&'a str, &Proof<'a>),
    (id, digest): (&'a str, &'a Sha256),
) -> (&'a str, &'a Sha256) {
    let heard = known.range((subject, None)..).take_while(|((about, _), _)| *about == subject);
    let mut others = heard.filter_map(|((_, claim), _)| {
        claim.filter(|(other, before)| *other == id && *before != digest)
    });
    let Some(first) = others.next() else { return (id, digest) };
    let owner = proof.verified.approval.owner();
    let now = ledger.and_then(|ledger| owned_record(ledger.catalog(), Kind::Claim, id, owner));
    let Some(now) = now.filter(|now| now.has_words(digest)) else { return (id, digest) };
    let mut others = std::iter::once(first).chain(others);
    others.find(|(_, other)| now.has_words(other)).unwrap_or((id, digest))
}

/// A claim and all that was decided on it.
struct Hearing<'a> {
    subject: &'a str,
    claim: Claimed<'a>,
    standing: Vec<Proof<'a>>,
    revoked: Vec<Proof<'a>>,
}

/// What came of the claims on one thing. An award answers the not-yets before it, so that awards are found
/// in the order in which they were completed.
fn of_subject<'a>(chain: Option<&'a Chain<'a>>, hearings: &[Hearing<'a>]) -> Vec<Round<'a>> {
    let said = hearings.iter().flat_map(|one| one.standing.iter().map(|proof| (one.claim, *proof)));
    let mut past = Past::of(chain, &said.collect::<Vec<_>>());
    while !past.is_empty() {
        let awarded = hearings.iter().filter_map(|one| {
            let (approved, not_yet) = last_words(&one.standing);
            let award = not_yet.is_empty().then(|| award(one, &approved, &past)).flatten()?;
            Some((award.completed()?, one.claim))
        });
        let mut awarded: Vec<(Moment<'a>, Claimed<'a>)> = awarded.collect();
        awarded.sort();
        if !awarded.into_iter().any(|(moment, claim)| past.note(moment, claim)) {
            break;
        }
    }
    let round = |one: &Hearing<'a>| Round {
        subject: one.subject,
        claim: one.claim,
        outcome: outcome(one, &past),
    };
    hearings.iter().map(round).collect()
}

fn outcome<'a>(one: &Hearing<'a>, past: &Past<'a>) -> Outcome<'a> {
    let (approved, mut not_yet) = last_words(&one.standing);
    if !not_yet.is_empty() {
        not_yet.sort_by_key(|proof| std::cmp::Reverse(proof.moment()));
        return Outcome::NotYet(not_yet);
    }
    if let Some(award) = award(one, &approved, past) {
        return Outcome::Awarded(award);
    }
    let mut with_revoked = approved.clone();
    with_revoked.extend(
        one.revoked.iter().filter(|proof| proof.approval().decision == Decision::Approve).copied(),
    );
    if !one.revoked.is_empty() && award(one, &with_revoked, past).is_some() {
        return Outcome::Revoked(one.revoked.clone());
    }
    waiting(one.claim, &approved, past)
}

/// The approvals that come nearest to an award, and those that do not add up with them.
fn waiting<'a>(claim: Claimed<'a>, approved: &[Proof<'a>], past: &Past<'a>) -> Outcome<'a> {
    let lacking = |group: Vec<Proof<'a>>| {
        let (open, earlier) = (open_slots(&group), past.wanted(claim, &group));
        (group, open, earlier)
    };
    let groups = by_terms(approved).into_iter().map(lacking);
    let nearest = groups.min_by_key(|(_, open, earlier)| (open.len(), earlier.len()));
    let (nearest, open, earlier) = nearest.unwrap_or_default();
    let is_near =
        |proof: &&Proof<'a>| nearest.iter().any(|one| one.judged.digest == proof.judged.digest);
    let mut apart: Vec<Proof<'a>> =
        approved.iter().filter(|proof| !is_near(proof)).copied().collect();
    apart.sort_by_key(|proof| proof.moment());
    Outcome::Waiting { approved: nearest, open, earlier, apart }
}

/// The approvals that count, and the not-yets that stand: of each signer the approvals since their last
/// not-yet, or that not-yet if it is their newest word.
fn last_words<'a>(standing: &[Proof<'a>]) -> (Vec<Proof<'a>>, Vec<Proof<'a>>) {
    let mut said: BTreeMap<&str, Vec<Proof<'a>>> = BTreeMap::new();
    for proof in standing {
        let words = said.entry(&proof.verified.signer).or_default();
        let was_not_yet =
            words.last().is_some_and(|last| last.approval().decision == Decision::NotYet);
        if was_not_yet || proof.approval().decision == Decision::NotYet {
            words.clear();
        }
        words.push(*proof);
    }
    said.into_values().flatten().partition(|proof| proof.approval().decision == Decision::Approve)
}

/// The first award that the approvals make.
fn award<'a>(one: &Hearing<'a>, approved: &[Proof<'a>], past: &Past<'a>) -> Option<Award<'a>> {
    let mut awards: Vec<Award<'a>> =
        by_terms(approved).iter().filter_map(|group| of_group(one, group, past)).collect();
    awards.sort_by_key(|award| award.date);
    awards.into_iter().next()
}

/// Approvals that may be combined: the same yardsticks and the same terms; oldest first.
fn by_terms<'a>(approved: &[Proof<'a>]) -> Vec<Vec<Proof<'a>>> {
    let mut groups: Vec<Vec<Proof<'a>>> = Vec::new();
    let mut sorted = approved.to_vec();
    sorted.sort_by_key(|proof| proof.moment());
    for proof in sorted {
        let fits = |group: &&mut Vec<Proof<'a>>| {
            group
                .first()
                .is_some_and(|first| Basis::of(first.approval()) == Basis::of(proof.approval()))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(proof),
            None => groups.push(vec![proof]),
        }
    }
    groups
}

/// What approvals have to have alike before they combine: the yardsticks and the terms.
#[derive(Debug, PartialEq, Eq)]
pub struct Basis<'a> {
    /// What they were judged by, in whatever order.
    pub against: BTreeSet<&'a Yardstick>,
    /// The slots.
    pub needs: &'a [Id],
    /// Whether one of those who judged an earlier claim has to be among them.
    pub keep_one_assessor: bool,
    /// What they give.
    pub grants: Option<&'a Grants>,
}

impl<'a> Basis<'a> {
    /// That of an approval.
    #[must_use]
    pub fn of(approval: &'a Approval) -> Self {
        Self {
            against: approval.against.iter().collect(),
            needs: &approval.needs,
            keep_one_assessor: approval.keep_one_assessor,
            grants: approval.grants.as_ref(),
        }
    }
}

fn of_group<'a>(one: &Hearing<'a>, group: &[Proof<'a>], past: &Past<'a>) -> Option<Award<'a>> {
    let needed = (1..=group.len()).find(|count| {
        let first = &group[..*count];
        open_slots(first).is_empty() && past.lacking(one.claim, first).is_empty()
    })?;
    // Which of several approvals of that day came first never matters, so all of them are part of it.
    let day = group[needed - 1].approval().date;
    let up_to_then = group.iter().take_while(|proof| proof.approval().date <= day);
    let proofs: Vec<Proof<'a>> = up_to_then.copied().collect();
    let last = proofs.last()?.approval();
    let evidence = proofs.iter().flat_map(|proof| &proof.approval().evidence);
    let worked = evidence.map(|evidence| evidence.worked).max().unwrap_or(last.date);
    let grants = last.grants.as_ref();
    let valid_for = grants.and_then(|grants| grants.valid_for);
    Some(Award {
        subject: one.subject,
        date: last.date,
        worked,
        until: valid_for.map(|valid_for| valid_for.after(last.date)),
        grants,
        proofs,
    })
}

/// The slots that stay open; an approval that names none fills nothing, unless the admins vouch for
/// it as it is, which they do for approvals older than the policy.
fn open_slots<'a>(group: &[Proof<'a>]) -> Vec<&'a str> {
    let Some(first) = group.first() else { return Vec::new() };
    let needs: &'a [Id] = &first.approval().needs;
    if needs.is_empty() {
        let is_vouched = matches!(first.verified.assurance, Assurance::Vouched(_));
        return if is_vouched { Vec::new() } else { vec![slots::ANY] };
    }
    let people: Vec<Assessor<'_>> = group.iter().map(|proof| assessor(*proof)).collect();
    slots::open(needs, &people)
}

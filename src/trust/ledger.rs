//! The ledger: every approval record of a catalog with whether it counts, and why not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::chain::{Chain, Pin};
use super::examiner::Examiner;
use super::identity;
use super::policy::Policy;
use super::refusal::Refusal;
use super::verdicts::Verdicts;
use crate::catalog::claims::Claims;
use crate::catalog::layout::Meaning;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::approval::Approval;
use crate::kinds::parts::digest::Sha256;

/// All approvals of a catalog, judged by the policy in force.
#[derive(Debug)]
pub struct Ledger<'a> {
    catalog: &'a Catalog,
    chain: Chain<'a>,
    judged: Vec<Judged<'a>>,
    by_person: BTreeMap<String, Vec<usize>>,
    claims: Claims<'a>,
}

/// One approval record and what it is worth.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// The file.
    pub record: &'a Record,
    /// The digest of its bytes.
    pub digest: Sha256,
    /// Whether it counts.
    pub outcome: Result<Verified<'a>, Refusal>,
}

/// A record that counts.
#[derive(Debug, Clone)]
pub struct Verified<'a> {
    /// What it says.
    pub approval: Entry<'a, Approval>,
    /// Whom it is about, by the present id that the policy has for them.
    pub person: String,
    /// Who decided, by the present id that the policy has for them.
    pub signer: String,
    /// What vouches for it.
    pub assurance: Assurance,
    /// When it was signed, in seconds since 1970 by the signer's clock; 0 where nobody signed.
    pub time: i64,
}

/// What vouches for a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assurance {
    /// Its seal is signed with a key that the policy gives to its signer: the key in words.
    Signed(String),
    /// It was signed, its signer has lost the authority since, and the admins keep it: the version that does.
    Kept(u16),
    /// Nobody signed it, and the admins vouch for it: the version that does.
    Vouched(u16),
}

impl Assurance {
    /// The word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Signed(_) => "signed",
            Self::Kept(_) => "kept",
            Self::Vouched(_) => "vouched",
        }
    }
}

impl<'a> Ledger<'a> {
    /// Verifies every approval of a catalog.
    #[must_use]
    pub fn of(catalog: &'a Catalog, pin: Option<&Pin>) -> Self {
        Self::under(catalog, Chain::of(catalog, pin))
    }

    /// Verifies every approval of a catalog by a chain that may be another one than the catalog's own.
    #[must_use]
    pub fn under(catalog: &'a Catalog, chain: Chain<'a>) -> Self {
        Self::judge(catalog, chain, |_| true, None)
    }

    /// Verifies the approvals that name these people, by a present or a former id, and leaves all others
    /// out as if the catalog did not have them. What a record is worth depends on no other record, so
    /// that what is said of these people is what the whole ledger says.
    #[must_use]
    pub fn about_only(catalog: &'a Catalog, pin: Option<&Pin>, people: &BTreeSet<&str>) -> Self {
        let chain = Chain::of(catalog, pin);
        let now = chain.in_force().cloned();
        let present = |id: &str| identity::present(catalog, now.as_ref(), id).to_owned();
        let people: BTreeSet<String> = people.iter().map(|id| present(id)).collect();
        let is_about = |record: &Record| {
            let named = Entry::<Approval>::of(record).map(|one| one.document.person.as_str());
            let is_one = |id: &str| people.contains(&present(id));
            named.is_some_and(is_one) || record.owner.as_deref().is_some_and(is_one)
        };
        Self::judge(catalog, chain, is_about, None)
    }

    /// Verifies the approvals of a catalog, except those that another ledger has judged: a record that lies
    /// there under the same path with the same bytes and seal is worth the same under the same policies.
    #[must_use]
    pub fn beside(catalog: &'a Catalog, pin: Option<&Pin>, known: &Ledger<'_>) -> Self {
        Self::knowing(catalog, pin, &Verdicts::of(known))
    }

    /// Verifies the approvals of a catalog, except those that verdicts are kept of.
    #[must_use]
    pub fn knowing(catalog: &'a Catalog, pin: Option<&Pin>, known: &Verdicts) -> Self {
        let chain = Chain::of(catalog, pin);
        let is_same =
            known.are_under(chain.versions().iter().map(|version| &version.digest), catalog);
        Self::judge(catalog, chain, |_| true, Some(known).filter(|_| is_same))
    }

    fn judge(
        catalog: &'a Catalog,
        chain: Chain<'a>,
        is_asked: impl Fn(&Record) -> bool,
        known: Option<&Verdicts>,
    ) -> Self {
        let kept = chain.kept();
        let seals = Seals::of(catalog);
        let records = catalog.of_kind(Kind::Approval).filter(|record| is_asked(record));
        let records: Vec<&'a Record> = records.collect();
        let examine = |(number, record): (usize, &&'a Record)| {
            let known = known.and_then(|known| known.judge(number, record, &seals));
            let examiner = Examiner { catalog, chain: &chain, kept: &kept, seals: &seals };
            known.unwrap_or_else(|| examiner.judge(record))
        };
        let judged: Vec<Judged<'a>> = records.par_iter().enumerate().map(examine).collect();
        let mut by_person: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut from = 0;
        // Records of one person mostly stand together.
        for run in judged.chunk_by(|one, other| whose(one) == whose(other)) {
            if let Some(owner) = run.first().and_then(whose) {
                let person = identity::present(catalog, chain.in_force(), owner);
                by_person.entry(person.to_owned()).or_default().extend(from..from + run.len());
            }
            from += run.len();
        }
        let counting = judged.iter().filter_map(|one| Some(one.outcome.as_ref().ok()?.approval));
        let claims = Claims::of(catalog, counting);
        Self { catalog, chain, judged, by_person, claims }
    }

    /// The catalog whose approvals these are.
    #[must_use]
    pub const fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// The chain of policies that they were judged by.
    #[must_use]
    pub const fn chain(&self) -> &Chain<'a> {
        &self.chain
    }

    /// The policy in force.
    #[must_use]
    pub fn policy(&self) -> Option<&Policy<'a>> {
        self.chain.in_force()
    }

    /// Every approval record, sorted by owner and id.
    #[must_use]
    pub fn all(&self) -> &[Judged<'a>] {
        &self.judged
    }

    /// The records that count, sorted by owner and id.
    pub fn verified(&self) -> impl Iterator<Item = (&Judged<'a>, &Verified<'a>)> {
        self.judged.iter().filter_map(|one| Some((one, one.outcome.as_ref().ok()?)))
    }

    /// The records that do not count, with what they say and why not, sorted by owner and id.
    pub fn refused(&self) -> impl Iterator<Item = (Entry<'a, Approval>, &Refusal)> {
        self.judged.iter().filter_map(move |one| {
            let why = one.outcome.as_ref().err()?;
            Some((Entry::of(one.record)?, why))
        })
    }

    /// The claims of the catalog, answered by the records that count.
    #[must_use]
    pub const fn claims(&self) -> &Claims<'a> {
        &self.claims
    }

    /// The records that count and are about a person, by any of their ids, sorted by id.
    pub fn about(&self, person: &str) -> impl Iterator<Item = (&Judged<'a>, &Verified<'a>)> {
        let person = identity::present(self.catalog, self.policy(), person);
        let numbers = self.by_person.get(person).into_iter().flatten();
        let judged = numbers.map(|number| &self.judged[*number]);
        judged.filter_map(|one| Some((one, one.outcome.as_ref().ok()?)))
    }

    /// The records in somebody's folder, whether they count or not, sorted by id.
    pub fn owned_by(&self, owner: &str) -> impl Iterator<Item = &Judged<'a>> {
        let from = self.judged.partition_point(|one| one.record.owner.as_deref() < Some(owner));
        let rest = self.judged.get(from..).unwrap_or_default();
        let owner = owner.to_owned();
        rest.iter().take_while(move |one| one.record.owner.as_deref() == Some(&*owner))
    }

    /// The digests of all records that count.
    #[must_use]
    pub fn digests(&self) -> BTreeSet<&Sha256> {
        self.verified().map(|(judged, _)| &judged.digest).collect()
    }
}

/// The texts of all seals beside approvals, by path; gone through when the first is asked for.
pub(super) struct Seals<'a> {
    catalog: &'a Catalog,
    by_path: OnceLock<HashMap<&'a str, &'a Arc<str>>>,
}

impl<'a> Seals<'a> {
    pub(super) const fn of(catalog: &'a Catalog) -> Self {
        Self { catalog, by_path: OnceLock::new() }
    }

    pub(super) fn at(&self, path: &str) -> Option<&'a Arc<str>> {
        let by_path = self.by_path.get_or_init(|| {
            let all = self.catalog.side_files().iter();
            let seals = all.filter(|side| side.meaning == Meaning::Seal);
            seals.map(|side| (&*side.source.path, &side.source.text)).collect()
        });
        by_path.get(path).copied()
    }

    /// The side file of this number, where it stands at this path.
    pub(super) fn numbered(&self, number: usize, path: &Arc<str>) -> Option<&'a Arc<str>> {
        let side = self.catalog.side_files().get(number)?;
        Arc::ptr_eq(&side.source.path, path).then_some(&side.source.text)
    }
}

/// In whose folder a record lies that counts.
fn whose<'j>(judged: &'j Judged<'_>) -> Option<&'j str> {
    judged.outcome.as_ref().ok().map(|verified| verified.approval.owner())
}

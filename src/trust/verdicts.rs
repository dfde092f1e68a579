//! What was found out about approvals, kept beyond the catalog that it was found in: a record of the same
//! bytes is worth the same as long as the policies are the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::identity;
use super::ledger::{Assurance, Judged, Ledger, Seals, Verified};
use super::refusal::Refusal;
use super::seal;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::approval::Approval;
use crate::kinds::parts::digest::Sha256;

/// Verdicts by the path of the record, and the policies that they were given under.
#[derive(Debug, Default)]
pub struct Verdicts {
    versions: Vec<Sha256>,
    /// Whom the catalog has renamed: nobody decides about themselves, by whatever id.
    renamed: Vec<(String, String)>,
    /// In the order of the ledger, which is mostly that of the next.
    all: Vec<Verdict>,
    by_path: HashMap<Arc<str>, usize>,
}

/// A verdict, and everything that it was made from.
#[derive(Debug)]
struct Verdict {
    path: Arc<str>,
    text: Arc<str>,
    has_mark: bool,
    is_sound: bool,
    name: Arc<str>,
    owner: Option<Arc<str>>,
    seal: Option<Seal>,
    digest: Sha256,
    outcome: Result<Worth, Refusal>,
}

/// A seal, and its number among the files of its catalog that are no records.
#[derive(Debug)]
struct Seal {
    number: usize,
    path: Arc<str>,
    text: Arc<str>,
}

/// What is said of a record that counts, without the record.
#[derive(Debug)]
struct Worth {
    person: String,
    signer: String,
    assurance: Assurance,
    time: i64,
}

impl Verdicts {
    /// All that a ledger has found out.
    #[must_use]
    pub fn of(ledger: &Ledger<'_>) -> Self {
        let sides = ledger.catalog().side_files();
        let numbers = sides.iter().enumerate().map(|(number, side)| (&*side.source.path, number));
        let numbers: HashMap<&str, usize> = numbers.collect();
        let seal = |record: &Record| {
            let number = *numbers.get(&*seal_path(record)?)?;
            let source = &sides.get(number)?.source;
            Some(Seal { number, path: Arc::clone(&source.path), text: Arc::clone(&source.text) })
        };
        let verdict = |judged: &Judged<'_>| {
            let record = judged.record;
            Verdict {
                path: Arc::clone(&record.source.path),
                text: Arc::clone(&record.source.text),
                has_mark: record.has_mark,
                is_sound: record.is_sound(),
                name: Arc::clone(&record.name),
                owner: record.owner.clone(),
                seal: seal(record),
                digest: judged.digest.clone(),
                outcome: judged.outcome.as_ref().map(Worth::of).map_err(Clone::clone),
            }
        };
        let all: Vec<Verdict> = ledger.all().iter().map(verdict).collect();
        let by_path = all.iter().enumerate().map(|(number, it)| (Arc::clone(&it.path), number));
        Self {
            versions: versions(ledger),
            renamed: identity::renamed(ledger.catalog()),
            by_path: by_path.collect(),
            all,
        }
    }

    /// Whether they were given under these policies, with everybody called as in this catalog.
    #[must_use]
    pub(super) fn are_under<'v>(
        &self,
        mut versions: impl Iterator<Item = &'v Sha256>,
        catalog: &Catalog,
    ) -> bool {
        self.versions.iter().all(|known| versions.next() == Some(known))
            && versions.next().is_none()
            && self.renamed == identity::renamed(catalog)
    }

    /// What is known of the record of this number in its ledger, if all that a verdict is made from is the same.
    #[must_use]
    pub(super) fn judge<'a>(
        &self,
        number: usize,
        record: &'a Record,
        seals: &Seals<'a>,
    ) -> Option<Judged<'a>> {
        let path = &record.source.path;
        let here = self.all.get(number).filter(|known| Arc::ptr_eq(&known.path, path));
        let known = here.or_else(|| self.all.get(*self.by_path.get(path)?))?;
        let is_same = is_same(&known.text, &record.source.text)
            && known.has_mark == record.has_mark
            && known.is_sound == record.is_sound()
            && (&known.owner, &known.name) == (&record.owner, &record.name)
            && known.has_seal_of(record, seals);
        if !is_same {
            return None;
        }
        let outcome = match &known.outcome {
            Ok(worth) => Ok(worth.verified(Entry::<Approval>::of(record)?)),
            Err(why) => Err(why.clone()),
        };
        Some(Judged { record, digest: known.digest.clone(), outcome })
    }
}

impl Verdict {
    /// Whether a record has the seal that this was given by.
    fn has_seal_of(&self, record: &Record, seals: &Seals<'_>) -> bool {
        let numbered = self.seal.as_ref().and_then(|it| seals.numbered(it.number, &it.path));
        let now = numbered.or_else(|| seals.at(&seal_path(record)?));
        match (&self.seal, now) {
            (Some(known), Some(now)) => is_same(&known.text, now),
            (known, now) => known.is_none() && now.is_none(),
        }
    }
}

impl Worth {
    fn of(verified: &Verified<'_>) -> Self {
        Self {
            person: verified.person.clone(),
            signer: verified.signer.clone(),
            assurance: verified.assurance.clone(),
            time: verified.time,
        }
    }

    fn verified<'a>(&self, approval: Entry<'a, Approval>) -> Verified<'a> {
        Verified {
            approval,
            person: self.person.clone(),
            signer: self.signer.clone(),
            assurance: self.assurance.clone(),
            time: self.time,
        }
    }
}

fn versions(ledger: &Ledger<'_>) -> Vec<Sha256> {
    ledger.chain().versions().iter().map(|version| version.digest.clone()).collect()
}

/// Where the seal of its signer would stand; none where the record does not say who that is.
fn seal_path(record: &Record) -> Option<String> {
    let approval = Entry::<Approval>::of(record)?;
    Some(seal::path(&record.source.path, approval.document.signer.as_str()))
}

/// Texts that were not read again are one and the same.
fn is_same(one: &Arc<str>, other: &Arc<str>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

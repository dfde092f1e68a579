//! A version of the policy as an admin looks at it before sealing: its changes, and every record by name.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::nobody;
use crate::catalog::Catalog;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::person::Person;
use crate::kinds::trust::Trust;
use crate::trust::chain::Chain;
use crate::trust::change::{self, Change};
use crate::trust::kept::{self, Named};
use crate::trust::ledger::Ledger;
use crate::trust::policy::{Policy, Unusable};

/// What a version does, computed from the catalog and never taken from the version's own word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What it changes, as sentences.
    pub changes: Vec<String>,
    /// The records that go on counting because it keeps them.
    pub stay: Vec<Named>,
    /// The unsigned approvals that the admins vouch for with it.
    pub vouched: Vec<Named>,
    /// The records that no longer count although nothing in it drops them.
    pub fall: Vec<Named>,
    /// The records that it drops by name; only the digest of one that is not in the catalog.
    pub dropped: Vec<String>,
    /// The records of those whose folders may go.
    pub erased: Vec<Named>,
    /// What it keeps and its changes do not give, in words.
    pub strange: Vec<String>,
    /// The ids that it gives to somebody who is there beside whoever has the old one: old and new.
    pub taken_over: Vec<(String, String)>,
}

impl View {
    /// Looks at a version from the catalog that it lies in, after the versions before it.
    ///
    /// # Errors
    /// Why the version cannot be used at all.
    pub fn of(catalog: &Catalog, chain: &Chain<'_>, next: &Trust) -> Result<Self, Unusable> {
        let chain = chain.up_to(next.version.saturating_sub(1));
        let nothing = nobody(&next.catalog);
        let before = chain.in_force().map_or(&nothing, |last: &Policy<'_>| last.document);
        let changes = change::between(before, next);
        let falling = kept::falling(catalog, &chain, next)?;
        let unsigned = kept::unsigned(catalog, &chain, next)?;
        let ledger = Ledger::under(catalog, chain.clone());
        let named = kept::all(&ledger);
        let by_digest: BTreeMap<&Sha256, &Named> =
            named.iter().map(|one| (&one.digest, one)).collect();
        let known: BTreeSet<&Sha256> =
            falling.iter().chain(&unsigned).map(|one| &one.digest).collect();
        let strange =
            next.kept.iter().filter(|digest| !known.contains(*digest)).map(
                |digest| match by_digest.get(digest) {
                    Some(one) => format!("{one}, which this change does not touch"),
                    None => format!("{digest}, which is no approval of this branch"),
                },
            );
        let dropped = next.dropped.iter().filter(|digest| !before.dropped.contains(digest));
        let dropped = dropped.map(|digest| {
            by_digest.get(digest).map_or_else(|| digest.to_string(), ToString::to_string)
        });
        let is_erased = |one: &&Named| {
            let owner = one.name.split('/').next().unwrap_or_default();
            changes.iter().any(|change| *change == Change::Erased(owner.to_owned()))
        };
        let is_kept = |one: &Named| next.kept.contains(&one.digest);
        let is_told = |change: &&Change| !matches!(change, Change::Dropped(_));
        let (stay, fall) = falling.iter().cloned().partition(is_kept);
        Ok(Self {
            stay,
            fall,
            vouched: unsigned.iter().filter(|one| is_kept(one)).cloned().collect(),
            dropped: dropped.collect(),
            strange: strange.collect(),
            erased: named.iter().filter(is_erased).cloned().collect(),
            taken_over: changes.iter().filter_map(|change| taken_over(catalog, change)).collect(),
            changes: changes.iter().filter(is_told).map(ToString::to_string).collect(),
        })
    }

    /// Whether it keeps other records than its changes give.
    #[must_use]
    pub const fn differs(&self) -> bool {
        !self.fall.is_empty() || !self.strange.is_empty()
    }

    /// All of it, a line for each; those with `!` are what an admin would not expect.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.changes.iter().map(|change| format!("  - {change}")).collect();
        let mut list = |mark: &str, what: &str, records: Vec<String>| {
            if !records.is_empty() {
                lines.push(format!("  {mark} {what}:"));
                lines.extend(records.into_iter().map(|one| format!("      {one}")));
            }
        };
        let all = |named: &[Named]| named.iter().map(ToString::to_string).collect::<Vec<_>>();
        list("-", "signed before, and stay valid, kept by name", all(&self.stay));
        list("-", "not signed by anybody; the admins vouch for", all(&self.vouched));
        list("-", "no longer kept", self.dropped.clone());
        list("-", "may be taken out of the catalog", all(&self.erased));
        list("!", "it does not keep these, which would fall", all(&self.fall));
        list("!", "it keeps what its changes do not ask for", self.strange.clone());
        lines
    }
}

/// The two ids of a renaming that gives one person what another earned: both are there.
fn taken_over(catalog: &Catalog, change: &Change) -> Option<(String, String)> {
    let Change::Renamed(old, new) = change else { return None };
    both_are_there(catalog, old, new).then(|| (old.clone(), new.clone()))
}

/// Whether a catalog has two people of these ids, none of them a former one.
#[must_use]
pub fn both_are_there(catalog: &Catalog, old: &str, new: &str) -> bool {
    let is_there = |id: &str| catalog.get::<Person>(id).is_some_and(|one| one.id() == id);
    is_there(old) && is_there(new)
}

//! The chain of trust policies: which versions are in force, and why the others are not.
//!
//! Version n + 1 counts if it names the digest of version n and is sealed by enough admins of version n
//! and by enough of its own: the rule of TUF's root metadata (The Update Framework specification,
//! section 5.3), so that new admins prove that their keys work before anything hangs on them. In force
//! is the longest beginning of the chain that holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::policy::{Policy, Unusable};
use super::refusal::{Broken, Mismatch};
use super::seal;
use super::tally::Tally;
use crate::base::id::Id;
use crate::catalog::Catalog;
use crate::catalog::layout::Meaning;
use crate::kinds::Kind;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;

/// A version of the policy as it lies in a folder, whether it counts or not.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// Its path in the catalog.
    pub path: Arc<str>,
    /// Its number, as the file's name has it; none where that is no number.
    pub number: Option<u16>,
    /// What it says, if it says only what a policy can say.
    pub document: Option<&'a Trust>,
    /// The digest of its bytes.
    pub digest: Sha256,
    /// The seals beside it, by the id of the admin in their names.
    pub seals: BTreeMap<&'a str, &'a str>,
}

/// The version that somebody vouches for from outside: its number and the digest of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The number.
    pub version: u16,
    /// The digest.
    pub digest: Sha256,
}

impl fmt::Display for Pin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.version, self.digest.hex())
    }
}

impl FromStr for Pin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("`{text}` is no pin; write `<version>:<64 hexadecimal digits>`");
        let (version, digest) = text.trim().split_once(':').ok_or_else(refuse)?;
        let hex = digest.strip_prefix("sha256:").unwrap_or(digest);
        let is_hex =
            hex.len() == 64 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let version = version.parse().ok().filter(|version| *version > 0);
        match version {
            Some(version) if is_hex => {
                Ok(Self { version, digest: Sha256::new(format!("sha256:{hex}")) })
            }
            _ => Err(refuse()),
        }
    }
}

/// Why a version is not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It says what no policy can say, or cannot be read.
    Malformed,
    /// It calls itself by another number than its file.
    OtherNumber(u16),
    /// It is a policy of another catalog.
    OtherCatalog(Id),
    /// It cannot be used, whoever sealed it.
    Unusable(Unusable),
    /// The version before it is missing: its number.
    Skipped(u16),
    /// It follows another version than the one that lies before it.
    Forked,
    /// Too few admins sealed it.
    Undersealed {
        /// The version whose admins have to.
        of: u16,
        /// Those who did.
        have: Vec<String>,
        /// How many it takes.
        need: usize,
        /// Those who may, and did not.
        missing: Vec<String>,
        /// Seals that vouch for nothing: of whom, and why.
        broken: Vec<(String, BrokenSeal)>,
    },
    /// A version before it is not in force: which.
    Follows(u16),
    /// It is not the version that was pinned.
    Pinned(Pin),
}

/// Why a seal of a policy's version does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrokenSeal {
    /// It vouches for nothing.
    Broken(Broken),
    /// It is sound and vouches for other bytes.
    OtherBytes,
    /// It vouches for something else.
    Mismatch(Mismatch),
}

/// A commit of the past with a chain that the present one should go on from, and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Longer {
    /// The commit's full name.
    pub commit: String,
    /// The newest version in force there.
    pub version: u16,
    /// The digests of the versions in force there, oldest first.
    pub digests: Vec<Sha256>,
}

impl Longer {
    /// Whether it has the version of this number, with these bytes.
    #[must_use]
    pub fn has(&self, version: u16, digest: &Sha256) -> bool {
        let place = version.checked_sub(1).map(usize::from);
        place.and_then(|place| self.digests.get(place)) == Some(digest)
    }
}

/// The chain of a catalog's policies.
#[derive(Debug, Clone, Default)]
pub struct Chain<'a> {
    versions: Vec<Policy<'a>>,
    paths: Vec<Arc<str>>,
    /// What is wrong, by path, sorted by number.
    pub faults: Vec<(Arc<str>, Fault)>,
    /// The pin that it was judged by.
    pub pin: Option<Pin>,
    /// The newest version that counts only since the pin vouches for it.
    pub vouched_up_to: u16,
}

impl<'a> Chain<'a> {
    /// The chain of a catalog, held to a pin if there is one.
    #[must_use]
    pub fn of(catalog: &'a Catalog, pin: Option<&Pin>) -> Self {
        let name = catalog.program().map(|program| program.document.catalog.as_str());
        Self::judge(name, Self::candidates(catalog), pin)
    }

    /// The versions that lie in a catalog.
    #[must_use]
    pub fn candidates(catalog: &'a Catalog) -> Vec<Candidate<'a>> {
        let mut seals: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
        for side in catalog.side_files().iter().filter(|side| side.meaning == Meaning::Seal) {
            if side.source.path.starts_with("trust/")
                && let Some((stem, admin)) = seal::parts(&side.source.path)
            {
                seals.entry(stem).or_default().insert(admin, &side.source.text);
            }
        }
        let candidate = |record: &'a crate::catalog::Record| {
            let document = match &record.document {
                Some(crate::kinds::Body::Trust(document)) if record.is_sound() => Some(&**document),
                _ => None,
            };
            let path = &record.source.path;
            let stem = path.strip_suffix(".yaml").unwrap_or(path);
            Candidate {
                path: Arc::clone(path),
                number: record.name.parse().ok(),
                document,
                digest: record.digest(),
                seals: seals.remove(stem).unwrap_or_default(),
            }
        };
        catalog.of_kind(Kind::Trust).map(candidate).collect()
    }

    /// Judges the versions of a catalog.
    ///
    /// Up to a pinned version the digests vouch for it and all before; after it, and without a pin from
    /// the first one on, the seals do.
    #[must_use]
    pub fn judge(catalog: Option<&str>, candidates: Vec<Candidate<'a>>, pin: Option<&Pin>) -> Self {
        let mut chain = Self { pin: pin.cloned(), ..Self::default() };
        let mut candidates = candidates;
        candidates.sort_by(|one, other| (one.number, &one.path).cmp(&(other.number, &other.path)));
        let pinned = pinned_digests(&candidates, pin);
        let mut stopped: Option<u16> = None;
        for candidate in &candidates {
            let fault = match (candidate.number, stopped) {
                (None, _) => Some(Fault::Malformed),
                (Some(_), Some(bad)) => Some(Fault::Follows(bad)),
                (Some(number), None) => {
                    let judged = chain.judge_one(catalog, candidate, number, &pinned);
                    match judged {
                        Ok(policy) => {
                            if pinned.contains(&policy.digest) {
                                chain.vouched_up_to = number;
                            }
                            chain.versions.push(policy);
                            chain.paths.push(Arc::clone(&candidate.path));
                            None
                        }
                        Err(fault) => {
                            stopped = Some(number);
                            Some(fault)
                        }
                    }
                }
            };
            chain.faults.extend(fault.map(|fault| (Arc::clone(&candidate.path), fault)));
        }
        chain.hold_to_pin(&candidates);
        chain
    }

    fn judge_one(
        &self,
        catalog: Option<&str>,
        candidate: &Candidate<'a>,
        number: u16,
        pinned: &BTreeSet<Sha256>,
    ) -> Result<Policy<'a>, Fault> {
        let document = candidate.document.ok_or(Fault::Malformed)?;
        if document.version != number {
            return Err(Fault::OtherNumber(document.version));
        }
        if catalog.is_none_or(|catalog| document.catalog != *catalog) {
            return Err(Fault::OtherCatalog(document.catalog.clone()));
        }
        let next = self.versions.last().map_or(1, |last| last.version() + 1);
        if number != next {
            return Err(Fault::Skipped(next));
        }
        if document.previous.as_ref() != self.versions.last().map(|last| &last.digest) {
            return Err(Fault::Forked);
        }
        let policy = Policy::after(document, candidate.digest.clone(), self.versions.last());
        let policy = policy.map_err(Fault::Unusable)?;
        if !pinned.contains(&policy.digest) {
            for judge in self.versions.last().into_iter().chain([&policy]) {
                let tally = Tally::of(candidate, &policy, judge);
                if !tally.is_enough() {
                    let Tally { of, have, need, missing, broken } = tally;
                    return Err(Fault::Undersealed { of, have, need, missing, broken });
                }
            }
        }
        Ok(policy)
    }

    /// Nothing is in force when the version that was pinned is not part of the chain.
    fn hold_to_pin(&mut self, candidates: &[Candidate<'a>]) {
        let Some(pin) = self.pin.clone() else { return };
        let kept = self.version(pin.version).is_some_and(|policy| policy.digest == pin.digest);
        if kept {
            return;
        }
        let newest = candidates.iter().rev().find(|one| one.number <= Some(pin.version));
        if let Some(newest) = newest {
            self.faults.retain(|(path, _)| *path != newest.path);
            self.faults.push((Arc::clone(&newest.path), Fault::Pinned(pin)));
        }
        self.versions.clear();
        self.paths.clear();
    }

    /// The policy in force, if there is one.
    #[must_use]
    pub fn in_force(&self) -> Option<&Policy<'a>> {
        self.versions.last()
    }

    /// The chain with another version at its end, whoever sealed it: what would be if it were in force.
    #[must_use]
    pub fn followed_by(mut self, next: Policy<'a>) -> Self {
        self.versions.push(next);
        self
    }

    /// The beginning of the chain, up to the version of this number.
    #[must_use]
    pub fn up_to(&self, number: u16) -> Self {
        let mut chain = self.clone();
        chain.versions.truncate(number.into());
        chain.paths.truncate(number.into());
        chain
    }

    /// All versions that hold, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Policy<'a>] {
        &self.versions
    }

    /// The version of this number, if it holds.
    #[must_use]
    pub fn version(&self, number: u16) -> Option<&Policy<'a>> {
        self.versions.get(usize::from(number.checked_sub(1)?))
    }

    /// Where the version of this number lies, if it holds.
    #[must_use]
    pub fn path(&self, number: u16) -> Option<&Arc<str>> {
        self.paths.get(usize::from(number.checked_sub(1)?))
    }

    /// The version that took a key away from somebody, by what a signature says of it; none where they have it, or
    /// never had it.
    #[must_use]
    pub fn took_key(&self, person: &str, used: &str) -> Option<u16> {
        let has = |policy: &Policy<'_>| {
            let keys = policy.keys_of(policy.present_id(person));
            keys.iter().any(|key| key.answers_to(used))
        };
        let last = self.versions.iter().rposition(has)?;
        self.versions.get(last + 1).map(Policy::version)
    }

    /// The records that go on counting by name, each with the first version that keeps it.
    #[must_use]
    pub fn kept(&self) -> BTreeMap<&'a Sha256, u16> {
        let mut kept = BTreeMap::new();
        for policy in &self.versions {
            for digest in &policy.document.kept {
                kept.entry(digest).or_insert(policy.version());
            }
        }
        // What was dropped stays dropped unless a later version keeps it anew.
        for policy in &self.versions {
            for digest in &policy.document.dropped {
                let again = |later: &&Policy<'_>| {
                    later.version() > policy.version() && later.document.kept.contains(digest)
                };
                match self.versions.iter().find(again) {
                    Some(later) => kept.insert(digest, later.version()),
                    None => kept.remove(digest),
                };
            }
        }
        kept
    }
}

/// The digests of the pinned version and of all that lead to it.
fn pinned_digests(candidates: &[Candidate<'_>], pin: Option<&Pin>) -> BTreeSet<Sha256> {
    let mut digests = BTreeSet::new();
    let mut wanted = pin.map(|pin| (pin.version, pin.digest.clone()));
    while let Some((number, digest)) = wanted {
        let found = candidates
            .iter()
            .find(|candidate| candidate.number == Some(number) && candidate.digest == digest);
        let Some(found) = found else { break };
        digests.insert(digest);
        let previous = found.document.and_then(|document| document.previous.clone());
        wanted = number.checked_sub(1).zip(previous);
    }
    digests
}

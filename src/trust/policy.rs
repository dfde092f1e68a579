//! One version of the trust policy, ready to be asked: whose key, which scope, who is an admin.

use std::collections::{BTreeMap, BTreeSet};

use super::key::{KeyFlaw, PublicKey};
use crate::base::id::Id;
use crate::kinds::approval::Decision;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::{Assessor, IdGlob, Trust};

/// A version of the policy.
#[derive(Debug, Clone)]
pub struct Policy<'a> {
    /// The version as it was written.
    pub document: &'a Trust,
    /// The digest of its bytes.
    pub digest: Sha256,
    keys: BTreeMap<&'a str, Vec<PublicKey>>,
}

/// Why a version cannot be used, whoever sealed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// A key cannot be read or is of a kind that does not count: whose, which of theirs, and why.
    Key(Id, usize, KeyFlaw),
    /// One key stands for two people: the first, and the second with which of theirs.
    SharedKey(Id, Id, usize),
    /// An admin has no key.
    AdminWithoutKey(String),
    /// More admins have to agree than there are.
    Threshold,
}

impl<'a> Policy<'a> {
    /// Reads the keys of a version.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(document: &'a Trust, digest: Sha256) -> Result<Self, Unusable> {
        Self::after(document, digest, None)
    }

    /// Reads a version that follows another one; keys that stand in both are not read again.
    ///
    /// # Errors
    ///
    /// As for [`Policy::read`].
    pub fn after(
        document: &'a Trust,
        digest: Sha256,
        last: Option<&Policy<'_>>,
    ) -> Result<Self, Unusable> {
        let mut keys: BTreeMap<&str, Vec<PublicKey>> = BTreeMap::new();
        let mut owners: BTreeMap<String, &Id> = BTreeMap::new();
        for (person, texts) in &document.keys {
            for (number, text) in texts.iter().enumerate() {
                let known = last.and_then(|last| last.known_key(person, text.as_str()));
                let key = known.cloned().map_or_else(|| PublicKey::read(text.as_str()), Ok);
                let key = key.map_err(|flaw| Unusable::Key(person.clone(), number, flaw))?;
                if let Some(first) = owners.insert(key.fingerprint().to_owned(), person) {
                    return Err(Unusable::SharedKey(first.clone(), person.clone(), number));
                }
                keys.entry(person.as_str()).or_default().push(key);
            }
        }
        let policy = Self { document, digest, keys };
        let admins = policy.admins();
        if let Some(admin) = admins.iter().find(|admin| policy.keys_of(admin).is_empty()) {
            return Err(Unusable::AdminWithoutKey((*admin).to_owned()));
        }
        if policy.threshold() > admins.len() || policy.threshold() == 0 {
            return Err(Unusable::Threshold);
        }
        Ok(policy)
    }

    /// The key that a person has here, if it is written so.
    fn known_key(&self, person: &Id, text: &str) -> Option<&PublicKey> {
        let number = self.document.keys.get(person)?.iter().position(|one| one.as_str() == text)?;
        self.keys.get(person.as_str())?.get(number)
    }

    /// Its number.
    #[must_use]
    pub const fn version(&self) -> u16 {
        self.document.version
    }

    /// Who may change the policy.
    #[must_use]
    pub fn admins(&self) -> BTreeSet<&'a str> {
        self.document.admins.people.iter().map(crate::base::reference::Ref::as_str).collect()
    }

    /// The same in words: `chen, hana`.
    #[must_use]
    pub fn admins_in_words(&self) -> String {
        self.admins().into_iter().collect::<Vec<_>>().join(", ")
    }

    /// How many admins have to agree on the next version.
    #[must_use]
    pub fn threshold(&self) -> usize {
        usize::from(self.document.admins.threshold)
    }

    /// The keys of a person.
    #[must_use]
    pub fn keys_of(&self, person: &str) -> &[PublicKey] {
        self.keys.get(person).map_or(&[], Vec::as_slice)
    }

    /// All keys, with whose they are, sorted by person.
    pub fn keys(&self) -> impl Iterator<Item = (&'a str, &PublicKey)> {
        self.keys.iter().flat_map(|(person, keys)| keys.iter().map(move |key| (*person, key)))
    }

    /// The present id of somebody whose id changed.
    #[must_use]
    pub fn present_id<'b>(&'b self, person: &'b str) -> &'b str {
        let mut id = person;
        // A circle of renamings ends where it has been gone round once.
        for _ in 0..=self.document.renamed.len() {
            match self.document.renamed.get(id) {
                Some(new) => id = new.as_str(),
                None => break,
            }
        }
        id
    }

    /// Whether the policy names somebody by this very id: with a key, in a scope, as an admin, or as one that it has
    /// renamed.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        let Trust { assessors, keys, renamed, .. } = self.document;
        keys.keys().any(|one| *one == *id)
            || assessors.iter().any(|one| one.person.as_str() == id)
            || self.admins().contains(id)
            || renamed.iter().any(|(old, new)| *old == *id || *new == *id)
    }

    /// What the policy says of a person; somebody may have several entries.
    pub fn entries<'b>(&'b self, person: &'b str) -> impl Iterator<Item = &'a Assessor> + 'b {
        self.document.assessors.iter().filter(move |entry| entry.person.as_str() == person)
    }

    /// Whether a person may take this decision on this subject.
    ///
    /// Everybody with a key may endorse.
    #[must_use]
    pub fn may(&self, person: &str, decision: Decision, subject: &str) -> bool {
        decision == Decision::Endorse
            || self.entries(person).any(|entry| covers(scope(entry, decision), subject))
    }

    /// Whether a scope of theirs means this very subject: by its id, or by `*`, which means all there is. Other
    /// patterns are of credentials, whose bars are their own; a competency by itself takes one word of one person.
    #[must_use]
    pub fn means(&self, person: &str, decision: Decision, subject: &str) -> bool {
        self.entries(person).any(|entry| {
            let mut globs = scope(entry, decision).iter();
            globs.any(|glob| glob.as_str() == subject || glob.as_str() == "*")
        })
    }

    /// The disciplines in which a person judges a subject, sorted.
    #[must_use]
    pub fn disciplines(
        &self,
        person: &str,
        decision: Decision,
        subject: &str,
    ) -> BTreeSet<&'a str> {
        self.entries(person)
            .filter(|entry| covers(scope(entry, decision), subject))
            .flat_map(|entry| entry.disciplines.iter().map(Id::as_str))
            .collect()
    }

    /// Everybody who may take this decision on this subject, sorted.
    #[must_use]
    pub fn who_may(&self, decision: Decision, subject: &str) -> BTreeSet<&'a str> {
        self.document
            .assessors
            .iter()
            .filter(|entry| covers(scope(entry, decision), subject))
            .map(|entry| entry.person.as_str())
            .collect()
    }

    /// The entries that let somebody decide on one subject what nothing lets them decide on another one in
    /// the same disciplines, each with those decisions, in the order of the policy.
    #[must_use]
    pub fn only_on(
        &self,
        decisions: &[Decision],
        subject: &str,
        other: &str,
    ) -> Vec<(&'a Assessor, Vec<Decision>)> {
        let has_both = |entry: &Assessor, decision| {
            let person = entry.person.as_str();
            let there = self.disciplines(person, decision, other);
            self.may(person, decision, other)
                && entry.disciplines.iter().all(|one| there.contains(one.as_str()))
        };
        let only = |entry: &Assessor| -> Vec<Decision> {
            let all = decisions.iter().copied();
            let here = all.filter(|decision| covers(scope(entry, *decision), subject));
            here.filter(|decision| !has_both(entry, *decision)).collect()
        };
        let all = self.document.assessors.iter().map(|entry| (entry, only(entry)));
        all.filter(|(_, decisions)| !decisions.is_empty()).collect()
    }

    /// The entries that name a subject by its very id for one of these decisions, in the order of the policy.
    pub fn entries_naming(
        &self,
        decisions: &[Decision],
        subject: &str,
    ) -> impl Iterator<Item = &'a Assessor> {
        let all = self.document.assessors.iter();
        all.filter(move |entry| decisions.iter().any(|one| names(entry, *one, subject)))
    }

    /// Whether somebody's records were taken out of the catalog on purpose.
    #[must_use]
    pub fn has_erased(&self, person: &str) -> bool {
        self.document.erased.iter().any(|id| *id == *person)
    }
}

/// Whether an entry lets somebody decide on a subject by its very id, not only by a pattern.
#[must_use]
pub fn names(entry: &Assessor, decision: Decision, subject: &str) -> bool {
    scope(entry, decision).iter().any(|glob| glob.as_str() == subject)
}

fn scope(entry: &Assessor, decision: Decision) -> &[IdGlob] {
    match decision {
        Decision::Approve | Decision::NotYet => &entry.approve,
        Decision::Waive => &entry.waive,
        Decision::Revoke => &entry.revoke,
        Decision::Promote => &entry.promote,
        Decision::Place => &entry.place,
        Decision::Endorse => &[],
    }
}

fn covers(scope: &[IdGlob], subject: &str) -> bool {
    scope.iter().any(|glob| glob.matches(subject))
}

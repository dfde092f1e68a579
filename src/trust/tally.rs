//! Counting seals: which admins sealed a version of the policy, and who still has to.

use super::chain::{BrokenSeal, Candidate};
use super::opening;
use super::policy::Policy;
use super::refusal::Mismatch;
use super::statement::{Purpose, Words};

/// The seals of a version, counted by the admins of one version: of the one before, or its own.
///
/// Each seal is held against the keys that this version gives the admin. An admin who changes keys is
/// therefore given both for one version: the old key seals that one, the new key the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The version whose admins have to seal.
    pub of: u16,
    /// How many of them it takes.
    pub need: usize,
    /// Those who did.
    pub have: Vec<String>,
    /// Those who may, and did not.
    pub missing: Vec<String>,
    /// Seals that vouch for nothing: of whom, and why.
    pub broken: Vec<(String, BrokenSeal)>,
}

impl Tally {
    /// Counts the seals of a version by the admins of `judge`, with the keys that `judge` gives them.
    #[must_use]
    pub fn of(candidate: &Candidate<'_>, policy: &Policy<'_>, judge: &Policy<'_>) -> Self {
        let mut tally = Self {
            of: judge.version(),
            need: judge.threshold(),
            have: Vec::new(),
            missing: Vec::new(),
            broken: Vec::new(),
        };
        for admin in judge.admins() {
            match candidate.seals.get(admin) {
                None => tally.missing.push(admin.to_owned()),
                Some(text) => match check(text, candidate, policy, judge, admin) {
                    Ok(()) => tally.have.push(admin.to_owned()),
                    Err(why) => tally.broken.push((admin.to_owned(), why)),
                },
            }
        }
        tally
    }

    /// Whether as many sealed as it takes.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.have.len() >= self.need
    }

    /// How many more it takes.
    #[must_use]
    pub fn lacks(&self) -> usize {
        self.need.saturating_sub(self.have.len())
    }
}

fn check(
    text: &str,
    candidate: &Candidate<'_>,
    policy: &Policy<'_>,
    judge: &Policy<'_>,
    admin: &str,
) -> Result<(), BrokenSeal> {
    let statement = opening::open(text).map_err(BrokenSeal::Broken)?;
    let words = &statement.words;
    let expected = Words::of_version(policy.version());
    let mismatch = [
        (words.purpose != Purpose::Trust, Mismatch::Purpose),
        (policy.document.catalog != *words.catalog, Mismatch::Catalog),
        (words.signer != admin, Mismatch::Signer),
    ];
    if let Some((_, what)) = mismatch.into_iter().find(|(differs, _)| *differs) {
        return Err(BrokenSeal::Mismatch(what));
    }
    let _key = opening::verify(&statement, judge, admin).map_err(BrokenSeal::Broken)?;
    if words.record != candidate.digest {
        return Err(BrokenSeal::OtherBytes);
    }
    if words.subject != expected {
        return Err(BrokenSeal::Mismatch(Mismatch::Subject));
    }
    Ok(())
}

//! Sealing a version: in whose name the user's key may do it, the seals, and how many are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::listed;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::session::carry;
use crate::trust::chain::{BrokenSeal, Candidate};
use crate::trust::key::PublicKey;
use crate::trust::policy::Policy;
use crate::trust::refusal::Broken;
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};
use crate::trust::tally::Tally;
use crate::world::clock;
use crate::world::git::read::Home;
use crate::world::sign::SignRefusal;
use crate::world::sign::setup::signing_setup;

/// A version that is being sealed, with the one before it.
#[derive(Debug)]
pub struct Sealing<'a> {
    /// Where it lies.
    pub path: Arc<str>,
    /// What it says, with its digest.
    pub policy: Policy<'a>,
    /// The version before; none of the first one.
    pub before: Option<Policy<'a>>,
    /// The seals that it has, by the admin in their names.
    pub seals: BTreeMap<String, String>,
}

impl<'a> Sealing<'a> {
    /// A version without seals.
    #[must_use]
    pub fn new(path: &str, policy: Policy<'a>, before: Option<Policy<'a>>) -> Self {
        Self { path: path.into(), policy, before, seals: BTreeMap::new() }
    }

    /// What each of the two versions' admins have done and still have to do.
    #[must_use]
    pub fn tallies(&self) -> Vec<Tally> {
        let seals = self.seals.iter().map(|(admin, text)| (admin.as_str(), text.as_str()));
        let candidate = Candidate {
            path: Arc::clone(&self.path),
            number: Some(self.policy.version()),
            document: Some(self.policy.document),
            digest: self.policy.digest.clone(),
            seals: seals.collect(),
        };
        let judges = self.before.iter().chain([&self.policy]);
        judges.map(|judge| Tally::of(&candidate, &self.policy, judge)).collect()
    }

    /// Whether enough admins of both versions sealed it.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.tallies().iter().all(Tally::is_enough)
    }

    /// The admins in whose names this key seals: several while somebody's id changes.
    ///
    /// # Errors
    /// A sentence when it is no admin's key, or their seals are there already.
    pub fn names_of(&self, key: &PublicKey) -> Result<BTreeSet<String>, String> {
        let judges: Vec<&Policy<'a>> = self.before.iter().chain([&self.policy]).collect();
        let mut names = BTreeSet::new();
        let mut owners = BTreeSet::new();
        for judge in &judges {
            let admins = judge.admins();
            for (person, _) in judge.keys().filter(|(_, known)| *known == key) {
                owners.insert(person);
                if admins.contains(person) {
                    names.insert(person.to_owned());
                }
            }
        }
        if names.is_empty() {
            return Err(self.foreign(key, &owners));
        }
        let counted = |name: &String| {
            self.tallies().iter().any(|tally| tally.have.contains(name))
                && !self
                    .tallies()
                    .iter()
                    .any(|tally| tally.broken.iter().any(|(who, _)| who == name))
        };
        if names.iter().all(counted) {
            let names: Vec<&String> = names.iter().collect();
            return Err(format!(
                "{} has sealed version {} already",
                listed(&names, "and"),
                self.policy.version()
            ));
        }
        Ok(names)
    }

    fn foreign(&self, key: &PublicKey, owners: &BTreeSet<&str>) -> String {
        let version = self.policy.version();
        let admins: BTreeSet<&str> =
            self.before.iter().chain([&self.policy]).flat_map(Policy::admins).collect();
        let admins: Vec<&str> = admins.into_iter().collect();
        let whose = match owners.iter().next() {
            Some(owner) => format!("it belongs to {owner}, who is no admin"),
            None => "it belongs to nobody there".to_owned(),
        };
        let mut theirs = BTreeSet::new();
        for judge in self.before.iter().chain([&self.policy]) {
            for (person, key) in judge.keys().filter(|(person, _)| admins.contains(person)) {
                theirs.insert(format!("\n    {person}: {}", key.words()));
            }
        }
        format!(
            "your key {} cannot seal version {version} of the trust policy: {whose}; its admins are {}\
             \n  their keys are{}\n  help: an admin runs `learn trust add` with your key, or you tell git \
             to sign with the right one: `git config user.signingKey`",
            key.words(),
            listed(&admins, "and"),
            theirs.into_iter().collect::<String>()
        )
    }

    /// Signs the version in these names with the user's own key, and judges the seals before anything
    /// is written.
    ///
    /// # Errors
    /// Why nothing was signed, or why the seal would not count.
    pub fn seal(&mut self, home: &Home, names: &BTreeSet<String>) -> Result<(), String> {
        for name in names {
            let words = words(self.policy.document, &self.policy.digest, name);
            let statement =
                carry::sign(home, &words).map_err(|refusal: SignRefusal| refusal.to_string())?;
            self.seals.insert(name.clone(), seal::write(&statement));
        }
        for tally in self.tallies() {
            if let Some((name, why)) = tally.broken.iter().find(|(name, _)| names.contains(name)) {
                return Err(format!(
                    "the seal of {name} would not count for the admins of version {}: {}; nothing was \
                     written\n  help: sign with the key that version {} gives {name}; an admin who \
                     changes keys has both for one version",
                    tally.of,
                    broken_words(why),
                    tally.of
                ));
            }
        }
        Ok(())
    }

    /// The files of these seals.
    #[must_use]
    pub fn files(&self, names: &BTreeSet<String>) -> BTreeMap<String, Vec<u8>> {
        let seals = self.seals.iter().filter(|(name, _)| names.contains(*name));
        seals.map(|(name, text)| (seal::path(&self.path, name), text.as_bytes().to_vec())).collect()
    }

    /// What is still missing, in words; nothing once it is complete.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let lacking = |tally: &Tally| {
            let may: Vec<&String> =
                tally.missing.iter().chain(tally.broken.iter().map(|(name, _)| name)).collect();
            let seals = if tally.lacks() == 1 {
                "1 more seal"
            } else {
                &format!("{} more seals", tally.lacks())
            };
            let of = if tally.of == self.policy.version() {
                "its own admins"
            } else {
                "the admins before"
            };
            (!tally.is_enough()).then(|| format!("{seals} of {of}: {}", listed(&may, "or")))
        };
        let mut lines: Vec<String> = self.tallies().iter().filter_map(lacking).collect();
        lines.dedup();
        lines
    }
}

/// The public half of the key that the user's git signs with.
///
/// # Errors
/// A sentence that says how to get one.
pub fn own_key(home: &Home) -> Result<(String, PublicKey), String> {
    let setup = signing_setup(&home.top())?;
    if let Some(obstacle) = setup.obstacle {
        return Err(obstacle.to_string());
    }
    let text = setup.public_key.ok_or_else(|| {
        "the public half of your signing key was not found\n  help: name it with `git config \
         user.signingKey ~/.ssh/id_ed25519.pub`"
            .to_owned()
    })?;
    let key = PublicKey::read(&text).map_err(|flaw| format!("your signing key: {flaw}"))?;
    Ok((text.trim().to_owned(), key))
}

fn words(document: &Trust, digest: &Sha256, signer: &str) -> Words {
    Words {
        purpose: Purpose::Trust,
        catalog: document.catalog.as_str().to_owned(),
        signer: signer.to_owned(),
        time: clock::seconds(),
        subject: Words::of_version(document.version),
        record: digest.clone(),
    }
}

/// Why a seal does not count, in words.
#[must_use]
pub fn broken_words(why: &BrokenSeal) -> String {
    match why {
        BrokenSeal::OtherBytes => "the file was changed after it was sealed".to_owned(),
        BrokenSeal::Mismatch(what) => what.to_string(),
        BrokenSeal::Broken(Broken::Seal) => "it is not base64 in lines of 76 characters".to_owned(),
        BrokenSeal::Broken(Broken::Statement(flaw)) => format!("it holds no statement: {flaw}"),
        BrokenSeal::Broken(Broken::Signature(flaw)) => flaw.to_string(),
        BrokenSeal::Broken(Broken::ForeignKey(owner)) => {
            format!("it is signed with a key of {owner}")
        }
        BrokenSeal::Broken(Broken::UnknownKey { used, known }) => {
            let used = used.as_deref().unwrap_or("another key");
            format!("it is signed with {used}, and the policy has {}", listed(known, "and"))
        }
    }
}

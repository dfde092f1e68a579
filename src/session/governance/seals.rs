//! Sealing a version: in whose name the user's key may do it, the seals, and how many are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::listed;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::rules::trust_undersealed::broken_words;
use crate::session::carry;
use crate::trust::chain::Candidate;
use crate::trust::key::PublicKey;
use crate::trust::policy::Policy;
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};
use crate::trust::tally::Tally;
use crate::world::clock;
use crate::world::git::read::Home;
use crate::world::sign::{self, SignRefusal};

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
    /// A sentence when it is no admin's key.
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
        Ok(names)
    }

    /// Whether all of them have sealed it, and each seal counts.
    #[must_use]
    pub fn is_sealed_by(&self, names: &BTreeSet<String>) -> bool {
        let tallies = self.tallies();
        names.iter().all(|name| {
            tallies.iter().any(|tally| tally.have.contains(name))
                && !tallies.iter().any(|tally| tally.broken.iter().any(|(who, _)| who == name))
        })
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
        // Whoever is yet to become an admin cannot help with the keys of the one before.
        let before = self.before.as_ref().unwrap_or(&self.policy);
        let lost = if before.admins().len() == 1 {
            "; if the only admin's key is lost, `learn trust init --again`"
        } else {
            ""
        };
        format!(
            "your key {} cannot seal version {version} of the trust policy: {whose}; its admins are {}\
             \n  their keys are{}\n  help: an admin runs `learn trust add` with your key, or you tell git \
             to sign with the right one: `git config user.signingKey FILE.pub`{lost}",
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
        self.refuse_broken(names)
    }

    /// Refuses seals that would not count for one of the two versions' admins.
    ///
    /// # Errors
    /// Which, and why.
    pub fn refuse_broken(&self, names: &BTreeSet<String>) -> Result<(), String> {
        let tallies = self.tallies();
        let is_counted = |name: &String| tallies.iter().any(|tally| tally.have.contains(name));
        for tally in &tallies {
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
        match names.iter().find(|name| !is_counted(name)) {
            Some(name) => Err(format!(
                "{name} is no admin of version {}, so that their seal would not count; nothing was written",
                self.policy.version()
            )),
            None => Ok(()),
        }
    }

    /// The files of these seals.
    #[must_use]
    pub fn files(&self, names: &BTreeSet<String>) -> BTreeMap<String, Vec<u8>> {
        let seals = self.seals.iter().filter(|(name, _)| names.contains(*name));
        seals.map(|(name, text)| (seal::path(&self.path, name), text.as_bytes().to_vec())).collect()
    }

    /// The admins of either version who may still seal it, while it lacks seals.
    #[must_use]
    pub fn may_seal(&self) -> Vec<String> {
        let lacking = self.tallies().into_iter().filter(|tally| !tally.is_enough());
        let missing: BTreeSet<String> = lacking.flat_map(|tally| tally.missing).collect();
        missing.into_iter().collect()
    }

    /// What is still missing, in words; nothing once it is complete.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let lacking = |tally: &Tally| {
            let may: Vec<&String> =
                tally.missing.iter().chain(tally.broken.iter().map(|(name, _)| name)).collect();
            let seals = if tally.lacks() == 1 {
                "1 more seal".to_owned()
            } else {
                format!("{} more seals", tally.lacks())
            };
            let of = if tally.of == self.policy.version() {
                "its own admins"
            } else {
                "the admins before"
            };
            (!tally.is_enough()).then(|| (seals, of, listed(&may, "or")))
        };
        let lines: Vec<_> = self.tallies().iter().filter_map(lacking).collect();
        match lines.as_slice() {
            // One seal does for both.
            [(seals, _, may), (also, _, same)] if seals == also && may == same => {
                vec![format!("{seals} of the admins before and of its own: {may}")]
            }
            lines => {
                lines.iter().map(|(seals, of, may)| format!("{seals} of {of}: {may}")).collect()
            }
        }
    }
}

/// The public half of the key that the user's git signs with.
///
/// # Errors
/// A sentence that says how to get one.
pub fn own_key(home: &Home) -> Result<(String, PublicKey), String> {
    own_key_in(&home.top())
}

/// The public half of the key that the user's git signs with in a folder, which need not be one of a
/// repository.
///
/// # Errors
/// A sentence that says how to get one.
pub fn own_key_in(folder: &Path) -> Result<(String, PublicKey), String> {
    let setup = sign::ready(folder).map_err(|refusal| refusal.to_string())?;
    let text = setup.public_key.ok_or_else(|| {
        "the public half of your signing key was not found\n  help: name its file with `git config \
         user.signingKey FILE.pub`"
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

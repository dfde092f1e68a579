//! A version of the policy, or a seal of one, that came as text: read from a letter, held against a branch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::UnusableWords;
use super::draft::path;
use super::seals::Sealing;
use crate::catalog::load::read_record;
use crate::catalog::{Catalog, Record};
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::kinds::{Body, Kind};
use crate::trust::chain::Chain;
use crate::trust::policy::Policy;
use crate::trust::seal;

/// A version of the policy with the seals that came along.
#[derive(Debug)]
pub struct Letter {
    record: Record,
    seals: BTreeMap<String, String>,
}

/// What a letter brings to a branch.
#[derive(Debug)]
pub struct Brought<'a> {
    /// The version with all seals that it has then.
    pub sealing: Sealing<'a>,
    /// The files that the branch does not have.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whose seals are new.
    pub sealed_by: BTreeSet<String>,
}

/// Whether a letter holds something of the policy, and no decision.
#[must_use]
pub fn is_about_trust(letter: &BTreeMap<String, String>) -> bool {
    letter.keys().any(|path| path.starts_with("trust/"))
}

impl Letter {
    /// Reads the version and its seals out of a letter's files.
    ///
    /// # Errors
    /// That there is no version, or one that cannot be read.
    pub fn read(letter: &BTreeMap<String, String>) -> Result<Self, String> {
        let is_version = |path: &str| {
            path.strip_prefix("trust/").is_some_and(|name| name.strip_suffix(".yaml").is_some())
        };
        let mut versions = letter.iter().filter(|(path, _)| is_version(path));
        let (Some((written, text)), None) = (versions.next(), versions.next()) else {
            return Err(
                "a letter holds exactly one version of the trust policy, and this one does not"
                    .to_owned(),
            );
        };
        let record = read_record(Kind::Trust, written.as_str(), text.clone().into_bytes());
        let letter_seals = letter.iter().filter_map(|(one, text)| {
            let (stem, admin) = seal::parts(one)?;
            written.strip_suffix(".yaml").filter(|version| *version == stem)?;
            Some((admin.to_owned(), text.clone()))
        });
        let read = Self { seals: letter_seals.collect(), record };
        if read.document().is_none() {
            return Err(format!("{written} in this text is no valid version of the trust policy"));
        }
        Ok(read)
    }

    /// The version's number.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.document().map_or(0, |document| document.version)
    }

    /// The digest of the version's bytes.
    #[must_use]
    pub fn digest(&self) -> Sha256 {
        self.record.digest()
    }

    /// The digest of the version that it follows.
    #[must_use]
    pub fn previous(&self) -> Option<&Sha256> {
        self.document()?.previous.as_ref()
    }

    fn document(&self) -> Option<&Trust> {
        match &self.record.document {
            Some(Body::Trust(document)) if self.record.is_sound() => Some(document),
            _ => None,
        }
    }

    /// What the letter brings to a catalog with this chain.
    ///
    /// # Errors
    /// Why nothing of it would count there, or that everything is there.
    pub fn held_against<'a>(
        &'a self,
        catalog: &'a Catalog,
        chain: &Chain<'a>,
    ) -> Result<Brought<'a>, String> {
        let document = self.document().ok_or("this is no version of the trust policy")?;
        let number = document.version;
        let before = number.checked_sub(1).and_then(|number| chain.version(number)).cloned();
        if document.previous.as_ref() != before.as_ref().map(|before| &before.digest) {
            return Err(format!(
                "version {number} in this text goes on from a version {} that is not in force here\n  help: \
                 `git pull` first; if another version {number} has landed, whoever wrote this one runs \
                 `learn trust rebase`",
                number.saturating_sub(1)
            ));
        }
        let policy = Policy::read(document, self.digest())
            .map_err(|why| format!("version {number} cannot be used: {}", UnusableWords(&why)))?;
        let target = path(number);
        let mut sealing = Sealing::new(&target, policy, before);
        let there = Chain::candidates(catalog).into_iter().find(|one| one.number == Some(number));
        let mut files = BTreeMap::new();
        match &there {
            Some(there) if there.digest != self.digest() => {
                return Err(format!(
                    "there is another version {number} on this branch, {}\n  help: whoever wrote the one \
                     in the text runs `learn trust rebase`",
                    there.path
                ));
            }
            Some(there) => {
                sealing.path = Arc::clone(&there.path);
                let seals = there.seals.iter();
                sealing.seals = seals.map(|(who, text)| ((*who).into(), (*text).into())).collect();
            }
            None => {
                files.insert(target, self.record.source.text.as_bytes().to_vec());
            }
        }
        let new = self.seals.iter().filter(|(who, text)| sealing.seals.get(*who) != Some(*text));
        let new: BTreeMap<String, String> =
            new.map(|(who, text)| (who.clone(), text.clone())).collect();
        let sealed_by: BTreeSet<String> = new.keys().cloned().collect();
        if sealed_by.is_empty() {
            return Err(if files.is_empty() {
                format!("version {number} is there with these seals already; nothing to add")
            } else {
                format!(
                    "version {number} came without a seal\n  help: paste all that `--print` printed"
                )
            });
        }
        sealing.seals.extend(new);
        sealing.refuse_broken(&sealed_by)?;
        files.extend(sealing.files(&sealed_by));
        Ok(Brought { sealing, files, sealed_by })
    }
}

//! The pin: which version of the trust policy somebody vouches for from outside the catalog.
//!
//! Whoever can write to a catalog could write another policy into it from the first version on. A
//! pinned digest, kept where the catalog cannot reach it, makes that visible.

use std::fmt;

use super::open::Opened;
use crate::catalog::Catalog;
use crate::trust::chain::{Chain, Pin};
use crate::world::git::branches::Branch;
use crate::world::git::read::Home;

/// The environment variable that holds a pin.
pub const VARIABLE: &str = "LEARN_TRUST_ROOT";

/// The key of git's configuration that holds a pin.
pub const KEY: &str = "learn.trustRoot";

/// Where a pin was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The option `--trust-root`.
    Option,
    /// The environment variable.
    Environment,
    /// Git's configuration.
    Configuration,
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option => formatter.write_str("`--trust-root`"),
            Self::Environment => write!(formatter, "the environment variable `{VARIABLE}`"),
            Self::Configuration => write!(formatter, "git's configuration, `{KEY}`"),
        }
    }
}

/// A pin and where it was found, if there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pinned(Option<(Pin, Source)>);

impl Pinned {
    /// Looks for a pin: in the option, then in the environment, then in git's configuration.
    ///
    /// An empty variable is one that is not set: that is what a CI system makes of a setting that
    /// nobody filled in.
    ///
    /// # Errors
    /// A sentence when the first one found is malformed, or git's configuration cannot be read.
    pub fn find(option: Option<&str>, home: Option<&Home>) -> Result<Self, String> {
        let read = |text: &str, source: Source| {
            let pin = text.parse().map_err(|why| {
                format!(
                    "the trust policy's pin in {source} cannot be read: {why}\n  help: `learn trust \
                     show` prints the pin of the version in force"
                )
            });
            pin.map(|pin| Self(Some((pin, source))))
        };
        if let Some(text) = option {
            return read(text, Source::Option);
        }
        match std::env::var(VARIABLE) {
            Ok(text) if !text.trim().is_empty() => return read(&text, Source::Environment),
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(format!("the trust policy's pin in `{VARIABLE}` is not UTF-8"));
            }
            _ => {}
        }
        match home.map(|home| home.config_get(KEY)).transpose()?.flatten() {
            Some(text) => read(&text, Source::Configuration),
            None => Ok(Self(None)),
        }
    }

    /// The pin.
    #[must_use]
    pub fn pin(&self) -> Option<&Pin> {
        self.0.as_ref().map(|(pin, _)| pin)
    }

    /// Where it was found.
    #[must_use]
    pub fn source(&self) -> Option<Source> {
        self.0.as_ref().map(|(_, source)| *source)
    }

    /// What to say where approvals are counted by a policy that nobody vouches for from outside.
    #[must_use]
    pub fn advice(&self, chain: &Chain<'_>) -> Option<String> {
        let newest = chain.in_force().filter(|_| self.pin().is_none())?;
        let pin = Pin { version: newest.version(), digest: newest.digest.clone() };
        Some(format!(
            "the trust policy is taken on trust: nothing outside the catalog vouches for its version \
             {}; once you have compared it with an admin, pin it with `git config {KEY} {pin}`",
            pin.version
        ))
    }
}

/// Moves a clone's pin on to the newest version that holds where everybody's work lands, and gives it
/// if it moved. Only a pin in git's configuration moves, and only to what goes on from it; a version
/// on a branch that may never land is not waited for.
///
/// # Errors
/// Git's words.
pub fn advance(opened: &Opened, pinned: &Pinned) -> Result<Option<Pin>, String> {
    let (Some((pin, Source::Configuration)), Some(home)) = (&pinned.0, &opened.home) else {
        return Ok(None);
    };
    let Some(revision) = landed(home)? else { return Ok(None) };
    // A revision that is no catalog yet has no versions either.
    let Ok((_, catalog)) = opened.at(&revision) else { return Ok(None) };
    let Some(newest) = newest(&catalog, pin).filter(|newest| newest.version > pin.version) else {
        return Ok(None);
    };
    home.config_set(KEY, &newest.to_string())?;
    Ok(Some(newest))
}

/// The pin of the version in force, where the chain holds to the pin that there was.
fn newest(catalog: &Catalog, pin: &Pin) -> Option<Pin> {
    let chain = Chain::of(catalog, Some(pin));
    let newest = chain.in_force()?;
    Some(Pin { version: newest.version(), digest: newest.digest.clone() })
}

/// The revision that everybody's work lands on, as far as this clone knows it.
fn landed(home: &Home) -> Result<Option<String>, String> {
    if let Ok(commit) = home.commit("refs/remotes/origin/HEAD") {
        return Ok(Some(commit.id()));
    }
    let branches = home.branches()?;
    let has_remotes = branches.iter().any(Branch::is_remote);
    let usual = ["main", "master"];
    let found = usual.iter().find_map(|name| {
        branches.iter().find(|branch| branch.name == *name && branch.is_remote() == has_remotes)
    });
    Ok(found.map(Branch::short))
}

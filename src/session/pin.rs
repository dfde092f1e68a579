//! The pin: which version of the trust policy somebody vouches for from outside the catalog.
//!
//! Whoever can write to a catalog could write another policy into it from the first version on. A
//! pinned digest, kept where the catalog cannot reach it, makes that visible.

use std::fmt;

use super::governance::draft::path;
use crate::catalog::Catalog;
use crate::catalog::load::load;
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
    pub fn advice(&self, chain: &Chain<'_>) -> Option<&'static str> {
        chain.in_force().filter(|_| self.pin().is_none())?;
        Some(
            "no pin here vouches for the trust policy; `learn trust show` prints the one to compare and set",
        )
    }
}

/// Where everybody's work lands, as far as a clone knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mainline {
    /// The branch, without the remote's name.
    pub name: String,
    /// Its newest commit, as the remote had it when it was last fetched.
    pub head: String,
}

impl Mainline {
    /// The branch that `origin` calls its own, else the usual ones of a remote, else those of the
    /// repository itself if it has no remote.
    #[must_use]
    pub fn of(home: &Home) -> Option<Self> {
        let branches = home.branches().ok()?;
        let has_remotes = branches.iter().any(Branch::is_remote);
        let usual = |branch: &&Branch| matches!(&*branch.name, "main" | "master" | "trunk");
        let of = |branch: &Branch| Self { name: branch.name.clone(), head: branch.id.clone() };
        if let Some(branch) = home.stands_for("refs/remotes/origin/HEAD") {
            return Some(of(&branch));
        }
        // Of another remote, such as a fork, only what `origin` does not have.
        let has_origin = branches.iter().any(|branch| branch.remote.as_deref() == Some("origin"));
        let is_side = |branch: &&Branch| {
            if has_origin {
                branch.remote.as_deref() == Some("origin")
            } else {
                branch.is_remote() == has_remotes
            }
        };
        let mut sides = branches.iter().filter(is_side);
        sides.find(usual).map(of)
    }
}

/// Moves a clone's pin on to the newest version that holds where everybody's work lands, and gives it
/// if it moved.
///
/// Only a pin in the clone's own configuration moves: one that was given for a single run, or for all
/// repositories of a user, is not this clone's to change. It moves only to what goes on from it, and so
/// has the seals of the admins that it vouches for: whoever could forge that could seal whatever they
/// like. It moves only to what has landed. What is checked out, asked about with `--rev` or proposed in
/// a pull request is not looked at, since of two versions with one number only one will land, and a
/// clone that is pinned to the other would refuse everything.
///
/// That a pin cannot be written, in a clone that may only be read, say, hinders nobody.
#[must_use]
pub fn advance(home: Option<&Home>, pinned: &Pinned) -> Option<Pin> {
    let (Some((pin, Source::Configuration)), Some(home)) = (&pinned.0, home) else { return None };
    let landed = home.commit(&Mainline::of(home)?.head).ok()?;
    // Looked at before the catalog is read: nearly always there is nothing new.
    let next = path(pin.version.checked_add(1)?);
    landed.bytes_of(&next).ok()??;
    if !home.config_is_own(KEY) {
        return None;
    }
    let catalog = load(&landed).ok()?;
    let newest = newest(&catalog, pin).filter(|newest| newest.version > pin.version)?;
    home.config_set(KEY, &newest.to_string()).ok()?;
    Some(newest)
}

/// The pin of the version in force, where the chain holds to the pin that there was.
fn newest(catalog: &Catalog, pin: &Pin) -> Option<Pin> {
    let chain = Chain::of(catalog, Some(pin));
    let newest = chain.in_force()?;
    Some(Pin { version: newest.version(), digest: newest.digest.clone() })
}

//! The next version of the policy, as it would lie in the catalog: numbered, complete, not yet sealed.

use std::collections::{BTreeMap, BTreeSet};

use super::{UnusableWords, text};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::Catalog;
use crate::catalog::load;
use crate::kinds::Body;
use crate::kinds::Kind;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::{Admins, Trust, TrustFormat};
use crate::trust::chain::{Chain, Pin};
use crate::trust::change::{self, Change};
use crate::trust::kept::{self, Named};
use crate::trust::policy::Policy;
use crate::world::memory::Memory;

/// What becomes of the records that would no longer verify.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Keeping {
    /// All of them go on counting: whoever earned them did so honestly.
    #[default]
    Earned,
    /// Only these: a key was in wrong hands.
    Only(BTreeSet<Sha256>),
}

/// What is wished of the next version.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Admins, assessors, keys, renamings and erasures as they shall be; the rest follows.
    pub trust: Trust,
    /// What becomes of the records that would no longer verify.
    pub keeping: Keeping,
    /// Old records without a seal that the admins vouch for.
    pub vouched: Vec<Named>,
    /// The comment for editors, if the catalog has schemas.
    pub modeline: Option<String>,
    /// The day it is written.
    pub today: Date,
}

/// A version that nobody has sealed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it says.
    pub document: Trust,
    /// Where it goes.
    pub path: String,
    /// Its bytes.
    pub text: String,
    /// Their digest.
    pub digest: Sha256,
    /// How it differs from the version before.
    pub changes: Vec<Change>,
    /// The records that would fall if it kept none.
    pub falling: Vec<Named>,
}

impl Draft {
    /// Drafts the version that follows those in force; what it has to keep is looked for in all of the
    /// catalogs.
    ///
    /// # Errors
    /// A sentence when there is nothing to change or the version could not be used.
    pub fn new(catalogs: &[&Catalog], chain: &Chain<'_>, wish: Wish) -> Result<Self, String> {
        let last = chain.in_force();
        let mut document = wish.trust;
        document.version = last.map_or(1, |last| last.version() + 1);
        document.previous = last.map(|last| last.digest.clone());
        document.kept = Vec::new();
        let changes = match last {
            Some(last) => change::between(last.document, &document),
            None => change::between(&nobody(&document.catalog), &document),
        };
        if changes.is_empty() && wish.vouched.is_empty() {
            return Err("the trust policy says so already; nothing was written".to_owned());
        }
        let mut falling: Vec<Named> = Vec::new();
        for catalog in catalogs {
            for one in kept::falling(catalog, chain, &document).map_err(unusable)? {
                if !falling.iter().any(|known| known.digest == one.digest) {
                    falling.push(one);
                }
            }
        }
        let picked = falling.iter().filter(|one| match &wish.keeping {
            Keeping::Earned => true,
            Keeping::Only(digests) => digests.contains(&one.digest),
        });
        let named: Vec<&Named> = picked.chain(&wish.vouched).collect();
        let by_digest: BTreeMap<Sha256, String> =
            named.iter().map(|one| (one.digest.clone(), one.name.clone())).collect();
        let mut seen = BTreeSet::new();
        document.kept = named.iter().map(|one| one.digest.clone()).collect();
        document.kept.retain(|digest| seen.insert(digest.clone()));
        let comment = comment(wish.today, &changes, wish.vouched.len(), document.version);
        let text = text::write(&document, &comment, wish.modeline.as_deref(), &by_digest);
        let digest = Sha256::of(text.as_bytes());
        let path = path(document.version);
        read_back(catalogs, &document, &path, &text)?;
        Policy::read(&document, digest.clone()).map_err(unusable)?;
        Ok(Self { document, path, text, digest, changes, falling })
    }

    /// The records that fall for good.
    pub fn lost(&self) -> impl Iterator<Item = &Named> {
        self.falling.iter().filter(|one| !self.document.kept.contains(&one.digest))
    }

    /// What somebody pins who vouches for it.
    #[must_use]
    pub fn pin(&self) -> Pin {
        Pin { version: self.document.version, digest: self.digest.clone() }
    }
}

/// Where the version of this number lies.
#[must_use]
pub fn path(version: u16) -> String {
    format!("trust/{version:04}.yaml")
}

/// A policy that gives nobody anything: what there is before the first version.
#[must_use]
pub fn nobody(catalog: &Id) -> Trust {
    Trust {
        learn: TrustFormat::One,
        catalog: catalog.clone(),
        version: 0,
        previous: None,
        admins: Admins { people: Vec::new(), threshold: 1 },
        assessors: Vec::new(),
        keys: BTreeMap::new(),
        kept: Vec::new(),
        dropped: Vec::new(),
        renamed: BTreeMap::new(),
        erased: Vec::new(),
    }
}

#[allow(clippy::needless_pass_by_value)] // used as `map_err(unusable)`
fn unusable(why: crate::trust::policy::Unusable) -> String {
    format!("no version of the trust policy was written: {}", UnusableWords(&why))
}

fn comment(today: Date, changes: &[Change], vouched: usize, version: u16) -> String {
    let mut parts: Vec<String> = if version == 1 {
        vec!["the first version of the trust policy".to_owned()]
    } else {
        changes.iter().map(ToString::to_string).collect()
    };
    if vouched > 0 {
        parts.push(format!("the admins vouch for {vouched} unsigned approvals"));
    }
    format!("Since {today}: {}.", parts.join("; "))
}

/// Makes sure that what is read from the text is what was meant: it is about to be signed.
fn read_back(catalogs: &[&Catalog], meant: &Trust, path: &str, text: &str) -> Result<(), String> {
    let mut files = Memory::new();
    if let Some(program) = catalogs.first().and_then(|catalog| catalog.program()) {
        files.put(&program.record.source.path, program.record.source.text.as_bytes());
    }
    files.put(path, text);
    let read = load::load(&files)?;
    let record = read.of_kind(Kind::Trust).next().filter(|record| record.is_sound());
    match record.and_then(|record| record.document.as_ref()) {
        Some(Body::Trust(found)) if **found == *meant => Ok(()),
        _ => Err(format!(
            "{path} would not say what was meant, so it was not written; please look at the ids, \
             patterns and keys that were given\n{text}"
        )),
    }
}

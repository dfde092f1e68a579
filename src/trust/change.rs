//! The differences between two versions of the policy: said in words, and made anew on a third.

use std::collections::BTreeSet;
use std::fmt;

use super::key::PublicKey;
use crate::base::id::Id;
use crate::base::reference::Ref;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::parts::text::Text;
use crate::kinds::trust::{Assessor, IdGlob, Trust};

/// One difference; what a version keeps is none, since that follows from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Somebody becomes an admin.
    AdminJoins(String),
    /// Somebody is no longer an admin.
    AdminLeaves(String),
    /// Another number of admins has to seal.
    Threshold {
        /// How many it took.
        from: u8,
        /// How many it takes.
        to: u8,
    },
    /// Somebody gets a key.
    KeyAdded(String, Text),
    /// A key of somebody no longer counts.
    KeyRemoved(String, Text),
    /// Somebody may decide other things.
    Scope {
        /// Who.
        person: String,
        /// Their entries before.
        before: Vec<Assessor>,
        /// Their entries now.
        after: Vec<Assessor>,
    },
    /// Somebody has a new id: the old one, and the new one.
    Renamed(String, String),
    /// An id is no longer a former one.
    NoLongerRenamed(String),
    /// Somebody's records are taken out of the catalog.
    Erased(String),
    /// Somebody's records are missed again.
    NoLongerErased(String),
    /// A record that was kept no longer counts.
    Dropped(Sha256),
}

/// A difference that cannot be made on another version: two people changed the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash(pub Change);

impl fmt::Display for Clash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Change::Scope { person, .. } => {
                write!(formatter, "both change what {person} may decide")
            }
            Change::Threshold { .. } => {
                formatter.write_str("both change how many admins have to seal")
            }
            other => write!(formatter, "the other one leaves no room for this: {other}"),
        }
    }
}

/// Where two versions differ, in a fixed order.
#[must_use]
pub fn between(before: &Trust, after: &Trust) -> Vec<Change> {
    let mut changes = Vec::new();
    let (old, new) = (admins(before), admins(after));
    changes.extend(new.difference(&old).map(|admin| Change::AdminJoins((*admin).to_owned())));
    changes.extend(old.difference(&new).map(|admin| Change::AdminLeaves((*admin).to_owned())));
    let (from, to) = (before.admins.threshold, after.admins.threshold);
    if from != to {
        changes.push(Change::Threshold { from, to });
    }
    changes.extend(added(before, after).map(|(who, key)| Change::KeyAdded(who, key)));
    changes.extend(added(after, before).map(|(who, key)| Change::KeyRemoved(who, key)));
    let mut people: Vec<&str> = Vec::new();
    for entry in after.assessors.iter().chain(&before.assessors) {
        if !people.contains(&entry.person.as_str()) {
            people.push(entry.person.as_str());
        }
    }
    for person in people {
        let (before, after) = (entries(before, person), entries(after, person));
        if before != after {
            changes.push(Change::Scope { person: person.to_owned(), before, after });
        }
    }
    for (old, new) in &after.renamed {
        if before.renamed.get(old.as_str()) != Some(new) {
            changes.push(Change::Renamed(old.as_str().to_owned(), new.as_str().to_owned()));
        }
    }
    let gone = before.renamed.keys().filter(|old| !after.renamed.contains_key(old.as_str()));
    changes.extend(gone.map(|old| Change::NoLongerRenamed(old.as_str().to_owned())));
    let missing = |from: &[Id], of: &[Id]| -> Vec<String> {
        let ids = of.iter().filter(|id| !from.contains(id));
        ids.map(|id| id.as_str().to_owned()).collect()
    };
    changes.extend(missing(&before.erased, &after.erased).into_iter().map(Change::Erased));
    changes.extend(missing(&after.erased, &before.erased).into_iter().map(Change::NoLongerErased));
    let dropped = after.dropped.iter().filter(|digest| !before.dropped.contains(digest));
    changes.extend(dropped.map(|digest| Change::Dropped(digest.clone())));
    changes
}

/// Makes differences anew on another version.
///
/// # Errors
/// The first one that does not fit.
pub fn apply(onto: &Trust, changes: &[Change]) -> Result<Trust, Clash> {
    let mut trust = onto.clone();
    for change in changes {
        make(&mut trust, change)?;
    }
    Ok(trust)
}

fn make(trust: &mut Trust, change: &Change) -> Result<(), Clash> {
    match change {
        Change::AdminJoins(admin) if !admins(trust).contains(admin.as_str()) => {
            trust.admins.people.push(Ref::new(admin.as_str()));
        }
        Change::AdminLeaves(admin) => {
            trust.admins.people.retain(|person| person.as_str() != admin);
        }
        Change::Threshold { from, to } => {
            let now = trust.admins.threshold;
            if now != *from && now != *to {
                return Err(Clash(change.clone()));
            }
            trust.admins.threshold = *to;
        }
        Change::KeyAdded(person, key) => {
            let keys = trust.keys.entry(Id::new(person.as_str())).or_default();
            if !keys.iter().any(|known| is_same(known, key)) {
                keys.push(key.clone());
            }
        }
        Change::KeyRemoved(person, key) => remove_key(trust, person, key),
        Change::Scope { person, before, after } => {
            let now = entries(trust, person);
            let merged = merge(person, before, after, &now).ok_or_else(|| Clash(change.clone()))?;
            replace(trust, person, merged);
        }
        Change::Renamed(old, new) => {
            trust.renamed.insert(Id::new(old.as_str()), Id::new(new.as_str()));
        }
        Change::NoLongerRenamed(old) => {
            trust.renamed.remove(old.as_str());
        }
        Change::Erased(person) if !trust.erased.iter().any(|id| *id == **person) => {
            trust.erased.push(Id::new(person.as_str()));
        }
        Change::NoLongerErased(person) => trust.erased.retain(|id| *id != **person),
        Change::Dropped(digest) if !trust.dropped.contains(digest) => {
            trust.dropped.push(digest.clone());
        }
        Change::AdminJoins(_) | Change::Erased(_) | Change::Dropped(_) => {}
    }
    Ok(())
}

/// What somebody may decide once two changes of it are taken together, if they can be.
fn merge(
    person: &str,
    before: &[Assessor],
    after: &[Assessor],
    now: &[Assessor],
) -> Option<Vec<Assessor>> {
    if now == before || now == after {
        return Some(after.to_vec());
    }
    let one = |entries: &[Assessor]| match entries {
        [] => Some(nothing(person)),
        [one] => Some(one.clone()),
        _ => None,
    };
    let (before, after, mut merged) = (one(before)?, one(after)?, one(now)?);
    three_ways(&before.disciplines, &after.disciplines, &mut merged.disciplines);
    for ((before, after), merged) in
        scopes(&before).into_iter().zip(scopes(&after)).zip(scopes_mut(&mut merged))
    {
        three_ways(before.1, after.1, merged);
    }
    Some(if merged == nothing(person) { Vec::new() } else { vec![merged] })
}

fn three_ways<T: Clone + PartialEq>(before: &[T], after: &[T], now: &mut Vec<T>) {
    now.retain(|item| after.contains(item) || !before.contains(item));
    for item in after {
        if !before.contains(item) && !now.contains(item) {
            now.push(item.clone());
        }
    }
}

fn replace(trust: &mut Trust, person: &str, entries: Vec<Assessor>) {
    let is_theirs = |entry: &Assessor| entry.person.as_str() == person;
    let at = trust.assessors.iter().position(is_theirs).unwrap_or(trust.assessors.len());
    trust.assessors.retain(|entry| !is_theirs(entry));
    let at = at.min(trust.assessors.len());
    trust.assessors.splice(at..at, entries);
}

/// Takes a key away from somebody; one without keys is no longer listed.
pub fn remove_key(trust: &mut Trust, person: &str, key: &Text) {
    if let Some(keys) = trust.keys.get_mut(person) {
        keys.retain(|known| !is_same(known, key));
        if keys.is_empty() {
            trust.keys.remove(person);
        }
    }
}

/// Somebody who may decide nothing.
#[must_use]
pub fn nothing(person: &str) -> Assessor {
    Assessor {
        person: Ref::new(person),
        disciplines: Vec::new(),
        approve: Vec::new(),
        waive: Vec::new(),
        revoke: Vec::new(),
        promote: Vec::new(),
        place: Vec::new(),
    }
}

/// What an entry lets somebody do, each with its verb.
#[must_use]
pub fn scopes(entry: &Assessor) -> [(&'static str, &Vec<IdGlob>); 5] {
    [
        ("approve", &entry.approve),
        ("waive lines of", &entry.waive),
        ("revoke", &entry.revoke),
        ("promote to", &entry.promote),
        ("place at", &entry.place),
    ]
}

/// The lists of [`scopes`], to be changed.
pub fn scopes_mut(entry: &mut Assessor) -> [&mut Vec<IdGlob>; 5] {
    let Assessor { approve, waive, revoke, promote, place, .. } = entry;
    [approve, waive, revoke, promote, place]
}

/// Whether two texts are the same key, whatever their comments.
#[must_use]
pub fn is_same(one: &Text, other: &Text) -> bool {
    one == other
        || match (PublicKey::read(one.as_str()), PublicKey::read(other.as_str())) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

fn admins(trust: &Trust) -> BTreeSet<&str> {
    trust.admins.people.iter().map(Ref::as_str).collect()
}

fn entries(trust: &Trust, person: &str) -> Vec<Assessor> {
    trust.assessors.iter().filter(|entry| entry.person.as_str() == person).cloned().collect()
}

/// The keys of `after` that `before` does not have, with whose they are.
fn added<'t>(before: &'t Trust, after: &'t Trust) -> impl Iterator<Item = (String, Text)> + 't {
    after.keys.iter().flat_map(move |(person, keys)| {
        let known = before.keys.get(person.as_str()).map_or(&[][..], Vec::as_slice);
        let new = keys.iter().filter(|key| !known.iter().any(|known| is_same(known, key)));
        new.map(|key| (person.as_str().to_owned(), key.clone()))
    })
}

/// A key in words, such as `ssh-ed25519 SHA256:…`.
#[must_use]
pub fn key_words(key: &Text) -> String {
    match PublicKey::read(key.as_str()) {
        Ok(key) => key.words(),
        Err(_) => "that cannot be read".to_owned(),
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AdminJoins(admin) => write!(formatter, "{admin} becomes an admin"),
            Self::AdminLeaves(admin) => write!(formatter, "{admin} is no longer an admin"),
            Self::Threshold { from, to: 1 } => {
                write!(formatter, "it takes the seal of 1 admin instead of {from}")
            }
            Self::Threshold { from, to } => {
                write!(formatter, "it takes the seals of {to} admins instead of {from}")
            }
            Self::KeyAdded(person, key) => {
                write!(formatter, "{person} gets the key {}", key_words(key))
            }
            Self::KeyRemoved(person, key) => {
                write!(formatter, "{person} loses the key {}", key_words(key))
            }
            Self::Scope { person, before, after } => scope_words(formatter, person, before, after),
            Self::Renamed(old, new) => write!(formatter, "{old} is called {new} now"),
            Self::NoLongerRenamed(old) => write!(formatter, "{old} is no former id any more"),
            Self::Erased(person) => {
                write!(formatter, "the records of {person} are taken out of the catalog")
            }
            Self::NoLongerErased(person) => {
                write!(formatter, "the records of {person} are missed again if they are not there")
            }
            Self::Dropped(digest) => write!(formatter, "the record {digest} is no longer kept"),
        }
    }
}

fn scope_words(
    formatter: &mut fmt::Formatter<'_>,
    person: &str,
    before: &[Assessor],
    after: &[Assessor],
) -> fmt::Result {
    let list = |items: Vec<&str>| {
        items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = match (before, after) {
        (_, []) => return write!(formatter, "{person} may no longer decide anything"),
        ([], [after]) => (nothing(person), after.clone()),
        ([before], [after]) => (before.clone(), after.clone()),
        (_, after) => {
            let entries: Vec<String> = after.iter().map(entry_words).collect();
            return write!(formatter, "{person} may now {}", entries.join("; and "));
        }
    };
    let mut words = Vec::new();
    for ((verb, old), (_, new)) in scopes(&before).into_iter().zip(scopes(&after)) {
        let more: Vec<&str> =
            new.iter().filter(|glob| !old.contains(glob)).map(IdGlob::as_str).collect();
        let less: Vec<&str> =
            old.iter().filter(|glob| !new.contains(glob)).map(IdGlob::as_str).collect();
        if !more.is_empty() {
            words.push(format!("may now {verb} {}", list(more)));
        }
        if !less.is_empty() {
            words.push(format!("may no longer {verb} {}", list(less)));
        }
    }
    let fields = |entry: &Assessor| -> Vec<String> {
        entry.disciplines.iter().map(|id| id.as_str().to_owned()).collect()
    };
    let (old, new) = (fields(&before), fields(&after));
    if old != new {
        words.push(match new.as_slice() {
            [] => "judges in no discipline any more".to_owned(),
            new => format!("judges in {}", new.join(" and ")),
        });
    }
    write!(formatter, "{person} {}", words.join(", "))
}

/// What an entry lets somebody do, in words.
#[must_use]
pub fn entry_words(entry: &Assessor) -> String {
    let part = |(verb, globs): (&str, &Vec<IdGlob>)| {
        let globs: Vec<&str> = globs.iter().map(IdGlob::as_str).collect();
        (!globs.is_empty()).then(|| format!("{verb} {}", globs.join(", ")))
    };
    let parts: Vec<String> = scopes(entry).into_iter().filter_map(part).collect();
    let disciplines: Vec<&str> = entry.disciplines.iter().map(Id::as_str).collect();
    let what = if parts.is_empty() { "decide nothing".to_owned() } else { parts.join("; ") };
    if disciplines.is_empty() { what } else { format!("{what} (in {})", disciplines.join(" and ")) }
}

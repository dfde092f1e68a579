//! New keys, digests and seals for a catalog whose old ones are of no use any more.
//!
//! The example company has to be signed anew whenever a byte of what was judged changes, and nobody
//! keeps its keys. So every public key of its policies becomes a throw-away key, and every digest is
//! computed again in the order in which the records were made, since each names those before it. Texts
//! are edited in place: comments, order and layout stay.

use std::collections::{BTreeMap, BTreeSet};

use super::keyring::{self, Key};
use crate::base::date::Date;
use crate::catalog::load::load;
use crate::catalog::{Catalog, Record};
use crate::kinds::approval::{Approval, YardstickKind};
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::kinds::{Body, Kind};
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};
use crate::trust::work::kind_of;
use crate::world::memory::Memory;

/// All files of a catalog: bytes by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A catalog with genuine seals, and what they were made with.
#[derive(Debug, Clone, Default)]
pub struct Signed {
    /// All files, seals included.
    pub files: Files,
    /// The keys of each person, the oldest first.
    pub keys: BTreeMap<String, Vec<Holding>>,
    /// When each record and version was signed, in seconds since 1970, by its path.
    pub times: BTreeMap<String, i64>,
}

/// A key and the versions of the policy that give it to its holder.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The key.
    pub key: Key,
    /// The versions.
    pub versions: BTreeSet<u16>,
}

impl Signed {
    /// The key that a version of the policy gives to a person; the newest, if it gives several.
    #[must_use]
    pub fn key(&self, person: &str, version: u16) -> Option<&Key> {
        let held = self.keys.get(person)?.iter().rev();
        held.filter(|held| held.versions.contains(&version)).map(|held| &held.key).next()
    }

    /// The newest key of a person.
    #[must_use]
    pub fn newest_key(&self, person: &str) -> Option<&Key> {
        self.keys.get(person)?.last().map(|held| &held.key)
    }
}

/// Signs a catalog anew; `mint` makes the keys, for a person and how many they had before.
///
/// # Errors
/// A sentence when a policy or an approval cannot be read, or names what is not there.
pub fn resign(files: &Files, mint: impl Fn(&str, usize) -> Key) -> Result<Signed, String> {
    let mut memory = Memory::new();
    let mut signed = Signed::default();
    for (path, bytes) in files.iter().filter(|(path, _)| !path.ends_with(seal::SUFFIX)) {
        memory.put(path, bytes.clone());
        signed.files.insert(path.clone(), bytes.clone());
    }
    let catalog = load(&memory)?;
    let mut signing = Signing {
        contents: contents(&catalog),
        renewed: BTreeMap::new(),
        versions: BTreeMap::new(),
        admins: BTreeSet::new(),
        materials: BTreeMap::new(),
        signed,
    };
    for (record, document) in policies(&catalog)? {
        signing.policy(record, document, &mint)?;
        for (record, document) in decisions(&catalog, document.version)? {
            signing.decision(record, document)?;
        }
    }
    Ok(signing.signed)
}

/// The digest of every record that can be judged or judged by, by kind, owner and id.
type Contents<'a> = BTreeMap<(Kind, Option<&'a str>, &'a str), Sha256>;

fn contents(catalog: &Catalog) -> Contents<'_> {
    let of = |record| -> (_, Sha256) {
        let record: &Record = record;
        ((record.kind, record.owner.as_deref(), &*record.name), record.digest_of_words())
    };
    catalog.records().iter().map(of).collect()
}

fn policies(catalog: &Catalog) -> Result<Vec<(&Record, &Trust)>, String> {
    let mut found = Vec::new();
    for record in catalog.of_kind(Kind::Trust) {
        match &record.document {
            Some(Body::Trust(document)) if record.is_sound() => found.push((record, &**document)),
            _ => return Err(format!("{} is no trust policy", record.source.path)),
        }
    }
    found.sort_by_key(|(_, document)| document.version);
    Ok(found)
}

/// The decisions under a version in the order they were made; what revokes follows what it revokes.
fn decisions(catalog: &Catalog, version: u16) -> Result<Vec<(&Record, &Approval)>, String> {
    let mut found = Vec::new();
    for record in catalog.of_kind(Kind::Approval) {
        match &record.document {
            Some(Body::Approval(document)) if record.is_sound() => {
                if document.trust.as_ref().map_or(1, |trust| trust.version) == version {
                    found.push((record, &**document));
                }
            }
            _ => return Err(format!("{} is no approval", record.source.path)),
        }
    }
    found.sort_by_key(|(record, document)| {
        (document.date, !document.revokes.is_empty(), record.source.path.clone())
    });
    Ok(found)
}

/// The work in progress.
struct Signing<'a> {
    contents: Contents<'a>,
    /// The new digest of each signed record, by the old digest and by `person/id`.
    renewed: BTreeMap<String, Sha256>,
    versions: BTreeMap<u16, Sha256>,
    /// The admins of the version before.
    admins: BTreeSet<String>,
    /// Whose each old public key is, and which of theirs.
    materials: BTreeMap<String, (String, usize)>,
    signed: Signed,
}

impl<'a> Signing<'a> {
    fn policy(
        &mut self,
        record: &Record,
        document: &Trust,
        mint: &impl Fn(&str, usize) -> Key,
    ) -> Result<(), String> {
        let path = &*record.source.path;
        let version = document.version;
        let mut text = record.source.text.to_string();
        for (person, line) in
            document.keys.iter().flat_map(|(person, lines)| lines.iter().map(move |l| (person, l)))
        {
            let old = material(line.as_str());
            let key = self.key_for(person.as_str(), &old, version, mint);
            let new = material(&key.public_line(""));
            if new != old {
                text = text.replace(&old, &new);
            }
        }
        let previous =
            version.checked_sub(1).and_then(|before| self.versions.get(&before)).cloned();
        let text = self.with_digests(path, &text, |old| {
            previous.clone().filter(|_| document.previous.as_ref() == Some(old))
        })?;
        let digest = Sha256::of(text.as_bytes());
        let time = moment(first_date(&text).unwrap_or_else(super::example::today), path);
        let admins: BTreeSet<String> =
            document.admins.people.iter().map(|admin| admin.as_str().to_owned()).collect();
        for admin in self.admins.union(&admins) {
            // The version before has to know the key, too, unless its holder is new.
            let before = version.checked_sub(1).filter(|_| self.admins.contains(admin));
            let key = before.and_then(|before| self.signed.key(admin, before));
            let key = key.or_else(|| self.signed.key(admin, version));
            let key = key.ok_or_else(|| format!("{path} gives its admin {admin} no key"))?;
            let words = Words {
                purpose: Purpose::Trust,
                catalog: document.catalog.as_str().to_owned(),
                signer: admin.clone(),
                time,
                subject: Words::of_version(version),
                record: digest.clone(),
            };
            let text = keyring::seal(key, &words);
            self.signed.files.insert(seal::path(path, admin), text.into_bytes());
        }
        self.admins = admins;
        self.versions.insert(version, digest);
        self.put(path, text, time);
        Ok(())
    }

    /// The throw-away key in the place of an old one.
    fn key_for(
        &mut self,
        person: &str,
        old: &str,
        version: u16,
        mint: &impl Fn(&str, usize) -> Key,
    ) -> Key {
        let held = self.signed.keys.entry(person.to_owned()).or_default();
        let known = self.materials.get(old).filter(|(holder, _)| holder == person);
        let number = known.map_or(held.len(), |(_, number)| *number);
        if number == held.len() {
            held.push(Holding { key: mint(person, number), versions: BTreeSet::new() });
            self.materials.insert(old.to_owned(), (person.to_owned(), number));
        }
        held[number].versions.insert(version);
        held[number].key.clone()
    }

    fn decision(&mut self, record: &'a Record, document: &Approval) -> Result<(), String> {
        let path = &*record.source.path;
        let signer = document.signer.as_str();
        let version = document.trust.as_ref().map_or(1, |trust| trust.version);
        let pairs = self.judged(record, document)?;
        let text = self.with_digests(path, &record.source.text, |old| pairs.get(old).cloned())?;
        let digest = Sha256::of(text.as_bytes());
        let time = moment(document.date, path);
        let words = Words {
            purpose: Purpose::Approval,
            catalog: document.catalog.as_str().to_owned(),
            signer: signer.to_owned(),
            time,
            subject: Words::of_decision(document.person.as_str(), document.subject.as_str()),
            record: digest.clone(),
        };
        let key = self.signed.key(signer, version);
        let key = key.ok_or_else(|| format!("{path}: {signer} has no key in version {version}"))?;
        let sealed = keyring::seal(key, &words);
        self.signed.files.insert(seal::path(path, signer), sealed.into_bytes());
        self.renewed.insert(record.digest().as_str().to_owned(), digest.clone());
        let owner = record.owner.as_deref().unwrap_or_default();
        for person in [owner, document.person.as_str()] {
            self.renewed.insert(format!("{person}/{}", record.name), digest.clone());
        }
        self.put(path, text, time);
        Ok(())
    }

    /// The digests that a decision names, old and new: of what was judged, what it was judged by, and
    /// the policy.
    fn judged(
        &self,
        record: &'a Record,
        document: &Approval,
    ) -> Result<BTreeMap<Sha256, Sha256>, String> {
        let owner = record.owner.as_deref();
        let mut pairs = BTreeMap::new();
        let mut add = |old: &Sha256, kind: Kind, owner, id: &str| {
            let new = self.contents.get(&(kind, owner, id)).ok_or_else(|| {
                format!(
                    "{} names the {} {id}, which is not there",
                    record.source.path,
                    kind.about().name
                )
            })?;
            pairs.insert(old.clone(), new.clone());
            Ok::<(), String>(())
        };
        if let Some(claim) = &document.claim {
            add(&claim.sha256, Kind::Claim, owner, claim.id.as_str())?;
        }
        for piece in &document.evidence {
            add(&piece.sha256, kind_of(piece.kind), owner, piece.id.as_str())?;
        }
        for yardstick in &document.against {
            let kind = match yardstick.kind {
                YardstickKind::Credential => Kind::Credential,
                YardstickKind::Rubric => Kind::Rubric,
                YardstickKind::Framework => Kind::Framework,
                YardstickKind::Ladder => Kind::Ladder,
            };
            add(&yardstick.sha256, kind, None, yardstick.id.as_str())?;
        }
        if let Some(trust) = &document.trust
            && let Some(new) = self.versions.get(&trust.version)
        {
            pairs.insert(trust.sha256.clone(), new.clone());
        }
        Ok(pairs)
    }

    /// The text with new digests: those that the caller knows, and those of records signed before,
    /// which are known by their old digest or by `# person/id` behind it.
    fn with_digests(
        &self,
        path: &str,
        text: &str,
        known: impl Fn(&Sha256) -> Option<Sha256>,
    ) -> Result<String, String> {
        const MARK: &str = "sha256:";
        let mut changed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(MARK) {
            changed.push_str(before);
            let is_hex = |byte: &u8| byte.is_ascii_hexdigit();
            let length = after.bytes().take_while(is_hex).count();
            let (hex, after) = after.split_at(length);
            if length != 64 {
                changed.push_str(MARK);
                changed.push_str(hex);
                rest = after;
                continue;
            }
            let old = Sha256::new(format!("{MARK}{hex}"));
            let line = after.lines().next().unwrap_or_default();
            let name = line.split_once("# ").map_or("", |(_, name)| name.trim());
            let signed = || self.renewed.get(old.as_str()).or_else(|| self.renewed.get(name));
            let new = known(&old).or_else(|| signed().cloned());
            let new = new.ok_or_else(|| {
                format!(
                    "{path} names {old}, which is nothing that was signed before; write `# \
                     person/id` of the record behind it"
                )
            })?;
            changed.push_str(new.as_str());
            rest = after;
        }
        changed.push_str(rest);
        Ok(changed)
    }

    fn put(&mut self, path: &str, text: String, time: i64) {
        self.signed.files.insert(path.to_owned(), text.into_bytes());
        self.signed.times.insert(path.to_owned(), time);
    }
}

/// The kind and the base64 of a public key line, without its comment.
fn material(line: &str) -> String {
    line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// The first date in a text: of a policy, the day that the comment on top names.
fn first_date(text: &str) -> Option<Date> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .find_map(|word| word.parse().ok())
}

/// A moment of a day between 9 and 17 o'clock UTC, always the same for the same record.
#[must_use]
pub fn moment(day: Date, path: &str) -> i64 {
    let name = path.rsplit('/').next().unwrap_or(path);
    let spread =
        name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    midnight(day) + 9 * 3600 + i64::from(spread % (8 * 3600))
}

/// The first second of a day, since 1970, in UTC.
#[must_use]
pub fn midnight(day: Date) -> i64 {
    let epoch = Date::from(jiff::civil::date(1970, 1, 1));
    day.days_since(epoch) * 86_400
}

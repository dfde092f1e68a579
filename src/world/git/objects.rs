//! Raw objects of the object database, as their bytes say and not as a library reads them.
//!
//! Parents are taken from a commit's own bytes: libgit2 would put those of `info/grafts` in their place.

use git2::{ObjectType, Odb, Oid};

use super::read::{Home, words};

impl Home {
    /// The exact bytes of a commit object.
    ///
    /// # Errors
    /// A sentence when there is no such commit here.
    pub fn raw_commit(&self, id: &str) -> Result<Vec<u8>, String> {
        let oid = parse_id(id)?;
        let repository = self.open()?;
        let odb = repository.odb().map_err(words)?;
        raw(&odb, oid, ObjectType::Commit)
    }

    /// Writes a commit object with exactly these bytes and gives its name; no reference is touched.
    ///
    /// # Errors
    /// A sentence when the bytes are no commit, or when its tree or a parent is not here.
    pub fn write_raw_commit(&self, bytes: &[u8]) -> Result<String, String> {
        let header = Header::read(bytes).ok_or("these bytes are no commit")?;
        let repository = self.open()?;
        let odb = repository.odb().map_err(words)?;
        for id in header.parents.iter().chain([&header.tree]) {
            if !odb.exists(*id) {
                return Err(format!("the commit needs object {id}, which is not here"));
            }
        }
        odb.write(ObjectType::Commit, bytes).map(|id| id.to_string()).map_err(words)
    }
}

/// What a walk through history needs of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) tree: Oid,
    pub(super) parents: Vec<Oid>,
    /// When it was committed, in seconds since 1970; 0 when that cannot be read.
    pub(super) seconds: i64,
}

impl Header {
    pub(super) fn read(raw: &[u8]) -> Option<Self> {
        let mut lines = raw.split(|byte| *byte == b'\n');
        let tree = hex(lines.next()?.strip_prefix(b"tree ")?)?;
        let mut header = Self { tree, parents: Vec::new(), seconds: 0 };
        for line in lines.take_while(|line| !line.is_empty()) {
            if let Some(parent) = line.strip_prefix(b"parent ") {
                header.parents.push(hex(parent)?);
            } else if let Some(committer) = line.strip_prefix(b"committer ") {
                let mut words = committer.rsplit(|byte| *byte == b' ');
                let seconds = words.nth(1).and_then(|word| std::str::from_utf8(word).ok());
                header.seconds = seconds.and_then(|word| word.parse().ok()).unwrap_or(0);
                break;
            }
        }
        Some(header)
    }
}

/// One entry of a raw tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct TreeLine<'a> {
    mode: &'a [u8],
    pub(super) name: &'a [u8],
    id: &'a [u8; 20],
}

impl TreeLine<'_> {
    pub(super) fn is_folder(&self) -> bool {
        matches!(self.mode, b"40000" | b"040000")
    }

    /// Whether it is an ordinary file: no folder, no link, no submodule.
    pub(super) fn is_file(&self) -> bool {
        self.mode.starts_with(b"100")
    }

    /// How many bytes the entry takes in its tree.
    pub(super) fn size(&self) -> usize {
        self.mode.len() + self.name.len() + 22
    }

    pub(super) fn bytes(&self) -> [u8; 20] {
        *self.id
    }

    pub(super) fn id(&self) -> Result<Oid, String> {
        Oid::from_bytes(self.id).map_err(words)
    }
}

/// The entries of a raw tree, in its own order, as far as it can be read.
pub(super) fn lines(mut raw: &[u8]) -> impl Iterator<Item = TreeLine<'_>> {
    std::iter::from_fn(move || {
        let space = raw.iter().position(|byte| *byte == b' ')?;
        let (mode, rest) = (&raw[..space], &raw[space + 1..]);
        let end = rest.iter().position(|byte| *byte == 0)?;
        let id = rest.get(end + 1..end + 21)?.try_into().ok()?;
        raw = &rest[end + 21..];
        Some(TreeLine { mode, name: &rest[..end], id })
    })
}

pub(super) fn raw(odb: &Odb<'_>, id: Oid, kind: ObjectType) -> Result<Vec<u8>, String> {
    let object = odb.read(id).map_err(words)?;
    if object.kind() == kind {
        Ok(object.data().to_owned())
    } else {
        Err(format!("{id} is no {kind} but a {}", object.kind()))
    }
}

/// A full name of 40 hexadecimal digits; a shorter one could come to mean something else.
pub(super) fn parse_id(id: &str) -> Result<Oid, String> {
    hex(id.as_bytes()).ok_or_else(|| format!("`{id}` is no full name of a commit"))
}

fn hex(digits: &[u8]) -> Option<Oid> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.len() == 40)?;
    Oid::from_str(digits).ok()
}

/// The name that git gives to a file of these bytes.
#[must_use]
pub fn blob_id(bytes: &[u8]) -> [u8; 20] {
    let id = Oid::hash_object(git2::ObjectType::Blob, bytes);
    id.ok().and_then(|id| id.as_bytes().try_into().ok()).unwrap_or_default()
}

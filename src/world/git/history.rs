//! All ancestors of a commit: where a file was first seen, and what a folder held over time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use git2::{ObjectType, Odb, Oid, Repository};

use super::objects::{Header, TreeLine, lines, raw};
use super::read::{Commit, Home, words};
use super::search::Search;

/// A commit with all its ancestors by any parent, each after all of its own ancestors.
#[derive(Debug, Clone)]
pub struct History {
    commit: Commit,
    nodes: Vec<Node>,
    /// The commits whose parents a shallow clone left out.
    ends: BTreeSet<Oid>,
}

/// What a folder held in some commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderVersion {
    /// The oldest commit in which the folder held exactly this.
    pub commit: String,
    /// Its ordinary files, not those of folders in it; links and submodules are left out.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

#[derive(Debug, Clone)]
struct Node {
    id: Oid,
    tree: Oid,
    parents: Vec<Oid>,
}

impl Home {
    /// Whether the repository is a shallow clone: its history ends before its beginning.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.open().is_ok_and(|repository| repository.is_shallow())
    }
}

impl History {
    /// Walks from a commit to its first ancestors, or to where a shallow clone ends.
    ///
    /// # Errors
    /// A sentence when a commit is missing although the clone is not said to end there.
    pub fn of(commit: &Commit) -> Result<Self, String> {
        let repository = commit.repository()?;
        let (headers, ends) = collect(&repository, commit.id)?;
        Ok(Self { commit: commit.clone(), nodes: oldest_first(&headers), ends })
    }

    /// Whether it ends at the boundary of a shallow clone, so that older commits are not known.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        !self.ends.is_empty()
    }

    /// How many commits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never: it holds at least the commit itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The full names of all commits, the oldest first.
    pub fn commits(&self) -> impl Iterator<Item = String> + '_ {
        self.nodes.iter().map(|node| node.id.to_string())
    }

    /// The oldest commit that brought each of these blobs in, wherever in the repository; a blob that
    /// no commit has is left out, and so is one that is there where a shallow clone ends: an older
    /// commit may have brought it.
    ///
    /// A tree is read once, and of a tree that changed only what is new in it is looked at.
    ///
    /// # Errors
    /// A sentence when a tree is missing.
    pub fn first_seen(
        &self,
        blobs: &BTreeSet<[u8; 20]>,
    ) -> Result<BTreeMap<[u8; 20], String>, String> {
        let repository = self.commit.repository()?;
        let odb = repository.odb().map_err(words)?;
        let mut search = Search::for_blobs(&odb, blobs);
        let mut found = BTreeMap::new();
        for node in &self.nodes {
            if search.is_done() {
                break;
            }
            let is_end = self.ends.contains(&node.id);
            for blob in search.new_in(node.tree)?.into_iter().filter(|_| !is_end) {
                found.insert(blob, node.id.to_string());
            }
        }
        Ok(found)
    }

    /// What a folder of the catalog held in any of the commits: each different state once, the oldest
    /// first; commits without the folder are passed over.
    ///
    /// # Errors
    /// A sentence when an object is missing.
    pub fn versions_of(&self, folder: &str) -> Result<Vec<FolderVersion>, String> {
        let repository = self.commit.repository()?;
        let odb = repository.odb().map_err(words)?;
        let path = super::read::join(&self.commit.prefix, folder);
        let names: Vec<&[u8]> =
            path.split('/').filter(|name| !name.is_empty()).map(str::as_bytes).collect();
        let mut folders = Folders { odb: &odb, known: HashMap::new() };
        let (mut seen, mut contents) = (HashSet::new(), HashMap::new());
        let mut versions = Vec::new();
        for node in &self.nodes {
            let Some(tree) = folders.at(node.tree, &names)? else { continue };
            if seen.insert(tree) {
                let files = files_in(&odb, tree, &mut contents)?;
                versions.push(FolderVersion { commit: node.id.to_string(), files });
            }
        }
        Ok(versions)
    }

    pub(super) fn ids(&self) -> HashSet<Oid> {
        self.nodes.iter().map(|node| node.id).collect()
    }

    /// The commits that both have and that are no ancestor of another such commit, sorted.
    pub(super) fn bases(&self, other: &Self) -> BTreeSet<Oid> {
        let theirs = other.ids();
        let common: Vec<&Node> =
            self.nodes.iter().filter(|node| theirs.contains(&node.id)).collect();
        let mut best: BTreeSet<Oid> = common.iter().map(|node| node.id).collect();
        // What both have is closed under parents, so whatever is older is somebody's parent here.
        for parent in common.iter().flat_map(|node| &node.parents) {
            best.remove(parent);
        }
        best
    }
}

/// A commit and its ancestors, and at which of them a shallow clone ends.
fn collect(
    repository: &Repository,
    from: Oid,
) -> Result<(BTreeMap<Oid, Header>, BTreeSet<Oid>), String> {
    let odb = repository.odb().map_err(words)?;
    let boundary = boundary(repository);
    let (mut headers, mut ends) = (BTreeMap::new(), BTreeSet::new());
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if headers.contains_key(&id) {
            continue;
        }
        let bytes = raw(&odb, id, ObjectType::Commit).map_err(|why| {
            format!(
                "commit {id} of the history cannot be read: {why}; `git fsck` says what is \
                 missing, `git fetch` may bring it"
            )
        })?;
        let mut header =
            Header::read(&bytes).ok_or_else(|| format!("commit {id} of the history is damaged"))?;
        if boundary.contains(&id) {
            if !header.parents.is_empty() {
                ends.insert(id);
            }
            header.parents.clear();
        }
        open.extend(header.parents.iter().copied());
        headers.insert(id, header);
    }
    Ok((headers, ends))
}

/// The commits whose parents a shallow clone left out.
pub(super) fn boundary(repository: &Repository) -> BTreeSet<Oid> {
    let text = std::fs::read_to_string(repository.commondir().join("shallow")).unwrap_or_default();
    text.lines().filter_map(|line| Oid::from_str(line.trim()).ok()).collect()
}

/// Parents before children; among those that are ready the one with the oldest date first.
fn oldest_first(headers: &BTreeMap<Oid, Header>) -> Vec<Node> {
    let mut children: HashMap<Oid, Vec<Oid>> = HashMap::new();
    let mut waits_for: HashMap<Oid, usize> = HashMap::new();
    let mut ready = BinaryHeap::new();
    for (id, header) in headers {
        // A forged commit may name a parent twice; each mention is counted and taken off again.
        waits_for.insert(*id, header.parents.len());
        for parent in &header.parents {
            children.entry(*parent).or_default().push(*id);
        }
        if header.parents.is_empty() {
            ready.push(Reverse((header.seconds, *id)));
        }
    }
    let mut nodes = Vec::with_capacity(headers.len());
    while let Some(Reverse((_, id))) = ready.pop() {
        let Some(header) = headers.get(&id) else { continue };
        nodes.push(Node { id, tree: header.tree, parents: header.parents.clone() });
        for child in children.get(&id).into_iter().flatten() {
            let Some(waiting) = waits_for.get_mut(child) else { continue };
            *waiting -= 1;
            if let (0, Some(header)) = (*waiting, headers.get(child)) {
                ready.push(Reverse((header.seconds, *child)));
            }
        }
    }
    nodes
}

/// Finds a folder in many commits; a tree that many of them share is read once.
struct Folders<'a> {
    odb: &'a Odb<'a>,
    known: HashMap<(Oid, usize), Option<Oid>>,
}

impl Folders<'_> {
    fn at(&mut self, root: Oid, names: &[&[u8]]) -> Result<Option<Oid>, String> {
        let mut tree = root;
        for (depth, name) in names.iter().enumerate() {
            let known = self.known.get(&(tree, depth)).copied();
            let inner = if let Some(inner) = known {
                inner
            } else {
                let object = self.odb.read(tree).map_err(words)?;
                let line = lines(object.data())
                    .find(|line| line.is_folder() && line.name == *name)
                    .map(|line| line.id())
                    .transpose()?;
                self.known.insert((tree, depth), line);
                line
            };
            let Some(inner) = inner else { return Ok(None) };
            tree = inner;
        }
        Ok(Some(tree))
    }
}

fn files_in(
    odb: &Odb<'_>,
    tree: Oid,
    contents: &mut HashMap<[u8; 20], Arc<[u8]>>,
) -> Result<BTreeMap<String, Arc<[u8]>>, String> {
    let object = odb.read(tree).map_err(words)?;
    let mut files = BTreeMap::new();
    for line in lines(object.data()).filter(TreeLine::is_file) {
        let Ok(name) = std::str::from_utf8(line.name) else { continue };
        let bytes = if let Some(bytes) = contents.get(&line.bytes()) {
            Arc::clone(bytes)
        } else {
            let bytes: Arc<[u8]> = raw(odb, line.id()?, ObjectType::Blob)?.into();
            contents.insert(line.bytes(), Arc::clone(&bytes));
            bytes
        };
        files.insert(name.to_owned(), bytes);
    }
    Ok(files)
}

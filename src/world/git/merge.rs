//! What a pull request would make of its target: the merge result, found or made without a checkout.

use std::collections::BTreeSet;
use std::fmt;

use git2::{Index, MergeOptions, ObjectType, Odb, Oid, Repository};

use super::history::History;
use super::objects::{Header, raw};
use super::read::{Commit, words};

/// Why there is no merge result to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefusal {
    /// Both sides changed the same lines; the paths in the repository, sorted.
    Conflicts(Vec<String>),
    /// The two have no common ancestor here.
    NoCommonAncestor {
        /// Whether this is a shallow clone, so that there may be one that is not here.
        shallow: bool,
    },
    /// Git refuses; its words.
    Failed(String),
}

impl fmt::Display for MergeRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflicts(paths) => {
                write!(formatter, "the change conflicts with its target in {}", paths.join(", "))?;
                formatter.write_str("; merge the target into the branch first")
            }
            Self::NoCommonAncestor { shallow: true } => formatter.write_str(
                "this clone is shallow and does not reach back to where the branch left its target; \
                 fetch more (`git fetch --unshallow`, or `fetch-depth: 0` in the checkout step)",
            ),
            Self::NoCommonAncestor { shallow: false } => formatter.write_str(
                "the branch and its target have no commit in common, so there is no merge to judge",
            ),
            Self::Failed(why) => write!(formatter, "the merge could not be made: {why}"),
        }
    }
}

impl std::error::Error for MergeRefusal {}

impl From<String> for MergeRefusal {
    fn from(why: String) -> Self {
        Self::Failed(why)
    }
}

/// What the target would be once the head is merged into it.
///
/// That is the head itself when it is a merge whose first parent is the target (a forge's merge ref)
/// or a descendant of it, and the target when the head brings nothing new. Otherwise the merge is made
/// here, as a commit object of both parents that no reference names: equal parents make the same
/// object again, and `git gc` takes it away.
///
/// # Errors
/// Why there is no such merge.
pub fn merge_result(target: &Commit, head: &Commit) -> Result<Commit, MergeRefusal> {
    let repository = head.repository()?;
    let odb = repository.odb().map_err(words)?;
    let parents = header(&odb, head.id)?.parents;
    if head.id == target.id || (parents.len() > 1 && parents.first() == Some(&target.id)) {
        return Ok(head.clone());
    }
    let (ours, theirs) = (History::of(target)?, History::of(head)?);
    if theirs.ids().contains(&target.id) {
        return Ok(head.clone());
    }
    if ours.ids().contains(&head.id) {
        return Ok(target.clone());
    }
    let bases = ours.bases(&theirs);
    if bases.is_empty() {
        return Err(MergeRefusal::NoCommonAncestor { shallow: ours.is_cut() || theirs.is_cut() });
    }
    let made = make(odb, target.id, head.id, &bases).map_err(|refusal| match refusal {
        // With several bases libgit2 walks by itself, and trips over what a shallow clone left out.
        MergeRefusal::Failed(_) if bases.len() > 1 && (ours.is_cut() || theirs.is_cut()) => {
            MergeRefusal::NoCommonAncestor { shallow: true }
        }
        refusal => refusal,
    })?;
    Ok(Commit::found(&repository, &head.git_dir, &head.prefix, made)?)
}

fn make(odb: Odb<'_>, target: Oid, head: Oid, bases: &BTreeSet<Oid>) -> Result<Oid, MergeRefusal> {
    let (ours, theirs) = (header(&odb, target)?, header(&odb, head)?);
    // Around the objects alone: such a repository has no grafts, no attributes and no configuration.
    let repository = Repository::from_odb(odb).map_err(words)?;
    let mut index = merged(&repository, target, head, bases).map_err(words)?;
    let conflicts = conflicts(&index)?;
    if !conflicts.is_empty() {
        return Err(MergeRefusal::Conflicts(conflicts));
    }
    let tree = index.write_tree_to(&repository).map_err(words)?;
    let who = format!("learn <learn@localhost> {} +0000", ours.seconds.max(theirs.seconds));
    let bytes = format!(
        "tree {tree}\nparent {target}\nparent {head}\nauthor {who}\ncommitter {who}\n\n\
         Merge, as `learn check --target` judges it\n"
    );
    let odb = repository.odb().map_err(words)?;
    odb.write(ObjectType::Commit, bytes.as_bytes()).map_err(|error| words(error).into())
}

fn merged(
    repository: &Repository,
    target: Oid,
    head: Oid,
    bases: &BTreeSet<Oid>,
) -> Result<Index, git2::Error> {
    let (ours, theirs) = (repository.find_commit(target)?, repository.find_commit(head)?);
    let options = MergeOptions::new();
    match bases.first().filter(|_| bases.len() == 1) {
        Some(base) => {
            let base = repository.find_commit(*base)?.tree()?;
            repository.merge_trees(&base, &ours.tree()?, &theirs.tree()?, Some(&options))
        }
        None => repository.merge_commits(&ours, &theirs, Some(&options)),
    }
}

fn conflicts(index: &Index) -> Result<Vec<String>, String> {
    let mut paths = BTreeSet::new();
    for conflict in index.conflicts().map_err(words)? {
        let conflict = conflict.map_err(words)?;
        for side in [conflict.ancestor, conflict.our, conflict.their].into_iter().flatten() {
            paths.insert(String::from_utf8_lossy(&side.path).into_owned());
        }
    }
    Ok(paths.into_iter().collect())
}

fn header(odb: &Odb<'_>, id: Oid) -> Result<Header, String> {
    let bytes = raw(odb, id, ObjectType::Commit)?;
    Header::read(&bytes).ok_or_else(|| format!("{id} is a damaged commit"))
}

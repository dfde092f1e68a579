//! Looking for blobs in one commit's tree after another, each time only at what is new.

use std::collections::{BTreeSet, HashMap, HashSet};

use git2::{Odb, Oid};

use super::objects::lines;
use super::read::words;

/// A search that goes from commit to commit.
pub(super) struct Search<'a> {
    odb: &'a Odb<'a>,
    wanted: HashSet<[u8; 20]>,
    read: HashSet<Oid>,
    last: HashMap<Vec<u8>, Seen>,
}

/// A tree as it was last seen at a path, and where its entries begin.
#[derive(Default)]
struct Seen {
    raw: Vec<u8>,
    starts: Vec<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn for_blobs(odb: &'a Odb<'a>, blobs: &BTreeSet<[u8; 20]>) -> Self {
        let wanted = blobs.iter().copied().collect();
        Self { odb, wanted, read: HashSet::new(), last: HashMap::new() }
    }

    pub(super) fn is_done(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The wanted blobs that this tree has and none before it had.
    pub(super) fn new_in(&mut self, tree: Oid) -> Result<Vec<[u8; 20]>, String> {
        let mut found = Vec::new();
        let mut open = vec![(tree, Vec::new())];
        while let Some((tree, path)) = open.pop() {
            // All that a tree holds was looked at when it was first met.
            if !self.read.insert(tree) {
                continue;
            }
            let object = self.odb.read(tree).map_err(words)?;
            let raw = object.data();
            let seen = self.last.remove(&path).unwrap_or_default();
            let (new, starts) = seen.changes(raw);
            for line in new.iter().filter_map(|start| lines(&raw[*start..]).next()) {
                if line.is_folder() {
                    open.push((line.id()?, [&path, line.name, b"/"].concat()));
                } else if self.wanted.remove(&line.bytes()) {
                    found.push(line.bytes());
                }
            }
            self.last.insert(path, Seen { raw: raw.to_owned(), starts });
        }
        Ok(found)
    }
}

impl Seen {
    /// Where the entries begin in `raw` that are not in the same words before, and where all begin.
    ///
    /// What both have at their beginning and at their end is compared as bytes and not taken apart:
    /// a folder of thousands mostly changes in one entry.
    fn changes(&self, raw: &[u8]) -> (Vec<usize>, Vec<usize>) {
        let front = common(self.raw.chunks(64), raw.chunks(64), &self.raw, raw);
        let back = common(self.raw.rchunks(64), raw.rchunks(64), &self.raw, raw);
        let kept = self.starts.partition_point(|start| *start <= front).saturating_sub(1);
        let tail = self.starts.partition_point(|start| *start < self.raw.len() - back);
        let mut starts = self.starts[..kept].to_vec();
        let mut tails = self.starts[tail..].iter().map(|start| start + raw.len() - self.raw.len());
        let mut here = self.starts.get(kept).copied().unwrap_or(0);
        let (mut new, mut next) = (Vec::new(), tails.next());
        while here < raw.len() {
            while next.is_some_and(|start| start < here) {
                next = tails.next();
            }
            if next == Some(here) {
                starts.push(here);
                starts.extend(tails);
                break;
            }
            let Some(line) = lines(&raw[here..]).next() else { break };
            new.push(here);
            starts.push(here);
            here += line.size();
        }
        (new, starts)
    }
}

/// How many bytes are the same, in whole pieces of 64, from the end that the pieces are taken from.
fn common<'a>(
    before: impl Iterator<Item = &'a [u8]>,
    now: impl Iterator<Item = &'a [u8]>,
    old: &[u8],
    new: &[u8],
) -> usize {
    let pieces = before.zip(now).take_while(|(before, now)| before == now).count();
    (pieces * 64).min(old.len()).min(new.len())
}

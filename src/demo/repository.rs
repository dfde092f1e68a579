//! A chronicle as a git repository: commits, branches, merges and signed carriers, in one go.

use std::collections::BTreeMap;
use std::path::Path;

use super::chronicle::{Change, Landing, Topic};
use super::keyring::Key;
use super::resign::Signed;
use crate::world::draft::{self, Draft};
use crate::world::git::about::Who;
use crate::world::git::founding::{Founding, Snapshot};
use crate::world::git::write::{NewCommit, Stamp};

/// A branch in the making: its newest commit, and the files there.
#[derive(Debug, Clone, Default)]
struct Line {
    tip: Option<String>,
    files: Snapshot,
}

/// Writes topics into a repository, in the order of time.
pub struct Scribe<'a> {
    founding: &'a mut Founding,
    signed: &'a Signed,
    people: &'a BTreeMap<String, Who>,
    main: Line,
    open: BTreeMap<usize, Line>,
}

/// Something that happens at a moment: the change of a topic, or its landing.
struct Happening {
    time: i64,
    topic: usize,
    change: Option<usize>,
}

/// Who commits what a button on the forge does.
const FORGE: &str = "forge";

impl<'a> Scribe<'a> {
    /// Begins with nothing.
    pub fn new(
        founding: &'a mut Founding,
        signed: &'a Signed,
        people: &'a BTreeMap<String, Who>,
    ) -> Self {
        Self { founding, signed, people, main: Line::default(), open: BTreeMap::new() }
    }

    /// Writes everything that landed, and gives the newest commit of the main branch.
    ///
    /// # Errors
    /// Git's words.
    pub fn tell(&mut self, topics: &[Topic]) -> Result<String, String> {
        let mut happenings: Vec<Happening> = Vec::new();
        for (topic, told) in topics.iter().enumerate() {
            if told.landing == Landing::Merge {
                let times = told.changes.iter().map(|change| change.time).enumerate();
                happenings.extend(times.map(|(change, time)| Happening {
                    time,
                    topic,
                    change: Some(change),
                }));
            }
            happenings.push(Happening { time: told.landed, topic, change: None });
        }
        happenings.sort_by_key(|one| (one.time, one.topic, one.change.is_none(), one.change));
        for happening in happenings {
            let topic = &topics[happening.topic];
            match happening.change {
                Some(number) => {
                    let mut line =
                        self.open.remove(&happening.topic).unwrap_or_else(|| self.main.clone());
                    self.commit(&mut line, &topic.changes[number], None)?;
                    self.open.insert(happening.topic, line);
                }
                None => self.land(happening.topic, topic)?,
            }
        }
        self.main.tip.clone().ok_or_else(|| "nothing was ever committed".to_owned())
    }

    /// Lets a branch with some changes begin at the main branch.
    ///
    /// # Errors
    /// Git's words.
    pub fn branch(&mut self, topic: &Topic) -> Result<(), String> {
        let mut line = self.main.clone();
        for change in &topic.changes {
            self.commit(&mut line, change, None)?;
        }
        match &line.tip {
            Some(tip) => self.founding.branch(&topic.name, tip),
            None => Ok(()),
        }
    }

    fn land(&mut self, number: usize, topic: &Topic) -> Result<(), String> {
        let mut main = std::mem::take(&mut self.main);
        match topic.landing {
            Landing::Straight => {
                for change in &topic.changes {
                    self.commit(&mut main, change, None)?;
                }
            }
            Landing::Rebase => {
                for (turn, change) in (0_i64..).zip(&topic.changes) {
                    self.commit(&mut main, change, Some(topic.landed + 20 * turn))?;
                }
            }
            Landing::Squash => self.squash(&mut main, topic)?,
            Landing::Merge => {
                let tip = self.open.remove(&number).and_then(|line| line.tip);
                self.merge(&mut main, topic, tip)?;
            }
        }
        self.main = main;
        Ok(())
    }

    /// Commits a change; `again` is when it was put on top of another commit, if it was.
    fn commit(
        &mut self,
        line: &mut Line,
        change: &Change,
        again: Option<i64>,
    ) -> Result<(), String> {
        let author = self.stamp(&change.author, change.time);
        let committer = self.stamp(&change.author, again.unwrap_or(change.time));
        self.put(line, &change.files)?;
        let key = change.signed.and_then(|version| {
            let signed = self.signed;
            signed.key(&change.author, version).or_else(|| signed.newest_key(&change.author))
        });
        let parents = line.tip.iter().cloned().collect();
        self.write(line, parents, author, committer, change.message.clone(), key)
    }

    fn squash(&mut self, line: &mut Line, topic: &Topic) -> Result<(), String> {
        let Some(first) = topic.changes.first() else { return Ok(()) };
        let mut message = first.message.clone();
        for change in &topic.changes {
            self.put(line, &change.files)?;
            if change.author != first.author
                && let Some(Who { name, email }) = self.people.get(&change.author)
            {
                let gap = if message.contains("Co-authored-by") { "" } else { "\n" };
                message = format!("{message}{gap}Co-authored-by: {name} <{email}>\n");
            }
        }
        let author = self.stamp(&first.author, topic.landed);
        let committer = self.stamp(FORGE, topic.landed);
        let parents = line.tip.iter().cloned().collect();
        self.write(line, parents, author, committer, message, None)
    }

    fn merge(&mut self, line: &mut Line, topic: &Topic, tip: Option<String>) -> Result<(), String> {
        let last = topic.changes.last().map_or(FORGE, |change| change.author.as_str());
        for change in &topic.changes {
            self.put(line, &change.files)?;
        }
        let author = self.stamp(last, topic.landed);
        let committer = self.stamp(FORGE, topic.landed);
        let parents = line.tip.iter().cloned().chain(tip).collect();
        let message = format!("Merge branch '{}'\n", topic.name);
        self.write(line, parents, author, committer, message, None)
    }

    fn put(&mut self, line: &mut Line, files: &[(String, Vec<u8>)]) -> Result<(), String> {
        for (path, bytes) in files {
            let content = self.founding.content(bytes)?;
            line.files.put(path, content)?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        line: &mut Line,
        parents: Vec<String>,
        author: Stamp,
        committer: Stamp,
        message: String,
        key: Option<&Key>,
    ) -> Result<(), String> {
        let tree = self.founding.tree(&mut line.files)?;
        let commit = NewCommit { tree, parents, author, committer, message };
        let raw = match key {
            Some(key) => commit.signed(|payload| key.sign(payload))?,
            None => commit.payload()?,
        };
        line.tip = Some(self.founding.commit(raw.as_bytes())?);
        Ok(())
    }

    fn stamp(&self, person: &str, seconds: i64) -> Stamp {
        let forge = || Who { name: "Forge".to_owned(), email: "noreply@forge.example".to_owned() };
        let who = self.people.get(person).cloned().unwrap_or_else(forge);
        // Summer time, near enough.
        let month = jiff::Timestamp::from_second(seconds)
            .map_or(1, |moment| moment.to_zoned(jiff::tz::TimeZone::UTC).month());
        Stamp { who, seconds, offset: if (4..=10).contains(&month) { 120 } else { 60 } }
    }
}

/// What a company in the making is called, beside the folder that it becomes.
const DRAFT: &str = ".learn-demo-";

/// Makes a folder appear with everything in it, or not at all: `fill` gets a hidden one beside it.
///
/// # Errors
/// The words of `fill`, or a sentence when the folder cannot be made.
pub fn appear(folder: &Path, fill: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("cannot make {}: {error}", folder.display());
    let above = above(folder);
    std::fs::create_dir_all(above).map_err(cannot)?;
    let draft = Draft::begin(above, DRAFT).map_err(cannot)?;
    let inside = draft.place("catalog");
    fill(&inside)?;
    if folder.is_dir() {
        // It is empty; a rename does not replace it on every system.
        std::fs::remove_dir(folder).map_err(cannot)?;
    }
    std::fs::rename(&inside, folder).map_err(cannot)
}

/// Takes away what runs that were killed left beside a folder.
pub fn tidy(folder: &Path) {
    draft::sweep(above(folder), DRAFT);
}

fn above(folder: &Path) -> &Path {
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    above.unwrap_or(Path::new("."))
}

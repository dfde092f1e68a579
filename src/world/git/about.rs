//! What a commit says about itself: who, when, in which words.

use super::objects::Header;
use super::read::Home;
use crate::base::date::Date;

/// What a commit says; anybody can write anything here, so it is shown and never believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitWords {
    /// Who wrote the change.
    pub author: Who,
    /// Who made the commit.
    pub committer: Who,
    /// The day it was committed, in the committer's own time zone.
    pub date: Option<Date>,
    /// The first line of its message.
    pub subject: String,
    /// Its parents' full names, as the commit has them.
    pub parents: Vec<String>,
}

/// A name and an address in a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
}

impl Home {
    /// What the commit with this full name says about itself.
    ///
    /// # Errors
    /// A sentence when there is no such commit here.
    pub fn about(&self, id: &str) -> Result<CommitWords, String> {
        let raw = self.raw_commit(id)?;
        let header = Header::read(&raw).ok_or_else(|| format!("{id} is a damaged commit"))?;
        let text = String::from_utf8_lossy(&raw);
        let (head, message) = text.split_once("\n\n").unwrap_or((&text, ""));
        let line = |key: &str| {
            head.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().to_owned()
        };
        let committer = line("committer ");
        Ok(CommitWords {
            author: who(&line("author ")),
            date: day(&committer),
            committer: who(&committer),
            subject: message.lines().next().unwrap_or_default().trim().to_owned(),
            parents: header.parents.iter().map(ToString::to_string).collect(),
        })
    }
}

fn who(line: &str) -> Who {
    let (name, rest) = line.split_once('<').unwrap_or((line, ""));
    let email = rest.split_once('>').map_or(rest, |(email, _)| email);
    Who { name: name.trim().to_owned(), email: email.trim().to_owned() }
}

fn day(line: &str) -> Option<Date> {
    let (_, when) = line.rsplit_once('>')?;
    let mut words = when.split_whitespace();
    let seconds: i64 = words.next()?.parse().ok()?;
    let zone: i64 = words.next().and_then(|zone| zone.parse().ok()).unwrap_or(0);
    let offset = (zone / 100 * 60 + zone % 100) * 60;
    let moment = jiff::Timestamp::from_second(seconds.checked_add(offset)?).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date().into())
}

/// The first digits of a commit's full name, as people copy them.
#[must_use]
pub fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

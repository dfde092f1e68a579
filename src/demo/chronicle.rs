//! Who committed what on which day at the example company: what git is told of its two years.

use std::collections::{BTreeMap, BTreeSet};

use super::growth::{dates, day_in_name, first_day, growth};
use super::resign::{Signed, midnight, moment};
use crate::base::date::Date;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::person::Person;
use crate::trust::seal;

/// Who looks after everything that nobody else does.
const PROGRAM_OWNER: &str = "hana";

/// One commit: who, when, which files, in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When, in seconds since 1970.
    pub time: i64,
    /// Who wrote it.
    pub author: String,
    /// The files as they are afterwards.
    pub files: Vec<(String, Vec<u8>)>,
    /// The whole message.
    pub message: String,
    /// The version of the policy whose key its author signs it with, if they do.
    pub signed: Option<u16>,
}

/// How changes came to the main branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Landing {
    /// Committed there.
    Straight,
    /// By a merge commit; the commits stay as they were.
    Merge,
    /// As one commit, without what the carriers were signed with.
    Squash,
    /// Put on top of the main branch, which moved on to them.
    Rebase,
}

/// Changes that landed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The name of its branch.
    pub name: String,
    /// The changes, the oldest first; at least one.
    pub changes: Vec<Change>,
    /// How they landed.
    pub landing: Landing,
    /// When, in seconds since 1970.
    pub landed: i64,
}

/// Everything that was ever committed, sorted by when it landed.
///
/// # Errors
/// A sentence when an approval has no seal.
pub fn chronicle(catalog: &Catalog, signed: &Signed) -> Result<Vec<Topic>, String> {
    let people = catalog.all::<Person>().map(|entry| (entry.id().to_owned(), entry.document));
    let mut told =
        Teller { people: people.collect(), signed, taken: BTreeSet::new(), topics: Vec::new() };
    told.trust()?;
    told.claims(catalog)?;
    told.decisions(catalog)?;
    told.the_rest(catalog);
    told.topics.sort_by(|one, other| (one.landed, &one.name).cmp(&(other.landed, &other.name)));
    Ok(told.topics)
}

/// A file as it was after a day's work, and whether it was new.
type Step = (String, Vec<u8>, bool);

struct Teller<'a> {
    people: BTreeMap<String, &'a Person>,
    signed: &'a Signed,
    /// Files that a topic has already.
    taken: BTreeSet<String>,
    topics: Vec<Topic>,
}

impl Teller<'_> {
    /// Each version of the policy: written by one admin, sealed by the others, merged.
    fn trust(&mut self) -> Result<(), String> {
        let versions: Vec<String> =
            self.signed.times.keys().filter(|path| path.starts_with("trust/")).cloned().collect();
        for path in versions {
            let stem = path.trim_end_matches(".yaml").to_owned();
            let seals =
                self.signed.files.keys().filter(|other| other.starts_with(&format!("{stem}.")));
            let mut admins: Vec<String> =
                seals.filter_map(|path| Some(seal::parts(path)?.1.to_owned())).collect();
            admins.sort_by_key(|admin| (admin != PROGRAM_OWNER, admin.clone()));
            let number: u16 = stem.trim_start_matches("trust/").parse().unwrap_or(1);
            let time = self.signed.times[&path];
            let mut changes: Vec<Change> = Vec::new();
            for (turn, admin) in (0_i64..).zip(&admins) {
                let mut files = vec![seal::path(&path, admin)];
                let message = if turn == 0 {
                    files.insert(0, path.clone());
                    format!("Write version {number} of the trust policy\n")
                } else {
                    format!("Seal version {number} of the trust policy\n")
                };
                let time = time + 60 + turn * 2400;
                changes.push(self.change(admin, time, files, message, Some(number.max(2) - 1))?);
            }
            let landing = if changes.len() > 1 { Landing::Merge } else { Landing::Straight };
            self.land(format!("trust-{number}"), changes, landing, 600);
        }
        Ok(())
    }

    /// Each claim with the decisions that it waited for.
    fn claims(&mut self, catalog: &Catalog) -> Result<(), String> {
        let mut by_claim: BTreeMap<(String, String), Vec<Entry<'_, Approval>>> = BTreeMap::new();
        for entry in catalog.all::<Approval>() {
            if let Some(claim) = &entry.document.claim {
                let key = (entry.owner().to_owned(), claim.id.as_str().to_owned());
                by_claim.entry(key).or_default().push(entry);
            }
        }
        for (turn, ((owner, claim), mut decisions)) in by_claim.into_iter().enumerate() {
            let Some(record) = owned_record(catalog, Kind::Claim, &claim, &owner) else { continue };
            decisions.sort_by_key(|entry| self.signed.times.get(&*entry.record.source.path));
            // What came after the award landed on its own.
            let awaited = decisions.iter().map(|one| one.document.needs.len()).max().unwrap_or(1);
            decisions.truncate(awaited.max(1));
            let day = day_in_name(&record.source.path).unwrap_or_else(first_day);
            let subject = decisions[0].document.subject.as_str().to_owned();
            let path = record.source.path.to_string();
            let mut files = vec![path.clone()];
            for evidence in &decisions[0].document.evidence {
                let work = format!("/portfolio/{}.md", evidence.id.as_str());
                let mine = path.rsplit_once("/claims/").map(|(home, _)| format!("{home}{work}"));
                let is_fresh = midnight(day) - midnight(evidence.worked) < 6 * 86_400;
                files.extend(mine.filter(|path| is_fresh && self.is_free(path)));
            }
            let time = moment(day, &path) - 3600;
            let message = format!("Claim {subject}\n");
            let mut changes = vec![self.change(&owner, time, files, message, None)?];
            for decision in &decisions {
                changes.push(self.decision(decision)?);
            }
            let landing = [Landing::Merge, Landing::Rebase, Landing::Squash][turn % 3];
            self.land(format!("claim-{owner}-{subject}"), changes, landing, 1500);
        }
        Ok(())
    }

    /// The decisions that nobody had claimed, and those that came later.
    fn decisions(&mut self, catalog: &Catalog) -> Result<(), String> {
        for entry in catalog.all::<Approval>() {
            if self.is_free(&entry.record.source.path) {
                let change = self.decision(&entry)?;
                let name = entry.record.name.to_string();
                self.land(name, vec![change], Landing::Straight, 0);
            }
        }
        Ok(())
    }

    fn decision(&mut self, entry: &Entry<'_, Approval>) -> Result<Change, String> {
        let document = entry.document;
        let path = entry.record.source.path.to_string();
        let signer = document.signer.as_str();
        let time = self.signed.times.get(&path).copied().unwrap_or_default();
        let verb = match document.decision {
            Decision::Approve => "Approve",
            Decision::NotYet => "Not yet:",
            Decision::Endorse => "Endorse",
            Decision::Waive => "Waive",
            Decision::Revoke => "Revoke",
            Decision::Promote => "Promote",
            Decision::Place => "Place",
        };
        let message = format!("{verb} {} {}\n", entry.owner(), document.subject);
        let files = vec![path.clone(), seal::path(&path, signer)];
        let version = document.trust.as_ref().map_or(1, |trust| trust.version);
        self.change(signer, time + 40, files, message, Some(version))
    }

    /// All other files: each person's work of a day is a commit.
    fn the_rest(&mut self, catalog: &Catalog) {
        let learned = first_learned(catalog);
        let mut days: BTreeMap<(Date, String, bool), Vec<Step>> = BTreeMap::new();
        for (path, bytes) in &self.signed.files {
            if self.taken.contains(path) {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            let owner = owner(path, &text);
            let joined = self.people.get(&owner).and_then(|person| person.joined);
            let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
            let steps = growth(path, bytes, joined, learned.get(name).copied());
            for (number, (day, bytes)) in steps.into_iter().enumerate() {
                let author = self.present(&owner, day, path);
                let own = path.starts_with("people/");
                let files = days.entry((day, author, own)).or_default();
                files.push((path.clone(), bytes, number == 0));
            }
        }
        for ((day, author, own), files) in days {
            let time = moment(day, &format!("{author}{own}")) - 7200;
            let message = words(&files);
            let files = files.into_iter().map(|(path, bytes, _)| (path, bytes)).collect();
            let change = Change { time, author, files, message, signed: None };
            self.land(String::new(), vec![change], Landing::Straight, 0);
        }
    }

    /// The owner, or whoever looks after the program while the owner is not there.
    fn present(&self, owner: &str, day: Date, path: &str) -> String {
        let is_there = self.people.get(owner).is_some_and(|person| person.is_here_on(day));
        let begins = path.ends_with("/person.yaml") && day == first_day();
        if is_there && !begins { owner.to_owned() } else { PROGRAM_OWNER.to_owned() }
    }

    fn change(
        &mut self,
        author: &str,
        time: i64,
        paths: Vec<String>,
        message: String,
        signed: Option<u16>,
    ) -> Result<Change, String> {
        let mut files = Vec::new();
        for path in paths {
            let bytes = self.signed.files.get(&path).ok_or_else(|| format!("{path} is missing"))?;
            files.push((path.clone(), bytes.clone()));
            self.taken.insert(path);
        }
        Ok(Change { time, author: author.to_owned(), files, message, signed })
    }

    fn is_free(&self, path: &str) -> bool {
        self.signed.files.contains_key(path) && !self.taken.contains(path)
    }

    fn land(&mut self, name: String, changes: Vec<Change>, landing: Landing, after: i64) {
        let landed = changes.iter().map(|change| change.time).max().unwrap_or_default() + after;
        self.topics.push(Topic { name, changes, landing, landed });
    }
}

/// When somebody first learned with each module.
fn first_learned(catalog: &Catalog) -> BTreeMap<String, Date> {
    let mut first: BTreeMap<String, Date> = BTreeMap::new();
    for record in catalog.of_kind(Kind::Enrolment) {
        if let Some(day) = dates(&record.source.text).min() {
            let known = first.entry(record.name.to_string()).or_insert(day);
            *known = day.min(*known);
        }
    }
    first
}

/// Whose a file is: the person of the folder, or whom it names as owner, author, host or facilitator.
fn owner(path: &str, text: &str) -> String {
    if let Some(rest) = path.strip_prefix("people/") {
        let mut parts = rest.split('/');
        let first = parts.next().unwrap_or_default();
        let id = if first.len() == 1 { parts.next().unwrap_or_default() } else { first };
        return id.to_owned();
    }
    let keys = ["owner: ", "author: ", "host: ", "facilitators: [", "lead: "];
    let named = keys.iter().find_map(|key| text.lines().find_map(|line| line.strip_prefix(key)));
    let named = named.and_then(|rest| rest.split([',', ']', ' ']).next());
    named.unwrap_or(PROGRAM_OWNER).to_owned()
}

/// What a day's work is called: its first file, and a list of all if there are several.
fn words(files: &[Step]) -> String {
    let called: Vec<String> =
        files.iter().map(|(path, bytes, new)| call(path, bytes, *new)).collect();
    let kinds: BTreeSet<&str> =
        files.iter().filter_map(|(path, _, _)| path.split('/').next()).collect();
    let first = match (called.as_slice(), kinds.iter().next()) {
        ([one], _) => return format!("{one}\n"),
        (many, Some(kind)) if kinds.len() == 1 && *kind != "people" => {
            format!("Write {} {kind}", many.len())
        }
        (many, _) => format!("{}, and {} more", many[0], many.len() - 1),
    };
    format!("{first}\n\n- {}\n", called.join("\n- "))
}

fn call(path: &str, bytes: &[u8], new: bool) -> String {
    let text = String::from_utf8_lossy(bytes);
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.split('.').next().filter(|name| !name.is_empty()).unwrap_or(name);
    let title = text
        .lines()
        .find_map(|line| line.strip_prefix("title: ").or_else(|| line.strip_prefix("name: ")));
    let title = title.map_or_else(|| name.to_owned(), |title| title.trim_matches('"').to_owned());
    let has = |part: &str| path.contains(part);
    match (new, path.starts_with("people/")) {
        (true, true) if has("/portfolio/") => format!("Write down: {title}"),
        (true, true) if has("/claims/") => format!("Claim {}", name.get(11..).unwrap_or(name)),
        (true, true) if has("/goals/") => "Set a goal".to_owned(),
        (true, true) if has("/journal/") => format!("Journal, {name}"),
        (true, true) if has("/meetings/") => format!("Notes of a meeting, {name}"),
        (true, true) if has("/enrolments/") => format!("Begin {name}"),
        (true, true) if has("/okrs/") => format!("Set objectives for {name}"),
        (true, true) if has("/pathways/") => format!("Enrol on {name}"),
        (true, true) if has("/remediation/") => format!("Plan a second chance, {name}"),
        (true, true) => format!("Welcome {title}"),
        (false, true) if has("/enrolments/") => format!("Go on with {name}"),
        (false, true) if has("/okrs/") => format!("Check in on {name}"),
        (false, true) => format!("Update {name} of {title}"),
        (true, false) => format!("Write {title}"),
        (false, false) if has("metrics/") => format!("Measure {name}"),
        (false, false) => format!("Review {title}"),
    }
}

//! What a change does to people's readiness, roles and awards, with those together for whom it is the same.

use std::collections::{BTreeMap, BTreeSet};

use super::sections::{Section, by_role, names};
use super::words;
use crate::insight::impact::Impact;
use crate::insight::impact::cause::Cause;
use crate::insight::impact::lines::LineImpact;
use crate::insight::impact::people::{Coming, ReadinessImpact};
use crate::report::readiness::words::strength;
use crate::standing::verdict::Verdict;

/// Verdicts that change.
#[must_use]
pub fn verdicts(impact: &Impact) -> Section {
    let mut groups: BTreeMap<Turn<'_>, Vec<&str>> = BTreeMap::new();
    for one in impact.readiness.iter().filter(|one| one.turns()) {
        groups.entry(Turn::of(one)).or_default().push(&one.person);
    }
    let rows = groups.into_iter().map(|(turn, people)| {
        vec![
            format!("{} → {}", turn.before.word(), turn.after.word()),
            turn.role.to_owned(),
            names(impact, people),
            turn.why,
        ]
    });
    Section {
        title: "Verdicts that change",
        header: &["Verdict", "For", "Who", "Why"],
        heads: 2,
        rows: rows.collect(),
        note: Some(
            "Awards stand; what a role asks for is what changed, unless a reason says otherwise.",
        ),
    }
}

/// A change of verdict, those that take away a complete evidence first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Turn<'i> {
    weight: u8,
    role: &'i str,
    before: Verdict,
    after: Verdict,
    why: String,
}

impl<'i> Turn<'i> {
    fn of(one: &'i ReadinessImpact) -> Self {
        let told_line = |line: &LineImpact| {
            let why = words::why(&line.causes);
            let colon = if why.is_empty() { "" } else { ": " };
            format!("{}{colon}{why}", words::line(line))
        };
        let lines: Vec<String> = one.lines.iter().map(told_line).collect();
        let told = |cause: &&Cause| !one.lines.iter().any(|line| line.causes.contains(cause));
        let others = one.causes.iter().filter(told).map(words::cause);
        Self {
            weight: if one.falls() { 0 } else { 1 + u8::from(!one.rises()) },
            role: &one.role_title,
            before: one.before,
            after: one.after,
            why: lines.into_iter().chain(others).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Lines that change under the same verdict.
#[must_use]
pub fn lines(impact: &Impact) -> Section {
    let mut groups: BTreeMap<(String, String), BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for one in impact.readiness.iter().filter(|one| !one.turns()) {
        for line in &one.lines {
            let group = groups.entry((words::line(line), words::why(&line.causes))).or_default();
            group.entry(&one.role_title).or_default().push(&one.person);
        }
    }
    let rows =
        groups.into_iter().map(|((line, why), people)| vec![line, why, by_role(impact, &people)]);
    Section {
        title: "Lines that change under the same verdict",
        header: &["Line", "Why", "Who"],
        heads: 1,
        rows: rows.collect(),
        note: None,
    }
}

/// Those to whom a later line is new, by role, and how many can show it already.
#[derive(Default)]
struct Awaited<'i> {
    open: BTreeMap<&'i str, Vec<&'i str>>,
    there: BTreeSet<&'i str>,
}

/// Lines that will bind on a later day.
#[must_use]
pub fn later(impact: &Impact) -> Section {
    let mut groups: BTreeMap<(String, String, &str), Awaited<'_>> = BTreeMap::new();
    for one in &impact.readiness {
        for line in &one.coming {
            let title = format!("{} ({})", line.title, strength(line.strength));
            let group = groups.entry((when(line), title, &*line.path)).or_default();
            if line.is_there {
                group.there.insert(&one.person);
            } else {
                group.open.entry(&one.role_title).or_default().push(&one.person);
            }
        }
    }
    let rows = groups.into_iter().map(|((when, title, path), awaited)| {
        let mut who = by_role(impact, &awaited.open);
        if !awaited.there.is_empty() {
            let them = format!("shown already: {}", words::counted_people(awaited.there.len()));
            who = if who.is_empty() { them } else { format!("{who}\n{them}") };
        }
        vec![when, title, who, path.to_owned()]
    });
    Section {
        title: "Asked for later",
        header: &["When", "Line", "Who", "File"],
        heads: 2,
        rows: rows.collect(),
        note: Some("Nothing changes for them until that day."),
    }
}

fn when(line: &Coming) -> String {
    let grace = if line.is_graced() { ", protected by the grace until then" } else { "" };
    let was = line.was.map_or_else(String::new, |was| format!("; from {was} before"));
    format!("from {}{grace}{was}", line.first)
}

/// Awards that somebody gains or loses.
#[must_use]
pub fn awards(impact: &Impact) -> Section {
    let rows = impact.awards.iter().map(|award| {
        vec![
            if award.is_gained { "gained" } else { "lost" }.to_owned(),
            format!("{} of {}", award.subject, award.date),
            impact.name(&award.person).to_owned(),
            words::why(&award.causes),
        ]
    });
    Section {
        title: "Awards that change",
        header: &["Award", "What", "Who", "Why"],
        heads: 2,
        rows: rows.collect(),
        note: Some("Content never changes an award; approvals and the trust policy do."),
    }
}

/// Roles that somebody has or aims at on one side only.
#[must_use]
pub fn targets(impact: &Impact) -> Section {
    let mut groups: BTreeMap<(bool, &str, String, &str), Vec<&str>> = BTreeMap::new();
    for target in &impact.targets {
        let verdict = target.verdict.map_or("", Verdict::word);
        let key = (!target.is_new, &*target.role_title, words::bonds(&target.bonds), verdict);
        groups.entry(key).or_default().push(&target.person);
    }
    let rows = groups.into_iter().map(|((is_old, role, bonds, verdict), people)| {
        vec![
            if is_old { "no longer" } else { "now" }.to_owned(),
            format!("{role} ({bonds})"),
            verdict.to_owned(),
            names(impact, people),
        ]
    });
    Section {
        title: "Other roles to have or to aim at",
        header: &["Since the change", "Role", "Verdict", "Who"],
        heads: 2,
        rows: rows.collect(),
        note: None,
    }
}

//! What a change does to people's readiness, roles and awards, with those together for whom it is the same.

use std::collections::BTreeMap;

use super::sections::{Section, names};
use super::words;
use crate::insight::impact::Impact;
use crate::insight::impact::people::ReadinessImpact;
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
        let lines: Vec<String> = one.lines.iter().map(words::line).collect();
        let told = |cause: &&crate::insight::impact::cause::Cause| {
            !one.lines.iter().any(|line| line.causes.contains(cause))
        };
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
    let mut groups: BTreeMap<(&str, &str, String), Vec<&str>> = BTreeMap::new();
    for one in impact.readiness.iter().filter(|one| !one.turns()) {
        for line in &one.lines {
            let key = (&*one.role_title, one.after.word(), words::line(line));
            groups.entry(key).or_default().push(&one.person);
        }
    }
    let rows = groups.into_iter().map(|((role, verdict, line), people)| {
        vec![line, role.to_owned(), verdict.to_owned(), names(impact, people)]
    });
    Section {
        title: "Lines that change under the same verdict",
        header: &["Line", "For", "Verdict", "Who"],
        rows: rows.collect(),
        note: None,
    }
}

/// Lines that will bind on a later day.
#[must_use]
pub fn later(impact: &Impact) -> Section {
    let mut groups: BTreeMap<(String, &str, String, &str), (Vec<&str>, usize)> = BTreeMap::new();
    for one in &impact.readiness {
        for line in &one.coming {
            let mut when = format!("from {}", line.first);
            if line.is_graced() {
                when.push_str(", protected by the grace until then");
            }
            if let Some(was) = line.was {
                when.push_str(&format!("; from {was} before"));
            }
            let title = format!("{} ({})", line.title, strength(line.strength));
            let key = (when, &*one.role_title, title, &*line.path);
            let group = groups.entry(key).or_default();
            if line.is_there {
                group.1 += 1;
            } else {
                group.0.push(&one.person);
            }
        }
    }
    let rows = groups.into_iter().map(|((when, role, title, path), (open, there))| {
        let who = match (open.is_empty(), there) {
            (false, 0) => names(impact, open),
            (true, there) => format!("{}, who can show it already", words::counted_people(there)),
            (false, there) => {
                format!(
                    "{}; {} can show it already",
                    names(impact, open),
                    words::counted_people(there)
                )
            }
        };
        vec![when, title, role.to_owned(), who, path.to_owned()]
    });
    Section {
        title: "Asked for later",
        header: &["When", "Line", "For", "Who", "File"],
        rows: rows.collect(),
        note: Some("Nothing changes for them until that day."),
    }
}

/// Awards that somebody gains or loses.
#[must_use]
pub fn awards(impact: &Impact) -> Section {
    let rows = impact.awards.iter().map(|award| {
        let causes: Vec<String> = award.causes.iter().map(words::cause).collect();
        vec![
            if award.is_gained { "gained" } else { "lost" }.to_owned(),
            format!("{} of {}", award.subject, award.date),
            impact.name(&award.person).to_owned(),
            causes.join("\n"),
        ]
    });
    Section {
        title: "Awards that change",
        header: &["Award", "What", "Who", "Why"],
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
        rows: rows.collect(),
        note: None,
    }
}

//! Impact for spreadsheets: a row for each effect on a person.

use super::offers::asked;
use super::{Paper, words};
use crate::format::csv::row;
use crate::insight::impact::Impact;
use crate::insight::impact::barred::BarredPart;
use crate::standing::verdict::Standing;

/// The table; with `--summary` the counts of its rows by what they say.
#[must_use]
pub fn table(paper: &Paper<'_>) -> String {
    let rows = rows(paper.impact);
    if paper.is_summary {
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for effect in &rows {
            *counts.entry(effect.what).or_default() += 1;
        }
        let lines =
            counts.iter().map(|(what, count)| row(&[(*what).to_owned(), count.to_string()]));
        return row(&["effect", "count"]) + &lines.collect::<String>();
    }
    let header = ["effect", "person", "role", "subject", "before", "after", "on", "why"];
    let lines = rows.iter().map(|effect| {
        row(&[
            effect.what,
            effect.person,
            effect.role,
            &effect.subject,
            &effect.before,
            &effect.after,
            &effect.on,
            &effect.why,
        ])
    });
    row(&header) + &lines.collect::<String>()
}

#[derive(Default)]
struct Effect<'i> {
    what: &'static str,
    person: &'i str,
    role: &'i str,
    subject: String,
    before: String,
    after: String,
    on: String,
    why: String,
}

fn rows(impact: &Impact) -> Vec<Effect<'_>> {
    let mut rows = Vec::new();
    for one in &impact.readiness {
        let effect =
            |what| Effect { what, person: &one.person, role: &one.role, ..Effect::default() };
        if one.turns() {
            rows.push(Effect {
                before: one.before.word().to_owned(),
                after: one.after.word().to_owned(),
                why: words::why(&one.causes),
                ..effect("verdict")
            });
        }
        rows.extend(one.lines.iter().map(|line| {
            let word = |standing: &Option<Standing>| {
                standing.as_ref().map_or_else(String::new, |standing| standing.word().to_owned())
            };
            Effect {
                subject: line.title.clone(),
                before: word(&line.before),
                after: word(&line.after),
                why: words::why(&line.causes),
                ..effect("line")
            }
        }));
        rows.extend(one.coming.iter().map(|line| Effect {
            subject: line.title.clone(),
            after: if line.is_there { "met" } else { "open" }.to_owned(),
            on: line.first.to_string(),
            why: line.path.clone(),
            ..effect("later")
        }));
    }
    rows.extend(impact.awards.iter().map(|award| Effect {
        what: if award.is_gained { "award gained" } else { "award lost" },
        person: &award.person,
        subject: award.subject.clone(),
        on: award.date.to_string(),
        why: words::why(&award.causes),
        ..Effect::default()
    }));
    rows.extend(impact.targets.iter().map(|target| Effect {
        what: if target.is_new { "role now" } else { "role no longer" },
        person: &target.person,
        role: &target.role,
        subject: words::bonds(&target.bonds),
        after: target.verdict.map_or_else(String::new, |verdict| verdict.word().to_owned()),
        ..Effect::default()
    }));
    offers(impact, &mut rows);
    rows
}

fn offers<'i>(impact: &'i Impact, rows: &mut Vec<Effect<'i>>) {
    let mut add = |what, people: &'i [String], subject: &str, path: &str| {
        rows.extend(people.iter().map(|person| Effect {
            what,
            person,
            subject: subject.to_owned(),
            why: path.to_owned(),
            ..Effect::default()
        }));
    };
    for one in &impact.credentials {
        add("claim judged by other words", &one.claimants, &one.credential, &one.path);
        add("half-way by earlier words", &one.half_way, &one.credential, &one.path);
    }
    for one in &impact.pathways {
        for item in &one.items {
            let subject = format!("{}/{}", one.pathway, item.item);
            add("item kept", &item.keeps, &subject, &one.path);
            add("item lost", &item.loses, &subject, &one.path);
            add("in the middle of an item", &item.in_the_middle, &subject, &one.path);
        }
        for barred in &one.barred {
            let subject = match &barred.part {
                BarredPart::Item { id, .. } => format!("{}/{id}", one.pathway),
                BarredPart::Electives => format!("{}/electives", one.pathway),
                BarredPart::Theme(theme) => format!("{}/electives/{theme}", one.pathway),
            };
            add("part of a pathway barred", &barred.who, &subject, &one.path);
        }
    }
    for one in impact.ids.iter().filter(|one| one.now.is_none()) {
        add("behind an id that is gone", &one.behind, &one.id, &one.path);
    }
    for one in &impact.modules {
        let behind =
            [("in the middle of a module", &one.in_the_middle), ("chose a module", &one.chosen)];
        for (what, people) in behind {
            rows.extend(people.iter().map(|person| Effect {
                what,
                person,
                subject: one.module.clone(),
                after: asked(one),
                why: one.path.clone(),
                ..Effect::default()
            }));
        }
    }
}

//! The words that every format of impact says alike: the headline, the summary, causes and lines.

use super::Paper;
use crate::insight::impact::Impact;
use crate::insight::impact::cause::{Cause, What};
use crate::insight::impact::lines::LineImpact;
use crate::insight::impact::people::ReadinessImpact;
use crate::insight::impact::syllabus::{Change, Part};
use crate::insight::impact::targets::Bond;
use crate::insight::impact::versions::VersionOwed;
use crate::insight::step::Step;
use crate::report::counted;
use crate::report::readiness::words::{detail, strength};
use crate::standing::verdict::Standing;
use crate::world::git::about::short;

/// What to say where nobody is affected: only what was looked at.
#[must_use]
pub fn nothing(impact: &Impact) -> &'static str {
    if impact.everybody || impact.content == 0 {
        "Everybody keeps every award, every line and every verdict, and nobody is in the middle of anything \
         that changes. Thank you for looking before merging."
    } else {
        "Everybody keeps every award, every line and every verdict. No role, module, credential or pathway \
         asks anything else, so nobody was looked up who may be in the middle of one. Thank you for looking \
         before merging."
    }
}

/// What the change comes to, in one sentence without a full stop.
#[must_use]
pub fn headline(paper: &Paper<'_>) -> String {
    let impact = paper.impact;
    if impact.is_nothing_to_anybody() {
        let read = if paper.unread.is_none() { "" } else { ", as far as the files could be read" };
        return format!("Nothing changes for anybody{read}");
    }
    let people = |wanted: &dyn Fn(&ReadinessImpact) -> bool| {
        let of = impact.readiness.iter().filter(|one| wanted(one));
        distinct(of.map(|one| one.person.as_str()))
    };
    let falls = people(&ReadinessImpact::falls);
    let rises = people(&ReadinessImpact::rises);
    match (falls, rises) {
        (0, 0) => "No evidence becomes complete or incomplete".to_owned(),
        (0, rises) => format!("Evidence complete now for {}", counted_people(rises)),
        (falls, 0) => format!("Evidence no longer complete for {}", counted_people(falls)),
        (falls, rises) => format!(
            "Evidence no longer complete for {}, and complete now for {}",
            counted_people(falls),
            counted_people(rises)
        ),
    }
}

/// What was compared, in one sentence without a full stop.
#[must_use]
pub fn compared(paper: &Paper<'_>) -> String {
    let impact = paper.impact;
    let head = paper.head.as_deref().map_or("the files on disk", short);
    let changed = match (impact.content, impact.records) {
        (0, 0) => "nothing that anybody is measured by differs".to_owned(),
        (content, 0) => format!("{} of content changed", counted(content, "record")),
        (0, records) => format!("{} of people changed", counted(records, "record")),
        (content, records) => {
            format!("{} of content and {records} of people changed", counted(content, "record"))
        }
    };
    let base = short(paper.base);
    format!("{head} compared with {base}, both as of {}: {changed}", paper.as_of)
}

/// The counts, as sentences with full stops: readiness first, then what is around it.
#[must_use]
pub fn summary(impact: &Impact) -> Vec<String> {
    let mut lines = Vec::new();
    readiness(impact, &mut lines);
    lines.push(awards(impact));
    offers(impact, &mut lines);
    lines.extend(impact.versions.iter().map(version));
    lines
}

fn readiness(impact: &Impact, lines: &mut Vec<String>) {
    let mut people = |wanted: &dyn Fn(&ReadinessImpact) -> bool, what: &str| {
        let of = impact.readiness.iter().filter(|one| wanted(one));
        match distinct(of.map(|one| one.person.as_str())) {
            0 => {}
            many => lines.push(format!("{what}: {}.", counted_people(many))),
        }
    };
    people(&ReadinessImpact::falls, "Evidence no longer complete");
    people(&ReadinessImpact::rises, "Evidence complete now");
    people(&|one| one.turns() && !one.falls() && !one.rises(), "Another verdict than before");
    people(&|one| !one.turns() && !one.lines.is_empty(), "Other lines under the same verdict");
    if let Some(later) = later(impact) {
        lines.push(later);
    }
    if lines.is_empty() {
        lines.push("No readiness changes: every line and every verdict stays as it is.".to_owned());
    }
    match distinct(impact.targets.iter().map(|target| target.person.as_str())) {
        0 => {}
        many => lines.push(format!("Other roles to have or to aim at: {}.", counted_people(many))),
    }
}

fn later(impact: &Impact) -> Option<String> {
    let coming =
        || impact.readiness.iter().flat_map(|one| one.coming.iter().map(move |line| (one, line)));
    let first = coming().map(|(_, line)| line.first).min()?;
    let people = distinct(coming().map(|(one, _)| one.person.as_str()));
    let open = coming().filter(|(_, line)| !line.is_there);
    let open = distinct(open.map(|(one, _)| one.person.as_str()));
    let there = match open {
        0 => "all of them have it already".to_owned(),
        _ if open == people => "until then nothing changes for them".to_owned(),
        1 => "1 of them has not shown it yet; until then nothing changes for them".to_owned(),
        open => {
            format!("{open} of them have not shown it yet; until then nothing changes for them")
        }
    };
    Some(format!("Asked for later: {}, the first on {first}; {there}.", counted_people(people)))
}

fn awards(impact: &Impact) -> String {
    let count = |gained: bool| impact.awards.iter().filter(|one| one.is_gained == gained).count();
    match (count(false), count(true)) {
        (0, 0) => "Awards: none changes; what was earned stands.".to_owned(),
        (lost, 0) => format!("Awards: {lost} lost."),
        (0, gained) => format!("Awards: {gained} gained."),
        (lost, gained) => format!("Awards: {lost} lost, {gained} gained."),
    }
}

fn offers(impact: &Impact, lines: &mut Vec<String>) {
    let mut add = |many: usize, [one, several]: [&str; 2], people: usize| {
        if many > 0 {
            let things = if many == 1 { format!("1 {one}") } else { format!("{many} {several}") };
            let them = match (people, many) {
                (0, 1) => "nobody is in the middle of it".to_owned(),
                (0, _) => "nobody is in the middle of them".to_owned(),
                (people, _) => format!("{} affected", counted_people(people)),
            };
            lines.push(format!("{things}: {them}."));
        }
    };
    let modules = impact.modules.iter().flat_map(|one| one.in_the_middle.iter().chain(&one.chosen));
    let modules = distinct(modules.map(String::as_str));
    add(impact.modules.len(), ["module changed", "modules changed"], modules);
    let judged =
        impact.credentials.iter().flat_map(|one| one.half_way.iter().chain(&one.claimants));
    let judged = distinct(judged.map(String::as_str));
    add(impact.credentials.len(), ["credential changed", "credentials changed"], judged);
    let edited = || impact.pathways.iter().filter(|one| one.is_edited());
    let on_it = distinct(edited().flat_map(|one| &one.on_it).map(String::as_str));
    add(edited().count(), ["pathway changed", "pathways changed"], on_it);
    let barred = || impact.pathways.iter().flat_map(|one| &one.barred);
    let who = distinct(barred().flat_map(|one| &one.who).map(String::as_str));
    let words = ["part of a pathway leads nowhere now", "parts of pathways lead nowhere now"];
    add(barred().count(), words, who);
    let gone = || impact.ids.iter().filter(|id| id.now.is_none());
    let behind = distinct(gone().flat_map(|id| &id.behind).map(String::as_str));
    add(gone().count(), ["id leads nowhere now", "ids lead nowhere now"], behind);
    match impact.ids.len() - gone().count() {
        0 => {}
        many => lines.push(format!("{} and every reference still leads there.", {
            if many == 1 {
                "1 id is another one now,".to_owned()
            } else {
                format!("{many} ids are others now,")
            }
        })),
    }
}

/// The step that a framework owes, and whether its version was raised as far.
#[must_use]
pub fn version(owed: &VersionOwed) -> String {
    let what = if owed.demands_more() {
        "asks for something new, which is a major step"
    } else if owed.step == Step::Minor {
        "was clarified or reduced, which is a minor step"
    } else {
        "says the same in other words, which is a patch"
    };
    let name = &owed.name;
    let raised = match (owed.owed, owed.is) {
        (None, _) => "it has no version".to_owned(),
        (Some(_), Some(is)) if owed.is_raised() => format!("{is} says so"),
        (Some(owed), Some(is)) => format!("it owes {owed} and has {is}; raise it with the release"),
        (Some(owed), None) => format!("it owes {owed} and has none"),
    };
    format!("{name} {what}: {raised}.")
}

/// Why, in a few words, with the file.
#[must_use]
pub fn cause(cause: &Cause) -> String {
    format!("{} ({})", what(&cause.what), cause.path)
}

/// What changed in a file, in a few words.
#[must_use]
pub fn what(what: &What) -> String {
    match what {
        What::Added => "asked for anew".to_owned(),
        What::Removed => "no longer asked for".to_owned(),
        What::Raised { from, to } => format!("raised from {from} to {to}"),
        What::Lowered { from, to } => format!("lowered from {from} to {to}"),
        What::Core => "core now".to_owned(),
        What::NotCore => "no longer core".to_owned(),
        What::Weight { from, to } => format!("weight {to} instead of {from}"),
        What::Demand => "asks for something else".to_owned(),
        What::Inherits(role) => format!("what {role} asks for holds here as well now"),
        What::InheritsNoLonger(role) => format!("what {role} asks for no longer holds here"),
        What::Begins(Some(day)) => format!("asked for since {day}"),
        What::Begins(None) => "asked for without waiting for a day".to_owned(),
        What::Later(day) => format!("asked for only from {day} on"),
        What::Ended(day) => format!("ended on {day}"),
        What::Again => "had ended and is asked for again".to_owned(),
        What::Covered => "counted with another line that asks for as much".to_owned(),
        What::Uncovered => "no longer counted with another line".to_owned(),
        What::Scale => "the scale has other steps".to_owned(),
        What::Mastery => "mastery takes something else".to_owned(),
        What::Credential => "the credential attests, includes or needs something else".to_owned(),
        What::Module => {
            "the module is of another type, teaches or leads to something else".to_owned()
        }
        What::Approval(edit) => format!("approval {}", edit.word()),
        What::Counts => "approval verified now".to_owned(),
        What::CountsNoLonger => "approval no longer verified".to_owned(),
        What::Own(edit, kind) => format!("{kind} {}", edit.word()),
        What::Trust => "another version of the trust policy is in force".to_owned(),
        What::Threshold(from, to) => format!("threshold {to} % instead of {from} %"),
        What::Floor(from, to) => format!("evidence floor {to} % instead of {from} %"),
        What::WaivedCore(from, to) => {
            format!("{} may be waived instead of {from}", counted(usize::from(*to), "core line"))
        }
        What::WaivedFor => "waivers may hold for another time".to_owned(),
        What::Grace => "the grace for new demands is another one".to_owned(),
    }
}

/// A line with where it stands: `Communication at working (core), unknown`.
#[must_use]
pub fn line(line: &LineImpact) -> String {
    let stands = match (&line.before, &line.after) {
        (None, Some(is)) => standing(is),
        (Some(_), None) => "gone".to_owned(),
        (Some(was), Some(is)) if was == is => format!("still {}", standing(is)),
        (Some(was), Some(is)) => format!("{} instead of {}", standing(is), standing(was)),
        (None, None) => String::new(),
    };
    format!("{} ({}), {stands}", line.title, strength(line.strength))
}

/// Why, cause by cause.
#[must_use]
pub fn why(causes: &[Cause]) -> String {
    causes.iter().map(cause).collect::<Vec<_>>().join("; ")
}

fn standing(standing: &Standing) -> String {
    match detail(standing) {
        detail if detail.is_empty() => standing.word().to_owned(),
        detail => format!("{} ({detail})", standing.word()),
    }
}

/// Why a role matters: `held and goal`.
#[must_use]
pub fn bonds<'b>(bonds: impl IntoIterator<Item = &'b Bond>) -> String {
    let words: Vec<&str> = bonds.into_iter().map(|bond| bond.word()).collect();
    words.join(" and ")
}

/// What a module or a pathway says otherwise: `prerequisites: game-day added`.
#[must_use]
pub fn change(change: &Change) -> String {
    let (gone, came) = (change.gone.join(", "), change.came.join(", "));
    let what = match (gone.is_empty(), came.is_empty()) {
        (true, _) => format!("{came} added"),
        (_, true) => format!("{gone} taken out"),
        _ => format!("{came} instead of {gone}"),
    };
    format!("{}: {what}", part(change.part))
}

const fn part(part: Part) -> &'static str {
    match part {
        Part::Type => "type",
        Part::Effort => "effort",
        Part::Cost => "cost of a place",
        Part::Prerequisites => "prerequisites",
        Part::Teaches => "teaches",
        Part::Outcomes => "outcomes",
        Part::Practice => "practice",
        Part::Milestones => "milestones",
        Part::AssessedBy => "assessed by",
        Part::Facilitators => "led by",
        Part::Facilitation => "to lead it takes",
        Part::Mandatory => "mandatory",
        Part::Within => "to get through it within",
        Part::Cover => "themes to touch",
    }
}

/// `1 person`, `2 people`.
#[must_use]
pub fn counted_people(number: usize) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// How many different people.
fn distinct<'p>(people: impl Iterator<Item = &'p str>) -> usize {
    people.collect::<std::collections::BTreeSet<_>>().len()
}

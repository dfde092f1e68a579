//! Readiness in words: the headline, where a line stands, what is under way, the next step.

use super::{counted, one_line};
use crate::base::shell;
use crate::catalog::Catalog;
use crate::insight::plan::Next;
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;
use crate::standing::lines::{Line, Strength};
use crate::standing::motion::Motion;
use crate::standing::next::Step;
use crate::standing::readiness::Readiness;
use crate::standing::target::Source;
use crate::standing::verdict::{Reason, Standing, Verdict};

/// The headline, which says no more than the lines where `left_out` of them may not be seen.
#[must_use]
pub fn headline_of(readiness: &Readiness<'_>, left_out: usize) -> String {
    if left_out == 0 {
        return headline(readiness);
    }
    let seen = counted(readiness.lines.len(), "line");
    let role = &*readiness.role.role.title;
    format!(
        "Evidence for {role}: {seen} this audience may see; {left_out} and the verdict are left out"
    )
}

/// What it comes to, in one sentence without a full stop.
#[must_use]
pub fn headline(readiness: &Readiness<'_>) -> String {
    let role = &*readiness.role.role.title;
    let total = readiness.lines.len();
    let waived = readiness.count(|standing| matches!(standing, Standing::Waived(_)));
    let waived =
        if waived == 0 { String::new() } else { format!(", {} waived", counted(waived, "line")) };
    match readiness.verdict {
        Verdict::NoExpectations => {
            format!("{role} has no expectations — there is nothing yet to show evidence for")
        }
        Verdict::Ready => format!("Evidence complete for {role}{waived}"),
        Verdict::Pending => {
            let open = readiness.open_claims.iter();
            let open = open.filter(|claim| claim.can_be_granted_on(readiness.as_of)).count();
            let granted = if open == 1 { "it is granted" } else { "they are granted" };
            format!(
                "Evidence for {role}: pending — {} open, complete once {granted}{waived}",
                counted(open, "claim")
            )
        }
        Verdict::NotYet => {
            let missing = readiness.count(|standing| matches!(standing, Standing::NotYet(_)));
            let unknown = readiness.unknown();
            let looked = if unknown == 0 {
                String::new()
            } else {
                format!(", and nobody has looked at {unknown} yet")
            };
            let there = if missing == 1 { "is" } else { "are" };
            if missing == 0 {
                return format!(
                    "Evidence for {role}: not yet — nobody has looked at {unknown} of {} yet{waived}",
                    counted(total, "line")
                );
            }
            format!(
                "Evidence for {role}: not yet — {missing} of {} {there} not there yet{looked}{waived}",
                counted(total, "line")
            )
        }
        Verdict::Unknown => {
            let unknown = readiness.unknown();
            format!(
                "Evidence for {role}: unknown — nobody has looked at {unknown} of {} yet{waived}",
                counted(total, "line")
            )
        }
    }
}

/// How the target was chosen, as half a sentence.
#[must_use]
pub fn source(source: Source) -> String {
    match source {
        Source::Asked => "the role that was asked for".to_owned(),
        Source::Goal(date) => format!("the goal set on {date}"),
        Source::NextOnLadder => "the next role on the ladder, as no goal is set".to_owned(),
    }
}

/// How strongly a line asks.
#[must_use]
pub fn strength(strength: Strength) -> String {
    match strength {
        Strength::Core => "core".to_owned(),
        Strength::Required => "required".to_owned(),
        Strength::Weight(weight) => format!("weight {weight}"),
    }
}

/// What a standing has to add to its word; empty for most.
#[must_use]
pub fn detail(standing: &Standing) -> String {
    match standing {
        Standing::Met | Standing::Unknown => String::new(),
        Standing::Waived(until) => format!("until {until}"),
        Standing::NotYet(reason) => match reason {
            Reason::FellShort(criteria) if criteria.is_empty() => String::new(),
            Reason::FellShort(criteria) => format!("still to show: {}", criteria.join(", ")),
            Reason::Lower(at) => format!("attested at {at} so far"),
            Reason::Expired(day) => format!("held until {day}"),
            Reason::Revoked => "revoked".to_owned(),
            Reason::TooFew { have, need, of } => {
                let of = if *need == 1 { of.word() } else { of.words() };
                format!("{have} of {need} {of} so far")
            }
            Reason::NobodyKept { have, need, of } => {
                format!("{have} of {need} so far: {} judged before", one_of(of))
            }
            Reason::TooEarly { need, there_on: Some(day) } => format!("{need} are over on {day}"),
            Reason::TooEarly { need, there_on: None } => format!("fewer than {need} so far"),
        },
    }
}

/// Some people, one of whom is meant.
#[must_use]
pub fn one_of(people: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = people.iter().map(AsRef::as_ref).collect();
    match *names {
        [only] => only.to_owned(),
        _ => format!("one of {}", names.join(", ")),
    }
}

/// What is under way.
#[must_use]
pub fn motion(catalog: &Catalog, motion: &Motion<'_>) -> String {
    match motion {
        Motion::Expiring(day) => format!("expiring on {day}"),
        Motion::ClaimWaiting { since, waits_for, .. } => {
            let whom: Vec<String> = waits_for
                .iter()
                .map(|slot| match *slot {
                    "any" => "any assessor".to_owned(),
                    discipline => format!("an assessor of {discipline}"),
                })
                .collect();
            format!("claim waiting since {since} for {}", whom.join(" and "))
        }
        Motion::Remediation { until, .. } => format!("remediation until {until}"),
        Motion::InProgress { module, until } => {
            let title = module_title(catalog, module);
            match until {
                Some(until) => format!("in progress: {title}, usually until {until}"),
                None => format!("in progress: {title}"),
            }
        }
        Motion::Finished { module, on } => {
            let title = module_title(catalog, module);
            format!("{title} was finished on {on}; a claim that cites it has yet to be judged")
        }
    }
}

/// What to do next in words, and the command for it; it needs no name where the reader does it for
/// themself.
#[must_use]
pub fn next(
    catalog: &Catalog,
    person: &str,
    is_own: bool,
    next: Next<'_>,
) -> (String, Option<String>) {
    let whose = if is_own { String::new() } else { format!(" --person {}", shell::word(person)) };
    match next {
        Next::Step(step) => self::step(catalog, person, is_own, step),
        Next::Write(of_type) => {
            let of_type = of_type.map_or_else(String::new, |word| format!(" of type {word}"));
            let command = format!("learn new portfolio --title \"What you did\"{whose}");
            (format!("write down a piece of work{of_type}, which a claim can cite"), Some(command))
        }
        Next::Show { id, step } => {
            let entry = catalog.competency(id);
            let name = entry.map_or_else(|| id.to_owned(), |entry| one_line(entry.name()));
            let at = entry.and_then(|entry| entry.framework.document.steps().get(step).copied());
            let words = at.map_or_else(|| name.clone(), |at| format!("{name} at {at}"));
            let command = at.map(|at| {
                let (id, at) = (shell::word(id), shell::word(at));
                format!("learn claim {id} --at {at}{whose}")
            });
            (format!("ask to be judged for {words}"), command)
        }
    }
}

/// A step in words, and the command for it.
#[must_use]
pub fn step(
    catalog: &Catalog,
    person: &str,
    is_own: bool,
    step: Step<'_>,
) -> (String, Option<String>) {
    let whose = if is_own { String::new() } else { format!(" --person {}", shell::word(person)) };
    match step {
        Step::Claim(id) => {
            let name = catalog.get::<Credential>(id).map_or(id, |entry| &*entry.document.name);
            let command = format!("learn claim {}{whose}", shell::word(id));
            (format!("ask to be judged for {name}"), Some(command))
        }
        Step::Start(id) => {
            let title = quoted(module_title(catalog, id));
            (format!("start {title}"), Some(format!("learn start {}{whose}", shell::word(id))))
        }
        Step::Finish(id) => {
            let title = quoted(module_title(catalog, id));
            (format!("finish {title}"), Some(format!("learn finish {}{whose}", shell::word(id))))
        }
    }
}

/// A title inside a sentence: it may be a sentence of its own.
#[must_use]
pub fn quoted(title: &str) -> String {
    format!("“{title}”")
}

fn module_title<'a>(catalog: &'a Catalog, id: &'a str) -> &'a str {
    catalog.get::<Module>(id).map_or(id, |module| &*module.document.title)
}

/// What stands below the lines: what was left aside, and what the verdict does not say.
#[must_use]
pub fn notes(readiness: &Readiness<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let person = readiness.person.document;
    if let Some(left) = person.left.filter(|left| *left < readiness.as_of) {
        let name = &*person.name;
        notes.push(format!("{name} left on {left}; what they earned here stays theirs."));
    }
    notes.extend(match readiness.unverified {
        0 => None,
        1 => Some(
            "1 approval record is not counted: it does not verify; `learn verify` says why."
                .to_owned(),
        ),
        many => Some(format!(
            "{many} approval records are not counted: they do not verify; `learn verify` says why."
        )),
    });
    match readiness.verdict {
        Verdict::Unknown => notes.push(
            "Unknown means that nobody has looked yet, not that it is not there. It is not pass or \
             fail; everybody has gaps."
                .to_owned(),
        ),
        Verdict::NotYet => notes.push(
            "Not yet is where the next conversation starts. It is not pass or fail; everybody has \
             gaps."
                .to_owned(),
        ),
        Verdict::NoExpectations => notes.push(format!(
            "Whoever looks after the ladder can add expectations in {}.",
            readiness.role.ladder.record.source.path
        )),
        Verdict::Ready | Verdict::Pending => {}
    }
    if let Some(promotion) = &readiness.role.role.promotion {
        if let Some(decided_by) = &promotion.decided_by {
            notes.push(format!("Decided by: {}", one_line(decided_by)));
        }
        if let Some(beyond) = &promotion.beyond_evidence {
            notes.push(format!("Beyond the evidence: {}", one_line(beyond)));
        }
    }
    notes
}

/// Where the lines of a group come from: the role's own, or one it inherits.
#[must_use]
pub fn asked_by(readiness: &Readiness<'_>, line: &Line<'_>) -> String {
    let title = &*line.role.role.title;
    if line.role.id() == readiness.role.id() {
        format!("{title} asks for")
    } else {
        format!("from {title}")
    }
}

//! A plan in words: what it comes to, what to do when, and why.

use super::readiness::{quoted, strength};
use super::{counted, one_line};
use crate::catalog::Catalog;
use crate::format::ics::AllDay;
use crate::insight::plan::{Fixed, Item, Note, PaceSource, Plan, Proof, Take, What, Why};
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;
use crate::kinds::remediation::ActionType;
use crate::standing::verdict::Verdict;

/// What the plan comes to, in one sentence without a full stop.
#[must_use]
pub fn headline(plan: &Plan<'_>) -> String {
    let role = &*plan.readiness.role.role.title;
    let steps = plan.needed().count();
    if steps > 0 {
        let learning = match plan.minutes() {
            0 => String::new(),
            minutes => format!("{} of learning, ", hours(minutes)),
        };
        return format!(
            "Plan for {role}: {learning}{}, until {}",
            counted(steps, "step"),
            plan.end()
        );
    }
    if !plan.unmet.is_empty() {
        return format!("Plan for {role}: nothing in the catalog leads on from here");
    }
    if !plan.in_time.is_empty() {
        return format!("Plan for {role}: nothing to do but to stay, until {}", plan.end());
    }
    match plan.readiness.verdict {
        Verdict::NoExpectations => {
            format!("{role} has no expectations — there is nothing yet to plan for")
        }
        Verdict::Pending => {
            let open = counted(plan.under_way().count(), "open claim");
            format!("Plan for {role}: nothing to do but to wait for the answer to {open}")
        }
        Verdict::Ready => format!("Evidence complete for {role}: there is nothing left to plan"),
        Verdict::NotYet | Verdict::Unknown => format!("Plan for {role}: nothing to do"),
    }
}

/// At which pace, and how good the plan is known to be.
#[must_use]
pub fn pace(plan: &Plan<'_>) -> String {
    let pace = hours(plan.pace.minutes);
    let source = match plan.pace.source {
        PaceSource::Asked => "as asked for",
        PaceSource::Allotted => "the learning time that is allotted",
        PaceSource::Assumed => "assumed, since no learning time is allotted",
    };
    format!("From {} on, {pace} per week ({source}).", plan.start)
}

/// How good the plan is known to be; empty where there is nothing to do.
#[must_use]
pub fn proof(plan: &Plan<'_>) -> String {
    if plan.needed().next().is_none() {
        return String::new();
    }
    match plan.proof {
        Proof::Least => "No other way through the catalog takes less learning time.".to_owned(),
        Proof::Within(percent) => {
            format!("The best found, at most {percent} % from the optimum in learning time.")
        }
        Proof::Open => "The best found; how far it is from the optimum is not known.".to_owned(),
    }
}

/// A time in hours and minutes: `6 hours`, `1 hour 30 minutes`.
#[must_use]
pub fn hours(minutes: u64) -> String {
    let of = |number: u64, word: &str| counted(usize::try_from(number).unwrap_or(usize::MAX), word);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => of(minutes, "minute"),
        (hours, 0) => of(hours, "hour"),
        (hours, minutes) => format!("{} {}", of(hours, "hour"), of(minutes, "minute")),
    }
}

/// What to do.
#[must_use]
pub fn title(plan: &Plan<'_>, item: &Item<'_>) -> String {
    let catalog = plan.catalog;
    match item.what {
        What::Own(..) => {
            let title = item.what.own().map_or_else(String::new, |own| one_line(&own.title));
            format!("{title} (own training)")
        }
        What::Take(Take::Module(id)) => {
            let verb = if item.begun.is_some() { "Finish" } else { "Take" };
            format!("{verb} {}", quoted(&module(catalog, id)))
        }
        What::Take(Take::Work(of_type)) => {
            let pieces = match item.times {
                1 => "a piece of work".to_owned(),
                many => format!("{many} pieces of work"),
            };
            let of_type = of_type.map_or_else(String::new, |word| format!(" of type {word}"));
            format!("Write down {pieces}{of_type} for the portfolio")
        }
        What::Take(Take::Credential(id)) => format!("Be judged for {}", credential(catalog, id)),
        What::Take(Take::Again(id)) => {
            let times = if item.times == 1 {
                "once more".to_owned()
            } else {
                format!("{} more times", item.times)
            };
            format!("Be judged for {} {times}", credential(catalog, id))
        }
        What::Take(Take::Competency { id, step }) => {
            let times = match item.times {
                0 | 1 => String::new(),
                2 => " twice".to_owned(),
                many => format!(" {many} times"),
            };
            format!("Be judged for {}{times}", competency(catalog, id, step))
        }
        What::Take(Take::Judgement) => "Have it judged, with a claim for what it shows".to_owned(),
    }
}

/// When, and how much time it takes.
#[must_use]
pub fn when(plan: &Plan<'_>, item: &Item<'_>) -> String {
    let mut parts = Vec::new();
    parts.push(if item.from == item.until {
        item.from.to_string()
    } else {
        format!("{} to {}", item.from, item.until)
    });
    if item.minutes > 0 {
        let reckoned = if item.is_estimated { ", reckoned, as it states none" } else { "" };
        parts.push(format!("{} of learning{reckoned}", hours(item.minutes)));
    }
    let effort = match item.what {
        What::Take(Take::Module(id)) => {
            plan.catalog.get::<Module>(id).and_then(|module| module.document.effort)
        }
        What::Own(..) => item.what.own().and_then(|own| own.effort),
        What::Take(_) => None,
    };
    if let Some(time) = effort.and_then(|effort| effort.on_the_job) {
        parts.push(format!("{time} on the job beside it"));
    }
    if let Some(begun) = item.begun {
        parts.push(format!("begun on {begun}"));
    }
    if let Some(due) = item.due {
        parts.push(format!("fixed by {due}, as the remediation says"));
    } else if let Some(last) = item.renews {
        parts.push(format!("before what is held ends on {last}"));
    } else if item.is_claim() {
        parts.push(if item.times > 1 {
            format!(
                "from the first of {} claims, one after the other, to the usual answer to the last",
                item.times
            )
        } else {
            "from the claim to the usual answer".to_owned()
        });
    }
    parts.join(", ")
}

/// Why it is there, one reason each; and what a claim has to cite.
#[must_use]
pub fn reasons(plan: &Plan<'_>, item: &Item<'_>) -> Vec<String> {
    let mut reasons: Vec<String> = item.why.iter().map(|reason| why(plan, *reason)).collect();
    if let What::Take(Take::Credential(id) | Take::Again(id)) = item.what
        && let Some(entry) = plan.catalog.get::<Credential>(id)
    {
        let needs = &entry.document.needs;
        let mut brings = Vec::new();
        brings.extend(needs.portfolio.map(|many| counted(usize::from(many), "piece") + " of work"));
        brings.extend(needs.endorsements.map(|many| counted(usize::from(many), "endorsement")));
        if !brings.is_empty() {
            reasons.push(format!("bring along {}", brings.join(" and ")));
        }
    }
    let mut cites: Vec<String> = item
        .cites
        .iter()
        .map(|id| format!("the enrolment in {}", module(plan.catalog, id)))
        .collect();
    if item.cites_work {
        cites.push("the work of the portfolio".to_owned());
    }
    if !cites.is_empty() {
        reasons.push(format!("cite {}, since only judged work counts", cites.join(" and ")));
    }
    reasons
}

/// One reason for an item.
#[must_use]
pub fn why(plan: &Plan<'_>, why: Why<'_>) -> String {
    let catalog = plan.catalog;
    match why {
        Why::Line(number) => match plan.readiness.lines.get(number) {
            Some(state) => {
                let title = one_line(&state.line.title);
                format!("for {title} ({})", strength(state.line.strength))
            }
            None => "for a line of the role".to_owned(),
        },
        Why::Before(id) => format!("{} builds on it", module(catalog, id)),
        Why::For(id) => format!("{} asks for it", credential(catalog, id)),
        Why::ForCompetency(id) => format!("it teaches {}", competency_name(catalog, id)),
        Why::Item(pathway, number) => {
            let item = pathway.document.items.get(number);
            let item = item.map_or_else(String::new, |item| one_line(&item.title));
            format!("fulfils “{item}” of {}", one_line(&pathway.document.title))
        }
        Why::Elective(pathway) => format!("an elective of {}", one_line(&pathway.document.title)),
        Why::Stretch(id) => format!("goes on from {}", credential(catalog, id)),
        Why::Own(Some(goal)) => format!("justified by the goal of {goal}"),
        Why::Own(None) => "their own choice".to_owned(),
    }
}

/// What a remediation has dated.
#[must_use]
pub fn fixed(fixed: &Fixed<'_>) -> String {
    match fixed.action {
        Some(action) => {
            let kind = match action.action_type {
                ActionType::Coaching => "coaching",
                ActionType::PairedWork => "paired work",
                ActionType::Practice => "practice",
            };
            format!("{} ({kind})", one_line(&action.what).trim_end_matches('.'))
        }
        None => "Show it again".to_owned(),
    }
}

/// Something to know about the dates.
#[must_use]
pub fn note(plan: &Plan<'_>, note: &Note<'_>) -> String {
    let line = |number: usize| {
        let state = plan.readiness.lines.get(number);
        state.map_or_else(String::new, |state| one_line(&state.line.title))
    };
    let late = |days: i64| counted(usize::try_from(days).unwrap_or(0), "day");
    match note {
        Note::Late { pathway, by, days } => format!(
            "{} is usually finished by {by}; the plan takes {} longer.",
            one_line(&pathway.document.title),
            late(*days)
        ),
        Note::LateForCohort { cohort, by, days } => format!(
            "The cohort {} ends on {by}; the plan takes {} longer.",
            one_line(&cohort.document.name),
            late(*days)
        ),
        Note::LateForRemediation { by, ready, .. } => format!(
            "The second attempt is agreed for {by}, and what it takes is learned by {ready}; talk \
             it over with the coach."
        ),
        Note::Ends { line: number, on } => {
            format!("{} is met until {on}, which is before the plan ends.", line(*number))
        }
        Note::Comes { line: number, on } => {
            let line = plan.readiness.coming.get(*number);
            let line = line.map_or_else(String::new, |(_, line)| one_line(&line.title));
            format!("From {on} on, {line} is asked for as well.")
        }
    }
}

/// A module's title.
#[must_use]
pub fn module(catalog: &Catalog, id: &str) -> String {
    let entry = catalog.get::<Module>(id);
    entry.map_or_else(|| id.to_owned(), |entry| one_line(&entry.document.title))
}

/// A credential's name.
#[must_use]
pub fn credential(catalog: &Catalog, id: &str) -> String {
    let entry = catalog.get::<Credential>(id);
    entry.map_or_else(|| id.to_owned(), |entry| one_line(&entry.document.name))
}

/// A competency's name.
#[must_use]
pub fn competency_name(catalog: &Catalog, id: &str) -> String {
    catalog.competency(id).map_or_else(|| id.to_owned(), |entry| one_line(entry.name()))
}

/// A competency at a step of its scale.
#[must_use]
pub fn competency(catalog: &Catalog, id: &str, step: usize) -> String {
    let name = competency_name(catalog, id);
    let at = catalog
        .competency(id)
        .and_then(|entry| entry.framework.document.steps().get(step).copied());
    at.map_or_else(|| name.clone(), |at| format!("{name} at {at}"))
}

/// Everything dated in a plan for calendars: each step, and what a remediation has fixed.
#[must_use]
pub fn events(plan: &Plan<'_>) -> Vec<AllDay> {
    let mut events: Vec<AllDay> = plan.items.iter().map(|item| event(plan, item)).collect();
    let person = plan.readiness.person.id();
    for (number, fixed) in plan.fixed.iter().enumerate() {
        events.push(AllDay {
            uid: format!("{person}.{}.{number}.remediation@{}", fixed.remediation.id(), host(plan)),
            from: fixed.by,
            until: fixed.by,
            summary: self::fixed(fixed),
            description: String::new(),
            category: "Remediation",
        });
    }
    events
}

fn event(plan: &Plan<'_>, item: &Item<'_>) -> AllDay {
    let mut lines = vec![when(plan, item)];
    lines.extend(reasons(plan, item));
    let category = match item.what {
        _ if item.is_optional => "Optional",
        _ if item.is_claim() => "Claim",
        What::Take(Take::Work(_)) => "Portfolio",
        What::Take(_) | What::Own(..) => "Learning",
    };
    AllDay {
        uid: uid(plan, item),
        from: item.from,
        until: item.until,
        summary: title(plan, item),
        description: lines.join("\n"),
        category,
    }
}

/// What stays the same when the plan moves, so that calendars move the event and make no second one.
fn uid(plan: &Plan<'_>, item: &Item<'_>) -> String {
    let what = match item.what {
        What::Own(enrolment, number) => format!("own.{}.{number}", enrolment.id()),
        What::Take(Take::Module(id)) => format!("module.{id}"),
        What::Take(Take::Work(of_type)) => format!("work.{}", of_type.unwrap_or("any")),
        What::Take(Take::Credential(id)) => format!("credential.{id}"),
        What::Take(Take::Again(id)) => format!("credential-again.{id}"),
        What::Take(Take::Competency { id, step }) => format!("competency.{id}.{step}"),
        What::Take(Take::Judgement) => "judgement".to_owned(),
    };
    let (person, role) = (plan.readiness.person.id(), plan.readiness.role.id());
    format!("{person}.{role}.{what}@{}", host(plan))
}

/// The catalog's name, which never changes.
fn host(plan: &Plan<'_>) -> String {
    let program = plan.catalog.program();
    program.map_or_else(|| "learn".to_owned(), |program| program.document.catalog.to_string())
}

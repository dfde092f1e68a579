//! A plan for calendars: every step and every fixed date as an event that lasts whole days.

use super::{Sheet, words};
use crate::format::ics::{self, AllDay};
use crate::insight::plan::{Item, Plan, Take, What};

/// The plan as an iCalendar file.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let plan = &sheet.plan;
    let mut events: Vec<AllDay> = plan.items.iter().map(|item| event(plan, item)).collect();
    let person = plan.readiness.person.id();
    for (number, fixed) in plan.fixed.iter().enumerate() {
        events.push(AllDay {
            uid: format!("{person}.{}.{number}.remediation@{}", fixed.remediation.id(), host(plan)),
            from: fixed.by,
            until: fixed.by,
            summary: words::fixed(fixed),
            description: String::new(),
            category: "Remediation",
        });
    }
    let title = format!("{} of {person}", words::headline(plan));
    ics::write(&title, plan.readiness.as_of, &events)
}

fn event(plan: &Plan<'_>, item: &Item<'_>) -> AllDay {
    let mut lines = vec![words::when(plan, item)];
    lines.extend(words::reasons(plan, item));
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
        summary: words::title(plan, item),
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

//! What is due in words: a line, what else there is to know, and the command that does it.

use super::{capital, one_line};
use crate::base::shell;
use crate::catalog::Catalog;
use crate::format::ics::AllDay;
use crate::insight::agenda::{Item, What, Whom};
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::meeting::MeetingKind;
use crate::kinds::module::Module;
use crate::kinds::person::Person;

/// What is due, as it concerns `reader`.
#[must_use]
pub fn title(catalog: &Catalog, item: &Item<'_>, reader: Option<&str>) -> String {
    let whose = |person: &str, name: &str| {
        if reader == Some(person) { String::new() } else { format!("{}: ", one_line(name)) }
    };
    match &item.what {
        What::MentorMeeting { person, .. } => {
            meeting(catalog, item, "mentor meeting", person.id, reader)
        }
        What::Conversation { person, kind } => {
            let what = match kind {
                MeetingKind::Mentor => "mentor meeting",
                MeetingKind::SkillReview => "skill review",
                MeetingKind::Goal => "conversation about goals",
                MeetingKind::OneOnOne => "one-on-one",
            };
            meeting(catalog, item, what, person.id, reader)
        }
        What::Agreement { person, what } => {
            format!("{}agreed: {}", whose(person.id, person.name), one_line(what))
        }
        What::Expiry { person, subject } => {
            format!(
                "{}last day of {}",
                whose(person.id, person.name),
                self::subject(catalog, subject)
            )
        }
        What::SecondAttempt { person, subject } => {
            format!(
                "{}show {} again",
                whose(person.id, person.name),
                self::subject(catalog, subject)
            )
        }
        What::Action { person, what } => {
            format!("{}for the second attempt: {}", whose(person.id, person.name), one_line(what))
        }
        What::Event { title, .. } => one_line(title),
        What::Feedback { about, .. } => format!("answer the feedback on {about}"),
        What::Claim { person, subject, .. } => {
            format!(
                "decide what {} claims: {}",
                one_line(person.name),
                self::subject(catalog, subject)
            )
        }
        What::Mandatory { person, module, last } => {
            let again = if last.is_some() { " again" } else { "" };
            format!(
                "{}take {}{again}, which is mandatory",
                whose(person.id, person.name),
                self::module(catalog, module)
            )
        }
        What::Review { kind, title, .. } => format!("go through the {kind} {}", one_line(title)),
        What::WaiverEnds { person, line } => {
            format!("{}the waiver of {line} ends", whose(person.id, person.name))
        }
        What::Demand { person, role, title } => {
            format!(
                "{}{} begins to ask for {}",
                whose(person.id, person.name),
                one_line(role),
                one_line(title)
            )
        }
    }
}

/// `mentor meeting with Chen Wei`, from the side of whoever reads.
fn meeting(
    catalog: &Catalog,
    item: &Item<'_>,
    what: &str,
    about: &str,
    reader: Option<&str>,
) -> String {
    let Whom::People(people) = &item.whom else { return what.to_owned() };
    let others = |but: &str| -> Vec<String> {
        people.iter().filter(|id| **id != but).map(|id| one_line(name(catalog, id))).collect()
    };
    match reader {
        Some(reader) if reader == about => format!("{what} with {}", others(about).join(" and ")),
        Some(_) => format!("{what} with {}", one_line(name(catalog, about))),
        None => {
            let mentors = others(about).join(" and ");
            format!("{what}: {} with {mentors}", one_line(name(catalog, about)))
        }
    }
}

/// What else there is to know, as half a sentence; empty for most.
#[must_use]
pub fn detail(item: &Item<'_>) -> String {
    match &item.what {
        What::MentorMeeting { last: Some(last), .. } | What::Mandatory { last: Some(last), .. } => {
            format!("last on {last}")
        }
        What::MentorMeeting { last: None, .. } => "none written down yet".to_owned(),
        What::Feedback { since, .. } | What::Claim { since, .. } => format!("waits since {since}"),
        What::Mandatory { last: None, .. } => "not finished yet".to_owned(),
        What::Review { last: Some(last), .. } => format!("reviewed on {last}"),
        What::Review { last: None, .. } => "never reviewed".to_owned(),
        What::Event { place: Some(place), .. } => one_line(place),
        What::Event { place: None, .. }
        | What::Conversation { .. }
        | What::Agreement { .. }
        | What::Expiry { .. }
        | What::SecondAttempt { .. }
        | What::Action { .. }
        | What::WaiverEnds { .. }
        | What::Demand { .. } => String::new(),
    }
}

/// The command that does it, where one does.
#[must_use]
pub fn command(catalog: &Catalog, item: &Item<'_>, reader: Option<&str>) -> Option<String> {
    let of = |person: &str| {
        if reader == Some(person) {
            String::new()
        } else {
            format!(" --person {}", shell::word(person))
        }
    };
    match &item.what {
        What::MentorMeeting { person, .. } => {
            let Whom::People(people) = &item.whom else { return None };
            let with = people.iter().find(|id| **id != person.id)?;
            Some(format!("learn new meeting {}{}", shell::word(with), of(person.id)))
        }
        What::Claim { person, claim, .. } => {
            Some(format!("learn approve {} {}", shell::word(person.id), shell::word(claim)))
        }
        What::Expiry { person, subject } | What::SecondAttempt { person, subject } => {
            catalog.get::<Credential>(subject)?;
            Some(format!("learn claim {}{}", shell::word(subject), of(person.id)))
        }
        What::Mandatory { person, module, .. } => {
            let begun = catalog.get::<Enrolment>(&format!("{}/{module}", person.id));
            let verb =
                if begun.is_some_and(|one| one.withdrawn.is_none()) { "finish" } else { "start" };
            Some(format!("learn {verb} {}{}", shell::word(module), of(person.id)))
        }
        What::Conversation { .. }
        | What::Agreement { .. }
        | What::Action { .. }
        | What::Event { .. }
        | What::Feedback { .. }
        | What::Review { .. }
        | What::WaiverEnds { .. }
        | What::Demand { .. } => None,
    }
}

/// The day, with the time where there is one.
#[must_use]
pub fn when(item: &Item<'_>) -> String {
    match item.at {
        Some(at) => format!("{} {at}", item.due),
        None => item.due.to_string(),
    }
}

/// What somebody is called; their id where nobody is known by it.
#[must_use]
pub fn name<'a>(catalog: &'a Catalog, id: &'a str) -> &'a str {
    catalog.get::<Person>(id).map_or(id, |person| &*person.document.name)
}

fn module(catalog: &Catalog, id: &str) -> String {
    one_line(catalog.get::<Module>(id).map_or(id, |module| &*module.document.title))
}

/// What a credential or competency is called.
#[must_use]
pub fn subject(catalog: &Catalog, id: &str) -> String {
    let credential = catalog.get::<Credential>(id).map(|entry| &*entry.document.name);
    let competency = || catalog.competency(id).map(|entry| &*entry.competency.name);
    one_line(credential.or_else(competency).unwrap_or(id))
}

/// It for calendars, as an event of a whole day; `whom` says who has to do it where that is not clear.
#[must_use]
pub fn event(catalog: &Catalog, item: &Item<'_>, reader: Option<&str>, whom: &str) -> AllDay {
    let title = capital(&title(catalog, item, reader));
    let summary = item.at.map_or_else(|| title.clone(), |at| format!("{at} {title}"));
    let command = command(catalog, item, reader).unwrap_or_default();
    let more = [detail(item), whom.to_owned(), command];
    let more: Vec<String> = more.into_iter().filter(|line| !line.is_empty()).collect();
    let program = catalog.program();
    let host = program.map_or_else(|| "learn".to_owned(), |program| program.catalog.to_string());
    AllDay {
        uid: format!("{}@{host}", item.id.replace('/', ".")),
        from: item.due,
        until: item.due,
        summary,
        description: more.join("\n"),
        category: category(item),
    }
}

/// The word to filter by in calendars.
const fn category(item: &Item<'_>) -> &'static str {
    match item.what {
        What::Event { .. } => "Event",
        What::MentorMeeting { .. } | What::Conversation { .. } => "Meeting",
        What::Claim { .. } | What::Feedback { .. } => "Answer",
        What::Review { .. } => "Review",
        What::Agreement { .. } | What::Action { .. } => "Action",
        What::Mandatory { .. } => "Mandatory",
        What::Expiry { .. }
        | What::SecondAttempt { .. }
        | What::WaiverEnds { .. }
        | What::Demand { .. } => "Evidence",
    }
}

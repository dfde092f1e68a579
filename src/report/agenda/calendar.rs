//! An agenda for calendars: everything that is due as an event of a whole day.

use super::human::capital;
use super::{Sheet, words};
use crate::format::ics::{self, AllDay};
use crate::insight::agenda::{Item, What};

/// The agenda as an iCalendar file.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let events: Vec<AllDay> = sheet.items.iter().map(|item| event(sheet, item)).collect();
    ics::write(&words::headline(sheet), sheet.as_of, &events)
}

fn event(sheet: &Sheet<'_>, item: &Item<'_>) -> AllDay {
    let title = capital(&words::title(sheet.catalog, item, sheet.reader()));
    let summary = item.at.map_or_else(|| title.clone(), |at| format!("{at} {title}"));
    let command = words::command(sheet.catalog, item, sheet.reader()).unwrap_or_default();
    let more = [words::detail(item), words::whom(sheet, item), command];
    let more: Vec<String> = more.into_iter().filter(|line| !line.is_empty()).collect();
    let program = sheet.catalog.program();
    let host = program.map_or_else(|| "learn".to_owned(), |program| program.catalog.to_string());
    AllDay {
        uid: format!("{}@{host}", item.id.replace('/', ".")),
        from: item.due,
        until: item.due,
        summary,
        description: more.join("\n"),
        category: match item.what {
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
        },
    }
}

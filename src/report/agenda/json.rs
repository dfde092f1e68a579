//! An agenda for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/agenda.schema.json` and generated from the structs in this file.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Of, Sheet, words};
use crate::base::date::Date;
use crate::insight::agenda::{Item, Whom};
use crate::report::json::schema_of;
use crate::report::write_json;
use crate::wording::capital;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/agenda.schema.json`.
pub const NAME: &str = "agenda";

/// Writes the agenda.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (person, team) = match sheet.of {
        Of::Everybody => (None, None),
        Of::Team(team) => (None, Some(team.to_owned())),
        Of::Person(person) => (Some(person.to_owned()), None),
    };
    let items = sheet.items.iter().map(|item| Entry::of(sheet, item)).collect();
    let report =
        Report { version: VERSION, as_of: sheet.as_of, until: sheet.until, person, team, items };
    write_json(&report, out)
}

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// The agenda that `learn agenda --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Agenda")]
struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The day that it is made for; what is due before it is overdue.
    as_of: Date,
    /// Its last day.
    until: Date,
    /// Whose agenda it is, by id, where it is one person's.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// The team whose agenda it is, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// What is due, the earliest first.
    items: Vec<Entry>,
}

/// Something that is due.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Entry {
    /// Names it in every agenda.
    id: String,
    /// What kind of thing it is: `mentor-meeting`, `skill-review`, `goal-conversation`, `one-on-one`,
    /// `agreement`, `expiring-credential`, `second-attempt`, `remediation-action`, `event`, `feedback`,
    /// `claim`, `mandatory-module`, `review`, `waiver-ends` or `coming-demand`.
    kind: String,
    /// By when.
    due: Date,
    /// At what time of that day, in the program's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// Whether the day has passed.
    overdue: bool,
    /// Whether it is for everybody in the program; `people` is empty then.
    everybody: bool,
    /// For whom it is, by id.
    people: Vec<String>,
    /// The person whom it is about, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    /// What is due, in words.
    title: String,
    /// What else there is to know, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    /// The command that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// The file that says so.
    path: String,
}

impl Entry {
    pub(in crate::report) fn of(sheet: &Sheet<'_>, item: &Item<'_>) -> Self {
        let people = match &item.whom {
            Whom::Everybody => Vec::new(),
            Whom::People(people) => people.iter().map(|id| (*id).to_owned()).collect(),
        };
        Self {
            id: item.id.clone(),
            kind: item.what.word().to_owned(),
            due: item.due,
            at: item.at.map(str::to_owned),
            overdue: item.due < sheet.as_of,
            everybody: item.whom == Whom::Everybody,
            people,
            about: item.what.person().map(|person| person.id.to_owned()),
            title: capital(&words::title(sheet.catalog, item, sheet.reader())),
            detail: words::detail(item),
            command: words::command(sheet.catalog, item, sheet.reader()),
            path: item.path.to_string(),
        }
    }
}

//! The agenda: what is due, for whom, by when; a pure function of the catalog, the approvals and a day.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::date::Date;
use crate::catalog::people::People;
use crate::catalog::{Catalog, Entry};
use crate::kinds::meeting::MeetingKind;
use crate::kinds::person::Person;
use crate::kinds::program::Cadence;
use crate::standing::decisions::Decisions;
use crate::trust::ledger::Ledger;

pub mod answers;
pub mod content;
pub mod events;
pub mod evidence;
pub mod learning;
pub mod meetings;
pub mod series;

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    /// By when; what lies before the day of the agenda is overdue.
    pub due: Date,
    /// At what time of that day, where one is set.
    pub at: Option<&'a str>,
    /// What it is.
    pub what: What<'a>,
    /// Who has to do something, or is expected.
    pub whom: Whom<'a>,
    /// The file that says so.
    pub path: Arc<str>,
    /// Names it in the whole agenda, and again tomorrow.
    pub id: String,
}

/// Who has to do something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom<'a> {
    /// Everybody in the program.
    Everybody,
    /// These people; nobody is known where there are none.
    People(BTreeSet<&'a str>),
}

impl Whom<'_> {
    /// Whether it is something for this person.
    #[must_use]
    pub fn has(&self, person: &str) -> bool {
        match self {
            Self::Everybody => true,
            Self::People(people) => people.contains(person),
        }
    }
}

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What<'a> {
    /// A mentor and their mentee meet; the day they last did.
    MentorMeeting {
        /// The mentee.
        person: Named<'a>,
        /// Their last meeting.
        last: Option<Date>,
    },
    /// Another conversation that was arranged, such as a skill review.
    Conversation {
        /// Whose growth it is about.
        person: Named<'a>,
        /// What kind of conversation.
        kind: MeetingKind,
    },
    /// Somebody does what was agreed in a meeting.
    Agreement {
        /// Whose meeting it was.
        person: Named<'a>,
        /// What was agreed.
        what: &'a str,
    },
    /// An award reaches its last day.
    Expiry {
        /// Whose it is.
        person: Named<'a>,
        /// The credential or competency.
        subject: &'a str,
    },
    /// A second attempt after a not-yet.
    SecondAttempt {
        /// Whose.
        person: Named<'a>,
        /// What was claimed.
        subject: &'a str,
    },
    /// Something that helps with a second attempt.
    Action {
        /// Whose.
        person: Named<'a>,
        /// What will be done.
        what: &'a str,
    },
    /// An event takes place.
    Event {
        /// What people call it.
        title: &'a str,
        /// Where it is.
        place: Option<&'a str>,
    },
    /// Feedback is answered.
    Feedback {
        /// What it is about, as `kind/id`.
        about: &'a str,
        /// Since when it waits.
        since: Date,
    },
    /// A claim is decided.
    Claim {
        /// Whose.
        person: Named<'a>,
        /// The claim's id.
        claim: &'a str,
        /// What is claimed.
        subject: &'a str,
        /// Since when it waits.
        since: Date,
    },
    /// A module that law or policy asks everybody to take.
    Mandatory {
        /// Who takes it.
        person: Named<'a>,
        /// The module.
        module: &'a str,
        /// The day they last finished it.
        last: Option<Date>,
    },
    /// The owner of a framework or module goes through it.
    Review {
        /// The record's kind, as a word.
        kind: &'static str,
        /// Its id.
        id: &'a str,
        /// What people call it.
        title: &'a str,
        /// The day of the last review.
        last: Option<Date>,
    },
    /// A waiver ends.
    WaiverEnds {
        /// Whose.
        person: Named<'a>,
        /// The line that is waived.
        line: &'a str,
    },
    /// A role begins to ask for something more.
    Demand {
        /// Who works towards the role.
        person: Named<'a>,
        /// The role.
        role: &'a str,
        /// What it will ask for.
        title: String,
    },
}

/// A person by id and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// Their id.
    pub id: &'a str,
    /// Their name.
    pub name: &'a str,
}

impl<'a> Named<'a> {
    pub(crate) fn of(person: Entry<'a, Person>) -> Self {
        Self { id: person.id(), name: &person.document.name }
    }
}

impl What<'_> {
    /// The word for it, in formats for programs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::MentorMeeting { .. } => "mentor-meeting",
            Self::Conversation { kind, .. } => match kind {
                MeetingKind::Mentor => "mentor-meeting",
                MeetingKind::SkillReview => "skill-review",
                MeetingKind::Goal => "goal-conversation",
                MeetingKind::OneOnOne => "one-on-one",
            },
            Self::Agreement { .. } => "agreement",
            Self::Expiry { .. } => "expiring-credential",
            Self::SecondAttempt { .. } => "second-attempt",
            Self::Action { .. } => "remediation-action",
            Self::Event { .. } => "event",
            Self::Feedback { .. } => "feedback",
            Self::Claim { .. } => "claim",
            Self::Mandatory { .. } => "mandatory-module",
            Self::Review { .. } => "review",
            Self::WaiverEnds { .. } => "waiver-ends",
            Self::Demand { .. } => "coming-demand",
        }
    }

    /// The words that [`Self::word`] can give.
    pub const WORDS: &'static [&'static str] = &[
        "mentor-meeting",
        "skill-review",
        "goal-conversation",
        "one-on-one",
        "agreement",
        "expiring-credential",
        "second-attempt",
        "remediation-action",
        "event",
        "feedback",
        "claim",
        "mandatory-module",
        "review",
        "waiver-ends",
        "coming-demand",
    ];

    /// The person whom it is about, where it is about one.
    #[must_use]
    pub const fn person(&self) -> Option<Named<'_>> {
        match self {
            Self::MentorMeeting { person, .. }
            | Self::Conversation { person, .. }
            | Self::Agreement { person, .. }
            | Self::Expiry { person, .. }
            | Self::SecondAttempt { person, .. }
            | Self::Action { person, .. }
            | Self::Claim { person, .. }
            | Self::Mandatory { person, .. }
            | Self::WaiverEnds { person, .. }
            | Self::Demand { person, .. } => Some(*person),
            Self::Event { .. } | Self::Feedback { .. } | Self::Review { .. } => None,
        }
    }
}

/// A stretch of time, and what is known in it.
pub(crate) struct Scope<'a> {
    pub(crate) ledger: &'a Ledger<'a>,
    pub(crate) catalog: &'a Catalog,
    pub(crate) people: People<'a>,
    pub(crate) cadence: Cadence,
    pub(crate) as_of: Date,
    pub(crate) until: Date,
}

impl<'a> Scope<'a> {
    /// Somebody and those who coach them.
    pub(crate) fn with_mentors(&self, person: Entry<'a, Person>) -> BTreeSet<&'a str> {
        let mentors = self.people.mentors(person).into_iter().map(|mentor| mentor.person.id());
        mentors.chain([person.id()]).collect()
    }

    /// The id that somebody has today, if they are here.
    pub(crate) fn here(&self, id: &str) -> Option<&'a str> {
        let person = self.people.person(id)?;
        person.is_here_on(self.as_of).then(|| person.id())
    }

    /// The sponsor of the program, who looks after what nobody else does.
    pub(crate) fn sponsor(&self) -> Option<&'a str> {
        let program = self.catalog.program()?;
        self.here(program.document.program.sponsor.as_ref()?.as_str())
    }

    pub(crate) fn is_due(&self, day: Date) -> bool {
        day <= self.until
    }
}

/// Everything that is due by `until` for the people in the program, and everything that is overdue on
/// `as_of`: the earliest first, so that the overdue stands in front.
///
/// What is dated after `as_of` is not known yet. Each kind of thing is defined where it is found:
/// [`meetings`], [`evidence`], [`learning`], [`answers`], [`content`] and [`events`].
#[must_use]
pub fn agenda<'a>(ledger: &'a Ledger<'a>, as_of: Date, until: Date) -> Vec<Item<'a>> {
    let catalog = ledger.catalog();
    let cadence = catalog.program().map(|program| program.document.cadence).unwrap_or_default();
    let people = People::on(catalog, as_of);
    let scope = Scope { ledger, catalog, people, cadence, as_of, until };
    let everybody: Vec<Entry<'a, Person>> = scope.people.in_program().collect();
    let mut items: Vec<Item<'a>> =
        everybody.par_iter().flat_map_iter(|person| of_person(&scope, *person)).collect();
    items.extend(answers::feedback(&scope));
    items.extend(content::reviews(&scope));
    items.extend(events::events(&scope, &everybody));
    items.retain(|item| scope.is_due(item.due));
    items.sort_by(|one, other| (one.due, one.at, &one.id).cmp(&(other.due, other.at, &other.id)));
    items
}

fn of_person<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    let decisions = Decisions::of(scope.ledger, person, scope.as_of);
    let mut items = Vec::new();
    items.extend(meetings::with_mentor(scope, person));
    items.extend(meetings::arranged(scope, person));
    items.extend(meetings::agreements(scope, person));
    items.extend(evidence::expiries(scope, person, &decisions));
    items.extend(evidence::waivers(scope, person));
    items.extend(evidence::second_attempts(scope, person));
    items.extend(answers::claims(scope, person, &decisions));
    items.extend(learning::mandatory(scope, person));
    items.extend(learning::demands(scope, person));
    items
}

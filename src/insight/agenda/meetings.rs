//! Meetings that are due, and what was agreed in those that took place.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Item, Named, Scope, What, Whom};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::kinds::meeting::{Meeting, MeetingKind};
use crate::kinds::person::Person;

/// The next meeting with the mentor: on the day that the last one named as `next`, otherwise
/// `cadence.mentor_meeting` after the last one of kind `mentor`, otherwise as long after the mentorship
/// began (for a lead: after the person joined). Nobody who has no mentor, or wants none.
pub(crate) fn with_mentor<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Option<Item<'a>> {
    let mentors = scope.people.mentors(person);
    if mentors.is_empty() {
        return None;
    }
    let last = newest(scope, person, MeetingKind::Mentor);
    let held = last.and_then(|meeting| meeting.record.date());
    let begun = mentors
        .iter()
        .filter_map(|mentor| person.document.mentors.get(mentor.entry?)?.from)
        .max()
        .or(person.document.joined)
        .or_else(|| person.document.roles.iter().map(|position| position.from).min());
    let arranged = last.and_then(|meeting| meeting.next).filter(|next| Some(*next) > held);
    let due = arranged.or_else(|| Some(scope.cadence.mentor_meeting().after(held.or(begun)?)))?;
    let path = last.map_or(&person.record.source.path, |meeting| &meeting.record.source.path);
    Some(Item {
        due,
        at: None,
        what: What::MentorMeeting { person: Named::of(person), last: held },
        whom: Whom::People(scope.with_mentors(person)),
        path: Arc::clone(path),
        id: format!("mentor-meeting/{}", person.id()),
    })
}

/// Skill reviews and other conversations: on the day that the last one of its kind named as `next`. How
/// often there is one is for those who meet to say; without a `next` nothing is due. A skill review waits
/// for a skill review; of the others any meeting of the same people on that day or later will do.
pub(crate) fn arranged<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    [MeetingKind::SkillReview, MeetingKind::Goal, MeetingKind::OneOnOne]
        .into_iter()
        .filter_map(|kind| {
            let last = newest(scope, person, kind)?;
            let due = last.next.filter(|next| Some(*next) > last.record.date())?;
            if kind != MeetingKind::SkillReview && have_met(scope, person, last, due) {
                return None;
            }
            let what = What::Conversation { person: Named::of(person), kind };
            let with = last.document.with.iter().filter_map(|id| scope.here(id.as_str()));
            Some(Item {
                due,
                at: None,
                whom: Whom::People(with.chain([person.id()]).collect()),
                path: Arc::clone(&last.record.source.path),
                id: format!("{}/{}", what.word(), person.id()),
                what,
            })
        })
        .collect()
}

/// Whether somebody of a meeting has met them again since a day.
fn have_met<'a>(
    scope: &Scope<'a>,
    person: Entry<'a, Person>,
    before: Entry<'a, Meeting>,
    since: Date,
) -> bool {
    let with =
        |meeting: &Entry<'a, Meeting>| meeting.with.iter().any(|id| before.with.contains(id));
    meetings(scope, person).any(|meeting| meeting.record.date() >= Some(since) && with(&meeting))
}

/// What was agreed in a meeting with a day, and is not done on the day of the agenda: for whoever said
/// that they would do it.
pub(crate) fn agreements<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for meeting in meetings(scope, person) {
        for (number, agreed) in meeting.document.agreed.iter().enumerate() {
            let is_done = agreed.done.is_some_and(|done| done <= scope.as_of);
            let Some(due) = agreed.by.filter(|_| !is_done) else { continue };
            let who = match &agreed.who {
                Some(id) => scope.here(id.as_str()),
                None => Some(person.id()),
            };
            items.push(Item {
                due,
                at: None,
                what: What::Agreement { person: Named::of(person), what: &agreed.what },
                whom: Whom::People(who.into_iter().collect::<BTreeSet<_>>()),
                path: Arc::clone(&meeting.record.source.path),
                id: format!("agreement/{}/{}/{number}", person.id(), meeting.id()),
            });
        }
    }
    items
}

fn meetings<'a>(
    scope: &Scope<'a>,
    person: Entry<'a, Person>,
) -> impl Iterator<Item = Entry<'a, Meeting>> {
    let as_of: Date = scope.as_of;
    let all = scope.catalog.owned::<Meeting>(person.id());
    all.filter(move |meeting| meeting.record.date().is_some_and(|date| date <= as_of))
}

fn newest<'a>(
    scope: &Scope<'a>,
    person: Entry<'a, Person>,
    kind: MeetingKind,
) -> Option<Entry<'a, Meeting>> {
    meetings(scope, person)
        .filter(|meeting| meeting.document.kind == kind)
        .max_by_key(|meeting| meeting.record.date())
}

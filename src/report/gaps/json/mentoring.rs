//! Demand and capacity of mentoring, as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::insight::gaps::{self, Mentoring};

/// Demand and capacity.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Mentoring")]
pub struct Offers {
    /// Every competency in which somebody has a gap or that a mentor names, sorted by id.
    topics: Vec<Topic>,
    /// Everybody at the company who offers to coach, sorted by id.
    mentors: Vec<Mentor>,
}

/// Demand and capacity of one topic; the places of a mentor stand under each of their topics.
#[derive(Serialize, JsonSchema)]
struct Topic {
    /// The competency, by id.
    competency: String,
    /// People of the scope with a gap in it: `not_yet` + `unknown`.
    people: usize,
    /// Those with a gap that somebody has looked at.
    not_yet: usize,
    /// The others.
    unknown: usize,
    /// Those of them whose mentor names the topic.
    coached: usize,
    /// Those of the others who want no mentor.
    declined: usize,
    /// people − coached − declined.
    open: usize,
    /// The mentors who name the topic, by id, sorted.
    mentors: Vec<String>,
    /// How many people these offer to coach.
    places: usize,
    /// How many more they can coach now.
    free: usize,
    /// max(0, open − free).
    short: usize,
}

/// Somebody who offers to coach.
#[derive(Serialize, JsonSchema)]
struct Mentor {
    /// Who, by id.
    person: String,
    /// The competencies they like to coach in, by id, sorted.
    topics: Vec<String>,
    /// How many people they offer to coach.
    capacity: usize,
    /// How many people name them as their mentor.
    mentees: usize,
    /// max(0, capacity − mentees).
    free: usize,
}

impl Offers {
    /// Demand and capacity in this form.
    #[must_use]
    pub fn of(mentoring: &Mentoring<'_>) -> Self {
        let texts = |ids: &mut dyn Iterator<Item = &&str>| ids.map(|id| (*id).to_owned()).collect();
        Self {
            topics: mentoring.topics.iter().map(Topic::of).collect(),
            mentors: mentoring
                .mentors
                .iter()
                .map(|mentor| Mentor {
                    person: mentor.person.id().to_owned(),
                    topics: texts(&mut mentor.topics.iter()),
                    capacity: mentor.capacity,
                    mentees: mentor.mentees,
                    free: mentor.free(),
                })
                .collect(),
        }
    }
}

impl Topic {
    fn of(topic: &gaps::Topic<'_>) -> Self {
        Self {
            competency: topic.competency.to_owned(),
            people: topic.people(),
            not_yet: topic.not_yet,
            unknown: topic.unknown,
            coached: topic.coached,
            declined: topic.declined,
            open: topic.open(),
            mentors: topic.mentors.iter().map(|id| (*id).to_owned()).collect(),
            places: topic.places,
            free: topic.free,
            short: topic.short(),
        }
    }
}

//! Gaps for spreadsheets: a row for each expectation of each person, or for each topic of mentoring.

use super::words;
use crate::format::csv::row;
use crate::insight::gaps::{Answer, Mentoring, Picture};
use crate::report::readiness::words::strength;

/// The rows, those of the picture that it is compared with first.
#[must_use]
pub fn write(answer: &Answer<'_>) -> String {
    let mut text;
    if let Some(mentoring) = &answer.mentoring {
        text = row(&[
            "when", "day", "topic", "people", "not_yet", "unknown", "coached", "declined", "open",
            "mentors", "places", "free", "short",
        ]);
        if let (Some(picture), Some(before)) = (&answer.before, &answer.mentoring_before) {
            topics(&mut text, "before", picture, before);
        }
        topics(&mut text, "now", &answer.now, mentoring);
        return text;
    }
    text = row(&[
        "when",
        "day",
        "team",
        "person",
        "role",
        "competency",
        "at",
        "strength",
        "state",
        "detail",
        "under_way",
    ]);
    if let Some(before) = &answer.before {
        expectations(&mut text, answer, "before", before);
    }
    expectations(&mut text, answer, "now", &answer.now);
    text
}

fn expectations(text: &mut String, answer: &Answer<'_>, when: &str, picture: &Picture<'_>) {
    for member in picture.members() {
        for line in &member.lines {
            text.push_str(&row(&[
                when,
                &picture.day.to_string(),
                member.post.team.map_or("", |team| team.id()),
                &member.post.who.id(),
                member.post.role.map_or("", |role| role.id()),
                line.competency,
                line.at,
                &strength(line.line.strength),
                line.state.word(),
                &words::detail(&line.state),
                &words::motions(answer.catalog, line).join("; "),
            ]));
        }
    }
}

fn topics(text: &mut String, when: &str, picture: &Picture<'_>, mentoring: &Mentoring<'_>) {
    for topic in &mentoring.topics {
        let figures = [
            topic.people(),
            topic.not_yet,
            topic.unknown,
            topic.coached,
            topic.declined,
            topic.open(),
            topic.mentors.len(),
            topic.places,
            topic.free,
            topic.short(),
        ];
        let mut cells = vec![when.to_owned(), picture.day.to_string(), topic.competency.to_owned()];
        cells.extend(figures.map(|figure| figure.to_string()));
        text.push_str(&row(&cells));
    }
}

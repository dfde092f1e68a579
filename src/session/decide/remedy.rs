//! The second chance after a not-yet: until when, with whom, and what will be done for each criterion.

use serde_json::{Map, Value, json};

use super::ground::Ground;
use super::judging::Judgement;
use super::matter::Matter;
use super::record::{self, FirstLine, Written};
use super::sealing::{editors_line, numbered};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::claims::Subject;
use crate::kinds::Kind;

/// The kinds of help that an action can be.
const TYPES: [&str; 3] = ["coaching", "paired-work", "practice"];

/// What the signer offers.
#[derive(Debug, Clone, Default)]
pub struct Offer<'a> {
    /// The day by which the second attempt takes place.
    pub until: Option<Date>,
    /// Who helps.
    pub coach: &'a str,
    /// What will be done, each as `type: what`.
    pub actions: &'a [String],
}

/// The record of a second chance; nothing has signed it, and everybody may work on it.
///
/// # Errors
/// That an action is not written as `type: what`, or the day is not after the decision.
pub fn write(
    ground: &Ground,
    matter: &Matter<'_>,
    judgement: &Judgement,
    offer: &Offer<'_>,
    day: Date,
    first_line: FirstLine,
) -> Result<Written, String> {
    let within = match matter.subject {
        Subject::Credential(credential) => credential.reassess.map(|again| again.within),
        Subject::Competency(_) => None,
    };
    let usual = within.map_or_else(|| day.plus_months(1), |within| within.after(day));
    let until = offer.until.unwrap_or(usual);
    if until <= day {
        return Err(format!("--redo-by {until} is not after {day}, the day of the decision"));
    }
    let actions = if offer.actions.is_empty() {
        judgement
            .criteria
            .iter()
            .map(|criterion| usual_action(matter, judgement, criterion))
            .collect()
    } else {
        offer.actions.iter().map(|text| action(text)).collect::<Result<Vec<Value>, String>>()?
    };
    let mut fields = Map::new();
    fields.insert("claim".to_owned(), json!(matter.claim.id()));
    if !judgement.criteria.is_empty() {
        fields.insert("criteria".to_owned(), json!(judgement.criteria));
    }
    fields.insert("coach".to_owned(), json!(offer.coach));
    if !actions.is_empty() {
        fields.insert("actions".to_owned(), Value::Array(actions));
    }
    fields.insert("redemonstrate_by".to_owned(), json!(until.to_string()));
    let folder = ground.folder(matter.person.id());
    let path = numbered(ground, &format!("{folder}/remediation/{day}-{}", matter.subject.id()));
    record::write(Kind::Remediation, &path, &fields, editors_line(ground, first_line))
}

fn action(text: &str) -> Result<Value, String> {
    let (kind, what) = text.split_once(':').unwrap_or(("", text));
    let (kind, what) = (kind.trim(), what.trim());
    if !TYPES.contains(&kind) || what.is_empty() {
        return Err(format!(
            "`{text}` is no action\n  help: write the kind of help and what will be done, such as \
             `--action \"paired-work: keep the timeline of the next game day with Chen\"`; the kinds are {}",
            TYPES.join(", ")
        ));
    }
    Ok(json!({"type": kind, "what": what}))
}

/// Coaching towards the next descriptor of the criterion, in the rubric's own words.
fn usual_action(matter: &Matter<'_>, judgement: &Judgement, criterion: &str) -> Value {
    let rubric = matter.rubric.iter().flat_map(|rubric| &rubric.document.criteria);
    let mut found = rubric.filter(|(id, _): &(&Id, _)| id.as_str() == criterion);
    let what = found.next().map_or_else(
        || criterion.to_owned(),
        |(_, one)| {
            let bar = usize::from(matter.bar_of(criterion));
            let score = judgement.scores.get(criterion).map(|score| usize::from(*score));
            let next = score.map_or(bar, |score| (score + 1).max(bar)).saturating_sub(1);
            let descriptor = one.descriptors.get(next).map_or("", |text| text.as_str());
            format!("{}: get to “{}”", one.name, descriptor.trim_end_matches('.'))
        },
    );
    json!({"type": "coaching", "what": what})
}

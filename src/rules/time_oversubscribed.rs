//! Somebody who has begun more than their learning time holds.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::people::People;
use crate::kinds::parts::effort::Effort;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "time-oversubscribed",
    subject: Subject::People,
    level: Level::Warn,
    summary: "More begun than the learning time holds",
    what: "The modules that somebody is in the middle of, and their own training that is not finished, do \
           not take more hours a week than their learning time: `effort.learning` spread over \
           `effort.over`. Effort without `over` can be taken at any pace and is not counted, nor is time \
           on the job, nor what facilitators and mentors give. Only for people whom the rollout has \
           reached.",
    why: "Something will be put off, and it is better to choose what.",
    bad: &[Case {
        files: concat!(
            "-- modules/runbooks.md --\n",
            "---\n",
            "title: Writing runbooks\n",
            "type: course\n",
            "effort: {learning: 20 hours, over: 4 weeks}\n",
            "teaches: [{competency: incident-response, to: foundational}]\n",
            "outcomes: [{result: Writes a runbook that others can follow., seen_in: The next page}]\n",
            "assessed_by: incident-responder\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "---\n",
            "What somebody needs at three in the morning.\n",
            "-- people/ada/enrolments/runbooks.yaml --\n",
            "started: 2026-04-13\n",
        ),
        marks: &["2026-04-13"],
    }],
    good: Case {
        files: concat!(
            "-- modules/runbooks.md --\n",
            "---\n",
            "title: Writing runbooks\n",
            "type: course\n",
            "effort: {learning: 16 hours, over: 4 weeks}\n",
            "teaches: [{competency: incident-response, to: foundational}]\n",
            "outcomes: [{result: Writes a runbook that others can follow., seen_in: The next page}]\n",
            "assessed_by: incident-responder\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "---\n",
            "What somebody needs at three in the morning.\n",
            "-- people/ada/enrolments/runbooks.yaml --\n",
            "started: 2026-04-13\n",
        ),
        marks: &[],
    },
    check,
};

/// Something that takes learning time: since when, how many hours a week, and where that is said.
struct Share {
    since: Date,
    hours: f64,
    words: String,
    place: Place,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for person in people.in_program() {
        let mut shares = modules(&people, person);
        shares.extend(own_training(context, person));
        if shares.is_empty() {
            continue;
        }
        let Some(pace) = people.learning_time(person) else { continue };
        let hours: f64 = shares.iter().map(|share| share.hours).sum();
        // A hundredth of an hour is lost in turning months into weeks.
        if hours <= pace.hours_per_week() + 0.01 {
            continue;
        }
        shares.sort_by(|one, other| (one.since, &one.place).cmp(&(other.since, &other.place)));
        let Some(last) = shares.pop() else { continue };
        let mut problem = Problem::new(
            last.place,
            format!(
                "what `{}` has begun takes {hours:.1} hours a week, and the learning time is {pace}",
                person.id()
            ),
        )
        .here(last.words)
        .help(
            "finish one before the next begins: write `withdrawn: <day>` into the one that waits, or agree \
             on more `learning_time`",
        );
        for share in shares {
            problem = problem.label(share.place, share.words);
        }
        findings.add(problem);
    }
}

fn modules(people: &People<'_>, person: Entry<'_, Person>) -> Vec<Share> {
    people
        .modules_under_way(person.id())
        .filter_map(|(enrolment, module)| {
            let since = enrolment.started;
            let hours = hours_per_week(module.effort.as_ref()?, since)?;
            let words = format!("`{}` takes {hours:.1} hours a week", module.id());
            Some(Share { since, hours, words, place: enrolment.record.at(pointer!["started"]) })
        })
        .collect()
}

fn own_training(context: &Context<'_>, person: Entry<'_, Person>) -> Vec<Share> {
    let mut shares = Vec::new();
    for enrolment in context.catalog.owned::<PathwayEnrolment>(person.id()) {
        let since = enrolment.enrolled;
        if since > context.as_of || enrolment.withdrawn.is_some_and(|day| day <= context.as_of) {
            continue;
        }
        for (number, own) in enrolment.document.own.iter().enumerate() {
            let finished = own.finished.is_some_and(|day| day <= context.as_of);
            let effort = own.effort.as_ref().filter(|_| !finished);
            let Some(hours) = effort.and_then(|effort| hours_per_week(effort, since)) else { continue };
            let words = format!("own training takes {hours:.1} hours a week");
            let place = enrolment.record.at(pointer!["own", number, "title"]);
            shares.push(Share { since, hours, words, place });
        }
    }
    shares
}

/// Hours of learning time in a calendar week, where the effort says over how long it is spread.
fn hours_per_week(effort: &Effort, since: Date) -> Option<f64> {
    let days = effort.over?.after(since).days_since(since).max(1);
    #[allow(clippy::cast_precision_loss)] // at most a few million days
    let weeks = days as f64 / 7.0;
    Some(effort.learning?.working_hours() / weeks.max(1.0))
}

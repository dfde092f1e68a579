//! A plan for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/plan.schema.json` and generated from the structs in this file.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Sheet, gaps, words};
use crate::base::date::Date;
use crate::insight::plan::{Item, Need, PaceSource, Plan, Proof, Take, Thing, Unmet, What, Why};
use crate::report::json::schema_of;
use crate::report::write_json;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/plan.schema.json`.
pub const NAME: &str = "plan";

/// Writes the plan.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Report::of(sheet), out)
}

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// The plan that `learn plan --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Plan")]
struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// Whose plan, by id.
    person: String,
    /// The role that it leads to, by id.
    role: String,
    /// The day whose readiness it starts from.
    as_of: Date,
    /// The verdict of that readiness.
    verdict: String,
    /// What the plan comes to, in one sentence.
    headline: String,
    /// The first day of the plan.
    start: Date,
    /// The last day of what is not optional.
    end: Date,
    /// The learning time of what is not optional, in minutes.
    learning_minutes: u64,
    /// The learning time of a week, in minutes.
    minutes_per_week: u64,
    /// How the learning time of a week is known: `asked`, `allotted` or `assumed`.
    pace: &'static str,
    /// How good the plan is known to be.
    proof: Proven,
    /// What to do, in order.
    steps: Vec<Step>,
    /// Claims that wait for an answer and count as granted.
    under_way: Vec<Waiting>,
    /// What remediations have dated.
    fixed: Vec<Dated>,
    /// Lines that only time will meet.
    in_time: Vec<InTime>,
    /// What nothing in the catalog satisfies.
    unmet: Vec<Missing>,
    /// What else to know about the dates, in sentences.
    notes: Vec<String>,
    /// The step to begin with, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Next>,
}

/// How good a plan is known to be.
#[derive(Serialize, JsonSchema)]
struct Proven {
    /// Whether no other way through the catalog takes less learning time.
    optimal: bool,
    /// Where it is not known to be: by how many per cent it is above the optimum at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    within_percent: Option<u32>,
}

/// Something to do.
#[derive(Serialize, JsonSchema)]
struct Step {
    /// What kind of step: `module`, `work`, `credential`, `credential-again`, `competency`,
    /// `judgement` or `own`.
    kind: &'static str,
    /// The id of the module, credential or competency.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The proficiency to be judged at; the type of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// What to do, in words.
    title: String,
    /// How often, or how many pieces.
    times: u32,
    /// The first day.
    from: Date,
    /// The last day.
    until: Date,
    /// The day by which a remediation wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
    /// Of a claim that renews something: the last day of what is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    renews: Option<Date>,
    /// The learning time, in minutes.
    learning_minutes: u64,
    /// Whether the learning time is the catalog's usual one, since the module states none.
    estimated: bool,
    /// The day on which it was begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    begun: Option<Date>,
    /// Whether it may be left out.
    optional: bool,
    /// The steps that come first, by their position from 0.
    after: Vec<usize>,
    /// The modules whose enrolment its claim has to cite.
    cites: Vec<String>,
    /// Why it is there.
    why: Vec<Reason>,
}

/// Why a step is there.
#[derive(Serialize, JsonSchema)]
struct Reason {
    /// What kind of reason: `line`, `before`, `for`, `teaches`, `item`, `elective`, `stretch` or `own`.
    is: &'static str,
    /// The role that asks, for a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The id of the line, module, credential, competency, item, pathway or goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The pathway of an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pathway: Option<String>,
    /// The reason in words.
    words: String,
}

/// A claim that waits for an answer.
#[derive(Serialize, JsonSchema)]
struct Waiting {
    /// The claim's id.
    claim: String,
    /// The day it was made.
    since: Date,
    /// Who has to answer: one discipline per assessor, or `any`.
    waits_for: Vec<String>,
}

/// Something that a remediation has dated.
#[derive(Serialize, JsonSchema)]
struct Dated {
    /// The remediation's id.
    remediation: String,
    /// The day by which.
    by: Date,
    /// What.
    what: String,
}

/// A line that only time will meet.
#[derive(Serialize, JsonSchema)]
struct InTime {
    /// The role that asks.
    role: String,
    /// The line's id.
    line: String,
    /// The day on which it will be there.
    on: Date,
}

/// Something that no plan reaches.
#[derive(Serialize, JsonSchema)]
struct Missing {
    /// What kind of need: `line`, `threshold`, `evidence-floor`, `any-line`, `waivers`, `item`,
    /// `electives`, `theme` or `chosen`.
    need: &'static str,
    /// The id of the line, item, theme, module or credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The role that asks, for a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The pathway that asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pathway: Option<String>,
    /// Why nothing reaches it, in words.
    why: String,
}

/// The step to begin with.
#[derive(Serialize, JsonSchema)]
struct Next {
    /// What to do.
    what: String,
    /// The command that does it, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
}

impl Report {
    fn of(sheet: &Sheet<'_>) -> Self {
        let plan = &sheet.plan;
        let readiness = &plan.readiness;
        let line = |number: usize| readiness.lines.get(number).map(|state| &state.line);
        let next = sheet.next_in_words().map(|(what, command)| Next { what, command });
        Self {
            version: VERSION,
            person: readiness.person.id().to_owned(),
            role: readiness.role.id().to_owned(),
            as_of: readiness.as_of,
            verdict: readiness.verdict.word().replace(' ', "-"),
            headline: words::headline(plan),
            start: plan.start,
            end: plan.end(),
            learning_minutes: plan.minutes(),
            minutes_per_week: plan.pace.minutes,
            pace: match plan.pace.source {
                PaceSource::Asked => "asked",
                PaceSource::Allotted => "allotted",
                PaceSource::Assumed => "assumed",
            },
            proof: Proven {
                optimal: plan.proof == Proof::Least,
                within_percent: match plan.proof {
                    Proof::Within(percent) => Some(percent),
                    Proof::Least | Proof::Open => None,
                },
            },
            steps: plan.items.iter().map(|item| step(plan, item)).collect(),
            under_way: plan
                .under_way()
                .map(|claim| Waiting {
                    claim: claim.claim.id().to_owned(),
                    since: claim.date,
                    waits_for: claim.waits_for.iter().map(|slot| (*slot).to_owned()).collect(),
                })
                .collect(),
            fixed: plan
                .fixed
                .iter()
                .map(|fixed| Dated {
                    remediation: fixed.remediation.id().to_owned(),
                    by: fixed.by,
                    what: words::fixed(fixed),
                })
                .collect(),
            in_time: plan
                .in_time
                .iter()
                .filter_map(|(number, on)| {
                    let line = line(*number)?;
                    let role = line.role.id().to_owned();
                    Some(InTime { role, line: line.id.to_owned(), on: *on })
                })
                .collect(),
            unmet: plan.unmet.iter().map(|unmet| missing(plan, unmet)).collect(),
            notes: plan.notes.iter().map(|note| words::note(plan, note)).collect(),
            next,
        }
    }
}

fn step(plan: &Plan<'_>, item: &Item<'_>) -> Step {
    let some = |id: &str| Some(id.to_owned());
    let (kind, id, at) = match item.what {
        What::Own(..) => ("own", None, None),
        What::Take(Take::Module(id)) => ("module", some(id), None),
        What::Take(Take::Work(of_type)) => ("work", None, of_type.map(str::to_owned)),
        What::Take(Take::Credential(id)) => ("credential", some(id), None),
        What::Take(Take::Again(id)) => ("credential-again", some(id), None),
        What::Take(Take::Competency { id, step }) => {
            let entry = plan.catalog.competency(id);
            let at = entry.and_then(|entry| entry.framework.document.steps().get(step).copied());
            ("competency", some(id), at.map(str::to_owned))
        }
        What::Take(Take::Judgement) => ("judgement", None, None),
    };
    Step {
        kind,
        id,
        at,
        title: words::title(plan, item),
        times: item.times,
        from: item.from,
        until: item.until,
        due: item.due,
        renews: item.renews,
        learning_minutes: item.minutes,
        estimated: item.is_estimated,
        begun: item.begun,
        optional: item.is_optional,
        after: item.after.iter().copied().collect(),
        cites: item.cites.iter().map(|id| (*id).to_owned()).collect(),
        why: item.why.iter().map(|why| reason(plan, *why)).collect(),
    }
}

fn reason(plan: &Plan<'_>, why: Why<'_>) -> Reason {
    let words = words::why(plan, why);
    let of = |is: &'static str, id: &str| Reason {
        is,
        role: None,
        id: Some(id.to_owned()),
        pathway: None,
        words: words.clone(),
    };
    match why {
        Why::Line(number) => {
            let line = plan.readiness.lines.get(number).map(|state| &state.line);
            let role = line.map(|line| line.role.id().to_owned());
            Reason { role, ..of("line", line.map_or("", |line| line.id)) }
        }
        Why::Before(id) => of("before", id),
        Why::For(id) => of("for", id),
        Why::ForCompetency(id) => of("teaches", id),
        Why::Item(pathway, number) => {
            let item = pathway.document.items.get(number).map_or("", |item| item.id.as_str());
            Reason { pathway: Some(pathway.id().to_owned()), ..of("item", item) }
        }
        Why::Elective(pathway) => of("elective", pathway.id()),
        Why::Stretch(id) => of("stretch", id),
        Why::Own(goal) => Reason { id: goal.map(str::to_owned), ..of("own", "") },
    }
}

fn missing(plan: &Plan<'_>, unmet: &Unmet<'_>) -> Missing {
    let of = |need: &'static str| Missing {
        need,
        id: None,
        role: None,
        pathway: None,
        why: gaps::reason(plan.catalog, &unmet.gap),
    };
    let on = |need: &'static str, pathway: &str, id: Option<&str>| Missing {
        pathway: Some(pathway.to_owned()),
        id: id.map(str::to_owned),
        ..of(need)
    };
    match unmet.need {
        Need::Line(number) => {
            let line = plan.readiness.lines.get(number).map(|state| &state.line);
            let role = line.map(|line| line.role.id().to_owned());
            Missing { id: line.map(|line| line.id.to_owned()), role, ..of("line") }
        }
        Need::Threshold => of("threshold"),
        Need::EvidenceFloor => of("evidence-floor"),
        Need::AnyLine => of("any-line"),
        Need::Waivers => of("waivers"),
        Need::Item(pathway, number) => {
            let item = pathway.document.items.get(number).map(|item| item.id.as_str());
            on("item", pathway.id(), item)
        }
        Need::Electives(pathway) => on("electives", pathway.id(), None),
        Need::Theme(pathway, theme) => on("theme", pathway.id(), Some(theme)),
        Need::Chosen(pathway, Thing::Module(id) | Thing::Credential(id)) => {
            on("chosen", pathway.id(), Some(id))
        }
    }
}

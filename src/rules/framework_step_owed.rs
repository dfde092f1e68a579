//! A framework whose version was not raised as far as what has changed asks for.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::insight::step::{Changed, Step, Version, changed};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "framework-step-owed",
    subject: Subject::Content,
    level: Level::Hint,
    summary: "A framework whose version was not raised as far as it should",
    what: "With `--since`, compares every framework that has a `version`, and the ladders that name it, with \
           what they were. A new demand on people (a new expectation or requirement, a higher proficiency, \
           something that becomes core) owes a major step; a clarification or a removal a minor one; other \
           words a patch. The new version also has to stand in `changes`, with the reason. Versions below \
           1.0.0 owe a minor step at most.\n\nVersions are raised when the framework is released, so that \
           this is a hint; run `learn check --since v2.1.0 --deny framework-step-owed` before a release.",
    why: "People plan their growth by the framework. The version tells them at a glance whether something new \
          is asked of them.",
    bad: &[
        Case {
            files: "\
-- ladders/engineering-ic.yaml (before) --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    outcomes: [Ships small changes safely.]
    expects:
      - {competency: incident-response, at: awareness}
  - id: senior-engineer
    title: Senior engineer
    outcomes: [The service meets its objectives two quarters in a row.]
    expects:
      - {competency: incident-response, at: working}
    requires:
      - {id: commander, credential: incident-commander}
",
            marks: &["1.0.0"],
        },
        Case {
            files: "\
-- frameworks/service.yaml (before) --
name: Service
owner: chen
reviewed: 2026-03-01
version: 0.4.1
competencies:
  listening: {name: Listening}
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
version: 0.4.2
competencies:
  listening:
    name: Listening
    proficiencies:
      working: {markers: [Repeats what was said before answering.]}
changes:
  - {version: 0.4.2, date: 2026-04-14, why: Nobody knew what listening looks like.}
",
            marks: &["0.4.2"],
        },
        Case {
            files: "\
-- frameworks/service.yaml (before) --
name: Service
owner: chen
reviewed: 2026-03-01
version: 0.4.1
competencies:
  listening: {name: Hearing}
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
version: 0.4.2
competencies:
  listening: {name: Listening}
",
            marks: &["0.4.2"],
        },
    ],
    good: Case {
        files: "\
-- frameworks/service.yaml (before) --
name: Service
owner: chen
reviewed: 2026-03-01
version: 1.4.1
competencies:
  listening: {name: Listening}
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
version: 1.5.0
competencies:
  listening:
    name: Listening
    proficiencies:
      working: {markers: [Repeats what was said before answering.]}
changes:
  - {version: 1.5.0, date: 2026-04-14, why: Nobody knew what listening looks like.}
",
        marks: &[],
    },
    check,
};

/// How many changes are pointed at; the help tells how many there are.
const MOST_LABELS: usize = 5;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(before) = context.before else { return };
    for changed in changed(before, context.catalog, context.as_of) {
        findings.extend(problem(&changed));
    }
}

fn problem(changed: &Changed<'_>) -> Option<Problem> {
    let (record, id) = (changed.after.record, changed.after.id());
    let was = Version::read(changed.before.document.version.as_deref()?)?;
    let place = record.at(pointer!["version"]);
    let owed = was.raised(changed.step());
    let Some(written) = changed.after.document.version.as_deref() else {
        let message = format!("framework `{id}` had version {was} and has none now");
        return Some(
            Problem::new(record.at(pointer!["name"]), message)
                .here("no version")
                .help(format!("write `version: {owed}`")),
        );
    };
    let is = Version::read(written)?;
    if is < owed {
        let step = changed.step();
        let largest: Vec<_> = changed.changes.iter().filter(|change| change.step == step).collect();
        let what = if step == Step::Patch { "patch" } else { &format!("{step} step") };
        let many = match largest.len() {
            1 => "this change".to_owned(),
            count => format!("{count} changes"),
        };
        let message = format!("framework `{id}` owes a {what} for {many}");
        let problem = Problem::new(place, message).here(format!("{was} before")).help(format!(
            "write `version: {owed}`, and say in `changes` what is different and why"
        ));
        return Some(largest.iter().take(MOST_LABELS).fold(problem, |problem, change| {
            problem.label(change.place.clone(), change.what.clone())
        }));
    }
    let told = changed.after.document.changes.iter().any(|change| change.version == written);
    if is == was || told {
        return None;
    }
    let message = format!("`changes` of framework `{id}` does not mention {written}");
    Some(Problem::new(place, message).here("what is new in it?").help(format!(
        "add `- {{version: {written}, date: …, why: …}}` at the top of `changes`"
    )))
}

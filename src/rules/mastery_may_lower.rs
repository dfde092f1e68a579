//! A competency in which an approval may lower where somebody stands.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::catalog::index::CompetencyEntry;
use crate::catalog::reach;
use crate::kinds::framework::{Framework, MasteryMethod};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mastery-may-lower",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A competency in which an approval may lower where somebody stands",
    what: "With `mastery: {method: latest}` the award for the latest work says where somebody stands. This is \
           reported where credentials attest the competency at more than one proficiency, so that a smaller \
           one earned later takes a higher standing away. With `learn check --target`, it is also reported where \
           a competency comes to take more awards than on the target.",
    why: "People should never lose by showing something. Allow it where only the latest work counts, such as \
          in work that changes with every release.",
    bad: &[Case {
        files: "\
-- frameworks/engineering.yaml --
name: Engineering
owner: chen
reviewed: 2026-03-01
themes:
  craft: {name: Craft}
competencies:
  incident-response:
    name: Incident response
    theme: craft
    mastery: {method: latest}
  communication:
    name: Communication
    mastery: {method: latest}
",
        marks: &["latest"],
    }, Case {
        files: "\
-- frameworks/engineering.yaml (target) --
name: Engineering
owner: chen
reviewed: 2026-03-01
themes:
  craft: {name: Craft}
competencies:
  incident-response:
    name: Incident response
    theme: craft
    mastery: {method: highest}
  communication:
    name: Communication
-- frameworks/engineering.yaml --
name: Engineering
owner: chen
reviewed: 2026-03-01
themes:
  craft: {name: Craft}
competencies:
  incident-response:
    name: Incident response
    theme: craft
    mastery: {method: n-times, n: 3}
  communication:
    name: Communication
",
        marks: &["n-times"],
    }],
    good: Case {
        files: "\
-- frameworks/engineering.yaml --
name: Engineering
owner: chen
reviewed: 2026-03-01
themes:
  craft: {name: Craft}
competencies:
  incident-response:
    name: Incident response
    theme: craft
    mastery: {method: n-times, n: 2}
  communication:
    name: Communication
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    changed(context, findings);
    let attested = reach::attested(context.catalog);
    for framework in context.catalog.all::<Framework>() {
        let steps = framework.document.steps();
        for (id, competency) in &framework.document.competencies {
            let entry = CompetencyEntry { framework, id: id.as_str(), competency };
            let mut known = attested.steps(entry.id);
            let (lowest, highest) = (known.next(), known.next_back());
            let (Some(lowest), Some(highest)) = (lowest, highest) else { continue };
            if competency.mastery.method != MasteryMethod::Latest {
                continue;
            }
            let step = |step: usize| steps.get(step).copied().unwrap_or("?");
            let message = format!(
                "an award at {} takes away {} in `{id}` if its work is later",
                step(lowest),
                step(highest)
            );
            let place = framework.record.at(entry.pointer().then("mastery").then("method"));
            findings.add(Problem::new(place, message).here("a later award may be lower").help(
                "write `method: highest`, or let credentials attest it at one proficiency only",
            ));
        }
    }
}

/// Competencies that come to take more awards than on the target: whoever holds them by fewer loses them.
fn changed(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    for framework in context.catalog.all::<Framework>() {
        for (id, competency) in &framework.document.competencies {
            let entry = CompetencyEntry { framework, id: id.as_str(), competency };
            let mut ids = [id.as_str()].into_iter().chain(competency.formerly.iter().map(Id::as_str));
            let Some(was) = ids.find_map(|id| target.catalog().competency(id)) else { continue };
            let (then, now) = (was.competency.mastery.times(), competency.mastery.times());
            if now <= then {
                continue;
            }
            let place = framework.record.at(entry.pointer().then("mastery").then("method"));
            let message = format!("`{id}` comes to take {now} awards instead of {then}");
            findings.add(Problem::new(place, message).here("whoever holds it by fewer loses it").help(format!(
                "`learn impact {}` says whom that concerns; to ask it of later awards only, add a competency \
                 and expect that one",
                context.target_name()
            )));
        }
    }
}

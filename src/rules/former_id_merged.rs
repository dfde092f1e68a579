//! A change by which an id comes to mean something else.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::{Former, Takeover, naming, present, takeovers};
use crate::catalog::{Catalog, Record};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "former-id-merged",
    subject: Subject::Names,
    level: Level::Error,
    summary: "A change by which an id comes to mean something else",
    what: "With `learn check --target`, every id of a credential, a competency, a role or a module, present or under \
           `formerly`, means what it meant on the target. What is renamed keeps its former ids, all of them from one \
           thing; nothing takes the id or a former id of something else, whether that stays or goes and whether \
           or not anybody holds it. An id that means nothing on the target although somebody's record names it \
           is no former id of anything either. No level, no allow and no baseline covers that up.",
    why: "What was signed goes by former ids on to present ones. An id that is moved on to something else \
          gives it to everybody who holds the one, and nobody has judged that they can do the other.",
    bad: &[
        Case {
            files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/storyteller.yaml (target) --
name: Storyteller
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/storyteller.yaml --
name: Storyteller
formerly: [clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
",
            marks: &["clear-speaker"],
        },
        Case {
            files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
formerly: [plain-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/clear-speaker.yaml --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/storyteller.yaml --
name: Storyteller
formerly: [plain-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
",
            marks: &["plain-speaker"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-04-13-clear-speaker.yaml (target) --
credential: clear-speaker
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-13-clear-speaker.yaml --
credential: clear-speaker
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- credentials/storyteller.yaml --
name: Storyteller
formerly: [clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
",
            marks: &["clear-speaker"],
        },
    ],
    good: Case {
        files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
formerly: [plain-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/storyteller.yaml --
name: Storyteller
formerly: [plain-speaker, clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    for taken in takeovers(target.catalog(), context.catalog) {
        let (message, help) = match taken.from {
            Former::Thing(was) => another(context, target.catalog(), &taken, was),
            Former::Gone(record) => gone(context, &taken, record),
        };
        findings.add(
            Problem::new(taken.place, message)
                .here(format!("would lead to `{}`", taken.by))
                .help(help)
                .guarding(true),
        );
    }
}

/// What is said of an id that means another thing on the target, and how that is mended.
fn another(
    context: &Context<'_>,
    before: &Catalog,
    taken: &Takeover<'_>,
    was: &str,
) -> (String, String) {
    let (id, by, sort, name) = (taken.id, taken.by, taken.sort, context.target_name());
    let meaning = if id == was {
        format!("{name} has it as a {} of its own", sort.word())
    } else {
        format!("{name} knows `{was}` by it")
    };
    let message = format!("`{id}` was never this {}: {meaning}", sort.word());
    let other = if id == by {
        format!("give this {} another id", sort.word())
    } else {
        format!("take `{id}` out of `formerly`")
    };
    let named = naming(before, sort, id).or_else(|| naming(before, sort, was));
    let help = if let Some(record) = named {
        format!(
            "{other}, and keep or retire `{was}`: {} names it, and means no other one",
            record.source.path
        )
    } else {
        format!("{other}: no record of anybody names it")
    };
    let is_lost = present(context.catalog, sort, was).is_none();
    let renamed =
        format!("; if this is `{was}` by a new name, write `{was}` under `formerly` as well");
    (message, help + if is_lost { &renamed } else { "" })
}

/// What is said of an id that means nothing on the target and is named there, and how that is mended.
fn gone(context: &Context<'_>, taken: &Takeover<'_>, record: &Record) -> (String, String) {
    let (id, name, path) = (taken.id, context.target_name(), &record.source.path);
    (
        format!("{name} has no {} `{id}` any more, and {path} names it", taken.sort.word()),
        format!(
            "first bring `{id}` back under its own id, in a change of its own; then it can be renamed"
        ),
    )
}

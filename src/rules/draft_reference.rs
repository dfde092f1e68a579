//! Something in use that relies on a module that is still a draft.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::reliance::{Way, on_modules};
use crate::kinds::module::Status;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "draft-reference",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "Something in use that relies on a draft module",
    what: "Looks at prerequisites and practice of active modules, needs and stretch of credentials, items, \
           electives and options of pathways, requirements of roles, projects of cohorts and open \
           enrolments. Lines that begin later (`since`, `starts`) may name a draft until then; so may other \
           drafts.",
    why: "Nobody is sent to a draft, so whoever is told to take one waits without being told.",
    bad: &[
        Case {
            files: "\
-- modules/game-day.md --
---
title: Game day
owner: chen
type: workshop
status: draft
---
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: command
    title: Command an incident
    fulfil:
      - {module: game-day}
      - {credential: incident-commander}
reviewed: 2026-03-01
",
            marks: &["game-day"],
        },
        Case {
            files: "\
-- modules/game-day.md --
---
title: Game day
owner: chen
type: workshop
status: draft
---
-- people/ada/enrolments/game-day.yaml --
started: 2026-03-16
",
            marks: &["2026-03-16"],
        },
    ],
    good: Case {
        files: "\
-- modules/game-day.md --
---
title: Game day
owner: chen
type: workshop
status: draft
prerequisites: [incident-basics]
---
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: command
    title: Command an incident
    fulfil:
      - {module: game-day, since: 2026-07-01}
      - {credential: incident-commander}
reviewed: 2026-03-01
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for reliance in on_modules(context.catalog, context.as_of) {
        let may_wait = matches!(reliance.way, Way::NamesInDraft | Way::Facilitates);
        if reliance.module.status != Status::Draft || may_wait || !context.has_begun(reliance.from) {
            continue;
        }
        let draft = reliance.module;
        findings.add(
            Problem::new(reliance.place, format!("module `{}` is still a draft", draft.id()))
                .here(if reliance.way == Way::Takes { "already under way" } else { "a draft" })
                .label(draft.record.at(pointer!["status"]), "a draft here")
                .help(format!(
                    "write `status: active` in {} once people can start it, or name another module",
                    draft.record.source.path
                )),
        );
    }
}

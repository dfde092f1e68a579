//! A framework, ladder or pathway that nobody has gone through for too long.

use super::{Case, Context, Findings, Rule, Subject, stale};
use crate::base::problem::Level;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::kinds::pathway::Pathway;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "stale-framework",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A framework, ladder or pathway that has not been reviewed for too long",
    what: "The owner of a framework, a ladder or a pathway goes through it every `cadence.framework_review` of \
           `learn.yaml` (3 months unless it says otherwise) and writes the day into `reviewed`.",
    why: "People are promoted by it. What it asks for has to be what the work asks for now.",
    bad: &[
        Case {
            files: "\
-- ladders/engineering-management.yaml --
name: Engineering management
owner: chen
reviewed: 2026-01-14
roles:
  - id: engineering-manager
    title: Engineering manager
    inherits: [senior-engineer]
",
            marks: &["2026-01-14"],
        },
        Case {
            files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
",
            marks: &["To senior engineer"],
        },
    ],
    good: Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
reviewed: 2026-01-15
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let every = context.cadence().framework_review();
    for framework in context.catalog.all::<Framework>() {
        let (record, owner) = (framework.record, framework.document.owner.as_ref());
        findings.extend(stale(context, record, pointer!["name"], framework.reviewed, owner, every));
    }
    for ladder in context.catalog.all::<Ladder>() {
        let (record, owner) = (ladder.record, ladder.document.owner.as_ref());
        findings.extend(stale(context, record, pointer!["name"], ladder.reviewed, owner, every));
    }
    for pathway in context.catalog.all::<Pathway>() {
        let (record, owner) = (pathway.record, pathway.document.owner.as_ref());
        findings.extend(stale(context, record, pointer!["title"], pathway.reviewed, owner, every));
    }
}
